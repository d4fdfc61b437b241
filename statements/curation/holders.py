"""A table of who held which office, loaded from a CSV file."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from statements.dates import as_date, precision_of
from statements.identity.offices import office_key
from statements.identity.speakers import speakers_called
from statements.models import Precision, Tenure
from statements.typed import FIRST_DAY, NotAllowed, check_day, say_fault

from .refusals import Refused
from .rows import new_speaker, save_row, save_tenure

COLUMNS = ("speaker", "office", "country", "from", "to")
LONGEST = 300


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What became of a table: lines added, lines that stood already, lines refused with the reason."""

    added: int = 0
    known: int = 0
    speakers: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def load_holders(lines: Iterable[str]) -> Loaded:
    """Take each line of a table in, as an act of its own. Somebody whom the archive does not know is added."""
    done = Loaded()
    rows = csv.DictReader(lines)
    missing = [name for name in COLUMNS[:2] if name not in (rows.fieldnames or ())]
    if missing:
        done.refused.append((1, _("the column %(names)s is missing") % {"names": ", ".join(missing)}))
        return done
    for row in rows:
        values = {name: (row.get(name) or "").strip() for name in COLUMNS}
        try:
            with transaction.atomic():
                take_line(values, done)
        except (Refused, DatabaseError) as refused:
            done.refused.append((rows.line_num, str(refused)))
    return done


def take_line(values: dict[str, str], done: Loaded) -> None:
    name, office, country = values["speaker"], values["office"], values["country"].upper()
    if not name or not office_key(office) or len(name) > LONGEST or len(office) > LONGEST:
        raise Refused(_("It needs a speaker and an office."))
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Refused(_("“%(country)s” is no code of two letters.") % {"country": country[:20]})
    start, end = read_bound(values["from"], last=False), read_bound(values["to"], last=True)
    found = [row for row in speakers_called(name) if not (country and row.country and row.country != country)]
    if len(found) > 1:
        raise Refused(_("More than one is called “%(name)s” here.") % {"name": name[:80]})
    if found:
        speaker = found[0]
    else:
        speaker = new_speaker(name)
        speaker.country = country
        save_row(speaker, None, _("from a table of holders of offices"))
        done.speakers += 1
    same = Tenure.objects.filter(
        speaker=speaker, key=office_key(office), country=country, start=start, end=end
    )
    if same.exists():
        done.known += 1
        return
    save_tenure(Tenure(speaker=speaker, office=office, country=country, start=start, end=end), None)
    done.added += 1


def read_bound(value: str, *, last: bool) -> date | None:
    """Return a day, or the first or last of a month or a year; None where it is open."""
    if not value:
        return None
    try:
        day = as_date(value)
        check_day(day or FIRST_DAY)
    except NotAllowed as fault:
        raise Refused(say_fault(fault)) from None
    except (ValueError, KeyError):
        day = None
    if day is None:
        raise Refused(_("“%(day)s” is no day: write 2021-05-18, 2021-05 or 2021.") % {"day": value[:20]})
    precision = precision_of(value)
    if not last or precision == Precision.DAY:
        return day
    if precision == Precision.YEAR:
        return date(day.year, 12, 31)
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
