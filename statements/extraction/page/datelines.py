"""Where was a report written, on which day, and who is credited? What its dateline says."""

import re
from collections.abc import Collection, Sequence

from ..folding import any_capital
from ..records import Span
from .dates import DateMention, find_dates
from .parts import Dateline
from .patterns import PLACE_AND_MARK, patterns_of
from .words import PageWords


def find_dateline(text: str, span: Span, words: PageWords) -> Dateline | None:
    """Return the dateline at the head of a paragraph, or None."""
    start, end = span
    if text[start] in "([":
        return find_behind_credit(text, span, words)
    first = FIRST_WORD.match(text, start, min(end, start + 12))
    if text[start].isdigit() or (first and first.group().lower() in patterns_of(words).month_numbers):
        return find_day_and_credit(text, span, words)
    if not text[start].isupper():
        return None
    slug = patterns_of(words).slug.match(text, start, end)
    if slug is not None:
        behind = find_dateline(text, (slug.end(), end), words)
        return Dateline(
            span=(start, behind.span[1] if behind else slug.end()),
            place=behind.place if behind else "",
            agency=behind.agency if behind else None,
            outlet=behind.outlet if behind else None,
            day=behind.day if behind else None,
        )
    if PLACE_AND_MARK.match(text, start, min(end, start + 160)) is None:
        return None
    datelines = patterns_of(words).datelines
    for number, pattern in enumerate(datelines):
        match = pattern.match(text, start, min(end, start + 160))
        if match is None:
            continue
        found = match.groupdict()
        day = None
        if found.get("date"):
            day = next(find_dates(text, words, match.start("date"), match.end("date")), None)
            if day is None:
                continue
        agency, outlet = read_credit(found.get("agency"), words)
        place = found["place"].strip(" ,")
        if place.lower() in words.not_places:
            return None
        if number == len(datelines) - 1 and not plausible_place(place, words):
            continue
        if "agency" in found and not found.get("date"):
            letters = re.fullmatch("[a-z]{3,5}", found["agency"] or "") is not None  # "(dpa)"
            known = letters or any(
                part.strip() in words.outlets for part in re.split(r"[/;,]", found["agency"] or "")
            )
            marked = "/" in place and match.group().rstrip().endswith(("-", "–", "—", ":"))
            if (agency is None and outlet is None) or (
                not known and not found["place"].partition(",")[0].isupper() and not marked
            ):
                continue
        return Dateline(span=(start, match.end()), place=place, agency=agency, outlet=outlet, day=day)
    return None


FIRST_WORD = re.compile(r"[A-Z][a-z]+(?=\.? \d)")
# As in "(Meroth Online- Merpress) LISSEL, Mon. 3 –" and in "[Merpress] Lissel, Mon 3:"
CREDIT_FIRST = re.compile(
    r"[(\[](?P<credit>[A-Z][\w .&’'-]{1,30}?(?:\s?[/–-]\s?[A-Z][\w .&’'-]{1,30})?)[)\]]\s+(?=[A-Z])"
)


def find_behind_credit(text: str, span: Span, words: PageWords) -> Dateline | None:
    """Return the dateline behind the houses that some portals print before it, who took it and from whom."""
    credit = CREDIT_FIRST.match(text, span[0], min(span[1], span[0] + 80))
    behind = find_dateline(text, (credit.end(), span[1]), words) if credit else None
    if credit is None or behind is None:
        return None
    *houses, last = re.split(r"\s?[/–-]\s?", credit["credit"])
    known = last in words.outlets or words.house_word.search(last) or sum(map(str.isupper, last)) > 1
    if not known and behind.day is None:
        return None
    agency, outlet = read_credit(last, words)
    house = read_credit(houses[0], words) if houses else (None, None)
    return Dateline(
        span=(span[0], behind.span[1]),
        place=behind.place,
        agency=behind.agency or agency,
        outlet=house[1] or house[0] or outlet or behind.outlet,
        day=behind.day,
    )


def find_day_and_credit(text: str, span: Span, words: PageWords) -> Dateline | None:
    """Return what "5 March 2021 (Merpress) –" says: a day and a credit, and no place."""
    match = patterns_of(words).day_and_credit.match(text, span[0], min(span[1], span[0] + 120))
    day = next(find_dates(text, words, *match.span("date")), None) if match else None
    if match is None or day is None or span[1] - span[0] < 60:
        return None
    agency, outlet = read_credit(match["agency"], words)
    return Dateline(span=(span[0], match.end()), place="", agency=agency, outlet=outlet, day=day)


def plausible_place(place: str, words: PageWords) -> bool:
    """A place before a bare colon or dash has to be a word, not a speaker's label."""
    name = place.title()
    several = "/" in place and any(
        part.strip().lower() in words.places | words.cities for part in place.split("/")
    )
    parts = place.lower().split()
    of_place = len(parts) == 2 and (parts[0] in words.place_begins or parts[1] in words.place_ends)
    return (
        several
        or of_place
        or name.lower() in words.places
        or (len(place.split()) == 1 and len(place) >= 4 and place.isalpha() and name not in words.titles)
    )


PLACE_WORDS = any_capital(r"[A-Z][\w.’'-]+(?: (?:of |de |la )?[A-Z][\w.’'-]+){0,3}")
PLACE_AND_COMMA = re.compile(rf"(?P<place>{PLACE_WORDS}),\s*")
PLACE_BEHIND = re.compile(
    rf",?\s(?:\d{{1,2}}:\d{{2}}\s)?(?:The [A-Z][\w’' -]{{2,40}}, )?(?P<place>{PLACE_WORDS})"
)  # "25.06.2023 Lissel"
AGENCY_BEHIND = re.compile(r",\s(?P<agency>[A-Z]{3,9})\.?")  # "Lissel, 25 June, NORDAN"
PLACE_LINE = re.compile(rf"(?P<city>{PLACE_WORDS})(?:, (?P<region>[A-Z][\w.]*(?: [A-Z][\w.]*){{0,2}}))?")


def find_place_line(
    text: str, head: Sequence[Span], stamps: Collection[tuple[Span, DateMention]], words: PageWords
) -> Dateline | None:
    """Return where a page was issued, as its head says beside the day: "Lissel, 4 March 2021", or a line over or
    under the day that holds a known place and nothing else.
    """
    days = dict(reversed(list(stamps)))
    for number, span in enumerate(head):
        mention = days.get(span)
        if mention is None:
            continue
        before = PLACE_AND_COMMA.fullmatch(text, span[0], mention.span[0]) or PLACE_BEHIND.fullmatch(
            text, mention.span[1], span[1]
        )
        if before and is_place_beside_day(before["place"], words):
            credit = AGENCY_BEHIND.fullmatch(text, mention.span[1], span[1])
            return Dateline(span=span, place=before["place"], agency=credit["agency"] if credit else None)
        for beside in (*head[max(0, number - 2) : number], *head[number + 1 : number + 3]):
            place = PLACE_LINE.fullmatch(text[slice(*beside)].strip())
            if place and is_known_place(place["city"], place["region"], words):
                return Dateline(span=beside, place=place.group())
    return None


def is_place_beside_day(name: str, words: PageWords) -> bool:
    """Can a few words before a comma and a day be a place, and no author, no label, no house?"""
    if name.lower() in words.places or name.lower() in words.cities:
        return True
    first = name.split()[0]
    labels = (words.document_line, words.navigation, words.house_line)
    return not (
        first in words.given_names
        or first.lower() in {*words.date_labels, *words.not_places}
        or first.rstrip(".") in words.titles
        or name in words.outlets
        or any(label.fullmatch(name) for label in labels)
        or words.thing.search(name)
        or len(name.split()) > 2
        or name.isupper()
    )


def is_known_place(city: str, region: str | None, words: PageWords) -> bool:
    """Is this a city of some renown, or a city with its country or state behind a comma?"""
    if city.lower() in words.cities:
        return True
    plain = len(city.split()) <= 2 and city.split()[0] not in words.titles
    return region is not None and region.lower() in words.places and plain


def read_credit(credit: str | None, words: PageWords) -> tuple[str | None, str | None]:
    """Return (agency, outlet) from what a dateline credits: "Merpress", "Meroth Online / Merpress"."""
    if not credit:
        return None, None
    agency = outlet = None
    parts = [part.strip() for part in re.split(r"\s*/\s*|\s*;\s*|,\s", credit) if part.strip()]
    for part in parts:
        known = words.outlets.get(part)
        if known is None:
            name, kind = part, "outlet" if len(parts) > 1 and part == parts[0] else "agency"
        else:
            name, kind = known.name, known.kind
        if kind == "agency":
            agency = agency or name
        else:
            outlet = outlet or name
    return agency, outlet
