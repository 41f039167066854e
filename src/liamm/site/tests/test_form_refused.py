"""A form whose proof did not come back: why, what to do, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own

from liamm.features.accounts.tests.factories import HeadFactory, OrganisationFactory
from liamm.features.terrain.models import FieldSignal
from liamm.kernel import clock

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver"}
TYPED = {"words": 'Le bus "du matin"\nne passe plus <ici>.', "consent": "on", "speaking_for": "self"}


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def test_who_refuses_cookies_keeps_every_word_and_sends_again_once_they_are_allowed(visitor):
    there = reverse("terrain:tell")
    (shown,) = html.fromstring(visitor.get(there).content.decode()).xpath("//main//form[.//textarea]")
    given = {one.get("name"): one.get("value", "") for one in shown.xpath(".//input[@type='hidden']")}
    visitor.cookies.clear()
    upload = SimpleUploadedFile("arrêt.txt", b"photo", "text/plain")
    answer = visitor.post(there, {**given, **TYPED, "uploads": upload}, headers=HERE)
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    page = html.fromstring(answer.content.decode())
    assert "refuse les témoins (cookies)" in page.text_content()
    assert "arrêt.txt" in page.text_content()
    (form,) = page.xpath("//main//form")
    assert form.get("action") == there
    again = {one.get("name"): one.get("value", "") for one in form.xpath(".//input")}
    assert {**again, **TYPED} == again
    (copied,) = page.xpath("//main//textarea")
    assert TYPED["words"] in copied.text
    with clock.at(clock.now() + timedelta(minutes=2)):  # nobody writes so much in a second
        assert visitor.post(there, again, headers=HERE).status_code == 302
    assert FieldSignal.objects.get().words.replace("\r", "") == TYPED["words"]


@pytest.mark.parametrize("inbound", ["dire@laboratoire.example", ""])
def test_who_goes_on_refusing_cookies_has_another_way_and_copies_answers_in_words(visitor, settings, inbound):
    settings.LIAMM_MAIL_INBOUND = inbound
    typed = {**TYPED, "frequency": "often", "place": "Redon", "website": "", "ticket": "xyz"}
    page = html.fromstring(visitor.post(reverse("terrain:tell"), typed, headers=HERE).content.decode())
    mail = inbound or settings.LIAMM_IDENTITY.mail.contact
    assert page.xpath(f"//main//a[@href='mailto:{mail}']")
    (copied,) = page.xpath("//main//textarea")
    assert "Où cela se passe-t-il ? Redon" in " ".join(copied.text.split())
    assert "often" not in copied.text
    assert "self" not in copied.text
    assert "xyz" not in copied.text


def test_what_a_member_typed_is_copied_in_the_words_of_its_page(visitor):
    head = HeadFactory()
    visitor.force_login(head)
    organisation = OrganisationFactory(name="Ville de Redon")
    there = reverse("add_affiliation")
    shown = html.fromstring(visitor.get(there).content.decode())
    assert shown.xpath(f"//option[@value='{organisation.pk}']")
    typed = {"organisation": str(organisation.pk), "function": "secrétaire de mairie", "starts": "2026-03-02"}
    page = html.fromstring(visitor.post(there, typed, headers=HERE).content.decode())
    (copied,) = page.xpath("//main//textarea")
    assert "Pour quelle organisation ?\nVille de Redon\n" in copied.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "secrétaire de mairie" in copied.text
    assert "2 mars" in copied.text
    assert str(organisation.pk) not in copied.text


@pytest.mark.parametrize("elsewhere", [{"Origin": "https://ailleurs.example"}, {"Origin": "null"}, {}])
def test_cookies_are_not_blamed_for_a_page_that_does_not_say_where_it_is(visitor, elsewhere):
    for path in (reverse("terrain:tell"), reverse("join")):
        said = visitor.post(path, TYPED, headers=elsewhere).content.decode()
        assert "cookies" not in said
        assert "ne dit pas que cet envoi vient d’une page de la maison" in said
        assert "mailto:" in said


def test_an_old_page_says_that_it_is_old_and_in_the_language_of_the_reader(visitor):
    visitor.get(reverse("terrain:tell"))
    old = {**TYPED, "csrfmiddlewaretoken": "x" * 64}
    assert "ouverte depuis longtemps" in visitor.post(reverse("terrain:tell"), old, headers=HERE).content.decode()
    headers = {"Referer": "http://testserver/terrain/", "Accept-Language": "en"}
    said = visitor.post(reverse("terrain:tell"), old, headers=headers).content.decode()
    assert "open for a long time" in said
    assert "Send again" in said


@pytest.mark.parametrize("elsewhere", [{"Origin": "https://ailleurs.example"}, {"Origin": "null"}, {}])
def test_a_page_elsewhere_writes_nothing_in_ours(visitor, elsewhere):
    answer = visitor.post(reverse("terrain:tell"), TYPED, headers=elsewhere)
    assert answer.status_code == 403
    assert "du matin" not in answer.content.decode()
    assert "<form" not in answer.content.decode()
    assert "revenez en arrière" in answer.content.decode()


@pytest.mark.parametrize("secret", ["password", "code", "oldpassword", "credential"])
def test_neither_a_password_nor_a_code_is_written_into_a_page(visitor, secret):
    answer = visitor.post(reverse("account_login"), {"login": "anne", secret: "de-famille"}, headers=HERE)
    assert answer.status_code == 403
    assert "de-famille" not in answer.content.decode() + str(answer.headers)
    assert "revenez en arrière" in answer.content.decode()
