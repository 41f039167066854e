"""S10, a month of public innovation: proposed and moderated, a programme, registrations with a waiting list.

Step 3, the sheet that is signed and what is forgotten afterwards, is the day itself: see test_the_day.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liamm.features.accounts.tests.factories import HeadFactory
from liamm.features.booking.tests.factories import opened
from liamm.features.events.links import own_path
from liamm.features.events.models import Event, Registration
from liamm.features.events.tests.factories import announced, planned, registered, slot
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.tests.factories import WordingFactory
from liamm.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def day(ahead):
    return (clock.today() + timedelta(days=ahead)).isoformat()


def test_s10_steps_1_and_2_proposed_moderated_and_in_the_programme(
    live_server, page, signed_in, accessible, size, letters
):
    LabSpaceFactory()
    wording, head = WordingFactory(), HeadFactory(name="Maëlle Kerguen")
    signed_in(page, head)
    page.goto(f"{live_server.url}/evenements/")
    page.get_by_role("link", name="Lancer un appel à événements").click()
    page.get_by_label("Titre").fill("Mois de l’innovation publique")
    page.get_by_label("À quoi vous appelez").fill("Montrez ce que vous essayez avec les gens.")
    page.get_by_label("Ce sont des").select_option("mois-innovation")
    for name, ahead in (("first", 30), ("last", 60), ("closes_on", 20)):
        page.locator(f"#id_{name}").fill(day(ahead))
    accessible(page)
    page.get_by_role("button", name="Lancer l’appel").click()
    programme = page.url

    page.context.clear_cookies()
    page.goto(programme)
    accessible(page)
    page.get_by_role("link", name="Proposer un événement").click()
    page.get_by_label("Ce que vous proposez").fill("Le guichet à l’essai")
    page.get_by_label("Ce qui s’y passera, et pour qui").fill("On rejoue l’accueil avec des habitants.")
    page.get_by_label("Votre organisation").fill("Mairie de Plœuc-L’Hermitage")
    page.get_by_label("Votre nom").fill("Anna Le Bihan")
    page.get_by_label("Votre courriel").fill("anna@exemple.example")
    page.get_by_label("La remontée d’où cela vient").fill(wording.signal.reference)
    accessible(page)
    page.get_by_role("button", name="Proposer").click()
    expect(page.locator("main")).to_contain_text("reçue")
    accessible(page)
    assert any("Proposition reçue" in one.subject for one in letters() if "anna@exemple.example" in str(one.to))

    signed_in(page, head)
    page.goto(programme)
    page.get_by_role("link", name="Le guichet à l’essai").click()
    starts = timezone.localtime(opened(40))
    page.get_by_label("Quel jour").fill(starts.date().isoformat())
    page.locator("#id_starts").fill("14:00")
    page.locator("#id_ends").fill("16:00")
    page.get_by_label("Le salon").check()
    accessible(page)
    page.get_by_role("button", name="Retenir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le guichet à l’essai")
    page.get_by_role("button", name="Annoncer l’événement").click()
    accessible(page)

    page.context.clear_cookies()
    page.goto(programme)
    expect(page.get_by_role("list", name="Le programme")).to_contain_text("Le guichet à l’essai")
    page.get_by_role("link", name="Le guichet à l’essai").click()
    expect(page.locator("#fil")).to_contain_text(wording.title)
    accessible(page)


def test_registered_waiting_promoted_then_given_back_by_link(live_server, page, accessible, size, letters):
    event = announced(capacity=1, title="Écrire pour être compris", summary="Réécrire ensemble un courrier.")

    def register(name, mail):
        page.goto(f"{live_server.url}{event.get_absolute_url()}")
        page.get_by_role("link", name="S’inscrire", exact=True).click()
        accessible(page)
        page.get_by_label("Votre nom").fill(name)
        page.get_by_label("Votre courriel").fill(mail)
        page.get_by_label("J’ai lu les règles de la maison").check()
        page.get_by_role("button", name="Envoyer").click()
        expect(page.get_by_role("heading", name="Regardez votre courriel")).to_be_visible()
        accessible(page)

    register("Anna Le Bihan", "anna@exemple.example")
    register("Yann Guéguen", "yann@exemple.example")
    first, second = Registration.objects.order_by("created_at")
    page.goto(f"{live_server.url}{own_path(second)}")
    expect(page.locator("main")).to_contain_text("en liste d’attente")
    expect(page.locator("main")).not_to_contain_text("Anna")
    accessible(page)

    page.goto(f"{live_server.url}{own_path(first)}")
    expect(page.locator("main")).to_contain_text("inscription confirmée")
    page.get_by_role("link", name="Annuler mon inscription").click()
    accessible(page)
    page.get_by_role("button", name="Annuler mon inscription").click()
    expect(page.locator("main")).to_contain_text("la place ira à quelqu’un d’autre")

    page.goto(f"{live_server.url}{own_path(second)}")
    accessible(page)
    page.get_by_role("button", name="Prendre la place").click()
    expect(page.locator("main")).to_contain_text("La place est à vous")
    subjects = [one.subject for one in letters() if "yann@exemple.example" in str(one.to)]
    assert any("Une place se libère" in one for one in subjects)


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_pages_of_events_fit_every_screen(live_server, page, signed_in, accessible, width):
    event = announced(slot(7, place="", rooms=(1,), people=8), capacity=12, most_together=4, kind="porte-ouverte")
    registered(event, 1, seats=2, access_need="Une place de plain-pied, près de la porte")
    planned(title="Rien encore")
    page.set_viewport_size({"width": width, "height": 800})
    root, seating, session = event.get_absolute_url(), event.seatings.get(), event.sessions.get()
    for path in ("", "inscription/"):
        page.goto(f"{live_server.url}{root}{path}")
        accessible(page)
    signed_in(page, Event.objects.get(pk=event.pk).organiser)
    more = ("", "changer/", "dates/", f"dates/{session.pk}/", f"places/{seating.pk}/", "questions/", "supports/")
    for path in (*more, "inscrits/", "ecrire/", "refaire/", "annuler/"):
        page.goto(f"{live_server.url}{root}{path}")
        accessible(page)
    for path in ("", "passes/", "nouveau/", "besoins/", "besoins/nouveau/", "appels/nouveau/"):
        page.goto(f"{live_server.url}/evenements/{path}")
        accessible(page)
