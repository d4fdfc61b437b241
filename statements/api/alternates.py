"""Which record says as JSON what a page shows: what a page links to as its alternate."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

# By the name of a page's address: the record of one row, and which part of the page's address names it.
OF_ROWS = {
    "quote-detail": ("statement", "uid"),
    "utterance-detail": ("utterance", "uid"),
    "article-detail": ("article", "pk"),
    "article-changes": ("article", "pk"),
    "speaker-detail": ("speaker", "slug"),
    "event-detail": ("event", "slug"),
    "source-detail": ("source", "slug"),
}
OF_LISTS = {
    "home": "statements",
    "speaker-list": "speakers",
    "event-list": "events",
    "source-list": "sources",
    "dates": "dates",
    "corrections": "corrections",
    "data": "contents",
    "api-documentation": "openapi",
}
OF_DAYS = {
    "dates-year": "{year:04d}",
    "dates-month": "{year:04d}-{month:02d}",
    "dates-day": "{year:04d}-{month:02d}-{day:02d}",
}
OF_PAGES_ALONE = {"page", "each", "show", "at"}  # what of a page's address its records do not know


def record_address(request: HttpRequest) -> str:
    """Return the address of the JSON that a page links to; "" for one that has none."""
    match = request.resolver_match
    name = match.url_name if match is not None and not match.namespaces else None
    if match is None or name is None:
        return ""
    if name in OF_ROWS:
        record, part = OF_ROWS[name]
        return reverse(f"api:{record}", args=[match.kwargs[part]])
    if name in OF_LISTS:
        return reverse(f"api:{OF_LISTS[name]}")
    if name in OF_DAYS:
        day = OF_DAYS[name].format(**match.kwargs)
        return f"{reverse('api:statements')}?{urlencode({'from': day, 'to': day})}"
    if name == "search":
        model = "articles" if request.GET.get("show") == "articles" else "statements"
        asked = [
            (key, v) for key, values in request.GET.lists() if key not in OF_PAGES_ALONE for v in values if v
        ]
        return f"{reverse(f'api:{model}')}{'?' if asked else ''}{urlencode(asked)}"
    if name == "verify" and request.GET.get("q"):
        return f"{reverse('api:verify')}?{urlencode({'q': request.GET['q']})}"
    return ""
