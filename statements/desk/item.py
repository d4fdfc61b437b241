"""One statement in its paragraph, decided by single keys."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from statements import curation
from statements.extraction.languages import countries
from statements.history.entries import history_entry, history_of, names_told
from statements.history.own_words import NO_STATEMENT, SCARE_QUOTES, TITLE, in_plain_english
from statements.models import (
    ActName,
    Claim,
    Event,
    Judgement,
    Outlet,
    Quote,
    QuoteQuerySet,
    Report,
    Revision,
    RevisionRow,
    Speaker,
    State,
)
from statements.pages.marking import evidence_of
from statements.pages.paging import clean
from statements.pages.words import words_of_quote
from statements.typed import NotAllowed, parse_day, say_fault

from .access import needs
from .candidates import candidates_of
from .choices import chosen_speaker, chosen_words, named_speaker
from .days import day_page
from .newcomers import guess_newcomer
from .queue import (
    AHEAD,
    BY_NAME,
    Queue,
    Reason,
    claim,
    claim_next,
    claim_of_another,
    filters_of,
    queue_head,
)
from .source import source_around

MOST_SKIPPED = 300
MOST_ALIKE = 200  # statements of one mention that are decided together
SHOWN_ALIKE = 12
SHOWN = "X-Shown"  # the header by which a browser says which statement it can show next, and as of which act
REJECTIONS = {"title": TITLE, "scare": SCARE_QUOTES, "not": NO_STATEMENT}


@require_safe
@needs("judge_quote")
def queue_page(request: HttpRequest) -> HttpResponse:
    """Show a statement of the queue: that of the address (`at`), if nobody else has it, else the first; or a day that
    is missing; or that nothing waits."""
    queue = Queue(request)
    at = request.GET.get("at", "")
    if at and (wanted := Quote.objects.filter(uid=at[:8]).first()) and not claim_of_another(request, wanted):
        return item_page(request, wanted, queue=queue)
    day = request.GET.get("day", "")
    article = queue.articles().filter(pk=day).first() if day.isdecimal() and len(day) < 16 else None
    quote = queue.first() if article is None else None
    if quote is not None:
        return item_page(request, quote, queue=queue)
    article = article or queue.articles().first()
    if article is not None:
        return day_page(request, article)
    return render(request, "desk/empty.html", queue_head(request))


def alike_of(quote: Quote) -> QuoteQuerySet:
    """Return the other statements of the article that nobody decided yet and whose source says the same for who speaks."""
    rows: QuoteQuerySet = Quote.objects.public().filter(article=quote.article_id, state=State.EXTRACTED)
    if not quote.mention:
        return rows.none()
    return rows.filter(mention__iexact=quote.mention).exclude(pk=quote.pk).order_by("start")


def address_in_queue(request: HttpRequest, quote: Quote | None) -> str:
    """Return where a statement stands in the queue of this address; its beginning for none."""
    query = filters_of(request)
    at = urlencode({"at": quote.uid}) if quote is not None else ""
    return f"{reverse('desk:queue')}?{'&'.join(filter(None, [query, at]))}".rstrip("?")


def is_blind(request: HttpRequest, quote: Quote, reason: Reason | None) -> bool:
    """Is a statement before this editor for the second look, so that the first answer is not to be seen?"""
    return reason is not None and reason.name == "second"


def item_page(
    request: HttpRequest, quote: Quote, status: int = 200, queue: Queue | None = None, **more: Any
) -> HttpResponse:
    quote = get_object_or_404(
        Quote.objects.select_related("speaker", "article", "article__outlet", "relayed_by"), pk=quote.pk
    )
    article = quote.article
    queue = queue or Queue(request)
    decided = decided_until_then(request)
    reason, before, ahead = queue.beside(quote, decided)
    blind = is_blind(request, quote, reason)
    look = curation.row_version(quote)
    if blind:
        quote = curation.as_read(quote)
    alike = [] if blind else list(alike_of(quote).exclude(pk=decided)[:MOST_ALIKE])
    versions = curation.row_versions([one.pk for one in alike])
    context = {
        **queue_head(request),
        "quote": quote,
        "words": words_of_quote(quote),
        "article": article,
        "evidence": evidence_of(quote),
        "around": source_around(quote),
        "candidates": list(enumerate(candidates_of(quote), start=1)),
        "reason": reason or BY_NAME.get(request.GET.get("why", "")),
        "blind": blind,
        "alike": alike,
        "alike_shown": alike[:SHOWN_ALIKE],
        "alike_versions": ",".join(f"{one.pk}-{versions.get(one.pk, 0)}" for one in alike),
        "look": look,
        "here": address_in_queue(request, quote),
        "next": ahead,
        "next_address": address_in_queue(request, ahead) if ahead else "",
        "begin_address": address_in_queue(request, None),
        "before_address": address_in_queue(request, before) if before else "",
        "events": list(Event.objects.public().filter(articles=article)),
        "chosen_events": set(quote.events.values_list("pk", flat=True)),
        "kinds": Quote.Kind.choices,
        "speaker_kinds": Speaker.Kind.choices,
        "countries": sorted((one.name, one.code) for one in countries()),
        "reports": list(quote.reports.filter(state=Report.State.OPEN)),
        "notes": list(quote.desk_notes.filter(done=False).select_related("author", "to")),
        "colleagues": colleagues_of(request),
        "judgements": [] if blind else list(Judgement.objects.filter(quote=quote, quote__judgements__blind=True).select_related("editor", "speaker").distinct()),
        "acts": [] if blind else history_of("quote", quote.pk, most=5),
        "put_off": put_off_last(request),
        "taken": claim_of_another(request, quote),
        "mine_already": Claim.objects.filter(quote=quote, editor=request.user.pk).exists(),
        **({"messages": ()} if AHEAD in request.headers else {}),
        **more,
    }  # fmt: skip
    return render(request, "desk/item.html", context, status=status)


def decided_until_then(request: HttpRequest) -> int:
    """Return the number of the statement that a browser which asks ahead has before it, and 0 for none."""
    uid = request.headers.get(AHEAD, "")[:8]
    row = Quote.objects.filter(uid=uid).values_list("pk", flat=True).first() if len(uid) == 8 else None
    return row or 0


def is_shown(request: HttpRequest, done: Revision | None, decided: Quote, ahead: Quote) -> bool:
    """Has the browser what comes next as it is now? It asked before this one was decided or put off, which may change
    who is offered in the same article, and how many others are."""
    act = name_of_act(request)
    same = decided.article_id != ahead.article_id or act == "approve"
    asked = request.headers.get(SHOWN, "") == f"{ahead.uid}-{curation.row_version(ahead)}"
    return (done is not None or act == "skip") and asked and same and "alike" not in request.POST


def colleagues_of(request: HttpRequest) -> list[Any]:
    """Return the editors to whom a statement can be given."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(pk=request.user.pk or 0)
    return list(staff.order_by("username")[:200])


def put_off_last(request: HttpRequest) -> Quote | None:
    """Return the statement that was put off behind the editor's last act: `u` brings it back first."""
    uid = request.session.get("put_off", "")
    return Quote.objects.filter(uid=uid).first() if uid else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs("judge_quote")
def item_at_desk(request: HttpRequest, uid: str) -> HttpResponse:
    quote = get_object_or_404(Quote.objects.select_related("article", "speaker"), uid=uid)
    if request.method != "POST":
        return item_page(request, quote)
    if request.POST.get("act") == "take":
        claim(request, quote)
        return redirect(f"{reverse('desk:item', args=[quote.uid])}?{filters_of(request)}".rstrip("?"))
    look = request.POST.get("look", "")
    version = int(look) if look.isdecimal() and len(look) < 18 else 0
    why = clean(request.POST.get("note", ""))[:500]
    try:
        done = decide(request, quote, why, version)
    except curation.Overtaken as overtaken:
        return overtaken_page(request, quote, overtaken)
    except curation.Refused as refused:
        typed = clean(request.POST.get("other", ""))
        newcomer = guess_newcomer(typed, quote) if typed and "act" in request.POST else None
        status = 409 if isinstance(refused, curation.TooLate) else 400
        return item_page(request, quote, status=status, refused=str(refused), typed=typed, newcomer=newcomer)
    if name_of_act(request) == "note" and not request.POST.get("to"):
        messages.success(request, _("The note stays here for whoever comes next."))
        return redirect(address_in_queue(request, quote))
    Claim.objects.filter(quote=quote, editor=request.user.pk).delete()
    if done is not None:
        request.session.pop("put_off", None)
    uid_wanted = request.POST.get("next", "")[:8]
    wanted = Quote.objects.filter(uid=uid_wanted).exclude(pk=quote.pk).first() if uid_wanted else None
    if wanted is not None and not Queue(request).standing(wanted):
        wanted = None  # decided together with this one, or by somebody else
    ahead = claim_next(request, wanted)
    if ahead is not None and is_shown(request, done, quote, ahead):
        put_off = None if done else put_off_last(request)
        return render(request, "desk/moved.html", {**queue_head(request), "put_off": put_off})
    query = filters_of(request)
    parts = [query, f"last={done.pk}" if done else "", f"at={ahead.uid}" if ahead and uid_wanted else ""]
    return redirect(f"{reverse('desk:queue')}?{'&'.join(filter(None, parts))}".rstrip("?"))


def overtaken_page(request: HttpRequest, quote: Quote, overtaken: curation.Overtaken) -> HttpResponse:
    """Show who comes second what the other did, and the own choice to be made all the same."""
    lines = RevisionRow.objects.filter(table="quote", row=quote.pk, revision__in=overtaken.acts)
    acts = list(lines.select_related("revision__editor", "revision__undoes"))
    names = names_told(acts)
    theirs = [(line.revision.editor, history_entry(line, names)) for line in acts]
    left = {"csrfmiddlewaretoken", "look"}
    mine = [(name, value) for name, values in request.POST.lists() if name not in left for value in values]
    return item_page(request, quote, status=409, theirs=theirs, mine=mine, chose=choice_in_words(request))


def choice_in_words(request: HttpRequest) -> str:
    """Return what an editor pressed, as the button said it."""
    words = {
        "approve": _("Right as it is"), "restore": _("Restore"), "reject": _("Not a statement"),
        "speaker": _("who said it"), "other": _("someone else"), "add": _("a new speaker"),
        "words": _("other words"), "details": _("kind, addressee, place, relay, day, event"),
        "answer": _("the answer"), "note": _("the note"),
    }  # fmt: skip
    return str(words.get(name_of_act(request), _("that")))


def name_of_act(request: HttpRequest) -> str:
    """Return which act a press of a button means: those that name somebody or a reason carry it as their value."""
    post = request.POST
    if "choose" in post:
        return "add" if post["choose"].startswith("+") else "speaker"
    return "reject" if "reject" in post else str(post.get("act", ""))


def decide(request: HttpRequest, quote: Quote, why: str, version: int) -> Revision | None:
    """Carry out an act of the desk; return its line of the log, None where nothing was written."""
    editor, post, name = request.user, request.POST, name_of_act(request)
    why = why or in_plain_english(REJECTIONS.get(post.get("reject", post.get("reason", "")), ""))
    if name == "skip":
        skipped = [uid for uid in request.session.get("skipped", []) if uid != quote.uid]
        request.session["skipped"] = [*skipped, quote.uid][-MOST_SKIPPED:]
        request.session["put_off"] = quote.uid
        return None
    if name == "note":
        to = post.get("to", "")
        colleague = (
            get_user_model().objects.filter(pk=to).first() if to.isdecimal() and len(to) < 16 else None
        )
        return curation.leave_note(quote, editor, clean(post.get("left", "")), colleague)
    if name == "answer":
        return curation.answer_reports(quote, post.get("answer", ""), editor, why)
    if post.get("blind"):
        return judge_blind(request, quote, name, why)
    if post.get("alike"):
        return decide_alike(request, quote, name, why, version)
    match name:
        case "words":
            return curation.judge(quote, editor, why, version, segments=chosen_words(quote, post))
        case "details":
            return save_details(request, quote, why, version)
    _act, decision = decision_of(request, name, why)
    done: Revision | None = decision(quote, version)
    return done


def decision_of(request: HttpRequest, name: str, why: str) -> tuple[ActName, Callable[[Quote, int], Any]]:
    """Return what is done to a statement by an act that can be done to several alike, and its name in the log."""
    editor = request.user
    match name:
        case "approve" | "restore":
            return ActName.APPROVE, lambda quote, version: curation.approve(quote, editor, why, version)
        case "reject":
            return ActName.WITHDRAW, lambda quote, version: curation.withdraw(quote, editor, why, version)
        case "speaker" | "other" | "add":
            speaker = speaker_meant(request, name)
            return ActName.EDIT, lambda quote, version: curation.judge(
                quote, editor, why, version, speaker=speaker
            )
    raise curation.Refused(_("That is no act of this desk."))


def speaker_meant(request: HttpRequest, name: str) -> Speaker | None:
    """Return whom an editor chose, or named: a new one where it is to be added, of the kind and country that stand there."""
    post = request.POST
    if name == "speaker":
        return chosen_speaker(post.get("choose", post.get("speaker", "")))
    typed = clean(post["choose"].removeprefix("+") if "choose" in post else post.get("other", ""))
    guess = guess_newcomer(typed)
    return named_speaker(
        typed, add=name == "add", editor=request.user,
        kind=clean(post.get("kind", "")) or str(guess.kind), country=clean(post.get("country", guess.country)),
    )  # fmt: skip


def decide_alike(request: HttpRequest, quote: Quote, name: str, why: str, version: int) -> Revision | None:
    """Decide a statement and the others of its article that say the same for who speaks, as they were shown."""
    seen: dict[int, int] = {}
    for pair in request.POST.get("alike_versions", "").split(",")[:MOST_ALIKE]:
        number, _dash, last = pair.partition("-")
        if number.isdecimal() and last.isdecimal() and len(pair) < 32:
            seen[int(number)] = int(last)
    others = list(alike_of(quote).filter(pk__in=seen).select_related("article", "speaker"))
    act, decision = decision_of(request, name, why)
    done, count = curation.decide_together(
        act, [quote, *others], {**seen, quote.pk: version}, request.user, why, decision
    )
    sentence = ngettext("%(n)s statement decided at once.", "%(n)s statements decided at once.", count)
    messages.success(request, sentence % {"n": count})
    return done


def judge_blind(request: HttpRequest, quote: Quote, name: str, why: str) -> Revision | None:
    """Keep a second look: an answer beside the first one, which changes nothing of the statement."""
    if name == "reject":
        return curation.judge_again(quote, request.user, Judgement.Answer.NO_STATEMENT, None, why)
    if name == "approve":
        speaker = curation.as_read(quote).speaker
    elif name in {"speaker", "other", "add"}:
        speaker = speaker_meant(request, name)
    else:
        raise curation.Refused(_("A second look says who spoke, or that it is no statement."))
    answer = Judgement.Answer.SPEAKER if speaker is not None else Judgement.Answer.NOBODY
    return curation.judge_again(quote, request.user, answer, speaker, why)


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
        said_on = parse_day(day) if day else None
    except NotAllowed as fault:
        raise curation.Refused(say_fault(fault)) from None
    numbers = [pk for pk in post.getlist("events") if pk.isdecimal() and len(pk) < 16]
    events = Event.objects.public().filter(pk__in=numbers)
    texts = {name: clean(post.get(name, ""))[:300] for name in ("addressee", "venue", "role")}
    return curation.judge(
        quote, request.user, why, version, events, kind=kind, relayed_by=outlet, said_on=said_on, **texts
    )
