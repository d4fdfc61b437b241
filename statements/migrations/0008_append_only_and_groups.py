"""The database itself refuses to change or delete a line of the log; and who may do what.

A later migration that alters one of the two tables on SQLite makes it anew, without these triggers:
it has to run `guard` again. A test asks the database.
"""

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

TABLES = ("statements_revision", "statements_revisionrow")
SAYS = "the log is append-only: add a line that takes the act back"

JUDGE = [
    "view_quote", "judge_quote", "view_article", "view_speaker", "view_event", "view_outlet", "view_report",
    "change_report", "add_speaker", "view_revision", "view_mergeproposal",
]  # fmt: skip
EDIT = [
    *JUDGE, "change_quote", "add_quote", "bulk_quote", "merge_speaker", "change_article", "change_speaker",
    "change_event", "add_event", "change_outlet", "add_outlet", "add_alias", "change_alias", "delete_alias",
    "view_alias", "change_mergeproposal",
]  # fmt: skip
USERS = ["view_user", "add_user", "change_user", "view_group"]
GROUPS = {"reviewer": JUDGE, "editor": EDIT, "administrator": [*EDIT, *USERS]}


def guard(apps, schema_editor):
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            if schema_editor.connection.vendor == "sqlite":
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
                )
            elif schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(
                    f"CREATE OR REPLACE FUNCTION statements_append_only() RETURNS trigger AS $$ "
                    f"BEGIN RAISE EXCEPTION '{SAYS}'; END $$ LANGUAGE plpgsql"
                )
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION statements_append_only()"
                )


def unguard(apps, schema_editor):
    for table in TABLES:
        for act in ("update", "delete"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def make_groups(apps, schema_editor):
    for config in apps.get_app_configs():
        if config.label in {"statements", "auth"}:
            config.models_module = True
            create_permissions(config, apps=apps, verbosity=0)
            config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codes in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        found = Permission.objects.filter(
            codename__in=codes, content_type__app_label__in=["statements", "auth"]
        )
        missing = set(codes) - set(found.values_list("codename", flat=True))
        if missing:
            raise LookupError(f"no such permission: {', '.join(sorted(missing))}")
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0007_pairs_of_any_table"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
