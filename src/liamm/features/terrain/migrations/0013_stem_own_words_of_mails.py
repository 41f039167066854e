"""What a mail quotes or signs is no word of its author: signals are no longer compared by it."""

from django.db import migrations

from liamm.features.terrain.models.signal import own_words
from liamm.kernel import french
from liamm.kernel.telltale.sensitive import without_masks


def stem_again(apps, schema_editor):
    del schema_editor
    signals = apps.get_model("terrain", "FieldSignal").objects
    for signal in signals.filter(origin="mail").iterator():
        if (words := own_words(signal.words)) == signal.words:
            continue
        told = f"{words} {signal.for_whom} {signal.tried}"
        told = without_masks(told) if signal.masked else told
        stems = [stem for stem in french.stems(told) if len(stem) <= 40][:2_000]
        signals.filter(pk=signal.pk).update(stems=stems)


class Migration(migrations.Migration):
    dependencies = [("terrain", "0012_links_of_letters_taken_out")]

    operations = [migrations.RunPython(stem_again, migrations.RunPython.noop)]
