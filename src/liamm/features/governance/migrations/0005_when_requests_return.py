"""Requests that were put off learn from their last decision when they come back."""

from django.db import migrations

_RETURNS = """
UPDATE proposals_proposal p SET returns_on = last.deferred_to
FROM (
    SELECT DISTINCT ON (i.proposal_id) i.proposal_id, d.deferred_to
    FROM governance_decision d JOIN governance_agendaitem i ON i.id = d.origin_id
    WHERE d.effect = 'defer' AND d.deferred_to IS NOT NULL AND i.proposal_id IS NOT NULL
    ORDER BY i.proposal_id, d.decided_at DESC
) last
WHERE last.proposal_id = p.id AND p.state = 'deferred'
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0004_names_shown"), ("proposals", "0008_when_it_returns")]

    operations = [migrations.RunSQL(_RETURNS, migrations.RunSQL.noop)]
