"""What pages say to machines: schema.org data in JSON-LD, with nothing in it that the page does not show."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from statements.dates import machine_date
from statements.models import Article, Event, Outlet, Quote, Speaker

from .citing.works import bylines, without_comma

Thing = dict[str, Any]
STATUS = {
    Event.Status.CANCELLED: "https://schema.org/EventCancelled",
    Event.Status.PLANNED: "https://schema.org/EventScheduled",
    Event.Status.HELD: "https://schema.org/EventScheduled",
}


def script(thing: Thing) -> SafeString:
    """Return a thing as JSON that cannot end the script element that it stands in."""
    if "@type" not in thing:
        return mark_safe("")
    text = json.dumps({"@context": "https://schema.org", **known_only(thing)}, ensure_ascii=False)
    for letter, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(letter, code)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)


def known_only(thing: Thing) -> Thing:
    """Leave out what is not known."""
    return {
        key: known_only(value) if isinstance(value, dict) else value
        for key, value in thing.items()
        if value not in (None, "", [], {})
    }


def person(speaker: Speaker, base: str) -> Thing:
    kind = {"person": "Person", "country": "Country", "institution": "Organization"}.get(speaker.kind)
    if kind is None:
        return {}  # a group, a document or an unnamed source is nobody that schema.org has a word for
    same = f"https://www.wikidata.org/wiki/{speaker.wikidata}" if speaker.wikidata else ""
    return {
        "@type": kind,
        "name": speaker.name,
        "url": base + speaker.get_absolute_url(),
        "sameAs": same,
        "affiliation": {"@type": "Organization", "name": speaker.affiliation}
        if kind == "Person" and speaker.affiliation
        else None,
    }


def publisher(outlet: Outlet | None) -> Thing | None:
    return {"@type": "NewsMediaOrganization", "name": outlet.name} if outlet else None


def news_article(article: Article, base: str) -> Thing:
    return {
        "@type": "NewsArticle",
        "headline": article.title[:110],
        "url": base + article.get_absolute_url(),
        "isBasedOn": article.url,
        "datePublished": machine_date(article.published, article.published_precision),
        "publisher": publisher(article.outlet),
        "author": [
            {"@type": "Person" if one.is_person else "Organization", "name": one.whole}
            for one in bylines(article.byline, article.outlet.name if article.outlet else "")
        ],
        "inLanguage": article.language,
    }


def happening(event: Event, base: str) -> Thing:
    exact = event.precision == "day"
    return {
        "@type": "Event",
        "name": event.name,
        "url": base + event.get_absolute_url(),
        "startDate": machine_date(event.start, event.precision),
        "endDate": machine_date(event.end, event.precision) if exact else "",
        "eventStatus": STATUS.get(Event.Status(event.status))
        if event.status in Event.Status.values
        else None,
        "location": {"@type": "Place", "name": event.place} if event.place else None,
    }


def quotation(quote: Quote, events: list[Event], base: str) -> Thing:
    return {
        "@type": "Quotation",
        "text": without_comma(quote.text),
        "url": base + quote.get_absolute_url(),
        "identifier": quote.uid,
        "creator": person(quote.speaker, base) if quote.speaker else None,
        "dateCreated": machine_date(quote.said_on),
        "datePublished": machine_date(quote.article.published, quote.article.published_precision),
        "isPartOf": news_article(quote.article, base),
        "about": [known_only(happening(event, base)) for event in events],
        "inLanguage": quote.article.language,
    }
