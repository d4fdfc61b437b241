"""The review desk: one statement at a time in its paragraph, decided by single keys. Part of the admin site.

Every page is a form that works without script; `static/desk.js` adds the keys and the choosing of
words in the source. Whoever may do what is Django's own permissions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import curation, journal
from .display import cards, evidence_of, words_of
from .extraction import read_article
from .extraction.folding import fold
from .extraction.languages import rules
from .history import FIELDS, told
from .ingest import find_slice, read_again
from .models import (
    Alias,
    Article,
    Claim,
    EditorProfile,
    Event,
    MergeProposal,
    Outlet,
    Quote,
    Report,
    Revision,
    RevisionRow,
    Speaker,
    State,
    unique_slug,
)
from .paging import clean, paged
from .search.find import QueryFault, Unavailable, find
from .spreadsheets import LARGEST, read, written

UNSURE = 0.6
CLAIMED = timedelta(minutes=10)
MOST_SKIPPED = 300
MOST_CHOICES = 9
LONGEST_READ = 200_000  # characters of an article that is read again for its candidates
COUNTED_FOR = 20  # seconds
REJECTIONS = {"title": "A title or a name, not speech", "scare": "Scare quotes: nobody’s words", "not": "Not a statement"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why statements wait for a person."""

    name: str
    label: str
    explain: str
    rows: Callable[[], QuerySet[Quote]]


def extracted() -> QuerySet[Quote]:
    return Quote.objects.public().filter(state=State.EXTRACTED)


REASONS = (
    Reason("reported", "reported by a reader", "A reader says that something is wrong.", lambda: Quote.objects.public().filter(
            pk__in=Report.objects.filter(state=Report.State.OPEN).exclude(quote=None).values("quote")
        )),
    Reason("speaker", "no speaker", "The text does not settle who spoke.", lambda: extracted().filter(speaker=None)),
    Reason("gone", "no longer found", "An editor kept it, and the outlet’s present text no longer holds it.", lambda: Quote.objects.public().filter(missing_since__isnull=False)),
    Reason("unsure", "speaker unsure", "The rule that named the speaker is often wrong.", lambda: extracted().filter(confidence__lt=UNSURE).exclude(speaker=None)),
    Reason("undated", "no date", "Nothing on the page proves when it was said or published.", lambda: extracted().filter(date=None)),
    Reason("unnamed", "source not named", "The outlet names nobody: is the description right?", lambda: extracted().filter(speaker__kind=Speaker.Kind.ANONYMOUS)),
)  # fmt: skip
BY_NAME = {reason.name: reason for reason in REASONS}


def needs(permission: str) -> Callable[[Any], Any]:
    """Let a view be used by staff who have a permission of this app; all others get a page that says so."""

    def wrap(view: Any) -> Any:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(f"statements.{permission}"):  # type: ignore[union-attr]
                raise PermissionDenied
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        return answer

    return wrap


# The queue


def filtered(request: HttpRequest, rows: QuerySet[Quote]) -> QuerySet[Quote]:
    """Narrow the queue by the filters in the address: outlet, kind, rule."""
    outlet, kind, rule = (clean(request.GET.get(name, "")) for name in ("outlet", "kind", "rule"))
    if outlet:
        rows = rows.filter(article__outlet__slug=outlet)
    if kind in Quote.Kind.values:
        rows = rows.filter(kind=kind)
    if rule:
        rows = rows.filter(rule=rule)
    return rows


def filters_of(request: HttpRequest) -> str:
    """Return the filters as a query string, to be carried from item to item."""
    names = ("why", "outlet", "kind", "rule")
    return urlencode([(name, request.GET[name]) for name in names if request.GET.get(name)])


def next_quote(request: HttpRequest) -> Quote | None:
    """Return what most needs a person: not skipped in this session, not on somebody else's desk."""
    chosen = BY_NAME.get(request.GET.get("why", ""))
    skipped = request.session.get("skipped", [])
    taken = Claim.objects.filter(until__gt=timezone.now()).exclude(editor=request.user.pk).values("quote")
    for reason in [chosen] if chosen else REASONS:
        rows = filtered(request, reason.rows()).exclude(uid__in=skipped).exclude(pk__in=taken)
        found = (
            rows.order_by("confidence", "-pk").first()
            if reason.name == "unsure"
            else rows.order_by("-pk").first()
        )
        if found is not None:
            return found
    return None


def reason_of(quote: Quote) -> Reason | None:
    return next((reason for reason in REASONS if reason.rows().filter(pk=quote.pk).exists()), None)


def waiting() -> dict[str, int]:
    """Return how many wait for each reason, counted every few seconds and not for each page."""
    found: dict[str, int] | None = cache.get("desk-waiting")
    if found is None:
        found = {reason.name: reason.rows().count() for reason in REASONS}
        found["pairs"] = MergeProposal.objects.filter(decision=MergeProposal.Decision.OPEN).count()
        cache.set("desk-waiting", found, COUNTED_FOR)
    return found


def decided_today() -> int:
    start = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return Revision.objects.filter(at__gte=start, table="quote").exclude(editor=None).count()


def claim(request: HttpRequest, quote: Quote) -> Claim | None:
    """Take a statement onto this editor's desk; return the claim of somebody else who has it."""
    now = timezone.now()
    with transaction.atomic():
        other = Claim.objects.filter(quote=quote, until__gt=now).exclude(editor=request.user.pk).first()
        if other is not None:
            return other
        Claim.objects.filter(editor=request.user.pk).exclude(quote=quote).delete()
        Claim.objects.filter(quote=quote).exclude(editor=request.user.pk).delete()
        try:
            with transaction.atomic():
                Claim.objects.update_or_create(
                    quote=quote,
                    defaults={"editor": get_user_model()(pk=request.user.pk), "until": now + CLAIMED},
                )
        except IntegrityError:  # somebody took it in this moment
            return Claim.objects.filter(quote=quote).first()
    return None


@require_safe
@needs("judge_quote")
def queue(request: HttpRequest) -> HttpResponse:
    """Show the next statement of the queue, or that there is none."""
    for _ in range(5):
        quote = next_quote(request)
        if quote is None:
            return render(request, "desk/empty.html", {**head(request), "last": last_act(request)})
        if claim(request, quote) is None:
            return item_page(request, quote)
    return render(request, "desk/empty.html", head(request))


def head(request: HttpRequest) -> dict[str, Any]:
    counts, done = waiting(), decided_today()
    left = sum(counts[reason.name] for reason in REASONS)
    chosen = request.GET.get("why", "")
    return {
        "reasons": [(reason, counts[reason.name], reason.name == chosen) for reason in REASONS],
        "pairs": counts["pairs"],
        "done": done,
        "total": done + left,
        "filters": filters_of(request),
        "narrowed": [name for name in ("outlet", "kind", "rule") if request.GET.get(name)],
        "why": chosen,
    }


def last_act(request: HttpRequest) -> Revision | None:
    number = request.GET.get("last", "")
    if not number.isdecimal() or len(number) > 15:
        return None
    return Revision.objects.filter(pk=number, undone_by=None).first()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have said it, and why."""

    name: str
    speaker: Speaker | None
    points: float | None
    why: str


def candidates_of(quote: Quote) -> list[Candidate]:
    """Return who may have said it: as it stands first, then whom the reading weighed, then who else speaks there."""
    article = quote.article
    found: dict[str, Candidate] = {}
    rule = rules().get(quote.rule)

    def offer(name: str, speaker: Speaker | None, points: float | None, why: str) -> None:
        key = f"#{speaker.pk}" if speaker else fold(name)
        if key and key not in found:
            found[key] = Candidate(name, speaker, points, why)

    if quote.speaker:
        because = rule.because if rule else "an editor chose it"
        offer(quote.speaker.name, quote.speaker, quote.confidence, f"As it stands: {because}")
    here: dict[int, tuple[Speaker, int]] = {}
    for other in Quote.objects.filter(article=article).exclude(speaker=None).select_related("speaker"):
        speaker, count = here.get(other.speaker_id or 0, (other.speaker, 0))
        here[speaker.pk] = (speaker, count + 1)  # type: ignore[union-attr, assignment]
    names = {fold(speaker.name): speaker for speaker, _ in here.values()}
    for name, points, why in weighed(quote):
        offer(name, names.get(fold(name)) or known(name), points, why)
    for name in quote.candidates:
        offer(name, names.get(fold(name)) or known(name), None, "The reading could not choose between two")
    for speaker, count in sorted(here.values(), key=lambda pair: -pair[1]):
        what = speaker.affiliation or speaker.get_kind_display()
        offer(
            speaker.name,
            speaker,
            None,
            f"Speaks in this article: {count} statement{'' if count == 1 else 's'}. {what}",
        )
    return list(found.values())[:MOST_CHOICES]


def known(name: str) -> Speaker | None:
    alias = (
        Alias.objects.filter(key=fold(name)[:300], speaker__merged_into=None)
        .select_related("speaker")
        .first()
    )
    return alias.speaker if alias else None


def weighed(quote: Quote) -> list[tuple[str, float, str]]:
    """Return whom the reading considers for a statement, with points and what decided."""
    if len(quote.article.text) > LONGEST_READ:
        return []
    decisions: list[Any] = []
    read_article(quote.article.text, quote.article.origin, decisions=decisions)
    for decision in decisions:
        if decision.quote.start < quote.end and quote.start < decision.quote.end:
            why = decision.resolution.why or "as the text names it"
            rows = [
                (name, points, f"Weighed by the reading: {why}")
                for name, points in decision.resolution.weighed
            ]
            if not rows and decision.quote.speaker:
                rows = [(decision.quote.speaker, decision.quote.confidence, f"Read so: {why}")]
            return rows
    return []


def item_page(request: HttpRequest, quote: Quote, status: int = 200, **more: Any) -> HttpResponse:
    quote = get_object_or_404(
        Quote.objects.select_related("speaker", "article", "article__outlet", "relayed_by"), pk=quote.pk
    )
    article = quote.article
    evidence = evidence_of(quote)
    reason = BY_NAME.get(request.GET.get("why", "")) or reason_of(quote)
    context = {
        **head(request),
        "quote": quote,
        "words": words_of(quote),
        "article": article,
        "evidence": evidence,
        "around": source_around(quote),
        "candidates": list(enumerate(candidates_of(quote), start=1)),
        "reason": reason,
        "look": curation.look_of(quote),
        "last": last_act(request),
        "events": list(article.events.filter(merged_into=None).exclude(state=State.REJECTED)),
        "chosen_events": set(quote.events.values_list("pk", flat=True)),
        "kinds": Quote.Kind.choices,
        "reports": list(quote.reports.filter(state=Report.State.OPEN)),
        "rejections": REJECTIONS,
        "acts": [told(row) for row in RevisionRow.objects.filter(table="quote", row=quote.pk).exclude(revision__action__in=["read", "read again", "held"]).select_related("revision", "revision__undoes").order_by("-revision_id")[:5]],
        **more,
    }  # fmt: skip
    return render(request, "desk/item.html", context, status=status)


def source_around(quote: Quote) -> list[tuple[int, list[tuple[int, str, bool]]]]:
    """Return the paragraphs around a statement as (start, [(offset, text, is said)]), each a slice of the source."""
    text = quote.article.text
    body = [tuple(span) for span in quote.article.body]
    inside = [n for n, (s, e) in enumerate(body) if s < quote.end and quote.start < e]
    if inside:
        spans = body[max(0, inside[0] - 1) : inside[-1] + 2]
    else:
        start = text.rfind("\n", 0, quote.start) + 1
        end = text.find("\n", quote.end)
        spans = [(start, len(text) if end < 0 else end)]
    return [(start, marked_runs(text, start, end, [quote])) for start, end in spans]


def marked_runs(text: str, start: int, end: int, quotes: list[Quote]) -> list[tuple[int, str, bool]]:
    runs: list[tuple[int, str, bool]] = []
    at = start
    pieces = sorted((s, e) for quote in quotes if quote.missing_since is None for s, e in quote.segments)
    for s, e in pieces:
        s, e = max(s, at), min(e, end)
        if s >= e:
            continue
        if s > at:
            runs.append((at, text[at:s], False))
        runs.append((s, text[s:e], True))
        at = e
    if at < end:
        runs.append((at, text[at:end], False))
    return runs


@require_http_methods(["GET", "HEAD", "POST"])
@needs("judge_quote")
def item(request: HttpRequest, uid: str) -> HttpResponse:
    quote = get_object_or_404(Quote.objects.select_related("article", "speaker"), uid=uid)
    if request.method != "POST":
        other = claim(request, quote)
        return item_page(request, quote, taken=other)
    name, why = request.POST.get("act", ""), clean(request.POST.get("note", ""))[:500]
    look = request.POST.get("look", "")
    seen = int(look) if look.isdecimal() and len(look) < 18 else 0
    try:
        done = decide(request, quote, name, why, seen)
    except curation.Overtaken as overtaken:
        lines = RevisionRow.objects.filter(table="quote", row=quote.pk, revision__in=overtaken.acts)
        theirs = [(line.revision.editor, told(line)) for line in lines.select_related("revision__editor", "revision__undoes")]  # fmt: skip
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


# What the log calls an act, and what a reader who reported the statement is told by it.
ACTS = {"approve": "approve", "restore": "restore", "reject": "withdraw", "answer": "answer"}
ANSWERS = {
    "approve": "An editor held it against the source: it stands.",
    "reject": "An editor withdrew the statement.",
}
CORRECTED = "An editor corrected the statement."


def decide(request: HttpRequest, quote: Quote, name: str, why: str, look: int) -> Revision | None:
    """Carry out an act of the desk; return its line of the log. Open reports are answered by it."""
    if name == "skip":
        skipped = [uid for uid in request.session.get("skipped", []) if uid != quote.uid]
        request.session["skipped"] = [*skipped, quote.uid][-MOST_SKIPPED:]
        return None
    reports = list(quote.reports.filter(state=Report.State.OPEN))
    with journal.act(
        ACTS.get(name, "edit"), request.user, about=quote, why=why or reason_given(request)
    ) as done:
        carry_out(request, quote, name, why, look)
        answer = request.POST.get("answer", "") if name == "answer" else ANSWERS.get(name, CORRECTED)
        for report in reports:
            curation.answer_report(report, answer, request.user)
    return done.revision


def reason_given(request: HttpRequest) -> str:
    return REJECTIONS.get(request.POST.get("reason", ""), "")


def carry_out(request: HttpRequest, quote: Quote, name: str, why: str, look: int) -> None:
    editor, post = request.user, request.POST
    if name in {"approve", "restore"}:
        curation.approve(quote, editor, why, look)
    elif name == "reject":
        curation.reject(quote, editor, why, look)
    elif name == "speaker":
        curation.judge(quote, editor, why, look, speaker=chosen_speaker(post.get("speaker", "")))
    elif name in {"other", "add"}:
        speaker = named_speaker(clean(post.get("other", "")), add=name == "add", editor=editor)
        curation.judge(quote, editor, why, look, speaker=speaker)
    elif name == "words":
        curation.judge(quote, editor, why, look, segments=chosen_words(quote, post))
    elif name == "details":
        save_details(request, quote, why, look)
    elif name != "answer":
        raise curation.Refused("That is no act of this desk.")


def chosen_speaker(value: str) -> Speaker | None:
    if value == "none":
        return None
    if not value.isdecimal() or len(value) > 15:
        raise curation.Refused("Choose a speaker.")
    speaker = Speaker.objects.filter(pk=value, merged_into=None).first()
    if speaker is None:
        raise curation.Refused("That speaker is not here any more.")
    return speaker


def named_speaker(name: str, add: bool, editor: Any) -> Speaker:
    """Return the speaker of a typed name, made if that is wanted."""
    key = fold(name)[:300]
    if not key:
        raise curation.Refused("Type a name.")
    found = list(
        Speaker.objects.filter(aliases__key=key, merged_into=None)
        .exclude(state=State.REJECTED)
        .distinct()[:2]
    )
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise curation.Refused(f"There are several called “{name}”. Choose by the full name.")
    if add and not editor.has_perm("statements.add_speaker"):
        raise curation.Refused(f"Nobody is called “{name}” here, and you may not add a speaker.")
    if not add:
        raise curation.Refused(f"Nobody is called “{name}” here. Add the name, or type another.")
    speaker = Speaker(name=name[:300], slug=unique_slug(Speaker, name), state=State.CURATED)
    curation.save_row(speaker, editor)
    return speaker


def chosen_words(quote: Quote, post: Any) -> list[list[int]]:
    """Return the segments that an editor chose: by place in the source, or by the words themselves."""
    places = post.get("segments", "")
    if places:
        try:
            pairs = [[int(n) for n in pair.split("-")] for pair in places.split(",")]
        except ValueError:
            raise curation.Refused("Select the words in the text.") from None
        if any(len(pair) != 2 for pair in pairs):
            raise curation.Refused("Select the words in the text.")
        text = quote.article.text
        trimmed = [trim(text, s, e) for s, e in sorted(pairs) if 0 <= s < e <= len(text)]
        return [pair for pair in trimmed if pair[0] < pair[1]]
    words = post.get("words", "").strip()
    place = find_slice(quote.article.text, words.replace("\r\n", "\n"), quote.start) if words else None
    if place is None:
        raise curation.Refused("These words do not stand in the source. Copy them from the text.")
    return [[*place]]


def trim(text: str, start: int, end: int) -> list[int]:
    """Leave out the spaces and the quotation marks at the ends of a selection."""
    while start < end and (text[start].isspace() or text[start] in '“”„"'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '“”„"'):
        end -= 1
    return [start, end]


def save_details(request: HttpRequest, quote: Quote, why: str, look: int) -> None:
    post = request.POST
    kind = post.get("kind", quote.kind)
    if kind not in Quote.Kind.values:
        raise curation.Refused("Choose how the words are quoted.")
    relayed = clean(post.get("relayed_by", ""))
    outlet = Outlet.objects.filter(name__iexact=relayed, merged_into=None).first() if relayed else None
    if relayed and outlet is None:
        raise curation.Refused(f"No outlet is called “{relayed}” here.")
    day = clean(post.get("said_on", ""))
    try:
        said_on = parse_date(day) if day else None
    except ValueError:
        said_on = None
    if day and said_on is None:
        raise curation.Refused(f"“{day}” is no day. Write 2018-05-24.")
    numbers = [pk for pk in post.getlist("events") if pk.isdecimal() and len(pk) < 16]
    events = Event.objects.public().filter(pk__in=numbers)
    with transaction.atomic():
        curation.judge_with_events(
            quote, request.user, why, look, events, kind=kind, relayed_by=outlet, said_on=said_on,
            **{name: clean(post.get(name, ""))[:300] for name in ("addressee", "venue", "role")},
        )  # fmt: skip


@require_POST
@needs("judge_quote")
def undo(request: HttpRequest, number: int) -> HttpResponse:
    act = get_object_or_404(Revision, pk=number)
    mine = act.editor_id == request.user.pk
    if not mine and not request.user.has_perm("statements.change_quote"):  # type: ignore[union-attr]
        raise PermissionDenied
    try:
        kept = curation.undo(act, request.user, clean(request.POST.get("note", ""))[:500])
    except curation.Refused as refused:
        messages.error(request, str(refused))
    else:
        left = f" {kept} rows were changed again since and stay as they are." if kept else ""
        messages.success(request, f"Taken back: {act.action} {act.label}.{left}")
    if act.table == "quote" and request.POST.get("back") != "log":
        quote = Quote.objects.filter(pk=act.row).first()
        if quote is not None:
            return redirect(f"{reverse('desk:item', args=[quote.uid])}?{filters_of(request)}")
    return redirect("desk:log")


@require_safe
@needs("judge_quote")
def names(request: HttpRequest) -> JsonResponse:
    """Return names that begin as typed: {"names": [...]}, for the box “someone else”."""
    key = fold(clean(request.GET.get("q", "")))[:100]
    if len(key) < 2:
        return JsonResponse({"names": []})
    rows = (
        Speaker.objects.public()
        .filter(aliases__key__contains=key)
        .distinct()
        .order_by("name")
        .values_list("name", flat=True)[:12]
    )
    return JsonResponse({"names": list(dict.fromkeys(rows))})


# The log


@require_safe
@needs("view_revision")
def log(request: HttpRequest) -> HttpResponse:
    rows = Revision.objects.select_related("editor", "undoes").order_by("-pk")
    if request.GET.get("mine"):
        rows = rows.filter(editor=request.user.pk)
    if request.GET.get("people"):
        rows = rows.exclude(editor=None)
    shown, pages = paged(request, rows, 50, count=approximately(rows))
    acts = list(shown.object_list)
    back = curation.undone(acts)
    return render(
        request,
        "desk/log.html",
        {"acts": [(act, act.pk in back) for act in acts], "pager": pages, "mine": request.GET.get("mine")},
    )


def approximately(rows: QuerySet[Revision]) -> int:
    """Return how many lines there are; exact up to some thousands, so that a long log costs no more."""
    return len(rows.order_by().values_list("pk", flat=True)[:25_000])


# Whole articles


@require_http_methods(["GET", "HEAD", "POST"])
@needs("change_article")
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """An article with every statement marked: add one, read it again, or say that it is no article."""
    found = get_object_or_404(Article.objects.with_outlet().select_related("source"), pk=pk)
    context: dict[str, Any] = {}
    if request.method == "POST":
        act, why = request.POST.get("act", ""), clean(request.POST.get("note", ""))[:500]
        try:
            if act == "add":
                pieces = chosen_words(Quote(article=found, start=0), request.POST)
                kind = request.POST.get("kind", "direct")
                if kind not in Quote.Kind.values:
                    raise curation.Refused("Choose how the words are quoted.")
                with journal.act("add", request.user, why=why) as done:  # a new speaker is part of it
                    speaker = article_speaker(request)
                    quote = curation.add_quote(found, pieces, kind, speaker, request.user, why)
                    done.about = quote
                messages.success(request, f"Statement {quote.uid} added.")
                return redirect("desk:article", pk=pk)
            if act in {"no article", "article"}:
                found.state = State.REJECTED if act == "no article" else State.CURATED
                curation.save_row(found, request.user, why)
                return redirect("desk:article", pk=pk)
            if act == "preview":
                context["preview"] = read_again(found, dry=True)
            elif act == "read":
                result = read_again(found, dry=False)
                messages.success(request, f"Read again: {result.sentence}")
                return redirect("desk:article", pk=pk)
            else:
                raise curation.Refused("That is no act of this page.")
        except curation.Refused as refused:
            context["refused"] = str(refused)
    quotes = list(Quote.objects.filter(article=found).select_related("speaker").order_by("start"))
    shown = [quote for quote in quotes if quote.state != State.REJECTED]
    speakers = {quote.speaker.pk: quote.speaker for quote in quotes if quote.speaker}
    context |= {
        "article": found,
        "paragraphs": [(s, marked_runs(found.text, s, e, shown)) for s, e in found.body],
        "quotes": quotes,
        "speakers": list(speakers.values()),
        "kinds": Quote.Kind.choices,
        "decided": sum(quote.state != State.EXTRACTED for quote in quotes),
    }
    return render(request, "desk/article.html", context, status=400 if "refused" in context else 200)


def article_speaker(request: HttpRequest) -> Speaker | None:
    typed = clean(request.POST.get("other", ""))
    if typed:
        return named_speaker(typed, add=bool(request.POST.get("new")), editor=request.user)
    return chosen_speaker(request.POST.get("speaker") or "none")


# Two that may be one


TABLES: dict[str, Any] = {"speaker": Speaker, "event": Event, "outlet": Outlet}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("view_mergeproposal")
def pairs(request: HttpRequest) -> HttpResponse:
    """One pair at a time: the same, two of them, or it cannot be told."""
    if request.method == "POST":
        if not request.user.has_perm("statements.merge_speaker"):  # type: ignore[union-attr]
            raise PermissionDenied
        number = request.POST.get("pair", "")
        proposal = get_object_or_404(
            MergeProposal, pk=number if number.isdecimal() and len(number) < 16 else 0
        )
        decision = request.POST.get("decision", "")
        if decision not in {"same", "swap", "two", "unsure"}:
            raise Http404("That is no answer.")
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
    for proposal in open_ones[:50]:
        one, other = proposal.speaker, proposal.into
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
def merge(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """Merge a speaker, an event or an outlet into another: side by side first, with what moves."""
    model = TABLES.get(table)
    if model is None:
        raise Http404("Only speakers, events and outlets are merged.")
    row = get_object_or_404(model, pk=pk)
    typed = clean((request.POST if request.method == "POST" else request.GET).get("into", ""))
    into = target_of(model, typed)
    context: dict[str, Any] = {"row": row, "table": table, "typed": typed, "sides": [side(row)]}
    status = 200
    if typed and into is None:
        context["refused"] = f"Nothing is called “{typed}” here."
    elif into is not None and (into.pk == row.pk or into.merged_into_id or row.merged_into_id):
        context["refused"] = "Choose two different ones that are not merged yet."
    elif into is not None:
        context |= {"into": into, "sides": [side(row), side(into)]}
        if request.method == "POST":
            try:
                curation.merge(row, into, request.user, clean(request.POST.get("note", ""))[:500])
            except curation.Refused as refused:
                context["refused"], status = str(refused), 400
            else:
                messages.success(request, f"{row} is {into} now. It can be taken back in the log.")
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
        found = known(typed)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs("merge_speaker")
def split(request: HttpRequest, pk: int) -> HttpResponse:
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
                    request, f"{len(uids)} statements are {new}’s now. It can be taken back in the log."
                )
            elif act == "add name":
                curation.add_alias(speaker, clean(request.POST.get("name", "")), request.user, why)
            elif act == "remove name":
                number = request.POST.get("alias", "")
                alias = speaker.aliases.filter(
                    pk=number if number.isdecimal() and len(number) < 16 else 0
                ).first()
                if alias is None:
                    raise curation.Refused("That name is not here any more.")
                curation.remove_alias(alias, request.user, why)
            else:
                raise curation.Refused("That is no act of this page.")
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


# Many at once


MOST_AT_ONCE = 5000
SHOWN_OF_MANY = 200


def listed(request: HttpRequest) -> QuerySet[Quote]:
    """Return the statements that the filters of the list leave: state, speaker, outlet, kind, rule, words."""
    asked = request.GET if request.method == "GET" else request.POST
    rows = Quote.objects.exclude(article__state=State.REJECTED)
    state, speaker, outlet, kind, rule, words = (
        clean(asked.get(name, "")) for name in ("state", "speaker", "outlet", "kind", "rule", "q")
    )
    rows = rows.filter(state=state) if state in State.values else rows.exclude(state=State.REJECTED)
    if speaker == "none":
        rows = rows.filter(speaker=None)
    elif speaker:
        rows = rows.filter(speaker__slug=speaker)
    if outlet:
        rows = rows.filter(article__outlet__slug=outlet)
    if kind in Quote.Kind.values:
        rows = rows.filter(kind=kind)
    if rule:
        rows = rows.filter(rule=rule)
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
            "kinds": Quote.Kind.choices,
            "states": State.choices,
            "query": request.GET.urlencode(),
            "asked": {name: request.GET.get(name, "") for name in ("q", "state", "speaker", "outlet", "kind", "rule")},
        },
    )  # fmt: skip


@require_safe
@needs("bulk_quote")
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    rows = listed(request).select_related("speaker", "article", "article__outlet").defer("article__text")
    lines = written(rows.order_by("pk").iterator(chunk_size=500), request.build_absolute_uri("/").rstrip("/"))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statements.csv"'
    return response


@require_POST
@needs("bulk_quote")
def bulk(request: HttpRequest) -> HttpResponse:
    """Show exactly what an act would change of the chosen statements; carried out once that was seen."""
    post = request.POST
    uids = [clean(uid) for uid in post.getlist("quote")[:MOST_AT_ONCE]]
    quotes = list(Quote.objects.filter(uid__in=uids).select_related("speaker", "article"))
    why = clean(post.get("note", ""))[:500]
    try:
        if not quotes:
            raise curation.Refused("Choose some statements first.")
        values = values_of_bulk(request)
        if not post.get("sure"):
            return preview(request, quotes, values, post.get("act", ""), post.get("value", ""), why)
        try:
            looks = dict(signing.loads(post.get("looks", ""), salt="looks", max_age=3600))
        except signing.BadSignature:
            raise curation.Refused("The preview is too old. Look at it once more.") from None
        count = curation.change_many(quotes, values, request.user, why, looks)
    except curation.Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:lists")
    messages.success(request, f"{count} statements changed. It can be taken back in the log, as one.")
    return redirect("desk:log")


def preview(
    request: HttpRequest, quotes: list[Quote], values: dict[str, Any], act: str, value: str, why: str
) -> HttpResponse:
    """Show what values would change of some statements, each before and after."""
    labels = {name: FIELDS[f"{name}_id" if name == "speaker" else name] for name in values}
    told_of = [
        (quote, [(labels[n], shown_value(n, getattr(quote, n)), shown_value(n, v)) for n, v in values.items() if getattr(quote, n) != v])
        for quote in quotes
    ]  # fmt: skip
    changed = [pair for pair in told_of if pair[1]]
    context = {
        "changed": changed[:SHOWN_OF_MANY],
        "count": len(changed),
        "same": len(quotes) - len(changed),
        "carried": [("act", act), ("value", value), ("note", why)],
        "uids": [quote.uid for quote in quotes],
        "looks": signing.dumps(list(curation.looks_of([q.pk for q in quotes]).items()), salt="looks"),
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
        if value not in Quote.Kind.values:
            raise curation.Refused(f"“{value}” is no kind: {', '.join(Quote.Kind.values)}.")
        return {"kind": value}
    if act in {"role", "addressee", "venue"}:
        return {act: value[:300]}
    raise curation.Refused("Choose what to change.")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("bulk_quote")
def from_csv(request: HttpRequest) -> HttpResponse:
    """Take a corrected list back: what it changes is shown first, and what is wrong with which line."""
    context: dict[str, Any] = {}
    if request.method == "POST" and request.POST.get("sure"):
        try:
            lines = signing.loads(request.POST["sure"], salt="corrections", max_age=3600)
        except signing.BadSignature:
            context["refused"] = "The preview is too old or was changed. Send the file once more."
        else:
            note = clean(request.POST.get("note", ""))[:500]
            done, left = curation.take_corrections(lines, request.user, note)
            messages.success(
                request, f"{done} statements corrected. It can be taken back in the log, as one."
            )
            for sentence in left[:20]:
                messages.error(request, sentence)
            return redirect("desk:log")
    elif request.method == "POST":
        file = request.FILES.get("file")
        reading = read(file.read(LARGEST + 1) if file else b"")
        context["reading"] = reading
        context["signed"] = signing.dumps(
            [(one.pk, one.look, one.changes) for one in reading.corrections],
            salt="corrections",
            compress=True,
        )
    return render(request, "desk/from_csv.html", context, status=400 if "refused" in context else 200)


# The editor


@require_http_methods(["GET", "HEAD", "POST"])
@needs("judge_quote")
def me(request: HttpRequest) -> HttpResponse:
    """How this editor stands in the public history: without a name, unless one is given here."""
    profile, _ = EditorProfile.objects.get_or_create(user_id=request.user.pk)
    if request.method == "POST":
        profile.public_name = clean(request.POST.get("public_name", ""))[:150]
        profile.save()
        messages.success(request, "Kept. Acts from now on show it; earlier ones stay as they are.")
        return redirect("desk:me")
    done = Revision.objects.filter(editor=request.user.pk).count()
    return render(request, "desk/me.html", {"profile": profile, "done": done})


def wrapped(view: Any) -> Any:
    return admin.site.admin_view(view)


app_name = "desk"
urlpatterns = [
    path("", wrapped(queue), name="queue"),
    path("names/", wrapped(names), name="names"),
    path("log/", wrapped(log), name="log"),
    path("log/<int:number>/undo/", wrapped(undo), name="undo"),
    path("pairs/", wrapped(pairs), name="pairs"),
    path("me/", wrapped(me), name="me"),
    path("lists/", wrapped(lists), name="lists"),
    path("lists/csv/", wrapped(as_csv), name="csv"),
    path("lists/corrected/", wrapped(from_csv), name="from-csv"),
    path("lists/change/", wrapped(bulk), name="bulk"),
    path("articles/<int:pk>/", wrapped(article), name="article"),
    path("speakers/<int:pk>/", wrapped(split), name="split"),
    path("merge/<slug:table>/<int:pk>/", wrapped(merge), name="merge"),
    path("<slug:uid>/", wrapped(item), name="item"),
]
