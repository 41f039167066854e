"""The words that hide a passage are no words of the author: signals are no longer compared by them."""

from django.db import migrations

from liamm.kernel.telltale.sensitive import without_masks
from liamm.kernel import french


def stem_again(apps, schema_editor):
    del schema_editor
    signals = apps.get_model("terrain", "FieldSignal").objects
    for signal in signals.filter(masked=True).iterator():
        told = without_masks(f"{signal.words} {signal.for_whom} {signal.tried}")
        stems = [stem for stem in french.stems(told) if len(stem) <= 40][:2_000]
        signals.filter(pk=signal.pk).update(stems=stems)


class Migration(migrations.Migration):
    dependencies = [("terrain", "0002_count_meetings")]

    operations = [migrations.RunPython(stem_again, migrations.RunPython.noop)]
