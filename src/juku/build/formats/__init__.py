"""What files hold: encodings, compression, HTML, fields of records."""
