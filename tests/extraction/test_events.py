"""Which events an article tells of: finds beside does not find, on invented sentences."""

from datetime import date

import pytest

from statements.extraction import read_article
from statements.extraction.records import EventRecord

TODAY = date(2032, 1, 1)  # the day on which all of these are read

FILLER = "Ferries sailed as they do in that season, with islanders on deck, nets in order and the coffee cold, and nobody thought about it much."


def text_of(*paragraphs: str, day: str = "12 May 2031", head: str = "What happened on the coast") -> str:
    return "\n\n".join([head, day, *paragraphs, FILLER]) + "\n"


def events_of(*paragraphs: str, **more: str) -> list[EventRecord]:
    return list(read_article(text_of(*paragraphs, **more), today=TODAY).events)


def mentions(text: str, event: EventRecord) -> list[str]:
    return [text[start:end] for start, end in event.mentions]


NAMES = [
    ("A two-day summit in Tallinn ended on Monday.", "Tallinn summit"),
    ("President Edda Marrick held a phone call with Prime Minister Tavo Stellan on Monday.", "Marrick–Stellan phone call"),
    ("The Velland–Orvania phone call on Monday was long.", "Velland–Orvania phone call"),
    ("The Oslo Ports Conference 2031 opened on Monday.", "Oslo Ports Conference 2031"),
    ("The Lastra Bridge agreement was signed on Monday.", "Lastra Bridge agreement"),
    ("The Black Sea grain accord was signed in Hollin on Monday.", "Black Sea grain accord"),
    ("Ferry fee talks will go on in Hollin on 20 May.", "Ferry fee talks in Hollin"),
    ("Foreign Minister Jonte Brask will pay an official visit to Norway from May 20 to 22.", "Jonte Brask visit to Norway"),
    ("Norway held a referendum on May 4, 2031.", "Norway referendum 2031"),
    ("Chancellor Jonte Brask gave a news conference in Hollin on Monday.", "Jonte Brask press conference in Hollin"),
    ("The second Marrick–Stellan summit was held in March.", "Second Marrick–Stellan summit"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name"), NAMES)
def test_a_name_says_what_happened_who_and_where(sentence: str, name: str) -> None:
    assert [event.name for event in events_of(sentence)] == [name]


NOTHING = [
    "This summit was hailed on Monday.",
    "Their working lunch was short.",
    "That meeting was part of a long day.",
    "No summit is planned in Tallinn.",
    "They want a free trade agreement.",
    "The minister spoke of peace talks on Monday.",
    "Every meeting in Hollin ends late.",
    "The Congress of Orvania owns the tax code.",
    "Governor Nathan Accord told reporters on Monday that he would stay.",
    "The summit hotel in Tallinn opened on Monday.",
    "The country will meet the demand in Oslo in 2035.",
    "Marrick met the deadline on Monday.",
    "Stellan talks about growing up in Hollin.",
    "A launch of a new brand of soap was praised.",
    "Several meetings in Hollin were dull.",
    "The Farrow Forum, a club of sailors, was founded in 1975.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_happened_to_nobody_on_no_day_nowhere_is_no_event(sentence: str) -> None:
    assert events_of(sentence) == []


def test_an_outlet_is_no_party() -> None:
    named = events_of("Edda Marrick held a meeting with the Farrow Sentinel in Hollin on Monday.")
    assert all(
        "Sentinel" not in event.name and "Farrow Sentinel" not in event.participants for event in named
    )


def test_a_day_or_a_person_is_no_place() -> None:
    for event in events_of(
        "President Edda Marrick met Chancellor Jonte Brask on Monday.",
        "Their summit in March was the first, said Marrick.",
    ):
        assert event.place is None


STATES = [
    ("The Tallinn summit was called off on Monday.", "cancelled"),
    ("Marrick called the Tallinn summit off on Monday.", "cancelled"),
    ("Marrick cancelled the Tallinn summit.", "cancelled"),
    ("The cancellation of the Tallinn summit surprised her.", "cancelled"),
    ("The Tallinn summit is scheduled for June 10.", "planned"),
    ("The two will hold a summit in Tallinn on June 10.", "planned"),
    ("Guards are ready ahead of the Tallinn summit on June 10.", "planned"),
    ("The Tallinn summit may be held after all.", "possible"),
    ("Marrick proposed a summit in Tallinn in June.", "possible"),
    ("Brask spoke of a possible Velland–Orvania summit.", "possible"),
    ("The Tallinn summit did not take place.", "did_not_happen"),
    ("The Tallinn summit took place on May 4.", "held"),
    ("The Tallinn summit ended on Monday.", "held"),
    ("Marrick spoke after the Tallinn summit on Monday.", "held"),
    ("They failed to sign the Tallinn declaration.", "did_not_happen"),
    ("The Tallinn summit of June 10 will go ahead.", "planned"),
    ("The Tallinn summit was postponed on Monday.", "planned"),
]


@pytest.mark.parametrize(("sentence", "status"), STATES)
def test_a_state_is_what_the_governing_words_say(sentence: str, status: str) -> None:
    assert [event.status for event in events_of(sentence)] == [status]


def test_what_was_dropped_at_a_summit_is_not_the_summit() -> None:
    summit, lunch = events_of(
        "A two-day summit between Velland and Orvania ended in Tallinn on Monday. The working lunch at the Tallinn summit was cancelled."
    )
    assert (summit.kind, summit.status) == ("summit", "held")
    assert (lunch.kind, lunch.status) == ("meeting", "cancelled")
    assert lunch.name == "Working lunch at the Velland–Orvania summit in Tallinn"


def test_a_lunch_at_nothing_is_no_event() -> None:
    assert events_of("A working lunch on Tuesday was cancelled.") == []


DAYS = [
    ("A two-day summit in Tallinn ended on Monday.", "2031-05-11", "2031-05-12"),
    ("A two-day summit in Tallinn opened on Monday.", "2031-05-12", "2031-05-13"),
    ("The summit in Tallinn on May 4-5, 2031 was long.", "2031-05-04", "2031-05-05"),
    ("The summit in Tallinn from May 30 to June 2, 2030 was long.", "2030-05-30", "2030-06-02"),
    ("The June summit in Tallinn is planned.", "2031-06", None),
    ("The summit in Tallinn was held last month.", "2031-04", None),
    ("A summit in Tallinn was held last week.", "2031-05", None),
    ("A summit in Tallinn was held in 2029.", "2029", None),
    ("The summit in Tallinn was held yesterday.", "2031-05-11", None),
    ("The summit in Tallinn will be held on Thursday.", "2031-05-15", None),
    ("The summit in Tallinn was held two days ago.", "2031-05-10", None),
    ("The Tallinn summit was called off on Sunday.", None, None),
    ("The Tallinn summit was useful, Marrick said on Sunday.", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "start", "end"), DAYS)
def test_days_are_no_more_precise_than_the_words(sentence: str, start: str | None, end: str | None) -> None:
    assert [(event.start, event.end) for event in events_of(sentence)] == [(start, end)]


STORY = (
    "Velland and Orvania agreed on a two-day summit in Tallinn on June 10-11, 2031.",
    "The June summit is the first of the two leaders. “We hope that this summit will end the quarrel,” said President Edda Marrick of Velland.",
    "Before the summit Marrick held a phone call with Prime Minister Tavo Stellan of Orvania on May 9. Their first phone call was short. “The call was useful,” Marrick said.",
    "The Lastra Bridge agreement was signed in Oslo on May 2. The agreement has two pages.",
)


def test_what_refers_back_is_a_mention_with_its_span() -> None:
    text = text_of(*STORY)
    found = {event.kind: mentions(text, event) for event in read_article(text, today=TODAY).events}
    assert found == {
        "summit": ["a two-day summit", "The June summit", "this summit", "the summit"],
        "phone_call": ["a phone call", "Their first phone call", "The call"],
        "agreement": ["The Lastra Bridge agreement", "The agreement"],
    }


def test_every_mention_has_a_rule() -> None:
    for event in events_of(*STORY):
        assert len(event.rules) == len(event.mentions)
        assert all(event.rules)


def test_a_headline_and_the_words_before_it_refer_to_the_event_of_the_article() -> None:
    text = text_of(
        "The summit was long, he said.",
        "A summit in Tallinn ended on Monday.",
        head="Tallinn summit ends without a text",
    )
    (event,) = read_article(text, today=TODAY).events
    assert mentions(text, event) == ["Tallinn summit", "The summit", "A summit"]


def test_two_summits_of_one_article_are_two() -> None:
    found = events_of(
        "A summit in Tallinn was held on May 4, 2031. The summit in Oslo was held on May 9, 2031. A third summit is possible."
    )
    assert [(event.place, event.start) for event in found[:2]] == [
        ("Tallinn", "2031-05-04"),
        ("Oslo", "2031-05-09"),
    ]


def test_a_new_summit_is_not_the_one_that_was_held() -> None:
    held, possible = events_of(
        "The latest summit between Velland and Orvania was held in Tallinn on May 4, 2031. Brask called for a new summit between Velland and Orvania."
    )
    assert (held.status, possible.status) == ("held", "possible")
    assert possible.start is None


def test_a_transcript_is_of_the_press_conference_in_its_heading() -> None:
    (event,) = [
        e
        for e in events_of(
            "Brask: Good morning. The ferry is late.",
            head="Spokesman Jonte Brask's Regular Press Conference on May 12, 2031",
        )
        if e.kind == "press_conference"
    ]
    assert (event.start, event.participants) == ("2031-05-12", ("Jonte Brask",))


def test_the_story_of_one_article_is_told_by_its_sentences() -> None:
    text = text_of(
        "The Tallinn summit was planned for June 10, 2031. On Sunday Marrick called the summit off.",
        "The summit is back on, Stellan said.",
    )
    (event,) = read_article(text, today=TODAY).events
    assert [state.status for state in event.states] == ["planned", "cancelled", "planned"]
    assert "called the summit off" in text[slice(*event.states[1].span)]


def test_the_heading_of_a_readout_is_the_call_and_a_call_for_something_is_none() -> None:
    head = "Readout of President Edda Marrick’s Call with Prime Minister Tavo Stellan of Orvania"
    (event,) = events_of("They spoke of the herring and of the lights, which are out.", head=head)
    assert (event.kind, event.start, event.participants) == (
        "phone_call",
        "2031-05-12",
        ("Edda Marrick", "Tavo Stellan"),
    )
    assert events_of("Marrick repeated the call for calm on Monday.") == []


def test_a_resolution_is_a_vote_of_the_body_that_adopted_it_and_a_resolve_is_none() -> None:
    text = text_of(
        "The UN Security Council adopted a resolution on Sunday. The resolution was adopted by 14 votes."
    )
    (event,) = read_article(text, today=TODAY).events
    assert (event.kind, event.name, event.start) == ("vote", "UN Security Council resolution", "2031-05-11")
    assert mentions(text, event) == ["a resolution", "The resolution"]
    assert events_of("The resolution of the quarrel took a year.") == []


def test_a_lunch_of_two_is_a_meeting_and_one_of_nobody_is_none() -> None:
    (event,) = events_of("Edda Marrick and Tavo Stellan had a working lunch in Hollin on Monday.")
    assert (event.name, event.kind) == ("Marrick–Stellan working lunch in Hollin", "meeting")
    assert events_of("The lunch in the harbour was cheap on Monday.") == []


def test_there_will_be_no_summit_calls_off_the_one_that_is_spoken_of() -> None:
    (event,) = events_of(
        "The Tallinn summit is planned for June 10. “There will be no summit,” said the minister Edda Marrick."
    )
    assert event.status == "cancelled"
    assert events_of("There will be no summit this year.") == []
