"""Feeds and sitemaps that are followed: what they list comes in, once, and what fails is said in words."""

import gzip
from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from statements.following import runs, taking
from statements.following.rounds import follow_web, round_lock
from statements.models import Article, FollowedSource, Outlet, Quote, WebAddress
from tests.following.making import (
    OUTLET,
    article_body,
    article_page,
    news_sitemap,
    rss,
    sitemap,
    sitemap_index,
)
from tests.network.serving import Site, conditional, drip, redirect, reply

pytestmark = pytest.mark.django_db
DAY = "Thu, 10 Jun 2021 16:30:00 GMT"
LATER = "Fri, 11 Jun 2021 16:30:00 GMT"
XML = {"Content_Type": "application/xml"}


def followed(site: Site, path: str = "/feed", kind: str = "feed", **told) -> FollowedSource:
    return FollowedSource.objects.create(address=site.address(path), kind=kind, **told)


def states() -> Counter[str]:
    return Counter(WebAddress.objects.values_list("state", flat=True))


def articles(site: Site, count: int, start: int = 1) -> list[str]:
    """Serve pages of articles; return their addresses."""
    for number in range(start, start + count):
        site.pages[f"/{number}"] = reply(article_page(number))
    return [site.address(f"/{number}") for number in range(start, start + count)]


# Feeds


def test_a_feed_with_its_text_gives_articles_itself(site: Site, go_round) -> None:
    source = followed(site)
    site.pages["/feed"] = reply(
        rss((site.address(f"/{n}"), f"Talks {n}", article_body(n), DAY) for n in (1, 2)), **XML
    )
    done = go_round()
    assert site.paths == ["/feed"]
    assert states() == {"held": 2}
    assert {one.origin for one in Article.objects.all()} == {site.address("/1"), site.address("/2")}
    one = Article.objects.get(origin=site.address("/1"))
    assert (one.url, str(one.outlet), one.published) == (site.address("/1"), OUTLET, date(2021, 6, 10))
    assert one.quotes.filter(text__contains="map of 1 winters").exists()
    source.refresh_from_db()
    assert source.last_result == "2 listed; 2 articles taken from it, 0 to be fetched"
    assert (done.sources, done.failed_sources, source.failures) == (1, 0, 0)


def test_of_a_feed_without_text_the_pages_are_fetched(site: Site, go_round) -> None:
    followed(site)
    addresses = articles(site, 3)
    site.pages["/feed"] = reply(rss((address, "Talks", "", DAY) for address in addresses), **XML)
    done = go_round()
    assert site.paths == ["/feed", "/1", "/2", "/3"]
    assert done.counts == {"new": 3}
    assert {one.origin for one in Article.objects.all()} == set(addresses)
    assert {one.url for one in Article.objects.all()} == set(addresses)
    assert states() == {"held": 3}


def test_an_entry_whose_text_is_a_line_is_fetched(site: Site, go_round) -> None:
    followed(site)
    (address,) = articles(site, 1)
    site.pages["/feed"] = reply(rss([(address, "Talks", "<p>The talks ended. Read on.</p>", DAY)]), **XML)
    go_round()
    assert site.paths == ["/feed", "/1"]
    assert Article.objects.count() == 1


def test_what_was_seen_is_not_fetched_again_unless_it_says_that_it_changed(site: Site, go_round) -> None:
    followed(site)
    addresses = articles(site, 2)
    site.pages["/feed"] = reply(rss((address, "Talks", "", DAY) for address in addresses), **XML)
    go_round()
    go_round()  # not due yet
    go_round(later=True)
    assert site.paths == ["/feed", "/1", "/2", "/feed"]
    site.pages["/2"] = reply(article_page(2, "We will sign after all, and soon"))
    site.pages["/feed"] = reply(
        rss((a, "Talks", "", day) for a, day in zip(addresses, (DAY, LATER), strict=True)), **XML
    )
    done = go_round(later=True)
    assert site.paths[4:] == ["/feed", "/2"]
    assert (done.counts, Article.objects.count()) == ({"updated": 1}, 2)
    assert Quote.objects.filter(text__startswith="We will sign after all", missing_since=None).exists()
    go_round(later=True)
    assert site.paths[6:] == ["/feed"]


def test_an_entry_with_its_text_that_changed_is_taken_again(site: Site, go_round) -> None:
    followed(site)
    address = site.address("/1")
    site.pages["/feed"] = reply(rss([(address, "Talks", article_body(1), DAY)]), **XML)
    go_round()
    site.pages["/feed"] = reply(rss([(address, "Talks", article_body(1, "We will sign it now"), DAY)]), **XML)
    go_round(later=True)
    assert not Quote.objects.filter(text__startswith="We will sign it now").exists()
    site.pages["/feed"] = reply(
        rss([(address, "Talks", article_body(1, "We will sign it now"), LATER)]), **XML
    )
    go_round(later=True)
    assert Quote.objects.filter(text__startswith="We will sign it now").exists()
    assert Article.objects.count() == 1


def test_a_feed_that_did_not_change_is_not_sent_again(site: Site, go_round) -> None:
    source = followed(site)
    site.pages["/feed"] = conditional(rss([(site.address("/1"), "Talks", article_body(1), DAY)]))
    go_round()
    go_round(later=True)
    source.refresh_from_db()
    assert source.last_result.startswith("nothing new")
    assert site.asked[-1].headers["if-none-match"] == '"v1"'
    assert Article.objects.count() == 1


@pytest.mark.slow
def test_a_feed_of_ten_thousand_is_listed_at_once_and_fetched_in_parts(
    site: Site, go_round, monkeypatch
) -> None:
    monkeypatch.setattr("statements.following.rounds.MOST_OF_SOURCE", 5)
    source = followed(site)
    articles(site, 12)
    entries = [(site.address(f"/{n}"), f"Talks {n}", "", DAY) for n in range(1, 10_001)]
    site.pages["/feed"] = reply(rss(entries), **XML)
    done = go_round()
    source.refresh_from_db()
    assert source.last_result.startswith("10,000 listed; 0 articles taken from it, 10,000 to be fetched")
    assert states() == {"held": 5, "waiting": 9995}
    assert done.counts == {"new": 5}
    go_round()
    assert site.paths == ["/feed", *(f"/{n}" for n in range(1, 11))]
    assert Article.objects.count() == 10


def test_a_long_feed_is_fetched_in_parts(site: Site, go_round, monkeypatch) -> None:
    monkeypatch.setattr("statements.following.rounds.MOST_OF_SOURCE", 2)
    followed(site)
    addresses = articles(site, 5)
    site.pages["/feed"] = reply(rss((address, "Talks", "", DAY) for address in addresses), **XML)
    for held in (2, 4, 5, 5):
        go_round()
        assert Article.objects.count() == held
    assert site.paths == ["/feed", "/1", "/2", "/3", "/4", "/5"]


def test_a_long_feed_with_its_text_is_taken_in_parts(site: Site, go_round, monkeypatch) -> None:
    monkeypatch.setattr(runs, "MOST_WHOLE", 3)
    source = followed(site)
    site.pages["/feed"] = conditional(
        rss((site.address(f"/{n}"), f"Talks {n}", article_body(n), DAY) for n in range(7))
    )
    for held, unfinished in ((3, True), (6, True), (7, False)):
        go_round()  # at once: it is due while it is unfinished
        source.refresh_from_db()
        assert (Article.objects.count(), source.unfinished) == (held, unfinished)
        assert bool(source.etag) != unfinished
    go_round()
    assert site.paths == ["/feed"] * 3


def test_an_entry_without_an_address_is_taken_once(site: Site, go_round) -> None:
    followed(site)
    site.pages["/feed"] = reply(rss([("", "Talks", article_body(1), DAY)]), **XML)
    go_round()
    site.pages["/feed"] = reply(
        rss([("", "Other talks", article_body(2), LATER), ("", "Talks", article_body(1), DAY)]), **XML
    )
    go_round(later=True)
    assert Article.objects.count() == 2
    assert all(one.origin.startswith(site.address("/feed#")) for one in Article.objects.all())


def test_a_feed_has_no_say_in_what_stands_on_another_site(site: Site, go_round) -> None:
    """Else whoever is followed could rewrite the article of another outlet."""
    source = followed(site)
    (address,) = articles(site, 1)
    site.pages["/feed"] = reply(rss([(address, "Talks", article_body(1), DAY)]), **XML)
    go_round()
    other = site.address("/other", host="localhost")
    FollowedSource.objects.create(address=other)
    forged = rss([(site.address("/2"), "Talks", article_body(1, "We forged this one"), LATER)])
    articles(site, 1, start=2)
    site.pages["/other"] = reply(forged, **XML)
    go_round()
    assert site.paths == ["/feed", "/other", "/2"]  # the page itself was asked
    assert not Quote.objects.filter(text__contains="forged").exists()
    source.delete()
    assert states() == {"held": 2}


def test_what_waits_of_a_source_goes_with_it(site: Site, go_round) -> None:
    source = followed(site)
    for path, state in (("/1", "waiting"), ("/2", "held")):
        WebAddress.objects.create(
            address=site.address(path), source=source, state=state, listed_at=timezone.now()
        )
    source.delete()
    go_round(later=True)
    assert (states(), site.asked) == ({"held": 1}, [])


def test_an_entry_that_leads_inside_is_not_asked(site: Site, go_round) -> None:
    followed(site)
    links = [
        "http://169.254.169.254/latest/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "http://a:b@127.0.0.1/",
    ]
    site.pages["/feed"] = reply(rss((link, "Talks", "", DAY) for link in links), **XML)
    go_round()
    assert states() == {"failed": 2}
    for row in WebAddress.objects.all():
        assert "no machine of the public internet" in row.result


def test_the_outlet_that_an_editor_names_is_the_outlet(site: Site, go_round) -> None:
    outlet = Outlet.objects.create(name="The Farrow Observer", slug="farrow")
    followed(site, outlet=outlet)
    (address,) = articles(site, 1)
    site.pages["/feed"] = reply(
        rss([(address, "Talks", "", DAY), (site.address("/x"), "More", article_body(9), DAY)]), **XML
    )
    go_round()
    assert [str(one.outlet) for one in Article.objects.all()] == ["The Farrow Observer"] * 2


def test_what_is_too_old_is_left(site: Site, go_round) -> None:
    followed(site, since=date(2021, 6, 11))
    articles(site, 2)
    entries = [(site.address("/1"), "Talks", "", DAY), (site.address("/2"), "Talks", "", LATER)]
    site.pages["/feed"] = reply(rss(entries), **XML)
    go_round()
    assert site.paths == ["/feed", "/2"]


# Sitemaps


def test_a_sitemap_gives_addresses(site: Site, go_round) -> None:
    source = followed(site, "/sitemap.xml", "sitemap")
    first, second, third = articles(site, 3)
    site.pages["/sitemap.xml"] = reply(
        sitemap([(first, "2021-06-09"), (second, "2021-06-10T12:00:00Z"), (third, "")]), **XML
    )
    go_round()
    assert site.paths == ["/sitemap.xml", "/2", "/1", "/3"]  # newest first
    assert Article.objects.count() == 3
    source.refresh_from_db()
    assert source.last_result == "3 listed; 0 articles taken from it, 3 to be fetched"
    site.pages["/sitemap.xml"] = reply(
        sitemap([(first, "2021-06-12"), (second, "2021-06-10T12:00:00Z")]), **XML
    )
    go_round(later=True)
    assert site.paths[4:] == ["/sitemap.xml", "/1"]


@pytest.mark.parametrize("how", ["news", "gz", "packed", "lines"])
def test_sitemaps_of_all_kinds_are_read(site: Site, go_round, how: str) -> None:
    followed(site, "/sitemap", "sitemap")
    addresses = articles(site, 2)
    plain = sitemap((address, "2021-06-10") for address in addresses)
    site.pages["/sitemap"] = {
        "news": reply(news_sitemap((a, "2021-06-10T12:00:00+02:00") for a in addresses), **XML),
        "gz": reply(gzip.compress(plain.encode()), Content_Type="application/gzip"),
        "packed": reply(gzip.compress(plain.encode()), Content_Encoding="gzip", **XML),
        "lines": reply("\n".join(addresses), Content_Type="text/plain"),
    }[how]
    go_round()
    assert Article.objects.count() == 2


def test_an_index_of_sitemaps_leads_to_pages(site: Site, go_round) -> None:
    followed(site, "/index.xml", "sitemap")
    addresses = articles(site, 4)
    parts = [(site.address("/old.xml"), "2021-06-01"), (site.address("/new.xml"), "")]
    site.pages |= {
        "/index.xml": reply(sitemap_index(parts), **XML),
        "/old.xml": reply(sitemap((a, "2021-05-01") for a in addresses[:2]), **XML),
        "/new.xml": conditional(sitemap((a, "2021-06-10") for a in addresses[2:])),
    }
    go_round()
    assert site.paths[:3] == ["/index.xml", "/old.xml", "/new.xml"]
    assert Article.objects.count() == 4
    asked = len(site.paths)
    go_round(later=True)  # the part that has not changed since is left; the one that does not say is asked
    assert site.paths[asked:] == ["/index.xml", "/new.xml"]
    assert states() == {"held": 6}


def test_a_sitemap_speaks_of_its_own_site_alone(site: Site, go_round) -> None:
    followed(site, "/sitemap.xml", "sitemap")
    (address,) = articles(site, 1)
    others = ["https://elsewhere.example/1", "http://10.0.0.1/", "http://localhost/"]
    site.pages["/sitemap.xml"] = reply(sitemap((a, "") for a in [address, *others]), **XML)
    go_round()
    assert list(WebAddress.objects.values_list("address", flat=True)) == [address]


def test_an_index_in_an_index_is_not_followed(site: Site, go_round) -> None:
    followed(site, "/index.xml", "sitemap")
    part = site.address("/part.xml")
    site.pages["/index.xml"] = reply(sitemap_index([(part, "")]), **XML)
    site.pages["/part.xml"] = reply(sitemap_index([(site.address("/index.xml"), "")]), **XML)
    go_round()
    assert "index of sitemaps in another" in WebAddress.objects.get().result


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
        "<urlset>" + "<a>" * 5000,
        "<html><body><p>Not found</p></body></html>",
        "nothing of use",
        "\0\1\2",
        gzip.compress(b"<urlset>" + b" " * 80_000_000 + b"</urlset>", mtime=0),
        gzip.compress(b"<urlset></urlset>", mtime=0)[:-9],
    ],
    ids=["laughs", "entity", "deep", "page", "text", "binary", "bomb", "cut off"],
)
def test_what_is_no_sitemap_is_said_in_words(site: Site, go_round, body: str | bytes) -> None:
    source = followed(site, "/sitemap.xml", "sitemap")
    site.pages["/sitemap.xml"] = reply(body, **XML)
    done = go_round()
    source.refresh_from_db()
    assert (done.failed_sources, source.failures) == (1, 1)
    assert source.last_result and "Traceback" not in source.last_result
    assert not WebAddress.objects.exists()


# Pages


def test_where_a_page_was_found_and_the_way_there_are_kept(site: Site, go_round) -> None:
    followed(site)
    articles(site, 1)
    site.pages |= {"/go": redirect("/step", 301), "/step": redirect("/1")}
    site.pages["/feed"] = reply(rss([(site.address("/go"), "Talks", "", DAY)]), **XML)
    go_round()
    row = WebAddress.objects.get()
    assert (row.address, row.final, row.state) == (site.address("/go"), site.address("/1"), "held")
    assert row.redirects == [[301, site.address("/go")], [302, site.address("/step")]]
    assert Article.objects.get().origin == site.address("/1")


def test_two_addresses_that_lead_to_one_page_are_one_article(site: Site, go_round) -> None:
    followed(site)
    (address,) = articles(site, 1)
    site.pages["/go"] = redirect("/1")
    site.pages["/feed"] = reply(rss((a, "Talks", "", DAY) for a in (site.address("/go"), address)), **XML)
    done = go_round()
    assert (Article.objects.count(), done.counts) == (1, {"new": 1, "unchanged": 1})


def test_what_is_no_article_is_refused_in_words_and_not_asked_again(site: Site, go_round) -> None:
    followed(site)
    site.pages |= {
        "/nothing": reply("<html><body><p>Page not found</p></body></html>"),
        "/picture": reply(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, Content_Type="image/png"),
    }
    paths = ("/nothing", "/picture", "/gone")
    site.pages["/feed"] = reply(rss((site.address(p), "Talks", "", DAY) for p in paths), **XML)
    done = go_round()
    assert states() == {"refused": 2, "failed": 1}
    assert done.refused == 3
    assert "no such page" in WebAddress.objects.get(address=site.address("/gone")).result
    go_round(later=True)
    assert site.paths == ["/feed", *paths, "/feed"]


def test_a_charset_that_the_server_has_wrong_is_not_believed_over_the_page(site: Site, go_round) -> None:
    followed(site)
    page = article_page(1, "We will sign in Größe, Señora, not now")
    site.pages |= {
        "/1": reply(page.encode(), Content_Type="text/html; charset=iso-8859-1"),
        "/2": reply(page.replace("utf-8", "windows-1252").replace(" 1 ", " 2 ").encode("cp1252"),
                    Content_Type="text/html; charset=no-such-thing"),
    }  # fmt: skip
    site.pages["/feed"] = reply(rss((site.address(p), "Talks", "", DAY) for p in ("/1", "/2")), **XML)
    go_round()
    assert Quote.objects.filter(text__contains="Größe, Señora").count() == 2


def test_what_fails_for_now_is_tried_again_later_each_time(site: Site, go_round, monkeypatch) -> None:
    monkeypatch.setattr(taking, "MOST_TRIES", 3)
    followed(site)
    site.pages |= {"/1": reply("sorry", 500)}
    site.pages["/feed"] = reply(rss([(site.address("/1"), "Talks", "", DAY)]), **XML)
    done = go_round()
    row = WebAddress.objects.get()
    assert (row.state, row.tries, done.postponed) == ("waiting", 1, 1)
    assert timedelta(minutes=4) < row.not_before - timezone.now() < timedelta(minutes=6)
    go_round()
    assert site.paths == ["/feed", "/1"]
    go_round(later=True)
    row.refresh_from_db()
    assert timedelta(minutes=9) < row.not_before - timezone.now() < timedelta(minutes=11)
    go_round(later=True)
    row.refresh_from_db()
    assert (row.state, row.tries) == ("failed", 3)
    go_round(later=True)
    assert site.paths.count("/1") == 3


def test_what_failed_for_now_comes_when_it_can(site: Site, go_round) -> None:
    followed(site)
    site.pages["/1"] = reply("sorry", 502)
    site.pages["/feed"] = reply(rss([(site.address("/1"), "Talks", "", DAY)]), **XML)
    go_round()
    articles(site, 1)
    go_round(later=True)
    row = WebAddress.objects.get()
    assert (row.state, row.tries, row.not_before) == ("held", 0, None)


def test_a_host_that_wants_fewer_requests_gets_them(site: Site, go_round) -> None:
    followed(site)
    articles(site, 3)
    site.pages["/1"] = reply("slow down", 429, Retry_After="600")
    site.pages["/feed"] = reply(rss((site.address(f"/{n}"), "Talks", "", DAY) for n in (1, 2, 3)), **XML)
    go_round()
    assert site.paths == ["/feed", "/1"]
    rows = list(WebAddress.objects.order_by("id"))
    assert [row.tries for row in rows] == [1, 0, 0]  # nobody asked for the others
    assert all(timedelta(minutes=9) < row.not_before - timezone.now() < timedelta(minutes=11) for row in rows)
    assert all(row.state == "waiting" for row in rows)


# Sources that fail


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply("no", 404), "there is no such page"),
        (reply("no", 500), "trouble of its own"),
        (reply("<html><body>our feed moved</body></html>"), "it is no feed"),
        (reply('<rss version="2.0"><channel></channel></rss>'), "without entries"),
        (reply('<rss version="2.0"><!ENTITY a "b"><channel></channel></rss>'), "entities"),
        (redirect("http://169.254.169.254/"), "no machine of the public internet"),
        (redirect("/feed"), "circle"),
        (reply(b"x", Content_Length="9"), "broke off"),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n", pause=0.3), "given up"),
    ],
)
def test_a_source_that_fails_says_why_and_is_asked_later_each_time(
    site: Site, go_round, fetcher, answer, words: str
) -> None:
    object.__setattr__(fetcher.wire, "bounds", fetcher.wire.bounds.__class__(seconds=1.5, silent=0.8))
    source = followed(site)
    site.pages["/feed"] = answer
    for failures, minutes in ((1, 60), (2, 120), (3, 240)):
        done = go_round(later=True)
        source.refresh_from_db()
        assert words in source.last_result
        assert (source.failures, done.failed_sources) == (failures, 1)
        rest = source.not_before - timezone.now()
        assert timedelta(minutes=minutes - 1) < rest <= timedelta(minutes=minutes)
    asked = len(site.paths)
    go_round()
    assert len(site.paths) == asked
    site.pages["/feed"] = reply(rss([(site.address("/1"), "Talks", article_body(1), DAY)]), **XML)
    go_round(later=True)
    source.refresh_from_db()
    assert (source.failures, source.not_before) == (0, None)


def test_a_rest_is_a_week_at_most() -> None:
    source = FollowedSource(address="https://courier.example/", failures=500, interval=60)
    now = timezone.now()
    source.note_failure(now, "no")
    assert source.not_before - now == timedelta(days=7)


def test_a_source_that_moved_says_where(site: Site, go_round) -> None:
    source = followed(site)
    site.pages |= {"/feed": redirect("/news", 301)}
    site.pages["/news"] = reply(rss([(site.address("/1"), "Talks", article_body(1), DAY)]), **XML)
    go_round()
    source.refresh_from_db()
    assert source.last_result.endswith(
        f"It has moved for good: change the address to {site.address('/news')}"
    )


def test_one_source_that_breaks_costs_the_others_nothing(site: Site, go_round, monkeypatch) -> None:
    bad, good = followed(site, "/bad"), followed(site, "/good")
    site.pages |= {
        "/bad": reply(rss([("", "x", "", DAY)])),
        "/good": reply(rss([("", "x", article_body(1), DAY)])),
    }
    kept = runs.run_feed

    def run(source, *told):
        if source.pk == bad.pk:
            raise RuntimeError("an error of ours")
        return kept(source, *told)

    monkeypatch.setitem(runs.RUNS, "feed", run)
    go_round()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert "nobody foresaw" in bad.last_result and bad.failures == 1
    assert (good.failures, Article.objects.count()) == (0, 1)


def test_a_paused_source_is_not_asked(site: Site, go_round) -> None:
    source = followed(site, paused=True)
    WebAddress.objects.create(address=site.address("/1"), source=source, listed_at=timezone.now())
    assert go_round(later=True).sources == 0
    assert site.asked == []


def test_a_source_is_asked_when_its_interval_is_over(site: Site, go_round) -> None:
    source = followed(site, interval=30)
    site.pages["/feed"] = reply(rss([(site.address("/1"), "Talks", article_body(1), DAY)]), **XML)
    go_round()
    for minutes, due in ((29, False), (31, True)):
        FollowedSource.objects.update(last_run=timezone.now() - timedelta(minutes=minutes))
        source.refresh_from_db()
        assert source.is_due(timezone.now()) is due


# Stopped at any time


@pytest.mark.parametrize("moment", ["before storing", "behind storing"])
def test_a_round_that_breaks_off_is_gone_on_with_and_doubles_nothing(
    site: Site, go_round, monkeypatch, moment: str
) -> None:
    followed(site)
    addresses = articles(site, 4)
    entries = [(address, "Talks", "", DAY) for address in addresses]
    entries += [(site.address(f"/whole{n}"), f"Whole {n}", article_body(n), DAY) for n in (7, 8)]
    site.pages["/feed"] = reply(rss(entries), **XML)

    class Killed(BaseException):
        pass

    left = [0]

    def mortal(function, at):
        def call(*told, **more):
            left[0] -= 1
            if moment == "before storing" and not left[0]:
                raise Killed
            found = function(*told, **more)
            if moment == "behind storing" and not left[0]:
                raise Killed
            return found

        return call

    for module in (runs, taking):
        monkeypatch.setattr(module, "store_batch", mortal(module.store_batch, moment))
    for after in (1, 2, 1, 1):
        left[0] = after
        try:
            go_round()
        except Killed:
            continue
    left[0] = 99
    go_round(later=True)
    assert Article.objects.count() == 6
    assert states() == {"held": 6}
    texts = list(Quote.objects.filter(text__contains="We will not sign").values_list("text", flat=True))
    assert len(texts) == len(set(texts)) == 6


def test_two_followers_do_not_do_the_same(site: Site, fetcher) -> None:
    with round_lock() as first, round_lock() as second:
        assert first is not None and second is None
    with round_lock() as again:
        assert again is not None


def test_the_follower_goes_on_until_it_is_told_to_stop(site: Site, fetcher, monkeypatch) -> None:
    followed(site)
    site.pages["/feed"] = reply(rss([(site.address("/1"), "Talks", article_body(1), DAY)]), **XML)
    turns = []

    def stopped() -> bool:
        turns.append(1)
        return Article.objects.exists()

    monkeypatch.setattr("statements.following.rounds.connections", Quiet())
    follow_web(fetcher, stopped, pause=0.1)
    assert Article.objects.count() == 1


class Quiet:
    """The connection of a test is not to be closed behind its back."""

    def __getitem__(self, name: str):
        return self

    def close_if_unusable_or_obsolete(self) -> None:
        pass

    def close_all(self) -> None:
        raise AssertionError("the round failed")
