"""The one door for what is typed or told: texts, days and lists of names, checked before anything keeps them.

Forms, tables, the JSON beside a file and options of commands ask here, whatever way a value came. Standard library
alone, since sources are taken apart without Django. A fault is a sentence and its values, apart from each other, so
that `say_fault` can say it in another language.
"""

import re
import unicodedata
from datetime import date

FIRST_DAY, LAST_DAY = (
    date(1000, 1, 1),
    date(2999, 12, 31),
)  # far enough from the ends of the calendar to reckon on
MOST_NAMES, LONGEST_NAME = 200, 300
SHOWN = 60  # characters of what was refused
# Joiners within words of Persian, Hindi and others are text; marks that turn the direction of what follows are not.
JOINERS = "\u200c\u200d"
LINES = "\n\t"
gettext_noop = str  # so that catalogues of sentences have these


class NotAllowed(ValueError):
    """What was typed or told cannot be kept; the message says why."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values)
        self.sentence, self.values = sentence, values


def say_fault(fault: NotAllowed) -> str:
    """Return a fault in the reader's language. For rooms that know Django."""
    from django.utils.translation import gettext

    return gettext(fault.sentence) % fault.values


def check_text(value: object, longest: int | None = None) -> str:
    """Return a text of one or more lines. Raise NotAllowed for what is too long or holds what is no text."""
    if not isinstance(value, str):
        raise NotAllowed(gettext_noop("“%(value)s” is no text."), value=as_shown(value))
    if any(is_no_text(c) for c in value):
        raise NotAllowed(
            gettext_noop("“%(value)s” holds characters that are no text."), value=as_shown(value)
        )
    if longest is not None and len(value) > longest:
        raise NotAllowed(
            gettext_noop("“%(value)s” is longer than %(longest)s characters."),
            value=as_shown(value),
            longest=longest,
        )
    return value


def is_no_text(character: str) -> bool:
    """Is it a control character, half a character, or one that turns the direction of what stands behind it?"""
    if character in LINES or character in JOINERS or character == "\r":
        return False
    return unicodedata.category(character) in ("Cc", "Cs") or unicodedata.bidirectional(character) in BIDI


BIDI = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def check_day(day: date) -> date:
    """Return a day. Raise NotAllowed for one that nobody can mean, and that cannot be reckoned with."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NotAllowed(
            gettext_noop("“%(day)s” is no day of this archive: it takes those from %(first)s to %(last)s."),
            day=day.isoformat(),
            first=FIRST_DAY.isoformat(),
            last=LAST_DAY.isoformat(),
        )
    return day


def parse_day(value: str) -> date:
    """Return the day of "2018-05-24". Raise NotAllowed for anything else."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            return check_day(date.fromisoformat(value))
        except NotAllowed:
            raise
        except ValueError:
            pass
    raise NotAllowed(gettext_noop("“%(day)s” is no day. Write 2018-05-24."), day=as_shown(value))


def check_name_list(value: object) -> list[str]:
    """Return a list of names. Raise NotAllowed for what is none."""
    if not isinstance(value, list) or len(value) > MOST_NAMES:
        raise NotAllowed(
            gettext_noop('“%(value)s” is no list of names. Write ["Kestran", "Vell"], %(most)s at most.'),
            value=as_shown(value),
            most=MOST_NAMES,
        )
    return [check_text(name, LONGEST_NAME) for name in value]


def names_held(value: object) -> list[str]:
    """Return the names in what an older version kept, whatever it is."""
    found = value if isinstance(value, list) else [value]
    return [one.encode("utf-8", "replace").decode() for one in found if isinstance(one, str)]


def as_shown(value: object) -> str:
    """Return what was refused, as far as a sentence can show it."""
    text = "".join("�" if is_no_text(c) or c in "\r\n\t" else c for c in str(value)[: SHOWN + 1])
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
