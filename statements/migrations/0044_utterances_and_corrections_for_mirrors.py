"""Mirrors are told of utterances and of corrections too: what there is of them waits for its number."""

from django.db import migrations

BATCH = 2000
# The acts that stand among the corrections: all but readings and those that the public is not told of here.
LEFT_OUT = (
    *("read", "read again", "held", "report", "erase", "approve", "keep apart", "leave open"),
    *("join printings", "part printings", "second look", "note", "assign"),
)


def note_what_is_held(apps, schema_editor) -> None:
    changed = apps.get_model("statements", "ChangedRow").objects
    rows = {
        "utterance": apps.get_model("statements", "Utterance").objects.all(),
        "revision": apps.get_model("statements", "Revision").objects.exclude(action__in=LEFT_OUT),
    }
    for table, held in rows.items():
        numbers = held.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)
        changed.bulk_create(
            (changed.model(table=table, row=row) for row in numbers), batch_size=BATCH
        )


class Migration(migrations.Migration):
    dependencies = [("statements", "0043_sample_found_at_once")]

    operations = [migrations.RunPython(note_what_is_held, migrations.RunPython.noop, elidable=True)]
