"""The day of an article, where none is proved or two are named: decided once, for all its statements."""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from statements import curation
from statements.models import Article, Precision
from statements.pages.paging import clean
from statements.typed import NotAllowed, check_day, say_fault

from .access import needs
from .queue import DAY_REASONS, Queue, days_waiting, filters_of, queue_head

SHOWN = 900  # characters at either end of a text: where pages say when they were published
DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
PLACES = {2: Precision.YEAR, 1: Precision.MONTH, 0: Precision.DAY}  # by what is left out
CLAIMS_OF_DAY = re.compile(r"date|time|publish|modif|created", re.I)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("change_article")
def day_at_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The day of one article: what says when it appeared, and a field."""
    article = get_object_or_404(Article.objects.with_outlet(), pk=pk)
    if request.method != "POST":
        return day_page(request, article)
    act, why = request.POST.get("act", ""), clean(request.POST.get("note", ""))[:500]
    look = request.POST.get("look", "")
    version = int(look) if look.isdecimal() and len(look) < 18 else 0
    try:
        if act == "skip":
            request.session["skipped_days"] = [*request.session.get("skipped_days", []), article.pk][-300:]
        elif act == "date":
            article.published, article.published_precision = parse_partial_day(request.POST.get("day", ""))
            article.published_time = (
                "" if article.published_precision != Precision.MINUTE else article.published_time
            )
            curation.save_row(article, request.user, why, version)
        elif act in {"keep", "none"}:
            curation.save_row(article, request.user, why, version)
        else:
            raise curation.Refused(_("That is no act of this page."))
    except curation.Refused as refused:
        typed = clean(request.POST.get("day", ""))
        return day_page(request, get_object_or_404(Article, pk=pk), 400, refused=str(refused), typed=typed)
    query = filters_of(request)
    ahead = request.POST.get("next", "")
    parts = [query, f"day={ahead}" if ahead.isdecimal() and len(ahead) < 16 else ""]
    return redirect(f"{reverse('desk:queue')}?{'&'.join(filter(None, parts))}".rstrip("?"))


def parse_partial_day(value: str) -> tuple[date, Precision]:
    """Return a typed day, month or year as the first day of it and how exact it is. Raise Refused for what is none."""
    match = DAY.fullmatch(clean(value))
    if match is None:
        raise curation.Refused(_("Write the day as 2021-03-05, a month as 2021-03, a year as 2021."))
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        found = check_day(date(year or 0, month or 1, day or 1))
    except NotAllowed as fault:
        raise curation.Refused(say_fault(fault)) from None
    except ValueError:
        raise curation.Refused(_("“%(day)s” is no day of the calendar.") % {"day": value[:20]}) from None
    return found, PLACES[(month is None) + (day is None)]


def ends_of(text: str) -> tuple[str, str]:
    """Return the beginning and the end of a text, each from and to a line's end; a short text is all beginning."""
    if len(text) <= 2 * SHOWN:
        return text.strip(), ""
    head, tail = text[:SHOWN], text[-SHOWN:]
    return head.rpartition("\n")[0].strip() or head.strip(), tail.partition("\n")[2].strip() or tail.strip()


def day_page(request: HttpRequest, article: Article, status: int = 200, **more: Any) -> HttpResponse:
    rows = list(Queue(request).articles().values_list("pk", flat=True)[:2000])
    at = rows.index(article.pk) if article.pk in rows else -1
    before, ahead = rows[at - 1] if at > 0 else None, rows[at + 1] if at + 1 < len(rows) else None
    says = article.says if isinstance(article.says, dict) else {}
    query = filters_of(request)

    def address(pk: int | None) -> str:
        return f"{reverse('desk:queue')}?{'&'.join(filter(None, [query, f'day={pk}']))}" if pk else ""

    head, tail = ends_of(article.text)
    context = {
        **queue_head(request),
        "article": article,
        "reason": next((one for one in DAY_REASONS if days_waiting(one.when).filter(pk=article.pk).exists()), None),
        "claims": [(name, value) for name, value in says.items() if CLAIMS_OF_DAY.search(str(name))],
        "head": head,
        "tail": tail,
        "count": article.quotes.count(),
        "look": curation.row_version(article),
        "next": ahead or "",
        "next_address": address(ahead),
        "before_address": address(before),
        **more,
    }  # fmt: skip
    return render(request, "desk/day.html", context, status=status)
