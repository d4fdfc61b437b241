"""Search: the query language, the engine behind it, and the queue that keeps the index true.

Pages ask `statements.search.find`; nothing outside this package names an engine, but for the setting that chooses one.
"""
