"""Documents sent by the hundred, with patience for a cluster that has too much to do, and an end of it."""

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

from ..base import Unavailable, Unreachable
from ..fields import Document, Key
from .connection import Blocked, ClusterConnection, why_blocked
from .shape import document_id, source_of

MOST_BYTES = 5 << 20  # sent at once, but for a document that is larger
MOST_ACTIONS = 1000
PATIENCE = 30.0  # seconds for which a write that was put off is tried again, before the queue keeps it
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0

Action = tuple[str, str]  # the id of a document, and what is sent of it


def indexing(documents: Iterable[Document], token: int) -> Iterator[Action]:
    """Yield the actions that write documents, in place of those that the cluster has."""
    for document in documents:
        name = document_id((document["model"], document["row"]))
        head = {"index": {"_id": name, "version": token, "version_type": "external_gte"}}
        source = json.dumps(source_of(document), ensure_ascii=False, separators=(",", ":"))
        yield name, f"{json.dumps(head)}\n{source}\n"


def removing(keys: Iterable[Key], token: int) -> Iterator[Action]:
    for key in keys:
        head = {"delete": {"_id": document_id(key), "version": token, "version_type": "external_gte"}}
        yield document_id(key), f"{json.dumps(head)}\n"


def send(connection: ClusterConnection, index: str, actions: Iterable[Action]) -> int:
    """Carry actions out; return how many changed something.

    An action that is carried out twice does no harm. Raises Unreachable where the cluster took some of them not
    at all for PATIENCE seconds, and Unavailable where another writer was newer or one is refused for good.
    """
    return sum(send_some(connection, index, some) for some in in_bounds(actions))


def in_bounds(actions: Iterable[Action]) -> Iterator[dict[str, str]]:
    piece: dict[str, str] = {}
    size = 0
    for name, text in actions:
        length = len(text.encode())
        if piece and (size + length > MOST_BYTES or len(piece) >= MOST_ACTIONS or name in piece):
            yield piece
            piece, size = {}, 0
        piece[name] = text
        size += length
    if piece:
        yield piece


def send_some(connection: ClusterConnection, index: str, waiting: dict[str, str]) -> int:
    changed = 0
    until, pause = time.monotonic() + PATIENCE, FIRST_PAUSE
    while True:
        why: Unreachable | None = None
        try:
            answer = connection.write("POST", f"/{index}/_bulk", "".join(waiting.values()), timeout="10s")
        except Unreachable as error:
            if is_hopeless(error) or isinstance(error, Blocked):
                raise
            why = error
        else:
            put_off = {}
            for item in answer["items"]:
                ((_, done),) = item.items()
                if done["status"] == 429 or done["status"] >= 500:
                    put_off[done["_id"]] = waiting[done["_id"]]
                    why = reason_put_off(done["error"])
                    if isinstance(why, Blocked):  # for longer than is waited here: the queue keeps it
                        raise why
                elif done["status"] == 409:
                    raise Unavailable(
                        "another machine has taken over writing the search index, and goes on with it"
                    )
                elif done["status"] == 404 and "error" not in done:
                    continue  # removed, and was not there
                elif "error" in done:
                    told = f"{done['error'].get('type')}: {str(done['error'].get('reason'))[:200]}"
                    raise Unavailable(f"the search cluster refuses the document {done['_id']} ({told})")
                else:
                    changed += 1
            waiting = put_off
        if not waiting or why is None:
            return changed
        if time.monotonic() + pause > until:
            raise why
        time.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 2)


def is_hopeless(error: Unreachable) -> bool:
    """Whether waiting some seconds changes nothing: a password that is wrong stays wrong."""
    return getattr(error.__cause__, "status_code", None) in (401, 403)


def reason_put_off(error: dict[str, Any]) -> Unreachable:
    where = "the search cluster"
    if "block" in str(error.get("type")):
        why = why_blocked(str(error.get("reason"))[:300])
        return Blocked(f"{where} takes no writes just now: {why}")
    return Unreachable(f"{where} has too much to do ({error.get('type')})")
