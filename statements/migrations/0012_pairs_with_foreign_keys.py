"""Two rows that may be one are rows of the database for the database too; acts have their names."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

TABLES = ("speaker", "event", "outlet")
ACTS = [
    ("read", "Read by the machine"),
    ("read again", "Read again by the machine"),
    ("held", "Stood so when the log began"),
    ("edit", "Corrected by an editor"),
    ("approve", "Reviewed by an editor"),
    ("withdraw", "Withdrawn by an editor"),
    ("restore", "Put back by an editor"),
    ("hand back", "Handed back to the machine reading"),
    ("add", "Added by an editor"),
    ("merge", "Its speaker, event or outlet was found to be another one under a second name"),
    ("split", "Given to another speaker"),
    ("answer", "A reader’s report was answered"),
    ("undo", "An earlier act was taken back"),
    ("bulk", "Changed together with others"),
    ("import", "Corrected from a list"),
    ("add name", "A name was added"),
    ("remove name", "A name was taken away"),
    ("edit names", "Names were changed"),
    ("keep apart", "Held beside another and kept apart"),
    ("leave open", "Held beside another and left open"),
]


def forwards(apps, schema_editor):
    """Give each pair its rows. One whose rows are gone is dropped, and the log says so."""
    Proposal = apps.get_model("statements", "MergeProposal")
    held = {
        table: set(apps.get_model("statements", table).objects.values_list("pk", flat=True))
        for table in TABLES
    }
    gone = []
    for pair in Proposal.objects.all():
        if {pair.first, pair.second} <= held.get(pair.table, set()):
            setattr(pair, f"first_{pair.table}_id", pair.first)
            setattr(pair, f"second_{pair.table}_id", pair.second)
            pair.save()
        else:
            gone.append(pair)
    if not gone:
        return
    line = apps.get_model("statements", "Revision").objects.create(
        action="held", label="Proposals to merge whose rows are not here any more were dropped"
    )
    names = ("table", "first", "second", "reason", "points", "decision")
    for pair in gone:
        before = {name: getattr(pair, name) for name in names}
        apps.get_model("statements", "RevisionRow").objects.create(
            revision=line, table="mergeproposal", row=pair.pk, before=before, after=None
        )
        pair.delete()


def reference(table):
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+",
        to=f"statements.{table}",
    )  # fmt: skip


def only(table):
    filled = Q(table=table)
    for name in TABLES:
        empty = name != table
        filled &= Q(**{f"first_{name}__isnull": empty, f"second_{name}__isnull": empty})
    return filled


class Migration(migrations.Migration):
    dependencies = [("statements", "0011_tombstones")]
    operations = [
        *(
            migrations.AddField("mergeproposal", f"{side}_{table}", reference(table))
            for table in TABLES
            for side in ("first", "second")
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.RemoveConstraint("mergeproposal", "pair_proposed_once"),
        migrations.RemoveConstraint("mergeproposal", "pair_of_two"),
        migrations.RemoveField("mergeproposal", "first"),
        migrations.RemoveField("mergeproposal", "second"),
        *(
            migrations.AddConstraint(
                "mergeproposal",
                models.UniqueConstraint(
                    fields=[f"first_{table}", f"second_{table}"], name=f"{table}_pair_proposed_once"
                ),
            )
            for table in TABLES
        ),
        *(
            migrations.AddConstraint(
                "mergeproposal",
                models.CheckConstraint(
                    condition=~Q(**{f"first_{table}": F(f"second_{table}")}), name=f"pair_of_two_{table}s"
                ),
            )
            for table in TABLES
        ),
        migrations.AddConstraint(
            "mergeproposal",
            models.CheckConstraint(
                condition=only("speaker") | only("event") | only("outlet"), name="pair_of_one_table"
            ),
        ),
        migrations.AlterField("revision", "action", models.CharField(choices=ACTS, max_length=30)),
    ]
