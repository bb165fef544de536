"""What the tasks of a build are, and how each reads its pages and records."""
