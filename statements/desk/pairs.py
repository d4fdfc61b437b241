"""Two that may be one, and one that is two."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from statements import curation
from statements.identity.speakers import speakers_called
from statements.models import Event, MergeProposal, Quote, Speaker
from statements.models.proposals import PAIRS
from statements.pages.paging import clean, paged
from statements.pages.words import cards

from .access import needs
from .choices import named_speaker
from .queue import last_act


@require_http_methods(["GET", "HEAD", "POST"])
@needs("view_mergeproposal")
def pairs(request: HttpRequest) -> HttpResponse:
    """One pair at a time: the same, two of them, or it cannot be told."""
    if request.method == "POST":
        if not request.user.has_perm("statements.merge_speaker"):
            raise PermissionDenied
        number = request.POST.get("pair", "")
        proposal = get_object_or_404(
            MergeProposal, pk=number if number.isdecimal() and len(number) < 16 else 0
        )
        decision = request.POST.get("decision", "")
        if decision not in {"same", "swap", "two", "unsure"}:
            raise Http404(_("That is no answer."))
        try:
            curation.decide_merge(
                proposal, "same" if decision == "swap" else decision, request.user,
                clean(request.POST.get("note", ""))[:500], swap=decision == "swap",
            )  # fmt: skip
        except curation.Refused as refused:
            messages.error(request, str(refused))
        cache.delete("desk-waiting")
        return redirect("desk:pairs")
    open_ones = MergeProposal.objects.filter(decision=MergeProposal.Decision.OPEN).order_by("-points", "pk")
    for proposal in open_ones.with_rows()[:50]:
        one, other = proposal.first, proposal.second
        if (
            one is not None
            and other is not None
            and one.merged_into_id is None
            and other.merged_into_id is None
        ):
            return render(
                request,
                "desk/pair.html",
                {"proposal": proposal, "sides": [side(one), side(other)], "left": open_ones.count(), "last": last_act(request)},
            )  # fmt: skip
    return render(request, "desk/pair.html", {"proposal": None})


def side(row: Any) -> dict[str, Any]:
    """Return one of two rows as an editor compares them: what it has, and what it said lately."""
    quotes = Quote.objects.public()
    if isinstance(row, Speaker):
        quotes = quotes.filter(speaker=row)
    elif isinstance(row, Event):
        quotes = quotes.filter(events=row)
    else:
        quotes = quotes.filter(article__outlet=row)
    return {
        "row": row,
        "moves": curation.what_moves(row),
        "names": [alias.name for alias in row.aliases.all()] if isinstance(row, Speaker) else [],
        "roles": list(quotes.exclude(role="").order_by().values_list("role", flat=True).distinct()[:5]),
        "cards": cards(quotes.with_parts().newest_first()[:3]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@needs("merge_speaker")
def merge_page(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """Merge a speaker, an event or an outlet into another: side by side first, with what moves."""
    model = PAIRS.get(table)
    if model is None:
        raise Http404(_("Only speakers, events and outlets are merged."))
    row: Any = get_object_or_404(model, pk=pk)
    typed = clean((request.POST if request.method == "POST" else request.GET).get("into", ""))
    into = target_of(model, typed)
    context: dict[str, Any] = {"row": row, "table": table, "typed": typed, "sides": [side(row)]}
    status = 200
    if typed and into is None:
        context["refused"] = _("Nothing is called “%(typed)s” here.") % {"typed": typed}
    elif into is not None and (into.pk == row.pk or into.merged_into_id or row.merged_into_id):
        context["refused"] = _("Choose two different ones that are not merged yet.")
    elif into is not None:
        context |= {"into": into, "sides": [side(row), side(into)]}
        if request.method == "POST":
            try:
                curation.merge(row, into, request.user, clean(request.POST.get("note", ""))[:500])
            except curation.Refused as refused:
                context["refused"], status = str(refused), 400
            else:
                messages.success(
                    request,
                    _("%(row)s is %(into)s now. It can be taken back in the log.")
                    % {"row": row, "into": into},
                )
                return redirect("desk:log")
    return render(request, "desk/merge.html", context, status=status)


def target_of(model: Any, typed: str) -> Any:
    """Return the row that somebody names: by its number with #, by its address, or by its name."""
    if not typed:
        return None
    if typed.startswith("#") and typed[1:].isdecimal() and len(typed) < 16:
        return model.objects.filter(pk=typed[1:]).first()
    found = model.objects.filter(Q(slug=typed) | Q(name__iexact=typed), merged_into=None).first()
    if found is None and model is Speaker:
        found = next(iter(speakers_called(typed)), None)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs("merge_speaker")
def split_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Give some statements of a speaker to another or to a new one; add and take away names."""
    speaker = get_object_or_404(Speaker, pk=pk)
    context: dict[str, Any] = {}
    if request.method == "POST":
        act, why = request.POST.get("act", ""), clean(request.POST.get("note", ""))[:500]
        try:
            if act == "split":
                uids = [clean(uid) for uid in request.POST.getlist("quote")[:1000]]
                to: Speaker | str = clean(request.POST.get("to", ""))[:300]
                if not request.POST.get("new"):
                    to = named_speaker(str(to), add=False, editor=request.user)
                new = curation.split_speaker(
                    speaker, Quote.objects.filter(uid__in=uids), to, request.user, why
                )
                messages.success(
                    request,
                    _("%(count)s statements are %(new)s’s now. It can be taken back in the log.")
                    % {"count": len(uids), "new": new},
                )
            elif act == "add name":
                curation.add_alias(speaker, clean(request.POST.get("name", "")), request.user, why)
            elif act == "remove name":
                number = request.POST.get("alias", "")
                alias = speaker.aliases.filter(
                    pk=number if number.isdecimal() and len(number) < 16 else 0
                ).first()
                if alias is None:
                    raise curation.Refused(_("That name is not here any more."))
                curation.remove_alias(alias, request.user, why)
            else:
                raise curation.Refused(_("That is no act of this page."))
            return redirect("desk:split", pk=pk)
        except curation.Refused as refused:
            context["refused"] = str(refused)
    shown, pages = paged(request, Quote.objects.filter(speaker=speaker).with_parts().newest_first(), 100)
    context |= {
        "speaker": speaker,
        "cards": cards(shown.object_list),
        "pager": pages,
        "total": shown.paginator.count,
        "aliases": list(speaker.aliases.all()),
    }
    return render(request, "desk/split.html", context, status=400 if "refused" in context else 200)
