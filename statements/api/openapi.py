"""The schema of the addresses (OpenAPI 3.1), with all that every answer has: problems, headers, methods.

It is kept in the repository as `openapi.json`, so that a change of it is seen: `tests/api/test_schema.py` says how
to write it anew.
"""

from typing import Any

from ninja import NinjaAPI

from .problems import PROBLEM_TYPE
from .shapes import Problem

PROBLEMS = {
    400: "What was asked cannot be read, and why",
    404: "Nothing is there",
    405: "The address is not asked in this way",
    429: "The address has had its share for this minute",
    500: "The fault is the archive’s",
    503: "The archive cannot answer just now",
}
ALSO: dict[str, dict[int, str]] = {
    "/statements/{id}": {410: "It was withdrawn, erased or is no longer found, and when and why"},
    "/articles/{id}": {410: "It was withdrawn or erased, and when and why"},
    "/speakers/{id}": {410: "It was withdrawn or erased, and when and why"},
    "/events/{id}": {410: "It was withdrawn or erased, and when and why"},
    "/sources/{id}": {410: "It was erased, and when"},
    "/changes": {409: "The archive was put back to an earlier state: begin again"},
    "/verify": {413: "The draft is too long"},
}
MERGED = ("/speakers/{id}", "/events/{id}", "/sources/{id}", "/utterances/{id}")
HEADERS: dict[str, tuple[str, str]] = {
    "ETag": ("string", "of the answer: ask again with If-None-Match"),
    "RateLimit": ("string", "what is left of the share of your address"),
    "RateLimit-Policy": ("string", "how large that share is"),
}


def schema_of(api: NinjaAPI, server: str = "/api/v1") -> dict[str, Any]:
    """Return the schema of an API that stands at an address."""
    schema = dict(api.get_openapi_schema(path_prefix=""))
    schema["servers"] = [{"url": server}]
    components = schema["components"]["schemas"]
    components["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components |= components["Problem"].pop("$defs", {})
    components["Problem"]["required"] = ["type", "title", "status", "detail", "instance"]
    for place, operations in schema["paths"].items():
        for operation in operations.values():
            complete(operation, place)
    return schema


def complete(operation: dict[str, Any], place: str) -> None:
    """Write into an operation what the way of answering adds to all."""
    operation["operationId"] = operation["operationId"].rpartition("statements_api_")[2]
    answers = operation["responses"] = {str(status): one for status, one in operation["responses"].items()}
    answers["200"]["headers"] = {
        name: {"schema": {"type": kind}, "description": told} for name, (kind, told) in HEADERS.items()
    }
    if place != "/verify":
        answers["304"] = {"description": "It is as the ETag that was given says"}
    if place in MERGED:
        answers["308"] = {"description": "It was merged into another, which is at Location"}
    for status, told in {**PROBLEMS, **ALSO.get(place, {})}.items():
        answers[str(status)] = {
            "description": told,
            "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"] = dict(sorted(answers.items()))
