"""The archive as records: what pages show, as JSON under /api/v1/, for programs that read it and never write.

Every record starts from the same `public()` and every search from the same `find()` as the pages do. `shapes` says
what a record holds, `records` makes it of a row, `lists` and `items` are the addresses, `changes` is what mirrors
follow, `asking` what is checked and suggested; `answering` is what every answer goes through. Within v1 a field keeps
its meaning: new ones may come, none changes and none goes.
"""
