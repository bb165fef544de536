"""A release: card, datasheet, checksums, verification, difference, publishing."""
