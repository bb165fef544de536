"""What each line of a page is by what it says: a headline, furniture, a dateline, running text."""
