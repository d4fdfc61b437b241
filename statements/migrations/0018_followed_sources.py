"""What is followed on the web, and who may say so."""

import django.core.validators
import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

FOLLOW = [
    "view_followedsource", "add_followedsource", "change_followedsource", "view_webaddress", "change_webaddress",
]  # fmt: skip
GROUPS = {"editor": FOLLOW, "administrator": [*FOLLOW, "delete_followedsource"]}


def permit(apps, schema_editor):
    config = apps.get_app_config("statements")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codes in GROUPS.items():
        found = Permission.objects.filter(codename__in=codes, content_type__app_label="statements")
        Group.objects.get_or_create(name=name)[0].permissions.add(*found)


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0017_words_that_a_page_does_not_show'),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowedSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(help_text='begins with https:// or http://', max_length=1000, unique=True)),
                ('kind', models.CharField(choices=[('feed', 'feed (RSS or Atom)'), ('sitemap', 'sitemap')], default='feed', max_length=7)),
                ('paused', models.BooleanField(default=False, help_text='nothing is asked for')),
                ('interval', models.PositiveIntegerField(default=60, help_text='minutes between two runs', validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(43200)])),
                ('since', models.DateField(blank=True, help_text='leave out what it says is older; empty: take all that it lists', null=True)),
                ('last_run', models.DateTimeField(blank=True, editable=False, null=True)),
                ('last_result', models.CharField(blank=True, editable=False, max_length=500)),
                ('failures', models.PositiveIntegerField(default=0, editable=False, help_text='runs in a row that came to nothing')),
                ('not_before', models.DateTimeField(blank=True, editable=False, help_text='when it may be asked again', null=True)),
                ('unfinished', models.BooleanField(default=False, editable=False, help_text='more is in it than one run takes')),
                ('etag', models.CharField(blank=True, editable=False, max_length=300)),
                ('last_modified', models.CharField(blank=True, editable=False, max_length=300)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('outlet', models.ForeignKey(blank=True, help_text='who publishes all of it; empty: as each page says', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed', to='statements.outlet')),
            ],
            options={
                'ordering': ['address'],
            },
        ),
        migrations.CreateModel(
            name='WebAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=1000, unique=True)),
                ('kind', models.CharField(choices=[('page', 'page'), ('sitemap', 'part of a sitemap')], default='page', max_length=7)),
                ('state', models.CharField(choices=[('waiting', 'waits to be fetched'), ('held', 'in the archive'), ('refused', 'no article'), ('failed', 'could not be fetched')], default='waiting', max_length=7)),
                ('changed', models.CharField(blank=True, help_text='when it was changed, as the source says', max_length=40)),
                ('outlet_told', models.CharField(blank=True, help_text='told with it by hand', max_length=200)),
                ('listed_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('not_before', models.DateTimeField(blank=True, null=True)),
                ('fetched_at', models.DateTimeField(blank=True, null=True)),
                ('status', models.PositiveSmallIntegerField(blank=True, help_text='what the server answered', null=True)),
                ('final', models.CharField(blank=True, help_text='where it led', max_length=1000)),
                ('redirects', models.JSONField(blank=True, default=list, help_text='[[status, address], ...]')),
                ('etag', models.CharField(blank=True, max_length=300)),
                ('last_modified', models.CharField(blank=True, max_length=300)),
                ('result', models.CharField(blank=True, max_length=500)),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='addresses', to='statements.followedsource')),
            ],
            options={
                'verbose_name_plural': 'web addresses',
                'ordering': ['-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='followedsource',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['feed', 'sitemap'])), name='followedsource_kind_known'),
        ),
        migrations.AddIndex(
            model_name='webaddress',
            index=models.Index(fields=['state', '-kind', '-listed_at', 'id'], name='statements__state_8028ee_idx'),
        ),
        migrations.AddIndex(
            model_name='webaddress',
            index=models.Index(fields=['source', 'state'], name='statements__source__21d9dc_idx'),
        ),
        migrations.AddIndex(
            model_name='webaddress',
            index=models.Index(fields=['final'], name='statements__final_73d5de_idx'),
        ),
        migrations.AddConstraint(
            model_name='webaddress',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'held', 'refused', 'failed'])), name='webaddress_state_known'),
        ),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
