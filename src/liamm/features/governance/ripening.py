"""What keeps a request from coming before a body, or from being retained by it, each said with its article."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings import promised
from liamm.features.charter.enums import Matter
from liamm.features.governance.enums import ItemState
from liamm.features.governance.matters import named_as_sponsor, ties
from liamm.features.governance.models import AgendaItem, Body, Decision, Recusal
from liamm.features.governance.rules.interest import Tie, to_propose
from liamm.features.governance.seats import body_names
from liamm.features.proposals.models import Proposal
from liamm.features.proposals.queries import (
    Lack,
    grid_of,
    lacks_of,
    lacks_to_retain,
    latest_version,
    say_lacks,
    with_community,
)
from liamm.kernel import clock
from liamm.kernel.actions import Citation, DomainError

_LIVING = [ItemState.OFFERED, ItemState.WAITING, ItemState.PLACED]


def refuse_request(body: Body, proposal: Proposal) -> None:
    """Stop a request that is not ripe, not free, or not for this body."""
    refuse_unripe(proposal)
    route = bindings.route(clock.today())
    path = route.value.path(Matter(proposal.kind))
    if path.proposes != body.key:
        name = body_names(route.version).get(path.proposes, path.proposes)
        raise DomainError(
            _("La route de la charte confie cette demande au %(body)s.") % {"body": name}, citation=route.cite(path)
        )
    refuse_without_community(proposal)


def refuse_unripe(proposal: Proposal) -> None:
    """Stop a request that is not ripe, or not free."""
    refuse_busy(proposal)
    lacks = lacks_of(proposal)
    if lacks:
        raise DomainError(
            " ".join([_("Cette demande n’est pas encore mûre."), *say_lacks(lacks)]), citation=promised("file_ready")
        )


def refuse_busy(proposal: Proposal) -> None:
    """Stop a request that is on an agenda, or whose last decision is not public yet."""
    if AgendaItem.objects.filter(proposal=proposal, state__in=_LIVING).exists():
        raise DomainError(_("Cette demande est déjà à l’ordre du jour, ou y revient à sa date."))
    waiting = Decision.objects.filter(origin__proposal=proposal, published_at__isnull=True).first()
    if waiting:
        raise DomainError(
            _("Une décision sur cette demande attend d’être publiée."),
            link=(waiting.reference, reverse("governance:decision", args=[waiting.reference])),
        )


def refuse_without_community(proposal: Proposal) -> None:
    """Stop where the route of the day asks for a community of interest first, and there is none."""
    route = bindings.route(clock.today())
    if route.value.needs_community(Matter(proposal.kind)) and proposal.pk not in with_community([proposal]):
        raise DomainError(
            _("Aucune communauté d’intérêt n’est réunie autour de cette demande."),
            citation=route.cite(route.value.community),
            nearest=_("Lancez un appel depuis la problématique : la demande viendra en séance une fois réunie."),
        )


def refuse_imposed(item: AgendaItem) -> None:
    """Stop what would impose a request on the lab: never appraised, or held at the gate."""
    if item.proposal is None:
        return
    lacks = lacks_to_retain(item.proposal)
    if lacks:
        raise DomainError(
            " ".join([_("On ne peut imposer un projet au laboratoire."), *say_lacks(lacks)]),
            citation=_gate(item.proposal) if lacks != [Lack.SUBMITTED] else None,
            nearest=_("La séance peut la différer, ou ne pas la retenir.")
            if item.confirms_id
            else _("La séance peut différer la demande, la réorienter, ou ne pas la retenir."),
        )


def _gate(proposal: Proposal) -> Citation:
    grid = grid_of(latest_version(proposal))
    return grid.cite(grid.value.gate)


def unasked(item: AgendaItem, people: Iterable[Person]) -> dict[UUID, Tie]:
    """Those of these people who are tied to the item and were not asked yet whether they stay out of it."""
    members = list(people)
    known = Recusal.objects.filter(item=item).values_list("person_id", flat=True)
    found = {**ties(item), Tie.SPONSOR: named_as_sponsor(item, members)}
    return to_propose([one.pk for one in members], found, known)


def refuse_unasked(item: AgendaItem) -> None:
    """Stop while someone who is there is tied to the item and was not asked."""
    if item.proposal is None:
        return
    here = Person.objects.filter(attendances__sitting=item.sitting_id, attendances__present=True)
    people = [*here, *([item.sitting.secretary] if item.sitting and item.sitting.secretary else [])]
    asked = unasked(item, people)
    if asked:
        names = ", ".join(dict.fromkeys(str(one) for one in people if one.pk in asked))
        raise DomainError(
            _("Ce point concerne de près %(names)s, à qui la question n’a pas été posée.") % {"names": names},
            nearest=_("Posez-la depuis la page des déports : la personne reste en dehors, ou l’on écrit pourquoi non."),
            citation=promised("stays_out"),
        )
