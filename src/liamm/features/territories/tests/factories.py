import factory

from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.models import Territory, territory_id
from liamm.features.territories.rules import sort_key


class TerritoryFactory(factory.django.DjangoModelFactory[Territory]):
    """An invented commune; the real ones are in every test database: `by_code("56165")` gives Ploërmel."""

    class Meta:
        model = Territory

    id = factory.LazyAttribute(lambda one: territory_id(one.kind, one.code))
    kind = TerritoryKind.COMMUNE
    code = factory.Sequence(lambda n: f"T{n:04d}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    sort_key = factory.LazyAttribute(lambda one: sort_key(one.name))
    postcodes = factory.LazyFunction(lambda: ["35000"])
