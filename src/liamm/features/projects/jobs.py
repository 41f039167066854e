"""Each morning, those whose review is near are told, once per review."""

from __future__ import annotations

from datetime import timedelta

from liamm.features.accounts.queries import recipient
from liamm.features.charter import bindings
from liamm.features.projects.letters import ReviewNearLetter
from liamm.features.projects.models import Project
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.jobs import every
from liamm.kernel.post.letters import post


@every("5 6 * * *", "projects.remind_of_reviews")
def remind_of_reviews() -> None:
    """Write to those who animate a project whose review comes within the days the house allows itself."""
    today = clock.today()
    ahead = timedelta(days=bindings.documentation(today).value.reminder.days_before_review)
    for project in Project.objects.to_review_before(today + ahead + timedelta(days=1)):
        if project.reminded_for == project.next_review:
            continue
        keepers = Membership.objects.filter(space_id=project.space_id, standing=Standing.KEEPER).now()
        for membership in keepers.select_related("person"):
            post(ReviewNearLetter(project=project), recipient(membership.person))
        Project.objects.filter(pk=project.pk).update(reminded_for=project.next_review)
