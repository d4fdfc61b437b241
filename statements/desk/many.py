"""Many statements at once, with a preview, and lists as CSV, out and back."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from statements import curation
from statements.history.entries import FIELDS
from statements.identity.speakers import speakers_called
from statements.models import Article, Quote, QuoteQuerySet, State
from statements.pages.paging import clean
from statements.pages.site import base_of
from statements.pages.words import cards
from statements.publishing.exports import STATEMENTS, WRITERS
from statements.search.find import QueryFault, Unavailable, find

from .access import needs
from .choices import named_speaker
from .queue import only_asked_for
from .spreadsheets import LARGEST, read_corrected

MOST_NAMESAKES = 20
MOST_AT_ONCE = 5000
SHOWN_OF_MANY = 200


def listed(request: HttpRequest) -> QuoteQuerySet:
    """Return the statements that the filters of the list leave: state, speaker, outlet, kind, rule, words."""
    asked = request.GET if request.method == "GET" else request.POST
    rows: QuoteQuerySet = Quote.objects.exclude(article__in=Article.objects.filter(state=State.REJECTED))
    state, speaker, words = (clean(asked.get(name, "")) for name in ("state", "speaker", "q"))
    rows = rows.filter(state=state) if state in State.values else rows.exclude(state=State.REJECTED)
    if speaker == "none":
        rows = rows.filter(speaker=None)
    elif speaker:
        named = [one.pk for one in speakers_called(speaker, MOST_NAMESAKES)]
        rows = rows.filter(Q(speaker__in=named) | Q(speaker__slug=speaker))
    rows = only_asked_for(rows, asked)
    if words:
        try:
            rows = rows.filter(pk__in=find(Quote, words, size=MOST_AT_ONCE).ids)
        except (QueryFault, Unavailable):
            rows = rows.none()
    return rows


@require_safe
@needs("bulk_quote")
def lists(request: HttpRequest) -> HttpResponse:
    """A list to choose many statements from, to change at once or to take into a spreadsheet."""
    rows = listed(request)
    shown = list(rows.with_parts().order_by("-pk")[:SHOWN_OF_MANY])
    return render(
        request,
        "desk/lists.html",
        {
            "cards": cards(shown),
            "more": len(shown) == SHOWN_OF_MANY,
            "most": MOST_AT_ONCE,
            "kinds": Quote.Kind.choices,
            "states": State.choices,
            "query": request.GET.urlencode(),
            "asked": {name: request.GET.get(name, "") for name in ("q", "state", "speaker", "outlet", "kind", "rule")},
        },
    )  # fmt: skip


@require_safe
@needs("bulk_quote")
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    rows = listed(request).with_cells()
    found = STATEMENTS.of(rows.order_by("pk").iterator(chunk_size=2000), base_of(request))
    writer = WRITERS["csv"]
    response = StreamingHttpResponse(
        writer.write(STATEMENTS.columns, found), content_type=writer.content_type
    )
    response["Content-Disposition"] = 'attachment; filename="statements.csv"'
    return response


@require_POST
@needs("bulk_quote")
def bulk(request: HttpRequest) -> HttpResponse:
    """Show exactly what an act would change of the chosen statements; carried out once that was seen."""
    post = request.POST
    why = clean(post.get("note", ""))[:500]
    try:
        if not post.get("sure"):
            quotes = chosen_quotes(request)
            act, value = post.get("act", ""), post.get("value", "")
            return preview(request, quotes, values_of_bulk(request), act, value, why)
        values = values_of_bulk(request)
        try:
            versions = dict(signing.loads(post.get("looks", ""), salt="looks", max_age=3600))
        except signing.BadSignature:
            raise curation.Refused(_("The preview is too old. Look at it once more.")) from None
        quotes = list(Quote.objects.select_related("speaker").in_bulk(list(versions)).values())
        count = curation.change_many(quotes, values, request.user, why, versions)
    except curation.Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:lists")
    messages.success(
        request,
        _("%(count)s statements changed. It can be taken back in the log, as one.") % {"count": count},
    )
    return redirect("desk:log")


def chosen_quotes(request: HttpRequest) -> list[Quote]:
    """Return the statements that were chosen one by one, or all that fit the list. Raise Refused for too many."""
    if request.POST.get("all"):
        return at_once(listed(request))
    uids = {clean(uid) for uid in request.POST.getlist("quote")[: MOST_AT_ONCE + 1]}
    return at_once(Quote.objects.filter(uid__in=uids))


def at_once(rows: QuerySet[Quote]) -> list[Quote]:
    """Return some statements. Raise Refused where they are none, or more than are changed at once."""
    quotes = list(rows.select_related("speaker").order_by("pk")[: MOST_AT_ONCE + 1])
    if not quotes:
        raise curation.Refused(_("Choose some statements first."))
    if len(quotes) > MOST_AT_ONCE:
        raise curation.Refused(
            _("More than %(most)s statements are too many at once. Narrow the list.") % {"most": MOST_AT_ONCE}
        )
    return quotes


def preview(
    request: HttpRequest, quotes: list[Quote], values: dict[str, Any], act: str, value: str, why: str
) -> HttpResponse:
    """Show what values would change of some statements, each before and after.

    Which they are, and how they stood, goes along as one signed list: a form has no room for thousands of fields.
    """
    labels = {name: FIELDS[f"{name}_id" if name == "speaker" else name] for name in values}
    differences = [
        (quote, [(labels[n], shown_value(n, getattr(quote, n)), shown_value(n, v)) for n, v in values.items() if getattr(quote, n) != v])
        for quote in quotes
    ]  # fmt: skip
    changed = [pair for pair in differences if pair[1]]
    versions = curation.row_versions([quote.pk for quote, _ in changed])
    context = {
        "changed": changed[:SHOWN_OF_MANY],
        "count": len(changed),
        "same": len(quotes) - len(changed),
        "carried": [("act", act), ("value", value), ("note", why)],
        "looks": signing.dumps(
            [(quote.pk, versions.get(quote.pk, 0)) for quote, _ in changed], salt="looks", compress=True
        ),
    }
    return render(request, "desk/bulk.html", context)


def shown_value(name: str, value: Any) -> str:
    if name == "state":
        return str(State(value).label)
    if name == "kind":
        return str(Quote.Kind(value).label)
    return str(value or "none")


def values_of_bulk(request: HttpRequest) -> dict[str, Any]:
    act, value = request.POST.get("act", ""), clean(request.POST.get("value", ""))
    if act in {"approve", "withdraw", "hand back"}:
        states = {"approve": State.CURATED, "withdraw": State.REJECTED, "hand back": State.EXTRACTED}
        return {"state": states[act]}
    if act == "speaker":
        return {"speaker": None if not value else named_speaker(value, add=False, editor=request.user)}
    if act == "kind":
        by_label = {str(label).lower(): kind for kind, label in Quote.Kind.choices}
        value = by_label.get(value.lower(), value)
        if value not in Quote.Kind.values:
            raise curation.Refused(
                _("“%(value)s” is no kind: %(names)s.")
                % {"value": value, "names": ", ".join(str(label) for label in Quote.Kind.labels)}
            )
        return {"kind": value}
    if act in {"role", "addressee", "venue"}:
        return {act: value[:300]}
    raise curation.Refused(_("Choose what to change."))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("bulk_quote")
def from_csv(request: HttpRequest) -> HttpResponse:
    """Take a corrected list back: what it changes is shown first, and what is wrong with which line."""
    context: dict[str, Any] = {}
    if request.method == "POST" and request.POST.get("sure"):
        try:
            lines = signing.loads(request.POST["sure"], salt="corrections", max_age=3600)
        except signing.BadSignature:
            context["refused"] = _("The preview is too old or was changed. Send the file once more.")
        else:
            note = clean(request.POST.get("note", ""))[:500]
            done, left = curation.take_corrections(lines, request.user, note)
            messages.success(
                request,
                _("%(done)s statements corrected. It can be taken back in the log, as one.") % {"done": done},
            )
            for sentence in left[:20]:
                messages.error(request, sentence)
            return redirect("desk:log")
    elif request.method == "POST":
        file = request.FILES.get("file")
        reading = read_corrected(file.read(LARGEST + 1) if file else b"")
        context["reading"] = reading
        context["signed"] = signing.dumps(
            [(one.pk, one.version, one.changes) for one in reading.corrections],
            salt="corrections",
            compress=True,
        )
    return render(request, "desk/from_csv.html", context, status=400 if "refused" in context else 200)
