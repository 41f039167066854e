"""The reference page: the least that a page of this stack does. Its source is frozen by `reference.sha256`.

The session's person, twenty rows with one join, one count, a template of thirty lines.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from liamm.features.accounts.models import Affiliation
from liamm.kernel.access import public


@public
def reference(request: HttpRequest) -> HttpResponse:
    """Twenty people and the organisation they act for."""
    everyone = Affiliation.objects.select_related("organisation").order_by("-created_at")
    context = {"person": request.user, "rows": everyone[:20], "total": everyone.count()}
    return render(request, "reference/page.html", context)
