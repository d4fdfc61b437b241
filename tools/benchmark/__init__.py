"""The benchmark of search: a corpus that anybody can make again, this engine, and two peers."""
