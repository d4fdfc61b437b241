"""An editor's acts on one statement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statements.history.log import act
from statements.ingest.statements import stands_at
from statements.models import ActName, Article, Event, Quote, Revision, Speaker, State
from statements.slices import are_slices, fingerprint

from .checks import check_row
from .notes import close_notes
from .refusals import Refused, check_row_version, row_versions
from .reports import ANSWERS, write_answers
from .rows import act_between, keep_new_speaker
from .second_looks import note_judgement

# What makes a statement a corrected one, and not only a reviewed one.
DECIDES = ("speaker_id", "segments", "kind", "addressee", "venue", "said_on", "relayed_by_id")


def save_quote(
    quote: Quote,
    editor: Any,
    why: str = "",
    version: int | None = None,
    events: Iterable[Event] | None = None,
) -> Revision | None:
    """Keep an editor's version of a statement: the row is the editor's from now on.

    Its events are changed with it where they are given. Open reports of readers are answered by it.
    Returns the line of the log, as all acts on a statement do; None where nothing changed.
    """
    with transaction.atomic():
        before = Quote.objects.select_for_update().get(pk=quote.pk)
        check_row_version(quote, version)
        prepare(quote, before)
        check_row(quote, before)
        name = act_between(before.state, quote.state)
        with act(name, editor, about=quote, why=why) as done:
            keep_new_speaker(quote)
            quote.save()
            if events is not None:
                quote.events.set(events)
            do_what_follows(quote, before, name, editor)
    return done.revision


def prepare(quote: Quote, before: Quote) -> None:
    """Make a changed statement ready to be kept. Raise Refused if its words are no slice of the source."""
    text = quote.source_text
    quote.segments = [[int(s), int(e)] for s, e in quote.segments]
    moved = before.segments != quote.segments
    # Words that no stored text holds any more.
    gone = not moved and not before.is_held
    if not gone and not are_slices(quote.segments, text):
        raise Refused(_("These words are no slice of the source."))
    if moved:
        quote.clause_start = quote.clause_end = None
        quote.missing_since = None
    if moved or stands_at(before, text):
        quote.place_words(text)
    if quote.state == State.EXTRACTED and before.state == State.EXTRACTED:
        quote.state = State.CURATED  # chosen on a row of the editor's, "machine-read" hands it back
    if before.speaker_id != quote.speaker_id:
        quote.probable_speaker = None  # it is decided who said it
    if any(getattr(before, name) != getattr(quote, name) for name in DECIDES):
        quote.is_corrected = True
    quote.place_date()


def judge(
    quote: Quote,
    editor: Any,
    why: str = "",
    version: int | None = None,
    events: Iterable[Event] | None = None,
    **values: Any,
) -> Revision | None:
    """Change some values of a statement, or none: either way a person has held it against the source.

    A speaker that the archive does not have yet (`new_speaker`) is added by the same act.
    """
    for name, value in values.items():
        if not hasattr(quote, name):
            raise TypeError(f"a statement has no “{name}”")
        setattr(quote, name, value)
    if values or events is not None or quote.state == State.EXTRACTED:
        return save_quote(quote, editor, why, version, events)
    check_row_version(quote, version)
    return None


def approve(quote: Quote, editor: Any, why: str = "", version: int | None = None) -> Revision | None:
    """Say that a statement is right as it is; one that was withdrawn is put back."""
    return set_state(quote, State.CURATED, editor, why, version)


def withdraw(quote: Quote, editor: Any, why: str = "", version: int | None = None) -> Revision | None:
    """Take a statement out: it was none, or cannot be held to be one. Reading again never brings it back."""
    return set_state(quote, State.REJECTED, editor, why, version)


def set_state(quote: Quote, state: State, editor: Any, why: str, version: int | None) -> Revision | None:
    with transaction.atomic():
        before = Quote.objects.select_for_update().get(pk=quote.pk)
        check_row_version(quote, version)
        name = ActName.WITHDRAW if state == State.REJECTED else ActName.APPROVE
        if before.state == State.REJECTED != state:
            name = ActName.RESTORE
        with act(name, editor, about=quote, why=why) as done:
            quote.state = state
            quote.save(update_fields=["state"])
            do_what_follows(quote, before, name, editor)
    return done.revision


def do_what_follows(quote: Quote, before: Quote, name: ActName, editor: Any) -> None:
    """Do what follows from a decision in the same act: reports are answered, notes closed, a judgement is kept."""
    write_answers(quote, ANSWERS.get(name, ""))
    if quote.state != State.EXTRACTED:
        close_notes(quote)
        note_judgement(quote, before, editor)


Decision = Callable[[Quote, int], Any]


def decide_together(
    name: ActName,
    quotes: Sequence[Quote],
    versions: Mapping[int, int],
    editor: Any,
    why: str,
    decide: Decision,
) -> tuple[Revision | None, int]:
    """Decide several statements of an article alike, as one act of one name, which is taken back as one.

    `versions` are the row versions that the editor saw. The first of the statements is the one that was looked at:
    if somebody was faster there, Overtaken is raised; others that were acted on since are left. Returns the line of
    the log and how many were decided.
    """
    now = row_versions([quote.pk for quote in quotes])
    first, *others = quotes
    fresh = [one for one in others if now.get(one.pk, 0) <= versions.get(one.pk, 0)]
    rest = f" and {len(fresh)} more of the article" if fresh else ""
    with transaction.atomic(), act(name, editor, about=first, why=why, label=f"{first}{rest}") as done:
        for quote in (first, *fresh):
            decide(quote, versions.get(quote.pk, 0))
    return done.revision, 1 + len(fresh)


def add_quote(
    article: Article,
    segments: Sequence[Sequence[int]],
    kind: str,
    speaker: Speaker | None,
    editor: Any,
    why: str = "",
    **values: Any,
) -> Quote:
    """Add a statement that the machine missed: its words are a slice of the source like all others."""
    text = article.text
    if kind not in Quote.Kind.values:
        raise Refused(_("Choose how the words are quoted."))
    if not are_slices(segments, text) or not all(text[s:e].strip() for s, e in segments):
        raise Refused(_("These words are no slice of the source."))
    with transaction.atomic():
        quote = Quote(
            article=article, speaker=speaker, kind=kind, segments=[list(span) for span in segments], rule="editor", confidence=1,
            state=State.CURATED, is_corrected=False, **values,
        )  # fmt: skip
        quote.place_words(text)
        quote.fingerprint = fingerprint(quote.text)
        same = Quote.objects.filter(article=article, fingerprint=quote.fingerprint)
        here = same.filter(start=quote.start).first()
        if here is not None:
            if here.state != State.REJECTED:
                raise Refused(_("These words are statement %(uid)s already.") % {"uid": here.uid})
            raise Refused(
                _("These words are statement %(uid)s, which was withdrawn. Restore it instead.")
                % {"uid": here.uid}
            )
        used = set(same.values_list("occurrence", flat=True))
        quote.occurrence = next(n for n in range(len(used) + 1) if n not in used)
        quote.place_date()
        check_row(quote, None)
        with act(ActName.ADD, editor, about=quote, why=why) as done:
            keep_new_speaker(quote)
            quote.save()
            done.about = quote
    return quote
