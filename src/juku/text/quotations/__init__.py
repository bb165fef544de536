"""Direct speech in quotation marks, and who speaks."""
