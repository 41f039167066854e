from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.projects import actions
from liamm.features.projects.jobs import remind_of_reviews
from liamm.features.projects.models import JournalEntry, Project
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.tests.factories import accepted, carrier_of, opened, running
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.search.index import find

pytestmark = pytest.mark.django_db


def address(project, tail=""):
    return f"/projets/{project.reference}/{tail}"


class TestReading:
    def test_the_public_sees_roles_and_organisations_but_no_name(self, client):
        person = PersonFactory(name="Nolwenn Canari")
        project = opened(carriers=[(person, OrganisationFactory(name="Mairie d’Allaire"))])
        actions.tell_journal(person, project, text="Secret du cercle", audience=Audience.SPACE)
        text = client.get(address(project)).content.decode()
        assert "Col-porteur" in text
        assert "Mairie d’Allaire" in text
        assert "Nolwenn Canari" not in text
        assert "Secret du cercle" not in text
        client.force_login(CommunityMemberFactory())
        text = client.get(address(project)).content.decode()
        assert "Nolwenn Canari" in text
        assert "Secret du cercle" not in text
        client.force_login(person)
        assert "Secret du cercle" in client.get(address(project)).content.decode()

    def test_the_team_view_says_who_is_missing(self, client):
        project = opened()
        assert "Aucun usager" in client.get(address(project)).content.decode()
        actions.give_role(SYSTEM, project, actions.RoleDraft(person=PersonFactory(), role="implique", voice="usagers"))
        assert "Aucun usager" not in client.get(address(project)).content.decode()

    def test_what_may_not_be_seen_does_not_exist(self, client):
        project = opened()
        Project.objects.filter(pk=project.pk).update(audience=Audience.SPACE)
        assert client.get(address(project)).status_code == 404
        assert client.get(address(project, "journal/")).status_code == 302
        client.force_login(PersonFactory())
        assert client.get(address(project, "journal/")).status_code == 404
        assert project.title not in client.get("/projets/").content.decode()
        client.force_login(TeamMemberFactory())
        assert client.get(address(project)).status_code == 200

    def test_the_list_narrows_and_its_queries_do_not_grow(self, client, django_assert_num_queries):
        opened()
        client.get("/projets/")  # the charter is read once per process
        with django_assert_num_queries(2):
            client.get("/projets/")
        for number in range(30):
            opened(title=f"Projet {number}", hosts=[OrganisationFactory()], function="archipel")
        with django_assert_num_queries(2):
            page = client.get("/projets/").content.decode()
        assert "31 projets" in page
        assert "Plus anciens" in page
        assert "Plus récents" in client.get("/projets/?page=2").content.decode()
        found = client.get("/projets/?fonction=eprouvette&etat=opening&q=papiers").content.decode()
        assert "1 projet ou action" in found
        assert "Aucun projet" in client.get("/projets/?q=introuvable").content.decode()

    def test_the_page_costs_the_same_whatever_it_holds(self, client, django_assert_num_queries):
        project = running()
        client.get(address(project))  # the charter is read once per process
        with django_assert_num_queries(10):
            client.get(address(project))
        for number in range(4):
            terrain = actions.add_terrain(SYSTEM, project, name=f"Terrain {number}")
            for _ in range(3):
                actions.start_phase(SYSTEM, terrain, actions.PhaseDraft(key="exploration", starts=clock.today()))
            actions.give_role(SYSTEM, project, actions.RoleDraft(person=PersonFactory(), role="sage"))
            actions.add_host(SYSTEM, project, organisation=OrganisationFactory())
            actions.tell_journal(carrier_of(project), project, text="Des nouvelles", audience=Audience.PUBLIC)
        with django_assert_num_queries(10):
            client.get(address(project))

    def test_the_feed_gives_the_projects(self, client):
        project = opened()
        response = client.get("/projets/flux.atom")
        assert response["Content-Type"].startswith("application/atom+xml")
        assert project.title in response.content.decode()

    def test_search_finds_it(self):
        opened()
        assert find(SYSTEM, "papier dossiers")[0].title == "Les papiers qui reviennent"


class TestLeading:
    @pytest.mark.parametrize(
        ("tail", "data", "said"),
        [
            ("journal/", {"text": "Une immersion.", "audience": "public"}, "Une immersion."),
            ("presentation/", {"summary": "Redit autrement."}, "Redit autrement."),
            ("terrains/", {"name": "Carhaix"}, "Carhaix"),
            ("arreter/", {"words": "Plus de porteur."}, "Plus de porteur."),
            ("terminer/", {"words": "Un guide est né."}, "Un guide est né."),
        ],
    )
    def test_a_carrier_leads_from_the_page(self, client, tail, data, said):
        project = opened()
        client.force_login(carrier_of(project))
        opened_page = client.get(address(project, tail))
        seen = opened_page.context["form"].initial.get("seen")
        response = client.post(address(project, tail), {**data, **({"seen": seen} if seen else {})}, follow=True)
        assert said in response.content.decode()

    def test_a_refused_form_keeps_what_was_typed(self, client):
        project = opened()
        client.force_login(carrier_of(project))
        actions.add_terrain(SYSTEM, project, name="Carhaix")
        response = client.post(address(project, "terrains/"), {"name": "Carhaix"})
        assert response.status_code == 422
        assert 'value="Carhaix"' in response.content.decode()

    def test_phases_start_and_end_from_the_page(self, client):
        project, host, today = opened(), OrganisationFactory(), clock.today()
        client.force_login(carrier_of(project))
        tail = f"terrains/{project.terrains.get().id}/phases/"
        data = {"key": "exploration", "starts": today.isoformat(), "form": "immersion", "place": "France services"}
        data["host"] = host.pk
        assert "Exploration" in client.get(address(project, tail)).content.decode()
        refused = client.post(address(project, tail), data).content.decode()
        assert "quand les deux côtés ont accepté" in refused
        assert f"{address(project)}#engagements" in refused
        assert "Commencer une phase" not in client.get(address(project)).content.decode()
        accepted(project)
        assert "Commencer une phase" in client.get(address(project)).content.decode()
        assert "immersion" in client.post(address(project, tail), data, follow=True).content.decode()
        phase = project.terrains.get().phases.get()
        end = {
            "ended": (today + timedelta(days=9)).isoformat(),
            "end": "inconclusive",
            "lesson": "Un guide ne suffit pas.",
        }
        page = client.post(address(project, f"phases/{phase.id}/terminer/"), end, follow=True).content.decode()
        assert "non concluante" in page
        assert "Un guide ne suffit pas." in page

    def test_a_phase_is_announced_corrected_and_stopped_from_the_page(self, client):
        project, soon = running(), clock.today() + timedelta(days=20)
        client.force_login(carrier_of(project))
        terrain = project.terrains.get()
        first = actions.start_phase(SYSTEM, terrain, actions.PhaseDraft(key="exploration", starts=soon))
        text = client.get(address(project)).content.decode()
        assert "à partir du" in text
        assert "à venir" in text
        assert "depuis le" not in text
        path = address(project, f"phases/{first.id}/dates/")
        assert soon.isoformat() in client.get(path).content.decode()
        data = {"starts": clock.today().isoformat(), "correction": "Le mois était faux."}
        text = client.post(path, data, follow=True).content.decode()
        assert "dates corrigées" in text
        assert "Le mois était faux." in text
        assert "depuis le" in text
        mended = terrain.phases.standing().get()
        path = address(project, f"phases/{mended.id}/arreter/")
        assert "non concluante" in client.get(path).content.decode()
        data = {"ended": clock.today().isoformat(), "end": "inconclusive"}
        assert client.post(path, data).status_code == 422
        text = client.post(path, {**data, "lesson": "Personne n’est venu."}, follow=True).content.decode()
        assert "Personne n’est venu." in text

    def test_an_action_with_its_phase_offers_no_other(self, client):
        project = running(kind="action", function="accelerateur", phase="ideation")
        client.force_login(carrier_of(project))
        text = client.get(address(project)).content.decode()
        assert "Commencer une phase" not in text
        assert "Ajouter un terrain" not in text

    def test_the_team_and_hosts_change_from_the_page(self, client):
        project, person, organisation = opened(), PersonFactory(name="Yann Sage"), OrganisationFactory(name="CAF")
        client.force_login(TeamMemberFactory())
        page = client.post(address(project, "equipe/"), {"person": person.pk, "role": "sage"}, follow=True)
        assert "Yann Sage" in page.content.decode()
        held = actions.accept_role(person, project.role_proposals.get(person=person))
        assert client.post(address(project, f"equipe/{held.id}/rendre/"), {"x": "1"}).status_code == 302
        client.post(address(project, "organisations/"), {"organisation": organisation.pk})
        host = project.hosts.get(organisation=organisation)
        assert client.post(address(project, f"organisations/{host.id}/retirer/"), {"x": "1"}).status_code == 302
        assert client.post(address(project, "point-d-etape/"), {"on": "2030-01-01"}).status_code == 302

    def test_promises_and_following_from_the_page(self, client):
        project = opened()
        client.force_login(carrier_of(project))
        promise = project.promises.filter(side="carriers").first()
        for words in ("est pris", "déjà accepté"):
            page = client.post(address(project, f"engagements/{promise.id}/"), follow=True)
            assert words in page.content.decode()
        assert "arriveront par courriel" in client.post(address(project, "suivre/"), follow=True).content.decode()
        assert "ne recevrez plus" in client.post(address(project, "suivre/"), follow=True).content.decode()

    def test_others_are_told_why_they_may_not(self, client):
        project = opened()
        client.force_login(PersonFactory())
        response = client.get(address(project, "terrains/"))
        assert response.status_code == 403


class TestPolicy:
    def test_one_and_many_give_the_same_answer(self):
        projects = [opened() for _ in Audience.values]
        for project, audience in zip(projects, Audience.values, strict=True):
            Project.objects.filter(pk=project.pk).update(audience=audience)
            entry = actions.tell_journal(carrier_of(project), project, text="Mot", audience=Audience.SPACE)
            JournalEntry.objects.filter(pk=entry.pk).update(audience=audience)
        actors = [SYSTEM, PersonFactory(), TeamMemberFactory(), CommunityMemberFactory(), carrier_of(projects[2])]
        for actor in actors:
            for model, permission in ((Project, Permission.VIEW), (JournalEntry, Permission.READ_JOURNAL)):
                seen = set(policy.visible_to(actor, model.objects.all()).values_list("pk", flat=True))
                decided = {one.pk for one in model.objects.all() if policy.decide(actor, permission, one)}
                assert seen == decided

    def test_general_questions_have_an_answer(self):
        person = PersonFactory()
        assert not policy.decide(person, Permission.LEAD)
        assert not policy.decide(person, Permission.TELL)
        assert not policy.decide(person, Permission.ACCEPT)
        assert policy.decide(person, Permission.FOLLOW)
        assert not policy.decide(SYSTEM, Permission.FOLLOW)
        assert not policy.decide(person, Permission.OPEN)
        assert policy.decide(CommunityMemberFactory(), Permission.SEE_TEAM)


class TestReminders:
    def test_those_who_lead_are_told_once_that_a_review_is_near(self, letters):
        project = opened()
        actions.set_review(SYSTEM, project, on=clock.today() + timedelta(days=5))
        before = len(letters())
        remind_of_reviews()
        remind_of_reviews()
        assert [mail.subject for mail in letters()[before:]] == [f"Bientôt un point d’étape\u00a0: {project.title}"]
