"""The register check remembers the longest chain that held."""

from django.db import migrations, models

REMEMBER = """
UPDATE governance_registercheck SET most = checked, most_head = head WHERE broken_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0008_observations_read")]

    operations = [
        migrations.AddField("registercheck", "most", models.BigIntegerField(default=0)),
        migrations.AddField("registercheck", "most_head", models.CharField(blank=True, default="", max_length=64)),
        migrations.RunSQL(REMEMBER, migrations.RunSQL.noop),
    ]
