"""A citation in words: APA 7, MLA 9 and Chicago 17 (bibliography), from parts that stop once.

What each style does is taken from its own manual: APA's Publication Manual, 7th ed., 9.7 to 9.36 and 10.1;
the MLA Handbook, 9th ed., chapter 5; the Chicago Manual of Style, 17th ed., 14.191 and 14.205 to 14.209.
They are written in English whatever the language of the page is, since readers in that language expect it of them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from .works import SITE, Day, Name, Work, cut_at_word

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
SHORT_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
STOPS = (".", "!", "?", "…")
CLOSING = "”’»)]"
INITIAL = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Inline:
    """A stretch of a citation; what is a work of its own is in italics."""

    text: str
    italic: bool = False


Inlines = list[Inline]


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its name, and what it makes of a work."""

    key: str
    name: str
    pieces: Callable[[Work], Inlines]

    def text(self, work: Work) -> str:
        return "".join(piece.text for piece in self.pieces(work))

    def html(self, work: Work) -> SafeString:
        return format_html_join(
            "",
            "{}",
            (
                (
                    SafeString(f"<i>{conditional_escape(piece.text)}</i>")
                    if piece.italic
                    else conditional_escape(piece.text),
                )
                for piece in self.pieces(work)
            ),
        )


def ends(text: str) -> bool:
    """Does a text stop already, within its marks: "Will it?”", "and so on…"?"""
    return text.rstrip(CLOSING).endswith(STOPS)


def stopped(text: str) -> str:
    """Return a text with one stop at its end, inside the mark that closes it."""
    if not text or ends(text):
        return text
    inner = text.rstrip("”’")
    return f"{inner}.{text[len(inner) :]}"


def with_comma(text: str) -> str:
    """Return a quoted title before what follows it: a comma inside the mark, unless it stops by itself."""
    if ends(text):
        return text
    inner = text.rstrip("”’")
    return f"{inner},{text[len(inner) :]}"


def within_quotes(text: str) -> str:
    """Return a title in double marks, with what is quoted inside it in single ones."""
    text = text.strip()
    if text[:1] in '“"' and text[-1:] in '”"' and len(text) > 1 and not set(text[1:-1]) & set('“”"'):
        text = text[1:-1].strip()  # the words alone
    inner = re.sub(r'"([^"]*)"', r"‘\1’", text).replace("“", "‘").replace("”", "’").replace('"', "’")
    return f"“{inner}”"


def bare(text: str) -> str:
    """Return a title without a stop at its end that is none of an abbreviation or an ellipsis."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def initials(given: str) -> str:
    """Return "J.-C." of "Jean-Claude", "J. A." of "James A."."""
    found = []
    for word in given.split():
        letters = [part for part in (INITIAL.search(one) for one in word.split("-")) if part]
        if letters:
            found.append("-".join(f"{one.group().upper()}." for one in letters))
    return " ".join(found)


def american(day: Day) -> str:
    """Return "November 18, 2021", as precise as it is known."""
    year, *rest = day.parts
    month = MONTHS[rest[0] - 1] if rest else ""
    return {0: f"{year}", 1: f"{month} {year}"}.get(len(rest), f"{month} {rest[-1] if rest else ''}, {year}")


def outlet_and_day(outlet: str, day: str) -> Inlines:
    return [
        Inline(outlet if day else bare(outlet), italic=True),
        Inline(f", {day}. " if day else ". "),
    ]


# APA 7


def apa(work: Work) -> Inlines:
    names = ", ".join(
        ", ".join(part for part in (one.family, initials(one.given), one.suffix) if part)
        for one in work.authors[:-1]
    )
    last = ", ".join(
        ", ".join(part for part in (one.family, initials(one.given), one.suffix) if part)
        for one in work.authors[-1:]
    )
    who = f"{names}, & {last}" if names else last
    when = f"({apa_date(work.on)})."
    if work.kind == "page":
        return [
            Inline(f"{SITE}. {when} "),
            Inline(stopped(cut_at_word(work.title)), italic=True),
            Inline(f" {apa_place(work)}"),
        ]
    title = cut_at_word(work.title)
    if work.kind == "article":
        begins = f"{stopped(who)} {when} {stopped(title)} " if who else f"{stopped(title)} {when} "
        outlet = [Inline(bare(work.outlet), italic=True), Inline(". ")] if work.outlet else []
        return [Inline(begins), *outlet, Inline(apa_place(work))]
    said = f"{within_quotes(bare(title) if not title.endswith('…') else title)} [{statement_to(work)}]."
    begins = f"{stopped(who)} {when} {said} " if who else f"{said} {when} "
    host = [Inline(f"In {with_comma(within_quotes(bare(cut_at_word(work.host))))} ")] if work.host else []
    outlet = [Inline("" if host else "In "), Inline(bare(work.outlet), italic=True), Inline(". ")]
    if not work.outlet:
        outlet = []
        host = [Inline(f"In {stopped(within_quotes(bare(cut_at_word(work.host))))} ")] if work.host else []
    return [Inline(begins), *host, *outlet, Inline(f"{SITE}. {apa_place(work)}")]


def apa_date(day: Day | None) -> str:
    """Return "2021, November 18", or "n.d."."""
    if day is None:
        return "n.d."
    year, *rest = day.parts
    return f"{year}, {' '.join([MONTHS[rest[0] - 1], *map(str, rest[1:])])}" if rest else f"{year}"


def apa_place(work: Work) -> str:
    """What may change says when it was looked at."""
    return f"Retrieved {american(Day(day=work.accessed))}, from {work.address}"


def statement_to(work: Work) -> str:
    return f"Statement to {work.addressee}" if work.addressee else "Statement"


# MLA 9


def mla(work: Work) -> Inlines:
    who = f"{stopped(authors_listed(work.authors, others='et al.', most=2))} " if work.authors else ""
    title = stopped(within_quotes(cut_at_word(work.title)))
    pieces = [Inline(f"{who}{title} ")]
    if work.kind == "statement":
        where = ", ".join(part for part in (statement_to(work), work.place, mla_date(said_on(work))) if part)
        pieces.append(Inline(f"{stopped(where)} "))
    if work.kind == "statement" and work.host:
        pieces.append(Inline(f"{with_comma(within_quotes(cut_at_word(work.host)))} "))
    printed = mla_date(work.printed)
    if work.outlet:
        pieces += outlet_and_day(work.outlet, printed)
    elif work.kind == "statement" and work.host and printed:
        pieces.append(Inline(f"{printed}. "))
    address = re.sub(r"^https?://", "", work.address)
    pieces += [
        Inline(SITE, italic=True),
        Inline(f", {address}. Accessed {mla_date(Day(day=work.accessed))}."),
    ]
    return pieces


def mla_date(day: Day | None) -> str:
    """Return "18 Nov. 2021", as precise as it is known."""
    if day is None:
        return ""
    year, *rest = day.parts
    return " ".join([*map(str, rest[1:]), *([SHORT_MONTHS[rest[0] - 1]] if rest else []), str(year)])


def said_on(work: Work) -> Day | None:
    """Return the day of the words themselves, None where only the day of print is known."""
    return work.on if work.on != work.printed else None


def authors_listed(names: tuple[Name, ...], *, others: str, most: int) -> str:
    """Return authors as a bibliography has them: the first one turned; many shortened."""
    if not names:
        return ""
    first = names[0].turned
    if len(names) > most:
        return f"{first}, {others}"
    rest = [one.whole for one in names[1:]]
    if not rest:
        return first
    return f"{', '.join([first, *rest[:-1]])}, and {rest[-1]}"


# Chicago 17


def chicago(work: Work) -> Inlines:
    who = f"{stopped(authors_listed(work.authors, others='et al.', most=10))} " if work.authors else ""
    title = stopped(within_quotes(cut_at_word(work.title)))
    pieces = [Inline(f"{who}{title} ")]
    if work.kind == "statement":
        said = said_on(work)
        where = ", ".join(
            part for part in (statement_to(work), work.place, american(said) if said else "") if part
        )
        pieces.append(Inline(f"{stopped(where)} "))
        if work.host or work.outlet:
            pieces.append(
                Inline(
                    f"Quoted in {with_comma(within_quotes(cut_at_word(work.host))) + ' ' if work.host else ''}"
                )
            )
    printed = american(work.printed) if work.printed else ""
    if work.outlet:
        pieces += outlet_and_day(work.outlet, printed)
    elif printed and work.kind == "statement":
        pieces.append(Inline(f"{printed}. "))
    pieces.append(Inline(f"{SITE}. Accessed {american(Day(day=work.accessed))}. {work.address}."))
    return pieces


STYLES: tuple[Style, ...] = (
    Style("apa", "APA 7", apa),
    Style("mla", "MLA 9", mla),
    Style("chicago", "Chicago 17", chicago),
)
