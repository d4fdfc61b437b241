"""What the pages ask of search: lines or trees in, each line read once."""

import pytest
from haystack.inputs import AutoQuery
from haystack.query import SQ, SearchQuerySet

from statements.models import Article, Quote
from statements.search import find as find_module
from statements.search import language
from statements.search.find import find
from statements.search.language import parse

FILTERS = ('speaker:="mira-tolan"', "kind:direct", "from:2021-03", "-country:DE")


def test_a_page_of_results_reads_each_line_once_and_writes_none(store, talks, monkeypatch) -> None:
    store(talks)
    read: list[str] = []

    def counted(text: str, trusted: bool = False) -> language.Node:
        read.append(text)
        return parse.__wrapped__(text, trusted)

    def written(node: language.Node) -> str:
        raise AssertionError("a tree was written out")

    monkeypatch.setattr(find_module, "parse", counted)
    for module in (language, find_module):
        monkeypatch.setattr(module, "parse", counted)
        monkeypatch.setattr(module, "unparse", written, raising=False)
    found = find(
        Quote,
        "map",
        narrow=FILTERS,
        facets=("speaker", "source", "country", "kind", "year", "event", "month"),
        own={"speaker": frozenset({FILTERS[0]}), "month": frozenset({FILTERS[2]})},
        group="article",
    )
    assert found.total == 1
    assert sorted(read) == sorted(("map", *FILTERS))


def test_a_tree_finds_what_its_line_finds(store, talks) -> None:
    store(talks)
    lines = find(
        Quote, "map OR nobody", narrow=FILTERS[:1], facets=("kind",), own={"kind": frozenset(FILTERS)}
    )
    tree = parse(FILTERS[0], trusted=True)
    trees = find(
        Quote,
        parse("map OR nobody"),
        narrow=(tree,),
        facets=("kind",),
        own={"kind": frozenset({tree})},
    )
    assert (trees.ids, trees.facets, trees.unnarrowed) == (
        lines.ids,
        find(Quote, "map OR nobody", facets=("kind",)).facets,
        lines.unnarrowed,
    )


@pytest.mark.parametrize(
    ("narrowed", "line"),
    [
        (lambda all_: all_, ""),
        (lambda all_: all_.filter(content="map"), "map"),
        (lambda all_: all_.auto_query('"drawn at night"'), '"drawn at night"'),
        (lambda all_: all_.filter(content=AutoQuery("map")).exclude(content="nobody"), "map -nobody"),
        (lambda all_: all_.filter(SQ(content="map") | SQ(content="nobody")), "map OR nobody"),
        (lambda all_: all_.filter(speaker="mira-tolan"), 'speaker:="mira-tolan"'),
        (lambda all_: all_.filter(content="walrus"), "walrus"),
        (lambda all_: all_.narrow("kind:partial"), "kind:partial"),
    ],
)
def test_haystack_finds_the_same(store, talks, narrowed, line: str) -> None:
    store(talks)
    results = narrowed(SearchQuerySet().models(Quote))
    assert {int(hit.pk) for hit in results[:20]} == set(find(Quote, line).ids)
    assert results.count() == find(Quote, line).total


def test_haystack_sorts_counts_and_gives_rows(store, talks) -> None:
    store(talks)
    results = SearchQuerySet().models(Quote).order_by("-date").facet("kind")
    assert [int(hit.pk) for hit in results[:3]] == find(Quote, "", sort="newest", size=3).ids
    assert dict(results.facet_counts()["fields"]["kind"]) == {"direct": 3, "partial": 1, "indirect": 1}
    assert results[0].object == Quote.objects.get(pk=results[0].pk)
    assert SearchQuerySet().count() == Quote.objects.count() + Article.objects.count()
