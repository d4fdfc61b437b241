"""A citation in words: APA 7, MLA 9 and Chicago 17 (bibliography), from parts that stop once.

What each style does is taken from its own manual: APA's Publication Manual, 7th ed., 9.7 to 9.36, 10.1 and 10.16;
the MLA Handbook, 9th ed., chapter 5; the Chicago Manual of Style, 17th ed., 6.125, 14.76, 14.191 to 14.200 and 14.205
to 14.209. They are written in English whatever the language of the page is, since readers expect it of them.
A headline keeps the capitals that it was printed with: which of its words are names, no rule can tell.
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


def with_comma(text: str, *, always: bool = False) -> str:
    """Return a quoted title before what follows it: a comma inside the mark, unless it stops by itself.

    Chicago has a comma behind the question mark of a title as well (6.125): `always`.
    """
    if ends(text) and not always:
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


def container(outlet: str, *facts: str) -> Inlines:
    """Return an outlet and what is told of the work in it, each behind a comma: *Post*, May 12, 2031."""
    told = ", ".join(fact for fact in facts if fact)
    if not outlet:
        return [Inline(f"{told}. ")] if told else []
    return [Inline(outlet if told else bare(outlet), italic=True), Inline(f", {told}. " if told else ". ")]


# APA 7


def apa(work: Work) -> Inlines:
    who = apa_names(work.authors)
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


def apa_names(names: tuple[Name, ...]) -> str:
    """Return all authors up to twenty; of more the first nineteen and the last (9.8)."""
    listed = [
        ", ".join(part for part in (one.family, initials(one.given), one.suffix) if part) for one in names
    ]
    if len(listed) > 20:
        return f"{', '.join(listed[:19])}, . . . {listed[-1]}"
    return f"{', '.join(listed[:-1])}, & {listed[-1]}" if len(listed) > 1 else "".join(listed)


def apa_date(day: Day | None) -> str:
    """Return "2021, November 18", or "n.d."."""
    if day is None:
        return "n.d."
    year, *rest = day.parts
    return f"{year}, {' '.join([MONTHS[rest[0] - 1], *map(str, rest[1:])])}" if rest else f"{year}"


def apa_place(work: Work) -> str:
    """What may change says when it was looked at; where the outlet has the work stands in brackets behind all."""
    original = f" (Original work at {work.original})" if work.original else ""
    return f"Retrieved {american(Day(day=work.accessed))}, from {work.address}{original}"


def statement_to(work: Work) -> str:
    return f"Statement to {work.addressee}" if work.addressee else "Statement"


# MLA 9


def mla(work: Work) -> Inlines:
    who = f"{stopped(authors_listed(work.authors, most=2, shown=1))} " if work.authors else ""
    title = stopped(within_quotes(cut_at_word(work.title)))
    pieces = [Inline(f"{who}{title} ")]
    if work.kind == "statement":
        where = ", ".join(part for part in (statement_to(work), work.place, mla_date(said_on(work))) if part)
        pieces.append(Inline(f"{stopped(where)} "))
    if work.kind == "statement" and work.host:
        pieces.append(Inline(f"{with_comma(within_quotes(cut_at_word(work.host)))} "))
    printed = mla_date(work.printed) if work.outlet or work.host or work.kind == "article" else ""
    pieces += container(work.outlet, printed, without_scheme(work.original))
    pieces += [
        Inline(SITE, italic=True),
        Inline(f", {without_scheme(work.address)}. Accessed {mla_date(Day(day=work.accessed))}."),
    ]
    return pieces


def without_scheme(address: str) -> str:
    return re.sub(r"^https?://", "", address)


def mla_date(day: Day | None) -> str:
    """Return "18 Nov. 2021", as precise as it is known."""
    if day is None:
        return ""
    year, *rest = day.parts
    return " ".join([*map(str, rest[1:]), *([SHORT_MONTHS[rest[0] - 1]] if rest else []), str(year)])


def said_on(work: Work) -> Day | None:
    """Return the day of the words themselves, None where only the day of print is known."""
    return work.on if work.on != work.printed else None


def authors_listed(names: tuple[Name, ...], *, most: int, shown: int) -> str:
    """Return authors as a bibliography has them, the first one turned; of more than `most` some are shown."""
    listed = [one.whole if n else one.turned for n, one in enumerate(names)]
    if len(listed) > most:
        return f"{', '.join(listed[:shown])}, et al."
    return f"{', '.join(listed[:-1])}, and {listed[-1]}" if len(listed) > 1 else "".join(listed)


# Chicago 17


def chicago(work: Work) -> Inlines:
    """An English outlet loses its "The" (14.193); that of an article which nobody signed stands for the author (14.199)."""
    who = f"{stopped(authors_listed(work.authors, most=10, shown=7))} " if work.authors else ""
    title = f"{stopped(within_quotes(cut_at_word(work.title)))} "
    outlet = work.outlet.removeprefix("The ")
    printed = american(work.printed) if work.printed else ""
    original = [Inline(f"{work.original}. ")] if work.original else []
    looked_at = f"Accessed {american(Day(day=work.accessed))}. {work.address}."
    if work.kind == "page":  # who owns the site stands for the author (14.207)
        return [Inline(f"{SITE}. {title}{looked_at}")]
    here = Inline(f"{SITE}. {looked_at}")
    if work.kind == "article" and outlet and not who:
        return [*container(outlet), Inline(title), *container("", printed), *original, here]
    pieces = [Inline(f"{who}{title}")]
    if work.kind == "statement":
        said = said_on(work)
        where = ", ".join(
            part for part in (statement_to(work), work.place, american(said) if said else "") if part
        )
        pieces.append(Inline(f"{stopped(where)} "))
        if work.host or outlet:
            host = with_comma(within_quotes(cut_at_word(work.host)), always=True) if work.host else ""
            pieces.append(Inline(f"Quoted in {host} " if host else "Quoted in "))
    if outlet or work.host or work.kind == "article":
        pieces += container(outlet, printed)
    return [*pieces, *original, here]


STYLES: tuple[Style, ...] = (
    Style("apa", "APA 7", apa),
    Style("mla", "MLA 9", mla),
    Style("chicago", "Chicago 17", chicago),
)
