"""Decisions, written in full and for everyone, read by someone else, published once; and what follows from them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.charter.enums import Effect, ItemKind, Matter
from liamm.features.governance.enums import Door, PreconisationState
from liamm.features.governance.models.agenda import AgendaItem
from liamm.features.governance.models.bodies import Body
from liamm.features.governance.models.sittings import Sitting
from liamm.features.proposals.models import ProposalVersion
from liamm.kernel import clock
from liamm.kernel.model import Model


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Predicates of decisions."""

    def published(self) -> DecisionQuerySet:
        """Those of the public register, the last first."""
        return self.filter(published_at__isnull=False).order_by("-decided_at", "-reference")

    def as_they_stand(self) -> DecisionQuerySet:
        """Those of the public register that no correction replaced since."""
        return self.filter(published_at__isnull=False).exclude(correction__published_at__isnull=False)

    def under_way(self) -> DecisionQuerySet:
        """First words whose route has not come to its end in public, on requests that nobody took back since."""
        asked = AgendaItem.objects.filter(confirms=OuterRef("pk")).order_by()
        answered = Decision.objects.filter(confirms=OuterRef("pk"), published_at__isnull=False).order_by()
        unanswered = Exists(asked) & ~Exists(answered.exclude(effect=Effect.DEFER))
        first = self.filter(confirms=None, corrects=None, origin__left_at=None)
        return first.filter(Q(published_at=None) | unanswered)

    def with_their_body(self) -> DecisionQuerySet:
        """With what every line of a list says, in one query."""
        return self.select_related("body", "sitting")

    def with_version(self) -> DecisionQuerySet:
        """With `version`: which of the versions of its request was decided, None when the request has only one."""
        versions = ProposalVersion.objects.filter(proposal=OuterRef("origin__proposal")).order_by().values("proposal")
        then = versions.filter(submitted_at__lte=OuterRef("decided_at")).annotate(n=Count("pk")).values("n")
        several = Q(origin__proposal__versions_count__gt=1)
        return self.annotate(version=Case(When(several, then=Subquery(then)), default=None))


class Decision(Model):
    """One decision. What was decided never changes; its texts may until they are published, then nothing does.

    `outcome` is the key and `outcome_name` the word of the charter in force (`charter_version`), `effect` what it does.
    `route` keeps the path of that day, `quorum` and `capacity` what was counted and seen. `confirms` is set on the word
    of a body that confirms another's decision, `corrects` on a correction; both are read backwards from the other.
    `item` is decided once; `origin` is that item too on what corrects it. `grid` is filled when it is published: the
    spread of the opinions, with their arguments if the writer chose to show them and the reader agreed.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    item = models.OneToOneField(AgendaItem, models.PROTECT, null=True, blank=True, related_name="decision")
    origin_id: UUID | None
    origin = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="acts")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("instance"), related_name="decisions")
    sitting = models.ForeignKey(
        Sitting, models.PROTECT, verbose_name=_("séance"), null=True, blank=True, related_name="decisions"
    )
    door = models.CharField(max_length=10, choices=Door.choices, default=Door.SITTING)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ItemKind])
    matter = models.CharField(max_length=12, choices=[(matter.value, matter.value) for matter in Matter])
    outcome = models.CharField(max_length=40)
    outcome_name = models.CharField(_("issue"), max_length=60)
    effect = models.CharField(max_length=12, choices=[(effect.value, effect.value) for effect in Effect])
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("décidée le"), default=clock.now)
    deferred_to = models.DateField(null=True, blank=True)
    redirected_to = models.CharField(max_length=40, blank=True)
    overload_reason = models.TextField(_("pourquoi dépasser la capacité"), blank=True)
    confirms = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="confirmations")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="correction")
    correction_reason = models.TextField(_("ce qui est corrigé"), blank=True)
    function = models.CharField(max_length=40, blank=True)
    territories = ArrayField(models.UUIDField(), default=list, blank=True)
    charter_version = models.CharField(max_length=20)
    grid_version = models.CharField(max_length=20, blank=True)
    theory_version = models.CharField(max_length=20, blank=True)
    route = models.JSONField(default=dict)
    quorum = models.JSONField(default=dict)
    capacity = models.JSONField(default=list)
    recusals = models.PositiveSmallIntegerField(default=0)

    full_text = models.TextField(_("texte complet"))
    public_title = models.CharField(_("titre public"), max_length=200, blank=True)
    public_text = models.TextField(_("texte public"), blank=True)
    shows_arguments = models.BooleanField(default=False)
    grid = models.JSONField(default=list)
    text_version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)
    digest = models.CharField(_("empreinte"), max_length=64, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        indexes = [
            models.Index(fields=["-decided_at", "-reference"], name="decision_recent"),
            models.Index(fields=["body", "-decided_at"], name="decision_body"),
            models.Index(fields=["confirms"], name="decision_confirms"),
            GinIndex(fields=["territories"], name="decision_where"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | (~Q(public_text="") & ~Q(public_title="") & ~Q(digest="")),
                name="decision_published_whole",
            ),
            models.CheckConstraint(
                condition=~Q(door=Door.CORRECTION) | Q(corrects__isnull=False), name="decision_corrects_one"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What it is about, in public: the title of what was decided first, also on the word that confirms it."""
        root = self.confirms or self
        return root.public_title or self.public_title

    @property
    def is_published(self) -> bool:
        """Whether the public register holds it."""
        return self.published_at is not None


class Wording(Model):
    """Someone wrote a version of the texts of a decision; nobody who did may be its second reader."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="wordings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["decision", "version"], name="wording_once")]

    def __str__(self) -> str:
        return str(self.version)


class SecondReading(Model):
    """Someone else read this version of the public text and agrees that it leaves."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "version", "person"], name="reading_once")]

    def __str__(self) -> str:
        return str(self.version)


class TextRemark(Model):
    """Someone else read this version and gave it back to its writers: it leaves no more as it stands."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="remarks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    words = models.TextField(_("remarque"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["decision", "version"], name="remark_once")]

    def __str__(self) -> str:
        return str(self.version)


class Preconisation(Model):
    """What a body asks to see done, who minds it (`soucieux`) and until when; followed until kept or dropped.

    `minder_said` is how the public register names the person: by function, never by name. `replaces` is set on the
    words of a correction, which are followed in place of the first ones once they are published.
    """

    decision_id: UUID
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="preconisations")
    text = models.TextField(_("préconisation"))
    minder = models.ForeignKey(Person, models.PROTECT, related_name="preconisations")
    minder_said = models.CharField(_("dit publiquement"), max_length=120)
    term = models.DateField(_("terme"))
    state = models.CharField(max_length=8, choices=PreconisationState.choices, default=PreconisationState.OPEN)
    words = models.TextField(_("ce qu’il en est"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        ordering = ["term", "created_at"]
        indexes = [models.Index(fields=["state", "term"], name="preconisation_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PreconisationState.OPEN, closed_at__isnull=True)
                | (~Q(state=PreconisationState.OPEN) & Q(closed_at__isnull=False)),
                name="preconisation_closed_once",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Frame(Model):
    """The frame that a body sets for several years; its text is that of its decision."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="frame")
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ["-starts", "-created_at"]
        constraints = [models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="frame_ends_after")]

    def __str__(self) -> str:
        return f"{self.starts:%Y}–{self.ends:%Y}"
