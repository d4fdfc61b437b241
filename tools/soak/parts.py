"""What is killed: each part with work to do, what it runs, and how its work is brought to an end."""

import http.client
import os
import random
import re
import signal
import time
import urllib.parse
import zipfile
from abc import ABC, abstractmethod
from pathlib import Path

from tests.following.making import article_body, article_page, rss, sitemap
from tests.network.serving import Site, reply
from tools.ports import free_port

from .places import Place

DAY = "Thu, 10 Jun 2021 16:30:00 GMT"
ARTICLES = 120
TOKEN = "a" * 32
PATIENCE = 120.0  # seconds: on a busy machine a worker takes ten to start again
ARTICLE = """Envoys leave Lissel, part {number}

12 March, 2021 18:30

Kestran Foreign Minister Mira Tolan left the talks in Lissel on Friday without a date for part {number}.

“We will not accept map {number} that was drawn at night,” Tolan told reporters.
"""


def article(number: int) -> bytes:
    return ARTICLE.format(number=number).encode()


class Part(ABC):
    """A process that is killed. `prepare` fills a folder, which every cycle has a copy of."""

    name: str

    @abstractmethod
    def prepare(self, folder: Path) -> Place: ...

    @abstractmethod
    def words(self, place: Place) -> list[str]:
        """Return the command line that is started and killed."""

    def finish(self, place: Place) -> None:
        """Bring the work to its end with nobody killed."""
        place.run(*self.words(place))

    def kill_once(self, place: Place, roll: random.Random, longest: float) -> None:
        process = place.start(*self.words(place))
        time.sleep(roll.uniform(0.3, longest))
        if roll.random() < 0.3:  # one that works for it first
            others = [pid for pid in place.processes() if pid != process.pid]
            for pid in others[:1]:
                kill(pid)
        kill(process.pid)
        process.wait()

    def close(self) -> None:
        """Let go of what was opened for the runs."""
        return


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


class Ingest(Part):
    name = "ingest"

    def prepare(self, folder: Path) -> Place:
        place = Place(folder)
        place.run("manage.py", "migrate", "-v0")
        articles = folder / "articles"
        articles.mkdir()
        for number in range(ARTICLES):
            (articles / f"{number:04}.txt").write_bytes(article(number))
        return place

    def words(self, place: Place) -> list[str]:
        return ["manage.py", "ingest", str(place.folder / "articles")]


class Indexer(Part):
    name = "indexer"

    def prepare(self, folder: Path) -> Place:
        place = Place(folder)
        place.run("manage.py", "migrate", "-v0")
        place.run("-m", "tests.search.faults", "fill", str(ARTICLES), "0")
        return place

    def words(self, place: Place) -> list[str]:
        return ["manage.py", "index", "--follow"]

    def kill_once(self, place: Place, roll: random.Random, longest: float) -> None:
        super().kill_once(place, roll, longest)
        place.shell(
            "from statements.models import Quote\n"
            "Quote.objects.filter(pk__lte=400).update(is_corrected=False)"
        )

    def finish(self, place: Place) -> None:
        place.run("manage.py", "index")


class IntakeWorker(Part):
    name = "intake"

    def prepare(self, folder: Path) -> Place:
        place = Place(folder)
        place.run("manage.py", "migrate", "-v0")
        with zipfile.ZipFile(folder / "all.zip", "w") as file:
            for number in range(ARTICLES):
                file.writestr(f"{number}.txt", article(number))
        place.shell(
            "from tests.intake.making import *; from pathlib import Path; from django.conf import settings\n"
            "given(('all.zip', (settings.DATA / 'all.zip').read_bytes()), ('torn.zip', articles_packed(9)[:400]))\n"
            "given(('again.txt', article(3)), ('stub.txt', STUB.encode()))"
        )
        return place

    def words(self, place: Place) -> list[str]:
        return ["manage.py", "intake"]

    def finish(self, place: Place) -> None:
        place.run("manage.py", "intake", "--once")


class Follower(Part):
    name = "follower"

    def __init__(self) -> None:
        self.site: Site | None = None

    def prepare(self, folder: Path) -> Place:
        site = self.site = Site()
        pages, whole = range(40), range(40, 60)
        site.pages |= {f"/{n}": reply(article_page(n)) for n in (*pages, *whole)}
        entries = [(site.address(f"/{n}"), f"Talks {n}", "", DAY) for n in pages]
        entries += [(site.address(f"/{n}"), f"Talks {n}", article_body(n), DAY) for n in whole]
        site.pages["/feed"] = reply(rss(entries), Content_Type="application/rss+xml")
        # Whichever comes first, both lead to the same page: of a feed's own words and a page the first one is kept.
        listed = [(site.address(f"/{n}"), "2021-06-10") for n in pages[20:]]
        site.pages["/sitemap.xml"] = reply(sitemap(listed), Content_Type="application/xml")
        place = Place(
            folder,
            ONRECORD_FETCH_NETWORKS="127.0.0.1",
            ONRECORD_FETCH_PAUSE="0.03",
            ONRECORD_FETCH_PORTS=str(site.port),
        )
        place.run("manage.py", "migrate", "-v0")
        place.shell(
            "from statements.models import FollowedSource as F\n"
            f"F.objects.create(address='{site.address('/feed')}', interval=600)\n"
            f"F.objects.create(address='{site.address('/sitemap.xml')}', kind='sitemap', interval=600)"
        )
        return place

    def words(self, place: Place) -> list[str]:
        return ["manage.py", "follow"]

    def finish(self, place: Place) -> None:
        for _ in range(20):
            if "More waits" not in place.run("manage.py", "follow", "--once"):
                return

    def close(self) -> None:
        if self.site is not None:
            self.site.close()


class Worker(Part):
    """A web worker, killed while editors decide: what was answered is kept, and nothing is half-done."""

    name = "worker"

    def prepare(self, folder: Path) -> Place:
        place = Place(folder)
        place.run("manage.py", "migrate", "-v0")
        place.run("-m", "tests.search.faults", "fill", "20", "0")
        place.shell(
            "from django.contrib.auth import get_user_model; from django.test import Client\n"
            "u = get_user_model().objects.create_superuser('ada', password='a long pass phrase'); c = Client()\n"
            "c.force_login(u)\n"
            "from django.conf import settings\n"
            "(settings.DATA / 'session').write_text(c.cookies['sessionid'].value)\n"
            "from statements.models import Quote\n"
            "(settings.DATA / 'uids').write_text(' '.join(Quote.objects.order_by('pk').values_list('uid', flat=True)))"
        )
        place.run("manage.py", "serve", "--prepare-only")
        return place

    def words(self, place: Place) -> list[str]:
        return []

    def finish(self, place: Place) -> None:
        self.decide(place, kills=0, roll=random.Random(1))

    def decide(self, place: Place, kills: int, roll: random.Random) -> None:
        """Decide every statement in turn, each until it is answered; kill workers meanwhile, and so each act again."""
        port = free_port()
        site = place.start("manage.py", "serve", "--port", str(port), "--workers", "2")
        session, uids = ((place.folder / name).read_text() for name in ("session", "uids"))
        try:
            await_answer(port)
            due = sorted(roll.uniform(0, len(uids.split())) for _ in range(kills))
            for number, uid in enumerate(uids.split()):
                while due and due[0] <= number:
                    due.pop(0)
                    kill(roll.choice(await_workers(place, site.pid)))
                act = ("approve", "reject")[number % 2]
                until = time.monotonic() + PATIENCE
                while not post(
                    port, f"/admin/review/{uid}/", session, act=act, note="soak", look="999999999"
                ):
                    if time.monotonic() > until:
                        raise RuntimeError(f"{uid} was not answered for {PATIENCE:.0f} seconds")
                    time.sleep(0.05)
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(timeout=60)


def workers_of(place: Place, serve: int) -> list[int]:
    """Return the workers of gunicorn: what is titled as it and was started by the process that `serve` started."""
    found = []
    for pid in place.processes():
        try:
            told = Path(f"/proc/{pid}/cmdline").read_bytes()
            parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"archive.wsgi" in told and parent != serve:
            found.append(pid)
    return sorted(found)


def await_workers(place: Place, serve: int) -> list[int]:
    """Return the workers, one at least: a kill that hits nobody proves nothing."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if workers := workers_of(place, serve):
            return workers
        time.sleep(0.1)
    raise RuntimeError("no worker of the site was found")


def await_answer(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the site did not start")


def post(port: int, path: str, session: str, **told: str) -> bool:
    """Send a form as an editor; return whether it was answered. Raises RuntimeError for an answer that is none."""
    body = urllib.parse.urlencode({**told, "csrfmiddlewaretoken": TOKEN})
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
    except (OSError, http.client.HTTPException):
        return False
    if answer.status != 302:
        raise RuntimeError(f"{path} answered {answer.status}: {re.sub(rb'<[^>]*>', b'', said)[:300]!r}")
    return True


PARTS: tuple[type[Part], ...] = (Worker, Indexer, Ingest, IntakeWorker, Follower)
