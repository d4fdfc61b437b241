"""Plain text: a file is one article, and says nothing of itself beside its words."""

from collections.abc import Iterator

from .base import RawSource
from .decoding import decode


class PlainText:
    name = "plain text"
    suffixes = frozenset({".txt", ".text"})

    def recognises(self, head: bytes) -> bool:
        """Whatever no other format knows is tried as text: `decode` says what is none."""
        return True

    def sources(self, origin: str, data: bytes) -> Iterator[RawSource]:
        text, encoding = decode(data)
        yield RawSource(origin=origin, data=data, text=text, encoding=encoding)
