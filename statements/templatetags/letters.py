"""A statement in a mail: who, when, the words, and where they stand, each in one line."""

from django import template
from django.utils.translation import gettext as _

from statements.alerts.digests import Corrected
from statements.dates import dated
from statements.models import Quote
from statements.publishing.citing.works import cut_at_word

register = template.Library()
LONGEST_WORDS = 700  # characters of a statement in a mail; its page has all


@register.filter
def in_one_line(text: str) -> str:
    return " ".join(str(text).split())


@register.filter
def who_of(quote: Quote) -> str:
    name = in_one_line(quote.speaker.name) if quote.speaker else _("Speaker not settled")
    return f"{name[:1].upper()}{name[1:]}"


@register.filter
def role_and_day(quote: Quote) -> str:
    """Return what stands behind the name: " (mayor of Ostrel), 14 March 2021"."""
    role = f" ({in_one_line(quote.role)})" if quote.role else ""
    return f"{role}, {dated(quote.said_on)}" if quote.said_on else role


@register.filter
def words_of_letter(quote: Quote) -> str:
    words = cut_at_word(in_one_line(quote.text), LONGEST_WORDS)
    return words if quote.kind == Quote.Kind.INDIRECT else f"“{words}”"


@register.filter
def where_of(quote: Quote) -> str:
    """Return headline, outlet and day of the article, and that it is of the sample."""
    article = quote.article
    parts = [
        in_one_line(article.headline) or _("The article"),
        article.outlet.name if article.outlet else "",
        dated(article.published, article.published_precision) if article.published else "",
        _("invented sample") if article.is_sample else "",
    ]
    return ", ".join(part for part in parts if part)


@register.filter
def correction_told(correction: Corrected) -> str:
    """Return what became of a statement, as a sentence."""
    number = {"uid": correction.uid}
    if correction.quote is None:
        return _("Withdrawn: statement %(uid)s. Its page says why.") % number
    sentences = {
        "words": _("The words of statement %(uid)s are now read otherwise."),
        "speaker": _("Statement %(uid)s is now given to another speaker, or the name was corrected."),
        "day": _("The day of statement %(uid)s was corrected."),
    }
    told = [sentences[name] % number for name in correction.changed if name in sentences]
    return " ".join(told) or _("Statement %(uid)s stands again.") % number
