"""A follower that is killed at any moment: the next one goes on, nothing is lost and nothing doubles."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import plain_environment
from tests.following.making import article_body, article_page, rss, sitemap
from tests.network.serving import Site, reply

ROOT = Path(__file__).resolve().parents[2]
DAY = "Thu, 10 Jun 2021 16:30:00 GMT"
KILLS = int(os.environ.get("KILLS", "10"))
PAGES, WHOLE, OF_SITEMAP = 40, 20, 40
COUNT = """
import json
from collections import Counter
from statements.models import *
print(json.dumps({
  "articles": Article.objects.count(),
  "origins": Article.objects.values("origin").distinct().count(),
  "texts": Quote.objects.filter(text__contains="We will not sign").values("text").distinct().count(),
  "quotes": Quote.objects.filter(text__contains="We will not sign").count(),
  "states": Counter(WebAddress.objects.values_list("state", flat=True)),
}))
"""
# What Python says for a reading process that had hardly begun when its parent was killed: none of it is ours.
BEGINNING = re.compile(
    r"""Traceback \(most recent call last\):\n  File "<string>", line 1, in <module>\n"""
    r"""(?:  File ".+/multiprocessing/\w+\.py", line \d+, in .+\n(?:    .+\n)*)+"""
    r"(?:EOFError|_pickle\.UnpicklingError): .+\n"
)
ADD = """
import sys
from statements.models import FollowedSource
FollowedSource.objects.create(address="{feed}", interval=5)
FollowedSource.objects.create(address="{sitemap}", kind="sitemap", interval=5)
"""


@pytest.mark.slow
@pytest.mark.faults
def test_a_follower_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path) -> None:
    site = Site()
    numbers = range(PAGES + WHOLE + OF_SITEMAP)
    site.pages |= {f"/{n}": reply(article_page(n)) for n in numbers}
    entries = [(site.address(f"/{n}"), f"Talks {n}", "", DAY) for n in numbers[:PAGES]]
    entries += [
        (site.address(f"/{n}"), f"Talks {n}", article_body(n), DAY) for n in numbers[PAGES : PAGES + WHOLE]
    ]
    site.pages["/feed"] = reply(rss(entries), Content_Type="application/rss+xml")
    listed = [(site.address(f"/{n}"), "2021-06-10") for n in numbers[PAGES + WHOLE - 10 :]]
    site.pages["/sitemap.xml"] = reply(sitemap(listed), Content_Type="application/xml")
    environment = plain_environment(
        ONRECORD_DATA=str(tmp_path), ONRECORD_FETCH_NETWORKS="127.0.0.1", ONRECORD_FETCH_PAUSE="0.03",
        ONRECORD_FETCH_PORTS=str(site.port),
    )  # fmt: skip

    def manage(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    assert manage("migrate", "-v0").returncode == 0
    add = ADD.format(feed=site.address("/feed"), sitemap=site.address("/sitemap.xml"))
    assert manage("shell", "-v0", "-c", add).returncode == 0
    random.seed(7)
    for _ in range(KILLS):
        follower = subprocess.Popen(
            [sys.executable, "manage.py", "follow"],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(random.uniform(1.2, 3.5))
        follower.send_signal(signal.SIGKILL)
        assert "Traceback" not in BEGINNING.sub("", follower.communicate()[1])
    for _ in range(10):
        done = manage("follow", "--once")
        if "More waits" not in done.stdout:
            break
    assert done.returncode == 0, done.stderr
    found = json.loads(manage("shell", "-v0", "-c", COUNT).stdout.splitlines()[-1])
    everything = len(numbers)
    assert found == {
        "articles": everything,
        "origins": everything,
        "texts": everything,
        "quotes": everything,
        "states": {"held": everything},
    }
    assert "0 missing, 0 out of date" in manage("index", "--check").stdout
    site.close()
