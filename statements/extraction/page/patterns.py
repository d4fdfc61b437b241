"""The patterns of dates, bylines and datelines, made once from the words of a language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ..folding import any_capital
from .words import PageWords


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PagePatterns:
    """What `PageWords` become before they are looked for."""

    month_numbers: dict[str, int]  # by each spelling in lower case
    date: re.Pattern[str]
    clock: re.Pattern[str]
    weekday: re.Pattern[str]
    on_weekday: re.Pattern[str]
    numbered_weekday: re.Pattern[str]  # "Saturday (6th)"
    offset: re.Pattern[str]  # behind a clock time
    hour: re.Pattern[str]  # a clock time without minutes
    zone: re.Pattern[str]  # weekdays and zones of time beside a date
    date_label: re.Pattern[str]
    clock_line: re.Pattern[str]
    byline: re.Pattern[str]
    byline_begins: re.Pattern[str]
    day_follows: re.Pattern[str]  # at the end: "Posted by Lena Orrin on"
    byline_alone: re.Pattern[str]  # all of a line over the author's name
    authors: re.Pattern[str]
    authors_in_places: re.Pattern[str]  # several, each with where they write from
    authors_one_in_place: re.Pattern[str]  # of whom one or more write from somewhere
    place_line: re.Pattern[str]
    datelines: tuple[re.Pattern[str], ...]  # the last is the boldest
    day_and_credit: re.Pattern[str]
    post_signature: re.Pattern[str]  # under a post that is embedded in a text
    handle_line: re.Pattern[str]
    slug: re.Pattern[str]  # before the first words of a story
    house: re.Pattern[str]  # any outlet


@cache
def patterns_of(words: PageWords) -> PagePatterns:
    """Return the patterns for the words of a language."""
    time = (
        r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?"
        rf"(?:\s?(?P<half>{'|'.join(map(dotted, words.halves_of_day)) or '(?!)'}))?"
    )
    ands = any_of(words.ands)
    author = any_capital(
        r"[A-Z][\w.’'-]+(?:\s(?:[A-Z][\w.’'-]*|de|van|von|al|bin|der|da|la|el|dos|das|do|di|den|du|le|ibn|bint|ten|ter)){0,4}"
        r"(?:\sin\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})?"
    )
    name = any_capital(r"[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}")
    name_or_one = any_capital(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}")
    more = rf"\s*(?:,\s(?:{ands}\s)?|,?\s{ands}\s|\s&\s)"
    firsts = any_of(dict.fromkeys(byline.split()[0] for byline in words.bylines))
    return PagePatterns(
        month_numbers={name: n for n, names in enumerate(words.months, start=1) for name in names},
        date=date_pattern(words, time),
        clock=re.compile(rf"(?<![\d:]){time}(?![\d:])", re.I),
        weekday=re.compile(rf"\b(?:{'|'.join(f'{day}|{day[:3]}' for day in words.weekdays)})\b", re.I),
        on_weekday=re.compile(rf"\b{any_of(words.before_weekday)} ({'|'.join(words.weekdays)})\b", re.I),
        numbered_weekday=re.compile(
            rf"\b(?P<weekday>{'|'.join(words.weekdays)})\s\((?P<day>\d{{1,2}})(?:{any_of(words.day_endings)})?\)",
            re.I,
        ),
        offset=re.compile(
            rf"(?::\d{{2}})?\s?\(?(?:(?P<zone>{any_of(words.zones)})(?![A-Za-z]))?\s?(?P<hours>[+-]\d{{1,2}}(?::?\d{{2}})?(?!\d))?"
        ),
        hour=re.compile(rf"\b\d{{1,2}}\s?(?:{'|'.join(map(dotted, words.halves_of_day)) or '(?!)'})", re.I),
        zone=re.compile(
            rf"\b(?:{'|'.join(day.capitalize() for day in words.weekdays)}"
            rf"|(?:{any_of((*words.zones, *words.ambiguous_zones))})(?:\s?[+-]\d*)?)(?!\w)"
        ),
        date_label=re.compile(rf"(?<!\w){any_of(words.date_labels)}\b[:\s]*", re.I),
        clock_line=re.compile(rf"\(?{time}(?:\s\(?[A-Z]{{2,5}}(?:[+-]\d{{1,2}})?\)?)?\)?", re.I),
        byline=re.compile(
            rf"(?i:{any_of(words.bylines)})[:\s]+(?P<name>{author}(?:{more}{author}){{0,5}})(?:\s*[|,].*|\s+[–—-].*|\s+{any_of(words.withs)}\s.*)?"
        ),
        day_follows=re.compile(rf"\s{any_of(words.before_weekday[:1])}[\s,]*$"),
        byline_alone=re.compile(rf"{any_of(words.bylines)}\s?:?", re.I),
        byline_begins=re.compile(rf"(?i:{firsts})\b"),
        authors=re.compile(rf"(?P<name>{name}(?:(?:,|\s{ands}|\s&)\s{name}){{0,3}})"),
        authors_in_places=re.compile(
            rf"{name}\sin\s{name_or_one}(?:(?:,|,?\s{ands}|\s&)\s{name}\sin\s{name_or_one}){{1,4}}"
        ),
        authors_one_in_place=re.compile(
            rf"{name}(?:\sin\s{name_or_one})?(?:(?:,|,?\s{ands}|\s&)\s{name}(?:\sin\s{name_or_one})?){{0,4}}"
        ),
        place_line=re.compile(
            any_capital(
                rf"(?P<place>[A-Z][A-Z.’'-]*[A-Z]"
                rf"(?:(?:[ /]|\s{any_of([word.upper() for word in words.ands])}\s)[A-Z][A-Z.’'-]*){{0,4}}"
                r"(?:, [A-Z][\w ]{1,24})?)"
            )
        ),
        datelines=dateline_patterns(words),
        handle_line=re.compile(r"(?:[^@\n]{1,40}\s)?@\w{1,20}(?:\s?·.{0,30})?"),
        post_signature=re.compile(r"[—–-]{1,2}\s?(?P<name>[^()\n@]{2,50}?)\s\(@\w{1,20}\)"),
        slug=re.compile(rf"(?i:{any_of(words.not_places)})(?:\s(?i:news))?(?:\s\d)?:\s+(?=\S)"),
        day_and_credit=re.compile(
            r"(?P<date>\d{1,2}[\w.]*\s[A-Z][a-z]{2,8}\.?,?\s\d{4}|\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)\s?\((?P<agency>[^()\n]{2,40})\)\s*[.:–—-]+\s*"
        ),
        house=re.compile(rf"(?<![\w/@.-]){any_of(words.outlets)}(?![\w@]|\.\w)"),
    )


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; for none of them one that never matches."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})"


def dotted(word: str) -> str:
    """Return a pattern for "am", "a.m." and "a.m"."""
    return "".join(rf"{letter}\.?" for letter in word)


def date_pattern(words: PageWords, time: str) -> re.Pattern[str]:
    month = "|".join(sorted((n for names in words.months for n in names), key=len, reverse=True))
    more = "".join(sorted({c for day in words.weekdays for c in day if not c.isascii()}))
    weekday = rf"(?:{'|'.join(day[:3] for day in words.weekdays)})[a-z{more}]{{0,6}}"
    gap = rf"[\s,|.]{{1,4}}(?:{any_of(words.before_clock)}\s)?"
    halves = "|".join(map(dotted, words.halves_of_day)) or "(?!)"
    th = any_of(words.day_endings)
    of = any_of(words.day_of)
    era = era_pattern(words)
    return re.compile(
        rf"(?:(?<![\w./:-])|(?<=[/.-]\d{{4}})|(?<=\s\d-)|(?<=\s\d\d-))(?:"
        rf"(?P<iso>(?P<iy>\d{{4}})(?:-|(?P<slashed>(?<=(?:19|20)\d\d)[/.]))(?P<im>\d{{2}})(?(slashed)(?P=slashed)|-)(?P<id>\d{{2}})(?:[T ](?P<ih>\d{{2}}):(?P<imin>\d{{2}}))?(?:[\d:.]*(?P<iz>Z|[+-]\d\d:?\d\d))?[\d:.]*)"
        rf"|(?P<cy>\d{{4}})[年년]\s?(?P<cm>\d{{1,2}})[月월]\s?(?P<cd>\d{{1,2}})(?:[日일])"
        rf"|(?:(?P<w1>{weekday})\.?,?\s)?(?P<d1>\d{{1,2}})(?:{th}|\.(?=\s(?:{month})\.?\s\d{{4}}))?(?:\s(?:{of}\s)?|-)(?P<m1>{month})\b\.?(?:,?[\s-]{era}(?P<y1>\d{{4}}))?(?:{gap}{time})?"
        rf"|(?:(?P<w2>{weekday})\.?,?\s)?(?P<m2>{month})\b\.?\s(?P<d2>\d{{1,2}}){th}?(?!\d|:)(?:\s?[-–]\s?(?P<d2b>\d{{1,2}})(?!\d))?(?:(?:,?\s|/(?=\d{{4}}\b)){era}(?P<y2>\d{{4}}))?"
        rf"|(?P<n1>\d{{1,2}})(?P<mark>[./-])(?:(?<=\.)\s)?(?P<n2>\d{{1,2}})(?P=mark)(?:(?<=\.)\s)?(?P<y3>\d{{4}})(?:{gap}(?P<h3>\d{{1,2}}):(?P<min3>\d{{2}})(?::\d{{2}})?(?:\s?(?P<half3>{halves}))?)?"
        rf"|(?P<m4>{month})\b\.?,?\s(?P<y4>\d{{4}})"
        # Two dates are sometimes glued: "19 02 202519 02 2025" with the month in letters.
        rf")(?:(?!\w)|(?<=[日일])|(?<=\d{{4}})(?=\d{{1,2}}\s(?:{month})\b|(?:{month})\b))",
        re.I,
    )


def era_pattern(words: PageWords) -> str:
    """Return a pattern for what stands before a year that another calendar is told with: "Juche 110 (2021)"."""
    return rf"(?:{any_of(words.eras)}\s\d{{1,3}}\s\()?"


# A place and a mark behind it, which every dateline has: a quick look before its house styles.
PLACE_AND_MARK = re.compile(
    any_capital(r"[A-Z][\w.’'-]*(?:(?: [^\W\d_]{1,3})?[ /][A-Z][\w.’'-]*){0,4}\s*[^\w\s]")
)


def dateline_patterns(words: PageWords) -> tuple[re.Pattern[str], ...]:
    """Return the house styles of datelines: a place, perhaps a day, perhaps who is credited.

    They tell a month by its shape only; whether it is one is asked of the date that they find.
    """
    also = rf"(?: {any_of(words.ands)} |[ /])"
    upper = any_capital(
        rf"(?P<place>[A-Z][A-Z.’'-]*[A-Z](?:{also}[A-Z][A-Z.’'-]*){{0,4}}(?:, [A-Z][\w. ]{{1,24}}?)?)"
    )
    mixed = any_capital(rf"(?P<place>[A-Z][\w.’'-]+(?:{also}[A-Z][\w.’'-]+){{0,3}})")
    month = r"(?:[A-Z][a-z]{2,8}\.?|[A-Z]{3,9})"
    th = any_of(words.day_endings)
    year = rf"(?:,?\s(?:\d{{4}}|{era_pattern(words)}\d{{4}}\)))?"
    weekday = rf"(?:(?:{'|'.join(map(str.capitalize, words.weekdays))}),?\s)?"
    day = rf"(?P<date>{weekday}(?:{month}\.?\s\d{{1,2}}{th}?{year}|\d{{1,2}}{th}?\s{month}{year}))"
    return (
        # LISSEL, Month 28. /NORDAN/.
        re.compile(rf"{upper},\s{day}\.?,?\s*/(?P<agency>[^/\n]{{2,40}})/\s*[.:–—-]*\s*"),
        # Port Amrey [Kestran], Mon. 3 (Merpress):
        re.compile(
            rf"(?:{mixed}) \[[A-Z][\w .-]{{1,30}}\],\s{day}\.?,?\s*\((?P<agency>[^()\n]{{2,60}})\)\s*[.:–—-]+\s*"
        ),
        # Port Amrey (Kestran) (Merpress) –
        re.compile(
            rf"(?:{mixed}) \([A-Z][\w .-]{{1,30}}\)\s?\((?P<agency>[^()\n]{{2,40}})\)\s*[.:–—-]+\s*(?=[A-Z“\"‘'])"
        ),
        # LISSEL, Mon. 3 (Merpress) --
        re.compile(rf"(?:{upper}),\s{day}\.?,?\s*\((?P<agency>[^()\n]{{2,60}})\)\s*[.:–—-]*\s*"),
        # Port Amrey, 9 Moon 1440 / 3 Month 2022 (Merpress) –
        re.compile(
            rf"(?:{mixed}),\s(?:\d{{1,2}}\s[^/\n]{{4,30}}\s/\s)?{day}\.?,?\s*\((?P<agency>[^()\n]{{2,60}})\)\s*[.:–—-]+\s*"
        ),
        # QALDER (Meroth Online / Merpress - 9 Month, 2022)
        re.compile(rf"{upper}\s*\((?P<agency>[^()\n]{{2,60}}?)(?:\s[-–—]\s|,\s){day}\)\s*[.:–—-]*\s*"),
        # QALDER (Merpress), Mon 14 -
        re.compile(rf"{upper}\s*\((?P<agency>[^()\n]{{2,60}}?)\),\s{day}\.?\s*[:–—-]+\s*"),
        # HARROWGATE. Mon 7 (Merpress) -
        re.compile(rf"{upper}\.\s{day}\.?,?\s*\((?P<agency>[^()\n]{{2,60}})\)\s*[.:–—-]*\s*"),
        # Harrowgate, Mon 7, MERPRESS –
        re.compile(rf"(?:{mixed}),\s{day},\s(?P<agency>[A-Z]{{2,9}})\s*[–—-]+\s*"),
        # As in: QALDER (Merpress) -Ila
        re.compile(rf"{upper}\s*\((?P<agency>[A-Z][^()\n]{{1,40}})\)\s*[.:–—-]+\s*"),
        # LISSEL, 28 Month. Merpress –    LISSEL, Mon 28 –
        re.compile(rf"{upper},\s{day}\.?\s*(?:(?P<agency>[A-Z][\w ]{{1,30}}?)\s*)?[.:–—-]{{1,3}}\s+"),
        # Lissel, Mon. 28. Ila    Lissel, Mon 28/2017 Ila
        re.compile(
            rf"(?:{mixed}),\s(?P<date>{month}\.?\s\d{{1,2}}(?:\.\s|/\d{{4}}[.,]?\s))\s*(?=[A-Z“\"‘'])"
        ),
        # Lissel, 28th Month: The
        re.compile(
            any_capital(
                rf"(?P<place>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){{0,2}}),\s(?P<date>\d{{1,2}}{th}?\s{month}{year}):\s+(?=[A-Z“\"‘'])"
            )
        ),
        # Lissel, Mon 28 - Ila
        re.compile(rf"(?:{mixed}),\s{day}\.?(?:\s+(?:[–—]|--?)|-)\s+(?=[A-Z“\"‘'])"),
        # Port Amrey (NBN)Ila     Harrowgate, Kestran – Ila     HARROWGATE, Kestran --
        re.compile(
            rf"(?:{mixed})(?:, [A-Z][\w ]{{1,24}})?\s?\((?P<agency>[A-Za-z][^()\n]{{1,30}})\)\s*[.:–—-]*\s*(?=[A-Z“\"‘'])"
        ),
        re.compile(
            r"(?P<place>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}, [A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?:–|—|--)\s(?=[A-Z“\"‘'])"
        ),
        # QALDER:    QALDER —    QALDER - Ila
        re.compile(rf"{upper}(?:\s*(?::|[–—]|--)\s*|\s-\s)(?=[A-Z“\"‘'])"),
    )
