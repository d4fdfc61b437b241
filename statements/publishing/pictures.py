"""The picture of a statement that other sites show beside a link to it: PNG, 1200 by 630 pixels."""

from functools import lru_cache
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from statements.dates import dated
from statements.models import Quote

WIDTH, HEIGHT, EDGE = 1200, 630, 80
PAPER, INK, GREY, RECORD = "#ffffff", "#15171a", "#595e64", "#b4231c"
SIZES = (68, 58, 50, 44, 38)  # of the words, the largest that fits
LONGEST = 420  # characters of the words
ROOM = 330  # pixels of height for them


@lru_cache(maxsize=32)
def font(weight: int, size: int, extended: bool = False) -> ImageFont.FreeTypeFont:
    part = "latin-ext" if extended else "latin"
    return ImageFont.truetype(
        str(settings.BASE_DIR / f"static/fonts/newsreader-{part}-{weight}-normal.woff2"), size
    )


ALIKE = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2015": "—", "\u2212": "–", "\u00ad": "", "\u2030": "%"}
)
EXTENDED = (
    (0x100, 0x130),
    (0x132, 0x151),
    (0x154, 0x2BA),
    (0x1E00, 0x1E9F),
    (0x20A0, 0x20AB),
    (0x20AD, 0x20C0),
)
PLAIN = "‘’‚“”„†•…‹›–—⁄€™\u2009\u200a"  # of General Punctuation and beyond, what the first file has


class Undrawable(Exception):
    """The words have letters that the typeface does not have: boxes in their place would be a lie."""


def one_line(text: str) -> str:
    """Return a text in one line of letters that the typeface has. Raise Undrawable."""
    line = " ".join(text.translate(ALIKE).split())
    for letter in line:
        code = ord(letter)
        if not (0x20 <= code < 0x100 or letter in PLAIN or any(a <= code <= b for a, b in EXTENDED)):
            raise Undrawable(letter)
    return line


@lru_cache(maxsize=4096)
def in_latin(letter: str) -> bool:
    """Return whether a letter is in the first font file; those of central Europe are in the second."""
    code = ord(letter)
    return code < 0x100 or letter in PLAIN or code in {0x131, 0x152, 0x153}


def font_runs(text: str) -> list[tuple[str, bool]]:
    """Return a text in stretches of one font file each."""
    found: list[tuple[str, bool]] = []
    for letter in text:
        extended = not in_latin(letter)
        if found and found[-1][1] == extended:
            found[-1] = (found[-1][0] + letter, extended)
        else:
            found.append((letter, extended))
    return found


def length(text: str, weight: int, size: int) -> float:
    return sum(font(weight, size, extended).getlength(part) for part, extended in font_runs(text))


def draw(
    canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, weight: int, size: int, fill: str
) -> None:
    left, base = at
    for part, extended in font_runs(text):
        canvas.text((left, base), part, font=font(weight, size, extended), fill=fill, anchor="ls")
        left += font(weight, size, extended).getlength(part)


def broken(text: str, weight: int, size: int, width: int) -> list[str]:
    """Return a text in lines that fit the width; a word that is wider alone is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while length(word, weight, size) > width:
            word = word[:-2] + "…" if not word.endswith("…") else word[:-3] + "…"
        wider = f"{line} {word}".strip()
        if line and length(wider, weight, size) > width:
            lines.append(line)
            line = word
        else:
            line = wider
    return [*lines, line] if line else lines


def shortened_line(text: str, width: int, weight: int, size: int) -> str:
    """Return a line that fits, cut with an ellipsis if it must be."""
    if length(text, weight, size) <= width:
        return text
    while text and length(text + " …", weight, size) > width:
        text = text[:-1]
    return text.rstrip() + " …"


def can_draw(quote: Quote) -> bool:
    try:
        for text in (
            quote.text,
            quote.role,
            quote.speaker.name if quote.speaker else "",
            quote.article.outlet.name if quote.article.outlet else "",
        ):
            one_line(text)
    except Undrawable:
        return False
    return True


def picture(quote: Quote) -> bytes:
    """Return the words, who said them, when and where they were printed. Raise Undrawable."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    words = one_line(quote.text)
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0] + " …"
    words = words.rstrip(",;")
    room = WIDTH - 2 * EDGE
    size, lines = SIZES[-1], []
    for size in SIZES:
        lines = broken(words, 400, size, room)
        if len(lines) * size * 1.24 <= ROOM:
            break
    most = int(ROOM / (size * 1.24))
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = lines[-1].rstrip(",;. ") + " …"
    marks = quote.kind != Quote.Kind.INDIRECT
    base = EDGE + size
    opening = "“" if marks else "– "
    draw(canvas, (EDGE - length(opening, 400, size), base), opening, 400, size, RECORD)
    for number, line in enumerate(lines):
        at = base + number * size * 1.24
        draw(canvas, (EDGE, at), line, 400, size, INK if marks else GREY)
        if marks and number == len(lines) - 1:
            draw(canvas, (EDGE + length(line, 400, size), at), "”", 400, size, RECORD)
    name = one_line(quote.speaker.name) if quote.speaker else _("Speaker not settled")
    draw(
        canvas, (EDGE, HEIGHT - 136), shortened_line(name[:1].upper() + name[1:], room, 600, 36), 600, 36, INK
    )
    day = dated(quote.date, quote.date_precision)
    outlet = quote.article.outlet.name if quote.article.outlet else ""
    under = one_line(", ".join(part for part in (quote.role, outlet, day) if part))
    draw(canvas, (EDGE, HEIGHT - 94), shortened_line(under, room, 400, 28), 400, 28, GREY)
    canvas.ellipse((EDGE, HEIGHT - 62, EDGE + 16, HEIGHT - 46), fill=RECORD)
    draw(canvas, (EDGE + 28, HEIGHT - 46), "On Record", 600, 24, INK)
    if quote.article.is_sample:
        note = _("invented sample")
        draw(canvas, (WIDTH - EDGE - length(note, 400, 24), HEIGHT - 46), note, 400, 24, GREY)
    out = BytesIO()
    image.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        out, "PNG", compress_level=6
    )
    return out.getvalue()
