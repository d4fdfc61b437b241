"""Files of every format, made of one invented article."""

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage

HEADLINE = "Farrow and Stavrin sign the ferry accord"
BYLINE = "Lena Orrin"
OUTLET = "The Lissel Courier"
URL = "https://courier.example/2021/06/10/ferry-accord"
WORDS = "“We will not accept a map that was drawn at night,” Tolan told reporters."
PARAGRAPHS = (
    "Farrow and Stavrin signed an accord on the ferries of the strait on Thursday, after nine months of talks in "
    "three cities and one night on a pier.",
    WORDS,
    "Foreign Minister Elin Sarvath said that the accord would be sent to both parliaments before the end of the "
    "summer, and that nobody should expect a feast.",
    "The ministry in Stavrin confirmed the date. It gave no further details, and its spokeswoman said that the "
    "map was still being printed.",
)
JSON_LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2021-06-10T18:30:00+02:00",
    "dateModified": "2021-06-10T20:05:00+02:00",
    "author": {"@type": "Person", "name": BYLINE},
    "publisher": {"@type": "Organization", "name": OUTLET},
}


def make_page(
    body: str = "",
    *,
    head: str = "",
    title: str = HEADLINE,
    lang: str = "en",
    json_ld: object = JSON_LD,
    above: str = "",
    url: str = URL,
) -> bytes:
    """Return a page of a news site: navigation above, the article, related links and a footer below."""
    told = f'<script type="application/ld+json">{json.dumps(json_ld)}</script>' if json_ld else ""
    body = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | {OUTLET}</title>
<link rel="canonical" href="{url}">{told}{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>{above}
<main><article><h1>{title}</h1><p class="byline">By {BYLINE}</p>
<time datetime="2021-06-10T18:30:00+02:00">10 June 2021</time>
<div class="story">{body}</div></article></main>
<aside class="related"><h2>Read more</h2><ul><li><a href="/1">Seven ferries that crossed the strait in fog</a></li>
<li><a href="/2">The pier that nobody wanted to repair</a></li></ul></aside>
<footer><p>Copyright The Lissel Courier. All rights reserved.</p></footer></body></html>""".encode()


def make_warc(
    *pages: tuple[str, bytes],
    packed: bool = True,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
) -> bytes:
    """Return a web archive with an answer for each (address, page)."""
    whole = b""
    for address, page in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page
        record = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-06-11T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{abs(hash(address)):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        ).encode() + answer + b"\r\n\r\n"  # fmt: skip
        whole += gzip.compress(record, mtime=0) if packed else record
    return whole


def make_zip(**members: bytes) -> bytes:
    """Return a zip; in names, "__" stands for "/" and a single "_" before the suffix for "."."""
    return zip_of({name.replace("__", "/").replace("_", "."): data for name, data in members.items()})


def zip_of(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return held.getvalue()


def make_tar(members: dict[str, bytes], mode: str = "w") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as packed:  # type: ignore[call-overload]
        for name, data in members.items():
            one = tarfile.TarInfo(name)
            one.size = len(data)
            packed.addfile(one, io.BytesIO(data))
    return held.getvalue()


def make_docx(paragraphs: tuple[str, ...] = PARAGRAPHS, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = HEADLINE
    document.core_properties.author = BYLINE
    document.add_heading(HEADLINE, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def make_pdf(lines: list[str], *, per_page: int = 40, info: str = "") -> bytes:
    """Return a PDF that shows these lines, twelve points apart; an empty line is a gap."""
    pages = [lines[i : i + per_page] for i in range(0, len(lines), per_page)] or [[]]
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for page in pages:
        shown = "\n".join(
            f"1 0 0 1 72 {760 - 14 * i} Tm ({line.replace('(', '[').replace(')', ']')}) Tj"
            for i, line in enumerate(page)
            if line
        )
        content = f"BT /F1 11 Tf\n{shown}\nET".encode("cp1252", "replace")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    if info:
        objects.append(info.encode())
    whole, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    whole += b"".join(b"%010d 00000 n \n" % place for place in places)
    told = b" /Info %d 0 R" % len(objects) if info else b""
    return whole + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        told,
        start,
    )


def wrapped(paragraph: str, width: int = 80) -> list[str]:
    import textwrap

    return textwrap.wrap(paragraph, width)


def pdf_lines(paragraphs: tuple[str, ...] = PARAGRAPHS) -> list[str]:
    lines = [HEADLINE, ""]
    for paragraph in paragraphs:
        lines += [*wrapped(paragraph), ""]
    return lines


def make_letter(
    text: str = "", html: str = "", subject: str = HEADLINE, attached: tuple[tuple[str, bytes], ...] = ()
) -> bytes:
    letter = EmailMessage()
    letter["From"] = f"{OUTLET} <press@courier.example>"
    letter["To"] = "readers@archive.example"
    letter["Subject"] = subject
    letter["Date"] = "Thu, 10 Jun 2021 18:30:00 +0200"
    letter["Message-ID"] = "<1@courier.example>"
    letter.set_content(text or "\n\n".join(PARAGRAPHS), cte="quoted-printable")
    if html:
        letter.add_alternative(html, subtype="html")
    for name, data in attached:
        kind = "pdf" if name.endswith("pdf") else "octet-stream"
        letter.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return letter.as_bytes()


def make_mailbox(*letters: bytes) -> bytes:
    return b"".join(
        b"From press@courier.example Thu Jun 10 18:30:00 2021\n" + letter + b"\n" for letter in letters
    )


def make_mhtml(page: bytes) -> bytes:
    saved = EmailMessage()
    saved["From"] = "<Saved by a browser>"
    saved["Snapshot-Content-Location"] = URL
    saved["Subject"] = HEADLINE
    saved["MIME-Version"] = "1.0"
    saved.make_related()
    part = EmailMessage()
    part["Content-Location"] = URL
    part.set_content(page.decode(), subtype="html", cte="quoted-printable")
    saved.attach(part)
    return saved.as_bytes()


def make_feed(*entries: str, version: str = "rss") -> bytes:
    """Return a feed with these entries, each the markup of one."""
    if version == "rss":
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
            f"<title>{OUTLET}</title><link>https://courier.example/</link><language>en-gb</language>"
            f"{''.join(f'<item>{entry}</item>' for entry in entries)}</channel></rss>"
        ).encode()
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{OUTLET}</title>'
        f"{''.join(f'<entry>{entry}</entry>' for entry in entries)}</feed>"
    ).encode()


def make_item(
    title: str = HEADLINE, url: str = URL, content: str = "", summary: str = "Nine months of talks."
) -> str:
    content = content or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<title>{title}</title><link>{url}</link><guid>{url}</guid><dc:creator>{BYLINE}</dc:creator>"
        f"<pubDate>Thu, 10 Jun 2021 18:30:00 +0200</pubDate><description>{summary}</description>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
    )


def make_json_line(**more: object) -> bytes:
    row = {
        "title": HEADLINE,
        "text": "\n\n".join(PARAGRAPHS),
        "url": URL,
        "source": OUTLET,
        "author": BYLINE,
        "date": "2021-06-10",
    }
    return (json.dumps(row | more, ensure_ascii=False) + "\n").encode()


def make_csv(*rows: tuple[str, ...], names: str = "title,text,url") -> bytes:
    def cell(words: str) -> str:
        return '"' + words.replace('"', '""') + '"'

    return "".join([names + "\n", *(",".join(map(cell, row)) + "\n" for row in rows)]).encode()


PAGE = make_page()
# A file of each format that holds one source with WORDS, by the format's name.
FILES = {
    "plain text": "\n\n".join([HEADLINE, *PARAGRAPHS]).encode(),
    "HTML": PAGE,
    "MHTML": make_mhtml(PAGE),
    "WARC": make_warc((URL, PAGE)),
    "PDF": make_pdf(pdf_lines()),
    "DOCX": make_docx(),
    "EML": make_letter(),
    "mbox": make_mailbox(make_letter()),
    "RSS and Atom": make_feed(make_item()),
    "JSON Lines": make_json_line(),
    "CSV": make_csv((HEADLINE, "\n\n".join(PARAGRAPHS), URL)),
    "zip": make_zip(ferry_html=PAGE),
    "tar": make_tar({"ferry.html": PAGE}),
    "gzip": gzip.compress(PAGE, mtime=0),
}
