"""An invitation that nobody answered is closed once whom it had asked is let go of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0008_when_it_returns")]

    operations = [
        migrations.AlterField(
            "invitation",
            "reply",
            models.CharField(
                blank=True,
                choices=[
                    ("accepted", "acceptée"),
                    ("declined", "déclinée"),
                    ("aside", "déport déclaré"),
                    ("taken_back", "reprise"),
                    ("lapsed", "restée sans réponse"),
                ],
                max_length=10,
            ),
        ),
    ]
