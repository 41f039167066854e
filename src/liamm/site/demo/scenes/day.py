"""What becomes of an event on its day and after: who came, what they say, what is told, a photo and who agrees."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from liamm.features.attendance import actions
from liamm.features.attendance.models import Arrival
from liamm.features.attendance.queries import expected
from liamm.features.attendance.rules.marking import Mark
from liamm.features.consents.enums import Obtained
from liamm.features.events.models import Attendee, EventSession
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.site.demo.stage import Stage

_WALL, _FLOOR, _TABLE = "#f3efe6", "#d9cdb8", "#b98a5a"
_CLOTHES = ("#2f5d62", "#a63d40", "#e9b44c", "#5b618a", "#6b8f71")
_NOTES = ("#f7d794", "#f8c4b4", "#c7e3d4")
_SIZE = (960, 640)


def live(stage: Stage, told: Mapping[str, Any], session: EventSession) -> None:
    """Receive, ask, tell: each at its moment."""
    stage.cue(session.starts + timedelta(minutes=10), partial(_receive, told["absent"], session))
    for place, words in enumerate(told["said"]):
        stage.cue(session.ends + timedelta(hours=3 + place), partial(_say, session, place, words))
    stage.cue(session.ends + timedelta(days=2), partial(_tell, stage, told, session))


def _receive(absent: Sequence[int], session: EventSession) -> None:
    """All who are expected come, but some."""
    people = [one for place, one in enumerate(expected(session)) if place not in absent]
    marks = [Mark(who=one.pk, here=True, at=clock.now()) for one in people]
    organiser = session.event.organiser
    if organiser:
        actions.note_arrivals(organiser, session, marks=marks)


def _came(session: EventSession) -> list[Attendee]:
    there = Arrival.objects.filter(session=session, here=True).values("attendee")
    return list(Attendee.objects.filter(pk__in=there).select_related("registration__event").order_by("pk"))


def _say(session: EventSession, place: int, words: Mapping[str, Any]) -> None:
    """One of those who came answers the three questions."""
    who = _came(session)[place]
    actions.give_feedback(LinkHolder(who.pk), who, **words)


def _tell(stage: Stage, told: Mapping[str, Any], session: EventSession) -> None:
    """Some sentences, and a photo with the consent of each who is recognised on it."""
    person, event = stage.person(told["person"]), session.event
    actions.write_restitution(person, event, text=told["text"])
    people = [(one.name, one.registration.mail) for one in _came(session)[: told["recognised"]]]
    draft = actions.PhotoDraft(upload=_drawn(len(people)), alt=told["alt"], people=people, obtained=Obtained.PAPER)
    actions.add_photo(person, event, draft=draft)


def _drawn(people: int) -> SimpleUploadedFile:
    """A picture of people around a table, before a wall of notes: drawn here, of nobody."""
    picture = Image.new("RGB", _SIZE, _WALL)
    draw = ImageDraw.Draw(picture)
    width, height = _SIZE
    draw.rectangle((0, height * 0.7, width, height), fill=_FLOOR)
    for place in range(18):
        left, top = 90 + place % 9 * 90, 50 + place // 9 * 80
        draw.rectangle((left, top, left + 58, top + 58), fill=_NOTES[place % len(_NOTES)])
    for place in range(people):
        middle = width * (place + 1) // (people + 1)
        draw.ellipse((middle - 42, 250, middle + 42, 334), fill="#e8b796")
        clothes = _CLOTHES[place % len(_CLOTHES)]
        draw.rounded_rectangle((middle - 80, 330, middle + 80, 520), radius=46, fill=clothes)
    draw.rounded_rectangle((60, 450, width - 60, 500), radius=12, fill=_TABLE)
    draw.rectangle((110, 500, 140, height - 40), fill=_TABLE)
    draw.rectangle((width - 140, 500, width - 110, height - 40), fill=_TABLE)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return SimpleUploadedFile("autour-de-la-table.jpg", out.getvalue(), "image/jpeg")
