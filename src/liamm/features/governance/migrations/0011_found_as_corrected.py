"""What was corrected leaves the search: its correction is found there in its place."""

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast


def purge(apps, schema_editor):
    del schema_editor
    entries = apps.get_model("search", "SearchEntry").objects
    corrected = apps.get_model("governance", "Decision").objects.filter(correction__published_at__isnull=False)
    entries.filter(kind="decision", subject_id__in=corrected.annotate(key=Cast("pk", TextField())).values("key")).delete()


class Migration(migrations.Migration):
    dependencies = [("governance", "0010_reason_rewritten"), ("search", "0001_initial")]

    operations = [migrations.RunPython(purge, migrations.RunPython.noop)]
