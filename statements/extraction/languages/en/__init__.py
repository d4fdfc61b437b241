"""English: how it gives words to somebody."""
