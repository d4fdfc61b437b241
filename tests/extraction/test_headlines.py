"""What headlines report, and what they only tell: finds beside does not find."""

import pytest

from statements.extraction import read_article

BODY = (
    "VARDUN, Jan 22, 2018 (Merpress) - The port has been shut for a year, Envoy Mira Tolan said. She spoke in Vardun "
    "on Monday. Minister Bero Danek said the talks would go on. The boats are dry.\n"
)
FOUND = [
    # Titles of meeting records: a second clause follows whoever speaks.
    ("Boats ‘Days Away, Not Weeks’, Envoy Warns Security Council, as Members Differ over Pilots", "Days Away, Not Weeks", "Mira Tolan"),
    ("Boats Are Dry, Envoy Tells Council, Urging Calm", "Boats Are Dry", "Mira Tolan"),
    # Whoever speaks stands in a later clause.
    ("Repair to cost 40 mln, Danek says bill should be split", "bill should be split", "Bero Danek"),
    ("Ferry fares rise as minister says port is broke", "port is broke", "Bero Danek"),
    # A dash without a blank, and a second half without a subject.
    ("Kestran plans to open the port by May -minister", "Kestran plans to open the port by May", "Bero Danek"),
    ("Kestran, Velland finalise pact; to be signed next week: Minister", "Kestran, Velland finalise pact; to be signed next week", "Bero Danek"),
    # Words of a "we" before whoever is told of.
    ("‘We will not bow’: Danek defiant ahead of vote", "We will not bow", "Bero Danek"),
]  # fmt: skip


def heads(headline: str) -> list[tuple[str, str | None]]:
    record = read_article(f"{headline}\n\n{BODY}")
    return [(quote.text, quote.speaker) for quote in record.quotes if quote.in_headline]


@pytest.mark.parametrize(("headline", "words", "speaker"), FOUND)
def test_a_headline_reports_what_somebody_said(headline: str, words: str, speaker: str) -> None:
    assert heads(headline) == [(words, speaker)]


@pytest.mark.parametrize(
    "headline",
    [
        "Boats Away for Weeks as Members Differ over Pilots",
        "Ferry fares rise as minister opens port again",
        "Repair to cost 40 mln, Danek signs bill in a hurry",
        "Kestran plans to open a re-export port",
        "Kestran, Velland finalise pact; signed on paper",
        "‘Land of fog’: Danek resigns ahead of vote",
    ],
)
def test_a_headline_that_only_tells_reports_nothing(headline: str) -> None:
    assert heads(headline) == []
