"""What those who lead a project do: tell, gather, start and end phases, close."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.projects import actions, forms
from liamm.features.projects.models import Host, Phase, Project, RoleProposal, TeamRole, Terrain
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.queries import load_project
from liamm.features.projects.said import said_of
from liamm.features.spaces.queries import people_known_to
from liamm.kernel.access import Refused, members
from liamm.kernel.actions import DomainError
from liamm.kernel.stale import mark
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import Attempt, attempt

Act = Callable[[Project, Form], object]


def _lead(request: HttpRequest, reference: str, permission: Permission = Permission.LEAD) -> Project:
    """The project, if the person may see it (else 404) and do this (else 403 with the reason)."""
    project = load_project(request.user, reference)
    decision = policy.decide(request.user, permission, project)
    if not decision:
        raise Refused(decision)
    return project


def _answer(request: HttpRequest, project: Project, form: Form, act: Act, words: tuple[str, str]) -> HttpResponse:
    """Show the form, or do the act and come back to the project; `words` are the title and what is said once done."""
    tried: Attempt[object] = Attempt()
    if request.method == "POST":
        tried = attempt(form, lambda: act(project, form))
        if tried.done:
            tell(request, words[1])
            return redirect("project", project.reference)
    context = {"project": project, "form": form, "refusal": tried.refusal, "heading": words[0]}
    return page(request, "projects/act.html", context)


@members
def journal(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell what happened."""
    project = _lead(request, reference, Permission.TELL)
    form = forms.JournalForm(request.POST or None)
    words = (_("Raconter ce qui s’est passé"), _("C’est dans le journal."))
    return _answer(
        request, project, form, lambda on, f: actions.tell_journal(request.user, on, **f.cleaned_data), words
    )


@members
def summary(request: HttpRequest, reference: str) -> HttpResponse:
    """Say again what the project is about."""
    project = _lead(request, reference)
    initial = {"summary": project.summary or project.request_said, "seen": mark(said_of(project))}
    form = forms.SummaryForm(request.POST or None, initial=initial)
    words = (_("Redire de quoi il s’agit"), _("La présentation est à jour."))
    return _answer(
        request, project, form, lambda on, f: actions.rewrite_summary(request.user, on, **f.cleaned_data), words
    )


@members
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Set the next review."""
    project = _lead(request, reference)
    form = forms.ReviewForm(request.POST or None, initial={"on": project.next_review})
    words = (_("Choisir le prochain point d’étape"), _("La date est notée."))
    return _answer(request, project, form, lambda on, f: actions.set_review(request.user, on, **f.cleaned_data), words)


@members
def team(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose a role to someone, or take one."""
    project = _lead(request, reference)
    form = forms.RoleForm(request.POST or None, known=people_known_to(request.user, project.space_id))
    mine = form.is_bound and form.is_valid() and form.cleaned_data["person"] == request.user
    done = (
        _("Vous tenez ce rôle.") if mine else _("La proposition est partie : le rôle commence quand elle est acceptée.")
    )
    return _answer(
        request, project, form, lambda on, f: _ask(request, on, f), (_("Accueillir quelqu’un dans l’équipe"), done)
    )


def _ask(request: HttpRequest, project: Project, form: Form) -> object:
    person = signed_in(request)
    said = dict(form.cleaned_data)
    if said["person"] != person:
        return actions.propose_role(person, project, actions.RoleAsked(**said))
    del said["email"]
    return actions.give_role(person, project, actions.RoleDraft(**said))


@members
@require_POST
def take_role_back(request: HttpRequest, reference: str, proposal_id: UUID) -> HttpResponse:
    """Propose a role no more."""
    project = _lead(request, reference)
    found = get_object_or_404(RoleProposal.objects.select_related("project__space"), pk=proposal_id, project=project)
    try:
        actions.take_role_back(signed_in(request), found)
        tell(request, _("La proposition est reprise : son lien n’ouvre plus rien."))
    except DomainError as refusal:
        refuse(request, str(refusal))
    return redirect("project", reference)


@members
def leave(request: HttpRequest, reference: str, role_id: UUID) -> HttpResponse:
    """End a role."""
    project = load_project(request.user, reference)
    held = get_object_or_404(TeamRole.objects.select_related("project", "person"), pk=role_id, project=project)
    if not (decision := policy.decide(request.user, Permission.LEAVE_ROLE, held)):
        raise Refused(decision)
    words = (_("Rendre le rôle de %(name)s") % {"name": held.person}, _("Le rôle est rendu, avec merci."))
    return _answer(
        request, project, Form(request.POST or None), lambda _p, _f: actions.leave_role(request.user, held), words
    )


@members
def hosts(request: HttpRequest, reference: str) -> HttpResponse:
    """Add an organisation that carries the project."""
    project = _lead(request, reference)
    form = forms.HostForm(request.POST or None)
    words = (_("Ajouter une organisation qui porte le projet"), _("L’organisation est ajoutée."))
    return _answer(request, project, form, lambda on, f: actions.add_host(request.user, on, **f.cleaned_data), words)


@members
def drop_host(request: HttpRequest, reference: str, host_id: UUID) -> HttpResponse:
    """An organisation stops carrying the project."""
    project = _lead(request, reference)
    host = get_object_or_404(Host.objects.select_related("project", "organisation"), pk=host_id, project=project)
    words = (_("%(name)s ne porte plus le projet") % {"name": host.organisation}, _("C’est noté."))
    return _answer(
        request, project, Form(request.POST or None), lambda _p, _f: actions.remove_host(request.user, host), words
    )


@members
def terrain(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a terrain."""
    project = _lead(request, reference)
    form = forms.TerrainForm(request.POST or None)
    words = (_("Ajouter un terrain"), _("Le terrain est ajouté."))
    return _answer(request, project, form, lambda on, f: actions.add_terrain(request.user, on, **f.cleaned_data), words)


@members
def phase(request: HttpRequest, reference: str, terrain_id: UUID) -> HttpResponse:
    """Add a phase on a terrain."""
    project = _lead(request, reference)
    place = get_object_or_404(Terrain.objects.select_related("project"), pk=terrain_id, project=project)
    form = forms.NewPhaseForm(request.POST or None)
    words = (_("Commencer une phase : %(terrain)s") % {"terrain": place.name}, _("La phase est ouverte."))
    return _answer(
        request,
        project,
        form,
        lambda _p, f: actions.start_phase(request.user, place, actions.PhaseDraft(**f.cleaned_data)),
        words,
    )


@members
def end(request: HttpRequest, reference: str, phase_id: UUID) -> HttpResponse:
    """End a phase."""
    project = _lead(request, reference)
    found = get_object_or_404(Phase.objects.select_related("terrain__project"), pk=phase_id, terrain__project=project)
    form = forms.PhaseEndForm(request.POST or None)
    words = (_("Terminer la phase « %(name)s »") % {"name": found.name}, _("La phase est terminée."))
    return _answer(
        request, project, form, lambda _p, f: actions.end_phase(request.user, found, **f.cleaned_data), words
    )


@members
def stop_phase(request: HttpRequest, reference: str, phase_id: UUID) -> HttpResponse:
    """Stop a phase before its end, saying why."""
    project = _lead(request, reference)
    found = get_object_or_404(Phase.objects.select_related("terrain__project"), pk=phase_id, terrain__project=project)
    form = forms.PhaseStopForm(request.POST or None)
    words = (_("Arrêter la phase « %(name)s »") % {"name": found.name}, _("La phase est arrêtée."))
    return _answer(
        request, project, form, lambda _p, f: actions.end_phase(request.user, found, **f.cleaned_data), words
    )


@members
def dates(request: HttpRequest, reference: str, phase_id: UUID) -> HttpResponse:
    """Correct the dates of a phase."""
    project = _lead(request, reference)
    found = get_object_or_404(Phase.objects.select_related("terrain__project"), pk=phase_id, terrain__project=project)
    known = {"starts": found.starts, "review": found.review, "ended": found.ended}
    form = forms.PhaseDatesForm(request.POST or None, initial=known, ended=found.ended is not None)
    words = (_("Corriger les dates de « %(name)s »") % {"name": found.name}, _("Les dates sont corrigées."))
    return _answer(
        request,
        project,
        form,
        lambda _p, f: actions.correct_phase(request.user, found, **{"ended": None, **f.cleaned_data}),
        words,
    )


@members
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a project whose work is done."""
    project = _lead(request, reference)
    form = forms.ClosingForm(request.POST or None)
    words = (_("Terminer le projet"), _("Le projet est terminé. Merci à celles et ceux qui l’ont mené."))
    return _answer(
        request, project, form, lambda on, f: actions.close_project(request.user, on, **f.cleaned_data), words
    )


@members
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop a project."""
    project = _lead(request, reference)
    form = forms.ClosingForm(request.POST or None)
    words = (_("Arrêter le projet"), _("Le projet est arrêté ; ce que vous en dites servira à d’autres."))
    return _answer(
        request, project, form, lambda on, f: actions.stop_project(request.user, on, **f.cleaned_data), words
    )
