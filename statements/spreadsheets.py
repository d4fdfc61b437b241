"""Statements as CSV for a spreadsheet, and a corrected CSV back: with a preview, line by line, as one act.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, and read
back without.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.dateparse import parse_date

from .curation import Refused, looks_of
from .extraction.folding import fold
from .ingest import find_slice
from .models import Quote, Speaker, State
from .paging import clean

COLUMNS = (
    "number", "speaker", "kind", "words", "role", "addressee", "venue", "said_on", "state", "date", "outlet",
    "headline", "confidence", "rule", "address",
)  # fmt: skip
CHANGEABLE = ("speaker", "kind", "words", "role", "addressee", "venue", "said_on", "state")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LARGEST = 4 * 1024 * 1024  # bytes of a file that comes back
MOST_LINES = 5000
NO_SPEAKER = "not settled"
STATES = {"machine-read": State.EXTRACTED, "reviewed": State.CURATED, "withdrawn": State.REJECTED}


def safe(value: Any) -> str:
    """Return a cell that no spreadsheet carries out."""
    text = str(value or "")
    return f"'{text}" if text.startswith(FORMULA) or text.startswith("'") else text


def unsafe(value: str) -> str:
    return value[1:] if value.startswith("'") else value


def row_of(quote: Quote, base: str) -> dict[str, str]:
    return {
        "number": quote.uid,
        "speaker": quote.speaker.name if quote.speaker else NO_SPEAKER,
        "kind": quote.kind,
        "words": quote.text,
        "role": quote.role,
        "addressee": quote.addressee,
        "venue": quote.venue,
        "said_on": quote.said_on.isoformat() if quote.said_on else "",
        "state": str(State(quote.state).label),
        "date": quote.date.isoformat() if quote.date else "",
        "outlet": quote.article.outlet.name if quote.article.outlet else "",
        "headline": quote.article.headline,
        "confidence": f"{quote.confidence:.2f}",
        "rule": quote.rule,
        "address": base + quote.get_absolute_url(),
    }


class Line:
    """What csv.writer writes to: it gives each line back."""

    def write(self, text: str) -> str:
        return text


def written(quotes: Iterable[Quote], base: str) -> Iterator[str]:
    """Yield the lines of a CSV file, one statement each."""
    writer = csv.writer(Line())
    yield "\ufeff"  # so that a spreadsheet reads it as UTF-8
    yield writer.writerow(COLUMNS)
    for quote in quotes:
        row = row_of(quote, base)
        yield writer.writerow([safe(row[name]) for name in COLUMNS])


@dataclass(slots=True)
class Correction:
    """What a line of a file would change of a statement: {column: (before, after)}."""

    line: int
    uid: str
    pk: int
    look: int
    changes: dict[str, tuple[str, str]]


@dataclass(slots=True)
class Reading:
    """A file that came back: what it changes, what is wrong with it, and how many lines say nothing new."""

    corrections: list[Correction] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)
    unchanged: int = 0


def read(data: bytes) -> Reading:
    """Read a corrected file; whatever is wrong with a line is told with its number, and the rest goes on."""
    result = Reading()
    if len(data) > LARGEST:
        result.errors.append((0, f"The file is larger than {LARGEST // 1024 // 1024} MB. Send it in parts."))
        return result
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        result.errors.append((0, "The file is not UTF-8. Save it as “CSV UTF-8”."))
        return result
    try:
        lines = list(
            csv.DictReader(
                io.StringIO(text, newline=""), restkey="", restval="", delimiter=delimiter_of(text)
            )
        )
    except csv.Error as error:
        result.errors.append((0, f"The file is no CSV: {error}."))
        return result
    if not lines or "number" not in lines[0]:
        result.errors.append((1, "The first line has to name the columns, “number” among them."))
        return result
    if len(lines) > MOST_LINES:
        result.errors.append((0, f"The file has more than {MOST_LINES} lines. Send it in parts."))
        return result
    numbers = {clean(line.get("number") or "") for line in lines}
    quotes = {
        quote.uid: quote
        for quote in Quote.objects.filter(uid__in=[n for n in numbers if len(n) == 8]).select_related("speaker", "article", "article__outlet")
    }  # fmt: skip
    looks = looks_of([quote.pk for quote in quotes.values()])
    seen: set[str] = set()
    for number, line in enumerate(lines, start=2):
        uid = clean(line.get("number") or "")
        quote = quotes.get(uid)
        if quote is None:
            result.errors.append((number, f"There is no statement “{uid[:20]}”."))
            continue
        if uid in seen:
            result.errors.append((number, f"Statement {uid} stands in the file twice."))
            continue
        seen.add(uid)
        changes, faults = compared(quote, line)
        result.errors += [(number, fault) for fault in faults]
        if changes and not faults:
            result.corrections.append(Correction(number, uid, quote.pk, looks.get(quote.pk, 0), changes))
        elif not faults:
            result.unchanged += 1
    return result


def delimiter_of(text: str) -> str:
    """Return what parts the columns: half of Europe's spreadsheets write semicolons."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def compared(quote: Quote, line: dict[Any, Any]) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """Return what a line changes of a statement, and what is wrong with it."""
    now = row_of(quote, "")
    changes: dict[str, tuple[str, str]] = {}
    faults: list[str] = []
    for name in CHANGEABLE:
        if name not in line or line[name] is None:
            continue
        value = clean(unsafe(str(line[name])))
        if value == now[name].strip():
            continue
        fault = fault_of(quote, name, value)
        if fault:
            faults.append(fault)
        else:
            changes[name] = (now[name], value)
    return changes, faults


def fault_of(quote: Quote, name: str, value: str) -> str:
    if name == "speaker" and value not in {"", NO_SPEAKER}:
        count = len(speakers_called(value))
        if count != 1:
            return f"{'Nobody' if not count else 'More than one'} is called “{value[:80]}” here."
    if name == "kind" and value not in Quote.Kind.values:
        return f"“{value[:20]}” is no kind: {', '.join(Quote.Kind.values)}."
    if name == "state" and value not in STATES:
        return f"“{value[:20]}” is no state: {', '.join(STATES)}."
    if name == "words" and find_slice(quote.article.text, value, quote.start) is None:
        return "These words do not stand in the source."
    if name == "said_on" and value:
        try:
            if parse_date(value) is None:
                raise ValueError
        except ValueError:
            return f"“{value[:20]}” is no day. Write 2018-05-24."
    if name in {"role", "addressee", "venue"} and len(value) > 300:
        return f"The {name} is longer than 300 characters."
    return ""


def speakers_called(name: str) -> list[Speaker]:
    found = Speaker.objects.filter(aliases__key=fold(name)[:300], merged_into=None).exclude(
        state=State.REJECTED
    )
    exact = [speaker for speaker in found.distinct()[:5] if speaker.name == name]
    return exact or list(found.distinct()[:2])


def the_speaker(name: str) -> Speaker:
    """Return the one speaker of a name. Raise Refused if there is none, or more, by now."""
    found = speakers_called(name)
    if len(found) != 1:
        raise Refused(f"“{name[:80]}” is not one speaker any more.")
    return found[0]


def values_of(quote: Quote, changes: dict[str, Any]) -> dict[str, Any]:
    """Return the changes of a line as values of the row."""
    values: dict[str, Any] = {}
    for name, (_, value) in changes.items():
        if name == "speaker":
            values["speaker"] = None if value in {"", NO_SPEAKER} else the_speaker(value)
        elif name == "words":
            values["segments"] = [[*(find_slice(quote.article.text, value, quote.start) or (0, 0))]]
        elif name == "said_on":
            values["said_on"] = parse_date(value) if value else None
        elif name == "state":
            values["state"] = STATES[value]
        else:
            values[name] = value
    return values
