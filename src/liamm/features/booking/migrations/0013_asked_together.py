"""Several guests asked for their places in one gesture."""

import django.db.models.deletion
from django.db import migrations, models

import liamm.kernel.model


def each_alone(apps, _editor):
    """What was asked so far was asked of one guest at a time."""
    apps.get_model("booking", "Displacement").objects.update(asking=models.F("pk"))


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0012_series_parted"),
    ]

    operations = [
        migrations.AddField(
            model_name="displacement",
            name="asking",
            field=models.UUIDField(db_index=True, default=liamm.kernel.model.uuid7, editable=False),
        ),
        migrations.RemoveConstraint(
            model_name='displacement',
            name='displacement_one_at_a_time',
        ),
        migrations.AlterField(
            model_name='displacement',
            name='becomes',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='took_place_by', to='booking.booking', verbose_name='devenue'),
        ),
        migrations.AlterField(
            model_name='displacement',
            name='state',
            field=models.CharField(choices=[('asked', 'posée'), ('agreed', 'acceptée, si les autres cèdent aussi leur place'), ('declined', 'refusée, à arbitrer'), ('silent', 'sans réponse, à arbitrer'), ('moved', 'acceptée'), ('kept', 'non : chacun reste où il est'), ('withdrawn', 'retirée')], default='asked', max_length=10, verbose_name='état'),
        ),
        migrations.AddConstraint(
            model_name='displacement',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['agreed', 'asked', 'declined', 'silent'])), fields=('guest',), name='displacement_one_at_a_time'),
        ),
        migrations.RunPython(each_alone, migrations.RunPython.noop),
    ]
