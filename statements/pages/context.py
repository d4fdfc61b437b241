"""What every page knows: whether the archive shows an invented sample."""

from django.http import HttpRequest

from statements.counts import statistics_of


def archive(request: HttpRequest) -> dict[str, object]:
    """Return `sample`: "all", "some" or "" as invented articles are all, some or none of the archive."""
    return {"sample": statistics_of(request).sample}
