"""What an archive holds and what its addresses answer, in words that stay the same from release to release.

    ONRECORD_DATA=FOLDER python -m tests.older_archives TOLD.json held answers found

prints one JSON object with what was asked for, read by the code that stands here. All that these
tests and `tools/make_archive_fixture.py` know of the project's modules and models is in this file: where one
of them is renamed, the word that descriptions use stays, and what it stands for changes here.
"""

import html
import json
import logging
import os
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import django
from django.conf import settings

LINK = re.compile(r'href="(?:https?://[^/"]+)?/quotes/(\w+)/')
Told = dict[str, Any]


def begin() -> None:
    """Set Django up on the data folder of the environment; pages name static files plainly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    logging.getLogger("django.request").setLevel(logging.ERROR)  # an address that is gone is no news here


def tables() -> dict[str, Any]:
    """Return the model of each table, by the word that the descriptions use for it."""
    from django.contrib.auth import get_user_model

    from statements import models

    return {
        "alias": models.Alias,
        "article": models.Article,
        "claim": models.Claim,
        "editor": get_user_model(),
        "editor's name": models.EditorProfile,
        "event": models.Event,
        "former statement": models.Tombstone,
        "mention of an event": models.EventMention,
        "outlet": models.Outlet,
        "pair": models.MergeProposal,
        "report": models.Report,
        "source": models.Source,
        "speaker": models.Speaker,
        "statement": models.Quote,
    }


def differences() -> list[str]:
    """Return where the rows are not what the log alone makes of them."""
    from statements.history.replay import differences as found

    return found()


def log_up_to(last: int | None) -> Told:
    """Return how often each act stands in the log, up to a line: what migrations add comes behind it."""
    from statements.models import Revision, RevisionRow

    last = last if last is not None else last_act().pk
    acts = Counter(Revision.objects.filter(pk__lte=last).order_by().values_list("action", flat=True))
    rows = RevisionRow.objects.filter(revision__lte=last).count()
    return {"last": last, "rows": rows, "acts": dict(sorted(acts.items()))}


def waiting() -> int:
    """Return how many rows wait to be written into the index."""
    from statements.search.queue import waiting as count

    return count()


def held(last: int | None = None) -> Told:
    """Return what the archive holds: statements by number, rows by table, the log up to a line."""
    return {
        "statements": statements(),
        "counts": {name: model._default_manager.count() for name, model in tables().items()},
        "pairs": pairs(),
        "log": log_up_to(last),
        "differences": differences(),
    }


def statements() -> dict[str, Told]:
    rows = tables()["statement"]._default_manager.order_by("pk")
    return {
        uid: {"words": words, "speaker": speaker, "state": state, "gone": missing is not None}
        for uid, words, speaker, state, missing in rows.values_list(
            "uid", "text", "speaker__name", "state", "missing_since"
        )
    }


def pairs() -> dict[str, int]:
    """Return how many pairs of each table are decided in which way."""
    rows = tables()["pair"]._default_manager.values_list("table", "decision")
    return dict(sorted(Counter(f"{table}: {decision}" for table, decision in rows).items()))


# What the making of an archive asks beside


def store(path: Path, origin: str, sample: bool) -> None:
    """Read an article in, as if it had come from another place; what is no article is left out."""
    from statements.ingest.store import store_source
    from statements.sources.base import Unreadable
    from statements.sources.files import read_sources

    try:
        for source in read_sources(str(path), 1_000_000):
            store_source(replace(source, origin=origin), sample=sample)
    except Unreadable:
        return


def last_act() -> Any:
    """Return the last line of the log."""
    from statements.models import Revision

    return Revision.objects.latest("pk")


def acts_known() -> set[str]:
    """Return all that a line of the log may be called."""
    from statements.models import ActName

    return {str(name) for name in ActName if name != ActName.HELD}


# Addresses


def reader() -> Any:
    """Return a reader's browser."""
    from django.test import Client

    return Client(SERVER_NAME="localhost", raise_request_exception=False)


def editor(name: str) -> Any:
    """Return an editor's browser."""
    browser = reader()
    account = tables()["editor"]._default_manager.get(username=name)
    browser.force_login(account)
    return browser


def answer(response: Any) -> Any:
    """Return what an address answered: its status, with the address that it leads to where it leads on."""
    to = response.headers.get("Location")
    return response.status_code if to is None else [response.status_code, to]


def answers(told: Told) -> Told:
    """Return what all addresses answer, and which pages of statements do not show the words."""
    words = {f"/quotes/{uid}/": statement["words"] for uid, statement in told["statements"].items()}
    browser, curator = reader(), editor(told["editor"])
    found, without = {}, []
    for address in told["addresses"]:
        response = browser.get(address)
        found[address] = answer(response)
        if response.status_code == 200 and address in words and not shows(response, words[address]):
            without.append(address)
    desk = {address: answer(curator.get(address)) for address in told["desk"]}
    return {"addresses": found, "desk": desk, "without_words": without}


def shows(response: Any, words: str) -> bool:
    """Does a page show words to somebody who reads it? A cut may be shown in another way."""
    page = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "", response.content.decode(), flags=re.S)
    text = plain(html.unescape(page))
    return all(plain(piece) in text for piece in words.split(" … "))


def plain(text: str) -> str:
    return "".join(text.split())


def found(told: Told) -> dict[str, list[str]]:
    """Return the statements that the search page lists for each of the phrases."""
    browser = reader()
    return {phrase: search(browser, phrase) for phrase in told["found"]}


def search(browser: Any, phrase: str) -> list[str]:
    response = browser.get("/search/", {"q": f'"{phrase}"'})
    assert response.status_code == 200, response.status_code
    return sorted(set(LINK.findall(response.content.decode())))


def undo(told: Told) -> int:
    """Take the last act on many statements back at the desk; return the status that this answers."""
    return int(editor(told["editor"]).post(told["undo"]["address"]).status_code)


def main(path: str, asked: list[str]) -> None:
    """Print what is asked for, in that order, as one JSON object."""
    begin()
    told: Told = json.loads(Path(path).read_text())
    ways: dict[str, Any] = {
        "held": lambda: held(told["log"]["last"]),
        "answers": lambda: answers(told),
        "found": lambda: found(told),
        "undo": lambda: undo(told),
        "waiting": waiting,
    }
    json.dump({name: ways[name]() for name in asked}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
