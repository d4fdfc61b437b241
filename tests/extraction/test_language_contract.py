"""What every language that is read has to give, whichever it is; the invented one is held to it as well."""

import re
from collections.abc import Iterator

import pytest

from statements.extraction import Record, languages, read_article
from statements.extraction.explain import explain_article
from statements.extraction.languages import DEFAULT, LANGUAGES, language_of
from statements.extraction.languages.base import Language
from statements.extraction.page.words import PageWords

from .invented_language import WORDS, Mulvan

ALL = [*LANGUAGES.values(), Mulvan()]
every_language = pytest.mark.parametrize("language", ALL, ids=lambda language: language.code)

PAGE = """Kela tor belren imu kerun

Sorn Mira Tolan
Teldag, 14 Dorun 2021

Lo kerun nu tibal imu kela tor veshan lo brem nu kosti, imu lo hadul tor benda nu kela sarpin tor malu.

«Lo brem nu tibal kela tor venda imu,» vasu Orn Belk nu lo kosti imu kela.

Lo hadul nu sarpin imu tor kela, lo veshan nu benda tor brem imu kela malu nu lo kosti tor hadul.
"""


@pytest.fixture
def mulvan(monkeypatch: pytest.MonkeyPatch) -> Mulvan:
    language = Mulvan()
    monkeypatch.setitem(languages.LANGUAGES, language.code, language)
    return language


@pytest.fixture
def registered(language: Language, monkeypatch: pytest.MonkeyPatch) -> Language:
    monkeypatch.setitem(languages.LANGUAGES, language.code, language)
    return language


def read_examples(language: Language) -> Iterator[tuple[str, Record]]:
    """Yield articles made of the sentences of the language's own rules, and what is read from them."""
    sentences = [
        example.text
        for rule in language.rules.values()
        for example in rule.examples
        if "\n" not in example.text
    ]
    headline = " ".join(re.findall(r"\w+", sentences[0])[:6])
    for first in range(0, len(sentences), 6):
        text = "\n\n".join([headline, *sentences[first : first + 6], *sentences[:3]])
        record = read_article(text)
        if record.language == language.code:
            yield text, record


@every_language
def test_it_has_the_face_of_a_language(language: Language) -> None:
    assert isinstance(language, Language)
    assert len(language.code) == 2 and language.code.islower()
    assert language.name
    assert isinstance(language.page_words, PageWords)
    assert language.page_words is language.page_words  # its patterns are made once


@every_language
def test_it_stands_in_the_registry_under_its_code(registered: Language) -> None:
    assert language_of(registered.code) is registered
    assert {code: language.code for code, language in LANGUAGES.items()} == {code: code for code in LANGUAGES}


@every_language
def test_a_year_has_twelve_months_and_a_week_seven_days(language: Language) -> None:
    words = language.page_words
    spellings = [spelling for names in words.months for spelling in names]
    assert len(words.months) == 12
    assert len(words.weekdays) == 7
    assert len({day[:3] for day in words.weekdays}) == 7
    assert len(set(spellings)) == len(spellings)
    assert all(word == word.lower() for word in (*spellings, *words.weekdays, *words.bylines))


@every_language
def test_every_rule_has_an_example_and_a_counterexample(language: Language) -> None:
    assert language.rules
    for name, rule in language.rules.items():
        assert rule.name == name
        assert rule.because and 0 < rule.confidence <= 1
        assert rule.examples and rule.counterexamples, name


@every_language
def test_no_other_language_has_a_rule_of_that_name(language: Language) -> None:
    others = [other for other in ALL if other is not language]
    assert not [name for name in language.rules for other in others if name in other.rules]


@every_language
def test_countries_have_codes(language: Language) -> None:
    assert all(len(country.code) == 2 and country.code.isupper() for country in language.countries)


@every_language
def test_spans_lie_inside_the_text_and_statements_are_slices(registered: Language) -> None:
    articles = list(read_examples(registered))
    assert articles
    assert any(record.quotes for _, record in articles)
    for text, record in articles:
        for quote in record.quotes:
            assert quote.text == " … ".join(text[start:end] for start, end in quote.segments)
            assert (quote.start, quote.end) == (quote.segments[0][0], quote.segments[-1][1])
            assert (quote.mention is None) == (quote.mention_span is None)
            if quote.mention_span:
                assert text[slice(*quote.mention_span)] == quote.mention
        spans = [span for quote in record.quotes for span in quote.segments]
        spans += [quote.clause_span for quote in record.quotes if quote.clause_span]
        spans += [span for event in record.events for span in event.mentions]
        assert all(0 <= start < end <= len(text) for start, end in spans)


@every_language
def test_who_speaks_is_among_the_speakers(registered: Language) -> None:
    for _, record in read_examples(registered):
        names = {speaker.name for speaker in record.speakers}
        assert {quote.speaker for quote in record.quotes if quote.speaker} <= names


@every_language
def test_statements_stand_in_order_and_name_their_rule(registered: Language) -> None:
    for _, record in read_examples(registered):
        assert list(record.quotes) == sorted(record.quotes, key=lambda quote: (quote.start, quote.end))
        assert all(quote.rule in registered.rules for quote in record.quotes)
        assert all(0 <= quote.confidence <= 1 for quote in record.quotes)


@every_language
def test_each_statement_is_explained(registered: Language) -> None:
    for text, record in read_examples(registered):
        told = "\n".join(explain_article(text))
        for quote in record.quotes:
            assert registered.rules[quote.rule].because in told


def test_a_page_is_handed_to_the_language_that_it_is_in(mulvan: Mulvan) -> None:
    record = read_article(PAGE)
    assert record.language == "qm"
    ((text, layout),) = mulvan.handed
    assert text == PAGE
    assert tuple(layout.body) == record.body
    (quote,) = record.quotes
    assert (quote.text, quote.speaker, quote.cue) == (
        "Lo brem nu tibal kela tor venda imu,",
        "Orn Belk",
        "vasu",
    )
    assert [speaker.name for speaker in record.speakers] == ["Orn Belk"]


def test_the_layout_takes_months_weekdays_and_bylines_from_the_language(mulvan: Mulvan) -> None:
    record = read_article(PAGE)
    assert record.headline == "Kela tor belren imu kerun"
    assert record.byline == "Mira Tolan"
    assert (record.published.date, record.published.precision) == ("2021-04-14", "day")
    assert record.published.evidence == "“Teldag, 14 Dorun 2021” printed on the page, a Teldag, which agrees"
    assert len(record.body) == 3


def test_words_of_another_language_say_nothing_on_its_pages(mulvan: Mulvan) -> None:
    record = read_article(PAGE.replace("Sorn", "By").replace("Dorun", "April"))
    assert record.language == "qm"
    assert record.byline is None
    assert record.published.date is None


def test_what_others_ask_holds_every_language(mulvan: Mulvan) -> None:
    assert set(languages.rules()) == {*DEFAULT.rules, *mulvan.rules}
    assert languages.country_words()["tibal kerun"].code == "QM"
    assert "QM" in {country.code for country in languages.countries()}
    assert languages.known_outlets() == dict(DEFAULT.page_words.outlets) | dict(WORDS.outlets)


def test_what_others_ask_forgets_a_language_that_is_gone() -> None:
    assert set(languages.rules()) == {name for language in LANGUAGES.values() for name in language.rules}
    assert "tibal kerun" not in languages.country_words()
