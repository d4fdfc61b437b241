"""Text in, record out: the whole reading of one article, step by step."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .languages import DEFAULT, LANGUAGES, language_of
from .languages.base import Decision
from .languages.calendars import words_of_calendar
from .mending import mend
from .page.language import guess_language
from .page.layout import parse_layout
from .page.lines import UNSPACED
from .page.parts import Layout
from .records import Published, Record, Span

VERSION = "17"
MIN_WORDS = 25
SHORTEST_FLASH = 6


def read_article(
    text: str,
    name: str = "",
    today: date | None = None,
    decisions: list[Decision] | None = None,
    told: date | None = None,
) -> Record:
    """Return the record of an article, or a record with a `refusal` that says why it is none.

    A page is laid out with the words of the default language; where it proves to be in another one
    that is read, once more with those. The statements of a language that is not read stay unread.
    `today` bounds the years that a date without a year can mean; it is the present day unless given.
    `decisions`, if given, is filled with how each speaker was found. `told` is the day on which the article
    appeared as its giver says: "on Tuesday" is counted from it. The record keeps the date that the page prints.
    """
    mended = mend(text)
    if mended is None:
        return read_sound(text, name, today, decisions, told)
    found: list[Decision] = []
    record = read_sound(mended.text, name, today, found, told)
    if decisions is not None:
        decisions.extend(replace(one, quote=mended.quote(one.quote)) for one in found)
    return mended.record(record)


def read_sound(
    text: str, name: str, today: date | None, decisions: list[Decision] | None, told: date | None
) -> Record:
    """Return the record of an article in which no letter is broken."""
    layout = parse_layout(text, DEFAULT.page_words, today)
    refusal = refuse(text, layout)
    if refusal:
        return Record(id=name, language=DEFAULT.code, refusal=refusal, junk=tuple(layout.junk))
    code = guess_language(text[layout.body[0][0] : layout.body[-1][1]][:4000], common_words())
    language = language_of(code)
    if language is not None and language is not DEFAULT:
        layout = parse_layout(text, language.page_words, today)
        refusal = refuse(text, layout)
        if refusal:
            return Record(id=name, language=code, refusal=refusal, junk=tuple(layout.junk))
    elif (
        language is None and (words := words_of_calendar(DEFAULT.page_words, code)) is not DEFAULT.page_words
    ):
        layout = parse_layout(text, words, today)
    record = Record(
        id=name,
        headline=part(text, layout.headline),
        standfirst=part(text, layout.standfirst),
        outlet=layout.outlet,
        agency=layout.agency,
        byline=layout.byline,
        dateline_place=layout.dateline.place or None if layout.dateline else layout.written_in,
        language=code,
        published=layout.published,
        body=tuple(layout.body),
        headings=tuple(sorted(layout.headings)),
        junk=tuple(layout.junk),
    )
    if language is None:
        return record
    if told is not None:
        layout = replace(layout, published=Published(date=told.isoformat(), precision="day"))
    reading = language.read(text, layout)
    if decisions is not None:
        decisions.extend(reading.decisions)
    return replace(record, quotes=reading.statements, speakers=reading.speakers, events=reading.events)


def common_words() -> dict[str, frozenset[str]]:
    """Return the words by which the languages that are read are known, where they bring their own."""
    return {code: language.common_words for code, language in LANGUAGES.items() if language.common_words}


def part(text: str, span: Span | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def refuse(text: str, layout: Layout) -> str | None:
    """Return why a text is no article, or None if it is one."""
    if not text.strip():
        return "it is empty"
    if layout.turns:
        return None
    prose = [text[s:e] for s, e in layout.body if (s, e) not in layout.headings]
    # News in two lines says where or when it was written, or who sent it.
    flash = layout.dateline or layout.agency or layout.published.date
    if not has_words(prose, SHORTEST_FLASH if flash else MIN_WORDS):
        return "no running text was found in it"
    teasers = [*prose, *([text[slice(*layout.standfirst)]] if layout.standfirst else [])]
    stubs = sum(line.rstrip().endswith(("...", "…")) for line in teasers)
    stubs = max(stubs, layout.teasers)
    if len(teasers) >= 4 and stubs >= 3 and stubs * 2 > len(teasers):
        return "it is a list of stubs, not one article"
    return None


def has_words(lines: Iterable[str], least: int) -> bool:
    """Do lines of prose hold as many words as an article has at least?

    Where words are not parted by spaces two letters count as one.
    """
    words = 0
    for line in lines:
        words += len(line.split()) if line.isascii() else len(line.split()) + len(UNSPACED.findall(line)) // 2
        if words >= least:
            return True
    return False
