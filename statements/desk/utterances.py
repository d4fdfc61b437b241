"""Which statements are one utterance, as an editor says it: one taken out, another joined."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from statements import curation
from statements.identity.utterances import place_due
from statements.models import Quote
from statements.pages.paging import clean
from statements.pages.words import cards
from statements.search.find import Unavailable

from .access import needs
from .queue import last_act

AT_ONCE = 50  # statements whose utterances are looked for while an editor waits,
PATIENCE = 3.0  # seconds for which another process may be at it; it then does this as well


@require_http_methods(["GET", "HEAD", "POST"])
@needs("merge_speaker")
def utterance_at_desk(request: HttpRequest, uid: str) -> HttpResponse:
    """A statement with the others that are one utterance with it."""
    quote = get_object_or_404(Quote.objects.public().select_related("utterance", "speaker"), uid=uid)
    if request.method == "POST":
        try:
            take_word(request, quote)
            place_due(AT_ONCE, wait=PATIENCE)
        except curation.Refused as refused:
            messages.error(request, str(refused))
        except Unavailable:
            messages.info(request, _("It is kept, and shown when the search index is mended."))
        return redirect("desk:utterance", uid=uid)
    others = Quote.objects.public().filter(utterance=quote.utterance_id).exclude(pk=quote.pk)
    rows = [quote]
    if quote.utterance_id:
        rows += others.with_parts().newest_first()[:50]
    context = {"quote": quote, "cards": cards(rows), "last": last_act(request)}
    return render(request, "desk/utterance.html", context)


def take_word(request: HttpRequest, quote: Quote) -> None:
    """Carry out what the form says: one statement is another utterance, or one more is the same."""
    why = clean(request.POST.get("why", ""))
    if "part" in request.POST:
        curation.part_printing(statement_meant(request.POST["part"]), request.user, why)
        return
    other = statement_meant(clean(request.POST.get("uid", "")).rstrip("/").rpartition("/")[2])
    curation.join_printings([quote, other], request.user, why)


def statement_meant(uid: str) -> Quote:
    quote = Quote.objects.public().filter(uid=uid[:20]).first()
    if quote is None:
        raise curation.Refused(
            _("There is no such statement. Paste its address, or the eight letters of it.")
        )
    return quote
