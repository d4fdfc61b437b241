"""What the templates need beside Django's own: dates no more precise than they are, parts of a card."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from statements.dates import dated, machine_date
from statements.extraction.languages import pronouns
from statements.history.entries import told_acts
from statements.history.own_words import in_own_words
from statements.identity.printings import Piece
from statements.identity.reasons import reasons_shown
from statements.models import Event, Quote, Revision
from statements.pages.charts import Bar, Chart
from statements.pages.citing import accessed
from statements.pages.site import base_of
from statements.pages.stretches import in_article
from statements.pages.why_dated import proof_shown
from statements.pages.words import Card, Words, marked
from statements.publishing.citing import context_object, without_comma, work_of_row
from statements.search.language import Node

register = template.Library()
NUMBERED = 14  # bars, below which each has its number above it


register.filter("dated", dated)
register.filter("machine_date", machine_date)
register.filter("in_own_words", in_own_words)
register.filter("reasons_shown", reasons_shown)
register.filter("in_article", in_article)
register.filter("proof_shown", proof_shown)
register.filter("without_comma", without_comma)


@register.filter
def language_name(code: str) -> str:
    """Return what a language is called in that of the page; the code of one that nobody here has a name for."""
    try:
        return str(capfirst(get_language_info(code)["name_translated"]))
    except KeyError:
        return code or _("not known")


@register.filter
def begins(text: str, most: int) -> str:
    """Return the first words of a text, at most so many characters; a word is cut only where it is the first."""
    return text if len(text) <= most else f"{(text[:most].rsplit(None, 1)[0] or text[:most]).rstrip(',;:')}…"


@register.filter
def act_in_words(act: Revision) -> str:
    """Return what an act did, as editors tell each other."""
    return told_acts([act])[act.pk]


@register.filter
def entry(found: dict[str, Any], key: str) -> Any:
    """Return what a table has under a key that is known only here."""
    return found.get(key, "")


@register.filter
def month_of(event: Event) -> str:
    """Return the month in which an event began, or its year where that is all that is known."""
    return dated(event.start, "year" if event.precision == "year" else "month")


# The parts of a statement's card and of a chart are tags and not templates: a page of results has
# hundreds of them, and they are made in a quarter of the time. Every piece of text is escaped.

STATES = {
    "machine": gettext_lazy("Machine-read"),
    "reviewed": gettext_lazy("Reviewed"),
    "corrected": gettext_lazy("Corrected"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
MISSING = {"month": gettext_lazy(", day not stated"), "year": gettext_lazy(", month not stated")}
UNCERTAIN = 0.6  # confidence below which the page says so: of such readings fewer than 6 in 10 are right


def made(html: str) -> SafeString:
    """Return markup whose every text went through `escape`: the standard library's, which is quick."""
    return mark_safe(html)  # noqa: S308


def say(text: Any) -> str:
    """Return a text of the site's own, in the reader's language and escaped."""
    return escape(str(text))


@register.simple_tag
def when(quote: Quote) -> SafeString:
    """Return the day of a statement, whose day it is, and what of it is not stated."""
    if not quote.date:
        undated = say(_("No date in the source"))
        return made(f'<p class="when unknown">{undated}</p>')
    precision = quote.date_precision
    missing = say(MISSING[precision]) if precision in MISSING else ""
    machine, printed = machine_date(quote.date, precision), dated(quote.date, precision)
    whose = f'<span class="whose">{say(said_or_printed(quote))}</span>'
    return made(f'<p class="when">{whose} <time datetime="{machine}">{printed}</time>{missing}</p>')


@register.simple_tag
def said_or_printed(quote: Quote) -> str:
    """Return "said" where the day is that of the statement, "printed" where it is the article's alone."""
    return _("said") if quote.said_on else _("printed")


def shown(text: str, asked: Node | None) -> str:
    """Return a text escaped, with what a search asked for in <mark>."""
    if asked is None:
        return escape(text)
    return "".join(
        f"<mark>{escape(part.text)}</mark>" if part.mark else escape(part.text)
        for part in marked(text, asked)
    )


@register.simple_tag
def role_of(quote: Quote, asked: Node | None = None) -> SafeString:
    return made(shown(capfirst(quote.role) or _("No role given"), asked if quote.role else None))


@register.simple_tag
def named_in_source(quote: Quote) -> SafeString:
    """Return how the source calls a known speaker, behind a comma; "" where it is by the same name."""
    if not quote.mention or (quote.speaker and quote.mention == quote.speaker.name):
        return made("")
    if quote.mention.lower() in pronouns():
        return made("," + say(_(" “%(mention)s” in the source") % {"mention": quote.mention}))
    return made(", " + say(_("named in the source as “%(mention)s”") % {"mention": quote.mention}))


@register.simple_tag
def who(quote: Quote, asked: Node | None = None) -> SafeString:
    """Return the speaker with the role of the time; or that the outlet names none; or that it is open.

    `asked` is a search, whose words are marked in the name and the role.
    """
    speaker = quote.speaker
    if speaker is None:
        mention = say(_(" “%(mention)s” in the source") % {"mention": quote.mention}) if quote.mention else ""
        unsettled = say(_("Speaker not settled"))
        return made(f'<span class="unnamed">{unsettled}</span>{mention}')
    address = escape(speaker.get_absolute_url())
    if speaker.is_unnamed:
        name = shown(capfirst(speaker.name), asked)
        unnamed = say(_("not named by the outlet"))
        return made(f'<a class="unnamed" href="{address}">{name}</a> {unnamed}')
    return made(
        f'<a href="{address}">{shown(speaker.name, asked)}</a> {shown(quote.role, asked)}{likely(quote)}'
    )


def likely(quote: Quote) -> SafeString:
    """Return who a statement's speaker probably is, where that is likely and not certain."""
    if quote.probable_speaker is None:
        return made("")
    person = quote.probable_speaker
    link = f'<a href="{escape(person.get_absolute_url())}">{escape(person.name)}</a>'
    probably = say(_("probably"))
    return made(f' <span class="likely">{probably} {link}</span>')


@register.simple_tag
def state_of(quote: Quote) -> SafeString:
    """Return how far a person vouches for a statement."""
    return made(f'<span class="state" data-state="{quote.status}">{say(STATES[quote.status])}</span>')


@register.simple_tag(takes_context=True, name="statement")
def statement_card(context: Any, card: Card, without_speaker: bool = False) -> SafeString:
    """Return one statement in a list: date, speaker, words, evidence, and where else it is printed.

    `without_speaker` shows the role alone, on a page that is its speaker's.
    """
    quote, words = card.quote, card.words
    address = escape(quote.get_absolute_url())
    spoke = f"<b>{role_of(quote, card.asked)}</b>" if without_speaker else who(quote, card.asked)
    length = ' data-length="long"' if words.long else ""
    return made(
        f'<article class="statement">{when(quote)}\n<h3 class="who">{spoke}</h3>\n'
        f'<blockquote class="words" lang="{escape(quote.article.language)}" data-kind="{quote.kind}"{length} cite="{address}">'
        f'<p><a href="{address}">{spoken(words)}</a></p></blockquote>\n'
        f"{evidence_line(context, quote)}\n{coins(context, quote)}\n"
        f'<p class="more meta row">{gather(quote)}{links_of_card(card)}</p></article>'
    )


def links_of_card(card: Card) -> str:
    """Return the links to where else a statement of a list is printed, and to others of its article."""
    links = []
    if card.printed and card.printed.outlets > 1:
        n = card.printed.outlets
        links.append(
            (card.printed.url, ngettext("Printed by %(n)s outlet", "Printed by %(n)s outlets", n), n)
        )
    elif card.printed:
        n = card.printed.articles
        links.append(
            (card.printed.url, ngettext("Printed in %(n)s article", "Printed in %(n)s articles", n), n)
        )
    if card.more:
        told = ngettext("%(n)s more from this article", "%(n)s more from this article", card.more)
        links.append((card.more_url, told, card.more))
    return "".join(
        f'\n<a href="{escape(url)}">{say(told % {"n": intcomma(n)})}</a>' for url, told, n in links
    )


@register.simple_tag(takes_context=True)
def evidence_line(context: Any, quote: Quote) -> SafeString:
    """Return to whom, where, in which outlet, and how far a person vouches for it."""
    article = quote.article
    notes = []
    if quote.kind == "indirect":
        notes.append(_("reported, not quoted"))
    if quote.in_headline:
        notes.append(_("in the headline"))
    if quote.addressee:
        notes.append(_("to %(addressee)s") % {"addressee": quote.addressee})
    elif quote.venue:
        notes.append(quote.venue)
    around = "".join(f"<span>{escape(note)}</span>" for note in notes)
    outlet = f"<cite>{escape(article.outlet.name)}</cite>" if article.outlet else say(_("outlet not known"))
    relayed = say(_(", citing %(outlet)s") % {"outlet": quote.relayed_by.name}) if quote.relayed_by else ""
    doubtful = not quote.speaker_id or quote.confidence < UNCERTAIN
    uncertain = say(_("not certain")) if doubtful else ""
    doubt = f" <span>{uncertain}</span>" if doubtful else ""
    invented = article.is_sample and context.get("sample") == "some"
    made_up = say(_("invented sample")) if invented else ""
    sample = f" <span>{made_up}</span>" if invented else ""
    headline = f'<span class="headline">{escape(article.headline)}</span> ' if article.headline else ""
    return made(
        f'<p class="src">{around} <span><a href="{escape(in_article(quote))}">{headline}{outlet}</a>'
        f"{relayed}</span> {state_of(quote)}{doubt}{sample}</p>"
    )


@register.simple_tag(takes_context=True)
def coins(context: Any, quote: Quote) -> SafeString:
    """Return what a reference manager takes a statement of a list by: an empty span."""
    request = context.get("request")
    if request is None:
        return made("")
    work = work_of_row(quote, base_of(request) + quote.get_absolute_url(), accessed())
    return made(f'<span class="Z3988" title="{escape(context_object(work))}"></span>')


@register.simple_tag
def gather(quote: Quote) -> SafeString:
    """Return the link by which a statement comes into the reader's collection; without script into one of its own."""
    words = _("Add to my collection")
    return made(
        f'<a class="gather" rel="nofollow" data-gather="{quote.uid}" href="{collection_address(get_script_prefix())}?s={quote.uid}">'
        f'{say(words)}<span class="vh">: {quote.uid}</span></a>'
    )


@lru_cache(maxsize=4)
def collection_address(prefix: str) -> str:
    """Return the address of collections, as the site stands under a path."""
    return reverse("collection")


@register.simple_tag
def how_sure(quote: Quote) -> str:
    """Return in words how many statements that were read with such signs are right."""
    if quote.confidence >= 0.95:
        return _("more than 19 in 20 such readings are right")
    tenths = max(1, round(quote.confidence * 10))
    return _("about %(count)s in 10 such readings are right") % {"count": tenths}


@register.simple_tag
def bars(chart: Chart) -> SafeString:
    """Return the bars of a chart, those with something as links; numbers above them where there is room."""
    return made("\n".join(bar_svg(bar, chart) for bar in chart.bars))


def counted(noun: str, count: int) -> str:
    """Return "3 statements" or "1 event", of what a chart counts."""
    if noun == "per cent":
        return _("%(count)s per cent of all that was said then") % {"count": count}
    if noun == "event":
        return ngettext("%(count)s event", "%(count)s events", count) % {"count": count}
    return ngettext("%(count)s statement", "%(count)s statements", count) % {"count": count}


def bar_svg(bar: Bar, chart: Chart) -> str:
    # On a small screen the letters of months make room for the years among them.
    between = ' class="between"' if len(chart.bars) >= NUMBERED and len(bar.label) == 1 else ""
    label = f'<text{between} x="{bar.middle}%" y="{chart.text}">{escape(bar.label)}</text>'
    if not bar.count:
        return label
    number = ""
    if len(chart.bars) < NUMBERED:
        number = f'<text class="count" x="{bar.middle}%" y="{bar.top - 5}">{bar.count}</text>'
    chosen = ' aria-current="true"' if bar.chosen else ""
    name = f"{escape(bar.name)}: {say(counted(chart.noun, bar.count))}"
    return (
        f'<a href="{escape(bar.url)}" aria-label="{name}"{chosen}>'
        f'<rect class="hit" x="{bar.left}%" y="0" width="{bar.width}%" height="{chart.height}"/>'
        f'<rect class="bar" x="{bar.bar_left}%" y="{bar.top}" width="{bar.bar_width}%" height="{bar.height}"/>'
        f"{number}{label}</a>"
    )


@register.simple_tag
def bar_rows(chart: Chart) -> SafeString:
    """Return the same numbers as rows of a table."""
    rows = []
    for bar in chart.bars:
        name = escape(bar.name)
        cell = f'<a href="{escape(bar.url)}">{name}</a>' if bar.count else name
        rows.append(f'<tr><th scope="row">{cell}</th><td class="num">{bar.count}</td></tr>')
    return made("\n".join(rows))


@register.simple_tag
def drift(pieces: Sequence[Piece]) -> SafeString:
    """Return words in pieces, with what one version alone has and what it leaves out."""
    tags = {"out": "<del>{}</del>", "in": "<ins>{}</ins>", "": "{}"}
    return made(" ".join(tags[piece.change].format(escape(piece.text.strip())) for piece in pieces))


@register.simple_tag
def spoken(words: Words) -> SafeString:
    """Return a statement's words: what was said in <q> where something stands around it, marks in <mark>.

    Every piece is escaped. It is a tag and not a template because a page has hundreds of pieces.
    """
    pieces = ["… " if words.before else ""]
    for group in words.groups:
        quoted = group.said and not words.whole
        pieces.append("<q>" if quoted else "")
        for part in group.parts:
            text = escape(part.text)
            if part.mark:
                text = f"<mark>{text}</mark>"
            elif part.tail:
                text = f'<span class="tail">{text}</span>'
            pieces.append(text)
        pieces.append("</q>" if quoted else "")
    pieces.append(" …" if words.after else "")
    return made("".join(pieces))
