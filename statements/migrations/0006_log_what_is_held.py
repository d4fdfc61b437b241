"""The log so far in its new form, and a first line that holds all rows as they stand."""

from django.db import migrations

PIECE = 500
# What was tracked when this migration was written: it must not change with the code.
TRACKED = {
    "outlet": ("name", "slug", "kind", "merged_into_id"),
    "speaker": ("name", "slug", "kind", "country", "affiliation", "wikidata", "state", "merged_into_id"),
    "alias": ("speaker_id", "name", "key"),
    "article": (
        "source_id", "origin", "url", "given", "given_outlet", "encoding", "body", "headings", "junk",
        "headline", "standfirst", "outlet_id", "agency_id", "byline", "dateline_place", "language",
        "published", "published_time", "published_precision", "published_evidence", "state", "is_sample",
        "engine", "fetched_at",
    ),
    "event": (
        "name", "slug", "kind", "place", "start", "end", "precision", "status", "participants", "state",
        "merged_into_id",
    ),
    "eventmention": ("event_id", "article_id", "spans", "rule"),
    "quote": (
        "uid", "article_id", "speaker_id", "segments", "text", "kind", "in_headline", "clause_start",
        "clause_end", "mention", "mention_start", "mention_end", "cue", "role", "addressee", "venue",
        "relayed_by_id", "said_on", "candidates", "rule", "confidence", "fingerprint", "occurrence", "state",
        "is_corrected", "missing_since",
    ),
    "mergeproposal": ("table", "first", "second", "reason", "points", "decision"),
    "report": ("quote_id", "fault", "state", "answer", "answered_at"),
}


def plain(value):
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)


def forwards(apps, schema_editor):
    Proposal = apps.get_model("statements", "MergeProposal")
    for proposal in Proposal.objects.all():
        proposal.first, proposal.second = proposal.speaker_id, proposal.into_id
        proposal.save(update_fields=["first", "second"])
    Revision = apps.get_model("statements", "Revision")
    Row = apps.get_model("statements", "RevisionRow")
    for old in Revision.objects.order_by("pk").iterator(chunk_size=PIECE):
        if old.before is not None or old.after is not None:
            Row.objects.create(
                revision=old, table=old.table, row=old.row, before=old.before or {}, after=old.after or {}
            )
    Quote = apps.get_model("statements", "Quote")
    line = None
    for table, names in TRACKED.items():
        model = apps.get_model("statements", table)
        ids = list(model.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), PIECE):
            piece = ids[start : start + PIECE]
            if line is None:
                line = Revision.objects.create(
                    action="held", label="The archive as it stood when the log began to hold every act"
                )
            events = {}
            if table == "quote":
                through = Quote.events.through.objects.filter(quote__in=piece).order_by("event_id")
                for quote, event in through.values_list("quote_id", "event_id"):
                    events.setdefault(quote, []).append(event)
            rows = []
            for pk, *values in model.objects.filter(pk__in=piece).values_list("pk", *names):
                after = dict(zip(names, map(plain, values)))
                if table == "quote":
                    after["events"] = events.get(pk, [])
                rows.append(Row(revision=line, table=table, row=pk, before=None, after=after))
            Row.objects.bulk_create(rows, batch_size=PIECE)


class Migration(migrations.Migration):
    dependencies = [("statements", "0005_log_of_every_act")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
