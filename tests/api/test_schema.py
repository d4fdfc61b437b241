"""The schema is a file of the repository: a change of it is seen, and what it says is what is answered."""

import json
from pathlib import Path

import pytest

from statements.api.openapi import schema_of
from statements.api.urls import api

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
ANEW = "python -m tests.api.write_schema writes it anew; what was there may gain fields and lose none"


def test_the_schema_is_the_one_in_the_repository() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(json.dumps(schema_of(api))), ANEW


def test_it_is_served_as_openapi_3_1(ask, db) -> None:
    served = ask("openapi.json")
    assert served["openapi"].startswith("3.1")
    assert served["servers"] == [{"url": "http://testserver/api/v1"}]
    assert served["paths"] == json.loads(FILE.read_text(encoding="utf-8"))["paths"]


def test_every_parameter_and_every_field_of_a_row_says_what_it_is() -> None:
    schema = schema_of(api)
    for place, operations in schema["paths"].items():
        for operation in operations.values():
            assert operation["summary"], place
            assert operation["description"], place
    for record in ("StatementRow", "ArticleRow", "SpeakerRow", "EventRow", "SourceRow"):
        fields = schema["components"]["schemas"][record]["properties"]
        assert [name for name, one in fields.items() if not one.get("description")] == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=False)
def test_nothing_is_answered_that_is_not_documented(client, store, talks, two) -> None:
    """Schemathesis asks every address with what the schema allows and with what it does not."""
    import schemathesis
    from django.core.wsgi import get_wsgi_application
    from hypothesis import HealthCheck, Phase, given
    from hypothesis import settings as hypothesis_settings
    from schemathesis.checks import CHECKS, load_all_checks

    load_all_checks()
    loaded = schemathesis.openapi.from_dict(
        {**schema_of(api), "servers": [{"url": "http://localhost/api/v1"}]}
    )
    names = (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    )
    checks = [CHECKS.get_one(name) for name in names]
    app = get_wsgi_application()
    asked = 0
    for operation in (one.ok() for one in loaded.get_all_operations()):
        for mode in ("positive", "negative"):
            strategy = operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode))

            @given(case=strategy)
            @hypothesis_settings(
                max_examples=25,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def hold(case) -> None:
                nonlocal asked
                asked += 1
                case.call_and_validate(app=app, checks=checks, headers={"Accept-Encoding": "identity"})

            hold()
    assert asked > 200
