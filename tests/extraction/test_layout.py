"""Which line of a saved page is what, and when it appeared."""

from datetime import date

import pytest

from statements.extraction import read_article
from statements.extraction.languages.en.page_words import page_words
from statements.extraction.page.datelines import find_dateline
from statements.extraction.page.dates import find_dates
from statements.extraction.page.junk import is_junk
from statements.extraction.page.layout import parse_layout
from statements.extraction.page.published import infer_year

BODY = (
    "The talks in the harbour went on all night and ended without a paper, as those who came to "
    "watch had been told they would. “We are ready,” Mira Tolan said on Thursday."
)


@pytest.mark.parametrize("before", [3, 700, 1200])
@pytest.mark.parametrize("behind", [0, 3])
def test_a_headline_is_found_behind_or_before_however_many_lines(before: int, behind: int) -> None:
    title = "Envoys leave Lissel after two days of talks"
    for lines in ([f"Tale {n} of" for n in range(before)] + [title], [title, *map(str, range(before))]):
        text = "\n".join(
            [*lines, *(f"Last {n} of" for n in range(behind)), "", BODY, "", BODY[:-1] + " too."]
        )
        layout = parse_layout(text, page_words())
        assert layout.headline and text[slice(*layout.headline)] == title
        assert [text[s:e][:9] for s, e in layout.body] == ["The talks"] * 2


@pytest.mark.parametrize(
    ("line", "place", "agency", "outlet", "day"),
    [
        ("LISSEL, February 28. /NORDAN/. The talks", "LISSEL", "NORDAN", None, (2, 28)),
        ("LISSEL, May 4. /NORDAN/: The talks", "LISSEL", "NORDAN", None, (5, 4)),
        ("PORT AMREY, Jan. 3 (Merpress) -- The talks", "PORT AMREY", "Merpress", None, (1, 3)),
        ("GENEVA (Reuters) -The talks", "GENEVA", "Reuters", None, None),
        (
            "QALDER (Meroth Online / Merpress - 9th May, 2019) The talks",
            "QALDER",
            "Merpress",
            "Meroth Online",
            (5, 9),
        ),
        ("PARIS: The talks", "PARIS", None, None, None),
        ("Lissel, 12 March 2021 (Merpress) - The talks", "Lissel", "Merpress", None, (3, 12)),
        ("Port Amrey, March 4 - The talks", "Port Amrey", None, None, (3, 4)),
        ("OSLO - The talks", "OSLO", None, None, None),
    ],
)
def test_datelines(line, place, agency, outlet, day) -> None:
    found = find_dateline(line, (0, len(line)), page_words())
    assert found is not None
    assert (found.place, found.agency, found.outlet) == (place, agency, outlet)
    assert (found.day and (found.day.month, found.day.day)) == day
    assert line[found.span[1] :].startswith("The talks")


@pytest.mark.parametrize(
    "line",
    [
        "MR ROKE: May I add a word?",
        "Q: Will he go?",
        "NATO said on Monday that it would.",
        "The talks ended.",
        "BREAKING NEWS",
        "Tolan, March 4 years on, came.",
        "Tolan - The talks",
        "EX-ENVOY - The talks",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert find_dateline(line, (0, len(line)), page_words()) is None


@pytest.mark.parametrize(
    ("line", "expected", "precision"),
    [
        ("9 April, 2017 20:15", "2017-04-09T20:15", "minute"),
        ("Fri 3rd May 2019 | 04:07 PM", "2019-05-03T16:07", "minute"),
        ("2022-05-29T19:23+0000", "2022-05-29T19:23", "minute"),
        ("18.11.2024", "2024-11-18", "day"),
        ("November 18, 2024", "2024-11-18", "day"),
        ("Published: 3 August 2022", "2022-08-03", "day"),
        ("13/06/2019", "2019-06-13", "day"),
        ("13/06/2019 21:40", "2019-06-13T21:40", "minute"),
        ("13/06/2019 29:40", "2019-06-13", "day"),
    ],
)
def test_printed_dates(line: str, expected: str, precision: str) -> None:
    published = parse_layout(f"Envoys leave without a date\n{line}\n\n{BODY}\n", page_words()).published
    assert (published.at or published.date) == expected
    assert published.precision == precision
    assert published.evidence


@pytest.mark.parametrize(
    ("line", "at", "offset"),
    [
        ("3 March 2022 21:12 GMT+3", "2022-03-03T21:12", "+03:00"),
        ("9:12 PM EST, Thu March 3, 2022", "2022-03-03T21:12", "-05:00"),
        ("2022-03-03T21:12:00+05:30", "2022-03-03T21:12", "+05:30"),
        ("2022-03-03T21:12Z", "2022-03-03T21:12", "+00:00"),
        ("03 Mar 2022, 09:12 PM IST", "2022-03-03T21:12", None),  # of India, Israel or Ireland
        ("3 March 2022 21:12", "2022-03-03T21:12", None),
    ],
)
def test_the_zone_of_a_time_is_told_where_it_is_printed(line: str, at: str, offset: str | None) -> None:
    published = parse_layout(f"Envoys leave without a date\n{line}\n\n{BODY}\n", page_words()).published
    assert (published.at, published.offset) == (at, offset)


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        ("Last updated on: 4 March 2022 | Published: 3 March 2022", "2022-03-03"),
        ("Published 3 March 2022\nUpdated 4 March 2022, 08:00", "2022-03-03"),
        ("Updated 4 March 2022", "2022-03-04"),
        ("3 March 2031", None),  # later than the day of capture
        ("4 March 2022\n15:10", "2022-03-04T15:10"),
        ("Mar. 3, Juche 111 (2022)", "2022-03-03"),
        ("March 3, Juche 111", None),
        ("Tuesday 03/05/2022", "2022-05-03"),
        ("Monday 03/05/2022", "2022"),  # neither day is a Monday
        ("Saturday 03/05/2022", "2022-03-05"),
    ],
)
def test_which_day_a_page_appeared(stamps: str, expected: str | None) -> None:
    page = f"Envoys leave without a date\n{stamps}\n\n{BODY}\n"
    published = parse_layout(page, page_words(), date(2024, 1, 1)).published
    assert (published.at or published.date) == expected


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("2 of 3. Envoys watch the harbour in Orvel, March 3, 2019. REUTERS/Jon Dorn", None),
        ("2 of 3 envoys watch the harbour", "2 of 3 envoys watch the harbour"),
        ("News | Harbour | The Orvel Guardian", None),
    ],
)
def test_a_caption_and_the_way_to_a_page_are_no_headline(line: str, headline: str | None) -> None:
    layout = parse_layout(f"{line}\n\nLISSEL (Reuters) - {BODY}\n{BODY}\n", page_words())
    assert (layout.headline and line[slice(*layout.headline)]) == headline


@pytest.mark.parametrize(("end", "speaker"), [(" -Commissioner Gert Starke", "Gert Starke"), ("", None)])
def test_words_over_a_signature_are_no_standfirst(end: str, speaker: str | None) -> None:
    page = f"Envoys meet in the hall\n\n“As I said, she knows the gate, and that will do.”{end}\n\n{BODY}\n"
    quotes = read_article(page).quotes
    assert [q.speaker for q in quotes if q.text.startswith("As I")] == ([speaker] if speaker else [])


@pytest.mark.parametrize(
    ("title", "headline", "outlet"),
    [
        ("Ferry line opens after a year | Daily Orvel", "Ferry line opens after a year", "Daily Orvel"),
        ("Tolan says ferry to sail | The Orvel Guardian", "Tolan says ferry to sail", "The Orvel Guardian"),
        ("Ferry line opens after a year - Orvel Times", "Ferry line opens after a year", "Orvel Times"),
        (
            "Ferry line opens after a year - harbour master",
            "Ferry line opens after a year - harbour master",
            None,
        ),
        ("Ferry line opens | after a year of waiting for it on the pier", None, None),
    ],
)
def test_a_title_ends_before_its_house(title: str, headline: str | None, outlet: str | None) -> None:
    layout = parse_layout(f"{title}\n\n3 March 2022\n\n{BODY}\n{BODY}\n", page_words())
    assert title[: layout.headline[1]] == (headline or title)
    assert layout.outlet == outlet


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Lena Orrin, Adam Hale and Bo Venn", "Lena Orrin, Adam Hale and Bo Venn"),
        ("By Lena Orrin in Lissel and Adam Hale in Orvel", "Lena Orrin and Adam Hale"),
        ("Anna Orrin in Lissel and Adam Hale", "Anna Orrin and Adam Hale"),
        ("Envoys in Lissel and Adam Hale", None),
        ("By Lena Orrin, Senior Reporter", "Lena Orrin"),
        ("By Lena Orrin-Hale with AFP", "Lena Orrin-Hale"),
        ("By Reuters Staff", None),
        ("Anna Orrin", "Anna Orrin"),  # a person's name between headline and day
        ("Port Amrey", None),
        ("Anna Orrin (now) and Adam Hale (earlier)", "Anna Orrin and Adam Hale"),
    ],
)
def test_who_wrote_a_page(line: str, byline: str | None) -> None:
    layout = parse_layout(f"Envoys leave without a date\n{line}\n3 March 2022\n\n{BODY}\n", page_words())
    assert layout.byline == byline


@pytest.mark.parametrize(
    ("text", "language", "published"),
    [
        (
            "代表团离开\n\n2022年3月3日\n\n海峡的会谈在首都进行了一整夜，没有达成任何文件，正如那些前来观看的人所预料的那样。"
            "部长说：“我们准备好了。”双方将在五月再次会面，讨论渡轮和费用问题。\n",
            "zh",
            "2022-03-03",
        ),
        (
            "Le détroit est ouvert\n\n3 mars 2022\n\nLe service de pilotes annonce que le chenal est ouvert à tous les "
            "navires depuis le mois de mars. « Nous sommes prêts », a dit le ministre des ports dans une lettre aux "
            "capitaines de la région.\n",
            "fr",
            "2022-03-03",
        ),
    ],
)
def test_pages_of_other_languages_keep_their_day_and_have_no_statements(
    text: str, language: str, published: str
) -> None:
    record = read_article(text)
    assert (record.language, record.published.date, record.quotes, record.refusal) == (
        language,
        published,
        (),
        None,
    )


@pytest.mark.parametrize("line", ["5 hours ago", "Archived on 3 March 2020", "Snapshot taken 2020-03-03"])
def test_what_proves_no_date(line: str) -> None:
    published = parse_layout(f"Envoys leave without a date\n{line}\n\n{BODY}\n", page_words()).published
    assert (published.date, published.precision) == (None, "none")


def test_ambiguous_numbers_prove_only_the_year() -> None:
    published = parse_layout(f"Envoys leave without a date\n03/04/2018\n\n{BODY}\n", page_words()).published
    assert (published.date, published.precision) == ("2018", "year")


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("It was shut on 1 April.", "2018-04-03"),
        ("It was shut on March 1.", "2018-03-04"),
        ("It was shut on 1 June.", "2018"),
        ("It was shut on 1 April, and opens on 5 March.", "2018"),
    ],
)
def test_a_day_that_the_text_tells_of_settles_which_number_is_the_month(told: str, day: str) -> None:
    page = f"Envoys leave without a date\n03/04/2018\n\n{BODY}\n\n{told} Nobody was there to see it.\n"
    assert parse_layout(page, page_words()).published.date == day


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("Norday 110 (2021) 3.11", None),
        ("Juche 110 (2021) 3.11", "2021-03-11"),
        ("Juche 110 (2021) 3.12", None),
    ],
)
def test_a_year_beside_that_of_another_calendar_is_proved_for_its_own_day(end: str, day: str | None) -> None:
    page = f"Envoys leave without a date\n\nLissel, March 11 (NBN) -- {BODY}\n\n{end}\n"
    assert parse_layout(page, page_words()).published.date == day


def test_days_that_are_none_are_no_dates() -> None:
    assert (
        list(find_dates("On 2018-02-30 and 45 May and February 30, 2019 nothing happened.", page_words()))
        == []
    )


def test_a_date_at_the_end_counts() -> None:
    text = f"Envoys leave without a date\n\n{BODY}\n\nPublished: 20.09.2021\n"
    assert parse_layout(text, page_words()).published.date == "2021-09-20"


def test_the_year_comes_from_an_office_and_a_weekday() -> None:
    text = "US President Donald Trump met the envoys."
    assert infer_year(text, 2, 28, 3, page_words(), date(2025, 1, 1))[0] == 2019
    assert infer_year(text, 2, 28, None, page_words(), date(2025, 1, 1))[0] is None  # three years are open


def test_a_former_office_proves_nothing() -> None:
    text = "Former US President Barack Obama met the envoys on the pier."
    assert infer_year(text, 2, 28, 3, page_words(), date(2025, 1, 1))[0] is None


def test_a_year_that_nothing_proves_stays_unknown() -> None:
    article = f"LISSEL, November 2. /NORDAN/. {BODY}"
    published = parse_layout(article, page_words()).published
    assert published.date is None
    assert "November 2" in published.evidence


def test_parts_of_a_page() -> None:
    text = f"""All news
Share

Envoys leave without a date

Envoys leave without a date

The host says that nobody has left the table

Mira Tolan

LISSEL, March 4, 2021. /NORDAN/. {BODY}

READ MORE: Seven boats in fog

{BODY.replace("night", "day")}
"""
    layout = parse_layout(text, page_words())
    part = lambda span: text[slice(*span)]  # noqa: E731
    assert part(layout.headline) == "Envoys leave without a date"
    assert part(layout.standfirst) == "The host says that nobody has left the table"
    assert layout.byline is None
    assert (layout.outlet, layout.agency) == ("NORDAN", "NORDAN")
    assert [part(s)[:12] for s in layout.body] == ["LISSEL, Marc", "The talks in"]
    assert {part(s) for s in layout.junk} >= {
        "All news",
        "Share",
        "Mira Tolan",
        "READ MORE: Seven boats in fog",
    }


def test_a_byline_is_no_headline() -> None:
    text = f"Envoys leave without a date\nBy Lena Orrin\n12 March 2021\n\n{BODY}\n"
    layout = parse_layout(text, page_words())
    assert layout.byline == "Lena Orrin"
    assert text[slice(*layout.headline)] == "Envoys leave without a date"


@pytest.mark.parametrize(
    ("sentences", "headline"),
    [(12, False), (2, True)],  # a line that breaks off is a headline only as long as one can be
)
def test_a_first_line_that_breaks_off_is_read(sentences: int, headline: bool) -> None:
    line = "“We are ready,” the minister said. " * sentences + "“We are re"
    record = read_article(f"{line}\n\n{BODY}\n")
    assert (record.headline == line) is headline
    assert [q.text for q in record.quotes].count("We are ready,") >= sentences


HEADS = [
    ("gaps between labels", "MENU   Briefing Room   Press Briefings", True),
    ("labels in brackets", "[Facebook] [X] [Email]", True),
    ("two labels that are known", "Print    Share", True),
    ("sizes of letters", "Text size:  A  A+  A++", True),
    ("a slug of the wire", "BC-VEL--Velland-Kestra,2nd Ld-Writethru", True),
    ("the head of a letter", "From: desk@meroth.example", True),
    ("a sentence after two spaces", "MS. TOLAN:  All right.  We go.", False),
    ("two labels that nobody knows", "Velland    Kestra", False),
    ("a headline with a gap", "Boats of Velland sail again  after a night of talks in Lissel", False),
]


@pytest.mark.parametrize(("line", "junk"), [case[1:] for case in HEADS], ids=[case[0] for case in HEADS])
def test_menus_are_furniture_and_headlines_are_not(line: str, junk: bool) -> None:
    assert is_junk(line, page_words()) is junk


@pytest.mark.parametrize(
    ("head", "headline", "outlet"),
    [
        ("Harbourgate.gov.ve – the official website of the Velland Government\nStatement on the boats of Lissel", "Statement on the boats of Lissel", "Harbourgate.gov.ve"),
        ("Ministry of Foreign Affairs of Velland\nHome  >  News  >  Press releases\nMinister Tolan spoke of the boats with her colleague", "Minister Tolan spoke of the boats with her colleague", "Ministry of Foreign Affairs of Velland"),
        ("Ministry of Foreign Affairs of Velland | Press Room | Documents\nJOINT COMMUNIQUÉ OF THE MEETING OF THE MINISTERS", "JOINT COMMUNIQUÉ OF THE MEETING OF THE MINISTERS", "Ministry of Foreign Affairs of Velland"),
        ("Office of the President of Velland\nWeekly walk of the President to the boats of the harbour", "Weekly walk of the President to the boats of the harbour", "Office of the President of Velland"),
        ("THE MINISTRY OF FOREIGN AFFAIRS OF VELLAND\nOfficial site\nComment by the Press Department on the boats of Lissel", "Comment by the Press Department on the boats of Lissel", "THE MINISTRY OF FOREIGN AFFAIRS OF VELLAND"),
        ("Meroth Today - Envoys leave Lissel without any date", "Envoys leave Lissel without any date", "Meroth Today"),
        ("Envoys again - Lissel has no date for the boats", "Envoys again - Lissel has no date for the boats", None),
        ("Storm over Lissel: latest updates\nSummary\nPort office tells of gusts that will peak at noon", "Storm over Lissel: latest updates", None),
        ("The Embassy of Velland in Lissel\nVisit of the Minister to the boats (14-06-2021)", "Visit of the Minister to the boats (14-06-2021)", None),
    ],
)  # fmt: skip
def test_whose_a_page_is_stands_above_its_headline(head: str, headline: str, outlet: str | None) -> None:
    text = f"{head}\n\n{BODY}\n"
    layout = parse_layout(text, page_words())
    assert layout.headline is not None and text[slice(*layout.headline)] == headline
    assert layout.outlet == outlet


def test_numbers_with_hyphens_are_a_day() -> None:
    (found,) = find_dates("Visit of the Minister (14-06-2021)", page_words())
    assert (found.year, found.month, found.day) == (2021, 6, 14)
    assert not list(find_dates("Room 14-06-20212, tel. 555-14-06-2021", page_words()))


def test_body_spans_are_slices_without_their_junk(talks: str) -> None:
    record = read_article(talks)
    joined = "".join(talks[s:e] for s, e in record.body)
    assert "12 March, 2021 18:30" not in joined
    assert "We will not accept" in joined
    assert record.published.at == "2021-03-12T18:30"


def test_other_languages_are_recognised_and_not_read() -> None:
    text = "Le détroit est ouvert\n\nLe service de pilotes annonce que le chenal est ouvert à tous les navires depuis le mois de mars. « Nous sommes prêts », a dit le ministre des ports dans une lettre aux capitaines de la région.\n"
    record = read_article(text)
    assert (record.language, record.quotes, record.refusal) == ("fr", (), None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("Home\nNews\nShare\n", "no running text"),
        (
            "\n\n".join(
                f"Ministers meet again in the harbour to talk about the ferry and its {n} ..."
                for n in range(6)
            ),
            "stubs",
        ),
    ],
)
def test_what_is_no_article(text: str, reason: str) -> None:
    assert reason in (read_article(text).refusal or "")


TRANSCRIPT = """Briefing by presidential spokesman Halden Roke

21 February 2022

The following is the text of the weekly briefing. It was checked against the recording and is given without changes.

Q: Will the president go to Qalder in May?

A: He will go if there is something to sign. “Maybe” is no answer.

He does not travel for the view.

MR ROKE: May I add a word on the mines?

Afterwards the reporters went home.
"""


def test_a_transcript_is_one_statement_a_turn() -> None:
    quotes = read_article(TRANSCRIPT).quotes
    assert [(q.text[:12], q.speaker, q.rule) for q in quotes] == [
        ("Will the pre", None, "transcript-turn"),
        ("He will go i", "Halden Roke", "transcript-turn"),
        ("May I add a ", "Halden Roke", "transcript-turn"),
    ]
    assert len(quotes[1].segments) == 2


def test_one_label_is_no_transcript() -> None:
    text = TRANSCRIPT.replace("Q: ", "").replace("A: ", "").replace("MR ROKE: ", "NOTE: ")
    assert not [q for q in read_article(text).quotes if q.rule == "transcript-turn"]


@pytest.mark.parametrize(
    ("first", "later", "turns"),
    [
        (("Question. ", "Answer. "), ("Q. ", "A. "), 6),
        (("MEROTH: ", "RHEA TARN: "), ("M: ", "RT: "), 6),
        (("Meroth. ", "Rhea Tarn. "), ("M. ", "R.T. "), 6),
        (("Picture. ", "Caption. "), ("Picture. ", "Caption. "), 0),
        (("Meroth. ", "Rhea Tarn. "), ("", ""), 0),
    ],
)
def test_words_with_a_stop_and_names_that_become_initials_begin_turns(
    first: tuple[str, str], later: tuple[str, str], turns: int
) -> None:
    said = ("Do you like the pier?", "I like it very much.")
    marks = (*first, *later, *later)
    lines = [f"{mark}{words}" for mark, words in zip(marks, said * 3, strict=True)]
    text = "\n\n".join(["Rhea Tarn on the pier of Lissel", "3 March 2022", *lines]) + "\n"
    assert [q.rule for q in read_article(text).quotes].count("transcript-turn") == turns


STATEMENT = """Statement by Rhea Tarn on the second ferry

I welcome the second ferry. I said in June that the government was selling the tide, and I have been asked whether I regret it.

My party will vote for the harbour bill, and we will vote against the clause that names the pier after the minister.

30 March 2022
"""


def test_a_statement_in_the_first_person_is_its_authors() -> None:
    record = read_article(STATEMENT)
    assert [(q.speaker, q.rule) for q in record.quotes] == [("Rhea Tarn", "statement-by-title")]
    assert len(record.quotes[0].segments) == 2


def test_a_report_about_a_statement_is_not_its_authors() -> None:
    text = (
        STATEMENT.replace("I welcome", "She welcomes")
        .replace("I ", "she ")
        .replace("My", "Her")
        .replace("we ", "they ")
    )
    assert not [q for q in read_article(text).quotes if q.rule == "statement-by-title"]


WRAPPED = """Envoys leave without a date
12 March 2021

The talks in the harbour went on all night and ended without a paper,
as those who came to watch had been told they would. “We are ready,”
said Mira Tolan, the minister for ports, who had slept on the ferry on
the way home.

“Nobody has left the table,” Adam Roke told reporters before he left
the hall.
"""


def test_a_text_wrapped_at_a_width_is_read_by_paragraphs() -> None:
    record = read_article(WRAPPED)
    assert record.headline == "Envoys leave without a date"
    assert record.published.date == "2021-03-12"
    assert [(q.text, q.speaker) for q in record.quotes] == [
        ("We are ready,", "Mira Tolan"),
        ("Nobody has left the table,", "Adam Roke"),
    ]


def test_short_lines_of_one_paragraph_each_stay_apart() -> None:
    text = (
        WRAPPED.replace("\nas those", " as those")
        .replace("\nsaid Mira", " said Mira")
        .replace("\nthe way", " the way")
        .replace("\nthe hall", " the hall")
    )
    lines = [text[s:e] for s, e in read_article(text).body]
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("Lissel, 3 March 2022", "Lissel"),
        ("Oslo\n3 March 2022", "Oslo"),
        ("3 March 2022\nQalder, Norway", "Qalder, Norway"),
        ("Written by Lena Orrin | Lissel | Updated: 3 March 2022", "Lissel"),
        ("Written by Lena Orrin | Politics | Updated: 3 March 2022", None),
        ("3 March 2022\nNorway", None),  # a section of the site
        ("Anna Orrin, 3 March 2022", None),
        ("Press Release, 3 March 2022", None),
        ("En Route Qalder, Norway\n3 March 2022", None),
    ],
)
def test_the_place_beside_the_day_in_the_head(head: str, place: str | None) -> None:
    dateline = parse_layout(
        f"Joint statement of the envoys on the ferry\n\n{head}\n\n{BODY}\n", page_words()
    ).dateline
    assert (dateline.place if dateline else None) == place


@pytest.mark.parametrize(
    ("masthead", "outlet"),
    [
        ("POLITICO", "Politico"),
        ("DOCK.COM", "DOCK.COM"),
        ("World > Asia > 9 May", None),
        ("Hansard > Debates > 9 May", "Hansard"),
        ("Orvel Coast FM", "Orvel Coast FM"),
        ("Orvel Coast", None),
        ("NBC News", "NBC News"),
        ("World News", None),
        ("HARBOUR", None),
        ("A day.", None),
    ],
)
def test_the_house_over_a_page(masthead: str, outlet: str | None) -> None:
    layout = parse_layout(
        f"{masthead}\nEnvoys leave Lissel without a date\n3 March 2022\n\n{BODY}\n", page_words()
    )
    assert layout.outlet == outlet
    assert layout.headline is not None


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("INTERVIEW\n\n“A rope is only a queue of threads”", "“A rope is only a queue of threads”"),
        (
            "Department of Ports\nPorts in Action\n\nNorvania National Day\n\nPress Statement",
            "Norvania National Day",
        ),
        ("The Minister was asked—\nWhere the boats of the strait are", "Where the boats of the strait are"),
        ("Ada Roke Torr\nWhere the boats of the strait are", "Where the boats of the strait are"),
    ],
)
def test_what_is_over_a_headline_is_none(head: str, headline: str) -> None:
    text = f"{head}\n\n3 March 2022\n\n{BODY}\n\n{BODY}\n"
    layout = parse_layout(text, page_words())
    assert layout.headline is not None
    assert text[slice(*layout.headline)] == headline


@pytest.mark.parametrize(
    ("tail", "outlet"),
    [
        ("© Meroth Weekly 2021", "Meroth Weekly"),
        ("© 2020 The Orvel Mercury", "The Orvel Mercury"),
        ("© 2021 Meroth Weekly. All rights", "Meroth Weekly"),
        ("© Anna Orrin 2021", None),
        ("Meroth Weekly", None),
    ],
)
def test_whose_a_page_is_by_the_copyright_below_it(tail: str, outlet: str | None) -> None:
    layout = parse_layout(
        f"Envoys leave Lissel without a date\n3 March 2022\n\n{BODY}\n\n{tail}\n", page_words()
    )
    assert layout.outlet == outlet


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("The boats sail tomorrow, 13 June 2008.", "2008-06-12"),
        ("The boats sail yesterday, 11 June 2008.", "2008-06-12"),
        ("The boats sail today, 13 June 2008.", None),
        ("The boats sail as of 13 June 2008.", None),
    ],
)
def test_a_day_beside_that_of_the_text_proves_its_year(told: str, day: str | None) -> None:
    page = f"Envoys leave without a date\n\nLISSEL, 12 June (NBN) - {BODY} {told}\n"
    assert parse_layout(page, page_words()).published.date == day


def test_a_list_of_dated_titles_is_no_article_and_a_story_of_them_is() -> None:
    titles = [
        "Harbour talks to resume on Monday",
        "Envoys tell of boats and no date",
        "Strait traffic up again in April",
        "Ferry sails to the outer islands",
    ]
    listed = (
        "\n\n".join(["Latest headlines", *(f"{title}\n12 May 2020" for title in titles), "1 2 3 4 5 Next »"])
        + "\n"
    )
    assert read_article(listed).refusal is not None
    assert read_article(f"{listed}\n{BODY}\n").refusal is None


@pytest.mark.parametrize(
    ("under", "day"),
    [
        ("Stories of the press on May 7, 2019", "2019-05-07"),
        ("Stories of the press on May 8, 2019", None),
        ("Stories of the press on that day", None),
    ],
)
def test_a_full_date_under_the_headline_proves_the_year_of_its_own_day(under: str, day: str | None) -> None:
    page = f"Review: envoys leave without a date\n\n{under}\n\nLISSEL, May 7. /NBN/. {BODY}\n"
    assert parse_layout(page, page_words()).published.date == day


@pytest.mark.parametrize(
    "agency", ["Bernama", "Nampa", "Xinhua", "AFP", "Europa Press", "APP", "Tanjug", "KPL"]
)
@pytest.mark.parametrize("signed", ["– {}", "-- {}", "({})", "{}/Ada Roke", "— {}, Lissel", "[{}]", "= {}"])
def test_an_agency_that_is_known_signs_under_the_text(agency: str, signed: str) -> None:
    text = f"Boats come to Lissel\n\n4 May 2021\n\nThe boats came in, Ada Roke said. The crews went home.\n\n{signed.format(agency)}\n"
    source = read_article(text, "a")
    assert source.agency == agency
    assert [quote.speaker for quote in source.quotes] == ["Ada Roke"]


@pytest.mark.parametrize(
    "line", ["– Ada Roke", "(Lissel)", "Lissel/Ada Roke", "Harbour Street 4", "(more)", "(END)"]
)
def test_other_last_lines_are_no_agency(line: str) -> None:
    text = f"Boats come to Lissel\n\n4 May 2021\n\nThe boats came in, Ada Roke said. The crews went home.\n\n{line}\n"
    assert read_article(text, "a").agency is None
