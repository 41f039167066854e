import factory
from django.contrib.auth.hashers import make_password

from liamm.features.accounts.enums import Duty, OrganisationKind
from liamm.features.accounts.models import Affiliation, DutyHeld, Organisation, Person
from liamm.kernel import clock


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    """`duty` gives the person one, from today on."""

    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"personne{n}@exemple.example")
    name = factory.Sequence(lambda n: f"Personne {n}")

    password = factory.LazyFunction(lambda: make_password(None))
    duty = None

    @classmethod
    def _create(cls, model_class, *args, duty=None, **kwargs):
        person = super()._create(model_class, *args, **kwargs)
        if duty:
            DutyHeld.objects.create(person=person, duty=duty)
        return person


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
    confirmed_at = factory.LazyFunction(clock.now)
