"""Who published a page, and which agency does it credit?"""

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
