"""What the templates need beside Django's own: dates no more precise than they are, parts of a card."""

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from statements.dates import dated, machine_date
from statements.models import Event, Quote
from statements.pages.charts import Bar, Chart
from statements.pages.words import Words, marked
from statements.search.language import Node

register = template.Library()
NUMBERED = 14  # bars, below which each has its number above it


register.filter("dated", dated)
register.filter("machine_date", machine_date)


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
    """Return the day of a statement, and what of it is not stated."""
    if not quote.date:
        return made(f'<p class="when unknown">{say(_("No date in the source"))}</p>')
    precision = quote.date_precision
    missing = say(MISSING[precision]) if precision in MISSING else ""
    machine, printed = machine_date(quote.date, precision), dated(quote.date, precision)
    return made(f'<p class="when"><time datetime="{machine}">{printed}</time>{missing}</p>')


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
def who(quote: Quote, asked: Node | None = None) -> SafeString:
    """Return the speaker with the role of the time; or that the outlet names none; or that it is open.

    `asked` is a search, whose words are marked in the name and the role.
    """
    speaker = quote.speaker
    if speaker is None:
        mention = say(_(" “%(mention)s” in the source") % {"mention": quote.mention}) if quote.mention else ""
        return made(f'<span class="unnamed">{say(_("Speaker not settled"))}</span>{mention}')
    address = escape(speaker.get_absolute_url())
    if speaker.is_unnamed:
        name = shown(capfirst(speaker.name), asked)
        return made(f'<a class="unnamed" href="{address}">{name}</a> {say(_("not named by the outlet"))}')
    return made(
        f'<a href="{address}">{shown(speaker.name, asked)}</a> {shown(quote.role, asked)}{likely(quote)}'
    )


def likely(quote: Quote) -> SafeString:
    """Return who a statement's speaker probably is, where that is likely and not certain."""
    if quote.probable_speaker is None:
        return made("")
    person = quote.probable_speaker
    link = f'<a href="{escape(person.get_absolute_url())}">{escape(person.name)}</a>'
    return made(f' <span class="likely">{say(_("probably"))} {link}</span>')


@register.simple_tag
def state_of(quote: Quote) -> SafeString:
    """Return how far a person vouches for a statement."""
    return made(f'<span class="state" data-state="{quote.status}">{say(STATES[quote.status])}</span>')


@register.simple_tag(takes_context=True)
def evidence_line(context: Any, quote: Quote) -> SafeString:
    """Return to whom, where, in which outlet, and how far a person vouches for it."""
    article = quote.article
    notes = [
        _("reported, not quoted") if quote.kind == "indirect" else "",
        _("in the headline") if quote.in_headline else "",
        _("to %(addressee)s") % {"addressee": quote.addressee} if quote.addressee else quote.venue,
    ]
    around = "".join(f"<span>{escape(note)}</span>" for note in notes if note)
    outlet = f"<cite>{escape(article.outlet.name)}</cite>" if article.outlet else say(_("outlet not known"))
    place = "" if quote.in_headline else f"#s{quote.uid}"
    relayed = say(_(", citing %(outlet)s") % {"outlet": quote.relayed_by.name}) if quote.relayed_by else ""
    doubtful = not quote.speaker_id or quote.confidence < UNCERTAIN
    doubt = f" <span>{say(_('not certain'))}</span>" if doubtful else ""
    invented = article.is_sample and context.get("sample") == "some"
    sample = f" <span>{say(_('invented sample'))}</span>" if invented else ""
    return made(
        f'<p class="src">{around} <span><a href="{escape(article.get_absolute_url())}{place}">{outlet}</a>'
        f"{relayed}</span> {state_of(quote)}{doubt}{sample}</p>"
    )


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
    if noun == "event":
        return ngettext("%(count)s event", "%(count)s events", count) % {"count": count}
    return ngettext("%(count)s statement", "%(count)s statements", count) % {"count": count}


def bar_svg(bar: Bar, chart: Chart) -> str:
    label = f'<text x="{bar.middle}%" y="{chart.text}">{escape(bar.label)}</text>'
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
