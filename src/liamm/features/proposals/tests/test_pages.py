import re

import pytest

from liamm.features.accounts.models import Affiliation
from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import Effect
from liamm.features.proposals import actions
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.models import AnswerChange, AppraiserSeat, Clarification, Opinion, Proposal
from liamm.features.proposals.queries.grid import gate_standing, grid_in_force
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.queries.writing import writing_page
from liamm.features.proposals.tests.factories import (
    at_gate,
    carrier_of,
    draft,
    fresh,
    link_in,
    ready,
    seats,
    send,
    sent,
    submitted,
    through_gate,
    written,
)
from liamm.features.proposals.tests.test_clarifications import opened
from liamm.features.proposals.tests.test_writing import together
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.stale import mark

pytestmark = pytest.mark.django_db


def at(proposal, tail=""):
    return f"/demandes/{proposal.reference}/{tail}"


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def marks(proposal):
    """The hidden marks of the form, as a page that was just opened has them."""
    shown = writing_page(fresh(proposal), grid_in_force().value)
    return {f"base-{line.question.key}": line.mark for line in shown.lines}


class TestFront:
    def test_a_visitor_reads_what_one_can_ask(self, client):
        page = text(client, "/demandes/")
        for word in ("Éprouvette", "Accélérateur", "Centre de ressources", "Archipel", "offre de coopération"):
            assert word in page
        assert "Les vôtres" not in page

    def test_one_finds_ones_own_and_what_is_awaited(self, client):
        proposal = submitted()
        (seat,) = seats(proposal, 1)
        client.force_login(seat.person)
        assert "Votre avis est attendu" in text(client, "/demandes/")
        assert "Votre avis est attendu" in text(client, "/")
        assert "d’ici le" in text(client, "/demandes/")
        AppraiserSeat.objects.update(due=clock.in_days(-3).date())
        for path in ("/", "/demandes/"):
            assert "attendu depuis le" in text(client, path)
        client.force_login(carrier_of(proposal))
        assert proposal.reference in text(client, "/demandes/")
        client.force_login(PersonFactory())
        page = text(client, "/demandes/")
        assert "viendront ici" in page
        assert proposal.reference not in page

    def test_its_queries_do_not_grow(self, client, django_assert_num_queries):
        person = PersonFactory()
        client.force_login(person)
        for more in (1, 4):
            for _ in range(more):
                draft(person)
                actions.invite_appraiser(TeamMemberFactory(), submitted(), person=person)
            client.get("/demandes/")
            with django_assert_num_queries(FRONT):
                client.get("/demandes/")

    def test_the_home_page_says_what_one_was_writing(self, client):
        person = PersonFactory()
        draft(person)
        client.force_login(person)
        assert "en écriture" in text(client, "/")
        client.force_login(PersonFactory())
        assert "en écriture" not in text(client, "/")


class TestCheck:
    ADDRESS = "/demandes/verifier/"

    def ask(self, client, scope, status=200, **answers):
        yes = {f"check-{key}": "yes" for key in ("usagers", "volontaire", "liberte", "sponsor", "temps")}
        answer = client.post(self.ADDRESS, {**yes, "scope": scope, **answers})
        assert answer.status_code == status
        return answer.content.decode()

    def test_the_answer_is_in_words(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            page = text(client, self.ADDRESS)
        assert "rien n’est enregistré" in page.lower()
        assert "Plutôt un projet" in self.ask(client, "months")
        assert "Plutôt une action" in self.ask(client, "days")
        assert "Au plus six jours" in self.ask(client, "days")
        assert "Plutôt un atelier" in self.ask(client, "room")
        assert "Plutôt une ressource" in self.ask(client, "advice")
        assert "Plutôt une communauté" in self.ask(client, "circle")

    def test_a_no_is_explained_with_its_article(self, client):
        page = self.ask(client, "months", **{"check-liberte": "no"})
        assert "Plutôt une action" in page
        assert "action d’immersion" in page
        assert "/charte/4.0/1.2.2/" in page
        page = self.ask(client, "months", **{"check-usagers": "no"})
        assert "Parlons-en d’abord" in page
        page = self.ask(client, "days", **{"check-temps": "unsure"})
        assert "usage de la maison" in page

    def test_a_question_left_unanswered_is_asked_for(self, client):
        page = self.ask(client, "months", 422, **{"check-usagers": ""})
        assert "Répondez aussi à cette question" in page
        assert "Parlons-en d’abord" not in page
        assert "Plutôt" not in page

    def test_it_needs_an_answer_and_keeps_nothing(self, client):
        assert "(obligatoire)" in client.post(self.ADDRESS, {}).content.decode()
        self.ask(client, "months")
        assert not Proposal.objects.exists()
        assert not client.session.keys()


def test_the_grid_is_public_with_questions_mottos_and_usages(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = text(client, "/grille/")
    for word in (
        "L’utilisateur n’est pas défectueux",
        "Réalité Anti-washing",
        "Qu’est-ce qui change, concrètement",
        "usage de la maison",
        "Facteurs externes",
        "Pluridisciplinarité",
    ):
        assert word in page


class TestStarting:
    def test_choose_then_write(self, client):
        person = PersonFactory()
        client.force_login(person)
        assert "checked" in text(client, "/demandes/nouvelle/?genre=action")
        answer = client.post("/demandes/nouvelle/", {"kind": "action", "title": "Un groupe bloqué"})
        proposal = Proposal.objects.get()
        assert answer.url == at(proposal, "ecrire/")
        assert "De quelle phase avez-vous besoin" in text(client, at(proposal, "ecrire/"))

    def test_a_visitor_is_asked_to_come_in(self, client):
        assert client.get("/demandes/nouvelle/").status_code == 302

    def test_a_forged_origin(self, client):
        client.force_login(PersonFactory())
        assert client.post("/demandes/nouvelle/?de=problem:x", {"kind": "project"}).status_code == 404
        forged = "/demandes/nouvelle/?de=problem:01890000-0000-7000-8000-000000000000"
        assert "pas retrouvé" in client.post(forged, {"kind": "project"}).content.decode()
        assert not Proposal.objects.exists()


class TestWriting:
    def test_without_script_the_whole_form_is_kept(self, client):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        data = {**marks(proposal), "title": "Nouveau", "problem": "Trois fois le même papier", "terrains": "Allaire"}
        data |= {"objectives": ["ameliorer", "cooperer"], "own.usagers.step": "reelle"}
        assert client.post(at(proposal, "ecrire/"), data).url == at(proposal, "ecrire/")
        kept = {one.question: one.value for one in proposal.answers.all()}
        assert kept["problem"] == "Trois fois le même papier"
        assert kept["objectives"] == ["ameliorer", "cooperer"]
        (place,) = Territory.objects.filter(pk__in=kept["terrains"])
        assert place.name == "Allaire"
        page = text(client, at(proposal, "ecrire/"))
        assert "Allaire (" in page
        assert "Trois fois le même papier" in page
        # what was shown comes back as it was: nothing more is written
        client.post(at(proposal, "ecrire/"), {**data, **marks(proposal), "terrains": place.label})
        assert proposal.answers.get(question="terrains").number == 1

    def test_an_answer_that_cannot_be_kept_does_not_lose_the_others(self, client):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        data = {**marks(proposal), "problem": "Gardé", "terrains": "Nulle-Part-sur-Rien"}
        page = client.post(at(proposal, "ecrire/"), data).content.decode()
        assert "Nous ne trouvons pas" in page
        assert "Nulle-Part-sur-Rien" in page
        assert proposal.answers.get(question="problem").value == "Gardé"
        assert client.post(at(proposal, "ecrire/"), {**data, "autosave": "1"}).status_code == 422

    def test_two_tabs_of_one_person_keep_both_texts(self, client):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        tabs = []
        for _tab in range(2):
            page = text(client, at(proposal, "ecrire/"))
            tabs.append({**marks(proposal), "opened": re.search(r'name="opened" value="([^"]+)"', page)[1]})
        assert tabs[0]["opened"] != tabs[1]["opened"]
        client.post(at(proposal, "ecrire/"), {**tabs[0], "problem": "Texte long de l’onglet un"})
        client.post(at(proposal, "ecrire/"), {**tabs[1], "problem": "Onglet deux"})
        page = text(client, at(proposal, "ecrire/"))
        assert "Un autre texte avait été écrit entre-temps" in page
        assert "Texte long de l’onglet un" in page
        assert "Onglet deux" in page

    @pytest.mark.parametrize("opened", ["2026-13-01T00:00:00+00:00", "hier", "2026-03-01", "2026-03-01T00:00:00"])
    def test_a_forged_hour_of_opening_loses_nothing(self, client, opened):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        client.post(at(proposal, "ecrire/"), {**marks(proposal), "problem": "Gardé", "opened": opened})
        assert proposal.answers.get(question="problem").value == "Gardé"

    def test_a_second_tab_after_submitting_keeps_what_was_typed(self, client):
        proposal = written()
        client.force_login(carrier_of(proposal))
        sent_before = marks(proposal)
        actions.submit_proposal(carrier_of(proposal), proposal)
        answer = client.post(at(proposal, "ecrire/"), {**sent_before, "problem": "CanariTapé trop tard"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "CanariTapé trop tard" in page
        assert "ne change plus" in page
        assert not AnswerChange.objects.filter(value="CanariTapé trop tard").exists()
        late = client.post(at(proposal, "ecrire/"), {**sent_before, "problem": "x", "autosave": "1"})
        assert late.status_code == 422
        assert late.json()["sentence"]

    def test_autosaved(self, client):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        data = {**marks(proposal), "problem": "Au fil", "autosave": "1"}
        assert client.post(at(proposal, "ecrire/"), data).status_code == 204
        assert client.post(at(proposal, "ecrire/"), {**data, "problem": "Au fil de l’eau"}).status_code == 204
        assert proposal.answers.get(question="problem").value == "Au fil de l’eau"
        assert "liamm-autosave" in text(client, at(proposal, "ecrire/"))

    def test_two_texts_are_both_shown_and_one_may_be_put_away(self, client):
        proposal = draft()
        anne, bruno = carrier_of(proposal), together(proposal)
        seen = marks(proposal)
        actions.write_answers(anne, fresh(proposal), sent={"problem": sent("Texte d’Anne")})
        client.force_login(bruno)
        data = {**seen, "problem": "Texte de Bruno"}
        late = client.post(at(proposal, "ecrire/"), {**data, "autosave": "1"})
        assert late.status_code == 409
        assert "changé cette réponse" in late.json()["fields"]["problem"]
        assert "Deux textes attendent" in text(client, at(proposal, "deposer/"))
        page = client.post(at(proposal, "ecrire/"), data, follow=True).content.decode()
        assert "les deux sont gardés" in page
        assert "Texte d’Anne" in page
        assert "Texte de Bruno" in page
        change = AnswerChange.objects.get(aside=True)
        client.post(at(proposal, f"ecrire/{change.pk}/ranger/"))
        assert "Texte de Bruno" not in text(client, at(proposal, "ecrire/"))
        assert "Deux textes attendent" not in text(client, at(proposal, "deposer/"))
        assert "Bruno" in text(client, at(proposal, "histoire/"))
        answer = client.post(at(proposal, f"ecrire/{change.pk}/ranger/"), follow=True)
        assert "n’attend plus rien" in answer.content.decode()

    def test_an_uploaded_form_without_marks_writes_nothing(self, client):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        client.post(at(proposal, "ecrire/"), {"problem": "Sans marque"})
        assert not proposal.answers.filter(question="problem").exists()

    def test_the_queries_of_the_form_do_not_grow(self, client, django_assert_num_queries):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        client.get(at(proposal, "ecrire/"))
        with django_assert_num_queries(WRITE):
            client.get(at(proposal, "ecrire/"))
        proposal = written(carrier_of(proposal))
        with django_assert_num_queries(WRITE + 2):  # the names of territories
            client.get(at(proposal, "ecrire/"))

    def test_the_history_of_an_argument_names_its_criterion(self, client):
        proposal = written()
        client.force_login(carrier_of(proposal))
        page = text(client, at(proposal, "histoire/"))
        names = [one.name for one in grid_in_force().value.gate.criteria]
        assert all(f"{name}\u00a0: pourquoi" in page for name in names), page
        assert "<h2>Pourquoi\u202f?" not in page

    def test_history_is_kind_when_empty(self, client):
        proposal = draft(title="")
        client.force_login(carrier_of(proposal))
        assert "Ici viendra" in text(client, at(proposal, "histoire/"))

    def test_who_may_not_write_is_told_or_sees_nothing(self, client):
        proposal = draft()
        for tail in ("", "ecrire/", "histoire/", "deposer/", "porteurs/", "versions/1/", "grille/", "avis/"):
            client.force_login(PersonFactory())
            assert client.get(at(proposal, tail)).status_code == 404
        client.force_login(TeamMemberFactory())
        assert client.get(at(proposal)).status_code == 404
        assert client.get(at(proposal, "ecrire/")).status_code == 404
        sent = submitted()
        assert client.get(at(sent)).status_code == 200
        assert client.get(at(sent, "ecrire/")).status_code == 403
        client.logout()
        assert client.get(at(proposal)).status_code == 302


class TestCarriers:
    def test_invite_accept_leave(self, client, letters):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        client.post(at(proposal, "porteurs/"), {"email": "bruno@exemple.example", "helper": ""})
        assert "bruno@exemple.example" in text(client, at(proposal, "porteurs/"))
        page = client.post(at(proposal, "porteurs/"), {"email": carrier_of(proposal).email}).content.decode()
        assert "porte déjà la demande" in page
        bruno, mairie = PersonFactory(name="Bruno"), OrganisationFactory(name="Mairie de Redon")
        Affiliation.objects.create(person=bruno, organisation=mairie)
        client.force_login(bruno)
        address = link_in(next(mail for mail in letters() if "bruno@" in mail.to[0]))
        assert "Mairie de Redon" in text(client, address)
        assert client.post(address, {"organisation": mairie.pk}).url == at(proposal)
        assert client.get(address).status_code == 404
        assert client.get("/demandes/invitation/forge/").status_code == 404
        assert "Mairie de Redon" in text(client, at(proposal, "porteurs/"))
        client.post(at(proposal, f"porteurs/{bruno.pk}/partir/"))
        assert client.get(at(proposal)).status_code == 404
        client.force_login(carrier_of(proposal))
        answer = client.post(at(proposal, f"porteurs/{carrier_of(proposal).pk}/partir/"), follow=True)
        assert "toujours quelqu’un" in answer.content.decode()

    def test_a_carrier_removes_another_and_takes_back_an_invitation(self, client):
        proposal = draft()
        bruno = together(proposal)
        invitation = actions.invite_carrier(carrier_of(proposal), fresh(proposal), email="x@exemple.example")
        client.force_login(carrier_of(proposal))
        assert client.post(at(proposal, f"porteurs/{bruno.pk}/partir/")).url == at(proposal, "porteurs/")
        take_back = at(proposal, f"invitations/{invitation.pk}/reprendre/")
        client.post(take_back)
        assert "déjà servi" in client.post(take_back, follow=True).content.decode()


class TestSubmitting:
    def test_read_once_more_then_submit(self, client):
        proposal = written()
        client.force_login(carrier_of(proposal))
        page = text(client, at(proposal, "deposer/"))
        assert "Déposer la demande" in page
        assert "Réponse à problem" in page
        assert client.post(at(proposal, "deposer/")).url == at(proposal)
        assert "Elle ne change plus" in text(client, at(proposal, "versions/1/"))
        for tail in ("deposer/", "ecrire/"):
            assert client.get(at(proposal, tail)).status_code == 302
        assert client.get(at(proposal, "versions/2/")).status_code == 404

    def test_what_lacks_leads_to_its_question(self, client):
        proposal = draft()
        client.force_login(carrier_of(proposal))
        page = text(client, at(proposal, "deposer/"))
        assert "#id_problem" in page
        assert "Déposer la demande" not in page
        assert "Il manque encore une réponse" in client.post(at(proposal, "deposer/")).content.decode()

    def test_from_the_form_to_reading_it_once_more(self, client):
        proposal = written()
        client.force_login(carrier_of(proposal))
        answer = client.post(at(proposal, "ecrire/"), {**marks(proposal), "then": "submit"})
        assert answer.url == at(proposal, "deposer/")


class TestFollowing:
    def test_each_state_has_its_page(self, client):
        team = TeamMemberFactory()
        for make in (draft, written, submitted, lambda: at_gate()[0], lambda: through_gate()[0], ready):
            proposal = fresh(make())
            for person in (carrier_of(proposal), team):
                client.force_login(person)
                if person == team and not proposal.versions_count:
                    assert client.get(at(proposal)).status_code == 404
                    continue
                page = text(client, at(proposal))
                assert proposal.reference in page
        assert "prêt pour une séance" in page

    @pytest.mark.parametrize("effect", [Effect.RETAIN, Effect.DEFER, Effect.REDIRECT, Effect.REFUSE])
    def test_after_a_decision(self, client, effect):
        proposal = ready()
        actions.mark_decided(SYSTEM, proposal, effect=effect)
        client.force_login(carrier_of(proposal))
        page = text(client, at(proposal))
        assert ("Écrire une nouvelle version" in page) == (effect in {Effect.REDIRECT, Effect.REFUSE})

    def test_give_back_take_up_withdraw_and_ask_otherwise(self, client):
        proposal = submitted()
        client.force_login(TeamMemberFactory())
        assert "La rendre" in text(client, at(proposal, "rendre/"))
        client.post(at(proposal, "rendre/"), {"words": "Dites qui l’a dit."})
        client.force_login(carrier_of(proposal))
        assert "Dites qui l’a dit." in text(client, at(proposal, "ecrire/"))
        assert "Retirer la demande" in text(client, at(proposal, "retirer/"))
        client.post(at(proposal, "retirer/"), {"words": ""})
        assert fresh(proposal).state == "withdrawn"
        assert "cela ne se peut plus" in client.post(at(proposal, "retirer/"), {"words": ""}).content.decode()
        assert "Accélérateur" in text(client, at(proposal, "autrement/"))
        answer = client.post(at(proposal, "autrement/"), {"kind": "action"})
        other = Proposal.objects.exclude(pk=proposal.pk).get()
        assert answer.url == at(other, "ecrire/")
        assert other.reference in text(client, at(proposal))
        assert client.post(at(proposal, "reprendre/")).url == at(proposal, "ecrire/")
        assert client.post(at(proposal, "reprendre/")).url == at(proposal)

    def test_the_page_costs_the_same_whatever_it_holds(self, client, django_assert_num_queries):
        proposal, _seats = at_gate()
        client.force_login(TeamMemberFactory())
        client.get(at(proposal))
        with django_assert_num_queries(PROPOSAL):
            client.get(at(proposal))
        for _ in range(3):
            together(proposal)
        seats(proposal, 3)
        with django_assert_num_queries(PROPOSAL):
            client.get(at(proposal))

    def test_the_team_finds_all_in_every_state(self, client, django_assert_num_queries):
        client.force_login(PersonFactory())
        assert client.get("/demandes/toutes/").status_code == 403
        client.force_login(TeamMemberFactory())
        assert "Aucune demande ici" in text(client, "/demandes/toutes/")
        first = written()
        actions.write_answers(carrier_of(first), first, sent={"title": sent("Première", 1, first.title)})
        actions.submit_proposal(carrier_of(first), fresh(first))
        draft(title="Brouillon")
        client.get("/demandes/toutes/")
        with django_assert_num_queries(DESK):
            client.get("/demandes/toutes/")
        for number in range(35):
            draft(title=f"Demande {number}", kind="resource")
        Proposal.objects.filter(versions_count=0).exclude(title="Brouillon").update(versions_count=1)
        with django_assert_num_queries(DESK):
            page = text(client, "/demandes/toutes/")
        assert "Suivants" in page
        assert "Première" in text(client, "/demandes/toutes/?genre=project&etat=submitted&q=prem")
        assert "Brouillon" not in text(client, "/demandes/toutes/?q=brouillon").replace('value="brouillon"', "")
        assert "Première" not in text(client, "/demandes/toutes/?genre=resource")
        fragment = client.get("/demandes/toutes/", headers={"HX-Request": "true", "HX-Target": "results"})
        assert "<html" not in fragment.content.decode()

    def test_saying_the_load(self, client):
        proposal = submitted(kind="action")
        client.force_login(TeamMemberFactory())
        page = text(client, at(proposal, "charge/"))
        assert "Au plus six jours" in page
        field = page.split('name="')[2:]
        names = [part.split('"')[0] for part in field if "-facilitation" in part.split('"')[0]]
        answer = client.post(at(proposal, "charge/"), {names[0]: "7", "seen": mark([])})
        assert "C’est trop pour une action" in answer.content.decode()
        assert client.post(at(proposal, "charge/"), {names[0]: "5", "seen": mark([])}).url == at(proposal)
        assert "5" in text(client, at(proposal, "charge/"))
        client.force_login(carrier_of(proposal))
        assert client.get(at(proposal, "charge/")).status_code == 403


class TestAppraising:
    def test_from_invitation_to_spread_by_pages_alone(self, client):
        proposal = submitted()
        team = TeamMemberFactory()
        people = [PersonFactory(name=f"Avis {number}") for number in range(3)]
        client.force_login(team)
        assert "Personne n’a encore été invité" in text(client, at(proposal, "appreciateurs/"))
        for person in people:
            client.post(at(proposal, "appreciateurs/"), {"person": person.email})
        assert AppraiserSeat.objects.count() == 3
        answer = client.post(at(proposal, "appreciateurs/"), {"person": "Avis 1"})
        assert "déjà été invitée" in answer.content.decode()
        answer = client.post(at(proposal, "appreciateurs/"), {"person": "Inconnue"})
        assert "Nous ne trouvons personne" in answer.content.decode()
        gate = {"usagers-step": "reelle", "usagers-argument": "Vu", "agents-step": "forte", "agents-argument": "Dit"}
        for person in people:
            client.force_login(person)
            client.post(at(proposal, "avis/"), {**gate, "usagers-step": ""})
            assert (
                "Il manque une appréciation"
                in client.post(at(proposal, "avis/"), {**gate, "usagers-step": "", "then": "send"}).content.decode()
            )
            assert client.post(at(proposal, "avis/"), {**gate, "autosave": "1"}).status_code == 204
            assert client.post(at(proposal, "avis/"), {**gate, "then": "send"}).url == at(proposal, "avis/")
            assert "La suite attend le filtre" in text(client, at(proposal, "avis/"))
        client.force_login(team)
        assert "la règle est remplie" in text(client, at(proposal, "filtre/"))
        client.post(at(proposal, "filtre/"), {"argument": "Trois avis concordants", "then": "pass"})
        assert "constat en cours" in text(client, at(proposal, "grille/"))
        client.force_login(people[0])
        client.post(at(proposal, "filtre/"), {"argument": "Je confirme", "then": "pass"})
        assert gate_standing(latest_version(proposal)).is_passed
        assert "Contribution à l’action politique" in text(client, at(proposal, "avis/"))
        page = text(client, at(proposal, "grille/"))
        assert "Trois avis concordants" in page
        assert "les porteurs" in page

    def test_the_gate_may_be_held_and_reopened_by_pages(self, client):
        proposal, _seats = at_gate(step="absente")
        for argument in ("Rien ne le dit", "Rien en effet"):
            client.force_login(TeamMemberFactory())
            client.post(at(proposal, "filtre/"), {"argument": argument, "then": "hold"})
        assert "Reprendre le constat" in text(client, at(proposal, "filtre/"))
        answer = client.post(at(proposal, "filtre/"), {"argument": "Encore", "then": "pass"})
        assert "déjà été constaté" in answer.content.decode()
        client.post(at(proposal, "filtre/"), {"argument": "Une immersion a eu lieu", "then": "reopen"})
        assert "Une immersion a eu lieu" in text(client, at(proposal, "grille/"))
        assert "Reprendre depuis le début" in text(client, at(proposal, "filtre/"))

    def test_the_carriers_page_of_the_spread_has_no_name(self, client):
        proposal, invited = through_gate()
        client.force_login(carrier_of(proposal))
        page = text(client, at(proposal, "grille/"))
        assert "Je l’ai vu au guichet" in page
        assert not any(str(seat.person) in page for seat in invited)
        client.force_login(TeamMemberFactory())
        assert str(invited[0].person) in text(client, at(proposal, "grille/"))

    def test_declaring_a_conflict(self, client):
        proposal = submitted()
        first, second = seats(proposal, 2)
        client.force_login(first.person)
        assert "Me déporter" in text(client, at(proposal, "avis/deport/"))
        client.post(at(proposal, "avis/deport/"), {"reason": "Ma sœur y travaille."})
        assert client.get(at(proposal, "avis/")).status_code == 404
        client.force_login(TeamMemberFactory())
        assert "Ma sœur y travaille." in text(client, at(proposal, "appreciateurs/"))
        address = at(proposal, f"appreciateurs/{second.pk}/")
        assert "La décharger" in text(client, address)
        client.post(address, {"then": "release"})
        assert "n’apprécie plus" in client.post(address, {"then": "release"}, follow=True).content.decode()
        (third,) = seats(proposal, 1)
        client.post(at(proposal, f"appreciateurs/{third.pk}/"), {"reason": "Appris"})
        assert AppraiserSeat.objects.filter(aside_at__isnull=False).count() == 2
        assert "2 personnes se sont déportées" in text(client, at(proposal, "grille/"))

    def test_a_finished_appraiser_is_thanked(self, client):
        proposal, invited = through_gate()
        send(invited[0], Stage.REST)
        client.force_login(invited[0].person)
        assert "Votre avis est complet" in text(client, at(proposal, "avis/"))

    @pytest.mark.parametrize("tail", ["grille/", "avis/", "appreciateurs/"])
    def test_pages_cost_the_same_whatever_they_hold(self, client, tail, django_assert_num_queries):
        proposal = submitted()
        person = TeamMemberFactory()
        other = seats(proposal, 1)[0]
        send(other)
        client.force_login(other.person if tail == "avis/" else person)
        client.get(at(proposal, tail))
        with django_assert_num_queries(APPRAISING[tail]):
            client.get(at(proposal, tail))
        for seat in seats(proposal, 4):
            send(seat)
        with django_assert_num_queries(APPRAISING[tail]):
            client.get(at(proposal, tail))


class TestClarifications:
    def test_the_whole_way_by_pages(self, client):
        team, carrier = TeamMemberFactory(), PersonFactory(email="porteuse@exemple.example")
        client.force_login(team)
        assert "viendront ici" in text(client, "/demandes/clarifications/")
        client.get("/demandes/clarifications/nouvelle/")
        client.post("/demandes/clarifications/nouvelle/", {"title": "Files", "intuition": "On attend debout."})
        found = Clarification.objects.get()
        here = f"/demandes/clarifications/{found.reference}/"
        assert "On attend debout." in text(client, here)
        client.get(f"{here}inviter/")
        client.post(f"{here}inviter/", {"email": carrier.email})
        client.force_login(carrier)
        client.post(here, {"words": "Surtout le lundi."})
        assert "Surtout le lundi." in text(client, here)
        assert "Dire ce qu’elle devient" not in text(client, here)
        assert client.get(f"{here}clore/").status_code == 403
        client.force_login(team)
        page = client.post(f"{here}clore/", {"outcome": "dropped", "words": ""}).content.decode()
        assert "Écrivez-le en quelques mots" in page
        client.post(f"{here}clore/", {"outcome": "dropped", "words": "Personne encore"})
        assert "Personne encore" in text(client, here)
        client.get(f"{here}rouvrir/")
        client.post(f"{here}rouvrir/", {"words": "Deux mairies appellent"})
        client.post(f"{here}clore/", {"outcome": "ready", "words": ""})
        assert "En faire une demande" in text(client, here)
        client.force_login(carrier)
        client.get(f"{here}demander/")
        client.post(f"{here}demander/", {"kind": "project"})
        proposal = Proposal.objects.get()
        assert proposal.reference in text(client, here)
        assert found.title in text(client, at(proposal))

    def test_what_is_not_ones_own_does_not_exist(self, client):
        found = opened()
        client.force_login(PersonFactory())
        assert client.get(f"/demandes/clarifications/{found.reference}/").status_code == 404
        assert client.get("/demandes/clarifications/nouvelle/").status_code == 403
        client.force_login(TeamMemberFactory())
        assert client.post("/demandes/clarifications/nouvelle/?de=x:y", {"title": "a"}).status_code == 404

    def test_lists_cost_the_same(self, client, django_assert_num_queries):
        client.force_login(TeamMemberFactory())
        first = opened()
        here = f"/demandes/clarifications/{first.reference}/"
        for address, cost in (("/demandes/clarifications/", CLARIFICATIONS), (here, CLARIFICATION)):
            client.get(address)
            with django_assert_num_queries(cost):
                client.get(address)
        for _ in range(3):
            opened()
            actions.write_exchange(first.facilitator, Clarification.objects.get(pk=first.pk), words="Oui")
        for address, cost in (("/demandes/clarifications/", CLARIFICATIONS), (here, CLARIFICATION)):
            with django_assert_num_queries(cost):
                client.get(address)


def test_the_draft_of_an_opinion_is_read_by_its_writer_alone(client):
    proposal = submitted()
    (seat, peer) = seats(proposal, 2)
    client.force_login(seat.person)
    client.post(at(proposal, "avis/"), {"usagers-step": "forte", "usagers-argument": "CANARI", "autosave": "1"})
    assert Opinion.objects.filter(argument="CANARI").exists()
    assert "CANARI" in text(client, at(proposal, "avis/"))
    for person in (peer.person, TeamMemberFactory(), carrier_of(proposal)):
        client.force_login(person)
        for tail in ("", "grille/", "versions/1/"):
            assert "CANARI" not in text(client, at(proposal, tail))
        assert "CANARI" not in text(client, "/recherche/?q=canari").replace('value="canari"', "")


FRONT = 8
WRITE = 7
PROPOSAL = 14
DESK = 6
APPRAISING = {"grille/": 12, "avis/": 12, "appreciateurs/": 13}
CLARIFICATIONS = 5
CLARIFICATION = 10


def test_the_same_in_english(client):
    client.cookies["liamm_language"] = "en"
    page = client.get("/demandes/verifier/", headers={"Accept-Language": "en"}).content.decode()
    assert "Is this the right place?" in page
    assert "What are you looking for?" in page
