"""The query language, the words that match, and what the engine gives back."""

from datetime import date

import pytest

from statements import curation
from statements.models import Article, IndexTask, Outlet, Quote, Speaker, State
from statements.search.analysis import query_terms
from statements.search.describe import describe
from statements.search.find import find
from statements.search.language import (
    And,
    Dates,
    Everything,
    Not,
    Only,
    Or,
    Phrase,
    Prefix,
    QueryFault,
    Word,
    parse,
    unparse,
)
from statements.search.maintenance import drain, rebuild
from statements.search.queue import enqueue, waiting
from statements.search.snippets import find_marks


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("peace", Word("peace")),
        ("peace treaty", And((Word("peace"), Word("treaty")))),
        ('"closed doors"', Phrase("closed doors")),
        ("“closed doors”", Phrase("closed doors")),
        ('"closed doors"~5', Phrase("closed doors", 5)),
        ("peace OR war", Or((Word("peace"), Word("war")))),
        ("peace -war", And((Word("peace"), Not(Word("war"))))),
        ("negotiat*", Prefix("negotiat")),
        ("speaker:tolan", Only("speaker", "tolan")),
        ('speaker:"Mira Tolan"', Only("speaker", "Mira Tolan")),
        ("kind:direct", Only("kind", "direct", exact=True)),
        ("to:2018", Dates(None, date(2018, 12, 31), "to:2018")),
        ("from:2018-05", Dates(date(2018, 5, 1), None, "from:2018-05")),
        ("year:2020", Dates(date(2020, 1, 1), date(2020, 12, 31), "year:2020")),
        ("to:2020-02", Dates(None, date(2020, 2, 29), "to:2020-02")),
        ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("Jong-un", Word("Jong-un")),
        ("OR", Everything()),
        ("-", Everything()),
    ],
)
def test_language(text: str, tree) -> None:
    assert parse(text) == tree
    assert parse(unparse(tree)) == tree


@pytest.mark.parametrize(
    ("text", "says", "repair"),
    [
        ('"closed doors', "quotation mark", '"closed doors"'),
        ("(peace OR war", "bracket", "peace OR war"),
        ("peace)", "bracket", "peace"),
        ("colour:red", "no field called “colour”", "colour red"),
        ("from:yesterday talks", "not a date", "talks"),
        ("from:2018-02-30", "not a date", ""),
        ("kind:loud talks", "no kind", "talks"),
        ("(map NOT)", "nothing to leave out", None),
        ("NOT (NOT)", "nothing to leave out", None),
        ("*ship", "star", "ship"),
        ("s*p", "star", "sp*"),
        ("x " * 300, "longer than", None),
        (" ".join(["ab"] * 60), "parts", None),
        ("speaker: talks", "", None),
    ],
)
def test_faults_name_themselves_and_can_be_repaired(text: str, says: str, repair: str | None) -> None:
    try:
        parse(text)
    except QueryFault as fault:
        assert says in fault.message
        if repair is not None:
            assert fault.repair == repair
        if fault.repair:
            parse(fault.repair)
    else:
        assert not says


def test_a_query_is_said_in_plain_words() -> None:
    said = "".join(
        text for text, _ in describe(parse('speaker:"Mira Tolan" "closed doors" from:2018-05 -war'))
    )
    assert said == (
        "statements by Mira Tolan with the exact words “closed doors”, said or published from 1 May 2018, "
        "but not the word war"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("Élysée", "elysee"),
        ("Tolan’s", "tolan"),
        ("Tolan's", "Tolan"),
        ("talks", "talk"),
        ("Jong-un", "Jong Un"),
        ("negotiating", "negotiated"),
    ],
)
def test_words_that_are_the_same(one: str, other: str) -> None:
    assert query_terms(one, stemmed=True) == query_terms(other, stemmed=True)


@pytest.mark.parametrize(
    ("one", "other"), [("US", "us"), ("not", "now"), ("May", "will"), ("north", "northern")]
)
def test_words_that_are_not(one: str, other: str) -> None:
    assert query_terms(one, stemmed=True) != query_terms(other, stemmed=True)


def texts(query: str, **options) -> list[str]:
    found = find(Quote, query, **options)
    rows = Quote.objects.in_bulk(found.ids)
    assert len(rows) <= found.total
    return [rows[pk].text for pk in found.ids]


@pytest.mark.parametrize(
    ("query", "finds", "leaves"),
    [
        ("US", "The US has offered", "Nobody has left"),
        ("May", "three winters late", "Nobody has left"),
        ('"will not accept"', "We will not accept", "The US has offered"),
        ("maps", "We will not accept", "Nobody"),
        ("speaker:tolan table", None, "Nobody"),
        ("source table", "Nobody has left", "We will not"),
        ('"drawn at night"', "We will not accept", "Nobody"),
        ('"night drawn"', None, "We will not"),
        ('"map night"~6', "We will not accept", "Nobody"),
        ("accep*", "We will not accept", "Nobody"),
        ("three-win*", "three winters late", "Nobody"),
        ("accept OR nobody", "Nobody has left", "The US"),
        ("tolan -map", "The US has offered", "We will not"),
        ("kind:partial", "three winters late", "Nobody"),
        ("from:2021-03-12 map", "We will not accept", "Nobody"),
        ("to:2021-03-11", None, "We will not"),
        ("year:2021 nobody", "Nobody has left", "The US"),
    ],
)
def test_finds_and_does_not_find(store, talks, query: str, finds: str | None, leaves: str) -> None:
    store(talks)
    found = texts(query)
    if finds is None:
        assert found == []
    else:
        assert any(finds in text for text in found)
    assert not any(text.startswith(leaves) for text in found)


def test_facets_are_whole_values_with_counts(store, talks) -> None:
    store(talks, outlet="The Farrow Observer")
    facets = find(Quote, "", facets=("speaker", "source", "kind", "month")).facets
    assert ("mira-tolan", 3) in facets["speaker"]
    assert facets["source"] == [("the-farrow-observer", 5)]
    assert dict(facets["kind"]) == {"direct": 3, "partial": 1, "indirect": 1}
    assert facets["month"] == [("2021-03", 5)]


def test_sorting_puts_the_undated_last_both_ways(store, talks) -> None:
    store(talks)
    store(talks.replace("12 March, 2021 18:30", "").replace("map", "chart"), "b.txt")
    store(talks.replace("2021", "2020").replace("map", "plan"), "c.txt")
    for sort, order in (("newest", ["map", "plan", "chart"]), ("oldest", ["plan", "map", "chart"])):
        found = texts('"will not accept"', sort=sort)
        assert [next(w for w in ("map", "plan", "chart") if w in text) for text in found] == order


def test_paging_is_stable_and_complete(store, talks) -> None:
    for n in range(3):
        store(talks.replace("map", f"map{n}"), f"{n}.txt")
    whole = find(Quote, "tolan OR source", size=100).ids
    pages = [
        pk
        for start in range(0, len(whole), 2)
        for pk in find(Quote, "tolan OR source", start=start, size=2).ids
    ]
    assert pages == whole
    assert len(set(whole)) == len(whole)


def test_narrowing_takes_whole_ids(store, talks) -> None:
    store(talks)
    assert find(Quote, "", narrow=('speaker:="mira-tolan"',)).total == 3
    assert find(Quote, "", narrow=('speaker:="mira"',)).total == 0


def test_articles_are_found_by_their_body(store, talks) -> None:
    store(talks)
    assert find(Article, "delegation return").total == 1
    assert find(Article, "walrus").total == 0


def test_a_rejected_quote_is_gone_and_comes_back(store, talks, admin_user) -> None:
    store(talks)
    quotes = Quote.objects.filter(text__startswith="Nobody")
    curation.change_many(list(quotes), {"state": State.REJECTED}, admin_user)
    drain()
    assert texts("nobody") == []
    curation.change_many(
        list(Quote.objects.filter(text__startswith="Nobody")), {"state": State.CURATED}, admin_user
    )
    drain()
    assert len(texts("nobody")) == 1


def test_what_is_rolled_back_is_never_indexed(store, talks) -> None:
    from django.db import transaction

    store(talks)
    quote = Quote.objects.first()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue(quote)
        1 / 0  # noqa: B018
    assert waiting() == 0


def test_draining_twice_doubles_nothing(store, talks) -> None:
    store(talks)
    for quote in Quote.objects.all():
        enqueue(quote)
        enqueue(quote)
    tasks = list(IndexTask.objects.values("table", "row"))
    drain()
    IndexTask.objects.bulk_create(IndexTask(**task) for task in tasks)
    drain()
    assert find(Quote, "").total == Quote.objects.count()


def test_a_new_name_is_searchable_on_every_statement(store, talks, admin_user) -> None:
    store(talks)
    speaker = Speaker.objects.get(name="Mira Tolan")
    speaker.name = "Mira Tolan-Roke"
    curation.save_row(speaker, admin_user)
    drain()
    assert find(Quote, "speaker:roke").total == 3


def test_a_rebuild_holds_the_same(store, talks) -> None:
    store(talks)
    before = find(Quote, "tolan", size=50)
    assert rebuild() == Quote.objects.count() + Article.objects.count()
    after = find(Quote, "tolan", size=50)
    assert (before.total, set(before.ids)) == (after.total, set(after.ids))


def test_an_empty_archive_answers(archive) -> None:
    assert find(Quote, "anything").total == 0
    assert find(Quote, "").total == 0


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("talks", "They talked about talks.", ["talked", "talks"]),
        ('"closed doors"', "Closed doors, doors closed.", ["Closed doors"]),
        ('"doors closed"~3', "Closed doors. Doors stay.", ["Closed", "doors", "Doors"]),
        ('"doors closed"~1', "Closed the doors.", []),
        ("US", "The US told us.", ["US"]),
        ("negotiat*", "Negotiators negotiate.", ["Negotiators", "negotiate"]),
        ("jean-cl*", "Jean-Claude sits by Clara.", ["Jean", "Claude", "Clara"]),
        ('"doors doors"~4', "Doors, closed doors.", ["Doors", "doors"]),
        ('"doors doors"~4', "Closed doors.", []),
        ("-war peace", "War and peace.", ["peace"]),
    ],
)
def test_marks(query: str, text: str, marked: list[str]) -> None:
    assert [text[s:e] for s, e in find_marks(text, parse(query))] == marked


def test_every_trap_word_survives_the_analyzer() -> None:
    for word in ("us", "may", "not", "will", "can", "the", "a", "5"):
        assert query_terms(word, stemmed=True)


def test_an_agency_is_not_the_newspaper_that_prints_it(store, talks) -> None:
    """`agency:` finds what is credited to an agency or relayed by one, `source:` all three."""
    store(talks, outlet="The Farrow Wire")
    store(talks.replace("map", "chart"), "b.txt", outlet="Other Post")
    agency = Outlet.objects.create(name="Farrow", slug="farrow", kind="agency")
    credited = Article.objects.get(outlet__name="Other Post")
    credited.agency = agency
    credited.save()
    drain()
    assert find(Quote, "source:farrow").total == Quote.objects.count()
    assert find(Quote, "agency:farrow").total == credited.quotes.count()
    assert find(Article, "agency:farrow").total == 1
    relayed = Quote.objects.filter(article__outlet__name="The Farrow Wire").first()
    relayed.relayed_by = Outlet.objects.create(name="Kestran Agency", slug="ka", kind="agency")
    relayed.save()
    drain()
    assert find(Quote, 'agency:"kestran agency"').total == 1
