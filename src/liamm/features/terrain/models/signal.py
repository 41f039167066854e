"""A signal (remontée): what someone saw in the field, for whom, where. It stays between its author and the team.

What the public may read of it is another row, its public wording.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.terrain.enums import Frequency, Origin, Redirection, SignalState
from liamm.features.terrain.models.relay import Relay
from liamm.features.territories.models import Territory
from liamm.kernel import clock, french
from liamm.kernel.model import Model
from liamm.kernel.telltale.sensitive import without_masks

MASKED_FIELDS = ("words", "for_whom", "place", "tried")
_REST = re.compile(r"(?:^|\n)—\s*(?:Cité ou signé|Quoted or signed)\s*—(?:\n|$)")
"""What stands in a mail between the words of its author and what they quote or sign."""
_HEADLINE = 90
_LONGEST_STEM = 40
_MOST_STEMS = 2_000


class FieldSignalQuerySet(models.QuerySet["FieldSignal"]):
    """Predicates on signals."""

    def standing(self) -> FieldSignalQuerySet:
        """Those that stand by themselves: neither merged into another nor withdrawn."""
        return self.filter(merged_into__isnull=True).exclude(state=SignalState.WITHDRAWN)

    def to_read(self) -> FieldSignalQuerySet:
        """Those no human has read yet."""
        return self.standing().filter(state=SignalState.RECEIVED)

    def on(self, territory: Territory) -> FieldSignalQuerySet:
        """Those on a territory or on one that lies in it."""
        return self.filter(
            models.Q(territory=territory)
            | models.Q(territory__epci=territory)
            | models.Q(territory__departement=territory)
            | models.Q(territory__region=territory)
        )

    def family_of(self, ids: Iterable[UUID]) -> FieldSignalQuerySet:
        """These signals, with all that is merged with them: whatever happens to one concerns their authors too."""
        roots = self.filter(pk__in=list(ids)).values_list("root_id", flat=True)
        return self.filter(root_id__in=list(roots))


class FieldSignal(Model):
    """What someone told, in their own words (as masked when it was), and where it stands.

    `merged_into` is what it was merged into; `root_id` the signal that stands for the whole family (itself when
    alone). `seed` recognises the submission and makes its follow-up link.
    """

    reference = models.CharField(max_length=20, unique=True)
    seed = models.CharField(max_length=64, unique=True)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.WEB)
    state = models.CharField(max_length=10, choices=SignalState.choices, default=SignalState.RECEIVED)
    words = models.TextField(_("ce qui se passe"))
    for_whom = models.CharField(_("pour qui"), max_length=300, blank=True)
    place = models.CharField(_("où"), max_length=200, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="signals")
    frequency = models.CharField(_("à quelle fréquence"), max_length=10, choices=Frequency.choices, blank=True)
    tried = models.TextField(_("ce qui a été essayé"), blank=True)
    heard_on = models.DateField(_("entendue le"), default=clock.today)
    may_publish = models.BooleanField(default=False)
    masked = models.BooleanField(default=False)
    relay = models.ForeignKey(Relay, models.SET_NULL, null=True, blank=True, related_name="signals")
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reader = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    settled = models.TextField(_("ce que nous avons répondu"), blank=True)
    redirection = models.CharField(max_length=10, choices=Redirection.choices, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    root_id = models.UUIDField(db_index=True)
    stems = ArrayField(models.CharField(max_length=_LONGEST_STEM), default=list)

    objects = FieldSignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="signal_not_into_itself",
            )
        ]
        indexes = [
            models.Index(fields=["state", "-created_at"], name="signal_desk"),
            models.Index(fields=["-created_at"], name="signal_recent"),
            GinIndex(fields=["stems"], name="signal_stems"),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: object, **kwargs: object) -> None:
        """A signal stands for itself until it is merged; its stems follow its words."""
        self.root_id = self.__dict__.get("root_id") or self.pk
        self.stems = stems_of(self)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    @property
    def headline(self) -> str:
        """The first words, to recognise it in a list."""
        return headline_of(self.words)

    @property
    def fingerprint(self) -> str:
        """Changes whenever what was told changes, so that nobody hides passages of another text."""
        told = "\x1f".join(getattr(self, field) for field in MASKED_FIELDS)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def likening(self) -> str:
        """The words by which it is compared with others: those of its author, not those that hide some."""
        text = f"{own_words(self.words)} {self.for_whom} {self.tried}"
        return without_masks(text) if self.masked else text

    @property
    def is_merged(self) -> bool:
        """Whether it is told by another signal now."""
        return self.merged_into_id is not None

    @property
    def said_state(self) -> str:
        """Where it stands, in words; once merged, that is where the one that tells it stands."""
        if self.merged_into:
            return said_merged(self.merged_into.reference)
        return str(SignalState(self.state).label)

    @property
    def passed_on(self) -> bool:
        """Whether it was told by somebody else than the one whose words they are."""
        return self.origin in {Origin.RELAY, Origin.OTHER, Origin.SPOKEN}

    def get_absolute_url(self) -> str:
        """Its one stable address (public wording for the public)."""
        return reverse("terrain:signal", args=[self.reference])

    @property
    def desk_url(self) -> str:
        """Where the team works on it."""
        return desk_of(self.reference)


def desk_of(reference: str) -> str:
    """Where the team works on the signal of this reference."""
    return f"/terrain/bureau/{reference}/"


def said_merged(reference: str) -> str:
    """What a signal has become once another one tells it."""
    return gettext("réunie avec %(reference)s") % {"reference": reference}


def said_before(heard: date, noted: datetime) -> bool:
    """Whether it was said on a day before the one when it was noted."""
    return heard < timezone.localtime(noted).date()


def moment_of(heard: date, noted: datetime) -> datetime:
    """When it was said, as far as is known: the day that was given, else the moment when it was noted."""
    return timezone.make_aware(datetime.combine(heard, time.min)) if said_before(heard, noted) else noted


def own_words(words: str) -> str:
    """The words of the author, without what a mail quotes or signs after them."""
    rest = _REST.search(words)
    return words[: rest.start()].rstrip() if rest else words


def headline_of(words: str) -> str:
    """The first words of what was told."""
    first = " ".join(own_words(words).split())
    return first if len(first) <= _HEADLINE else first[:_HEADLINE].rsplit(" ", 1)[0] + "…"


def stems_of(signal: FieldSignal) -> list[str]:
    """The stems by which a signal is compared with others."""
    stems = french.stems(signal.likening)
    return [stem for stem in stems if len(stem) <= _LONGEST_STEM][:_MOST_STEMS]


class Merging(Model):
    """One merge, and its end when the two were taken apart: who, when, and what the family was before."""

    source = models.ForeignKey(FieldSignal, models.CASCADE, related_name="mergings")
    target = models.ForeignKey(FieldSignal, models.CASCADE, related_name="mergings_received")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(undone_at__isnull=True), name="terrain_merged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
