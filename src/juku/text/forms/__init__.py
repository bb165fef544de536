"""Simplified and traditional forms, and the normal form of a text."""
