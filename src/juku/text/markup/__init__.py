"""Markdown, and what is left of HTML in it: cut out of the view that is read."""
