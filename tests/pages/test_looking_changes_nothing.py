"""By GET and HEAD nothing changes: every address of pages, desk and admin is asked, and no row is written."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from statements import curation
from statements.models import FollowedSource, MergeProposal, Quote, Report, Revision, Speaker

# Rows that are sent one behind the other are told as "3 times: INSERT INTO ...".
WRITES = re.compile(r'(?:\d+ times: )?(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.I)
LEFT_OUT = {"logout", "jsi18n"}


def patterns(resolver: Any, prefix: str = "", name: str = "") -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(one, URLResolver):
            yield from patterns(one, route, f"{name}{one.namespace or ''}:")
        elif isinstance(one, URLPattern):
            yield route, f"{name}{one.name or ''}"


@pytest.fixture
def filled(store, talks, admin_user) -> Quote:
    store(talks, outlet="The Farrow Observer")
    quote = Quote.objects.exclude(speaker=None).select_related("article", "speaker").first()
    curation.judge(quote, admin_user, venue="the quay")
    curation.report_error(quote, "date", "It was later.", "x")
    other = Speaker.objects.create(name="M. Tolan", slug="m-tolan")
    MergeProposal.of(other, quote.speaker, reason="x").save()
    FollowedSource.objects.create(address="https://courier.example/feed")
    cache.clear()
    return quote


def addresses(quote: Quote) -> set[str]:
    """Return an address of each pattern; where one may be of several tables, one for each."""
    values = {
        "uid": quote.uid, "pk": str(quote.article_id), "slug": quote.speaker.slug, "number": str(Revision.objects.first().pk),
        "table": "speaker", "form": "bib", "year": "2021", "month": "3", "day": "12", "content_type_id": "1",
        "object_id": "1", "id": "1", "app_label": "statements", "url": "nowhere", "section": "statements", "kind": "statements",
    }  # fmt: skip
    found = set()
    for route, name in patterns(get_resolver()):
        if any(word in name for word in LEFT_OUT):
            continue
        filled_in = re.sub(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)", r"<\1>", route)
        filled_in = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: values.get(m[1], "1"), filled_in)
        found.add("/" + filled_in.replace("\\", ""))
    return found


@pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_no_address_writes_a_row_when_it_is_looked_at(admin_client, filled, share: int) -> None:
    """Each is read; a third of their heads are asked for too, all of them where there is time."""
    asked = addresses(filled)
    assert len(asked) > 90
    wrote: dict[str, set[str]] = {}
    broke = []
    for n, address in enumerate(sorted(asked)):
        for method in (admin_client.get, admin_client.head) if n % share == 0 else (admin_client.get,):
            with CaptureQueriesContext(connection) as queries:
                response = method(address)
            if response.status_code >= 500:
                broke.append((address, response.status_code))
            tables = {m[1] for q in queries for m in [WRITES.match(q["sql"])] if m} - {"django_session"}
            if tables:
                wrote[address] = tables
    assert wrote == {}
    assert broke == []


def test_what_is_sent_does_write(admin_client, filled) -> None:
    """The same way of looking sees a form that is sent: else it would see nothing at all."""
    with CaptureQueriesContext(connection) as queries:
        admin_client.post(f"/admin/review/{filled.uid}/", {"act": "take"})
        admin_client.post(f"/quotes/{filled.uid}/report/", {"fault": "date"})
    tables = {m[1] for q in queries for m in [WRITES.match(q["sql"])] if m}
    assert {"statements_claim", "statements_report", "statements_revision"} <= tables
    assert Report.objects.count() == 2
