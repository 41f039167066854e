"""A phase is added, then ended once; the database refuses every other change."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION projects_phase_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended IS NULL AND NEW.ended IS NOT NULL
       AND (OLD.id, OLD.created_at, OLD.terrain_id, OLD.key, OLD.name, OLD.form, OLD.host_id, OLD.place, OLD.aim,
            OLD.starts, OLD.review)
           IS NOT DISTINCT FROM
           (NEW.id, NEW.created_at, NEW.terrain_id, NEW.key, NEW.name, NEW.form, NEW.host_id, NEW.place, NEW.aim,
            NEW.starts, NEW.review) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a phase is only added, and ended once' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER projects_phase_append_only BEFORE UPDATE OR DELETE ON projects_phase
    FOR EACH ROW EXECUTE FUNCTION projects_phase_is_append_only();
"""
BACKWARD = """
DROP TRIGGER projects_phase_append_only ON projects_phase;
DROP FUNCTION projects_phase_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
