"""The addresses under /api/v1/, each behind what every answer goes through."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path, re_path, reverse
from ninja import NinjaAPI

from statements.sequence import last_number

from . import asking, changes, items, lists
from .answering import answering
from .openapi import schema_of
from .problems import nothing_there, problem, problem_of_error
from .records import Records

api = NinjaAPI(
    title="On Record",
    version="1",
    description="A searchable archive of diplomatic statements: who said what, to whom, when, with the evidence. "
    "Everything is read-only. Within v1 a field keeps its meaning: new ones may come, none changes and none goes.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
for part in (lists, items, changes, asking):
    api.add_router("", part.router)


@api.exception_handler(Exception)
def tell_fault(request: HttpRequest, error: Any) -> Any:
    return problem(request, problem_of_error(error))


for kind in list(api._exception_handlers):
    api.add_exception_handler(kind, tell_fault)

LISTS = (
    *("statements", "utterances", "articles", "speakers", "events", "sources", "dates", "corrections"),
    *("changes", "verify", "suggestions", "openapi"),
)
# What of an address differs from the others: how it is asked, what it costs, and what its ETag has to tell.
DIFFERS: dict[str, dict[str, Any]] = {
    "verify": {"methods": ("GET", "POST"), "weight": 10, "kept": False},
    "changes": {"also_shows": last_number, "weight": 2},
}


def contents(request: HttpRequest) -> HttpResponseBase:
    """Where what is."""
    records = Records(request)
    return JsonResponse({"addresses": {name: records.address(name) for name in LISTS}})


def openapi(request: HttpRequest) -> HttpResponseBase:
    """The schema of all of it (OpenAPI 3.1), with the address that it stands at here."""
    server = request.build_absolute_uri(reverse("api:contents")).rstrip("/")
    return JsonResponse(schema_of(api, server), json_dumps_params={"ensure_ascii": False, "indent": 1})


def nothing_here(request: HttpRequest, rest: str) -> HttpResponseBase:
    raise nothing_there()


def behind_answering(pattern: URLPattern) -> URLPattern:
    name = str(pattern.name)
    return URLPattern(pattern.pattern, answering(pattern.callback, **DIFFERS.get(name, {})), name=name)


app_name = "api"
urlpatterns = [
    path("", answering(contents), name="contents"),
    path("openapi.json", answering(openapi), name="openapi"),
    *(behind_answering(one) for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"),
    re_path(r"^(?P<rest>.*)$", answering(nothing_here), name="nowhere"),
]
