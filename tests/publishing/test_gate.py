"""One gate: what was taken out goes out nowhere, whichever way it is asked for.

Each way is asked with everything public, so that what it is asked for is known to be looked for, and then with a
statement withdrawn, a speaker rejected, an article set aside, and one event merged into another.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponseBase

from statements import curation
from statements.models import Article, Event, Quote, Speaker, State
from statements.operations import assistants
from statements.publishing.exports import TABLES, archive_rows
from statements.publishing.sitemaps import ManyRows
from statements.search.maintenance import drain

GONE_WORDS, GONE_NAME, GONE_EVENT = "nobody asked the walrus", "Otto Nemark", "Summit of walruses"
ASIDE = """Harbour closed after the storm

14 March, 2021 09:10

“The pilots kept their word to the harbour,” Kestran Harbour Minister Ilse Varn said in Lissel on Sunday.
"""
ASIDE_WORDS, ASIDE_NAME = "kept their word to the harbour", "Ilse Varn"


def body_of(answer: HttpResponseBase) -> str:
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return data.decode("utf-8", "replace")


def pages(*addresses: str) -> Callable[[Any, Quote], str]:
    """Return what asks some addresses; {uid}, {slug}, {event} and {article} are of what was taken out."""

    def ask(client: Any, quote: Quote) -> str:
        event = Event.objects.get(name=GONE_EVENT)
        aside = Article.objects.get(headline__startswith="Harbour")
        told = []
        for quoted in (quote, aside.quotes.get()):
            names = {"uid": quoted.uid, "event": event.slug, "article": quoted.article_id}
            names["slug"] = quoted.speaker.slug if quoted.speaker else ""
            told += [body_of(client.get(address.format(**names))) for address in addresses]
        return "\n".join(told)

    return ask


def matched(client: Any, quote: Quote) -> str:
    names = (GONE_NAME, ASIDE_NAME, GONE_EVENT)
    batch = {str(n): {"query": name} for n, name in enumerate(names)}
    found = client.post("/reconcile/", {"queries": json.dumps(batch)})
    speakers = [f"speaker:{row.slug}" for row in Speaker.objects.filter(name__in=names)]
    asked = {"ids": speakers, "properties": [{"id": "affiliation"}, {"id": "statements"}]}
    known = client.post("/reconcile/", {"extend": json.dumps(asked)}).json()["rows"]
    return body_of(found) + json.dumps([one for one in known.values() if any(one.values())])


def archive(client: Any, quote: Quote) -> str:
    return json.dumps(
        [list(table.rows.of(archive_rows(table), settings.SITE_ADDRESS)) for name, table in TABLES.items()],
        ensure_ascii=False,
    )


def asked_by_assistants(client: Any, quote: Quote) -> str:
    told: list[Any] = [
        assistants.search_archive(text, limit=50)["statements"] for text in ("walrus", "harbour", "")
    ]
    told += [assistants.get_statement(quote.uid)]
    told += [
        one["printings"] for one in assistants.check_quotations(f"“{GONE_WORDS},” he said.")["quotations"]
    ]
    return json.dumps(told, default=str)


WAYS: dict[str, Callable[[Any, Quote], str]] = {
    "files": pages("/search/statements.csv", "/search/statements.jsonl"),
    "feeds": pages("/search/feed/", "/search/feed/?source=the-farrow-observer", "/search/feed/?source=other-post"),
    "citations": pages("/quotes/{uid}/cite.bib", "/articles/{article}/cite.ris", "/search/cite.json"),
    "cards": pages("/quotes/{uid}/card/"),
    "oembed": pages("/oembed/?url=http://testserver/quotes/{uid}/"),
    "sitemaps": pages("/sitemap-statements.xml", "/sitemap-articles.xml", "/sitemap-speakers.xml", "/sitemap-events.xml"),
    "reconciliation": matched,
    "archive": archive,
    "assistants": asked_by_assistants,
}  # fmt: skip


@pytest.fixture
def filled(store, talks, monkeypatch) -> Quote:
    monkeypatch.setattr(ManyRows, "limit", 10**9)  # numbers of rows go on where a database is shared
    store(talks, outlet="The Farrow Observer")
    store(ASIDE, "b.txt", outlet="Other Post")
    quote = Quote.objects.get(text__startswith="We will not accept")
    speaker = Speaker.objects.create(name=GONE_NAME, slug="otto-nemark")
    speaker.aliases.create(name=GONE_NAME, key="ottonemark", person="", surname="nemark")
    Quote.objects.filter(pk=quote.pk).update(text=GONE_WORDS, passage=GONE_WORDS, speaker=speaker)
    event = Event.objects.create(name=GONE_EVENT, slug="summit-of-walruses", kind="summit")
    event.mentions.create(article=quote.article)
    quote.events.add(event)
    drain()
    return Quote.objects.get(pk=quote.pk)


def traces(quote: Quote, told: str) -> set[str]:
    """Return what of the things taken out is told."""
    aside = Article.objects.get(headline__startswith="Harbour")
    signs = {GONE_WORDS, GONE_NAME, GONE_EVENT, ASIDE_WORDS, ASIDE_NAME, "summit-of-walruses", "otto-nemark"}
    signs |= {f"/articles/{aside.pk}/</loc>", f"/quotes/{quote.uid}/</loc>"}
    return {sign for sign in signs if sign in told}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_taken_out_goes_out_nowhere(client, filled: Quote, way: str) -> None:
    assert traces(filled, WAYS[way](client, filled)), "this way is not asked for what it should have"
    other = Event.objects.create(name="Summit of Lissel", slug="summit-of-lissel", kind="summit")
    curation.merge(Event.objects.get(name=GONE_EVENT), other, None, "the same")
    curation.withdraw(filled, None, "nobody said it")
    Speaker.objects.filter(name=GONE_NAME).update(state=State.REJECTED)
    Article.objects.filter(headline__startswith="Harbour").update(state=State.REJECTED)
    drain()
    assert traces(filled, WAYS[way](client, filled)) == set()


def test_who_was_rejected_is_not_named_by_a_filter(client, filled: Quote) -> None:
    assert GONE_NAME in client.get("/search/?speaker=otto-nemark").content.decode()
    Speaker.objects.filter(name=GONE_NAME).update(state=State.REJECTED)
    curation.withdraw(filled, None, "nobody said it")
    drain()
    for address in ("/search/?speaker=otto-nemark", "/search/feed/?speaker=otto-nemark"):
        assert GONE_NAME not in client.get(address).content.decode()
