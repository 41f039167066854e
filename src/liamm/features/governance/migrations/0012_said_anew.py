"""A correction may say anew what a decision asks for; the first words stay, and are followed no longer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0011_found_as_corrected")]

    operations = [
        migrations.AddField(
            model_name="preconisation",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="governance.preconisation",
            ),
        ),
        migrations.AlterField(
            model_name="preconisation",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "en cours"),
                    ("kept", "tenue"),
                    ("dropped", "abandonnée"),
                    ("mended", "récrite"),
                ],
                default="open",
                max_length=8,
            ),
        ),
    ]
