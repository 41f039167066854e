"""Noting that somebody consented, or said no, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import person_of
from liamm.features.consents.enums import Obtained, Shown
from liamm.features.consents.facts import ConsentForgotten, ConsentGiven, ConsentRefused, ConsentWithdrawn
from liamm.features.consents.letters import ConsentNotedLetter
from liamm.features.consents.models import Consent
from liamm.features.consents.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import forget_letters_to, post


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDraft:
    """Who says yes or no, to what, and how it was obtained."""

    name: str
    thing_kind: str
    thing_id: UUID
    label: str
    shown: Shown
    obtained: Obtained
    mail: str = ""


@action
def note_consent(actor: Actor, *, draft: ConsentDraft) -> Consent:
    """Note that somebody said yes; they are written to when they left an address.

    Raises DomainError when nobody is named: one consents in person.
    """
    require(policy, actor, Permission.NOTE)

    if not draft.name.strip():
        raise DomainError(_("Dites qui a donné son accord : il se donne personne par personne."), field="name")
    consent = _line(actor, draft)
    consent.save()
    if consent.recipient:
        post(ConsentNotedLetter(consent=consent), consent.recipient)
    record(
        actor,
        ConsentGiven(
            subject_id=consent.pk,
            thing_kind=consent.thing_kind,
            thing=consent.thing_id,
            shown=consent.shown,
            obtained=consent.obtained,
        ),
    )
    return consent


def _line(actor: Actor, draft: ConsentDraft) -> Consent:
    mail = draft.mail.strip().lower()
    return Consent(
        name=draft.name.strip(),
        mail=mail,
        person=person_of(mail) if mail else None,
        thing_kind=draft.thing_kind,
        thing_id=draft.thing_id,
        label=draft.label[:200],
        shown=draft.shown,
        obtained=draft.obtained,
        given_at=clock.now(),
        recorded_by=actor if isinstance(actor, Person) else None,
    )


@action
def note_refusal(actor: Actor, *, draft: ConsentDraft) -> Consent:
    """Note that somebody said no without having said yes: the day of it stays, and nothing was ever shown."""
    require(policy, actor, Permission.NOTE)

    consent = _line(actor, draft)
    consent.refused, consent.withdrawn_at = True, consent.given_at
    consent.save()
    record(actor, ConsentRefused(subject_id=consent.pk, thing_kind=consent.thing_kind, thing=consent.thing_id))
    return consent


@action
def withdraw_consent(actor: Actor, consent: Consent) -> Consent:
    """Take a consent back, without having to say why; taken back twice, it is taken back."""
    require(policy, actor, Permission.WITHDRAW, consent)

    consent = Consent.objects.select_for_update(no_key=True).get(pk=consent.pk)
    if consent.stands:
        consent.withdrawn_at = clock.now()
        consent.save(update_fields=["withdrawn_at"])
    record(actor, ConsentWithdrawn(subject_id=consent.pk, thing_kind=consent.thing_kind, thing=consent.thing_id))
    return consent


@action
def forget_consent(actor: Actor, consent: Consent) -> Consent:
    """Name nobody any more, and keep no letter about it; what it let show is shown no more."""
    require(policy, actor, Permission.NOTE)

    forget_letters_to(f"consent:{consent.pk}")
    consent.name, consent.mail, consent.person = "", "", None
    consent.withdrawn_at = consent.withdrawn_at or clock.now()
    consent.save(update_fields=["name", "mail", "person", "withdrawn_at"])
    record(actor, ConsentForgotten(subject_id=consent.pk))
    return consent
