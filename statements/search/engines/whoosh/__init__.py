"""The embedded engine: Whoosh's files in a folder, read as arrays of NumPy. Nothing else knows of either."""
