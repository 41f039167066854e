"""The index: one row per thing that can be found."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL


def whole_query(stems: Sequence[str]) -> str:
    """Every stem, the last one as a beginning too, as PostgreSQL writes it."""
    *first, last = stems
    return " & ".join([*(f"'{stem}'" for stem in first), f"'{last}':*"])


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Predicates of the index."""

    def matching(self, stems: Sequence[str], audience: Sequence[str]) -> SearchEntryQuerySet:
        """Rows that hold every stem (the last one as a beginning too) and one of the audience keys, best first."""
        return self.answering(whole_query(stems), audience)

    def answering(self, query: str, audience: Sequence[str]) -> SearchEntryQuerySet:
        """The same for a query as PostgreSQL writes it (`tsquery`)."""
        rank = RawSQL("ts_rank(vector, %s::tsquery)", [query])
        return (
            self.filter(audience__overlap=list(audience))
            .filter(RawSQL("vector @@ %s::tsquery", [query], output_field=models.BooleanField()))
            .annotate(rank=rank)
            .order_by("-rank", "-at", "id")
        )


class SearchEntry(models.Model):
    """One thing: what to show, who may see it and the stems it is found by (French Snowball, marks folded)."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    title = models.TextField()
    body = models.TextField()
    url = models.TextField()
    audience = ArrayField(models.CharField(max_length=60))
    at = models.DateTimeField()
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="search_once")]
        indexes = [GinIndex(fields=["vector"], name="search_vector"), GinIndex(fields=["audience"], name="search_who")]

    def __str__(self) -> str:
        return self.title
