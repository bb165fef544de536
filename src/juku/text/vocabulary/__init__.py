"""What rules know beforehand: tables of words and names, marks, and views of a text to look at."""
