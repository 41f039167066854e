"""Promising more than the lab can give, by every door: each asks for the reason, and the reason is published."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction

from liamm.features.accounts.tests.factories import AdminFactory, HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import ProposalKind
from liamm.features.commitments.actions import ask_load, set_capacity
from liamm.features.commitments.models import CapacityMonth, LoadMonth
from liamm.features.governance.actions import (
    ClosingDraft,
    TextDraft,
    add_request,
    decide_by_delegation,
    decide_item,
    read_text,
    write_texts,
)
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.proposals import actions as requests
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.thread.chain import Node

pytestmark = pytest.mark.django_db
LINES = {"said": "1", "p-TOTAL_FORMS": "0", "p-INITIAL_FORMS": "0", "p-MIN_NUM_FORMS": "0", "p-MAX_NUM_FORMS": "12"}
JANUARY = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def little(db):
    """The lab can give two days in January; each of these requests asks for three."""
    set_capacity(HeadFactory(), JANUARY, skill="facilitation", days=Decimal(2))


@pytest.fixture
def item(house):
    sitting = house.sitting()
    item = add_request(house.secretary, sitting, proposal=proposals.ready())
    house.open(sitting=sitting)
    return AgendaItem.objects.get(pk=item.pk)


def typed(**more):
    return {"outcome": "retenue", "full_text": "Nous y tenons.", **LINES, **more}


class TestInSitting:
    def test_the_page_says_it_before(self, client, house, item):
        client.force_login(house.secretary)
        text = client.get(f"/points/{item.pk}/decider/").content.decode()
        assert "150 %" in text.replace("\u202f", " ").replace("\xa0", " ")

    @pytest.mark.parametrize("reason", ["", "   ", "\n"])
    def test_a_post_without_a_reason_decides_nothing_and_keeps_the_words(self, client, house, item, reason):
        client.force_login(house.secretary)
        answer = client.post(f"/points/{item.pk}/decider/", typed(overload_reason=reason))
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "dépasse ce que le laboratoire" in text
        assert "Nous y tenons." in text
        assert not Decision.objects.exists()
        assert not LoadMonth.objects.filter(held=True).exists()

    def test_with_it_the_reason_and_what_was_seen_are_published(self, client, house, item):
        client.force_login(house.secretary)
        answer = client.post(f"/points/{item.pk}/decider/", typed(overload_reason="L’été n’attend pas."))
        assert answer.status_code == 302
        decision = house.publish(Decision.objects.get())
        client.logout()
        assert "L’été n’attend pas." in client.get(f"/decisions/{decision.reference}/").content.decode()
        told = client.get(f"/decisions/{decision.reference}.json").json()
        assert "L’été n’attend pas." in str(told)

    def test_a_direct_call_is_refused(self, house, item):
        for reason in ("", "  "):
            with pytest.raises(DomainError, match="dépasse ce que le laboratoire") as caught:
                decide_item(
                    house.head, item, draft=ClosingDraft(outcome="retenue", full_text="Oui.", overload_reason=reason)
                )
            assert caught.value.field == "overload_reason"

    def test_what_goes_beyond_nothing_keeps_no_reason(self, house):
        decision = house.decide(house.item(house.open()), overload_reason="Pour rien.")
        assert decision.overload_reason == ""

    def test_refusing_needs_no_reason_of_the_kind(self, client, house, item):
        client.force_login(house.secretary)
        answer = client.post(f"/points/{item.pk}/decider/", typed(outcome="non-retenue"))
        assert answer.status_code == 302


class TestItsReason:
    """Everybody reads it: until it is published it is rewritten with the other texts, and never taken away."""

    def write(self, house, decision, **values):
        texts = {"full_text": "Oui.", "public_title": "Titre", "public_text": "Texte"}
        draft = TextDraft(version=decision.text_version, **{**texts, **values})
        return write_texts(house.secretary, decision, draft=draft)

    def test_is_rewritten_for_everybody(self, client, house, item):
        draft = ClosingDraft(outcome="retenue", full_text="Oui.", overload_reason="Mme Canari y tient.")
        decision = decide_item(house.head, item, draft=draft)
        client.force_login(house.secretary)
        assert (
            "tel que tout le monde le lira" in client.get(f"/decisions/{decision.reference}/textes/").content.decode()
        )
        with pytest.raises(DomainError, match="06 12") as caught:
            self.write(house, decision, overload_reason="Joindre le 06 12 34 56 78.", checked=True)
        assert caught.value.field == "overload_reason"
        written = self.write(house, decision, overload_reason="L’été n’attend pas.")
        assert self.write(house, written).overload_reason == "L’été n’attend pas."
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(overload_reason="")
        fresh = Decision.objects.get(pk=decision.pk)
        published = read_text(house.reader, fresh, version=fresh.text_version)
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Decision.objects.filter(pk=published.pk).update(overload_reason="Encore.")


class TestAlone:
    def test_by_delegation_too(self, client, house):
        action = proposals.ready(kind=ProposalKind.ACTION)
        with pytest.raises(DomainError, match="dépasse ce que le laboratoire"):
            decide_by_delegation(house.head, action, draft=ClosingDraft(outcome="retenue", full_text="Oui."))
        client.force_login(house.head)
        path = f"/gouvernance/deleguer/{action.reference}/"
        answer = client.post(path, typed())
        assert answer.status_code == 422
        assert "Nous y tenons." in answer.content.decode()
        assert not Decision.objects.exists()
        assert client.post(path, typed(overload_reason="L’été n’attend pas.")).status_code == 302
        assert Decision.objects.get().overload_reason == "L’été n’attend pas."


class TestMakingRoom:
    """Changing what the lab says it can give, or what is asked, is for the team, and shows."""

    def test_neither_carriers_nor_members_say_it(self, client, house, item):
        proposal = item.proposal
        carrier = proposals.carrier_of(proposal)
        for person in (carrier, house["pilote-region"], AdminFactory(), PersonFactory()):
            client.force_login(person)
            typed_capacity = {"month": JANUARY.isoformat(), "skill": "facilitation", "days": "90"}
            assert client.post("/capacite/dire/", typed_capacity).status_code == 403
            assert client.post(f"/demandes/{proposal.reference}/charge/", {}).status_code in {403, 404}
            with pytest.raises(Refused):
                set_capacity(person, JANUARY, skill="facilitation", days=Decimal(90))
            with pytest.raises(Refused):
                requests.enter_load(person, proposal, lines=[])
            with pytest.raises(Refused):
                ask_load(person, Node("proposal", proposal.pk), lines=[])
        assert CapacityMonth.objects.get(month=JANUARY, skill="facilitation").days == Decimal(2)

    def test_the_administration_knows_neither(self, client):
        assert not {CapacityMonth, LoadMonth} & set(admin.site._registry)
        client.force_login(AdminFactory())
        row = CapacityMonth.objects.get()
        path = f"/administration/commitments/capacitymonth/{row.pk}/change/"
        assert client.post(path, {"days": "90"}).status_code == 404

    def test_once_decided_what_is_held_does_not_shrink(self, house, item):
        decide_item(house.head, item, draft=ClosingDraft(outcome="retenue", full_text="Oui.", overload_reason="L’été."))
        with pytest.raises(DomainError):
            requests.enter_load(TeamMemberFactory(), item.proposal, lines=[])
        assert LoadMonth.objects.filter(held=True, days=Decimal(3)).exists()

    @pytest.mark.parametrize("change", [{"capacity": []}, {"overload_reason": ""}])
    def test_what_was_seen_that_day_never_changes(self, house, item, change):
        decision = decide_item(
            house.head, item, draft=ClosingDraft(outcome="retenue", full_text="Oui.", overload_reason="L’été.")
        )
        with pytest.raises(IntegrityError, match="what was decided"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**change)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE governance_decision SET capacity = '[]', overload_reason = ''")
