"""What is kept of a charter: versions with their articles and bindings, for ever, and amendments under way."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.charter.enums import AmendmentState
from liamm.kernel.model import Model


class VersionQuerySet(models.QuerySet["CharterVersion"]):
    """Versions of the charter of one laboratory or another."""

    def of(self, lab: str) -> VersionQuerySet:
        """The sealed versions of a laboratory, the oldest first."""
        return self.filter(lab=lab, sealed=True).order_by("in_force_from")


class CharterVersion(Model):
    """A version of the charter. Once `sealed`, neither it nor what it holds ever changes (the database refuses)."""

    lab = models.CharField(_("laboratoire"), max_length=60)
    number = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("titre"), max_length=200)
    subtitle = models.CharField(_("sous-titre"), max_length=200, blank=True)
    preamble = models.TextField(_("préambule"), blank=True)
    adopted_on = models.DateField(_("adoptée le"))
    in_force_from = models.DateField(_("en vigueur depuis le"))
    digest = models.CharField(_("empreinte"), max_length=64)
    sealed = models.BooleanField(default=False, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version de la charte")
        verbose_name_plural = _("versions de la charte")
        ordering = ["lab", "in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["lab", "number"], name="charter_version_once"),
            models.UniqueConstraint(fields=["lab", "in_force_from"], name="charter_one_version_a_day"),
            models.CheckConstraint(
                condition=models.Q(in_force_from__gte=models.F("adopted_on")), name="charter_in_force_after_adopted"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ArticleFields(Model):
    """What an article is, in a version or proposed."""

    number = models.CharField(_("numéro"), max_length=20)
    title = models.CharField(_("titre"), max_length=250)
    order = models.PositiveSmallIntegerField(_("ordre"))
    body = models.TextField(_("texte"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class BindingFields(Model):
    """What a binding is, in a version or proposed: a name and validated JSON."""

    name = models.CharField(_("nom"), max_length=60)
    data = models.JSONField(_("données"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Article(ArticleFields):
    """An article of a version."""

    version = models.ForeignKey(CharterVersion, models.PROTECT, verbose_name=_("version"), related_name="articles")

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="charter_article_once")]


class Binding(BindingFields):
    """A binding of a version."""

    version = models.ForeignKey(CharterVersion, models.PROTECT, verbose_name=_("version"), related_name="bindings")

    class Meta:
        verbose_name = _("règle")
        verbose_name_plural = _("règles")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="charter_binding_once")]


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Amendments to the charter."""

    def under_way(self) -> AmendmentQuerySet:
        """Those that are neither adopted nor set aside."""
        return self.filter(state=AmendmentState.UNDER_WAY)


class Amendment(Model):
    """A proposed change to a version, with its reasons; `adopted_as` is the version that took it in."""

    amends_id: UUID
    amends = models.ForeignKey(
        CharterVersion, models.PROTECT, verbose_name=_("version amendée"), related_name="amendments"
    )
    key = models.SlugField(_("clé"), max_length=80)
    title = models.CharField(_("titre"), max_length=200)
    reasons = models.TextField(_("raisons"))
    proposed_by = models.CharField(_("proposé par"), max_length=200)
    proposed_on = models.DateField(_("proposé le"))
    state = models.CharField(_("état"), max_length=10, choices=AmendmentState.choices, default=AmendmentState.UNDER_WAY)
    adopted_as = models.ForeignKey(
        CharterVersion,
        models.PROTECT,
        verbose_name=_("adopté dans la version"),
        null=True,
        blank=True,
        related_name="amendments_adopted",
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendement")
        verbose_name_plural = _("amendements")
        ordering = ["proposed_on", "key"]
        constraints = [
            models.UniqueConstraint(fields=["amends", "key"], name="charter_amendment_once"),
            models.CheckConstraint(
                condition=models.Q(state=AmendmentState.ADOPTED, adopted_as__isnull=False)
                | (~models.Q(state=AmendmentState.ADOPTED) & models.Q(adopted_as__isnull=True)),
                name="charter_amendment_adopted_as",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        """Whether it is neither adopted nor set aside."""
        return self.state == AmendmentState.UNDER_WAY


class AmendedArticle(ArticleFields):
    """The text that an article would have."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="articles")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["amendment", "number"], name="charter_amended_article_once")]


class AmendedBinding(BindingFields):
    """What a binding would say."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="bindings")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["amendment", "name"], name="charter_amended_binding_once")]
