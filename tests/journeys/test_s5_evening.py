"""S5, step 6, the evening: the room is given back from a phone, a broken screen is signalled, and somebody mends it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liamm.features.accounts.tests.factories import HeadFactory, TeamMemberFactory
from liamm.features.booking import jobs
from liamm.features.booking.actions import fill_rota
from liamm.features.booking.actions.rota import RotaDraft
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.occupying import during
from liamm.features.booking.tests.factories import one_after_another, photo
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HOUR = timedelta(hours=1)


def held(booking, starts, ends):
    """A booking brought to where the day is: its rooms are held so."""
    Booking.objects.filter(pk=booking.pk).update(starts=starts, ends=ends)
    Occupation.objects.filter(booking=booking).update(during=during(starts, ends))


def mail_about(mails, subject):
    (mail,) = [one for one in mails if one.subject.replace("\xa0", " ").startswith(subject)]
    return mail


def link_in(mails, subject):
    (found,) = set(re.findall(r"/maison/salles/(?:rendre|arriver)/[^/\s]+/", mail_about(mails, subject).body))
    return found


@pytest.fixture
def picture(tmp_path):
    """A photo on the phone."""
    path = tmp_path / "ecran.png"
    path.write_bytes(photo().read())
    return path


@pytest.mark.usefixtures("size")
def test_s5_step_6_the_room_is_restored_a_broken_screen_is_signalled(
    live_server, page, signed_in, accessible, letters, picture
):
    head = HeadFactory(name="Maëlle Kerguen")
    before, after = one_after_another(layout="u", people=12)
    now = clock.now()
    held(before, now - 4 * HOUR, now - HOUR)
    held(after, now - HOUR / 2, now + 2 * HOUR)
    letters()
    jobs.ask_about_rooms()
    mails = letters()

    page.goto(f"{live_server.url}{link_in(mails, 'Avant de partir')}")
    accessible(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_label("Un mot").fill("Merci pour l’accueil.")
    page.get_by_role("button", name="C’est rendu").click()
    expect(page.get_by_role("heading", name="C’est dit, merci")).to_be_visible()
    expect(page.locator("main .room-photo")).to_have_count(1)
    accessible(page)

    page.goto(f"{live_server.url}{link_in(mails, 'En arrivant')}")
    expect(page.get_by_role("button", name="Oui, elle est en état")).to_be_visible()
    page.get_by_text("Quelque chose ne va pas").click()
    accessible(page)
    page.get_by_label("Ce qui ne va pas").fill("L’écran ne s’allume plus.")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Le signaler").click()
    expect(page.locator("main")).to_contain_text("L’écran ne s’allume plus.")
    accessible(page)
    mails = letters()
    kind, seen = (mail_about(mails, words) for words in ("Après votre passage", "Le salon : L’écran"))
    assert "Personne ne vous reproche rien" in kind.body
    assert before.booked_by.email in kind.to[0]
    assert head.email in seen.to[0]

    signed_in(page, head)
    page.goto(f"{live_server.url}/maison/salles/jour/{timezone.localdate(now - 2 * HOUR)}/")
    expect(page.locator("main")).to_contain_text("À revoir ensemble", ignore_case=True)
    accessible(page)
    page.get_by_role("link", name="L’écran ne s’allume plus.").click()
    expect(page.get_by_role("img", name="Photo 1")).to_be_visible()
    accessible(page)

    member = CommunityMemberFactory(name="Yann Le Goff")
    signed_in(page, member)
    page.goto(f"{live_server.url}/maison/salles/a-faire/")
    accessible(page)
    page.get_by_role("button", name="Je m’en occupe").click()
    expect(page.locator("main")).to_contain_text("Vous vous en occupez")
    page.get_by_label("Un mot").fill("Le câble était débranché derrière le meuble.")
    page.get_by_role("button", name="C’est fait").click()
    expect(page.locator("main")).to_contain_text("derrière le meuble")
    assert after.booked_by.email in mail_about(letters(), "C’est fait").to[0]


@pytest.mark.usefixtures("size")
def test_the_house_is_held_and_handed_over(live_server, page, signed_in, accessible):
    head, other = HeadFactory(name="Maëlle Kerguen"), TeamMemberFactory(name="Soizic Le Bihan")
    one_after_another()
    today = clock.today()
    fill_rota(head, draft=RotaDraft(monday=today - timedelta(days=today.weekday()), days={today: [head.pk]}))
    signed_in(page, head)
    page.goto(f"{live_server.url}/maison/salles/")
    page.get_by_role("link", name="Aujourd’hui dans la maison").click()
    accessible(page)
    page.get_by_label("Ce que les suivants doivent savoir").fill("Le badge est chez le gardien.")
    page.get_by_role("button", name="Passer le relais").click()
    expect(page.locator("main")).to_contain_text("Le badge est chez le gardien.")
    page.get_by_role("link", name="Dire qui tient quel jour").click()
    page.get_by_role("link", name="La semaine d’après").click()
    accessible(page)
    page.get_by_label("Soizic Le Bihan").first.check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("C’est noté")
    expect(page.get_by_label("Soizic Le Bihan").first).to_be_checked()

    signed_in(page, other)
    page.goto(f"{live_server.url}/maison/salles/aujourdhui/")
    page.get_by_role("button", name="J’ai lu").click()
    expect(page.locator("main")).to_contain_text("Lu par Soizic Le Bihan")
    accessible(page)
