"""The day itself (S10, step 3): the sheet that is signed, a phone at the door without network, and what is kept of it:
certificates, three questions, what is told with photos that people agree to, and names that are forgotten in time."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import timedelta

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect

from liamm.features.attendance.links import code_of
from liamm.features.attendance.models import Arrival
from liamm.features.attendance.tests.factories import arrive, day
from liamm.features.events import jobs
from liamm.features.events.actions import hold_event
from liamm.features.events.models import Attendee, EventSession
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from tests.journeys.conftest import WIDTHS

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CAMERA = ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def paper(page, name):
    """The words of a PDF that the page leads to."""
    path = page.get_by_role("link", name=name).get_attribute("href")
    content = page.request.get(f"{page.url.split('/venir')[0]}{path}").body()
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return said.stdout.decode()


def film(code, folder):
    """What the camera sees: somebody holds the square of a registration before it."""
    frame = Image.new("RGB", (640, 480), "white")
    out = io.BytesIO()
    segno.make_qr(code, error="m").save(out, kind="png", scale=10, border=4)
    square = Image.open(out)
    frame.paste(square, ((640 - square.width) // 2, (480 - square.height) // 2))
    shot = io.BytesIO()
    frame.save(shot, "JPEG", quality=95)
    path = folder / "door.mjpeg"
    path.write_bytes(shot.getvalue() * 5)
    return path


def test_received_at_the_door_without_network(live_server, page, signed_in, accessible, size):
    session, (first, second, _third) = day(title="Écrire pour être compris")
    signed_in(page, session.event.organiser)
    page.goto(f"{live_server.url}{session.event.get_absolute_url()}")
    page.get_by_role("link", name=re.compile("Accueillir")).click()
    status = page.get_by_role("status").filter(has_text=re.compile("noté|Sans réseau"))
    expect(status).to_have_text("Tout est noté.")
    accessible(page)
    assert all(f"Personne {number}" in paper(page, "Feuille d’émargement (PDF)") for number in (1, 2, 3))
    assert "Personne 2" in paper(page, "Badges (PDF)")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.open('liamm-checkin').then(kept => kept.keys()).then(kept => kept.length > 5)")

    page.context.set_offline(True)
    page.reload()
    page.get_by_role("button", name="Personne 1 : pas encore là").click()
    page.get_by_label("Chercher un nom").fill("personne 2")
    page.get_by_role("button", name="Personne 2 : pas encore là").click()
    expect(status).to_contain_text("en attente : 2")
    expect(page.locator("#came")).to_have_text("2")
    accessible(page)
    assert not Arrival.objects.exists()
    arrive(session, first)  # from another phone, meanwhile

    page.context.set_offline(False)
    expect(status).to_have_text("Tout est noté.", timeout=20_000)
    assert set(Arrival.objects.values_list("attendee", "here")) == {(first.pk, True), (second.pk, True)}
    page.get_by_role("button", name="Personne 2 : là", exact=True).click()
    expect(page.locator("#came")).to_have_text("1")
    expect(status).to_have_text("Tout est noté.")


def test_a_square_is_read_by_the_camera(live_server, playwright, browser_type_launch_args, signed_in, tmp_path):
    session, (first, _second, _third) = day()
    seen = film(code_of(first), tmp_path)
    with playwright.chromium.launch(
        executable_path=browser_type_launch_args["executable_path"],
        args=[*CAMERA, f"--use-file-for-fake-video-capture={seen}"],
    ) as browser:
        page = browser.new_context(locale="fr-FR", viewport=WIDTHS["phone"], permissions=["camera"]).new_page()
        signed_in(page, session.event.organiser)
        page.goto(f"{live_server.url}/venir/accueil/{session.pk}/")
        page.get_by_role("button", name="Lire un code avec l’appareil photo").click()
        expect(page.get_by_text("Personne 1 : là")).to_be_visible()
        expect(page.get_by_role("button", name="Personne 1 : là")).to_be_visible()
        page.get_by_role("button", name="Fermer l’appareil photo").click()
        expect(page.locator("video")).to_have_count(0)
        expect(page.locator("#came")).to_have_text("1")
    assert Arrival.objects.get().attendee_id == first.pk


def test_without_a_camera_the_page_says_so(live_server, page, signed_in):
    session, _people = day()
    signed_in(page, session.event.organiser)
    page.goto(f"{live_server.url}/venir/accueil/{session.pk}/")
    page.get_by_role("button", name="Lire un code avec l’appareil photo").click()
    expect(page.get_by_text("cherchez le nom de la personne")).to_be_visible()


def over(session, people):
    """Two came, and it is over."""
    arrive(session, *people[:2])
    EventSession.objects.filter(pk=session.pk).update(starts=clock.in_days(-0.2), ends=clock.in_days(-0.1))
    return hold_event(SYSTEM, session.event)


@pytest.mark.usefixtures("size")
def test_what_is_taken_away_and_forgotten(live_server, page, accessible, letters):
    event = over(*day(title="Écrire pour être compris"))
    thanks = next(one for one in letters() if "p1@" in str(one.to) and "attestation" in one.body)
    paths = dict(re.findall(r"/venir/(attestation|retour)/([^/\s)]+)/", thanks.body))
    answer = page.request.get(f"{live_server.url}/venir/attestation/{paths['attestation']}/")
    assert answer.body().startswith(b"%PDF")
    page.goto(f"{live_server.url}/venir/retour/{paths['retour']}/")
    accessible(page)
    page.get_by_label("oui, dès maintenant").check()
    page.get_by_label("Ce qui a manqué").fill("Du temps")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Vous avez répondu, merci.")).to_be_visible()
    accessible(page)

    with clock.at(clock.now() + timedelta(days=800)):
        jobs.forget_what_is_old()
    assert not Attendee.objects.filter(registration__event=event).exclude(name="").exists()
    assert not Attendee.objects.filter(registration__event=event, registration__name__contains="Personne").exists()


@pytest.mark.usefixtures("size")
def test_told_with_photos_that_people_agree_to(live_server, page, signed_in, accessible, letters, tmp_path):
    event = over(*day(title="Écrire pour être compris"))
    signed_in(page, event.organiser)
    page.goto(f"{live_server.url}{event.get_absolute_url()}")
    page.get_by_role("link", name="Raconter ce qui s’est passé").click()
    accessible(page)
    page.get_by_role("link", name="Écrire quelques phrases").click()
    page.get_by_label("Ce qui s’est passé").fill("On a réécrit trois courriers.\n\nLe quatrième a raté.")
    accessible(page)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Ajouter une photo").click()
    Image.new("RGB", (640, 400), "#3b4cb8").save(tmp_path / "atelier.png")
    page.get_by_label("La photo").set_input_files(tmp_path / "atelier.png")
    page.get_by_label("Ce que l’on y voit").fill("Deux groupes autour d’une table")
    page.get_by_label("Les personnes que l’on y reconnaît").fill("Soazig Le Bras, soazig@exemple.example")
    accessible(page)
    page.get_by_role("button", name="Ajouter cette photo").click()
    expect(page.get_by_role("img", name="Deux groupes autour d’une table")).to_be_visible()
    accessible(page)

    page.context.clear_cookies()
    told = page.url
    consent = next(one for one in letters() if "soazig@" in str(one.to))
    page.goto(told)
    expect(page.get_by_role("img", name="Deux groupes autour d’une table")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Soazig")
    accessible(page)
    page.goto(live_server.url + re.search(r"/accords/lien/[^/\s)]+/", consent.body)[0])
    accessible(page)
    page.get_by_role("button", name="Reprendre mon accord").click()
    expect(page.locator("main")).to_contain_text("Cela ne se voit plus")
    page.goto(told)
    expect(page.locator("main")).to_contain_text("Le quatrième a raté.")
    expect(page.get_by_role("img", name="Deux groupes autour d’une table")).to_have_count(0)
