"""Readers' reports are acts from now on; those that came before stand in one line, as they are."""

from django.db import migrations, models

PIECE = 500
# What is tracked of a report when this migration is written: it must not change with the code.
TRACKED = ("quote_id", "uid", "fault", "text", "at", "state", "answer", "answered_at")


def plain(value):
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)


def forwards(apps, schema_editor):
    Revision, Row, Report = (apps.get_model("statements", name) for name in ("Revision", "RevisionRow", "Report"))
    reports = list(Report.objects.order_by("pk").values_list("pk", *TRACKED))
    if not reports:
        return
    line = Revision.objects.create(
        action="held", label="Readers’ reports as they stood when the log began to hold them"
    )
    rows = [
        Row(revision=line, table="report", row=pk, before=None, after=dict(zip(TRACKED, map(plain, values))))
        for pk, *values in reports
    ]
    Row.objects.bulk_create(rows, batch_size=PIECE)


class Migration(migrations.Migration):
    dependencies = [("statements", "0022_typed_values")]
    operations = [
        migrations.AlterField(
            model_name="revision",
            name="action",
            field=models.CharField(choices=[('read', 'Read by the machine'), ('read again', 'Read again by the machine'), ('held', 'Stood so when the log began'), ('edit', 'Corrected by an editor'), ('approve', 'Reviewed by an editor'), ('withdraw', 'Withdrawn by an editor'), ('restore', 'Put back by an editor'), ('hand back', 'Handed back to the machine reading'), ('add', 'Added by an editor'), ('merge', 'Its speaker, event or outlet was found to be another one under a second name'), ('split', 'Given to another speaker'), ('report', 'Reported by a reader'), ('erase', 'Erased by order, with all that the log held of it'), ('answer', 'A reader’s report was answered'), ('undo', 'An earlier act was taken back'), ('bulk', 'Changed together with others'), ('import', 'Corrected from a list'), ('add name', 'A name was added'), ('remove name', 'A name was taken away'), ('edit names', 'Names were changed'), ('keep apart', 'Held beside another and kept apart'), ('leave open', 'Held beside another and left open')], max_length=30),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
