"""One statement in its paragraph, decided by single keys."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from statements import curation
from statements.history.entries import history_entry, history_of
from statements.models import Claim, Event, Outlet, Quote, Report, Revision, RevisionRow, State
from statements.pages.marking import evidence_of
from statements.pages.paging import clean
from statements.pages.words import words_of_quote

from .access import needs
from .candidates import candidates_of
from .choices import chosen_speaker, chosen_words, named_speaker
from .queue import BY_NAME, claim, filters_of, last_act, next_quote, queue_head, reason_of
from .source import source_around

MOST_SKIPPED = 300
REJECTIONS = {"title": gettext_lazy("A title or a name, not speech"), "scare": gettext_lazy("Scare quotes: nobody’s words"), "not": gettext_lazy("Not a statement")}  # fmt: skip


@require_safe
@needs("judge_quote")
def queue_page(request: HttpRequest) -> HttpResponse:
    """Show the next statement of the queue, or that there is none."""
    for _turn in range(5):
        quote = next_quote(request)
        if quote is None:
            return render(request, "desk/empty.html", {**queue_head(request), "last": last_act(request)})
        if claim(request, quote) is None:
            return item_page(request, quote)
    return render(request, "desk/empty.html", queue_head(request))


def item_page(request: HttpRequest, quote: Quote, status: int = 200, **more: Any) -> HttpResponse:
    quote = get_object_or_404(
        Quote.objects.select_related("speaker", "article", "article__outlet", "relayed_by"), pk=quote.pk
    )
    article = quote.article
    evidence = evidence_of(quote)
    reason = BY_NAME.get(request.GET.get("why", "")) or reason_of(quote)
    context = {
        **queue_head(request),
        "quote": quote,
        "words": words_of_quote(quote),
        "article": article,
        "evidence": evidence,
        "around": source_around(quote),
        "candidates": list(enumerate(candidates_of(quote), start=1)),
        "reason": reason,
        "look": curation.row_version(quote),
        "last": last_act(request),
        "events": list(article.events.filter(merged_into=None).exclude(state=State.REJECTED)),
        "chosen_events": set(quote.events.values_list("pk", flat=True)),
        "kinds": Quote.Kind.choices,
        "reports": list(quote.reports.filter(state=Report.State.OPEN)),
        "rejections": REJECTIONS,
        "acts": history_of("quote", quote.pk, most=5),
        **more,
    }
    return render(request, "desk/item.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("judge_quote")
def item_at_desk(request: HttpRequest, uid: str) -> HttpResponse:
    quote = get_object_or_404(Quote.objects.select_related("article", "speaker"), uid=uid)
    if request.method != "POST":
        other = claim(request, quote)
        return item_page(request, quote, taken=other)
    name, why = request.POST.get("act", ""), clean(request.POST.get("note", ""))[:500]
    look = request.POST.get("look", "")
    version = int(look) if look.isdecimal() and len(look) < 18 else 0
    try:
        done = decide(request, quote, name, why, version)
    except curation.Overtaken as overtaken:
        lines = RevisionRow.objects.filter(table="quote", row=quote.pk, revision__in=overtaken.acts)
        theirs = [(line.revision.editor, history_entry(line)) for line in lines.select_related("revision__editor", "revision__undoes")]  # fmt: skip
        mine = {
            name: request.POST[name] for name in request.POST if name not in {"csrfmiddlewaretoken", "look"}
        }
        return item_page(request, quote, status=409, theirs=theirs, mine=mine)
    except curation.Refused as refused:
        return item_page(
            request, quote, status=400, refused=str(refused), typed=clean(request.POST.get("other", ""))
        )
    Claim.objects.filter(quote=quote, editor=request.user.pk).delete()
    query = filters_of(request)
    tail = f"&last={done.pk}" if done else ""
    return redirect(f"{reverse('desk:queue')}?{query}{tail}".rstrip("?"))


def decide(request: HttpRequest, quote: Quote, name: str, why: str, version: int) -> Revision | None:
    """Carry out an act of the desk; return its line of the log, None where nothing was written."""
    editor, post = request.user, request.POST
    why = why or str(REJECTIONS.get(post.get("reason", ""), ""))
    match name:
        case "skip":
            skipped = [uid for uid in request.session.get("skipped", []) if uid != quote.uid]
            request.session["skipped"] = [*skipped, quote.uid][-MOST_SKIPPED:]
            return None
        case "approve" | "restore":
            return curation.approve(quote, editor, why, version)
        case "reject":
            return curation.withdraw(quote, editor, why, version)
        case "speaker":
            speaker = chosen_speaker(post.get("speaker", ""))
            return curation.judge(quote, editor, why, version, speaker=speaker)
        case "other" | "add":
            named = named_speaker(clean(post.get("other", "")), add=name == "add", editor=editor)
            return curation.judge(quote, editor, why, version, speaker=named)
        case "words":
            return curation.judge(quote, editor, why, version, segments=chosen_words(quote, post))
        case "details":
            return save_details(request, quote, why, version)
        case "answer":
            return curation.answer_reports(quote, post.get("answer", ""), editor, why)
    raise curation.Refused(_("That is no act of this desk."))


def save_details(request: HttpRequest, quote: Quote, why: str, version: int) -> Revision | None:
    post = request.POST
    kind = post.get("kind", quote.kind)
    if kind not in Quote.Kind.values:
        raise curation.Refused(_("Choose how the words are quoted."))
    relayed = clean(post.get("relayed_by", ""))
    outlet = Outlet.objects.filter(name__iexact=relayed, merged_into=None).first() if relayed else None
    if relayed and outlet is None:
        raise curation.Refused(_("No outlet is called “%(relayed)s” here.") % {"relayed": relayed})
    day = clean(post.get("said_on", ""))
    try:
        said_on = parse_date(day) if day else None
    except ValueError:
        said_on = None
    if day and said_on is None:
        raise curation.Refused(_("“%(day)s” is no day. Write 2018-05-24.") % {"day": day})
    numbers = [pk for pk in post.getlist("events") if pk.isdecimal() and len(pk) < 16]
    events = Event.objects.public().filter(pk__in=numbers)
    texts = {name: clean(post.get(name, ""))[:300] for name in ("addressee", "venue", "role")}
    return curation.judge(
        quote, request.user, why, version, events, kind=kind, relayed_by=outlet, said_on=said_on, **texts
    )
