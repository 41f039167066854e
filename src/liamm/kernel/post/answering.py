"""Taking the mails that answer letters: each once, given to whoever asked for the answer, and nothing silently lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from liamm.kernel.actions import DomainError
from liamm.kernel.post.letters import Letter, Recipient, post
from liamm.kernel.post.mails import Mail
from liamm.kernel.post.models import Message, ReceivedMail, ReplyAddress, Taken

Answered = Callable[[ReplyAddress, Mail], None]
_answered: dict[str, Answered] = {}


def answers(purpose: str) -> Callable[[Answered], Answered]:
    """Give what is answered to letters of this purpose to a function, in the transaction that takes the mail.

    It raises DomainError for what it does not understand: the sentence is mailed to whoever wrote.
    """

    def register(function: Answered) -> Answered:
        _answered[purpose] = function
        return function

    return register


@dataclass(frozen=True, kw_only=True)
class NotUnderstoodLetter(Letter):
    """What you answered could not be taken, why, and how to be heard."""

    kind: ClassVar[str] = "post.not_understood"
    template: ClassVar[str] = "post/mail/not_understood.md"
    important: ClassVar[bool] = True

    about: str
    reason: str

    @property
    def subject(self) -> str:
        """That it was not."""
        return _("Votre réponse n’a pas pu être prise")

    @property
    def why(self) -> str:
        """Because they wrote."""
        return _("vous avez répondu par courriel à un courrier de la maison")

    @property
    def contact(self) -> str:
        """Where somebody reads."""
        return str(settings.LIAMM_IDENTITY.mail.contact)


def take(reply: ReplyAddress, mail: Mail) -> Taken:
    """Take a mail that came to an address, all of it or nothing; the same mail again changes nothing.

    What a machine wrote is put aside, except the answer of a calendar. Whoever is not understood is told.
    """
    with transaction.atomic():
        kept, first = ReceivedMail.objects.get_or_create(message_id=mail.message_id, token=reply.token)
        if not first:
            return Taken(kept.state)
        kept.state, kept.reason = _judge(reply, mail)
        kept.save(update_fields=["state", "reason"])
        return kept.state


def _judge(reply: ReplyAddress, mail: Mail) -> tuple[Taken, str]:
    if mail.automatic and not mail.replies:
        return Taken.IGNORED, ""
    try:
        with transaction.atomic():
            _give(reply, mail)
    except DomainError as error:
        if not mail.automatic:
            to = Recipient(key=reply.recipient, address=mail.sender)
            post(NotUnderstoodLetter(about=mail.subject, reason=str(error)), to)
        return Taken.REFUSED, str(error)[:300]
    return Taken.UNDERSTOOD, ""


def _give(reply: ReplyAddress, mail: Mail) -> None:
    function = _answered.get(reply.purpose)
    if function is None:
        raise DomainError(_("Ce courrier n’attend plus de réponse."))
    if mail.replies and not _is_theirs(reply, mail):
        raise DomainError(_("Cette invitation a été envoyée à une autre adresse que la vôtre."))
    function(reply, mail)


def _is_theirs(reply: ReplyAddress, mail: Mail) -> bool:
    """Whether whoever was invited answers: an invitation that is forwarded is nobody else’s."""
    invited = {
        address.lower()
        for address in Message.objects.filter(recipient=reply.recipient).values_list("address", flat=True).distinct()
    }
    return bool(invited & {mail.sender.lower(), *(one.address for one in mail.replies)})
