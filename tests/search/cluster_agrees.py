"""Both engines answer the same: the sample, documents and trees that nobody chose, and the cases of relevance.

`python -m tools.opensearch` runs this beside three nodes.
"""

import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import strategies as st

from statements.search.documents import MODELS, documents_of, public_rows
from statements.search.engines.base import Answer, Group, Request, SearchEngine
from statements.search.engines.opensearch.connection import parse_cluster
from statements.search.engines.opensearch.engine import OpenSearchEngine
from statements.search.language import Node, Some, Word, parse
from statements.search.maintenance import drain

from .engines import CLUSTER, ENGINES, engine_named, shelf_on
from .test_query_fuzz import trees, try_all
from .test_questions import FOUND, answers, rows_of, stored
from .test_relevance import FIRST

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.django_db,  # for the fixtures of the module, which store rows themselves
    pytest.mark.skipif(not CLUSTER, reason="NO CLUSTER TESTED: python -m tools.opensearch starts one"),
]
GROUPS: tuple[Group, ...] = ("", "article", "utterance")
QUOTE, ARTICLE = "statements.quote", "statements.article"
FACETS = ("speaker", "source", "country", "kind", "event", "year", "month", "day", "dated")
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
    "negotiate",
    "negotiated",
    "1,000",
    "F-16s",
]
NAMES = ["Mira Tolan", "Halden Roke", "Kole O’Vantry", "Petro Zelmanskyy", "Zelmansky Brothers"]


def document(roll: random.Random, row: int) -> dict:
    """Return a document in which anything may be there, and anything missing."""
    name = roll.choice([*NAMES, ""])
    year, month, day = roll.randint(2016, 2021), roll.choice([0, 3, 12]), roll.choice([0, 1, 31])
    events = roll.sample(["summit", "vote", "Lissel talks"], roll.randint(0, 3))
    words = " ".join(roll.choices(WORDS, k=roll.randint(0, 30)))
    values = {
        "model": QUOTE if row % 5 else ARTICLE,
        "row": row,
        "article": roll.randint(1, 40),
        "utterance": roll.choice([0, 0, roll.randint(1, 60)]),
        "text": f"{words}\x1f{name}",
        "names": name,
        "speaker": name.lower().replace(" ", "-"),
        "country": roll.choice(["FR", "DE", ""]),
        "kind": roll.choice(["direct", "partial", "indirect"]),
        "source": roll.choice(["post", "mail", ""]),
        "outlets": roll.choice(["The Stavrin Post", "Mail", ""]),
        "event": ",".join(event.lower().replace(" ", "-") for event in events),
        "about": "\x1f".join(events),
        "place": roll.choice(["Lissel", "Ostrel harbour", ""]),
        "context": " ".join(roll.choices(WORDS, k=roll.randint(0, 6))),
        "part": roll.choice(["headline", "", ""]),
        "dated": roll.choice(["said", "printed", ""]),
        "date": roll.choice([0, year * 10000 + (month * 100 + day if month else 0)]),
    }
    return {
        name: value
        for name, value in values.items()
        if value not in ("", None) and (name, value) != ("utterance", 0)
    }


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker, tmp_path_factory):
    """The two engines with the same documents: some were written twice, and some are gone."""
    roll = random.Random(11)
    first = [document(roll, row) for row in range(1, 401)]
    second = [document(roll, row) for row in range(1, 401, 7)]
    gone = [(one["model"], one["row"]) for one in first[::11]]
    with (
        django_db_blocker.unblock(),
        engine_named("whoosh", tmp_path_factory.mktemp("one") / "index") as one,
        engine_named("opensearch", tmp_path_factory.mktemp("other") / "index") as other,
    ):
        for engine in (one, other):
            engine.write(first)
            engine.write(second, gone)
        yield one, other


def ask_both(both: tuple[SearchEngine, SearchEngine], request: Request) -> Answer:
    one, other = (engine.search(request) for engine in both)
    assert one == other
    return one


def asked(tree: Node, narrow: tuple[Node, ...], **options) -> Request:
    own = {"speaker": frozenset(narrow[:1])}
    return Request(tree=tree, models=(QUOTE,), narrow=narrow, facets=FACETS, own=own, size=1000, **options)


narrowings = st.sampled_from(
    [
        "",
        "speaker:tolan",
        "kind:direct",
        "from:2018",
        "event:=vote",
        "country:=FR",
        "source:post",
        "-kind:direct",
    ]
)


def test_trees_that_nobody_chose_find_the_same(both) -> None:
    def check(drawn: tuple[Node, str, str, Group]) -> None:
        tree, narrow, sort, group = drawn
        ask_both(both, asked(tree, (parse(narrow),) if narrow else (), sort=sort, group=group))

    orders = st.sampled_from(["newest", "oldest"])
    groups = st.sampled_from(GROUPS)
    try_all(st.tuples(trees, narrowings, orders, groups), 150, check)


def test_by_relevance_the_same_are_found_and_counted(both) -> None:
    def check(tree: Node) -> None:
        one, other = (engine.search(asked(tree, ())) for engine in both)
        assert {hit.row for hit in one.hits} == {hit.row for hit in other.hits}
        assert replace(one, hits=()) == replace(other, hits=())

    try_all(trees, 60, check)


@pytest.mark.parametrize("least", [1, 2, 3])
def test_so_many_of_some_words_find_the_same(both, least: int) -> None:
    for words in (
        ["map", "night", "lissel"],
        ["Зелманский", "f16", "1000"],
        ["us", "US", "two-mile", "walrus"],
    ):
        ask_both(both, asked(Some(tuple(map(Word, words)), least), (), sort="newest"))


@pytest.mark.parametrize(
    "line",
    ['"map map"~1', '"map map"~2', '"map map the"~3', '"us US"~1', '"us US map"~1', '"US us map map"~4', '"night map treaty not"~2',
     '"two-mile map"~3', '"map"~5', '"F-16s F-16s F-16s"~9', "place:harbour", 'place:="Lissel"', "article:=7", "article:=x"],
)  # fmt: skip
def test_words_near_each_other_are_the_same(both, line: str) -> None:
    ask_both(both, asked(parse(line, trusted=True), (), sort="oldest"))


def test_pages_and_statistics_are_the_same(both) -> None:
    for start, group in product((0, 7, 50, 390, 5000), GROUPS):
        ask_both(both, Request(tree=parse(""), start=start, size=20, sort="newest", group=group))
    one, other = both
    for model, field in product((QUOTE, ARTICLE), ("speaker", "event", "kind", "source")):
        assert one.count_values(model, field) == other.count_values(model, field)
    for model in (QUOTE, ARTICLE):
        assert dict(one.checksums(model)) == dict(other.checksums(model))
    assert one.document_count() == other.document_count()


def test_an_archive_that_cleans_up_leaves_another_whose_name_begins_alike(both) -> None:
    mine = both[1]
    url = f"{CLUSTER}/{mine.address.name}-2"
    other = OpenSearchEngine(parse_cluster(url, shards=1, copies=1), mine.lease.here.folder / "other", bool)
    other.write([{"model": QUOTE, "row": 1, "text": "map"}])
    try:
        with mine.lock():
            draft = mine.draft(1)
            draft.discard()
            mine.remove_former()
        assert other.count_term("text", "map") == 1
        assert len(other.indexes()) == 1
        assert not other.indexes().keys() & mine.indexes().keys()
    finally:
        for index in other.indexes():
            other.connection.write("DELETE", f"/{index}")


def test_what_is_like_a_word_is_the_same(both) -> None:
    one, other = both
    for word, edits, same in (
        ("nihgt", 2, 1),
        ("harbor", 1, 0),
        ("mapx", 1, 0),
        ("treety", 1, 0),
        ("zzzz", 2, 1),
    ):
        assert set(one.similar_terms("text", word, edits, same)) == set(
            other.similar_terms("text", word, edits, same)
        )


def first_three(name: str, folder, blocker, rows, ask) -> list:
    with shelf_on(name, folder / name, blocker):
        words = rows()
        drain()
        return [[words[pk] for pk in ask(line)[:3]] for line in LINES]


LINES = [line for _, line, _ in FOUND]


def test_the_first_three_of_each_question_are_the_same(django_db_setup, django_db_blocker, tmp_path) -> None:
    found = {
        name: first_three(
            name, tmp_path, django_db_blocker, lambda: stored(rows_of("held")), lambda line: answers(line)[0]
        )
        for name in ENGINES
    }
    different = [
        (line, one, other)
        for line, one, other in zip(LINES, found["whoosh"], found["opensearch"], strict=True)
        if one != other
    ]
    assert different == []


@pytest.fixture(scope="module")
def sampled(django_db_setup, django_db_blocker, tmp_path_factory):
    """The invented sample, read once, in both engines."""
    from django.core.management import call_command

    from statements.sample import SAMPLE

    with shelf_on("whoosh", tmp_path_factory.mktemp("sample") / "index", django_db_blocker):
        with pytest.raises(SystemExit):  # one page of it is no article, on purpose
            call_command("ingest", str(SAMPLE), "--sample", verbosity=0)
        from statements.search.engines import engine as engine_of_settings

        one = engine_of_settings()
        with engine_named("opensearch", tmp_path_factory.mktemp("other") / "index") as other:
            drain()
            yield one, other


def test_the_sample_is_the_same(sampled) -> None:
    for label in MODELS:
        documents = documents_of(label, public_rows(label).values_list("pk", flat=True))
        assert documents
    lines = ["", "map", "treaty", "minister", '"the border"', "negotiat*", "speaker:minister", "kind:direct", "from:2018",
             "agreement OR talks", "talks -minister", "country:france", '"the talks"~4']  # fmt: skip
    for line, sort, group in product(lines, ("newest", "oldest"), GROUPS):
        ask_both(sampled, asked(parse(line, trusted=True), (), sort=sort, group=group))


@pytest.mark.parametrize("query", sorted({query for query, _, _ in FIRST}))
def test_the_first_three_of_the_sample_are_the_same(sampled, query: str) -> None:
    one, other = (
        [hit.row for hit in engine.search(Request(tree=parse(query), models=(QUOTE,), size=3)).hits]
        for engine in sampled
    )
    assert one == other
