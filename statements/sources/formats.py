"""The formats that sources come in, those that know their files before those that try all."""

from .base import Format
from .text import PlainText

FORMATS: tuple[Format, ...] = (PlainText(),)
HEAD = 4096  # bytes by which a format is told


def format_of(data: bytes) -> Format:
    """Return the format of a file, by what stands in it and not by its name."""
    return next(one for one in FORMATS if one.recognises(data[:HEAD]))


def known_suffixes() -> frozenset[str]:
    """Return how the names of files end that a folder is searched for."""
    return frozenset().union(*(one.suffixes for one in FORMATS))
