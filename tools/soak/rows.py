"""All rows of an archive as lines that two runs can be compared by.

    ONRECORD_DATA=FOLDER python -m tools.soak.rows

Numbers of rows, random addresses and times differ between two runs that did the same; in the place of a number
stands what the row is. Every other column of every table that the log speaks of is in a line, and beside them the
bytes, what waits at the desk's intake, the followed addresses and how often each act was done.
"""

import hashlib
import json
import os
import sys
from collections import Counter
from typing import Any

VOLATILE = {"uid", "fetched_at", "captured_at", "at", "answered_at", "missing_since", "slug", "given_by"}
NAMED = {
    "speaker_id": "speaker", "merged_into_id": "", "outlet_id": "outlet", "agency_id": "outlet", "article_id": "article",
    "event_id": "event", "relayed_by_id": "outlet", "capture_id": "capture", "quote_id": "quote", "source_id": "source",
}  # fmt: skip


def short(*values: Any) -> str:
    return hashlib.sha256("\0".join(map(str, values)).encode("utf-8", "replace")).hexdigest()[:16]


def identities() -> dict[tuple[str, int], str]:
    """Return what each row is called in the place of its number."""
    from statements import models

    found: dict[tuple[str, int], str] = {}
    for pk, sha in models.Source.objects.values_list("pk", "sha256"):
        found["source", pk] = sha[:16]
    for table, model in (("outlet", models.Outlet), ("speaker", models.Speaker), ("event", models.Event)):
        found |= {(table, pk): name for pk, name in model._default_manager.values_list("pk", "name")}
    for pk, outlet, text in models.Article.objects.values_list("pk", "given_outlet", "text"):
        found["article", pk] = short(outlet, text)
    for pk, article, source in models.Capture.objects.values_list("pk", "article", "source"):
        found["capture", pk] = short(found["article", article], found["source", source])
    for pk, article, words, number in models.Quote.objects.values_list(
        "pk", "article", "fingerprint", "occurrence"
    ):
        found["quote", pk] = short(found["article", article], words, number)
    return found


def lines() -> list[str]:
    from statements import models
    from statements.history.chain import prove
    from statements.history.log import TRACKED, row_values
    from statements.history.replay import differences
    from statements.models import TABLES

    called = identities()
    found = []
    for table in TRACKED:
        ids = list(TABLES[table]._default_manager.values_list("pk", flat=True))
        for values in row_values(table, ids).values():
            told: dict[str, Any] = {}
            for name, value in values.items():
                if name in NAMED:
                    value = called.get((NAMED[name] or table, value)) if value is not None else None
                elif name in ("first", "second"):
                    value = called.get((values["table"], value))
                elif name == "events":
                    value = sorted(called["event", pk] for pk in value)
                if name not in VOLATILE:
                    told[name] = value
            found.append(json.dumps([table, told], sort_keys=True, default=str))
    found += [f"source {sha} {size}" for sha, size in models.Source.objects.values_list("sha256", "size")]
    items = models.IntakeItem.objects.values_list("name", "state", "position", "new", "updated", "unchanged")
    found += [f"item {list(values)}" for values in items]
    found += [
        f"refusal {list(v)}"
        for v in models.IntakeRefusal.objects.values_list("item__name", "record", "reason")
    ]
    found += [f"address {list(v)}" for v in models.WebAddress.objects.values_list("address", "state")]
    acts = Counter(models.Revision.objects.values_list("action", flat=True))
    found += [f"act {action}: {count}" for action, count in acts.items()]
    found += [f"log and rows: {sentence}" for sentence in differences()]
    found.append(f"chain: {prove().broken or 'whole'}")
    return sorted(found)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    sys.stdout.write("\n".join(lines()))


if __name__ == "__main__":
    main()
