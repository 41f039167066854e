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
from liamm.features.terrain.queries.tables import read_batch, said_fault, said_headings, said_table_fault
from liamm.kernel.access import opens
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt


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
    read = read_batch(batch) if batch.content else None
    bad = [(cell, said_fault(cell)) for cell in read.bad] if read else []
    fault = said_table_fault(read.fault) if read and read.fault else ""
    context = {"batch": batch, "read": read, "bad": bad, "fault": fault, "taken": batch.lines.count()}
    return page(request, "terrain/table.html", context)


def _take(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    try:
        taken = import_table(request.user, batch).lines.count()
    except DomainError as refusal:
        refuse(request, str(refusal))
        return redirect("terrain:table", batch.pk)
    said = ngettext("%(count)d remontée est reprise.", "%(count)d remontées sont reprises.", taken)
    tell(request, said % {"count": taken} + " " + _("Elles attendent d’être lues."))
    return redirect("terrain:desk")
