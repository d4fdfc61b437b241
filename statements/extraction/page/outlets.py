"""Who published a page, and which agency does it credit?"""

import re
from functools import cache
from itertools import chain, islice

from ..folding import any_capital
from ..records import Span
from .dates import find_dates
from .junk import is_crumbs, is_menu
from .lines import LINE, letters_in
from .parts import Layout
from .patterns import patterns_of
from .words import KnownOutlet, PageWords


def read_outlet(text: str, layout: Layout, words: PageWords) -> None:
    """Find who published the page, and the agency that it credits."""
    if layout.dateline:
        layout.agency = layout.dateline.agency
        named = layout.outlet or layout.dateline.outlet or masthead(text, layout, words)
        named = named or named_again(text, layout, words) or named_over_menu(text, layout, words)
        named = named or named_by_copyright(text, layout, words)
        layout.outlet = named or layout.dateline.agency
    if layout.outlet is None:
        own = own_reporter_in(text, words)
        if own:
            layout.outlet = words.outlets[own["outlet"]].name
    if layout.outlet is None:
        layout.outlet = masthead(text, layout, words) or named_again(text, layout, words)
        layout.outlet = layout.outlet or named_over_menu(text, layout, words)
    if layout.outlet is None:
        name_from_furniture(text, layout, words)
        layout.outlet = layout.outlet or named_by_copyright(text, layout, words)
        layout.outlet = layout.outlet or sourced(text, layout, words, "outlet")
        layout.outlet = layout.outlet or root_of_crumbs(text, layout.body[0][0] if layout.body else 0, words)
        layout.outlet = layout.outlet or named_by_address(text, layout, words)
    if layout.agency is None:
        layout.agency = signed_off(text, layout, words) or sourced(text, layout, words)
    if layout.outlet and layout.agency is None:
        known = words.outlets.get(layout.outlet)
        if known and known.kind == "agency":
            layout.agency = known.name


SIGNED_OFF = re.compile(r"\s*(?:[—–/*]|-{1,2}|={1,2})\s?(?P<agency>[A-Z]{3,8})\s*")
# An agency that is known may be printed in any way: "– Nordan", "(Nordan)", "Nordan/Ada Roke", "– Nordan, Lissel".
SIGNED_KNOWN = re.compile(
    r"\s*(?P<mark>[—–/*(\[]|-{1,2}|={1,2})?\s?(?P<agency>[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,3}?)"
    r"(?P<behind>[)\]]|\s?/[^\n]{2,40}|\s?[,–—-]\s?[^\W\d_a-z][^\n.]{1,40})?\.?\s*"
)
LONGEST_SIGNED = 80  # characters
LINES_BEHIND = 3  # the text, one of which may credit an agency


def signed_off(text: str, layout: Layout, words: PageWords) -> str | None:
    """Return the agency that a line alone under the text credits, "— NORDAN", where the text names it or it is known."""
    if not layout.body:
        return None
    start = layout.body[-1][0]
    for line in islice(LINE.finditer(text, start), LINES_BEHIND + 1):
        signed = SIGNED_KNOWN.fullmatch(line.group()) if len(line.group()) < LONGEST_SIGNED else None
        if signed and (signed["mark"] or (signed["behind"] or "").lstrip().startswith("/")):
            house = words.outlets.get(signed["agency"])
            if house and house.kind == "agency":
                return house.name
        match = SIGNED_OFF.fullmatch(line.group())
        if match is None:
            continue
        name = match["agency"]
        if name in words.outlets:
            return None  # an outlet: agencies that are known were found above
        if f"({name})" in text[:start] or re.search(rf"\b{name}\s(?:{AGENCY_VERBS})\b", text[: line.start()]):
            return name
    return None


def sourced(text: str, layout: Layout, words: PageWords, kind: str = "agency") -> str | None:
    """Return the agency, or the outlet, that a line of the head gives as its source: "Source: Merpress agency, Lissel"."""
    for line in islice(LINE.finditer(text, 0, layout.body[0][0] if layout.body else 0), FIRST_LINES):
        label = words.sourced.match(text, *line.span())
        house = patterns_of(words).house.match(text, label.end(), line.end()) if label else None
        if house and words.outlets[house.group()].kind == kind:
            return words.outlets[house.group()].name
        if label and kind == "outlet" and words.masthead.fullmatch(text, label.end(), line.end()):
            return text[label.end() : line.end()]
    return None


AGENCY_VERBS = "added|reported|reports|said"


def own_reporter_in(text: str, words: PageWords) -> re.Match[str] | None:
    """Return where a house first tells of its own reporter: each place where such a text begins is found by its words."""
    begins = (re.finditer(re.escape(sign), text) for sign in words.own_reporter_signs)
    places = sorted(sign.start() for sign in chain.from_iterable(begins))
    return next((own for at in places if (own := words.own_reporter.match(text, at))), None)


DOMAIN = re.compile(r"(?:www\.)?(?P<name>[\w-]{2,40}(?:\.[A-Za-z]{2,10}){1,2})")
DOMAIN_ENDS = re.compile(r"\.(?:com|net|org|info)$", re.I)
CAPITALS_FIRST = re.compile(any_capital(r"[A-Z]{2}[A-Z .&’'-]+(?=\s[^\W\dA-Z_])"))
MASTHEAD_LINES = 4
LINES_OF_TAIL = 20


def masthead(text: str, layout: Layout, words: PageWords) -> str | None:
    """Return the outlet that one of the first lines is: in capitals, or an address as the page prints it elsewhere."""
    if not layout.body:
        return None
    for match in islice(LINE.finditer(text, 0, layout.body[0][0]), MASTHEAD_LINES):
        line = match.group().strip("<>[]| ")
        if len(line) > 60 or match.span() == layout.headline:
            continue
        day = next(find_dates(line, words), None)
        house = line[: day.span[0]].rstrip(" ,|–-") if day else line  # "The Orvel Herald, 5 May 2022"
        if words.masthead.fullmatch(house):
            return words.outlets[house].name if house in words.outlets else house
        plain = DOMAIN_ENDS.sub("", line)
        if plain.isupper() and len(plain) > 3 and (known := capital_spellings(words).get(plain)):
            return known
        run = CAPITALS_FIRST.match(line)
        if run and (known := capital_spellings(words).get(run.group())):
            return known  # "THE MEROTH COURIER world - en"
        domain = DOMAIN.fullmatch(line)
        if domain and (host := domain["name"].partition(".")[0].casefold()) in spellings_in_small(words):
            return spellings_in_small(words)[host]
        if domain and not line.isdigit():
            mixed = re.search(rf"(?<![\w.@/])(?i:{re.escape(domain['name'])})(?![\w@/])", text[match.end() :])
            return mixed.group() if mixed else domain["name"]
    return None


OVER_A_PAGE = re.compile(any_capital(r"(?:The )?[A-Z][\w’'&.-]*(?: (?:of |the )?[A-Z][\w’'&.-]*){0,4}"))
WEB_ADDRESS = re.compile(
    r"(?:@|www\.|https?://(?:www\.)?)(?P<host>[\w-]{2,40})(?P<rest>(?:\.[A-Za-z]{2,10}){1,3})(?!\w)"
)
MOST_ADDRESSES = 8
LONGEST_TOLD = 24  # characters before a house that was told something
SHORTEST_HOST = 5  # letters of one that is looked for in the text


def named_again(text: str, layout: Layout, words: PageWords) -> str | None:
    """Return a name over the headline that the page gives once more as its own: told something, with a copyright,
    in an address, or as whoever answers for the page behind the text.
    """
    if not layout.body:
        return None
    top = layout.headline[0] if layout.headline else layout.body[0][0]
    hosts = addresses_in(text, layout, words)
    for match in islice(LINE.finditer(text, 0, top), MASTHEAD_LINES):
        name = match.group().strip("<>[]| ").partition(" > ")[0].strip()
        if (
            not 3 <= len(name) <= 48
            or OVER_A_PAGE.fullmatch(name) is None
            or words.navigation.fullmatch(name)
        ):
            continue
        if letters_in(name) in hosts or letters_in(name.removeprefix("The ")) in hosts:
            return name
        if any(f"{told} {the}{name}" in text for told in words.told_house for the in ("", "The ", "the ")):
            return name
        if name.isupper() and (printed := told_in_small(text, name, words)):
            return printed
        for line in islice(LINE.finditer(text, layout.body[-1][1]), LINES_OF_TAIL):
            tail = line.group()
            claimed = words.copyright_line.match(tail.strip())
            if claimed and letters_in(claimed["house"]).endswith(letters_in(name)):
                return name
            behind = tail[len(name) :].split(maxsplit=2) if tail.startswith(f"{name} ") else []
            if len(behind) > 2 and behind[0] in words.verbs:
                return name  # "Meroth Online takes no responsibility for"
    return None


def told_in_small(text: str, name: str, words: PageWords) -> str | None:
    """Return how a page prints the house of its first line, which has it in capitals, where it says that it was told."""
    for match in islice(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I), MOST_ADDRESSES):
        before = (
            text[max(0, match.start() - LONGEST_TOLD) : match.start()].rstrip().removesuffix("the").rstrip()
        )
        if not match.group().isupper() and before.endswith(words.told_house):
            return match.group()
    return None


NAME_OF_SITE = re.compile(
    any_capital(
        r"(?:\d+ )?[A-Z][\w’'&.-]*(?: (?:and |da |das |de |del |der |des |di |do |du |für |la |of |the )?[A-Z][\w’'&.-]*){0,3}"
    )
)
ITEMS = re.compile(r"\s?[|›»>/•·]\s?")
FEWEST_ITEMS = 3  # of a menu
MENU_WITHIN = 3  # lines under the name of a site
FIRST_LINES = 8  # among which it stands


def named_over_menu(text: str, layout: Layout, words: PageWords) -> str | None:
    """Return the name with which a page begins, where a menu or the way to the page follows: nothing else stands so."""
    if not layout.body:
        return None
    lines = (match.span() for match in islice(LINE.finditer(text, 0, layout.body[0][0]), FIRST_LINES))
    shown = ((line, text[slice(*line)].strip()) for line in lines)
    first, name = next(
        (
            (line, said)
            for line, said in shown
            if not words.navigation.fullmatch(said) and not is_menu(said, words)
        ),
        (None, ""),
    )
    if first is None or first == layout.headline:
        return None
    top = layout.headline[0] if layout.headline else layout.body[0][0]
    under = [line.group().strip() for line in islice(LINE.finditer(text, first[1] + 1, top), MENU_WITHIN)]
    named = (
        NAME_OF_SITE.fullmatch(name) is not None
        and (" " in name or name.isupper())
        and not words.navigation.fullmatch(name)
    )
    if not named or not any(leads_on(line, words) for line in under):
        return None
    if words.document_line.fullmatch(name) or words.transcript.search(name) or words.thing.search(name):
        return None
    return None if any(word in words.verbs for word in name.split()[1:]) else name


def leads_on(line: str, words: PageWords) -> bool:
    """Is a line of the head a menu or the way to the page?"""
    items = [item for item in ITEMS.split(line) if item]
    short = len(items) >= FEWEST_ITEMS and all(len(item.split()) <= 3 for item in items)
    return short or is_crumbs(line, words) or is_menu(line, words)


def addresses_in(text: str, layout: Layout, words: PageWords) -> set[str]:
    """Return the first words of the addresses on a page, of letters only: "orvelherald" of "lena@orvelherald.com"."""
    if "@" not in text and "www." not in text and "://" not in text:
        return set()
    found = islice(WEB_ADDRESS.finditer(text), MOST_ADDRESSES)
    hosts = {letters_in(match["host"]) for match in found if not OFFICIAL_HOST.search(match["rest"])}
    return hosts - words.generic_hosts


OFFICIAL_HOST = re.compile(r"\.(?:gov|mil|int|gob|gouv|gc|go|un|edu)\b", re.I)


def named_by_address(text: str, layout: Layout, words: PageWords) -> str | None:
    """Return the house of several words, or "The" and one, that an address on the page spells in one word."""
    for host in sorted(addresses_in(text, layout, words)):
        if len(host) < SHORTEST_HOST or not host.isalpha():
            continue
        spelled = any_capital(r"(?<![\w@./-])(?=[A-Z])") + r"[ ’'&-]{0,3}".join(host) + r"(?![\w@.-]\w)"
        for name in islice(re.finditer(rf"(?P<the>The )?(?:{spelled})", text, re.I), MOST_ADDRESSES):
            printed = name.group().removeprefix("the ")
            if " " in printed and all(word[:1].isupper() for word in printed.split()):
                return printed
    return None


@cache
def capital_spellings(words: PageWords) -> dict[str, str]:
    """Return the outlets by their spellings in capitals, as mastheads print them."""
    return {
        spelling.upper(): outlet.name
        for spelling, outlet in words.outlets.items()
        if outlet.kind == "outlet" and spelling not in words.outlets_like_words
    }


@cache
def spellings_in_small(words: PageWords) -> dict[str, str]:
    """Return the outlets by their spellings of one word in small letters, as addresses have them."""
    return {
        spelling.casefold(): outlet.name
        for spelling, outlet in words.outlets.items()
        if spelling.isalpha() and outlet.kind != "platform" and spelling not in words.outlets_like_words
    }


def root_of_crumbs(text: str, end: int, words: PageWords) -> str | None:
    """Return the house that the way to the page begins with: "Chamber Record > Debates > 9 May"."""
    for match in islice(LINE.finditer(text, 0, end), MASTHEAD_LINES):
        root, mark, _ = (part.strip() for part in match.group().partition(">"))
        house = words.house_line.fullmatch(root) or words.masthead.fullmatch(root)
        if mark and len(root) < 60 and house:
            return root
    return None


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


def named_by_copyright(text: str, layout: Layout, words: PageWords) -> str | None:
    """Return the house whose copyright the last lines claim, "© Meroth Weekly 2021", or a known one that printed it."""
    if not layout.body:
        return None
    for match in islice(LINE.finditer(text, layout.body[-1][1]), LINES_OF_TAIL):
        line = match.group().strip()
        claimed = words.copyright_line.match(line) or words.site_line.match(line)
        printed = words.printed_in.match(line)
        if printed and printed["house"] in words.outlets:
            return words.outlets[printed["house"]].name
        if claimed and (claimed["house"] in words.outlets or words.house_word.search(claimed["house"])):
            known = words.outlets.get(claimed["house"])
            return known.name if known else claimed["house"]
    return None


HOUSE_BEHIND = re.compile(r"\s+(?P<mark>\||::|»|[-–—·•])\s+(?P<house>[^|»]{2,48})$")

PLACE_BEFORE = re.compile(
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?\s[-–—·•]\s(?=\S)"
)  # "Ferry sails – Lissel – Meroth Online"


def split_title(text: str, span: Span, words: PageWords) -> tuple[Span, str | None]:
    """Return a title without the name of its house, and that name: "Ferry sails again | Meroth Online".

    A bar parts anything from a title; a dash parts an outlet only, for it parts speakers as well.
    """
    if span[1] - span[0] > 400:
        return span, None
    (start, end), outlet = without_house_before(text, span, words)
    while tail := HOUSE_BEHIND.search(text, start, end):
        house = PLACE_BEFORE.sub("", tail["house"].strip())
        known = words.outlets.get(house)
        by_name = known is not None or words.house_word.search(house) is not None
        dash = tail["mark"] in "-–—·•"
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


HOUSE_BEFORE = re.compile(r"(?P<house>[^|»:–—-]{2,40}?)\s(?:\||::|»|[-–—])\s+(?=\S)")


def without_house_before(text: str, span: Span, words: PageWords) -> tuple[Span, str | None]:
    """Return a title without the house that it begins with: "Meroth Today - Ferry sails again"."""
    head = HOUSE_BEFORE.match(text, *span)
    house = head["house"].strip() if head else ""
    known = words.outlets.get(house)
    named = known is not None or (words.house_word.search(house) is not None and len(house.split()) > 1)
    if head is None or not named or not is_house_name(house) or len(text[head.end() : span[1]].split()) < 4:
        return span, None
    return (head.end(), span[1]), known.name if known else house


def is_house_name(house: str) -> bool:
    return all(word[:1].isupper() or word[:1].isdigit() or len(word) <= 3 for word in house.split())
