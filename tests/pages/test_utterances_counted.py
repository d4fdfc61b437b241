"""A search that counts utterances: what several outlets print is one row, in the page, its numbers and its files."""

import csv
import io

import pytest

from statements.identity.utterances import make_due, place_due
from statements.models import Quote
from statements.search.maintenance import check, drain
from tests.identity.test_utterances import LINES, article

ONCE = {"q": "", "each": "utterance"}


@pytest.fixture
def printed_thrice(store):
    """A line as three outlets print it, and another that one prints."""
    store(article("Lissel", [LINES[0], LINES[1]]), "a.txt", outlet="The Lissel Courier")
    store(article("Hollin", [LINES[0]]), "b.txt", outlet="Hollin Mail")
    store(article("Brenn", [LINES[0]], day=13), "c.txt", outlet="Brenn Post")
    place_due()
    drain()


def page(client, **asked: str) -> str:
    return client.get("/search/", {**ONCE, **asked}).content.decode()


def test_what_several_outlets_print_is_one_row(client, printed_thrice) -> None:
    body = page(client)
    assert "2 utterances" in body and "4 statements in all" in body
    assert body.count("never saw the strait in winter") == 1
    assert "Printed by 3 outlets" in body
    assert "Printed by" not in page(client, q="counts the boats")  # which one outlet has
    assert "4 statements" in page(client, each="1")
    assert "Every utterance" in page(client, each="")  # the choice stands on every page of results


def test_a_value_counts_once_for_each_utterance(client, printed_thrice) -> None:
    facets = client.get("/search/", ONCE).context["facets"]
    counts = {f["name"]: {row["label"]: row["count"] for row in f["rows"]} for f in facets}
    assert counts["speaker"] == {"Mira Tolan": 2}
    assert counts["source"] == {"The Lissel Courier": 2, "Hollin Mail": 1, "Brenn Post": 1}
    assert counts["year"] == {"2021": 2}


def test_pages_are_pages_of_utterances(client, printed_thrice, monkeypatch) -> None:
    monkeypatch.setattr("statements.pages.results.PAGE", 1)
    first, second, third = (client.get("/search/", {**ONCE, "page": n}).context["cards"] for n in (1, 2, 3))
    assert {first[0].quote.text[:9], second[0].quote.text[:9]} == {"We will n", "The harbo"}
    assert third == []


def test_files_have_the_rows_that_the_page_counts(client, printed_thrice) -> None:
    def rows(address: str) -> int:
        answer = client.get(address)
        return len(list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))) - 1

    taken = client.get("/search/", ONCE).context["take"]
    address = next(url for _, url in taken["files"] if ".csv" in url)
    assert "each=utterance" in address and "each=utterance" in taken["feed"]
    assert rows(address) == 2
    assert rows("/search/statements.csv?each=1") == rows("/search/statements.csv") == 4
    assert client.get(taken["feed"]).content.count(b"<entry>") == 2


def test_parted_statements_are_counted_apart(client, printed_thrice) -> None:
    Quote.objects.filter(article__headline__contains="Hollin").update(
        text="Nothing of the kind was agreed by anybody here."
    )
    make_due(Quote.objects.values_list("pk", flat=True))
    drain()
    place_due()
    drain()
    assert "3 utterances" in page(client)
    assert not check().wrong  # and the index says of each what the database does


def test_an_odd_choice_lists_one_of_each_article(client, printed_thrice) -> None:
    assert client.get("/search/", {"each": "utterances; DROP"}).context["grouped"]
