import factory

from liamm.features.territories.models import Territory, TerritoryKind
from liamm.kernel.french import sort_key


class TerritoryFactory(factory.django.DjangoModelFactory[Territory]):
    class Meta:
        model = Territory

    kind = TerritoryKind.COMMUNE
    code = factory.Sequence(lambda n: f"T{n:04d}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    folded = factory.LazyAttribute(lambda one: sort_key(one.name))
    postcodes = factory.LazyFunction(lambda: ["35000"])
