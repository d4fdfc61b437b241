"""How things are cited: the patterns of three styles, files that managers read, marks for collectors."""

import json
import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, parse_qsl

import pytest

from statements.models import Quote
from statements.publishing.citing import (
    FILES,
    STYLES,
    Name,
    Work,
    context_object,
    head_marks,
    work_of_statement,
)
from statements.publishing.citing.works import Day, author_name, bylines, cut_at_word

ACCESSED = date(2031, 11, 26)
TOLAN = Name(family="Tolan", given="Mira Jane")
STATEMENT = Work(
    kind="statement",
    title="We will not accept a map that was drawn at night",
    address="https://record.example/quotes/q7f/",
    accessed=ACCESSED,
    number="q7f",
    authors=(TOLAN,),
    host="Envoys leave Lissel",
    outlet="The Farrow Observer",
    place="Lissel",
    addressee="reporters",
    on=Day(day=date(2031, 5, 11)),
    printed=Day(day=date(2031, 5, 12)),
)
ARTICLE = Work(
    kind="article",
    title="Envoys leave Lissel",
    address="https://record.example/articles/3/",
    accessed=ACCESSED,
    number="3",
    authors=(Name(family="Roke", given="Ada"),),
    outlet="The Farrow Observer",
    on=Day(day=date(2031, 5, 12)),
    printed=Day(day=date(2031, 5, 12)),
)
PAGE = Work(
    kind="page",
    title="Mira Tolan: statements on record",
    address="https://record.example/speakers/mira-tolan/",
    accessed=ACCESSED,
)
SHORT = {style.key: style for style in STYLES}

# Beside each the pattern of its manual: author, date, title, container, place, each ended once.
CITED = [
    (
        "apa",
        STATEMENT,
        "Tolan, M. J. (2031, May 11). “We will not accept a map that was drawn at night” [Statement to reporters]. "
        "In “Envoys leave Lissel,” The Farrow Observer. On Record. "
        "Retrieved November 26, 2031, from https://record.example/quotes/q7f/",
    ),
    (
        "apa",
        ARTICLE,
        "Roke, A. (2031, May 12). Envoys leave Lissel. The Farrow Observer. "
        "Retrieved November 26, 2031, from https://record.example/articles/3/",
    ),
    (
        "apa",
        PAGE,
        "On Record. (n.d.). Mira Tolan: statements on record. "
        "Retrieved November 26, 2031, from https://record.example/speakers/mira-tolan/",
    ),
    (
        "mla",
        STATEMENT,
        "Tolan, Mira Jane. “We will not accept a map that was drawn at night.” Statement to reporters, Lissel, 11 May 2031. "
        "“Envoys leave Lissel,” The Farrow Observer, 12 May 2031. On Record, record.example/quotes/q7f/. "
        "Accessed 26 Nov. 2031.",
    ),
    (
        "mla",
        ARTICLE,
        "Roke, Ada. “Envoys leave Lissel.” The Farrow Observer, 12 May 2031. On Record, record.example/articles/3/. "
        "Accessed 26 Nov. 2031.",
    ),
    (
        "chicago",
        STATEMENT,
        "Tolan, Mira Jane. “We will not accept a map that was drawn at night.” Statement to reporters, Lissel, May 11, 2031. "
        "Quoted in “Envoys leave Lissel,” Farrow Observer, May 12, 2031. On Record. Accessed November 26, 2031. "
        "https://record.example/quotes/q7f/.",
    ),
    (
        "chicago",
        ARTICLE,
        "Roke, Ada. “Envoys leave Lissel.” Farrow Observer, May 12, 2031. On Record. Accessed November 26, 2031. "
        "https://record.example/articles/3/.",
    ),
]


# As the manuals and the sites of the three styles print their own examples, in other words of the same shape: what is
# the archive's own (where it has the work, and when that was looked at) is left out of the comparison.
HERE = "https://record.example/articles/3/"
OUR_OWN = {
    "apa": re.compile(
        rf" Retrieved November 26, 2031, from {HERE}(?: \(Original work at (?P<original>[^)]*)\))?$"
    ),
    "mla": re.compile(r" On Record, record\.example/articles/3/\. Accessed 26 Nov\. 2031\.$"),
    "chicago": re.compile(rf" On Record\. Accessed November 26, 2031\. {HERE}\.$"),
}
DAY = date(2031, 3, 8)


def printed(
    title: str, outlet: str, *authors: Name, day: date | None = DAY, precision: str = "day", at: str = ""
) -> Work:
    on = Day(day=day, precision=precision) if day else None
    return Work(
        kind="article", title=title, outlet=outlet, authors=authors, on=on, printed=on,
        original=at, address=HERE, accessed=ACCESSED,
    )  # fmt: skip


def person(family: str, given: str) -> Name:
    return Name(family=family, given=given)


AT = "https://www.observer.example/2031/03/08/harbour"
PUBLISHED = [
    (
        "apa",
        "a question",
        printed("Can we get better at mooring?", "The Farrow Observer", person("Roke", "Ada"), at=AT),
        f"Roke, A. (2031, March 8). Can we get better at mooring? The Farrow Observer. {AT}",
    ),
    (
        "apa",
        "two sentences",
        printed(
            "How will pilots react to the tide? Captains have ideas", "The Post", person("Lund", "Ivo"), at=AT
        ),
        f"Lund, I. (2031, March 8). How will pilots react to the tide? Captains have ideas. The Post. {AT}",
    ),
    (
        "apa",
        "an abbreviation, on paper",
        printed(
            "Ferry toll in K.P. sees largest one-year drop ever", "Farrow Tribune", person("Tolan", "Mira")
        ),
        "Tolan, M. (2031, March 8). Ferry toll in K.P. sees largest one-year drop ever. Farrow Tribune.",
    ),
    (
        "apa",
        "two surnames and a subtitle",
        printed("Be kind at sea: How patience helps", "Quay Clinic", person("Marn Ollie", "Cara M."), at=AT),
        f"Marn Ollie, C. M. (2031, March 8). Be kind at sea: How patience helps. Quay Clinic. {AT}",
    ),
    (
        "apa",
        "a body on its own site, a month",
        printed(
            "Questions on the safety of boats", "", Name(family="World Port Office"), precision="month", at=AT
        ),
        f"World Port Office. (2031, March). Questions on the safety of boats. {AT}",
    ),
    (
        "mla",
        "a dash",
        printed(
            "The End of the Sail—and the Birth of the Steamer", "The Atoll", person("Roke", "Ada"), at=AT
        ),
        "Roke, Ada. “The End of the Sail—and the Birth of the Steamer.” The Atoll, 8 Mar. 2031, "
        "www.observer.example/2031/03/08/harbour.",
    ),
    (
        "mla",
        "nobody signed it",
        printed("Ports Commit to Shared Tides", "Port Facility", at=AT),
        "“Ports Commit to Shared Tides.” Port Facility, 8 Mar. 2031, www.observer.example/2031/03/08/harbour.",
    ),
    (
        "chicago",
        "the article of an outlet is left out",
        printed("A Bet on the Harbour", "The Farrow Observer", person("Roke", "Ada"), at=AT),
        f"Roke, Ada. “A Bet on the Harbour.” Farrow Observer, March 8, 2031. {AT}.",
    ),
    (
        "chicago",
        "no article in the name",
        printed("The Squishy, Salty History of Ropes", "Vex", person("Lund", "Ivo"), at=AT),
        f"Lund, Ivo. “The Squishy, Salty History of Ropes.” Vex, March 8, 2031. {AT}.",
    ),
    (
        "chicago",
        "on paper",
        printed("The Prophet of Dry Land", "The New Farrower", person("Tolan", "Mira")),
        "Tolan, Mira. “The Prophet of Dry Land.” New Farrower, March 8, 2031.",
    ),
    (
        "chicago",
        "nobody signed it",
        printed("In Lissel, Ad Heats Up Race for Mayor", "The Farrow Observer"),
        "Farrow Observer. “In Lissel, Ad Heats Up Race for Mayor.” March 8, 2031.",
    ),
    (
        "chicago",
        "quoted words in a title",
        printed("From “Ahoy” to “Hello,” How We Greet at Sea", "Fresh Sea", person("Roke", "Ada")),
        "Roke, Ada. “From ‘Ahoy’ to ‘Hello,’ How We Greet at Sea.” Fresh Sea, March 8, 2031.",
    ),
]


@pytest.mark.parametrize(
    ("key", "work", "form"), [pytest.param(k, w, f, id=f"{k}: {what}") for k, what, w, f in PUBLISHED]
)
def test_an_article_is_cited_in_the_form_of_the_published_examples(key: str, work: Work, form: str) -> None:
    text = SHORT[key].text(work)
    own = OUR_OWN[key].search(text)
    assert own, text
    original = f" {own['original']}" if key == "apa" and work.original else ""
    assert text[: own.start()] + original == form


def test_a_page_that_changes_says_when_it_was_looked_at() -> None:
    clock = printed(
        "Port and world tide clock", "Farrow Sea Office", Name(family="F.P. Tide Bureau"), day=None
    )
    assert SHORT["apa"].text(clock) == (
        "F.P. Tide Bureau. (n.d.). Port and world tide clock. Farrow Sea Office. "
        f"Retrieved November 26, 2031, from {HERE}"
    )
    assert SHORT["chicago"].text(PAGE) == (
        "On Record. “Mira Tolan: statements on record.” Accessed November 26, 2031. "
        "https://record.example/speakers/mira-tolan/."
    )


def test_the_original_is_told_beside_a_statement() -> None:
    there = replace(STATEMENT, original=AT)
    assert SHORT["apa"].text(there).endswith(f"https://record.example/quotes/q7f/ (Original work at {AT})")
    assert "12 May 2031, www.observer.example/2031/03/08/harbour. On Record," in SHORT["mla"].text(there)
    assert f"Farrow Observer, May 12, 2031. {AT}. On Record." in SHORT["chicago"].text(there)
    for style in STYLES:
        assert "observer.example" not in style.text(STATEMENT)


def test_chicago_has_a_comma_behind_the_question_mark_of_a_title_and_the_others_have_none() -> None:
    asked = replace(STATEMENT, host="Will it hold?")
    assert "Quoted in “Will it hold?,” Farrow Observer" in SHORT["chicago"].text(asked)
    assert "“Will it hold?” The Farrow Observer" in SHORT["mla"].text(asked)


def test_many_authors_are_shortened_as_each_style_has_it() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUV"
    all_of = [person(f"{letter}arn", "Ada") for letter in letters]

    def by(count: int, key: str) -> str:
        return SHORT[key].text(replace(ARTICLE, authors=tuple(all_of[:count])))

    assert by(2, "mla").startswith("Aarn, Ada, and Ada Barn. ") and by(3, "mla").startswith(
        "Aarn, Ada, et al. "
    )
    assert by(10, "chicago").count("arn") == 10 and "et al." not in by(10, "chicago")
    assert by(11, "chicago").startswith("Aarn, Ada, ") and "Ada Garn, et al. “" in by(11, "chicago")
    assert "Tarn, A. (2031" in by(20, "apa") and "& Tarn" in by(20, "apa")
    assert "Sarn, A., . . . Varn, A. (2031" in by(22, "apa") and "Tarn" not in by(22, "apa")


@pytest.mark.parametrize(("key", "work", "cited"), CITED)
def test_a_work_is_cited_as_its_style_has_it(key: str, work: Work, cited: str) -> None:
    assert SHORT[key].text(work) == cited


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.key)
@pytest.mark.parametrize(
    "change",
    [
        {"authors": ()},
        {"outlet": ""},
        {"host": ""},
        {"host": "", "outlet": ""},
        {"on": None, "printed": None},
        {"addressee": "", "place": ""},
        {"title": "Is it over?"},
        {"title": "It is over."},
        {"title": "“It is over,” she said, “for good.”"},
        {"title": "word " * 200},
        {"outlet": "Harbour News Co."},
        {"host": "Will it hold?"},
        {"authors": (Name(family="Farrow Ministry of Ports"),)},
        {"authors": (Name(family="Brenn", given="Harl", suffix="Jr."),)},
        {"authors": (TOLAN, Name(family="Roke", given="Ada"), Name(family="Lund", given="Ivo"))},
        {"on": Day(day=date(2031, 5, 1), precision="month"), "printed": None},
        {"original": "https://observer.example/1"},
        {"original": "https://observer.example/1", "outlet": "", "host": ""},
    ],
    ids=lambda change: "-".join(change),
)
@pytest.mark.parametrize("work", [STATEMENT, ARTICLE, PAGE], ids=lambda work: work.kind)
def test_nothing_is_doubled_and_nothing_dangles(style, work: Work, change: dict[str, object]) -> None:
    text = style.text(replace(work, **change))
    faults = ["..", ",.", ", ,", "  ", "?.", "!.", "“”", "()", "[]", " .", " ,", "….", ".”."]
    for fault in [*faults, *(["?,"] if style.key != "chicago" else [])]:
        assert fault not in text.replace("...", ""), text
    assert text == text.strip()
    assert str(style.html(replace(work, **change))).count("<i>") <= 2


def test_words_in_marks_are_marked_once() -> None:
    spoken = replace(STATEMENT, title="“It is over,” she said, “for good.”")
    assert "“‘It is over,’ she said, ‘for good.’”" in SHORT["mla"].text(spoken)
    assert "“It is over”" in SHORT["apa"].text(replace(STATEMENT, title="“It is over”"))


def test_markup_in_words_stays_words() -> None:
    html = str(SHORT["chicago"].html(replace(STATEMENT, title="<b>over</b>", outlet="<Farrow>")))
    assert "&lt;b&gt;over" in html
    assert "<i>&lt;Farrow&gt;</i>" in html


def test_long_words_are_cut_behind_a_word() -> None:
    assert cut_at_word("one two three", 13) == "one two three"
    assert cut_at_word("one two three", 10) == "one two…"
    assert cut_at_word("one two, three", 10) == "one two…"
    assert cut_at_word("o" * 20, 10) == "o" * 9 + "…"


def test_persons_and_bodies_are_told_apart() -> None:
    assert author_name("Mira Tolan", True) == Name(family="Tolan", given="Mira")
    assert author_name("Harl Brenn III", True) == Name(family="Brenn", given="Harl", suffix="III")
    assert author_name("Farrow Ministry of Ports", False) == Name(family="Farrow Ministry of Ports")
    assert author_name("officials", False) == Name(family="Officials")
    assert [one.whole for one in bylines("Ada Roke, Ivo Lund and Mira Tolan")] == [
        "Ada Roke",
        "Ivo Lund",
        "Mira Tolan",
    ]
    assert bylines("") == ()


def test_an_outlet_or_a_desk_under_a_headline_is_no_person() -> None:
    assert bylines("Lena Orrin (@lenaorrin)") == (person("Orrin", "Lena"),)
    assert bylines("Ada Roke et Ivo Lund; Mira Tolan") == (
        person("Roke", "Ada"),
        person("Lund", "Ivo"),
        person("Tolan", "Mira"),
    )
    assert bylines("Farrow News Agency") == (Name(family="Farrow News Agency"),)
    assert bylines("Our Harbour Correspondent") == (Name(family="Our Harbour Correspondent"),)
    assert bylines("Al Jazeera") == (Name(family="Al Jazeera"),)
    assert bylines("Hollin Mail", "Hollin Mail") == ()  # an outlet is no author of what it publishes
    assert bylines("Ada Roke and Hollin Mail", "Hollin Mail") == (person("Roke", "Ada"),)


def written(form: str, *works: Work) -> str:
    return next(one for one in FILES if one.form == form).write(works)


def test_bibtex_escapes_what_it_must_and_keeps_a_body_whole() -> None:
    odd = replace(
        STATEMENT, title='We {really} need 50% & "more" \\ of_it', authors=(Name(family="Port & Co"),)
    )
    text = written("bib", odd)
    assert r"We \{really\} need 50\% \& " in text
    assert r"\textbackslash{} of\_it" in text
    assert r"author = {{Port \& Co}}" in text
    assert text.count("{") == text.count("}")
    assert "author = {Tolan, Mira Jane}" in written("bib", STATEMENT)
    assert "urldate = {2031-11-26}" in text


def test_bibtex_has_the_outlet_where_managers_read_the_name_of_a_publication() -> None:
    """An entry "misc" is taken for a book, and its outlet for nothing."""
    text = written("bib", replace(STATEMENT, original="https://observer.example/a_1"))
    assert text.startswith("@article{") and "journal = {The Farrow Observer}" in text
    assert "address = {Lissel}" in text
    assert r"note = {In: Envoys leave Lissel. https://observer.example/a\_1. On Record q7f}" in text
    assert "  month = may,\n  day = {11},\n  year = {2031},\n  date = {2031-05-11}," in text
    year = written("bib", replace(STATEMENT, on=Day(day=date(2031, 1, 1), precision="year")))
    assert "month" not in year and "day =" not in year and "date = {2031}," in year
    page = written("bib", PAGE)
    assert page.startswith("@online{") and "organization = {On Record}" in page and "journal" not in page


def test_ris_has_a_record_for_each_and_ends_it() -> None:
    lines = written("ris", STATEMENT, ARTICLE).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert "AU  - Tolan, Mira Jane" in lines
    assert "DA  - 2031/05/11" in lines
    assert lines.count("ER  - ") == 2
    assert "AU  - Farrow Ports" in written("ris", replace(STATEMENT, authors=(Name(family="Farrow Ports"),)))
    body = replace(STATEMENT, authors=(Name(family="Ministry of Trade, Ports and Fish"),))
    assert "AU  - Ministry of Trade Ports and Fish\r\n" in written(
        "ris", body
    )  # a comma would make somebody of it
    assert "N1  - In: Envoys leave Lissel" in lines


def test_csl_json_parts_names_and_days() -> None:
    (item,) = json.loads(written("json", STATEMENT))
    assert item["author"] == [{"family": "Tolan", "given": "Mira Jane"}]
    assert item["issued"] == {"date-parts": [[2031, 5, 11]]}
    assert item["type"] == "article-newspaper"
    (body,) = json.loads(written("json", replace(PAGE, authors=(Name(family="Farrow Ports"),))))
    assert body["author"] == [{"literal": "Farrow Ports"}]
    assert "issued" not in body


def test_collectors_are_told_the_type_the_author_and_the_day() -> None:
    marks = dict(head_marks(STATEMENT))
    assert marks["citation_author"] == "Tolan, Mira Jane"
    assert marks["citation_publication_date"] == "2031/05/11"
    assert marks["citation_journal_title"] == "The Farrow Observer"
    assert marks["z:itemType"] == "newspaperArticle"
    body = dict(head_marks(replace(STATEMENT, authors=(Name(family="Farrow Ministry of Ports"),))))
    assert "citation_author" not in body  # a collector would part it at a space
    assert body["DC.creator"] == "Farrow Ministry of Ports"
    assert "citation_journal_title" not in dict(head_marks(PAGE))


def test_collectors_take_a_name_of_many_words_for_one() -> None:
    """Two words at both sides of a comma are two authors to them, unless a semicolon ends it."""
    many = replace(STATEMENT, authors=(person("van Roke", "Ada Maria"), TOLAN))
    authors = [content for name, content in head_marks(many) if name == "citation_author"]
    assert authors == ["van Roke, Ada Maria;", "Tolan, Mira Jane"]


def test_collectors_take_the_original_for_no_outlet() -> None:
    marks = head_marks(replace(STATEMENT, outlet="", original="https://observer.example/1"))
    assert ("DC.relation", "https://observer.example/1") in marks
    assert {"DC.source", "DC.type"}.isdisjoint(name for name, _ in marks)


def test_a_context_object_says_the_same() -> None:
    told = parse_qs(context_object(STATEMENT))
    assert told["rft.aulast"] == ["Tolan"]
    assert told["rft.source"] == ["The Farrow Observer"]
    assert told["rft.date"] == ["2031-05-11"]
    body = parse_qs(context_object(replace(STATEMENT, authors=(Name(family="Farrow Ports"),))))
    assert body["rft.aucorp"] == ["Farrow Ports"]
    assert "rft.aulast" not in body
    assert told["rft.place"] == ["Lissel"]
    assert told["rft.description"] == ["In: Envoys leave Lissel"]
    assert parse_qs(context_object(PAGE))["rft.source"] == ["On Record"]


def test_a_context_object_keeps_the_order_of_authors_and_what_stands_behind_a_name() -> None:
    names = (Name(family="Brenn", given="Harl", suffix="Jr."), Name(family="Farrow Ports"))
    fields = [
        (key, value)
        for key, value in parse_qsl(context_object(replace(STATEMENT, authors=names)))
        if key.startswith("rft.au")
    ]
    assert fields == [("rft.aulast", "Brenn"), ("rft.aufirst", "Harl, Jr."), ("rft.aulast", "Farrow Ports")]


def test_the_comma_before_a_closing_mark_is_not_cited(store, talks) -> None:
    store(talks, outlet="The Farrow Observer")
    quote = Quote.objects.filter(text__endswith=",").first() or Quote.objects.first()
    quote.text = "It is late,"
    work = work_of_statement(quote, "https://record.example/", ACCESSED)
    assert work.title == "It is late"
    quote.text = "Late, is it?"
    assert work_of_statement(quote, "https://record.example/", ACCESSED).title == "Late, is it?"
