"""The words that the rules know, read once from the lists in `words/` (its README says why each)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...page.words import KnownOutlet
from ..base import Country, countries_by_word

WORDS = Path(__file__).with_name("words")

MONTH_SPELLINGS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS = {name: number for number, names in enumerate(MONTH_SPELLINGS, start=1) for name in names}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def word_set(line: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(line.split())


def read_list(name: str) -> list[str]:
    """Return the entries of one list, comments and blank lines left out."""
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def read_table(name: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in read_list(name)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """The forms of a cue verb: past and present report, the gerund hangs on, the base follows "to"."""

    base: str
    finite: tuple[str, ...]
    gerund: str
    participle: str


def inflect(line: str) -> Verb:
    """Return a verb's forms from its line in a list: `base` or `base: past [participle] [gerund]`."""
    base, _, irregular = line.partition(":")
    base = base.strip()
    head, _, tail = base.partition(" ")
    tail = f" {tail}" if tail else ""
    forms = irregular.split()
    past = next((form for form in forms if not form.endswith("ing")), None) or regular_past(head)
    participle = next((form for form in forms[1:] if not form.endswith("ing")), past)
    gerund = next((form for form in forms if form.endswith("ing")), None) or regular_gerund(head)
    third = (
        re.sub(r"y$", "ies", head)
        if re.search(r"[^aeiou]y$", head)
        else head + ("es" if re.search(r"(?:s|x|z|ch|sh|go)$", head) else "s")
    )
    return Verb(
        base=base, finite=(past + tail, third + tail), gerund=gerund + tail, participle=participle + tail
    )


def regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    if base in {"admit", "quip", "brag", "rebut"}:
        return base + base[-1] + "ed"
    return base + "ed"


def regular_gerund(base: str) -> str:
    if base in {"admit", "quip", "brag", "rebut"}:
        return base + base[-1] + "ing"
    return base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else base + "ing"


def either_spelling(base: str, form: str) -> set[str]:
    """Return a form of a verb in -el or -al as both shores of the Atlantic write it: signaled, signalled."""
    if re.fullmatch(r"\w+[^aeiou][aeiou]l", base) is None:
        return {form}
    return {re.sub(r"l+(?=ed$|ing$)", once, form) for once in ("l", "ll")}


def split_cell(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


@cache
def country_list() -> tuple[Country, ...]:
    rows = []
    for row in read_table("countries"):
        name, code, adjectives, capital, *others = [*row, ""]
        rows.append(
            Country(
                name=name,
                code=code,
                adjectives=split_cell(adjectives),
                capital=capital,
                others=split_cell(others[0] if others else ""),
            )
        )
    return tuple(rows)


@cache
def country_table() -> dict[str, Country]:
    """Return every word that names a country, its people, capital or government, in lower case."""
    return countries_by_word(country_list())


@cache
def outlets() -> dict[str, KnownOutlet]:
    """Return the outlet for every spelling in the list, as printed (case matters: AP, Time)."""
    table: dict[str, KnownOutlet] = {}
    for name, kind, others in read_table("outlets"):
        outlet = KnownOutlet(name=name, kind=kind)
        for spelling in (name, *split_cell(others)):
            table.setdefault(spelling, outlet)
    for spelling, outlet in list(table.items()):
        if spelling.isalpha() and len(spelling) > LONGEST_SHOUT:
            table.setdefault(spelling.upper(), outlet)  # "COURIER", as some print themselves
    return table


# Up to this length a word in capitals may be any: "TIME", "POST".
LONGEST_SHOUT = 4


@cache
def bodies() -> dict[str, str]:
    """Return the first name of each well-known body for every spelling in the list, as printed."""
    rows = [row for row in read_table("bodies") if row[1] == "body"]
    return {spelling: name for name, _, others in rows for spelling in (name, *split_cell(others))}


def alternatives(words: list[str] | tuple[str, ...] | dict[str, object]) -> str:
    """Return a regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def genders() -> dict[str, str]:
    """Return "f" or "m" for given names and titles that prove it, as printed."""
    table = dict(line.split() for line in read_list("given_names"))
    for line in read_list("titles"):
        title, _, gender = line.partition(" ")
        if gender:
            table[title] = gender
    return table


@cache
def given_names() -> frozenset[str]:
    """Return the given names that tell a person from a body, whether or not they prove a gender."""
    proved = {line.split()[0] for line in read_list("given_names")}
    return frozenset(proved | set(read_list("given_names_more")))


@cache
def titles() -> frozenset[str]:
    return frozenset(line.split()[0].rstrip(".") for line in read_list("titles"))


ROLE_PREFIXES = ("co", "deputy", "ex", "then", "vice")  # "the ex-minister"
ROLE_SUFFIXES = ("at-large", "designate", "elect", "in-chief", "nominee")  # "the ambassador-designate"


@cache
def roles() -> frozenset[str]:
    """Return the role nouns in lower case, plural forms of groups included."""
    words = set()
    for line in read_list("roles"):
        word = line.rstrip("+")
        words.add(word)
        if line.endswith("+"):
            words.add(re.sub(r"y$", "ies", word) if re.search(r"[^aeiou]y$", word) else word + "s")
    plain = [word for word in words if "-" not in word]
    words.update(f"{before}-{word}" for before in ROLE_PREFIXES for word in plain)
    words.update(f"{word}-{behind}" for behind in ROLE_SUFFIXES for word in plain)
    return frozenset(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Cue words in lower case by grammatical form. Each maps to the base verb."""

    finite: dict[str, str]
    gerund: dict[str, str]
    base: dict[str, str]
    participle: dict[str, str]


@cache
def cues(name: str) -> Cues:
    finite: dict[str, str] = {}
    gerund: dict[str, str] = {}
    base: dict[str, str] = {}
    participle: dict[str, str] = {}
    for line in read_list(name):
        verb = inflect(line)
        base[verb.base] = verb.base
        for forms, printed in (
            (participle, (verb.participle,)),
            (gerund, (verb.gerund,)),
            (finite, verb.finite),
        ):
            for form in printed:
                forms.update(dict.fromkeys(sorted(either_spelling(verb.base, form)), verb.base))
    return Cues(finite=finite, gerund=gerund, base=base, participle=participle)


@cache
def finite_verbs() -> frozenset[str]:
    """Return the past and the third person of the common verbs, cues included, in lower case."""
    words: set[str] = set()
    for name in ("verbs", "cues_say", "cues_beside", "cues_call"):
        for line in read_list(name):
            verb = inflect(line)
            words.update(*(either_spelling(verb.base, form) for form in verb.finite))
    return frozenset(words)


def is_irregular_past(word: str) -> bool:
    """Is a word the past of a common verb, and no adjective before a name: "threw", not "retired"?"""
    return word in finite_verbs() and not word.endswith(("ed", "s", "n", "t"))


@cache
def base_verbs() -> frozenset[str]:
    """Return the common verbs in their base form, which plural subjects take."""
    return frozenset(inflect(line).base for line in read_list("verbs"))


@cache
def noun_cues() -> frozenset[str]:
    words = set()
    for word in read_list("cues_noun"):
        words |= {word, re.sub(r"y$", "ies", word) if re.search(r"[^aeiou]y$", word) else word + "s"}
    return frozenset(words)


@cache
def abbreviations() -> frozenset[str]:
    """Return the words whose full stop ends no sentence, titles too: "Adv.", without it."""
    short = (line.split()[0] for line in read_list("titles"))
    return frozenset(read_list("abbreviations")) | {
        title[:-1] for title in short if title.endswith(".") and "." not in title[:-1]
    }
