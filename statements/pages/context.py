"""What every page knows: whether the archive shows an invented sample, in which languages it can be read, and which
record says the same as JSON."""

from django.conf import settings
from django.http import HttpRequest

from statements.api.alternates import record_address
from statements.counts import statistics_of


def archive(request: HttpRequest) -> dict[str, object]:
    """Return `sample` ("all", "some" or "" as invented articles are all, some or none), `languages`, and `record`,
    the address of the page's JSON."""
    return {
        "sample": statistics_of(request).sample,
        "languages": settings.LANGUAGES,
        "record": record_address(request),
    }
