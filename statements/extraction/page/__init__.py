"""Which line of a page is what, when it appeared, and in which language it is."""
