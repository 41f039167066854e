"""What an agenda item is about: where it stands on le fil, who is tied to it, what happens to it once decided.

Only requests have a thing behind them today; every other item speaks for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter import bindings
from liamm.features.charter.enums import Effect, ProposalKind
from liamm.features.commitments.actions import release_load
from liamm.features.governance.files import blocks_of
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.governance.rules.closing import RETAINS
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.rules.route import Standing
from liamm.features.projects.actions import ProjectDraft, open_project
from liamm.features.projects.enums import ProjectKind
from liamm.features.proposals.actions import end_deferral, mark_decided
from liamm.features.proposals.enums import APPRAISED_KINDS, ProposalState
from liamm.features.proposals.models import AppraiserSeat, Proposal, ProposalVersion
from liamm.features.proposals.queries import ProposalFile, carriers_of, file_of, latest_version, territories_of
from liamm.features.spaces.actions import add_member, open_space
from liamm.features.spaces.enums import SpaceKind
from liamm.features.spaces.enums import Standing as Place
from liamm.features.spaces.models import Membership
from liamm.features.terrain.actions import tell_authors
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.french import fold, inner
from liamm.kernel.thread.chain import Node
from liamm.ui.dates import say_day

_OPENED = {ProposalKind.PROJECT: ProjectKind.PROJECT, ProposalKind.ACTION: ProjectKind.ACTION}


def _twice(words: Promise) -> tuple[Promise, Promise]:
    """The same sentence for whoever said it and whoever passed it on."""
    return words, words


@dataclass(frozen=True, slots=True)
class About:
    """The thing behind an item, as a decision keeps it."""

    node: Node | None = None
    function: str = ""
    grid_version: str = ""
    territories: tuple[UUID, ...] = ()


def about(item: AgendaItem) -> About:
    """What an item is about."""
    proposal = item.proposal
    if proposal is None:
        return About()
    version = latest_version(proposal)
    function = bindings.functions(version.charter_version).value.answering(ProposalKind(version.kind))
    return About(
        node=Node("proposal", proposal.pk),
        function=function.key if function else "",
        grid_version=bindings.grid(version.charter_version).value.version if version.kind in APPRAISED_KINDS else "",
        territories=tuple(one.pk for one in territories_of(version)),
    )


def ties(item: AgendaItem) -> Mapping[Tie, Sequence[UUID]]:
    """Who is tied to the subject of an item: named as its sponsor, carrying it, or set aside as an appraiser."""
    proposal = item.proposal
    if proposal is None:
        return {}
    version = latest_version(proposal)
    carrying = [one.person.pk for one in carriers_of(version)]
    circle = Membership.objects.filter(space=proposal.space_id).now().values_list("person_id", flat=True)
    aside = AppraiserSeat.objects.filter(version__proposal=proposal, aside_at__isnull=False)
    return {
        Tie.CARRIER: [*carrying, *circle],
        Tie.DECLARED: list(aside.values_list("person_id", flat=True)),
    }


def carries(item: AgendaItem, person: UUID) -> bool:
    """Whether someone carries the request of an item: no reason changes that."""
    return person in ties(item).get(Tie.CARRIER, ())


def named_as_sponsor(item: AgendaItem, people: Sequence[Person]) -> list[UUID]:
    """Those whose name stands in what the request says of its sponsor."""
    if item.proposal is None:
        return []
    return sponsors_in(latest_version(item.proposal), {one.pk: one.name for one in people})


def sponsors_in(version: ProposalVersion, names: Mapping[UUID, str]) -> list[UUID]:
    """The people whose name stands in what a version says of its sponsor; `names` gives theirs."""
    answers = {one["key"]: one["value"] for one in version.answers}
    said = f" {fold(str(answers.get('sponsor', '')))} ".replace(",", " ").replace(".", " ")
    return [person for person, name in names.items() if name and f" {fold(name)} " in said]


def carriers_of_item(item: AgendaItem | None) -> list[Person]:
    """Those who carry what comes before the body."""
    if item is None or item.proposal is None:
        return []
    return [one.person for one in carriers_of(latest_version(item.proposal))]


def kept_grid(decision: Decision) -> list[dict[str, Any]]:
    """The spread of the opinions as the register keeps it; with the arguments only when the writer chose so.

    The block of the gate says whether it was passed, as soon as that was stated. A correction keeps the grid of what it
    corrects, whatever was said of the request since.
    """
    if decision.corrects is not None:
        first: list[dict[str, Any]] = decision.corrects.grid
        return first
    if decision.origin is None or decision.origin.proposal is None:
        return []
    file = file_of(SYSTEM, decision.origin.proposal)
    stated = file.gate.is_passed if file.gate.is_passed or file.gate.is_held else None
    blocks = [(block, stated if block.gate else None) for block in blocks_of(file, named=False)]
    return [
        block.kept(arguments=decision.shows_arguments, passed=passed)
        for block, passed in blocks
        if block.given or passed is not None
    ]


def answer_matter(decision: Decision, effect: Effect) -> bool:
    """Tell the thing itself what became of it; False when it no longer waits (withdrawn, or sent back to its carriers).

    What was held for a request that no longer waits is freed. A deferral that enters the register after what was
    decided since puts nothing off.
    """
    proposal = _proposal_of(decision)
    if proposal is None or (effect is Effect.DEFER and _decided_since(decision)):
        return True
    if not proposal.is_waiting:
        release_load(SYSTEM, Node("proposal", proposal.pk))
        return False
    mark_decided(SYSTEM, proposal, effect=effect, decision=decision.pk, returns_on=decision.deferred_to)
    return True


def await_last_word(decision: Decision) -> None:
    """Tell the thing itself that it is put off no longer, once a body decided otherwise and another has to confirm."""
    proposal = _proposal_of(decision)
    if proposal is not None and proposal.state == ProposalState.DEFERRED:
        end_deferral(SYSTEM, proposal)


def _decided_since(decision: Decision) -> bool:
    """Whether a first word on the same request, taken after this one, is public already."""
    assert decision.origin is not None  # it has a request
    same = Decision.objects.published().filter(origin__proposal=decision.origin.proposal_id)
    return same.filter(confirms=None, corrects=None, decided_at__gt=decision.decided_at).exists()


def _proposal_of(decision: Decision) -> Proposal | None:
    if decision.origin is None or decision.origin.proposal_id is None:
        return None
    return Proposal.objects.select_related("space").get(pk=decision.origin.proposal_id)


def open_matter(first: Decision, last: Decision) -> None:
    """Open what was granted: `first` decided it, `last` is the last word of its route.

    What opens says in public what the decision says in public, never what the request says to its readers: those who
    carry it find there what they wrote, to say it to everybody in their own words.
    """
    proposal = _proposal_of(first)
    if proposal is None:
        return
    file = file_of(SYSTEM, proposal)
    kind = ProposalKind(proposal.kind)
    if kind in _OPENED:
        open_project(SYSTEM, _project(first, last, file))
    elif kind is ProposalKind.COMMUNITY:
        _open_community(first, file)


def _project(first: Decision, last: Decision, file: ProposalFile) -> ProjectDraft:
    return ProjectDraft(
        decision_id=last.pk,
        kind=_OPENED[ProposalKind(file.proposal.kind)],
        title=first.public_title,
        request_said=next((one.words for one in file.answers if one.key == "problem"), ""),
        function=first.function,
        objectives=file.objectives,
        carriers=[(one.person, one.organisation) for one in file.carriers],
        facilitator=file.proposal.facilitator,
        hosts=_organisations(file),
        terrains=file.territories,
        phase=file.phase,
    )


def _organisations(file: ProposalFile) -> list[Organisation]:
    return list(dict.fromkeys(one.organisation for one in file.carriers if one.organisation))


def _open_community(first: Decision, file: ProposalFile) -> None:
    space = open_space(SYSTEM, kind=SpaceKind.COMMUNITY, name=first.public_title, purpose=first.public_text)
    for one in file.carriers:
        add_member(SYSTEM, space, person=one.person, organisation=one.organisation, standing=Place.KEEPER)


def tell_field(decision: Decision, stands: Standing, url: str) -> None:
    """Tell every author of every signal upstream, in one sentence."""
    root = decision.confirms or decision
    if root.origin is None or root.origin.proposal_id is None:
        return
    own, passed = _sentences(decision, root, stands)
    step = f"decision:{decision.pk}"
    tell_authors(SYSTEM, Node("decision", decision.pk), step=step, sentence=own, passed=passed, url=url)


def _sentences(decision: Decision, root: Decision, stands: Standing) -> tuple[Promise, Promise]:
    """What is told to whoever said it, and to whoever passed it on."""
    words: Sequence[Any] = _SAID[Effect(decision.effect)]  # `format_lazy` wants a class of its stubs
    if decision.effect in RETAINS and stands is Standing.TO_CONFIRM:
        words = _PROPOSED
    if decision.effect in RETAINS and stands is Standing.LEFT:
        words = _TAKEN_BACK
    day = say_day(decision.deferred_to, clock.today(), weekday=False) if decision.deferred_to else ""
    title = inner(root.public_title or decision.public_title)
    own, passed = (format_lazy(said, body=decision.body.name, title=title, day=day) for said in words)
    return own, passed


_PROPOSED = (
    _("Le {body} propose de retenir « {title} », venu de ce que vous avez dit ; une autre instance confirme."),
    _("Le {body} propose de retenir « {title} », venu de ce que vous avez transmis ; une autre instance confirme."),
)
_TAKEN_BACK = (
    _(
        "Le {body} avait retenu « {title} », venu de ce que vous avez dit ; ceux qui portaient la demande"
        " l’ont reprise."
    ),
    _(
        "Le {body} avait retenu « {title} », venu de ce que vous avez transmis ; ceux qui portaient la demande"
        " l’ont reprise."
    ),
)
_RETAINED = (
    _("Le {body} a retenu « {title} », venu de ce que vous avez dit : le travail commence."),
    _("Le {body} a retenu « {title} », venu de ce que vous avez transmis : le travail commence."),
)
_SAID: dict[Effect, tuple[Promise, Promise]] = {
    Effect.RETAIN: _RETAINED,
    Effect.RETAIN_WITH: _RETAINED,
    Effect.DEFER: _twice(_("Le {body} remet « {title} » à plus tard : cela reviendra en séance à partir du {day}.")),
    Effect.REDIRECT: _twice(_("Le {body} oriente « {title} » vers une autre façon d’avancer.")),
    Effect.REFUSE: _twice(_("Le {body} n’a pas retenu « {title} » ; il dit pourquoi.")),
    Effect.NOTE: _twice(_("Le {body} a pris connaissance de « {title} ».")),
}
