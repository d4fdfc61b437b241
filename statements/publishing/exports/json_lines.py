"""JSON Lines: an object a line, for whoever reads them with a program. A cell without a value is null."""

import json
from collections.abc import Iterable, Iterator, Sequence

from .base import Cells


class JsonLinesWriter:
    name = "jsonl"
    label = "JSON Lines"
    content_type = "application/jsonl; charset=utf-8"

    def write(self, columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[bytes]:
        for row in rows:
            line = {name: row[name] or None for name in columns}
            yield (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
