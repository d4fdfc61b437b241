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
    # An office in small letters before the name is no part of it, nor is a desk's label; whoever is told needs no capital.
    ("Defence chief Danek says timing ‘no accident’", "no accident", "Bero Danek"),
    ("EXCLUSIVE-Kestran to open port, envoy tells Merpress", "Kestran to open port", "Mira Tolan"),
    ("Kestran ‘deeply concerned’ about raid, Danek tells envoy", "deeply concerned", "Bero Danek"),
    # Whoever is told stands before the words, whoever did the first thing did the second, and unions announce.
    ("Danek tells parliament he will not resign", "he will not resign", "Bero Danek"),
    ("Danek tells Merpress talks will go on", "talks will go on", "Bero Danek"),
    ("Oscane Urges Neighbours to Honour Accord, Calls Dam a ‘Knife’", "Knife", "Oscane"),
    ("Ferry strike to end on Monday, unions announce", "Ferry strike to end on Monday", "unions"),
    # A commander stresses, and a body or a report alone stands before its colon and a number.
    ("No room for error in strait, minister stresses", "No room for error in strait", "Bero Danek"),
    ("UN: 40,000 displaced in Upper Velland", "40,000 displaced in Upper Velland", "UN"),
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
        "Danek tells the truth about the boats",
        "UN: 18 July 2024 and the boats of Velland",
        "Urgent Question: Detention of the Crew",
        "Harbour Council: joint press statement",
        "Kestran opens port, calls strike off",
        "Boats sink off Kestran, legend tells stories",
        "‘Land of fog’: Danek resigns ahead of vote",
    ],
)
def test_a_headline_that_only_tells_reports_nothing(headline: str) -> None:
    assert heads(headline) == []


def test_each_line_under_a_headline_may_report_and_one_that_tells_does_not() -> None:
    record = read_article(
        "Kestran opens port after a year\n\nIt was shut by fog and by Velland\nDefence chief Danek says timing ‘no accident’\n\n"
        f"By Hana Orrin\n\n{BODY}"
    )
    assert record.standfirst == "It was shut by fog and by Velland"
    assert [(q.text, q.speaker) for q in record.quotes if q.in_headline] == [("no accident", "Bero Danek")]
