"""Who may see and take the rooms of the house; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Booking, Displacement, HousePhoto, HouseTask, Opening, Waiting
from liamm.features.booking.purposes import carries
from liamm.features.spaces.queries import in_community, may_see, shared_with
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of rooms and bookings."""

    VIEW = "booking.booking.view"
    BOOK = "booking.booking.make"
    CHANGE = "booking.booking.change"
    CANCEL = "booking.booking.cancel"
    CONFIRM = "booking.booking.confirm"
    ARRIVE = "booking.booking.arrive"
    RESTORE = "booking.booking.restore"
    KEEP_TERMS = "booking.terms.keep"
    VIEW_LINE = "booking.waiting.view"
    LEAVE_LINE = "booking.waiting.leave"
    VIEW_PLACE = "booking.place.view"
    READ_ANSWER = "booking.place.read_answer"
    ANSWER_PLACE = "booking.place.answer"
    WITHDRAW_PLACE = "booking.place.withdraw"
    SETTLE_PLACE = "booking.place.settle"
    VIEW_OPENING = "booking.opening.view"
    ASK_OPENING = "booking.opening.ask"
    ANSWER_OPENING = "booking.opening.answer"
    OPEN_HOUSE = "booking.house.open"
    WITHDRAW_OPENING = "booking.opening.withdraw"
    TAKE_OPENING_BACK = "booking.opening.take_back"
    COUNT_HOSTS = "booking.figures.hosts"
    BLOCK = "booking.room.block"
    ARRANGE = "booking.room.arrange"
    KEEP = "booking.house.keep"
    GIVE_BACK = "booking.booking.give_back"
    SAY_FOUND = "booking.booking.say_found"
    VIEW_TASK = "booking.task.view"
    ADD_TASK = "booking.task.add"
    TAKE_TASK = "booking.task.take"
    FINISH_TASK = "booking.task.finish"
    SHAPE_TASK = "booking.task.shape"
    VIEW_PHOTO = "booking.photo.view"


policy = Policy()


def _on_team(actor: Actor) -> bool:
    return isinstance(actor, System) or (isinstance(actor, Person) and actor.on_team)


def _booked_by(actor: Actor, booking: Booking) -> bool:
    return isinstance(actor, Person) and booking.booked_by_id == actor.pk


def _has_its_mail(actor: Actor, booking: Booking) -> bool:
    return isinstance(actor, LinkHolder) and actor.subject_id == booking.pk


@policy.rule(Permission.VIEW)
def may_view(actor: Actor, booking: Booking) -> Decision:
    """Those of its audience, whoever made it or has its mail; everybody sees that a room is taken, not by whom."""
    if _booked_by(actor, booking) or _has_its_mail(actor, booking) or may_see(actor, booking):
        return ALLOWED
    return refused(_("Ce qui se passe dans la maison se montre à la communauté."))


@policy.visible(Booking, Permission.VIEW)
def visible_bookings(actor: Actor, bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """The same for a queryset."""
    if isinstance(actor, LinkHolder):
        return bookings.filter(pk=actor.subject_id)
    seen = shared_with(actor, bookings)
    return seen | bookings.filter(booked_by=actor) if isinstance(actor, Person) else seen


@policy.rule(Permission.BOOK)
@policy.rule(Permission.ASK_OPENING)
def may_book(actor: Actor, target: object) -> Decision:
    """Members of the community and the team; who carries a project, for it (2.6 gives its actions the first place)."""
    del target
    if isinstance(actor, Person) and (in_community(actor) or carries(actor)):
        return ALLOWED
    return refused(
        _("Les membres de la communauté et les porteurs d’un projet réservent les salles ; demandez à l’équipe.")
    )


@policy.rule(Permission.CHANGE)
def may_change(actor: Actor, booking: Booking) -> Decision:
    """Whoever made it, and the team."""
    if _booked_by(actor, booking) or _on_team(actor):
        return ALLOWED
    return refused(_("Qui a réservé peut changer ou annuler, ou l’équipe du laboratoire."))


@policy.rule(Permission.CANCEL)
@policy.rule(Permission.CONFIRM)
@policy.rule(Permission.ARRIVE)
def may_answer_for(actor: Actor, booking: Booking) -> Decision:
    """Whoever made it, also by the link of the mail, and the team."""
    return ALLOWED if _has_its_mail(actor, booking) else may_change(actor, booking)


@policy.rule(Permission.KEEP_TERMS)
def may_keep_terms(actor: Actor, target: object) -> Decision:
    """The house does by itself what comes at a term."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("La maison le fait d’elle-même, au terme."))


@policy.rule(Permission.LEAVE_LINE)
def may_leave_line(actor: Actor, waiting: Waiting) -> Decision:
    """Whoever waits, also by the link of the letter."""
    by_link = isinstance(actor, LinkHolder) and actor.subject_id == waiting.pk
    if by_link or (isinstance(actor, Person) and waiting.person_id == actor.pk):
        return ALLOWED
    return refused(_("Qui attend une salle cesse de l’attendre ; personne d’autre à sa place."))


@policy.rule(Permission.VIEW_LINE)
def may_see_line(actor: Actor, waiting: Waiting) -> Decision:
    """Whoever waits, and the team, which keeps the house; nobody else is told who waits."""
    if _on_team(actor) or may_leave_line(actor, waiting):
        return ALLOWED
    return refused(_("Qui attend une salle le sait, et l’équipe ; personne d’autre."))


@policy.visible(Waiting, Permission.VIEW_LINE)
def visible_lines(actor: Actor, waiting: QuerySet[Waiting]) -> QuerySet[Waiting]:
    """The same for a queryset."""
    if _on_team(actor):
        return waiting
    if isinstance(actor, LinkHolder):
        return waiting.filter(pk=actor.subject_id)
    return waiting.filter(person=actor) if isinstance(actor, Person) else waiting.none()


def _guest_of(actor: Actor, displacement: Displacement) -> bool:
    by_link = isinstance(actor, LinkHolder) and actor.subject_id == displacement.pk
    return by_link or _booked_by(actor, displacement.guest)


def _asks(actor: Actor, displacement: Displacement) -> bool:
    return isinstance(actor, Person) and displacement.asked_by_id == actor.pk


@policy.rule(Permission.VIEW_PLACE)
def may_view_place(actor: Actor, displacement: Displacement) -> Decision:
    """The two whom it concerns, and the team."""
    if _guest_of(actor, displacement) or _asks(actor, displacement) or _on_team(actor):
        return ALLOWED
    return refused(_("Une demande de place se lit par les deux qu’elle concerne, et par l’équipe."))


@policy.visible(Displacement, Permission.VIEW_PLACE)
def visible_places(actor: Actor, displacements: QuerySet[Displacement]) -> QuerySet[Displacement]:
    """The same for a queryset."""
    if _on_team(actor):
        return displacements
    if isinstance(actor, LinkHolder):
        return displacements.filter(pk=actor.subject_id)
    if not isinstance(actor, Person):
        return displacements.none()
    return displacements.filter(Q(asked_by=actor) | Q(guest__booked_by=actor))


@policy.rule(Permission.READ_ANSWER)
def may_read_answer(actor: Actor, displacement: Displacement) -> Decision:
    """The guest who wrote it, and the team as they were told; whoever asked reads yes or no, also on the team."""
    if _guest_of(actor, displacement) or (_on_team(actor) and not _asks(actor, displacement)):
        return ALLOWED
    return refused(_("Ce que la personne écrit se lit par l’équipe."))


@policy.rule(Permission.ANSWER_PLACE)
def may_answer_place(actor: Actor, displacement: Displacement) -> Decision:
    """Whoever booked what is in place, also by the link of the letter."""
    return ALLOWED if _guest_of(actor, displacement) else refused(_("C’est à qui a réservé de répondre."))


@policy.rule(Permission.WITHDRAW_PLACE)
def may_withdraw_place(actor: Actor, displacement: Displacement) -> Decision:
    """Whoever asked."""
    return ALLOWED if _asks(actor, displacement) else refused(_("Qui a demandé la place peut y renoncer."))


@policy.rule(Permission.SETTLE_PLACE)
def may_settle_place(actor: Actor, displacement: Displacement) -> Decision:
    """The team keeps the house; nobody settles what they asked for, or are asked to give."""
    if not _on_team(actor):
        return refused(_("L’équipe du laboratoire tient la maison."))
    if _asks(actor, displacement) or _booked_by(actor, displacement.guest):
        return refused(_("Cette demande vous concerne : quelqu’un d’autre de l’équipe la règle."))
    return ALLOWED


@policy.rule(Permission.VIEW_OPENING)
def may_view_opening(actor: Actor, opening: Opening) -> Decision:
    """Whoever asked, and the team; everybody sees the hours that are opened, not who asked and why."""
    if _wants_open(actor, opening) or _on_team(actor):
        return ALLOWED
    return refused(_("Une demande d’ouverture se lit par qui l’a faite, et par l’équipe."))


@policy.visible(Opening, Permission.VIEW_OPENING)
def visible_openings(actor: Actor, openings: QuerySet[Opening]) -> QuerySet[Opening]:
    """The same for a queryset."""
    if _on_team(actor):
        return openings
    return openings.filter(asked_by=actor) if isinstance(actor, Person) else openings.none()


def _wants_open(actor: Actor, opening: Opening) -> bool:
    return isinstance(actor, Person) and opening.asked_by_id == actor.pk


@policy.rule(Permission.ANSWER_OPENING)
def may_answer_opening(actor: Actor, opening: Opening) -> Decision:
    """The team keeps the house; nobody answers what they asked themselves."""
    if not _on_team(actor):
        return refused(_("L’équipe du laboratoire tient la maison."))
    if _wants_open(actor, opening):
        return refused(_("Cette demande vient de vous : quelqu’un d’autre de l’équipe y répond."))
    return ALLOWED


@policy.rule(Permission.WITHDRAW_OPENING)
def may_withdraw_opening(actor: Actor, opening: Opening) -> Decision:
    """Whoever asked."""
    return ALLOWED if _wants_open(actor, opening) else refused(_("Qui a demandé l’ouverture peut y renoncer."))


@policy.rule(Permission.TAKE_OPENING_BACK)
def may_take_opening_back(actor: Actor, opening: Opening) -> Decision:
    """The team keeps the house, also whoever of it opened it."""
    del opening
    return ALLOWED if _on_team(actor) else refused(_("L’équipe du laboratoire tient la maison."))


@policy.rule(Permission.COUNT_HOSTS)
def may_count_hosts(actor: Actor, target: object) -> Decision:
    """The community and the team; what the house was used for is everybody's, in whose name is not."""
    del target
    if _on_team(actor) or (isinstance(actor, Person) and in_community(actor)):
        return ALLOWED
    return refused(_("Les organisations qui viennent dans la maison se montrent à la communauté."))


@policy.rule(Permission.RESTORE)
@policy.rule(Permission.BLOCK)
@policy.rule(Permission.ARRANGE)
@policy.rule(Permission.KEEP)
@policy.rule(Permission.OPEN_HOUSE)
def may_keep_house(actor: Actor, target: object) -> Decision:
    """The team keeps the house."""
    del target
    return ALLOWED if _on_team(actor) else refused(_("L’équipe du laboratoire tient la maison."))


@policy.rule(Permission.GIVE_BACK)
@policy.rule(Permission.SAY_FOUND)
def may_speak_of_rooms(actor: Actor, booking: Booking) -> Decision:
    """Whoever booked, also by the link of the letter, and the team: they were in the room."""
    by_link = isinstance(actor, LinkHolder) and actor.subject_id == booking.pk
    if by_link or _booked_by(actor, booking) or _on_team(actor):
        return ALLOWED
    return refused(_("C’est à qui était dans la salle, ou à l’équipe, d’en parler."))


@policy.rule(Permission.VIEW_TASK)
@policy.rule(Permission.ADD_TASK)
@policy.rule(Permission.TAKE_TASK)
def may_lend_a_hand(actor: Actor, target: object) -> Decision:
    """The whole community: the house is everybody’s, and nobody is ever given a task."""
    del target
    if in_community(actor):
        return ALLOWED
    return refused(_("La communauté prend soin de la maison ; rejoignez-la pour donner un coup de main."))


@policy.visible(HouseTask, Permission.VIEW_TASK)
def visible_tasks(actor: Actor, tasks: QuerySet[HouseTask]) -> QuerySet[HouseTask]:
    """The same for a queryset."""
    return tasks if in_community(actor) else tasks.none()


@policy.rule(Permission.FINISH_TASK)
def may_finish_task(actor: Actor, task: HouseTask) -> Decision:
    """Whoever took it, and the team."""
    if _on_team(actor) or (isinstance(actor, Person) and task.taken.filter(person=actor).exists()):
        return ALLOWED
    return refused(_("Qui s’en occupe dit que c’est fait : prenez-la d’abord."))


@policy.rule(Permission.SHAPE_TASK)
def may_shape_task(actor: Actor, task: HouseTask) -> Decision:
    """Whoever saw it, and the team."""
    if _on_team(actor) or (isinstance(actor, Person) and task.asked_by_id == actor.pk):
        return ALLOWED
    return refused(_("Qui l’a signalée peut la changer ou la retirer, ou l’équipe du laboratoire."))


@policy.rule(Permission.VIEW_PHOTO)
def may_view_photo(actor: Actor, photo: HousePhoto) -> Decision:
    """With something to do, the community; of a room given back, who took it, also by their link, and the team."""
    if photo.task_id and in_community(actor):
        return ALLOWED
    if photo.restoring and may_speak_of_rooms(actor, photo.restoring.booking):
        return ALLOWED
    return refused(_("Les photos d’une salle rendue se montrent à qui les a prises et à l’équipe."))


@policy.visible(HousePhoto, Permission.VIEW_PHOTO)
def visible_photos(actor: Actor, photos: QuerySet[HousePhoto]) -> QuerySet[HousePhoto]:
    """The same for a queryset."""
    if _on_team(actor):
        return photos
    if isinstance(actor, LinkHolder):
        return photos.filter(restoring__booking=actor.subject_id)
    if not isinstance(actor, Person):
        return photos.none()
    own = Q(restoring__booking__booked_by=actor)
    return photos.filter(own | Q(task__isnull=False) if in_community(actor) else own)
