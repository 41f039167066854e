"""Territories in force or past, and every name under which people look for them."""

from __future__ import annotations

from hashlib import md5
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.territories.enums import Nature, TerritoryKind, Usage
from liamm.kernel.model import Model

LEVELS: dict[str, int] = {kind.value: level for level, kind in enumerate(TerritoryKind)}
SLUGS: dict[str, str] = {kind.value: kind.value for kind in TerritoryKind} | {TerritoryKind.COUNTRY: "pays"}
KIND_OF_SLUG = {slug: kind for kind, slug in SLUGS.items()}


def territory_id(kind: str, code: str) -> UUID:
    """The identifier of a territory: the same in every laboratory, so that exports can be exchanged.

    A UUID of version 8 (RFC 9562) made from level and code, which PostgreSQL computes as well (see `loading`).
    """
    digits = md5(f"{kind}:{code}".encode(), usedforsecurity=False).hexdigest()
    return UUID(f"{digits[:12]}8{digits[13:16]}8{digits[17:]}")


class TerritorySet(models.QuerySet["Territory"]):
    """Territories, by what they are and where they lie."""

    def in_force(self) -> TerritorySet:
        """Those of the edition that is loaded."""
        return self.filter(in_force=True)

    def within(self, territory: Territory) -> TerritorySet:
        """Those that lie in a wider territory (an EPCI that straddles lies where most of its inhabitants live)."""
        fields = {TerritoryKind.EPCI: "epci", TerritoryKind.DEPARTEMENT: "departement", TerritoryKind.REGION: "region"}
        field = fields.get(TerritoryKind(territory.kind))
        if field is None:
            return self.exclude(pk=territory.pk) if territory.kind == TerritoryKind.COUNTRY else self.none()
        return self.filter(**{field: territory})


def _wider(*, indexed: bool) -> models.ForeignKey[Territory | None, Territory | None]:
    """A link to a wider territory; the edition is loaded as a whole, so the database need not check each.

    A région holds too large a part of the table for an index to help.
    """
    return models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False, db_index=indexed
    )


class Territory(Model):
    """A commune, an EPCI, a département, a région or the country, with its official code.

    `code` is the INSEE code, or the SIREN for an EPCI. A commune that ends keeps its row (`in_force` is false), so
    that what was said about it stays where it was.
    """

    kind = models.CharField(_("niveau"), max_length=12, choices=TerritoryKind.choices)
    code = models.CharField(_("code"), max_length=9)
    name = models.CharField(_("nom"), max_length=120)
    sort_key = models.CharField(max_length=120)
    nature = models.CharField(_("forme"), max_length=5, choices=Nature.choices, blank=True)
    population = models.PositiveIntegerField(_("habitants"), default=0)
    postcodes = ArrayField(models.CharField(max_length=5), verbose_name=_("codes postaux"), default=list)
    siren = models.CharField(max_length=9, blank=True)
    epci = _wider(indexed=True)
    departement = _wider(indexed=True)
    region = _wider(indexed=False)
    in_force = models.BooleanField(default=True)

    objects = TerritorySet.as_manager()

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        ordering = ("sort_key", "code")
        constraints = (models.UniqueConstraint(fields=("kind", "code"), name="territories_code_once"),)
        indexes = (GinIndex(fields=("postcodes",), name="territories_postcodes"),)

    def __str__(self) -> str:
        return self.label

    @property
    def level(self) -> int:
        """0 for a commune, up to 4 for the country."""
        return LEVELS[self.kind]

    @property
    def departement_code(self) -> str:
        """The département in the code of a commune (« 29 », « 2A », « 974 »), empty for other levels."""
        if self.kind != TerritoryKind.COMMUNE:
            return ""
        return self.code[:3] if self.code.startswith(("97", "98")) else self.code[:2]

    @property
    def form(self) -> str:
        """What it is, in words: « communauté de communes », « département »."""
        return str(self.get_nature_display() if self.nature else self.get_kind_display())

    @property
    def label(self) -> str:
        """The name with what tells it apart: « Ploërmel (56) », « Morbihan (département) »."""
        if self.kind == TerritoryKind.COUNTRY:
            return self.name
        return f"{self.name} ({self.departement_code or self.form})"

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("territories:territory", args=(SLUGS[self.kind], self.code))


class TerritoryName(Model):
    """One name of a territory in force, folded: its own, that of a delegated commune, or a former one.

    `standing` and `region_id` repeat what orders the answers, so that a search reads this table alone: a name in
    force before a former one, narrow before wide, the most inhabited first.
    """

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="names", db_constraint=False)
    name = models.CharField(max_length=120)
    usage = models.CharField(max_length=10, choices=Usage.choices)
    whole = models.CharField(max_length=120)
    bare = models.CharField(max_length=120)
    words = models.CharField(max_length=120)
    standing = models.IntegerField()
    region_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("nom de territoire")
        verbose_name_plural = _("noms de territoires")
        indexes = (
            models.Index(fields=("whole",), name="territories_name_whole", opclasses=("varchar_pattern_ops",)),
            models.Index(fields=("bare",), name="territories_name_bare", opclasses=("varchar_pattern_ops",)),
        )


class Edition(Model):
    """The edition of the table that is loaded: its year and the digest of its files."""

    year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, unique=True)
