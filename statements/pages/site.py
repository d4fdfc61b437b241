"""What pages ask of the site that they stand on."""

from django.http import HttpRequest, HttpResponse


def base_of(request: HttpRequest) -> str:
    """Return the address of the site, without a slash at its end."""
    return request.build_absolute_uri("/").rstrip("/")


def never_cached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
