from datetime import timedelta

import pytest

from liamm.features.accounts.models import Affiliation
from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter import bindings
from liamm.features.charter.enums import ProposalKind
from liamm.features.proposals import actions
from liamm.features.proposals.models import Answer, AnswerChange, Invitation
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.grid import grid_in_force
from liamm.features.proposals.queries.inviting import invitation_behind
from liamm.features.proposals.queries.writing import history_of, writing_page
from liamm.features.proposals.questions import questions_of
from liamm.features.proposals.tests.factories import (
    at_gate,
    carrier_of,
    draft,
    fresh,
    link_in,
    sent,
    submitted,
    written,
)
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.model import uuid7
from liamm.kernel.thread.chain import Node

pytestmark = pytest.mark.django_db


def together(proposal, *, helper=False):
    """Another person who said yes to an invitation."""
    person = PersonFactory()
    invitation = actions.invite_carrier(carrier_of(proposal), fresh(proposal), email=person.email, helper=helper)
    actions.accept_invitation(person, invitation)
    return person


def text_of(proposal, key="problem"):
    return Answer.objects.get(proposal=proposal, question=key).value


def write(person, proposal, value, base=0, before="", *, key="problem", opened=None):
    return actions.write_answers(person, fresh(proposal), sent={key: sent(value, base, before, opened)})


class TestQuestions:
    @pytest.mark.parametrize("kind", list(ProposalKind))
    def test_each_kind_asks_what_the_charter_wants_of_all(self, kind):
        keys = {question.key for question in questions_of(kind, grid_in_force().value)}
        assert {"title", "objectives", "carriers_time", "obstacles", "funding_carriers", "funding_lab"} <= keys

    @pytest.mark.parametrize("kind", [ProposalKind.PROJECT, ProposalKind.ACTION])
    def test_what_the_lab_accompanies_follows_every_definition(self, kind):
        grid = grid_in_force().value
        covered = {key for question in questions_of(kind, grid) for key in question.definitions}
        assert len(grid.definitions) == 15
        assert {one.key for one in grid.definitions} <= covered
        assert not any(question.key.startswith("definition.") for question in questions_of(kind, grid))

    def test_kinds_ask_only_what_matters_to_them(self):
        grid = grid_in_force().value
        asked = {kind: {question.key for question in questions_of(kind, grid)} for kind in ProposalKind}
        assert "phase" in asked[ProposalKind.ACTION]
        assert "phase" not in asked[ProposalKind.PROJECT]
        assert not any(key.startswith("own.") for key in asked[ProposalKind.RESOURCE] | asked[ProposalKind.COMMUNITY])
        assert len(asked[ProposalKind.RESOURCE]) < len(asked[ProposalKind.ACTION]) < len(asked[ProposalKind.PROJECT])

    def test_an_action_owes_its_own_appraisal_of_the_gate_only(self):
        grid = grid_in_force().value
        needed = {q.criterion for q in questions_of("action", grid) if q.criterion and q.needed}
        assert needed == {one.key for one in grid.gate.criteria}

    def test_another_laboratory_gets_its_own_definitions(self):
        grid = grid_in_force().value
        other = grid.model_copy(
            update={"definitions": (grid.definitions[0].model_copy(update={"key": "utilite", "name": "Utilité"}),)}
        )
        assert any(question.label == "Utilité" for question in questions_of("project", other))


class TestStarting:
    def test_whoever_starts_carries_it(self):
        person = PersonFactory()
        proposal = fresh(draft(person))
        assert proposal.reference.startswith("DM-")
        assert policy.decide(person, Permission.CARRY, proposal)
        assert proposal.space.audience == "private"

    @pytest.mark.parametrize("kind", ["", "réunion"])
    def test_the_lab_answers_four_kinds(self, kind):
        with pytest.raises(DomainError) as told:
            actions.start_proposal(PersonFactory(), None, kind=kind)
        assert told.value.citation.article

    def test_from_something_that_one_may_not_see(self):
        for kind in ("problem", "proposal"):
            with pytest.raises(DomainError):
                actions.start_proposal(PersonFactory(), Node(kind, uuid7()), kind="project")

    def test_without_a_title(self):
        assert draft(title="").title == ""


class TestWriting:
    def test_several_write_and_each_sees_who_changed_what(self):
        proposal = draft()
        anne, bruno = carrier_of(proposal), together(proposal)
        write(anne, proposal, "Première phrase.")
        write(bruno, proposal, "Première phrase. Seconde.", 1, "Première phrase.")
        lines = history_of(fresh(proposal), grid_in_force().value)
        assert [line.author for line in lines][:2] == [str(bruno), str(anne)]
        assert ("ins", " Seconde.") in lines[0].pieces
        assert fresh(proposal).changed_at

    def test_different_answers_never_meet(self):
        proposal = draft()
        anne, bruno = carrier_of(proposal), together(proposal)
        write(anne, proposal, "Par Anne", key="impact")
        write(bruno, proposal, "Par Bruno", key="freedom")
        assert (text_of(proposal, "impact"), text_of(proposal, "freedom")) == ("Par Anne", "Par Bruno")

    def test_of_one_answer_both_texts_are_kept_and_shown(self):
        proposal = draft()
        anne, bruno = carrier_of(proposal), together(proposal)
        write(anne, proposal, "Départ")
        write(anne, proposal, "Texte d’Anne", 1, "Départ")
        receipt = write(bruno, proposal, "Texte de Bruno", 1, "Départ")
        assert receipt.aside == ("problem",)
        assert text_of(proposal) == "Texte d’Anne"
        line = next(one for one in writing_page(fresh(proposal), grid_in_force().value).lines if one.asides)
        assert line.words == "Texte d’Anne"
        assert [(aside.words, aside.change.author) for aside in line.asides] == [("Texte de Bruno", bruno)]
        # typing on with the same page keeps one text aside, the last
        write(bruno, proposal, "Texte de Bruno, suite", 1, "Départ")
        assert AnswerChange.objects.get(aside=True).value == "Texte de Bruno, suite"
        # writing once both were seen settles it
        receipt = write(bruno, proposal, "Les deux", 2, "Texte d’Anne")
        assert receipt.written == ("problem",)
        assert AnswerChange.objects.get(aside=True).settled_at

    def test_two_pages_of_one_person_keep_both_texts(self):
        proposal = draft()
        anne = carrier_of(proposal)
        one, two, three = (clock.now() - timedelta(minutes=minutes) for minutes in (30, 20, 10))
        write(anne, proposal, "Page une", opened=one)
        assert write(anne, proposal, "Page deux", opened=two).aside == ("problem",)
        assert write(anne, proposal, "Page trois", opened=three).aside == ("problem",)
        assert write(anne, proposal, "Page une, suite", opened=one).written == ("problem",)
        kept = AnswerChange.objects.filter(aside=True, settled_at=None).values_list("value", flat=True)
        assert sorted(kept) == ["Page deux", "Page trois"]
        assert text_of(proposal) == "Page une, suite"
        # a page opened since then showed them: writing on it puts them away, into the history
        write(anne, proposal, "Les trois", 2, "Page une, suite", opened=clock.now())
        assert text_of(proposal) == "Les trois"
        assert not AnswerChange.objects.filter(aside=True, settled_at=None).exists()
        values = set(AnswerChange.objects.values_list("value", flat=True))
        assert {"Page une, suite", "Page deux", "Page trois", "Les trois"} <= values

    def test_a_text_left_as_found_undoes_nothing(self):
        proposal = draft()
        anne, bruno = carrier_of(proposal), together(proposal)
        write(anne, proposal, "Départ")
        write(anne, proposal, "Mieux", 1, "Départ")
        assert write(bruno, proposal, "Départ", 1, "Départ").aside == ()
        assert text_of(proposal) == "Mieux"

    def test_typing_on_is_one_text_in_the_history(self):
        proposal = draft()
        anne = carrier_of(proposal)
        for size in range(1, 6):
            write(anne, proposal, "x" * size)
        assert AnswerChange.objects.filter(question="problem").count() == 1
        assert Answer.objects.get(question="problem").number == 5
        with clock.at(clock.in_days(1)):
            write(anne, proposal, "Le lendemain", 5, "x" * 5)
        assert AnswerChange.objects.filter(question="problem").count() == 2

    def test_a_text_kept_aside_can_be_put_away_once(self):
        proposal = draft()
        anne, bruno = carrier_of(proposal), together(proposal)
        write(anne, proposal, "Texte d’Anne")
        write(bruno, proposal, "Texte de Bruno")
        change = AnswerChange.objects.select_related("proposal__space").get(aside=True)
        with pytest.raises(Refused):
            actions.settle_aside(PersonFactory(), change)
        actions.settle_aside(anne, change)
        with pytest.raises(DomainError):
            actions.settle_aside(bruno, change)
        assert not writing_page(fresh(proposal), grid_in_force().value).asides

    def test_the_title_follows_its_answer(self):
        proposal = draft(title="Avant")
        write(carrier_of(proposal), proposal, "  Après \n tout ", 1, "Avant", key="title")
        assert fresh(proposal).title == "Après tout"

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("objectives", ["inventé"]),
            ("terrains", [str(uuid7())]),
            ("terrains", ["pas un identifiant"]),
            ("own.usagers.step", "excellente"),
            ("title", "x" * 201),
            ("problem", "x" * 20_001),
        ],
    )
    def test_what_cannot_be_answered_is_refused(self, key, value):
        proposal = draft()
        with pytest.raises(DomainError) as told:
            write(carrier_of(proposal), proposal, value, key=key)
        assert told.value.field == key

    def test_the_phase_of_an_action_is_one_of_those_of_the_charter(self):
        proposal = draft(kind="action")
        with pytest.raises(DomainError):
            write(carrier_of(proposal), proposal, "experimentation", key="phase")
        write(carrier_of(proposal), proposal, "ideation", key="phase")
        assert text_of(proposal, "phase") == "ideation"

    def test_a_question_that_is_not_asked_is_left_out(self):
        proposal = draft(kind="resource")
        assert write(carrier_of(proposal), proposal, "ideation", key="phase").written == ()

    def test_neither_the_team_nor_a_stranger_writes_in_it(self):
        proposal = draft()
        for actor in (TeamMemberFactory(), PersonFactory()):
            with pytest.raises(Refused):
                write(actor, proposal, "Moi aussi")

    def test_what_is_submitted_is_not_written_any_more(self):
        proposal = submitted()
        with pytest.raises(DomainError):
            write(carrier_of(proposal), proposal, "Encore")


class TestCarriers:
    def test_invited_by_mail_one_says_yes_once(self, letters):
        proposal = draft()
        anne = carrier_of(proposal)
        invitation = actions.invite_carrier(anne, fresh(proposal), email=" Bruno@exemple.example ")
        assert actions.invite_carrier(anne, fresh(proposal), email="bruno@exemple.example") == invitation
        mail = letters()[-1]
        assert "bruno@exemple.example" in mail.to[0]
        token = link_in(mail).split("/")[-2]
        assert invitation_behind(token) == invitation
        assert invitation_behind(token + "x") is None
        bruno = PersonFactory(email="autre.adresse@exemple.example")
        actions.accept_invitation(bruno, invitation)
        assert policy.decide(bruno, Permission.CARRY, fresh(proposal))
        with pytest.raises(DomainError):
            actions.accept_invitation(PersonFactory(), invitation)

    def test_one_may_come_for_an_organisation_one_acts_for(self):
        proposal = draft()
        bruno, mairie, other = PersonFactory(), OrganisationFactory(), OrganisationFactory()
        Affiliation.objects.create(person=bruno, organisation=mairie)
        invitation = actions.invite_carrier(carrier_of(proposal), fresh(proposal), email=bruno.email)
        with pytest.raises(DomainError):
            actions.accept_invitation(bruno, invitation, organisation=other)
        actions.accept_invitation(bruno, invitation, organisation=mairie)
        assert proposal.space.memberships.get(person=bruno).organisation == mairie

    def test_nobody_comes_for_one_from_a_day_that_has_not_come_or_is_behind(self, client, letters):
        proposal = draft()
        bruno, today = PersonFactory(), clock.today()
        later, former, held = (OrganisationFactory(name=f"{word} mairie") for word in ("Future", "Ancienne", "Vraie"))
        Affiliation.objects.create(person=bruno, organisation=later, starts=today + timedelta(days=1))
        yesterday = today - timedelta(days=1)
        Affiliation.objects.create(person=bruno, organisation=former, starts=yesterday, ends=yesterday)
        Affiliation.objects.create(person=bruno, organisation=held, ends=today)
        invitation = actions.invite_carrier(carrier_of(proposal), fresh(proposal), email=bruno.email)
        for organisation in (later, former):
            with pytest.raises(DomainError, match="n’agissez pas"):
                actions.accept_invitation(bruno, invitation, organisation=organisation)
        client.force_login(bruno)
        path = link_in(letters()[-1])
        text = client.get(path).content.decode()
        assert [word in text for word in ("Future mairie", "Ancienne mairie", "Vraie mairie")] == [False, False, True]
        assert client.post(path, {"organisation": str(later.pk), "decision": "yes"}).status_code == 422
        actions.accept_invitation(bruno, invitation, organisation=held)
        assert proposal.space.memberships.get(person=bruno).organisation == held

    def test_a_helper_writes_but_neither_submits_nor_invites(self):
        proposal = draft()
        helper = together(proposal, helper=True)
        write(helper, proposal, "Avec son aide")
        for act in (
            lambda: actions.submit_proposal(helper, fresh(proposal)),
            lambda: actions.invite_carrier(helper, fresh(proposal), email="x@exemple.example"),
            lambda: actions.withdraw_proposal(helper, fresh(proposal)),
        ):
            with pytest.raises(Refused):
                act()

    def test_a_helper_may_become_a_carrier(self):
        proposal = draft()
        helper = together(proposal, helper=True)
        invitation = actions.invite_carrier(carrier_of(proposal), fresh(proposal), email=helper.email)
        actions.accept_invitation(helper, invitation)
        assert policy.decide(helper, Permission.CARRY, fresh(proposal))

    def test_an_invitation_may_be_taken_back(self):
        proposal = draft()
        invitation = actions.invite_carrier(carrier_of(proposal), fresh(proposal), email="x@exemple.example")
        with pytest.raises(Refused):
            actions.close_invitation(PersonFactory(), invitation)
        actions.close_invitation(carrier_of(proposal), invitation)
        with pytest.raises(DomainError):
            actions.accept_invitation(PersonFactory(), invitation)
        actions.invite_carrier(carrier_of(proposal), fresh(proposal), email="x@exemple.example")
        assert Invitation.objects.count() == 2

    def test_whoever_carries_it_is_not_invited_again(self):
        proposal = draft()
        with pytest.raises(DomainError):
            actions.invite_carrier(carrier_of(proposal), fresh(proposal), email=carrier_of(proposal).email)
        with pytest.raises(DomainError):
            actions.invite_carrier(carrier_of(proposal), fresh(proposal), email="pas une adresse")

    def test_whoever_appraises_it_does_not_carry_it(self):
        proposal, seats = at_gate()
        with pytest.raises(DomainError):
            actions.invite_carrier(carrier_of(proposal), fresh(proposal), email=seats[0].person.email)
        invitation = actions.invite_carrier(carrier_of(proposal), fresh(proposal), email="boite@exemple.example")
        with pytest.raises(DomainError):
            actions.accept_invitation(seats[0].person, invitation)

    def test_someone_always_carries_it(self):
        proposal = draft()
        anne, bruno = carrier_of(proposal), together(proposal)
        actions.leave_proposal(anne, fresh(proposal), person=bruno)
        assert not policy.decide(bruno, Permission.VIEW, fresh(proposal))
        with pytest.raises(DomainError):
            actions.leave_proposal(anne, fresh(proposal), person=anne)
        with pytest.raises(DomainError):
            actions.leave_proposal(anne, fresh(proposal), person=bruno)
        with pytest.raises(Refused):
            actions.leave_proposal(bruno, fresh(proposal), person=anne)

    def test_a_helper_leaves_freely_and_removes_nobody(self):
        proposal = draft()
        helper = together(proposal, helper=True)
        with pytest.raises(Refused):
            actions.leave_proposal(helper, fresh(proposal), person=carrier_of(proposal))
        actions.leave_proposal(helper, fresh(proposal), person=helper)

    def test_its_team_does_not_change_once_withdrawn(self):
        proposal = written()
        actions.withdraw_proposal(carrier_of(proposal), proposal)
        with pytest.raises(DomainError):
            actions.invite_carrier(carrier_of(proposal), fresh(proposal), email="x@exemple.example")


def test_the_objectives_are_the_five_of_the_charter():
    assert len(bindings.objectives(clock.today()).value.objectives) == 5
