"""What the team does with a signal, each act at its own address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.queries import team
from liamm.features.terrain.actions import (
    answer_signal,
    assign_reader,
    cross_signals,
    locate_signal,
    merge_signals,
    read_signal,
    redirect_signal,
    split_signal,
    take_up_signal,
    withdraw_wording,
    write_to_author,
)
from liamm.features.terrain.forms.desk import (
    CrossForm,
    MergeForm,
    NothingForm,
    PlaceForm,
    ReaderForm,
    RedirectForm,
    TextForm,
)
from liamm.features.terrain.models import FieldSignal, PublicWording
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.desk import said_read
from liamm.features.terrain.views.desk import load_signal
from liamm.features.terrain.views.verbs import Verb, alone, carry_out
from liamm.kernel.access import Actor, opens
from liamm.kernel.actions import DomainError


def _take_back(actor: Actor, signal: FieldSignal, data: Mapping[str, Any]) -> object:
    del data
    wording = PublicWording.objects.filter(signal=signal, withdrawn_at=None).select_related("signal").first()
    if wording is None:
        raise DomainError(str(_("Rien n’est publié de cette remontée.")))
    return withdraw_wording(actor, wording)


VERBS: Mapping[str, Verb] = {
    "lue": Verb(
        _("Dire que vous l’avez lue"),
        _("Je l’ai lue"),
        _("C’est dit : la personne le sait."),
        alone(NothingForm),
        lambda actor, signal, _data: read_signal(actor, signal),
        _("La personne apprend que quelqu’un l’a lue."),
        said_read,
    ),
    "confier": Verb(
        _("La confier à quelqu’un"),
        _("Confier"),
        _("C’est confié."),
        lambda data, signal: ReaderForm(data, team=team(), initial={"reader": signal.reader_id}),
        lambda actor, signal, data: assign_reader(actor, signal, reader=data["reader"]),
    ),
    "ecrire": Verb(
        _("Écrire à la personne"),
        _("Envoyer"),
        _("Votre message est parti."),
        alone(TextForm),
        lambda actor, signal, data: write_to_author(actor, signal, text=data["text"]),
        _("Elle le lira par son lien, et par courriel si elle a laissé une adresse."),
    ),
    "repondre": Verb(
        _("Répondre pour de bon"),
        _("Répondre"),
        _("La réponse est partie."),
        alone(TextForm),
        lambda actor, signal, data: answer_signal(actor, signal, text=data["text"]),
        _("Quand il n’y a rien de plus à attendre de nous sur ce point."),
    ),
    "orienter": Verb(
        _("La confier à celles et ceux qui peuvent agir"),
        _("Orienter"),
        _("La personne sait vers qui se tourner."),
        alone(RedirectForm),
        lambda actor, signal, data: redirect_signal(actor, signal, to=data["to"], detail=data["detail"]),
        _("Le laboratoire n’est ni un canal d’alerte, ni un guichet, ni un service d’urgence : disons vers qui aller."),
    ),
    "reprendre": Verb(
        _("La reprendre"),
        _("Reprendre"),
        _("Elle est reprise."),
        alone(NothingForm),
        lambda actor, signal, _data: take_up_signal(actor, signal),
        _("Elle redevient une remontée lue, qui attend une suite."),
    ),
    "situer": Verb(
        _("Dire où c’est"),
        _("Enregistrer"),
        _("Le lieu est noté."),
        lambda data, signal: PlaceForm(data, initial={"territory": signal.territory}),
        lambda actor, signal, data: locate_signal(actor, signal, territory=data["territory"]),
        _("Les mots de la personne restent."),
    ),
    "rapprocher": Verb(
        _("La rapprocher d’une autre"),
        _("Rapprocher"),
        _("C’est fait ; on peut les séparer à tout moment."),
        alone(MergeForm),
        lambda actor, signal, data: merge_signals(actor, signal, into=data["into"]),
        _("L’autre la portera. Les deux gardent leur auteur, leur histoire et leurs liens."),
    ),
    "separer": Verb(
        _("La séparer de l’autre"),
        _("Séparer"),
        _("Elles sont de nouveau distinctes."),
        alone(NothingForm),
        lambda actor, signal, _data: split_signal(actor, signal),
        _("Tout redevient comme avant le rapprochement."),
    ),
    "croiser": Verb(
        _("La croiser dans une problématique"),
        _("Croiser"),
        _("Elle est croisée ; la personne le sait."),
        alone(CrossForm),
        lambda actor, signal, data: cross_signals(actor, data["problem"], signals=[signal]),
    ),
    "depublier": Verb(
        _("Retirer la version publiée"),
        _("Retirer"),
        _("La version publiée est retirée."),
        alone(NothingForm),
        _take_back,
    ),
}


@opens(policy, Permission.HANDLE)
def act(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """One act on one signal."""
    found = load_signal(request, reference)
    return carry_out(request, VERBS, verb, found, name=found.reference)
