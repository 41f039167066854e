"""Sixteen places fairly given: the digest before anybody applies, two readings, the list, reasons, an appeal, a seat
that goes to whom the rules call next; and anybody recomputes the list."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

import pytest
from playwright.sync_api import expect

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.events.enums import SEATED, Admission
from liamm.features.events.tests.factories import planned
from liamm.features.training.links import own_path
from liamm.features.training.models import Application, Selection
from liamm.features.training.tests.factories import applied, close, hosts, published, read
from liamm.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PLACES = 16
ANNA = "anna@exemple.example"
AS_PROMISED = "La graine est celle qui était annoncée.\nLa liste est celle que donnent les règles.\n"


def applies(page):
    """Somebody without account applies, with a word on each criterion."""
    page.get_by_role("link", name="Candidater").click()
    page.get_by_label("Votre nom").fill("Anna Le Bihan")
    page.get_by_label("Votre courriel").fill(ANNA)
    page.get_by_label("Quel projet poursuivez-vous").fill("Refaire l’accueil de ma mairie.")
    page.get_by_label("Comment prenez-vous part").fill("J’ai donné deux coups de main.")
    page.get_by_label("La Région").check()
    page.get_by_label("J’ai lu les règles de la maison").check()


def recomputed(page, live_server, application, promised, folder):
    """What the stand-alone program says of the data that whoever applied holds."""
    data = page.request.get(f"{live_server.url}{own_path(application)}donnees.json").body()
    assert promised.encode() in data
    (folder / "selection.json").write_bytes(data)
    (folder / "verify.py").write_bytes(page.request.get(f"{live_server.url}/formations/verifier.py").body())
    run = [sys.executable, "-I", str(folder / "verify.py"), str(folder / "selection.json")]
    return subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout


def sixteen_places(person):
    """A training that is not announced yet."""
    words = {"kind": "campus", "title": "Faciliter un atelier", "parity": True, "closes_at": clock.in_days(3)}
    return planned(capacity=PLACES, admission=Admission.SELECTION, person=person, **words)


def reads(page, accessible):
    """One of the team reads Anna's application."""
    page.get_by_role("link", name="Anna Le Bihan").click()
    accessible(page)
    for number, words in enumerate(("Un projet, mais sans lien avec la formation.", "Deux coups de main donnés.")):
        page.get_by_label("L’argument").nth(number).fill(words)
        page.get_by_label("pas encore").nth(number).check()
    page.get_by_role("button", name="Garder ma lecture").click()
    expect(page.locator("main")).to_contain_text("dont la vôtre")


@pytest.mark.usefixtures("size")
def test_sixteen_places_are_given_by_the_rules(live_server, page, signed_in, accessible, letters, tmp_path):
    prefecture, region = hosts()
    first, second = (TeamMemberFactory(name=name) for name in ("Soizic Le Bihan", "Maud Cam"))
    event = sixteen_places(first)
    rules = f"{live_server.url}/formations/{event.reference}/"
    signed_in(page, first)
    page.goto(f"{live_server.url}{event.get_absolute_url()}")
    page.get_by_role("button", name="Annoncer l’événement").click()
    page.get_by_role("link", name="Les règles et les nombres").click()
    promised = page.locator("code.digest").inner_text()
    expect(page.locator("main")).to_contain_text("2 personnes de l’équipe lisent chaque candidature")
    expect(page.locator("main")).to_contain_text("La graine sera publiée avec la liste.")
    accessible(page)

    page.context.clear_cookies()
    page.goto(f"{live_server.url}{event.get_absolute_url()}")
    applies(page)
    accessible(page)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", name="Regardez votre courriel")).to_be_visible()
    for number in range(PLACES + 3):
        applied(event, number, (prefecture, region)[number % 2])
    anna = Application.objects.select_related("registration").get(registration__mail=ANNA)
    page.goto(f"{live_server.url}{own_path(anna)}")
    expect(page.locator("main")).to_contain_text("2 personnes de l’équipe lisent votre candidature")
    accessible(page)

    signed_in(page, first)
    page.goto(f"{live_server.url}{event.get_absolute_url()}")
    expect(page.get_by_role("button", name="Clore les inscriptions")).to_have_count(0)
    close(event)  # the last day that was announced is over
    page.get_by_role("link", name="Les candidatures").click()
    page.get_by_role("button", name="Faire la liste").click()
    expect(page.locator("main")).to_contain_text("Chacune est lue par 2 personnes de l’équipe.")
    reads(page, accessible)
    read(anna, [second], 0, 0)
    for one in Application.objects.exclude(pk=anna.pk):
        read(one, [first, second], 2, 2)

    page.get_by_role("button", name="Faire la liste").click()
    expect(page.locator("main")).to_contain_text(f"Places données : {PLACES} / {PLACES}")
    page.get_by_role("button", name="Publier, et écrire à chaque personne").click()
    page.get_by_role("link", name="Anna Le Bihan").click()
    expect(page.locator("main")).to_contain_text("Un projet, mais sans lien avec la formation.")
    accessible(page)
    told = {str(one.to): one for one in letters() if "Faciliter un atelier" in one.subject}
    given = [one for one in told.values() if one.subject.startswith("Vous avez une place")]
    assert len(given) == PLACES
    assert [ANNA in to for to, one in told.items() if "nouveau regard" in one.body].count(True) == 1
    assert not any("nouveau regard" in one.body for one in given)

    page.context.clear_cookies()
    page.goto(rules)
    expect(page.locator("code.digest").first).to_have_text(promised)
    accessible(page)
    expect(page.locator("code.digest").nth(1)).to_have_text(Selection.objects.get().seed)
    assert recomputed(page, live_server, anna, promised, tmp_path) == AS_PROMISED


@pytest.mark.usefixtures("size")
def test_another_look_and_a_freed_place_are_given_by_the_same_rules(live_server, page, signed_in, accessible):
    selection, _readers = published(applicants=8, places=4)
    waits = selection.applications.filter(has_place=False).select_related("registration").first()
    page.goto(f"{live_server.url}{own_path(waits)}")
    expect(page.get_by_role("heading", name="Vous êtes en liste d’attente")).to_be_visible()
    page.get_by_label("n’a pas été vu").fill("Le COPIL vient de retenir mon projet.")
    accessible(page)
    page.get_by_role("button", name="Demander un nouveau regard").click()
    signed_in(page, TeamMemberFactory(name="Yann Even"))
    page.goto(f"{live_server.url}/formations/{selection.event.reference}/candidatures/")
    page.get_by_role("link", name=waits.registration.name).first.click()
    accessible(page)
    page.get_by_label("Votre réponse").fill("La décision du COPIL change la première réponse.")
    page.get_by_label("une place est ajoutée pour cette personne").check()
    page.get_by_role("button", name="Envoyer la réponse").click()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}{own_path(waits)}")
    expect(page.get_by_role("heading", name="Vous avez une place")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Votre recours est accepté")
    accessible(page)

    leaving = selection.applications.filter(has_place=True).select_related("registration").first()
    page.goto(f"{live_server.url}{own_path(leaving)}")
    page.get_by_role("link", name="Mon inscription").click()
    page.get_by_role("link", name="Annuler mon inscription").click()
    page.get_by_role("button", name="Annuler mon inscription").click()
    called = Application.objects.select_related("registration").get(registration__state="offered")
    seated = Counter(selection.applications.filter(registration__state__in=SEATED).values_list("registration__host"))
    assert sorted(seated.values()) == [2, 3]  # the place that the appeal added is anybody's
    page.goto(f"{live_server.url}{own_path(called)}")
    expect(page.get_by_role("heading", name="Une place vous est proposée")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Répondre").click()
    page.get_by_role("button", name="Prendre la place").click()
    page.goto(f"{live_server.url}{own_path(called)}")
    expect(page.get_by_role("heading", name="Vous avez une place")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile("les mêmes règles vous appellent"))
