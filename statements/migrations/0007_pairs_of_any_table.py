from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statements", "0006_log_what_is_held")]

    operations = [
        migrations.RemoveConstraint(
            model_name='mergeproposal',
            name='merge_proposed_once',
        ),
        migrations.RemoveConstraint(
            model_name='mergeproposal',
            name='merge_of_two_speakers',
        ),
        migrations.RemoveConstraint(
            model_name='mergeproposal',
            name='merge_decision_known',
        ),
        migrations.RemoveField(
            model_name='mergeproposal',
            name='into',
        ),
        migrations.RemoveField(
            model_name='mergeproposal',
            name='speaker',
        ),
        migrations.RemoveField(
            model_name='revision',
            name='after',
        ),
        migrations.RemoveField(
            model_name='revision',
            name='before',
        ),
        migrations.AddConstraint(
            model_name='mergeproposal',
            constraint=models.UniqueConstraint(fields=('table', 'first', 'second'), name='pair_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='mergeproposal',
            constraint=models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='pair_of_two'),
        ),
        migrations.AddConstraint(
            model_name='mergeproposal',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['open', 'same', 'two', 'unsure'])), name='pair_decision_known'),
        ),
        migrations.AlterField(
            model_name="mergeproposal",
            name="first",
            field=models.BigIntegerField(help_text="the row that would be given up"),
        ),
        migrations.AlterField(
            model_name="mergeproposal",
            name="second",
            field=models.BigIntegerField(help_text="the row that would take what it has"),
        ),
    ]
