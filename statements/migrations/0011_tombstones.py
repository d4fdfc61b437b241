"""What is left of a statement that is no longer read is called by the field's word for it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statements", "0010_list_the_least_certain_first")]

    operations = [
        migrations.RenameModel("Former", "Tombstone"),
        migrations.AlterField(
            "tombstone",
            "article",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tombstones",
                to="statements.article",
            ),
        ),
    ]
