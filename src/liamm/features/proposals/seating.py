"""Who may have a seat to appraise a version, and the letter that asks for the opinion."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.proposals.addresses import appraisal_url
from liamm.features.proposals.enums import APPRAISED_KINDS, Reply
from liamm.features.proposals.facts import AppraiserInvited
from liamm.features.proposals.letters import AppraisalAsked
from liamm.features.proposals.models import AppraiserSeat, Invitation, Proposal, ProposalVersion
from liamm.features.proposals.queries.grid import grid_of
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.kernel.bound import refuse_bound
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


def lock_waiting(proposal: Proposal) -> Proposal:
    """The proposal, held until the end, that awaits a decision; refused once one stands on its version."""
    held = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=proposal.pk)
    if not held.is_waiting:
        raise DomainError(_("Cette demande n’attend plus d’avis."))
    refuse_bound("proposal", held.pk)
    return held


def ask_person(actor: Person, proposal: Proposal, person: Person) -> AppraiserSeat:
    """Give a seat on the last version of a proposal that is held locked, and ask."""
    seat = take_seat(latest_version(proposal), person, by=actor)
    record(actor, AppraiserInvited(subject_id=proposal.pk, seat=seat.pk, person=person.pk))
    return seat


def take_seat(version: ProposalVersion, person: Person, *, by: Person, told: bool = True) -> AppraiserSeat:
    """A seat on a version, for someone who does not carry the proposal; `told`, a letter asks for the opinion."""
    proposal = version.proposal
    if version.number != proposal.versions_count:
        raise DomainError(_("Une nouvelle version a été déposée : cet avis portait sur la précédente."))
    _refuse_carrier(proposal, person)
    if AppraiserSeat.objects.filter(version=version, person=person).exists():
        raise DomainError(_("Cette personne a déjà été invitée pour cette version."), field="person")
    refuse_tied(version, person.email)
    refuse_no_room(version)
    due = clock.today() + timedelta(days=grid_of(version).value.appraisers.days_to_answer)
    seat = AppraiserSeat.objects.create(version=version, person=person, invited_by=by, due=due)
    if told:
        write_to(seat, proposal)
    return seat


def refuse_tied(version: ProposalVersion, address: str) -> None:
    """Whoever declared a conflict of interest by the link of a mail is not asked again."""
    if Invitation.objects.filter(version=version, email__iexact=address, reply=Reply.ASIDE).exists():
        raise DomainError(_("Cette personne a déclaré un lien d’intérêts avec cette demande."), field="person")


def refuse_no_room(version: ProposalVersion) -> None:
    """As many as the charter says: those who have a seat, and those whose invitation by mail is open still."""
    if version.proposal.kind not in APPRAISED_KINDS:
        raise DomainError(_("La grille est faite pour les projets et les actions."))
    grid = grid_of(version)
    rule = grid.value.appraisers
    seats = AppraiserSeat.objects.counted().filter(version=version).count()
    asked = Invitation.objects.open_now().filter(version=version).count()
    if seats + asked >= rule.maximum:
        raise DomainError(
            _("%(most)d personnes apprécient déjà cette demande, ou y sont invitées.") % {"most": rule.maximum},
            citation=grid.cite(rule),
            nearest=_("Vous pouvez d’abord en décharger une."),
        )


def _refuse_carrier(proposal: Proposal, person: Person) -> None:
    if Membership.objects.now().filter(space=proposal.space, person=person).exists():
        grid = grid_of(latest_version(proposal))
        raise DomainError(
            _("Qui porte une demande, ou aide à l’écrire, ne peut pas l’apprécier."),
            citation=grid.cite(grid.value.appraisers),
            field="person",
        )


def write_to(seat: AppraiserSeat, proposal: Proposal, *, reminder: bool = False) -> None:
    """The letter that asks for an opinion, or recalls it."""
    letter = AppraisalAsked(
        reference=proposal.reference,
        title=proposal.title,
        url=appraisal_url(proposal),
        due=seat.due,
        reminder=reminder,
    )
    post(letter, recipient(seat.person))
