"""The curators' pages: the queue, whole articles, pairs, many at once, the log."""
