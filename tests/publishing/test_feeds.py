"""One set of tests for every feed."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.urls import reverse

from statements import curation
from statements.models import Quote
from statements.publishing.feeds import FEEDS, EntryFeed

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESSES = {"corrections": "corrections-feed"}  # the address of a feed, by the page that it belongs to


@pytest.mark.parametrize("feed", FEEDS, ids=lambda one: one.page)
def test_a_feed_is_well_formed_and_its_entries_are_told_apart(client, store, talks, feed) -> None:
    store(talks.replace("map", "map <b>& chart"))
    for quote in Quote.objects.all():
        curation.judge(quote, None, "why & how", venue="the <quay>")
    response = client.get(reverse(ADDRESSES[feed.page]))
    assert response["Content-Type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(response.content)
    entries = tree.findall(f"{ATOM}entry")
    assert entries and issubclass(feed, EntryFeed)
    identities = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(identities)) == len(identities)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}updated")
        assert entry.find(f"{ATOM}link").get("href").startswith("http://testserver/")


@pytest.mark.parametrize("feed", FEEDS, ids=lambda one: one.page)
def test_an_empty_feed_is_a_feed(client, archive, feed) -> None:
    tree = ElementTree.fromstring(client.get(reverse(ADDRESSES[feed.page])).content)
    assert tree.findtext(f"{ATOM}title") and not tree.findall(f"{ATOM}entry")
