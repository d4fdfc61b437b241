"""The picture of a statement that other sites show beside a link to it: PNG, 1200 by 630 pixels."""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from statements.dates import dated
from statements.models import Quote

from .lettering import (
    Undrawable,
    broken,
    draw,
    drawable_parts,
    is_right_to_left,
    length,
    one_line,
    shortened_line,
)

WIDTH, HEIGHT, EDGE = 1200, 630, 80
PAPER, INK, GREY, RECORD = "#ffffff", "#15171a", "#595e64", "#b4231c"
SIZES = (68, 58, 50, 44, 38)  # of the words, the largest that fits
LONGEST = 420  # characters of the words
ROOM = 330  # pixels of height for them
LINE = 1.24  # of their size


def can_draw(quote: Quote) -> bool:
    """Can all that a picture shows be drawn?"""
    texts = [quote.text, quote.role, speaker_name(quote), outlet_name(quote)]
    return len(drawable_parts(texts)) == sum(1 for text in texts if text.strip())


def speaker_name(quote: Quote) -> str:
    return quote.speaker.name if quote.speaker else _("Speaker not settled")


def outlet_name(quote: Quote) -> str:
    return quote.article.outlet.name if quote.article.outlet else ""


def picture(quote: Quote) -> bytes:
    """Return the words, who said them, when and where they were printed.

    What has letters that no typeface here has is left out, and the words are then not shown at all.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    try:
        draw_words(canvas, one_line(quote.text), quote.kind != Quote.Kind.INDIRECT)
    except Undrawable:
        draw_words(canvas, _("A statement on record"), False)
    room = WIDTH - 2 * EDGE
    for name in drawable_parts([speaker_name(quote)]):
        line = shortened_line(name[:1].upper() + name[1:], room, 600, 36)
        draw(canvas, (EDGE, HEIGHT - 136), line, 600, 36, INK)
    day = dated(quote.date, quote.date_precision)
    under = ", ".join(drawable_parts([quote.role, outlet_name(quote), day]))
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


def draw_words(canvas: ImageDraw.ImageDraw, words: str, marks: bool) -> None:
    """Draw the words in the largest size in which they fit; those of the right to left begin at the right."""
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0] + " …"
    words = words.rstrip(",;")
    size, lines = fitting(words)
    backward = is_right_to_left(words)
    opening = "“" if marks else "– "
    for number, line in enumerate(lines):
        base = EDGE + size + number * size * LINE
        width = length(line, 400, size)
        left = WIDTH - EDGE - width if backward else EDGE
        before, behind = left - length(opening, 400, size), left + width
        if number == 0:
            draw(canvas, (behind if backward else before, base), opening, 400, size, RECORD)
        draw(canvas, (left, base), line, 400, size, INK if marks else GREY)
        if marks and number == len(lines) - 1:
            closing = left - length("”", 400, size) if backward else behind
            draw(canvas, (closing, base), "”", 400, size, RECORD)


def fitting(words: str) -> tuple[int, list[str]]:
    """Return the largest size in which words fit their room, and their lines; cut where none is small enough."""
    size, lines = SIZES[-1], []
    for size in SIZES:
        lines = broken(words, 400, size, WIDTH - 2 * EDGE)
        if len(lines) * size * LINE <= ROOM:
            return size, lines
    lines = lines[: int(ROOM / (size * LINE))]
    return size, [*lines[:-1], lines[-1].rstrip(",;. ") + " …"]
