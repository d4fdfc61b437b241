"""Which backups and dumps were made of this archive: what is erased here may still be in them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

LEDGER = "copies.jsonl"
MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that a command made of the whole archive, where and when."""

    path: str
    at: str

    def __str__(self) -> str:
        there = "" if Path(self.path).exists() else ", which is not there now: was it moved?"
        return f"{self.path}, made {self.at[:16].replace('T', ' ')} UTC{there}"


def note_copy(path: Path) -> None:
    """Write down that a file holds all of the archive."""
    told = {"path": str(path.resolve()), "at": datetime.now(UTC).isoformat()}
    with (settings.DATA / LEDGER).open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")


def copies_made() -> list[Copy]:
    """Return the files that were made, the latest first, each once."""
    try:
        lines = (settings.DATA / LEDGER).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found: dict[str, Copy] = {}
    for line in reversed(lines):
        try:
            told = json.loads(line)
            found.setdefault(told["path"], Copy(str(told["path"]), str(told["at"])))
        except (ValueError, KeyError, TypeError):  # a line that was being written when the machine went down
            continue
    return list(found.values())[:MOST_TOLD]
