"""What pages ask of the site that they stand on."""

from django.http import HttpRequest, HttpResponse


def base_of(request: HttpRequest) -> str:
    """Return the address of the site, without a slash at its end; looked at once for a request."""
    found: str | None = getattr(request, "site_base", None)
    if found is None:
        found = request.build_absolute_uri("/").rstrip("/")
        request.site_base = found  # type: ignore[attr-defined]
    return found


def never_cached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
