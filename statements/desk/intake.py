"""The loads that were given: each as it would be read, as it is taken in, and what of it was refused."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from statements.intake.items import holds_several
from statements.intake.loads import (
    NotTaken,
    discard_load,
    go_on_with,
    queue_load,
    stop_load,
    tell_load,
    totals,
    try_again,
)
from statements.intake.looking import Preview, Seen, preview_load
from statements.intake.taking import AT_ONCE, take_in_at_once
from statements.intake.worker import worker_runs
from statements.models import Article, Intake, IntakeItem, IntakeRefusal
from statements.pages.marking import marked_paragraphs
from statements.pages.paging import clean, paged
from statements.pages.stretches import stretches_of_text
from statements.slices import span_at
from statements.sources.base import Given

from .access import needs

LOOKED_FOR = 10.0  # seconds
REFUSALS = 50  # on a page
ARTICLES = 20  # that are named


@require_safe
@needs("add_intake")
def intake(request: HttpRequest) -> HttpResponse:
    """All loads, the newest first, and whether anything takes them in."""
    page, pager = paged(request, Intake.objects.select_related("given_by"))
    loads = list(page)
    numbers, names = totals(loads), load_names(loads)
    return render(
        request,
        "desk/intake.html",
        {
            "loads": [(load, names[load.pk], numbers[load.pk]) for load in loads],
            "pager": pager,
            "idle": is_idle(),
            "live": any(load.state == Intake.State.WAITING for load in loads),
        },
    )


def load_names(loads: list[Intake]) -> dict[int, str]:
    """Return what each load is called in a list: its first part, and how many others there are."""
    parts: dict[int, list[str]] = {load.pk: [] for load in loads}
    for key, name in IntakeItem.objects.filter(intake__in=parts).values_list("intake", "name"):
        parts[key].append(name)
    return {key: named_after(names) for key, names in parts.items()}


def named_after(names: list[str]) -> str:
    more = len(names) - 1
    if more < 1:
        return "".join(names)
    return ngettext("%(name)s and %(more)s other", "%(name)s and %(more)s others", more) % {
        "name": names[0],
        "more": more,
    }


def is_idle() -> bool:
    """Does something wait, and nothing take it in?"""
    return Intake.objects.filter(state=Intake.State.WAITING).exists() and not worker_runs()


@require_http_methods(["GET", "HEAD", "POST"])
@needs("add_intake")
def load_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A load: a draft as it would be read, any other with its progress. Acts are buttons."""
    load = get_object_or_404(Intake.objects.select_related("given_by"), pk=pk)
    refused = ""
    if request.method == "POST":
        try:
            act = ACTS.get(request.POST.get("act", ""))
            if act is None:
                raise NotTaken(_("That is no act of this page."))
            return act(request, load)
        except NotTaken as error:
            refused = str(error)
            load.refresh_from_db()
    page = draft_page if load.state == Intake.State.DRAFT else progress_page
    return page(request, load, refused)


def draft_page(request: HttpRequest, load: Intake, refused: str) -> HttpResponse:
    look = preview_load(load, AT_ONCE, LOOKED_FOR)
    chosen = chosen_of(request, look)
    items = list(load.items.all())
    context: dict[str, Any] = {
        "load": load,
        "items": items,
        "look": look,
        "readable": [seen for seen in look.seen if seen.article is not None],
        "statements": sum(len(seen.quotes) for seen in look.seen),
        "chosen": chosen,
        "number": look.seen.index(chosen) + 1 if chosen else 0,
        "told": items[0].told if items else {},
        "alone": len(items) == 1 and len(look.seen) < 2 and not look.more,
    }
    if chosen is not None and chosen.article is not None:
        article = chosen.article
        pages = stretches_of_text(article)
        first = next(pages, [])
        end = first[-1][1] if first else 0
        numbered = [(n, quote) for n, quote in enumerate(chosen.quotes, start=1) if quote.start < end]
        context |= {
            "article": article,
            "paragraphs": marked_paragraphs(article, first, numbered),
            "cut": next(pages, None) is not None,
            "heads": [q for _, q in numbered if span_at(article.body, q.start) is None],
        }
    if refused:
        context["refused"] = refused
    return render(request, "desk/draft.html", context, status=400 if refused else 200)


def chosen_of(request: HttpRequest, look: Preview) -> Seen | None:
    """Return the source that is shown whole: the one of the address, or else the only one."""
    asked = request.GET.get("n", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    if 1 <= number <= len(look.seen):
        return look.seen[number - 1]
    return look.seen[0] if len(look.seen) == 1 and not look.more else None


def progress_page(request: HttpRequest, load: Intake, refused: str) -> HttpResponse:
    items = list(load.items.all())
    refusals, pager = paged(
        request, IntakeRefusal.objects.filter(item__intake=load).select_related("item"), REFUSALS
    )
    context: dict[str, Any] = {
        "load": load,
        "items": items,
        "numbers": totals([load])[load.pk],
        "refusals": refusals,
        "pager": pager,
        "articles": articles_of(items),
        "idle": load.state == Intake.State.WAITING and not worker_runs(),
        "live": load.state == Intake.State.WAITING,
    }
    if refused:
        context["refused"] = refused
    return render(request, "desk/load.html", context, status=400 if refused else 200)


def articles_of(items: list[IntakeItem]) -> list[Article]:
    """Return the newest articles that came from some items; what was held already is under another name."""
    # Ranges, since LIKE with an escape reads the whole table on SQLite; "$" follows "#".
    places = [
        Q(origin=item.origin) | Q(origin__gt=f"{item.origin}#", origin__lt=f"{item.origin}$")
        for item in items[:ARTICLES]
    ]
    rows = Article.objects.with_outlet().light()
    return list(rows.filter(reduce(or_, places, Q(pk=None))).order_by("-id")[:ARTICLES])


# What can be done with a load


def store(request: HttpRequest, load: Intake) -> HttpResponse:
    """Take in a small draft here and now, and leave a larger one to the worker."""
    if any(item.told.get("url") and holds_several(item) for item in load.items.all()):
        raise NotTaken(_("An address is that of one article, and here are several. Look again without it."))
    if not take_in_at_once(load):
        queue_load(load)
        messages.success(request, _("It is being taken in. This page tells how far it is; you may leave it."))
        return redirect("desk:load", pk=load.pk)
    numbers = totals([load])[load.pk]
    articles = articles_of(list(load.items.all()))
    if numbers["read"] == 1 and len(articles) == 1 and not numbers["refused"]:
        messages.success(
            request,
            _("Stored. It can be searched in a moment.") if numbers["new"] else _("It is up to date."),
        )
        return redirect("desk:article", pk=articles[0].pk)
    return redirect("desk:load", pk=load.pk)


def tell(request: HttpRequest, load: Intake) -> HttpResponse:
    if load.state != Intake.State.DRAFT:
        raise NotTaken(_("It is being stored already."))
    told = {name: clean(request.POST.get(name, "")) for name in ("outlet", "published", "url")}
    tell_load(load, Given(**told))
    return redirect("desk:load", pk=load.pk)


def discard(request: HttpRequest, load: Intake) -> HttpResponse:
    discard_load(load)
    messages.success(request, _("Put away. Nothing of it was stored."))
    return redirect("desk:add")


def stop_act(request: HttpRequest, load: Intake) -> HttpResponse:
    stop_load(load)
    messages.success(request, _("Stopped. What is stored stays; the rest waits until you go on."))
    return redirect("desk:load", pk=load.pk)


def go_on(request: HttpRequest, load: Intake) -> HttpResponse:
    go_on_with(load)
    return redirect("desk:load", pk=load.pk)


def once_more(request: HttpRequest, load: Intake) -> HttpResponse:
    count = try_again(load)
    messages.success(
        request,
        ngettext("%(count)s source is read once more.", "%(count)s sources are read once more.", count)
        % {"count": count},
    )
    return redirect("desk:load", pk=load.pk)


ACTS: dict[str, Callable[[HttpRequest, Intake], HttpResponse]] = {
    "store": store, "tell": tell, "discard": discard, "stop": stop_act, "go on": go_on, "try again": once_more,
}  # fmt: skip
