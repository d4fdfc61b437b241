"""PDF: the text layer, line by line put back into paragraphs; a scan says that it is one."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .base import RawSource, SourceFile, Unreadable
from .times import UNKNOWN_OFFSET, has_offset, parse_time

MOST_PAGES = 2000
NO_TEXT = 20  # letters a page, fewer than which are a stamp and no text layer
PAGE_NUMBER = re.compile(r"\W*(?:page |p\.|seite )?\s*\d{1,4}(?:\s*(?:/|of|von|sur)\s*\d{1,4})?\W*", re.I)
ENDS = re.compile(r"""[.!?:;…][”"’»)\]]*$""")
BULLET = re.compile(r"(?:[•▪●■◦‣–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\([ivx]+\))\s")


class Pdf:
    name = "PDF"
    suffixes = frozenset({".pdf"})
    by_content = True
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        return b"%PDF-" in file.head(1024)

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        from .child import parse_apart
        from .html import as_fields

        data = file.read()
        yield file.source(data, **as_fields(parse_apart("pdf", data)))


@dataclass(frozen=True, slots=True)
class PrintedLine:
    text: str
    y: float
    size: float


def read_pdf(data: bytes) -> dict[str, Any]:
    """Return the text of a PDF and what its description says; raise Unreadable for a scan, a locked or broken file."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is locked with a password; save a copy without one")
        pages = [lines_of(page) for page in reader.pages[:MOST_PAGES]]
        pictures = any("/XObject" in (page.get("/Resources") or {}) for page in reader.pages[:20])
        told = {key: str(value) for key, value in (reader.metadata or {}).items()}
        language = str(reader.trailer["/Root"].get("/Lang", ""))  # type: ignore[attr-defined]
    except (DependencyError, FileNotDecryptedError):
        raise Unreadable(
            "it is locked in a way that cannot be opened here; save a copy without protection"
        ) from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        raise Unreadable(
            "it is a PDF that is damaged and cannot be read; open it in a viewer and save it anew"
        ) from None
    letters = sum(len(line.text) for lines in pages for line in lines)
    if letters < NO_TEXT * max(1, len(pages)):
        what = (
            "pictures of pages without a text layer"
            if pictures or not letters
            else "pages with hardly a letter"
        )
        raise Unreadable(f"it is a scan: {what}; make a text layer first, with ocrmypdf for instance")
    text = "\n\n".join(paragraphs(without_running_heads(pages)))
    return {
        "text": text,
        "encoding": "pdf",
        "says": description(told, language, text),
        "extractor": f"pypdf {pypdf.__version__}+1",
    }


def lines_of(page: Any) -> list[PrintedLine]:
    """Return the printed lines of a page from its top, as the file's own order of drawing has them."""
    lines: list[PrintedLine] = []
    pieces: list[str] = []
    heights: list[float] = []
    sizes: Counter[float] = (
        Counter()
    )  # letters of each size: a line is as large as most of it, not as its bullet

    def close() -> None:
        text = " ".join("".join(pieces).split())
        if text:
            lines.append(
                PrintedLine(
                    text, heights[0] if heights else 0.0, max(sizes, key=lambda s: sizes[s], default=0.0)
                )
            )
        pieces.clear()
        heights.clear()
        sizes.clear()

    def visit(text: str, cm: Any, tm: Any, _font: Any, size: Any) -> None:
        for number, piece in enumerate(text.split("\n")):
            if number:
                close()
            if piece.strip():
                heights.append(float(tm[4]) * float(cm[1]) + float(tm[5]) * float(cm[3]) + float(cm[5]))
                sizes[abs(float(size or 0) * float(tm[3] or 1) * float(cm[3] or 1))] += len(piece)
            pieces.append(piece)

    page.extract_text(visitor_text=visit)
    close()
    return lines


def without_running_heads(pages: list[list[PrintedLine]]) -> list[list[PrintedLine]]:
    """Return the pages without their numbers and without what stands at the top or foot of most of them."""
    edges = Counter(key for lines in pages for key in {edge_of(line) for line in (*lines[:2], *lines[-2:])})
    often = {key for key, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    kept: list[list[PrintedLine]] = []
    for lines in pages:
        last = len(lines) - 2
        kept.append(
            [
                line
                for i, line in enumerate(lines)
                if not ((i < 2 or i >= last) and (edge_of(line) in often or PAGE_NUMBER.fullmatch(line.text)))
            ]
        )
    return kept


def edge_of(line: PrintedLine) -> str:
    return re.sub(r"\d+", "0", line.text)


def paragraphs(pages: list[list[PrintedLine]]) -> Iterator[str]:
    """Yield paragraphs: lines are joined until one ends early, a gap opens, or a point of a list begins.

    A word that is parted at the end of a line is put together again.
    """
    lines = [line for page in pages for line in page]
    long = sorted(len(line.text) for line in lines)
    width = long[len(long) * 9 // 10] if long else 0
    gaps = Counter(round(a.y - b.y, 1) for page in pages for a, b in pairwise(page) if 0 < a.y - b.y < 60)
    often = [gap for gap, count in gaps.items() if count * 5 >= gaps.total()]
    usual = min(often, default=0.0)  # between lines of a paragraph; of paragraphs there may be as many
    whole = ""
    before: PrintedLine | None = None
    for line in lines:
        if before is not None and parts(before, line, width, usual):
            yield whole
            whole = ""
        whole = join(whole, line.text)
        before = line
    if whole:
        yield whole


def parts(before: PrintedLine, line: PrintedLine, width: int, usual: float) -> bool:
    """Does a paragraph end between two lines?"""
    down = before.y - line.y
    if usual and 0 < down < 200 and down > usual * 1.35:
        return True
    if BULLET.match(line.text) or (before.size and line.size and abs(before.size - line.size) > 1):
        return True
    short = len(before.text) < width * 0.75
    ends = ENDS.search(before.text) is not None
    if down <= 0 or down >= 200:  # another column or page: only what has ended has ended
        return ends or (short and line.text[:1].isupper())
    return short and (ends or line.text[:1].isupper())


def join(whole: str, line: str) -> str:
    if re.search(r"[^\W\d_]{2}-$", whole) and line[:1].islower():
        return whole[:-1] + line
    return f"{whole} {line}" if whole else line


def description(told: dict[str, str], language: str, text: str) -> dict[str, dict[str, str]]:
    """Return what a file's description says, as far as its text bears it out: clerks leave old titles standing."""
    says: dict[str, dict[str, str]] = {}
    start = " ".join(text[:3000].lower().split())
    title = " ".join(told.get("/Title", "").split())
    if len(title.split()) >= 2 and title.lower() in start:
        says["headline"] = {"value": title, "found": "the Title of the PDF"}
    author = " ".join(told.get("/Author", "").split())
    if len(author.split()) >= 2 and author.lower() in start:
        says["byline"] = {"value": author, "found": "the Author of the PDF"}
    for key in ("/ModDate", "/CreationDate"):
        match = re.match(r"D:(\d{8})(?:(\d{6}))?(?:(Z)|([+-]\d\d)'?(\d\d)?'?)?", told.get(key, ""))
        if match:
            offset = "+00:00" if match[3] else f"{match[4]}:{match[5] or '00'}" if match[4] else ""
            clock = f"T{match[2][:2]}:{match[2][2:4]}:{match[2][4:]}" if match[2] else ""
            day = f"{match[1][:4]}-{match[1][4:6]}-{match[1][6:]}"
            if value := parse_time(f"{day}{clock}{offset if clock else ''}"):
                found = f"the {key[1:]} of the PDF"
                says["modified"] = {
                    "value": value,
                    "found": found if has_offset(value) else f"{found}; {UNKNOWN_OFFSET}",
                }
                break
    if re.match(r"[A-Za-z]{2,3}(?:-|$)", language):
        says["language"] = {"value": language.split("-")[0].lower(), "found": "the Lang of the PDF"}
    return says
