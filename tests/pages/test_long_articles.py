"""An article of thousands of statements: every page of it is bounded, and every statement is found on one."""

import random
import re
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.models import Article, Capture, Quote
from statements.pages import captures, marking
from statements.pages.stretches import LONGEST_PARAGRAPH, STRETCH, LongArticle, in_article
from statements.slices import by_span, span_at, spans_touched
from tests.large import large_article

MARKED = re.compile(r'<a class="said"[^>]*?id="s(\w+)"')


@pytest.fixture
def long(archive) -> Article:
    return large_article(900)


def test_spans_and_pieces_meet_as_they_do_one_by_one() -> None:
    chance = random.Random(4)
    for _ in range(200):
        cuts = sorted(chance.sample(range(100), 10))
        spans = [(cuts[n], cuts[n + 1]) for n in range(0, 10, 2)]
        pieces = sorted((s, s + chance.randrange(1, 40)) for s in chance.sample(range(100), 8))
        slow = [[p for p in pieces if p[0] < end and p[1] > start] for start, end in spans]
        assert list(by_span(spans, pieces)) == slow
        for start, end in pieces:
            touched = [n for n, (s, e) in enumerate(spans) if s < end and start < e]
            assert list(spans_touched(spans, start, end)) == touched
            held = [n for n, (s, e) in enumerate(spans) if s <= start < e]
            assert span_at(spans, start) == (held[0] if held else None)


def test_each_statement_stands_on_one_page_and_its_address_leads_there(client, long) -> None:
    pages = LongArticle(long, Quote.objects.filter(article=long)).count
    assert pages > 3
    seen: list[str] = []
    for number in range(1, pages + 1):
        page = client.get(long.get_absolute_url(), {"page": number}).content.decode()
        assert len(page) < 400_000
        seen += MARKED.findall(page)
    assert seen == list(long.quotes.order_by("start").values_list("uid", flat=True))
    assert client.get(long.get_absolute_url(), {"page": pages + 1}).status_code == 404
    for quote in (long.quotes.order_by("start")[n] for n in (0, 450, 899)):
        address, _, anchor = in_article(quote).partition("#")
        assert f'id="{anchor}"' in client.get(address).content.decode()


def test_the_index_of_an_article_has_its_end_and_steps_cross_pages(client, long) -> None:
    page = client.get(long.get_absolute_url()).content.decode()
    firsts = [int(n) for n in re.findall(r'<a href="\?page=\d+"[^>]*>\s*(\d+) to \d+', page)]
    lasts = [int(n) for n in re.findall(r'<a href="\?page=\d+"[^>]*>\s*\d+ to (\d+)', page)]
    assert firsts[0] == 1 and lasts[-1] == 900
    assert all(last + 1 == first for last, first in zip(lasts, firsts[1:], strict=False))
    last = MARKED.findall(page)[-1]
    behind = long.quotes.order_by("start")[lasts[0]]
    assert f'href="?at={behind.uid}#s{behind.uid}"' in page
    second = client.get(long.get_absolute_url(), {"at": behind.uid}).content.decode()
    assert f'href="?at={last}#s{last}"' in second
    assert "The 900 statements" in second


def test_a_short_article_has_no_pages(client, store, talks) -> None:
    article = store(talks).article
    page = client.get(article.get_absolute_url()).content.decode()
    assert "data-pages" not in page and "?page=" not in page and "?at=" not in page
    uids = list(article.quotes.filter(in_headline=False).order_by("start").values_list("uid", flat=True))
    assert MARKED.findall(page) == uids
    assert client.get(article.get_absolute_url(), {"at": "nothing"}).status_code == 200


def test_a_paragraph_that_is_too_long_is_cut_between_words_and_no_statement_is_lost(client, archive) -> None:
    article = large_article(700, lines=False)
    long = LongArticle(article, Quote.objects.filter(article=article))
    spans = [span for number in range(1, long.count + 1) for span in long.page(number).spans]
    assert all(a[1] == b[0] for a, b in pairwise(spans)) and spans[-1][1] == len(article.text)
    assert all(e - s <= LONGEST_PARAGRAPH for s, e in spans)
    assert all(article.text[e - 1] == " " for _, e in spans[:-1])
    seen = []
    for number in range(1, long.count + 1):
        seen += MARKED.findall(client.get(article.get_absolute_url(), {"page": number}).content.decode())
    assert seen == list(article.quotes.order_by("start").values_list("uid", flat=True))


def test_a_statement_over_two_paragraphs_has_one_place(archive) -> None:
    article = large_article(4)
    first, second = article.body[:2]
    quote = Quote(article=article, kind="indirect", segments=[[first[0], second[1]]])
    paragraphs = marking.marked_paragraphs(article, article.body, [(1, quote)])
    assert [run.first for paragraph in paragraphs for run in paragraph.runs if run.quote] == [True, False]
    assert [len(paragraph.labels) for paragraph in paragraphs] == [1, 0, 0, 0]


def test_what_was_taken_out_follows_the_text(client, long) -> None:
    old = Capture.objects.create(
        article=long, source=long.source, origin="x", encoding="utf-8", text=long.text, captured_at=long.fetched_at
    )  # fmt: skip
    gone = list(long.quotes.order_by("start").values_list("pk", flat=True)[:450])
    Quote.objects.filter(pk__in=gone).update(capture=old)
    pages = LongArticle(long, Quote.objects.filter(article=long))
    seen = []
    for number in range(1, pages.count + 1):
        page = client.get(long.get_absolute_url(), {"page": number}).content.decode()
        seen += re.findall(r'<li id="s(\w+)"', page)
    assert seen == list(long.quotes.exclude(capture=None).order_by("start").values_list("uid", flat=True))
    quote = Quote.objects.get(pk=gone[-1])
    assert f'id="s{quote.uid}"' in client.get(in_article(quote).partition("#")[0]).content.decode()


PAGES = {
    "the article": lambda article, quote: article.get_absolute_url(),
    "its changes": lambda article, quote: reverse("article-changes", args=[article.pk]),
    "a statement": lambda article, quote: quote.get_absolute_url(),
    "the article at the desk": lambda article, quote: reverse("desk:article", args=[article.pk]),
    "a statement at the desk": lambda article, quote: reverse("desk:item", args=[quote.uid]),
    "the list": lambda article, quote: reverse("desk:lists"),
    "its form": lambda article, quote: reverse("admin:statements_article_change", args=[article.pk]),
    "a statement's form": lambda article, quote: reverse("admin:statements_quote_change", args=[quote.pk]),
}


def cost(client, address: str) -> tuple[int, int]:
    """Return how long a page is, and how often it asks the database."""
    cache.clear()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    return len(page.content), len(queries)


def test_pages_of_long_articles_are_bounded(admin_client, archive) -> None:
    articles = [large_article(count, name=f"Outlet {count}") for count in (400, 1200)]
    lasts = [article.quotes.order_by("start").last() for article in articles]
    grown = {}
    for name, address in PAGES.items():
        (small, few), (large, many) = (
            cost(admin_client, address(a, q)) for a, q in zip(articles, lasts, strict=True)
        )
        if large > 1.5 * small + 20_000 or many > few + 1:
            grown[name] = (small, large, few, many)
    assert grown == {}


def test_a_list_asks_for_each_article_once_however_many_statements_it_has(admin_client, archive) -> None:
    articles = [large_article(count, name=f"Outlet {count}") for count in (500, 1500)]
    found = []
    for article in articles:
        with CaptureQueriesContext(connection) as queries:
            page = admin_client.get(reverse("desk:csv"), {"outlet": article.outlet.slug})
            lines = page.getvalue().decode().splitlines()
        assert len(lines) == article.quotes.count() + 1
        assert not any('"text"' in one["sql"] and "statements_article" in one["sql"] and '"body"' in one["sql"] for one in queries)  # fmt: skip
        found.append(len(queries))
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.parametrize("lines", [True, False])
def test_what_six_thousand_statements_take_grows_with_their_number_at_most(
    admin_client, archive, lines
) -> None:
    import time

    spent = []
    for count in (600, 6000):
        article = large_article(count, name=f"Outlet {count}", lines=lines)
        quote = article.quotes.order_by("start").last()
        addresses = {name: address(article, quote) for name, address in PAGES.items()}
        addresses["csv"] = f"{reverse('desk:csv')}?outlet={article.outlet.slug}"
        seconds = {}
        for name, address in addresses.items():
            began = time.process_time()  # the process's own, so that a busy machine does not count
            admin_client.get(address).getvalue()
            seconds[name] = time.process_time() - began
        spent.append(seconds)
    few, many = spent
    assert {name: (few[name], many[name]) for name in few if many[name] > 12 * few[name] + 1} == {}


def test_what_changed_in_a_long_text_is_told_by_its_middle() -> None:
    old = [f"Paragraph {n} of the annex." for n in range(5000)]
    new = [*old[:2500], "Something else altogether.", *old[2500:]]
    assert list(captures.pairs_between(old, new)) == [2500, (None, "Something else altogether."), 2500]
    assert list(captures.pairs_between(old, old)) == [5000]


def test_texts_that_have_nothing_in_common_are_compared_within_bounds() -> None:
    chance = random.Random(1)
    words = ["map", "annex", "quay", "ferry"]
    old, new = ([" ".join(chance.choices(words, k=60)) for _ in range(1500)] for _ in range(2))
    found = list(captures.changes_between(old, new))
    out = [w for part in found for w, what in part.runs if what in ("out", "same")]
    assert sum(len(w.split()) for w in out) + 60 * sum(p.unchanged for p in found) == 1500 * 60


def test_pages_begin_where_the_stretch_ends(archive) -> None:
    article = large_article(900)
    long = LongArticle(article, Quote.objects.filter(article=article))
    for number in range(1, long.count):
        spans = long.page(number).spans
        assert spans[-1][0] - spans[0][0] < STRETCH <= long.page(number + 1).spans[0][0] - spans[0][0]
