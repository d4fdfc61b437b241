"""What a citation is of: a statement, an article, a page of somebody or of an event."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from statements.extraction.languages import known_outlets
from statements.identity.names import sort_name
from statements.models import Article, Event, Quote, Speaker

SITE = "On Record"
MOST_LETTERS = 160  # of a title: longer words are cut, which an ellipsis says
# What the name of no person ends with, and that of many a desk does.
NEWSROOMS = frozenset(
    {"agency", "bureau", "correspondent", "correspondents", "desk", "editor", "editors", "news", "newsroom"}
    | {"office", "reporter", "reporters", "service", "staff", "team", "wires"}
)
SUFFIXES = ("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV")

Kind = Literal["statement", "article", "page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Who is named as the author: a person with family and given names, or a body whose name is one piece."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def is_person(self) -> bool:
        return bool(self.given)

    @property
    def whole(self) -> str:
        """The name as it is spoken: "Elin Sarvath", "Harl Brenn III"."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @property
    def turned(self) -> str:
        """The name as lists have it: "Sarvath, Elin", "Brenn, Harl, III"."""
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as precise as it is known: "day", "month" or "year"."""

    day: date
    precision: str = "day"

    @property
    def parts(self) -> list[int]:
        """Year, month and day, as far as they are known."""
        known = {"year": 1, "month": 2}.get(self.precision, 3)
        return [self.day.year, self.day.month, self.day.day][:known]

    def joined(self, mark: str) -> str:
        return mark.join(f"{number:02d}" for number in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing that is cited. `title` is whole; what cuts it is each style's business.

    `host` is the headline of the article that a statement stands in, `outlet` who published it, `on` when
    it was said or printed, `printed` when its article was, `original` the address where the outlet has it.
    """

    kind: Kind
    title: str
    address: str  # here, and it stays
    accessed: date
    number: str = ""  # as the site calls it
    authors: tuple[Name, ...] = ()
    host: str = ""
    outlet: str = ""
    place: str = ""
    addressee: str = ""
    on: Day | None = None
    printed: Day | None = None
    original: str = ""
    language: str = "en"


def author_name(name: str, is_person: bool) -> Name:
    """Return a name in its parts; what cannot be parted is one piece."""
    if not is_person:
        return Name(family=name[:1].upper() + name[1:])
    family, *rest = sort_name(name, True).split(", ")
    suffix = rest.pop() if len(rest) > 1 and rest[-1] in SUFFIXES else ""
    if not rest:
        return Name(family=name)
    return Name(family=family, given=" ".join(rest), suffix=suffix)


def day_of(value: date | None, precision: str = "day") -> Day | None:
    return Day(day=value, precision=precision) if value is not None and precision != "none" else None


def bylines(byline: str, outlet: str = "") -> tuple[Name, ...]:
    """Return who wrote an article, from a line such as "Ada Roke (@adaroke), Ivo Lund and Mira Tolan".

    What is no person keeps its name whole; the outlet itself is no author of what it publishes.
    """
    told = re.sub(r"\([^()]*\)|@\w+", " ", byline)
    names = [" ".join(one.split()) for one in re.split(r"[,;&]|\s(?:and|et)\s", told)]
    return tuple(
        author_name(one, not is_newsroom(one)) for one in names if one and one.casefold() != outlet.casefold()
    )


def is_newsroom(name: str) -> bool:
    """Is a name under a headline that of an agency, an outlet or a desk, and of no person?"""
    *before, last = name.split()
    return not before or last.casefold() in NEWSROOMS or name in known_outlets()


def cut_at_word(text: str, most: int = MOST_LETTERS) -> str:
    """Return a text of at most so many letters, cut behind a word, which an ellipsis says.

    Spaces are folded; nothing is cut that fits.
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if not text[most - 1].isspace() and " " in head:
        head = head.rpartition(" ")[0]
    return head.rstrip(" ,;:.–—-") + "…"


def without_comma(words: str) -> str:
    """Return words without the comma that the source has before its closing mark: “It is late,” she said."""
    return words.rstrip(" ,;:")


def where_it_stood(work: Work) -> str:
    """Return the headline over a statement, and where the outlet has it: what no field of a file is for."""
    told = (f"In: {cut_at_word(work.host, 300).rstrip('.')}" if work.host else "", work.original)
    return ". ".join(one for one in told if one)


def web_address(url: str) -> str:
    """Return an address that a reader can go to, "" for any other."""
    return url if url.startswith(("http://", "https://")) else ""


def work_of_row(quote: Quote, address: str, accessed: date) -> Work:
    """Return what a list knows of a statement, from the columns that its card has."""
    article, speaker = quote.article, quote.speaker
    return Work(
        kind="statement",
        title=without_comma(quote.text),
        address=address,
        accessed=accessed,
        number=quote.uid,
        authors=(author_name(speaker.name, speaker.kind == Speaker.Kind.PERSON),) if speaker else (),
        outlet=article.outlet.name if article.outlet else "",
        place=quote.venue,
        addressee=quote.addressee,
        on=day_of(quote.date, quote.date_precision),
        language=article.language,
    )


def work_of_statement(quote: Quote, address: str, accessed: date) -> Work:
    article = quote.article
    said = day_of(quote.said_on)
    printed = day_of(article.published, article.published_precision)
    return replace(
        work_of_row(quote, address, accessed),
        host=article.headline,
        on=said or printed,
        printed=printed,
        original=web_address(article.url),
    )


def work_of_article(article: Article, address: str, accessed: date) -> Work:
    outlet = article.outlet.name if article.outlet else ""
    printed = day_of(article.published, article.published_precision)
    return Work(
        kind="article",
        title=article.title,
        address=address,
        accessed=accessed,
        number=str(article.pk),
        authors=bylines(article.byline, outlet),
        outlet=outlet,
        place=article.dateline_place,
        on=printed,
        printed=printed,
        original=web_address(article.url),
        language=article.language,
    )


def work_of_page(title: str, address: str, accessed: date, on: Day | None = None, place: str = "") -> Work:
    return Work(kind="page", title=title, address=address, accessed=accessed, on=on, place=place)


def work_of_speaker(speaker: Speaker, address: str, accessed: date) -> Work:
    return work_of_page(
        _("%(name)s: statements on record") % {"name": speaker.name[:1].upper() + speaker.name[1:]},
        address,
        accessed,
    )


def work_of_event(event: Event, address: str, accessed: date) -> Work:
    return work_of_page(_("%(name)s: statements on record") % {"name": event.name}, address, accessed)
