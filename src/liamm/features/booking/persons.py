"""What the rooms know about a person: handed over, and detached while what others count on remains."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from liamm.features.accounts.models import Person
from liamm.features.booking.models import (
    Booking,
    HandoverNote,
    Holding,
    HousePhoto,
    HouseTask,
    NoteRead,
    Opening,
    Restoring,
    TaskHand,
    Waiting,
)


def export(person: Person) -> Mapping[str, object]:
    """Their bookings, what they said of the rooms, and what they saw and took for the house."""
    mine = Booking.objects.by(person).select_related("restoring").order_by("starts")
    return {
        "bookings": [
            {
                "reference": one.reference,
                "title": one.title,
                "needs": one.needs,
                "starts": one.starts.isoformat(),
                "ends": one.ends.isoformat(),
                "state": one.state,
                "words at the end": one.restoring.words if hasattr(one, "restoring") else "",
            }
            for one in mine
        ],
        "waiting": [
            {"reference": one.reference, "asked": one.asked, "state": one.state}
            for one in Waiting.objects.filter(person=person).order_by("created_at")
        ],
        "openings": [_opening(one) for one in Opening.objects.filter(asked_by=person).order_by("starts")],
        "seen in the house": [_task(one) for one in HouseTask.objects.filter(asked_by=person).order_by("pk")],
        "days holding the house": [
            one.day.isoformat() for one in Holding.objects.filter(person=person).order_by("day")
        ],
        "handover notes": [
            {"at": one.created_at.isoformat(), "words": one.words}
            for one in HandoverNote.objects.filter(author=person).order_by("pk")
        ],
        "taken in the house": [_task(one) for one in HouseTask.objects.taken_by(person).order_by("pk")],
    }


def _opening(one: Opening) -> Mapping[str, str]:
    return {
        "reference": one.reference,
        "reason": one.reason,
        "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat(),
        "state": one.state,
        "answer": one.answer,
    }


def _task(task: HouseTask) -> Mapping[str, str]:
    return {"reference": task.reference, "what": task.what, "words": task.words, "state": task.state}


def forget(person: Person) -> None:
    """The rooms stay taken and what there is to do stays to be done; words and photos of the rooms go."""
    own = Restoring.objects.filter(booking__booked_by=person)
    photos = HousePhoto.objects.filter(restoring__in=own, task=None)
    for path in photos.values_list("path", flat=True):
        transaction.on_commit(partial(default_storage.delete, path))
    photos.delete()
    own.update(words="")
    for held in (TaskHand, Holding, NoteRead, Waiting):
        held.objects.filter(person=person).delete()
    HandoverNote.objects.filter(author=person).update(author=None)
    HouseTask.objects.filter(asked_by=person).update(asked_by=None)
    Opening.objects.filter(asked_by=person).update(asked_by=None, reason="")
    Booking.objects.by(person).update(booked_by=None, needs="")
