"""One address, and a server that does not mean well."""

import gzip
import json
import logging
import threading
import time
import zlib
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import pytest

from statements.network.exchange import Wire
from statements.network.faults import HostHeld, Unfetchable
from statements.network.fetching import Fetched, Fetcher
from statements.network.many import Asking, fetch_many
from tests.network.serving import (
    QUICK,
    Site,
    conditional,
    drip,
    endless,
    looking,
    make_fetcher,
    packed,
    redirect,
    reply,
)

LIMIT = QUICK.size


def body_of(found: Fetched) -> bytes:
    assert found.body is not None
    with found.body as body:
        return body.read()


def refusal(fetcher: Fetcher, address: str, **told: object) -> Unfetchable:
    """Return why an address is not had; a request that outlasts its time would not end for long."""
    began = time.monotonic()
    with pytest.raises(Unfetchable) as refused:
        fetcher.fetch(address, **told)
    assert time.monotonic() - began < 30
    return refused.value


# What is sent, and what comes of it


def test_a_page_comes_with_what_its_server_says_of_it(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply("Größe", Content_Type='text/html; charset="windows-1252"', Content_Language="de",
                             ETag='"v1"', Last_Modified="Thu, 10 Jun 2021 16:30:00 GMT")  # fmt: skip
    found = fetcher.fetch(site.address("/a#part"))
    assert (found.address, found.status, found.redirects) == (site.address("/a"), 200, ())
    assert (found.kind, found.charset, found.language) == ("text/html", "windows-1252", "de")
    assert (found.etag, found.modified) == ('"v1"', "Thu, 10 Jun 2021 16:30:00 GMT")
    assert body_of(found) == "Größe".encode()


def test_the_archive_names_itself_and_asks_for_one_page(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a?b=1"] = reply("x")
    fetcher.fetch(site.address("/a?b=1"))
    asked = site.asked[-1]
    assert asked.path == "/a?b=1"
    assert asked.headers["user-agent"] == "OnRecord/0.2 (+mailto:desk@record.example)"
    assert asked.headers["host"] == f"127.0.0.1:{site.port}"
    assert asked.headers["connection"] == "close"
    assert "cookie" not in asked.headers and "referer" not in asked.headers


def test_a_user_agent_of_two_lines_is_none(tmp_path: Path, fetcher: Fetcher) -> None:
    for agent in ("", "a\r\nX-Other: b", "Größe"):
        with pytest.raises(ValueError, match="one line"):
            Fetcher(reach=fetcher.reach, hosts=fetcher.hosts, agent=agent)


def test_what_did_not_change_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = conditional("first")
    first = fetcher.fetch(site.address("/a"))
    assert not first.unchanged
    again = fetcher.fetch(site.address("/a"), etag=first.etag, modified="Thu, 10 Jun 2021 16:30:00 GMT")
    assert again.unchanged
    assert site.asked[-1].headers["if-modified-since"] == "Thu, 10 Jun 2021 16:30:00 GMT"
    site.pages["/a"] = conditional("second", '"v2"')
    assert body_of(fetcher.fetch(site.address("/a"), etag=first.etag)) == b"second"


def test_not_modified_without_a_condition_is_no_page(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply(b"", 304)
    assert "304" in str(refusal(fetcher, site.address("/a")))


@pytest.mark.parametrize(
    ("status", "passing", "words"),
    [(404, False, "no such page"), (410, False, "for good"), (401, False, "password"), (403, False, "does not let"),
     (451, False, "law"), (500, True, "trouble"), (502, True, "trouble"), (204, False, "no page"), (206, False, "no page"),
     (300, False, "no page"), (302, False, "no page"), (999, True, "999")],
)  # fmt: skip
def test_a_status_is_said_in_words(
    site: Site, fetcher: Fetcher, status: int, passing: bool, words: str
) -> None:
    site.pages["/a"] = reply("sorry", status)
    fault = refusal(fetcher, site.address("/a"))
    assert words in str(fault)
    assert (fault.passing, fault.status) == (passing, status)


def test_nobody_there_is_said_in_words(site: Site, fetcher: Fetcher) -> None:
    site.close()
    fault = refusal(fetcher, site.address("/a"))
    assert "no connection" in str(fault) and fault.passing


# Redirects


def test_redirects_are_followed_and_kept(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/a": redirect("/b", 301),
        "/b": redirect(site.address("/c?d=1"), 302),
        "/c?d=1": reply("x"),
    }
    found = fetcher.fetch(site.address("/a"))
    assert found.address == site.address("/c?d=1")
    assert [(step.status, step.address) for step in found.redirects] == [
        (301, site.address("/a")),
        (302, site.address("/b")),
    ]
    assert found.moved == ""


@pytest.mark.parametrize("status", [301, 308])
def test_what_moved_for_good_says_where(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages |= {"/a": redirect("/b", status), "/b": reply("x")}
    assert fetcher.fetch(site.address("/a")).moved == site.address("/b")


def test_a_circle_of_redirects_is_left(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": redirect("/c"), "/c": redirect("/a#x"), "/d": redirect("/d")}
    assert "circle" in str(refusal(fetcher, site.address("/a")))
    assert site.paths == ["/a", "/b", "/c"]
    assert "circle" in str(refusal(fetcher, site.address("/d")))


def test_redirects_without_end_are_left(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(50)}
    assert "leads on more than 10 times" in str(refusal(fetcher, site.address("/0")))
    assert len(site.paths) == 11


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
        "http://ada:nine@127.0.0.1/",
        "http://127.0.0.1:22/",
        "http://0x7f.1/",
        "javascript:alert(1)",
        "http://[bad",
        "\\\\127.0.0.1\\a",
    ],
)
def test_a_redirect_to_what_is_not_asked_is_not_followed(site: Site, fetcher: Fetcher, target: str) -> None:
    site.pages["/a"] = redirect(target)
    assert not refusal(fetcher, site.address("/a")).passing
    assert site.paths == ["/a"]


# Inside


METADATA = [
    "169.254.169.254",
    "[fd00:ec2::254]",
    "[::ffff:169.254.169.254]",
    "10.0.0.1",
    "[::1]",
    "100.100.100.200",
]


@pytest.mark.parametrize("machine", METADATA)
def test_a_redirect_inside_is_not_followed(site: Site, tmp_path: Path, monkeypatch, machine: str) -> None:
    dialled = watch_connections(monkeypatch)
    fetcher = make_fetcher(tmp_path, site, networks="127.0.0.1")
    site.pages["/a"] = redirect(f"http://{machine}/latest/meta-data/")
    fault = refusal(fetcher, site.address("/a"))
    assert "leads to" in str(fault) and "no machine of the public internet" in str(fault)
    assert set(dialled) == {("127.0.0.1", site.port)}


def watch_connections(monkeypatch) -> list[tuple[str, int]]:
    """Return a list that fills with the machines that connections are made to."""
    import statements.network.exchange as exchange

    dialled: list[tuple[str, int]] = []
    kept = exchange.dial

    def dial(machine: str, port: int, seconds: float):
        dialled.append((machine, port))
        return kept(machine, port, seconds)

    monkeypatch.setattr(exchange, "dial", dial)
    return dialled


def test_this_machine_is_not_asked_unless_it_is_listed(site: Site, tmp_path: Path, monkeypatch) -> None:
    dialled = watch_connections(monkeypatch)
    site.pages["/a"] = reply("a secret of the house")
    names = {"courier.example": ["127.0.0.1"], "six.example": ["::1"], "localhost": ["127.0.0.1"]}
    fetcher = make_fetcher(tmp_path, site, networks="", names=names)
    for host in ("127.0.0.1", "courier.example", "localhost", "[::1]", "six.example", "[::ffff:127.0.0.1]"):
        assert "no machine of the public internet" in str(refusal(fetcher, site.address("/a", host)))
    assert (dialled, site.asked) == ([], [])
    assert fetcher.robots.known  # nothing was asked for a robots.txt either
    allowed = make_fetcher(tmp_path, site, names=names)
    assert body_of(allowed.fetch(site.address("/a", "courier.example"))) == b"a secret of the house"


def test_a_name_that_changes_between_check_and_use_is_asked_where_it_was_checked(
    site: Site, tmp_path: Path, monkeypatch
) -> None:
    """The name leads outside when it is looked at, and inside ever after: nobody looks a second time."""
    dialled = watch_connections(monkeypatch)
    fetcher = make_fetcher(tmp_path, site, networks="127.0.0.1")
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) <= 2 else ["10.0.0.1"]

    object.__setattr__(fetcher.reach, "resolve", resolve)
    site.pages["/a"] = reply("x")
    fetcher.fetch(site.address("/a", "courier.example"))
    assert len(asked) == 2  # once for robots.txt and once for the page
    assert set(dialled) == {("127.0.0.1", site.port)}
    assert site.asked[-1].headers["host"] == f"courier.example:{site.port}"
    assert "no machine" in str(refusal(fetcher, site.address("/a", "courier.example")))
    assert set(dialled) == {("127.0.0.1", site.port)}


def test_a_name_is_looked_at_again_at_each_redirect(site: Site, tmp_path: Path) -> None:
    fetcher = make_fetcher(
        tmp_path, site, networks="127.0.0.1", names={"courier.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}
    )  # fmt: skip
    site.pages["/a"] = redirect(site.address("/b", "inside.example"))
    assert "no machine" in str(refusal(fetcher, site.address("/a", "courier.example")))


def test_a_robots_txt_that_leads_inside_is_not_followed(site: Site, tmp_path: Path, monkeypatch) -> None:
    dialled = watch_connections(monkeypatch)
    fetcher = make_fetcher(tmp_path, site, networks="127.0.0.1")
    site.pages |= {"/robots.txt": redirect("http://169.254.169.254/"), "/a": reply("x")}
    assert body_of(fetcher.fetch(site.address("/a"))) == b"x"
    assert set(dialled) == {("127.0.0.1", site.port)}


def test_proxies_of_the_environment_are_not_used(site: Site, fetcher: Fetcher, monkeypatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.pages["/a"] = reply("x")
    assert body_of(fetcher.fetch(site.address("/a"))) == b"x"


def test_a_proxy_that_the_operator_sets_is_told_the_machine_and_not_the_name(
    site: Site, tmp_path: Path
) -> None:
    heads: list[str] = []

    def proxy(connection) -> None:
        """Say yes to CONNECT, then be the site beyond."""
        connection.sendall(b"HTTP/1.1 200 Go on\r\n\r\n")
        inner = b""
        while b"\r\n\r\n" not in inner:
            inner += connection.recv(4096)
        heads.append(inner.decode())
        connection.sendall(reply("beyond", 200 if b" /a " in inner else 404))

    names = {"courier.example": ["127.0.0.9"]}
    site.pages[f"127.0.0.9:{site.port}"] = proxy
    wire = Wire(bounds=QUICK, proxy=f"http://ada:nine%20winters@127.0.0.1:{site.port}")
    fetcher = make_fetcher(tmp_path, site, names=names, wire=wire)
    assert body_of(fetcher.fetch(site.address("/a", "courier.example"))) == b"beyond"
    assert f"Host: courier.example:{site.port}" in heads[-1]
    assert site.asked[-1].headers["proxy-authorization"] == "Basic YWRhOm5pbmUgd2ludGVycw=="
    inside = make_fetcher(tmp_path, site, names=names, wire=wire, networks="127.0.0.1")
    assert "no machine" in str(refusal(inside, site.address("/a", "courier.example")))


# Answers that do not end, or not as they say


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        endless(HEAD + b"\r\n"),
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        reply(b"x" * (LIMIT + 1)),
        reply(b"x", Content_Length="99999999999"),
        packed(b"\0" * (LIMIT * 50)),
        reply(gzip.compress(gzip.compress(b"\0" * (LIMIT * 100), mtime=0), mtime=0), Content_Encoding="gzip, gzip"),
        reply(zlib.compress(b"\0" * (LIMIT * 50)), Content_Encoding="deflate"),
    ],
    ids=["endless", "endless in chunks", "one byte too many", "says it is", "bomb", "bomb in a bomb", "deflated bomb"],
)  # fmt: skip
def test_what_is_too_large_is_not_read_on(site: Site, fetcher: Fetcher, answer: bytes) -> None:
    site.pages["/a"] = answer
    fault = refusal(fetcher, site.address("/a"))
    assert "the most that is fetched" in str(fault)
    assert not fault.passing


def test_what_is_as_large_as_may_be_is_read(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply(b"x" * LIMIT)
    assert len(body_of(fetcher.fetch(site.address("/a")))) == LIMIT


@pytest.mark.parametrize(
    "answer",
    [
        drip(HEAD + b"\r\n"),
        drip(HEAD + b"Content-Length: 4000\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", most=100),
        drip(b"HTTP/1.1 200 OK\r\n", b"X-More: y\r\n", most=60),
        drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(HEAD + b"\r\n", pause=5, most=1),
    ],
    ids=["body", "told length", "one header", "interim answers", "headers", "chunks", "silence"],
)
def test_what_drips_is_given_up(site: Site, fetcher: Fetcher, answer) -> None:
    site.pages["/a"] = answer
    fault = refusal(fetcher, site.address("/a"))
    assert fault.passing
    assert "given up" in str(fault)


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"half", Content_Length="100"),
        reply(b"64\r\nhalf", Content_Length="", Transfer_Encoding="chunked"),
        reply(b"nonsense\r\n", Content_Length="", Transfer_Encoding="chunked"),
        reply(gzip.compress(b"the whole of it" * 99, mtime=0)[:-30], Content_Encoding="gzip"),
        reply(b"not packed at all", Content_Encoding="gzip"),
    ],
    ids=["length", "chunk", "no chunk", "gzip", "no gzip"],
)
def test_what_breaks_off_is_not_kept(site: Site, fetcher: Fetcher, answer: bytes) -> None:
    site.pages["/a"] = answer
    fault = refusal(fetcher, site.address("/a"))
    assert fault.passing
    assert any(words in str(fault) for words in ("broke off", "damaged or cut off"))


def test_what_comes_behind_the_length_is_none_of_it(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply(b"the page, and more", Content_Length="8")
    assert body_of(fetcher.fetch(site.address("/a"))) == b"the page"


@pytest.mark.parametrize(
    "answer",
    [b"", b"hello\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 two hundred\r\n\r\n", b"\0" * 500,
     HEAD + b"X: " + b"y" * 70_000 + b"\r\n\r\n", HEAD + b"X: y\r\n" * 200 + b"\r\n"],
)  # fmt: skip
def test_what_is_no_http_is_said_in_words(site: Site, fetcher: Fetcher, answer: bytes) -> None:
    site.pages["/a"] = answer
    assert refusal(fetcher, site.address("/a")).passing


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(b"words", mtime=0)),
        ("x-gzip", gzip.compress(b"words", mtime=0)),
        ("GZIP", gzip.compress(b"wo", mtime=0) + gzip.compress(b"rds", mtime=0)),
        ("gzip", gzip.compress(b"words", mtime=0) + b"\0\0\0"),
        ("deflate", zlib.compress(b"words")),
        ("deflate", zlib.compress(b"words")[2:-4]),
        ("identity", b"words"),
        ("deflate, gzip", gzip.compress(zlib.compress(b"words"), mtime=0)),
    ],
)
def test_what_is_packed_is_unpacked(site: Site, fetcher: Fetcher, encoding: str, data: bytes) -> None:
    site.pages["/a"] = reply(data, Content_Encoding=encoding)
    assert body_of(fetcher.fetch(site.address("/a"))) == b"words"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip, gzip", "aes128gcm"])
def test_a_packing_that_was_not_asked_for_is_refused(site: Site, fetcher: Fetcher, encoding: str) -> None:
    site.pages["/a"] = reply(b"words", Content_Encoding=encoding)
    assert "packed in a way" in str(refusal(fetcher, site.address("/a")))


def test_an_empty_page_is_none(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply(b"")
    assert str(refusal(fetcher, site.address("/a"))) == "it is empty"


# Politeness


@pytest.mark.parametrize(
    ("rules", "allowed", "forbidden"),
    [
        ("User-agent: *\nDisallow: /private", ["/a", "/a/private"], ["/private", "/private/x", "/privates"]),
        ("User-agent: *\nDisallow: /\nAllow: /news", ["/news/1"], ["/a", "/"]),
        ("User-agent: *\nDisallow: /news\nAllow: /news/open", ["/news/open/1"], ["/news/1"]),
        ("User-agent: *\nDisallow: /*.pdf$", ["/a.pdf?x", "/a.html"], ["/a.pdf", "/b/c.pdf"]),
        ("User-agent: *\nDisallow: /a*b*c", ["/ab"], ["/a1b2c3"]),
        ("User-agent: onrecord\nDisallow: /a\n\nUser-agent: *\nDisallow: /", ["/b"], ["/a"]),
        ("User-agent: otherbot\nDisallow: /", ["/a"], []),
        ("User-agent: otherbot\nUser-agent: OnRecord/1 # us\nDisallow: /a", ["/b"], ["/a"]),
        ("User-agent: record\nDisallow: /", ["/a"], []),
        ("useragent: *\nDisallow: /a", ["/b"], ["/a"]),
        ("User-agent: *\nDisallow:", ["/a"], []),
        ("<html>we have none</html>", ["/a"], []),
    ],
)
def test_a_site_is_asked_as_it_wants(
    site: Site, tmp_path: Path, rules: str, allowed: list[str], forbidden: list[str]
) -> None:
    fetcher = make_fetcher(tmp_path, site)
    site.pages["/robots.txt"] = reply(rules, Content_Type="text/plain")
    site.pages |= dict.fromkeys(allowed + forbidden, reply("x"))
    for path in allowed:
        fetcher.fetch(site.address(path))
    for path in forbidden:
        fault = refusal(fetcher, site.address(path))
        assert "robots.txt" in str(fault) and not fault.passing
    assert site.paths == allowed
    assert [one.path for one in site.asked].count("/robots.txt") == 1  # once a day is enough


def test_a_redirect_to_what_robots_leave_alone_is_not_followed(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/robots.txt": reply("User-agent: *\nDisallow: /b"),
        "/a": redirect("/b"),
        "/b": reply("x"),
    }
    assert "robots.txt" in str(refusal(fetcher, site.address("/a")))
    assert site.paths == ["/a"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_where_robots_txt_cannot_be_had_nothing_is_asked(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages |= {"/robots.txt": reply("sorry", status, Retry_After="0"), "/a": reply("x")}
    fault = refusal(fetcher, site.address("/a"))
    assert fault.passing and "robots.txt" in str(fault)
    assert site.paths == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_where_there_is_no_robots_txt_nothing_is_forbidden(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages |= {"/robots.txt": reply("no", status), "/a": reply("x")}
    fetcher.fetch(site.address("/a"))


def test_a_robots_txt_without_end_is_read_as_far_as_one_reads(site: Site, tmp_path: Path) -> None:
    bounds = QUICK.__class__(seconds=5, silent=2, size=2_000_000)
    fetcher = make_fetcher(tmp_path, site, bounds=bounds)
    site.pages["/robots.txt"] = endless(
        b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /a\n", b"# nothing\n" * 6000
    )
    assert "robots.txt" in str(refusal(fetcher, site.address("/a")))


def test_a_robots_txt_of_thousands_of_robots_and_rules_is_no_trap(site: Site, tmp_path: Path) -> None:
    bounds = QUICK.__class__(seconds=5, silent=2, size=2_000_000)
    fetcher = make_fetcher(tmp_path, site, bounds=bounds)
    agents = "".join(f"User-agent: bot{n}\n" for n in range(9000))
    rules = "".join(f"Disallow: /*{n}*\n" for n in range(12_000))
    site.pages |= {
        "/robots.txt": reply(f"{agents}User-agent: *\n{rules}"),
        "/a": reply("x"),
        "/a11": reply("x"),
    }
    fetcher.fetch(site.address("/a"))
    assert "robots.txt" in str(refusal(fetcher, site.address("/a11")))


def test_there_is_a_pause_between_requests(site: Site, tmp_path: Path) -> None:
    fetcher = make_fetcher(tmp_path, site, pause=0.2)
    site.pages |= {"/a": reply("x"), "/b": reply("x")}
    fetcher.fetch(site.address("/a"))
    fetcher.fetch(site.address("/b"))
    times = [one.at for one in site.asked]
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))


def test_the_pause_is_as_long_as_the_site_wants(site: Site, tmp_path: Path) -> None:
    fetcher = make_fetcher(tmp_path, site)
    site.pages |= {
        "/robots.txt": reply("User-agent: *\nCrawl-delay: 0.4"),
        "/a": reply("x"),
        "/b": reply("x"),
    }
    fetcher.fetch(site.address("/a"))
    fetcher.fetch(site.address("/b"))
    first, second = (one.at for one in site.asked if one.path != "/robots.txt")
    assert second - first >= 0.4
    site.pages["/robots.txt"] = reply("User-agent: *\nCrawl-delay: 3600")
    other = make_fetcher(tmp_path, site)
    other.fetch(site.address("/a"))
    held = refusal(other, site.address("/b"), patience=1.0)
    assert isinstance(held, HostHeld) and "60 minutes" in str(held)


def test_one_request_at_a_time_whoever_asks(site: Site, tmp_path: Path) -> None:
    """Two fetchers of the same data folder are as two processes: they share nothing but files."""
    site.pages |= {f"/{n}": drip(reply(b"", Content_Length="2"), b"x", 0.05, 2) for n in range(6)}
    fetchers = [make_fetcher(tmp_path, site), make_fetcher(tmp_path, site)]
    threads = [threading.Thread(target=fetchers[n % 2].fetch, args=[site.address(f"/{n}")]) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.paths) == 6
    # A page takes a tenth of a second to come; nothing is asked for meanwhile.
    asked = sorted(site.asked, key=lambda one: one.at)
    pages = [(one, after) for one, after in pairwise(asked) if one.path != "/robots.txt"]
    assert all(after.at - one.at >= 0.09 for one, after in pages)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("wait", ["120", "date"])
def test_a_host_that_wants_to_rest_is_left_alone(
    site: Site, fetcher: Fetcher, status: int, wait: str
) -> None:
    told = formatdate(time.time() + 120, usegmt=True) if wait == "date" else wait
    site.pages |= {"/a": reply("slow down", status, Retry_After=told), "/b": reply("x")}
    fault = refusal(fetcher, site.address("/a"))
    assert fault.passing and 110 < fault.until - time.time() < 130
    held = refusal(fetcher, site.address("/b"), patience=1.0)
    assert isinstance(held, HostHeld)
    assert abs(held.until - fault.until) < 3
    assert "2 minutes" in str(held)
    assert site.paths == ["/a"]


def test_a_rest_of_years_is_one_of_a_day(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply("", 429, Retry_After="999999999")
    refusal(fetcher, site.address("/a"))
    held = refusal(fetcher, site.address("/a"), patience=1.0)
    assert held.until - time.time() < 25 * 3600


def test_a_rest_that_is_no_time_is_a_minute(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = reply("", 503, Retry_After="soon")
    assert 50 < refusal(fetcher, site.address("/a")).until - time.time() < 70


# Encrypted


CERTIFICATE = Path(__file__).with_name("courier.example.pem")


def test_a_certificate_is_checked_by_the_name_though_the_machine_is_asked(tmp_path: Path) -> None:
    import ssl

    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(CERTIFICATE)
    named: list[str | None] = []
    serving.sni_callback = lambda _socket, name, _context: named.append(name)
    site = Site({"/a": reply("x")}, tls=serving)
    names = {"courier.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    believing = Wire(bounds=QUICK, tls=ssl.create_default_context(cafile=str(CERTIFICATE)))
    fetcher = make_fetcher(tmp_path, site, names=names, wire=believing)
    assert body_of(fetcher.fetch(site.address("/a", "courier.example", "https"))) == b"x"
    assert set(named) == {"courier.example"}
    assert "certificate" in str(refusal(fetcher, site.address("/a", "other.example", "https")))
    stranger = make_fetcher(tmp_path, site, names=names)
    assert "certificate" in str(refusal(stranger, site.address("/a", "courier.example", "https")))


# What is logged


def test_no_key_is_logged_in_full(site: Site, fetcher: Fetcher, caplog) -> None:
    caplog.set_level(logging.DEBUG, "statements")
    secret = "0123456789abcdef0123456789abcdef"
    site.pages |= {f"/a?token={secret}": redirect(f"/b?key={secret}"), f"/b?key={secret}": reply("", 500)}
    fault = refusal(fetcher, site.address(f"/a?token={secret}"))
    assert "token=…" in caplog.text
    assert secret not in caplog.text
    assert secret not in str(fault)


# Many


def first_at(hosts: list[str], host: str) -> int:
    return hosts.index(host)


def last_at(hosts: list[str], host: str) -> int:
    return len(hosts) - 1 - hosts[::-1].index(host)


def test_hosts_are_asked_beside_each_other_and_each_in_order(site: Site, tmp_path: Path) -> None:
    names = {f"{n}.example": ["127.0.0.1"] for n in range(4)}
    fetcher = make_fetcher(tmp_path, site, names=names, pause=0.1)
    site.pages |= {f"/{n}": reply("x") for n in range(5)}
    wanted = [
        Asking(key=10 * host + n, address=site.address(f"/{n}", f"{host}.example"))
        for n in range(5)
        for host in range(4)
    ]
    came = [one for some in fetch_many(fetcher, wanted, seconds=30, patience=5) for one in some]
    hosts = [one.headers["host"].partition(".")[0] for one in site.asked if one.path != "/robots.txt"]
    begun, over = ([at(hosts, str(host)) for host in range(4)] for at in (first_at, last_at))
    assert max(begun) < min(over)  # none waited for another to end
    assert sorted(one.key for one, _ in came) == sorted(one.key for one in wanted)
    for host in range(4):
        keys = [one.key for one, _ in came if one.key // 10 == host]
        assert keys == sorted(keys)


def test_one_that_fails_costs_the_others_nothing(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": reply("x"), "/c": reply("x"), "/b": endless(HEAD + b"\r\n")}
    wanted = [
        Asking(key=n, address=a) for n, a in enumerate(["nonsense", *map(site.address, ("/a", "/b", "/c"))])
    ]
    came = {
        one.key: found for some in fetch_many(fetcher, wanted, seconds=9, patience=5) for one, found in some
    }
    assert [isinstance(came[n], Fetched) for n in range(4)] == [False, True, False, True]


def test_what_a_host_that_rests_is_not_asked_is_told_so(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": reply("", 429, Retry_After="600"), "/b": reply("x"), "/c": reply("x")}
    wanted = [Asking(key=n, address=site.address(f"/{name}")) for n, name in enumerate("abc")]
    came = {
        one.key: found for some in fetch_many(fetcher, wanted, seconds=9, patience=1) for one, found in some
    }
    assert type(came[0]) is Unfetchable
    assert isinstance(came[1], HostHeld) and isinstance(came[2], HostHeld)
    assert site.paths == ["/a"]


def test_what_there_is_no_time_for_is_left(site: Site, tmp_path: Path) -> None:
    fetcher = make_fetcher(tmp_path, site, pause=0.2)
    site.pages |= {f"/{n}": reply("x") for n in range(20)}
    wanted = [Asking(key=n, address=site.address(f"/{n}")) for n in range(20)]
    came = [one for some in fetch_many(fetcher, wanted, seconds=0.5, patience=5) for one in some]
    assert 0 < len(came) < 8
    assert len(site.paths) == len(came)


def test_it_stops_when_it_is_told_to(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": reply("x"), "/b": drip(HEAD + b"\r\n")}
    wanted = [Asking(key=n, address=site.address(f"/{name}")) for n, name in enumerate("ab")]
    began = time.monotonic()
    stopped = threading.Event()
    for _ in fetch_many(fetcher, wanted, seconds=60, patience=5, stopped=stopped.is_set):
        stopped.set()
    assert time.monotonic() - began < 30  # of sixty


@pytest.mark.parametrize("path", ["/cookies"])
def test_nothing_is_remembered_of_a_site_but_when_it_was_asked(
    site: Site, fetcher: Fetcher, path: str, tmp_path: Path
) -> None:
    seen = []

    def answer(asked):
        seen.append(asked.headers)
        return reply("x", Set_Cookie="who=you")

    site.pages[path] = looking(answer)
    fetcher.fetch(site.address(path))
    fetcher.fetch(site.address(path))
    assert "cookie" not in json.dumps(seen)
    files = list((tmp_path / "hosts").iterdir())
    assert len(files) == 1
    float(files[0].read_text())
