"""What ministries, agencies and parliaments announce, found as events: finds beside does not find."""

from datetime import date

import pytest

from statements.extraction import read_article
from statements.extraction.records import EventRecord

TODAY = date(2032, 1, 1)
LEAD = "Ferries sailed as they do in that season, and it was the same in every port of the coast, the harbour office wrote."
END = "Nets were in order and the coffee cold, with islanders on deck, and nobody thought about it much in those days."


def page(*paragraphs: str, head: str = "What happened on the coast", day: str = "12 May 2031") -> str:
    return "\n\n".join([head, day, LEAD, *paragraphs, END]) + "\n"


def events_on(text: str) -> list[EventRecord]:
    return list(read_article(text, today=TODAY).events)


def told(*paragraphs: str) -> list[tuple[str, str | None, str | None, str]]:
    """Return kind, first day, place and state of each event that paragraphs tell of; the page is of Monday, 12 May 2031."""
    return [(event.kind, event.start, event.place, event.status) for event in events_on(page(*paragraphs))]


FOUND = [
    # Journeys in the present tense, and what is done there.
    ("The Secretary arrives in Dunmere tomorrow.", ("visit", "2031-05-13", "Dunmere", "planned")),
    ("The Prime Minister is travelling to Marrek today.", ("visit", "2031-05-12", "Marrek", "planned")),
    ("I look forward to welcoming Foreign Minister Jonte Brask to Hollin in November.", ("visit", "2031-11", "Hollin", "planned")),
    ("President Tavo Stellan invited President Edda Marrick to visit Norway in 2032.", ("visit", "2032", "Norway", "possible")),
    ("President Stellan invited President Edda Marrick to visit Norway in 2032, and she accepted.", ("visit", "2032", "Norway", "planned")),
    ("At the invitation of Minister Lena Roke, Foreign Minister Jonte Brask will visit Norway from 20 to 22 May.", ("visit", "2031-05-20", "Norway", "planned")),
    ("President Edda Marrick arrived in Hollin on Friday evening for a State visit.", ("visit", "2031-05-09", "Hollin", "held")),
    # Calls of two whom the text has told, and one that was received.
    ("They spoke by phone on Saturday.", ("phone_call", "2031-05-10", None, "held")),
    ("Minister Tavo Stellan received a phone call today, May 12, from the Foreign Minister of Norway.", ("phone_call", "2031-05-12", None, "held")),
    ("The previous conversation between Edda Marrick and Tavo Stellan took place on May 2.", ("phone_call", "2031-05-02", None, "held")),
    # Votes by their count, by what was put to them, and by the day of a parliament.
    ("On Friday, Parliament approved the trade agreement with Norway by 412 votes to 156.", ("vote", "2031-05-09", None, "held")),
    ("The motion of no confidence was rejected by 88 votes to 61 on Friday.", ("vote", "2031-05-09", None, "held")),
    ("This morning, the Harbour Council voted to extend the mandate of the mission until 31 October.", ("vote", "2031-05-12", None, "held")),
    ("The Senate on Friday rejected the request to send boats.", ("vote", "2031-05-09", None, "held")),
    ("Norway’s parliament rejected the herring pact on Friday.", ("vote", "2031-05-09", None, "held")),
    ("The full Senate is expected to vote on the pact on 3 June.", ("vote", "2031-06-03", None, "planned")),
    # Papers.
    ("The ministers discussed the Grain Corridor Agreement, signed in Hollin on May 2.", ("agreement", "2031-05-02", "Hollin", "held")),
    ("They said that the joint rescue agreement of 2014 should be updated.", ("agreement", "2014", None, "held")),
    # Bodies and their sessions.
    ("The dialogue will hold its first session in Tolva in January 2032.", ("meeting", "2032-01", "Tolva", "planned")),
    ("The delegation will also attend a plenary session on 19 May.", ("meeting", "2031-05-19", None, "planned")),
    ("It agreed that the next Association Council would take place in Hollin in the first half of 2032.", ("meeting", "2032", "Hollin", "planned")),
    ("The Harbour Commission was last convened in Lukasa in 2019.", ("meeting", "2019", "Lukasa", "held")),
    ("The Harbour Council, at its 118th meeting held on 10 February 2031, took note of the herring.", ("meeting", "2031-02-10", None, "held")),
    ("The next meeting will take place in Hollin in 2032.", ("meeting", "2032", "Hollin", "planned")),
    ("He looked forward to the resumption of the talks in Geneva on 4 November.", ("meeting", "2031-11-04", "Geneva", "planned")),
    ("They will convene the third round of the Joint Trade Committee in Hollin in June.", ("meeting", "2031-06", "Hollin", "planned")),
    ("They will resume talks in Hollin on Friday, the Foreign Ministry in Tallinn said.", ("meeting", "2031-05-16", "Hollin", "planned")),
    # Launches, where they came down.
    ("Oscane fired a missile into the Grey Sea on Friday.", ("launch", "2031-05-09", "Grey Sea", "held")),
    ("I left on 3 March, one day after Oscane tested its new missile.", ("launch", "2031-03-02", None, "held")),
    ("A joint news conference that had been scheduled for Friday was cancelled.", ("press_conference", "2031-05-09", None, "cancelled")),
    # An election by its weekday, the vote that a chamber's record ends with, a paper signed on the day.
    ("Seven in ten took part in Sunday’s election in Norway.", ("vote", "2031-05-11", "Norway", "held")),
    ("Question put and agreed to.", ("vote", "2031-05-12", None, "held")),
    ("The leaders met for an hour and signed today an agreement on ferries.", ("agreement", "2031-05-12", None, "held")),
    ("Norway and Oscane have finalised a pact on visas and it will be inked in Hollin on 3 June.", ("agreement", "2031-06-03", "Hollin", "planned")),
    # Whoever leads a delegation was there; a hall is in its town, and a weekday is no part of its name.
    ("Tavo Stellan met and had a friendly talk with the delegation of the League led by its chairwoman Edda Marrick in Hollin Monday.", ("meeting", "2031-05-12", "Hollin", "held")),
    ("President Tavo Stellan met the Norwegian trade minister Edda Marrick at Harbour Hall in Hollin Friday.", ("meeting", "2031-05-09", "Harbour Hall, Hollin", "held")),
    ("You will meet in Hollin on 24 May to decide on the licence.", ("meeting", "2031-05-24", "Hollin", "planned")),
    ("At a press conference this morning Edda Marrick said she had won.", ("press_conference", "2031-05-12", None, "held")),
    # A body in small letters votes on what is named, "here" behind a long subject, and both who were met.
    ("The council will vote on the mandate of the mission on 3 June, diplomats said.", ("vote", "2031-06-03", None, "planned")),
    ("Envoy Edda Marrick, who met both delegations in Geneva on Monday, said so.", ("meeting", "2031-05-12", "Geneva", "held")),
    # Bodies and groups in small letters that meet, rounds, and what a session opened.
    ("The working group will next meet in Geneva on 2 June, the envoy said.", ("meeting", "2031-06-02", "Geneva", "planned")),
    ("The allies meet in Geneva on Friday.", ("meeting", "2031-05-16", "Geneva", "planned")),
    ("A final round will be held in Hollin on 21 May.", ("meeting", "2031-05-21", "Hollin", "planned")),
    ("The intergovernmental commission will convene in Hollin in November.", ("meeting", "2031-11", "Hollin", "planned")),
    # Whom somebody received, by the name first, and a delegation by who led it.
    ("President Tavo Stellan received Edda Marrick, Foreign Minister of Norway, on Friday.", ("meeting", "2031-05-09", None, "held")),
    ("President of the Republic of Oscane Tavo Stellan received on Friday a delegation led by Speaker Edda Marrick.", ("meeting", "2031-05-09", None, "held")),
    # Votes of confidence, and on a treaty whose name stands before the day.
    ("Edda Marrick said her party would call a no-confidence vote for 20 June.", ("vote", "2031-06-20", None, "planned")),
    # The day of a leak is not that of what it tells of.
    ("The cable, leaked last week, describes a secret meeting in Geneva in March.", ("meeting", "2031-03", "Geneva", "held")),
    ("Norway had broken the 1992 water accord by closing its dam.", ("agreement", "1992", None, "held")),
    # An office without an article before whom she met, a protocol by its month, an agreement by its year alone.
    ("Edda Marrick, who met chief mediator Jonte Brask in Hollin on Monday, said so.", ("meeting", "2031-05-12", "Hollin", "held")),
    ("The Hollin protocol, signed in February 2029, obliges both sides to keep away.", ("agreement", "2029-02", None, "held")),
    ("They stressed that the agreement of 2005 remains the basis.", ("agreement", "2005", None, "held")),
    ("The sixth round will be held in Hollin in 2032.", ("meeting", "2032", "Hollin", "planned")),
    # What is to be signed where and when, elections that are held on a day, the day of who met in the margins.
    ("The two leaders are expected to sign a free trade agreement in Hollin on Friday.", ("agreement", "2031-05-16", "Hollin", "planned")),
    ("Norway holds parliamentary elections on May 18.", ("vote", "2031-05-18", "Norway", "planned")),
    ("Talks with Norway to open in Hollin on 8 June.", ("meeting", "2031-06-08", "Hollin", "planned")),
    # Whom an office calls, sees and is due to see, by the day right behind.
    ("He called the Foreign Minister of Norway yesterday.", ("phone_call", "2031-05-11", None, "held")),
    ("The deputy minister is calling Envoy Jonte Brask this afternoon.", ("phone_call", "2031-05-12", None, "planned")),
    ("The ministers will see each other in Hollin on 14 November.", ("meeting", "2031-11-14", "Hollin", "planned")),
    ("President Edda Marrick held discussions with President Tavo Stellan in Hollin on Friday.", ("meeting", "2031-05-09", "Hollin", "held")),
    ("A previous round in Hollin collapsed on March 19.", ("meeting", "2031-03-19", "Hollin", "held")),
    ("Officials from both countries are due to meet in Hollin on May 20.", ("meeting", "2031-05-20", "Hollin", "planned")),
    ("A task force will meet in Hollin on Friday.", ("meeting", "2031-05-16", "Hollin", "planned")),
    ("We have a working group, and it will meet in Hollin in June.", ("meeting", "2031-06", "Hollin", "planned")),
    ("Talks with the Norwegian side are set down for Hollin on 8 June.", ("meeting", "2031-06-08", "Hollin", "planned")),
    ("The talks, hosted by Norway at a hotel in Geneva, are expected to run through Saturday.", ("meeting", "2031-05-17", "Geneva", "planned")),
    # Journeys of an office or a delegation, and whom somebody asked to come.
    ("The prime minister flies to Oslo next week.", ("visit", "2031-05", "Oslo", "planned")),
    ("On Friday, the delegation travels to Bergen.", ("visit", "2031-05-16", "Bergen", "planned")),
    ("Envoy Edda Marrick is due in Oslo on Wednesday.", ("visit", "2031-05-14", "Oslo", "planned")),
    ("I have invited the President to Oslo next June.", ("visit", "2031-06", "Oslo", "possible")),
    ("They will sign a paper during the minister's visit to Oslo on June 9-10.", ("visit", "2031-06-09", "Oslo", "planned")),
    # What both signed, in a clause of its own or with ink, and votes in the present tense.
    ("The transit treaty that the two neighbours signed on 3 June 1998 leaves every tariff open.", ("agreement", "1998-06-03", None, "held")),
    ("A memorandum of understanding was inked in Oslo last week.", ("agreement", "2031-05", "Oslo", "held")),
    ("The Ministers signed an Agreement on the mutual abolition of visas on 9 May.", ("agreement", "2031-05-09", None, "held")),
    ("The Security Council votes on the draft on Thursday.", ("vote", "2031-05-15", None, "planned")),
    ("The two will hold a joint press conference on 14 May.", ("press_conference", "2031-05-14", None, "planned")),
    # A line of a chronology.
    ("June 2019: The foreign ministers meet in Geneva for the first time since the storm.", ("meeting", "2019-06", "Geneva", "held")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "event"), FOUND)
def test_what_is_announced_is_an_event(sentence: str, event: tuple[str, str | None, str | None, str]) -> None:
    assert told(sentence) == [event]


NOTHING = [
    "The road travels to Port Almar and back along the shore.",
    "The ferry is heading to Hollin as it does each day of the year.",
    "They look forward to welcoming guests to the museum.",
    "Residents invited the painters to visit the museum.",
    "They spoke on Saturday.",
    "The previous conversation of the sailors was short.",
    "The third round of the quiz was in Hollin.",
    "He called the Foreign Minister of Norway a liar yesterday.",
    "He called the deal a farce on Friday.",
    "The ministers will see each other on television.",
    "The doctors held discussions on Friday.",
    "A previous round of drinks in Hollin collapsed the bar.",
    "A task force will meet its match.",
    "Talks are set down for another day.",
    "The prime minister flies to Oslo as a pastime.",
    "The ferry is due in Oslo on Wednesday.",
    "I have invited the President to dinner next June.",
    "The treaty that nobody signed leaves every tariff open.",
    "A tattoo was inked in Oslo last week.",
    "The Security Council votes on the draft.",
    "At the invitation of Minister Lena Roke, nobody will visit in May.",
    "Minister Tavo Stellan received letters on Monday.",
    "The plan was rejected by 88 fishermen.",
    "The crew voted to extend the holiday.",
    "The Senate rejected the request to send boats.",
    "Norway’s parliament is older than the pier.",
    "They praised the rescue agreements of those years.",
    "The chess club had a first session of tea.",
    "The plenary session was dull.",
    "The Association Council is older than the pier.",
    "Nobody convened the Harbour Commission.",
    "Oscane tested its new ferry on Friday.",
    "A missile flew into the Grey Sea in a film.",
    "A joint news conference was dull.",
    "Elections are held in Norway as they are elsewhere.",
    "The question put to the crew was agreed to be hard.",
    "The leaders signed today for a parcel.",
    "Norway and Oscane have finalised a list and it will be read in Hollin on 3 June.",
    "Tavo Stellan had a friendly talk with himself in Hollin Monday.",
    "You will meet many gulls on the pier.",
    "At a press conference nobody said so.",
    "The crew will vote on the soup of the day on 3 June, cooks said.",
    "Envoy Edda Marrick, who met both deadlines in Geneva on Monday, said so.",
    "The working group of painters will next paint in Geneva on 2 June.",
    "A final round of soup was on the house in Hollin on 21 May.",
    "President Tavo Stellan received Edda Marrick, a parcel of fish, on Friday.",
    "Edda Marrick has the confidence of voters.",
    "Edda Marrick, who met strong resistance in Hollin on Monday, said so.",
    "The Hollin protocol keeps both sides away.",
    "They stressed that the year of 2005 remains the basis.",
    "The two leaders are expected to sign a parcel in Hollin on Friday.",
    "Norway holds parliamentary papers on May 18.",
    "June 2019: The nets are mended for the first time since the storm.",
    "He left the party for good on Monday to visit nobody.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_the_same_words_about_other_things_are_no_event(sentence: str) -> None:
    assert told(sentence) == []


def test_where_they_meet_on_another_day_than_the_landing_each_has_its_day() -> None:
    assert told(
        "The Secretary arrives in Dunmere tomorrow, where she will meet with Minister Jonte Brask on Wednesday."
    ) == [("visit", "2031-05-13", "Dunmere", "planned"), ("meeting", "2031-05-14", "Dunmere", "planned")]
    # Without a day of its own the meeting is on that of the landing.
    assert told("On Wednesday I will travel to Marrek, where I will meet President Tavo Stellan.") == [
        ("visit", "2031-05-14", "Marrek", "planned"),
        ("meeting", "2031-05-14", "Marrek", "planned"),
    ]


def test_what_is_done_during_a_visit_is_within_its_days_and_what_follows_it_is_not() -> None:
    visit = "Jonte Brask will pay an official visit to Norway from 20 to 22 May."
    assert told(visit, "During the visit, the two ministers will hold talks in Oslo.")[1:] == [
        ("meeting", "2031-05", "Oslo", "planned")
    ]
    # Who comes and what they will do there, told right behind it, is of the visit; what others will do is not.
    assert told(visit, "Brask will hold talks with President Edda Marrick in Oslo.")[1:] == [
        ("meeting", "2031-05", "Oslo", "planned")
    ]
    assert all(
        kind != "meeting" or start is None
        for kind, start, _, _ in told(visit, "Lena Roke will hold talks with President Edda Marrick in Oslo.")
    )
    assert all(
        kind != "meeting" or start is None
        for kind, start, _, _ in told(visit, "After the visit, the two ministers will hold talks in Oslo.")
    )


def test_a_paper_that_two_sign_where_they_met_is_of_that_day_and_one_that_they_praise_is_not() -> None:
    met = "Edda Marrick met Tavo Stellan in Hollin on Friday."
    assert told(f"{met} The two signed a memorandum of understanding on customs.")[1:] == [
        ("agreement", "2031-05-09", "Hollin", "held")
    ]
    assert told(f"{met} The two praised a memorandum of understanding on customs.")[1:] == []


def test_who_met_in_the_margins_of_a_conference_met_where_it_was() -> None:
    where = "in the margins of the Coastal States Conference in Lanpur"
    assert ("meeting", "2031-05-09", "Lanpur", "held") in told(
        f"Tavo Stellan met with Jonte Brask on Friday {where}."
    )
    assert ("meeting", "2031-05-09", None, "held") in told(
        "Tavo Stellan met with Jonte Brask on Friday, before the Coastal States Conference in Lanpur."
    )


def test_the_day_of_a_hearing_on_a_pact_is_not_the_pacts() -> None:
    hearing = "The Committee will hold a hearing on the Norway fisheries pact on Wednesday, June 11."
    assert all(start is None for _, start, _, _ in told(hearing))


AGENDA = [
    "Foreign Minister Edda Marrick receives Foreign Minister Tavo Stellan in Hollin.",
    "Thursday 15 May",
    "Foreign Minister Edda Marrick on mission in Port Almar: meets with President Jonte Brask.",
]


def test_an_agenda_holds_what_is_set_for_its_days_and_other_pages_do_not() -> None:
    agenda = "\n\n".join(["Weekly agenda of the Foreign Minister", "12 May 2031", *AGENDA]) + "\n"
    assert [(e.kind, e.start, e.place, e.status) for e in events_on(agenda)] == [
        ("meeting", "2031-05-12", "Hollin", "planned"),
        ("visit", "2031-05-15", "Port Almar", "planned"),
        ("meeting", "2031-05-15", "Port Almar", "planned"),
    ]
    gallery = "\n\n".join(["Pictures of the harbour", "12 May 2031", LEAD, AGENDA[0], END]) + "\n"
    assert events_on(gallery) == []


def test_a_readout_is_headed_by_the_meeting_that_it_is_of_and_a_story_is_not() -> None:
    body = (
        "The Secretary-General met with H.E. Mr. Imre Valdasz, President of Oscane. They discussed herring."
    )
    readout = page(
        body, head="Readout of the Secretary-General's meeting with Mr. Imre Valdasz, President of Oscane"
    )
    assert [(e.kind, e.start) for e in events_on(readout)] == [("meeting", "2031-05-12")]
    assert events_on(page(body, head="Secretary-General is said to like meetings with fishermen")) == []


def test_remarks_at_a_press_conference_are_headed_by_it_and_remarks_on_one_are_not() -> None:
    body = "Good evening. Today was long and useful, and the herring was good."
    of_it = page(
        body, head="Remarks by Foreign Minister Edda Marrick at the press conference following the talks"
    )
    assert [(e.kind, e.start) for e in events_on(of_it)] == [("press_conference", "2031-05-12")]
    assert events_on(page(body, head="Foreign Minister Edda Marrick avoids the press")) == []


def test_the_line_that_tells_where_a_meeting_was_held_dates_its_record_and_a_sentence_does_not() -> None:
    rest = [
        "The President: I thank Mr. Koll for his herring.",
        "Mr. Brenning (Kestran): I thank you. " + LEAD,
    ]
    held = "Held in the Council Chamber, Hollin, on Tuesday, 9 April 2030, at 10 a.m."
    title = "Provisional verbatim record of the 9412th meeting"
    read = read_article("\n\n".join([title, held, *rest]) + "\n", today=TODAY)
    assert (read.headline, read.published.date) == (title, "2030-04-09")
    sentence = "It was held up in the chamber, where nobody knew of 9 April 2030."
    assert read_article("\n\n".join([title, sentence, *rest]) + "\n", today=TODAY).published.date is None


def test_a_date_that_heads_the_title_of_a_record_dates_it_and_one_in_the_title_of_news_does_not() -> None:
    def published(head: str) -> str | None:
        text = "\n\n".join(["Record of the Norlan Parliament", head, LEAD, END]) + "\n"
        return read_article(text, today=TODAY).published.date

    assert published("Sitting of 18 July 2030 – Debate on the motion of no confidence") == "2030-07-18"
    assert published("Storm of 18 July 2030 – The herring that came with it") is None


def test_the_news_of_a_first_sentence_without_a_day_is_of_the_day_and_older_news_is_not() -> None:
    has = "President Tavo Stellan has received Foreign Minister Edda Marrick of Norway."
    assert [e.start for e in events_on(f"What happened\n\n12 May 2031\n\n{has} {LEAD}\n\n{END}\n")] == [
        "2031-05-12"
    ]
    assert events_on(f"What happened\n\n12 May 2031\n\n{LEAD}\n\n{has}\n\n{END}\n") == []


def test_a_vote_on_a_treaty_has_its_day_and_the_treaty_has_not() -> None:
    found = told("Parliament approved the Haven Treaty by 81 votes to 64 early on Friday after a debate.")
    assert found == [("vote", "2031-05-09", None, "held"), ("agreement", None, None, "held")]


def test_an_agenda_of_lines_without_stops_is_read_by_its_days_and_a_list_of_other_things_is_not() -> None:
    lines = [
        "Monday 19 May",
        "11:00 The President receives Prime Minister Edda Marrick of Norway",
        "Tuesday 20 May",
        "The President travels to Hollin",
    ]
    set_for = "\n".join(
        ["Weekly diary of the President: 19 - 25 May 2031", "", "12 May 2031", "", *lines, "", END]
    )
    assert [(e.kind, e.start, e.place) for e in events_on(set_for)] == [
        ("meeting", "2031-05-19", None),
        ("visit", "2031-05-20", "Hollin"),
    ]
    assert events_on(set_for.replace("Weekly diary of the President", "Paintings of the harbour")) == []


def test_remarks_in_somebodys_name_at_a_press_conference_are_headed_by_it_where_it_was() -> None:
    body = "Mr President, ladies and gentlemen,\n\nThank you for the coffee. I was here as a student, and we say thank you.\n"
    of = "Premier Stellan’s remarks at joint press conference with President Marrick\n\nHollin, 11 April 2030\n\n"
    assert [(e.kind, e.start, e.place) for e in events_on(of + body)] == [
        ("press_conference", "2030-04-11", "Hollin")
    ]
    assert events_on(of.replace("press conference", "breakfast table") + body) == []


def test_who_met_in_the_margins_of_a_conference_met_on_the_day_behind_it_and_not_on_one_before() -> None:
    met = "Tavo Stellan and Edda Marrick held a bilateral meeting on the sidelines of the Harbour Security Conference"
    assert [e[:2] for e in told(f"{met} on Saturday.")] == [
        ("meeting", "2031-05-10"),
        ("meeting", "2031-05-10"),
    ]
    assert [e[:2] for e in told(f"{met}.")] == [("meeting", None)]
