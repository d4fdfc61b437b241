"""The fields of a document, and what the filters of the query language ask of them: the same on every engine.

A document is a dictionary: `model` and `row` say whose it is, and everything else is left out where it
is empty. Which texts and values a row has is decided in `search.documents`.
"""

import zlib
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from statements.extraction.languages import country_words

Key = tuple[str, int]  # `model` and `row` of a document: ("statements.quote", 7)
Document = Mapping[str, Any]

TEXT = "text"  # searched by word, in any form and exactly
CONTEXT = "context"  # what is told around a statement, found in any form: headline, events, places
NAME_FIELDS = ("names", "about", "place", "outlets", "agencies", CONTEXT)  # texts of names, for filters
VALUE_FIELDS = (
    "model",
    "speaker",
    "source",
    "agency",
    "country",
    "kind",
    "event",
    "dated",
    "part",
)  # whole values
# A date is 20180524, 20180500 for a month, 20180000 for a year. An utterance is there where it has several printings.
NUMBER_FIELDS = ("row", "article", "utterance", "date")
NAMES_OF = {  # the field of names in which a filter looks for words
    "speaker": "names",
    "source": "outlets",
    "agency": "agencies",
    "event": "about",
    "place": "place",
}


def checksum(document: Document) -> int:
    """Return a number that tells whether a document in the index is still what the database says."""
    return zlib.crc32(repr(sorted((k, v) for k, v in document.items() if k != "sum")).encode())


def lowest_date(first: date) -> int:
    """Return the number of a first day; the month or year that it begins is held as day or month 0."""
    day = 0 if first.day == 1 else first.day
    month = 0 if day == 0 and first.month == 1 else first.month
    return first.year * 10000 + month * 100 + day


def highest_date(last: date) -> int:
    """Return the number of a last day; every month ends on its 31st here."""
    day = 31 if last.day == monthrange(last.year, last.month)[1] else last.day
    return last.year * 10000 + last.month * 100 + day


@lru_cache(maxsize=256)
def country_code(value: str) -> str:
    """Return the code of a country by its name, or what was written, as a code."""
    found = country_words().get(value.lower())
    return str(found.code) if found else value.upper()
