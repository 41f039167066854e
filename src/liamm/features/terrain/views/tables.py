"""Bringing signals from a table: a dry run that names each bad line, then the real one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.terrain.actions import check_table, import_table
from liamm.features.terrain.forms.problems import TableForm
from liamm.features.terrain.models import ImportBatch
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.tables import dry_run, said_headings
from liamm.kernel.access import opens
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell, warn
from liamm.ui.submitting import attempt

_MOST_NAMED = 20


@opens(policy, Permission.IMPORT)
def bring(request: HttpRequest) -> HttpResponse:
    """Choose a table to be checked."""
    form = TableForm(request.POST or None, request.FILES or None)

    def check() -> ImportBatch:
        upload = form.cleaned_data["file"]
        return check_table(request.user, upload.read(), name=upload.name)

    tried = attempt(form, check)
    if tried.result:
        return redirect("terrain:table", tried.result.pk)
    context = {"form": form, "headings": said_headings(), "refusal": tried.refusal}
    return page(request, "terrain/bring.html", context)


@opens(policy, Permission.IMPORT)
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the table says before anything is taken; then take its good lines."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    if request.method == "POST":
        return _take(request, batch)
    taken, again = batch.lines.filter(again=False).count(), batch.lines.filter(again=True).count()
    context = {"batch": batch, "read": dry_run(batch) if batch.content else None, "taken": taken, "again": again}
    return page(request, "terrain/table.html", context)


def _take(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    before = set(batch.lines.values_list("pk", flat=True))
    try:
        done = import_table(request.user, batch)
    except DomainError as refusal:
        refuse(request, refusal)
        return redirect("terrain:table", batch.pk)
    lines = list(done.lines.select_related("signal").order_by("number"))
    there = [line.signal.reference for line in lines if line.again or line.pk in before]
    tell(request, _said_taken(len(lines) - len(there)))
    if there:
        warn(request, _said_there(there))
    return redirect("terrain:table", done.pk) if done.left or there else redirect("terrain:desk")


def _said_there(references: list[str]) -> str:
    """Those that a table had brought before, the first of them by name."""
    shown = ", ".join(references[:_MOST_NAMED]) + ("…" if len(references) > _MOST_NAMED else "")
    said = ngettext(
        "%(count)d ligne était déjà là : %(references)s.",
        "%(count)d lignes étaient déjà là : %(references)s.",
        len(references),
    )
    return said % {"count": len(references), "references": shown}


def _said_taken(count: int) -> str:
    if not count:
        return _("Aucune ligne nouvelle n’a été reprise.")
    said = ngettext(
        "%(count)d remontée est reprise. Elle attend d’être lue.",
        "%(count)d remontées sont reprises. Elles attendent d’être lues.",
        count,
    )
    return said % {"count": count}
