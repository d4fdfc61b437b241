"""Sources of every format become articles, with what they say of themselves beside what their text says."""

import pytest

from statements import curation
from statements.desk.queue import REASONS
from statements.history.replay import differences
from statements.ingest.rereading import read_again
from statements.models import ActName, Article, Quote, Revision
from tests.sources.making import (
    FILES,
    HEADLINE,
    JSON_LD,
    OUTLET,
    PAGE,
    PARAGRAPHS,
    URL,
    make_csv,
    make_page,
    make_pdf,
    make_warc,
)

from .test_ingest import ingest

pytestmark = pytest.mark.django_db

SAID = "We will not accept a map that was drawn at night,"


@pytest.fixture
def read_in(tmp_path, archive):
    """A function that reads a file of these bytes into the archive, and returns what the command said."""

    def read(data: bytes, name: str = "a.html", **options: object):
        (tmp_path / name).write_bytes(data)
        return ingest(tmp_path / name, **options)

    return read


@pytest.mark.parametrize("name", FILES)
def test_every_format_becomes_an_article_with_its_statement(name: str, read_in) -> None:
    code, out, err = read_in(FILES[name], "a")
    assert (code, "1 new" in out) == (0, True), err
    (quote,) = Quote.objects.filter(text__startswith="We will not accept")
    article = quote.article
    assert (quote.text, quote.speaker.name) == (SAID, "Tolan")
    assert article.text[quote.start : quote.end] == SAID
    assert bytes(article.source.data) in FILES[name] or bytes(article.source.data) == PAGE


def test_what_a_page_says_of_itself_is_kept_with_where_it_stands(read_in) -> None:
    read_in(PAGE)
    article = Article.objects.get()
    assert bytes(article.source.data) == PAGE
    assert (article.headline, article.outlet.name, article.byline, article.url) == (
        HEADLINE,
        OUTLET,
        "Lena Orrin",
        URL,
    )
    assert article.says["published"]["found"] == "JSON-LD datePublished"
    assert article.extractor.startswith("trafilatura ")
    assert (str(article.published), article.published_precision) == ("2021-06-10", "day")


def test_a_text_has_no_extractor_and_says_nothing(read_in) -> None:
    read_in(FILES["plain text"], "a.txt")
    article = Article.objects.get()
    assert (article.extractor, article.says) == ("", {})


def test_what_is_told_beside_a_page_wins_over_what_it_says(read_in) -> None:
    read_in(PAGE, outlet="The Farrow Observer", published="2021-06-12", url="https://observer.example/1")
    article = Article.objects.get()
    assert (article.outlet.name, str(article.published), article.url) == (
        "The Farrow Observer",
        "2021-06-12",
        "https://observer.example/1",
    )
    assert article.published_evidence == "given with the article: 2021-06-12"


UNDATED = make_page(json_ld=JSON_LD | {"datePublished": "2021-06-10T23:30:00Z"}).replace(
    b">10 June 2021<", b"><"
)


def test_the_day_that_a_page_says_is_its_day_where_its_text_has_none(read_in) -> None:
    read_in(UNDATED)
    article = Article.objects.get()
    assert str(article.published) == "2021-06-10"
    assert article.published_evidence == "JSON-LD datePublished: 2021-06-10T23:30:00+00:00"
    assert article.published_time == ""  # of no known zone


def test_the_printed_day_stands_where_machines_say_it_in_another_zone(read_in) -> None:
    read_in(UNDATED.replace(b"></time>", b">11 June 2021</time>"))
    assert str(Article.objects.get().published) == "2021-06-11"


def test_a_printed_day_far_from_what_the_page_says_leaves_the_year(read_in) -> None:
    read_in(UNDATED.replace(b"></time>", b">11 June 2011</time>"))
    article = Article.objects.get()
    assert (str(article.published), article.published_precision) == ("2021-01-01", "year")
    assert article.dates_differ and "2011-06-11" in article.published_evidence


def test_reading_the_same_file_again_changes_nothing(read_in) -> None:
    whole = make_warc(
        (URL, PAGE),
        (
            "https://courier.example/2",
            make_page(title="Another ferry sails", json_ld=None, url="https://courier.example/2"),
        ),
    )
    assert "2 new" in read_in(whole, "a.warc.gz")[1]
    assert "2 unchanged" in read_in(whole, "a.warc.gz")[1]
    assert sorted(Article.objects.values_list("origin", flat=True))[0].endswith("a.warc.gz#0")


def test_reading_goes_on_behind_a_record(read_in) -> None:
    whole = make_warc(
        (URL, PAGE),
        (
            "https://courier.example/2",
            make_page(title="Another ferry sails", json_ld=None, url="https://courier.example/2"),
        ),
    )
    assert "1 new" in read_in(whole, "a.warc.gz", after="0")[1]
    assert Article.objects.get().headline == "Another ferry sails"


def test_columns_are_told(read_in) -> None:
    table = make_csv((HEADLINE, "\n\n".join(PARAGRAPHS), URL), names="caption,copy,where")
    read_in(table, "a.csv", column=[("text", "copy"), ("url", "where")])
    article = Article.objects.get()
    assert (article.url, article.says["url"]["found"]) == (URL, "the column where")


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(tmp_path, archive) -> None:
    (tmp_path / "a.html").write_bytes(
        make_page(f"<p>{PARAGRAPHS[0]}</p><p>Subscribe to continue reading.</p>")
    )
    (tmp_path / "b.pdf").write_bytes(make_pdf([]))
    (tmp_path / "c.jsonl").write_bytes(b"{broken\n" + FILES["JSON Lines"])
    (tmp_path / "d.html").write_bytes(make_page(title="Another ferry sails", url="https://courier.example/2"))
    code, out, err = ingest(tmp_path)
    assert (code, "2 new" in out, "3 unreadable" in out) == (1, True, True)
    assert "a.html: it shows the beginning alone" in err
    assert "b.pdf: it is a scan" in err
    assert "c.jsonl#1: it is no object of JSON" in err


def test_an_article_that_is_read_again_keeps_what_its_page_said(read_in) -> None:
    read_in(PAGE)
    before = Article.objects.values(
        "headline", "byline", "outlet", "published", "published_evidence", "says", "extractor"
    ).get()
    read_again(Article.objects.get(), dry=False)
    assert Article.objects.values(*before).get() == before


@pytest.mark.parametrize("name", FILES)
def test_the_log_alone_makes_the_article(name: str, read_in) -> None:
    read_in(FILES[name], "a")
    assert differences() == []


def test_a_reading_that_is_taken_back_gives_the_text_back(read_in, admin_user) -> None:
    """The bytes alone do not make it: it was taken out of them."""
    read_in(PAGE)
    before = Article.objects.values("text", "says", "extractor", "source").get()
    read_in(PAGE.replace(b"nobody should expect a feast", b"everybody should expect a feast"))
    assert Article.objects.get().text != before["text"]
    curation.undo(Revision.objects.filter(action=ActName.READ_AGAIN).latest("pk"), admin_user)
    assert Article.objects.values(*before).get() == before
    assert differences() == []


def test_a_statement_that_its_page_shows_is_proved(read_in) -> None:
    read_in(PAGE)
    assert set(Quote.objects.values_list("unproved", flat=True)) == {False}


def test_a_statement_that_its_page_does_not_show_waits_for_an_editor(read_in) -> None:
    """Here a box stood in the middle of the words, and was left out."""
    box = b'<span class="tooltip">Read more about maps</span>'
    read_in(PAGE.replace(b"a map that was drawn", b"a map " + box + b"that was drawn"))
    quote = Quote.objects.get(text__startswith="We will not accept")
    assert (quote.text, quote.unproved) == (SAID, True)
    assert next(reason.name for reason in REASONS if quote in reason.rows(0)) == "unproved"
