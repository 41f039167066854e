import factory

from liamm.features.accounts.enums import Duty, OrganisationKind
from liamm.features.accounts.models import Affiliation, DutyHeld, Organisation, Person


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.example")
    name = factory.Sequence(lambda n: f"Personne {n}")

    @factory.post_generation
    def duty(self, create, extracted, **_):
        if create and extracted:
            DutyHeld.objects.create(person=self, duty=extracted)


class TeamMemberFactory(PersonFactory):
    name = factory.Sequence(lambda n: f"Équipier {n}")
    duty = Duty.TEAM


class HeadFactory(PersonFactory):
    name = "Responsable du laboratoire"
    duty = Duty.HEAD


class AdminFactory(PersonFactory):
    name = "Administratrice"
    duty = Duty.ADMIN


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
