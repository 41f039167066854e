"""What a call proposes to each is counted in meetings, whole ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("terrain", "0001_initial")]

    operations = [
        migrations.RenameField("interestcommunity", "usual_amount", "usual_meetings"),
        migrations.AlterField("interestcommunity", "usual_meetings", models.PositiveSmallIntegerField(default=3)),
    ]
