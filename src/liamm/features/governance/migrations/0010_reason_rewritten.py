"""The reason to exceed the capacity is published: until then it is rewritten with the other texts, never taken away."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION governance_decision_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    texts text[] := ARRAY['full_text', 'public_title', 'public_text', 'shows_arguments', 'grid', 'text_version', 'published_at',
                          'digest'{more}];
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'a decision is never removed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published decision never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (to_jsonb(OLD) - texts) IS DISTINCT FROM (to_jsonb(NEW) - texts)
       OR (OLD.overload_reason = '') <> (NEW.overload_reason = '') THEN
        RAISE EXCEPTION 'what was decided never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0009_witness_of_the_chain")]
    operations = [
        migrations.RunSQL(FUNCTION.replace("{more}", ", 'overload_reason'"), FUNCTION.replace("{more}", "")),
    ]
