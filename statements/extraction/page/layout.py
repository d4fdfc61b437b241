"""Which line of a saved page is what? Headline, standfirst, byline, date, dateline, body, junk.

Cleaning selects, it never rewrites: everything found here is a span of the source. Pages arrive with
navigation before the text, a headline printed twice, captions, links to other articles inside the
text, and datelines in a dozen house styles.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from ..languages.en import lexicon
from ..records import Published, Span
from .dates import CLOCK, DateMention, find_dates, infer_year, weekdays_in

LINE = re.compile(r"[^\s\u200b\ufeff](?:[^\n\r\u2028]*[^\s\u200b\ufeff])?")
TERMINAL = re.compile(r"[.?!:…](?:[\"”»'’)\]]|â€.?)*$|(?:[\"”»]|â€.?)$")

# Lines of page furniture. Each stands alone on its line.
NAVIGATION = re.compile(
    r"(?:all news|home|news|world|politics|latest(?: news)?|top stories|most (?:read|popular)|menu|search|"
    r"log ?in|sign (?:in|up)|subscribe(?: now)?|register|share(?: this)?(?: article)?|tweet|print|e-?mail|"
    r"facebook|twitter|whatsapp|telegram|copy link|comments?(?: \(\d+\))?|advertisement|sponsored|"
    r"listen(?: to this article)?|read(?:ing)? time.*|\d+ min read|follow us.*|download .* app.*|skip to .*|"
    r"cookie.*|accept(?: all)?|back to top|next(?: article)?|previous(?: article)?|photo|video|gallery|"
    r"font size.*|a\+ ?a-?|save|bookmark|breaking(?: news)?|editor'?s? picks?|trending|topics?|tags?:.*|"
    r"all rights reserved.*|©.*|copyright.*|\(?c\) \d{4}.*|source: \w+|image(?: credit)?:.*|photo:.*|"
    r"contact us|about us|privacy policy|terms of (?:use|service)|newsletter.*|share on .*|"
    r"why you can trust us|\(ATTN: .*\)|story highlights|[\d.]+k? (?:shares|comments|views))",
    re.I,
)
READ_MORE = re.compile(
    r"(?:read (?:more|also|next|on|the full)|also read|see also|more on this|more:|related(?: articles?| news| stories)?\b|"
    r"watch(?: now| also)?:|don[’']t miss|recommended|you may also like|in pictures|click here|"
    r"for more\b|sign up for|follow .{0,40} on (?:twitter|facebook)|[>»›▶►•]+\s)",
    re.I,
)
ICONS = re.compile(r"(?:\b\w*icon\b.*){4,}", re.I)
AGO = re.compile(
    r"\b(?:\d+|an?|few|several) (?:second|minute|hour|day|week|month|year)s? ago\b|\bjust now\b", re.I
)
CRAWL = re.compile(
    r"\b(?:archived|captured|retrieved|crawled|cached|snapshot|accessed|downloaded|saved)\b", re.I
)
BYLINE = re.compile(
    r"(?:by|author|written by|reporting by|text by)[:\s]+(?P<name>[A-Z][\w.’'-]+(?:\s(?:[A-Z][\w.’'-]*|de|van|von|al|bin|and|&|,)){0,7})"
    r"(?:\s*[|,–—-].*)?",
    re.I,
)
HANDLE = re.compile(r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}\s\(@\w+\))")
NAME_LINE = re.compile(r"(?:[A-Z][\w.’'-]+\s){1,3}[A-Z][\w.’'-]+(?:,? \w+ \d{4})?")
LABEL_LINE = re.compile(
    r"(?:published|updated|posted|last (?:updated|modified)|first published|date)\b[:\s]*", re.I
)

# "Live news / Elections", "Politics | Europe": where on the site the page stands.
CRUMBS = re.compile(r"[^|/›>•\d]{2,28}(?:\s?[|/›>•]\s?[^|/›>•\d]{2,28}){1,5}")
CAPTION = re.compile(
    r"(?i:file photo|image|photo|picture|caption|image caption|photograph)\b\s?[.:,]?\s|.*©|.*\((?:AP|Reuters|AFP|EPA)(?: Photo)?/|.*\[[^\[\]]*/[^\[\]]*\]$"
    r"|Photographs? by\s"
)
CAPTION_ABOVE = re.compile(r"(?:image )?caption,?", re.I)
# "Imogen Roke Environment correspondent", "Mira Tolan and Adam Roke" beside a date
REPORTER = re.compile(
    r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}?)(?:,|\s[|–-])?\s(?:(?:[A-Z]?[\w&]+\s){0,3}(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor)\b)"
    r"(?:\s(?:in|for)\s[\w ]{2,40})?"
)
NAMES = re.compile(
    r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}(?:(?:,|\sand|\s&)\s[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}){0,3})"
)
ROLE_LINE = re.compile(
    r"(?:Reporting from [A-Z].*|(?:[A-Z]?[\w’'&]+\s){0,4}(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|BBC News|News)(?:,?\s(?:in\s)?[A-Z].*)?)"
)
PLACE_LINE = re.compile(
    r"(?P<place>[A-Z][A-Z.’'-]*[A-Z](?:(?:[ /-]|\sAND\s)[A-Z][A-Z.’'-]*){0,4}(?:, [A-Z][\w ]{1,24})?)"
)
_PLACE = r"(?P<place>[A-Z][A-Z.’'-]*[A-Z](?:[ /-][A-Z][A-Z.’'-]*){0,4}(?:, [A-Z][\w. ]{1,24}?)?)"
_MIXED = r"(?P<place>[A-Z][\w.’'-]+(?:[ -][A-Z][\w.’'-]+){0,3})"
_MONTH = r"(?:[A-Z][a-z]{2,8}\.?|[A-Z]{3,9})"
_DAY = rf"(?P<date>{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?)"
DATELINES = (
    # MOSCOW, February 28. /TASS/.
    re.compile(rf"{_PLACE},\s{_DAY}\.?,?\s*/(?P<agency>[^/\n]{{2,40}})/\s*[.:–—-]*\s*"),
    # SEOUL, Jan. 3 (Yonhap) --
    re.compile(rf"(?:{_PLACE}),\s{_DAY}\.?,?\s*\((?P<agency>[^()\n]{{2,60}})\)\s*[.:–—-]*\s*"),
    re.compile(rf"(?:{_MIXED}),\s{_DAY}\.?,?\s*\((?P<agency>[^()\n]{{2,60}})\)\s*[.:–—-]+\s*"),
    # QALDER (Meroth Online / Merpress - 9th May, 2022)
    re.compile(rf"{_PLACE}\s*\((?P<agency>[^()\n]{{2,60}}?)(?:\s[-–—]\s|,\s){_DAY}\)\s*[.:–—-]*\s*"),
    # HARROWGATE. Oct 7 (Merpress) -
    re.compile(rf"{_PLACE}\.\s{_DAY}\.?,?\s*\((?P<agency>[^()\n]{{2,60}})\)\s*[.:–—-]*\s*"),
    # Harrowgate, Oct 7, MERPRESS –
    re.compile(rf"(?:{_MIXED}),\s{_DAY},\s(?P<agency>[A-Z]{{2,9}})\s*[–—-]+\s*"),
    # As in: GENEVA (Reuters) -The
    re.compile(rf"{_PLACE}\s*\((?P<agency>[A-Z][^()\n]{{1,40}})\)\s*[.:–—-]+\s*"),
    # MOSCOW, 28 February. Interfax –    MOSCOW, Feb 28 –
    re.compile(rf"{_PLACE},\s{_DAY}\.?\s*(?:(?P<agency>[A-Z][\w ]{{1,30}}?)\s*)?[.:–—-]{{1,3}}\s+"),
    # Port Amrey (CNN)Nine sailors     Harrowgate, Kestran – Every morning     HARROWGATE, Kestran --
    re.compile(
        rf"(?:{_MIXED})(?:, [A-Z][\w ]{{1,24}})?\s?\((?P<agency>[A-Z][^()\n]{{1,30}})\)\s*[.:–—-]*\s*(?=[A-Z“\"‘'])"
    ),
    re.compile(
        r"(?P<place>[A-Z][\w.’'-]+(?:[ -][A-Z][\w.’'-]+){0,3}, [A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?:–|—|--)\s(?=[A-Z“\"‘'])"
    ),
    # PARIS:    WASHINGTON —
    re.compile(rf"{_PLACE}\s*(?::|[–—]|--)\s*(?=[A-Z“\"‘'])"),
)
# A house names itself when its own reporter is the witness: "as witnessed by the Courier's Lena ..."
OWN_REPORTER = r"\b(?:witnessed by|reports|reporting from [\w ]+,|told)\s(?P<outlet>%s)[’']s\s[A-Z]\w+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    span: Span
    place: str
    agency: str | None = None
    outlet: str | None = None
    day: DateMention | None = None


@dataclass(slots=True, kw_only=True)
class Layout:
    """The parts of a page. `body` holds paragraphs and the `headings` between them, in order."""

    headline: Span | None = None
    standfirst: Span | None = None
    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    dateline: Dateline | None = None
    published: Published = field(default_factory=Published)
    body: list[Span] = field(default_factory=list)
    headings: set[Span] = field(default_factory=set)
    junk: list[Span] = field(default_factory=list)


ZONE = re.compile(
    rf"\b(?:{'|'.join(day.capitalize() for day in lexicon.WEEKDAYS)}|[A-Z]{{2,4}}|GMT[+-]?\d*)\b"
)
WORDS = re.compile(r"\w+")


def folded(text: str) -> str:
    """Return a line's letters and digits, to tell whether another says the same."""
    return "".join(WORDS.findall(text)).casefold()


def parse_layout(text: str, today: date | None = None) -> Layout:
    """Return the parts of a page from its text."""
    layout = Layout()
    lines = find_lines(text)
    header: list[Span] = []
    dates: list[tuple[Span, DateMention]] = []
    index = 0
    # The head of the page: everything before the first line that reads like prose.
    while index < len(lines) and not begins_body(text, lines, index, header):
        span = lines[index]
        index += 1
        line = text[span[0] : span[1]]
        following = text[slice(*lines[index])] if index < len(lines) else ""
        above = text[slice(*lines[index - 2])] if index > 1 else ""
        if CAPTION_ABOVE.fullmatch(above.strip()) and index > 1:
            layout.junk.append(span)
            continue
        if is_junk(line) or CRUMBS.fullmatch(line.strip()) or CAPTION.match(line):
            layout.junk.append(span)
            continue
        if take_byline_or_date(text, span, layout, dates):
            continue
        if layout.byline is None and NAME_LINE.fullmatch(line) and ROLE_LINE.fullmatch(following.strip()):
            layout.byline = line.strip()
            continue
        if header and PLACE_LINE.fullmatch(line.strip()) and len(following) > 120:
            place = PLACE_LINE.fullmatch(line.strip())
            if place and layout.dateline is None:
                layout.dateline = Dateline(span=span, place=place["place"])
                layout.junk.append(span)
                continue
        header.append(span)
    read_header(text, header, layout)
    seen: dict[str, Span] = {}
    title = folded(text[slice(*layout.headline)]) if layout.headline else ""
    for span in lines[index:]:
        line = text[span[0] : span[1]]
        prose = len(line) > 160 and TERMINAL.search(line, len(line) - 8)
        key = folded(line) if len(line) < 160 else line
        if not key:
            if not set(line) & set("\"”“'’"):
                layout.junk.append(span)
            continue
        if not prose and (is_junk(line) or take_byline_or_date(text, span, layout, dates)):
            layout.junk.append(span)
            continue
        if len(key) > 40 and key in seen:
            layout.junk.append(span)  # whole paragraphs are printed twice
            continue
        seen[key] = span
        if key == title:
            layout.junk.append(span)
            continue
        if not layout.body and not TERMINAL.search(line) and NAME_LINE.fullmatch(line):
            layout.junk.append(span)  # a caption
            continue
        if is_heading(line):
            layout.headings.add(span)
        layout.body.append(span)
        if layout.dateline is None and len(layout.body) <= 3:
            layout.dateline = find_dateline(text, span)
    while layout.body and layout.body[-1] in layout.headings:
        last = layout.body.pop()
        layout.headings.discard(last)
        layout.junk.append(last)
    layout.junk.sort()
    read_outlet(text, layout)
    layout.published = read_published(text, layout, dates, today)
    return layout


def find_lines(text: str) -> list[Span]:
    """Return the lines that are not blank; of a text wrapped at a fixed width, whole paragraphs.

    A text is wrapped when most of its lines that another follows at once are about equally long and
    break off in the middle of a sentence.
    """
    lines = [m.span() for m in LINE.finditer(text)]
    followed = [
        (s, e) for (s, e), (after, _) in pairwise(lines) if text.count("\n", e, after) == 1 and e - s >= 45
    ]
    if len(followed) < 3:
        return lines
    widths = sorted(e - s for s, e in followed)
    full = widths[len(widths) * 9 // 10]
    if any(e - s > full + 60 for s, e in lines):
        return lines  # a wrapped text has no line that is much longer than the others
    broken = [(s, e) for s, e in followed if e - s >= full * 0.75 and not TERMINAL.search(text, s, e)]
    if full > 110 or len(broken) * 2 < len(followed):
        return lines
    joined: list[Span] = []
    wrapped = False
    for start, end in lines:
        if wrapped and text.count("\n", joined[-1][1], start) == 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        wrapped = end - start >= full * 0.75
    return joined


def begins_body(text: str, lines: Sequence[Span], index: int, header: Sequence[Span]) -> bool:
    """Is this line the first of the text, and not part of the head of the page?"""
    span = lines[index]
    line = text[span[0] : span[1]]
    if is_junk(line) or (index and CAPTION_ABOVE.fullmatch(text[slice(*lines[index - 1])].strip())):
        return False
    if find_dateline(text, span) is not None and len(line) > 60:
        return True
    if not header:
        return len(line) > 240 and TERMINAL.search(line) is not None
    if len(line) > 300:
        return True
    if not TERMINAL.search(line):
        return False
    if next(find_dates(line), None) and len(line) < 60:
        return False
    # A short sentence right under the headline is a standfirst when prose follows it.
    if len(line) < 220 and len(header) == 1 and index + 1 < len(lines):
        if sentence_count(line) <= 1 and any(find_dateline(text, s) for s in lines[index + 1 : index + 3]):
            return False
        # What a byline, a date or a caption parts from the text belongs to the head.
        return sentence_count(line) > 2 or not is_furniture(text, lines[index + 1])
    return True


def is_furniture(text: str, span: Span) -> bool:
    """Is this line a byline, a date, a caption or page furniture?"""
    line = text[span[0] : span[1]]
    return is_junk(line) or CAPTION.match(line) is not None or take_byline_or_date(text, span, Layout(), [])


def sentence_count(line: str) -> int:
    return len(re.findall(r"[.?!][\"”’)]*(?=\s+[A-Z“\"‘(]|$)", line))


def is_junk(line: str) -> bool:
    if NAVIGATION.fullmatch(line.strip(" |·•>»")) or READ_MORE.match(line):
        return True
    if (
        "icon" in line
        and ICONS.search(line[:2000])
        and line.lower().count("icon") * 3 > len(line.split()) / 2
    ):
        return True
    if len(line) >= 120:
        return False
    if len(line) < 40 and AGO.search(line) and not next(find_dates(line), None):
        return True
    return bool(CRAWL.search(line) and len(line) < 120 and next(find_dates(line), None))


def is_heading(line: str) -> bool:
    return len(line) < 120 and not TERMINAL.search(line) and not line.startswith(("“", '"', "-", "–", "—"))


def take_byline_or_date(text: str, span: Span, layout: Layout, dates: list[tuple[Span, DateMention]]) -> bool:
    """Read a line that gives the author or the date; return False for any other line."""
    line = text[span[0] : span[1]]
    if len(line) > 160:
        return False
    found = list(find_dates(text, span[0], span[1]))
    rest = line
    if not found and len(line) > 90 and "@" not in line:
        return False
    for mention in found:
        rest = rest.replace(text[mention.span[0] : mention.span[1]], " ", 1)
    if found:
        rest = ZONE.sub(" ", AGO.sub(" ", LABEL_LINE.sub(" ", CLOCK.sub(" ", rest))))
    bare = rest.strip(" |,–—-·•/")
    by_role = REPORTER.fullmatch(bare)
    if by_role is None and found and "|" in line:
        by_role = NAMES.fullmatch(bare)
    if by_role:
        layout.byline = layout.byline or by_role["name"]
        for mention in found:
            dates.append((span, with_clock(text, span, mention)))
        return True
    handle = HANDLE.search(rest)
    author = BYLINE.fullmatch(rest.strip(" |,–—-·"))
    name = (
        handle["name"]
        if handle
        else author["name"].strip()
        if author
        and rest.strip()[:1].isalpha()
        and re.match(r"(?i:by|author|written|reporting|text)\b", rest.strip())
        else None
    )
    if name:
        layout.byline = layout.byline or name
        for mention in found:
            dates.append((span, with_clock(text, span, mention)))
        return True
    if found and len(re.findall(r"\w{2,}", rest)) <= 4 and not TERMINAL.search(rest.strip()):
        for mention in found:
            dates.append((span, with_clock(text, span, mention)))
        leftover = [w for w in re.split(r"[|,–—·]| - ", rest) if w.strip()]
        for part in leftover:
            outlet = lexicon.outlets().get(part.strip())
            if outlet and layout.outlet is None:
                layout.outlet = outlet.name
        return True
    return False


def with_clock(text: str, span: Span, mention: DateMention) -> DateMention:
    """Add a clock time that stands on the same line as the date."""
    if mention.clock is not None:
        return mention
    for match in CLOCK.finditer(text, span[0], span[1]):
        if mention.span[0] <= match.start() < mention.span[1]:
            continue
        hour, minute = int(match["hour"]), int(match["minute"])
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        if hour < 24 and minute < 60:
            return DateMention(
                span=mention.span,
                year=mention.year,
                month=mention.month,
                day=mention.day,
                day_to=mention.day_to,
                weekday=mention.weekday,
                clock=(hour, minute),
            )
    return mention


def same_words(text: str, one: Span, other: Span) -> bool:
    return folded(text[one[0] : one[1]]) == folded(text[other[0] : other[1]])


def read_header(text: str, header: list[Span], layout: Layout) -> None:
    """Find headline and standfirst among the lines of the head that are neither junk nor date."""
    lines = list(header)
    # A line of the head is a caption when it is nothing but a name, unless it is all there is.
    captions = [
        s for s in lines if NAME_LINE.fullmatch(text[s[0] : s[1]]) and len(text[s[0] : s[1]].split()) <= 4
    ]
    rest = [s for s in lines if s not in captions] or lines
    if not rest:
        return
    for i, span in enumerate(rest):
        if any(same_words(text, span, other) for other in rest[i + 1 :]):
            layout.headline = span  # what is printed twice is the headline
            break
    else:
        # The name of a section stands above the headline and is shorter.
        words = [s for s in rest if len(text[s[0] : s[1]].split()) >= 5]
        words = words or [s for s in rest if len(text[s[0] : s[1]].split()) >= 4]
        layout.headline = words[0] if words else rest[0]
    for span in rest:
        if span == layout.headline:
            continue
        if same_words(text, span, layout.headline) or span < layout.headline:
            layout.junk.append(span)
        elif layout.standfirst is None and len(text[span[0] : span[1]].split()) >= 5:
            layout.standfirst = span
        else:
            layout.junk.append(span)
    layout.junk.extend(s for s in captions if s not in rest)


def find_dateline(text: str, span: Span) -> Dateline | None:
    """Return the dateline at the head of a paragraph, or None."""
    start, end = span
    if not text[start].isupper():
        return None
    for number, pattern in enumerate(DATELINES):
        match = pattern.match(text, start, min(end, start + 160))
        if match is None:
            continue
        found = match.groupdict()
        day = None
        if found.get("date"):
            day = next(find_dates(text, match.start("date"), match.end("date")), None)
            if day is None:
                continue
        agency, outlet = read_credit(found.get("agency"))
        place = found["place"].strip(" ,")
        if number == len(DATELINES) - 1 and not plausible_place(place):
            continue
        if "agency" in found and not found.get("date"):
            known = any(
                part.strip() in lexicon.outlets() for part in re.split(r"[/;,]", found["agency"] or "")
            )
            if (agency is None and outlet is None) or (not known and not found["place"].isupper()):
                continue
        return Dateline(span=(start, match.end()), place=place, agency=agency, outlet=outlet, day=day)
    return None


def plausible_place(place: str) -> bool:
    """A place before a bare colon or dash has to be a word, not a speaker's label."""
    name = place.title()
    capitals = {c.capital.lower() for c in lexicon.countries()} | {
        c.name.lower() for c in lexicon.countries()
    }
    return name.lower() in capitals or (
        len(place.split()) == 1 and len(place) >= 4 and place.isalpha() and name not in lexicon.titles()
    )


def read_credit(credit: str | None) -> tuple[str | None, str | None]:
    """Return (agency, outlet) from what a dateline credits: "TASS", "UrduPoint News / Sputnik"."""
    if not credit:
        return None, None
    agency = outlet = None
    parts = [part.strip() for part in re.split(r"\s*/\s*|\s*;\s*|,\s", credit) if part.strip()]
    for part in parts:
        known = lexicon.outlets().get(part)
        if known is None:
            name, kind = part, "outlet" if len(parts) > 1 and part == parts[0] else "agency"
        else:
            name, kind = known.name, known.kind
        if kind == "agency":
            agency = agency or name
        else:
            outlet = outlet or name
    return agency, outlet


@cache
def own_reporter() -> re.Pattern[str]:
    return re.compile(OWN_REPORTER % lexicon.alternatives(list(lexicon.outlets())))


def read_outlet(text: str, layout: Layout) -> None:
    if layout.dateline:
        layout.agency = layout.dateline.agency
        layout.outlet = layout.outlet or layout.dateline.outlet or layout.dateline.agency
    if layout.outlet is None:
        own = own_reporter().search(text) if "’s " in text or "'s " in text else None
        if own:
            layout.outlet = lexicon.outlets()[own["outlet"]].name
    if layout.outlet is None:
        name_from_furniture(text, layout)
    elif layout.agency is None:
        known = lexicon.outlets().get(layout.outlet)
        if known and known.kind == "agency":
            layout.agency = known.name


@cache
def house_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/@.-])(?:{lexicon.alternatives(list(lexicon.outlets()))})(?![\w@]|\.\w)")


def name_from_furniture(text: str, layout: Layout) -> None:
    """Take the outlet that the lines around headline and text name, if they name one: "BBC News", a byline.

    Credits of pictures name whose picture it is, and a headline may be about an outlet.
    """
    if not layout.body:
        return
    ends = ((0, layout.body[0][0]), (layout.body[-1][1], len(text)))
    for start, end in ends:
        named: list[lexicon.Outlet] = []
        for match in LINE.finditer(text, start, min(end, start + 4000)):
            line = match.group()
            if match.span() in (layout.headline, layout.standfirst) or len(line) > 80 or CREDIT.search(line):
                continue
            named.extend(
                lexicon.outlets()[found]
                for found in house_name().findall(line)
                if found not in COMMON_WORDS or line.strip().startswith(found)
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


COMMON_WORDS = {
    "Time",
    "The Times",
    "The Sun",
    "Dawn",
    "The National",
    "The Local",
    "The Hill",
    "The Conversation",
}
CREDIT = re.compile(
    r"©|contributed|\b(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Vv]ideo|[Cc]aption|READ MORE|[Ff]ile)\b|/\w+\]"
)


def read_published(
    text: str, layout: Layout, dates: Sequence[tuple[Span, DateMention]], today: date | None
) -> Published:
    """Return the publication date that the page proves, with the words that prove it."""
    candidates = [mention for _, mention in dates]
    if layout.dateline and layout.dateline.day:
        candidates.append(layout.dateline.day)
    whole = [m for m in candidates if m.year and m.month and m.day]
    if whole:
        mention = next((m for m in whole if m.clock), whole[0])
        day = date(mention.year or 1, mention.month or 1, mention.day or 1)
        printed = text[mention.span[0] : mention.span[1]]
        evidence = f"“{printed}” printed on the page"
        if mention.weekday is not None and mention.weekday == day.weekday():
            evidence += f", a {lexicon.WEEKDAYS[day.weekday()].capitalize()}, which agrees"
        if mention.clock:
            return Published(
                date=day.isoformat(),
                at=f"{day.isoformat()}T{mention.clock[0]:02d}:{mention.clock[1]:02d}",
                precision="minute",
                evidence=evidence,
            )
        return Published(date=day.isoformat(), precision="day", evidence=evidence)
    for mention in candidates:
        if mention.month and mention.day and not mention.year:
            weekday = mention.weekday
            if weekday is None:
                weekday = (
                    next(iter(weekdays_in(text[layout.body[0][0] : layout.body[0][1]])), None)
                    if layout.body
                    else None
                )
            printed = text[mention.span[0] : mention.span[1]]
            year, why = infer_year(text, mention.month, mention.day, weekday, today)
            if year is not None:
                day = date(year, mention.month, mention.day)
                return Published(
                    date=day.isoformat(), precision="day", evidence=f"“{printed}” without a year; {why}"
                )
            return Published(evidence=f"“{printed}”, {why}")
    for mention in candidates:
        if mention.year and mention.month:
            printed = text[mention.span[0] : mention.span[1]]
            return Published(
                date=f"{mention.year:04d}-{mention.month:02d}",
                precision="month",
                evidence=f"“{printed}” printed on the page",
            )
    for mention in candidates:
        if mention.year:
            printed = text[mention.span[0] : mention.span[1]]
            return Published(
                date=f"{mention.year:04d}",
                precision="year",
                evidence=f"“{printed}”: the order of day and month is not proved",
            )
    return Published(evidence="no date on the page")
