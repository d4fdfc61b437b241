"""What a page says of a row that was taken out, and what was done to one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from statements.history.entries import last_act_of_editor
from statements.models import State, table_of


def withdrawn(request: HttpRequest, **row: Any) -> HttpResponse:
    """Say that a row was taken out, why, and where to go on: the address stays."""
    ((table, instance),) = row.items()
    gone = instance.article if table == "quote" and instance.state != State.REJECTED else instance
    act = last_act_of_editor(table_of(gone), gone.pk)
    context = {**row, "why": act.why if act else "", "at": act.at if act else None}
    return render(request, "statements/withdrawn.html", context, status=410)
