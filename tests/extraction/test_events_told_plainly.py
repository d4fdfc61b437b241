"""What pages tell plainly of happenings: openings, calls on ministers, bodies that meet, papers, journeys; and what they do not."""

import pytest

from .test_events_of_pages import events_on, page, told

FOUND = [
    # What is built is opened, and the first of its kind sets out.
    ("Norway and Oscane will open a long-delayed bridge over the Tarn river on June 10.", ("launch", "2031-06-10", "Tarn river", "planned")),
    ("The embassy in Hollin was opened on 9 May.", ("launch", "2031-05-09", "Hollin", "held")),
    ("The consulate in Marrek will open on 1 June.", ("launch", "2031-06-01", "Marrek", "planned")),
    ("The first trial train is expected to leave Marrek on June 3.", ("launch", "2031-06-03", "Marrek", "planned")),
    ("The first cargo ship left Hollin on 9 May.", ("launch", "2031-05-09", "Hollin", "held")),
    # Bodies that meet.
    ("The joint committee on ferries, which convened in Marrek on 27 and 28 April, ended with a handshake.", ("meeting", "2031-04-27", "Marrek", "held")),
    ("The committee is due to reconvene in Hollin on 11 November.", ("meeting", "2031-11-11", "Hollin", "planned")),
    ("The joint commission meets next in Hollin on November 11.", ("meeting", "2031-11-11", "Hollin", "planned")),
    ("The Committee on Fisheries met the Principal Secretary on 9 May.", ("meeting", "2031-05-09", None, "held")),
    ("The Harbour Council will resume its work on Tuesday, 13 May, at 9 a.m. to hold an interactive dialogue.", ("meeting", "2031-05-13", None, "planned")),
    ("She will co-chair the Joint Commission in Hollin on the 4th.", ("meeting", "2031-06-04", "Hollin", "planned")),
    ("Foreign minister Edda Marrick said on Friday at the end of a two-day meeting of the Harbour Council in Hollin.", ("meeting", "2031-05-08", "Hollin", "held")),
    ("She made the statement yesterday in Marrek during talks with a delegation.", ("meeting", "2031-05-11", "Marrek", "held")),
    ("A regional council meeting, which was set down for tomorrow, has been cancelled.", ("meeting", "2031-05-13", None, "cancelled")),
    # Calls on ministers, and with them.
    ("Mr Brask will call on the Foreign Minister on Wednesday morning before he flies home.", ("meeting", "2031-05-14", None, "planned")),
    ("I spoke with Minister Roke on Sunday night.", ("phone_call", "2031-05-11", None, "held")),
    # Journeys, and how long they are.
    ("Before I’m in Hollin on the ninth of June, I will ask.", ("visit", "2031-06-09", "Hollin", "planned")),
    ("The Prime Minister would leave for Hollin on Thursday afternoon.", ("visit", "2031-05-15", "Hollin", "planned")),
    ("The Prime Minister was to have visited Hollin in April.", ("visit", "2031-04", "Hollin", "did_not_happen")),
    ("A proposed visit by the Prime Minister to Hollin, which was to have taken place in April, has not been rescheduled.", ("visit", "2031-04", "Hollin", "did_not_happen")),
    ("A visit by the transport minister to Marrek, pencilled in for 20 May, may be brought forward.", ("visit", "2031-05-20", "Marrek", "planned")),
    ("A visit to Norway by the prime minister next year is also being considered.", ("visit", "2032", "Norway", "possible")),
    ("The President is expected to travel to Hollin on 5th June for the summit of the Harbour League.", ("summit", "2031-06-05", "Hollin", "planned")),
    ("She returned on Sunday from a four-day trip to Norway.", ("visit", "2031-05-08", "Norway", "held")),
    ("The Prime Minister cancelled a trip to Hollin planned for 20 May.", ("visit", "2031-05-20", "Hollin", "cancelled")),
    ("The ministers meet again in Hollin on 20 May.", ("meeting", "2031-05-20", "Hollin", "planned")),
    ("Defence ministers from five states gathered in Hollin on Friday.", ("meeting", "2031-05-09", "Hollin", "held")),
    ("The talks in Hollin ended without agreement on Friday.", ("meeting", "2031-05-09", "Hollin", "held")),
    ("Talks resume in Hollin on Wednesday.", ("meeting", "2031-05-14", "Hollin", "planned")),
    ("The parliament in Hollin is to vote on the treaty on 20 May.", ("vote", "2031-05-20", None, "planned")),
    # Papers, by what was done and when.
    ("The agreement was signed on February 28.", ("agreement", "2031-02-28", None, "held")),
    ("It was promised in a peace accord that the two neighbours signed in Hollin in 1998.", ("agreement", "1998", "Hollin", "held")),
    ("Under a 1985 accord, Norway pays for access to the waters.", ("agreement", "1985", None, "held")),
    ("Tavo Stellan and his guest on Friday signed a memorandum of understanding on nets.", ("agreement", "2031-05-09", None, "held")),
    # Votes: what a parliament decides by a count, and when people go to the polls.
    ("The parliament ratified the treaty by 61 votes to 40 on Tuesday.", ("vote", "2031-05-06", None, "held")),
    ("The islanders go to the polls on Sunday.", ("vote", "2031-05-18", None, "planned")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "event"), FOUND)
def test_what_is_told_plainly_is_an_event(
    sentence: str, event: tuple[str, str | None, str | None, str]
) -> None:
    assert told(sentence) == [event]


NOTHING = [
    "The President opened the debate on Friday.",
    "Norway will open the gates of its new dam on Friday.",
    "Norway opened the bridge talks to the press on Friday.",
    "The dam was opened on Saturday.",
    "The road to peace will open on Friday.",
    "The first trial of the nets is expected to leave nobody happy on June 3.",
    "The committee of painters is older than the pier.",
    "The committee met its match on 9 May.",
    "The Harbour Council will resume its work on Tuesday.",
    "She will co-chair the room on the 4th.",
    "He came fourth on the 4th floor of talks.",
    "She called on the Foreign Minister to resign on Wednesday.",
    "I spoke to reporters on Sunday.",
    "I’m in a hurry on the ninth of June.",
    "The ferry would leave for good on Thursday afternoon.",
    "The Prime Minister was to have slept in April.",
    "The assembly would consider the herring accord on June 3.",
    "Under a 1985 memorandum issued by the harbour office, nobody fishes.",
    "The agreement was read on February 28.",
    "The parliament praised the treaty for 61 minutes on Tuesday.",
    "The islanders go to the pier on Sunday.",
    "She returned on Sunday from a four-day sleep.",
    "Gulls gathered in Hollin on Friday.",
    "The ministers meet again as friends.",
    "They parted without agreement on Friday.",
    "A regional council meeting is dull.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_the_same_words_about_other_things_are_none(sentence: str) -> None:
    assert told(sentence) == []


def test_whoever_met_a_guest_who_arrived_today_met_her_today_and_she_is_the_visitor() -> None:
    both = events_on(
        page(
            "President Jonte Brask met with Prime Minister of Norway Edda Marrick, who arrived in Hollin today on a working visit."
        )
    )
    assert [(one.kind, one.start, one.place) for one in both] == [
        ("meeting", "2031-05-12", "Hollin"),
        ("visit", "2031-05-12", "Hollin"),
    ]  # fmt: skip
    assert both[1].participants == ("Edda Marrick",)
    (visit,) = events_on(
        page(
            "President Jonte Brask met with Edda Marrick, who arrived in Hollin on Friday on a working visit."
        )
    )
    assert (visit.kind, visit.start) == ("visit", "2031-05-09")  # they met on a day that nobody tells


def test_a_visit_of_some_days_has_them_all() -> None:
    for sentence in (
        "Minister Jonte Brask arrived in Hollin on Sunday on a three-day visit.",
        "Minister Jonte Brask, who is on a three-day visit to Hollin that began on Sunday, said so.",
    ):
        (visit,) = events_on(page(sentence))
        assert (visit.start, visit.end) == ("2031-05-11", "2031-05-13")
    (visit,) = events_on(page("Minister Jonte Brask arrived in Hollin on Sunday on a visit."))
    assert (visit.start, visit.end) == ("2031-05-11", None)


def test_a_round_has_its_own_place_and_month_beside_the_talks() -> None:
    assert told("The two sides will hold talks in Hollin next Tuesday, the first since a round in Marrek in March 2027.") == [
        ("meeting", "2031-05-13", "Hollin", "planned"),
        ("meeting", "2027-03", "Marrek", "held"),
    ]  # fmt: skip
    assert told(
        "The two sides will hold talks in Hollin next Tuesday, the first since a round of drinks."
    ) == [("meeting", "2031-05-13", "Hollin", "planned")]


def test_what_was_planned_for_the_same_day_has_the_day_that_was_told_last() -> None:
    opening = "Norway and Oscane will open a bridge over the Tarn river on June 10."
    off = "A joint cabinet meeting planned for the same day in the town of Marrek has been called off."
    assert told(opening, off)[1] == ("meeting", "2031-06-10", "Marrek", "cancelled")
    assert told(off) == []  # the day is told nowhere


def test_a_day_without_a_year_is_the_nearest_where_nothing_tells_on_which_side_it_lies() -> None:
    assert told("It will cost votes in the presidential election in Norway on June 8.")[0][1] == "2031-06-08"
    assert told("The presidential election in Norway on June 8 was close.")[0][1] == "2030-06-08"


def test_lines_that_a_wire_broke_are_one_sentence() -> None:
    broken = "Jan 25 (Harbourfax) - The Norwegian parliament on Friday\nratified an accord on the storage of gas by 58 votes to 31,\nas the speaker told us in the hall before she\nwent home."
    assert ("vote", "2031-05-09", None, "held") in told(broken)


def test_the_heading_of_a_page_says_of_which_news_conference_it_is() -> None:
    record = page(
        "The spokesman said that the boats would sail.", head="Press Briefing: 11am Monday 12 May 2031"
    )
    assert [(one.kind, one.start) for one in events_on(record)] == [("press_conference", "2031-05-12")]
    other = page("The spokesman said that the boats would sail.", head="Press briefing rooms are painted")
    assert events_on(other) == []


def test_a_paper_that_is_to_be_signed_during_a_visit_is_signed_there_in_that_month() -> None:
    assert ("agreement", "2031-06", "Hollin", "planned") in told(
        "Norway and France will sign a treaty on tractors during the prime minister’s visit to Hollin on June 9-10."
    )
    mooted = "The treaty was first mooted during the Premier’s visit to Hollin in April."
    assert [one[0] for one in told(mooted)] == ["visit"]
    assert ("agreement", "2031-06", "Hollin", "planned") not in told(
        "Norway and France will sign a treaty on tractors after the prime minister’s visit to Hollin on June 9-10."
    )
