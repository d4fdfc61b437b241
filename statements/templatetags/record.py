"""What the templates need beside Django's own: dates no more precise than they are, parts of a card."""

from datetime import date
from typing import Any

from django import template
from django.template.defaultfilters import pluralize
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from statements.display import Bar, Chart, Words
from statements.models import Quote

register = template.Library()
NUMBERED = 14  # bars, below which each has its number above it


@register.filter
def dated(value: date | None, precision: str = "day") -> str:
    """Return "5 May 2018", "May 2018" or "2018", as precise as the date is known."""
    if value is None:
        return ""
    if precision == "year":
        return f"{value:%Y}"
    if precision == "month":
        return f"{value:%B %Y}"
    return f"{value.day} {value:%B %Y}"


@register.filter
def machine_date(value: date | None, precision: str = "day") -> str:
    """Return the same for `<time datetime>`: 2018-05-05, 2018-05 or 2018."""
    if value is None:
        return ""
    return value.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


# The parts of a statement's card and of a chart are tags and not templates: a page of results has
# hundreds of them, and they are made in a quarter of the time. Every piece of text is escaped.

STATES = {
    "machine": "Machine-read",
    "reviewed": "Reviewed",
    "corrected": "Corrected",
    "withdrawn": "Withdrawn",
}
UNCERTAIN = 0.6  # confidence below which the page says so


@register.simple_tag
def when(quote: Quote) -> SafeString:
    """Return the day of a statement, and what of it is not stated."""
    if not quote.date:
        return mark_safe('<p class="when unknown">No date in the source</p>')
    precision = quote.date_precision
    missing = {"month": ", day not stated", "year": ", month not stated"}.get(precision, "")
    return format_html(
        '<p class="when"><time datetime="{}">{}</time>{}</p>',
        machine_date(quote.date, precision),
        dated(quote.date, precision),
        missing,
    )


@register.simple_tag
def who(quote: Quote) -> SafeString:
    """Return the speaker with the role of the time; or that the outlet names none; or that it is open."""
    speaker = quote.speaker
    if speaker is None:
        mention = f" “{quote.mention}” in the source" if quote.mention else ""
        return format_html('<span class="unnamed">Speaker not settled</span>{}', mention)
    address = speaker.get_absolute_url()
    if speaker.is_unnamed:
        return format_html(
            '<a class="unnamed" href="{}">{}</a> not named by the outlet', address, capfirst(speaker.name)
        )
    return format_html('<a href="{}">{}</a> {}', address, speaker.name, quote.role)


@register.simple_tag
def state_of(quote: Quote) -> SafeString:
    return format_html('<span class="state" data-state="{}">{}</span>', quote.status, STATES[quote.status])


@register.simple_tag(takes_context=True)
def evidence_line(context: Any, quote: Quote) -> SafeString:
    """Return to whom, where, in which outlet, and how far a person vouches for it."""
    article = quote.article
    notes = [
        "reported, not quoted" if quote.kind == "indirect" else "",
        "in the headline" if quote.in_headline else "",
        f"to {quote.addressee}" if quote.addressee else quote.venue,
    ]
    around = format_html_join("", "<span>{}</span>", ((note,) for note in notes if note))
    outlet = format_html("<cite>{}</cite>", article.outlet) if article.outlet else "outlet not known"
    place = "" if quote.in_headline else f"#s{quote.uid}"
    relayed = f", citing {quote.relayed_by}" if quote.relayed_by else ""
    behind = [
        "not certain" if not quote.speaker_id or quote.confidence < UNCERTAIN else "",
        "invented sample" if article.is_sample and context.get("sample") == "some" else "",
    ]
    return format_html(
        '<p class="src">{} <span><a href="{}{}">{}</a>{}</span> {}{}</p>',
        around,
        article.get_absolute_url(),
        place,
        outlet,
        relayed,
        state_of(quote),
        format_html_join("", " <span>{}</span>", ((note,) for note in behind if note)),
    )


@register.simple_tag
def bars(chart: Chart) -> SafeString:
    """Return the bars of a chart, those with something as links; numbers above them where there is room."""
    return format_html_join("\n", "{}", ((bar_svg(bar, chart),) for bar in chart.bars))


def bar_svg(bar: Bar, chart: Chart) -> SafeString:
    label = format_html('<text x="{}%" y="{}">{}</text>', bar.middle, chart.text, bar.label)
    if not bar.count:
        return label
    number: Any = ""
    if len(chart.bars) < NUMBERED:
        number = format_html(
            '<text class="count" x="{}%" y="{}">{}</text>', bar.middle, bar.top - 5, bar.count
        )
    return format_html(
        '<a href="{}" aria-label="{}: {} statement{}"{}><rect class="hit" x="{}%" y="0" width="{}%" height="{}"/>'
        '<rect class="bar" x="{}%" y="{}" width="{}%" height="{}"/>{}{}</a>',
        bar.url,
        bar.name,
        bar.count,
        pluralize(bar.count),
        mark_safe(' aria-current="true"') if bar.chosen else "",
        bar.left,
        bar.width,
        chart.height,
        bar.bar_left,
        bar.top,
        bar.bar_width,
        bar.height,
        number,
        label,
    )


@register.simple_tag
def bar_rows(chart: Chart) -> SafeString:
    """Return the same numbers as rows of a table."""
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th><td class="num">{}</td></tr>',
        (
            (format_html('<a href="{}">{}</a>', bar.url, bar.name) if bar.count else bar.name, bar.count)
            for bar in chart.bars
        ),
    )


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
    return mark_safe("".join(pieces))  # noqa: S308 (escaped above)
