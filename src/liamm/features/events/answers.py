"""What people answer from their calendar to the letter that says they are registered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.events.actions import cancel_registration
from liamm.features.events.inviting import ANSWERS
from liamm.features.events.models import Registration
from liamm.features.events.saying import dates_for
from liamm.kernel.access import LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.ical import Answer
from liamm.kernel.post.answering import answers
from liamm.kernel.post.mails import Mail
from liamm.kernel.post.models import ReplyAddress


@answers(ANSWERS)
def take(reply: ReplyAddress, mail: Mail) -> None:
    """A no gives the places back; a yes changes nothing: they were registered.

    Raises DomainError for what is no answer of a calendar, and for a no to one of several dates taken together.
    """
    said = {one.answer for one in mail.replies}
    if not said:
        raise DomainError(
            _("Nous n’avons pas su lire de réponse dans ce courriel."),
            nearest=_("Changez ou annulez votre inscription par le lien qui vous a été envoyé."),
        )
    registration = Registration.objects.filter(pk=reply.subject).select_related("event", "seating").first()
    if Answer.NO not in said or registration is None or not registration.is_living:
        return
    if len(dates_for(registration)) > 1:
        raise DomainError(
            _("Vous êtes inscrit à toutes les dates ensemble : une seule ne se rend pas."),
            nearest=_(
                "Dites à qui organise que vous manquerez cette date, ou annulez toute l’inscription par votre lien."
            ),
        )
    cancel_registration(LinkHolder(registration.pk), registration)
