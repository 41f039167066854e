"""Trying every other door: what is kept stays as it is, what is hidden stays hidden."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, connection, transaction

from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.manifest import manifest
from liamm.features.proposals.models import (
    AppraiserSeat,
    Clarification,
    Exchange,
    GateAct,
    GateWord,
    Opinion,
    Proposal,
    ProposalVersion,
)
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.tests.factories import (
    at_gate,
    carrier_of,
    draft,
    fresh,
    ready,
    seats,
    send,
    sent,
    submitted,
    through_gate,
)
from liamm.features.proposals.tests.test_clarifications import opened
from liamm.features.proposals.tests.test_writing import together
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel.access import SYSTEM
from liamm.kernel.search.index import find
from liamm.kernel.thread.chain import Node, stages

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        act()


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


class TestImmutable:
    def test_a_submitted_version_by_orm_and_sql(self):
        version = latest_version(submitted())
        version.title = "Autre chose"
        refused(version.save)
        refused(lambda: ProposalVersion.objects.update(charter_version="9.9"))
        refused(lambda: ProposalVersion.objects.filter(pk=version.pk).delete())
        refused(lambda: run("UPDATE proposals_proposalversion SET answers = '[]'"))
        refused(lambda: run("DELETE FROM proposals_proposalversion"))
        assert ProposalVersion.objects.get().title == "Les papiers qui reviennent"

    def test_an_opinion_once_sent(self):
        proposal = submitted()
        first, second = seats(proposal, 2)
        actions.draft_opinions(second.person, second, drafts={})
        send(first)
        refused(lambda: Opinion.objects.update(argument="Autre"))
        refused(lambda: Opinion.objects.filter(seat=first).update(sent_at=None))
        refused(lambda: run("DELETE FROM proposals_opinion"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Opinion.objects.create(
                seat=second, criterion="usagers", stage=Stage.GATE, step="forte", argument="", sent_at=first.created_at
            )

    def test_the_words_and_acts_of_the_gate(self):
        proposal, _seats = through_gate()
        act = GateAct.objects.get(version=latest_version(proposal))
        refused(lambda: GateAct.objects.filter(pk=act.pk).update(verdict="held"))
        refused(lambda: GateAct.objects.filter(pk=act.pk).update(closed_at=None))
        refused(lambda: GateWord.objects.update(argument="Autre"))
        refused(lambda: run("DELETE FROM proposals_gateword"))
        refused(lambda: run("DELETE FROM proposals_gateact"))

    def test_what_was_said_in_a_clarification(self):
        found = opened()
        actions.write_exchange(found.facilitator, Clarification.objects.get(), words="Dit")
        refused(lambda: Exchange.objects.update(words="Autre"))
        refused(lambda: run("DELETE FROM proposals_exchange"))

    @pytest.mark.parametrize("table", ["proposalversion", "opinion", "gateact", "gateword", "exchange"])
    def test_a_whole_table_is_not_emptied(self, table):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgtype & 32 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%no_truncate'",
                [f"proposals_{table}"],
            )
            assert cursor.fetchall() == [(32,)]

    def test_by_the_form_and_by_the_action(self, client):
        proposal = submitted()
        client.force_login(carrier_of(proposal))
        before = latest_version(proposal).answers
        client.post(f"/demandes/{proposal.reference}/ecrire/", {"problem": "Autre", "base-problem": "1.x"})
        client.post(f"/demandes/{proposal.reference}/deposer/")
        assert latest_version(proposal).answers == before
        assert fresh(proposal).versions_count == 1


class TestAdministration:
    def test_nothing_changes_there(self, client):
        proposal, _seats = through_gate()
        client.force_login(AdminFactory())
        act = GateAct.objects.get()
        for name, thing in (("proposal", proposal), ("proposalversion", latest_version(proposal)), ("gateact", act)):
            root = f"/administration/proposals/{name}/"
            assert client.get(root).status_code == 200
            assert client.get(f"{root}add/").status_code == 403
            assert client.post(f"{root}{thing.pk}/change/", {"number": 9}).status_code == 403
            assert client.post(f"{root}{thing.pk}/delete/", {"post": "yes"}).status_code == 403
        assert ProposalVersion.objects.get().number == 1

    def test_what_people_wrote_is_not_read_there(self, client):
        proposal = draft(title="Titre")
        actions.write_answers(carrier_of(proposal), fresh(proposal), sent={"problem": sent("CANARI")})
        client.force_login(AdminFactory())
        assert "CANARI" not in client.get(f"/administration/proposals/proposal/{proposal.pk}/change/").content.decode()
        shown = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "proposals"}
        assert shown == {"proposal", "proposalversion", "gateact"}
        assert len(list(apps.get_app_config("proposals").get_models())) > len(shown)


class TestRights:
    """The queryset says the same as the rule, for everybody and everything."""

    def test_one_and_many_agree(self):
        things = [draft(), submitted(), at_gate()[0], ready(), fresh(draft())]
        appraised, invited = at_gate()
        actions.set_aside_appraiser(invited[0].person, invited[0], reason="Lien")
        things.append(appraised)
        people = [
            SYSTEM,
            PersonFactory(),
            TeamMemberFactory(),
            CommunityMemberFactory(),
            together(things[0]),
            carrier_of(things[1]),
            invited[0].person,
            invited[1].person,
            AdminFactory(),
        ]
        for person in people:
            seen = set(policy.visible_to(person, Proposal.objects.all()).values_list("pk", flat=True))
            for thing in things:
                assert bool(policy.decide(person, Permission.VIEW, fresh(thing))) == (thing.pk in seen)

    def test_clarifications_too(self):
        carrier = PersonFactory()
        opened(parties=[carrier])
        found = Clarification.objects.select_related("space").get()
        for person, expected in ((carrier, 1), (PersonFactory(), 0), (TeamMemberFactory(), 1), (AdminFactory(), 0)):
            assert policy.visible_to(person, Clarification.objects.all()).count() == expected
            assert bool(policy.decide(person, Permission.VIEW_CLARIFICATION, found)) == bool(expected)

    def test_every_refusal_has_a_reason(self):
        proposal, _seats = at_gate()
        seat = AppraiserSeat.objects.first()
        opinion = Opinion.objects.first()
        targets = {
            "clarification": Clarification(space=proposal.space),
            "opinion": opinion,
            "appraiser": seat,
        }
        for permission in Permission:
            target = targets.get(permission.split(".")[1], proposal)
            if permission == Permission.APPRAISE:
                target = seat
            decision = policy.decide(PersonFactory(), permission, target)
            assert decision or decision.reason


class TestFinding:
    def test_by_those_who_may_see_it_and_nobody_else(self):
        proposal = submitted()
        actions.return_proposal(TeamMemberFactory(), proposal, words="Encore")
        carrier = carrier_of(proposal)
        actions.write_answers(
            carrier, fresh(proposal), sent={"problem": sent("le perroquet du guichet", 1, "Réponse à problem")}
        )
        actions.submit_proposal(carrier, fresh(proposal))
        (seat,) = seats(proposal, 1)
        for person in (carrier, TeamMemberFactory(), seat.person):
            assert [one.url for one in find(person, "perroquet")] == [f"/demandes/{proposal.reference}/"]
        for person in (PersonFactory(), CommunityMemberFactory(), AdminFactory()):
            assert not find(person, "perroquet")

    def test_a_clarification(self):
        found = opened()
        assert find(found.facilitator, "debout")
        assert not find(PersonFactory(), "debout")

    def test_the_sources_know_all_of_theirs(self):
        draft()
        opened()
        for source in manifest.search:
            assert len(list(source.all_ids())) == 1


class TestChain:
    def test_the_public_sees_that_a_request_was_submitted_and_no_word_of_it(self):
        proposal = submitted()
        node = Node("proposal", proposal.pk)
        (stage,) = stages(PersonFactory(), node)
        (step,) = stage.steps
        assert (step.title, step.url) == (proposal.reference, "")
        (stage,) = stages(carrier_of(proposal), node)
        assert "papiers" in stage.steps[0].title
        assert not stages(PersonFactory(), Node("proposal", draft().pk))

    def test_a_clarification_shows_to_its_circle(self):
        found = opened()
        node = Node("clarification", found.pk)
        assert stages(found.facilitator, node)
        assert not stages(PersonFactory(), node)


def test_what_the_house_knows_of_a_person_is_handed_over_and_detached():
    proposal = submitted()
    first, second = seats(proposal, 2)
    send(first)
    actions.draft_opinions(second.person, second, drafts={})
    Opinion.objects.create(seat=second, criterion="usagers", stage=Stage.GATE, argument="Brouillon")
    actions.set_aside_appraiser(second.person, second, reason="Ma sœur")
    data = manifest.persons[0]
    assert "Je l’ai vu au guichet" in str(data.export(first.person))
    assert proposal.reference in str(data.export(carrier_of(proposal)))
    data.erase(second.person)
    assert not Opinion.objects.filter(seat=second).exists()
    assert AppraiserSeat.objects.get(pk=second.pk).aside_reason == "—"
    data.erase(first.person)
    assert Opinion.objects.filter(seat=first).count() == 2
