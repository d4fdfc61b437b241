"""One happening is one row, however many articles tell of it and in whatever order they come."""

from itertools import permutations

import pytest

from statements.models import Event, EventMention, Quote
from statements.pages.happenings import article_mentions, how_it_stood

pytestmark = pytest.mark.django_db


def text(head: str, day: str, *paragraphs: str) -> str:
    return "\n\n".join([head, day, *paragraphs, FILLER]) + "\n"


FILLER = "Ferries sailed as they do in that season, with the islanders on deck, their nets in order and the coffee cold."

PLANNED = text(
    "Velland and Orvania are to meet",
    "2 May 2025",
    "President Edda Marrick of Velland will meet Prime Minister Tavo Stellan of Orvania at a summit in Tallinn on June 10-11, 2025, her office said.",
)
CALLED_OFF = text(
    "Marrick stays at home",
    "20 May 2025",
    "The Tallinn summit was called off on Tuesday, President Edda Marrick of Velland said. “I do not travel to be lectured,” Marrick said.",
)
SET_AGAIN = text(
    "Summit is on again",
    "3 June 2025",
    "The summit between Velland and Orvania is now scheduled for June 24-25, 2025 in Tallinn, Prime Minister Tavo Stellan said.",
)
HELD = text(
    "Two days in Tallinn",
    "25 June 2025",
    "A two-day summit between Velland and Orvania wrapped up in Tallinn on Wednesday.",
    "The working lunch at the Tallinn summit was cancelled. “The soup was not ready,” Stellan said after the summit.",
)
STORY = [PLANNED, CALLED_OFF, SET_AGAIN, HELD]


def read(store, articles, order) -> set[frozenset[str]]:
    """Store articles in an order; return the files of each event, with its kind and name left out."""
    for n in order:
        store(articles[n], f"{n}.txt", index=False)
    return clusters()


def clusters() -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for event, origin in EventMention.objects.values_list("event", "article__origin"):
        found.setdefault(event, set()).add(origin)
    return {frozenset(files) for files in found.values()}


def the_summit() -> Event:
    return Event.objects.public().get(kind="summit", merged_into=None)


@pytest.mark.parametrize("order", list(permutations(range(4)))[::3])
def test_a_summit_called_off_and_set_again_is_one_row_in_any_order(store, order) -> None:
    read(store, STORY, order)
    event = the_summit()
    assert {m.article.origin for m in event.mentions.all()} == {"0.txt", "1.txt", "2.txt", "3.txt"}
    assert (str(event.start), str(event.end)) == ("2025-06-24", "2025-06-25")
    assert (event.status, event.place) == ("held", "Tallinn")
    assert "summit" in event.name and "Tallinn" in event.name


def test_its_states_stand_by_date_each_with_its_sentence(store) -> None:
    read(store, STORY, (3, 1, 0, 2))
    history = how_it_stood(article_mentions(the_summit()))
    states = [(str(standing.day), standing.status) for standing in history]
    assert states == [
        ("2025-05-02", "Planned"),
        ("2025-05-20", "Cancelled"),
        ("2025-06-03", "Planned"),
        ("2025-06-25", "Held"),
    ]
    sentences = [standing.sentence for standing in history]
    assert "called off on Tuesday" in sentences[1]
    assert not any("lunch" in sentence for sentence in sentences)


def test_a_lunch_dropped_at_a_summit_is_its_own_event(store) -> None:
    read(store, STORY, range(4))
    lunch = Event.objects.public().get(name__icontains="lunch")
    assert (lunch.kind, lunch.status) == ("meeting", "cancelled")
    assert lunch.name.startswith("Working lunch at the ") and "summit" in lunch.name
    assert the_summit().status == "held"


def test_two_summits_in_one_city_are_two_in_both_orders(store) -> None:
    later = HELD.replace("2025", "2023").replace("25 June", "22 June")
    articles = [
        HELD,
        later,
        text(
            "After Tallinn",
            "28 June 2023",
            "The Tallinn summit ended well, Prime Minister Tavo Stellan said.",
        ),
    ]
    for order in ((0, 1, 2), (2, 1, 0)):
        Event.objects.all().delete()
        read(store, [a + f"\nSold in {order}.\n" for a in articles], order)
        by_year = {
            e.start.year: {m.article.origin for m in e.mentions.all()}
            for e in Event.objects.public().filter(kind="summit")
        }
        assert by_year[2025] == {"0.txt"}
        assert by_year[2023] == {"1.txt", "2.txt"}


def test_a_conference_of_one_name_in_two_years_is_two(store) -> None:
    first = text(
        "Ports meet",
        "4 May 2025",
        "The Oslo Ports Conference 2025 opened in Oslo on Sunday. This year's conference is the largest, said Tavo Stellan, who chairs the conference.",
    )
    second = text(
        "Ports meet again",
        "5 May 2022",
        "The Oslo Ports Conference 2022 opened in Oslo on Wednesday, said Tavo Stellan, who chairs the conference.",
    )
    read(store, [first, second], (1, 0))
    assert {e.name for e in Event.objects.public()} == {
        "Oslo Ports Conference 2025",
        "Oslo Ports Conference 2022",
    }
    mention = EventMention.objects.get(article__origin="0.txt")
    assert [mention.article.text[s:e] for s, e in mention.spans] == [
        "The Oslo Ports Conference 2025",
        "This year's conference",
        "the conference",
    ]


def test_a_statement_hangs_on_the_event_that_its_words_mention_and_on_no_neighbour(store) -> None:
    store(
        text(
            "Bridge over the strait",
            "9 April 2025",
            "The Lastra Bridge agreement was signed in Oslo on April 8, 2025. “Bread was dear,” said the baker Tavo Stellan. “The agreement is a fence with a gate,” said the minister Edda Marrick.",
        )
    )
    event = Event.objects.public().get()
    assert (event.name, event.kind, event.place) == ("Lastra Bridge agreement", "agreement", "Oslo")
    assert [q.text for q in event.quotes.all()] == ["The agreement is a fence with a gate,"]


def test_a_statement_said_at_an_event_hangs_on_it(store) -> None:
    store(HELD)
    assert Quote.objects.get(text__contains="soup") in the_summit().quotes.all()


def test_a_call_is_one_in_two_articles_and_another_of_other_people_is_not(store) -> None:
    one = text(
        "They spoke",
        "7 May 2025",
        "President Edda Marrick and Prime Minister Tavo Stellan held a phone call on May 6, 2025.",
    )
    two = text(
        "Stellan tells",
        "8 May 2025",
        "Prime Minister Tavo Stellan called the phone call with President Edda Marrick on Tuesday useful.",
    )
    other = text(
        "Another call",
        "8 May 2025",
        "President Edda Marrick had a phone call with Chancellor Jonte Brask on May 6, 2025.",
    )
    assert read(store, [one, two, other], (2, 0, 1)) == {frozenset({"0.txt", "1.txt"}), frozenset({"2.txt"})}


def test_what_an_editor_named_keeps_its_name(store) -> None:
    store(HELD, "a.txt")
    event = the_summit()
    event.name, event.state = "The summit of cold soup", "curated"
    event.save()
    store(SET_AGAIN, "b.txt")
    event.refresh_from_db()
    assert event.name == "The summit of cold soup"
    assert event.mentions.count() == 2


def test_two_rows_that_a_third_article_joins_lead_to_one(store, client) -> None:
    store(
        text("Talks", "1 June 2025", "The Hollin summit begins on June 9, 2025, said the envoy Jonte Brask."),
        "a.txt",
    )
    store(
        text(
            "Talks",
            "2 June 2025",
            "President Edda Marrick will meet Prime Minister Tavo Stellan at a summit on June 9, 2025.",
        ),
        "b.txt",
    )
    rows = list(Event.objects.public())
    store(
        text(
            "Talks",
            "10 June 2025",
            "The summit of President Edda Marrick and Prime Minister Tavo Stellan in Hollin on June 9, 2025 ended.",
        ),
        "c.txt",
    )
    left = Event.objects.public().get()
    for row in rows:
        answer = client.get(row.get_absolute_url())
        assert answer.status_code == 200 or answer["Location"] == left.get_absolute_url()


GENEVA = [
    """Marrick and Stellan to talk fish in Geneva

GENEVA, March 3, 2025 (Nordan) - The leaders of Velland and Orvania will hold a two-day summit in Geneva on March 12 and 13, the foreign ministry of Velland said on Monday.

"The summit is the last chance for the herring," Foreign Minister Lena Orrin said.

The two-day summit in Geneva follows a phone call between President Edda Marrick and Prime Minister Tavo Stellan last week. It was their first phone call in a year.

A working lunch on Tuesday, at which the envoys drafted a text, lasted three hours.

A first summit in Oslo in 2029 collapsed over the herring. The Oslo summit ended without a communique.

Diplomats say the March summit may produce a Velland-Orvania fishing pact. The pact would replace the Hollin grain accord, which was signed on May 3, 2024. The accord expires in June.
""",
    """Geneva summit off, says Orvania

GENEVA, March 10, 2025 (Nordan) - Orvania has pulled out of this week's summit with Velland, two days before it was due to begin, Prime Minister Tavo Stellan told reporters in Geneva on Monday.

"There will be no summit," Stellan said. "The meeting in Geneva is cancelled."

Velland's president, Edda Marrick, called the decision a pity. "We were ready for the summit," she said.

The summit, which was to bring the two leaders together for the first time in two years, had been agreed in February.

Marrick said that she would still visit Geneva on Wednesday. The visit would last one day, her spokesman said. He spoke at a news conference in Tarn.

The referendum in Orvania on April 6 will go ahead. "The referendum is what matters now," Stellan said.
""",
    """After the storm, a summit

TARN, May 8, 2025 (Nordan) - President Edda Marrick and Prime Minister Tavo Stellan met in Geneva on Thursday for the summit that Orvania had called off in March.

The Geneva summit ended with a declaration on herring. In the declaration, the two sides promise to count the fish.

Marrick and Stellan signed the declaration at the closing ceremony. A planned dinner was dropped because the chef had left.

"This summit was worth the wait," Marrick said at a press conference after the talks. Stellan's visit to Velland in June is being prepared. Orvania carried out a missile launch on April 2. The launch was condemned by Velland.
""",
]  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_story_of_three_articles_is_told_the_same_in_any_order(store, order) -> None:
    read(store, GENEVA, order)
    event = Event.objects.public().get(kind="summit", mentions__article__origin="2.txt")
    assert {m.article.origin for m in event.mentions.all()} == {"0.txt", "1.txt", "2.txt"}
    assert [standing.status for standing in how_it_stood(article_mentions(event))] == [
        "Planned",
        "Cancelled",
        "Held",
    ]
    assert (str(event.start), event.end, event.status) == ("2025-05-08", None, "held")
    oslo = Event.objects.public().get(place="Oslo")
    assert {m.article.origin for m in oslo.mentions.all()} == {"0.txt"}
    assert not Event.objects.public().filter(name__in=["Summit", "Visit", "Launch", "Talks"]).exists()


def test_what_each_article_says_of_a_summit_hangs_on_it_and_the_rest_does_not(store) -> None:
    read(store, GENEVA, (0, 1, 2))
    event = Event.objects.public().get(kind="summit", mentions__article__origin="2.txt")
    said = {quote.text for quote in event.quotes.all()}
    assert {
        "The summit is the last chance for the herring,",
        "There will be no summit,",
        "The meeting in Geneva is cancelled.",
    } <= said
    assert not [text for text in said if "referendum" in text]


def test_weekdays_are_counted_from_the_day_told_with_an_article(store) -> None:
    paper = (
        "\n\n".join(["What happened on the coast", "A two-day summit in Tallinn ended on Friday.", FILLER])
        + "\n"
    )
    store(paper, "a.txt", published="2021-06-11")
    event = the_summit()
    assert (str(event.start), str(event.end)) == ("2021-06-10", "2021-06-11")
    store(paper.replace("Tallinn", "Oslo"), "b.txt")
    assert Event.objects.public().get(place="Oslo").start is None


SECOND_CALL = text(
    "They spoke again",
    "17 May 2022",
    "President Edda Marrick and Prime Minister Tavo Stellan spoke again in a phone call on May 16, 2022, four days after their first phone call.",
)
FIRST_CALL = text(
    "They spoke",
    "13 May 2022",
    "President Edda Marrick and Prime Minister Tavo Stellan held a phone call on May 12, 2022.",
)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_calls_in_one_week_are_two_and_stay_two_when_read_again(store, order) -> None:
    calls = [FIRST_CALL, SECOND_CALL]
    read(store, calls, order)
    expected = {"2022-05-12": {"0.txt", "1.txt"}, "2022-05-16": {"1.txt"}}

    def found() -> dict[str, set[str]]:
        return {str(e.start): {m.article.origin for m in e.mentions.all()} for e in Event.objects.public()}

    assert found() == expected
    rows = set(Event.objects.values_list("pk", flat=True))
    read(store, [call + "\nSold on deck.\n" for call in calls], order)
    assert found() == expected
    assert set(Event.objects.values_list("pk", flat=True)) == rows


def test_an_agreement_with_a_hyphen_in_its_name_is_one_row(store) -> None:
    store(text("Accord praised", "2 May 2025", "The Trans-Harbour Accord was signed, and Edda Marrick praised the Trans-Harbour Accord."), "a.txt")  # fmt: skip
    store(text("Accord read", "2 July 2025", "Jonte Brask has read the Trans-Harbour Accord, which was signed."), "b.txt")  # fmt: skip
    store(text("Other accord", "3 July 2025", "Jonte Brask has read the Trans-Island Accord, which was signed."), "c.txt")  # fmt: skip
    assert sorted(Event.objects.public().values_list("name", flat=True)) == [
        "Trans-Harbour Accord",
        "Trans-Island Accord",
    ]
