"""The row of an outlet under the name that the lists give to its spelling."""

from django.db import connection

from statements.extraction.languages import known_outlets
from statements.identity.proposals import propose_outlet
from statements.identity.speakers import end_of_merges
from statements.models import Outlet, Prepared, unique_slug

outlets_of = Prepared(lambda name: Outlet.objects.filter(name__iexact=name)[:1])


def canonical_name(name: str) -> str:
    """Return the name that the lists give to an outlet's spelling."""
    known = known_outlets().get(name)
    return known.name if known else name


def find_outlet(name: str | None) -> Outlet | None:
    """Return the row that the archive has for an outlet's name, if it has one."""
    if not name:
        return None
    # As Django gives it to a LIKE: signs that stand for others stand for themselves.
    rows = outlets_of(connection.ops.prep_for_iexact_query(canonical_name(name)))
    found: Outlet | None = end_of_merges(rows[0]) if rows else None
    return found


def store_outlet(name: str | None, kind: str | None = None) -> Outlet | None:
    """Return the row of an outlet under the name that the lists give to its spelling."""
    if not name:
        return None
    found = find_outlet(name)
    if found is None:
        known, canonical = known_outlets().get(name), canonical_name(name)
        found = Outlet.objects.create(
            name=canonical[:200],
            slug=unique_slug(Outlet, canonical),
            kind=known.kind if known else kind or Outlet.Kind.OUTLET,
        )
        propose_outlet(found)
    return found
