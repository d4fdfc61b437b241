"""A draft is checked against the archive. It comes by POST, is answered, and is kept nowhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from statements.checking.draft_files import BeingRead, text_of_file
from statements.checking.drafts import LONGEST_ASKED, LONGEST_DRAFT, TooLong
from statements.checking.results import CheckedQuotation, Verification
from statements.checking.sentences import sentence_of_day, sentence_of_speaker, sentence_of_words
from statements.checking.verify import verify_draft
from statements.publishing.exports.base import Cells, RowType
from statements.publishing.exports.comma_separated import CommaSeparated
from statements.search.find import Unavailable
from statements.sources.base import MEGABYTE, Unreadable

from .away import search_away
from .draft_upload import DraftUpload, NotRead
from .paging import clean
from .site import base_of, never_cached


@dataclass(frozen=True, slots=True)
class DraftRun:
    """A stretch of the draft: its own words, or a piece of a quotation, whose first piece has its number."""

    text: str
    checked: CheckedQuotation | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A line of the draft in stretches, and the quotations that begin in it."""

    runs: list[DraftRun]
    begins: list[CheckedQuotation]


@dataclass(frozen=True, slots=True)
class Answered:
    """A quotation with its three answers in sentences."""

    checked: CheckedQuotation
    words: str
    speaker: str
    day: str


@csrf_exempt  # only until its upload is bounded: what reads the form is protected
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form; the answers for a draft that is sent, as words or as a file, or for the one sentence of an address."""
    request.upload_handlers = [DraftUpload(request)]
    return answer_draft(request)


@csrf_protect
@sensitive_post_parameters("draft")
def answer_draft(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    context: dict[str, Any] = {
        "most": LONGEST_DRAFT,
        "most_megabytes": settings.ONRECORD_MAX_SOURCE_BYTES // MEGABYTE,
        "sent": sent,
    }
    try:
        text = sent_text(request) if sent else request.GET.get("q", "")
    except NotRead as fault:
        context |= {"draft": request.POST.get("draft", ""), "file_fault": fault.sentence}
        return never_cached(render(request, "statements/verify.html", context, status=fault.status))
    text = text.replace("\r\n", "\n").replace("\x00", "")
    context["draft"] = text
    if not text.strip():
        if sent:
            context["fault"] = _("Paste a draft or a sentence first, or choose a file.")
        return never_cached(render(request, "statements/verify.html", context, status=400 if sent else 200))
    if not sent and len(text) > LONGEST_ASKED:
        context["fault"] = _("So long a text has no address. Send it with the button.")
        return never_cached(render(request, "statements/verify.html", context, status=400))
    try:
        verification = verify_draft(text)
    except TooLong:
        context["draft"] = ""
        context["fault"] = _(
            "The draft has %(size)s characters, and %(most)s are checked at once. Check it in parts."
        ) % {"size": f"{len(text):,}", "most": f"{LONGEST_DRAFT:,}"}
        return never_cached(render(request, "statements/verify.html", context, status=413))
    except Unavailable as error:
        return search_away(
            request,
            error,
            "a draft could not be checked",
            _("Nothing can be checked just now"),
            _("%(why)s Send the draft again then."),
        )
    form = request.POST.get("as", "") if sent else request.GET.get("as", "")
    if form in DOWNLOADS:
        return never_cached(DOWNLOADS[form](request, verification))
    context |= {
        "verification": verification,
        "paragraphs": paragraphs_of_draft(verification),
        "answers": [answered(one) for one in verification.quotations],
        "address": not sent,
        "has_address": sent and len(text.strip()) <= LONGEST_ASKED and len(verification.quotations) == 1,
    }
    return never_cached(render(request, "statements/verify.html", context))


def sent_text(request: HttpRequest) -> str:
    """Return the words that were sent: those of the file, if there is one. Raise NotRead."""
    words = request.POST.get("draft", "")  # which reads what was sent
    if refused := getattr(request, "upload_refused", ""):
        raise NotRead(refused, 413)
    file = request.FILES.get("file")
    if file is None:
        return words
    name = clean(file.name or "")[-80:] or _("the file")
    if words.strip():
        raise NotRead(_("Send either words or a file, so that it is clear what is checked."))
    try:
        return text_of_file(name, file.read())
    except Unreadable as error:
        raise NotRead(_("“%(name)s” could not be read: %(why)s.") % {"name": name, "why": error}) from None
    except BeingRead:
        raise NotRead(
            _("Another file is being read just now. Send this one again in a moment."), 503
        ) from None


def answered(checked: CheckedQuotation) -> Answered:
    return Answered(
        checked, sentence_of_words(checked), sentence_of_speaker(checked), sentence_of_day(checked)
    )


def paragraphs_of_draft(verification: Verification) -> list[DraftParagraph]:
    """Return the draft line by line, each quotation marked in place."""
    text, quotations = verification.text, verification.quotations
    pieces = sorted(pieces_in(quotations), key=lambda piece: piece[:2])
    paragraphs: list[DraftParagraph] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if line.strip():
            inside = [piece for piece in pieces if piece[0] < end and position < piece[1]]
            paragraphs.append(
                DraftParagraph(
                    list(runs_of_line(text, position, end, inside)),
                    [one for start, _end, first, one in inside if first and position <= start],
                )
            )
        position = end + 1
    return paragraphs


DraftPiece = tuple[int, int, bool, CheckedQuotation]


def pieces_in(quotations: Sequence[CheckedQuotation]) -> Iterator[DraftPiece]:
    for one in quotations:
        for n, (start, end) in enumerate(one.quotation.segments):
            yield start, end, n == 0, one


def runs_of_line(text: str, start: int, end: int, pieces: Sequence[DraftPiece]) -> Iterator[DraftRun]:
    position = start
    for first, last, begins, one in pieces:
        first, last = max(first, position), min(last, end)
        if first >= last:
            continue
        if first > position:
            yield DraftRun(text[position:first])
        yield DraftRun(text[first:last], one, begins)
        position = last
    if position < end:
        yield DraftRun(text[position:end])


# What is taken away


def cells_of_check(checked: CheckedQuotation, base: str) -> Cells:
    claim, nearest = checked.quotation, checked.nearest
    quote = nearest.quote if nearest else None
    outlet = quote.article.outlet if quote else None
    return {
        "number": str(checked.number),
        "answer": checked.headline.value,
        "words": checked.wording.value,
        "speaker": checked.speaker.value,
        "day": checked.day.value,
        "draft_words": claim.text,
        "draft_speaker": claim.speaker or claim.mention,
        "draft_days": " to ".join(dict.fromkeys(day.isoformat() for day in claim.days)) if claim.days else "",
        "held_words": nearest.source_words if nearest else "",
        "held_speaker": quote.speaker.name if quote and quote.speaker else "",
        "held_date": quote.date.isoformat() if quote and quote.date else "",
        "outlet": outlet.name if outlet else "",
        "state": quote.status if quote else "",
        "statement": f"{base}{quote.get_absolute_url()}" if quote else "",
    }


CHECKED_ROWS = RowType(
    name="checked quotations",
    columns=(
        *("number", "answer", "words", "speaker", "day", "draft_words", "draft_speaker", "draft_days"),
        *("held_words", "held_speaker", "held_date", "outlet", "state", "statement"),
    ),
    cells=cells_of_check,
)


def as_table(request: HttpRequest, verification: Verification) -> HttpResponse:
    writer = CommaSeparated()
    rows = CHECKED_ROWS.of(verification.quotations, base_of(request))
    response = HttpResponse(
        b"".join(writer.write(CHECKED_ROWS.columns, rows)), content_type=writer.content_type
    )
    response["Content-Disposition"] = 'attachment; filename="checked-quotations.csv"'
    return response


def as_record(request: HttpRequest, verification: Verification) -> HttpResponse:
    response = JsonResponse(
        verification.as_dict(base_of(request)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = 'attachment; filename="checked-quotations.json"'
    return response


DOWNLOADS = {"csv": as_table, "json": as_record}
