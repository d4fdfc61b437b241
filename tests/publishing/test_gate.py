"""One gate: what was taken out goes out nowhere, whichever way it is asked for.

Each way is asked with everything public, so that what it is asked for is known to be looked for, and then with a
statement withdrawn, a speaker rejected, an article set aside, and one event merged into another.
"""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote as percent
from urllib.parse import quote_plus

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponseBase
from django.urls import URLPattern, resolve

from statements import curation
from statements.models import Article, Event, Quote, Speaker, State, Utterance, WaitingFile
from statements.operations import assistants
from statements.pages import files
from statements.pages.urls import urlpatterns
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
    if data.startswith(b"PK"):  # a workbook is a folder of XML
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = b"".join(map(book.read, book.namelist()))
    return data.decode("utf-8", "replace")


def pages(*addresses: str) -> Callable[[Any, Quote], str]:
    """Return what asks some addresses; {uid}, {slug}, {event} and {article} are of what was taken out."""

    def ask(client: Any, quote: Quote) -> str:
        event = Event.objects.get(name=GONE_EVENT)
        aside = Article.objects.get(headline__startswith="Harbour")
        told = []
        for quoted in (quote, aside.quotes.get()):
            names = {"uid": quoted.uid, "event": event.slug, "article": quoted.article_id}
            names |= {
                "day": f"{quoted.date:%Y/%m/%d}",
                "month": f"{quoted.date:%Y/%m}",
                "year": quoted.date.year,
            }
            names["said"] = quoted.utterance.uid if quoted.utterance else ""
            names["outlet"] = quoted.article.outlet.slug if quoted.article.outlet else ""
            names["slug"] = quoted.speaker.slug if quoted.speaker else ""
            told += [without_own_address(client, address.format(**names)) for address in addresses]
        return "\n".join(told)

    return ask


def without_own_address(client: Any, address: str) -> str:
    """Return what is told at an address but for the address, which a page that there is nothing has in its head."""
    told = body_of(client.get(address))
    own = address.partition("?")[0]
    for form in (address, own, own.rstrip("/")):
        told = told.replace(form, "").replace(quote_plus(form), "").replace(percent(form, safe=""), "")
    return told


def of_somebody(client: Any, quote: Quote) -> str:
    slug = quote.speaker.slug if quote.speaker else ""
    return "\n".join(without_own_address(client, f"/speakers/{slug}/{part}") for part in ("", "position/"))


def of_files_of_names(client: Any, quote: Quote) -> str:
    slugs = Speaker.objects.filter(name__in=(GONE_NAME, ASIDE_NAME)).values_list("slug", flat=True)
    return "\n".join(without_own_address(client, f"/speakers/{slug}/cite.ris") for slug in slugs)


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
    told += [assistants.compare_in_short(["The Farrow Observer", "Other Post"])["statements"]]
    told += [
        one["printings"] for one in assistants.check_quotations(f"“{GONE_WORDS},” he said.")["quotations"]
    ]
    return json.dumps(told, default=str)


def made_in_the_background(client: Any, quote: Quote) -> str:
    told = []
    for form in ("csv", "jsonl", "xlsx"):
        asked = client.post(f"/search/statements.{form}/later", {"asked": "sort=oldest"})
        files.make_waiting_files()
        told.append(body_of(client.get(f"{asked['Location']}file")))
    WaitingFile.objects.all().delete()
    return "\n".join(told)


def drawn(client: Any, quote: Quote) -> str:
    """Return the words of the pictures that are given out."""
    rows = (quote, Quote.objects.get(text__contains=ASIDE_WORDS))
    return "\n".join(one.text for one in rows if client.get(f"/quotes/{one.uid}/card.png").status_code == 200)


# The ways, and beside each the names of the addresses that it asks; those of the API are asked in api/test_gate.py,
# and what a mail holds in alerts/test_alerts.py.
WAYS: dict[str, Callable[[Any, Quote], str]] = {
    "pages of lists": pages("/", "/search/?q=", "/search/?source={outlet}", "/speakers/", "/events/", "/sources/", "/sources/{outlet}/"),
    "pages of days": pages("/dates/", "/dates/{year}/", "/dates/{month}/", "/dates/{day}/"),
    "pages of one": pages("/quotes/{uid}/", "/events/{event}/"),
    "page of somebody": of_somebody,
    "page of an utterance": pages("/utterances/{said}/", "/utterances/{said}/card/"),
    "page of an article": pages("/articles/{article}/", "/articles/{article}/source/", "/articles/{article}/changes/"),
    "collections": pages("/collection/?v=1&t=Maps&s={uid}", "/collection/statements.csv?v=1&s={uid}",
                         "/collection/statements.xlsx?v=1&s={uid}", "/collection/cite.bib?v=1&s={uid}"),
    "checked drafts": pages("/verify/?q=“Nobody%20Asked%20The%20Walrus”"),
    "comparison": pages("/compare/?side={outlet}&side=2021&q=walrus", "/compare/?side=The+Farrow+Observer&side=2021"),
    "report": pages("/quotes/{uid}/report/"),
    "names offered": pages("/suggest?q=otto", "/suggest?q=ilse", "/reconcile/suggest/entity?prefix=otto",
                           "/reconcile/suggest/entity?prefix=summit&type=event"),
    "a name shown to others": pages("/reconcile/preview?id=speaker:{slug}", "/reconcile/view?id=speaker:{slug}"),
    "pictures": drawn,
    "made in the background": made_in_the_background,
    "files": pages("/search/statements.csv", "/search/statements.jsonl", "/search/statements.xlsx"),
    "feeds": pages("/search/feed/", "/search/feed/?source=the-farrow-observer", "/search/feed/?source=other-post"),
    "citations": pages("/quotes/{uid}/cite.bib", "/articles/{article}/cite.ris", "/search/cite.json",
                       "/events/{event}/cite.bib"),
    "citations of somebody": of_files_of_names,
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
    said = Utterance.objects.create()
    Quote.objects.filter(pk__in=(quote.pk, Quote.objects.get(text__contains=ASIDE_WORDS).pk)).update(
        utterance=said
    )
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


def test_a_correction_does_not_repeat_what_it_took_out(client, filled: Quote) -> None:
    other = Event.objects.exclude(name=GONE_EVENT).order_by("pk").first()
    kept = other or Event.objects.create(name="Talks in Lissel", slug="talks-in-lissel")
    addresses = ("/corrections/", "/corrections/feed/", "/api/v1/corrections", "/api/v1/changes?since=0")
    curation.judge(filled, None, venue="the quay")

    def told() -> str:
        return "\n".join(body_of(client.get(address)) for address in addresses)

    assert GONE_WORDS in told() and "the quay" in told()
    curation.withdraw(filled, None, "nobody said it")
    event = Event.objects.get(name=GONE_EVENT)
    curation.merge(event, kept, None)
    speaker = Speaker.objects.get(name=GONE_NAME)
    speaker.state = State.REJECTED
    curation.save_row(speaker, None)
    aside = Article.objects.get(headline__startswith="Harbour")
    aside.state = State.REJECTED
    curation.save_row(aside, None)
    drain()
    found = told()
    assert "nobody said it" in found and filled.get_absolute_url() in found
    for sign in (GONE_WORDS, GONE_NAME, GONE_EVENT, ASIDE_WORDS, "Harbour closed", "the quay"):
        assert sign not in found, sign


# What of the addresses has nothing of an archive in it, or leads to what is asked above.
NOTHING_IN_IT = {
    "statement-schema", "about", "data", "api-documentation", "search-description", "language", "healthz", "robots",
    "sitemap", "dates-undated", "reconcile-properties", "reconcile-suggest-property", "reconcile-suggest-type",
    "ask-for-results", "waiting-file", "quote-report-sent",
    "alert-new", "alert-asked", "alert-confirm", "alert-list", "alert-leave",
}  # fmt: skip


def test_every_address_of_the_site_is_asked(client, filled: Quote, monkeypatch) -> None:
    """An address that is new stands in one of the ways, or has nothing of an archive in it."""
    asked: set[str] = set()
    handle = BaseHandler.get_response

    def noting(self: Any, request: Any) -> Any:
        asked.add(resolve(request.path).url_name or "")
        return handle(self, request)

    monkeypatch.setattr(BaseHandler, "get_response", noting)
    for way in WAYS.values():
        way(client, filled)
    asked |= {"corrections", "corrections-feed"}  # by the test of corrections
    there = {one.name for one in urlpatterns if isinstance(one, URLPattern) and one.name}
    assert there - asked - NOTHING_IN_IT == set()
    assert there >= NOTHING_IN_IT


def test_who_was_rejected_is_not_named_by_a_filter(client, filled: Quote) -> None:
    assert GONE_NAME in client.get("/search/?speaker=otto-nemark").content.decode()
    Speaker.objects.filter(name=GONE_NAME).update(state=State.REJECTED)
    curation.withdraw(filled, None, "nobody said it")
    drain()
    for address in ("/search/?speaker=otto-nemark", "/search/feed/?speaker=otto-nemark"):
        assert GONE_NAME not in client.get(address).content.decode()
