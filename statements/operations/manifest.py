"""What a file that keeps an archive says of itself: what it holds, of whom, when, and how to check it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = "on-record archive"
FORMAT_VERSION = 1
BACKUP, DUMP = (
    "backup",
    "dump",
)  # the kinds: a copy of the database as it lies there; its rows, table by table
READ_BY = {BACKUP: "manage.py restore", DUMP: "manage.py load"}

SECRET_KEY = "secret_key"  # noqa: S105  the name of the member, and of the file in the data folder
UPLOADS = "uploads"
KEY_TABLES = ("django_session",)  # whoever has a row of them is signed in as somebody: keys as well
# All that may be in such a file. What is unpacked goes nowhere but under these names.
KNOWN_NAMES = re.compile(rf"archive\.(sqlite3|pgdump)|tables/\w+\.jsonl|{SECRET_KEY}|{UPLOADS}/.+", re.DOTALL)
SHA256 = re.compile(r"[0-9a-f]{64}")


class OperationRefused(Exception):
    """A file cannot be made, or cannot be taken in; says why in a sentence, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file in it: its name, its size in bytes, and the SHA-256 of them in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """How many rows a table has, and the last number given to one; None where rows are not numbered."""

    rows: int
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in the file.

    `migrations` are those carried out on the database ("statements.0001_initial"), `settings` what the
    environment set there, None in the place of what may be a secret, `left_out` what is not in it, `key_mark`
    what tells whether another place has the same secret key.
    """

    kind: str
    program: str
    made_at: str
    engine: str
    migrations: tuple[str, ...]
    tables: Mapping[str, TableCount]
    members: tuple[Member, ...]
    left_out: tuple[str, ...] = ()
    settings: Mapping[str, str | None] = field(default_factory=dict)
    key_mark: str = ""

    @property
    def size(self) -> int:
        return sum(member.size for member in self.members)

    def has(self, name: str) -> bool:
        return any(member.name == name for member in self.members)

    def as_json(self) -> bytes:
        told = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "kind": self.kind,
            "program": self.program,
            "made_at": self.made_at,
            "engine": self.engine,
            "left_out": self.left_out,
            "settings": dict(self.settings),
            "key_mark": self.key_mark,
            "tables": {
                name: {"rows": table.rows} | ({} if table.last is None else {"last": table.last})
                for name, table in self.tables.items()
            },
            "migrations": self.migrations,
            "members": [{"name": m.name, "size": m.size, "sha256": m.sha256} for m in self.members],
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def parse_manifest(data: bytes, file: str) -> Manifest:
    """Return the manifest that is in these bytes; `file` is what it is called in what is refused.

    Raises OperationRefused for another program's, a newer program's, and one that does not say what it must.
    """
    try:
        told = json.loads(data)
        ours = told["format"] == FORMAT
        version = told["format_version"]
    except (ValueError, LookupError, TypeError):
        raise OperationRefused(
            f"{file} is no backup or dump of On Record: its manifest is not one."
        ) from None
    if not ours:
        raise OperationRefused(
            f"{file} is no backup or dump of On Record: its manifest is of another program."
        )
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise OperationRefused(
            f"{file} is of a newer On Record ({told.get('program')}) than this one. Use that one, or a newer."
        )
    try:
        manifest = Manifest(
            kind=str(told["kind"]),
            program=str(told["program"]),
            made_at=str(told["made_at"]),
            engine=str(told["engine"]),
            migrations=tuple(map(str, told["migrations"])),
            tables={str(name): table_count(one) for name, one in told["tables"].items()},
            members=tuple(map(member, told["members"])),
            left_out=tuple(map(str, told["left_out"])),
            settings={str(k): v if v is None else str(v) for k, v in told["settings"].items()},
            key_mark=str(told["key_mark"]),
        )
        names = [one.name for one in manifest.members]
        if manifest.kind not in READ_BY or len(set(names)) != len(names):
            raise ValueError
    except (ValueError, LookupError, TypeError, AttributeError):
        raise OperationRefused(f"{file} is damaged: its manifest does not tell what is in it.") from None
    return manifest


def table_count(told: Any) -> TableCount:
    last = told.get("last")
    return TableCount(rows=int(told["rows"]), last=None if last is None else int(last))


def member(told: Any) -> Member:
    one = Member(name=str(told["name"]), size=int(told["size"]), sha256=str(told["sha256"]))
    parts = one.name.split("/")
    if not KNOWN_NAMES.fullmatch(one.name) or {"", ".", ".."} & set(parts) or "\0" in one.name:
        raise ValueError(one.name)
    if one.size < 0 or not SHA256.fullmatch(one.sha256):
        raise ValueError(one.name)
    return one
