"""Pure functions on text: layout, mending, sentences, words, script, width, readings."""
