"""Finding territories by name, postcode or code, and walking up and down between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from uuid import UUID

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import ngettext

from liamm.features.territories import rules
from liamm.features.territories.enums import Nature, TerritoryKind, Usage
from liamm.features.territories.help import HelpLines, read_help
from liamm.features.territories.models import LEVELS, Territory, TerritoryName, territory_id

_LISTED: dict[TerritoryKind, tuple[TerritoryKind, ...]] = {
    TerritoryKind.COMMUNE: (),
    TerritoryKind.EPCI: (TerritoryKind.COMMUNE,),
    TerritoryKind.DEPARTEMENT: (TerritoryKind.EPCI, TerritoryKind.COMMUNE),
    TerritoryKind.REGION: (TerritoryKind.DEPARTEMENT, TerritoryKind.EPCI),
    TerritoryKind.COUNTRY: (TerritoryKind.REGION,),
}
SHORTEST = 2
NEAREST = 5
LENGTHS_APART = 3
NEARLY, VERY_NEARLY = 0.75, 0.9
DEPARTEMENT, POSTCODE = 2, 5


@dataclass(frozen=True, slots=True)
class Found:
    """A territory that answers, and the name that made it answer when it is not its own (« Kerfeunteun »)."""

    territory: Territory
    through: str = ""
    usage: str = ""
    exact: bool = False

    @property
    def label(self) -> str:
        """What to show in a list of answers."""
        return self.territory.label

    @property
    def detail(self) -> str:
        """What helps to recognise it: the former name, the intercommunalité, the postcodes."""
        territory = self.territory
        parts = [f"{Usage(self.usage).label} : {self.through}"] if self.through else []
        if territory.epci:
            parts.append(territory.epci.name)
        parts.extend(territory.postcodes[:2])
        return " · ".join(str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a text means: one territory, or the ones it could mean (none when nothing comes near)."""

    territory: Territory | None
    candidates: Sequence[Found] = ()
    near: bool = False


def home_region() -> UUID:
    """The région of the laboratory, whose places come first."""
    return territory_id(TerritoryKind.REGION, settings.LIAMM_IDENTITY.region_code)


def by_code(code: str, kind: str = TerritoryKind.COMMUNE) -> Territory | None:
    """The territory with this official code at this level (INSEE code, SIREN for an EPCI)."""
    return _with_parents(Territory.objects.filter(pk=territory_id(kind, code))).first()


def by_codes(codes: Iterable[str], kind: str = TerritoryKind.COMMUNE) -> dict[str, Territory]:
    """Several at once, by code; unknown codes are absent."""
    ids = [territory_id(kind, code) for code in codes]
    return {territory.code: territory for territory in _with_parents(Territory.objects.filter(pk__in=ids))}


def children(territory: Territory, kind: str = TerritoryKind.COMMUNE) -> QuerySet[Territory]:
    """The territories of a level that lie in a wider one, in the order of names."""
    return Territory.objects.in_force().filter(kind=kind).within(territory)


def ancestors(territory: Territory) -> list[Territory]:
    """The wider territories it lies in, the nearest first (one query when the parents are not loaded yet)."""
    ids = [pk for pk in (territory.epci_id, territory.departement_id, territory.region_id) if pk]
    if territory.kind != TerritoryKind.COUNTRY:
        ids.append(territory_id(TerritoryKind.COUNTRY, "FR"))
    return sorted(Territory.objects.filter(pk__in=ids), key=lambda wider: wider.level)


def former_names(territory: Territory) -> list[TerritoryName]:
    """The other names of a territory: delegated communes, communes of the past, names of the past."""
    return list(territory.names.exclude(usage=Usage.CURRENT).order_by("words"))


@dataclass(frozen=True, slots=True)
class Group:
    """The territories of one level, to be listed under its name."""

    kind: TerritoryKind
    territories: Sequence[Territory]

    @property
    def title(self) -> str:
        """« 14 communes »."""
        return said_count(self.kind, len(self.territories))


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    """One place with what surrounds it."""

    territory: Territory
    wider: Sequence[Territory]
    groups: Sequence[Group]
    names: Sequence[TerritoryName]


def territory_page(territory: Territory) -> TerritoryPage:
    """What the page of a place says."""
    groups = [Group(kind, list(children(territory, kind))) for kind in _LISTED[TerritoryKind(territory.kind)]]
    shown = [group for group in groups if group.territories]
    return TerritoryPage(territory, ancestors(territory), shown, former_names(territory))


def home_page() -> TerritoryPage | None:
    """The page of the région of the laboratory, None when its code is of no région."""
    region = Territory.objects.filter(pk=home_region()).first()
    return territory_page(region) if region else None


def said_count(kind: TerritoryKind, count: int) -> str:
    """« 14 communes », « 1 département »."""
    words = {
        TerritoryKind.COMMUNE: ngettext("%(count)s commune", "%(count)s communes", count),
        TerritoryKind.EPCI: ngettext("%(count)s intercommunalité", "%(count)s intercommunalités", count),
        TerritoryKind.DEPARTEMENT: ngettext("%(count)s département", "%(count)s départements", count),
        TerritoryKind.REGION: ngettext("%(count)s région", "%(count)s régions", count),
        TerritoryKind.COUNTRY: ngettext("%(count)s pays", "%(count)s pays", count),
    }
    return words[kind] % {"count": count}


def search_territories(text: str, limit: int = 10, kinds: Iterable[str] = ()) -> list[Found]:
    """The territories that answer what was typed, the best first.

    Exact names first, then beginnings, then words inside a name; at equal match those of the laboratory's région,
    current names before former ones, narrow before wide, then the most inhabited.
    """
    asked = rules.read_asked(text)
    if asked.code:
        return [Found(territory) for territory in _with_code(asked.code, kinds)[:limit]]
    if len(asked.plain.whole) < SHORTEST:
        return []
    found: dict[UUID, Found] = {}
    readings = ((asked.key, asked.qualifier), (asked.plain, ""), (rules.without_form(asked.plain), ""))
    for key, told in dict.fromkeys(readings):
        if key is not None and not found:
            found = _named(_Wish(key, told, list(kinds)), limit)
    return list(found.values())[:limit]


def resolve(text: str, kinds: Iterable[str] = ()) -> Resolved:
    """The one territory that a text certainly means, or the ones to choose from, or the nearest names."""
    asked = rules.read_asked(text)
    found = search_territories(text, limit=50, kinds=kinds)
    exact = found if asked.code else [item for item in found if item.exact]
    chosen = rules.choose([_place(item) for item in exact], home_region())
    if chosen is not None:
        return Resolved(next(item.territory for item in exact if item.territory.pk == chosen))
    if found:
        return Resolved(None, _home_first(exact or found, found)[:NEAREST])
    return Resolved(None, _nearest(asked.key, kinds), near=True)


def _home_first(candidates: Sequence[Found], found: Iterable[Found]) -> list[Found]:
    """What could be meant, those of the laboratory's région before all, be their name longer than what was written."""
    at_home = [item for item in found if _place(item).region == home_region()]
    return list({item.territory.pk: item for item in [*at_home, *candidates]}.values())


def _place(found: Found) -> rules.Place:
    territory = found.territory
    region = territory.pk if territory.kind == TerritoryKind.REGION else territory.region_id
    return rules.Place(territory.pk, territory.level, region, current=not found.through)


def _nearest(key: rules.NameKey, kinds: Iterable[str]) -> list[Found]:
    """Names spelled nearly so, at home first: far from there, those only that nobody could take for one at home."""
    home = Q(region_id=home_region())
    here = _spelled_nearly(key, kinds, home)
    there = _spelled_nearly(key, kinds, ~home & Q(whole__startswith=key.whole[:3]))
    best = [pk for names in (here, there) for pk, nearness in names if nearness >= VERY_NEARLY]
    keys = list(dict.fromkeys([*best, *(pk for pk, _nearness in here or there)]))[:NEAREST]
    by_name = {name.pk: name for name in _names_with_parents().filter(pk__in=keys)}
    found = {by_name[pk].territory_id: _found(by_name[pk], exact=False) for pk in keys}
    return list(found.values())


def _spelled_nearly(key: rules.NameKey, kinds: Iterable[str], which: Q) -> list[tuple[UUID, float]]:
    """The names spelled nearly so among some, with how nearly, the nearest first; of one name, the likeliest place."""
    names = TerritoryName.objects.filter(which).order_by("-standing")
    if kinds:
        names = names.filter(territory__kind__in=list(kinds))
    ids = {bare: pk for bare, pk in names.values_list("bare", "pk") if abs(len(bare) - len(key.bare)) <= LENGTHS_APART}
    nearest = get_close_matches(key.bare, ids, n=NEAREST, cutoff=NEARLY)
    return [(ids[bare], SequenceMatcher(None, bare, key.bare).ratio()) for bare in nearest]


def _names_with_parents() -> QuerySet[TerritoryName]:
    return TerritoryName.objects.select_related("territory__epci")


def _with_parents(territories: QuerySet[Territory]) -> QuerySet[Territory]:
    return territories.select_related("epci", "departement", "region")


def _with_code(code: str, kinds: Iterable[str]) -> list[Territory]:
    """By INSEE code, postcode or SIREN; the exact code first, then the most inhabited."""
    answers = Q(code=code) | Q(siren=code)
    if len(code) == POSTCODE:
        answers |= Q(postcodes__contains=[code])
    elif DEPARTEMENT < len(code) < POSTCODE:
        answers |= Q(postcodes__0__startswith=code)
    query = _with_parents(Territory.objects.in_force().filter(answers))
    if kinds:
        query = query.filter(kind__in=list(kinds))
    return list(query.order_by(_first(Q(code=code)), _level("kind"), "-population", "sort_key")[:50])


def _level(field: str) -> Case:
    whens = [When(**{field: kind, "then": Value(level)}) for kind, level in LEVELS.items()]
    return Case(*whens, default=Value(0), output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class _Wish:
    """A name looked for, what was added to tell it apart, and the levels that are wanted."""

    key: rules.NameKey
    told: str
    kinds: Sequence[str]

    def begins(self) -> Q:
        return Q(whole__startswith=self.key.whole) | Q(bare__startswith=self.key.bare)

    def inside(self) -> Q:
        return Q(words__contains=f" {self.key.words}") & ~self.begins()

    def filtered(self) -> QuerySet[TerritoryName]:
        names = _names_with_parents()
        if self.kinds:
            names = names.filter(territory__kind__in=self.kinds)
        return names.filter(_told_apart(self.told)) if self.told else names


def _named(wish: _Wish, limit: int) -> dict[UUID, Found]:
    """By name: beginnings through the index, words inside only when that gives too little."""
    found = _answers(wish, wish.begins(), limit)
    if len(found) < limit:
        for key, item in _answers(wish, wish.inside(), limit).items():
            found.setdefault(key, item)
    return found


def _answers(wish: _Wish, which: Q, limit: int) -> dict[UUID, Found]:
    exact = Q(whole=wish.key.whole) | Q(bare=wish.key.bare)
    names = wish.filtered().filter(which).annotate(match=_first(exact))
    names = names.order_by("match", _first(Q(region_id=home_region())), "standing", "words")
    found: dict[UUID, Found] = {}
    for name in names[: limit * 2]:
        found.setdefault(name.territory_id, _found(name, exact=name.match == 0))
    return found


def _first(condition: Q) -> Case:
    return Case(When(condition, then=0), default=1, output_field=IntegerField())


def _found(name: TerritoryName, *, exact: bool) -> Found:
    other = name.usage != Usage.CURRENT
    return Found(name.territory, name.name if other else "", name.usage if other else "", exact)


def _told_apart(told: str) -> Q:
    """What was added to tell a name apart: a département (code or name), a postcode, or what it is."""
    words = rules.name_key(told).words
    meant = Q(territory__departement__code__iexact=told) | Q(territory__postcodes__contains=[told[:5]])
    named = TerritoryName.objects.filter(words=words, territory__kind=TerritoryKind.DEPARTEMENT)
    meant |= Q(territory__departement__in=named.values("territory")) | Q(territory__code=told)
    kinds = [kind.value for kind in TerritoryKind if rules.name_key(str(kind.label)).words == words]
    natures = [nature.value for nature in Nature if rules.name_key(str(nature.label)).words == words]
    if kinds or natures:
        meant |= Q(territory__kind__in=kinds) | Q(territory__nature__in=natures)
    return meant


def help_lines() -> HelpLines:
    """Whom to call here when the laboratory cannot help."""
    return read_help(settings.LIAMM_LAB_FOLDER, settings.LIAMM_IDENTITY.country)
