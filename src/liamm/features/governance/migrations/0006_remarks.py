"""A second reader may give a public text back with a remark, which is written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import liamm.kernel.clock
import liamm.kernel.model

_ONCE = """
CREATE TRIGGER governance_remark_once BEFORE UPDATE OR DELETE ON governance_textremark
    FOR EACH ROW EXECUTE FUNCTION governance_written_once();
"""
_NO_MORE = "DROP TRIGGER governance_remark_once ON governance_textremark;"


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0005_when_requests_return"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TextRemark",
            fields=[
                ("id", models.UUIDField(default=liamm.kernel.model.uuid7, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=liamm.kernel.clock.now, editable=False)),
                ("version", models.PositiveIntegerField()),
                ("words", models.TextField(verbose_name="remarque")),
                ("at", models.DateTimeField(default=liamm.kernel.clock.now)),
                ("decision", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="governance.decision")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [models.UniqueConstraint(fields=("decision", "version"), name="remark_once")],
            },
        ),
        migrations.RunSQL(_ONCE, _NO_MORE),
    ]
