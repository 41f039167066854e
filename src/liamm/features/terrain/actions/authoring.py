"""What the author of a signal may do through the link: add, agree to publication, stop the mails."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.queries import recipient
from liamm.features.terrain.correspondents import contact_of
from liamm.features.terrain.facts import AuthorWrote, AuthorWroteAgain, NewsStopped, PublicationAgreed
from liamm.features.terrain.letters import ReaderLetter
from liamm.features.terrain.locking import lock_signal
from liamm.features.terrain.models import Exchange, FieldSignal
from liamm.features.terrain.own_links import without_own_links
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.rules.telling import LIMITS, readable
from liamm.features.terrain.unpublishing import unpublish
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post, resume, stop

_SENT_TWICE = timedelta(minutes=10)


@action
def add_precision(actor: Actor, signal: FieldSignal, *, text: str, quoted: str = "") -> Exchange:
    """Add something to what one told, or answer the team; the same message sent twice in a row is taken once."""
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
    if known := _just_said(signal, text, quoted):
        record(actor, AuthorWroteAgain(subject_id=signal.pk, exchange=known.pk))
        return known
    exchange = Exchange.objects.create(signal=signal, from_author=True, text=text, quoted=quoted)
    if signal.reader:
        sentence = gettext_lazy("La personne qui a fait cette remontée vous écrit.")
        letter = ReaderLetter(signal_id=signal.pk, reference=signal.reference, sentence=sentence, url=signal.desk_url)
        post(letter, recipient(signal.reader))
    record(actor, AuthorWrote(subject_id=signal.pk, exchange=exchange.pk))
    return exchange


def _just_said(signal: FieldSignal, text: str, quoted: str) -> Exchange | None:
    """The last message of the thread, when it is this one and nobody could have meant to say it again."""
    last = signal.exchanges.last()
    if last is None or last.created_at <= clock.now() - _SENT_TWICE:
        return None
    return last if (last.from_author, last.text, last.quoted) == (True, text, quoted) else None


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
