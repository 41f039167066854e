"""The links of one key that were quoted in mails taken before: out of what the team reads and of the sealed originals."""

from django.db import migrations
from django.db.models import Q

from liamm.features.terrain.rules.quoted_links import without_links

INSTEAD = "[lien personnel retiré]"


def take_out(apps, schema_editor):
    del schema_editor
    _take_out(apps.get_model("terrain", "FieldSignal").objects, ("words", "tried"))
    _take_out(apps.get_model("terrain", "Exchange").objects.filter(from_author=True), ("text", "quoted"))
    for sealed in apps.get_model("terrain", "SealedOriginal").objects.iterator():
        content = {name: without_links(said, INSTEAD) for name, said in sealed.content.items()}
        if content != sealed.content:
            sealed.content = content
            sealed.save(update_fields=["content"])


def _take_out(rows, names):
    told = Q()
    for name in names:
        told |= Q(**{f"{name}__icontains": "http"})
    for row in rows.filter(told).iterator():
        texts = {name: without_links(getattr(row, name), INSTEAD) for name in names}
        if any(getattr(row, name) != said for name, said in texts.items()):
            type(row)._default_manager.filter(pk=row.pk).update(**texts)


class Migration(migrations.Migration):
    dependencies = [("terrain", "0011_steps_as_passed_on")]

    operations = [migrations.RunPython(take_out, migrations.RunPython.noop)]
