"""Events, their dates, what is handed out there, what is asked of who comes, and how many places there are."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Booking
from liamm.features.events.enums import Admission, EventState, QuestionKind, Taken
from liamm.features.spaces.models import Shareable
from liamm.kernel import clock
from liamm.kernel.model import Model

SHOWN = (EventState.OPEN, EventState.CLOSED, EventState.HELD, EventState.CANCELLED)
"""The states in which an event is read by its audience: a draft is for those who prepare it."""


class EventQuerySet(models.QuerySet["Event"]):
    """Predicates of events."""

    def shown(self) -> EventQuerySet:
        """Those that are announced."""
        return self.filter(state__in=SHOWN)

    def standing(self) -> EventQuerySet:
        """Those that will be, or were."""
        return self.filter(state__in=[EventState.OPEN, EventState.CLOSED, EventState.HELD])


class Event(Shareable):
    """Something people come to. `kind` is a key of the binding `event_kinds` as `charter_version` says it.

    `attends` says whether one registers for all dates together or for each; `most_together` how many one person may
    register. What a kind asks beside (the convention of a training, what partners receive, what the provider gets in
    return) is empty for the others. `submission` names one sending of the form, so that it is taken once.
    """

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    kind = models.CharField(_("sorte"), max_length=40)
    charter_version = models.CharField(_("version de la charte"), max_length=20)
    title = models.CharField(_("titre"), max_length=150)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    speakers = ArrayField(models.CharField(max_length=200), verbose_name=_("qui intervient"), default=list, blank=True)
    admission = models.CharField(
        _("comment on vient"), max_length=12, choices=Admission.choices, default=Admission.FIRST_COME
    )
    attends = models.CharField(_("on s’inscrit à"), max_length=8, choices=Taken.choices, default=Taken.WHOLE)
    most_together = models.PositiveSmallIntegerField(_("personnes par inscription, au plus"), default=1)
    closes_at = models.DateTimeField(_("inscriptions jusqu’au"), null=True, blank=True)
    remote_link = models.URLField(_("lien à distance"), max_length=500, blank=True)
    organiser_id: UUID | None
    organiser = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("organisé par"), null=True, blank=True, related_name="events"
    )
    contact_name = models.CharField(_("contact"), max_length=150, blank=True)
    contact_mail = models.EmailField(_("courriel du contact"), blank=True)
    parity = models.BooleanField(_("ouvert à parité aux administrations partenaires"), default=False)
    convention = models.CharField(_("convention"), max_length=200, blank=True)
    partners_receive = models.TextField(_("ce que les partenaires reçoivent"), blank=True)
    reciprocity = models.TextField(_("réciprocité"), blank=True)
    call_id: UUID | None
    call = models.ForeignKey(
        "events.Call", models.PROTECT, verbose_name=_("appel"), null=True, blank=True, related_name="events"
    )
    state = models.CharField(_("état"), max_length=10, choices=EventState.choices, default=EventState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_because = models.TextField(_("pourquoi il est annulé"), blank=True)
    sequence = models.PositiveIntegerField(_("révision"), default=0, editable=False)
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        constraints = [models.CheckConstraint(condition=models.Q(most_together__gt=0), name="event_at_least_one")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("events:event", args=[self.reference])

    @property
    def is_shown(self) -> bool:
        """Whether it is announced."""
        return self.state in SHOWN

    @property
    def is_alive(self) -> bool:
        """Whether it may still be changed."""
        return self.state not in {EventState.HELD, EventState.CANCELLED}

    @property
    def keeps_questions(self) -> bool:
        """Whether one applies by what is asked: all who do are asked the same, and the charter's criteria stay."""
        return self.admission == Admission.SELECTION and self.is_shown


class EventSession(Model):
    """One date of an event: in rooms of the house that are booked with it, or somewhere else.

    `rooms` are those of its booking, by their numbers, as those who come were told.
    `sequence` rises with each change that calendars must follow (RFC 5545, SEQUENCE). One that is called off stays, so
    that those who came for it read why.
    """

    event_id: UUID
    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("événement"), related_name="sessions")
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    booking_id: UUID | None
    booking = models.OneToOneField(
        Booking, models.SET_NULL, verbose_name=_("réservation"), null=True, blank=True, related_name="event_session"
    )
    rooms = ArrayField(models.PositiveIntegerField(), verbose_name=_("salles"), default=list, blank=True)
    off_at = models.DateTimeField(_("annulée le"), null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(_("révision"), default=0, editable=False)

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="event_session_ends_after")
        ]
        indexes = [models.Index(fields=["starts"], name="event_session_when")]

    def __str__(self) -> str:
        return self.starts.isoformat()

    @property
    def is_coming(self) -> bool:
        """Whether it stands and is not over."""
        return self.off_at is None and self.ends > clock.now()


class Seating(Model):
    """The places of an event, for all its dates together or for one of them: the one row that who registers locks.

    `taken` counts the places held, those that are offered included; the database lets it never pass `capacity` (none:
    as many as come). `is_open` says whether one may register: it is here, and not read from the event, so that who
    waited for this row sees what became of it.
    """

    event_id: UUID
    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("événement"), related_name="seatings")
    session_id: UUID | None
    session = models.OneToOneField(
        EventSession, models.CASCADE, verbose_name=_("date"), null=True, blank=True, related_name="seating"
    )
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("places prises"), default=0)
    is_open = models.BooleanField(_("on s’inscrit"), default=False)

    class Meta:
        verbose_name = _("jauge")
        verbose_name_plural = _("jauges")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity__isnull=True) | models.Q(taken__lte=models.F("capacity")),
                name="seating_never_oversold",
            ),
            models.UniqueConstraint(
                fields=["event"], condition=models.Q(session__isnull=True), name="seating_one_for_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity or '∞'}"

    @property
    def left(self) -> int | None:
        """How many places are free; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


class Question(Model):
    """Something that an event asks of who registers."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("événement"), related_name="questions")
    rank = models.PositiveSmallIntegerField(_("rang"), default=0)
    kind = models.CharField(_("sorte de réponse"), max_length=8, choices=QuestionKind.choices)
    text = models.CharField(_("question"), max_length=200)
    choices = ArrayField(models.CharField(max_length=100), verbose_name=_("choix"), default=list, blank=True)
    required = models.BooleanField(_("il faut répondre"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.text


class Material(Model):
    """Something handed out: a link, or a file; for those who are registered, or for everybody."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("événement"), related_name="materials")
    label = models.CharField(_("quoi"), max_length=150)
    link = models.URLField(_("lien"), max_length=500, blank=True)
    path = models.CharField(max_length=200, blank=True, editable=False)
    name = models.CharField(max_length=150, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    for_all = models.BooleanField(_("pour tout le monde"), default=False)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(link="", path=""), name="material_is_something"),
        ]

    def __str__(self) -> str:
        return self.label
