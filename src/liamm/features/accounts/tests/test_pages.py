"""Pages of accounts: what they show, to whom, and at what cost."""

import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from liamm.features.accounts.enums import Duty, OrganisationKind
from liamm.features.accounts.models import Affiliation, DutyHeld, Organisation, Person
from liamm.features.accounts.tests.factories import (
    AdminFactory,
    AffiliationFactory,
    HeadFactory,
    OrganisationFactory,
    PersonFactory,
    TeamMemberFactory,
)
from liamm.features.territories.tests.factories import TerritoryFactory
from liamm.kernel.post.letters import is_stopped, stop
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def text(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


@pytest.fixture
def person(client):
    someone = PersonFactory(name="Anne", email="anne@exemple.example")
    client.force_login(someone)
    return someone


def test_my_account_takes_what_i_say(client, person):
    page = client.post(
        reverse("me"),
        {
            "name": "Anne Kerfeunteun",
            "language": "en",
            "territory": "35236",
            "introduction": "Je relie.",
            "skills": "cartographie",
            "in_directory": "on",
        },
    )
    assert page.status_code == 302, page.content.decode()
    person.refresh_from_db()
    assert (person.name, person.language, str(person.territory)) == ("Anne Kerfeunteun", "en", "Redon (35)")
    assert person.in_directory
    assert client.cookies["django_language"].value == "en"


def test_what_is_wrong_is_told_at_its_field(client, person):
    page = text(client.post(reverse("me"), {"name": " ", "language": "fr"}), 422)
    assert "id_name" in page
    person.refresh_from_db()
    assert person.name == "Anne"


def test_my_account_costs_the_same_whatever_it_holds(client, person, django_assert_num_queries):
    client.get(reverse("me"))
    with django_assert_num_queries(10):
        client.get(reverse("me"))
    AffiliationFactory.create_batch(5, person=person)
    DutyHeld.objects.create(person=person, duty=Duty.TEAM)
    for number in range(5):
        stop(f"person:{person.pk}", f"signal:{number}")
    with django_assert_num_queries(11):
        page = text(client.get(reverse("me")))
    assert "équipe du laboratoire" in page


def test_stopped_letters_are_said_in_words_and_taken_again(client, person):
    key = f"person:{person.pk}"
    stop(key, "signal:1")
    Message.objects.create(
        kind="x",
        topic="signal:1",
        recipient=key,
        address=person.email,
        subject="Votre remontée a avancé",
        message_id="1",
    )
    assert "Votre remontée a avancé" in text(client.get(reverse("me")))
    client.post(reverse("resume_letters"), {"topic": "signal:1"})
    assert not is_stopped(key, "signal:1")


def test_my_data_come_in_one_file(client, person):
    AffiliationFactory(person=person)
    PersonFactory(name="CANARI")
    answer = client.get(reverse("my_data"))
    told = json.loads(answer.content)
    assert told["accounts"]["email"] == "anne@exemple.example"
    assert len(told["accounts"]["affiliations"]) == 1
    assert set(told) >= {"made_at", "accounts", "spaces"}
    assert "CANARI" not in answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]


def test_one_says_for_whom_one_acts_and_stops(client, person):
    organisation = OrganisationFactory()
    assert organisation.name in text(client.get(reverse("add_affiliation")))
    client.post(
        reverse("add_affiliation"), {"organisation": organisation.pk, "function": "agente", "starts": "2026-01-05"}
    )
    held = Affiliation.objects.get(person=person)
    client.post(reverse("end_affiliation", args=[held.pk]))
    held.refresh_from_db()
    assert held.ends
    assert client.post(reverse("end_affiliation", args=[AffiliationFactory().pk])).status_code == 404


def test_an_affiliation_to_come_cannot_be_ended_before(client, person):
    held = AffiliationFactory(person=person, starts="2999-01-01")
    page = client.post(reverse("end_affiliation", args=[held.pk]), follow=True)
    assert "avant le début" in text(page)


def test_anybody_sees_organisations_and_nobody_behind_them(client, django_assert_num_queries):
    host = OrganisationFactory(
        name="Région Bretagne", is_host=True, kind=OrganisationKind.REGION, siret="23350001600040"
    )
    AffiliationFactory(organisation=host, person=PersonFactory(name="CANARI"))
    with django_assert_num_queries(2):
        page = text(client.get(reverse("organisations")))
    assert "porte le laboratoire" in page
    OrganisationFactory.create_batch(30, territory=TerritoryFactory())
    with django_assert_num_queries(2):
        assert "CANARI" not in text(client.get(reverse("organisations")))
    page = text(client.get(reverse("organisation", args=[host.pk])))
    assert "CANARI" not in page
    assert "23350001600040" in page
    assert "Corriger" not in page


def test_a_confirmed_colleague_confirms_on_the_page_of_the_organisation(client, django_assert_num_queries):
    said = AffiliationFactory(person=PersonFactory(name="CANARI"), function="agente", confirmed_at=None)
    path = reverse("organisation", args=[said.organisation_id])
    confirm = reverse("confirm_affiliation", args=[said.pk])
    for someone in (PersonFactory(), said.person):
        client.force_login(someone)
        assert "À confirmer" not in text(client.get(path))
        assert client.post(confirm).status_code == 403
    colleague = AffiliationFactory(organisation=said.organisation).person
    client.force_login(colleague)
    client.get(path)
    with django_assert_num_queries(6):
        page = text(client.get(path))
    assert "CANARI" in page
    assert confirm in page
    AffiliationFactory.create_batch(3, organisation=said.organisation, confirmed_at=None)
    with django_assert_num_queries(6):
        client.get(path)
    assert "C’est confirmé" in text(client.post(confirm, follow=True))
    assert "CANARI" not in text(client.get(path))
    client.logout()
    assert "À confirmer" not in text(client.get(path))


def test_organisations_are_found_by_words_without_accents(client):
    OrganisationFactory(name="Ploërmel Communauté", kind=OrganisationKind.EPCI)
    OrganisationFactory(name="Mairie de Redon")
    assert "Redon" not in text(client.get(reverse("organisations"), {"q": "ploermel"}))
    assert "Redon" not in text(client.get(reverse("organisations"), {"kind": "epci"}))
    assert "Aucune organisation" in text(client.get(reverse("organisations"), {"q": "zzz"}))
    assert "<html" not in text(
        client.get(reverse("organisations"), headers={"HX-Request": "true", "HX-Target": "found"})
    )


def test_the_team_adds_and_corrects_organisations(client):
    client.force_login(TeamMemberFactory())
    assert "SIRET" in text(client.get(reverse("organisation_add")))
    client.post(reverse("organisation_add"), {"name": "Collectif Nord", "kind": "collective"})
    made = Organisation.objects.get()
    page = text(client.post(reverse("organisation_add"), {"name": "Autre", "kind": "commune", "siret": "123"}), 422)
    assert "quatorze chiffres" in page
    assert "Corriger" in text(client.get(reverse("organisation", args=[made.pk])))
    client.post(reverse("organisation_edit", args=[made.pk]), {"name": "Collectif du Nord", "kind": "collective"})
    assert Organisation.objects.get().name == "Collectif du Nord"
    assert "Collectif du Nord" in text(client.get(reverse("organisation_edit", args=[made.pk])))


@pytest.mark.parametrize("name", ["organisation_add", "duties", "entrust_duty"])
def test_a_door_that_is_not_mine_says_why(client, person, name):
    page = client.get(reverse(name))
    assert page.status_code == 403
    assert "laboratoire" in page.content.decode()
    assert "Revenir à la maison" in page.content.decode()


@pytest.mark.parametrize("name", ["me", "my_data", "organisation_add", "duties"])
def test_visitors_are_led_to_the_door(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_the_head_entrusts_and_ends_duties(client, django_assert_num_queries):
    head, person = HeadFactory(), PersonFactory(email="suppleante@exemple.example", name="Suppléante")
    client.force_login(head)
    client.get(reverse("duties"))
    with django_assert_num_queries(4):
        assert head.name in text(client.get(reverse("duties")))
    told = {"email": person.email, "duty": "head", "starts": "2026-01-05", "ends": ""}
    assert "Personne n’a de compte" in text(
        client.post(reverse("entrust_duty"), {**told, "email": "qui@exemple.example"}), 422
    )
    held = DutyHeld.objects.get(person=head)
    assert "rester ouverte" in text(client.post(reverse("finish_duty", args=[held.pk]), follow=True))
    client.post(reverse("entrust_duty"), told)
    assert person.is_head
    assert "tient déjà" in text(client.post(reverse("entrust_duty"), told), 422)
    with django_assert_num_queries(4):
        client.get(reverse("duties"))
    client.post(reverse("finish_duty", args=[held.pk]))
    held.refresh_from_db()
    assert held.ends
    assert "Confier une fonction" in text(client.get(reverse("entrust_duty")))


def test_the_house_says_when_nobody_holds_a_duty(client):
    admin = AdminFactory()
    client.force_login(admin)
    assert "administration" in text(client.get(reverse("duties")))


def test_an_address_that_does_not_exist_is_told_kindly(client):
    page = client.get("/rien-ici/")
    assert page.status_code == 404
    assert "Revenir à la maison" in page.content.decode()


def test_too_many_tries_are_told_kindly(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    for _ in range(2):
        page = client.post(reverse("account_signup"), {"email": "qui@exemple.example", "name": "Qui"})
    assert page.status_code == 429
    assert "Attendez quelques minutes" in page.content.decode()


def test_the_second_of_two_forms_for_one_address_is_told_of_the_mail_and_not_of_too_many_tries(client):
    told = {"email": "jumelle@exemple.example", "name": "Jumelle"}
    first, second = (Client().post(reverse("account_signup"), told, follow=True) for _ in range(2))
    for answer in (first, second):
        assert "Un courriel vient de partir vers" in text(answer)
        assert "jumelle@exemple.example" in text(answer)
    assert "Regardez vos courriels" in text(second)
    assert Person.objects.filter(email="jumelle@exemple.example").count() == 1
    twice = [
        client.post(reverse("account_signup"), {**told, "email": "une@exemple.example"}, follow=True) for _ in "ab"
    ]
    assert "Un courriel vient de partir vers" in text(twice[1])
    assert "une@exemple.example" in text(client.get(reverse("account_email_verification_sent")))
    english = Client().post(reverse("account_signup"), told, headers={"Accept-Language": "en"})
    assert "Look at your mail" in text(english)
