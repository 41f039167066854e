from importlib import import_module

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('terrain', '0013_stem_own_words_of_mails'),
    ]

    operations = [
        # What decisions and requests went on telling whoever passed a signal on.
        migrations.RunPython(
            import_module('liamm.features.terrain.migrations.0011_steps_as_passed_on').say_again,
            migrations.RunPython.noop,
        ),
    ]
