"""An organisation that the house does not know: named by who acts for it, recognised by the team."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from liamm.features.accounts.actions import (
    SaidAffiliation,
    forget_named,
    recognise_organisation,
    refuse_named,
    say_affiliation,
)
from liamm.features.accounts.export import export_person
from liamm.features.accounts.models import Affiliation, NamedOrganisation, Organisation
from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory, TeamMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def person():
    return PersonFactory(name="Anne")


def named_by(person, name="Collectif Nord", **more):
    say_affiliation(person, person, said=SaidAffiliation(name=name, **more))
    return NamedOrganisation.objects.get(person=person)


def text(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


class TestNaming:
    def test_a_name_that_nobody_knows_is_kept_once_as_it_was_typed(self, person):
        kept = named_by(person, "  Collectif   Nord ", function=" agente ", starts=clock.today() - timedelta(days=9))
        assert (kept.name, kept.function, kept.starts) == (
            "Collectif Nord",
            "agente",
            clock.today() - timedelta(days=9),
        )
        assert str(kept) == "Collectif Nord"
        assert named_by(person, "COLLECTIF NORD").pk == kept.pk
        assert named_by(PersonFactory()).starts == clock.today()
        assert not Organisation.objects.exists()
        assert "Nord" not in str(list(Entry.objects.values_list("payload", flat=True)))

    @pytest.mark.parametrize("typed", ["mairie de redon", "Redon"])
    def test_a_name_that_is_known_is_recognised_at_once(self, person, typed):
        known = OrganisationFactory(name="Mairie de Redon", short_name="REDON")
        say_affiliation(person, person, said=SaidAffiliation(name=typed))
        assert person.affiliations.get().organisation == known
        assert not NamedOrganisation.objects.exists()

    def test_initials_that_two_share_are_not(self, person):
        OrganisationFactory.create_batch(2, short_name="CAF")
        assert named_by(person, "CAF").name == "CAF"

    def test_one_of_the_list_is_taken_whatever_is_typed(self, person):
        known = OrganisationFactory()
        say_affiliation(person, person, said=SaidAffiliation(organisation=known, name="Autre"))
        assert person.affiliations.get().organisation == known

    def test_what_is_refused(self, person):
        with pytest.raises(DomainError, match="écrivez son nom"):
            say_affiliation(person, person, said=SaidAffiliation(name="  "))
        with pytest.raises(DomainError, match="au plus tard"):
            named_by(person, starts=clock.today() + timedelta(days=1))
        with pytest.raises(Refused):
            say_affiliation(PersonFactory(), person, said=SaidAffiliation(name="Nord"))


class TestRecognising:
    def test_the_team_matches_it_with_one_that_is_known(self, person):
        kept, known = named_by(person, function="agente"), OrganisationFactory()
        affiliation = recognise_organisation(TeamMemberFactory(), kept, organisation=known)
        assert (affiliation.person, affiliation.organisation, affiliation.function) == (person, known, "agente")
        assert affiliation.confirmed_at is None
        assert not NamedOrganisation.objects.exists()

    def test_or_adds_it_under_its_name(self, person):
        affiliation = recognise_organisation(TeamMemberFactory(), named_by(person), kind="collective")
        assert (affiliation.organisation.name, affiliation.organisation.kind) == ("Collectif Nord", "collective")

    def test_a_fault_of_its_name_is_put_right_on_adding_it(self, person):
        kept = named_by(person, "Colectif Nord")
        affiliation = recognise_organisation(TeamMemberFactory(), kept, name=" Collectif  Nord ", kind="collective")
        assert affiliation.organisation.name == "Collectif Nord"

    def test_or_says_why_not_and_who_named_it_reads_it(self, person):
        kept = named_by(person, "Les copains")
        with pytest.raises(DomainError, match="Dites pourquoi"):
            refuse_named(TeamMemberFactory(), kept, reason="  ")
        with pytest.raises(Refused):
            refuse_named(person, kept, reason="Non")
        assert refuse_named(TeamMemberFactory(), kept, reason="Quel est son nom d’usage ?") == person
        assert not NamedOrganisation.objects.exists()
        letter = Message.objects.get()
        assert letter.recipient == f"person:{person.pk}"
        assert "Quel est son nom d’usage" in letter.text
        assert "copains" not in str(list(Entry.objects.values_list("payload", flat=True)))

    def test_it_is_answered_once(self, person):
        kept = named_by(person)
        recognise_organisation(TeamMemberFactory(), kept, kind="other")
        with pytest.raises(DomainError, match="déjà répondu"):
            refuse_named(TeamMemberFactory(), kept, reason="Trop tard")
        with pytest.raises(DomainError, match="déjà répondu"):
            recognise_organisation(TeamMemberFactory(), kept, kind="other")
        assert Affiliation.objects.count() == 1

    def test_one_who_acts_for_it_already_does_so_once(self, person):
        known, kept = OrganisationFactory(), named_by(person)
        first = Affiliation.objects.create(person=person, organisation=known, function="élue")
        assert recognise_organisation(TeamMemberFactory(), kept, organisation=known) == first

    def test_a_name_added_since_is_not_added_twice(self, person):
        kept = named_by(person)
        OrganisationFactory(name=kept.name)
        with pytest.raises(DomainError, match="déjà connue"):
            recognise_organisation(TeamMemberFactory(), kept, kind="other")
        assert NamedOrganisation.objects.filter(pk=kept.pk).exists()

    def test_not_by_who_named_it(self, person):
        with pytest.raises(Refused):
            recognise_organisation(person, named_by(person), kind="other")

    def test_who_named_it_takes_it_back(self, person):
        kept = named_by(person)
        with pytest.raises(Refused):
            forget_named(PersonFactory(), kept)
        assert forget_named(person, kept) == person
        assert not NamedOrganisation.objects.exists()


class TestPages:
    def test_one_names_it_reads_that_it_waits_and_takes_it_back(self, client, person):
        client.force_login(person)
        there = reverse("add_affiliation")
        assert "si elle n’est pas dans la liste" in text(client.get(there))
        today = {"starts": clock.today().isoformat()}
        assert "écrivez son nom" in text(client.post(there, today), 422)
        page = text(client.post(there, {**today, "name": "Collectif Nord"}, follow=True))
        assert "Collectif Nord" in page
        assert "en attente" in page
        assert "en votre propre nom" not in page
        assert export_person(person)["organisations_named"][0]["name"] == "Collectif Nord"
        kept = NamedOrganisation.objects.get()
        take_back = reverse("organisation_forget_named", args=[kept.pk])
        client.force_login(TeamMemberFactory())
        assert client.post(take_back).status_code == 404
        client.force_login(person)
        assert "en votre propre nom" in text(client.post(take_back, follow=True))

    def test_only_the_team_reads_it_and_recognises_it(self, client, person, django_assert_num_queries):
        kept = named_by(person, "CANARI")
        there = reverse("organisation_recognise", args=[kept.pk])
        assert "CANARI" not in text(client.get(reverse("organisations")))
        client.force_login(person)
        assert "CANARI" not in text(client.get(reverse("organisations")))
        assert client.get(there).status_code == 403
        assert "Organisations nommées" not in text(client.get(reverse("home")))
        client.force_login(TeamMemberFactory())
        assert "Une organisation a été nommée" in text(client.get(reverse("home")))
        with django_assert_num_queries(5):
            assert "CANARI" in text(client.get(reverse("organisations")))
        for _number in range(3):
            named_by(PersonFactory())
        with django_assert_num_queries(5):
            client.get(reverse("organisations"))
        assert "Anne dit agir" in text(client.get(there))
        assert 'value="CANARI"' in text(client.get(there))
        page = text(client.post(there, {"kind": "collective"}, follow=True))
        assert "cette personne agit pour" in page
        assert person.affiliations.get().organisation.name == "CANARI"

    def test_a_name_that_is_known_meanwhile_is_said(self, client, person):
        kept = named_by(person)
        OrganisationFactory(name=kept.name)
        client.force_login(TeamMemberFactory())
        there = reverse("organisation_recognise", args=[kept.pk])
        assert "déjà connue" in text(client.post(there, {"kind": "other"}), 422)

    def test_the_team_answers_no_with_its_reason(self, client, person):
        kept = named_by(person, "Les copains")
        there = reverse("organisation_refuse_named", args=[kept.pk])
        client.force_login(person)
        assert client.get(there).status_code == 403
        client.force_login(TeamMemberFactory())
        assert there in text(client.get(reverse("organisation_recognise", args=[kept.pk])))
        assert "saura pourquoi" in text(client.get(there))
        assert client.post(there, {"reason": ""}).status_code == 422
        page = text(client.post(there, {"reason": "Quel est son nom ?"}, follow=True))
        assert "Anne lira pourquoi" in page
        assert "Les copains" not in page
