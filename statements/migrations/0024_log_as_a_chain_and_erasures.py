"""The log becomes a chain of digests, and something can be erased by order from it without breaking it.

The database goes on to refuse every change of a line but one: that an erasure empties it, which its digest outlives.
A later migration that alters one of the two tables on SQLite makes it anew, without these triggers: it has to run
`guard` again.
"""

import hashlib
import json
import secrets
from datetime import UTC

import django.db.models.deletion
import django.utils.timezone
import statements.models.erasure
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

SAYS = "the log is append-only: add a line that takes the act back"
# What an erasure leaves as it is.
STAYS = {
    "statements_revision": ("id", "at", "editor_id", "action", "table", "row", "undoes_id", "seal", "link"),
    "statements_revisionrow": ("id", "revision_id", "table", "row", "seal"),
}
EMPTIES = {"statements_revision": (), "statements_revisionrow": ("before", "after")}


def unguard(apps, schema_editor):
    for table in STAYS:
        for act in ("update", "delete"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, stays in STAYS.items():
        same = "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
        erased = " AND ".join(
            ["NEW.erasure_id IS NOT NULL"]
            + [f'NEW."{name}" {same} OLD."{name}"' for name in stays]
            + [f'(NEW."{name}" IS NULL) = (OLD."{name}" IS NULL)' for name in EMPTIES[table]]
        )
        for act, when in (("UPDATE", f"WHEN (NOT ({erased}))"), ("DELETE", "")):
            name = f"{table}_no_{act.lower()}"
            if vendor == "sqlite":
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
                )
            elif vendor == "postgresql":
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {when} "
                    f"EXECUTE FUNCTION statements_append_only()"
                )


# As statements/history/chain.py has it when this migration is written: it must not change with the code.


def digest_of(*values):
    return hashlib.sha256(
        json.dumps(in_json(list(values)), separators=(",", ":"), sort_keys=True).encode()
    ).hexdigest()


def in_json(value):
    if isinstance(value, dict):
        return {key: in_json(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [in_json(one) for one in value]
    if isinstance(value, float):
        return int(value) if abs(value) >= 1e16 else value + 0.0 or 0.0
    return value


def make_chain(apps, schema_editor):
    Revision, Row = apps.get_model("statements", "Revision"), apps.get_model("statements", "RevisionRow")
    before = ""
    lines = Revision.objects.order_by("pk")
    last = 0
    while piece := list(lines.filter(pk__gt=last)[:500]):
        last = piece[-1].pk
        by_line = {}
        changed = list(Row.objects.filter(revision__in=piece).order_by("id"))
        for row in changed:
            row.salt = secrets.token_hex(8)
            row.seal = digest_of(row.salt, row.table, row.row, row.before, row.after)
            by_line.setdefault(row.revision_id, []).append(row.seal)
        for line in piece:
            line.salt = secrets.token_hex(8)
            line.seal = digest_of(line.salt, line.label, line.why, line.signed)
            at = line.at.astimezone(UTC).isoformat()
            line.link = before = digest_of(
                before, at, line.editor_id, line.action, line.table, line.row, line.undoes_id, line.seal,
                *by_line.get(line.pk, []),
            )
        write(schema_editor, Row, changed, ("salt", "seal"))
        write(schema_editor, Revision, piece, ("salt", "seal", "link"))


def write(schema_editor, model, rows, names):
    columns = ", ".join(f"{name} = %s" for name in names)
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {model._meta.db_table} SET {columns} WHERE id = %s",
            [(*(getattr(row, name) for name in names), row.pk) for row in rows],
        )


def give_permission(apps, schema_editor):
    for config in apps.get_app_configs():
        if config.label == "statements":
            config.models_module = True
            create_permissions(config, apps=apps, verbosity=0)
            config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    found = Permission.objects.filter(
        codename__in=["erase", "view_erasure"], content_type__app_label="statements"
    )
    for group in Group.objects.filter(name="administrator"):
        group.permissions.add(*found)


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0023_readers_reports_in_the_log'),
    ]

    operations = [
        migrations.RunPython(unguard, guard),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('statement', 'a statement'), ('article', 'an article'), ('person', 'a person')], max_length=9)),
                ('ordered_by', models.CharField(help_text='the court, or whoever had the right to it', max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('purged_at', models.DateTimeField(blank=True, help_text='when index and database files held nothing of it any more', null=True)),
                ('salt', models.CharField(default=statements.models.erasure.new_salt, editable=False, max_length=32)),
            ],
            options={
                'ordering': ['-id'],
                'permissions': [('erase', 'Can erase by order')],
            },
        ),
        migrations.AddField(
            model_name='revision',
            name='link',
            field=models.CharField(blank=True, default='', editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='revision',
            name='salt',
            field=models.CharField(blank=True, default='', editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name='revision',
            name='seal',
            field=models.CharField(blank=True, default='', editable=False, help_text='of label, reason and name', max_length=64),
        ),
        migrations.AddField(
            model_name='revisionrow',
            name='salt',
            field=models.CharField(blank=True, default='', editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name='revisionrow',
            name='seal',
            field=models.CharField(blank=True, default='', editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='revision',
            name='at',
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='revision',
            name='erasure',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='statements.erasure'),
        ),
        migrations.AddField(
            model_name='revisionrow',
            name='erasure',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='statements.erasure'),
        ),
        migrations.CreateModel(
            name='ErasureMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('page', 'a page of the archive'), ('bytes', 'bytes'), ('address', 'an address'), ('text', 'a whole text'), ('words', 'words'), ('name', 'a name')], max_length=7)),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('tokens', models.PositiveIntegerField(default=0)),
                ('first', models.PositiveIntegerField(default=0)),
                ('last', models.PositiveIntegerField(default=0)),
                ('erasure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='statements.erasure')),
            ],
        ),
        migrations.RunPython(make_chain, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
        migrations.RunPython(give_permission, migrations.RunPython.noop),
    ]
