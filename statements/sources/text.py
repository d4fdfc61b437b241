"""Plain text: a file is one article, and says nothing of itself beside its words."""

from collections.abc import Iterator

from .base import RawSource, SourceFile
from .decoding import decode


class PlainText:
    name = "plain text"
    suffixes = frozenset({".txt", ".text"})
    by_content = False
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        """Whatever no other format knows is tried as text: `decode` says what is none."""
        return True

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        data = file.read()
        text, encoding = decode(data)
        yield file.source(data, text, encoding)
