"""From pages to rows: pure functions, each stage by itself."""
