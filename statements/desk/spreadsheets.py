"""A corrected list read back from a spreadsheet: what each line changes, and what is wrong with it."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from statements.curation import Correction, changes_of_line, row_versions
from statements.models import Quote
from statements.pages.paging import clean
from statements.publishing.exports.comma_separated import cell_as_meant
from statements.publishing.exports.statements import statement_cells

LARGEST = 4 * 1024 * 1024  # bytes of a file that comes back
MOST_LINES = 5000


@dataclass(slots=True)
class CorrectedList:
    """A file that came back: what it changes, what is wrong with it, and how many lines say nothing new."""

    corrections: list[Correction] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)
    unchanged: int = 0


def read_corrected(data: bytes) -> CorrectedList:
    """Read a corrected file; whatever is wrong with a line is told with its number, and the rest goes on."""
    result = CorrectedList()
    if len(data) > LARGEST:
        result.errors.append(
            (
                0,
                _("The file is larger than %(value)s MB. Send it in parts.")
                % {"value": LARGEST // 1024 // 1024},
            )
        )
        return result
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        result.errors.append((0, _("The file is not UTF-8. Save it as “CSV UTF-8”.")))
        return result
    try:
        lines = list(
            csv.DictReader(
                io.StringIO(text, newline=""), restkey="", restval="", delimiter=delimiter_of(text)
            )
        )
    except csv.Error as error:
        result.errors.append((0, _("The file is no CSV: %(error)s.") % {"error": error}))
        return result
    if not lines or "number" not in lines[0]:
        result.errors.append((1, _("The first line has to name the columns, “number” among them.")))
        return result
    if len(lines) > MOST_LINES:
        result.errors.append(
            (
                0,
                _("The file has more than %(most_lines)s lines. Send it in parts.")
                % {"most_lines": MOST_LINES},
            )
        )
        return result
    numbers = {clean(line.get("number") or "") for line in lines}
    rows = Quote.objects.filter(uid__in=[n for n in numbers if len(n) == 8]).select_related(
        "speaker", "probable_speaker"
    )
    quotes = {quote.uid: quote for quote in rows.prefetch_related("article__outlet", "capture")}
    versions = row_versions([quote.pk for quote in quotes.values()])
    seen: set[str] = set()
    for number, line in enumerate(lines, start=2):
        uid = clean(line.get("number") or "")
        quote = quotes.get(uid)
        if quote is None:
            result.errors.append((number, _("There is no statement “%(uid)s”.") % {"uid": uid[:20]}))
            continue
        if uid in seen:
            result.errors.append((number, _("Statement %(uid)s stands in the file twice.") % {"uid": uid}))
            continue
        seen.add(uid)
        changes, faults = changes_of_line(quote, statement_cells(quote, ""), cells_of_line(line))
        result.errors += [(number, fault) for fault in faults]
        if changes and not faults:
            result.corrections.append(Correction(number, uid, quote.pk, versions.get(quote.pk, 0), changes))
        elif not faults:
            result.unchanged += 1
    return result


def delimiter_of(text: str) -> str:
    """Return what parts the columns: half of Europe's spreadsheets write semicolons."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def cells_of_line(line: Mapping[str | None, str | None]) -> dict[str, str]:
    """Return the cells of a line as they were meant, by column; what stands beyond the columns is left out."""
    return {name: clean(cell_as_meant(value)) for name, value in line.items() if name and value is not None}
