"""Who sees a sitting, prepares it and leads it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.governance.models import Attendance, Sitting
from liamm.features.governance.policies.permissions import Permission, inside, on_team, policy, sits_in
from liamm.features.governance.seats import chair_of, sitters
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, refused


@policy.rule(Permission.VIEW_SITTING)
def may_view_sitting(actor: Actor, sitting: Sitting | None) -> Decision:
    """Everyone knows when a body sits."""
    del actor, sitting
    return ALLOWED


@policy.visible(Sitting, Permission.VIEW_SITTING)
def visible_sittings(actor: Actor, queryset: QuerySet[Sitting]) -> QuerySet[Sitting]:
    """The same, for many."""
    del actor
    return queryset


@policy.rule(Permission.VIEW_FILE)
def may_view_file(actor: Actor, sitting: Sitting) -> Decision:
    """The members of the body and the team."""
    if inside(actor, sitting.body_id):
        return ALLOWED
    return refused(_("Le dossier d’une séance est pour ses membres et l’équipe ; ce qu’elle décide est public."))


@policy.rule(Permission.PREPARE)
def may_prepare(actor: Actor, sitting: Sitting | None) -> Decision:
    """The team."""
    del sitting
    return ALLOWED if on_team(actor) else refused(_("L’équipe du laboratoire prépare les séances."))


@policy.rule(Permission.OPEN_SITTING)
def may_open(actor: Actor, sitting: Sitting) -> Decision:
    """The team, and whoever holds a seat that chairs."""
    if on_team(actor) or _chairs(actor, sitting):
        return ALLOWED
    return refused(_("La séance est ouverte par sa présidence ou par l’équipe du laboratoire."))


def _chairs(actor: Actor, sitting: Sitting) -> bool:
    seated = sitters(sitting.body, sitting.day)
    presiding = chair_of(sitting.body.key, sitting.day)
    return any(one.seat.key == presiding and one.person.pk == actor.pk for one in seated)


@policy.rule(Permission.RUN)
def may_run(actor: Actor, sitting: Sitting) -> Decision:
    """The chair and the secretary of this sitting."""
    if isinstance(actor, Person) and actor.pk in {sitting.chair_id, sitting.secretary_id}:
        return ALLOWED
    return refused(_("La séance est tenue par sa présidence et son secrétariat."))


@policy.rule(Permission.NOTE_PRESENCE)
def may_note_presence(actor: Actor, sitting: Sitting) -> Decision:
    """Whoever leads the sitting, and the team: it welcomes those who arrive."""
    if on_team(actor) or may_run(actor, sitting):
        return ALLOWED
    return refused(_("La présidence, le secrétariat ou l’équipe note qui est là ; chacun peut le dire pour soi."))


@policy.rule(Permission.ARRIVE)
def may_arrive(actor: Actor, sitting: Sitting) -> Decision:
    """Oneself, with a seat of the body, or standing in for one."""
    if sits_in(actor, sitting.body_id) or may_note_presence(actor, sitting):
        return ALLOWED
    return refused(_("Vous ne tenez pas de siège dans cette instance."))


@policy.rule(Permission.HAND_CHAIR)
def may_hand_chair(actor: Actor, sitting: Sitting) -> Decision:
    """Whoever leads the sitting, and the team; any member who is there once the chair is not."""
    if on_team(actor) or may_run(actor, sitting):
        return ALLOWED
    there = set(Attendance.objects.filter(sitting=sitting, present=True).values_list("person_id", flat=True))
    if actor.pk in there and sitting.chair_id not in there:
        return ALLOWED
    return refused(
        _(
            "La présidence se confie par qui préside, le secrétariat ou l’équipe ; "
            "par un membre présent quand la présidence n’est plus là."
        )
    )


@policy.rule(Permission.ANSWER_PRESENCE)
def may_answer(actor: Actor, attendance: Attendance) -> Decision:
    """Oneself, signed in or by the link of one's letter; the team for someone who called."""
    if isinstance(actor, LinkHolder):
        return ALLOWED if actor.subject_id == attendance.pk else refused(_("Ce lien est celui de quelqu’un d’autre."))
    if on_team(actor) or (isinstance(actor, Person) and actor.pk == attendance.person_id):
        return ALLOWED
    return refused(_("Chacun répond pour soi ; l’équipe peut noter une réponse reçue de vive voix."))
