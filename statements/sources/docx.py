"""Word documents (DOCX): paragraphs, headings, lists and tables in their order, without what was struck out."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from .base import MEGABYTE, RawSource, SourceFile, Unreadable
from .times import parse_time

MOST_UNPACKED = 200 * MEGABYTE
MOST_PARTS = 5000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COPIES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same once more, for old programs


class WordDocument:
    name = "DOCX"
    suffixes = frozenset({".docx"})
    by_content = True
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        return file.head(4) == b"PK\x03\x04" and "word/document.xml" in zip_names(file)

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        from .child import parse_apart
        from .html import as_fields

        data = file.read()
        yield file.source(data, **as_fields(parse_apart("docx", data)))


DAMAGED_ZIP = "it is a zip that is damaged or cut off; pack it anew"


def open_zip(file: SourceFile) -> zipfile.ZipFile:
    """Open a zip. Its list of files is read with that, which may promise UTF-8 and not hold it, or lead before the file."""
    try:
        return zipfile.ZipFile(file.stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable(DAMAGED_ZIP) from None


def zip_names(file: SourceFile) -> frozenset[str]:
    """Return the names in a zip, none where it is no zip that can be read."""
    file.stream.seek(0)
    try:
        with open_zip(file) as packed:
            return frozenset(packed.namelist())
    except Unreadable:
        return frozenset()
    finally:
        file.stream.seek(0)


def read_docx(data: bytes) -> dict[str, Any]:
    """Return the text of a document and what its properties say; raise Unreadable for what is none or unpacks too far."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable("it unpacks to far more than a document holds")
            if any(
                b"<!ENTITY" in packed.read(part)
                for part in parts
                if part.filename in ("word/document.xml", "docProps/core.xml")
            ):
                raise Unreadable("it declares entities, which no document of Word does, and is not opened")
        document = docx.Document(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError):
        raise Unreadable(
            "it is a Word document that is damaged or locked; open it in Word and save it anew"
        ) from None
    blocks = list(blocks_of(document.element.body))
    text = "\n\n".join(blocks)
    if not text:
        raise Unreadable("it is a Word document without any words")
    return {
        "text": text,
        "encoding": "docx",
        "says": properties(document, text),
        "extractor": f"python-docx {docx.__version__}+1",
    }


def blocks_of(body: Any) -> Iterator[str]:
    """Yield paragraphs, and rows of tables with their cells parted by bars."""
    walk = [iter(body)]
    while walk:
        element = next(walk[-1], None)
        if element is None:
            walk.pop()
        elif element.tag == f"{W}p":
            if words := words_of_paragraph(element):
                yield words
        elif element.tag == f"{W}tr":
            cells = [
                [words_of_paragraph(p) for p in cell.iter(f"{W}p")] for cell in element.iterchildren(f"{W}tc")
            ]
            if len(cells) == 1 or any(len(cell) > 3 for cell in cells):  # a table that lays out a page
                yield from (words for cell in cells for words in cell if words)
            elif row := " | ".join(filter(None, (" ".join(filter(None, cell)) for cell in cells))):
                yield row
        elif element.tag in (f"{W}tbl", f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            walk.append(iter(element))


def words_of_paragraph(paragraph: Any) -> str:
    pieces: list[str] = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        if next(element.iterancestors(COPIES, f"{W}moveFrom"), None) is not None:
            continue
        tag = element.tag.removeprefix(W)
        pieces.append((element.text or "") if tag == "t" else {"tab": " ", "br": "\n"}.get(tag, "-"))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def properties(document: Any, text: str) -> dict[str, dict[str, str]]:
    """Return what the properties say, as far as the text bears it out: templates leave old titles standing."""
    core = document.core_properties
    says: dict[str, dict[str, str]] = {}
    start = " ".join(text[:3000].lower().split())
    for name, value, found in (("headline", core.title, "title"), ("byline", core.author, "author")):
        value = " ".join((value or "").split())
        if len(value.split()) >= 2 and value.lower() in start:
            says[name] = {"value": value, "found": f"the {found} in the document's properties"}
    if core.modified and (
        told := parse_time(core.modified.isoformat() + ("" if core.modified.tzinfo else "+00:00"))
    ):
        says["modified"] = {"value": told, "found": "the document's properties"}
    if re.match(r"[A-Za-z]{2,3}(?:-|$)", core.language or ""):
        says["language"] = {
            "value": core.language.split("-")[0].lower(),
            "found": "the document's properties",
        }
    return says
