"""Wrong tries, sessions, recovery codes and what happened to an account.

The tables of django-axes, which counted wrong passwords before, are dropped: they hold addresses of people.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


AXES = ("axes_accessattemptexpiration", "axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")


def drop_axes(apps, schema_editor):
    connection = schema_editor.connection
    there = set(connection.introspection.table_names())
    for table in AXES:
        if table in there:
            schema_editor.execute(f"DROP TABLE {connection.ops.quote_name(table)}")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'axes'")
        cursor.execute(
            "DELETE FROM auth_group_permissions WHERE permission_id IN (SELECT p.id FROM auth_permission p "
            "JOIN django_content_type c ON c.id = p.content_type_id WHERE c.app_label = 'axes')"
        )
        cursor.execute(
            "DELETE FROM auth_user_user_permissions WHERE permission_id IN (SELECT p.id FROM auth_permission p "
            "JOIN django_content_type c ON c.id = p.content_type_id WHERE c.app_label = 'axes')"
        )
        cursor.execute(
            "DELETE FROM auth_permission WHERE content_type_id IN "
            "(SELECT id FROM django_content_type WHERE app_label = 'axes')"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0029_utterances'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WrongTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(help_text='a keyed hash of the name: people type passwords there', max_length=32)),
                ('address', models.CharField(max_length=45)),
                ('network', models.CharField(help_text='the /64 of an IPv6 address', max_length=49)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'at'], name='statements__account_8b3373_idx'), models.Index(fields=['address', 'at'], name='statements__address_5731ec_idx'), models.Index(fields=['network', 'at'], name='statements__network_b3b4e0_idx'), models.Index(fields=['at'], name='statements__at_504362_idx')],
            },
        ),
        migrations.CreateModel(
            name='AccountEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('signed in', 'Signed in from a place or a device that is new'), ('password', 'The password was changed'), ('factor on', 'A second factor was set up'), ('factor off', 'The second factor was taken away'), ('codes', 'New recovery codes were made'), ('code used', 'A recovery code was used')], max_length=10)),
                ('address', models.CharField(blank=True, max_length=45)),
                ('agent', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('told', models.BooleanField(default=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='account_events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['user', '-at'], name='statements__user_id_b3e17d_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what__in', ['signed in', 'password', 'factor on', 'factor off', 'codes', 'code used'])), name='account_event_known')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('used', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'digest'), name='recovery_code_once')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('address', models.CharField(blank=True, max_length=45)),
                ('network', models.CharField(blank=True, max_length=49)),
                ('agent', models.CharField(blank=True, max_length=300)),
                ('begun', models.DateTimeField(auto_now_add=True)),
                ('seen', models.DateTimeField()),
                ('ended', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'network'], name='statements__user_id_6cd9c4_idx'), models.Index(fields=['seen'], name='statements__seen_7acb7f_idx')],
            },
        ),
        migrations.RunPython(drop_axes, migrations.RunPython.noop),
    ]
