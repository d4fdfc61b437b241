"""The order in which rows changed, for those who mirror the archive: all rows that are held wait for their number."""

from django.db import migrations, models

TABLES = ("outlet", "speaker", "event", "article", "quote")


def note_all_rows(apps, schema_editor):
    quoted = schema_editor.connection.ops.quote_name
    for table in TABLES:
        schema_editor.execute(
            f'INSERT INTO statements_changedrow ("table", "row") '
            f"SELECT '{table}', id FROM {quoted(f'statements_{table}')} ORDER BY id"
        )


class Migration(migrations.Migration):
    dependencies = [("statements", "0030_accounts_kept")]

    operations = [
        migrations.CreateModel(
            name="ChangedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=30)),
                ("row", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SequenceLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(unique=True)),
                ("table", models.CharField(max_length=30)),
                ("row", models.BigIntegerField()),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("table", "row"), name="sequence_line_once")],
            },
        ),
        migrations.RunPython(note_all_rows, migrations.RunPython.noop),
    ]
