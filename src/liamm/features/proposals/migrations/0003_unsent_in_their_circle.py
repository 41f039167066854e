"""What was never submitted is found by its circle alone, and its circle is named after its reference."""

from django.db import migrations

_FOUND = """
UPDATE search_searchentry SET audience = array_remove(audience, 'team')
WHERE kind = 'proposal' AND subject_id::text IN (SELECT id::text FROM proposals_proposal WHERE versions_count = 0)
"""
_NAMED = """
UPDATE spaces_space SET name = 'Demande ' || p.reference, slug = lower('demande-' || p.reference)
FROM proposals_proposal p WHERE p.space_id = spaces_space.id AND p.versions_count = 0
AND NOT EXISTS (SELECT 1 FROM proposals_clarification c WHERE c.space_id = p.space_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0002_immutable"),
        ("search", "0001_initial"),
        ("spaces", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(_FOUND, migrations.RunSQL.noop),
        migrations.RunSQL(_NAMED, migrations.RunSQL.noop),
    ]
