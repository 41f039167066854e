"""What the style page shows: invented things of a believable lab, enough to see every state."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.kernel import clock
from liamm.kernel.actions import Citation, DomainError
from liamm.kernel.extension import ThreadStep
from liamm.kernel.thread.chain import Stage
from liamm.ui import plots
from liamm.ui.forms import CheckLines, ChoiceCards, ChoiceLines, DayInput, FilesField
from liamm.ui.shapes import Floor, Link, Room, Step, StepState


class SpecimenForm(forms.Form):
    """One field of each kind; `specimen` keeps its errors from taking the focus."""

    specimen = True

    what = forms.CharField(
        label=gettext_lazy("Que se passe-t-il ?"),
        help_text=gettext_lazy("Avec vos mots, comme vous le raconteriez à un voisin."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    mail = forms.EmailField(
        label=gettext_lazy("Où vous répondre ?"),
        help_text=gettext_lazy("Une adresse mail, pour savoir ce que cela devient."),
        required=False,
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Où cela se passe-t-il ?"),
        choices=[("", "—"), ("35236", "Redon"), ("35126", "Guichen"), ("29151", "Morlaix")],
        required=False,
    )
    function = forms.ChoiceField(
        label=gettext_lazy("Que demandez-vous ?"),
        choices=[
            ("projet", gettext_lazy("Un projet")),
            ("action", gettext_lazy("Une action")),
            ("ressource", gettext_lazy("Une ressource")),
        ],
        widget=ChoiceCards(
            hints={
                "projet": gettext_lazy("Explorer un problème dans la durée, avec ceux qui le vivent."),
                "action": gettext_lazy("Un coup d’accélérateur sur une seule phase."),
                "ressource": gettext_lazy("Un lieu, un outil, une trame, une personne à qui parler."),
            }
        ),
    )
    often = forms.ChoiceField(
        label=gettext_lazy("Cela arrive…"),
        choices=[("day", gettext_lazy("tous les jours")), ("week", gettext_lazy("chaque semaine"))],
        widget=ChoiceLines(),
        required=False,
    )
    who = forms.MultipleChoiceField(
        label=gettext_lazy("Qui est concerné ?"),
        choices=[("users", gettext_lazy("des usagers")), ("agents", gettext_lazy("des agents"))],
        widget=CheckLines(),
        required=False,
    )
    day = forms.DateField(label=gettext_lazy("Depuis quand ?"), widget=DayInput(), required=False)
    papers = FilesField(
        label=gettext_lazy("Photos ou documents"),
        help_text=gettext_lazy("Plusieurs fichiers possibles, 10 Mo chacun."),
        required=False,
    )
    accord = forms.BooleanField(label=gettext_lazy("Le laboratoire peut me répondre à cette adresse."))


class FilterForm(forms.Form):
    """The filters of a list."""

    words = forms.CharField(label=gettext_lazy("Mots"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Où cela en est"),
        choices=[("", gettext_lazy("tout")), ("new", gettext_lazy("à lire"))],
        required=False,
    )


def specimens(data: Mapping[str, Any] | None) -> dict[str, Any]:
    """The context of the style page; `data` is a form sent to see its errors."""
    return {
        **_people_and_time(),
        **_chain(),
        **_pictures(),
        **_house(),
        "form": SpecimenForm(auto_id="essai_%s"),
        "wrong_form": SpecimenForm(data or {"mail": "accueil@", "where": "35236"}, auto_id="faux_%s"),
        "filter_form": FilterForm(auto_id="filtre_%s"),
        "refusal": _refusal(),
        "warn_patterns": json.dumps(
            [{"pattern": r"(?:\d[ .]?){10}", "said": _("Ce texte semble contenir un numéro de téléphone.")}]
        ),
    }


def _people_and_time() -> dict[str, Any]:
    now = clock.now()
    return {
        "now": now,
        "two_hours_ago": now - timedelta(hours=2),
        "yesterday": now - timedelta(days=1),
        "next_week": now + timedelta(days=7),
        "in_ten_days": now + timedelta(days=10),
        "listing": Paginator(range(214), 30).page(2),
        "tabs": [
            Link(_("Ce qui est prêt"), "#onglets", current=True),
            Link(_("En clarification"), "#onglets"),
            Link(_("Déjà décidé"), "#onglets"),
        ],
        "contents": [
            Link(_("Couleurs"), "#couleurs", current=True),
            Link(_("Le fil"), "#fil", children=(Link(_("Dans les deux sens"), "#fil-entier"),)),
            Link(_("Formulaires"), "#formulaires"),
        ],
        "stages": [
            Link(_("Le besoin"), "#formulaires"),
            Link(_("Les personnes"), "#formulaires", current=True),
            Link(_("Les moyens")),
        ],
    }


def _chain() -> dict[str, Any]:
    done, now, later = StepState.DONE, StepState.NOW, StepState.NEXT
    first = [
        Step(_("4 remontées"), _("Redon, Guichen"), "#fil", done),
        Step(_("Problématique"), _("allers-retours entre guichets"), "#fil", done),
        Step(_("Communauté"), _("7 organisations"), "#fil", done),
        Step(_("Demande"), _("version 2"), "#fil", done),
    ]
    return {
        "thread": [
            *first,
            Step(_("Séance"), _("cette décision"), "", now),
            Step(_("Projet"), _("janvier"), "", later),
            Step(_("Commun"), "", "", later),
        ],
        "whole_thread": _whole_thread(),
        "dates": [
            Step(_("Immersion à Redon"), _("cinq usagers suivis une journée"), "#dates", done, _("du 3 au 5 mars")),
            Step(_("Prototype de courrier"), _("à mi-chemin"), "#dates", now, _("du 12 mars au 30 avril")),
            Step(_("Essai dans deux mairies"), "", "", later, _("en mai")),
        ],
        "stopped": Step(_("Essai à Guichen"), _("non concluant, et raconté"), "#dates", StepState.STOPPED),
    }


def _whole_thread() -> list[Any]:
    now = clock.now()

    def stage(label: str, titles: list[tuple[str, str]], *, done: bool = True, here: bool = False) -> Stage:
        steps = tuple(ThreadStep(title, line, url="#fil-entier", at=now, done=done) for title, line in titles)
        return Stage("", label, steps, now=here)

    return [
        stage(_("3 remontées"), [("R-0412", "Redon"), ("R-0415", "Guichen"), ("R-0433", "Redon")]),
        stage(_("Problématique"), [(_("Les papiers qui reviennent"), _("7 signaux croisés"))]),
        stage(_("Demande"), [(_("Un premier rendez-vous qui ouvre les droits"), _("version 2"))]),
        stage(_("Décision"), [("D-2026-041", _("retenu, 2 préconisations"))], here=True),
        stage(_("Projet"), [(_("Un premier rendez-vous"), _("exploration en cours"))]),
        stage(_("2 communs"), [(_("Trame d’immersion"), _("reprise à Brest")), (_("Ce qui a raté"), "")], done=False),
        stage(_("4 réemplois"), [("Brest", ""), ("Laval", ""), ("Nantes", "")], done=False),
    ]


def _pictures() -> dict[str, Any]:
    return {
        "scale": [_("faible"), _("à travailler"), _("réelle"), _("forte")],
        "spreads": [
            plots.Spread(_("Impact usager-citoyen"), (0, 0, 1, 3), own=3),
            plots.Spread(_("Transversalité"), (0, 1, 2, 1), own=2),
            plots.Spread(_("Faisabilité interne"), (2, 1, 1, 0), own=2),
        ],
        "portfolio": plots.BarPlot(
            _("Les projets par fonction"),
            [
                plots.Bar(_("des projets"), 5, _("5 projets"), "eprouvette"),
                plots.Bar(_("des actions"), 9, _("9 actions"), "accelerateur"),
                plots.Bar(_("des ressources"), 14, _("14 prêts"), "ressources"),
                plots.Bar(_("des communautés"), 3, _("3 communautés"), "archipel"),
            ],
            label_head=_("Fonction"),
            value_head=_("En cours"),
        ),
        "timeline": [
            (
                _("Redon"),
                _("exploration, puis prototype"),
                plots.strip([plots.Stretch(0, 40, "archipel"), plots.Stretch(45, 90, "eprouvette")], 0, 180, 70),
            ),
            (_("Guichen"), _("essai arrêté en avril"), plots.strip([plots.Stretch(20, 60, "stop")], 0, 180, 70)),
            (_("Morlaix"), _("commence en juin"), plots.strip([plots.Stretch(110, 180, "plain")], 0, 180, 70)),
        ],
        "diff": [
            ("", _("L’instance se réunit ")),
            ("del", _("tous les deux mois")),
            ("ins", _("chaque mois")),
            ("", "."),
        ],
    }


def _house() -> dict[str, Any]:
    return {
        "floors": [
            Floor(
                (
                    Room(_("La chambre"), _("LabAccès, jusqu’à 12 h"), "busy", "#maison"),
                    Room(_("Le boudoir"), _("libre"), "free", "#maison"),
                    Room(_("Le bureau"), _("occupé dans 20 min"), "soon", "#maison"),
                )
            ),
            Floor(
                (
                    Room(_("Le salon"), _("Atelier UTILO, jusqu’à 17 h"), "busy", "#maison", wide=True),
                    Room(_("La cuisine"), _("libre"), "free", "#maison"),
                    Room(_("L’atelier"), _("prototypage"), "works", "#maison"),
                )
            ),
        ],
        "garden": [Room(_("Le jardin"), _("libre"), "free", "#maison")],
    }


def _refusal() -> DomainError:
    return DomainError(
        _("Les blocs suivants de la grille restent fermés : le filtre usagers n’est pas franchi."),
        citation=Citation("4.0", "1.2.1", _("Charte v4.0, article 1.2.1"), "#avis"),
        nearest=_("demander aux deux avis manquants de s’exprimer avant jeudi"),
    )
