"""Selections on screen: for everybody without a name, for the team, for whoever applied."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.events.actions import (
    cancel_event,
    cancel_registration,
    change_event,
    lapse_offer,
)
from liamm.features.events.links import own_path as registration_path
from liamm.features.events.models import Registration
from liamm.features.events.tests.factories import announced, planned
from liamm.features.events.tests.factories import words as event_words
from liamm.features.training import actions
from liamm.features.training.links import own_path
from liamm.features.training.models import Application, Selection
from liamm.features.training.tests.factories import (
    TERRITORY,
    applied,
    close,
    closed,
    hosts,
    published,
    read,
    read_all,
    training,
)
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.fixture
def team(client):
    person = TeamMemberFactory()
    client.force_login(person)
    return person


def address(event):
    return f"/formations/{event.reference}/"


def test_everybody_reads_the_rules_and_the_numbers_and_no_name(client):
    selection, _readers = closed(declared=[TERRITORY])
    before = text(client.get(address(selection.event)))
    assert selection.commitment in before
    assert selection.seed not in before
    assert "De quel département" in before
    assert "22, 29, 35, 56" in before
    assert "publiée à l’ouverture des candidatures, " in before
    assert "la même part des places que des candidatures" in before
    assert "Places, au moins" not in before
    actions.propose_list(TeamMemberFactory(), selection)
    assert selection.seed not in text(client.get(address(selection.event)))
    actions.publish_list(TeamMemberFactory(), selection)
    after = text(client.get(address(selection.event)))
    assert selection.seed in after
    assert "Personne 1" not in after
    assert text(client.get(selection.event.get_absolute_url())).count("Comment sont données les places")
    script = client.get("/formations/verifier.py")
    assert b"def recompute" in script.content
    assert client.get(address(planned())).status_code == 404


def numbers(client, event):
    """What the page counts, by its words."""
    client.logout()
    counted = client.get(address(event)).context["page"]
    return counted, counted.counts


def test_the_numbers_add_up_and_say_what_was_announced(client, team):
    selection, _readers = closed(applicants=9, places=4)
    event = selection.event
    left = selection.applications.first().registration
    cancel_registration(LinkHolder(left.pk), left)
    actions.propose_list(team, selection)
    actions.publish_list(team, selection)
    waits = selection.applications.filter(has_place=False).last()
    appeal = actions.make_appeal(LinkHolder(waits.pk), waits, words="Mon projet a changé")
    actions.answer_appeal(TeamMemberFactory(), appeal, grants=True, answer="Oui, voici pourquoi.")
    gone = selection.applications.filter(has_place=True).first().registration
    cancel_registration(LinkHolder(gone.pk), gone)
    called = Registration.objects.get(event=event, state="offered")
    with clock.at(called.offered_until):
        lapse_offer(SYSTEM, called)
    page, counts = numbers(client, event)
    assert (page.announced, page.drawn, page.places, page.changed, page.added) == (4, 4, 5, 0, 1)
    assert (counts.applied, counts.left_before, counts.listed, counts.placed) == (9, 1, 8, 4)
    assert (counts.come, counts.offered, counts.waiting, counts.lapsed, counts.left_after) == (4, 1, 1, 1, 1)
    parts = (counts.left_before, counts.come, counts.offered, counts.waiting, counts.lapsed, counts.left_after)
    assert sum(parts) == counts.applied
    shown = text(client.get(address(event)))
    for said in ("Places annoncées", "Changées depuis la liste", "+1", "N’ont pas répondu à une place proposée"):
        assert said in shown
    published = [(one.value, one.low, one.high) for one in page.balances[0].seats]
    assert published == [("La Préfecture", 2, 2), ("La Région", 2, 2), ("", 0, 0)]
    assert sum(one.given for one in page.balances[0].seats) == 4
    client.force_login(team)
    assert "4 personnes inscrites, 1 place proposée, 1 en attente" in text(client.get(event.get_absolute_url()))
    for one, said in (
        (called, "Proposition restée sans réponse"),
        (left, "Inscription annulée"),
        (gone, "ne venez plus"),
    ):
        assert said in text(client.get(own_path(one.application)))
    cancel_event(event.organiser, event, reason="La salle est inondée.")
    for one in (gone, called):
        shown = text(client.get(own_path(one.application)))
        assert "Cet événement est annulé" in shown
        assert "La salle est inondée." in shown


def test_whoever_applies_reads_what_their_answers_serve(client):
    event = training(declared=[TERRITORY])
    shown = text(client.get(f"{event.get_absolute_url()}inscription/"))
    for said in ("Servent à l’équilibre", "« Vous venez pour »", "Sert à donner les places à parité"):
        assert said in shown
    other = announced()
    shown = text(client.get(f"{other.get_absolute_url()}inscription/"))
    assert "ne change rien à votre place" in shown
    assert "Servent à l’équilibre" not in shown


def test_the_list_begins_with_the_end_of_applications(client, team):
    event = planned(admission="selection", capacity=2, person=team)
    shown = text(client.post(f"{event.get_absolute_url()}annoncer/", follow=True))
    assert "On candidate jusqu’à un jour connu de tous" in shown
    assert f'href="{event.get_absolute_url()}changer/">Changer ce qui est dit' in shown
    event.closes_at = clock.in_days(-1)
    event.save()
    shown = text(client.post(f"{event.get_absolute_url()}annoncer/", follow=True))
    assert "Le dernier jour pour candidater est passé" in shown
    event = training()
    desk = f"{address(event)}candidatures/"
    shown = text(client.get(desk))
    assert "On peut candidater jusqu’à" in shown
    assert "Faire la liste" not in shown
    assert "Clore les inscriptions" not in text(client.get(event.get_absolute_url()))
    assert "annoncé à tous" in text(client.post(f"{event.get_absolute_url()}clore/", follow=True))
    words = event_words(kind="campus", admission="selection", parity=True)
    with pytest.raises(DomainError, match="connu de tous"):
        change_event(team, event, words=words)
    close(event)
    assert "Faire la liste" in text(client.get(desk))
    change_event(team, event, words=words)


def test_without_parity_two_questions_may_be_asked(client, team):
    event = planned(admission="selection", capacity=2, person=team)
    said = {"declared": "Où ?", "shares": "22\n29", "also_declared": "Une ville ?", "also_shares": "oui\nnon"}
    assert client.post(f"{address(event)}preparer/", said).status_code == 302
    assert [one["question"] for one in Selection.objects.get().asked] == ["Où ?", "Une ville ?"]
    assert "Une ville ?" in client.get(f"{address(event)}preparer/").content.decode()


def test_the_pages_cost_the_same_whatever_they_hold(client, team):
    few, _readers = published(applicants=2, places=1)
    many, _readers = published(applicants=8, places=4)
    for path in ("", "candidatures/"):
        costs = []
        for one in (few, many):
            with CaptureQueriesContext(connection) as asked:
                client.get(address(one.event) + path)
            costs.append(len(asked))
        assert costs[0] == costs[1]


def test_the_balance_is_said_before_one_may_apply(client, team):
    hosts()
    event = planned(admission="selection", capacity=2, person=team, parity=True, kind="campus")
    assert "équilibre déclaré" in text(client.get(event.get_absolute_url()))
    page = f"{address(event)}preparer/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"declared": "Où ?", "shares": "22"}).status_code == 422
    assert client.post(page, {"declared": "Où ?", "shares": "22\n29\n"}).status_code == 302
    assert 'value="Où ?"' in client.get(page).content.decode()
    assert Selection.objects.get().asked == [{"question": "Où ?", "answers": ["22", "29"]}]
    assert "il reste une question" in text(client.get(page))
    assert "paraîtra ici" in text(client.get(address(event)))


def test_the_team_reads_lets_the_rules_work_and_publishes(client, team):
    event = training(places=1)
    both = hosts()
    for number in (1, 2):
        applied(event, number, both[0])
    desk = f"{address(event)}candidatures/"
    assert "Il manque une lecture à 2 candidatures" in text(client.get(desk))
    for number, one in enumerate(Application.objects.order_by("registration__name")):
        page = f"{desk}{one.number}/"
        assert "Parce que" in text(client.get(page))
        said = {f"{what}_{key}": value for key in ("projet", "implication") for what, value in (("reason", "Oui"),)}
        assert client.post(page, said).status_code == 422
        said |= {f"level_{key}": str(2 - number) for key in ("projet", "implication")}
        assert client.post(page, said).status_code == 302
        assert "checked" in client.get(page).content.decode()
        read(one, [TeamMemberFactory()], 0, 0)
    shown = text(client.get(desk))
    assert "dont la vôtre" in shown
    assert "Tout est lu" in shown
    client.post(f"{address(event)}liste/proposer/")
    assert "encore candidater" in text(client.get(desk))
    close(event)
    client.post(f"{address(event)}liste/proposer/")
    shown = text(client.get(desk))
    assert "Places données : 1 / 1" in shown
    waits = Application.objects.get(has_place=False)
    change = f"{desk}{waits.number}/changer/"
    assert "donner une place" in text(client.get(change))
    client.post(change, {"reason": "Son projet commence lundi."})
    client.post(f"{address(event)}liste/publier/")
    assert "donne 2 places, il y en a 1" in text(client.get(desk))
    client.post(f"{address(event)}liste/proposer/")
    client.post(f"{address(event)}liste/publier/")
    shown = text(client.get(desk))
    assert "une place" in shown
    assert "Faire la liste" not in shown


def test_a_share_that_the_list_does_not_hold_is_said_with_its_reason(client):
    event, both = training(places=4), hosts()
    for number in range(6):
        applied(event, number, both[number == 0])
    readers = read_all(event)
    close(event)
    selection = actions.propose_list(readers[0], event.selection)
    actions.publish_list(readers[0], selection)
    shown = text(client.get(address(event)))
    assert "La Région</span></b>, part annoncée non atteinte : il y a eu 1 candidature, pour 2 places" in shown
    assert "La Préfecture</span></b>, part annoncée non tenue, avec 3 places : aucune liste" in shown
    assert shown.count("part annoncée") == 2
    held, _readers = published(applicants=8, places=4)
    assert "part annoncée" not in text(client.get(address(held.event)))


def test_an_appeal_is_linked_for_who_may_answer_it_and_costs_no_more(client):
    costs = []
    for appeals in (1, 3):
        selection, readers = published(applicants=6, places=2)
        waits = list(selection.applications.filter(has_place=False))[:appeals]
        for one in waits:
            actions.make_appeal(LinkHolder(one.pk), one, words="Mon projet a changé")
        desk = f"{address(selection.event)}candidatures/"
        answer = f"{desk}{waits[0].number}/recours/"
        client.force_login(readers[0])
        shown = text(client.get(desk))
        assert f'href="{answer}"' not in shown
        assert "quelqu’un d’autre de l’équipe répond" in shown
        client.force_login(TeamMemberFactory())
        with CaptureQueriesContext(connection) as asked:
            shown = text(client.get(desk))
        costs.append(len(asked))
        assert f'href="{answer}"' in shown
        assert client.get(answer).status_code == 200
        assert "quelqu’un d’autre" not in shown
    assert costs[0] == costs[1]


def test_who_applied_reads_why_and_appeals(client, team):
    selection, readers = published()
    waits = selection.applications.filter(has_place=False).select_related("registration").first()
    client.logout()
    page = own_path(waits)
    shown = text(client.get(page))
    for said in ("Vous êtes en liste d’attente", "Argument sur projet", "un peu", waits.number):
        assert said in shown
    assert all(str(reader) not in shown for reader in readers)
    data = client.get(f"{page}donnees.json")
    assert json.loads(data.content)["seed"] == selection.seed
    assert "Ma candidature" in text(client.get(registration_path(waits.registration)))
    assert client.post(page, {"words": ""}).status_code == 422
    assert client.post(page, {"words": "Mon projet a changé"}).status_code == 302
    assert "y répondra" in text(client.get(page))
    assert client.post(page, {"words": "Encore"}).status_code == 422
    answer = f"{address(selection.event)}candidatures/{waits.number}/recours/"
    client.force_login(readers[0])
    assert client.get(answer).status_code == 403
    client.force_login(team)
    assert "Recours à regarder" in text(client.get(f"{address(selection.event)}candidatures/"))
    assert "Mon projet a changé" in text(client.get(answer))
    assert client.post(answer, {"answer": "", "grants": "yes"}).status_code == 422
    assert client.post(answer, {"answer": "Oui, voici pourquoi.", "grants": "yes"}).status_code == 302
    desk = text(client.get(f"{address(selection.event)}candidatures/"))
    assert "depuis la liste" in desk
    assert "Argument sur projet" in text(client.get(f"{address(selection.event)}candidatures/{waits.number}/"))
    client.logout()
    shown = text(client.get(page))
    for said in ("Oui, voici pourquoi.", "Vous avez une place", "Votre recours est accepté", "À la publication"):
        assert said in shown


def test_a_place_freed_since_the_list_is_said_and_answered(client, team):
    selection, _readers = published(applicants=6, places=2)
    gone = selection.applications.filter(has_place=True).select_related("registration").first()
    cancel_registration(LinkHolder(gone.registration_id), gone.registration)
    called = selection.applications.select_related("registration").get(registration__state="offered")
    shown = text(client.get(own_path(called)))
    for said in ("Une place vous est proposée", "les mêmes règles vous appellent", "Répondre"):
        assert said in shown
    assert "une place proposée" in text(client.get(f"{address(selection.event)}candidatures/"))
    left = text(client.get(own_path(gone)))
    assert "Inscription annulée" in left
    letter = Message.objects.filter(kind="training.outcome")
    assert letter.filter(text__contains="nouveau regard").count() == 4


def test_before_it_is_out_nothing_is_said(client):
    selection, _readers = closed()
    one = selection.applications.first()
    shown = text(client.get(own_path(one)))
    assert "2 personnes de l’équipe lisent votre candidature" in shown
    assert "Argument" not in shown
    assert client.get(f"{own_path(one)}donnees.json").status_code == 404
    assert client.get("/formations/candidature/autre/").status_code == 404


def test_others_stay_outside(client):
    selection, _readers = closed()
    client.force_login(PersonFactory())
    for path in ("candidatures/", "preparer/", f"candidatures/{selection.applications.first().number}/changer/"):
        assert client.get(address(selection.event) + path).status_code == 403
    assert (
        client.get(f"{address(selection.event)}candidatures/{selection.applications.first().number}/").status_code
        == 404
    )
    mine = TeamMemberFactory(email="p1@exemple.example")
    client.force_login(mine)
    own = Application.objects.get(selection=selection, registration__mail="p1@exemple.example")
    assert client.get(f"{address(selection.event)}candidatures/{own.number}/").status_code == 403
    cancel_registration(LinkHolder(own.registration_id), own.registration)
