"""The occasion that a reporter gives, with its place and its day; and what is none, or has another day."""

from datetime import date

import pytest

from statements.extraction import read_article
from statements.extraction.languages.en.occasions import find_occasion, place_of_venue

FRIDAY = date(2021, 3, 12)


@pytest.mark.parametrize(
    ("words", "occasion", "place", "day"),
    [
        (
            "Tolan said after talks with Orvanian envoy Petra Lund in Port St. Aubin on Thursday",
            "after talks with Orvanian envoy Petra Lund in Port St. Aubin",
            "Port St. Aubin",
            "2021-03-11",
        ),
        ("after talks in Hollin with Lund on Thursday night", "after talks in Hollin with Lund", "Hollin", "2021-03-11"),
        ("after a two-hour meeting on Wednesday with Lund in Hollin", "after a two-hour meeting with Lund in Hollin", "Hollin", "2021-03-10"),
        ("Following negotiations with Lund in Hollin yesterday,", "Following negotiations with Lund in Hollin", "Hollin", "2021-03-11"),
        ("after talks with Lund in Hollin on March 4, 2021", "after talks with Lund in Hollin", "Hollin", "2021-03-04"),
        ("after talks with Lund", "after talks with Lund", "", None),
        # Whose day is another's, or cannot be told.
        ("after talks with Lund on Friday’s vote", "after talks with Lund on Friday’s vote", "", None),
        ("after talks with Lund next Thursday", "after talks with Lund next Thursday", "", None),
        ("after talks with Lund on the second Thursday", "after talks with Lund on the second Thursday", "", None),
        ("after talks with Lund in Hollin on 14 March", "after talks with Lund in Hollin", "Hollin", None),  # to come
    ],
)  # fmt: skip
def test_an_occasion_has_its_place_and_its_day(
    words: str, occasion: str, place: str, day: str | None
) -> None:
    found = find_occasion(words, FRIDAY)
    assert found is not None
    assert (found.words, place_of_venue(found.words), found.day) == (occasion, place, day)


@pytest.mark.parametrize(
    "words",
    [
        "Tolan said before talks with Lund on Thursday",
        "Tolan, who has been after a deal with Lund since Thursday",
        "talks with Lund on Thursday went well",
        "after talks about the ferry",
    ],
)
def test_what_is_no_occasion(words: str) -> None:
    assert find_occasion(words, FRIDAY) is None


def test_a_venue_that_is_no_occasion_is_a_place_as_it_stands() -> None:
    assert place_of_venue("news conference in Lissel") == "news conference in Lissel"
    assert place_of_venue("after talks with Halden Roke") == ""  # a person is none


ARTICLE = """Tolan leaves the table

12 March, 2021 18:30

“We will not accept this map of yours,” Kestran Foreign Minister Mira Tolan said {told}
"""


@pytest.mark.parametrize(
    ("told", "venue", "day"),
    [
        (
            "after talks with her Orvanian colleague Petra Lund in Port St. Aubin on Thursday.",
            "after talks with her Orvanian colleague Petra Lund in Port St. Aubin",
            "2021-03-11",
        ),
        ("on Wednesday after talks with Petra Lund in Hollin on Tuesday.", "after talks with Petra Lund in Hollin", "2021-03-10"),
        ("before talks with Petra Lund.", None, None),
    ],
)  # fmt: skip
def test_a_statement_is_of_the_day_of_its_occasion(told: str, venue: str | None, day: str | None) -> None:
    (quote,) = read_article(ARTICLE.format(told=told), "a").quotes
    assert (quote.venue, quote.said_on) == (venue, day)
