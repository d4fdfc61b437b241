"""What a question means: whose words, of which day, event, place or source, and which words are left.

Names are looked up among those that are held. What is understood is tried step by step, the strictest
first (`readings`): the page shows the first that finds something, and says which it was.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from django.db.models import Model

from statements.extraction.folding import fold, spelling
from statements.models import Alias, Outlet, Prepared

from .analysis import fold_word
from .describe import say_date
from .engines import engine
from .engines.base import Request
from .find import Query, cached_for_generation, find
from .language import (
    TOKEN,
    Dates,
    Everything,
    Node,
    Only,
    Phrase,
    Some,
    Word,
    flat,
    parse,
    parse_dates,
    together,
)

ASKING = frozenset(
    [
        "did",
        "do",
        "does",
        "has",
        "had",
        "have",
        "is",
        "was",
        "were",
        "are",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "how",
    ]
)
# Words that say nothing of what was said: dropped where any of the words count.
EMPTY = ASKING | frozenset(
    ["a", "about", "after", "again", "all", "also", "an", "and", "any", "anybody", "anyone", "anything", "as", "at", "be", "because", "been", "before", "being", "but", "by", "can", "could", "during", "ever", "every", "for", "from", "he", "her", "here", "him", "his", "i", "if", "in", "into", "it", "its", "just", "may", "me", "might", "more", "most", "my", "no", "nor", "not", "of", "on", "once", "one", "only", "or", "our", "out", "over", "own", "said", "say", "saying", "says", "she", "should", "so", "some", "somebody", "someone", "something", "speak", "speaks", "spoke", "such", "talk", "talked", "tell", "tells", "than", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "think", "thinks", "this", "those", "through", "to", "told", "too", "under", "until", "up", "us", "very", "we", "well", "will", "with", "would", "you", "your", "please", "find", "show", "me", "quote", "quotes", "quotation", "statement", "statements", "comment", "comments", "commented", "exactly", "there", "s", "line", "remark", "remarks", "reply", "replied", "answer", "answered", "mention", "mentioned"]
)  # fmt: skip
BEFORE_OTHERS = frozenset(
    ["about", "on", "of", "to", "with", "against", "for", "after", "before", "over", "at", "than", "and"]
)
MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr, (*calendar.month_abbr[:9], "Sept"))
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
ORDINALS = {
    name: number
    for number, name in enumerate(
        [*UNITS, *TEENS, "twentieth", *(f"twenty-{one}" for one in UNITS), "thirtieth", "thirty-first"],
        start=1,
    )
}
ORDINAL = "|".join(name.replace("-", "[- ]") for name in sorted(ORDINALS, key=len, reverse=True))
PART_OF_MONTH = r"(?:(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+|(?:early|late|mid)[\s-]+(?:in\s+)?)?"
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = re.compile(
    rf"""(?ix)(?:\b(?P<side>since|from|after|before|until|till|by|on|in|of|during|dated?:?)\s+)?(?:
        (?P<iso>\b\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?\b)
      | \b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})\.?,?\s+(?P<year>\d{{4}})\b
      | \b(?P<month2>{MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})\b
      | \b(?:the\s+)?(?P<ordinal>{ORDINAL})\s+(?:of\s+)?(?P<month6>{MONTH})\.?,?\s+(?P<year6>\d{{4}})\b
      | \b(?P<month7>{MONTH})\s+(?:the\s+)?(?P<ordinal7>{ORDINAL}),?\s+(?P<year7>\d{{4}})\b
      | \b{PART_OF_MONTH}(?P<month3>{MONTH})\.?,?\s+(?P<year3>\d{{4}})\b
      | \b(?P<day4>\d{{1,2}})[./](?P<month4>\d{{1,2}})[./](?P<year4>\d{{4}})\b
      | (?P<year5>\b(?:19|20)\d\d\b)
    )"""
)
FEWEST = 3  # words, of which half are enough: one of two would answer another question
SOFT = ("event", "place")
MOST_WORDS = 40
LONGEST_NAME = 5  # words
MOST_BEARERS = 500  # of a surname
SHORTEST_SLIP, LONG_NAME = 4, 8  # letters of a name that may have one slip, and that may have two
FEWEST_OF_LINE, MOST_OF_LINE = (
    5,
    0.75,
)  # words of a line with its small ones, and the share that has to be there
FIELD_OF_SIDE = {
    "since": "from",
    "from": "from",
    "after": "from",
    "before": "to",
    "until": "to",
    "till": "to",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A part of a question that is taken for a filter: "speaker", "date", "source", "event" or "place".

    `start` and `end` are where it stands in the line; without these characters it is asked no longer.
    """

    field: str
    node: Node
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReading:
    """One way to take a line: its tree, what was understood in it, and how much of the words has to be there.

    `words` is "all", "around" (all, in the headline, events or places as well) or "some".
    """

    tree: Node
    understood: tuple[Understood, ...] = ()
    words: str = "all"


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of the line, with its place in it."""

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        return fold_word(self.text)


def asks_something(line: str) -> bool:
    """Whether a line is put as a question, or is a day and nothing else."""
    words = re.findall(r"[^\W\d_]+", line)
    first = words[0].lower() if words else ""
    if line.rstrip().endswith("?") and len(words) > 1:
        return True
    if first in ASKING and len(words) > 2 and not re.search(r'["()]|\w:', line):
        return True
    found = DAY.search(line)
    return found is not None and not (line[: found.start()] + line[found.end() :]).strip(" .,?")


def readings(line: str, tree: Node) -> Iterator[LineReading]:
    """Yield the ways to take a line, the strictest first; each should be tried where those before find nothing.

    A line that is put as a question is never taken word by word.
    """
    if not asks_something(line):
        yield LineReading(tree=tree)
    understood, words = understand(line)
    others = [part for part in flat(tree) if not isinstance(part, Word)]
    loosened = [part for part in others if isinstance(part, Phrase) and is_quotation(part)]
    kept = [part for part in others if part not in loosened]
    plain = [Word(word.text) for word in words]
    if understood or len(plain) < sum(isinstance(part, Word) for part in flat(tree)):
        yield from steps(understood, [*others, *plain], [])
    spoken = [word for word in plain if fold_word(word.text) not in EMPTY]
    for phrase in loosened:  # of a quotation every word counts
        spoken += [Word(text) for text in re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", phrase.text)]
    spoken = list(dict.fromkeys(spoken))[:MOST_WORDS]
    # Of what was understood, speaker, day and outlet are held to; an event or a place may be a word instead.
    firm = tuple(one for one in understood if one.field not in SOFT)
    if spoken:
        yield from steps(understood, kept, spoken, nearly_all(typed_beside(line, understood)))
    if len(firm) < len(understood):
        soft = (line[one.start : one.end].split() for one in understood if one.field in SOFT)
        told = [Word(text) for texts in soft for text in texts if fold_word(text) not in EMPTY]
        yield from steps(firm, kept, spoken + told)


def is_quotation(phrase: Phrase) -> bool:
    """Whether a part is exact words, so many that one of them may be remembered wrong."""
    return not phrase.within and len(phrase.text.split()) > FEWEST


def typed_beside(line: str, understood: Sequence[Understood]) -> list[Word]:
    """Return the words of a line beside what is understood, small ones as well."""
    found = [Typed(match.group(), *match.span()) for match in re.finditer(r"[^\W_]+(?:[’'-][^\W_]+)*", line)]
    kept = [Word(word.text) for word in outside(found, understood) if word.plain not in ASKING]
    return list(dict.fromkeys(kept))[:MOST_WORDS]


def nearly_all(words: Sequence[Word]) -> Some | None:
    """Return what finds a line that is remembered but for a word or two: its small words are there as well."""
    if len(words) < FEWEST_OF_LINE:
        return None
    return Some(tuple(words), ceil(len(words) * MOST_OF_LINE))


def steps(
    understood: Sequence[Understood], kept: Sequence[Node], words: Sequence[Word], line: Some | None = None
) -> Iterator[LineReading]:
    """Yield the readings with some parts as filters: with all of the words, with nearly all of the line, then
    with half of the words."""
    filters = [one.node for one in understood]
    if not words:
        if filters or kept:
            yield LineReading(tree=together([*filters, *kept]), understood=tuple(understood))
        return
    fewer = (len(words) + 1) // 2 if len(words) >= FEWEST else len(words)
    tried = [(Some(tuple(words), len(words)), "around")]
    if line is not None:
        tried.append((line, "some"))
    if fewer < len(words):
        tried.append((Some(tuple(words), fewer), "some"))
    for some, name in tried:
        yield LineReading(tree=together([*filters, *kept, some]), understood=tuple(understood), words=name)


def understand(line: str) -> tuple[tuple[Understood, ...], list[Typed]]:
    """Return what of a line is taken for a filter, in its order, and the words that are left."""
    typed = [
        Typed(match["word"].strip("?!.,;:"), match.start("word"), match.end("word"))
        for match in TOKEN.finditer(line)
        if match["word"] and any(c.isalnum() for c in match["word"])
    ][:MOST_WORDS]
    taken: list[Understood] = []
    day = find_day(line, typed)
    if day:
        taken.append(day)
    rest = outside(typed, taken)
    for find_part in (find_speaker, find_source, find_event, find_place):
        part = find_part(line, rest)
        if part:
            taken.append(part)
            rest = outside(rest, taken)
    taken.sort(key=lambda one: one.start)
    first = bool(taken) or asks_something(line)
    left = [
        word
        for number, word in enumerate(rest)
        if not (
            first
            and (word.plain in ASKING or (word.plain in EMPTY and word.plain not in {"not", "no", "us"}))
        )
    ]
    return tuple(taken), left


def outside(words: Sequence[Typed], taken: Sequence[Understood]) -> list[Typed]:
    return [word for word in words if not any(one.start < word.end and word.start < one.end for one in taken)]


def find_day(line: str, words: Sequence[Typed]) -> Understood | None:
    for match in DAY.finditer(line):
        if not any(word.start < match.end() and match.start() < word.end for word in words):
            continue  # in quotation marks, or of a filter
        if re.search(r"[\w:]$", line[: match.start()]) or '"' in match.group():
            continue
        value = written_day(match)
        side = (match["side"] or "").lower()
        alone = not (line[: match.start()] + line[match.end() :]).strip(" ?.,")
        if match["year5"] and not side and not alone:
            continue
        field = FIELD_OF_SIDE.get(side, "date")
        span = parse_dates(field, value)
        if span is None:
            continue
        label = say_date(value) if field == "date" else f"{side} {say_date(value)}"
        node = Dates(*span, text=f"{field}:{value}")
        return Understood(field="date", node=node, label=label, start=match.start(), end=match.end())
    return None


def written_day(match: re.Match[str]) -> str:
    """Return the day that was typed as the language has it: "2018-05-24", "2018-05" or "2018"."""
    if match["iso"]:
        return match["iso"]
    if match["year5"]:
        return match["year5"]
    if match["year4"]:
        return f"{match['year4']}-{int(match['month4']):02d}-{int(match['day4']):02d}"
    if match["year3"]:
        return f"{match['year3']}-{MONTHS[match['month3'].lower()]:02d}"
    if match["ordinal"] or match["ordinal7"]:
        which = "6" if match["ordinal"] else "7"
        day = ORDINALS[re.sub(r"\s", "-", (match["ordinal"] or match["ordinal7"]).lower())]
        return f"{match[f'year{which}']}-{MONTHS[match[f'month{which}'].lower()]:02d}-{day:02d}"
    which = "2" if match["year2"] else ""
    month = MONTHS[match[f"month{which}"].lower()]
    return f"{match[f'year{which}']}-{month:02d}-{int(match[f'day{which}']):02d}"


def runs(line: str, words: Sequence[Typed], longest: int = LONGEST_NAME) -> Iterator[Sequence[Typed]]:
    """Yield words that stand side by side, long runs first."""
    for length in range(min(longest, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            if all(not line[a.end : b.start].strip() for a, b in pairwise(run)):
                yield run


who_is_known = Alias.objects.filter(speaker__merged_into=None).exclude(speaker__state="rejected")
people_called = Prepared(
    lambda keys: who_is_known.filter(key__in=keys).values_list(
        "key", "speaker_id", "speaker__slug", "speaker__name", "speaker__kind"
    )
)
people_of_surname = Prepared(
    lambda surnames: (
        who_is_known.filter(surname__in=surnames)
        .exclude(surname="")
        .values_list("surname", "speaker_id", "speaker__slug", "speaker__name")[:MOST_BEARERS]
    )
)


def find_speaker(line: str, words: Sequence[Typed]) -> Understood | None:
    """Return who is asked after: a full name, or a surname; not one behind "about" or "with"."""
    candidates = []
    lower = line == line.lower()
    for run in runs(line, words):
        before = [word for word in words if word.end <= run[0].start]
        if before and before[-1].plain in BEFORE_OTHERS and not line[before[-1].end : run[0].start].strip():
            continue
        if run[0].plain in EMPTY or run[-1].plain in EMPTY:
            continue
        if len(run) > 1 or lower or any(word.text[0].isupper() or not word.text.isascii() for word in run):
            candidates.append(run)
    keys = {fold(" ".join(possessed(word.text) for word in run)): run for run in reversed(candidates)}
    known: dict[str, dict[int, tuple[str, str]]] = {}
    for key, pk, slug, name, kind in people_called(list(keys)):
        if kind not in {"anonymous", "document"}:
            known.setdefault(key, {})[pk] = (slug, name)
    for key in sorted(known, key=lambda key: -len(keys[key])):
        return speaker_of(keys[key], known[key])
    single = {
        spelling(possessed(run[0].text)): run
        for run in reversed(candidates)
        if len(run) == 1 and len(run[0].plain) > 2
    }
    for surname, pk, slug, name in people_of_surname(list(single)):
        known.setdefault(surname, {})[pk] = (slug, name)
    for surname, run in sorted(single.items(), key=lambda pair: pair[1][0].start):
        if surname in known:
            return speaker_of([*given_before(line, run[0], words), *run], known[surname])
    for run in sorted(single.values(), key=lambda run: run[0].start):
        given = given_before(line, run[0], words)
        misspelt = bearers_of_like_name(run[0], given)
        if misspelt:
            return speaker_of([*given, *run], misspelt)
    return None


def bearers_of_like_name(word: Typed, given: Sequence[Typed]) -> dict[int, tuple[str, str]]:
    """Return those of the one surname that a word nobody printed is a slip of; nobody where it could be two's.

    A given name before it has to be theirs, and makes up for a short surname.
    """
    plain = possessed(word.text).casefold()
    edits = 2 if len(plain) >= LONG_NAME else 1
    if len(plain) < SHORTEST_SLIP - bool(given) or any(
        engine().count_term(field, plain) for field in ("text", "names")
    ):
        return {}
    near = {spelling(term) for term in engine().similar_terms("names", plain, edits, 1)}
    if not near:
        return {}
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for surname, pk, slug, name in people_of_surname(list(near))[:50]:
        if all(fold(name).startswith(fold(one.text)) for one in given):
            found.setdefault(surname, {})[pk] = (slug, name)
    return next(iter(found.values())) if len(found) == 1 else {}


def given_before(line: str, surname: Typed, words: Sequence[Typed]) -> Sequence[Typed]:
    """Return the word with a capital before a surname: a given name, however it is spelled."""
    before = [word for word in words if word.end <= surname.start][-1:]
    fits = before and before[0].text[0].isupper() and before[0].plain not in EMPTY
    return before if fits and not line[before[0].end : surname.start].strip() else ()


def possessed(word: str) -> str:
    return re.sub(r"[’'´]s$", "", word)


def speaker_of(run: Sequence[Typed], known: dict[int, tuple[str, str]]) -> Understood:
    """Return the speaker; of several, all whose name has the words."""
    if len(known) == 1:
        slug, name = next(iter(known.values()))
        if fold(run[0].text)[:1] != fold(name)[:1]:
            run = run[-1:]  # "Minister Tolan": no given name
        node = Only("speaker", slug, exact=True)
    else:
        name = " ".join(possessed(word.text) for word in run)
        node = Only("speaker", name)
    return Understood(field="speaker", node=node, label=name, start=run[0].start, end=run[-1].end)


def find_source(line: str, words: Sequence[Typed]) -> Understood | None:
    """Return the outlet that is named whole: "in the Stavrin Post"."""

    def names() -> dict[str, tuple[str, str]]:
        return {
            fold(re.sub(r"^The ", "", name)): (slug, name)
            for name, slug in Outlet.objects.values_list("name", "slug")
        }

    outlets = cached_for_generation("outlets by name", names)
    for run in runs(line, words):
        found = outlets.get(fold(" ".join(word.text for word in run)))
        if found and (run[0].text[0].isupper() or len(run) > 1):
            slug, name = found
            return Understood(
                field="source",
                node=Only("source", slug, exact=True),
                label=name,
                start=run[0].start,
                end=run[-1].end,
            )
    return None


def find_event(line: str, words: Sequence[Typed]) -> Understood | None:
    """Return the event that two words or more side by side are of the name of."""
    for run in runs(line, words):
        if len(run) < 2 or run[0].plain in EMPTY or run[-1].plain in EMPTY:
            continue
        name = " ".join(word.text for word in run)
        if all(engine().count_term("about", word.plain) for word in run) and is_held(Only("event", name)):
            return Understood(
                field="event", node=Only("event", name), label=name, start=run[0].start, end=run[-1].end
            )
    return None


def find_place(line: str, words: Sequence[Typed]) -> Understood | None:
    """Return the place that is named with a capital, or behind "in" or "at"."""
    for run in runs(line, words, 3):
        before = line[: run[0].start].lower().split()
        named = all(word.text[0].isupper() for word in run) or bool(before and before[-1] in {"in", "at"})
        if not named or any(word.plain in EMPTY for word in run):
            continue
        name = " ".join(word.text for word in run)
        if all(engine().count_term("place", word.plain) for word in run) and is_held(Only("place", name)):
            return Understood(
                field="place", node=Only("place", name), label=name, start=run[0].start, end=run[-1].end
            )
    return None


def is_held(tree: Node) -> bool:
    """Whether anything in the index answers a tree."""
    return bool(engine().search(Request(tree=tree, sort="newest", size=0)).total)


def first_that_finds(line: str, tree: Node, finds: Callable[[Node], bool]) -> LineReading:
    """Return the first reading that finds something; where none does, the strictest.

    Of those that find nothing, one in which something was understood tells the reader more.
    """
    tried: list[LineReading] = []
    for reading in readings(line, tree):
        if finds(reading.tree):
            return reading
        tried.append(reading)
    return next((one for one in tried if one.understood), tried[0] if tried else LineReading(tree=tree))


def read_as(line: str, model: type[Model], narrow: Sequence[Query], as_typed: bool = False) -> LineReading:
    """Return how a line is taken: as typed, or as the question that it is. Raises QueryFault."""
    tree = parse(line)
    if as_typed or isinstance(tree, Everything):
        return LineReading(tree=tree)
    return first_that_finds(line, tree, lambda one: bool(find(model, one, narrow=narrow, size=0).total))


def without_part(line: str, part: Understood) -> str:
    return re.sub(r"\s+", " ", line[: part.start] + line[part.end :]).strip()
