"""Indexes that hold all that counting needs: a count over a large archive reads no statement and no text."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0045_names_as_people_say_them'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['outlet', 'state'], name='statements__outlet__039aac_idx'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['language', 'state'], name='statements__languag_002f21_idx'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(fields=['kind', 'state', 'article'], name='statements__kind_ae2718_idx'),
        ),
    ]
