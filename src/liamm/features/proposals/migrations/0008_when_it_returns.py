"""When a request that was put off comes back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0007_written_again_in_their_circle")]

    operations = [
        migrations.AddField(
            "proposal", "returns_on", models.DateField(blank=True, null=True, verbose_name="revient le")
        ),
    ]
