import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.actions.appraising import Draft
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.jobs import remind_appraisers
from liamm.features.proposals.models import AppraiserSeat, Opinion
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.spread import spread_of
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.tests.factories import (
    at_gate,
    carrier_of,
    drafts,
    fresh,
    seats,
    send,
    submitted,
    through_gate,
    written,
)
from liamm.features.spaces.actions import add_member
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.index import find

pytestmark = pytest.mark.django_db


def seen_by(actor, proposal, stage=Stage.GATE):
    """How many opinions of others the actor may read, the same by one and by many."""
    opinions = Opinion.objects.filter(seat__version=latest_version(proposal), stage=stage)
    many = set(policy.visible_to(actor, opinions))
    one = {opinion for opinion in opinions if policy.decide(actor, Permission.VIEW_OPINION, opinion)}
    assert many == one
    return len([opinion for opinion in many if opinion.seat.person_id != actor.pk])


class TestInviting:
    def test_the_team_invites_and_the_person_is_told(self, letters):
        proposal = submitted()
        person = PersonFactory(email="avis@exemple.example")
        seat = actions.invite_appraiser(TeamMemberFactory(), proposal, person=person)
        assert (seat.due - clock.today()).days == 14
        assert policy.decide(person, Permission.VIEW, proposal)
        mail = next(mail for mail in letters() if "avis@" in mail.to[0])
        assert f"/demandes/{proposal.reference}/avis/" in mail.body

    def test_neither_carriers_nor_helpers_appraise(self):
        proposal = submitted()
        helper = TeamMemberFactory()
        add_member(SYSTEM, proposal.space, person=helper)
        for person in (carrier_of(proposal), helper):
            with pytest.raises(DomainError):
                actions.invite_appraiser(TeamMemberFactory(), proposal, person=person)

    def test_once_each_and_not_more_than_the_charter_says(self):
        proposal = submitted()
        first, *_others = seats(proposal, 7)
        with pytest.raises(DomainError):
            actions.invite_appraiser(TeamMemberFactory(), proposal, person=first.person)
        with pytest.raises(DomainError) as told:
            actions.invite_appraiser(TeamMemberFactory(), proposal, person=PersonFactory())
        assert told.value.citation.article == ""
        actions.release_appraiser(TeamMemberFactory(), first)
        actions.invite_appraiser(TeamMemberFactory(), proposal, person=PersonFactory())

    def test_only_the_team_and_only_what_was_submitted_and_is_appraised(self):
        with pytest.raises(Refused):
            actions.invite_appraiser(PersonFactory(), submitted(), person=PersonFactory())
        with pytest.raises(Refused):
            actions.invite_appraiser(TeamMemberFactory(), written(), person=PersonFactory())
        back = submitted()
        actions.return_proposal(TeamMemberFactory(), back, words="Précisez")
        with pytest.raises(DomainError):
            actions.invite_appraiser(TeamMemberFactory(), fresh(back), person=PersonFactory())
        with pytest.raises(DomainError):
            actions.invite_appraiser(TeamMemberFactory(), submitted(kind="resource"), person=PersonFactory())

    def test_who_has_no_time_is_let_go(self):
        proposal = submitted()
        seat, other = seats(proposal, 2)
        actions.draft_opinions(seat.person, seat, drafts=drafts(seat.version, Stage.GATE))
        with pytest.raises(Refused):
            actions.release_appraiser(PersonFactory(), seat)
        actions.release_appraiser(seat.person, seat)
        with pytest.raises(DomainError):
            send(AppraiserSeat.objects.get(pk=other.pk), Stage.REST)
        with pytest.raises(Refused):
            send(AppraiserSeat.objects.get(pk=seat.pk))
        with pytest.raises(DomainError):
            actions.release_appraiser(TeamMemberFactory(), seat)

    def test_what_is_sent_counts(self):
        proposal = submitted()
        (seat,) = seats(proposal, 1)
        send(seat)
        with pytest.raises(DomainError):
            actions.release_appraiser(TeamMemberFactory(), seat)

    def test_a_late_appraiser_is_reminded_once(self, letters):
        proposal = submitted()
        (seat,) = seats(proposal, 1)
        remind_appraisers()
        assert not AppraiserSeat.objects.get().reminded_at
        with clock.at(clock.in_days(15)):
            remind_appraisers()
            remind_appraisers()
            assert sum("est attendu" in mail.subject for mail in letters()) == 1
        with pytest.raises(Refused):
            actions.remind_appraiser(PersonFactory(), seat)
        actions.remind_appraiser(TeamMemberFactory(), seat)


class TestWriting:
    def test_a_draft_is_read_by_nobody_else(self):
        proposal = submitted()
        seat, peer = seats(proposal, 2)
        actions.draft_opinions(seat.person, seat, drafts=drafts(seat.version, Stage.GATE, argument="CANARI"))
        send(peer)
        for actor in (peer.person, TeamMemberFactory(), carrier_of(proposal), PersonFactory(), SYSTEM):
            opinions = policy.visible_to(actor, Opinion.objects.filter(argument="CANARI"))
            assert not opinions.exists()
            assert not any("CANARI" in str(one) for block in spread_of(actor, seat.version) for one in block.criteria)
        assert policy.visible_to(seat.person, Opinion.objects.filter(argument="CANARI")).count() == 2
        assert not any("CANARI" in str(entry.payload) for entry in Entry.objects.all())
        assert not find(TeamMemberFactory(), "canari")
        assert not policy.visible_to(AnonymousUser(), Opinion.objects.all()).exists()

    def test_drafts_are_rewritten_until_sent(self):
        (seat,) = seats(submitted(), 1)
        actions.draft_opinions(seat.person, seat, drafts={"usagers": Draft("", "Je commence")})
        actions.draft_opinions(seat.person, seat, drafts={"usagers": Draft("forte", "Je finis")})
        assert Opinion.objects.get().argument == "Je finis"

    def test_every_criterion_needs_an_appreciation_and_an_argument(self):
        (seat,) = seats(submitted(), 1)
        with pytest.raises(DomainError) as told:
            actions.send_opinions(
                seat.person,
                seat,
                stage=Stage.GATE,
                drafts={"usagers": Draft("forte", "Oui"), "agents": Draft("forte", " ")},
            )
        assert "Impact potentiel agents" in told.value.sentence
        assert "usager-citoyen" not in told.value.sentence

    @pytest.mark.parametrize("wrong", [{"usagers": Draft("18/20", "x")}, {"beauté": Draft("forte", "x")}])
    def test_only_the_criteria_and_steps_of_its_grid(self, wrong):
        (seat,) = seats(submitted(), 1)
        with pytest.raises(DomainError):
            actions.draft_opinions(seat.person, seat, drafts=wrong)

    def test_an_argument_has_an_end(self):
        (seat,) = seats(submitted(), 1)
        with pytest.raises(DomainError):
            actions.draft_opinions(seat.person, seat, drafts={"usagers": Draft("forte", "x" * 10_001)})

    def test_nobody_writes_for_another(self):
        (seat,) = seats(submitted(), 1)
        for actor in (PersonFactory(), TeamMemberFactory(), SYSTEM):
            with pytest.raises(Refused):
                actions.send_opinions(actor, seat, stage=Stage.GATE, drafts=drafts(seat.version, Stage.GATE))

    def test_what_is_sent_does_not_change(self):
        (seat,) = seats(submitted(), 1)
        send(seat)
        for act in (
            lambda: send(seat),
            lambda: actions.draft_opinions(seat.person, seat, drafts={"usagers": Draft("absente", "Non")}),
        ):
            with pytest.raises(DomainError):
                act()

    def test_an_opinion_bears_on_the_version_it_was_asked_for(self):
        proposal = submitted()
        (seat,) = seats(proposal, 1)
        actions.return_proposal(TeamMemberFactory(), proposal, words="Encore un effort")
        with pytest.raises(DomainError):
            send(seat)
        actions.submit_proposal(carrier_of(proposal), fresh(proposal))
        with pytest.raises(DomainError) as told:
            send(seat)
        assert "nouvelle version" in told.value.sentence


class TestReading:
    def test_once_sent_peers_read_each_other_and_not_before(self):
        proposal = submitted()
        first, second, third = seats(proposal, 3)
        send(first)
        assert seen_by(second.person, proposal) == 0
        send(second)
        assert seen_by(second.person, proposal) == 2
        assert seen_by(first.person, proposal) == 2
        assert seen_by(third.person, proposal) == 0

    def test_the_team_reads_what_is_sent_unless_one_of_it_appraises_or_carries(self):
        proposal = submitted()
        (seat,) = seats(proposal, 1)
        send(seat)
        appraiser, helper = TeamMemberFactory(), TeamMemberFactory()
        actions.invite_appraiser(TeamMemberFactory(), proposal, person=appraiser)
        add_member(SYSTEM, proposal.space, person=helper)
        assert seen_by(TeamMemberFactory(), proposal) == 2
        assert seen_by(appraiser, proposal) == 0
        assert seen_by(helper, proposal) == 0

    def test_carriers_read_the_gate_once_it_is_stated_and_the_rest_once_all_is_sent(self):
        proposal, invited = at_gate()
        carrier = carrier_of(proposal)
        assert seen_by(carrier, proposal) == 0
        actions.pass_gate(TeamMemberFactory(), proposal, argument="Oui")
        assert seen_by(carrier, proposal) == 0
        actions.pass_gate(TeamMemberFactory(), proposal, argument="Oui aussi")
        assert seen_by(carrier, proposal) == 6
        for seat in invited[:2]:
            send(seat, Stage.REST)
        assert seen_by(carrier, proposal, Stage.REST) == 0
        send(invited[2], Stage.REST)
        assert seen_by(carrier, proposal, Stage.REST) == 24

    def test_names_are_for_the_team(self):
        proposal, _invited = through_gate()
        for actor, named in ((TeamMemberFactory(), True), (carrier_of(proposal), False)):
            arguments = [
                one
                for block in spread_of(actor, latest_version(proposal))
                for criterion in block.criteria
                for one in criterion.arguments
                if not one.own
            ]
            assert arguments
            assert all(bool(one.who) == named for one in arguments)

    def test_dots_and_arguments_beside_the_carriers_own_and_no_total(self):
        proposal, _invited = at_gate(step="forte")
        gate, *rest = spread_of(TeamMemberFactory(), latest_version(proposal))
        assert [criterion.counts for criterion in gate.criteria] == [(0, 0, 0, 3), (0, 0, 0, 3)]
        assert [criterion.own for criterion in gate.criteria] == [2, 2]
        assert [criterion.given for criterion in gate.criteria] == [3, 3]
        assert gate.criteria[0].arguments[0].own
        assert gate.given == 3
        assert rest[0].given == 0
        assert not [name for name in dir(gate) if "total" in name or "mean" in name or "score" in name]


class TestConflicts:
    def test_declared_it_sets_aside_is_kept_and_counts_no_more(self):
        proposal = submitted()
        first, second, third = seats(proposal, 3)
        for seat in (first, second, third):
            send(seat)
        with pytest.raises(DomainError):
            actions.set_aside_appraiser(first.person, first, reason=" ")
        actions.set_aside_appraiser(first.person, first, reason="Ma sœur y travaille.")
        kept = AppraiserSeat.objects.get(pk=first.pk)
        assert (kept.aside_by, kept.aside_reason) == (first.person, "Ma sœur y travaille.")
        assert seen_by(first.person, proposal) == 0
        assert seen_by(second.person, proposal) == 2
        assert seen_by(TeamMemberFactory(), proposal) == 4
        assert not policy.decide(first.person, Permission.VIEW, proposal)
        spread = spread_of(TeamMemberFactory(), latest_version(proposal))
        assert spread[0].given == 2
        with pytest.raises(DomainError):
            actions.pass_gate(TeamMemberFactory(), proposal, argument="Trois avis")
        with pytest.raises(Refused):
            actions.pass_gate(first.person, proposal, argument="Moi")
        with pytest.raises(Refused):
            actions.draft_opinions(first.person, kept, drafts={})
        with pytest.raises(DomainError):
            actions.set_aside_appraiser(first.person, kept, reason="Encore")

    def test_replaced_by_another_the_gate_may_be_passed(self):
        proposal, invited = at_gate()
        actions.set_aside_appraiser(TeamMemberFactory(), invited[0], reason="Appris par l’équipe.")
        (replacement,) = seats(proposal, 1)
        send(replacement)
        actions.pass_gate(TeamMemberFactory(), proposal, argument="Trois avis comptés")

    def test_a_stranger_declares_nothing_for_another(self):
        (seat,) = seats(submitted(), 1)
        with pytest.raises(Refused):
            actions.set_aside_appraiser(PersonFactory(), seat, reason="Je crois")

    def test_of_the_team_and_set_aside_one_reads_nothing_either(self):
        proposal, _invited = at_gate()
        team = TeamMemberFactory()
        seat = actions.invite_appraiser(TeamMemberFactory(), proposal, person=team)
        actions.set_aside_appraiser(team, seat, reason="J’ai travaillé avec eux.")
        assert seen_by(team, proposal) == 0

    def test_the_reason_stays_in_the_house(self):
        proposal = submitted()
        (seat,) = seats(proposal, 1)
        actions.set_aside_appraiser(seat.person, seat, reason="CANARI de famille")
        assert not any("CANARI" in str(entry.payload) for entry in Entry.objects.all())
        assert not find(TeamMemberFactory(), "canari famille")
