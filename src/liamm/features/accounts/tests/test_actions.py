from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.actions import (
    OrganisationCard,
    Profile,
    add_organisation,
    affiliate,
    change_address,
    confirm_affiliation,
    create_person,
    edit_organisation,
    edit_profile,
    end_affiliation,
    end_duty,
    give_duty,
    rename_person,
    resume_letters,
    sign_up,
)
from liamm.features.accounts.enums import Duty, OrganisationKind
from liamm.features.accounts.models import Affiliation, DutyHeld, Person
from liamm.features.accounts.queries import holders, hosts, person_of, recipient, team
from liamm.features.accounts.tests.factories import (
    AdminFactory,
    AffiliationFactory,
    HeadFactory,
    OrganisationFactory,
    PersonFactory,
    TeamMemberFactory,
)
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.letters import is_stopped, stop

pytestmark = pytest.mark.django_db


def last_entry():
    return Entry.objects.latest("id")


def test_the_team_makes_an_account_that_opens_by_mailed_code():
    person = create_person(TeamMemberFactory(), email="  Soazig@Exemple.example ", name=" Soazig Le Goff ")
    assert (person.email, person.name, person.language) == ("soazig@exemple.example", "Soazig Le Goff", "fr")
    assert not person.has_usable_password()
    assert person.sort_name == "soazig le goff"
    assert last_entry().kind == "accounts.person_created"
    assert last_entry().payload == {}


def test_one_address_has_one_account():
    PersonFactory(email="soazig@exemple.example")
    with pytest.raises(DomainError, match="déjà un compte") as told:
        create_person(SYSTEM, email="SOAZIG@exemple.example")
    assert told.value.field == "email"


@pytest.mark.parametrize("actor", [AnonymousUser, PersonFactory])
def test_others_make_no_account(actor):
    with pytest.raises(Refused, match="équipe"):
        create_person(actor(), email="qui@exemple.example")
    assert person_of("qui@exemple.example") is None


def test_one_renames_oneself_and_the_team_may_help():
    person = PersonFactory(name="Personne")
    rename_person(person, person, name="Nolwenn Ploërmel")
    rename_person(TeamMemberFactory(), person, name="Nolwenn")
    assert Person.objects.get(pk=person.pk).sort_name == "nolwenn"
    with pytest.raises(Refused):
        rename_person(PersonFactory(), person, name="Autre")
    with pytest.raises(DomainError):
        rename_person(person, person, name="  ")


def test_only_the_person_says_what_they_show():
    person = PersonFactory(name="Anne")
    profile = Profile(
        name="Anne Kerfeunteun", introduction="Je fais le lien.", skills="facilitation", in_directory=True
    )
    edit_profile(person, person, profile=profile)
    assert Person.objects.get(pk=person.pk).in_directory
    assert last_entry().payload == {"fields": ["name", "introduction", "skills", "in_directory"], "in_directory": True}
    with pytest.raises(Refused):
        edit_profile(TeamMemberFactory(), person, profile=profile)
    with pytest.raises(DomainError):
        edit_profile(person, person, profile=Profile(name=" "))


def test_an_address_changes_unless_someone_has_it():
    person, other = PersonFactory(), PersonFactory(email="prise@exemple.example")
    change_address(person, person, email=" Neuve@Exemple.example")
    assert Person.objects.get(pk=person.pk).email == "neuve@exemple.example"
    change_address(person, person, email="neuve@exemple.example")
    with pytest.raises(DomainError):
        change_address(person, person, email=other.email.upper())


def test_letters_are_taken_again():
    person = PersonFactory()
    stop(f"person:{person.pk}", "signal:1")
    resume_letters(person, person, topic="signal:1")
    assert not is_stopped(f"person:{person.pk}", "signal:1")
    with pytest.raises(Refused):
        resume_letters(PersonFactory(), person, topic="signal:1")


def card(**told):
    return OrganisationCard(**{"name": "Redon Agglomération", "kind": OrganisationKind.EPCI, **told})


def test_the_team_adds_an_organisation():
    made = add_organisation(TeamMemberFactory(), card=card(siret="732 829 320 00074", is_host=True))
    assert (made.siret, made.sort_name) == ("73282932000074", "redon agglomeration")
    assert hosts() == [made]
    assert last_entry().payload == {"organisation_kind": "epci", "is_host": True}


def test_several_organisations_may_host():
    for name in ("Préfecture de région", "Région Bretagne"):
        add_organisation(SYSTEM, card=card(name=name, is_host=True))
    assert [one.name for one in hosts()] == ["Préfecture de région", "Région Bretagne"]


def test_a_collective_needs_no_siret():
    first = add_organisation(SYSTEM, card=card(name="Collectif des aidants", kind=OrganisationKind.COLLECTIVE))
    second = add_organisation(SYSTEM, card=card(name="Collectif Nord", kind=OrganisationKind.COLLECTIVE))
    assert first.siret == second.siret == ""


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"siret": "123"}, "siret"),
        ({"name": "MAIRIE de Redon"}, "name"),
        ({"siret": "73282932000074"}, "siret"),
    ],
)
def test_what_cannot_be_added_is_told_at_its_field(told, field):
    OrganisationFactory(name="Mairie de Redon", siret="73282932000074")
    with pytest.raises(DomainError) as refusal:
        add_organisation(SYSTEM, card=card(**told))
    assert refusal.value.field == field


def test_an_organisation_is_put_right():
    organisation = OrganisationFactory(name="Mairie de Redon", siret="73282932000074")
    edit_organisation(
        TeamMemberFactory(), organisation, card=card(name="Ville de Redon", siret="73282932000074", kind="commune")
    )
    organisation.refresh_from_db()
    assert organisation.name == "Ville de Redon"
    assert last_entry().payload["fields"] == ["name"]
    with pytest.raises(Refused):
        edit_organisation(PersonFactory(), organisation, card=card())


def test_one_says_for_whom_one_acts_from_when_to_when():
    person, organisation = PersonFactory(), OrganisationFactory()
    first = affiliate(person, person, organisation=organisation, function="secrétaire", starts=date(2026, 1, 5))
    again = affiliate(TeamMemberFactory(), person, organisation=organisation)
    assert first == again
    end_affiliation(person, first, ends=date(2026, 6, 30))
    assert Affiliation.objects.on(date(2026, 6, 30)).count() == 1
    assert Affiliation.objects.on(date(2026, 7, 1)).count() == 0
    with pytest.raises(DomainError):
        end_affiliation(person, first, ends=date(2026, 1, 1))
    with pytest.raises(Refused):
        affiliate(PersonFactory(), person, organisation=organisation)
    with pytest.raises(Refused):
        end_affiliation(PersonFactory(), first)


def test_the_head_entrusts_duties_and_the_administration_too():
    person = PersonFactory()
    assert not person.on_team
    give_duty(HeadFactory(), person, duty=Duty.TEAM)
    assert person.on_team
    assert not person.is_head
    assert person in team()
    give_duty(AdminFactory(), person, duty=Duty.ADMIN)
    assert person.is_admin
    assert holders(Duty.ADMIN)[-1] in Person.objects.all()


@pytest.mark.parametrize("actor", [AnonymousUser, PersonFactory, TeamMemberFactory])
def test_nobody_else_does(actor):
    with pytest.raises(Refused, match="responsable"):
        give_duty(actor(), PersonFactory(), duty=Duty.TEAM)
    with pytest.raises(Refused):
        end_duty(actor(), DutyHeld.objects.create(person=PersonFactory(), duty=Duty.TEAM))


def test_a_duty_is_not_held_twice_at_once():
    person, today = PersonFactory(), clock.today()
    give_duty(SYSTEM, person, duty=Duty.TEAM, starts=today + timedelta(days=10))
    give_duty(SYSTEM, person, duty=Duty.TEAM, starts=today, ends=today + timedelta(days=9))
    with pytest.raises(DomainError, match="tient déjà"):
        give_duty(SYSTEM, person, duty=Duty.TEAM, starts=today, ends=today + timedelta(days=20))
    with pytest.raises(DomainError, match="tient déjà"):
        give_duty(SYSTEM, person, duty=Duty.TEAM)
    with pytest.raises(DomainError, match="avant le début"):
        give_duty(SYSTEM, person, duty=Duty.HEAD, starts=today, ends=today - timedelta(days=1))


def test_a_substitute_is_head_for_a_time():
    today = clock.today()
    head, substitute = HeadFactory(), TeamMemberFactory()
    give_duty(head, substitute, duty=Duty.HEAD, starts=today, ends=today + timedelta(days=14))
    assert substitute.is_head
    held = DutyHeld.objects.get(person=head)
    with pytest.raises(DomainError, match="rester ouverte") as told:
        end_duty(head, held)
    assert "d’abord" in told.value.nearest
    give_duty(head, PersonFactory(), duty=Duty.HEAD, starts=today + timedelta(days=15))
    held = end_duty(head, held)
    assert held.ends == today


def test_the_last_head_stays():
    head = HeadFactory()
    HeadFactory(is_active=False)
    held = DutyHeld.objects.get(person=head)
    with pytest.raises(DomainError, match="La maison doit rester ouverte"):
        end_duty(AdminFactory(), held)
    with pytest.raises(DomainError, match="avant le début"):
        end_duty(AdminFactory(), held, ends=clock.today() - timedelta(days=1))


def test_another_duty_ends_simply():
    member = TeamMemberFactory()
    held = DutyHeld.objects.get(person=member)
    held.starts = clock.today() - timedelta(days=30)
    held.save()
    assert held.person.on_team
    end_duty(HeadFactory(), held, ends=clock.today() - timedelta(days=1))
    assert not held.person.on_team
    assert last_entry().kind == "accounts.duty_ended"


def test_letters_do_not_go_to_a_closed_account():
    person = PersonFactory(language="en")
    assert (recipient(person).key, recipient(person).language) == (f"person:{person.pk}", "en")
    person.is_active = False
    assert recipient(person).address == ""


def test_one_makes_ones_own_account_once():
    made = sign_up(AnonymousUser(), Person(email=" Neuf@Exemple.example ", name="Neuf"))
    assert (made.email, made.has_usable_password()) == ("neuf@exemple.example", False)
    with pytest.raises(DomainError, match="ne peut pas être prise"):
        sign_up(AnonymousUser(), Person(email="NEUF@exemple.example"))
    with pytest.raises(Refused, match="déjà un compte"):
        sign_up(made, Person(email="deux@exemple.example"))


def test_nobody_acts_for_an_organisation_before_the_day_comes(db):
    person = PersonFactory()
    with pytest.raises(DomainError) as caught:
        affiliate(person, person, organisation=OrganisationFactory(), starts=clock.today() + timedelta(days=1))
    assert caught.value.field == "starts"
    assert not Affiliation.objects.exists()


def test_who_is_confirmed_in_the_same_organisation_confirms_others_never_oneself():
    said = AffiliationFactory(confirmed_at=None)
    office, today = said.organisation, clock.today()
    colleague = AffiliationFactory(organisation=office).person
    unsure = AffiliationFactory(organisation=office, confirmed_at=None)
    yesterday = today - timedelta(days=1)
    former = AffiliationFactory(organisation=office, starts=yesterday, ends=yesterday).person
    to_come = AffiliationFactory(organisation=office, starts=today + timedelta(days=1)).person
    elsewhere = AffiliationFactory().person
    for someone in (said.person, unsure.person, former, to_come, elsewhere, PersonFactory(), AnonymousUser()):
        with pytest.raises(Refused, match="agit déjà pour cette organisation"):
            confirm_affiliation(someone, said)
    confirm_affiliation(colleague, said)
    confirm_affiliation(said.person, unsure)
    assert not Affiliation.objects.filter(confirmed_at=None).exists()


def test_an_affiliation_is_confirmed_once_and_by_somebody_else():
    person = PersonFactory()
    affiliation = affiliate(person, person, organisation=OrganisationFactory())
    assert affiliation.confirmed_at is None
    with pytest.raises(Refused):
        confirm_affiliation(person, affiliation)
    first = confirm_affiliation(TeamMemberFactory(), affiliation).confirmed_at
    assert confirm_affiliation(TeamMemberFactory(), affiliation).confirmed_at == first
