"""Who wrote, where and when: datelines, credits, captions, and the staff of a page."""
