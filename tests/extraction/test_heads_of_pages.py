"""What the heads of pages give in manners of their own: who wrote it, when it appeared, whose it is, and what they do not."""

import pytest

from statements.extraction import read_article
from statements.extraction.languages.en.page_words import page_words
from statements.extraction.page.datelines import find_dateline
from statements.extraction.page.junk import is_crumbs, is_junk

TITLE = "Envoys leave Lissel after two days of talks"
BODY = (
    "The talks in the harbour of Lissel went on all night and ended without a paper, as those who came to "
    "watch had been told they would. “We are ready,” Mira Tolan said on Thursday."
)


def read(*lines: str, behind: str = ""):
    return read_article("\n".join([*lines, "", BODY, "", BODY[:-1] + " too.", "", behind]))


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Lissel, Tuesday, March 5, 2013 – The talks", "Lissel", (3, 5)),
        ("LISSEL, Monday 14 March (Merpress) - The talks", "LISSEL", (3, 14)),
        ("Lissel, 9th May: The talks", "Lissel", (5, 9)),
    ],
)
def test_a_dateline_with_its_weekday_or_a_colon(line: str, place: str, day: tuple[int, int]) -> None:
    found = find_dateline(line, (0, len(line)), page_words())
    assert found and found.place == place and found.day
    assert (found.day.month, found.day.day) == day


@pytest.mark.parametrize("line", ["Lissel, 12 envoys: The talks", "Tolan, Thursday's guest: The talks"])
def test_a_number_or_a_weekday_alone_makes_no_dateline(line: str) -> None:
    assert find_dateline(line, (0, len(line)), page_words()) is None


def test_the_day_of_what_is_listed_behind_a_text_is_not_the_day_of_the_page() -> None:
    related = "Related Posts\nFerry Crews Want Coffee - March 8, 2019\nHarbour Gets New Clock - March 7, 2019"
    text = f"{TITLE}\n\nLissel, March 9/2019 {BODY}\n\n{BODY[:-1]} too.\n\n"
    assert read_article(text + related).published.date == "2019-03-09"
    assert (
        read_article(f"{TITLE}\n\n{BODY}\n\n{BODY[:-1]} too.\n\nMarch 7, 2019").published.date == "2019-03-07"
    )


def test_two_times_on_a_line_are_no_headline() -> None:
    read_it = read("Fri Mar 5, 2021 09:10 AM    Last update on: Fri Mar 5, 2021 11:45 AM", "", TITLE)
    assert (read_it.headline, read_it.published.date) == (TITLE, "2021-03-05")


@pytest.mark.parametrize("line", ["Share   27   Print   A A A", "Share   Print   A+ A-"])
def test_a_bar_of_buttons_with_a_count_is_furniture(line: str) -> None:
    assert is_junk(line, page_words())


@pytest.mark.parametrize("line", ["Lissel   16   Marrek", "Lissel is 16 miles from Marrek"])
def test_a_count_beside_other_words_is_none(line: str) -> None:
    assert not is_junk(line, page_words())


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ([TITLE, "", "Orvela Dunmar-Roke, Friday 5 Mar 2021"], "Orvela Dunmar-Roke"),
        ([TITLE, "", "5 March 2021", "Orvela Dunmar-Roke"], "Orvela Dunmar-Roke"),
        ([TITLE, "", "Orvela Dunmar, Lissel"], "Orvela Dunmar"),
        ([TITLE, "", "Orvela Dunmar, Harbour reporter  @odunmar"], "Orvela Dunmar"),
        ([TITLE, "", "by Orvela Dunmar    March 5, 2021    Reading Time: 4 mins read"], "Orvela Dunmar"),
        ([TITLE, "", "by Orvela Dunmar (odunmar@lisselcourier.example)", "Tue, 4 Mar 2021"], "Orvela Dunmar"),
        ([TITLE, "", "4 Mar 2021 - 10:33", "by Orvela Dunmar/Merpress"], "Orvela Dunmar"),
        ([TITLE, "", "Story by Orvela Dunmar • 4 Mar 2021 • 3 min read"], "Orvela Dunmar"),
        ([TITLE, "", "Text: Orvela Dunmar", "4 March 2021"], "Orvela Dunmar"),
        ([TITLE, "", "Orvela Dunmar", "@odunmar", "4 March 2021"], "Orvela Dunmar"),
        ([TITLE, "", "Port Dunmar", "@odunmar", "4 March 2021"], None),
        ([TITLE, "", "World/Merpress", "4 March 2021"], None),
        # No authors: a place, somebody whom the text tells of, a house
        ([TITLE, "", "Port Dunmar, Friday 5 Mar 2021"], None),
        ([TITLE, "", "5 March 2021", "Mira Tolan"], None),
        ([TITLE, "", "Mira Tolan, Lissel"], None),
        (["Orvela Press", "Southern News Agency", "", TITLE], None),
    ],
)
def test_who_wrote_it_by_where_the_name_stands(lines: list[str], byline: str | None) -> None:
    assert read(*lines).byline == byline


def test_from_a_name_over_a_dateline_is_the_author() -> None:
    def byline(line: str) -> str | None:
        return read_article(f"{TITLE}\n\n{line}\n\nLISSEL, May 14 (Merpress) -- {BODY}").byline

    assert byline("From Orvela Dunmar") == "Orvela Dunmar"
    assert byline("From Port Dunmar") is None


@pytest.mark.parametrize("above", [".", "First published: 5/3/21, 9:10 am. Last updated: 5/3/21, 11:45 am."])
def test_no_line_of_marks_and_no_stamp_begins_the_text(above: str) -> None:
    assert read("Lissel Tribune", above, TITLE).headline == TITLE
    assert read(TITLE, "", above).standfirst is None


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (["UNDOR", "Press releases", "", TITLE], "UNDOR"),
        (["Harbour Monitoring Service: Southern Isles", "", TITLE], "Harbour Monitoring Service"),
        (["LISSEL FACTCHECK", "close. honest. first.", "", TITLE, "", "The harbour told Lissel FactCheck it had rained."], "Lissel FactCheck"),
    ],
)  # fmt: skip
def test_a_house_over_the_headline_is_no_headline(lines: list[str], outlet: str) -> None:
    read_it = read(*lines)
    assert (read_it.headline, read_it.outlet) == (TITLE, outlet)


@pytest.mark.parametrize("first", ["UNDOR says no", "Tolan: Ferries sail again from the harbour"])
def test_a_line_that_tells_something_is_no_house(first: str) -> None:
    assert read(first, "Press releases").headline == first


def test_a_fact_of_the_page_is_no_standfirst() -> None:
    assert read(TITLE, "", "Born: 9 May 1931, in Marrek.").standfirst is None
    source = read(TITLE, "", "Source: Interfax agency, Lissel")
    assert (source.standfirst, source.agency) == (None, "Interfax")
    summed_up = "Result: the ferries sail again, and nobody is glad"
    assert read(TITLE, "", summed_up).standfirst == summed_up


def test_a_page_names_the_paper_that_it_was_printed_in() -> None:
    assert read(TITLE, behind="Published in The Newspaper (Dawn), March 5th, 2021").outlet == "Dawn"
    assert read(TITLE, behind="Published in Lissel, March 5th, 2021").outlet is None


def test_levels_in_small_letters_lead_to_a_page() -> None:
    assert is_crumbs("LISSEL COURIER world - en - velland", page_words())
    assert not is_crumbs("Ferries sail again - Tolan - Velland", page_words())


def test_a_weekday_with_its_number_tells_which_number_is_the_month() -> None:
    def published(day: str) -> str | None:
        return read_article(f"{TITLE}\n\n03/05/2022 - 9h10\n\n{BODY} The envoys came {day}.").published.date

    assert published("on Sunday (1st)") == "2022-05-03"
    assert published("on Tuesday (1st)") == "2022-03-05"
    assert published("on a day (1st)") == "2022"


def test_labelled_lines_of_a_feed_give_headline_and_house() -> None:
    feed = read(f"Title: {TITLE}", "Author: Orvela Dunmar", "Date: 4 March 2021", "Source: Lissel Courier")
    assert (feed.headline, feed.byline, feed.outlet) == (TITLE, "Orvela Dunmar", "Lissel Courier")
    titled = read("Titles: a harbour of many names", "Source: a fisherman of Lissel")
    assert (titled.headline, titled.outlet) == ("Titles: a harbour of many names", None)
