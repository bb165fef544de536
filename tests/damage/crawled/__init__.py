"""Pages as a crawl gives them, by an author who had not read the rules: the second generator."""
