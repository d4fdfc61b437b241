"""What proves a day is kept in plain English and shown in the reader's language, the words of the page as they stand."""

import pytest
from django.utils.translation import override

from statements.models import Article
from statements.pages.why_dated import proof_shown

BODY = """Mira Tolan said the ferry would sail. “We will wait for it,” she told reporters at the pier.

Nobody else had come to the pier, and the harbour master of Lissel went home early that evening. The crew stayed."""


@pytest.mark.parametrize(
    ("dated", "shown"),
    [
        ("9 June 2021", "«\xa09 June 2021\xa0» imprimé sur la page"),
        (
            "Wednesday, 9 June 2021",
            "«\xa0Wednesday, 9 June 2021\xa0» imprimé sur la page, un mercredi, ce qui concorde",
        ),
        ("November 2", "«\xa0November 2\xa0», aucune année dans le texte, et rien n’y en prouve une"),
        ("", "aucune date sur la page"),
    ],
)
def test_what_the_reading_says_of_a_day_is_shown_in_french(store, dated: str, shown: str) -> None:
    store(f"Ferry to sail\n\n{dated}\n\n{BODY}")
    kept = Article.objects.get().published_evidence
    with override("fr"):
        assert proof_shown(kept) == shown
    with override("en-gb"):
        assert proof_shown(kept) == kept


def test_each_of_several_proofs_is_shown() -> None:
    with override("fr"):
        shown = proof_shown(
            "“2 March” without a year; a Tuesday; the year 2021 is spoken of; Kestran summit (2021-03-01)"
        )
    assert shown == (
        "«\xa02 March\xa0» sans année; un mardi; il y est question de l’année 2021; Kestran summit (2021-03-01)"
    )


@pytest.mark.parametrize(
    "kept", ["", "meta article:published_time: 2021-03-02", "no date on the page, she said"]
)
def test_what_is_none_of_ours_is_shown_as_it_is(kept: str) -> None:
    with override("fr"):
        assert proof_shown(kept) == kept


def test_a_page_in_french_says_in_french_why_it_has_its_day(client, store) -> None:
    store(f"Ferry to sail\n\n9 June 2021\n\n{BODY}")
    article = Article.objects.get()
    assert "imprimé sur la page" in client.get(article.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="fr").text
    assert "printed on the page" in client.get(article.get_absolute_url()).text
