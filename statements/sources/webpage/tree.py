"""The bytes of a page become a tree and its visible blocks: paragraphs, headings, list items, cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree, html

from statements.extraction.page.lines import UNSPACED

from ..base import Unreadable
from ..decoding import decode

Element: TypeAlias = html.HtmlElement

DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.I)
XML_HEAD = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
EMPTY_LINE = re.compile(r"\n\s*\n")
SPACES = re.compile(r"[\s\u200b\ufeff]+")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
MOST_ELEMENTS = 200_000


def words_in_lines(lines: str) -> frozenset[str]:
    """Return the words of a list that is written in lines."""
    return frozenset(lines.split())


# What begins a block of its own. Everything else runs on in the line.
BLOCKS = words_in_lines(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol option p pre section summary
    table tbody td tfoot th thead tr ul amp-sidebar amp-consent amp-accordion amp-carousel
    """
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What no reader of a page sees as its words.
UNSEEN = words_in_lines(
    """
    script style noscript template head title meta link svg math canvas object embed iframe audio video
    select textarea input button map area track source datalist progress meter frameset amp-ad amp-
    analytics amp-iframe amp-embed amp-youtube amp-twitter amp-sidebar amp-consent amp-user-notification
    """
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Words that stand together on a page, the element that holds them, and how many of their letters are links."""

    text: str
    element: Element
    tag: str  # of the innermost element that makes a block: "p", "li", "h2", "td", "div"
    linked: int = 0

    @property
    def words(self) -> int:
        return count_words(self.text)

    @property
    def is_heading(self) -> bool:
        return self.tag in HEADINGS

    @property
    def is_linked(self) -> bool:
        """Is it a link and little else?"""
        return self.linked * 10 >= len(self.text) * 7


def count_words(text: str) -> int:
    """Count words; where they are not parted by spaces two letters count as one."""
    return len(text.split()) + (0 if text.isascii() else len(UNSPACED.findall(text)) // 2)


def parse_page(data: bytes, charset: str = "") -> tuple[Element, str]:
    """Return the tree of a page and its encoding; raise Unreadable if it is no page.

    `charset` is what the server said. Nothing is loaded, no entity is taken from elsewhere.
    """
    text, encoding = decode_page(data, charset)
    text = CONTROL.sub(" ", XML_HEAD.sub("", text))
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError):
        raise Unreadable("it is no page of HTML that can be read") from None
    if sum(1 for _ in zip(tree.iter(), range(MOST_ELEMENTS + 1), strict=False)) > MOST_ELEMENTS:
        raise Unreadable(f"it is a page of more than {MOST_ELEMENTS:,} elements, the most that are read")
    return tree, encoding


def decode_page(data: bytes, charset: str = "") -> tuple[str, str]:
    """Return the text of a page: as its first bytes, its server or itself says, else as its letters tell."""
    head = data[:4096]
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        for told in (charset, declared(DECLARED, head), declared(XML_DECLARED, head)):
            # What calls itself Latin is Windows' Latin: browsers read it so.
            name = {
                "iso-8859-1": "cp1252",
                "latin-1": "cp1252",
                "us-ascii": "cp1252",
                "gb2312": "gb18030",
            }.get(told.lower(), told)
            if not name or name.lower().startswith("utf-16"):
                continue
            try:
                return data.decode(name), name.lower()
            except (LookupError, UnicodeDecodeError):
                continue
    try:
        return decode(data)
    except Unreadable:
        if data.strip():
            return data.decode("utf-8", "replace"), "utf-8"
        raise


def declared(pattern: re.Pattern[bytes], head: bytes) -> str:
    found = pattern.search(head)
    return found[1].decode("ascii", "replace") if found else ""


def is_hidden(element: Element) -> bool:
    """Does the page itself say that an element is not shown?"""
    if element.tag in UNSEEN or "hidden" in element.attrib:
        return True
    return element.get("aria-hidden") == "true" or HIDDEN_STYLE.search(element.get("style", "")) is not None


def find_blocks(
    root: Element, skip: frozenset[Element] = frozenset(), whole: frozenset[Element] = frozenset()
) -> Iterator[Block]:
    """Yield the blocks of a tree in their order, without what is hidden and what is to be skipped.

    Two line breaks part a block, as two paragraphs are parted; one is a line's end. An element of `whole` is
    one block of several lines, and a row of a table of short cells is one, its cells parted by bars.
    """
    pieces: list[str] = []
    linked = links = 0
    at: list[Element] = [root]

    def close() -> Iterator[Block]:
        nonlocal linked
        if not pieces:
            return
        parts = [part for part in map(fold_lines, EMPTY_LINE.split("".join(pieces))) if part]
        for part in parts:
            yield Block(
                text=part, element=at[-1], tag=str(at[-1].tag), linked=linked if len(parts) == 1 else 0
            )
        pieces.clear()
        linked = 0

    walk = etree.iterwalk(root, events=("start", "end"))
    left: set[Element] = set()  # begun and not walked through
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if element is not root:
                out = element in skip or is_hidden(element)
                one = not out and (element in whole or (element.tag == "tr" and is_row(element)))
                if out or one:
                    if one:
                        yield from close()
                        yield from as_one(element, skip)
                    left.add(element)
                    walk.skip_subtree()
                    continue
            if element.tag in BLOCKS:
                yield from close()
                at.append(element)
            links += element.tag == "a"
            if element.tag == "br":
                pieces.append("\n")
            words = spaced(element.text, element.tag == "pre")
        else:
            if element not in left:
                if element.tag in BLOCKS:
                    yield from close()
                    at.pop()
                links -= element.tag == "a"
            if element is root:
                break
            words = spaced(element.tail, at[-1].tag == "pre")
        if words:
            pieces.append(words)
            linked += len(words.strip()) if links else 0
    yield from close()


def as_one(element: Element, skip: frozenset[Element]) -> Iterator[Block]:
    """Yield the words of an element as one block: a row's cells parted by bars, else a line each."""
    row = element.tag == "tr"
    cells = list(element.iterchildren("td", "th")) if row else [element]
    lines = [
        " ".join(b.text for b in find_blocks(c, skip))
        if row
        else "\n".join(b.text for b in find_blocks(c, skip))
        for c in cells
    ]
    text = " | ".join(line.replace("\n", " ") for line in lines if line) if row else lines[0]
    if text:
        linked = sum(len(text_of(a)) for a in element.iter("a"))
        yield Block(text=text, element=element, tag=str(element.tag), linked=linked)


def is_row(element: Element) -> bool:
    """Is a row one of a table of data? A table that lays out a page has long cells, or tables in them."""
    cells = list(element.iterchildren("td", "th"))
    return (
        len(cells) > 1
        and next(element.iterdescendants("table", "p", "ul", "div"), None) is None
        and all(len(text_of(cell)) < 120 for cell in cells)
    )


def spaced(text: str | None, as_printed: bool) -> str:
    """Return text with its line ends as spaces, which is what a browser shows of them."""
    if not text:
        return ""
    return text if as_printed else SPACES.sub(" ", text)


def fold_lines(text: str) -> str:
    """Return text without spaces at the ends of lines and without soft hyphens."""
    if "\n" not in text:
        return " ".join(text.replace("\u00ad", "").split())
    lines = (" ".join(line.split()) for line in text.replace("\u00ad", "").split("\n"))
    return "\n".join(line for line in lines if line)


def text_of(element: Element) -> str:
    """Return the words of an element in one line."""
    return " ".join("".join(element.itertext()).split())
