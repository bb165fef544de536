"""Words and tags in context: a linear model in numpy."""
