"""Values that older versions took and no page can show are mended: lists that are none, days beyond all reckoning.

Each row that changes has its line in the log, with what stood there.
"""

from datetime import date

from django.db import migrations
from django.db.models import Q

from statements.typed import FIRST_DAY, LAST_DAY, names_held

# Days by table, and which of them the log knows: `date` of a statement is worked out from the others.
DAYS = {"article": ["published"], "event": ["start", "end"], "quote": ["said_on", "date"], "tenure": ["start", "end"]}
WORKED_OUT = {"date", "date_precision"}
PRECISION = {"published": "published_precision", "date": "date_precision", "start": "precision"}


def mend_values(apps, schema_editor):
    for event in apps.get_model("statements", "Event").objects.only("participants").order_by("pk").iterator():
        if event.participants != names_held(event.participants):
            write(apps, "event", event, {"participants": names_held(event.participants)})
    for table, names in DAYS.items():
        odd = Q()
        for name in names:
            odd |= Q(**{f"{name}__lt": FIRST_DAY}) | Q(**{f"{name}__gt": LAST_DAY})
        for row in apps.get_model("statements", table).objects.filter(odd).order_by("pk").iterator():
            right = {}
            for name in names:
                day = getattr(row, name)
                if day is not None and not FIRST_DAY <= day <= LAST_DAY:
                    right[name] = None
                    if name in PRECISION and hasattr(row, PRECISION[name]):
                        right[PRECISION[name]] = "none"
            write(apps, table, row, right)


def write(apps, table, row, right):
    before = {name: getattr(row, name) for name in right}
    apps.get_model("statements", table).objects.filter(pk=row.pk).update(**right)
    known = {name: value for name, value in right.items() if name not in WORKED_OUT}
    if known:
        line = apps.get_model("statements", "Revision").objects.create(
            action="edit", table=table, row=row.pk, label="", why="a value that no page could show"
        )
        said = {name: str(before[name]) if isinstance(before[name], date) else before[name] for name in known}
        apps.get_model("statements", "RevisionRow").objects.create(
            revision=line, table=table, row=row.pk, before=said, after=known
        )


class Migration(migrations.Migration):
    dependencies = [("statements", "0020_captures")]

    operations = [migrations.RunPython(mend_values, migrations.RunPython.noop)]
