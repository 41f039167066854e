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
from liamm.features.terrain.queries.tables import (
    read_batch,
    said_fault,
    said_headings,
    said_repeated,
    said_table_fault,
)
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
    repeated = said_repeated(read.repeated) if read else []
    taken = batch.lines.count()
    context = {"batch": batch, "read": read, "bad": bad, "fault": fault, "repeated": repeated, "taken": taken}
    return page(request, "terrain/table.html", context)


def _take(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    try:
        done = import_table(request.user, batch)
    except DomainError as refusal:
        refuse(request, str(refusal))
        return redirect("terrain:table", batch.pk)
    tell(request, _said_taken(done.lines.count()))
    return redirect("terrain:table", done.pk) if done.left else redirect("terrain:desk")


def _said_taken(count: int) -> str:
    if not count:
        return _("Aucune ligne n’a été reprise.")
    said = ngettext(
        "%(count)d remontée est reprise. Elle attend d’être lue.",
        "%(count)d remontées sont reprises. Elles attendent d’être lues.",
        count,
    )
    return said % {"count": count}
