"""The database itself refuses to change or remove what happened; only the seal may be put on, once."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NEW.position IS NOT NULL
       AND (OLD.id, OLD.at, OLD.kind, OLD.subject_kind, OLD.subject_id, OLD.actor, OLD.payload, OLD.salt)
           IS NOT DISTINCT FROM
           (NEW.id, NEW.at, NEW.kind, NEW.subject_kind, NEW.subject_id, NEW.actor, NEW.payload, NEW.salt) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
"""
BACKWARD = """
DROP TRIGGER ledger_no_truncate ON ledger_entry;
DROP TRIGGER ledger_append_only ON ledger_entry;
DROP FUNCTION ledger_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
