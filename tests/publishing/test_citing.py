"""How things are cited: the patterns of three styles, files that managers read, marks for collectors."""

import json
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

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
        "Quoted in “Envoys leave Lissel,” The Farrow Observer, May 12, 2031. On Record. Accessed November 26, 2031. "
        "https://record.example/quotes/q7f/.",
    ),
    (
        "chicago",
        ARTICLE,
        "Roke, Ada. “Envoys leave Lissel.” The Farrow Observer, May 12, 2031. On Record. Accessed November 26, 2031. "
        "https://record.example/articles/3/.",
    ),
]


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
    ],
    ids=lambda change: "-".join(change),
)
@pytest.mark.parametrize("work", [STATEMENT, ARTICLE, PAGE], ids=lambda work: work.kind)
def test_nothing_is_doubled_and_nothing_dangles(style, work: Work, change: dict[str, object]) -> None:
    text = style.text(replace(work, **change))
    for fault in ("..", ",.", ", ,", "  ", "?.", "!.", "“”", "()", "[]", " .", " ,", "….", ".”.", "?,"):
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


def test_ris_has_a_record_for_each_and_ends_it() -> None:
    lines = written("ris", STATEMENT, ARTICLE).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert "AU  - Tolan, Mira Jane" in lines
    assert "DA  - 2031/05/11" in lines
    assert lines.count("ER  - ") == 2
    assert "AU  - Farrow Ports" in written("ris", replace(STATEMENT, authors=(Name(family="Farrow Ports"),)))


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


def test_a_context_object_says_the_same() -> None:
    told = parse_qs(context_object(STATEMENT))
    assert told["rft.aulast"] == ["Tolan"]
    assert told["rft.source"] == ["The Farrow Observer"]
    assert told["rft.date"] == ["2031-05-11"]
    body = parse_qs(context_object(replace(STATEMENT, authors=(Name(family="Farrow Ports"),))))
    assert body["rft.aucorp"] == ["Farrow Ports"]
    assert "rft.aulast" not in body


def test_the_comma_before_a_closing_mark_is_not_cited(store, talks) -> None:
    store(talks, outlet="The Farrow Observer")
    quote = Quote.objects.filter(text__endswith=",").first() or Quote.objects.first()
    quote.text = "It is late,"
    work = work_of_statement(quote, "https://record.example/", ACCESSED)
    assert work.title == "It is late"
    quote.text = "Late, is it?"
    assert work_of_statement(quote, "https://record.example/", ACCESSED).title == "Late, is it?"
