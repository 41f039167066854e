"""A role is proposed to whom one may know, and begins when they accept it."""

import re
from datetime import timedelta

import pytest

from liamm.features.accounts.models import Person
from liamm.features.accounts.tests.factories import AffiliationFactory, PersonFactory, TeamMemberFactory
from liamm.features.projects import actions
from liamm.features.projects.manifest import _export, _forget
from liamm.features.projects.models import RoleProposal
from liamm.features.projects.tests.factories import carrier_of, opened, running
from liamm.features.spaces.models import Membership
from liamm.features.spaces.tests.factories import CommunityMemberFactory, MembershipFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/projets/role/lien/[\w-]+/")


def address(project, tail=""):
    return f"/projets/{project.reference}/{tail}"


def proposed(project, person=None, *, email="", by=None, role="sage"):
    asked = actions.RoleAsked(person=person, email=email, role=role)
    return actions.propose_role(by or TeamMemberFactory(), project, asked)


def link_in(mail):
    return LINK.search(mail.body).group()


class TestWhoIsOffered:
    def test_a_carrier_is_offered_only_those_they_may_know(self, client):
        project = opened()
        carrier = carrier_of(project)
        PersonFactory(name="Canari Cachée")
        CommunityMemberFactory(name="Membre Discrète", in_directory=False)
        CommunityMemberFactory(name="Membre Montrée", in_directory=True)
        MembershipFactory(space=project.space, person=PersonFactory(name="Voisine Du Projet"))
        client.force_login(carrier)
        text = client.get(address(project, "equipe/")).content.decode()
        assert "Voisine Du Projet" in text
        assert not [name for name in ("Canari", "Discrète", "Montrée") if name in text]
        MembershipFactory(space=CommunityMemberFactory().memberships.get().space, person=carrier)
        text = client.get(address(project, "equipe/")).content.decode()
        assert "Membre Montrée" in text
        assert not [name for name in ("Canari", "Discrète") if name in text]

    def test_the_team_finds_everybody(self, client):
        PersonFactory(name="Canari Cachée")
        client.force_login(TeamMemberFactory())
        assert "Canari" in client.get(address(opened(), "equipe/")).content.decode()

    def test_somebody_who_is_not_shown_is_not_taken_by_any_door(self, client):
        project, hidden = opened(), PersonFactory()
        carrier = carrier_of(project)
        client.force_login(carrier)
        response = client.post(address(project, "equipe/"), {"person": hidden.pk, "role": "sage"})
        assert response.status_code == 422
        with pytest.raises(DomainError, match="montrée"):
            proposed(project, hidden, by=carrier)
        with pytest.raises(Refused, match="se propose"):
            actions.give_role(carrier, project, actions.RoleDraft(person=hidden, role="sage"))
        with pytest.raises(Refused):
            proposed(project, hidden, by=PersonFactory())
        assert not RoleProposal.objects.exists()
        assert not hidden.project_roles.exists()

    def test_an_address_is_never_said_to_have_an_account(self, client, letters):
        project = opened()
        PersonFactory(email="connue@exemple.example")
        client.force_login(carrier_of(project))
        pages = []
        for email in ("connue@exemple.example", "inconnue@exemple.example"):
            response = client.post(address(project, "equipe/"), {"email": email, "role": "sage"}, follow=True)
            pages.append(response.content.decode().count("proposition est partie"))
        assert pages == [1, 1]
        text = client.get(address(project)).content.decode()
        assert "connue@exemple.example" in text
        assert len([mail for mail in letters() if "un rôle dans le projet" in mail.subject]) == 2

    def test_one_or_the_other_is_asked(self, client):
        project = opened()
        carrier = carrier_of(project)
        client.force_login(carrier)
        for data in ({"role": "sage"}, {"role": "sage", "person": carrier.pk, "email": "x@exemple.example"}):
            response = client.post(address(project, "equipe/"), data)
            assert response.status_code == 422
            assert "une ou l’autre" in response.content.decode()

    def test_one_takes_a_role_for_oneself_at_once(self, client, letters):
        project = opened()
        carrier = carrier_of(project)
        client.force_login(carrier)
        client.post(address(project, "equipe/"), {"person": carrier.pk, "role": "sage", "email": ""})
        assert carrier.project_roles.filter(role="sage").exists()
        assert not [mail for mail in letters() if "vous propose" in mail.subject]


class TestAnswering:
    def test_nothing_begins_before_a_yes(self, client, letters, django_assert_num_queries):
        project = running()
        member = CommunityMemberFactory(name="Awen Tanguy", in_directory=True, email="awen@exemple.example")
        proposed(project, member)
        mail = letters()[-1]
        assert "awen@exemple.example" in mail.to[0]
        assert "sage" in mail.body.lower()
        assert not member.project_roles.exists()
        client.force_login(CommunityMemberFactory())
        assert "Awen Tanguy" not in client.get(address(project)).content.decode()
        client.force_login(carrier_of(project))
        shown = client.get(address(project)).content.decode()
        assert "Awen Tanguy" in shown
        assert "proposé" in shown
        with django_assert_num_queries(16):
            client.get(address(project))
        for _ in range(3):
            proposed(project, CommunityMemberFactory())
        with django_assert_num_queries(16):
            client.get(address(project))

    def test_yes_by_ones_page(self, client):
        project, person = opened(), PersonFactory(name="Awen Tanguy")
        proposal = proposed(project, email=person.email.upper())
        acting = AffiliationFactory(person=person).organisation
        client.force_login(person)
        home = client.get("/").content.decode()
        there = f"/projets/role/{proposal.pk}/"
        assert there in home
        assert "Sage" in client.get(there).content.decode()
        assert client.post(there, {"organisation": acting.pk}).status_code == 302
        held = person.project_roles.get()
        assert (held.role, held.organisation) == ("sage", acting)
        assert Membership.objects.filter(space=project.space, person=person).exists()
        assert client.get(there).status_code == 404
        client.force_login(PersonFactory())
        assert client.get(there).status_code == 404

    def test_yes_by_the_link_needs_no_sign_in(self, client, letters):
        project, person = opened(), PersonFactory()
        proposed(project, email=person.email)
        there = link_in(letters()[-1])
        assert client.get(there).status_code == 200
        assert client.post(there, {}).status_code == 302
        assert person.project_roles.get().role == "sage"
        assert client.post(there, {}).status_code == 404

    def test_somebody_new_comes_in_by_the_link(self, client, letters):
        project = opened()
        proposed(project, email="nouvelle@exemple.example")
        there = link_in(letters()[-1])
        assert "ouvrez un compte" in client.get(there).content.decode()
        assert client.post(there, {}).status_code == 422
        assert client.post(there, {"name": "Nolwenn"}, follow=True).status_code == 200
        assert Person.objects.get(email="nouvelle@exemple.example").project_roles.exists()

    def test_no_is_kept_without_fuss(self, client, letters):
        project, person = opened(), PersonFactory()
        proposed(project, email=person.email)
        there = link_in(letters()[-1])
        sent = len(letters())
        assert client.post(f"{there}decliner/").status_code == 302
        assert len(letters()) == sent
        assert not person.project_roles.exists()
        client.force_login(carrier_of(project))
        assert "décliné" in client.get(address(project)).content.decode()
        assert client.post(f"{there}decliner/").status_code == 404
        other = proposed(project, email=person.email)
        client.force_login(person)
        assert client.post(f"/projets/role/{other.pk}/decliner/").status_code == 302
        assert other in RoleProposal.objects.filter(reply="declined")

    def test_a_link_is_replaced_taken_back_and_ends(self, client, letters):
        project = opened()
        carrier = carrier_of(project)
        first = proposed(project, email="a@exemple.example", by=carrier)
        old = link_in(letters()[-1])
        assert proposed(project, email="A@exemple.example", by=carrier) == first
        new = link_in(letters()[-1])
        assert client.get(old).status_code == 404
        assert client.get(new).status_code == 200
        with clock.at(clock.now() + timedelta(days=40)):
            assert client.get(new).status_code == 404
            with pytest.raises(DomainError, match="délai"):
                actions.accept_role(LinkHolder(first.pk), first)
        client.force_login(carrier)
        back = address(project, f"equipe/proposes/{first.pk}/reprendre/")
        assert "reprise" in client.post(back, follow=True).content.decode()
        assert "déjà reçu une réponse" in client.post(back, follow=True).content.decode()
        assert client.get(new).status_code == 404

    def test_only_whoever_is_asked_answers(self):
        project, member = opened(), PersonFactory()
        proposal = proposed(project, member)
        for stranger in (PersonFactory(), carrier_of(project), LinkHolder(project.pk), SYSTEM):
            with pytest.raises(Refused):
                actions.accept_role(stranger, proposal)
            with pytest.raises(Refused):
                actions.decline_role(stranger, proposal)
        with pytest.raises(DomainError, match="organisation"):
            actions.accept_role(member, proposal, organisation=AffiliationFactory().organisation)

    def test_a_role_already_held_is_not_doubled(self):
        project, person = opened(), PersonFactory()
        actions.give_role(SYSTEM, project, actions.RoleDraft(person=person, role="sage"))
        with pytest.raises(DomainError, match="tient déjà"):
            proposed(project, person)
        actions.accept_role(person, proposed(project, email=person.email))
        assert person.project_roles.count() == 1

    def test_a_project_that_is_over_takes_nobody(self):
        project, person = opened(), PersonFactory()
        proposal = proposed(project, person)
        actions.stop_project(SYSTEM, project, words="Plus de moyens.")
        with pytest.raises(DomainError, match="terminé"):
            actions.accept_role(person, proposal)
        with pytest.raises(DomainError, match="terminé"):
            proposed(project, PersonFactory())

    def test_an_address_that_is_none_and_a_role_that_is_none_are_refused(self):
        project = opened()
        with pytest.raises(DomainError, match="complète"):
            proposed(project, email="pas une adresse")
        with pytest.raises(DomainError, match="ne connaît pas"):
            proposed(project, email="a@exemple.example", role="chef")

    def test_whoever_said_yes_gives_the_role_back_alone(self, client):
        project, person = opened(), PersonFactory()
        held = actions.accept_role(person, proposed(project, person))
        there = address(project, f"equipe/{held.pk}/rendre/")
        client.force_login(PersonFactory())
        assert client.get(there).status_code == 403
        client.force_login(person)
        assert there in client.get(address(project)).content.decode()
        assert client.post(there, {"then": "leave"}).status_code == 302
        held.refresh_from_db()
        assert held.ends

    def test_what_is_kept_goes_with_the_person(self):
        project, person = opened(), PersonFactory()
        proposed(project, email=person.email)
        assert _export(person)["roles_proposed"][0]["role"] == "sage"
        _forget(person)
        assert not RoleProposal.objects.exists()
