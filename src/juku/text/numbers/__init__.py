"""Numerals, quantities with their units, dates and periods."""
