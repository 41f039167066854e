"""Somebody who comes says that they lost a code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("welcome", "0004_codes_to_take_off")]

    operations = [
        migrations.AddField(
            model_name="sighting", name="lost_at", field=models.DateTimeField(null=True, blank=True)
        ),
    ]
