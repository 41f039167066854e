"""What a correction says that it corrects is published: until then it is rewritten too, and never taken away."""

from importlib import import_module

from django.db import migrations

FUNCTION = import_module("liamm.features.governance.migrations.0010_reason_rewritten").FUNCTION
BEFORE = FUNCTION.replace("{more}", ", 'overload_reason'")
AFTER = FUNCTION.replace("{more}", ", 'overload_reason', 'correction_reason'").replace(
    "(NEW.overload_reason = '')",
    "(NEW.overload_reason = '')\n       OR (OLD.correction_reason = '') <> (NEW.correction_reason = '')",
)


class Migration(migrations.Migration):
    dependencies = [("governance", "0012_said_anew")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
