"""Why two rows may be one: kept in plain English with the question, shown in the reader's language."""

from statements.extraction.rules import gettext_noop
from statements.history.own_words import BETWEEN, each_as_kept

SAME_NAME = gettext_noop("the same name")
OTHER_SPELLING = gettext_noop("the names differ by their spelling")
OTHER_ORDER = gettext_noop("the names in another order")
SHORT_FORM = gettext_noop("one name is a short form of the other")
ONE_SUFFIX = gettext_noop("one of the names has a suffix")
SURNAME_ALONE = gettext_noop("one of them has the surname alone")
FITS_BEST = gettext_noop("of those who bear it, this one fits best")
NO_OTHER = gettext_noop("nobody else of that name is known")
FAMOUS = gettext_noop("named far more often than others of that name")
OFFICE_THEN = gettext_noop("%(what)s at that time")
OFFICE_IN_COMMON = gettext_noop("an office in common")
ROLE_IN_COMMON = gettext_noop("a role in common")
SAME_COUNTRY = gettext_noop("the same country (%(what)s)")
THEIR_COUNTRY = gettext_noop("reported from their country (%(what)s)")
SAME_HOUSE = gettext_noop("the same house (%(what)s)")
ADDRESSED_ALIKE = gettext_noop("addressed alike")
HEARD_THEN = gettext_noop("heard within 3 years")
WITHIN_DAYS = gettext_noop("within %(what)s days")
SAME_PLACE = gettext_noop("the same place")
PARTY_IN_COMMON = gettext_noop("a party in common")
SAME_KIND = gettext_noop("the same kind")

ALL = (
    SAME_NAME, OTHER_SPELLING, OTHER_ORDER, SHORT_FORM, ONE_SUFFIX, SURNAME_ALONE, FITS_BEST, NO_OTHER, FAMOUS,
    OFFICE_IN_COMMON, ROLE_IN_COMMON, ADDRESSED_ALIKE, HEARD_THEN, SAME_PLACE, PARTY_IN_COMMON, SAME_KIND,
    SAME_COUNTRY, THEIR_COUNTRY, SAME_HOUSE, WITHIN_DAYS, OFFICE_THEN,
)  # fmt: skip


def of(reason: str, what: object) -> str:
    """Return a reason with what it is about, as it is kept."""
    return reason % {"what": what}


def put_together(reasons: list[str]) -> str:
    return BETWEEN.join(reasons)


def reasons_shown(kept: str) -> str:
    """Return the reasons of a row in the reader's language; what is none of ours stands as it is."""
    return each_as_kept(kept, ALL)
