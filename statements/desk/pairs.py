"""Two that may be one, and one that is two."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from statements import curation
from statements.counts import tally
from statements.identity.reasons import reasons_shown
from statements.identity.speakers import speakers_called
from statements.models import Alias, Event, MergeProposal, Quote, Speaker
from statements.models.proposals import PAIRS
from statements.pages.paging import clean, paged
from statements.pages.words import cards

from .access import needs
from .choices import named_speaker
from .queue import last_act

MOST = 12  # rows of one question


@require_http_methods(["GET", "HEAD", "POST"])
@needs("view_mergeproposal")
def pairs(request: HttpRequest) -> HttpResponse:
    """One question at a time: a pair, or a group of speakers that may be one; the same, different, or it cannot be told."""
    if request.method == "POST":
        if not request.user.has_perm("statements.merge_speaker"):
            raise PermissionDenied
        try:
            check_card(request)
            answer_group(request) if "group" in request.POST else answer_pair(request)
        except curation.Refused as refused:
            messages.error(request, str(refused))
        cache.delete(f"desk-waiting-{request.user.pk}")
        return redirect("desk:pairs")
    open_ones = MergeProposal.objects.filter(decision=MergeProposal.Decision.OPEN).order_by("-points", "pk")
    for proposal in open_ones.with_rows()[:50]:
        one, other = proposal.first, proposal.second
        if one is None or other is None or one.merged_into_id or other.merged_into_id:
            continue
        context = {"proposal": proposal, "left": open_ones.count(), "last": last_act(request)}
        group = group_of(proposal) if isinstance(one, Speaker) else []
        if len(group) > 2:
            return render(request, "desk/group.html", context | group_context(group))
        return render(request, "desk/pair.html", context | {"sides": [side(one), side(other)]})
    return render(request, "desk/pair.html", {"proposal": None})


def check_card(request: HttpRequest) -> None:
    """Raise Refused if the question of a form was answered since: a second press answers no other one."""
    number = request.POST.get("card") or request.POST.get("pair", "")
    if not number.isdecimal() or len(number) > 15:
        return
    answered = MergeProposal.objects.filter(pk=number).exclude(decision=MergeProposal.Decision.OPEN)
    if answered.exists():
        raise curation.Refused(_("That was decided already. This is the next question."))


def answer_pair(request: HttpRequest) -> None:
    number = request.POST.get("pair", "")
    proposal = get_object_or_404(MergeProposal, pk=number if number.isdecimal() and len(number) < 16 else 0)
    decision = request.POST.get("decision", "")
    if decision not in {"same", "swap", "two", "unsure"}:
        raise Http404(_("That is no answer."))
    curation.decide_merge(
        proposal, "same" if decision == "swap" else decision, request.user,
        clean(request.POST.get("note", ""))[:500], swap=decision == "swap",
    )  # fmt: skip


def answer_group(request: HttpRequest) -> None:
    """Carry out the answer to a group: the chosen ones are one person under the name that is to remain."""
    numbers = [pk for pk in request.POST.getlist("group")[:MOST] if pk.isdecimal() and len(pk) < 16]
    rows = {str(row.pk): row for row in Speaker.objects.public().filter(pk__in=numbers)}
    chosen = [pk for pk in request.POST.getlist("row") if pk in rows]
    decision, why = request.POST.get("decision", ""), clean(request.POST.get("note", ""))[:500]
    if len(rows) < 2:
        raise curation.Refused(_("These have been joined already."))
    if decision in {"two", "unsure"}:
        curation.keep_group_apart(list(rows.values()), decision, request.user, why)
        return
    if decision != "same":
        raise Http404(_("That is no answer."))
    into = rows.get(request.POST.get("into", ""))
    if into is None or str(into.pk) not in chosen:
        raise curation.Refused(_("Choose whose name remains among those that are one."))
    joined = [rows[pk] for pk in chosen if pk != str(into.pk)]
    others = [row for pk, row in rows.items() if pk not in chosen]
    curation.join_group(joined, into, others, request.user, why)


def group_of(proposal: MergeProposal) -> list[tuple[Speaker, list[str]]]:
    """Return the speakers that open questions lead to from a pair, each with what says that it may be another."""
    rows: dict[int, Speaker] = {}
    reasons: dict[int, dict[str, None]] = {}
    level = [pk for pk in (proposal.first_speaker_id, proposal.second_speaker_id) if pk is not None]
    asked: set[int] = set()
    while level and len(rows) < MOST:
        pairs = MergeProposal.objects.filter(
            Q(first_speaker__in=level) | Q(second_speaker__in=level), decision=MergeProposal.Decision.OPEN
        ).select_related("first_speaker", "second_speaker")
        asked |= set(level)
        level = []
        for pair in pairs.order_by("-points", "pk"):
            for row in (pair.second_speaker, pair.first_speaker):
                if row.merged_into_id is None and (row.pk in rows or len(rows) < MOST):
                    rows[row.pk] = row
                    reasons.setdefault(row.pk, {})[pair.reason] = None
                    if row.pk not in asked:
                        level.append(row.pk)
    return [(row, list(reasons[pk])) for pk, row in rows.items()]


def group_context(group: list[tuple[Speaker, list[str]]]) -> dict[str, Any]:
    """Return the rows of a group as the card shows them. The fullest name that has most is first, and remains."""
    ids = [row.pk for row, _reasons in group]
    public = Quote.objects.public().filter(speaker__in=ids)
    counts = tally(public, "speaker")
    names: dict[int, list[str]] = {}
    for pk, name in Alias.objects.filter(speaker__in=ids).order_by("name").values_list("speaker", "name"):
        names.setdefault(pk, []).append(name)
    roles: dict[int, list[str]] = {}
    for pk, role in (
        public.exclude(role="").order_by("speaker", "role").values_list("speaker", "role").distinct()
    ):
        roles.setdefault(pk or 0, []).append(role)
    latest = Window(RowNumber(), partition_by=F("speaker"), order_by=[F("date").desc(nulls_last=True), "-pk"])
    quotes: dict[int, list[Quote]] = {}
    for quote in public.with_parts().annotate(nth=latest).filter(nth__lte=2).order_by("nth"):
        quotes.setdefault(quote.speaker_id or 0, []).append(quote)
    sides = [
        {
            "row": row,
            "reasons": [reasons_shown(reason) for reason in reasons],
            "moves": {_("statements"): counts.get(row.pk, 0)},
            "names": names.get(row.pk, []),
            "roles": roles.get(row.pk, [])[:5],
            "cards": cards(quotes.get(row.pk, [])),
        }
        for row, reasons in sorted(
            group, key=lambda one: (-len(one[0].name.split()), -counts.get(one[0].pk, 0), one[0].pk)
        )
    ]
    return {"sides": sides}


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
