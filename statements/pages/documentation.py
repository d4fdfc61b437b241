"""What the API answers: a page made from its schema, so that it tells of nothing that is not there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from statements.api.limits import WINDOW
from statements.api.openapi import schema_of
from statements.api.urls import api

from .conditional import page
from .data import api_examples

PREFIX = "#/components/schemas/"


@page
def api_documentation(request: HttpRequest) -> HttpResponse:
    schema = schema_of(api)
    records = schema["components"]["schemas"]
    return render(
        request,
        "statements/api.html",
        {
            "told": schema["info"]["description"],
            "places": [
                place_in_words(method.upper(), schema["servers"][0]["url"] + place, operation, records)
                for place, operations in schema["paths"].items()
                for method, operation in operations.items()
            ],
            "records": [record_in_words(name, records[name]) for name in sorted(records)],
            "window": WINDOW,
            "examples": api_examples(request),
        },
    )


def place_in_words(
    method: str, address: str, operation: dict[str, Any], records: dict[str, Any]
) -> dict[str, Any]:
    """Return an operation of the schema as the page tells it."""
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return {
        "anchor": operation["operationId"],
        "method": method,
        "address": address,
        "summary": operation["summary"],
        "told": operation.get("description", ""),
        "answer": type_in_words(answer),
        "record": record_named(answer),
        "parameters": [
            {
                "name": one["name"],
                "where": one["in"],
                "type": type_in_words(one["schema"]),
                "told": one.get("description", ""),
                "needed": one.get("required", False),
            }
            for one in operation.get("parameters", [])
        ],
        "answers": [(status, one["description"]) for status, one in operation["responses"].items()],
    }


def record_in_words(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "told": schema.get("description", ""),
        "fields": [
            {
                "name": field,
                "type": type_in_words(one),
                "record": record_named(one),
                "told": one.get("description", ""),
            }
            for field, one in schema.get("properties", {}).items()
        ],
    }


def record_named(schema: dict[str, Any]) -> str:
    """Return the record that a value is, or holds; "" where it is none of those that are told of."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(PREFIX)
    parts = [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]
    return next((found for part in parts if (found := record_named(part))), "")


def type_in_words(schema: dict[str, Any]) -> str:
    """Return what a value is: "text or null", "list of StatementRow", "one of direct, partial"."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(PREFIX)
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(type_in_words(one) for one in schema["anyOf"]))
    if "const" in schema:
        return f"“{schema['const']}”"
    if "enum" in schema:
        return "one of " + ", ".join(str(one) for one in schema["enum"] if one != "")
    kind = str(schema.get("type", "anything"))
    if kind == "array":
        return f"list of {type_in_words(schema.get('items', {}))}"
    if kind == "string":
        return {"date": "day", "date-time": "time"}.get(schema.get("format", ""), "text")
    return {
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
        "null": "null",
        "object": "object",
    }.get(kind, kind)
