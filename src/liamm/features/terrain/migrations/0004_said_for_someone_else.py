"""What was told for someone else without a relais says so."""

from django.db import migrations, models

CHOICES = [
    ("web", "écrite en ligne"),
    ("relay", "transmise par un relais"),
    ("other", "dite pour quelqu’un d’autre"),
    ("spoken", "dite de vive voix ou par téléphone"),
    ("mail", "envoyée par courriel"),
    ("import", "reprise d’un tableau"),
]


def say_so(apps, schema_editor):
    del schema_editor
    apps.get_model("terrain", "FieldSignal").objects.filter(origin="relay", relay=None).update(origin="other")


def unsay(apps, schema_editor):
    del schema_editor
    apps.get_model("terrain", "FieldSignal").objects.filter(origin="other").update(origin="relay")


class Migration(migrations.Migration):
    dependencies = [("terrain", "0003_stem_what_was_said")]

    operations = [
        migrations.AlterField(
            "fieldsignal", "origin", models.CharField(max_length=8, choices=CHOICES, default="web")
        ),
        migrations.RunPython(say_so, unsay),
    ]
