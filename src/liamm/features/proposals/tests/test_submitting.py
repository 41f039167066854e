import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import Effect, ProposalKind
from liamm.features.commitments.queries import asked_by
from liamm.features.proposals import actions
from liamm.features.proposals.actions.submitting import UnansweredError
from liamm.features.proposals.models import Proposal, ProposalVersion
from liamm.features.proposals.queries.files import said_answers
from liamm.features.proposals.tests.factories import (
    at_gate,
    carrier_of,
    draft,
    fresh,
    ready,
    sent,
    submitted,
    written,
)
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.thread.chain import Node, origins

pytestmark = pytest.mark.django_db


class TestSubmitting:
    @pytest.mark.parametrize("kind", list(ProposalKind))
    def test_every_kind_can_be_submitted(self, kind):
        proposal = submitted(kind=kind)
        version = proposal.versions.get()
        assert (proposal.state, version.number, version.charter_version) == ("submitted", 1, "4.0")
        assert version.title == "Les papiers qui reviennent"
        assert [one["person"] for one in version.carriers] == [str(carrier_of(proposal).pk)]

    def test_what_lacks_is_named_and_what_is_written_stays(self):
        proposal = draft()
        with pytest.raises(UnansweredError) as told:
            actions.submit_proposal(carrier_of(proposal), fresh(proposal))
        assert "Que se passe-t-il" in told.value.sentence
        assert "problem" in {question.key for question in told.value.questions}
        assert fresh(proposal).state == "draft"

    def test_only_carriers_submit(self):
        proposal = written()
        for actor in (PersonFactory(), TeamMemberFactory()):
            with pytest.raises(Refused):
                actions.submit_proposal(actor, proposal)

    def test_twice_is_once(self):
        proposal = submitted()
        with pytest.raises(DomainError):
            actions.submit_proposal(carrier_of(proposal), proposal)
        assert ProposalVersion.objects.count() == 1

    def test_carriers_get_a_receipt_and_the_team_is_told(self, letters):
        TeamMemberFactory(email="equipe@exemple.example")
        submitted(PersonFactory(email="anne@exemple.example"))
        by_address = {mail.to[0]: mail for mail in letters()}
        receipt = next(mail for address, mail in by_address.items() if "anne@" in address)
        assert "version 4.0" in receipt.body
        assert any("equipe@" in address for address in by_address)

    def test_the_ledger_holds_no_word_of_it(self):
        proposal = written()
        text = {"problem": sent("CANARI du guichet", 1, "Réponse à problem")}
        actions.write_answers(carrier_of(proposal), proposal, sent=text)
        actions.submit_proposal(carrier_of(proposal), fresh(proposal))
        assert not any("CANARI" in str(entry.payload) for entry in Entry.objects.all())

    def test_answers_are_said_in_words(self):
        version = submitted(kind="action").versions.get()
        said = {one.key: one.words for one in said_answers(version, own=True)}
        assert said["phase"] == "Idéation"
        assert said["objectives"] == "Améliorer une politique publique"
        assert said["terrains"]
        assert said["own.usagers.step"] == "réelle"
        assert "own.usagers.step" not in {one.key for one in said_answers(version)}


class TestComingBack:
    def test_the_team_gives_back_with_words_and_a_second_version_follows(self, letters):
        proposal = submitted()
        team = TeamMemberFactory()
        with pytest.raises(DomainError):
            actions.return_proposal(team, proposal, words=" ")
        actions.return_proposal(team, proposal, words="Dites qui l’a dit.")
        assert any("Dites qui l’a dit." in mail.body for mail in letters())
        assert fresh(proposal).state == "rework"
        actions.write_answers(
            carrier_of(proposal), fresh(proposal), sent={"impact": sent("Mieux dit", 1, "Réponse à impact")}
        )
        actions.submit_proposal(carrier_of(proposal), fresh(proposal))
        first, second = proposal.versions.order_by("number")
        assert "Mieux dit" not in str(first.answers)
        assert "Mieux dit" in str(second.answers)
        assert fresh(proposal).words == ""

    def test_only_the_team_gives_back_and_only_what_waits(self):
        proposal = submitted()
        with pytest.raises(Refused):
            actions.return_proposal(carrier_of(proposal), proposal, words="Non")
        with pytest.raises(Refused):
            actions.return_proposal(TeamMemberFactory(), written(), words="Non")
        actions.return_proposal(TeamMemberFactory(), proposal, words="Précisez")
        with pytest.raises(DomainError):
            actions.return_proposal(TeamMemberFactory(), fresh(proposal), words="Non")

    @pytest.mark.parametrize("effect", [Effect.REFUSE, Effect.REDIRECT])
    def test_after_a_decision_the_same_request_may_have_a_new_version(self, effect):
        proposal, _seats = at_gate(step="absente")
        actions.mark_decided(SYSTEM, proposal, effect=effect)
        actions.take_up_again(carrier_of(proposal), fresh(proposal))
        actions.submit_proposal(carrier_of(proposal), fresh(proposal))
        assert fresh(proposal).versions_count == 2
        assert fresh(proposal).decided_at is None

    def test_what_is_retained_or_waits_is_not_taken_up_again(self):
        proposal = ready()
        with pytest.raises(DomainError):
            actions.take_up_again(carrier_of(proposal), proposal)
        actions.mark_decided(SYSTEM, proposal, effect=Effect.RETAIN)
        with pytest.raises(DomainError):
            actions.take_up_again(carrier_of(proposal), fresh(proposal))

    def test_or_another_request_linked_to_the_former_with_what_fits(self):
        proposal = submitted()
        with pytest.raises(DomainError):
            actions.resubmit_proposal(carrier_of(proposal), proposal, kind="action")
        actions.mark_decided(SYSTEM, proposal, effect=Effect.REDIRECT)
        other = actions.resubmit_proposal(carrier_of(proposal), fresh(proposal), kind="action")
        assert origins(Node("proposal", other.pk), "proposal") == [proposal.pk]
        copied = set(other.answers.values_list("question", flat=True))
        assert {"title", "problem", "objectives"} <= copied
        assert "motivation" not in copied
        assert carrier_of(other) == carrier_of(proposal)
        with pytest.raises(Refused):
            actions.resubmit_proposal(PersonFactory(), fresh(proposal), kind="action")


class TestWithdrawing:
    @pytest.mark.parametrize("make", [draft, submitted])
    def test_carriers_withdraw_before_a_decision(self, make):
        proposal = fresh(make())
        with pytest.raises(Refused):
            actions.withdraw_proposal(PersonFactory(), proposal)
        actions.withdraw_proposal(carrier_of(proposal), proposal, words="Le service change.")
        assert (fresh(proposal).state, fresh(proposal).words) == ("withdrawn", "Le service change.")

    def test_what_it_asked_is_free_again_and_it_may_come_back(self):
        proposal = ready()
        assert asked_by(proposal.pk)
        actions.withdraw_proposal(carrier_of(proposal), proposal)
        assert not asked_by(proposal.pk)
        actions.take_up_again(carrier_of(proposal), fresh(proposal))
        assert fresh(proposal).state == "rework"

    def test_not_after_it_was_retained(self):
        proposal = ready()
        actions.mark_decided(SYSTEM, proposal, effect=Effect.RETAIN)
        with pytest.raises(DomainError):
            actions.withdraw_proposal(carrier_of(proposal), fresh(proposal))


def test_a_reference_is_said():
    proposal = submitted()
    assert str(proposal) == f"{proposal.reference} Les papiers qui reviennent"
    assert str(proposal.versions.get()).endswith("(v1)")
    assert str(Proposal(reference="DM-1")) == "DM-1"
