"""Taking a mail that reached the lab's address: as a new signal, or as what an author adds to one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from liamm.features.terrain.actions.authoring import add_precision
from liamm.features.terrain.actions.intake import FOLDER, MOST_FILES, Told, take_signal
from liamm.features.terrain.correspondents import AROUND, Correspondent, contact_of, opening
from liamm.features.terrain.enums import InboundState, Origin, SignalState
from liamm.features.terrain.facts import MailForgotten, MailReceived
from liamm.features.terrain.letters import LeftLetter, RefusedMailLetter
from liamm.features.terrain.models import FieldSignal, InboundMail, LeftFile, SignalFile
from liamm.features.terrain.own_links import without_quoted_links
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.rules.mails import Attachment, Mail, as_reply, as_topic, references_in
from liamm.features.terrain.rules.telling import LIMITS, readable
from liamm.kernel import clock, storage
from liamm.kernel.access import Actor, LinkHolder, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import Recipient, post, topics_of
from liamm.kernel.post.models import Message

_MOST_REFUSALS = 3
_MOST_REFERENCES = 50


@dataclass(frozen=True, slots=True)
class _Outcome:
    state: InboundState
    reason: str = ""
    signal: FieldSignal | None = None


@dataclass(frozen=True, slots=True)
class _Left:
    """A file that was not taken, and why."""

    name: str
    why: str


@action
def take_mail(actor: Actor, mail: Mail) -> InboundMail:
    """Take a mail once (by its Message-ID): a reply of an author is added to their signal, the rest is a new signal.

    Automatic answers are left aside unanswered, so that two machines never write to each other for ever.
    """
    require(policy, actor, Permission.TAKE_MAIL)
    mail = without_quoted_links(mail)
    known = InboundMail.objects.filter(message_id=mail.message_id[:400]).first()
    if known is None:
        try:
            with transaction.atomic():
                known = _take(actor, mail)
        except IntegrityError:
            known = InboundMail.objects.get(message_id=mail.message_id[:400])
    record(actor, MailReceived(subject_id=known.pk, state=str(known.state), signal=known.signal_id))
    return known


@action
def refuse_mail(actor: Actor, mail: Mail, *, reason: str) -> InboundMail:
    """Refuse a mail that could not be read whole: the team sees it, and its sender is told when there is one."""
    require(policy, actor, Permission.TAKE_MAIL)
    mail = without_quoted_links(mail)
    kept, _made = InboundMail.objects.get_or_create(
        message_id=mail.message_id[:400], defaults={"state": InboundState.REFUSED, **_refused(mail, reason)}
    )
    if _made and not mail.automatic:
        _answer(mail, reason)
    record(actor, MailReceived(subject_id=kept.pk, state=str(kept.state), signal=None))
    return kept


@action
def forget_mail(actor: Actor, mail: InboundMail) -> InboundMail:
    """Let go of who sent a refused mail, and of its subject."""
    require(policy, actor, Permission.FORGET, mail)
    mail.sender = mail.subject = ""
    mail.save()
    record(actor, MailForgotten(subject_id=mail.pk))
    return mail


def _take(actor: Actor, mail: Mail) -> InboundMail:
    outcome = _judge(mail) or _try(actor, mail)
    refused = outcome.state == InboundState.REFUSED
    kept = _refused(mail, outcome.reason) if refused else {"reason": outcome.reason[:300]}
    taken = InboundMail.objects.create(
        message_id=mail.message_id[:400], state=outcome.state, signal=outcome.signal, **kept
    )
    if refused:
        _answer(mail, outcome.reason)
    return taken


def _try(actor: Actor, mail: Mail) -> _Outcome:
    """Take it; what a rule of the house refuses is refused with the same words."""
    try:
        with transaction.atomic():
            return _add(mail) or _tell(actor, mail)
    except DomainError as refusal:
        return _Outcome(InboundState.REFUSED, str(refusal))


def _judge(mail: Mail) -> _Outcome | None:
    if mail.automatic:
        return _Outcome(
            InboundState.IGNORED, _("envoi d’une liste de diffusion") if mail.listed else _("réponse automatique")
        )
    if not mail.sender:
        return _Outcome(InboundState.REFUSED, _("Aucune adresse d’expéditeur lisible."))
    if mail.attachments:
        return None
    if mail.empty or (_threads(mail) and not mail.words.strip()):
        return _Outcome(InboundState.REFUSED, _("Il ne contient aucun texte que nous puissions lire."))
    return None


def _threads(mail: Mail) -> list[UUID]:
    """The signals that a mail answers by its headers: by their thread, or by the very letter that we sent."""
    found = [
        as_reply(mail.references, settings.LIAMM_MAIL_DOMAIN),
        *map(as_topic, topics_of(mail.references[-_MOST_REFERENCES:])),
    ]
    return [one for one in found if one]


def _answered(mail: Mail) -> tuple[FieldSignal, Correspondent] | None:
    """The signal that a mail answers, by its headers or else by its subject, when we write to its sender about it."""
    threads = _threads(mail)
    named = FieldSignal.objects.filter(Q(pk__in=threads) | Q(reference__in=references_in(mail.subject)))
    standing = named.exclude(state=SignalState.WITHDRAWN).select_related(*AROUND)
    for signal in sorted(standing, key=lambda one: (one.pk not in threads, one.reference)):
        contact = contact_of(signal)
        if contact and contact.to.address.casefold() == mail.sender.casefold():
            return signal, contact
    return None


def _refused(mail: Mail, reason: str) -> dict[str, str]:
    return {"reason": reason[:300], "sender": mail.sender[:254], "subject": mail.subject[:200]}


def _answer(mail: Mail, reason: str) -> None:
    """Tell whoever wrote why; a machine is never answered, and nobody is written to over and over."""
    if not (mail.sender and mail.answerable):
        return
    lately = Message.objects.filter(kind=RefusedMailLetter.kind, address__iexact=mail.sender)
    if lately.filter(created_at__gt=clock.now() - timedelta(days=1)).count() < _MOST_REFUSALS:
        key = f"sender:{hashlib.sha256(mail.sender.casefold().encode()).hexdigest()[:32]}"
        post(RefusedMailLetter(said=mail.subject, reason=reason), Recipient(key, mail.sender, mail.name))


def _add(mail: Mail) -> _Outcome | None:
    """What an author answers to a letter of the house; somebody else's answer is a signal of its own."""
    answered = _answered(mail)
    if answered is None:
        return None
    signal, contact = answered
    whole = [_whole(mail.words)] if len(mail.words) > LIMITS["words"] else []
    kept, left = _keep_all([*whole, *mail.attachments])
    _join(signal, kept)
    text = _opening(mail.words) or (_("[Sans texte : voir les fichiers joints.]") if mail.attachments else mail.subject)
    add_precision(LinkHolder(signal.pk), signal, text=text, quoted=mail.rest)
    if left:
        said = [one.why for one in left]
        LeftFile.objects.bulk_create(LeftFile(signal=signal, why=why[:500]) for why in said)
        if mail.answerable:
            post(LeftLetter(**opening(signal, contact), left=tuple(said)), contact.to)
    return _Outcome(InboundState.ADDED, _said_left(left), signal)


def _tell(actor: Actor, mail: Mail) -> _Outcome:
    words = mail.words if not mail.subject else f"{mail.subject}\n\n{mail.words}"
    if mail.rest:
        words = f"{words}\n\n{_('— Cité ou signé —')}\n{mail.rest}"
    files = [_whole(words), *mail.attachments] if len(words) > LIMITS["words"] else mail.attachments
    kept, left = _keep_all(files)
    told = Told(
        submission=f"mail:{mail.message_id}:{mail.sender}",
        words=_opening(words),
        heard_on=None,
        name=mail.name,
        mail=mail.sender,
        origin=Origin.MAIL,
        kept=kept,
        left=[one.why for one in left],
        answerable=mail.answerable,
    )
    return _Outcome(InboundState.TAKEN, _said_left(left), take_signal(actor, told).signal)


def _said_left(left: Iterable[_Left]) -> str:
    names = ", ".join(one.name for one in left)
    return _("pièces jointes laissées de côté : %(names)s") % {"names": names} if names else ""


def _opening(words: str) -> str:
    """A text that is too long goes whole into a file beside it; here its beginning, which says so."""
    words = readable(words).strip()
    if len(words) <= LIMITS["words"]:
        return words
    name = _("message.txt")
    note = _("[La suite est dans le fichier joint « %(name)s », où le message est entier.]") % {"name": name}
    return f"{words[: LIMITS['words'] - len(note) - 2]}\n\n{note}"


def _whole(words: str) -> Attachment:
    return Attachment(_("message.txt"), words.encode())


def _join(signal: FieldSignal, files: Sequence[storage.Kept]) -> None:
    SignalFile.objects.bulk_create(
        SignalFile(signal=signal, path=one.path, name=one.name, media_type=one.media_type, size=one.size)
        for one in files
    )


def _keep_all(attachments: Sequence[Attachment]) -> tuple[list[storage.Kept], list[_Left]]:
    """The attachments that can be kept, and why each of the others cannot: a bad file never loses the words."""
    kept: list[storage.Kept] = []
    left: list[_Left] = []
    for one in attachments:
        if len(kept) == MOST_FILES:
            left.append(_Left(one.name, _("« %(name)s » : dix fichiers au plus par courriel.") % {"name": one.name}))
            continue
        try:
            kept.append(storage.keep(SimpleUploadedFile(one.name, one.content), FOLDER))
        except DomainError as refusal:
            left.append(_Left(one.name, str(refusal)))
    return kept, left
