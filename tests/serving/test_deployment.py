"""The site as operators set it up: under a path, by IPv6, by address, behind a proxy, watched."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command

from archive.trust import WrongSetting, is_trusted, networks
from statements.management.commands.serve import in_address
from statements.models import Quote
from tests.conftest import plain_environment
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


def manage(*words, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=plain_environment(**environment),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@contextmanager
def site(folder, host="127.0.0.1", **environment):
    port = free_port(host)
    log = (folder / "serve.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--host", host, "--port", str(port), "--workers", "2"],
        cwd=ROOT, env=plain_environment(ONRECORD_DATA=str(folder / "data"), **environment), stdout=log, stderr=log,
    )  # fmt: skip
    where = {"::": "::1"}.get(host, host)
    try:
        for _ in range(1200):
            try:
                socket.create_connection((where, port), 0.2).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "serve.log").read_text()
                time.sleep(0.1)
        yield lambda path, **headers: ask(where, port, path, headers)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        log.close()


def ask(host, port, path, headers):
    client = http.client.HTTPConnection(host, port, timeout=20)
    client.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = client.getresponse()
    body = answer.read().decode()
    client.close()
    return answer.status, body, dict(answer.getheaders())


@pytest.mark.slow
def test_all_of_it_stands_under_a_path_answers_probes_and_is_watched(tmp_path):
    with site(
        tmp_path, SCRIPT_NAME="/record", ONRECORD_HOSTS="record.example.org", ONRECORD_LOG_FORMAT="json",
        ONRECORD_METRICS_TOKEN="a-token",
    ) as get:  # fmt: skip
        status, page, headers = get("/record/", Host="record.example.org", X_Request_ID="from-the-proxy")
        assert status == 200
        assert headers["X-Request-ID"] == "from-the-proxy"
        addresses = [part.partition('"')[0] for part in page.replace('src="', 'href="').split('href="')[1:]]
        inner = [address for address in addresses if address.startswith("/")]
        assert inner and all(address.startswith("/record/") for address in inner), inner
        (style,) = [address for address in inner if "/static/site." in address and address.endswith(".css")]
        for address in (style, "/record/robots.txt", "/record/search/", "/record/admin/login/"):
            assert get(address, Host="record.example.org")[0] == 200, address
        cookie = get("/record/admin/login/", Host="record.example.org")[2]["Set-Cookie"]
        assert "Path=/record/" in cookie
        # Probes, by address and outside of the path too.
        for host in ("10.0.0.5:8000", "localhost", "record.example.org"):
            assert get("/healthz", Host=host)[0] == 200
        assert get("/", Host="10.0.0.5")[0] == 400
        # Measures of both workers, summed.
        for _ in range(12):
            get("/record/about", Host="record.example.org")
        status, told, _ = get("/metrics", Host="10.0.0.5")
        assert status == 200
        counted = [line for line in told.splitlines() if line.startswith("onrecord_requests_total")]
        assert sum(float(line.rpartition(" ")[2]) for line in counted) >= 19, counted
        assert "onrecord_index_queue_length 0.0" in told
        assert get("/metrics", Host="a", X_Forwarded_For="198.51.100.7")[0] == 403
        assert (
            get("/metrics", Host="a", X_Forwarded_For="198.51.100.7", Authorization="Bearer a-token")[0]
            == 200
        )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/net/if_inet6").exists(), reason="no IPv6 on this machine")
@pytest.mark.parametrize("host", ["::1", "::"])
def test_it_serves_on_ipv6(tmp_path, host):
    with site(tmp_path, host) as get:
        assert get("/healthz")[0] == 200
        assert "http://[::1]:" in (tmp_path / "serve.log").read_text()


def test_an_address_of_ipv6_stands_in_brackets():
    assert in_address("::1") == "[::1]"
    assert in_address("127.0.0.1") == "127.0.0.1"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"ONRECORD_MAX_UPLOAD_BYTES": "5 MB"}, "ONRECORD_MAX_UPLOAD_BYTES"),
        ({"ONRECORD_LOG_FORMAT": "xml"}, "ONRECORD_LOG_FORMAT"),
        ({"ONRECORD_PATH": "/re cord"}, "ONRECORD_PATH"),
        ({"ONRECORD_PROXIES": "10.0.0.0/99"}, "ONRECORD_PROXIES"),
        ({"ONRECORD_DATA": "/proc/none"}, "ONRECORD_DATA"),
    ],
)
def test_a_setting_that_cannot_be_read_is_a_sentence(setting, said, tmp_path):
    done = manage("check", **{"ONRECORD_DATA": str(tmp_path), **setting})
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_sqlite_by_address_has_the_settings_of_the_default(tmp_path):
    code = (
        "from django.db import connection as c; k = c.cursor(); "
        "print(k.execute('PRAGMA journal_mode').fetchone()[0], c.settings_dict['OPTIONS']['transaction_mode'], "
        "c.settings_dict['NAME'])"
    )
    own = tmp_path / "own.sqlite3"
    done = manage(
        "shell", "-v", "0", "-c", code, ONRECORD_DATA=str(tmp_path), DATABASE_URL=f"sqlite:///{own}"
    )
    assert done.stdout.split() == ["wal", "IMMEDIATE", str(own)], done.stderr


def test_only_networks_that_are_listed_are_trusted(monkeypatch):
    monkeypatch.setenv("ONRECORD_PROXIES", "10.0.0.0/8,::1")
    assert is_trusted("10.1.2.3") and is_trusted("::ffff:10.1.2.3") and is_trusted("::1")
    assert not is_trusted("127.0.0.1") and not is_trusted("11.0.0.1") and not is_trusted("nonsense")
    with pytest.raises(WrongSetting):
        networks("10.0.0.0/99")


def test_what_is_forwarded_counts_from_a_proxy_alone(client, db, monkeypatch):
    from django.test import RequestFactory

    from statements.pages.serving import trust_proxies_alone

    seen = []
    answer = trust_proxies_alone(lambda request: seen.append("HTTP_X_FORWARDED_PROTO" in request.META))
    for address in ("127.0.0.1", "198.51.100.7"):
        answer(RequestFactory().get("/", headers={"X-Forwarded-Proto": "https"}, REMOTE_ADDR=address))
    assert seen == [True, False]


def test_a_request_has_a_number_of_its_own_or_of_the_proxy(client, archive):
    assert len(client.get("/healthz")["X-Request-ID"]) == 16
    given = {"X-Request-ID": "abc-1"}
    assert client.get("/healthz", headers=given)["X-Request-ID"] == "abc-1"
    assert client.get("/healthz", headers=given, REMOTE_ADDR="198.51.100.7")["X-Request-ID"] != "abc-1"
    assert client.get("/healthz", headers={"X-Request-ID": "a b\t"})["X-Request-ID"] != "a b\t"


def test_measures_are_for_this_machine_or_a_token(client, archive, settings):
    settings.ONRECORD_METRICS_TOKEN = "word"
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="198.51.100.7").status_code == 403
    wrong, right = {"Authorization": "Bearer wor"}, {"Authorization": "Bearer word"}
    assert client.get("/metrics", REMOTE_ADDR="198.51.100.7", headers=wrong).status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="198.51.100.7", headers=right).status_code == 200
    settings.ONRECORD_METRICS_TOKEN = ""
    assert (
        client.get("/metrics", REMOTE_ADDR="198.51.100.7", headers={"Authorization": "Bearer "}).status_code
        == 403
    )


def measured(client, name):
    told = client.get("/metrics").content.decode()
    return {
        line.rpartition(" ")[0]: float(line.rpartition(" ")[2])
        for line in told.splitlines()
        if line.startswith(name)
    }


def test_searches_are_counted_by_what_became_of_them(client, store, talks, monkeypatch):
    store(talks)
    before = measured(client, "onrecord_searches_total")
    for line in ("map", "walrus", '"', "map OR ("):
        client.get("/search/", {"q": line})
        client.get("/api/v1/statements", {"q": line})
    after = measured(client, "onrecord_searches_total")
    grown = {name: count - before.get(name, 0) for name, count in after.items()}
    assert grown['onrecord_searches_total{answer="answered"}'] == 2
    assert grown['onrecord_searches_total{answer="nothing found"}'] == 2
    assert grown['onrecord_searches_total{answer="refused"}'] >= 2
    assert not grown.get('onrecord_searches_total{answer="unavailable"}')


def test_ingest_is_counted_whoever_did_it(client, archive, talks, tmp_path, capsys):
    (tmp_path / "a.txt").write_text(talks)
    (tmp_path / "b.txt").write_text("A list of stubs.")
    for _ in range(2):
        with pytest.raises(SystemExit):
            call_command("ingest", str(tmp_path))
    told = measured(client, "onrecord_ingest")
    became = {
        name: told[f'onrecord_ingest_articles_total{{became="{name}"}}']
        for name in ("new", "unchanged", "refused")
    }
    assert became == {"new": 1, "unchanged": 1, "refused": 2}
    assert told["onrecord_ingest_statements_total"] == Quote.objects.count() > 0


def test_a_line_of_the_log_is_an_object():
    import logging

    from archive.logs import JsonLogLines, RequestNumber, request_number

    record = logging.LogRecord("statements.x", logging.ERROR, "f", 1, "no “%s”\nhere", ("gate",), None)
    request_number.set("n1")
    RequestNumber().filter(record)
    told = json.loads(JsonLogLines().format(record))
    assert (told["message"], told["request"], told["level"]) == ("no “gate”\nhere", "n1", "ERROR")


def test_gunicorn_leaves_nothing_in_the_home_of_its_user(tmp_path: Path) -> None:
    command = [
        "-m",
        "gunicorn",
        "--config",
        "archive/gunicorn.conf.py",
        "--print-config",
        "archive.wsgi:application",
    ]
    environment = plain_environment(ONRECORD_DATA=str(tmp_path), DJANGO_SETTINGS_MODULE="archive.settings")
    told = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert re.search(r"^control_socket_disable\s+= True$", told.stdout, re.M)
