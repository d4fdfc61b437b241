"""What stands in the head of a page: headline, standfirst, who wrote it, when it appeared."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from ..folding import any_capital
from ..records import Span
from .dates import DateMention, find_dates, read_clock, read_offset
from .junk import CRUMB_MARK, is_crumbs, is_junk
from .lines import NAME_LINE, TERMINAL, letters_in
from .outlets import is_house_name, root_of_crumbs, split_title
from .parts import Dateline, Layout
from .patterns import any_of, patterns_of
from .posts import ends_post
from .titles import better_title
from .words import PageWords

LEADS_ON = ("—", "–", ":")  # at the end of a line that is no headline: "The minister was asked—"
LONGEST_SLOGAN = 5  # words
LONGEST_SHORT_NAME = 9  # letters
LONGEST_SECTION = 3  # words
LONGEST_HOUSE = 4  # words of a newspaper
LONGEST_STAMP = 80  # characters of a line with the day
LONGEST_WRITER = 90  # characters, of "writes Lena Orrin" and where from
MOST_WRITTEN = 4  # lines of a head that may end with it
LEAST_OF_DECK = 5  # words
HANDLE = re.compile(any_capital(r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}\s\(@\w+\))"))
# What an author can be reached at stands behind the name, or behind what the author is.
HANDLE_BEHIND = re.compile(r"\s+[(<]?(?:@\w{2,20}|[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3})[)>]?$")
BEHIND_AUTHOR = re.compile(r"(?<=\w)/[A-Z][\w.&-]{1,20}$")  # "by Lena Orrin/Merpress"
APART = re.compile(r"\s{2,}|\t|\s[•·]\s")
FACT_LABEL = re.compile(r"\w+:\s")
IN_POST = re.compile(r"(?<![\w.])@\w")
BULLET = re.compile(r"[*•▪●‣·–-]\s+(?=\S)")
KIND_BEHIND = re.compile(r"\s[–—|-]\s(?P<kind>[^–—|-]{4,60})$")
PLACE_ALONE = re.compile(any_capital(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}(?:, [A-Z][\w’'-]+)?"))
NAME_IN_CAPITALS = re.compile(
    any_capital(r"(?P<name>[A-Z][A-Z.’'-]*(?:\s[A-Z][A-Z.’'-]+){1,3})\s(?=[A-Z][\w’'-]*[a-z])")
)
# "Lena Orrin lorrin@orvelpost.example", "Lena Orrin @lorrin"
SIGNED_WITH = re.compile(
    any_capital(
        r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}),?\s+[(<]?(?:@\w{2,20}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)[)>]?"
    )
)
ONLY_BRACKETS = re.compile(
    r"\([^()\n]*\)|\[[^\[\]\n]*\]"
)  # under a name or a title: what it says in other words
IN_PLACE = re.compile(any_capital(r"\sin\s(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})$"))


def read_header(text: str, header: list[Span], layout: Layout, words: PageWords) -> None:
    """Find headline and standfirst among the lines of the head that are neither junk nor date."""
    header = read_points(text, header, layout, words)
    explained = [span for span in header if ONLY_BRACKETS.fullmatch(text, *span)]
    if len(explained) < len(header):
        layout.junk.extend(explained)
        header = [span for span in header if span not in explained]
    bullets = [span for span in header if BULLET.match(text, *span)]
    lines = [span for span in header if not BULLET.match(text, *span)]
    if lines:
        lines = read_masthead(text, lines, layout, words)
    else:
        lines, bullets = bullets, []
    # A line of the head is a caption when it is nothing but a name, unless it is all there is.
    captions = [
        s
        for s in lines
        if NAME_LINE.fullmatch(text, *s)
        and len(text[slice(*s)].split()) <= 4
        and not (layout.turns and words.transcript.search(text, *s))
        and not words.thing.search(text, *s)
    ]
    apart = set(captions)
    rest = [s for s in lines if s not in apart] or lines
    # "by the Secretary General of the Compact", under a title, goes on with it.
    rest = [s for s in rest if not text[s[0]].islower()] or rest
    if rest and len(rest) == 1 and heads_no_story(text, rest[0], layout, words):
        layout.outlet = layout.outlet or PARTED.split(text[slice(*rest[0])].strip())[0]
        layout.junk.extend(rest)
    elif rest:
        choose_headline(text, rest, layout, words)
        layout.junk.extend(apart.difference(rest))
    for start, end in bullets:
        mark = BULLET.match(text, start, end)
        point = (mark.end() if mark else start, end)
        layout.body.append(point)
        layout.headings.add(point)


def heads_no_story(text: str, span: Span, layout: Layout, words: PageWords) -> bool:
    """Is the only line over the text a newspaper's name, with what it is or with the day under it: "Meroth News Today"?"""
    line = text[slice(*span)].strip()
    if layout.turns or text[: span[0]].strip() or len(line.split()) > LONGEST_HOUSE + LONGEST_SLOGAN:
        return False
    if names_newspaper_and_more(line, words):
        return True
    few = 2 <= len(line.split()) <= LONGEST_HOUSE
    below = text[span[1] :].lstrip().partition("\n")[0]
    return (
        few
        and names_newspaper(line, words)
        and len(below) < LONGEST_STAMP
        and next(find_dates(below, words), None) is not None
    )


def names_newspaper(line: str, words: PageWords) -> bool:
    """Are a few words with capitals the name of a newspaper or an agency, and no kind of text?"""
    if words.masthead.fullmatch(line):
        return True
    kind = (words.document_line, words.navigation, words.caption)
    return (
        is_house_name(line)
        and words.house_word.search(line) is not None
        and not any(word in words.verbs for word in line.split()[1:])
        and not any(pattern.fullmatch(line) for pattern in kind)
        and words.transcript.search(line) is None
        and words.thing.search(line) is None
    )


def names_newspaper_and_more(line: str, words: PageWords) -> bool:
    """Is a line the name of a newspaper with what it is or stands for: "South Cape Press — Southern news agency"?"""
    name, *more = PARTED.split(line.strip())
    return (
        len(more) == 1
        and len(name.split()) <= LONGEST_HOUSE
        and 1 < len(more[0].split()) <= LONGEST_SLOGAN
        and (names_newspaper(name, words) or words.house_word.search(more[0]) is not None)
        and not any(word.strip(",.") in words.verbs for word in more[0].split())
    )


def read_points(text: str, header: list[Span], layout: Layout, words: PageWords) -> list[Span]:
    """Return the lines of the head without those that stand under "Summary": the points of the story, which head nothing."""
    label = next((n for n, span in enumerate(header) if words.points_line.fullmatch(text, *span)), 0)
    if label == 0:
        return header
    layout.junk.append(header[label])
    points = [span for span in header[label + 1 :] if len(text[slice(*span)].split()) >= LEAST_OF_DECK]
    marks = [BULLET.match(text, *span) for span in points]
    layout.decks.extend(
        (mark.end() if mark else start, end) for mark, (start, end) in zip(marks, points, strict=True)
    )
    layout.junk.extend(span for span in header[label + 1 :] if span not in points)
    return header[:label]


def read_masthead(text: str, lines: list[Span], layout: Layout, words: PageWords) -> list[Span]:
    """Return the lines of the head that could be its headline, those that name house and kind left out.

    What stands above the headline of an official page is whose it is: it is named where the head also
    says what kind of text it is.
    """
    sites = [
        (s, site["name"]) for s in lines if (site := words.official_site.fullmatch(text[slice(*s)].strip()))
    ]
    if len(lines) > 1 and names_newspaper_and_more(text[slice(*lines[0])], words):
        layout.outlet = layout.outlet or PARTED.split(text[slice(*lines[0])].strip())[0]
        layout.junk.append(lines[0])
        lines = lines[1:]
    if len(lines) > 1 and (house := house_over_kind(text, lines[0], layout, words)):
        layout.outlet = layout.outlet or house
        layout.junk.append(lines[0])
        lines = lines[1:]
    named = {s: split_title(text, s, words)[0] for s in lines}
    houses = [s for s in lines if is_house_line(text[slice(*named[s])], words)]
    issued = [
        (line, below)
        for line, below in pairwise(lines)
        if words.issuer_line.fullmatch(text[slice(*line)].strip())
    ]
    from_line = [
        (s, of["house"])
        for s in lines
        if (of := words.issued_by.fullmatch(text[slice(*s)].strip())) is not None
    ]
    from_line = [(s, house) for s, house in from_line if is_house_line(house, words)]
    if layout.outlet is None and (issued or from_line):
        layout.outlet = issuer(text[slice(*issued[0][1])], words) if issued else from_line[0][1].strip()
    kinds = [s for s in lines if words.document_line.fullmatch(text[slice(*s)].strip())]
    signed = [s for s in lines if is_signatory(text[slice(*s)], words)]
    named_over = [] if signed or not kinds else names_over_offices(text, lines, words)
    signed = signed or named_over[::2]
    titled = titled_over_head(text, lines, words)
    if titled and not signed:
        signed, named_over = titled[:1], titled[1:]
    aside = {
        *houses,
        *kinds,
        *signed,
        *chain.from_iterable(issued),
        *named_over,
        *(s for s, _ in (*sites, *from_line)),
        *slogans(text, houses, lines),
    }
    rest = [s for s in lines if s not in aside]
    if not rest:
        return lines
    if signed:
        layout.signatory = signed[0]
        layout.junk.extend({*signed, *named_over})
    if sites and layout.outlet is None:
        layout.outlet = sites[0][1].strip()
    layout.junk.extend(s for s, _ in (*sites, *from_line))
    # A house over its department: nobody but the house prints them so.
    stacked = len(houses) > 1 and list(lines[:2]) == houses[:2]
    by_way = any(
        words.document_line.fullmatch(level.strip())
        for start, end in layout.junk
        if is_crumbs(text[start:end], words)
        for level in CRUMB_MARK.split(text[start:end])
    )
    issuing = (
        bool(houses) and houses[0] == lines[0] and words.issuing_house.fullmatch(text, *named[houses[0]])
    )
    official = (
        kinds
        or issuing
        or stacked
        or by_way
        or layout.turns
        or any(words.document_title.match(text, *s) for s in rest)
    )
    # Whose it is stands over the headline, or under it beside what kind of text it is.
    first = next((s for s in houses if s < rest[-1] or kinds), None)
    after = houses[houses.index(first) + 1] if first and houses[-1] != first else None
    if first and after and words.state_line.fullmatch(text[slice(*first)].strip()):
        first = after  # "Republic of Velland" over its ministry
    over = lines[lines.index(first) - 1] if first and first != lines[0] else None
    if first and over and over not in kinds and is_short_name(text, over, first):
        first = over  # "UNDOR", over "The UN Dock Organisation"
        layout.junk.append(over)
        rest = [line for line in rest if line != over] or rest
        named[over] = over
    if first and official and layout.outlet is None:
        layout.outlet = root_of_crumbs(text, first[0], words) or text[slice(*named[first])].strip()
    layout.junk.extend([*houses, *kinds])
    return rest


def house_over_kind(text: str, first: Span, layout: Layout, words: PageWords) -> str | None:
    """Return the house that a page begins with: its short name over what kind of text it is ("UNDOR" over "Press
    releases"), or its name with one of its sections ("Harbour Monitoring Service: Southern Isles").
    """
    line = text[slice(*first)].strip()
    if text[: first[0]].strip():
        return None
    house, colon, section = line.partition(": ")
    if colon and len(section.split()) <= LONGEST_SECTION and section[:1].isupper():
        return house if house in words.outlets or words.house_line.fullmatch(house) else None
    below = text[first[1] :].lstrip().partition("\n")[0].strip()
    short = line.isalpha() and line.isupper() and 3 <= len(line) <= LONGEST_SHORT_NAME
    kind = words.document_line.fullmatch(below) is not None
    return line if short and kind and words.document_line.fullmatch(line) is None else None


def is_short_name(text: str, over: Span, house: Span) -> bool:
    """Is a line in capitals the short name of the body that the next line names?"""
    short = text[slice(*over)].strip()
    close = text.count("\n", over[1], house[0]) == 1
    return close and short.isalpha() and short.isupper() and 3 <= len(short) <= LONGEST_SHORT_NAME


def issuer(line: str, words: PageWords) -> str | None:
    """Return the house with which a line begins: "Department of Harbours and The Rt Hon Ada Roke"."""
    pieces = re.split(rf"\s{any_of(words.ands)}\s", line.strip())
    for end in range(len(pieces), 0, -1):
        house = f" {words.ands[0]} ".join(pieces[:end])
        if is_house_line(house, words):
            return house
    return None


def is_signatory(line: str, words: PageWords) -> bool:
    """Is a line a name, a comma and an office, and nothing else?"""
    name, comma, office = line.strip().partition(", ")
    if not comma or len(line) > 120 or TERMINAL.search(line) or not 2 <= len(name.split()) <= 5:
        return False
    capital = all(word[:1].isupper() for word in name.split())
    named = [word.lower().strip(",.") for word in office.split()]
    large = all(word[:1].isupper() or word in words.small_words for word in office.split())
    return capital and large and any(word in words.offices for word in named)


def names_over_offices(text: str, lines: list[Span], words: PageWords) -> list[Span]:
    """Return the name and the office of each pair of lines that are these and nothing else, in turn."""
    found: list[Span] = []
    for one, other in pairwise(lines):
        name, office = text[slice(*one)].strip(), text[slice(*other)].strip()
        if (
            NAME_LINE.fullmatch(name)
            and text.count("\n", one[1], other[0]) == 1
            and is_signatory(f"{name}, {office}", words)
        ):
            found += [one, other]
    return found


def titled_over_head(text: str, lines: list[Span], words: PageWords) -> list[Span]:
    """Return the first line where it is somebody with a form of address, and the office under it: "The Hon Ada Roke MP"."""
    if len(lines) < 2 or words.titled.fullmatch(text[slice(*lines[0])].strip()) is None:
        return []
    office = text[slice(*lines[1])].strip()
    close = text.count("\n", lines[0][1], lines[1][0]) == 1
    name = text[slice(*lines[0])].strip().partition(",")[0]
    return lines[:2] if close and len(lines) > 2 and is_signatory(f"{name}, {office}", words) else lines[:1]


def slogans(text: str, houses: list[Span], lines: list[Span]) -> list[Span]:
    """Return the lines that stand close under the name of a house, apart from what follows."""
    found = []
    for house, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        apart = text.count("\n", line[1], below[0]) > 1 or len(text[slice(*below)].split()) <= LONGEST_SECTION
        close = text.count("\n", house[1], line[0]) == 1 and apart
        if house in houses and close and len(text[slice(*line)].split()) <= LONGEST_SLOGAN:
            found.append(line)
    return found


def is_house_line(line: str, words: PageWords) -> bool:
    """Does a line name a house and tell nothing of it?"""
    line = line.strip()
    if line in words.outlets:
        return True
    whose, comma, state = line.rpartition(", ")
    if comma and words.state_line.fullmatch(state) and is_house_line(whose, words):
        return True  # "The Presidency, Republic of Velland"
    body, _, country = line.rpartition(" ")
    if country.lower() in words.places and len(body.split()) > 1 and words.house_line.fullmatch(body):
        return True  # "Harbour Affairs Velland"
    if sum(letter.isupper() for letter in line) > sum(letter.islower() for letter in line):
        line = line.upper()  # "DEPARTMENT of HARBOURS"
    over, dash, under = line.rpartition(" - ")
    if dash and len(over.split()) <= 3 and is_house_line(under, words):
        return True  # "Velland - Ministry of Ports"
    house, _, kind = line.rpartition(" ")
    if house and words.document_line.fullmatch(kind):
        line = house  # "House of Harbours Debates"
    parted = KIND_BEHIND.search(line)
    if parted and words.document_line.fullmatch(parted["kind"]):
        line = line[: parted.start()]  # "HOUSE OF HARBOURS — OFFICIAL REPORT"
    if len(line) > 90 or not (words.house_line.fullmatch(line) or words.state_line.fullmatch(line)):
        return False
    return not any(word.lower().strip(",.") in words.verbs for word in line.split()[1:])


def choose_headline(text: str, rest: list[Span], layout: Layout, words: PageWords) -> None:
    whole = {split_title(text, span, words)[0]: span for span in rest}
    rest = [span for span in whole if not text[slice(*span)].endswith(LEADS_ON)] or list(whole)
    letters = {span: letters_in(text[slice(*span)]) for span in rest}
    often = Counter(letters.values())
    for span in rest:
        if often[letters[span]] > 1:
            layout.headline = span  # what is printed twice is the headline
            break
    else:
        # The name of a section stands above the headline and is shorter.
        long_enough = [s for s in rest if len(text[s[0] : s[1]].split()) >= 5]
        long_enough = long_enough or [s for s in rest if len(text[s[0] : s[1]].split()) >= 4]
        # A picture's caption is a sentence and may stand above the headline, which is none.
        titles = [s for s in long_enough if not text[slice(*s)].endswith(".")]
        above = long_enough and text[slice(*long_enough[0])].endswith(".")
        layout.headline = titles[0] if above and titles else long_enough[0] if long_enough else rest[0]
    layout.headline = better_title(text, layout.headline, rest, words, is_house_line)
    outlet = split_title(text, whole[layout.headline], words)[1]
    if layout.byline is None:
        layout.byline = next(
            (name for span in rest[:MOST_WRITTEN] if (name := writes_in(text, span, words))), None
        )
    title, goes_on = with_next_line(text, layout.headline, rest, words)
    layout.outlet = layout.outlet or outlet
    for span in rest:
        if span in (layout.headline, goes_on):
            continue
        if letters[span] == letters[layout.headline] or span < layout.headline:
            layout.junk.append(span)
        elif (
            layout.standfirst is None
            and len(text[span[0] : span[1]].split()) >= 5
            and not gives_a_fact(text, span, words)
        ):
            layout.standfirst = span
        elif len(text[slice(*span)].split()) >= LEAST_OF_DECK and not text[slice(*span)].isupper():
            layout.decks.append(span)
        else:
            layout.junk.append(span)
    label = words.title_label.match(text, *title)
    layout.headline = (label.end(), title[1]) if label else title


def gives_a_fact(text: str, span: Span, words: PageWords) -> bool:
    """Is a line a label and what it is of, and nothing that sums up: "Born: 9 May 1931, in Lissel", "Source: Merpress"?"""
    label = FACT_LABEL.match(text, *span)
    if label and label.group()[:-2].lower() in words.fact_labels:
        return True
    day = next(find_dates(text, words, label.end(), span[1]), None) if label else None
    return label is not None and day is not None and day.span[0] == label.end()


def writes_in(text: str, span: Span, words: PageWords) -> str | None:
    """Return who wrote the text by the end of its standfirst: "Mountains do not sign, writes Lena Orrin"."""
    match = words.writes.search(text, max(span[0], span[1] - LONGEST_WRITER), span[1])
    name = (match["name"] or match["before"]) if match else None
    return None if name is None or name in words.outlets or words.house_word.search(name) else name


def with_next_line(
    text: str, span: Span, lines: Sequence[Span], words: PageWords
) -> tuple[Span, Span | None]:
    """Return a title in capitals with the line on which it goes on, and that line: "REMARKS BY ADA ROKE", "IN ORVEL"."""
    below = next((line for line in lines if line > span), None)
    if below is None or not text[slice(*span)].isupper() or not text[slice(*below)].isupper():
        return span, None
    first = text[slice(*below)].split()[0].lower()
    if text[span[1] : below[0]].count("\n") != 1 or first not in words.goes_on:
        return span, None
    return (span[0], below[1]), below


def take_byline_or_date(
    text: str, span: Span, layout: Layout, dates: list[tuple[Span, DateMention]], words: PageWords
) -> bool:
    """Read a line that gives the author or the date; return False for any other line."""
    patterns = patterns_of(words)
    line = text[span[0] : span[1]]
    if line.isalpha():
        return False  # one word
    if len(line) > 160 or (layout.body and "@" in line and IN_POST.search(line)):
        return False
    if "(@" in line and ends_post(line, words):
        return False
    found = list(find_dates(text, words, span[0], span[1]))
    # What stands apart by gaps in a line with the author is furniture: how long it takes to read.
    rest = line
    if found and APART.search(line):
        rest = "  ".join(part for part in APART.split(line) if not words.navigation.fullmatch(part.strip()))
    if found and take_day_place_house(text, span, found[0], layout, words):
        dates.append((span, found[0]))
        return True
    if not found and len(line) > 90 and "@" not in line:
        return False
    if len(found) == 1 and "|" in line:  # "Gallery | 9 images | 24 January 2024"
        parts = line.split("|")
        rest = next((part for part in parts if text[slice(*found[0].span)] in part), line)
        first = parts[0].strip()
        by_name = patterns.authors.fullmatch(first) and (
            first.partition(" ")[0] in words.given_names or words.reporter_role.match(parts[1].strip())
        )
        if patterns.byline.fullmatch(first) or by_name:
            rest = first  # "By Lena Orrin | Lissel | 4 March 2021", "Lena Orrin | 4 March 2021"
    for mention in found:
        rest = rest.replace(text[mention.span[0] : mention.span[1]], " ", 1)
    if found:
        for pattern in (patterns.clock, patterns.hour, patterns.date_label, words.ago, patterns.zone):
            rest = pattern.sub(" ", rest)
        if patterns.byline_begins.match(rest.strip()):
            rest = patterns.day_follows.sub(" ", rest)
    bare = rest.strip(" |,–—-·•/")
    shifts = words.shifts.search(bare) is not None
    bare = words.shifts.sub("", bare)
    by_role = words.reporter.fullmatch(
        HANDLE_BEHIND.sub("", bare) if "@" in bare and not layout.body else bare
    )
    if by_role is None and (shifts or (found and "|" in line) or line.rstrip().endswith("|")):
        by_role = patterns.authors.fullmatch(bare)
    if (
        by_role is None
        and found
        and (dashed := NAME_AND_DASH.match(line))
        and dashed.end() <= found[0].span[0] - span[0] + 1
    ):
        first = dashed["name"].split()[0]
        by_role = dashed if first in words.given_names else None
    handle = None if line.startswith(("—", "–", "-", "@")) else HANDLE.search(rest)
    signed = SIGNED_WITH.fullmatch(bare) if "@" in bare and not layout.body else None
    by = rest.strip(" |,–—-·•")
    if patterns.byline_begins.match(by):
        by = BEHIND_AUTHOR.sub("", HANDLE_BEHIND.sub("", by))
    author = patterns.byline.fullmatch(by)
    if author and patterns.byline_begins.match(rest.strip()) is None:
        author = None
    in_places = not found and " in " in bare and author is None
    if in_places and (
        patterns.authors_in_places.fullmatch(bare)
        or (
            not layout.body
            and bare.split()[0] in words.given_names
            and patterns.authors_one_in_place.fullmatch(bare)
        )
    ):
        layout.byline = layout.byline or authors_in(bare, layout, words) or None
        return True
    # "By Lena Orrin, Senior Reporter" is a byline before it is a reporter's line.
    name = (
        authors_in(author["name"], layout, words)
        if author
        else by_role["name"]
        if by_role
        else handle["name"]
        if handle
        else signed["name"]
        if signed
        else None
    )
    if name is not None:
        layout.byline = layout.byline or name or None
        if author and found and layout.dateline is None:
            layout.dateline = place_between(line, span, words)
        for mention in found:
            dates.append((span, with_clock(text, span, mention, words)))
        return True
    if not found and patterns.clock_line.fullmatch(line.strip()):
        add_clock(text, span, dates, words)
        return True
    if (
        found
        and len(re.findall(r"\b(?![A-Z]{2,4}\b)\w{2,}", rest)) <= 4
        and not TERMINAL.search(rest.strip())
    ):
        for mention in found:
            dates.append((span, with_clock(text, span, mention, words)))
        leftover = [w for w in re.split(r"[|,–—·]| - ", rest) if w.strip()]
        for part in leftover:
            outlet = words.outlets.get(part.strip())
            if layout.outlet is None and words.masthead.fullmatch(part.strip()):
                layout.outlet = outlet.name if outlet else part.strip()  # "The Orvel Herald, 5 May 2022"
            house = outlet.name if outlet else part.strip() if words.house_word.search(part) else None
            plain = (
                house is not None
                and 2 <= len(house.split()) <= 4
                and all(w[:1].isupper() for w in house.split())
            )
            if layout.outlet is None and (
                outlet or (plain and "|" in line and not words.navigation.fullmatch(part.strip()))
            ):
                layout.outlet = house
        return True
    return False


NAME_AND_DASH = re.compile(
    any_capital(r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3})\s[–—-]\s(?=\S)")
)  # "Lena Orrin — Tuesday, 4 March 2021"
PARTED = re.compile(r"\s[-–—|]\s")


def take_day_place_house(text: str, span: Span, day: DateMention, layout: Layout, words: PageWords) -> bool:
    """Read "4 March 2021 - Lissel, Velland - Ministry of Ports": when, where and by whom something was issued."""
    parts = [part.strip() for part in PARTED.split(text[slice(*span)])]
    if len(parts) != 3 or parts[0] != text[slice(*day.span)].strip():
        return False
    if not PLACE_ALONE.fullmatch(parts[1]) or not is_house_line(parts[2], words):
        return False
    layout.dateline = layout.dateline or Dateline(span=span, place=parts[1])
    layout.outlet = layout.outlet or parts[2]
    return True


def place_between(line: str, span: Span, words: PageWords) -> Dateline | None:
    """Return the place of "Written by Lena Orrin | Lissel | Updated: 4 March 2021": between author and day."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not PLACE_ALONE.fullmatch(parts[1]) or parts[1] in words.outlets:
        return None
    label = (
        words.navigation.fullmatch(parts[1]) or words.thing.search(parts[1]) or is_house_line(parts[1], words)
    )
    return None if label else Dateline(span=span, place=parts[1])


def authors_in(printed: str, layout: Layout, words: PageWords) -> str:
    """Return the authors of a byline without where they wrote and what they are; "" where none is a person.

    "Lena Orrin in Lissel and Adam Roke", "Lena Orrin, Senior Reporter"
    """
    pieces = re.split(
        rf"\s*(?:,\s*(?:{any_of(words.ands)}\s)?|\s{any_of(words.ands)}\s|&)\s*", printed.strip(" ,")
    )
    names: list[str] = []
    authors = [piece for piece in pieces if piece.lower() not in words.cities]
    desk = len(authors) < len(pieces)  # "Lena Orrin and Adam Roke, New Delhi"
    pieces = authors
    for piece in pieces:
        place = IN_PLACE.search(piece)
        if place and layout.dateline is None and len(pieces) == 1:
            layout.written_in = place["place"]
        name = piece[: place.start()] if place else piece
        shouted = NAME_IN_CAPITALS.match(name)
        name = shouted["name"] if shouted else name  # "LENA ORRIN Merpress Writer"
        desk = desk or shouted is not None
        role = any(word.lower().strip(".") in words.writers for word in name.split())
        if name and not role and name not in words.outlets and name.split()[0] not in words.outlets:
            names.append(name)
    if len(names) > 1 and " " not in names[-1] and all(" " in name for name in names[:-1]) and "," in printed:
        names.pop()  # "Lena Orrin, Lissel": where she wrote
    if len(names) == len(pieces) and not desk and not any(IN_PLACE.search(piece) for piece in pieces):
        return printed.strip(" ,")
    return joined_names(names, words)


def joined_names(names: Sequence[str], words: PageWords) -> str:
    """Return authors as a byline prints them: "Lena Orrin, Adam Roke and Mira Tolan"; "" for none."""
    *most, last = names or [""]
    return f"{', '.join(most)} {words.ands[0]} {last}" if most and words.ands else ", ".join(names)


def take_reporting(text: str, span: Span, layout: Layout, words: PageWords) -> None:
    """Take the authors from a line behind the text, "(Reporting by Lena Orrin; Editing by Adam Roke)"."""
    match = patterns_of(words).byline.match(text[span[0] : span[1]].lstrip("([ "))
    if match and layout.byline is None:
        layout.byline = authors_in(match["name"], layout, words) or None


def with_clock(text: str, span: Span, mention: DateMention, words: PageWords) -> DateMention:
    """Add a clock time that stands on the same line as the date, and no other date or label between them."""
    if mention.clock is not None:
        return with_offset(text, mention.span[1], span[1], mention, words)
    for match in patterns_of(words).clock.finditer(text, span[0], span[1]):
        if mention.span[0] <= match.start() < mention.span[1]:
            continue
        between = sorted((*match.span(), *mention.span))[1:3]
        parted = words.update_label.search(text, *between) or words.publish_label.search(text, *between)
        clock = None if parted else read_clock(match, words)
        if clock is not None:
            return with_offset(text, match.end(), span[1], replace(mention, clock=clock), words)
    return mention


def with_offset(text: str, at: int, end: int, mention: DateMention, words: PageWords) -> DateMention:
    if mention.offset is not None:
        return mention
    return replace(mention, offset=read_offset(text, at, end, words))


def add_clock(text: str, span: Span, dates: list[tuple[Span, DateMention]], words: PageWords) -> None:
    """Give the clock time of a line of its own to the day on the line right above it."""
    if not dates:
        return
    line, mention = dates[-1]
    match = patterns_of(words).clock.search(text, *span)
    clock = read_clock(match, words) if match else None
    if mention.clock is None and clock is not None and not text[line[1] : span[0]].strip():
        dates[-1] = (line, with_offset(text, match.end(), span[1], replace(mention, clock=clock), words))  # type: ignore[union-attr]


def is_furniture(text: str, span: Span, words: PageWords) -> bool:
    """Is this line a byline, a date, a caption or page furniture?"""
    line = text[span[0] : span[1]]
    return (
        is_junk(line, words)
        or words.caption.match(line) is not None
        or take_byline_or_date(text, span, Layout(), [], words)
    )
