"""What a collection is: statements that a reader gathered, in order, with notes. Its address holds all of it.

The address is `/collection/?v=1&t=TITLE&s=UID.UID.UID&n=UID:NOTE&n=UID:NOTE`, and is read the same for good: what is
new comes under a name of its own, and what changes its meaning under another `v`. Nothing of it is kept here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

VERSION = "1"
MOST_GATHERED = 100  # statements
LONGEST_NOTE = 400  # characters
LONGEST_TITLE = 120
LONGEST_QUERY = 4000  # characters of an address behind its "?": what mail programs and browsers still carry
UID = re.compile(r"[0-9A-Za-z]{8}")
NUMBER_TYPED = re.compile(r"(?:^|/quotes/|[?&]s=|\.)([0-9A-Za-z]{8})(?=$|[/.&?#])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Numbers of statements in their order, a note of some of them, and a title."""

    uids: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    def __len__(self) -> int:
        return len(self.uids)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, in the one order that they are written in."""
        title = [("t", self.title)] if self.title else []
        notes = [("n", f"{uid}:{self.notes[uid]}") for uid in self.uids if self.notes.get(uid)]
        return [("v", VERSION), *title, ("s", ".".join(self.uids)), *notes] if self.uids else []

    @property
    def query(self) -> str:
        """The address behind its "?"; nothing for a collection of nothing."""
        return urlencode(self.pairs, safe=":")

    @property
    def fits(self) -> bool:
        return len(self) <= MOST_GATHERED and len(self.query) <= LONGEST_QUERY


def read_collection(given: QueryDict) -> tuple[Collection, list[str]]:
    """Return the collection of an address, and what of it is no number of a statement."""
    numbers = [one for part in given.getlist("s") for one in part.split(".") if one]
    uids = tuple(dict.fromkeys(one for one in numbers if UID.fullmatch(one)))[:MOST_GATHERED]
    notes: dict[str, str] = {}
    for one in given.getlist("n"):
        uid, _, note = one.partition(":")
        if uid in uids and (told := on_one_line(note, LONGEST_NOTE)):
            notes.setdefault(uid, told)
    odd = [one for one in numbers if not UID.fullmatch(one)]
    return Collection(uids=uids, notes=notes, title=on_one_line(given.get("t", ""), LONGEST_TITLE)), odd


def on_one_line(text: str, most: int) -> str:
    """Return what somebody typed as one line of printable text, cut where it is too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:most]


def numbers_typed(text: str) -> tuple[list[str], list[str]]:
    """Return the numbers of statements in what was typed or pasted (numbers, addresses of statements or of
    collections, parted by spaces or commas), and what of it is none."""
    found: dict[str, None] = {}
    odd = []
    for piece in re.split(r"[\s,;]+", text.strip()):
        numbers = NUMBER_TYPED.findall(piece)
        found.update(dict.fromkeys(numbers))
        if piece and not numbers:
            odd.append(piece[:60])
    return list(found), odd


# How a collection is changed


def with_added(kept: Collection, uids: Iterable[str]) -> Collection:
    return replace(kept, uids=tuple(dict.fromkeys((*kept.uids, *uids))))


def left_without(kept: Collection, uid: str) -> Collection:
    return replace(kept, uids=tuple(one for one in kept.uids if one != uid))


def placed_at(kept: Collection, uid: str, place: int) -> Collection:
    """Return a collection with one statement at a place, counted from 0; one beyond the end is at the end."""
    if uid not in kept.uids:
        return kept
    others = [one for one in kept.uids if one != uid]
    others.insert(min(max(0, place), len(others)), uid)
    return replace(kept, uids=tuple(others))


def moved(kept: Collection, uid: str, by: int) -> Collection:
    """Return a collection with one statement further up (-1) or down (1)."""
    return placed_at(kept, uid, kept.uids.index(uid) + by) if uid in kept.uids else kept


def noted(kept: Collection, uid: str, note: str) -> Collection:
    """Return a collection with another note of one statement, or with none where it is empty."""
    return replace(kept, notes={**kept.notes, uid: on_one_line(note, LONGEST_NOTE)})


def in_order_of(kept: Collection, keys: Mapping[str, Sequence[object]]) -> Collection:
    """Return a collection in the order of `keys`; statements that have none come last, as they were."""
    known = sorted((uid for uid in kept.uids if uid in keys), key=lambda uid: keys[uid])  # type: ignore[arg-type, return-value]
    return replace(kept, uids=(*known, *(uid for uid in kept.uids if uid not in keys)))
