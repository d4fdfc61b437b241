"""What every engine has to do: the same documents written, the same trees asked, the same answers.

Written against `engines.base` alone. An engine joins by a line in ENGINES of engines.py.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from statements.models import Article, Event, IndexTask, Quote, Source, Speaker, State
from statements.search.documents import documents_of
from statements.search.engines.base import (
    MOST_VALUES,
    Answer,
    Depth,
    Request,
    SearchEngine,
    Unavailable,
    Unreachable,
)
from statements.search.engines.fields import checksum
from statements.search.language import And, Everything, Only, Some, Word, parse
from statements.search.maintenance import check, drain, heal, index_state, rebuild, repair
from statements.search.queue import write_rows
from statements.search.reverse import ReverseIndex

from .engines import ENGINES, engine_named

QUOTE, ARTICLE = "statements.quote", "statements.article"


@pytest.fixture(params=ENGINES)
def engine(request, db, tmp_path):
    """An engine with no index yet, beside a database with no rows."""
    with engine_named(request.param, tmp_path / "index") as made:
        yield made


def statement(row: int, text: str, **fields) -> dict:
    return {"model": QUOTE, "row": row, "article": 1, "text": text, "kind": "direct", **fields}


TOLAN = {"names": "Mira Tolan\x1fforeign minister", "speaker": "mira-tolan", "country": "FR"}
ROKE = {"names": "Halden Roke", "speaker": "halden-roke", "country": "DE"}
SHELF = [
    statement(1, "We will not accept the map.", date=20210312, source="post", event="summit", **TOLAN),
    statement(2, "The maps were drawn at night.", date=20210300, source="post", event="summit,vote", **TOLAN),
    statement(3, "The US has left the table.", article=2, date=20200000, source="mail", **ROKE),
    statement(4, "They told us to accept the café.", article=2, source="mail", kind="indirect", **ROKE),
    statement(5, "Nobody accepts the map of the map.", article=3, date=20180524, source="mail"),
    {"model": ARTICLE, "row": 1, "article": 1, "text": "Envoys leave with a map.", "date": 20210312},
]


@pytest.fixture(scope="module", params=ENGINES)
def shelf(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SearchEngine]:
    """An engine with a few documents, for tests that change nothing in it."""
    folder = tmp_path_factory.mktemp("shelf") / "index"
    with django_db_blocker.unblock(), engine_named(request.param, folder) as made:
        made.write(SHELF)
        yield made


@pytest.fixture
def own_shelf(engine) -> SearchEngine:
    engine.write(SHELF)
    return engine


def ask(engine: SearchEngine, line: str, **options) -> Answer:
    narrow = tuple(parse(one, trusted=True) for one in options.pop("narrow", ()))
    models = options.pop("models", (QUOTE,))
    return engine.search(
        Request(tree=parse(line, trusted=True), models=models, narrow=narrow, **{"size": 50, **options})
    )


def rows(answer: Answer) -> list[int]:
    return [hit.row for hit in answer.hits]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", {1, 2, 3, 4, 5}),
        ("map", {1, 2, 5}),
        ("accepting", {1, 4, 5}),
        ("US", {3}),
        ("us", {3, 4}),  # a country's capitals are the pronoun's letters too
        ("cafe", {4}),
        ('"the map"', {1, 5}),
        ('"map the"', set()),
        ('"accept map"~2', {1}),
        ('"accept map"~1', set()),
        ('"map map"~3', {5}),
        ("acc*", {1, 4, 5}),
        ("walrus*", set()),
        ("map -night", {1, 5}),
        ("night OR table", {2, 3}),
        ("accept (map OR café)", {1, 4, 5}),
        ("speaker:tolan", {1, 2}),
        ('speaker:"foreign minister"', {1, 2}),
        ('speaker:="halden-roke"', {3, 4}),
        ('speaker:="halden"', set()),
        ("country:france", {1, 2}),
        ("kind:indirect", {4}),
        ('event:="vote"', {2}),
        ('event:="summit"', {1, 2}),
        ("article:=2", {3, 4}),
        ("from:2021-03-12", {1}),
        ("year:2021", {1, 2}),
        ("to:2020", {3, 5}),
        ("from:2020-02 to:2020-03", set()),
        ("-from:2018", {4}),
    ],
)
def test_a_tree_finds_these_and_no_others(shelf, line: str, found: set[int]) -> None:
    answer = ask(shelf, line)
    assert (set(rows(answer)), answer.total) == (found, len(found))
    held = [one for one in SHELF if one["model"] == QUOTE]
    assert set(shelf.few(held).answering(parse(line, trusted=True))) == {(QUOTE, row) for row in found}
    each = ReverseIndex({line: parse(line, trusted=True)}).answered
    assert {row for one in held for _, row in each([one])} == found


TOLD = [
    statement(11, "The ferry is late again.", context="Summit on boats\x1fLissel talks", date=20210312),
    statement(12, "A late summer.", article=2, context="Weather\x1fOstrel", date=20210311),
    statement(13, "The summit was about boats.", article=3, date=20210310),
    statement(14, "Zelmanskyy keeps 1,000 F-16s.", article=4, names="Petro Zelmanskyy", date=20210309),
    statement(15, "Boats, boats.", article=5, part="headline", dated="printed", date=20210308),
    statement(16, "Boats, boats.", article=6, dated="said", date=20210307),
]


@pytest.mark.parametrize(
    ("words", "least", "found"),
    [
        ("late", 1, [12, 11]),
        ("summit boats", 2, [13, 11]),  # own words before what is told around a statement
        ("summit boats ferry", 2, [11, 13]),  # three of three before two of three
        ("summit boats walrus", 3, []),
        ("walrus zebra late", 2, []),
        ("lissel ferry", 2, [11]),
        ("zelmansky 1000 f16", 3, [14]),
        ("Зелманский", 1, [14]),
    ],
)
def test_so_many_of_some_words(engine, words: str, least: int, found: list[int]) -> None:
    engine.write(TOLD)
    tree = Some(tuple(Word(word) for word in words.split()), least)
    answer = engine.search(Request(tree=tree, models=(QUOTE,), sort="relevance", size=10))
    assert (rows(answer), answer.total) == (found, len(found))
    each = ReverseIndex({"": tree}).answered
    assert {row for one in TOLD for _, row in each([one])} == set(found)


def test_some_words_beside_a_filter(engine) -> None:
    engine.write(TOLD)
    some = Some((Word("boats"), Word("late"), Word("keeps")), 1)
    tree = And((Only("speaker", "Zelmanskiy"), some))
    assert rows(engine.search(Request(tree=tree, models=(QUOTE,)))) == [14]
    assert rows(ask(engine, "context")) == rows(ask(engine, "weather")) == []  # told around it, not said


def test_what_stands_in_full_comes_before_its_headline(engine) -> None:
    engine.write(TOLD)
    assert rows(ask(engine, "boats", sort="relevance"))[0] == 16
    assert dict(ask(engine, "boats", facets=("dated",)).facets["dated"]) == {"printed": 1, "said": 1}


def test_models_are_kept_apart(shelf) -> None:
    assert rows(ask(shelf, "map", models=(ARTICLE,))) == [1]
    assert ask(shelf, "map", models=()).total == ask(shelf, "map", models=(QUOTE, ARTICLE)).total == 4
    assert {hit.model for hit in ask(shelf, "map", models=()).hits} == {QUOTE, ARTICLE}


def test_undated_comes_last_both_ways(shelf) -> None:
    assert rows(ask(shelf, "", sort="newest")) == [1, 2, 3, 5, 4]
    assert rows(ask(shelf, "", sort="oldest")) == [5, 3, 2, 1, 4]
    assert rows(ask(shelf, "", sort="relevance")) == [1, 2, 3, 5, 4]  # everything has no best


def test_equals_come_by_row(engine) -> None:
    engine.write([statement(row, "the same map", date=20210312) for row in (7, 3, 9, 5)])
    for sort in ("newest", "oldest", "relevance"):
        assert rows(ask(engine, "map", sort=sort)) == [3, 5, 7, 9]


def test_the_best_comes_first(engine) -> None:
    engine.write([
        statement(1, "Nobody spoke of bread, boats, weather, winters and, in the end, the ferry."),
        statement(2, "The ferry is late. Take another ferry."),
        statement(3, "Ferries are late."),
        statement(4, "The harbour is closed, whatever the council says about the boats and the bread."),
    ])  # fmt: skip
    assert rows(ask(engine, "ferry"))[0] == 2
    assert rows(ask(engine, "ferries"))[0] == 3
    assert rows(ask(engine, "boats bread"))[0] in {1, 4}


def test_pages_are_stretches_of_one_order(shelf) -> None:
    whole = rows(ask(shelf, "map OR accept OR table"))
    pages = [ask(shelf, "map OR accept OR table", start=n, size=2) for n in (0, 2, 4, 6)]
    assert [row for page in pages for row in rows(page)] == whole
    assert {page.total for page in pages} == {5}
    assert ask(shelf, "map", size=0) == Answer(total=3, groups=3)


def test_facets_count_whole_values(shelf) -> None:
    answer = ask(shelf, "", facets=("speaker", "source", "event", "year", "month", "day"))
    assert answer.facets == {
        "speaker": [("halden-roke", 2), ("mira-tolan", 2)],
        "source": [("mail", 3), ("post", 2)],
        "event": [("summit", 2), ("vote", 1)],
        "year": [("2018", 1), ("2020", 1), ("2021", 2)],
        "month": [("2018-05", 1), ("2021-03", 2)],
        "day": [("2018-05-24", 1), ("2021-03-12", 1)],
    }
    assert answer.sizes["speaker"] == 2
    assert answer.unnarrowed == {}


def test_of_many_values_the_commonest_are_counted(engine) -> None:
    count = 5 * MOST_VALUES
    engine.write([statement(n, "map", speaker=f"s{n % count:03d}") for n in range(1, count + 4)])
    answer = ask(engine, "map", facets=("speaker",))
    assert len(answer.facets["speaker"]) == MOST_VALUES
    assert answer.facets["speaker"][:4] == [("s001", 2), ("s002", 2), ("s003", 2), ("s000", 1)]
    assert answer.sizes["speaker"] == count


def test_narrowing_and_what_a_facet_is_counted_without(shelf) -> None:
    mine, dates = parse('speaker:="mira-tolan"'), parse("from:2021-03-12")
    answer = shelf.search(
        Request(
            tree=Everything(),
            models=(QUOTE,),
            narrow=(mine, dates),
            facets=("speaker", "source", "month"),
            own={"speaker": frozenset({mine}), "month": frozenset({dates}), "kind": frozenset({mine})},
        )
    )
    assert rows(answer) == [1]
    assert answer.facets == {
        "speaker": [("mira-tolan", 1)],
        "source": [("post", 1)],
        "month": [("2021-03", 2)],
    }
    assert answer.unnarrowed == {
        "speaker": [("halden-roke", 2), ("mira-tolan", 2)],
        "source": [("mail", 3), ("post", 2)],
        "month": [("2018-05", 1), ("2021-03", 2)],
    }


def test_of_an_article_the_first_is_listed_with_how_many_more(shelf) -> None:
    answer = ask(shelf, "", group="article", sort="newest")
    assert [(hit.row, hit.more) for hit in answer.hits] == [(1, 1), (3, 1), (5, 0)]
    assert (answer.total, answer.groups) == (5, 3)
    assert rows(ask(shelf, "", group="article", sort="newest", start=1, size=1)) == [3]
    assert [
        (hit.row, hit.more) for hit in ask(shelf, "map", group="article", narrow=["speaker:tolan"]).hits
    ] == [(ask(shelf, "map", narrow=["speaker:tolan"]).hits[0].row, 1)]


PRINTINGS = [
    statement(1, "A map.", article=1, utterance=7, date=20210312, event="summit,vote", **TOLAN),
    statement(2, "A map, too.", article=2, utterance=7, date=20210313, event="summit", **TOLAN),
    statement(3, "The map.", article=2, date=20210312, event="vote", **ROKE),
    statement(4, "Another map.", article=3, date=20200000, **ROKE),
    statement(5, "Maps.", article=3, utterance=8, date=20210312, **ROKE),
    statement(6, "Maps of maps.", article=4, utterance=8, date=20210312, **TOLAN),
    statement(7, "No chart.", article=5, utterance=8, date=20210312, **TOLAN),
]


def test_of_an_utterance_the_first_is_listed_and_all_is_counted_once(engine) -> None:
    engine.write(PRINTINGS)
    facets = ("speaker", "event", "year", "day")
    answer = ask(engine, "map", group="utterance", sort="newest", facets=facets)
    assert [(hit.row, hit.more) for hit in answer.hits] == [(2, 1), (3, 0), (5, 1), (4, 0)]
    assert (answer.total, answer.groups) == (6, 4)
    assert answer.facets == {
        "speaker": [("halden-roke", 3), ("mira-tolan", 2)],
        "event": [("vote", 2), ("summit", 1)],
        "year": [("2020", 1), ("2021", 3)],
        "day": [("2021-03-12", 3), ("2021-03-13", 1)],
    }
    assert answer.sizes == {"speaker": 2, "event": 2, "year": 2, "day": 2}
    narrowed = ask(engine, "map", group="utterance", sort="newest", facets=facets, narrow=["speaker:tolan"])
    assert [(hit.row, hit.more) for hit in narrowed.hits] == [(2, 1), (6, 0)]
    assert narrowed.unnarrowed == answer.facets
    assert narrowed.facets["event"] == [("summit", 1), ("vote", 1)]
    assert rows(ask(engine, "map", group="utterance", sort="newest", start=1, size=2)) == [3, 5]
    assert ask(engine, "walrus", group="utterance", facets=facets).groups == 0


def test_a_few_documents_are_held_against_trees_without_an_index(engine) -> None:
    found = engine.few([*SHELF, statement(9, "A map, never written.")])
    assert [row for _, row in found.answering(parse("map -accept"))] == [2, 1, 9]
    assert found.answering(parse("walrus")) == []
    assert ("speaker", "mira-tolan") in set(found.terms())
    assert not engine.exists()


def test_a_write_replaces_and_removes_in_one_commit(own_shelf) -> None:
    own_shelf.write(
        [statement(1, "Other words.", **ROKE), statement(6, "A new one.")], [(QUOTE, 2), (QUOTE, 99)]
    )
    assert own_shelf.document_count() == len(SHELF)
    assert rows(ask(own_shelf, "map")) == [5]
    assert set(rows(ask(own_shelf, 'speaker:="halden-roke"'))) == {1, 3, 4}
    assert rows(ask(own_shelf, "new")) == [6]
    assert ask(own_shelf, "", models=(ARTICLE,)).total == 1  # of the same number, but of another model


def test_a_write_that_fails_changes_nothing(own_shelf) -> None:
    before = own_shelf.version()
    with pytest.raises((AttributeError, TypeError, ValueError)):
        own_shelf.write([statement(6, "A new one."), statement(7, "Another.", names=object())], [(QUOTE, 1)])
    assert rows(ask(own_shelf, "new")) == []
    assert ask(own_shelf, "").total == 5
    assert own_shelf.version()[0].split()[0] == before[0].split()[0]
    own_shelf.write([statement(6, "A new one.")])
    assert rows(ask(own_shelf, "new")) == [6]


def test_a_new_index_is_read_from_the_switch_on(own_shelf) -> None:
    with own_shelf.lock():
        draft = own_shelf.draft(parts=2)
        for number in range(2):
            with draft.part(number) as part:
                part.add([statement(10 + number, "A new map.")])
                part.add([statement(20 + number, "A new table.")])
        assert draft.complete() == 4
        assert set(rows(ask(own_shelf, "map"))) == {1, 2, 5}
        before = own_shelf.version()
        draft.switch()
        draft.discard()
    assert set(rows(ask(own_shelf, "map"))) == {10, 11}
    assert own_shelf.document_count() == 4
    assert own_shelf.version() != before
    own_shelf.verify(Depth.EVERY_TERM)


def test_a_new_index_that_is_given_up_leaves_the_old_one(own_shelf) -> None:
    draft = own_shelf.draft(parts=1)
    with draft.part(0) as part:
        part.add([statement(10, "A new map.")])
    draft.discard()
    assert set(rows(ask(own_shelf, "map"))) == {1, 2, 5}
    own_shelf.verify()


def test_an_index_of_nothing_answers_with_nothing(engine) -> None:
    """No rows and no index: an archive that begins."""
    assert not engine.exists()
    assert engine.version() == ("", None)
    assert ask(engine, "map", facets=("speaker",)) == Answer()
    assert engine.document_count() == 0
    assert engine.count_values(QUOTE, "speaker") == engine.similar_terms("text", "map", 1, 0) == {}
    assert engine.count_term("text", "map") == 0
    assert list(engine.checksums(QUOTE)) == []
    with pytest.raises(Unavailable):
        engine.verify()
    engine.write([statement(1, "map")])
    assert engine.exists()


def test_an_emptied_index_is_empty(own_shelf) -> None:
    own_shelf.clear()
    assert own_shelf.exists()
    assert (ask(own_shelf, "").total, own_shelf.document_count()) == (0, 0)


def test_what_is_worked_out_lasts_for_a_generation(own_shelf) -> None:
    own_shelf.generation_cache()["names"] = 1
    version = own_shelf.version()
    assert own_shelf.generation_cache() == {"names": 1}
    assert own_shelf.version() == version
    own_shelf.write([statement(6, "A new one.")])
    assert own_shelf.generation_cache() == {}
    assert own_shelf.version() != version


def test_statistics(shelf) -> None:
    assert shelf.count_values(QUOTE, "speaker") == {"mira-tolan": 2, "halden-roke": 2}
    assert shelf.count_values(QUOTE, "event") == {"summit": 2, "vote": 1}
    assert shelf.count_values(ARTICLE, "speaker") == {}
    assert (shelf.count_term("text", "maps"), shelf.count_term("text", "chart")) == (1, 0)
    assert (shelf.count_term("names", "tolan"), shelf.count_term("names", "map")) == (2, 0)
    assert shelf.similar_terms("text", "nihgt", 2, 1) == {"night": 1}
    assert shelf.similar_terms("names", "talan", 1, 1) == {"tolan": 2}
    assert shelf.similar_terms("names", "walrus", 1, 1) == {}


def test_checksums_are_of_each_document(shelf) -> None:
    sums = {document["row"]: checksum(document) for document in SHELF if document["model"] == QUOTE}
    assert dict(shelf.checksums(QUOTE)) == sums
    assert dict(shelf.checksums(QUOTE, [2, 5, 99])) == {row: sums[row] for row in (2, 5)}


def test_one_writes_at_a_time(engine) -> None:
    with engine.lock() as mine:
        assert mine
        with engine.lock(wait=False) as other:
            assert not other
    with engine.lock(wait=False) as free:
        assert free


# Beside a database with rows


@pytest.fixture
def archive_rows(engine) -> list[Quote]:
    """Six statements in two articles, by two speakers, one event; nothing of them indexed yet."""
    speakers = [Speaker.objects.create(name=name, slug=name.lower()) for name in ("Tolan", "Roke")]
    event = Event.objects.create(name="Lissel summit", slug="lissel-summit")
    quotes = []
    for number in range(2):
        source = Source.objects.create(sha256=f"{number:064d}", data=b"x", size=1)
        article = Article.objects.create(
            source=source, origin=str(number), encoding="utf-8", text="A map.", body=[[0, 6]], engine="2",
            fetched_at=datetime.now(UTC),
        )  # fmt: skip
        for part in range(3):
            text = f"word{number}{part} on the map"
            quotes.append(Quote.objects.create(
                article=article, speaker=speakers[part % 2], start=0, end=6, segments=[[0, 6]], text=text, passage=text,
                kind="direct", date=date(2021, 3, part + 1), date_precision="day", rule="x", confidence=1,
                fingerprint=f"{number}{part}",
            ))  # fmt: skip
    quotes[0].events.add(event)
    return quotes


def test_a_missing_index_is_unavailable_and_not_empty(engine, archive_rows) -> None:
    asked = [
        lambda: ask(engine, "map"),
        engine.document_count,
        engine.generation_cache,
        engine.verify,
        lambda: engine.count_values(QUOTE, "speaker"),
        lambda: engine.count_term("text", "map"),
        lambda: list(engine.checksums(QUOTE)),
        lambda: engine.write(documents_of("quote", [archive_rows[0].pk])),
        check,
    ]
    for one in asked:
        with pytest.raises(Unavailable):
            one()
    assert engine.version() == ("", None)
    drain()  # makes it anew as a whole
    assert ask(engine, "map").total == 6


def test_an_engine_that_does_not_answer_is_not_made_anew(engine, archive_rows, monkeypatch) -> None:
    drain()
    before = engine.version()

    def silent(depth: Depth = Depth.WHOLE) -> None:
        raise Unreachable("nobody answers")

    monkeypatch.setattr(engine, "verify", silent)
    with pytest.raises(Unreachable):
        heal()
    assert engine.version() == before
    assert index_state()["reason"] == "nobody answers"


def test_a_rebuild_holds_what_the_queue_wrote(engine, archive_rows) -> None:
    drain()
    before = [ask(engine, line, facets=("speaker", "month")) for line in ("map", "word01", "speaker:roke")]
    assert rebuild() == 8
    assert [
        ask(engine, line, facets=("speaker", "month")) for line in ("map", "word01", "speaker:roke")
    ] == before
    assert check().wrong == []


def test_a_check_finds_what_differs_and_repairs_it(engine, archive_rows) -> None:
    drain()
    assert check().wrong == []
    missing, stale, extra = (quote.pk for quote in archive_rows[:3])
    engine.write([], [(QUOTE, missing)])
    Quote.objects.filter(pk=stale).update(role="harbour master")
    Quote.objects.filter(pk=extra).update(state=State.REJECTED)
    IndexTask.objects.all().delete()  # the changes are lost to the queue
    found = check()
    assert found.missing == [("quote", missing)]
    assert found.stale == [("quote", stale)]
    assert found.extra == [("quote", extra)]
    assert found.doubled == []
    assert (found.rows, found.documents) == (7, 7)
    assert repair(found) == 3
    assert check().wrong == []


def test_a_row_that_was_written_twice_is_found(engine, archive_rows) -> None:
    """Some engines cannot hold a row twice; what one of them counts, a check explains."""
    drain()
    pks = [quote.pk for quote in archive_rows]
    articles = list(Article.objects.values_list("pk", flat=True))
    with engine.lock():
        draft = engine.draft(parts=2)
        for number in range(2):
            with draft.part(number) as part:
                part.add(documents_of("quote", pks if number == 0 else pks[:1]))
                part.add(documents_of("article", articles if number == 0 else []))
        draft.complete()
        draft.switch()
        draft.discard()
    found = check()
    assert found.doubled in ([], [("quote", pks[0])])
    assert engine.document_count() == 8 - len(found.missing) + len(found.doubled)
    write_rows(found.wrong)
    assert check().wrong == []
    assert ask(engine, "map").total == 6
