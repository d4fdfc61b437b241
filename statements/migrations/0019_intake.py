"""Loads that are given at the desk, and who may give them: editors and administrators."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

GROUPS = ("editor", "administrator")
CODES = ("add_intake",)


def let_editors_add(apps, schema_editor):
    config = apps.get_app_config("statements")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    found = Permission.objects.filter(codename__in=CODES, content_type__app_label="statements")
    for group in Group.objects.filter(name__in=GROUPS):  # one that was renamed or deleted stays so
        group.permissions.add(*found)


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0018_followed_sources'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('draft', 'to be looked at'), ('waiting', 'being taken in'), ('stopped', 'stopped'), ('done', 'taken in')], default='draft', max_length=10)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='IntakeItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('text', 'a text'), ('address', 'a page'), ('file', 'a file')], max_length=7)),
                ('name', models.CharField(help_text='as the file was called; the address; the first words', max_length=1000)),
                ('path', models.CharField(blank=True, help_text='in the uploads folder', max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField(help_text='bytes')),
                ('told', models.JSONField(blank=True, default=dict, help_text='what was told beside it')),
                ('served', models.JSONField(blank=True, default=dict, help_text='what the server said of these bytes')),
                ('state', models.CharField(choices=[('waiting', 'waits'), ('done', 'read')], default='waiting', max_length=7)),
                ('position', models.PositiveIntegerField(default=0)),
                ('after', models.TextField(blank=True)),
                ('reached', models.BigIntegerField(default=0, help_text='bytes of it that are read')),
                ('again', models.BooleanField(default=False, help_text='what was refused is read once more')),
                ('tries', models.PositiveSmallIntegerField(default=0, help_text='how often reading on was begun and not brought to an end')),
                ('new', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='IntakeRefusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.TextField(blank=True, help_text='which one of a file that holds many')),
                ('reason', models.TextField()),
                ('whole', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='intake',
            name='given_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='loads', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='intakeitem',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='statements.intake'),
        ),
        migrations.AddField(
            model_name='intakerefusal',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refusals', to='statements.intakeitem'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(fields=['state', 'id'], name='statements__state_f63343_idx'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'waiting', 'stopped', 'done'])), name='intake_state_known'),
        ),
        migrations.AddIndex(
            model_name='intakeitem',
            index=models.Index(fields=['state', 'intake', 'id'], name='statements__state_a157d6_idx'),
        ),
        migrations.RunPython(let_editors_add, migrations.RunPython.noop),
    ]
