"""What is no longer published leaves the search; communities are found by the question of their problem as it is now."""

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast

from liamm.kernel.html import plain
from liamm.kernel.search.index import vector_of


def purge(apps, schema_editor):
    del schema_editor
    entries = apps.get_model("search", "SearchEntry").objects
    published = apps.get_model("terrain", "PublicWording").objects.filter(withdrawn_at=None)
    shown = published.annotate(key=Cast("pk", TextField())).values("key")
    entries.filter(kind="wording").exclude(subject_id__in=shown).delete()
    for one in apps.get_model("terrain", "InterestCommunity").objects.select_related("problem", "space"):
        body = f"{one.problem.question} {plain(one.call)}"
        found = entries.filter(kind="community", subject_id=str(one.pk))
        found.update(body=body[:20_000], vector=vector_of(one.space.name, body))


class Migration(migrations.Migration):
    dependencies = [("terrain", "0006_redacted_versions"), ("search", "0001_initial"), ("spaces", "0001_initial")]

    operations = [migrations.RunPython(purge, migrations.RunPython.noop)]
