"""What accounts contribute to the search: organisations, which are public. People are found in the directory only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from liamm.features.accounts.models import Organisation
from liamm.kernel.extension import SearchText
from liamm.kernel.search.index import PUBLIC


def organisation_texts(ids: Sequence[Any]) -> Mapping[Any, SearchText]:
    """What is found of organisations: names, initials, kind and territory."""
    rows = Organisation.objects.filter(pk__in=ids).select_related("territory")
    return {
        row.pk: SearchText(
            title=row.name,
            body=" ".join(
                part
                for part in (row.short_name, row.get_kind_display(), str(row.territory or ""), row.introduction)
                if part
            ),
            url=reverse("organisation", args=[row.pk]),
            audience=[PUBLIC],
            at=row.created_at,
        )
        for row in rows
    }


def organisation_ids() -> Iterable[UUID]:
    """Every organisation."""
    return Organisation.objects.values_list("pk", flat=True)
