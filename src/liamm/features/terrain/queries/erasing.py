"""What would remain of what was told once all that designates its author is taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from liamm.features.terrain.enums import Withdrawal
from liamm.features.terrain.models import MASKED_FIELDS, Author, Exchange, FieldSignal, SignalStep
from liamm.features.terrain.rules.erasing import erased, words_of_name

ERASED_FIELDS = (*MASKED_FIELDS, "settled")


@dataclass(frozen=True, slots=True)
class Remaining:
    """The texts of a signal and its messages as they would remain; `seen` changes when anything is added to them."""

    fields: Mapping[str, str]
    exchanges: Sequence[tuple[Exchange, str]]
    seen: str

    @property
    def texts(self) -> list[str]:
        """All of them."""
        return [*self.fields.values(), *(text for _exchange, text in self.exchanges)]


def remaining(signal: FieldSignal, pieces: Sequence[str] = ()) -> Remaining:
    """What remains without the passages recognised, how its author is named and reached, and these pieces."""
    author = Author.objects.filter(signal=signal).first()
    known = [*words_of_name(author.name), author.mail, author.phone] if author else []
    gone, mark = [*known, *pieces], _("[passage retiré]")
    exchanges = list(signal.exchanges.all())
    told = [getattr(signal, name) for name in ERASED_FIELDS]
    seen = hashlib.sha256("\x1f".join([*told, *(one.text for one in exchanges)]).encode()).hexdigest()[:16]
    return Remaining(
        fields={name: erased(text, gone, mark) for name, text in zip(ERASED_FIELDS, told, strict=True)},
        exchanges=[(one, erased(one.text, gone, mark)) for one in exchanges],
        seen=seen,
    )


def person_gone(signal: FieldSignal) -> SignalStep | None:
    """When the author had what designates them erased; None when nobody asked."""
    keys = [f"withdrawn:{scope}" for scope in Withdrawal.values]
    return SignalStep.objects.filter(signal=signal, key__in=keys).order_by("-created_at").first()


def said_without_original(signal: FieldSignal) -> str:
    """Why there is no sealed original to open."""
    if step := person_gone(signal):
        said = _("Le texte d’origine a été effacé le %(day)s, à la demande de la personne.")
        return said % {"day": date_format(timezone.localtime(step.created_at), "DATE_FORMAT")}
    if signal.masked:
        return _("Le texte d’origine a été effacé au terme du délai de la charte.")
    return _("Rien n’a été masqué : le texte que vous lisez est celui d’origine.")
