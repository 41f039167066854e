"""People come in by every door, and the pages of accounts and of the community are for everybody."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from liamm.features.accounts.actions import create_person
from liamm.features.accounts.tests.factories import (
    AffiliationFactory,
    HeadFactory,
    OrganisationFactory,
    TeamMemberFactory,
)
from liamm.features.spaces.actions import give_community_role
from liamm.features.spaces.links import follow_path
from liamm.features.spaces.tests.factories import CommunityMemberFactory, JoinRequestFactory, LabSpaceFactory
from liamm.kernel.access import SYSTEM
from liamm.kernel.post.letters import stop
from liamm.kernel.post.models import Message

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def house(transactional_db):
    cache.clear()
    return LabSpaceFactory()


def code():
    return re.search(r"([A-Z0-9]{4}-[A-Z0-9]{4})", Message.objects.latest("created_at").subject)[1]


def come_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}{reverse('account_login')}")
    page.get_by_label("Votre adresse électronique").fill(email)
    page.get_by_role("button", name="Recevoir un code par courriel").click()
    page.get_by_label("Le code").fill(code())
    page.get_by_role("button", name="Valider").click()
    expect(page.get_by_role("link", name="Mon espace")).to_be_visible()


def test_a_passkey_is_made_and_opens_the_house(live_server, page, accessible):
    """With the virtual authenticator of Chromium, which answers as a telephone would."""
    person = create_person(SYSTEM, email="anne@exemple.example", name="Anne Kerfeunteun")
    address = live_server.url.replace("127.0.0.1", "localhost")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    come_in(page, address, person.email)
    page.goto(f"{address}{reverse('mfa_add_webauthn')}")
    accessible(page)
    page.get_by_label("Son nom").fill("Mon téléphone")
    page.get_by_label("Entrer avec cette clé seule").check()
    page.get_by_role("button", name="Ajouter cette clé").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    page.goto(f"{address}{reverse('account_logout')}")
    page.get_by_role("button", name="Sortir").click()
    page.goto(f"{address}{reverse('account_login')}")
    page.get_by_text("Entrer autrement").click()
    page.get_by_role("button", name="Avec une clé d’accès").click()
    expect(page.get_by_role("link", name="Mon espace")).to_be_visible()
    page.goto(f"{address}{reverse('mfa_list_webauthn')}")
    expect(page.get_by_role("link", name="Mon téléphone", exact=True)).to_be_visible()


def test_a_key_that_the_device_does_not_know_is_told(live_server, page):
    address = live_server.url.replace("127.0.0.1", "localhost")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    page.goto(f"{address}{reverse('account_login')}")
    page.get_by_text("Entrer autrement").click()
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')); }")
    page.get_by_role("button", name="Avec une clé d’accès").click()
    expect(page.get_by_role("status")).to_contain_text("Essayez par un code")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_people_are_for_everybody(live_server, page, accessible, signed_in, width):
    page.set_viewport_size({"width": width, "height": 800})
    organisation = OrganisationFactory(name="Région Bretagne", is_host=True, website="https://exemple.example")
    request = JoinRequestFactory(organisation_name="Mairie de Redon")
    JoinRequestFactory.create_batch(3)
    for path in (
        reverse("account_login"),
        reverse("password_sign_in"),
        reverse("account_signup"),
        reverse("account_reset_password"),
        reverse("community"),
        reverse("join"),
        reverse("join_asked"),
        follow_path(request),
        reverse("organisations"),
        reverse("organisation", args=[organisation.pk]),
        "/rien-ici/",
    ):
        page.goto(live_server.url + path)
        accessible(page)
    page.goto(live_server.url + reverse("join"))
    page.get_by_role("button", name="Envoyer ma demande").click()
    accessible(page)
    member = CommunityMemberFactory(name="Anne", in_directory=True)
    AffiliationFactory(person=member, organisation=organisation, function="chargée de mission")
    give_community_role(member, member, role="sage", context="cartographie")
    stop(f"person:{member.pk}", "signal:1")
    signed_in(page, member)
    for path in (
        reverse("me"),
        reverse("add_affiliation"),
        reverse("mfa_index"),
        reverse("mfa_list_webauthn"),
        reverse("account_email"),
        reverse("account_set_password"),
        reverse("usersessions_list"),
        reverse("account_logout"),
        reverse("community"),
        reverse("my_roles"),
        reverse("leave_community"),
        reverse("directory"),
        reverse("member", args=[member.pk]),
        reverse("duties"),
    ):
        page.goto(live_server.url + path)
        accessible(page)
    signed_in(page, TeamMemberFactory())
    for path in (
        reverse("join_requests"),
        reverse("join_request", args=[request.pk]),
        reverse("join_plan", args=[request.pk]),
        reverse("join_decline", args=[request.pk]),
        reverse("organisation_add"),
    ):
        page.goto(live_server.url + path)
        accessible(page)
    signed_in(page, HeadFactory())
    for path in (reverse("duties"), reverse("entrust_duty")):
        page.goto(live_server.url + path)
        accessible(page)


def test_a_visitor_joins_with_the_keyboard_alone(live_server, page):
    page.goto(live_server.url + reverse("join"))
    page.get_by_label("Comment vous appelle-t-on").focus()
    page.keyboard.type("Rozenn")
    page.keyboard.press("Tab")
    page.keyboard.type("rozenn@exemple.example")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("Mettre les usagers au centre.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Merci, regardez votre courrier")).to_be_visible()
