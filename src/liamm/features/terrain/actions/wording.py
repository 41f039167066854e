"""Publishing what everybody may read of a signal: a separate act, after a human read it, in words written for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings import promised
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.features.terrain.enums import SignalState
from liamm.features.terrain.facts import WordingPublished
from liamm.features.terrain.locking import lock_signal
from liamm.features.terrain.models import FieldSignal, PublicWording
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.telling import ByMail, tell_step
from liamm.features.terrain.telltale import refuse_telltale
from liamm.features.terrain.unpublishing import unpublish
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record

PUBLISHED = gettext_lazy("Une version réécrite, sans rien qui vous désigne, est publiée.")
TAKEN_BACK = gettext_lazy("La version publiée a été retirée.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What everybody will read: title, text, place as wide as needed; `checked` once doubtful words were looked at."""

    title: str
    text: str
    territory: Territory | None = None
    audience: Audience = Audience.PUBLIC
    checked: bool = False


@action
def publish_wording(actor: Actor, signal: FieldSignal, *, wording: Wording) -> PublicWording:
    """Publish a wording; it takes the place of the one before, which is kept."""
    require(policy, actor, Permission.PUBLISH, signal)
    signal = lock_signal(signal)
    _refuse_unready(signal)
    _refuse_telltale(wording)
    unpublish(actor, signal)
    published = PublicWording.objects.create(
        space=Space.objects.the_lab(),
        audience=wording.audience,
        signal=signal,
        title=wording.title.strip()[:150],
        text=wording.text.strip(),
        territory=wording.territory,
        published_by=actor if isinstance(actor, Person) else None,
    )
    tell_step([signal.pk], "published", PUBLISHED, url=published.get_absolute_url())
    record(actor, WordingPublished(subject_id=published.pk, signal=signal.pk))
    return published


@action
def withdraw_wording(actor: Actor, wording: PublicWording) -> PublicWording:
    """Take a public wording back: its page answers no more."""
    require(policy, actor, Permission.PUBLISH, wording)
    signal = lock_signal(wording.signal)
    if not unpublish(actor, signal):
        raise DomainError(_("Cette version n’est déjà plus publiée."))
    wording.refresh_from_db()
    tell_step([signal.pk], f"taken_back:{wording.pk}", TAKEN_BACK, by_mail=ByMail.NOBODY)
    return wording


def _refuse_unready(signal: FieldSignal) -> None:
    if signal.state == SignalState.RECEIVED:
        raise DomainError(
            _("Rien n’est publié avant que quelqu’un ait lu."),
            citation=promised("read_first"),
            nearest=_("Lisez la remontée, puis dites-le ici."),
        )
    if not signal.may_publish:
        raise DomainError(
            _("La personne n’a pas accepté qu’une version réécrite soit publiée."),
            citation=promised("agreed_first"),
            nearest=_("Demandez-le-lui par son lien de suivi : elle peut l’accepter en un geste."),
        )


def _refuse_telltale(wording: Wording) -> None:
    if not (wording.title.strip() and wording.text.strip()):
        raise DomainError(_("Donnez un titre et un texte."), field="title")
    refuse_telltale(f"{wording.title}\n{wording.text}", field="text", checked=wording.checked)
