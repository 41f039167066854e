"""S5, a room for a working group, steps 1 to 3: asked, refused by three rules at once, put otherwise and booked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liamm.features.accounts.tests.factories import HeadFactory, OrganisationFactory
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.projects.tests.factories import carrier_of, running
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FRIDAY = 5


def next_may_day():
    """The first of May to come that falls on a day of the week on which the house would open."""
    day = clock.today().replace(month=5, day=1)
    while day <= clock.today() or day.isoweekday() > FRIDAY:
        day = day.replace(year=day.year + 1)
    return day


def test_s5_steps_1_to_3_refused_by_three_rules_then_booked(live_server, page, signed_in, accessible, size):
    LabSpaceFactory()
    signed_in(page, CommunityMemberFactory(name="Katell Morvan"))
    day = next_may_day()
    page.goto(f"{live_server.url}/maison/salles/")
    accessible(page)
    page.get_by_role("link", name="Réserver", exact=True).click()
    page.get_by_label("Ce qui se passera").fill("Réunion de service")
    page.get_by_label("Atelier", exact=True).check()
    page.get_by_label("Le salon, jusqu").check()
    page.get_by_label("Quel jour").fill(day.isoformat())
    page.locator("#id_starts").fill("07:00")
    page.locator("#id_ends").fill("10:00")
    page.get_by_label("Ce dont vous aurez besoin").fill("Des feutres épais")
    page.get_by_text("Les règles de la maison", exact=True).click()
    page.get_by_label("J’ai lu les règles").check()
    page.get_by_role("button", name="Réserver", exact=True).click()

    refusals = page.locator("main .notice.refusal")
    expect(refusals).to_have_count(3)
    expect(refusals.nth(0)).to_contain_text("Que voulez-vous que les personnes fassent ensemble")
    expect(refusals.nth(1)).to_contain_text("jour férié")
    expect(refusals.nth(2)).to_contain_text("à ces heures")
    expect(page.locator("main .notice.refusal a[href*='/charte/']")).to_have_count(3)
    accessible(page)

    page.locator("button[name=take]").first.click()
    expect(page.get_by_role("status").filter(has_text="Relisez, puis réservez")).to_be_visible()
    expect(page.get_by_label("Ce dont vous aurez besoin")).to_have_value("Des feutres épais")
    expect(page.locator("#id_starts")).to_have_value("07:30")
    page.get_by_label("Ce qui se passera").fill("Atelier de conception du guichet")
    page.get_by_role("button", name="Réserver", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Atelier de conception du guichet")
    accessible(page)


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_week_of_the_rooms_fits_every_screen(live_server, page, signed_in, accessible, width):
    LabSpaceFactory()
    signed_in(page, CommunityMemberFactory())
    page.set_viewport_size({"width": width, "height": 800})
    day = timezone.localdate(opened()) + timedelta(days=1)
    for path in (f"semaine/?semaine={day}", f"1/?semaine={day}", "reserver/", "mes-reservations/"):
        page.goto(f"{live_server.url}/maison/salles/{path}")
        accessible(page)


def test_s5_step_4_a_project_needs_the_room_the_concierge_confirms_both_are_told(
    live_server, page, signed_in, accessible, size, letters
):
    LabSpaceFactory()
    project = running(carriers=[(CommunityMemberFactory(), OrganisationFactory())])
    carrier, head = carrier_of(project), HeadFactory(name="Maëlle Kerguen")
    guest = booked(rooms=(1,), people=16, layout="cercle", starts=opened(20), title="Lire les courriers ensemble")
    starts = timezone.localtime(guest.starts)

    signed_in(page, carrier)
    page.goto(f"{live_server.url}/maison/salles/reserver/?rooms=1&day={starts.date()}")
    page.get_by_label("Ce qui se passera").fill("Essayer le nouveau courrier")
    page.get_by_label("Atelier", exact=True).check()
    page.locator("#id_starts").fill(f"{starts:%H:%M}")
    page.locator("#id_ends").fill(f"{starts + timedelta(hours=2):%H:%M}")
    page.get_by_text("Pour un projet, au nom").click()
    page.locator("#id_purpose").select_option(f"project:{project.pk}")
    page.get_by_label("J’ai lu les règles").check()
    page.get_by_role("button", name="Réserver", exact=True).click()
    expect(page.get_by_text("Votre projet est prioritaire")).to_be_visible()
    expect(page.locator("main")).to_contain_text("La chambre")
    accessible(page)
    page.get_by_role("button", name="Demander la place").click()
    expect(page.locator("main")).to_contain_text("réponse attendue avant le")

    _yes, link = re.findall(r"/maison/salles/place/[^/]+/\?reponse=\w+", letters()[-1].body)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}{link}")
    accessible(page)
    page.get_by_label("Un mot").fill("Nous avons invité seize personnes.")
    page.get_by_role("button", name="Non, cela ne va pas").click()
    expect(page.locator("main")).to_contain_text("à arbitrer")

    signed_in(page, head)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Lire les courriers ensemble").click()
    expect(page.locator("main")).to_contain_text("Nous avons invité seize personnes.")
    accessible(page)
    page.get_by_label("Pourquoi").fill("La chambre tient dix-huit personnes en cercle.")
    page.get_by_role("button", name="La salle va au projet").click()
    expect(page.locator("main")).to_contain_text("la salle va au projet")
    assert list(guest.occupations.values_list("room_id", flat=True)) == [4]
    told = {mail.subject.split("\xa0:")[0]: mail.body for mail in letters()}
    assert "La chambre" in told["Votre salle a changé"]
    assert "Le salon" in told["C’est réservé"]
