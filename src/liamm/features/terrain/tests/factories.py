import factory

from liamm.features.accounts.tests.factories import OrganisationFactory, PersonFactory
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.tests.factories import LabSpaceFactory, SpaceFactory
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.models import (
    Author,
    FieldSignal,
    InterestCommunity,
    Problem,
    PublicWording,
    Relay,
)
from liamm.features.territories.tests.factories import TerritoryFactory
from liamm.kernel import clock


class FieldSignalFactory(factory.django.DjangoModelFactory[FieldSignal]):
    """A signal as received; `author__mail` gives it an address."""

    class Meta:
        model = FieldSignal
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"R-2020-{n:04d}")
    seed = factory.Sequence(lambda n: f"{n:064d}")
    words = factory.Sequence(lambda n: f"On revient trois fois en mairie pour le même dossier, cas {n}.")
    may_publish = True
    author = factory.RelatedFactory(
        "liamm.features.terrain.tests.factories.AuthorFactory", factory_related_name="signal"
    )


class ReadSignalFactory(FieldSignalFactory):
    """A signal that a human read."""

    state = SignalState.READ
    read_at = factory.LazyFunction(clock.now)


class AuthorFactory(factory.django.DjangoModelFactory[Author]):
    class Meta:
        model = Author

    signal = factory.SubFactory(FieldSignalFactory, author=None)
    mail = ""


class WordingFactory(factory.django.DjangoModelFactory[PublicWording]):
    class Meta:
        model = PublicWording

    space = factory.SubFactory(LabSpaceFactory)
    audience = Audience.PUBLIC
    signal = factory.SubFactory(ReadSignalFactory)
    title = factory.Sequence(lambda n: f"Des allers-retours au guichet {n}")
    text = "Des habitants reviennent plusieurs fois au guichet pour un même dossier en ligne."


class ProblemFactory(factory.django.DjangoModelFactory[Problem]):
    class Meta:
        model = Problem

    space = factory.SubFactory(LabSpaceFactory)
    audience = Audience.PUBLIC
    reference = factory.Sequence(lambda n: f"PB-2020-{n:04d}")
    question = factory.Sequence(lambda n: f"Comment éviter les allers-retours ? ({n})")


class InterestCommunityFactory(factory.django.DjangoModelFactory[InterestCommunity]):
    class Meta:
        model = InterestCommunity

    space = factory.SubFactory(SpaceFactory)
    problem = factory.SubFactory(ProblemFactory)
    call = "Venez avec ce que vous vivez au guichet."
    ends = factory.LazyFunction(lambda: clock.in_days(180).date())


class RelayFactory(factory.django.DjangoModelFactory[Relay]):
    class Meta:
        model = Relay

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    territory = factory.SubFactory(TerritoryFactory)
