"""The list: what the rules give, what is changed by hand and why, and its publication by somebody."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.accounts.models import Person
from liamm.features.events.actions import close_registrations, seat_applicants
from liamm.features.events.enums import EventState
from liamm.features.events.queries import dates_of
from liamm.features.training.enums import SelectionState
from liamm.features.training.facts import LineChanged, ListProposed, ListPublished
from liamm.features.training.holding import hold
from liamm.features.training.letters import OutcomeLetter
from liamm.features.training.models import Application, Selection
from liamm.features.training.policies import Permission, policy
from liamm.features.training.running import kept_levels, reading_rules, run, seating_of
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post

_KEPT = ["levels", "rank", "drawn", "has_place", "because", "by_hand", "changed_by"]


@action
def propose_list(actor: Actor, selection: Selection) -> Selection:
    """Let the rules make the list, once one applies no more and all is read; the team sees it, nobody else.

    Once the last day is over, applications are closed by it.
    Made anew when somebody left meanwhile: what had been changed by hand is as the rules say again.
    Raises DomainError before that.
    """
    require(policy, actor, Permission.PREPARE)

    event = selection.event
    if event.state == EventState.OPEN and event.closes_at and event.closes_at <= clock.now():
        close_registrations(actor, event)
    selection = hold(selection, SelectionState.OPEN, SelectionState.PROPOSED)
    rows = selection.applications.living().select_related("registration__host").prefetch_related("readings")
    applications = list(rows.select_for_update(of=("self",), no_key=True))
    _refuse_early(selection, applications)
    criteria = [one["key"] for one in selection.criteria]
    for one in applications:
        one.levels = kept_levels(one, criteria)
    places = seating_of(selection).capacity
    places = len(applications) if places is None else places
    outcomes, selection.published = run(selection, applications, places)
    by_number = {one.number: one for one in applications}
    for outcome in outcomes:
        found = by_number[outcome.applicant.id]
        found.rank, found.drawn = outcome.rank, outcome.drawn
        found.has_place, found.because = outcome.has_place, outcome.because
        found.by_hand, found.changed_by = "", None
    Application.objects.bulk_update(applications, _KEPT)
    gone = selection.applications.exclude(pk__in=[one.pk for one in applications])
    gone.update(rank=None, drawn=None, has_place=None, because="", by_hand="", changed_by=None)
    selection.state = SelectionState.PROPOSED
    selection.save(update_fields=["published", "announced", "state"])
    fact = ListProposed(subject_id=selection.pk, event=selection.event_id, applicants=len(applications), places=places)
    record(actor, fact)
    return selection


def _refuse_early(selection: Selection, applications: list[Application]) -> None:
    if selection.event.state != EventState.CLOSED:
        raise DomainError(
            _("On peut encore candidater."),
            nearest=_("Attendez la fin du dernier jour annoncé : la liste se fait ensuite."),
        )
    if not applications:
        raise DomainError(_("Personne n’a candidaté."))
    readers = reading_rules(selection).readers
    short = sum(len(one.readings.all()) < readers for one in applications)
    if short:
        said = ngettext(
            "Il manque une lecture à %(n)s candidature.", "Il manque une lecture à %(n)s candidatures.", short
        )
        each = ngettext(
            "Chacune est lue par %(n)s personne de l’équipe.",
            "Chacune est lue par %(n)s personnes de l’équipe.",
            readers,
        )
        raise DomainError(said % {"n": short}, nearest=each % {"n": readers})


@action
def change_line(actor: Actor, application: Application, *, has_place: bool, reason: str) -> Application:
    """Change by hand what the rules say of somebody, before it is published; they will read why.

    Raises DomainError without a reason, or when it changes nothing.
    """
    require(policy, actor, Permission.PUBLISH)

    selection = hold(application.selection, SelectionState.PROPOSED)
    application = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    if not reason.strip():
        raise DomainError(
            _("Dites pourquoi : la personne le lira, et la page publique compte ces lignes."), field="reason"
        )
    if application.has_place == has_place:
        raise DomainError(_("C’est déjà ce que dit la liste."), field="has_place")
    application.has_place, application.by_hand = has_place, reason.strip()
    application.changed_by = actor if isinstance(actor, Person) else None
    application.save(update_fields=["has_place", "by_hand", "changed_by"])
    record(actor, LineChanged(subject_id=application.pk, selection=selection.pk, has_place=has_place))
    return application


def _tell_all(selection: Selection) -> None:
    """Write to each who applied: a place or not, why, and the dates for the calendar of who comes."""
    dates = dates_of(selection.event)
    for one in selection.applications.living().select_related("registration").order_by("pk"):
        one.selection = selection
        post(OutcomeLetter(application=one, dates=dates), one.registration.recipient)


@action
def publish_list(actor: Actor, selection: Selection) -> Selection:
    """Give the places, tell everybody with their reasons, and reveal the seed.

    Raises DomainError when changes by hand give more places than there are.
    """
    require(policy, actor, Permission.PUBLISH)

    selection = hold(selection, SelectionState.PROPOSED)
    applications = list(selection.applications.living().select_related("registration").order_by("pk"))
    if len(applications) < len((selection.published or {})["applicants"]):
        raise DomainError(
            _("Quelqu’un s’est retiré depuis que la liste est proposée."),
            nearest=_("Refaites la liste sans cette personne."),
        )
    placed = [one for one in applications if one.has_place]
    capacity = seating_of(selection).capacity
    if capacity is not None and len(placed) > capacity:
        raise DomainError(
            _("La liste donne %(n)s places, il y en a %(places)s.") % {"n": len(placed), "places": capacity},
            nearest=_("Faites passer quelqu’un en liste d’attente, en disant pourquoi."),
        )
    waiting = [one for one in applications if not one.has_place]
    seat_applicants(
        SYSTEM,
        selection.event,
        seated=[one.registration_id for one in placed],
        waiting=[one.registration_id for one in waiting],
    )
    selection.state, selection.published_at = SelectionState.PUBLISHED, clock.now()
    selection.appeals_until = clock.now() + timedelta(days=reading_rules(selection).appeal_days)
    selection.published_by = actor if isinstance(actor, Person) else None
    selection.save()
    _tell_all(selection)
    record(
        actor,
        ListPublished(
            subject_id=selection.pk,
            event=selection.event_id,
            seed=selection.seed,
            placed=len(placed),
            waiting=len(waiting),
            by_hand=sum(bool(one.by_hand) for one in applications),
        ),
    )
    return selection
