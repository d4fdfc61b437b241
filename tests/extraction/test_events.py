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
    ("President Edda Marrick phoned Prime Minister Jonte Brask on Monday.", "Marrick–Brask phone call"),
    ("President Edda Marrick spoke on the phone to Prime Minister Jonte Brask on Monday.", "Marrick–Brask phone call"),
    ("President Edda Marrick spoke on Monday by telephone with Prime Minister Jonte Brask.", "Marrick–Brask phone call"),
    ("President Edda Marrick will host Foreign Minister Jonte Brask in Hollin on 20 May.", "Marrick–Brask meeting in Hollin"),
    ("President of Norway Edda Marrick held talks with Foreign Minister of Finland Jonte Brask in Hollin on Monday.", "Marrick–Brask talks in Hollin"),
    ("Prime Minister of Finland Jonte Brask met President of Norway Edda Marrick in Hollin on Monday.", "Brask–Marrick meeting in Hollin"),
    ("Prime Minister Jonte Brask met the President of Norway in Hollin on Monday.", "Brask–Norway meeting in Hollin"),
    ("A two-day summit in Tallinn ended on Monday.", "Tallinn summit"),
    ("President Edda Marrick held a phone call with Prime Minister Tavo Stellan on Monday.", "Marrick–Stellan phone call"),
    ("The Velland–Orvania phone call on Monday was long.", "Velland–Orvania phone call"),
    ("President Edda Marrick held a phone call with Prime Minister Mira Ruiz Ocampo on Monday.", "Marrick–Ruiz Ocampo phone call"),
    ("Foreign Minister Jonte Brask and Prime Minister Tavo Stellan also met in Hollin on Monday.", "Brask–Stellan meeting in Hollin"),
    ("The Oslo Ports Conference 2031 opened on Monday.", "Oslo Ports Conference 2031"),
    ("The Lastra Bridge agreement was signed on Monday.", "Lastra Bridge agreement"),
    ("The Black Sea grain accord was signed in Hollin on Monday.", "Black Sea grain accord"),
    ("Ferry fee talks will go on in Hollin on 20 May.", "Ferry fee talks in Hollin"),
    ("Foreign Minister Jonte Brask will pay an official visit to Norway from May 20 to 22.", "Jonte Brask visit to Norway"),
    ("Norway held a referendum on May 4, 2031.", "Norway referendum 2031"),
    ("Chancellor Jonte Brask gave a news conference in Hollin on Monday.", "Jonte Brask press conference in Hollin"),
    ("The second Marrick–Stellan summit was held in March.", "Second Marrick–Stellan summit"),
    ("The Trans-Harbour ferry pact was signed on Monday.", "Trans-Harbour ferry pact"),
    ("Edda Marrick praised the Norway–Pacific ferry pact, which was signed on Monday.", "Norway–Pacific ferry pact"),
    ("Norway signed the Hollin deal in Hollin on Monday.", "Hollin deal"),
    ("The TTIP trade pact was signed in Hollin on Monday.", "Transatlantic Trade and Investment Partnership"),
    ("The Ceta agreement was signed in Hollin on Monday.", "Comprehensive Economic and Trade Agreement"),
    ("The HBT agreement was signed in Hollin on Monday.", "HBT agreement"),
    ("The GOP National Convention opened on Monday.", "Republican National Convention 2031"),
    ("Jonte Brask will pay a visit to Norway in May.", "Jonte Brask visit to Norway"),
    ("They praised the final status accord between Norway and France, which was signed on Monday.", "Norway–France final status accord"),
    ("They praised the final accord between Norway and France, which was signed on Monday.", "Norway–France accord"),
    ("The interim Norway ferry accord was signed on Monday.", "Interim Norway ferry accord"),
    ("Edda Marrick and Tavo Stellan met at Lena Holm Torm National Airport on Monday.", "Marrick–Stellan meeting at Lena Holm Torm National Airport"),
    ("Edda Marrick and Tavo Stellan met at the White House on Monday.", "Marrick–Stellan meeting at the White House"),
    ("Edda Marrick paid a visit to the Netherlands on Monday.", "Edda Marrick visit to the Netherlands"),
    ("The Prime Minister will pay a State Visit to Norway on 21-22 May 2031.", "Visit to Norway"),
    ("The Foreign Secretary will host a conference on ports in Hollin on 3 July.", "Conference in Hollin"),
    ("The Harbour Council this afternoon held an interactive dialogue with the envoy.", "Harbour Council interactive dialogue"),
    ("The Harbour Fund board is due to meet on June 14.", "Harbour Fund board meeting"),
    ("A meeting of the two foreign ministers, planned for May 20, was called off.", "Meeting of the two foreign ministers"),
    ("Norway and Peru on Monday signed an agreement for the return of nine boats.", "Norway–Peru agreement"),
    ("Speaking at a joint news conference on Monday, Tavo Stellan said that it rained.", "Tavo Stellan press conference"),
    ("He is set to travel to Tallinn on May 25 for a ministerial meeting.", "Ministerial meeting in Tallinn"),
    ("State Councilor and Foreign Minister Edda Marrick met with Chancellor Tavo Stellan in Oslo on Monday.", "Marrick–Stellan meeting in Oslo"),
    ("Edda Marrick met in Oslo on Monday with Prime Minister Tavo Stellan.", "Marrick–Stellan meeting in Oslo"),
    ("Edda Marrick accepted the invitation of President Stellan to visit Oslo.", "Edda Marrick visit to Oslo"),
    ("The third conference of the Friends of Tarragh was held in Tallinn on 8 and 9 May.", "Conference in Tallinn"),
    ("Today we signed a memorandum of understanding on herring.", "Memorandum of understanding on herring"),
    ("The envoys are ready to hold talks in Tallinn on May 20.", "Talks in Tallinn"),
    ("Norway will host a forum on herring next June.", "Forum in Norway"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name"), NAMES)
def test_a_name_says_what_happened_who_and_where(sentence: str, name: str) -> None:
    assert [event.name for event in events_of(sentence)] == [name]


NOTHING = [
    "Edda Marrick phoned the radio station in Hollin on Monday.",
    "Edda Marrick hosted a radio show with Jonte Brask on Monday.",
    "The show, hosted by Edda Marrick, ended on Monday.",
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
    "In July 2030 Chancellor Jonte Brask, on a tour, paid the first visit ever by a chancellor.",
    "The Compline deal was praised by the board.",
    "The Saltwater real estate deal was praised by the owner.",
    "The Warsaw Pact was praised on Monday.",
    "It was told in a letter that was seen by The Saltwater Deal.",
    "Ada Roke is a fellow at the right-wing Saltwater Policy Forum in Norway.",
    "The UN Security Council adopted a resolution, and nobody read it.",
    "The council debate on ferries was long.",
    "President Edda Marrick received the credentials of five ambassadors in Hollin on Monday.",
    "The Harbour Council met the deadline.",
    "The law will be in force on Thursday.",
    "The ferry will go to waste in May.",
    "Residents accepted an invitation to visit the museum.",
    "He has attended every special session of the chess club.",
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
    ("The talks planned for June 3, 2031 in Hollin have been called off, Marrick said.", "cancelled"),
    ("The visit to Norway scheduled for June was cancelled by Marrick.", "cancelled"),
    ("The Hollin summit, due to open on May 20, will not take place.", "cancelled"),
    ("The summit planned for June 3 in Hollin is the first of the two leaders.", "planned"),
    ("The Hollin summit, which fell through in March, will be held on June 3-4, 2031.", "planned"),
    ("The summit in Hollin opens on Thursday.", "planned"),
    ("Marrick will not attend the summit in Tallinn on June 10.", "planned"),
    ("The herring will not be raised at the summit in Tallinn on June 10.", "planned"),
    ("She spoke at the summit in Tallinn on May 4.", "held"),
]


@pytest.mark.parametrize(("sentence", "status"), STATES)
def test_a_state_is_what_the_governing_words_say(sentence: str, status: str) -> None:
    assert [event.status for event in events_of(sentence)] == [status]


def test_a_meeting_in_the_margins_of_a_summit_is_another_event() -> None:
    meeting, summit = events_of(
        "President Edda Marrick met on Monday with President Tavo Stellan on the margins of the ocean summit in Lisbon."
    )
    assert (meeting.kind, meeting.participants) == ("meeting", ("Edda Marrick", "Tavo Stellan"))
    assert (summit.kind, summit.place, summit.participants) == ("summit", "Lisbon", ())


def test_a_place_where_it_is_not_held_is_none_of_its_places() -> None:
    (meeting,) = events_of("The two foreign ministers will meet on May 20 in Tallinn and not in Oslo.")
    assert meeting.place == "Tallinn"


def test_whoever_thanked_a_guest_is_not_the_guest() -> None:
    visits = events_of(
        "The Federal Chancellor thanked President Tavo Stellan for his visit to Oslo in March and accepted an invitation to visit Tallinn."
    )
    assert [(visit.place, visit.participants) for visit in visits if visit.place == "Tallinn"] == [
        ("Tallinn", ())
    ]


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
    ("Marrick said on Sunday as the two-day summit in Tallinn opened that she was tired.", "2031-05-11", "2031-05-12"),
    ("Marrick said on Sunday that the Tallinn summit had opened.", None, None),
    ("The Hollin summit, which fell through in March, will be held on June 3-4, 2031.", "2031-06-03", "2031-06-04"),
    ("The Hollin summit, which fell through in March, is missed.", None, None),
    ("The summit in Hollin ends on Thursday.", "2031-05-15", None),
    ("The summit in Hollin ended on Thursday.", "2031-05-08", None),
    ("The summit in Hollin on May 20 was called off.", "2031-05-20", None),
    ("The summit in Hollin on May 20 was long.", "2030-05-20", None),
    ("They have waited for the summit in Hollin since 1998.", None, None),
    ("At the Hollin summit last September he promised a lane.", "2030-09", None),
    ("On May 4, 2031, eight months after the Hollin summit, Marrick resigned.", "2030-09", None),
    ("Marrick resigned eight months after the Hollin summit.", None, None),
    ("This month's summit in Hollin ends on Wednesday, May 14, 2031.", "2031-05-14", None),
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
    assert (event.kind, event.name, event.start) == (
        "vote",
        "UN Security Council resolution of 11 May 2031",
        "2031-05-11",
    )
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


SIGNED = [
    ("Velland and Orvania signed a pact on fishing rights in Hollin on Sunday.", "Hollin"),
    ("Velland and Orvania signed the Marsh Accord on Sunday at the end of a summit in Hollin.", "Hollin"),
    ("Velland and Orvania signed the Marsh Accord on trade in the Norlan Sea.", None),
]


@pytest.mark.parametrize(("sentence", "place"), SIGNED)
def test_a_paper_is_where_it_was_signed_and_not_what_it_is_about(sentence: str, place: str | None) -> None:
    assert [event.place for event in events_of(sentence) if event.kind == "agreement"] == [place]


def test_what_was_signed_at_the_end_of_a_summit_tells_its_last_day_and_after_it_none() -> None:
    _, summit = events_of(
        "Ten states signed the Marsh Accord on Sunday at the end of a three-day summit in Hollin."
    )
    assert (summit.start, summit.end) == ("2031-05-09", "2031-05-11")
    _, summit = events_of("Ten states signed the Marsh Accord in Hollin on Sunday after a three-day summit.")
    assert (summit.place, summit.start) == ("Hollin", None)


def test_a_summit_counted_from_another_is_another() -> None:
    one, two = events_of(
        "A summit on ports opened in Hollin on May 12, 2031, six months after the grain summit there. The Hollin ports summit ends on Tuesday."
    )
    assert (one.start, one.end, one.place) == ("2031-05-12", "2031-05-13", "Hollin")
    assert (two.start, two.place, two.name) == ("2030-11", "Hollin", "Hollin grain summit")


@pytest.mark.parametrize(
    ("words", "start"),
    [("two days after", "2031-05-09"), ("a week after", "2031-05"), ("a month before", "2031-06")],
)
def test_a_call_counted_from_another_is_of_the_same_two(words: str, start: str) -> None:
    one, two = events_of(
        f"Edda Marrick and Tavo Stellan spoke again by phone on May 11, 2031, {words} their first call."
    )
    assert (one.start, two.start) == ("2031-05-11", start)
    assert one.participants == two.participants == ("Edda Marrick", "Tavo Stellan")


def test_their_call_without_a_count_is_the_one_that_is_told() -> None:
    (event,) = events_of(
        "Edda Marrick and Tavo Stellan spoke again by phone on May 11, 2031. Their call was short, Marrick said."
    )
    assert len(event.mentions) == 2


def test_the_year_in_a_name_tells_two_conferences_apart_and_this_years_is_of_this_year() -> None:
    text = text_of(
        "The Hollin Ports Conference 2031 opened on Sunday. The Hollin Ports Conference 2030 had ended in a quarrel. This year's conference ends on Wednesday."
    )
    now, before = read_article(text, today=TODAY).events
    assert (now.start, now.end, before.start) == ("2031-05-11", "2031-05-14", "2030")
    assert mentions(text, now) == ["The Hollin Ports Conference 2031", "This year's conference"]


def test_last_years_forum_is_not_this_years() -> None:
    (event,) = events_of("Marrick opened the Hollin Sea Forum 2031 on Sunday. Last year's forum was dull.")
    assert len(event.mentions) == 1


def test_a_conference_named_after_the_place_of_the_dateline_was_there() -> None:
    paragraph = (
        "Edda Marrick opened the Hollin Ports Conference 2031 on Sunday, and the soup was cold by noon."
    )
    assert [event.place for event in events_of("HOLLIN, May 12, 2031 (Nordan) - " + paragraph)] == ["Hollin"]
    assert [event.place for event in events_of("QALDER, May 12, 2031 (Nordan) - " + paragraph)] == [None]


def test_a_lunch_on_a_day_of_the_summit_is_part_of_it_and_one_on_another_day_is_none() -> None:
    story = "A two-day summit in Hollin opened on Monday."
    other = "“I am tired,” said Edda Marrick, who came by ferry."
    _, lunch = events_of(
        story, other, "A working lunch planned for Monday was cancelled because of the soup."
    )
    assert (lunch.name, lunch.start, lunch.status) == (
        "Working lunch at the Hollin summit",
        "2031-05-12",
        "cancelled",
    )
    assert len(events_of(story, other, "A lunch on May 20 was cancelled by the baker.")) == 1


def test_two_who_met_for_a_dinner_had_it_and_a_word_for_dinner_is_none() -> None:
    (event,) = events_of("Edda Marrick and Tavo Stellan met for a working dinner in Hollin on Sunday.")
    assert event.name == "Marrick–Stellan working dinner in Hollin"
    assert events_of("Edda Marrick dressed for dinner in Hollin.") == []


def test_a_word_that_opens_a_headline_is_a_name_only_if_it_is_written_so_elsewhere() -> None:
    (event,) = events_of(
        "Ten states signed the Hollin grain accord in Hollin on Sunday.", head="Grain deal signed in Hollin"
    )
    assert event.name == "Hollin grain accord"
    assert len(event.mentions) == 2


def test_what_is_told_of_a_meeting_of_others_is_not_of_the_talks() -> None:
    text = "It will be told at its meeting in Hollin. The talks between Norway and France went on."
    assert [(event.name, event.place) for event in events_of(text)] == [("Norway–France talks", None)]
    text = (
        "The talks in Hollin were long. They were talks between Norway and France, and they ended on Monday."
    )
    assert [event.place for event in events_of(text)] == ["Hollin"]


def test_a_rally_against_an_agreement_is_not_where_it_was_made() -> None:
    assert [e.place for e in events_of("They held a rally against the Norway ferry accord in Hollin.")] == [
        None
    ]
    assert [e.place for e in events_of("They praised the Norway ferry accord in Hollin.")] == ["Hollin"]


def test_a_meeting_with_somebody_without_an_office_is_told_of_with_a_day_or_a_place() -> None:
    owner = "Gil Cargo, a shipowner, left. "
    minister = "Gil Cargo, the prime minister of Orvania, left. "
    assert events_of(owner + "The Norway–Cargo meeting was long.") == []
    assert [e.name for e in events_of(minister + "The Norway–Cargo meeting was long.")] == [
        "Norway–Cargo meeting"
    ]
    assert len(events_of(owner + "The Norway–Cargo meeting was held in Hollin on Monday.")) == 1


RESOLUTIONS = [
    ("The UN Security Council adopted a resolution on fishing rights.", "UN Security Council resolution on fishing rights"),
    ("The UN Security Council adopted a resolution condemning the blockade of Hollin, they said.", "UN Security Council resolution condemning the blockade of Hollin"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name"), RESOLUTIONS)
def test_a_resolution_is_called_by_what_it_is_on(sentence: str, name: str) -> None:
    assert [event.name for event in events_of(sentence)] == [name]


MADE_TO_SIGN = [
    "Edda Marrick pressed Tavo Stellan to sign an agreement with Norway.",
    "Edda Marrick called on Tavo Stellan to sign the agreement with Norway.",
    "Edda Marrick wanted Tavo Stellan to sign the agreement with Norway.",
]


@pytest.mark.parametrize("sentence", MADE_TO_SIGN)
def test_who_is_pressed_to_sign_is_the_party_and_who_presses_is_none(sentence: str) -> None:
    assert [event.participants for event in events_of(sentence)] == [("Tavo Stellan", "Norway")]


def test_who_wants_to_sign_is_the_party() -> None:
    (event,) = events_of("Tavo Stellan wanted to sign the agreement with Norway.")
    assert event.participants == ("Tavo Stellan", "Norway")


SEVERAL = [
    "President Edda Marrick met with Tavo Stellan and Jonte Brask in Hollin on Monday.",
    "President Edda Marrick met with Prime Minister Tavo Stellan, the Orvanian leader, and Jonte Brask in Hollin on Monday.",
    "Edda Marrick, Tavo Stellan and Jonte Brask met in Hollin on Monday.",
    "A meeting of Edda Marrick, Tavo Stellan and Jonte Brask in Hollin ended on Monday.",
]


@pytest.mark.parametrize("sentence", SEVERAL)
def test_whoever_met_is_a_party(sentence: str) -> None:
    (event,) = events_of(sentence)
    assert set(event.participants) == {"Edda Marrick", "Tavo Stellan", "Jonte Brask"}
    assert event.name == "Marrick–Stellan–Brask meeting in Hollin"


def test_who_a_party_is_is_no_party() -> None:
    (event,) = events_of("Edda Marrick met with Tavo Stellan, a tired man, in Hollin on Monday.")
    assert event.participants == ("Edda Marrick", "Tavo Stellan")


def test_a_visit_is_of_whom_it_is_by_and_not_of_who_writes_of_it() -> None:
    said = "Edda Marrick wrote to Jonte Brask of a visit to Norway in May by Tavo Stellan, the dentist."
    assert [e.participants for e in events_of(said)] == [("Tavo Stellan",)]


def test_a_surname_with_an_office_is_not_the_namesake_who_is_named_later() -> None:
    first = "Minister Marrick has a boat. She spoke of Marrick’s visit to Norway in May."
    later = "The president, Olle Marrick, was not asked."
    assert [event.participants for event in events_of(first, later)] == [("Minister Marrick",)]
    before = "Minister Olle Marrick has a boat. He spoke of Marrick’s visit to Norway in May."
    assert [event.participants for event in events_of(before)] == [("Olle Marrick",)]


def test_two_who_met_beside_a_summit_of_several_are_another_meeting() -> None:
    found = events_of(
        "President Edda Marrick of Norway held a meeting with President Tavo Stellan of France on Monday. "
        "Norway, France and Spain were at the Hollin Ports Summit in Hollin."
    )
    assert ["Ports Summit" in event.name for event in found] == [False, True]


def test_of_more_events_than_any_article_tells_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    visits = [f"Jonte Brask will pay a visit to {there} in May." for there in ("Norway", "France", "Spain")]
    assert len(events_of(*visits)) == len(events_of(" ".join(visits))) == 3
    monkeypatch.setattr("statements.extraction.languages.en.events.MOST_MENTIONS", 2)
    for few in (events_of(*visits), events_of(" ".join(visits))):
        assert [event.place for event in few] == ["Norway", "France"]


def test_one_of_many_who_met_somebody_is_no_party() -> None:
    for event in events_of(
        "Jonte Brask was among the pastors who met with Edda Marrick in Hollin on Monday."
    ):
        assert "Jonte Brask" not in event.participants


NOT_YET = [
    ("Edda Marrick and Tavo Stellan will also hold a summit in Hollin.", "planned"),
    ("They urged her to block Edda Marrick’s visit to Norway.", "planned"),
    ("Edda Marrick vowed to cancel the Norway ferry accord.", "held"),
    ("Edda Marrick cancelled the Norway ferry accord.", "cancelled"),
    ("The delegates to the Republican National Convention are tired.", "planned"),
    ("The goal of the Norway ferry accord is to cut fees.", "held"),
    ("The Norway ferry accord is praised. “There is no perfect accord,” Edda Marrick said.", "held"),
]


@pytest.mark.parametrize(("sentence", "status"), NOT_YET)
def test_what_is_threatened_or_lies_ahead_is_told_so(sentence: str, status: str) -> None:
    assert [event.status for event in events_of(sentence)] == [status]


TOLD_BY_VERBS = [
    ("Foreign Minister Jonte Brask spoke by telephone with the prime minister of Norway, Tavo Stellan, today.", "phone_call", "2031-05-12", None),
    ("She telephoned the President of Norway on Sunday.", "phone_call", "2031-05-11", None),
    ("A follow-up call of the two ministers is planned for 20 May.", "phone_call", "2031-05-20", None),
    ("Roke said that the two prime ministers would hold a video call on Thursday.", "phone_call", "2031-05-15", None),
    ("I met my Norwegian counterpart, Tavo Stellan, in Hollin on 2 May.", "meeting", "2031-05-02", "Hollin"),
    ("Leaders of the six islands meet in Tallinn today.", "meeting", "2031-05-12", "Tallinn"),
    ("The President will meet with the President of Norway on Friday.", "meeting", "2031-05-16", None),
    ("The two envoys left on Friday, a day after their energy ministers met in Hollin.", "meeting", "2031-05-08", "Hollin"),
    ("President Edda Marrick received in Hollin her Norwegian counterpart on Monday.", "meeting", "2031-05-12", "Hollin"),
    ("The deal was signed on Tuesday in Hollin after nine hours of talks.", "meeting", "2031-05-06", "Hollin"),
    ("The islands praised the first trilateral meeting, which took place in Hollin on 17 April 2030.", "meeting", "2030-04-17", "Hollin"),
    ("The envoy called off the grain summit, which was to be held in Hollin on 18 May.", "summit", "2031-05-18", "Hollin"),
    ("Jonte Brask would come to Tallinn for an official visit on 20 and 21 May.", "visit", "2031-05-20", "Tallinn"),
    ("Chancellor Jonte Brask arrived in Norway on Sunday.", "visit", "2031-05-11", "Norway"),
    ("Chancellor Jonte Brask is to travel to Norway on Sunday.", "visit", "2031-05-18", "Norway"),
    ("The trip of the envoy to Tallinn, pencilled in for 20 May, has been scrapped.", "visit", "2031-05-20", "Tallinn"),
    ("Member states on Sunday voted 19 to 8 for the herring quota.", "vote", "2031-05-11", None),
    ("The House divided: Ayes 231, Noes 274.", "vote", "2031-05-12", None),
    ("The Security Council today failed to adopt a resolution on the lake.", "vote", "2031-05-12", None),
    ("Orvania fired two ballistic missiles on Sunday.", "launch", "2031-05-11", None),
    ("Edda Marrick said on Monday that it was over. Marrick told a news conference in Hollin she was tired.", "press_conference", "2031-05-12", "Hollin"),
    ("The Security Council was dull. The meeting began at 10:04 a.m. and ended at noon.", "meeting", "2031-05-12", None),
    ("The ferry agreement will be signed on Saturday in Hollin.", "agreement", "2031-05-17", "Hollin"),
    ("More talks are due in Hollin in August.", "meeting", "2031-08", "Hollin"),
    ("The Chancellor met President Edda Marrick in Norway in May.", "meeting", "2031-05", "Norway"),
    ("Edda Marrick is a dentist. Marrick’s plane arrived in Norway on 2 May.", "visit", "2031-05-02", "Norway"),
    ("The Hollin Council voted 6 to 1 for the resolution on herring on Sunday.", "vote", "2031-05-11", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "start", "place"), TOLD_BY_VERBS)
def test_what_a_verb_tells_is_an_event_with_its_day_and_place(
    sentence: str, kind: str, start: str, place: str | None
) -> None:
    assert (kind, start, place) in [(event.kind, event.start, event.place) for event in events_of(sentence)]


NOT_TOLD_BY_VERBS = [
    "They would meet in Hollin on Friday if the ferry sailed.",
    "The members meet in Hollin every spring.",
    "The harbour received the President's letter on Sunday.",
    "The ferry arrived in time on Sunday.",
    "The letter is to travel to Hollin on Sunday.",
    "She voted for the plan on Sunday.",
    "The island fired its envoy on Sunday.",
    "He called the plan a farce on Sunday.",
    "More talks are needed.",
    "Every club has a charter that was signed on a Sunday.",
    "The meeting room opened at ten.",
    "Visitors come to Hollin for a week on 20 May.",
    "The Chancellor met President Edda Marrick in Norway, where he had once been a cook.",
    "Edda Marrick is a dentist. Marrick’s father and mother arrived in Norway on 2 May.",
    "The council voted 6 to 1 for the resolution on herring on Sunday.",
    "The Supreme Court voted 5 to 4.",
]


@pytest.mark.parametrize("sentence", NOT_TOLD_BY_VERBS)
def test_what_the_same_verbs_say_of_other_things_is_no_event(sentence: str) -> None:
    assert events_of(sentence) == []


def test_who_travels_to_sign_is_told_of_by_what_is_signed() -> None:
    (event,) = events_of("Jonte Brask is to fly to Norway on 20 May to sign the Brask ferry accord.")
    assert (event.kind, event.place) == ("agreement", "Norway")


def test_a_word_that_begins_a_sentence_is_no_place_of_a_summit() -> None:
    called_off = events_of(
        "The Hollin summit planned for May 20, 2031 has been called off.", head="Herring summit called off"
    )
    assert [(event.name, event.place) for event in called_off] == [("Hollin summit", "Hollin")]
    held = events_of("Hollin summit ended on Monday, after days of rain in Hollin.")
    assert {event.place for event in held} == {"Hollin"}


def test_a_visit_that_somebody_puts_off_is_theirs() -> None:
    (visit,) = events_of(
        "President Edda Marrick has postponed her visit to Norway, planned for May 20, 2031."
    )
    assert (visit.name, visit.status) == ("Edda Marrick visit to Norway", "planned")
    (other,) = events_of(
        "President Edda Marrick spoke of her minister. Her visit to Norway on May 20, 2031 was long."
    )
    assert other.name == "Visit to Norway"


def test_what_is_done_instead_of_a_visit_is_no_visit() -> None:
    (visit,) = events_of(
        "President Edda Marrick went on with her holiday instead of making an immediate visit to Norway."
    )
    assert visit.status == "did_not_happen"
    (visit,) = events_of(
        "President Edda Marrick went on with her holiday after making an immediate visit to Norway."
    )
    assert visit.status == "held"


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("ended on 1 January 0001", "0001-01-01", None),
        ("ended on 2 January 0001", "0001-01-01", "0001-01-02"),
        ("began on December 31, 9999", "9999-12-31", None),
        ("began on 9999-12-30", "9999-12-30", "9999-12-31"),
    ],
)
def test_a_summit_at_the_end_of_time_has_the_days_that_there_are(when: str, start: str, end: str) -> None:
    (summit,) = events_of(f"The two-day summit in Hollin {when}, Edda Marrick said.")
    assert (summit.start, summit.end) == (start, end)
