"""What guests answer from their calendar."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.welcome.actions import Answer, answer_invitation
from liamm.features.welcome.letters import ANSWERS
from liamm.features.welcome.models import Guest
from liamm.kernel.access import LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.ical import Answer as Said
from liamm.kernel.ical import Reply
from liamm.kernel.post.answering import answers
from liamm.kernel.post.mails import Mail
from liamm.kernel.post.models import ReplyAddress


@answers(ANSWERS)
def hear(reply: ReplyAddress, mail: Mail) -> None:
    """A guest says yes or no.

    Raises DomainError for words, for a maybe, and for a yes to a place or an hour that are others by now.
    """
    guest = Guest.objects.filter(pk=reply.subject).first()
    if guest is None or not mail.replies:
        raise DomainError(_("Cette adresse ne comprend que les réponses d’un agenda."), nearest=_by_the_link())
    for said in mail.replies:
        answer_invitation(LinkHolder(guest.pk), guest, answer=_understood(guest, said))


def _understood(guest: Guest, said: Reply) -> Answer:
    if said.answer not in {Said.YES, Said.NO}:
        raise DomainError(_("Un peut-être ne garde pas de place."), nearest=_by_the_link())
    if said.answer is Said.YES and said.sequence < guest.sequence:
        raise DomainError(_("Le lieu ou l’heure ont changé depuis cette invitation."), nearest=_by_the_link())
    return Answer(comes=said.answer is Said.YES, bare=True)


def _by_the_link() -> str:
    return _("Répondez oui ou non par le bouton du dernier courriel.")
