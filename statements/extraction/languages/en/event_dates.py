"""When was it? The days of an event, no more precise than the words beside it prove."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...page.dates import DateMention, find_dates, resolve_day, weekday_number
from ...records import Span
from .lexicon import MONTHS, WEEKDAYS
from .page_words import page_words
from .relative_dates import resolve_weekday

MONTH_NAMES = "|".join(
    sorted((name for name in MONTHS if len(name) > 3 or name == "may"), key=len, reverse=True)
)
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
DAYS_LONG = re.compile(r"\b(?P<n>two|three|four|five|[2-5])(?:-day\b|\sdays\sof\s)", re.I)
BEFORE_PHRASE = 16  # characters, for "two days of"
LAST_DAY = re.compile(
    r"\b(?:end(?:ed|s)?|wrapped up|conclud(?:ed|es)|clos(?:ed|es)|final day|last day)\b", re.I
)
RANGE_TO = re.compile(
    r"\s?(?:to|until|till|through|and|–|-)\s(?P<day>\d{1,2})(?![\d:%]|[.,]\d|\s?(?:percent|of|p\.m|a\.m|million|per))\b",
    re.I,
)
RANGE_FROM = re.compile(r"(?<![\d.,:])(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?(?:and|to|until|[–-])\s?$")
RANGE_JOIN = re.compile(r"\s?(?:to|until|till|through|–|-)\s(?:the )?$", re.I)
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
# Days in words, as they are spoken: "the ninth of June"; the longest first.
ORDINALS = {
    **{f"twenty-{word}": 21 + n for n, word in enumerate(_UNITS)},
    "thirty-first": 31,
    "thirtieth": 30,
    **{word: 10 + n for n, word in enumerate(_TEENS)},
    **{word: 1 + n for n, word in enumerate(_UNITS)},
}
# Case matters: "may" is no month, and "march" is none.
RELATIVE_WORDS = re.compile(
    rf"\b(?P<weekday>{'|'.join(day.capitalize() for day in WEEKDAYS)})\b"
    r"|\b(?P<near>[Yy]esterday|(?<!USA )[Tt]oday|[Tt]onight|[Tt]omorrow|[Ee]arlier today|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night)\b"
    rf"|\b(?:(?P<part>early|mid|late)[- ])?(?P<month>{'|'.join(n.capitalize() for n in MONTH_NAMES.split('|'))})\b(?! \d)(?:,? (?:of )?(?P<year>(?:19|20)\d\d|last year|this year|next year))?"
    rf"|\b(?P<nth>{'|'.join(ORDINALS)}) of (?P<nth_month>{'|'.join(n.capitalize() for n in MONTH_NAMES.split('|'))})\b(?:,? (?P<nth_year>(?:19|20)\d\d))?"
    r"|\bon the (?P<day_alone>\d{1,2})(?:st|nd|rd|th)\b(?! (?:[a-z]+ )?(?:floor|day|anniversary|of)\b|-)"
    r"|\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|previous|the coming) (?P<unit>week|weekend|month|year|spring|summer|autumn|fall|winter)\b"
    r"|\b(?P<ago>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?P<ago_unit>day|week|month|year)s? (?P<side>ago|earlier|later)\b"
    r"|\b(?:in|of|since|until|for|during) (?P<only_year>(?:19|20)\d\d)\b(?![-/])"
)
# A day that belongs to what was said and not to what happened: "told reporters on Thursday". In small letters.
SAID_THEN = re.compile(
    r"\b(?:said|says|told|added|announced|wrote|tweeted|stated|noted|stressed|(?<!as )(?<!earlier )reported|confirmed|asked|warned|declared|"
    r"told reporters|in a statement|interview|recalled|cited|according to)\b[^.;:“”\"]{0,45}$"
)
TURNED = re.compile(
    r"\b(?:after|before|since|until|when|while|as|because|but|that|which|who|if|ahead of|anniversary)\b", re.I
)
# A day on which something was done about the event: "was called off on Tuesday", "cancelled the visit on Monday".
ABOUT_IT = r"(?:cancell?ed|called off|scrapped|axed|dropped|shelved|postponed|put off|announced|proposed|agreed|arranged|delayed|criticised|criticized|praised|hailed|condemned|defended|discussed|mentioned)"
DONE_THEN = re.compile(rf"\b{ABOUT_IT}\s(?:\w+\s)?(?:on\s|in\s|late\s|early\s)?$")
DONE_BEFORE = re.compile(
    r"\b(?:cancell?(?:ed|ing|s)|call(?:ed|s|ing)(?: off)?|scrapped|axed|dropped|shelved|postponed|put off|criticised|criticized|praised|hailed|"
    r"hails|praises|condemned|defended|described)(?:\s[\w’'-]+)?\s$"
)
SET_THEN = re.compile(
    r"\b(?:planned|scheduled|set|due|slated|meant)\s(?:for|in|on)\s(?:the\s|early\s|late\s)?$"
)
ON_A_DAY = re.compile(r"^(?:\s[\w’'-]+){0,4}?\s(?:on\s)?$|^(?:\soff)?\s(?:on\s)?$")
HELD_THEN = re.compile(
    r"\b(?:held|signed|t(?:ook|ake|aking) place|opened|ended|reached|launched|concluded|adopted|convened?|visit)\s"
    r"(?:in\s(?:[A-Z][\w’'-]+\s){1,3})?(?:in\s(?:the\s(?:first|second)\shalf\s|early\s|late\s)?)?$"
)
# A clause on the noun itself has its days: "the accord, which was signed in May".
# One between two commas is passed over: "the talks, which failed in June, will be held on July 4".
EMBEDDED_CLAUSE = re.compile(
    r",\s(?:which|who|that|before|after|as|while|(?:hosted|held|organi[sz]ed|chaired|mediated|brokered|led|convened|facilitated)\sby)\s[^,;.“”\"]{1,90},"
)
RELATIVE_CLAUSE = re.compile(
    r"^(?:\sby\s[^,.;:]{2,50}?)?(?:\sto\s(?:the\scapital|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)|\s(?:on|about|over|with|between|of)\s[^,.;:]{2,40}?)?,?\s(?:which|that)\s(?:(?:I|we|he|she|they)\s)?(?:(?=(?:was|were|is|are|will|had been|has been|took|would|began|begins|started|starts|opened|opens|ended|ends)\b)|(?:(?:the|both|its|their)\s(?:[\w’'-]+\s){1,4}?|[A-Z][\w’'-]+\s(?:and\s[A-Z][\w’'-]+\s)?)?(?=(?:had\s|have\s|has\s)?(?:signed|concluded|ratified|reached|initialled|agreed)\b|(?:will|are to|is to|are due to|plan to) (?:sign|initial)\b))"
)
DONE_TO_IT = re.compile(r",\s[a-z]+(?:ed|en|nt|ld|de)\s(?:[a-z]+\s){0,3}$")
# What is said as the event begins is said on its day: "said on Monday as the talks opened".
AS_IT = re.compile(r",?\s(?:as|when|while)\s")
AT_ITS_END = re.compile(r",?\s(?:at the (?:end|close|conclusion) of|wrapping up|closing|concluding)\s")
RETURNED_FROM = re.compile(r"\b(?:returned|returns|came back|back)\b[^.,;:“”\"]{0,40}?\sfrom\s$")
AT_ITS_START = re.compile(r",?\s(?:at the (?:start|opening|beginning) of|opening)\s")
HAPPENS = re.compile(
    r"[^,.;:“”\"]{0,40}?\s(?:began|begins|opened|opens|started|starts|ended|ends|closed|closes|wrapped up|"
    r"got under ?way|drew to a close|was (?:held|under ?way))\b"
)
ENDS_THEN = re.compile(
    r"[^,.;:“”\"]{0,40}?\s(?:ended|ends|(?:will|was to|is to|due to) end|(?:(?:will|would|is to|are to|expected to|due to|set to|scheduled to) )?(?:run|last|continue|go on)s? (?:through|until|till)|wrapped up|wraps up|concluded|concludes|closed|closes)\b"
    r"[^,.;:“”\"]{0,40}\s(?:on\s)?"
)
STAYS_UNTIL = re.compile(
    r"(?:\sto\s(?:the\s)?[A-Z][\w’' -]{1,40})?\s(?:until|till)\s"
)  # "a state visit to Norway until Friday"
# "on May 9, three weeks after the talks": a day counted from another.
COUNTED_FROM = re.compile(
    r"\b(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s(?P<unit>day|week|month|year)s?\s(?P<side>after|before)\s(?:(?:the|their|both)\s(?:[\w’'-]+\s){0,3}?[a-z]+s\s|the\s(?:[\w’'-]+\s){1,7}|(?-i:[A-Z])[\w’'-]+\s)?$",
    re.I,
)
# "lands in Hollin tomorrow, where she will meet him on Wednesday": the first day is the landing's.
WHERE_CLAUSE = re.compile(r"[^,.;]{0,60},\swhere\s")
# The present tense with a day looks ahead: "the talks end on Friday".
GOES_ON = re.compile(
    r"[^,.;:“”\"]{0,40}?(?:,\swhich)?\s(?:opens?|begins?|starts?|convenes?|resumes?|ends?|closes?|concludes?|wraps? up|takes? place)\s"
    r"(?:[^,.;:“”\"]{0,30}\s)?(?:on|next|tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
WAS_THEN = re.compile(
    r"[^,.;:“”\"]{0,60}?\s(?:was|were|had|took|ended|opened|began|brought)\s(?!to\b|due\b|set\b|scheduled\b|planned\b|expected\b|being\b|supposed\b)"
)
OTHER_CLAUSE = re.compile(r"[;“”\"]")
MOST_APART = 150
AND_WHICH = 5  # characters between "a day earlier" and the day itself
COUNT = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """First and last day as ISO text (YYYY, YYYY-MM, YYYY-MM-DD), and the words that say so."""

    start: str
    end: str | None = None
    span: Span = (0, 0)
    relative: bool = False
    month_alone: bool = False  # no year stands there: "the June talks"
    apart_from: str | None = None  # a day on which it was not: it is counted from that
    last: bool = False  # the day is the last: "ended on Friday"


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day as it stands in the sentence: printed, or relative to the publication."""

    span: Span
    printed: DateMention | None = None
    words: re.Match[str] | None = None


def find_days(text: str, start: int, end: int) -> list[DayWords]:
    """Return the days that a sentence names, in order; those that overlap are the printed one."""
    printed = [
        DayWords(mention.span, printed=mention) for mention in find_dates(text, page_words(), start, end)
    ]
    found = [*printed]
    for match in RELATIVE_WORDS.finditer(text, start, end):
        if match["ago"] and any(0 < one.span[0] - match.end() <= AND_WHICH for one in printed):
            continue  # "a day earlier, on May 20"
        if not any(match.start() < one.span[1] and one.span[0] < match.end() for one in printed):
            found.append(DayWords(match.span(), words=match))
    return sorted(found, key=lambda one: one.span)


_MOVED = r"\b(?:postponed|put off|rescheduled|moved|delayed|pushed back|brought forward)\s"
MOVED_IT = re.compile(rf"{_MOVED}(?:(?:the|a|his|her|their|its)\s)?$")
MOVED_TO = re.compile(rf"{_MOVED}(?:(?:from|by)\s[^,.;]{{2,24}}\s)?(?:until|till|to|for)\s(?:the\s)?$")
MOVED_AT_ALL = re.compile(_MOVED)  # a quick look for both
UNTIL = re.compile(r"(?:\s[^,.;:“”\"]{1,50})?\s(?:until|till|to)\s(?:the\s)?")


def moved_to(text: str, phrase: Span, day: int) -> bool:
    """Was an event moved to the day that begins at `day`: "was postponed until June 3", "postponed the visit to June 3"?"""
    if MOVED_AT_ALL.search(text, max(0, phrase[0] - 30), day) is None:
        return False
    if UNTIL.fullmatch(text, phrase[1], day):
        return MOVED_IT.search(text, max(0, phrase[0] - 30), phrase[0]) is not None
    return day > phrase[1] and MOVED_TO.search(text, max(phrase[1], day - 60), day) is not None


def when_of(
    text: str,
    phrase: Span,
    head: Span,
    sentence: Span,
    others: Sequence[Span],
    days: Sequence[DayWords],
    published: date | None,
    ahead: bool | None,
) -> When | None:
    """Return the day that stands nearest to a noun phrase and belongs to it.

    `others` are the other events of the sentence: a day nearer to one of them is theirs. `ahead` tells
    that the event lies before the writer, or behind (False), None that nothing tells.
    """
    found: list[tuple[int, DayWords]] = []
    for day in days:
        inside = phrase[0] <= day.span[0] < phrase[1]
        if not inside and not belongs(text, phrase, sentence, others, day.span):
            continue
        distance = 0 if inside else min(abs(day.span[0] - phrase[1]), abs(phrase[0] - day.span[1]))
        if day.span[1] <= phrase[0] and WHERE_CLAUSE.match(text, day.span[1], phrase[0]):
            distance += MOST_APART  # what stands in the clause itself is nearer
        found.append((distance, day))
    found.sort(key=lambda one: (one[0], one[1].span))
    # "The summit of May 9 was postponed until June 3": the day that it was moved to.
    found.sort(key=lambda one: not moved_to(text, phrase, one[1].span[0]))
    resolved = [when for _, day in found if (when := resolve(text, day, days, published, ahead))]
    if not resolved:
        return None
    # "this year's talks end on May 9": the day is within the year.
    when = next((w for w in resolved if w.start.startswith(resolved[0].start + "-")), resolved[0])
    if when.span[1] <= phrase[0] and AT_ITS_END.fullmatch(text, when.span[1], phrase[0]):
        when = replace(when, last=True)
    if RETURNED_FROM.search(text, max(sentence[0], phrase[0] - 60), phrase[0]):
        when = replace(when, last=True)
    if when.span[0] >= phrase[1] and (
        ENDS_THEN.fullmatch(text, phrase[1], when.span[0])
        or STAYS_UNTIL.fullmatch(text, phrase[1], when.span[0])
    ):
        when = replace(when, last=True)
    return long_days(text, when, phrase, sentence)


def counted_day(
    text: str, phrase: Span, sentence: Span, days: Sequence[DayWords], published: date | None
) -> When | None:
    """Return the day of an event that is told by its distance from another: "on May 9, a week after the talks"."""
    near = max(sentence[0], phrase[0] - 80)
    small = text[near : phrase[0]].lower()
    told = "after" in small or "before" in small
    words = COUNTED_FROM.search(text, near, phrase[0]) if told else None
    before = [day for day in days if words and day.span[1] <= words.start()]
    anchor = resolve(text, before[-1], days, published, None) if before else None
    if words is None or anchor is None or len(anchor.start) != 10:
        return None
    count = COUNT.get(words["count"].lower()) or int(words["count"])
    there = day_away(
        date.fromisoformat(anchor.start), -count if words["side"].lower() == "after" else count, words["unit"]
    )
    return When(
        start=there if isinstance(there, str) else there.isoformat(),
        span=words.span(),
        relative=True,
        apart_from=anchor.start,
    )


def nearest_to(day: date | None, found: Sequence[When]) -> When | None:
    """Return the one whose first day or month is nearest to a day; the first where only a year is known."""
    if day is None or any(len(when.start) == 4 for when in found):
        return found[0] if found else None
    starts = [date.fromisoformat((when.start + "-15")[:10]) for when in found]
    return min(
        zip(starts, found, strict=True), key=lambda one: abs((one[0] - day).days), default=(None, None)
    )[1]


BY_A_DAY = re.compile(r"\bby\s(?:the\s)?(?:end of\s|early\s|late\s)?$")


def belongs(text: str, phrase: Span, sentence: Span, others: Sequence[Span], day: Span) -> bool:
    behind = day[0] >= phrase[1]
    between = text[phrase[1] : day[0]] if behind else text[day[1] : phrase[0]]
    if len(between) > MOST_APART or OTHER_CLAUSE.search(between):
        return False
    if behind and moved_to(text, phrase, day[0]):
        return not any(phrase[1] <= other[0] < day[0] for other in others)
    if not behind and AS_IT.fullmatch(between) and HAPPENS.match(text, phrase[1], sentence[1]):
        return True
    at_it = not behind and (AT_ITS_END.fullmatch(between) or AT_ITS_START.fullmatch(between))
    if at_it:
        return True
    if text.startswith("since ", day[0]):
        return False
    if behind and STAYS_UNTIL.fullmatch(between):
        return True
    near = max(sentence[0], day[0] - 60)
    said = SAID_THEN.search(text[near : day[0]].lower())
    if said is not None and (not behind or near + said.start() >= phrase[1]):
        return False
    if BY_A_DAY.search(text[max(0, day[0] - 16) : day[0]]):
        return False  # a term
    between = EMBEDDED_CLAUSE.sub(",", between)
    turned = TURNED.search(RELATIVE_CLAUSE.sub("", between, count=1) if behind else between)
    if turned and not (not behind and re.match(r"(?: \w+ \w+)?,? when\b", between)):
        return False  # but "in late May, when they signed the agreement": then
    if not behind and text.startswith(",", day[1]) and DONE_TO_IT.search(text, sentence[0], day[0]):
        return False  # "the paper, leaked last week, tells of a meeting": the leak's
    if not behind and re.match(r"\s*(?:’s|'s)\s", text[day[1] : day[1] + 4]):
        return False  # "Monday's vote": the day is the vote's
    done = DONE_THEN.search(between) if behind else None
    if done is None and DONE_BEFORE.search(text[max(sentence[0], phrase[0] - 30) : phrase[0]]):
        done = ON_A_DAY.search(between) if behind else DONE_BEFORE.search(between)
    if done is not None and not (behind and SET_THEN.search(between)):
        return False
    if (
        behind
        and len(between) > 12
        and not HELD_THEN.search(between)
        and re.fullmatch(r"(?:in |of |since )?(?:19|20)\d\d", text[slice(*day)])
    ):
        return False  # a year alone belongs to what is next to it
    for other in others:  # a day that stands nearer to another event is that one's
        if behind and phrase[1] <= other[0] < day[0]:
            return False
        if not behind and day[1] <= other[0] < phrase[0]:
            return False
        if (
            not behind
            and other[1] <= day[0]
            and "," not in text[other[1] : day[0]]
            and re.search(r"\b(?:on|in)\s$", text[other[1] : day[0]])
        ):
            return False
    return True


def resolve(
    text: str, day: DayWords, days: Sequence[DayWords], published: date | None, ahead: bool | None
) -> When | None:
    if day.printed is not None:
        return resolve_printed(text, day, days, published, ahead)
    assert day.words is not None
    found = resolve_words(day.words, published, ahead, text[max(0, day.span[0] - 12) : day.span[0]])
    return replace(found, span=day.span) if found else None


def resolve_printed(
    text: str, day: DayWords, days: Sequence[DayWords], published: date | None, ahead: bool | None
) -> When | None:
    mention = day.printed
    assert mention is not None
    mention = replace(mention, year=mention.year or year_of_range(text, day, days))
    to = RANGE_TO.match(text, day.span[1]) if mention.day and not mention.day_to else None
    if to and mention.day and int(to["day"]) > mention.day and int(to["day"]) <= 31:
        mention = replace(mention, day_to=int(to["day"]))
    begins = RANGE_FROM.search(text, max(0, day.span[0] - 12), day.span[0]) if mention.day else None
    range_begins = mention.day and begins and not mention.day_to and 0 < int(begins["day"]) < mention.day
    if mention.year is None and range_begins and begins:
        # "3-5 May", told on the first of these days
        first, last = day_near(replace(mention, day=int(begins["day"]), day_to=mention.day), published, ahead)
    else:
        first, last = day_near(mention, published, ahead)
    if first is None:
        return None
    if begins and last is None and len(first) == 10 and 0 < int(begins["day"]) < int(first[8:]):
        first, last = f"{first[:8]}{int(begins['day']):02d}", first  # "on 6 and 7 May"
    if last is None and len(first) == 10:
        for other in days:
            if (
                other.printed
                and other.span[0] > day.span[1]
                and RANGE_JOIN.fullmatch(text[day.span[1] : other.span[0]])
            ):
                end, _ = day_near(other.printed, published, ahead)
                last = end if end and end > first else None
            if (
                other.printed
                and other.span[1] < day.span[0]
                and RANGE_JOIN.fullmatch(text[other.span[1] : day.span[0]])
            ):
                # "from May 30 to June 2": the nearer of the two is the last.
                begin, _ = day_near(other.printed, published, ahead)
                if begin and begin < first:
                    first, last = begin, first
    return When(start=first, end=last, span=day.span)


def year_of_range(text: str, day: DayWords, days: Sequence[DayWords]) -> int | None:
    """Return the year of the first day of a range that prints it on the last: "from May 30 to June 2, 2030"."""
    here = day.printed
    for other in days:
        last = other.printed
        if here and last and last.year and last.month and here.month and other.span[0] > day.span[1]:
            if RANGE_JOIN.fullmatch(text[day.span[1] : other.span[0]]):
                return last.year - (here.month > last.month)
    return None


def day_near(
    mention: DateMention, published: date | None, ahead: bool | None
) -> tuple[str | None, str | None]:
    """Return first and last day of a printed date; without a year, and where nothing tells on which side it lies, the nearest."""
    before = resolve_day(mention, published, ahead=bool(ahead))
    if ahead is not None or mention.year or published is None or not before[0] or len(before[0]) != 10:
        return before
    behind = resolve_day(mention, published, ahead=True)
    if not behind[0] or len(behind[0]) != 10:
        return before
    return min(before, behind, key=lambda days: abs((date.fromisoformat(days[0] or "") - published).days))


def resolve_words(
    words: re.Match[str], published: date | None, ahead: bool | None, before: str
) -> When | None:
    if words["only_year"]:
        return When(start=words["only_year"])
    if words["nth"]:
        return resolve_nth(words, published, ahead)
    if words["day_alone"]:
        return resolve_day_alone(int(words["day_alone"]), published, ahead)
    if words["month"]:
        return resolve_month(words, published, ahead, before)
    if published is None:
        return None
    found: date | str | None = None
    if words["weekday"]:
        number = weekday_number(words["weekday"], page_words()) or 0
        if re.search(r"\bnext\s$", before, re.I):
            found = resolve_weekday(published + timedelta(days=1), number, "next")
        elif re.search(r"\blast\s$", before, re.I):
            found = resolve_weekday(published - timedelta(days=1), number)
        elif before.endswith(("until ", "till ")):
            found = resolve_weekday(published, number, "next")
        else:
            found = resolve_weekday(published, number, "next" if ahead else "past")
    elif words["near"]:
        near = words["near"].lower()
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(near, 0)
        found = published + timedelta(days=shift)
    elif words["unit"]:
        found = resolve_unit(words["which"].lower(), words["unit"].lower(), published)
    elif words["ago"]:
        found = resolve_ago(words, published)
    if found is None:
        return None
    return When(start=found if isinstance(found, str) else found.isoformat(), relative=True)


def resolve_nth(words: re.Match[str], published: date | None, ahead: bool | None) -> When | None:
    """Return the day of "the ninth of June"; without a year the nearest on the side where it lies."""
    day, month = ORDINALS[words["nth"]], MONTHS[words["nth_month"].lower()]
    mention = DateMention(
        span=words.span(), year=int(words["nth_year"]) if words["nth_year"] else None, month=month, day=day
    )
    first, _ = day_near(mention, published, ahead)
    return When(start=first) if first else None


def resolve_day_alone(day: int, published: date | None, ahead: bool | None) -> When | None:
    """Return the day of "on the 4th": the next such day where it lies ahead, else the last."""
    if published is None or ahead is None:
        return None
    number = published.year * 12 + published.month - 1
    number += (1 if day < published.day else 0) if ahead else -(1 if day > published.day else 0)
    year, month = divmod(number, 12)
    there = DateMention(span=(0, 0), year=year, month=month + 1, day=day)
    first, _ = resolve_day(there, published)
    return When(start=first, relative=True) if first and len(first) == 10 else None


def resolve_month(
    words: re.Match[str], published: date | None, ahead: bool | None, before: str = ""
) -> When | None:
    month = MONTHS[words["month"].lower()]
    year = words["year"]
    if year and year.isdigit():
        return When(start=f"{year}-{month:02d}")
    if published is None:
        return None
    if year:
        number = published.year + {"last": -1, "this": 0, "next": 1}[year.split()[0].lower()]
    else:
        number = published.year
        which = re.search(r"\b(last|next)\s$", before, re.I)
        if which:
            past = which[1].lower() == "last"
            number += -(month >= published.month) if past else month <= published.month
            return When(start=f"{number:04d}-{month:02d}", relative=True)
        if ahead:
            number += month < published.month
        elif ahead is False:
            number -= month > published.month
        else:  # the nearest such month
            number += round((published.month - month) / 12)
        return When(start=f"{number:04d}-{month:02d}", relative=True, month_alone=True)
    return When(start=f"{number:04d}-{month:02d}", relative=True)


def resolve_unit(which: str, unit: str, published: date) -> str | None:
    """Return a week, month or year as text: "last week" is a month where all of it lies in one."""
    step = {"last": -1, "previous": -1, "this": 0, "next": 1, "the coming": 1}[which]
    if unit == "year":
        return f"{published.year + step:04d}"
    if unit == "month":
        number = published.year * 12 + published.month - 1 + step
        return f"{number // 12:04d}-{number % 12 + 1:02d}"
    if unit in {"week", "weekend"}:
        first = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return common_part(first, first + timedelta(days=6))
    return None


def resolve_ago(words: re.Match[str], published: date) -> date | str | None:
    if words["side"] == "later":
        return None
    count = COUNT.get(words["ago"].lower()) or int(words["ago"])
    return day_away(published, -count, words["ago_unit"])


def day_away(day: date, count: int, unit: str) -> date | str:
    """Return the day that is so many days from another; of weeks, months and years no more than they tell."""
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        there = day + timedelta(weeks=count)
        return common_part(there - timedelta(days=3), there + timedelta(days=3))
    if unit == "month":
        number = day.year * 12 + day.month - 1 + count
        return f"{number // 12:04d}-{number % 12 + 1:02d}"
    return f"{day.year + count:04d}"


def common_part(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.year:04d}" if first.year == last.year else f"{last.year:04d}"


def long_days(text: str, when: When, phrase: Span, sentence: Span) -> When:
    """Return first and last day of "a two-day summit" of which one is told: it ended or began then.

    Of a day at the end of time nothing is worked out.
    """
    length = DAYS_LONG.search(text, max(sentence[0], phrase[0] - BEFORE_PHRASE), phrase[1])
    if length is None or when.end or len(when.start) != 10:
        return when
    more = timedelta(days=NUMBERS[length["n"].lower()] - 1)
    day = date.fromisoformat(when.start)
    ends = when.last or LAST_DAY.search(text, sentence[0], sentence[1]) is not None
    if more > (day - date.min if ends else date.max - day):
        return when
    if ends:
        return replace(when, start=(day - more).isoformat(), end=when.start)
    return replace(when, end=(day + more).isoformat())


NEWS = 3  # paragraphs that tell when the news was told
SAID_ON = re.compile(
    r"\b(?:said|says|told|stated|announced|agreed|met|held|warned|urged)\b[^.;:“”\"]{0,40}?\b(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"|\b(?:on\s)(?P<then>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\s(?!scheduled|planned|needed|indeed)[a-z]{2,}ed\s"
    r"|\b(?P<near>yesterday|today)\s(?:began|[a-z]{2,}ed)\s|\b(?:warned|said|told|announced|agreed)\b[^.;:“”\"]{0,40}?\b(?P<last>yesterday|today)\b"
    r"|\b(?:on\s)(?P<before>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\s(?:[A-Z][\w’'-]+\s)?(?:said|stated|announced|agreed|met|held|warned|urged)\b"
)


def day_of_news(text: str, paragraphs: Sequence[Span], published: date | None) -> str | None:
    """Return the day on which one of the first paragraphs says that something was said."""
    found = next((told for span in paragraphs[:NEWS] if (told := SAID_ON.search(text, *span))), None)
    near = (found["near"] or found["last"]) if found else None
    if near and published:
        return (published - timedelta(days=near == "yesterday")).isoformat()
    weekday = (found["day"] or found["before"] or found["then"]) if found else None
    number = weekday_number(weekday, page_words()) if weekday else None
    if published is None or number is None:
        return None
    return resolve_weekday(published, number).isoformat()
