"""Reconciliation: a service that OpenRefine and its like ask which speaker or event a name in a table means.

https://reconciliation-api.github.io/specs/0.2/. Every answer is JSON and may be read by any site.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from archive import VERSION
from statements.publishing.reconciling import (
    PROPERTIES,
    TYPES,
    Match,
    candidates,
    described_row,
    id_of,
    rows_by_id,
    types_of,
    values_of,
)

from .conditional import page
from .framed import may_be_framed
from .paging import clean
from .site import base_of

MOST_QUERIES = 50  # of one batch
MOST_IDS = 200  # of which properties are asked for at once
MOST_PROPERTIES = 20
MOST_CANDIDATES, USUAL_CANDIDATES = 20, 5
LONGEST_NAME = 300
LONGEST_BATCH = 200_000  # characters


class NotAsAgreed(Exception):
    """A request is not as the protocol has it; says what of it, in a sentence."""


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the scripts of any site ask, and answer what is wrong with a request as JSON."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "POST", "OPTIONS"):
            response: HttpResponse = told_wrong(_("This address takes GET and POST."), 405)
            response["Allow"] = "GET, HEAD, POST, OPTIONS"
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, POST"
            response["Access-Control-Allow-Headers"] = "Content-Type"
            response["Access-Control-Max-Age"] = "86400"
        else:
            try:
                response = view(request, *args, **kwargs)
            except NotAsAgreed as fault:
                response = told_wrong(str(fault), 400)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Cache-Control"] = "no-cache"
        return response

    return answer


def told_wrong(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"status": "error", "message": sentence}, status=status)


def told_json(content: Mapping[str, Any]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


@open_to_all
def reconcile(request: HttpRequest) -> HttpResponse:
    """The service itself: what it can do; or, with `queries`, candidates; or, with `extend`, what is known of ids."""
    given = request.POST if request.method == "POST" else request.GET
    if "queries" in given:
        return told_json(answers(parsed(given["queries"], "queries")))
    if "extend" in given:
        return told_json(extension(parsed(given["extend"], "extend")))
    return told_json(service_manifest(request))


def service_manifest(request: HttpRequest) -> dict[str, Any]:
    base = base_of(request)
    here = base + reverse("reconcile")

    def part(name: str) -> dict[str, str]:
        return {"service_url": base, "service_path": reverse(f"reconcile-{name}")}

    return {
        "versions": ["0.2"],
        "name": _("On Record: speakers and events"),
        "identifierSpace": f"{here}view?id=",
        "schemaSpace": f"{base}{reverse('data')}#reconciliation",
        "documentation": f"{base}{reverse('data')}#reconciliation",
        "serviceVersion": VERSION,
        "defaultTypes": [{"id": kind, "name": name} for kind, name in TYPES.items()],
        "view": {"url": f"{here}view?id={{{{id}}}}"},
        "preview": {"url": f"{here}preview?id={{{{id}}}}", "width": 400, "height": 220},
        "suggest": {
            "entity": part("suggest-entity"),
            "property": part("suggest-property"),
            "type": part("suggest-type"),
        },
        "extend": {"propose_properties": part("properties"), "property_settings": []},
    }


def parsed(text: str, name: str) -> dict[str, Any]:
    """Return an object of JSON. Raises NotAsAgreed."""
    try:
        if len(text) > LONGEST_BATCH:
            raise NotAsAgreed(
                _("That is too much at once: “%(name)s” has at most %(most)s characters.")
                % {"name": name, "most": f"{LONGEST_BATCH:,}"}
            )
        found = json.loads(text)
        if not isinstance(found, dict):
            raise ValueError
    except (ValueError, RecursionError):
        raise NotAsAgreed(_("“%(name)s” has to be an object of JSON.") % {"name": name}) from None
    return found


# Queries


def answers(batch: Mapping[str, Any]) -> dict[str, Any]:
    """Return candidates for each query of a batch. Raises NotAsAgreed."""
    if len(batch) > MOST_QUERIES:
        raise NotAsAgreed(
            _("A batch has at most %(most)s queries, and this has %(n)s.")
            % {"most": MOST_QUERIES, "n": len(batch)}
        )
    return {key: {"result": [told_candidate(one) for one in answer(query)]} for key, query in batch.items()}


def answer(query: Any) -> list[Match]:
    if not isinstance(query, dict):
        raise NotAsAgreed(_("Each query has to be an object of JSON."))
    name = query.get("query", "")
    types = listed_texts(query.get("type"))
    limit = query.get("limit", USUAL_CANDIDATES)
    told = query.get("properties", [])
    if not isinstance(name, str) or not isinstance(limit, int | float) or not isinstance(told, list):
        raise NotAsAgreed(_("“query” is a text, “limit” a number, and “properties” a list."))
    claims = [
        (str(one.get("pid", "")), listed_texts(one.get("v")))
        for one in told[:MOST_PROPERTIES]
        if isinstance(one, dict)
    ]
    most = max(1, min(MOST_CANDIDATES, int(limit))) if limit == limit and abs(limit) < 1e9 else 1
    return candidates(clean(name)[:LONGEST_NAME], types, claims, most)


def listed_texts(value: Any) -> list[str]:
    """Return one value or a list of them as texts; one that was matched before is an object with a name."""
    values = value if isinstance(value, list) else [value]
    texts = [one.get("name", one.get("id", "")) if isinstance(one, dict) else one for one in values]
    return [clean(str(one))[:LONGEST_NAME] for one in texts if one is not None][:MOST_PROPERTIES]


def told_candidate(one: Match) -> dict[str, Any]:
    return {
        "id": id_of(one.row),
        "name": one.name,
        "description": described_row(one.row),
        "score": one.score,
        "match": one.match,
        "type": types_of(one.row),
    }


# What is known of ids


def extension(asked: Mapping[str, Any]) -> dict[str, Any]:
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise NotAsAgreed(_("“extend” has a list of “ids” and a list of “properties”."))
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise NotAsAgreed(
            _("At most %(ids)s ids and %(properties)s properties are answered at once.")
            % {"ids": MOST_IDS, "properties": MOST_PROPERTIES}
        )
    wanted = [clean(str(one)) for one in ids]
    names = [str(one.get("id", "")) for one in properties if isinstance(one, dict)]
    rows = rows_by_id(wanted)
    return {
        "meta": [{"id": name, "name": PROPERTIES[name].name} for name in names if name in PROPERTIES],
        "rows": {
            one: {
                name: values_of(rows[one], name) if one in rows else []
                for name in names
                if name in PROPERTIES
            }
            for one in wanted
        },
    }


@open_to_all
def proposed_properties(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("type", "")
    of = "event" if kind == "event" else "speaker" if kind in TYPES else ""
    shown = [{"id": name, "name": one.name} for name, one in PROPERTIES.items() if one.of == of or not kind]
    limit = request.GET.get("limit", "")
    most = int(limit[:6]) if limit.isascii() and limit.isdecimal() else len(shown)
    return told_json({"type": kind, "limit": most, "properties": shown[:most]})


# While somebody types


@open_to_all
def suggest_entity(request: HttpRequest) -> HttpResponse:
    found = candidates(clean(request.GET.get("prefix", ""))[:LONGEST_NAME], [], [], MOST_CANDIDATES)
    return told_json(
        {
            "result": [
                {
                    "id": id_of(one.row),
                    "name": one.name,
                    "description": described_row(one.row),
                    "notable": types_of(one.row),
                }
                for one in found
            ]
        }
    )


@open_to_all
def suggest_property(request: HttpRequest) -> HttpResponse:
    names = [(name, one.name) for name, one in PROPERTIES.items()]
    return told_json({"result": begun(names, request.GET.get("prefix", ""))})


@open_to_all
def suggest_type(request: HttpRequest) -> HttpResponse:
    return told_json({"result": begun(list(TYPES.items()), request.GET.get("prefix", ""))})


def begun(names: Sequence[tuple[str, str]], prefix: str) -> list[dict[str, str]]:
    """Return what has a word that begins so."""
    start = prefix.strip().casefold()
    return [
        {"id": key, "name": name}
        for key, name in names
        if key.startswith(start) or any(word.startswith(start) for word in name.casefold().split())
    ]


# One row


def row_asked_for(request: HttpRequest) -> Any:
    asked = clean(request.GET.get("id", ""))
    rows = rows_by_id([asked])
    if asked not in rows:
        raise Http404(_("Nobody and nothing here has that number."))
    return rows[asked]


@require_safe
def reconcile_view(request: HttpRequest) -> HttpResponseBase:
    return redirect(row_asked_for(request))


@may_be_framed
@page
def reconcile_preview(request: HttpRequest) -> HttpResponse:
    """Who or what an id is, in a small frame of whoever asks."""
    row = row_asked_for(request)
    return render(
        request,
        "statements/reconcile_preview.html",
        {
            "row": row,
            "told": described_row(row),
            "of": row.get_absolute_url(),
            "is_event": "event" in id_of(row),
        },
    )
