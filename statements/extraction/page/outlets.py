"""Who published a page, and which agency does it credit?"""

import re

from ..records import Span
from .lines import LINE
from .parts import Layout
from .patterns import patterns_of
from .words import KnownOutlet, PageWords


def read_outlet(text: str, layout: Layout, words: PageWords) -> None:
    """Find who published the page, and the agency that it credits."""
    if layout.dateline:
        layout.agency = layout.dateline.agency
        layout.outlet = layout.outlet or layout.dateline.outlet or layout.dateline.agency
    if layout.outlet is None:
        signs = any(sign in text for sign in words.own_reporter_signs)
        own = words.own_reporter.search(text) if signs else None
        if own:
            layout.outlet = words.outlets[own["outlet"]].name
    if layout.outlet is None:
        name_from_furniture(text, layout, words)
    elif layout.agency is None:
        known = words.outlets.get(layout.outlet)
        if known and known.kind == "agency":
            layout.agency = known.name


def name_from_furniture(text: str, layout: Layout, words: PageWords) -> None:
    """Take the outlet that the lines around headline and text name, if they name one: a logo, a byline.

    Credits of pictures name whose picture it is, and a headline may be about an outlet.
    """
    house = patterns_of(words).house
    if not layout.body:
        return
    ends = ((0, layout.body[0][0]), (layout.body[-1][1], len(text)))
    for start, end in ends:
        named: list[KnownOutlet] = []
        for match in LINE.finditer(text, start, min(end, start + 4000)):
            line = match.group()
            if (
                match.span() in (layout.headline, layout.standfirst)
                or len(line) > 80
                or words.picture_credit.search(line)
            ):
                continue
            named.extend(
                words.outlets[found]
                for found in house.findall(line)
                if found not in words.outlets_like_words or line.strip().startswith(found)
            )
        houses = {outlet.name for outlet in named if outlet.kind == "outlet"}
        agencies = {outlet.name for outlet in named if outlet.kind == "agency"}
        if len(houses) == 1 and len(agencies) <= 1:
            layout.outlet = houses.pop()
            layout.agency = layout.agency or (agencies.pop() if agencies else None)
            return
        if not houses and len(agencies) == 1:
            layout.outlet = agencies.pop()
            layout.agency = layout.agency or layout.outlet
            return


HOUSE_BEHIND = re.compile(r"\s+(?P<mark>\||::|»|[-–—])\s+(?P<house>[^|»]{2,48})$")


def split_title(text: str, span: Span, words: PageWords) -> tuple[Span, str | None]:
    """Return a title without the name of its house, and that name: "Ferry sails again | Meroth Online".

    A bar parts anything from a title; a dash parts an outlet only, for it parts speakers as well.
    """
    start, end = span
    outlet: str | None = None
    if end - start > 400:
        return span, None
    while tail := HOUSE_BEHIND.search(text, start, end):
        house = tail["house"].strip()
        known = words.outlets.get(house)
        by_name = known is not None or words.house_word.search(house) is not None
        dash = tail["mark"] in "-–—"
        if len(text[start : tail.start()].split()) < 3 or len(house.split()) > 6:
            break
        if dash and (
            not by_name or not is_house_name(house) or (known is not None and known.kind == "agency")
        ):
            break
        kind = words.navigation.fullmatch(house) or words.document_line.fullmatch(house)
        if outlet is None and is_house_name(house) and not kind:
            outlet = known.name if known else house
        end = tail.start()
        if dash:
            break
    return (start, end), outlet


def is_house_name(house: str) -> bool:
    return all(word[:1].isupper() or word[:1].isdigit() or len(word) <= 3 for word in house.split())
