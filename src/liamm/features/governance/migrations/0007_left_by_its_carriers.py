"""An item whose request was taken back after it was decided says when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0006_remarks")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="left_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
