"""The database itself refuses to change a sealed version, or to add to it; only the seal may be put on, once."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION charter_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NOT OLD.sealed THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a version of the charter is immutable' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER charter_version_immutable BEFORE UPDATE OR DELETE ON charter_charterversion
    FOR EACH ROW EXECUTE FUNCTION charter_version_is_immutable();
CREATE TRIGGER charter_version_no_truncate BEFORE TRUNCATE ON charter_charterversion
    FOR EACH STATEMENT EXECUTE FUNCTION charter_version_is_immutable();

CREATE FUNCTION charter_content_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT (SELECT sealed FROM charter_charterversion WHERE id = NEW.version_id) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a version of the charter is immutable' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER charter_article_immutable BEFORE INSERT OR UPDATE OR DELETE ON charter_article
    FOR EACH ROW EXECUTE FUNCTION charter_content_is_immutable();
CREATE TRIGGER charter_binding_immutable BEFORE INSERT OR UPDATE OR DELETE ON charter_binding
    FOR EACH ROW EXECUTE FUNCTION charter_content_is_immutable();
CREATE TRIGGER charter_article_no_truncate BEFORE TRUNCATE ON charter_article
    FOR EACH STATEMENT EXECUTE FUNCTION charter_content_is_immutable();
CREATE TRIGGER charter_binding_no_truncate BEFORE TRUNCATE ON charter_binding
    FOR EACH STATEMENT EXECUTE FUNCTION charter_content_is_immutable();
"""
BACKWARD = """
DROP TRIGGER charter_binding_no_truncate ON charter_binding;
DROP TRIGGER charter_article_no_truncate ON charter_article;
DROP TRIGGER charter_binding_immutable ON charter_binding;
DROP TRIGGER charter_article_immutable ON charter_article;
DROP FUNCTION charter_content_is_immutable();
DROP TRIGGER charter_version_no_truncate ON charter_charterversion;
DROP TRIGGER charter_version_immutable ON charter_charterversion;
DROP FUNCTION charter_version_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("charter", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
