import factory

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.spaces.enums import SpaceKind, Standing
from liamm.features.spaces.models import JoinRequest, Membership, Space


class SpaceFactory(factory.django.DjangoModelFactory[Space]):
    class Meta:
        model = Space

    kind = SpaceKind.COMMUNITY
    name = factory.Sequence(lambda n: f"Cercle {n}")
    slug = factory.Sequence(lambda n: f"cercle-{n}")


class LabSpaceFactory(SpaceFactory):
    class Meta:
        django_get_or_create = ("kind",)

    kind = SpaceKind.LAB
    name = "Le laboratoire"
    slug = "laboratoire"


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    space = factory.SubFactory(SpaceFactory)
    person = factory.SubFactory(PersonFactory)
    standing = Standing.MEMBER


class CommunityMemberFactory(PersonFactory):
    name = factory.Sequence(lambda n: f"Membre {n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        person = super()._create(model_class, *args, **kwargs)
        MembershipFactory(space=LabSpaceFactory(), person=person)
        return person


class JoinRequestFactory(factory.django.DjangoModelFactory[JoinRequest]):
    class Meta:
        model = JoinRequest

    name = factory.Sequence(lambda n: f"Candidate {n}")
    email = factory.Sequence(lambda n: f"candidate{n}@exemple.example")
    motivation = "Mettre les usagers au centre."
    charter = "4.0"
