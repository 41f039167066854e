"""Projects, who carries and hosts them, their terrains and phases, and what both sides promised."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import DatedQuerySet, Organisation, Person
from liamm.features.projects.enums import PhaseEnd, PhaseForm, ProjectKind, ProjectState, RoleReply, Side
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Shareable
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.invited import is_open, term_from
from liamm.kernel.model import Model


class ProjectQuerySet(models.QuerySet["Project"]):
    """Predicates of projects."""

    def alive(self) -> ProjectQuerySet:
        """Those that open or run."""
        return self.filter(state__in=[ProjectState.OPENING, ProjectState.RUNNING])

    def to_review_before(self, day: object) -> ProjectQuerySet:
        """Those whose next review falls before a day."""
        return self.alive().filter(next_review__lt=day)


class Project(Shareable):
    """A project or an action. `decision_id` is the decision that opened it: one decision opens one project.

    `request_said` is what the request said it is about, which is for those who lead it until they say it in public.
    `granted_phase` is the one phase of an action: it begins when both sides have accepted their commitments.
    """

    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=8, choices=ProjectKind.choices)
    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("en quelques phrases"), blank=True)
    function = models.CharField(max_length=40)
    objectives = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    charter_version = models.CharField(max_length=20)
    decision_id = models.UUIDField(unique=True)
    request_said = models.TextField(blank=True, editable=False)
    granted_phase = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=ProjectState.choices, default=ProjectState.OPENING)
    opened_on = models.DateField(default=clock.today)
    closed_on = models.DateField(null=True, blank=True)
    closing_words = models.TextField(blank=True)
    next_review = models.DateField(null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-opened_on", "reference"], name="projects_recent"),
            models.Index(fields=["next_review"], name="projects_review"),
        ]
        constraints = [models.UniqueConstraint(fields=["space"], name="projects_own_space")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether nothing more is added to it."""
        return self.state in {ProjectState.CLOSED, ProjectState.STOPPED}


class Host(Model):
    """An organisation that carries the project; there may be several, and they change."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    starts = models.DateField(default=clock.today)
    ends = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"], condition=models.Q(ends__isnull=True), name="projects_host_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.starts)


class TeamRole(Model):
    """A role of the charter held by a person between two days; `voice` is what they bring (users, field, deciders)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="project_roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=40)
    voice = models.CharField(max_length=40, blank=True)
    context = models.CharField(_("à propos de quoi"), max_length=150, blank=True)
    starts = models.DateField(default=clock.today)
    ends = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "role"], condition=models.Q(ends__isnull=True), name="projects_role_once"
            )
        ]

    def __str__(self) -> str:
        return self.role


ASKED = "projects.role"


def asked_until() -> datetime:
    """When the link of a role that is proposed now stops opening."""
    return term_from(clock.now())


class RoleProposalQuerySet(models.QuerySet["RoleProposal"]):
    """Predicates of roles that are proposed."""

    def unanswered(self) -> RoleProposalQuerySet:
        """Those that nobody answered nor took back, their term passed or not."""
        return self.filter(closed_at__isnull=True)

    def open_now(self) -> RoleProposalQuerySet:
        """Those that can be answered still."""
        return self.unanswered().filter(expires_at__gt=clock.now())

    def asked_of(self, person: Person) -> RoleProposalQuerySet:
        """Those that this person is asked to take, by name or by address."""
        address = Person.objects.filter(pk=person.pk).annotate(low=Lower("email")).values("low")
        return self.filter(models.Q(person=person) | models.Q(person=None, email__in=address))


class RoleProposal(Model):
    """A role proposed to somebody: to a person whom the proposer knows, or to whoever reads an address; answered once.

    Of an address nothing tells whether it has an account. Of the token in the link only a digest is kept.
    """

    project_id: UUID
    person_id: UUID | None
    project = models.ForeignKey(Project, models.CASCADE, related_name="role_proposals")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(_("adresse électronique"), blank=True)
    role = models.CharField(max_length=40)
    voice = models.CharField(max_length=40, blank=True)
    context = models.CharField(_("à propos de quoi"), max_length=150, blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(default=asked_until)
    reply = models.CharField(max_length=10, choices=RoleReply.choices, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RoleProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "project",
                "role",
                "person",
                condition=models.Q(closed_at__isnull=True, person__isnull=False),
                name="projects_role_proposed_once",
            ),
            models.UniqueConstraint(
                "project",
                "role",
                Lower("email"),
                condition=models.Q(closed_at__isnull=True, person__isnull=True),
                name="projects_role_mailed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, email="")
                | (models.Q(person__isnull=True) & ~models.Q(email="")),
                name="projects_role_asked_of_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.email

    @property
    def is_open(self) -> bool:
        """Whether it can be answered still."""
        return is_open(self.closed_at, self.expires_at, clock.now())


class Terrain(Model):
    """A place where the project is tried."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="terrains")
    name = models.CharField(_("nom"), max_length=150)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="projects_terrain_once")]

    def __str__(self) -> str:
        return self.name


class PhaseQuerySet(models.QuerySet["Phase"]):
    """Predicates of phases."""

    def standing(self) -> PhaseQuerySet:
        """Those whose dates were not corrected since."""
        return self.filter(corrected_by__isnull=True)

    def under_way(self) -> PhaseQuerySet:
        """Those that are not ended."""
        return self.standing().filter(ended__isnull=True)


class Phase(Model):
    """A dated phase of a terrain. The database lets it be added, and ended once; nothing of it changes otherwise.

    A date typed wrong is corrected by a phase that says why and replaces the first, which stays.
    """

    terrain_id: UUID
    terrain = models.ForeignKey(Terrain, models.PROTECT, related_name="phases")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    form = models.CharField(max_length=10, choices=PhaseForm.choices, default=PhaseForm.ORDINARY)
    host = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("lieu"), max_length=150, blank=True)
    aim = models.TextField(_("ce que l’on cherche"), blank=True)
    starts = models.DateField()
    review = models.DateField(_("point d’étape"), null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=PhaseEnd.choices, blank=True)
    lesson = models.TextField(_("ce que l’on en retient"), blank=True)
    corrects_id: UUID | None
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    correction = models.TextField(_("ce qui est corrigé"), blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True) | models.Q(ended__gte=models.F("starts")),
                name="phase_ends_after",
            ),
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True, end="") | (models.Q(ended__isnull=False) & ~models.Q(end="")),
                name="phase_end_said",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_to_come(self) -> bool:
        """Whether it is announced and has not begun."""
        return self.ended is None and self.starts > clock.today()


class JournalEntry(Shareable):
    """What happened, told by those who lead the project; it feeds its documentation later."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="journal")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(_("ce qui s’est passé"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "journal entries"
        indexes = [models.Index(fields=["project", "-at"], name="projects_journal")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return self.audience == Audience.PUBLIC


class Promise(Model):
    """One reciprocal commitment taken at the opening, in the words of the charter in force that day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="promises")
    key = models.CharField(max_length=40)
    side = models.CharField(max_length=8, choices=Side.choices)
    text = models.TextField()
    article = models.CharField(max_length=20, blank=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="projects_promise_once")]

    def __str__(self) -> str:
        return self.key


class Follower(Model):
    """Someone who wants the news of a project by mail."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="followed_projects")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="projects_follow_once")]

    def __str__(self) -> str:
        return str(self.created_at)
