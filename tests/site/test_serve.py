"""The site as it is run: gunicorn, its indexer, the sample, and what becomes of both when something breaks."""

import json
import os
import signal
import sqlite3
import stat
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.site.serving import get, manage, start, stop
from tools.ports import free_port


@pytest.mark.slow
def test_the_second_start_repeats_no_work(site) -> None:
    _, folder = site
    code = "from statements.models import *; print(Source.objects.count(), Revision.objects.latest('pk').pk)"
    before = manage(folder, "shell", "-v0", "-c", code).stdout
    done = manage(folder, "serve", "--sample", "--prepare-only")
    assert done.returncode == 0
    assert done.stdout.strip() == ""
    assert manage(folder, "shell", "-v0", "-c", code).stdout == before != ""


def test_the_secret_key_is_its_owners_alone(site) -> None:
    _, folder = site
    key = folder / "secret_key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) >= 50


def test_it_says_where_it_is_and_how_to_become_an_editor(empty) -> None:
    port = free_port()
    process, _ = start(empty, port)
    said = stop(process)
    assert f"http://127.0.0.1:{port}" in said
    assert "createsuperuser" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_said_in_a_sentence(site, tmp_path) -> None:
    address, _ = site
    done = manage(tmp_path, "serve", "--port", address.rsplit(":", 1)[1])
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("helper", ["index", "follow"])
def test_a_helper_that_dies_is_replaced(empty, helper: str) -> None:
    port = free_port()
    process, _ = start(empty, port)

    def helpers() -> list[str]:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return [pid for pid in children if f"manage.py {helper}".encode() in command(pid)]

    def command(pid: str) -> bytes:
        return Path(f"/proc/{pid}/cmdline").read_bytes()

    (first,) = helpers()
    os.kill(int(first), signal.SIGKILL)
    for _ in range(100):
        time.sleep(0.1)
        if helpers() not in ([], [first]):
            break
    else:
        raise AssertionError("no new helper was started")
    stop(process)


def test_an_own_archive_has_none_of_the_sample(empty, tmp_path, talks) -> None:
    article = tmp_path / "own.txt"
    article.write_text(talks, encoding="utf-8")
    done = manage(empty, "ingest", str(article))
    assert "1 new" in done.stdout, done.stderr
    again = manage(empty, "ingest", str(article))
    assert "1 unchanged" in again.stdout
    with closing(sqlite3.connect(empty / "archive.sqlite3")) as rows:
        assert rows.execute("SELECT is_sample FROM statements_article").fetchall() == [(0,)]


def test_a_piped_article_and_a_piped_progress(empty, talks) -> None:
    done = manage(empty, "ingest", "-", input=talks)
    assert done.returncode == 0, done.stderr
    assert "\r" not in done.stderr  # a plain line where there is no terminal


# The sample


def test_the_sample_is_what_it_promises(site) -> None:
    _, folder = site
    code = """
import json
from django.db.models import Count
from statements.models import *
print(json.dumps({
 "articles": Article.objects.filter(is_sample=True).count(),
 "years": len({a.published.year for a in Article.objects.exclude(published=None)}),
 "recurring": Speaker.objects.filter(kind="person").annotate(n=Count("quotes__article", distinct=True)).filter(n__gt=1).count(),
 "unnamed": Speaker.objects.filter(kind="anonymous").count(),
 "relayed": Quote.objects.exclude(relayed_by=None).count(),
 "undated": Article.objects.filter(published=None).count(),
 "shared_events": Event.objects.annotate(n=Count("mentions")).filter(n__gt=1).count(),
 "french": Article.objects.filter(language="fr").count(),
}))
"""
    found = json.loads(manage(folder, "shell", "-v0", "-c", code).stdout.strip().splitlines()[-1])
    assert found["articles"] >= 30
    assert found["years"] == 3
    assert found["recurring"] >= 15
    assert found["unnamed"] >= 3
    assert found["relayed"] >= 2
    assert found["undated"] >= 2
    assert found["shared_events"] >= 10
    assert found["french"] == 1


def test_a_change_is_found_within_two_seconds(site) -> None:
    address, folder = site
    code = "from statements.models import *; from statements import curation; s = Speaker.objects.get(name='Kole Vantry'); s.name = 'Kole Quimper-Vantry'; curation.save_row(s, None)"
    manage(folder, "shell", "-v0", "-c", code)
    for _ in range(40):
        if "0 statements" not in get(f"{address}/search/?q=speaker:quimper")[1]:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the change was not found")


def test_health(site) -> None:
    address, _ = site
    status, body = get(f"{address}/healthz")
    assert (status, json.loads(body)["ready"]) == (200, True)


def test_static_files_are_hashed_and_kept(site) -> None:
    address, _ = site
    body = get(address)[1]
    css = body.split('rel="stylesheet" href="')[1].split('"')[0]
    with urllib.request.urlopen(address + css) as response:
        assert "max-age=315360000" in response.headers["Cache-Control"]


# In a browser


@pytest.mark.slow
def test_a_damaged_index_is_said_and_healed_while_pages_go_on(sample) -> None:
    port = free_port()
    process, _ = start(sample, port, "--sample")
    address = f"http://127.0.0.1:{port}"
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    (indexer,) = [pid for pid in children if b"index --follow" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    # The indexer would mend it within a second: held still, so that the state between can be looked at.
    os.kill(int(indexer), signal.SIGSTOP)
    assert get(f"{address}/search/?q=annex")[0] == 200
    name = (sample / "index" / "CURRENT").read_text()
    for path in (sample / "index" / name).glob("*.pst"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    for number in range(12):  # each worker keeps what it has read: ask for words that none has
        get(f"{address}/search/?q=harbour{number}+OR+fish+OR+winter")
    status, body = get(f"{address}/search/?q=ferry+OR+table")
    assert (status, "Search cannot answer just now" in body) == (503, True)
    status, body = get(f"{address}/healthz")
    assert (status, json.loads(body)["index"]["state"]) == (503, "damaged")
    for path in ("/", "/speakers/", "/dates/", "/events/"):
        assert get(address + path)[0] == 200
    os.kill(int(indexer), signal.SIGCONT)
    for _ in range(300):
        if get(f"{address}/healthz")[0] == 200:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the index was not mended")
    assert get(f"{address}/search/?q=ferry+OR+table")[0] == 200
    assert (sample / "index" / "CURRENT").read_text() != name
    said = stop(process)
    assert "made anew" in said
