"""Do the words of a quotation stand in what the bytes show?

The text of a source was chosen and put together by programs. What is quoted from it is looked for in everything
that its bytes show, furniture and all, so that nothing is quoted that no reader could have seen.
"""

import io
import re
import unicodedata

from .base import RawSource, SourceFile, Unreadable
from .child import parse_apart
from .formats import format_of, read_file
from .html import SavedPage, WebPage, saved_page

SPACES = re.compile(r"\s+")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def visible_text(data: bytes, *, charset: str = "") -> str:
    """Return all words that bytes show a reader, spaces folded; raise Unreadable for what is no source.

    Of a page it is every block, whether it belongs to the article or not; of any other file its whole text.
    """
    file = SourceFile(origin="", stream=io.BytesIO(data), charset=charset)
    page = page_in(file)
    if page is not None:
        told = {"charset": charset} if charset else {}
        return fold_spaces(str(parse_apart("visible", page, **told)["text"]))
    return fold_spaces("\n".join(source.text for source in read_file(file)))


def words_stand(words: str, visible: str) -> bool:
    """Do words stand in a text as they are, spaces folded? `visible` is what `visible_text` gives."""
    return fold_spaces(words) in visible


def shown_words(source: RawSource) -> str | None:
    """Return what the page of a source shows; None where the source is no page, so that its text is all there is."""
    if not source.extractor:
        return None
    if source.shown:
        return fold_spaces(source.shown)
    if page_in(SourceFile(origin="", stream=io.BytesIO(source.data))) is None:
        return None
    try:
        return visible_text(source.data, charset=source.encoding)
    except Unreadable:
        return ""  # nothing of it can be seen any more, so that nothing is proved


def page_in(file: SourceFile) -> bytes | None:
    """Return the HTML of a page, or of the page in a saved one; None for any other file."""
    one = format_of(file)
    if isinstance(one, WebPage):
        return file.read()
    return saved_page(file.read())[0] if isinstance(one, SavedPage) else None


def fold_spaces(text: str) -> str:
    return SPACES.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()
