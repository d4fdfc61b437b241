"""The query language: one line of text becomes a small tree, and the tree becomes a line again.

    words are ANDed      "exact words"      OR      -word      ( )      word*      "two words"~5
    speaker:  source:  agency:  country:  event:  place:  kind:  from:  to:  year:  date:

`parse` returns the tree or raises QueryFault, which says what is wrong and offers a repair.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MAX_LENGTH = 500  # characters
MAX_CLAUSES = 40
MIN_PREFIX = 2
TEXT_FIELDS = ("speaker", "source", "agency", "country", "event", "place")
DATE_FIELDS = ("from", "to", "year", "date")
FIELDS = (*TEXT_FIELDS, "kind", *DATE_FIELDS)
OTHER_NAMES = {
    "by": "speaker",
    "who": "speaker",
    "name": "speaker",
    "author": "speaker",
    "outlet": "source",
    "newspaper": "source",
    "site": "source",
    "since": "from",
    "after": "from",
    "until": "to",
    "before": "to",
    "on": "date",
    "day": "date",
    "in": "place",
    "where": "place",
    "type": "kind",
}
KINDS = {
    "direct": gettext_lazy("quoted in full"),
    "partial": gettext_lazy("quoted in part"),
    "indirect": gettext_lazy("reported, not quoted"),
}


class QueryFault(Exception):
    """A query that cannot be understood: why, and the nearest query that can."""

    def __init__(self, message: str, repair: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.repair = repair


@dataclass(frozen=True, slots=True)
class Word:
    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order; `within` lets other words stand between them, up to that distance."""

    text: str
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Only:
    """A field has this value. `exact` takes the value as an id, not as words of a name."""

    field: str
    value: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """Said, or else published, between two days; None leaves an end open."""

    first: date | None
    last: date | None
    text: str  # as typed: "from:2018-05"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least so many of the parts, in a statement's own words or in what is told around them.

    No line says it: the pages ask so where all words together find nothing.
    """

    parts: tuple["Node", ...]
    least: int


@dataclass(frozen=True, slots=True)
class Everything:
    pass


Node = Word | Prefix | Phrase | Only | Dates | Not | And | Or | Some | Everything

QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})
TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<not>-(?=[^\s)-]))
      | (?P<field>[A-Za-z]+):(?P<exact>=)?(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s()"]+))
      | "(?P<phrase>[^"]*)"(?:~(?P<within>\d{1,2}))?
      | (?P<word>[^\s()"]+)
    )""",
    re.X,
)


@lru_cache(maxsize=512)
def parse(text: str, trusted: bool = False) -> Node:
    """Return the tree of a query; Everything for an empty one. Raise QueryFault if it has a fault.

    `trusted` is for a query that was parsed before and written out again, which adds brackets: its
    limits are twice as wide.
    """
    text = "".join(c for c in text.translate(QUOTES) if c.isprintable() or c.isspace()).strip()
    if not text or text == "*":
        return Everything()
    if len(text) > MAX_LENGTH * (3 if trusted else 1):
        raise QueryFault(
            _("The search is longer than %(max_length)s characters. Its first words are enough.")
            % {"max_length": MAX_LENGTH},
            as_phrase(text),
        )
    if text.count('"') % 2:
        last = text.rfind('"')
        raise QueryFault(
            _("A quotation mark is open: one more is needed behind the last exact word."),
            f'{text}"' if text[last + 1 :].strip() else text[:last].strip(),
        )
    return Parser(text, 3 if trusted else 1).parse()


def as_phrase(text: str, words: int = 20) -> str:
    """Return the first words of a text as exact words."""
    kept = " ".join(re.findall(r"[^\W_]+(?:[’'.-][^\W_]+)*", text[:MAX_LENGTH])[:words])
    return f'"{kept[:200].strip()}"' if kept else ""


class Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str, width: int = 1) -> None:
        self.text = text
        self.width = width
        self.tokens = list(TOKEN.finditer(text))
        self.position = 0
        self.clauses = 0
        self.depth = 0
        bare = re.sub(r'"[^"]*"', "", text)
        if bare.count("(") != bare.count(")"):
            raise QueryFault(
                _("A bracket is open: the search has more of one kind than of the other."),
                re.sub(r"\s+", " ", re.sub(r"[()]", " ", text)).strip(),
            )

    def parse(self) -> Node:
        node = self.either()
        if self.position < len(self.tokens):
            raise QueryFault(
                _("A closing bracket stands before its opening one."),
                re.sub(r"\s+", " ", re.sub(r"[()]", " ", self.text)).strip(),
            )
        return node

    def peek(self) -> re.Match[str] | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def either(self) -> Node:
        parts = [self.all_of()]
        while (token := self.peek()) is not None and token["word"] == "OR":
            self.position += 1
            parts.append(self.all_of())
        found: list[Node] = []
        for part in parts:  # one in another is one: written out, it stands without brackets
            found += part.parts if isinstance(part, Or) else () if isinstance(part, Everything) else (part,)
        if not found:
            return Everything()
        return found[0] if len(found) == 1 else Or(tuple(found))

    def all_of(self) -> Node:
        parts: list[Node] = []
        while (token := self.peek()) is not None:
            if token["close"] or token["word"] == "OR":
                break
            if token["word"] == "AND":
                self.position += 1
                continue
            part = self.one()
            parts += part.parts if isinstance(part, And) else () if isinstance(part, Everything) else (part,)
        if not parts:
            return Everything()
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self) -> Node:
        token = self.tokens[self.position]
        self.position += 1
        self.clauses += 1
        if self.clauses > MAX_CLAUSES * self.width:
            raise QueryFault(
                _(
                    "The search has more than %(max_clauses)s parts. A whole sentence is found in quotation marks."
                )
                % {"max_clauses": MAX_CLAUSES},
                as_phrase(self.text),
            )
        if token["not"] or token["word"] == "NOT":
            behind = self.peek()
            if behind is None or behind["close"] or behind["word"] in {"OR", "AND"}:
                raise QueryFault(
                    _("There is nothing to leave out behind a minus sign or NOT."), self.without(token)
                )
            inner = self.one()
            if isinstance(inner, Not):
                return inner.part  # written out, each NOT would take a bracket
            return Everything() if isinstance(inner, Everything) else Not(inner)
        if token["open"]:
            self.depth += 1
            if self.depth > 8 * self.width:
                raise QueryFault(
                    _("Brackets stand more than eight deep."), re.sub(r"[()]", " ", self.text).strip()
                )
            node = self.either()
            closing = self.peek()
            if closing is None or not closing["close"]:
                raise QueryFault(_("A bracket is open."), re.sub(r"[()]", " ", self.text).strip())
            self.position += 1
            self.depth -= 1
            return node
        if token["field"]:
            return self.filter(token)
        if token["phrase"] is not None:
            words = token["phrase"].strip()
            if not any(c.isalnum() for c in words):
                return Everything()
            return Phrase(words, int(token["within"]) if token["within"] else None)
        return self.word(token)

    def word(self, token: re.Match[str]) -> Node:
        word = token["word"]
        if "*" in word:
            stem = word.rstrip("*")
            if word.startswith("*") or "*" in stem or len(stem) < MIN_PREFIX:
                repaired = word.replace("*", "")
                raise QueryFault(
                    _("A star can only end a word, behind two letters or more."),
                    self.replaced(
                        token,
                        f"{repaired}*"
                        if len(repaired) >= MIN_PREFIX and not word.startswith("*")
                        else repaired,
                    ),
                )
            return Prefix(stem)
        if not any(c.isalnum() for c in word):
            return Everything()
        return Word(word)

    def filter(self, token: re.Match[str]) -> Node:
        field = token["field"].lower()
        value = (token["quoted"] if token["quoted"] is not None else token["value"]).strip()
        if field not in FIELDS and not (field == "article" and self.width > 1):  # for the pages alone
            if token["quoted"] is None and re.match(r"//", value):
                return Word(value)  # an address: its words are searched for
            meant = OTHER_NAMES.get(field) or next(iter(get_close_matches(field, FIELDS, 1, 0.75)), None)
            if meant and value:
                quoted = f'"{value}"' if token["quoted"] is not None else value
                raise QueryFault(
                    _("There is no field called “%(field)s”. Did you mean “%(meant)s”?")
                    % {"field": field, "meant": meant},
                    self.replaced(token, f"{meant}:{quoted}"),
                )
            raise QueryFault(
                _("There is no field called “%(field)s”. Known are %(names)s.")
                % {"field": field, "names": ", ".join(FIELDS)},
                self.replaced(token, f"{token['field']} {value}"),
            )
        if not value:
            raise QueryFault(_("Nothing stands behind “%(field)s:”.") % {"field": field}, self.without(token))
        if field == "kind":
            if value.lower() not in KINDS:
                raise QueryFault(
                    _("There is no kind “%(value)s”. Known are %(names)s.")
                    % {"value": value, "names": ", ".join(KINDS)},
                    self.without(token),
                )
            return Only("kind", value.lower(), exact=True)
        if field in DATE_FIELDS:
            span = parse_dates(field, value)
            if span is None:
                raise QueryFault(
                    _(
                        "“%(value)s” is not a date. Write a year, a month or a day: 2018, 2018-05 or 2018-05-24."
                    )
                    % {"value": value},
                    self.without(token),
                )
            return Dates(*span, text=f"{field}:{value}")
        return Only(field, value, exact=bool(token["exact"]))

    def without(self, token: re.Match[str]) -> str:
        return self.replaced(token, "")

    def replaced(self, token: re.Match[str], words: str) -> str:
        text = f"{self.text[: token.start()]} {words} {self.text[token.end() :]}"
        return re.sub(r"\s+", " ", text).strip()


def parse_dates(field: str, value: str) -> tuple[date | None, date | None] | None:
    """Return first and last day of "from:", "to:", "year:" or "date:", or None if the value is no date."""
    match = re.fullmatch(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", value)
    if match is None or (field == "year" and match[2]):
        return None
    year, month, day = (int(g) if g else None for g in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last = date(year or 0, last_month, day or calendar.monthrange(year or 0, last_month)[1])
    except ValueError:
        return None
    return {"from": (first, None), "to": (None, last)}.get(field, (first, last))


def unparse(node: Node) -> str:
    """Return the query that parses to this tree."""
    match node:
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(text, within):
            return f'"{text}"' + (f"~{within}" if within else "")
        case Only(field, value, exact):
            mark = "=" if exact and field != "kind" else ""
            return f'{field}:{mark}"{value}"' if re.search(r"[\s()]", value) else f"{field}:{mark}{value}"
        case Dates(_, _, text):
            return text
        case Not(part):
            inner = unparse(part)
            return f"-({inner})" if isinstance(part, And | Or | Not) else f"-{inner}"
        case And(parts):
            return " ".join(f"({unparse(p)})" if isinstance(p, Or) else unparse(p) for p in parts)
        case Or(parts):
            return " OR ".join(f"({unparse(p)})" if isinstance(p, And) else unparse(p) for p in parts)
        case Some(parts):
            return " ".join(unparse(part) for part in parts)
        case Everything():
            return ""


# Trees out of trees


def flat(node: Node) -> Iterator[Node]:
    if isinstance(node, And):
        for part in node.parts:
            yield from flat(part)
    else:
        yield node


def replace(node: Node, old: Node, new: Node) -> Node:
    """Return the tree with one part exchanged for another."""
    if node == old:
        return new
    match node:
        case Not(part):
            return Not(replace(part, old, new))
        case And(parts):
            return together([replace(part, old, new) for part in parts])
        case Or(parts):
            kept = [p for p in (replace(part, old, new) for part in parts) if not isinstance(p, Everything)]
            return Everything() if not kept else kept[0] if len(kept) == 1 else Or(tuple(kept))
        case Some(parts, least):
            return Some(tuple(replace(part, old, new) for part in parts), least)
        case _:
            return node


def together(parts: Iterable[Node]) -> Node:
    """Return the AND of some trees, flat, without those that ask for everything."""
    kept = tuple(one for part in parts for one in flat(part) if not isinstance(one, Everything))
    return Everything() if not kept else kept[0] if len(kept) == 1 else And(kept)


def words_of(node: Node) -> list[Word | Prefix | Phrase]:
    """Return what a hit may be marked for: the words that are asked for, not those left out."""
    match node:
        case Word() | Prefix() | Phrase():
            return [node]
        case And(parts) | Or(parts) | Some(parts):
            return [word for part in parts for word in words_of(part)]
        case _:
            return []
