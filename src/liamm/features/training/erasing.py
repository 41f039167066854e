"""What goes of an application when somebody is forgotten."""

from __future__ import annotations

from liamm.features.training.models import Appeal, Application

GONE = "…"
"""What stands where words were: that there were some is still counted."""


def erase_words(application: Application) -> None:
    """Keep the levels, the outcome and the counts; the arguments, the appeal and its answer go."""
    for reading in application.readings.all():
        reading.said = {key: {**one, "reason": GONE} for key, one in reading.said.items()}
        reading.save(update_fields=["said"])
    Application.objects.filter(pk=application.pk).exclude(by_hand="").update(by_hand=GONE)
    appeals = Appeal.objects.filter(application=application)
    appeals.update(words=GONE)
    appeals.exclude(answer="").update(answer=GONE)
