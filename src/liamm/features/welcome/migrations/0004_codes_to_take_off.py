"""A code that ends before its time is to be taken off the keypad, and stays sealed until it is."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("welcome", "0003_introductions")]

    operations = [
        migrations.AddField(
            model_name="accesscode",
            name="lingers",
            field=models.BooleanField(default=False, verbose_name="à retirer du clavier"),
        ),
        migrations.AddField(
            model_name="accesscode",
            name="set_for",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.RemoveConstraint(model_name="accesscode", name="welcome_code_gone_is_empty"),
        migrations.AddConstraint(
            model_name="accesscode",
            constraint=models.CheckConstraint(
                condition=Q(sealed="") | Q(revoked_at=None, closed_at=None) | Q(lingers=True),
                name="welcome_code_gone_is_empty",
            ),
        ),
    ]
