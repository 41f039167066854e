"""Taking a mail that reached the lab's address: as a new signal, or as what an author adds to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from liamm.features.terrain.actions.authoring import add_precision
from liamm.features.terrain.actions.intake import FOLDER, MOST_FILES, Told, take_signal
from liamm.features.terrain.enums import InboundState, Origin, SignalState
from liamm.features.terrain.facts import MailReceived
from liamm.features.terrain.models import Author, FieldSignal, InboundMail, SignalFile
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.rules.mails import Attachment, Mail, as_reply
from liamm.features.terrain.rules.telling import LIMITS, readable
from liamm.kernel import storage
from liamm.kernel.access import Actor, LinkHolder, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@dataclass(frozen=True, slots=True)
class _Outcome:
    state: InboundState
    reason: str = ""
    signal: FieldSignal | None = None


@action
def take_mail(actor: Actor, mail: Mail) -> InboundMail:
    """Take a mail once (by its Message-ID): a reply of an author is added to their signal, the rest is a new signal.

    Automatic answers are left aside unanswered, so that two machines never write to each other for ever.
    """
    require(policy, actor, Permission.TAKE_MAIL)
    known = InboundMail.objects.filter(message_id=mail.message_id[:400]).first()
    if known is None:
        try:
            with transaction.atomic():
                known = _take(actor, mail)
        except IntegrityError:
            known = InboundMail.objects.get(message_id=mail.message_id[:400])
    record(actor, MailReceived(subject_id=known.pk, state=str(known.state), signal=known.signal_id))
    return known


def _take(actor: Actor, mail: Mail) -> InboundMail:
    outcome = _judge(mail) or _add(mail) or _tell(actor, mail)
    return InboundMail.objects.create(
        message_id=mail.message_id[:400], state=outcome.state, reason=outcome.reason[:300], signal=outcome.signal
    )


def _judge(mail: Mail) -> _Outcome | None:
    if mail.automatic:
        return _Outcome(InboundState.IGNORED, _("réponse automatique"))
    if not mail.sender:
        return _Outcome(InboundState.REFUSED, _("aucune adresse d’expéditeur lisible"))
    if mail.empty and not mail.attachments:
        return _Outcome(InboundState.REFUSED, _("aucun texte lisible"))
    return None


def _add(mail: Mail) -> _Outcome | None:
    """What an author answers to a letter of the house; somebody else's answer is a signal of its own."""
    identifier = as_reply(mail.references, settings.LIAMM_MAIL_DOMAIN)
    if not identifier or mail.empty:
        return None
    author = Author.objects.filter(signal=identifier, mail__iexact=mail.sender).select_related("signal").first()
    if author is None or author.signal.state == SignalState.WITHDRAWN:
        return None
    if len(mail.words) > LIMITS["words"]:
        _join(author.signal, _whole(mail.words))
    add_precision(LinkHolder(author.signal_id), author.signal, text=_opening(mail.words), quoted=mail.rest)
    return _Outcome(InboundState.ADDED, signal=author.signal)


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
    )
    reason = _("pièces jointes laissées de côté : %(names)s") % {"names": ", ".join(left)} if left else ""
    return _Outcome(InboundState.TAKEN, reason, take_signal(actor, told).signal)


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


def _join(signal: FieldSignal, file: Attachment) -> None:
    kept = storage.keep(SimpleUploadedFile(file.name, file.content), FOLDER)
    SignalFile.objects.create(signal=signal, path=kept.path, name=kept.name, media_type=kept.media_type, size=kept.size)


def _keep_all(attachments: Sequence[Attachment]) -> tuple[list[storage.Kept], list[str]]:
    """The attachments that can be kept, and the names of those that cannot: a bad file never loses the words."""
    kept: list[storage.Kept] = []
    left: list[str] = []
    for one in attachments:
        try:
            file = storage.keep(SimpleUploadedFile(one.name, one.content), FOLDER) if len(kept) < MOST_FILES else None
        except DomainError:
            file = None
        if file:
            kept.append(file)
        else:
            left.append(one.name)
    return kept, left
