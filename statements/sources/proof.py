"""Do the words of a quotation stand in what the bytes show?

The text of a source was chosen and put together by programs. What is quoted from it is looked for in everything
that its bytes show, furniture and all, so that nothing is quoted that no reader could have seen.
"""

import io
import re
import unicodedata

from .base import RawSource, SourceFile, Unreadable
from .child import parse_apart
from .decoding import decode
from .formats import format_of, read_file

SPACES = re.compile(r"\s+")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def visible_text(data: bytes, *, charset: str = "") -> str:
    """Return all words that bytes show a reader, spaces folded; raise Unreadable for what is no source.

    Of a page it is every block, whether it belongs to the article or not; of any other file its whole text.
    """
    file = SourceFile(origin="", stream=io.BytesIO(data), charset=charset)
    kind = format_of(file).name
    if kind == "HTML":
        told = {"charset": charset} if charset else {}
        return fold_spaces(str(parse_apart("visible", data, **told)["text"]))
    if kind == "plain text":
        return fold_spaces(decode(data)[0])
    return fold_spaces("\n".join(source.text for source in read_file(file)))


def words_stand(words: str, visible: str) -> bool:
    """Do words stand in a text as they are, spaces folded? `visible` is what `visible_text` gives."""
    return fold_spaces(words) in visible


def unproved(source: RawSource, quotations: list[str]) -> list[str]:
    """Return those quotations of a source whose words do not stand in what its bytes show."""
    if not source.extractor:
        return []  # the bytes are the text
    try:
        visible = visible_text(source.data, charset=source.encoding)
    except Unreadable:
        return list(quotations)
    return [words for words in quotations if not words_stand(words, visible)]


def fold_spaces(text: str) -> str:
    return SPACES.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()
