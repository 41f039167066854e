"""The database itself keeps what was decided, and what was published, as it was."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION governance_decision_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    texts text[] := ARRAY['full_text', 'public_title', 'public_text', 'shows_arguments', 'grid', 'text_version', 'published_at',
                          'digest'];
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'a decision is never removed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published decision never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (to_jsonb(OLD) - texts) IS DISTINCT FROM (to_jsonb(NEW) - texts) THEN
        RAISE EXCEPTION 'what was decided never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER governance_decision_stands BEFORE UPDATE OR DELETE ON governance_decision
    FOR EACH ROW EXECUTE FUNCTION governance_decision_stands();
CREATE TRIGGER governance_decision_no_truncate BEFORE TRUNCATE ON governance_decision
    FOR EACH STATEMENT EXECUTE FUNCTION governance_decision_stands();

CREATE FUNCTION governance_preconisation_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    followed text[] := ARRAY['state', 'words', 'closed_at', 'reminded_on'];
    published timestamptz;
BEGIN
    SELECT published_at INTO published FROM governance_decision WHERE id = OLD.decision_id;
    IF published IS NULL AND TG_OP = 'UPDATE' AND OLD.decision_id = NEW.decision_id THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state <> 'open'
       OR (to_jsonb(OLD) - followed) IS DISTINCT FROM (to_jsonb(NEW) - followed) THEN
        RAISE EXCEPTION 'a published preconisation is followed, never rewritten'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER governance_preconisation_stands BEFORE UPDATE OR DELETE ON governance_preconisation
    FOR EACH ROW EXECUTE FUNCTION governance_preconisation_stands();

CREATE FUNCTION governance_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this is written once' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER governance_observation_once BEFORE UPDATE OR DELETE ON governance_observation
    FOR EACH ROW EXECUTE FUNCTION governance_written_once();
CREATE TRIGGER governance_reading_once BEFORE UPDATE OR DELETE ON governance_secondreading
    FOR EACH ROW EXECUTE FUNCTION governance_written_once();
CREATE TRIGGER governance_wording_once BEFORE UPDATE OR DELETE ON governance_wording
    FOR EACH ROW EXECUTE FUNCTION governance_written_once();
CREATE TRIGGER governance_frame_once BEFORE UPDATE OR DELETE ON governance_frame
    FOR EACH ROW EXECUTE FUNCTION governance_written_once();
CREATE TRIGGER governance_move_once BEFORE UPDATE OR DELETE ON governance_sittingmove
    FOR EACH ROW EXECUTE FUNCTION governance_written_once();
"""
BACKWARD = """
DROP TRIGGER governance_move_once ON governance_sittingmove;
DROP TRIGGER governance_frame_once ON governance_frame;
DROP TRIGGER governance_wording_once ON governance_wording;
DROP TRIGGER governance_reading_once ON governance_secondreading;
DROP TRIGGER governance_observation_once ON governance_observation;
DROP FUNCTION governance_written_once();
DROP TRIGGER governance_preconisation_stands ON governance_preconisation;
DROP FUNCTION governance_preconisation_stands();
DROP TRIGGER governance_decision_no_truncate ON governance_decision;
DROP TRIGGER governance_decision_stands ON governance_decision;
DROP FUNCTION governance_decision_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
