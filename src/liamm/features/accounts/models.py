"""People, organisations and who belongs to which, dated."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.enums import Duty, OrganisationKind
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.french import sort_key
from liamm.kernel.model import Model
from liamm.kernel.prepared import known, prepared

DatedT = TypeVar("DatedT", bound=models.Model)


class DatedQuerySet(models.QuerySet[DatedT]):
    """Rows that hold between two days, the last one included."""

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(models.Q(ends__isnull=True) | models.Q(ends__gte=day), starts__lte=day)

    def now(self) -> Self:
        """Those that hold today."""
        return self.on(clock.today())


class PersonManager(BaseUserManager["Person"]):
    """Makes people from an address."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person of an address, whatever its case."""
        return self.get(email__iexact=username)


def said_name(name: str, email: str) -> str:
    """How a person is named: by the name they gave, else by the first half of their address."""
    return name or email.partition("@")[0]


class Person(Model, AbstractBaseUser):
    """Someone with an account. `introduction`, `skills` and `in_directory` are theirs to show or not."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom"), max_length=150, blank=True)
    sort_name = models.CharField(max_length=150, blank=True, editable=False)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    territory = models.ForeignKey(
        Territory, models.SET_NULL, verbose_name=_("territoire"), null=True, blank=True, related_name="+"
    )
    introduction = models.TextField(_("en quelques mots"), blank=True)
    skills = models.CharField(_("savoir-faire"), max_length=300, blank=True)
    in_directory = models.BooleanField(_("dans l’annuaire"), default=False)
    is_active = models.BooleanField(_("compte ouvert"), default=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_one_address")]
        ordering = ["sort_name", "id"]

    def __str__(self) -> str:
        return said_name(self.name, self.email)

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sort key with the name."""
        self.sort_name = sort_key(self.name or self.email)[:150]
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    @property
    def duties(self) -> frozenset[str]:
        """The duties this person holds today (one query, once per instance)."""
        return known(self, "duties", lambda person: frozenset(_duties_held(person)))

    @property
    def on_team(self) -> bool:
        """Whether this person works for the lab today."""
        return bool(self.duties & {Duty.TEAM, Duty.HEAD})

    @property
    def is_head(self) -> bool:
        """Whether this person is head of the lab today, or stands in."""
        return Duty.HEAD in self.duties

    @property
    def is_admin(self) -> bool:
        """Whether this person administers the tool today."""
        return Duty.ADMIN in self.duties

    @property
    def is_staff(self) -> bool:
        """Whether the administration pages open (Django's name for it)."""
        return self.is_admin

    @property
    def is_superuser(self) -> bool:
        """Administrators see the tables; what they may change there is said by each admin page."""
        return self.is_admin

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Administration pages only; the product itself asks its policies."""
        del perm, obj
        return self.is_admin

    def has_module_perms(self, app_label: str) -> bool:
        """As `has_perm`."""
        del app_label
        return self.is_admin


class DutyHeld(Model):
    """A duty of a person between two days."""

    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="duties_held")
    duty = models.CharField(_("fonction"), max_length=10, choices=Duty.choices)
    starts = models.DateField(_("depuis le"), default=clock.today)
    ends = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("fonction tenue")
        verbose_name_plural = _("fonctions tenues")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")), name="duty_ends_after"
            ),
            models.UniqueConstraint(
                fields=["person", "duty"], condition=models.Q(ends__isnull=True), name="duty_held_once"
            ),
        ]

    def __str__(self) -> str:
        return self.duty


@prepared
def _duties_held(person: Person) -> models.QuerySet[DutyHeld, str]:
    return DutyHeld.objects.filter(person=person).now().values_list("duty", flat=True)


class Organisation(Model):
    """An organisation people act for; `is_host` marks those that carry the lab. SIRET is empty for a collective."""

    name = models.CharField(_("nom"), max_length=200, unique=True)
    short_name = models.CharField(_("sigle"), max_length=40, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)
    kind = models.CharField(_("nature"), max_length=20, choices=OrganisationKind.choices)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, verbose_name=_("territoire"), null=True, blank=True, related_name="organisations"
    )
    website = models.URLField(_("site"), blank=True)
    introduction = models.TextField(_("en quelques mots"), blank=True)
    is_host = models.BooleanField(_("porte le laboratoire"), default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["siret"], condition=~models.Q(siret=""), name="accounts_siret_once")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sort key with the name."""
        self.sort_name = sort_key(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came


class NamedOrganisation(Model):
    """An organisation for which a person says that they act and that the house does not know, in their words.

    The team alone reads it, until it is matched with an organisation or added.
    """

    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="organisations_named")
    name = models.CharField(_("nom"), max_length=200)
    function = models.CharField(_("fonction"), max_length=150, blank=True)
    starts = models.DateField(_("depuis le"), default=clock.today)

    class Meta:
        verbose_name = _("organisation nommée")
        verbose_name_plural = _("organisations nommées")
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint("person", Lower("name"), name="accounts_named_once")]

    def __str__(self) -> str:
        return self.name


class AffiliationQuerySet(DatedQuerySet["Affiliation"]):
    """Predicates of affiliations."""

    def confirmed(self) -> Self:
        """Those that somebody else than the person confirmed."""
        return self.filter(confirmed_at__isnull=False)


class Affiliation(Model):
    """A person acts for an organisation between two days, in a function.

    What one says of oneself opens no right, and counts in public once somebody else confirmed it (`confirmed_at`).
    """

    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="affiliations")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="affiliations"
    )
    function = models.CharField(_("fonction"), max_length=150, blank=True)
    starts = models.DateField(_("depuis le"), default=clock.today)
    ends = models.DateField(_("jusqu’au"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("rattachement")
        verbose_name_plural = _("rattachements")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="affiliation_ends_after",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=models.Q(ends__isnull=True), name="affiliated_once"
            ),
        ]

    def __str__(self) -> str:
        return self.function or "—"
