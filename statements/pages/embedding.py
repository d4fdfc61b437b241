"""What of a page can be placed in a page of another site, and what the part "Embed" says of it."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from statements.dates import dated
from statements.models import Quote, Utterance
from statements.publishing.citing import without_comma
from statements.publishing.citing.works import cut_at_word
from statements.publishing.embeds import Embedded, code_to_copy
from statements.publishing.pictures import can_draw

from .site import base_of

A_PRINTING = 60  # letters that a printing takes on the card of an utterance


def embedded_quote(quote: Quote, base: str) -> Embedded:
    who = capfirst(quote.speaker.name) if quote.speaker else _("Speaker not settled")
    day = dated(quote.date, quote.date_precision) if quote.date else ""
    words = cut_at_word(without_comma(quote.text), 80)
    permalink = base + quote.get_absolute_url()
    return Embedded(
        card=base + reverse("quote-card", args=[quote.uid]),
        page=permalink,
        title=f"{', '.join(one for one in (who, day) if one)}: “{words}”",
        letters=len(quote.passage or quote.text),
        author=quote.speaker.name if quote.speaker else "",
        author_page=base + quote.speaker.get_absolute_url() if quote.speaker else "",
        picture=f"{permalink}card.png" if can_draw(quote) else "",
    )


def embedded_utterance(utterance: Utterance, full: Quote, printings: int, base: str) -> Embedded:
    """Return an utterance for another page; `full` is its fullest wording."""
    one = embedded_quote(full, base)
    return replace(
        one,
        card=base + reverse("utterance-card", args=[utterance.uid]),
        page=base + utterance.get_absolute_url(),
        letters=one.letters + A_PRINTING * printings,
        picture="",
    )


def how_to_embed(request: HttpRequest, thing: Embedded) -> dict[str, str]:
    """Return what the part "Embed" of a page shows: the code, the card alone, and where oEmbed finds it."""
    asked = f"{base_of(request)}{reverse('oembed')}?{urlencode({'url': thing.page})}"
    return {"code": code_to_copy(thing), "card": thing.card, "oembed": asked, "title": thing.title}
