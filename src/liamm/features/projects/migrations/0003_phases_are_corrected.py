"""What the request said, the phase an action was granted, and phases that correct the dates of others, which stay."""

import django.db.models.deletion
from django.db import migrations, models

TRIGGER = """
CREATE OR REPLACE FUNCTION projects_phase_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended IS NULL AND NEW.ended IS NOT NULL
       AND (OLD.id, OLD.created_at, OLD.terrain_id, OLD.key, OLD.name, OLD.form, OLD.host_id, OLD.place, OLD.aim,
            OLD.starts, OLD.review{more_old})
           IS NOT DISTINCT FROM
           (NEW.id, NEW.created_at, NEW.terrain_id, NEW.key, NEW.name, NEW.form, NEW.host_id, NEW.place, NEW.aim,
            NEW.starts, NEW.review{more_new}) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a phase is only added, and ended once' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FORWARD = TRIGGER.replace("{more_old}", ", OLD.corrects_id, OLD.correction").replace(
    "{more_new}", ", NEW.corrects_id, NEW.correction"
)
BACKWARD = TRIGGER.replace("{more_old}", "").replace("{more_new}", "")


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_phases_are_append_only")]
    operations = [
        migrations.AddField("project", "request_said", models.TextField(blank=True, default="", editable=False)),
        migrations.AlterField("project", "request_said", models.TextField(blank=True, editable=False)),
        migrations.AddField("project", "granted_phase", models.CharField(blank=True, max_length=40, default="")),
        migrations.AlterField("project", "granted_phase", models.CharField(blank=True, max_length=40)),
        migrations.AddField(
            "phase",
            "corrects",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="projects.phase",
            ),
        ),
        migrations.AddField(
            "phase", "correction", models.TextField(blank=True, default="", verbose_name="ce qui est corrigé")
        ),
        migrations.AlterField("phase", "correction", models.TextField(blank=True, verbose_name="ce qui est corrigé")),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
