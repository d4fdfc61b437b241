"""Erasing by order, which only an administrator may do: what would go is shown first, and has to be confirmed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from statements import curation
from statements.models import TABLES
from statements.pages.paging import clean

from .access import needs

ERASABLE = ("quote", "article", "speaker")
SURE = "erase"  # what has to be typed, whatever the language of the page


@require_http_methods(["GET", "HEAD", "POST"])
@needs("erase")
def erase_page(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    if table not in ERASABLE:
        raise Http404
    row = get_object_or_404(TABLES[table], pk=pk)
    context: dict[str, Any] = {"what": str(row), "copies": curation.copies_made()}
    try:
        context["told"] = curation.plan_erasure(row).told()
        if request.method == "POST":
            order = context["order"] = clean(request.POST.get("order", ""))
            if clean(request.POST.get("sure", "")).casefold() != SURE:
                raise curation.Refused(_("Nothing was erased: write “erase” to be sure."))
            curation.erase(row, order, request.user)
            messages.success(
                request, _("Erased. Index and database files hold nothing of it within some minutes.")
            )
            return redirect("desk:queue")
    except curation.Refused as refused:
        context["refused"] = str(refused)
        return render(request, "desk/erase.html", context, status=400)
    return render(request, "desk/erase.html", context)
