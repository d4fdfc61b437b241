"""Pages of the desk ask the database a number of times that does not grow with what they list."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements import curation
from statements.desk import candidates
from statements.desk.queue import BY_NAME
from statements.models import MergeProposal, Quote, Speaker


@pytest.fixture
def many(store, talks, admin_user) -> list[Quote]:
    """Articles whose statements were decided, some twice, and acts that were taken back."""
    for number in range(6):
        store(talks.replace("map", f"map{number}"), f"{number}.txt", outlet=f"Outlet {number}")
    quotes = list(Quote.objects.select_related("article", "speaker"))
    for quote in quotes:
        line = curation.judge(quote, admin_user, venue="the quay")
        if quote.pk % 2 and line is not None:
            curation.undo(line, admin_user)
    one = quotes[0].speaker
    for number in range(5):
        other = Speaker.objects.create(name=f"M. Tolan {number}", slug=f"m-{number}")
        MergeProposal.of(other, one, reason="x").save()
    return quotes


def asked(client, address: str) -> int:
    cache.clear()
    client.get(address)  # what is looked up once for a process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


PAGES = {
    "desk:queue": 40, "desk:log": 12, "desk:pairs": 40, "desk:lists": 12, "desk:me": 12,
    "admin:statements_quote_changelist": 14, "admin:statements_mergeproposal_changelist": 30,
    "admin:statements_revision_changelist": 14, "corrections": 14,
}  # fmt: skip


def test_a_page_asks_a_bounded_number_of_times(admin_client, many) -> None:
    found = {name: asked(admin_client, reverse(name)) for name in PAGES}
    assert {name: number for name, number in found.items() if number > PAGES[name]} == {}


def test_more_rows_ask_no_more(admin_client, many, store, talks, admin_user) -> None:
    lists = ("desk:log", "desk:lists", "corrections")
    before = {name: asked(admin_client, reverse(name)) for name in lists}
    for number in range(10, 14):
        store(talks.replace("map", f"map{number}"), f"{number}.txt")
    for quote in Quote.objects.filter(article__pk__gt=many[-1].article_id).select_related("article"):
        line = curation.judge(quote, admin_user, venue="the pier")
        assert line is not None
        curation.undo(line, admin_user)
    after = {name: asked(admin_client, reverse(name)) for name in lists}
    assert {name: after[name] for name in lists if after[name] > before[name]} == {}


def test_a_page_of_one_row_asks_a_bounded_number_of_times(admin_client, many) -> None:
    quote = many[0]
    arguments = {
        "desk:item": [quote.uid],
        "desk:article": [quote.article_id],
        "desk:split": [quote.speaker.pk],
        "desk:merge": ["speaker", quote.speaker.pk],
    }
    found = {name: asked(admin_client, reverse(name, args=words)) for name, words in arguments.items()}
    assert {name: number for name, number in found.items() if number > 45} == {}


def test_an_article_is_read_once_however_often_its_statements_are_looked_at(
    admin_client, many, monkeypatch
) -> None:
    readings: list[str] = []
    whole = candidates.read_article

    def counted(text: str, *rest: object, **options: object) -> object:
        readings.append(text)
        return whole(text, *rest, **options)

    monkeypatch.setattr(candidates, "read_article", counted)
    cache.clear()
    inside = [quote for quote in many if quote.article_id == many[0].article_id]
    for quote in [*inside, *inside]:
        page = admin_client.get(reverse("desk:item", args=[quote.uid])).content.decode()
        assert "Weighed by the reading" in page or "Read so" in page or "As it stands" in page
    assert len(readings) == 1


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="other databases plan by what they know of the rows"
)
@pytest.mark.parametrize(
    ("name", "index"), [("unproved", "quote_unproved"), ("gone", "quote_missing"), ("speaker", "speaker")]
)
def test_few_among_many_are_found_by_an_index_of_their_own(archive, name: str, index: str) -> None:
    rows = BY_NAME[name].rows(1).order_by()
    assert index in rows.values("pk").explain()
