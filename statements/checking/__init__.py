"""Is it so, as others wrote it: a draft held against what is held, and speakers side by side."""
