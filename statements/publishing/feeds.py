"""What is new, for a feed reader: a feed gives entries, and all feeds write them alike.

An entry is updated when a statement is corrected, and says so when it is withdrawn; its identity stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements.dates import dated
from statements.history.corrections import acts_in_words, corrections_made
from statements.models import Quote, RevisionRow, State

from .citing.works import cut_at_word, without_comma


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. `identity` never changes, whatever becomes of the address in `link`."""

    identity: str
    title: str
    summary: str
    link: str
    at: datetime


class EntryFeed(Feed):  # type: ignore[type-arg]
    """An Atom feed of entries: those that come say `entries`, `page` (the name of its address) and how they are called."""

    feed_type = Atom1Feed
    title: str | Promise
    subtitle: str | Promise
    page: str
    item_guid_is_permalink = False

    def entries(self) -> Iterable[Entry]:
        raise NotImplementedError

    def link(self) -> str:
        return reverse(self.page)

    def items(self) -> list[Entry]:
        return list(self.entries())

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.summary

    def item_link(self, item: Entry) -> str:
        return item.link

    def item_guid(self, item: Entry) -> str:
        return item.identity

    def item_updateddate(self, item: Entry) -> datetime:
        return item.at

    def item_pubdate(self, item: Entry) -> datetime:
        return item.at


class CorrectionsFeed(EntryFeed):
    title = _("On Record: corrections")
    subtitle = _("What editors changed, withdrew, added or merged")
    page = "corrections"

    def entries(self) -> Iterable[Entry]:
        for item in acts_in_words(list(corrections_made()[:40])):
            act, rows = item["act"], item["rows"]
            names = [line["name"][:100] for line in rows[:1] if line["name"]]
            changes = [
                f"{what}: {before} → {after}" for line in rows for what, before, after in line["changes"]
            ]
            yield Entry(
                identity=f"on-record-act-{act.pk}",
                title=": ".join([item["text"], *names]),
                summary="; ".join([*changes, *([f"“{act.why}”"] if act.why else [])]),
                link=next((line["url"] for line in rows if line["url"]), reverse(self.page)),
                at=act.at,
            )


FEEDS: tuple[type[EntryFeed], ...] = (CorrectionsFeed,)


# Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry:
    """A statement in a feed: `content` is HTML with the words, who said them, and where they stand."""

    identity: str
    title: str
    content: str
    author: str
    link: str
    published: datetime
    updated: datetime


class AtomWithContent(Atom1Feed):
    """Atom whose entries hold what there is to read, and not a summary of it."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def statement_entries(quotes: Sequence[Quote], base: str) -> list[StatementEntry]:
    """Return entries of statements with their parts fetched; withdrawn ones say that they were and no more."""
    acts = dict(
        RevisionRow.objects.filter(table="quote", row__in=[quote.pk for quote in quotes])
        .order_by()
        .values_list("row")
        .annotate(at=Max("revision__at"))
    )
    return [entry_of(quote, base, acts.get(quote.pk)) for quote in quotes]


def entry_of(quote: Quote, base: str, changed: datetime | None) -> StatementEntry:
    article = quote.article
    gone = State.REJECTED in (quote.state, article.state)
    who = quote.speaker.name if quote.speaker else gettext("Speaker not settled")
    who = f"{who[:1].upper()}{who[1:]}"
    return StatementEntry(
        identity=f"urn:on-record:statement:{quote.uid}",
        title=gettext("Withdrawn: statement %(number)s") % {"number": quote.uid}
        if gone
        else f"{who}: {cut_at_word(without_comma(quote.text), 120)}",
        content="<p>" + escape(gettext("This statement was withdrawn. Its page says why.")) + "</p>"
        if gone
        else evidence_in_html(quote, who, base),
        author="On Record" if gone else who,
        link=base + quote.get_absolute_url(),
        published=article.fetched_at,
        updated=max(changed or article.fetched_at, article.fetched_at),
    )


def evidence_in_html(quote: Quote, who: str, base: str) -> str:
    """Return the words with who, when, where and by whom, and the source around them."""
    article = quote.article
    facts = [
        who,
        quote.role,
        gettext("to %(addressee)s") % {"addressee": quote.addressee} if quote.addressee else "",
        quote.venue,
        gettext("said on %(day)s") % {"day": dated(quote.said_on)} if quote.said_on else "",
        gettext("reported, not quoted") if quote.kind == Quote.Kind.INDIRECT else "",
    ]
    printed = [
        article.outlet.name if article.outlet else "",
        dated(article.published, article.published_precision) if article.published else "",
    ]
    place = f"{base}{article.get_absolute_url()}#s{quote.uid}"
    around = f"<blockquote>{escape(quote.passage)}</blockquote>" if quote.passage != quote.text else ""
    title = article.headline or gettext("The article")
    return (
        f'<blockquote cite="{escape(place)}">{escape(quote.text)}</blockquote>'
        f"<p>{escape(', '.join(one for one in facts if one))}</p>{around}"
        f'<p><a href="{escape(place)}">{escape(title)}</a>'
        f"{escape(', '.join(['', *(one for one in printed if one)]))}</p>"
    )


def statements_feed(
    entries: Iterable[StatementEntry], *, title: str, link: str, address: str, identity: str
) -> str:
    """Return an Atom feed of statements. `link` is the page that it belongs to, `address` its own."""
    feed = AtomWithContent(
        title=title,
        link=link,
        description="",
        feed_url=address,
        feed_guid=identity,
        subtitle=gettext(
            "Each statement with its evidence; corrected ones come again, withdrawn ones say so"
        ),
    )
    for one in entries:
        feed.add_item(
            title=one.title,
            link=one.link,
            description=None,  # type: ignore[arg-type]  # what there is to read is the content
            unique_id=one.identity,
            author_name=one.author,
            pubdate=one.published,
            updateddate=one.updated,
            content=one.content,
        )
    return feed.writeString("utf-8")
