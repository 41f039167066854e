"""What the last walk along the chain of the register found."""

from __future__ import annotations

from django.db import models

from liamm.kernel import clock


class RegisterCheck(models.Model):
    """The last verification; there is one row, so that it serves as the cache of all processes.

    `most` and `most_head` bear witness of the longest chain that was found to hold: none that follows may be shorter.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField(default=clock.now)
    checked = models.BigIntegerField()
    unsealed = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64)
    broken_at = models.BigIntegerField(null=True, blank=True)
    most = models.BigIntegerField(default=0)
    most_head = models.CharField(max_length=64, blank=True, default="")
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="register_check_alone")]

    def __str__(self) -> str:
        return f"{self.checked}"

    @property
    def holds(self) -> bool:
        """Whether the whole chain was intact."""
        return self.broken_at is None
