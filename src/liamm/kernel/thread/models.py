"""The links of le fil."""

from __future__ import annotations

from django.db import models

from liamm.kernel import clock


class Link(models.Model):
    """`source` led to `target`: the source comes first in time (a signal leads to a problem)."""

    id = models.BigAutoField(primary_key=True)
    source_kind = models.CharField(max_length=60)
    source_id = models.UUIDField()
    target_kind = models.CharField(max_length=60)
    target_id = models.UUIDField()
    relation = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "target_kind", "target_id", "relation"],
                condition=models.Q(ended_at__isnull=True),
                name="thread_link_once",
            )
        ]
        indexes = [
            models.Index(fields=["source_id"], name="thread_source"),
            models.Index(fields=["target_id"], name="thread_target"),
        ]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.relation} {self.target_kind}"
