"""What the author of a signal may do through the link: add, agree to publication, stop the mails."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.queries import recipient
from liamm.features.terrain.correspondents import contact_of
from liamm.features.terrain.facts import AuthorWrote, NewsStopped, PublicationAgreed
from liamm.features.terrain.letters import ReaderLetter
from liamm.features.terrain.locking import lock_signal
from liamm.features.terrain.models import Exchange, FieldSignal
from liamm.features.terrain.own_links import without_own_links
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.rules.telling import LIMITS, readable
from liamm.features.terrain.unpublishing import unpublish
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post, resume, stop


@action
def add_precision(actor: Actor, signal: FieldSignal, *, text: str, quoted: str = "") -> Exchange:
    """Add something to what one told, or answer the team."""
    require(policy, actor, Permission.FOLLOW, signal)
    signal = lock_signal(signal, own=True)
    text = without_own_links(readable(text).strip())
    if not text:
        raise DomainError(_("Écrivez au moins une phrase."), field="text")
    if len(text) > LIMITS["words"]:
        raise DomainError(
            _("Votre texte compte %(count)d signes.") % {"count": len(text)},
            nearest=_("Gardez l’essentiel : %(limit)d signes au plus. Rien n’est coupé.") % {"limit": LIMITS["words"]},
            field="text",
        )
    exchange = Exchange.objects.create(signal=signal, from_author=True, text=text, quoted=quoted)
    if signal.reader:
        sentence = gettext_lazy("La personne qui a fait cette remontée vous écrit.")
        letter = ReaderLetter(signal_id=signal.pk, reference=signal.reference, sentence=sentence, url=signal.desk_url)
        post(letter, recipient(signal.reader))
    record(actor, AuthorWrote(subject_id=signal.pk, exchange=exchange.pk))
    return exchange


@action
def agree_publication(actor: Actor, signal: FieldSignal, *, agreed: bool) -> FieldSignal:
    """Agree that a rewritten version may be published, or take that back: what was published goes too."""
    require(policy, actor, Permission.FOLLOW, signal)
    signal = lock_signal(signal, own=True)
    signal.may_publish = agreed
    signal.save()
    if not agreed:
        unpublish(actor, signal)
    record(actor, PublicationAgreed(subject_id=signal.pk, agreed=agreed))
    return signal


@action
def stop_news(actor: Actor, signal: FieldSignal, *, stopped: bool = True) -> FieldSignal:
    """Get no more mails about this signal, or get them again; the link goes on showing all."""
    require(policy, actor, Permission.FOLLOW, signal)
    signal = lock_signal(signal, own=True)
    contact = contact_of(signal)
    (stop if stopped else resume)(contact.to.key if contact else f"author:{signal.pk}", f"signal:{signal.pk}")
    record(actor, NewsStopped(subject_id=signal.pk, stopped=stopped))
    return signal
