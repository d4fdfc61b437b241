"""The log, and taking an act back from it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from statements import curation
from statements.history.entries import told_acts
from statements.models import Quote, Revision
from statements.pages.paging import clean, paged

from .access import needs
from .queue import filters_of


@require_POST
@needs("judge_quote")
def undo_act(request: HttpRequest, number: int) -> HttpResponse:
    act = get_object_or_404(Revision, pk=number)
    mine = act.editor_id == request.user.pk
    if not mine and not request.user.has_perm("statements.change_quote"):
        raise PermissionDenied
    try:
        kept = curation.undo(act, request.user, clean(request.POST.get("note", ""))[:500])
    except curation.Refused as refused:
        messages.error(request, str(refused))
    else:
        done = _("Taken back: %(told)s.") % {"told": told_acts([act])[act.pk]}
        if kept:
            later = ngettext(
                "%(count)s rows were changed again since and stay as they are.",
                "%(count)s rows were changed again since and stay as they are.",
                kept,
            )
            done = f"{done} {later % {'count': kept}}"
        messages.success(request, done)
    return redirect(place_of_act(request, act))


def place_of_act(request: HttpRequest, act: Revision) -> str:
    """Return where an editor goes on who took an act back: at what it was about, unless they came from the log."""
    back, query = request.POST.get("back", ""), filters_of(request)
    quote = Quote.objects.filter(pk=act.row).first() if act.table == "quote" else None
    if quote is not None and back == "whole":
        return f"{reverse('desk:whole', args=[quote.article_id])}?at={quote.uid}#s{quote.uid}"
    if quote is not None and back != "log":
        return f"{reverse('desk:item', args=[quote.uid])}?{query}"
    if act.table == "article" and back == "whole":
        return reverse("desk:whole", args=[act.row])
    if act.table == "article" and back != "log":
        return f"{reverse('desk:queue')}?{query}&day={act.row}"
    return reverse("desk:log")


@require_POST
@needs("judge_quote")
def take_up_again(request: HttpRequest, uid: str) -> HttpResponse:
    """Take up again a statement that was put off in this session."""
    request.session["skipped"] = [one for one in request.session.get("skipped", []) if one != uid]
    request.session.pop("put_off", None)
    quote = get_object_or_404(Quote, uid=uid)
    messages.success(request, _("Taken up again: “%(label)s”.") % {"label": quote.text[:60]})
    return redirect(f"{reverse('desk:item', args=[quote.uid])}?{filters_of(request)}")


@require_safe
@needs("view_revision")
def log_page(request: HttpRequest) -> HttpResponse:
    rows = Revision.objects.select_related("editor", "undoes").order_by("-pk")
    if request.GET.get("mine"):
        rows = rows.filter(editor=request.user.pk)
    if request.GET.get("people"):
        rows = rows.exclude(editor=None)
    shown, pages = paged(request, rows, 50, count=approximately(rows))
    acts = list(shown.object_list)
    back, told = curation.undone(acts), told_acts(acts)
    return render(
        request,
        "desk/log.html",
        {
            "acts": [(act, act.pk in back, told[act.pk]) for act in acts],
            "pager": pages,
            "mine": request.GET.get("mine"),
        },
    )


def approximately(rows: QuerySet[Revision]) -> int:
    """Return how many lines there are; exact up to some thousands, so that a long log costs no more."""
    return len(rows.order_by().values_list("pk", flat=True)[:25_000])
