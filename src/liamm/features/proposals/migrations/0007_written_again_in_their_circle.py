"""What carriers write again after a submission is theirs: titles and the index go back to the last version."""

from django.db import migrations

_TITLES = """
UPDATE proposals_proposal p SET title = v.title FROM proposals_proposalversion v
WHERE v.proposal_id = p.id AND v.number = p.versions_count AND v.title <> p.title
"""
_FOUND = """
UPDATE search_searchentry SET audience = ARRAY(SELECT one FROM unnest(audience) one WHERE one LIKE 'space:%')
WHERE kind = 'proposal' AND subject_id::text IN (
    SELECT id::text FROM proposals_proposal WHERE versions_count > 0 AND state IN ('rework', 'withdrawn')
)
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0006_pages_told_apart"), ("search", "0001_initial")]

    operations = [
        migrations.RunSQL(_TITLES, migrations.RunSQL.noop),
        migrations.RunSQL(_FOUND, migrations.RunSQL.noop),
    ]
