"""`manage.py fetch` and `manage.py follow`, and what the admin offers."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from statements.following.settings import fetcher_of_settings, user_agent
from statements.models import Article, FollowedSource, Outlet, WebAddress
from tests.following.making import article_body, article_page, rss
from tests.network.serving import Site, conditional, redirect, reply

pytestmark = pytest.mark.django_db
DAY = "Thu, 10 Jun 2021 16:30:00 GMT"


def run(*words: str) -> tuple[int, str, str]:
    """Return the exit code of a command, and what it printed to whom."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*words, stdout=out, stderr=err)
        code = 0
    except SystemExit as left:
        code = int(left.code or 0)
    return code, out.getvalue(), err.getvalue()


def test_an_address_is_fetched_and_read(site: Site, fetcher) -> None:
    site.pages |= {"/go": redirect("/1"), "/1": reply(article_page(1))}
    code, out, err = run("fetch", site.address("/go"), "--outlet", "The Farrow Observer")
    assert code == 0
    assert out.startswith("1 read: 1 new, 0 unchanged, 0 updated, 0 unreadable.")
    assert f"{site.address('/go')} leads to {site.address('/1')}" in err
    article = Article.objects.get()
    assert (article.origin, article.url) == (site.address("/1"), site.address("/1"))
    assert str(article.outlet) == "The Farrow Observer"
    assert "1 unchanged" in run("fetch", site.address("/1"))[1]


def test_what_cannot_be_had_is_listed_and_the_rest_goes_on(site: Site, fetcher) -> None:
    site.pages |= {
        "/1": reply(article_page(1)),
        "/later": reply("sorry", 503, Retry_After="9999"),
        "/robots.txt": reply("User-agent: *\nDisallow: /private"),
    }
    code, out, err = run(
        "fetch", "file:///etc/passwd", "http://10.0.0.1/", site.address("/gone"), site.address("/private"),
        site.address("/1"), site.address("/later"),
    )  # fmt: skip
    assert code == 1
    assert out.startswith("6 read: 1 new, 0 unchanged, 0 updated, 5 unreadable.")
    assert "not read: file:///etc/passwd: only addresses that begin with http" in err
    assert "not read: http://10.0.0.1/: its host is no machine of the public internet" in err
    assert "/gone: there is no such page" in err
    assert "/private: its site asks robots to leave this address alone" in err
    assert "/later: its site has trouble" in err and "asked for again by manage.py follow" in err
    assert "Traceback" not in err


def test_what_did_not_change_is_asked_for_and_not_sent(site: Site, fetcher) -> None:
    site.pages["/1"] = conditional(article_page(1))
    run("fetch", site.address("/1"))
    assert "1 unchanged" in run("fetch", site.address("/1"))[1]
    assert site.asked[-1].headers["if-none-match"] == '"v1"'
    run("fetch", "--again", site.address("/1"))
    assert "if-none-match" not in site.asked[-1].headers


def test_a_feed_that_is_fetched_gives_its_entries(site: Site, fetcher) -> None:
    entries = [
        (site.address("/1"), "Talks", article_body(1), DAY),
        (site.address("/2"), "More", article_body(2), DAY),
    ]
    site.pages["/feed"] = reply(rss(entries), Content_Type="application/rss+xml")
    assert "2 new" in run("fetch", site.address("/feed"))[1]
    assert set(Article.objects.values_list("origin", flat=True)) == {site.address("/1"), site.address("/2")}


def test_settings_that_cannot_be_used_are_said_in_a_sentence(site: Site, fetcher, settings) -> None:
    for name, value, words in (
        ("ONRECORD_FETCH_NETWORKS", "intranet", "'intranet' is no network"),
        ("ONRECORD_FETCH_PORTS", "http", "no list of ports"),
        ("ONRECORD_FETCH_PAUSE", "long", "no number"),
        ("ONRECORD_FETCH_SECONDS", "-3", "1 or more"),
        ("ONRECORD_FETCH_PROXY", "ftp://127.0.0.1", "http://host:port"),
        ("ONRECORD_FETCH_CONTACT", "two\nlines", "one line"),
    ):
        kept = getattr(settings, name)
        setattr(settings, name, value)
        for command in (("fetch", site.address("/1")), ("follow", "--once")):
            with pytest.raises(CommandError, match=words):
                run(*command)
        setattr(settings, name, kept)


def test_the_archive_says_whom_to_write_to(settings) -> None:
    assert user_agent().startswith("OnRecord/")
    settings.ONRECORD_FETCH_CONTACT = "mailto:desk@record.example"
    assert user_agent().endswith(" (+mailto:desk@record.example)")
    settings.ONRECORD_FETCH_AGENT = "HarbourArchive/1"
    assert user_agent() == "HarbourArchive/1 (+mailto:desk@record.example)"
    assert fetcher_of_settings().robots.name == "HarbourArchive"


def test_following_once_tells_what_came(site: Site, fetcher) -> None:
    FollowedSource.objects.create(address=site.address("/feed"))
    site.pages |= {
        "/feed": reply(rss([(site.address("/1"), "Talks", "", DAY)])),
        "/1": reply(article_page(1)),
    }
    code, out, _ = run("follow", "--once")
    assert code == 0
    assert "1 sources asked, 0 of them in vain. 1 articles new" in out
    assert "0 sources asked" in run("follow", "--once")[1]


def test_a_source_is_followed_by_its_address_due_or_not(site: Site, fetcher) -> None:
    address = site.address("/feed")
    FollowedSource.objects.create(address=address)
    for _ in range(2):
        code, out, _ = run("follow", address)
        assert code == 1  # there is nothing there
        assert f"{address}: there is no such page" in out
    assert site.paths == ["/feed", "/feed"]
    FollowedSource.objects.update(paused=True)
    with pytest.raises(CommandError, match="is paused"):
        run("follow", address)
    with pytest.raises(CommandError, match="List it in the admin"):
        run("follow", site.address("/other"))
    with pytest.raises(CommandError, match="only addresses that begin"):
        run("follow", "file:///etc/passwd")


# The admin


def add(client, **told: Any):
    values = {"kind": "feed", "interval": 60, **told}
    return client.post(reverse("admin:statements_followedsource_add"), values)


def test_a_source_is_added_in_one_spelling(admin_client, fetcher) -> None:
    outlet = Outlet.objects.create(name="The Farrow Observer", slug="farrow")
    assert add(admin_client, address="HTTPS://Courier.Example/feed#top", outlet=outlet.pk).status_code == 302
    source = FollowedSource.objects.get()
    assert (source.address, source.outlet) == ("https://courier.example/feed", outlet)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"address": "file:///etc/passwd"}, "This is not fetched: only addresses that begin"),
        ({"address": "https://ada:nine@courier.example/"}, "user name or a password"),
        ({"address": "https://courier.example:22/"}, "port 22"),
        ({"address": "https://courier.example/", "interval": 1}, "greater than or equal to 5"),
    ],
)
def test_what_would_never_be_asked_is_refused_at_once(admin_client, fetcher, told, words: str) -> None:
    response = add(admin_client, **told)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_the_list_says_what_came_of_it(admin_client, site: Site, fetcher) -> None:
    FollowedSource.objects.create(address="https://courier.example/feed?token=0123456789abcdef")
    source = FollowedSource.objects.create(address=site.address("/feed"))
    run("follow", source.address)
    page = admin_client.get(reverse("admin:statements_followedsource_changelist")).content.decode()
    assert "failed 1 time in a row" in page
    assert "there is no such page (any more) (the server answered 404)" in page
    assert "waits for its first run" in page
    assert "0123456789abcdef" not in page
    form = admin_client.get(reverse("admin:statements_followedsource_change", args=[source.pk]))
    assert "the server answered 404" in form.content.decode()


def act(client, model: str, action: str, *rows) -> str:
    address = reverse(f"admin:statements_{model}_changelist")
    values = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address, values, follow=True).content.decode()


def test_sources_are_paused_gone_on_with_and_asked_now(admin_client, site: Site, fetcher) -> None:
    source = FollowedSource.objects.create(address=site.address("/feed"))
    run("follow", source.address)
    assert "1 source is paused" in act(admin_client, "followedsource", "pause", source)
    assert (
        "paused" in admin_client.get(reverse("admin:statements_followedsource_changelist")).content.decode()
    )
    assert "1 source is followed" in act(admin_client, "followedsource", "go_on", source)
    assert "0 sources asked" in run("follow", "--once")[1]
    assert "1 source is asked in a moment" in act(admin_client, "followedsource", "ask_now", source)
    assert "1 sources asked" in run("follow", "--once")[1]


def test_another_address_is_asked_anew(admin_client, site: Site, fetcher) -> None:
    source = FollowedSource.objects.create(address=site.address("/feed"), etag='"old"', failures=3)
    change = reverse("admin:statements_followedsource_change", args=[source.pk])
    values = {"address": site.address("/other"), "kind": "feed", "interval": 60}
    assert admin_client.post(change, values).status_code == 302
    source.refresh_from_db()
    assert (source.address, source.etag, source.failures, source.last_run) == (
        site.address("/other"),
        "",
        0,
        None,
    )


def test_the_addresses_say_what_became_of_each(admin_client, site: Site, fetcher) -> None:
    site.pages |= {"/go": redirect("/1"), "/1": reply(article_page(1))}
    run("fetch", site.address("/go"), site.address("/gone"))
    listed = admin_client.get(reverse("admin:statements_webaddress_changelist") + "?q=go").content.decode()
    assert "1 new" in listed and "there is no such page" in listed
    row = WebAddress.objects.get(address=site.address("/go"))
    page = admin_client.get(reverse("admin:statements_webaddress_change", args=[row.pk])).content.decode()
    assert f"302 {site.address('/go')}" in page and site.address("/1") in page
    gone = WebAddress.objects.get(address=site.address("/gone"))
    assert "1 address is fetched again" in act(admin_client, "webaddress", "again", gone)
    site.pages["/gone"] = reply(article_page(2))
    run("follow", "--once")
    assert Article.objects.count() == 2


def test_editors_may_follow_and_reviewers_may_not(client, django_user_model, fetcher) -> None:
    from django.contrib.auth.models import Group

    for group, status in (("editor", 200), ("administrator", 200), ("reviewer", 403)):
        user = django_user_model.objects.create_user(group, password="nine winters", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        assert client.get(reverse("admin:statements_followedsource_add")).status_code == status
