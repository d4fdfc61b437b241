import re

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from statements.encrypted import seal, unseal

PURPOSE = "keys of phones"


def seal_keys(apps, schema_editor):
    """Keys of phones stood in the database as they are: whoever had a backup could make codes."""
    for device in apps.get_model("otp_totp", "TOTPDevice").objects.all():
        if re.fullmatch(r"(?:[0-9a-f]{2})+", device.key):
            device.key = seal(PURPOSE, bytes.fromhex(device.key), str(device.user_id))
            device.save(update_fields=["key"])


def open_keys(apps, schema_editor):
    for device in apps.get_model("otp_totp", "TOTPDevice").objects.all():
        device.key = unseal(PURPOSE, device.key, str(device.user_id)).hex()
        device.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0039_report_words"),
        ("otp_totp", "0003_add_timestamps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GivenPassword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given_password",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IngestTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("new", models.BigIntegerField(default=0)),
                ("updated", models.BigIntegerField(default=0)),
                ("unchanged", models.BigIntegerField(default=0)),
                ("refused", models.BigIntegerField(default=0)),
                ("statements", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(seal_keys, open_keys),
    ]
