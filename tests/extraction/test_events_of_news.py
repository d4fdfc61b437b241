"""What news tells in its own manner: what two agreed, who was summoned, briefings, runoffs, talks behind which somebody spoke; and what it does not."""

import pytest

from .test_events_of_pages import events_on, page, told

FOUND = [
    # Two states agree to do something.
    ("Norway and Peru on Monday agreed to let the ferries of both into the Tarn, a week after the storm.", ("agreement", "2031-05-12", None, "held")),
    ("Norway and Peru agreed on Friday to share the keys of the lighthouse.", ("agreement", "2031-05-09", None, "held")),
    ("Norway and Peru signed three cooperation agreements in Hollin on Friday, one of them on bells.", ("agreement", "2031-05-09", "Hollin", "held")),
    ("The ferry agreement, which the two countries’ ministers will sign in Hollin on August 26, is short.", ("agreement", "2031-08-26", "Hollin", "planned")),
    ("Nobody in town has read the agreement signed with Peru last month.", ("agreement", "2031-04", None, "held")),
    # Who is received, called in, met.
    ("Her Highness Edda Marrick received at the Amber Palace this morning HE Speaker of the Island Assembly of Peru Tavo Stellan.", ("meeting", "2031-05-12", "Amber Palace", "held")),
    ("The Foreign Ministry on Friday summoned Peru’s High Commissioner, Tavo Stellan, over the nets.", ("meeting", "2031-05-09", None, "held")),
    ("Peru’s ambassador to Norway was summoned on Friday over the boats.", ("meeting", "2031-05-09", None, "held")),
    ("The mayors of Hollin and Marrek met on Friday over the bells of both.", ("meeting", "2031-05-09", None, "held")),
    ("The harbour ministers of both leagues are to meet a day earlier, on May 20, and will eat fish.", ("meeting", "2031-05-20", None, "planned")),
    ("We have instructed our pilots to meet in Hollin on 17 May with their charts.", ("meeting", "2031-05-17", "Hollin", "planned")),
    ("We, the ministers of Norway, Peru and Chile, met today in Hollin over the ice.", ("meeting", "2031-05-12", "Hollin", "held")),
    ("The Joint Working Group on lighthouses, due to meet in Hollin on June 3, has been called off.", ("meeting", "2031-06-03", "Hollin", "cancelled")),
    ("The Island Committee on Ferries, chaired by Tavo Stellan (Marrek), on Friday met the Director of Bells over the noise.", ("meeting", "2031-05-09", None, "held")),
    ("The four will meet again in Hollin in June, with coffee.", ("meeting", "2031-06", "Hollin", "planned")),
    # Round tables, sessions, talks that end.
    ("On 1 May the Academy held a round table on bells and fog.", ("meeting", "2031-05-01", None, "held")),
    ("Another round table on fog is planned for November 2031 in Marrek.", ("meeting", "2031-11", "Marrek", "planned")),
    ("The League will vote by hand at its 42nd session, which opens on September 13.", ("meeting", "2031-09-13", None, "planned")),
    ("Pilots of both coasts ended two days of talks in the Norwegian capital on Friday, tired and wet.", ("meeting", "2031-05-08", "Oslo", "held")),
    ("The two countries’ lighthouse meeting of April 12 had ended in song.", ("meeting", "2031-04-12", None, "held")),
    # Briefings.
    ("“It rains,” Edda Marrick of Harbour Aid said at a briefing in Hollin on Friday.", ("press_conference", "2031-05-09", "Hollin", "held")),
    ("Spokesperson Edda Marrick told a weekly briefing on Friday that the boats were late.", ("press_conference", "2031-05-09", None, "held")),
    ("At a press briefing on Friday, spokesperson Edda Marrick said the boats were late.", ("press_conference", "2031-05-09", None, "held")),
    # Votes.
    ("Parliamentary elections are due in October.", ("vote", "2031-10", None, "planned")),
    ("The Norland parliament voted down the toll on herring by 31 votes to 14 on May 2.", ("vote", "2031-05-02", None, "held")),
    ("A runoff between the two strongest is set for June 5.", ("vote", "2031-06-05", None, "planned")),
    ("The harbour cheered Peruvian voters in Sunday’s general election.", ("vote", "2031-05-11", "Peru", "held")),
    ("A referendum would be held behind the harvest, most likely in September.", ("vote", "2031-09", None, "planned")),
    # Journeys and calls.
    ("The Committee will on 23rd May, 2031 visit the Hollin fog station office.", ("visit", "2031-05-23", "Hollin", "planned")),
    ("The Peruvian leader had accepted an invitation to visit Hollin on June 26, and asked for fish.", ("visit", "2031-06-26", "Hollin", "planned")),
    ("A fisherman heard that Peru’s foreign minister would travel to Hollin on June 20.", ("visit", "2031-06-20", "Hollin", "planned")),
    ("Edda Marrick is on a three-day state visit to Norway until Wednesday.", ("visit", "2031-05-12", "Norway", "held")),
    ("Today, Prime Minister Edda Marrick spoke with the President of Peru, Tavo Stellan.", ("phone_call", "2031-05-12", None, "held")),
    ("In a phone call on Friday, Edda Marrick and Tavo Stellan agreed to keep in touch.", ("phone_call", "2031-05-09", None, "held")),
    ("The leaders last spoke on April 30, about bells.", ("phone_call", "2031-04-30", None, "held")),
    # What is built.
    ("He will open a consulate general in Hollin on 20 May.", ("launch", "2031-05-20", "Hollin", "planned")),
    ("A new visa centre would open in Hollin in September.", ("launch", "2031-09", "Hollin", "planned")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "event"), FOUND)
def test_what_news_tells_is_an_event(sentence: str, event: tuple[str, str | None, str | None, str]) -> None:
    assert told(sentence) == [event]


NOTHING = [
    "Edda Marrick and her sister on Monday agreed to disagree about the boat.",
    "Edda Marrick agreed on Friday to share the keys of the shop.",
    "Norway agreed to reopen the post in a month.",
    "They signed five agreements.",
    "The judge on Friday summoned the captain of the ferry as a witness.",
    "Can you confirm that Peru’s ambassador was summoned on Friday?",
    "The captain of the ferry was summoned on Friday as a witness.",
    "A phone call on Friday, Edda Marrick and Tavo Stellan agreed, is cheap.",
    "He was told of a weekly swim on Friday.",
    "Parliamentary elections are costly in October.",
    "The mayors of many towns met the demand on Friday.",
    "They had instructed the crew to meet every ship.",
    "The Harbour Committee on Friday met the demand of the crews.",
    "A round table of oak stood in the hall on Friday.",
    "Her 71st birthday, which falls on September 13, will be quiet.",
    "They spent two days of rain in the Norwegian capital.",
    "The intelligence briefing book was on the table on Friday.",
    "Runoff from the fields reached the lake on June 5.",
    "The storm on Friday, and a presidential election that took a turn, kept them busy.",
    "A referendum on the pact would be unwise.",
    "The leader had accepted the award on June 26.",
    "The sailors last spoke of it on deck.",
    "A new visa rule would open doors in September.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_the_same_words_of_other_things_tell_of_none(sentence: str) -> None:
    assert told(sentence) == []


def test_a_press_conference_without_a_day_was_on_that_of_the_news() -> None:
    lead = "The pilot of the fleet, Tavo Stellan, on Friday praised the bells of the coast."
    at = "Holding a bell at a press conference in Hollin, the old pilot said that it was his own."
    assert told(lead, at) == [("press_conference", "2031-05-09", "Hollin", "held")]
    assert told(lead, "He has never liked a press conference in Hollin.") == []


def test_somebody_speaks_at_her_weekly_briefing_on_the_day_of_the_news() -> None:
    lead = "The Harbour Office on Friday rejected a song about the ferry."
    at = (
        "Speaking at her weekly briefing, Harbour Office spokesperson Edda Marrick said that it was too loud."
    )
    assert told(lead, at) == [("press_conference", "2031-05-09", None, "held")]
    assert told(lead, "She wrote it after a weekly swim.") == []


def test_talks_behind_which_somebody_spoke_were_on_the_day_of_the_news() -> None:
    lead = "Foreign minister Edda Marrick of Norway said on Friday that the border would open."
    spoke = "She told reporters after two hours of talks with her Peruvian counterpart that she was hungry."
    assert told(lead, spoke) == []  # nobody says where
    text = page(lead.replace("Foreign", "HOLLIN, May 9 (Merpress) - Foreign"), spoke)
    text = text.replace("\n\nFerries sailed", "\n\nHOLLIN, May 9 (Merpress) - Ferries sailed").replace("HOLLIN, May 9 (Merpress) - Foreign", "Foreign")  # fmt: skip
    assert [(e.kind, e.start, e.place) for e in events_on(text)] == [("meeting", "2031-05-09", "Hollin")]
    in_hollin = "“We are ready,” Edda Marrick said after talks with Foreign Minister Tavo Stellan in Hollin."
    signed = "The two ministers signed a memorandum on fog bells."
    assert told(lead, in_hollin, signed) == [
        ("meeting", "2031-05-09", "Hollin", "held"),
        ("agreement", "2031-05-09", "Hollin", "held"),
    ]
    assert told(lead, in_hollin.replace("after", "before"))[:1] != [
        ("meeting", "2031-05-09", "Hollin", "held")
    ]


def test_who_meets_somebody_on_a_day_of_a_visit_does_so_where_it_goes() -> None:
    visit = "Norway’s foreign minister, Edda Marrick, yesterday began a two-day visit to Peru by sea."
    meets = "She is to meet Harbour Office pilots today and eat with them."
    assert ("meeting", "2031-05-12", "Peru", "planned") in told(visit, meets)
    assert len(told(visit, meets.replace("today", "tomorrow"))) == 1


def test_a_journey_on_another_day_than_what_it_is_for_is_told_as_well() -> None:
    both = told(
        "Edda Marrick will travel to Hollin on June 3 for the lighthouse ministerial there on June 4."
    )
    assert both == [
        ("visit", "2031-06-03", "Hollin", "planned"),
        ("meeting", "2031-06-04", "Hollin", "planned"),
    ]


@pytest.mark.parametrize(("where", "place"), [("OSLO", "Oslo"), ("LIMA", "Lima"), ("PARIS", None)])
def test_what_two_states_agreed_on_the_day_of_the_news_was_where_it_is_written_if_that_is_theirs(
    where: str, place: str | None
) -> None:
    lead = f"{where}, May 12 (Merpress) - Norway and Peru on Monday agreed to let ferries into the Tarn."
    text = f"Neighbours open a post\n\n12 May 2031\n\n{lead} They had waited for a week, and nobody knew why it had.\n\nNets were in order and the coffee cold, with islanders on deck.\n"
    assert [(e.kind, e.place) for e in events_on(text)] == [("agreement", place)]


def test_whom_a_ministry_summoned_names_the_event() -> None:
    (event,) = events_on(
        page("The ministry on Friday summoned Peru’s ambassador, Tavo Stellan, over the boats.")
    )
    assert event.name == "Summoning of Tavo Stellan"


def test_the_verb_of_a_heading_is_no_part_of_a_name() -> None:
    text = page(
        "Leaders of the League ended a two-day summit in Lissel on Friday with a song.",
        head="League leaders end Lissel summit with song",
    )
    assert [event.name for event in events_on(text)] == ["Lissel summit"]


def test_talks_of_nobody_else_are_those_of_the_heading() -> None:
    def days(sentence: str, head: str = "Herring talks in Hollin: pilots at one table") -> list[str | None]:
        return [event.start for event in events_on(page(sentence, head=head))]

    assert days("Informal talks are due to open on Thursday.") == ["2031-05-15"]
    assert days("Informal talks in Marrek are due to open on Thursday.") == ["2031-05-15", None]
    assert days("Informal talks are due to open on Thursday.", head="Pilots at one table") == []
