"""The database itself refuses to change what was submitted, said, sent or stated."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION proposals_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was submitted, said or stated is never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER proposals_version_kept BEFORE UPDATE OR DELETE ON proposals_proposalversion
    FOR EACH ROW EXECUTE FUNCTION proposals_is_kept();
CREATE TRIGGER proposals_exchange_kept BEFORE UPDATE OR DELETE ON proposals_exchange
    FOR EACH ROW EXECUTE FUNCTION proposals_is_kept();
CREATE TRIGGER proposals_gateword_kept BEFORE UPDATE OR DELETE ON proposals_gateword
    FOR EACH ROW EXECUTE FUNCTION proposals_is_kept();

CREATE FUNCTION proposals_opinion_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'an opinion that was sent is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER proposals_opinion_kept BEFORE UPDATE OR DELETE ON proposals_opinion
    FOR EACH ROW EXECUTE FUNCTION proposals_opinion_is_kept();

CREATE FUNCTION proposals_gateact_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.closed_at IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an act on the gate is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER proposals_gateact_kept BEFORE UPDATE OR DELETE ON proposals_gateact
    FOR EACH ROW EXECUTE FUNCTION proposals_gateact_is_kept();

CREATE TRIGGER proposals_version_no_truncate BEFORE TRUNCATE ON proposals_proposalversion
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_is_kept();
CREATE TRIGGER proposals_exchange_no_truncate BEFORE TRUNCATE ON proposals_exchange
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_is_kept();
CREATE TRIGGER proposals_gateword_no_truncate BEFORE TRUNCATE ON proposals_gateword
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_is_kept();
CREATE TRIGGER proposals_opinion_no_truncate BEFORE TRUNCATE ON proposals_opinion
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_is_kept();
CREATE TRIGGER proposals_gateact_no_truncate BEFORE TRUNCATE ON proposals_gateact
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_is_kept();
"""
BACKWARD = """
DROP TRIGGER proposals_gateact_no_truncate ON proposals_gateact;
DROP TRIGGER proposals_opinion_no_truncate ON proposals_opinion;
DROP TRIGGER proposals_gateword_no_truncate ON proposals_gateword;
DROP TRIGGER proposals_exchange_no_truncate ON proposals_exchange;
DROP TRIGGER proposals_version_no_truncate ON proposals_proposalversion;
DROP TRIGGER proposals_gateact_kept ON proposals_gateact;
DROP FUNCTION proposals_gateact_is_kept();
DROP TRIGGER proposals_opinion_kept ON proposals_opinion;
DROP FUNCTION proposals_opinion_is_kept();
DROP TRIGGER proposals_gateword_kept ON proposals_gateword;
DROP TRIGGER proposals_exchange_kept ON proposals_exchange;
DROP TRIGGER proposals_version_kept ON proposals_proposalversion;
DROP FUNCTION proposals_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
