"""What a question gives back: rows, data frames, aligned text, files, pictures."""
