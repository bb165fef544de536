"""Pages that somebody wrote without having read the rules, and how they are read."""
