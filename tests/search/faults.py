"""Processes for the tests of faults: writers that change the archive, readers that search it.

    python -m tests.search.faults writer NUMBER SECONDS
    python -m tests.search.faults reader NUMBER SECONDS

Each prints one line of JSON at its end: what it did, and what it found wrong.
"""

import json
import os
import random
import sys
import time
from contextlib import suppress
from typing import Any

ANCHOR = "lighthousekeeper"  # a word of statements that no writer touches
ANCHORS = 6
FEWEST_ACTS, FEWEST_SEARCHES = 6, 21  # that are made however slow the machine is
NEVER = "rolledbackword"  # a word that is written only in transactions that fail

ARTICLE = """Envoys speak in Lissel, part {number}

12 March, 2021 18:30

Kestran Foreign Minister Mira Tolan spoke in Lissel on Friday about part {number}.

“We will not accept map {number} that was drawn at night,” Tolan told reporters. “The charts of {word} may be used,” she added.

“Nobody has left table {number} for {word},” said Orvanian President Halden Roke.

A source in the Foreign Ministry said the delegation would return to {word}.
"""


def source(number: int, word: str) -> Any:
    from statements.sources.base import Given, RawSource

    text = ARTICLE.format(number=number, word=word)
    return RawSource(
        origin=f"faults/{number}.txt", data=text.encode(), text=text, encoding="utf-8", given=Given()
    )


def fill(articles: int) -> None:
    """Store articles, some of them with the anchor."""
    from statements.ingest.store import store_source

    for number in range(articles):
        store_source(source(number, ANCHOR if number < ANCHORS else f"place{number}"))


class Undone(Exception):
    """Raised to roll a transaction back."""


def set_state(quotes: Any, state: str, user: Any) -> None:
    """Give two statements a state, unless another writer was first: then there is nothing left to do."""
    from statements import curation

    with suppress(curation.Refused):
        curation.change_many(list(quotes[:2]), {"state": state}, user)


def write(number: int, until: float) -> dict[str, Any]:
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from statements import curation
    from statements.ingest.store import store_source
    from statements.models import Quote, Speaker, State

    roll = random.Random(os.getpid())
    user = get_user_model().objects.get_or_create(username=f"writer{number}")[0]
    acts: dict[str, int] = {}
    turn = 0
    while time.monotonic() < until or turn < FEWEST_ACTS:
        turn += 1
        act = roll.choice(["edit", "edit", "reject", "restore", "ingest", "rename", "bulk", "undone"])
        mine = Quote.objects.exclude(passage__contains=ANCHOR).exclude(article__text__contains=ANCHOR)
        if act == "edit":
            quote = mine.public().order_by("?").first()
            if quote:
                quote.role = f"envoy number{number}x{turn}"
                curation.save_quote(quote, user, "")
        elif act == "reject":
            set_state(mine.public().order_by("?"), State.REJECTED, user)
        elif act == "restore":
            set_state(mine.filter(state=State.REJECTED), State.CURATED, user)
        elif act == "ingest":
            store_source(source(1000 * (number + 1) + turn, f"harbour{number}x{turn}"))
        elif act == "rename":
            speaker = Speaker.objects.filter(name__startswith="Halden Roke").first()
            if speaker:
                speaker.affiliation = f"Office {number} {turn}"
                curation.save_row(speaker, user)
        elif act == "bulk":
            Quote.objects.filter(
                pk__in=list(mine.values_list("pk", flat=True)[turn % 7 : turn % 7 + 3])
            ).update(role=f"bulk{number}x{turn}")
        else:
            try:
                with transaction.atomic():
                    quote = mine.public().first()
                    quote.role = NEVER
                    curation.save_quote(quote, user, "")
                    raise Undone
            except Undone:
                pass
        acts[act] = acts.get(act, 0) + 1
        time.sleep(roll.random() * 0.15)
    return {"acts": acts}


def read(until: float) -> dict[str, Any]:
    from statements.models import Quote
    from statements.search.find import find

    searches = 0
    wrong: list[str] = []
    while time.monotonic() < until or searches + len(wrong) < FEWEST_SEARCHES:
        try:
            everything = find(Quote, "", facets=("speaker", "month"))
            anchored = find(Quote, ANCHOR)
            never = find(Quote, f"{NEVER} OR speaker:{NEVER}")
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}")
            continue
        searches += 3
        if not everything.total or not everything.facets["speaker"]:
            wrong.append("everything was falsely empty")
        if anchored.total != anchors():
            wrong.append(f"{anchored.total} of {anchors()} anchored statements were found")
        if len(set(anchored.ids)) != len(anchored.ids):
            wrong.append("a statement was found twice")
        if never.total:
            wrong.append("a change that was rolled back was found")
        time.sleep(0.01)
    return {"searches": searches, "wrong": wrong[:5], "failures": len(wrong)}


def anchors() -> int:
    return int(os.environ["FAULTS_ANCHORS"])


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    kind, number, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    if kind == "fill":
        fill(number)
        result: dict[str, Any] = {}
    elif kind == "writer":
        result = write(number, time.monotonic() + seconds)
    else:
        result = read(time.monotonic() + seconds)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
