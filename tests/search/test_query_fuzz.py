"""Any line that somebody may type, and any tree: no exception, and the answer that reading by hand gives."""

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statements.models import Article, Quote, Source, Speaker
from statements.pages.results import safe_repair
from statements.search.analysis import find_terms, query_terms
from statements.search.describe import describe
from statements.search.documents import documents_of
from statements.search.find import QueryFault, find
from statements.search.language import (
    And,
    Dates,
    Everything,
    Node,
    Not,
    Only,
    Or,
    Phrase,
    Prefix,
    Some,
    Word,
    parse,
    unparse,
)
from statements.search.maintenance import drain
from statements.search.reverse import ReverseIndex
from statements.search.snippets import find_marks

from .engines import ENGINES, shelf_on

pytestmark = pytest.mark.django_db  # the tables are made where a test of the run says so

WORDS = [
    "map",
    "maps",
    "harbour",
    "US",
    "us",
    "not",
    "May",
    "treaty",
    "Élysée",
    "two-mile",
    "O’Keefe",
    "night",
]
NAMES = ["Mira Tolan", "Halden Roke", "Kole O’Vantry"]
TEXTS = [
    " ".join(WORDS[(n * 5 + k * (n % 4 + 1)) % len(WORDS)] for k in range(3 + n % 9)) + "." for n in range(40)
]


@pytest.fixture(scope="module", params=ENGINES)
def shelf(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """Forty statements of few words, indexed once; the rows are taken out again at the end."""
    with shelf_on(request.param, tmp_path_factory.mktemp("fuzz") / "index", django_db_blocker):
        speakers = [Speaker.objects.create(name=name, slug=f"fuzz-{n}") for n, name in enumerate(NAMES)]
        for number, text in enumerate(TEXTS):
            source = Source.objects.create(sha256=f"f{number:063d}", data=b"x", size=1)
            day = date(2018 + number % 3, number % 12 + 1, number % 28 + 1) if number % 7 else None
            article = Article.objects.create(
                source=source, origin=f"{number}", encoding="utf-8", text=text, body=[[0, len(text)]], engine="2",
                fetched_at=datetime.now(UTC),
            )  # fmt: skip
            Quote.objects.create(
                article=article, speaker=speakers[number % 4] if number % 4 < 3 else None, start=0, end=len(text),
                segments=[[0, len(text)]], text=text, passage=text, kind=["direct", "partial", "indirect"][number % 3],
                date=day, date_precision="day" if day else "none", rule="x", confidence=1,
                fingerprint=f"{number:032d}",
            )  # fmt: skip
        drain()
        yield list(Quote.objects.select_related("speaker"))


def holds(quote: Quote, node: Node) -> bool:
    """Whether a statement answers a tree: read word by word, as slowly and plainly as can be."""
    parts = [quote.text, quote.speaker.name if quote.speaker else ""]
    plain = [{t.text for t in find_terms(part, stemmed=False)} for part in parts]
    stems = {t.text for part in parts for t in find_terms(part, stemmed=True)}
    match node:
        case Everything():
            return True
        case Word(text):
            asked = query_terms(text, stemmed=True)
            return bool(asked) and set(asked) <= stems
        case Prefix(text):
            *whole, letters = query_terms(text, stemmed=False)
            held = set().union(*plain)
            return set(whole) <= held and any(word.startswith(letters) for word in held)
        case Phrase(text, within):
            asked = query_terms(text, stemmed=False)
            return any(stands(part, asked, within) for part in parts)
        case Only("kind", value):
            return quote.kind == value
        case Only("speaker", value):
            names = (
                {t.text for t in find_terms(quote.speaker.name, stemmed=False)} if quote.speaker else set()
            )
            return set(query_terms(value, stemmed=False)) <= names
        case Dates(first, last, _):
            return (
                bool(quote.date) and (not first or quote.date >= first) and (not last or quote.date <= last)
            )
        case Not(part):
            return not holds(quote, part)
        case And(parts_of):
            return all(holds(quote, part) for part in parts_of)
        case Or(parts_of):
            return any(holds(quote, part) for part in parts_of)
    raise AssertionError(node)


def stands(text: str, asked: list[str], within: int | None) -> bool:
    places: dict[str, set[int]] = {}
    for term in find_terms(text, stemmed=False):
        places.setdefault(term.text, set()).add(term.position)
    if not asked or not all(word in places for word in asked):
        return False
    if within is None:
        return any(
            all(start + n in places[word] for n, word in enumerate(asked)) for start in places[asked[0]]
        )
    return any(
        all(
            sum(start <= place <= start + within for place in places[word]) >= asked.count(word)
            for word in asked
        )
        for start in set().union(*(places[word] for word in asked))
    )


words = st.sampled_from([*WORDS, "tolan", "roke", "absent", "negotiate", "5"])
days = st.sampled_from(["2018", "2019-05", "2020-01-01", "2018-12", "2030"])
leaves = st.one_of(
    words.map(Word),
    st.sampled_from(["ma", "har", "tre", "zz", "to", "two-mi", "two-zz"]).map(Prefix),
    st.tuples(st.lists(words, min_size=2, max_size=4), st.sampled_from([None, None, 1, 3, 9])).map(
        lambda pair: Phrase(" ".join(pair[0]), pair[1])
    ),
    st.sampled_from(["direct", "partial", "indirect"]).map(lambda kind: Only("kind", kind, exact=True)),
    st.sampled_from(["tolan", "Mira Tolan", "halden", "nobody"]).map(lambda name: Only("speaker", name)),
    st.tuples(st.sampled_from(["from", "to", "year"]), days)
    .filter(lambda pair: pair[0] != "year" or "-" not in pair[1])
    .map(lambda pair: parse(":".join(pair))),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)


def few_and_many(few: int, many: int) -> pytest.MarkDecorator:
    """Try some examples always, and many where the slow tests run."""
    return pytest.mark.parametrize("examples", [few, pytest.param(many, marks=pytest.mark.slow)])


def try_all(strategy: st.SearchStrategy, examples: int, check: Callable[[Any], None]) -> None:
    """Hold `check` against so many examples of the strategy."""
    quiet = settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    quiet(given(strategy)(check))()


@few_and_many(60, 300)
def test_a_tree_finds_what_reading_by_hand_finds(shelf, examples: int) -> None:
    def check(tree: Node) -> None:
        line = unparse(tree)
        assert set(find(Quote, line, size=100).ids) == {q.pk for q in shelf if holds(q, parse(line))}

    try_all(trees, examples, check)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("map OR -(-(map OR treaty))", "map OR map OR treaty"),
        ("map (night (treaty map))", "map night treaty map"),
        ("map OR (night treaty)", "map OR (night treaty)"),
        ("map (night OR treaty)", "map (night OR treaty)"),
        ("map -(night OR treaty)", "map -(night OR treaty)"),
    ],
)
def test_one_in_another_of_its_kind_stands_without_brackets(line: str, written: str) -> None:
    assert unparse(parse(line)) == written
    assert parse(written) == parse(line)


values = st.sampled_from(
    [
        Only("speaker", "fuzz-0", exact=True), Only("speaker", "fuzz-2"), Only("speaker", "o'vantri"),
        Only("country", "Nowhere"), Only("source", "post"), Only("event", "x", exact=True), Only("place", "map"),
        Prefix("nig"), Prefix("harbour"), Prefix("-"), Word("…"), Word("elysee"), Word("two"), Phrase("…"),
    ]
)  # fmt: skip
somes = st.tuples(
    st.lists(st.one_of(words.map(Word), values), min_size=1, max_size=4), st.integers(1, 4)
).map(lambda pair: Some(tuple(pair[0]), pair[1]))


@few_and_many(40, 400)
def test_queries_turned_round_answer_as_find_does(shelf, examples: int) -> None:
    """Some at once, held against all statements, against one, and through the lists of what they need."""
    documents = documents_of("quote", [quote.pk for quote in shelf])

    def check(asked: list[Node]) -> None:
        found = {n: set(find(Quote, tree, size=100).ids) for n, tree in enumerate(asked)}
        turned = ReverseIndex(dict(enumerate(asked)))
        together = turned.answered(documents)
        assert {n: {pk for (_, pk), names in together.items() if n in names} for n in found} == found
        for document in documents[::9]:
            row = (document["model"], document["row"])
            assert {n for n, ids in found.items() if row[1] in ids} == set(turned.answered([document])[row])

    one = st.one_of(
        trees, values, somes, st.tuples(trees, st.one_of(values, somes)).map(lambda pair: And(pair))
    )
    try_all(st.lists(one, min_size=1, max_size=6), examples, check)


@few_and_many(60, 300)
def test_a_tree_written_out_is_the_same_search(shelf, examples: int) -> None:
    def check(tree: Node) -> None:
        once = parse(unparse(tree), trusted=True)
        for quote in shelf:
            assert holds(quote, once) == holds(quote, tree)
        assert parse(unparse(once), trusted=True) == once

    try_all(trees, examples, check)


pieces = st.one_of(
    words,
    st.sampled_from(
        ['"', "“", "(", ")", "-", "*", "~", "~5", "OR", "AND", "NOT", ":", "(NOT)", "NOT)", "''*", "from:", "to:2018", "year:x", "speaker:", "=",
         "event:\"", "a*", "*b", "kind:loud", "source:x", "--", "\\", "\x00", "%s", "{{", "' OR 1=1", "é", "😀", "\u202e"]
    ),
    st.text(max_size=12),
)  # fmt: skip
lines = st.lists(pieces, max_size=30).flatmap(
    lambda parts: st.sampled_from([" ", ""]).map(lambda joiner: joiner.join(parts))
)


@few_and_many(100, 600)
def test_any_line_is_answered_or_faulted(shelf, examples: int) -> None:
    def check(line: str) -> None:
        began = time.process_time()
        try:
            found = find(Quote, line, facets=("speaker", "month"))
        except QueryFault as fault:
            assert re.search(r"\w+.*[.?]$", fault.message, re.S), fault.message
            parse(safe_repair(fault.repair))
        else:
            assert "".join(text for text, _ in describe(found.tree))
            for text in TEXTS[:5]:
                find_marks(text, found.tree)
        assert time.process_time() - began < 5  # on a shelf of forty: a hang, not a slow machine

    try_all(lines, examples, check)


@few_and_many(50, 200)
def test_any_text_is_answered_or_faulted(shelf, examples: int) -> None:
    def check(text: str) -> None:
        try:
            find(Quote, text)
        except QueryFault as fault:
            parse(safe_repair(fault.repair))

    try_all(st.text(max_size=3000), examples, check)
