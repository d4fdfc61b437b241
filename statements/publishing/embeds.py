"""What another site places in its page: an iframe of ours, and the answer of oEmbed that brings it there.

https://oembed.com/, version 1.0, of the type "rich".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape as quoted
from math import ceil
from typing import Any
from xml.sax.saxutils import escape

from django.urls import reverse

WIDTH = 550  # pixels, unless less is asked for
TALLEST = 480  # a longer card is scrolled in its frame
AROUND, NARROW = 210, 400  # pixels of height beside the words, in a card that is not narrower than that
AROUND_NARROW = 270  # there the outlet and the foot take two lines each
LINE, LETTER, SIDES = 29, 9.2, 34  # pixels of a line, of a letter of the words, and beside them
CACHE_SECONDS = 3600  # for which a site may keep the answer; what the frame shows is always as it is now


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What is embedded: its card and the page that it is of, and what is told of it before it is loaded."""

    card: str
    page: str
    title: str
    letters: int  # of the words
    author: str = ""
    author_page: str = ""
    picture: str = ""  # 1200 by 630 pixels


def height_of(letters: int, width: int) -> int:
    """Return how high a card is on which so many letters stand, in pixels."""
    a_line = max(8, int((width - SIDES) / LETTER))
    around = AROUND if width >= NARROW else AROUND_NARROW
    return min(TALLEST, around + LINE * ceil(max(1, letters) / a_line))


def frame(thing: Embedded, width: int | str, height: int) -> str:
    """Return the iframe as HTML. It asks nothing of the page around it: no script, no style."""
    marks = {"src": thing.card, "title": thing.title, "width": width, "height": height}
    told = " ".join(f'{name}="{quoted(str(value))}"' for name, value in marks.items())
    return f'<iframe {told} frameborder="0" loading="lazy"></iframe>'


def code_to_copy(thing: Embedded) -> str:
    """Return the iframe for a page of any width."""
    return frame(thing, "100%", height_of(thing.letters, WIDTH))


def oembed(thing: Embedded, base: str, most_wide: int | None, most_high: int | None) -> dict[str, Any]:
    """Return the answer of oEmbed; `most_wide` and `most_high` are what the asking page has room for."""
    width = min(WIDTH, most_wide or WIDTH)
    height = min(height_of(thing.letters, width), most_high or TALLEST)
    shown = {"thumbnail_url": thing.picture, "thumbnail_width": 1200, "thumbnail_height": 630}
    fits = thing.picture and (most_wide or 1200) >= 1200 and (most_high or 630) >= 630
    return {
        "type": "rich",
        "version": "1.0",
        "title": thing.title,
        **({"author_name": thing.author, "author_url": thing.author_page} if thing.author else {}),
        "provider_name": "On Record",
        "provider_url": base + reverse("home"),
        "cache_age": CACHE_SECONDS,
        **(shown if fits else {}),
        "html": frame(thing, width, height),
        "width": width,
        "height": height,
    }


def in_xml(answer: Mapping[str, Any]) -> str:
    """Return such an answer as the XML of oEmbed."""
    inside = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>{inside}</oembed>'
