"""Small filters of the pages: dates no more precise than they are."""

from datetime import date

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from statements.display import Words

register = template.Library()


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
