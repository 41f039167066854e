"""Taking what somebody tells, by whatever door: kept once, with a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.terrain.correspondents import contact_of, opening
from liamm.features.terrain.enums import Origin
from liamm.features.terrain.facts import SignalReceived, SignalSentAgain
from liamm.features.terrain.following import open_link
from liamm.features.terrain.letters import ReceiptLetter
from liamm.features.terrain.models import Author, FieldSignal, LeftFile, Relay, SignalFile
from liamm.features.terrain.own_links import without_own_links
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.rules.links import seed_of
from liamm.features.terrain.rules.telling import LIMITS, readable, too_long
from liamm.features.terrain.telling import ByMail, tell_step
from liamm.features.territories.models import Territory
from liamm.kernel import clock, storage
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.post.letters import post

MOST_FILES = 10
FOLDER = "remontees"
RECEIVED = gettext_lazy("Nous avons reçu ce que vous avez dit. Une personne de l’équipe va le lire.")
RECEIVED_PASSED = gettext_lazy("Nous avons reçu ce que vous avez transmis. Une personne de l’équipe va le lire.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody tells, as taken by any door.

    `submission` is the key of the form, of the mail or of the line: the same key is taken once, however often it comes.
    `files` are as uploaded; `kept` are files that the storage holds already; `left` says of others why they are not.
    `answerable`: whether a receipt may be sent.
    """

    words: str
    submission: str
    for_whom: str = ""
    place: str = ""
    territory: Territory | None = None
    frequency: str = ""
    tried: str = ""
    heard_on: date | None = None
    origin: Origin = Origin.WEB
    relay: Relay | None = None
    name: str = ""
    mail: str = ""
    phone: str = ""
    language: str = "fr"
    may_publish: bool = False
    files: Sequence[UploadedFile[bytes]] = ()
    kept: Sequence[storage.Kept] = ()
    left: Sequence[str] = ()
    answerable: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """The signal as kept, the token of its follow-up link, and whether it had come before."""

    signal: FieldSignal
    token: str
    again: bool = False


@action
def take_signal(actor: Actor, told: Told) -> Receipt:
    """Keep what somebody tells, once, and give the receipt; the same submission gives the same receipt again."""
    require(policy, actor, Permission.RECORD_SPOKEN if told.origin == Origin.SPOKEN else Permission.TELL)
    told = _readable(told)
    _refuse_nothing(told)
    seed = seed_of(told.submission)
    known = FieldSignal.objects.filter(seed=seed).first()
    if known is None:
        files = [*told.kept, *(storage.keep(upload, FOLDER) for upload in told.files)]
        try:
            with transaction.atomic():
                signal = _keep(actor, told, seed)
        except IntegrityError:
            known = FieldSignal.objects.get(seed=seed)
        else:
            return _receive(actor, told, signal, files)
    record(actor, SignalSentAgain(subject_id=known.pk))
    return Receipt(known, open_link(known), again=True)


def _refuse_nothing(told: Told) -> None:
    if not told.words.strip():
        raise DomainError(_("Dites-nous ce qui se passe : quelques mots suffisent."), field="words")
    if over := too_long(_texts(told)):
        raise DomainError(
            _("Votre texte compte %(count)d signes.") % {"count": over.count},
            nearest=_("Gardez l’essentiel (%(limit)d signes au plus) et joignez le reste en fichier. Rien n’est coupé.")
            % {"limit": over.limit},
            field=over.field,
        )
    if len(told.files) + len(told.kept) > MOST_FILES:
        raise DomainError(_("Joignez dix fichiers au plus."), field="files")


def _texts(told: Told) -> dict[str, str]:
    return {name: getattr(told, name) for name in LIMITS}


def _readable(told: Told) -> Told:
    changes: dict[str, Any] = {name: readable(text).strip() for name, text in _texts(told).items()}
    changes |= {name: without_own_links(changes[name]) for name in ("words", "tried")}
    return replace(told, **changes)


def _keep(actor: Actor, told: Told, seed: str) -> FieldSignal:
    """The row itself; the series of references stays locked until the end, so this comes as late as possible."""
    return FieldSignal.objects.create(
        reference=next_reference("R"),
        seed=seed,
        origin=_origin_of(told),
        words=told.words,
        for_whom=told.for_whom,
        place=told.place,
        territory=told.territory,
        frequency=told.frequency,
        tried=told.tried,
        heard_on=told.heard_on or clock.today(),
        may_publish=told.may_publish,
        relay=told.relay,
        recorded_by=actor if isinstance(actor, Person) else None,
    )


def _origin_of(told: Told) -> Origin:
    """Only a relais who is named passes on; anybody else speaks for someone else."""
    return Origin.OTHER if told.origin == Origin.RELAY and told.relay is None else told.origin


def _receive(actor: Actor, told: Told, signal: FieldSignal, files: Sequence[storage.Kept]) -> Receipt:
    Author.objects.create(signal=signal, name=told.name, mail=told.mail, phone=told.phone, language=told.language)
    SignalFile.objects.bulk_create(
        SignalFile(signal=signal, path=one.path, name=one.name, media_type=one.media_type, size=one.size)
        for one in files
    )
    LeftFile.objects.bulk_create(LeftFile(signal=signal, why=why[:500]) for why in told.left)
    token = open_link(signal)
    tell_step([signal.pk], "received", RECEIVED, passed=RECEIVED_PASSED, by_mail=ByMail.NOBODY)
    contact = contact_of(signal)
    if contact and told.answerable:
        post(ReceiptLetter(**opening(signal, contact), left=tuple(told.left)), contact.to)
    record(
        actor,
        SignalReceived(subject_id=signal.pk, reference=signal.reference, origin=str(signal.origin), files=len(files)),
    )
    return Receipt(signal, token)
