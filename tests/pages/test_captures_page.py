"""What changed between two captures of an article, and how much of a text an outlet lets be shown."""

import pytest
from django.urls import reverse

from statements import curation
from statements.ingest.store import store_source
from statements.models import Article, Outlet, Quote
from statements.pages.captures import changes_between
from statements.search.maintenance import drain
from tests.ingest.test_captures import FIRST, HEAD, LAST, LONG, SHORT, TAKEN_OUT, day, source


def shown(runs) -> str:
    signs = {"same": "{}", "out": "[-{}-]", "in": "[+{}+]"}
    return " ".join(signs[what].format(words) for words, what in runs)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a b c"], ["a b c"], ["1"]),
        (["a b c", "d"], ["a b c"], ["1", "[-d-]"]),
        (["a b c"], ["d", "a b c"], ["[+d+]", "1"]),
        (["the boats stay here"], ["the boats go here"], ["the boats [-stay-] [+go+] here"]),
        (
            ["a b", "the boats stay here"],
            ["the boats go here"],
            ["[-a b-]", "the boats [-stay-] [+go+] here"],
        ),
        (["one two three"], ["four five six"], ["[-one two three-]", "[+four five six+]"]),
        ([], [], []),
    ],
)
def test_changes_of_a_text(old, new, expected) -> None:
    blocks = [
        shown(block.runs) if block.runs else str(block.unchanged) for block in changes_between(old, new)
    ]
    assert blocks == expected


def test_long_texts_are_compared_in_bounded_time() -> None:
    old = [f"paragraph {n} of the old text" for n in range(3000)]
    new = [f"paragraph {n} of the new text" for n in range(3000)]
    assert len(list(changes_between(old, new))) == 6000  # too many to be held against one another


@pytest.fixture
def changed(archive) -> Article:
    store_source(source(LONG, at=day(3)))
    store_source(source(SHORT.replace("no day", "a day"), at=day(4)))
    drain()
    return Article.objects.get()


def test_the_article_and_the_statement_say_what_was_taken_out(client, changed) -> None:
    gone = Quote.objects.get(text__startswith="We counted")
    page = client.get(changed.get_absolute_url()).content.decode()
    assert "What the outlet took out since" in page and gone.text in page
    page = client.get(gone.get_absolute_url()).content.decode()
    assert "The outlet took these words out" in page
    assert f"from={gone.capture_id}" in page
    page = client.get(reverse("article-changes", args=[changed.pk])).content.decode()
    assert "<del>“We counted seven boats too many,” Orlan said.</del>" in page
    assert "<del>no</del>" in page and "<ins>a</ins>" in page
    store_source(source(changed.text + " ", url="https://www.orvel.example/print/77", at=day(5)))
    page = client.get(reverse("article-changes", args=[changed.pk])).content.decode()
    assert (
        "captured this article 3 times" in page and "<del>no</del>" in page
    )  # the last two have the same words


def test_an_article_that_came_once_has_nothing_taken_out(client, archive) -> None:
    store_source(source(LONG))
    article = Article.objects.get()
    page = client.get(article.get_absolute_url()).content.decode()
    assert "took out since" not in page and "what changed" not in page
    alone = client.get(reverse("article-changes", args=[article.pk]))
    assert (alone.status_code, 'id="changes"' in alone.text) == (
        200,
        False,
    )  # there is nothing to compare it with


@pytest.mark.parametrize("asked", ["?from=999&to=0", "?from=x", "?to=-1&from=", "?from=0&to=0"])
def test_captures_that_there_are_not(client, changed, asked) -> None:
    assert client.get(reverse("article-changes", args=[changed.pk]) + asked).status_code == 200


def pages(client, article: Article) -> str:
    addresses = [article.get_absolute_url(), reverse("article-changes", args=[article.pk])]
    addresses += [quote.get_absolute_url() for quote in Quote.objects.all()]
    return "".join(client.get(address).content.decode() for address in addresses)


def test_an_outlet_whose_statements_alone_are_shown(client, changed) -> None:
    plain = LAST.partition(",")[0].split(" gave ")[0]
    assert plain in pages(client, changed)
    Outlet.objects.filter(name="Orvel Daily").update(shown=Outlet.Shown.STATEMENTS)
    short = pages(client, changed)
    assert plain not in short and "paragraph without a statement" in short
    assert FIRST.strip() in " ".join(short.split()) or "the boats of the town would stay" in short
    refused = client.get(reverse("article-source", args=[changed.pk]))
    assert refused.status_code == 403 and HEAD.strip() not in refused.content.decode()


def test_a_merge_shows_no_more_than_before(changed, admin_user) -> None:
    daily = Outlet.objects.get(name="Orvel Daily")
    Outlet.objects.filter(pk=daily.pk).update(shown=Outlet.Shown.STATEMENTS)
    daily.refresh_from_db()
    other = Outlet.objects.create(name="Orvel Daily News", slug="odn")
    curation.merge(daily, other, admin_user)
    assert not Article.objects.get().shows_whole_text


def test_the_archive_has_a_default_that_an_outlet_can_have_otherwise(client, changed, settings) -> None:
    settings.ONRECORD_SHOWN_TEXT = "statements"
    assert not Article.objects.get().shows_whole_text
    Outlet.objects.filter(name="Orvel Daily").update(shown=Outlet.Shown.WHOLE)
    assert Article.objects.get().shows_whole_text
    assert TAKEN_OUT.split("”")[0][1:] in pages(client, changed)
