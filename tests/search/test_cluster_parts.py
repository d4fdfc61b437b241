"""What of the engine on a cluster can be held without one: its address, its terms, its counts, and that it is away."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from opensearchpy.exceptions import ConnectionError as ClusterRefused
from opensearchpy.exceptions import ConnectionTimeout, SSLError, TransportError

from statements.pages.urls import urlpatterns
from statements.search.analysis import PART, document_terms
from statements.search.engines import engine as engine_of_settings
from statements.search.engines.base import MOST_VALUES, Request, SearchEngine, Unreachable
from statements.search.engines.opensearch.bulk import MOST_ACTIONS, in_bounds, reason_put_off
from statements.search.engines.opensearch.connection import (
    Blocked,
    ClusterAddress,
    ClusterConnection,
    may_pass,
    parse_cluster,
)
from statements.search.engines.opensearch.facets import is_exact
from statements.search.engines.opensearch.indexes import belongs_to
from statements.search.engines.opensearch.queries import NOTHING, matching
from statements.search.engines.opensearch.shape import date_values, words_and_forms
from statements.search.language import And, Not, Phrase, Word, parse
from statements.search.maintenance import drain_or_say, index_state
from statements.search.queue import enqueue_rows, report_damage, waiting
from tools.ports import free_ports

from .engines import ENGINES, engine_named


def test_an_address_has_hosts_a_name_and_a_user() -> None:
    found = parse_cluster("https://mira:s%40y@one.example,http://two.example:9201/ours", seconds=3)
    assert found.hosts == (("https", "one.example", 443), ("http", "two.example", 9201))
    assert (found.name, found.user, found.password, found.seconds) == ("ours", "mira", "s@y", 3)
    assert parse_cluster("https://one.example:9200").name == "onrecord"
    assert parse_cluster("https://a:b@one.example", user="c", password="d").user == "c"


def test_no_password_is_shown() -> None:
    found = parse_cluster("https://mira:s3cret@one.example:9200")
    assert "s3cret" not in repr(found) + found.shown
    assert found.shown == "https://one.example:9200/onrecord"


@pytest.mark.parametrize(
    "text",
    ["", ",", "one.example:9200", "ftp://one.example", "https://a:s3cret@one.example:ninety", "https://one.example/A B", "https://one/-x"],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(ValueError) as error:
        parse_cluster(text)
    assert "s3cret" not in str(error.value)


def test_words_stand_where_they_do_and_their_forms_beside_them() -> None:
    text = f"The US co-operates with Zelmanskyy.{PART}us{PART}{PART}maps"
    exact, stems = words_and_forms(document_terms(text))
    assert exact == ["the us|us. co operates with zelmanskyy", "us", "maps"]
    words = stems.split()
    assert len(words) == document_terms(text).words == 8
    forms = stems.replace("|", " ").split()
    assert {"us", "us.", "map"} <= set(forms)
    assert [forms.count("us"), forms.count("us.")] == [2, 1]
    assert set(document_terms(text).others) <= set(forms)


@pytest.mark.parametrize(
    ("date", "values"),
    [
        (20180524, {"last": 20180524, "year": "2018", "month": "2018-05", "day": "2018-05-24"}),
        (20180500, {"last": 20180531, "year": "2018", "month": "2018-05"}),
        (20180000, {"last": 20181231, "year": "2018"}),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(date: int, values: dict) -> None:
    assert date_values(date) == {"date": date, **values}


def test_what_can_find_nothing_asks_for_nothing() -> None:
    assert matching(Word("?!")) == matching(Phrase("?!")) == NOTHING
    assert matching(And((Not(Word("map")),)))["bool"]["must_not"]
    within = matching(parse('"map map"~3'))["intervals"]["exact"]["all_of"]
    assert "filter" in within and "max_gaps" not in within
    assert matching(parse('"map night"~3'))["intervals"]["exact"]["all_of"]["max_gaps"] == 2


def values_of(counts: list[int], error: int, wrong: int = 0) -> dict:
    buckets = [
        {"key": str(n), "doc_count": count, "doc_count_error_upper_bound": wrong}
        for n, count in enumerate(counts)
    ]
    return {"buckets": buckets, "doc_count_error_upper_bound": error}


def test_counts_are_believed_only_where_no_other_value_can_belong_there() -> None:
    many = [100] * MOST_VALUES
    assert is_exact(values_of([3, 2], 0))
    assert is_exact(values_of([*many, 10], 5))
    assert not is_exact(values_of([*many, 96], 5))  # with five more it would be before the last
    assert not is_exact(values_of([*many, 10], 5, wrong=1))
    assert not is_exact(values_of(many, 5))


def test_what_is_sent_at_once_is_bounded_and_names_nothing_twice() -> None:
    pieces = list(in_bounds((str(n % 1500), "x" * 10) for n in range(2 * MOST_ACTIONS)))
    assert all(len(piece) <= MOST_ACTIONS for piece in pieces)
    assert sum(map(len, pieces)) == 2 * MOST_ACTIONS
    assert [len(piece) for piece in in_bounds([("1", "x"), ("1", "y")])] == [1, 1]
    assert [len(piece) for piece in in_bounds((str(n), "x" * 3_000_000) for n in range(3))] == [1, 1, 1]


@pytest.mark.parametrize(
    ("index", "is_ours"),
    [
        ("ours-2-0a1b2c3d", True),
        ("ours-11-0a1b2c3d", True),
        ("ours-2-2-0a1b2c3d", False),  # of the archive "ours-2"
        ("ours-desk-2-0a1b2c3d", False),
        ("yours-2-0a1b2c3d", False),
        ("ours-writer", False),
        ("ours-2-0a1b2c3d-x", False),
    ],
)
def test_of_another_archive_whose_name_begins_alike_nothing_is_ours(index: str, is_ours: bool) -> None:
    assert belongs_to("ours", index) is is_ours


@contextmanager
def engine_at(port: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SearchEngine]:
    """Give the engine of an archive whose cluster is to be at a port of this machine."""
    monkeypatch.setitem(ENGINES, "away", lambda folder: {
        "ENGINE": "statements.search.engines.opensearch.haystack.ClusterEngine",
        "URL": f"http://record:s3cret@127.0.0.1:{port}/away",
        "PATH": str(folder),
        "SECONDS": 2,
    })  # fmt: skip
    with engine_named("away", folder / "index") as engine:
        yield engine


@pytest.fixture
def away(db, tmp_path, monkeypatch):
    """An archive whose cluster does not answer: nothing listens on its port."""
    with engine_at(free_ports(1)[0], tmp_path, monkeypatch) as engine:
        yield engine


@pytest.fixture(params=["text/html", "text/plain", "application/json"])
def foreign(request, db, tmp_path, monkeypatch):
    """An archive in the place of whose cluster another server answers, with the same to whatever it is asked."""

    class Other(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Type", request.param)
            self.end_headers()
            self.wfile.write(b'["Sign in"]')

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        with engine_at(server.server_address[1], tmp_path, monkeypatch) as engine:
            yield engine
        server.shutdown()


def test_where_nobody_answers_only_search_is_away(away, client) -> None:
    statuses = {
        path: client.get(path).status_code for path in ("/search/?q=map", "/verify/?q=map", "/", "/speakers/")
    }
    for path in ("/search/?q=map", "/verify/?q=map", "/compare/?q=map&side=2018&side=2019"):
        said = client.get(path).content.decode()
        assert "search cluster is away or busy" in said
        assert "being mended" not in said
    assert statuses == {"/search/?q=map": 503, "/verify/?q=map": 503, "/": 200, "/speakers/": 200}
    health = client.get("/healthz")
    assert (health.status_code, health.json()["index"]["state"]) == (200, "away")
    assert client.get("/suggest?q=mi").json() == {"suggestions": []}


def test_where_another_server_answers_only_search_is_away(foreign, client, capsys) -> None:
    pages = ("/search/?q=map", "/verify/?q=map", "/", "/healthz")
    assert [client.get(path).status_code for path in pages] == [503, 503, 200, 200]
    assert "search cluster is away or busy" in client.get("/search/?q=map").content.decode()
    enqueue_rows([("quote", 7)])
    said: list[str] = []
    assert (drain_or_say(said.append), waiting()) == (0, 1)
    assert "in the place of the search cluster" in said[0] and "1 changes wait" in said[0]
    with pytest.raises(CommandError, match="1 to be mended"):
        call_command("check_search")
    assert "What answers in the place of the search cluster is none" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("index [x] blocked by: [disk usage exceeded flood-stage watermark]", "full past its flood stage"),
        ("blocked by: [SERVICE_UNAVAILABLE/2/no cluster-manager];", "it has no manager"),
        ("blocked by: [SERVICE_UNAVAILABLE/2/no master];", "it has no manager"),
        ("blocked by: [FORBIDDEN/5/index read-only (api)];", "read-only (api)"),
    ],
)
def test_a_document_that_is_put_off_says_why(reason: str, said: str) -> None:
    error = reason_put_off({"type": "cluster_block_exception", "reason": reason})
    assert isinstance(error, Blocked)
    assert said in str(error)
    assert not isinstance(reason_put_off({"type": "rejected_execution_exception", "reason": reason}), Blocked)


def test_where_nobody_answers_no_page_has_a_fault(away, client) -> None:
    """The client raises what a page does not catch."""
    plain = [str(one.pattern) for one in urlpatterns if hasattr(one, "name") and "<" not in str(one.pattern)]
    assert {"search/", "compare/", "speakers/"} <= set(plain)
    for path in (*plain, "compare/?q=map&side=tolan&side=roke", "api/v1/search?q=map"):
        asked = path if "?" in path else f"{path}?q=map"
        assert client.get(f"/{asked}").status_code in {200, 301, 302, 400, 401, 403, 404, 405, 503}, path


def test_where_nobody_answers_the_queue_waits_and_is_told(away) -> None:
    enqueue_rows([("quote", 7)])
    said: list[str] = []
    assert drain_or_say(said.append) == 0
    assert waiting() == 1
    assert "nothing listens there" in said[0] and "1 changes wait" in said[0]
    assert index_state()["waiting"] == 1
    with pytest.raises(Unreachable):
        away.search(Request(tree=Word("map")))
    assert away.version() == ("", None)
    report_damage(Unreachable("away"))
    assert waiting() == 1  # nothing is asked to be mended


def test_the_check_says_what_is_wrong_and_no_password(away, capsys, caplog) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(CommandError, match="1 to be mended"):
        call_command("check_search")
    told = capsys.readouterr().out
    assert "cannot be reached: nothing listens there" in told
    assert "127.0.0.1" in told
    assert "s3cret" not in told + caplog.text
    assert isinstance(engine_of_settings().address, ClusterAddress)


def test_what_passes_in_a_moment_is_asked_again_and_nothing_else() -> None:
    assert may_pass(ClusterRefused("N/A", "refused", OSError()))
    assert may_pass(TransportError(503, "no_shard_available_action_exception", {}))
    assert not may_pass(TransportError(401, "security_exception", {}))
    assert not may_pass(ConnectionTimeout("TIMEOUT", "it took long", OSError()))
    assert not may_pass(SSLError("N/A", "no such CA", OSError()))
    assert not may_pass(None)


@contextmanager
def node_that_says(*statuses: int) -> Iterator[int]:
    """Run what answers with each status in turn, and with the last ever after; give its port."""
    left = list(statuses)

    class Node(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(left.pop(0) if len(left) > 1 else left[0])
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Node) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def test_nodes_that_have_just_lost_another_are_waited_for(monkeypatch) -> None:
    monkeypatch.setattr("statements.search.engines.opensearch.connection.MOMENTS", (0.01,) * 4)
    (dead,) = free_ports(1)
    with node_that_says(503, 500, 503, 200) as alive:
        cluster = ClusterConnection(parse_cluster(f"http://127.0.0.1:{dead},http://127.0.0.1:{alive}"))
        assert cluster.read("GET", "/") == {}
        assert cluster.read("GET", "/") == {}


def test_nodes_that_never_know_again_are_not_taken_for_dead(monkeypatch) -> None:
    monkeypatch.setattr("statements.search.engines.opensearch.connection.MOMENTS", (0.01,) * 4)
    (dead,) = free_ports(1)
    with node_that_says(503) as alive:
        cluster = ClusterConnection(parse_cluster(f"http://127.0.0.1:{dead},http://127.0.0.1:{alive}"))
        for waits in (
            True,
            False,
            False,
        ):  # the second and third are asked at once, for somebody listens there
            with pytest.raises(Unreachable, match="too much to do"):
                cluster.read("GET", "/", waits=waits)
