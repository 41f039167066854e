"""An observation added after the publication is read by someone else before it leaves."""

import django.db.models.deletion
import liamm.kernel.clock
import liamm.kernel.model
from django.conf import settings
from django.db import migrations, models

ONCE = """
CREATE TRIGGER governance_observationreading_once BEFORE UPDATE OR DELETE ON governance_observationreading
    FOR EACH ROW EXECUTE FUNCTION governance_written_once();
"""
MORE = "DROP TRIGGER governance_observationreading_once ON governance_observationreading;"

# What was public stays so: it was added under the rule of its day.
KEEP = """
INSERT INTO governance_observationreading (id, created_at, at, observation_id, person_id)
SELECT gen_random_uuid(), now(), o.at, o.id, o.author_id FROM governance_observation o
JOIN governance_decision d ON d.origin_id = o.item_id AND d.item_id = o.item_id
WHERE d.published_at IS NOT NULL AND o.at > d.published_at;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0007_left_by_its_carriers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ObservationReading",
            fields=[
                ("id", models.UUIDField(default=liamm.kernel.model.uuid7, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=liamm.kernel.clock.now, editable=False)),
                ("at", models.DateTimeField(default=liamm.kernel.clock.now)),
                (
                    "observation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading",
                        to="governance.observation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RunSQL(ONCE, MORE),
    ]
