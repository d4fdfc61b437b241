"""The same page again: every text of it is kept, and what its outlet took out stays with the note."""

from datetime import UTC, datetime

import pytest

from statements.curation.statements import approve
from statements.history.replay import differences
from statements.ingest.rereading import read_again
from statements.ingest.store import store_source
from statements.models import Article, Capture, Quote, State
from statements.sources.base import Assertion, Given, RawSource

HEAD = "Boats stay in the harbour\n\nLissel, 3 March, 2021\n\n"
FIRST = (
    "Velland President Viktor Orlan said in the harbour on Monday that the boats of the town would stay where they "
    "were, whatever the weather, until the pilots and the owners had found a way to pay for the old ferry.\n\n"
)
TAKEN_OUT = "“We counted seven boats too many,” Orlan said.\n\n"
LAST = (
    "The office of the harbour gave no day for the next meeting of the owners, and the pilots of the town went home "
    "in the evening without a word about the ferry and the fee.\n"
)
LONG = HEAD + FIRST + TAKEN_OUT + LAST
SHORT = HEAD + FIRST + LAST
URL = "https://www.orvel.example/boats"


def source(
    text: str, *, url: str = URL, origin: str = "", at: datetime | None = None, outlet: str = "Orvel Daily"
):
    return RawSource(
        origin=origin or url,
        data=text.encode(),
        text=text,
        encoding="utf-8",
        captured=at,
        given=Given(url=url, outlet=outlet),
    )


def day(number: int) -> datetime:
    return datetime(2021, 3, number, 12, tzinfo=UTC)


def words() -> dict[str, bool]:
    """The statements, and whether each still stands in the article."""
    return {quote.text[:15]: quote.is_here for quote in Quote.objects.order_by("start")}


def test_what_an_outlet_took_out_stays(archive) -> None:
    store_source(source(LONG, at=day(3)))
    gone = Quote.objects.get(text__startswith="We counted")
    outcome = store_source(source(SHORT, at=day(4)))
    assert outcome.status == "updated"
    (article,) = Article.objects.all()
    assert (article.text, article.fetched_at) == (SHORT, day(4))
    (capture,) = Capture.objects.all()
    assert (capture.text, capture.captured_at, bytes(capture.source.data)) == (LONG, day(3), LONG.encode())
    quote = Quote.objects.get(uid=gone.uid)
    assert (quote.capture, quote.state, quote.speaker.name) == (capture, State.EXTRACTED, "Viktor Orlan")
    assert quote.text == " … ".join(quote.source_text[s:e] for s, e in quote.segments)
    assert differences() == []


def test_what_comes_back_stands_in_the_article_again(archive) -> None:
    for text, at in ((LONG, 3), (SHORT, 4), (LONG, 5)):
        store_source(source(text, at=day(at)))
    assert set(words().values()) == {True}
    (capture,) = Capture.objects.all()
    assert (capture.text, capture.captured_at) == (SHORT, day(4))
    assert Article.objects.get().fetched_at == day(5)
    assert differences() == []


def test_reading_again_keeps_what_was_taken_out(archive) -> None:
    store_source(source(LONG, at=day(3)))
    store_source(source(SHORT, at=day(4)))
    before = words()
    result = read_again(Article.objects.get(), dry=False)
    assert (words(), result.gone, result.new) == (before, 0, 0)


def test_what_an_editor_kept_has_its_capture_as_well(archive) -> None:
    store_source(source(LONG, at=day(3)))
    approve(Quote.objects.get(text__startswith="We counted"), None)
    store_source(source(SHORT, at=day(4)))
    quote = Quote.objects.get(text__startswith="We counted")
    assert quote.capture is not None and quote.missing_since is not None and quote.is_held
    store_source(source(LONG, at=day(5)))
    quote.refresh_from_db()
    assert quote.capture is None and quote.missing_since is None and quote.is_here


@pytest.mark.parametrize("days", [(3, 4, 5), (5, 3, 4), (4, 5, 3), (5, 4, 3)])
def test_the_order_of_captures_changes_nothing(archive, days) -> None:
    texts = {3: LONG, 4: SHORT.replace("seven", "six"), 5: SHORT.replace("gave no day", "gave a day")}
    for number in days:
        store_source(source(texts[number], at=day(number)))
    article = Article.objects.get()
    assert (article.text, article.fetched_at) == (texts[5], day(5))
    assert [capture.captured_at for capture in article.captures.all()] == [day(3), day(4)]
    assert [text for text, here in words().items() if not here] == ["We counted seve"]
    assert differences() == []


@pytest.mark.parametrize("days", [(3, 4, 5), (5, 4, 3), (4, 5, 3)])
def test_what_was_taken_out_is_of_the_last_text_that_had_it(archive, days) -> None:
    texts = {3: LONG, 4: LONG.replace("no day", "a day"), 5: SHORT}
    for number in days:
        store_source(source(texts[number], at=day(number)))
    quote = Quote.objects.get(text__startswith="We counted")
    assert quote.capture.captured_at == day(4)
    assert quote.text == " … ".join(quote.source_text[s:e] for s, e in quote.segments)


def test_words_that_stand_elsewhere_do_not_save_a_statement_from_having_gone(archive) -> None:
    said = LONG.replace(
        "“We counted seven boats too many,” Orlan said.", "Orlan called the fee “reckless” on Monday."
    )
    store_source(source(said, at=day(3)))
    uid = Quote.objects.get(text="reckless").uid
    store_source(source(SHORT.replace("the fee.", "the fee, which is reckless."), at=day(4)))
    quote = Quote.objects.get(uid=uid)
    assert quote.capture is not None and not quote.is_here


def test_another_address_that_is_fetched_again_changes_nothing(archive) -> None:
    other = "https://www.orvel.example/print/4711"
    store_source(source(LONG, at=day(3)))
    store_source(source(LONG + " ", url=other, at=day(4)))
    assert store_source(source(LONG + " ", url=other, at=day(5))).status == "unchanged"
    assert store_source(source(SHORT + " ", url=other, at=day(6))).status == "unchanged"  # kept beside it
    assert (Article.objects.get().url, Article.objects.get().text) == (URL, LONG)
    assert Capture.objects.count() == 2
    store_source(source(SHORT, at=day(7)))
    assert (Article.objects.get().text, Article.objects.count()) == (SHORT, 1)


def test_an_outlet_that_was_told_once_of_an_address_stays(archive) -> None:
    store_source(source(LONG, at=day(3)))
    store_source(source(SHORT, at=day(4), outlet=""))
    article = Article.objects.get()
    assert (article.outlet.name, article.given_outlet, article.text) == ("Orvel Daily", "Orvel Daily", SHORT)


def test_an_editors_other_words_are_not_put_where_they_never_stood(archive) -> None:
    store_source(source(LONG, at=day(3)))
    approve(Quote.objects.get(text__startswith="We counted"), None)
    Quote.objects.filter(text__startswith="We counted").update(text="We tallied seven boats too many,")
    store_source(source(SHORT, at=day(4)))
    quote = Quote.objects.get(text__startswith="We tallied")
    assert quote.capture is None and quote.missing_since is not None and not quote.is_held


def test_lines_of_the_house_make_no_newer_text(archive) -> None:
    house = "\n\nSign up for the letter that we write each morning of the week.\n"
    store_source(source(LONG + house, at=day(3)))
    other = "Pilots go home\n\nLissel, 4 March, 2021\n\n" + "".join(
        f"“It rains on the pier for the {n}th day,” Mira Tolan said.\n\n" for n in range(9)
    )
    store_source(source(other + house, at=day(4)))
    assert Article.objects.count() == 2


def test_a_reading_again_takes_the_text_that_came_in_meanwhile(archive) -> None:
    store_source(source(LONG, at=day(3)))
    stale = Article.objects.get()
    store_source(source(SHORT, at=day(4)))
    read_again(stale, dry=False)
    assert Article.objects.get().text == SHORT
    assert differences() == []


def test_an_address_with_signs_that_no_text_has(archive) -> None:
    store_source(source(LONG, url="https://www.orvel.example/a%00b"))
    assert Article.objects.get().address_key == "orvel.example/ab"


def test_a_capture_that_comes_twice_changes_nothing(archive) -> None:
    store_source(source(LONG, at=day(3)))
    store_source(source(SHORT, at=day(4)))
    before = (words(), Article.objects.get().ingested_at)
    for text, at in ((LONG, 3), (SHORT, 4)):
        assert store_source(source(text, at=day(at))).status == "unchanged"
    assert (words(), Article.objects.get().ingested_at) == before


def test_a_file_that_has_its_earlier_bytes_back_says_them_now(archive) -> None:
    for text in (LONG, SHORT, LONG):
        assert store_source(source(text, url="", origin="boats.txt")).status != "unchanged"
    assert Article.objects.get().text == LONG


@pytest.mark.parametrize(
    "address",
    [
        "https://m.orvel.example/boats?utm_source=x",
        "https://www.orvel.example/amp/boats",
        "http://orvel.example/boats/",
    ],
)
def test_another_address_of_a_page_is_the_same_article(archive, address) -> None:
    store_source(source(LONG, at=day(3)))
    store_source(source(SHORT, url=address, at=day(4)))
    assert Article.objects.count() == 1


def test_the_same_words_under_another_address_of_the_outlet_are_one_article(archive) -> None:
    store_source(source(LONG))
    outcome = store_source(source(LONG + " ", url="https://www.orvel.example/print/4711"))
    assert (outcome.status, Article.objects.get().url) == ("unchanged", URL)
    assert Capture.objects.get().url == "https://www.orvel.example/print/4711"
    assert set(words().values()) == {True}
    again = store_source(source(LONG + " ", url="https://www.orvel.example/print/4711"))
    assert (again.status, Capture.objects.count()) == ("unchanged", 1)


@pytest.mark.parametrize(
    ("outlet", "url"),
    [("Kestran Post", "https://kestran.example/boats"), ("", "https://kestran.example/boats"), ("", "")],
)
def test_the_same_words_of_another_outlet_are_another_article(archive, outlet, url) -> None:
    store_source(source(LONG))
    store_source(source(LONG + " ", url=url, outlet=outlet, origin="other.txt"))
    assert Article.objects.count() == 2
    assert not Capture.objects.exists()


def test_another_article_at_the_same_address_is_another_article(archive) -> None:
    """A page of today's news has an address, and another text every day."""
    store_source(source(LONG, at=day(3)))
    other = "Pilots go home\n\nLissel, 4 March, 2021\n\n" + "“It rains on the pier,” Mira Tolan said.\n\n" * 3
    store_source(source(other, at=day(4)))
    assert Article.objects.count() == 2


def claimed(text: str, **days: str) -> RawSource:
    says = {name: Assertion(value=value, found=f"the {name} tag") for name, value in days.items()}
    return RawSource(
        origin="a.html", data=text.encode(), text=text, encoding="utf-8", says=says, extractor="test 1"
    )


@pytest.mark.parametrize(
    ("says", "published", "precision", "differ"),
    [
        ({"published": "2021-03-03"}, "2021-03-03", "day", False),
        ({"published": "2021-03-04"}, "2021-03-03", "day", False),  # another zone
        ({"published": "2021-03-20"}, "2021-03-01", "month", True),
        ({"published": "2021-05-20"}, "2021-01-01", "year", True),
        ({"published": "2019-05-20"}, "2019-01-01", "year", True),
        (
            {"published": "2021-02-20", "modified": "2021-03-03"},
            "2021-02-20",
            "day",
            False,
        ),  # it prints the update
    ],
)
def test_days_that_differ_lower_the_precision(archive, says, published, precision, differ) -> None:
    store_source(claimed(LONG, **says))
    article = Article.objects.get()
    found = str(article.published) if article.published else None
    assert (found, article.published_precision, article.dates_differ) == (published, precision, differ)
    if differ:
        assert "2021-03-03" in article.published_evidence
