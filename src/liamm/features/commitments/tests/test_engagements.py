from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import (
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    TeamMemberFactory,
)
from liamm.features.commitments.actions import EngagementDraft, end_term, engage, give_back
from liamm.features.commitments.enums import CommitmentState, Unit
from liamm.features.commitments.jobs import end_terms
from liamm.features.commitments.models import Commitment
from liamm.features.commitments.policies import Permission, policy
from liamm.features.commitments.queries import gathered, gathered_all, kept_for, mine
from liamm.features.commitments.rules.engagements import LONGEST_DAYS, Fault, engagement_fault, most
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7
from liamm.kernel.thread.chain import Node

SUBJECT = Node("community", uuid7())
DAY = date(2026, 3, 2)


class TestRules:
    @pytest.mark.parametrize(
        ("amount", "starts", "ends", "fault"),
        [
            ("0", 0, 10, Fault.NOTHING),
            ("-1", 0, 10, Fault.NOTHING),
            ("NaN", 0, 10, Fault.NOTHING),
            ("0.001", 0, 10, Fault.NOTHING),
            ("111", 0, 10, Fault.TOO_MUCH),
            ("1", 10, 9, Fault.ENDS_BEFORE),
            ("1", -9, -1, Fault.ENDED),
            ("1", 0, LONGEST_DAYS + 1, Fault.TOO_LONG),
            ("1", 0, LONGEST_DAYS, None),
        ],
    )
    def test_faults(self, amount, starts, ends, fault):
        first, last = DAY + timedelta(days=starts), DAY + timedelta(days=ends)
        assert engagement_fault(Decimal(amount), "days", first, last, DAY) == fault

    @given(
        st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-10, max_value=900),
        st.sampled_from(["hours", "days", "meetings"]),
        st.dates(date(2025, 1, 1), date(2028, 1, 1)),
        st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    )
    def test_what_passes_is_bounded(self, amount, unit, starts, ends):
        if engagement_fault(amount, unit, starts, ends, DAY) is None:
            assert 0 < amount <= most(unit)
            assert 0 <= (ends - starts).days <= LONGEST_DAYS
            assert ends >= DAY


def draft(person, **details):
    ends = clock.today() + timedelta(days=90)
    return EngagementDraft(
        **{"person": person, "subject": SUBJECT, "purpose": "Guichets", "amount": Decimal(3), "ends": ends, **details}
    )


@pytest.mark.django_db
class TestEngaging:
    def test_one_engages_ones_own_time(self):
        person = PersonFactory()
        commitment = engage(person, draft(person, unit=Unit.MEETINGS, expertise=" droit "))
        assert (commitment.state, commitment.expertise) == (CommitmentState.KEPT, "droit")
        assert engage(SYSTEM, draft(person)).pk
        for other in (PersonFactory(), TeamMemberFactory(), AnonymousUser()):
            with pytest.raises(Refused):
                engage(other, draft(person))

    def test_too_much_is_refused_with_what_is_possible(self):
        person = PersonFactory()
        with pytest.raises(DomainError) as caught:
            engage(person, draft(person, amount=Decimal(200)))
        assert "110" in caught.value.nearest
        with pytest.raises(DomainError) as caught:
            engage(person, draft(person, amount=Decimal(0)))
        assert (caught.value.field, caught.value.nearest) == ("amount", "")

    def test_how_much_stays_with_the_person(self):
        person = PersonFactory()
        commitment = engage(person, draft(person, amount=Decimal("7.25")))
        assert "7.25" not in str(list(Entry.objects.values()))
        for other in (PersonFactory(), TeamMemberFactory(), AnonymousUser()):
            assert not policy.decide(other, Permission.SEE_ENGAGEMENT, commitment)
            assert not policy.visible_to(other, Commitment.objects.all()).exists()
        for same in (person, SYSTEM):
            assert policy.decide(same, Permission.SEE_ENGAGEMENT, commitment)
            assert policy.visible_to(same, Commitment.objects.all()).exists()


@pytest.mark.django_db
class TestEnding:
    def test_giving_back_needs_no_reason(self):
        person = PersonFactory()
        commitment = give_back(person, engage(person, draft(person)))
        assert (commitment.state, commitment.ends) == (CommitmentState.GIVEN_BACK, clock.today())
        with pytest.raises(DomainError):
            give_back(person, commitment)
        later = engage(person, draft(person, starts=clock.today() + timedelta(days=5)))
        assert give_back(person, later).ends == later.starts
        with pytest.raises(Refused):
            give_back(TeamMemberFactory(), engage(person, draft(person)))

    def test_on_its_term_it_ends_by_itself_with_thanks(self, letters):
        person = PersonFactory()
        with clock.at(clock.now() - timedelta(days=100)):
            past = engage(person, draft(person))
        present = engage(person, draft(person))
        end_terms()
        past.refresh_from_db()
        present.refresh_from_db()
        assert (past.state, present.state) == (CommitmentState.ENDED, CommitmentState.KEPT)
        (mail,) = letters()
        assert "Merci pour le temps donné" in mail.body
        with pytest.raises(DomainError):
            end_term(SYSTEM, present)
        with pytest.raises(Refused):
            end_term(person, present)


@pytest.mark.django_db
class TestReading:
    def test_a_circle_sees_who_and_anybody_sees_how_many(self, django_assert_num_queries):
        one, other, office = PersonFactory(name="Anne"), PersonFactory(name="Yves"), OrganisationFactory(name="CAF")
        AffiliationFactory(person=one, organisation=office)
        AffiliationFactory(person=other, organisation=(said := OrganisationFactory(name="Dite")), confirmed_at=None)
        engage(one, draft(one, organisation=office, expertise="accueil"))
        engage(other, draft(other, organisation=said))
        engage(other, draft(other, expertise="droit"))
        give_back(other, engage(other, draft(other, expertise="parti")))
        with django_assert_num_queries(1):
            found = gathered(SUBJECT)
        assert (found.people, found.organisations, found.expertises) == (2, ["CAF"], ["accueil", "droit"])
        assert found.awaiting == ["Dite"]
        with django_assert_num_queries(1):
            assert [row.person.name for row in kept_for(SUBJECT)] == ["Anne", "Yves", "Yves"]
        assert len(mine(one)) == 1
        assert gathered_all("community", [uuid7()]).popitem()[1].people == 0
