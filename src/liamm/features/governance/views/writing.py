"""Pages of the texts of a decision: writing both, reading for four eyes, giving back, correcting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.governance import actions
from liamm.features.governance.forms.texts import CorrectionForm, ReadingForm, RemarkForm, TextForm
from liamm.features.governance.models import Decision
from liamm.features.governance.policies import Permission
from liamm.features.governance.queries.decisions import load_decision
from liamm.features.governance.queries.writing import reading_page, texts_page
from liamm.features.governance.refusing import refuse_published
from liamm.features.governance.standing import asked_in
from liamm.features.governance.views.answering import Ask, answer, check
from liamm.kernel.access import members


def _decision(request: HttpRequest, reference: str, permission: Permission) -> Decision:
    decision = load_decision(request.user, reference)
    check(request, permission, decision)
    return decision


def _page(reference: str) -> str:
    return reverse("governance:decision", args=[reference])


@members
def texts(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the full text and the public one, side by side."""
    decision = _decision(request, reference, Permission.WRITE)
    shown = texts_page(decision, copied="partir" in request.GET)
    form = TextForm(request.POST or None, initial=shown.initial, decision=decision, preconisations=asked_in(decision))
    ask = Ask(
        heading=_("Écrire la décision : %(title)s") % {"title": shown.title},
        done=_("C’est enregistré. Le texte public part une fois relu par quelqu’un d’autre."),
        back=_page(reference),
        template="governance/texts.html",
        stops=lambda: refuse_published(decision),
        context={"page": shown, "decision": decision, "overtaken": _overtaken(request, decision)},
    )
    asked = "relire" in request.POST
    return answer(request, form, lambda: actions.write_texts(request.user, decision, draft=_text(form, asked)), ask)


def _overtaken(request: HttpRequest, decision: Decision) -> bool:
    """Whether somebody else wrote since the page that was sent."""
    return request.method == "POST" and request.POST.get("version") != str(decision.text_version)


def _text(form: TextForm, ask_reading: bool) -> actions.TextDraft:  # noqa: FBT001  # which of the two buttons
    data = form.cleaned_data
    return actions.TextDraft(
        version=data["version"],
        full_text=data["full_text"],
        public_title=data["public_title"],
        public_text=data["public_text"],
        shows_arguments=data.get("shows_arguments", False),
        preconisations=form.preconisations(),
        overload_reason=data.get("overload_reason", ""),
        correction_reason=data.get("correction_reason", ""),
        checked=data["checked"],
        ask_reading=ask_reading,
    )


@members
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """Read both texts as someone who wrote neither, and let the public one leave."""
    decision = _decision(request, reference, Permission.READ)
    form = ReadingForm(request.POST or None, initial={"version": decision.text_version})
    ask = Ask(
        heading=_("Relire avant publication"),
        done=_("Votre relecture est notée."),
        back=_page(reference),
        submit=_("J’ai relu : ce texte peut partir"),
        template="governance/read.html",
        stops=lambda: refuse_published(decision),
        context={"page": reading_page(decision)},
    )
    return answer(request, form, lambda: _read(request, decision, form), ask)


def _read(request: HttpRequest, decision: Decision, form: ReadingForm) -> Decision:
    return actions.read_text(request.user, decision, version=form.cleaned_data["version"])


@members
def hand_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the public text back to those who write it, with a remark."""
    decision = _decision(request, reference, Permission.HAND_BACK)
    form = RemarkForm(request.POST or None, initial={"version": decision.text_version})
    ask = Ask(
        heading=_("Rendre le texte avec une remarque"),
        done=_("Le texte est rendu avec votre remarque. Il vous sera offert de nouveau une fois repris."),
        back=_page(reference),
        submit=_("Rendre ce texte"),
        template="governance/hand_back.html",
        context={"page": reading_page(decision)},
    )
    return answer(request, form, lambda: _hand_back(request, decision, form), ask)


def _hand_back(request: HttpRequest, decision: Decision, form: RemarkForm) -> object:
    return actions.hand_back_text(request.user, decision, **form.cleaned_data)


@members
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a correction."""
    decision = _decision(request, reference, Permission.CORRECT)
    initial = {name: getattr(decision, name) for name in ("public_title", "public_text", "full_text")}
    form = CorrectionForm(request.POST or None, initial=initial, preconisations=asked_in(decision))
    ask = Ask(
        heading=_("Corriger %(reference)s") % {"reference": reference},
        done=_("La correction est écrite. Elle paraît une fois relue par quelqu’un d’autre ; l’ancienne entrée reste."),
        back=_page(reference),
        submit=_("Enregistrer cette correction"),
        lead=_("Une correction répare ce qui est écrit. Changer l’issue demande un nouveau point, en séance."),
    )
    return answer(request, form, lambda: actions.correct_decision(request.user, decision, draft=_correction(form)), ask)


def _correction(form: CorrectionForm) -> actions.CorrectionDraft:
    data = form.cleaned_data
    texts = {name: data[name] for name in ("reason", "full_text", "public_title", "public_text", "checked")}
    return actions.CorrectionDraft(preconisations=form.preconisations(), **texts)
