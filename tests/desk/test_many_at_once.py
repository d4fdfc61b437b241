"""Thousands of statements changed as one act: as many as the page says, and not one more."""

import pytest
from django.urls import reverse

from statements.desk import many
from statements.models import Quote, Revision, State
from tests.large import large_article


@pytest.fixture(scope="module")
def ready() -> str:
    return reverse("desk:bulk")


@pytest.mark.parametrize("count", [1200, pytest.param(many.MOST_AT_ONCE, marks=pytest.mark.slow)])
def test_as_many_as_stated_are_approved_and_taken_back_as_one(admin_client, archive, ready, count) -> None:
    large_article(count)
    seen = admin_client.post(ready, {"act": "approve", "all": "1"})
    assert seen.context["count"] == count
    assert seen.content.count(b"<input") < 12 and len(seen.content) < 400_000
    sure = {"act": "approve", "sure": "1", "looks": seen.context["looks"]}
    done = admin_client.post(ready, sure, follow=True)
    assert done.status_code == 200
    assert Quote.objects.filter(state=State.CURATED).count() == count
    act = Revision.objects.exclude(editor=None).get()
    admin_client.post(reverse("desk:undo", args=[act.pk]))
    assert not Quote.objects.filter(state=State.CURATED).exists()


def test_more_are_refused_and_nothing_changes(admin_client, archive, ready, monkeypatch) -> None:
    monkeypatch.setattr(many, "MOST_AT_ONCE", 20)
    large_article(21)
    page = admin_client.post(ready, {"act": "withdraw", "all": "1"}, follow=True).content.decode()
    assert "More than 20 statements are too many at once" in page
    assert not Quote.objects.exclude(state=State.EXTRACTED).exists()


def test_all_that_fit_are_those_of_the_list_and_no_others(admin_client, archive, ready) -> None:
    first, second = (large_article(30, name=name) for name in ("The Farrow Observer", "The Lissel Record"))
    seen = admin_client.post(ready, {"act": "withdraw", "all": "1", "outlet": first.outlet.slug})
    assert seen.context["count"] == 30
    admin_client.post(ready, {"act": "withdraw", "sure": "1", "looks": seen.context["looks"]})
    assert first.quotes.filter(state=State.REJECTED).count() == 30
    assert not second.quotes.filter(state=State.REJECTED).exists()


@pytest.mark.parametrize("looks", ["", "x", "[1]", "é:é:é"])
def test_a_list_that_was_not_signed_here_changes_nothing(admin_client, archive, ready, looks) -> None:
    large_article(3)
    page = admin_client.post(ready, {"act": "withdraw", "sure": "1", "looks": looks}, follow=True)
    assert "too old" in page.content.decode()
    assert not Quote.objects.exclude(state=State.EXTRACTED).exists()


def test_a_long_list_of_the_admin_goes_the_same_way(admin_client, archive, ready) -> None:
    large_article(1200)
    address = reverse("admin:statements_quote_changelist")
    one = Quote.objects.values_list("pk", flat=True)[0]
    data = {"action": "approve", "_selected_action": [one], "select_across": "1", "index": "0"}
    seen = admin_client.post(address, data)
    assert seen.context["count"] == 1200
    admin_client.post(ready, {"act": "approve", "sure": "1", "looks": seen.context["looks"]})
    assert Quote.objects.filter(state=State.CURATED).count() == 1200


def test_the_list_is_narrowed_by_names_as_by_addresses(admin_client, archive) -> None:
    large_article(8, name="The Farrow Observer")
    large_article(8, name="The Lissel Record")
    address = reverse("desk:lists")
    asked = {
        "?outlet=the+farrow+observer": 8, "?outlet=the-farrow-observer": 8, "?outlet=The+Farrow": 0,
        "?speaker=delegate-1": 2, "?speaker=none": 0, "?speaker=Mira+Nobody": 0,
    }  # fmt: skip
    assert {query: len(admin_client.get(address + query).context["cards"]) for query in asked} == asked
