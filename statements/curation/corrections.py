"""What the lines of a corrected list change, checked when the list comes back and again when it is carried out."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from statements.history.log import act
from statements.identity.speakers import speakers_called
from statements.models import ActName, Article, Quote, Speaker, State
from statements.slices import find_slice
from statements.typed import NotAllowed, check_text, parse_day, say_fault

from .refusals import Overtaken, Refused, check_row_version
from .rows import keep_new_speaker
from .statements import prepare

CHANGEABLE = ("speaker", "kind", "words", "role", "addressee", "venue", "said_on", "state")
NO_SPEAKER = "not settled"
STATES = {"machine-read": State.EXTRACTED, "reviewed": State.CURATED, "withdrawn": State.REJECTED}
LONGEST = 300  # characters of a role, an addressee or a venue


@dataclass(slots=True)
class Correction:
    """What a line of a file would change of a statement: {column: (before, after)}."""

    line: int
    uid: str
    pk: int
    version: int
    changes: dict[str, tuple[str, str]]


def changes_of_line(
    quote: Quote, now: Mapping[str, str], line: Mapping[str, str]
) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """Return what a line changes of a statement whose cells are `now`, and what is wrong with it, in sentences."""
    changes: dict[str, tuple[str, str]] = {}
    faults: list[str] = []
    for name in CHANGEABLE:
        value = line.get(name)
        if value is None or value == now[name].strip():
            continue
        try:
            value_of(quote, name, value)
        except Refused as refused:
            faults.append(str(refused))
        else:
            changes[name] = (now[name], value)
    return changes, faults


def value_of(quote: Quote, name: str, value: str) -> tuple[str, Any]:
    """Return a cell as an attribute of the statement and its value. Raise Refused for one that cannot be."""
    return READERS.get(name, read_text)(quote, name, value)


def value_now(quote: Quote, name: str, value: str) -> tuple[str, Any]:
    """Return the same for a list that was checked before: what was true then may be so no more."""
    try:
        return value_of(quote, name, value)
    except Refused:
        if name != "speaker":
            raise
        raise Refused(_("“%(value)s” is not one speaker any more.") % {"value": value[:80]}) from None


def read_speaker(quote: Quote, name: str, value: str) -> tuple[str, Speaker | None]:
    if value in {"", NO_SPEAKER}:
        return "speaker", None
    found = speakers_called(value)
    if len(found) != 1:
        sentence = (
            _("More than one is called “%(name)s” here.") if found else _("Nobody is called “%(name)s” here.")
        )
        raise Refused(sentence % {"name": value[:80]})
    return "speaker", found[0]


def read_kind(quote: Quote, name: str, value: str) -> tuple[str, str]:
    if value not in Quote.Kind.values:
        raise Refused(
            _("“%(value)s” is no kind: %(names)s.")
            % {"value": value[:20], "names": ", ".join(Quote.Kind.values)}
        )
    return "kind", value


def read_state(quote: Quote, name: str, value: str) -> tuple[str, State]:
    if value not in STATES:
        raise Refused(
            _("“%(value)s” is no state: %(names)s.") % {"value": value[:20], "names": ", ".join(STATES)}
        )
    return "state", STATES[value]


def read_slice(quote: Quote, name: str, value: str) -> tuple[str, list[list[int]]]:
    place = find_slice(quote.source_text, value, quote.start)
    if place is None:
        raise Refused(_("These words do not stand in the source."))
    return "segments", [[*place]]


def read_day(quote: Quote, name: str, value: str) -> tuple[str, Any]:
    try:
        return "said_on", parse_day(value) if value else None
    except NotAllowed as fault:
        raise Refused(say_fault(fault)) from None


def read_text(quote: Quote, name: str, value: str) -> tuple[str, str]:
    try:
        return name, check_text(value, LONGEST)
    except NotAllowed as fault:
        raise Refused(say_fault(fault)) from None


READERS: dict[str, Callable[[Quote, str, str], tuple[str, Any]]] = {
    "speaker": read_speaker,
    "kind": read_kind,
    "state": read_state,
    "words": read_slice,
    "said_on": read_day,
}


def take_corrections(
    lines: Sequence[tuple[int, int, Mapping[str, Sequence[str]]]], editor: Any, why: str = ""
) -> tuple[int, list[str]]:
    """Carry out the lines of a corrected list, (row, row version, changes) each, as one act.

    Return how many were, and a sentence for each that was not: somebody changed it meanwhile.
    """
    done, left = 0, []
    with act(ActName.IMPORT, editor, why=why, label=f"{len(lines)} lines of a list"):
        articles: dict[
            int, Article
        ] = {}  # the last one: lines of one article stand together, and its text is long
        for pk, version, changes in lines:
            quote = Quote.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            if quote is None:
                left.append(_("Statement %(pk)s is not here any more.") % {"pk": pk})
                continue
            if quote.article_id not in articles:
                articles = {quote.article_id: Article.objects.get(pk=quote.article_id)}
            quote.article = articles[quote.article_id]
            before = copy(quote)
            try:
                check_row_version(quote, version)
                for name, (_before, value) in changes.items():
                    setattr(quote, *value_now(quote, name, value))
                prepare(quote, before)
            except Overtaken:
                left.append(
                    _("Statement %(uid)s was changed by somebody else meanwhile, so it was left.")
                    % {"uid": quote.uid}
                )
            except Refused as refused:
                left.append(_("Statement %(uid)s: %(refused)s") % {"uid": quote.uid, "refused": refused})
            else:
                keep_new_speaker(quote)
                quote.save()
                done += 1
    return done, left
