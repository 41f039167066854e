"""What was decided, before and after it is published: models, SQL, administration, addresses."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from liamm.features.accounts.tests.factories import AdminFactory
from liamm.features.governance.models import Decision

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["decided", "published"])
def decision(request, house):
    if request.param == "published":
        return house.published()
    return house.decide(house.item(house.open()))


class TestDecisionsStay:
    def test_it_is_not_removed_by_the_models(self, decision):
        for act in (decision.delete, Decision.objects.all().delete, Decision.objects.filter(pk=decision.pk).delete):
            with pytest.raises((IntegrityError, models.ProtectedError)), transaction.atomic():
                act()
        assert Decision.objects.filter(pk=decision.pk).exists()

    @pytest.mark.parametrize(
        "values",
        [
            "outcome = 'x'",
            "effect = 'refuse'",
            "reference = 'D-0'",
            "decided_at = now()",
            "route = '{}'",
            "quorum = '{}'",
        ],
    )
    def test_nor_rewritten_by_sql(self, decision, values):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE governance_decision SET {values}")

    def test_nor_saved_over(self, decision):
        decision.outcome_name = "Autre"
        with pytest.raises(IntegrityError), transaction.atomic():
            decision.save()

    def test_nor_by_any_other_verb_than_those_of_its_page(self, client, house, decision):
        client.force_login(house.secretary)
        before = Decision.objects.filter(pk=decision.pk).values().get()
        for verb in (client.post, client.put, client.patch, client.delete):
            verb(f"/decisions/{decision.reference}/", {"outcome": "x"})
        client.force_login(AdminFactory())
        for tail in ("change", "delete"):
            path = f"/administration/governance/decision/{decision.pk}/{tail}/"
            assert client.post(path, {"post": "yes", "outcome_name": "x"}).status_code == 403
        listed = {"action": "delete_selected", "_selected_action": str(decision.pk), "post": "yes"}
        client.post("/administration/governance/decision/", listed)
        assert Decision.objects.filter(pk=decision.pk).values().get() == before


def test_a_whole_table_is_not_emptied():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgtype & 32 FROM pg_trigger WHERE tgname = 'governance_decision_no_truncate'")
        assert cursor.fetchall() == [(32,)]
