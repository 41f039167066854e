import factory

from liamm.features.accounts.enums import Duty, OrganisationKind
from liamm.features.accounts.models import Affiliation, DutyHeld, Organisation, Person


def _gives(duty):
    """Give a duty to the person made; `duty=` may ask for another."""

    def give(person, create, asked, **_):
        if create and (asked or duty):
            DutyHeld.objects.create(person=person, duty=asked or duty)

    return factory.PostGeneration(give)


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.example")
    name = factory.Sequence(lambda n: f"Personne {n}")
    duty = _gives(None)


class TeamMemberFactory(PersonFactory):
    name = factory.Sequence(lambda n: f"Équipier {n}")
    duty = _gives(Duty.TEAM)


class HeadFactory(PersonFactory):
    name = "Responsable du laboratoire"
    duty = _gives(Duty.HEAD)


class AdminFactory(PersonFactory):
    name = "Administratrice"
    duty = _gives(Duty.ADMIN)


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.COMMUNE


class AffiliationFactory(factory.django.DjangoModelFactory[Affiliation]):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
