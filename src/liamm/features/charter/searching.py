"""How articles are found: by their title and their text, under the version that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.charter.enums import ARTICLE
from liamm.features.charter.models import Article
from liamm.kernel.extension import SearchSource, SearchText
from liamm.kernel.html import plain
from liamm.kernel.search.index import PUBLIC


def _texts(ids: Sequence[Any]) -> Mapping[Any, SearchText]:
    rows = Article.objects.filter(id__in=ids, version__lab=settings.LIAMM_LAB).select_related("version")
    return {
        row.id: SearchText(
            title=_("%(number)s %(title)s (charte %(version)s)")
            % {"number": row.number, "title": row.title, "version": row.version.number},
            body=plain(row.body),
            url=reverse("charter:article", args=[row.version.number, row.number]),
            audience=[PUBLIC],
            at=row.version.created_at,
        )
        for row in rows
    }


def _all_ids() -> Iterable[Any]:
    return Article.objects.filter(version__lab=settings.LIAMM_LAB).values_list("id", flat=True)


source = SearchSource(ARTICLE, gettext_lazy("Article de la charte"), _texts, _all_ids)
