"""A series that was split off another knows from which, so that a change of all the dates can name those it leaves."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("booking", "0011_rota")]

    operations = [
        migrations.AddField(
            model_name="series",
            name="parted_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="parted",
                to="booking.series",
                verbose_name="suite de",
            ),
        ),
    ]
