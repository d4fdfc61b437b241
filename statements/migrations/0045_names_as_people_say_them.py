"""Statements and history entries, pairs and names: the admin site calls rows what people call them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0044_utterances_and_corrections_for_mirrors'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='alias',
            options={'ordering': ['name'], 'verbose_name': 'name', 'verbose_name_plural': 'names'},
        ),
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': [models.OrderBy(models.F('published'), descending=True, nulls_last=True), '-id'], 'verbose_name': 'article', 'verbose_name_plural': 'articles'},
        ),
        migrations.AlterModelOptions(
            name='event',
            options={'ordering': [models.OrderBy(models.F('start'), descending=True, nulls_last=True), 'name'], 'verbose_name': 'event', 'verbose_name_plural': 'events'},
        ),
        migrations.AlterModelOptions(
            name='followedsource',
            options={'ordering': ['address'], 'verbose_name': 'followed source', 'verbose_name_plural': 'followed sources'},
        ),
        migrations.AlterModelOptions(
            name='mergeproposal',
            options={'ordering': ['decision', '-points', '-proposed_at'], 'verbose_name': 'pair that may be one', 'verbose_name_plural': 'pairs that may be one'},
        ),
        migrations.AlterModelOptions(
            name='outlet',
            options={'ordering': ['name'], 'verbose_name': 'outlet', 'verbose_name_plural': 'outlets'},
        ),
        migrations.AlterModelOptions(
            name='quote',
            options={'ordering': ['article', 'start'], 'permissions': [('judge_quote', 'Can judge statements at the review desk'), ('bulk_quote', 'Can change many statements at once')], 'verbose_name': 'statement', 'verbose_name_plural': 'statements'},
        ),
        migrations.AlterModelOptions(
            name='report',
            options={'ordering': ['state', '-at'], 'verbose_name': 'reader’s report', 'verbose_name_plural': 'readers’ reports'},
        ),
        migrations.AlterModelOptions(
            name='revision',
            options={'ordering': ['-id'], 'verbose_name': 'history entry', 'verbose_name_plural': 'history entries'},
        ),
        migrations.AlterModelOptions(
            name='speaker',
            options={'ordering': ['name'], 'permissions': [('merge_speaker', 'Can merge and split speakers, events and outlets')], 'verbose_name': 'speaker', 'verbose_name_plural': 'speakers'},
        ),
        migrations.AlterModelOptions(
            name='tenure',
            options={'ordering': ['start', 'office'], 'verbose_name': 'term of office', 'verbose_name_plural': 'terms of office'},
        ),
        migrations.AlterModelOptions(
            name='webaddress',
            options={'ordering': ['-id'], 'verbose_name': 'web address', 'verbose_name_plural': 'web addresses'},
        ),
    ]
