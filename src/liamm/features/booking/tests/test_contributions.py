"""Bookings found, followed on le fil, and dated, each by those who may read it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liamm.features.booking import actions, purposes
from liamm.features.booking.contributions import search, thread
from liamm.features.booking.dated import calendar
from liamm.features.booking.tests.factories import booked, contributing, draft, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel.model import uuid7
from liamm.kernel.search.index import find
from liamm.kernel.thread.chain import Node, nodes_around

pytestmark = pytest.mark.django_db
(SEARCH,), (THREAD,), (CALENDAR, _closures) = search, thread, calendar


def around(kind, thing):
    return {one.id for one in nodes_around(Node(kind, thing)) if one.kind == "booking"}


class TestFound:
    def test_by_its_title_until_it_is_cancelled_never_by_what_is_needed(self):
        one = booked(title="Écrire à la main", needs="Canari")
        (found,) = SEARCH.texts([one.pk]).values()
        assert (found.title, found.url) == ("Écrire à la main", one.get_absolute_url())
        assert "Canari" not in found.body
        assert one.pk in SEARCH.all_ids()
        actions.cancel_booking(one.booked_by, one, reason="x")
        assert SEARCH.texts([one.pk]) == {}

    def test_by_those_who_may_read_it(self):
        one = booked(title="Linogravure")
        assert [hit.url for hit in find(CommunityMemberFactory(), "linogravure")] == [one.get_absolute_url()]
        assert find(AnonymousUser(), "linogravure") == []


class TestOnLeFil:
    def test_of_what_it_is_for_and_of_nothing_else_once_it_changed(self, monkeypatch):
        first, second = uuid7(), uuid7()
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(first, second)])
        one = booked(purpose=("thing", first))
        assert around("thing", first) == {one.pk}
        changed = {"starts": one.starts, "purpose": ("thing", second)}
        one = actions.change_booking(one.booked_by, one, draft=draft(**changed), seen=0)
        assert (around("thing", first), around("thing", second)) == (set(), {one.pk})
        one = actions.change_booking(one.booked_by, one, draft=draft(starts=one.starts), seen=1)
        assert around("thing", second) == set()

    def test_its_step_for_those_who_may_read_it_until_it_is_cancelled(self):
        one = booked()
        (step,) = THREAD.steps(CommunityMemberFactory(), [one.pk]).values()
        assert (step.title, step.url, step.done) == (one.title, one.get_absolute_url(), False)
        assert THREAD.steps(AnonymousUser(), [one.pk]) == {}
        actions.cancel_booking(one.booked_by, one, reason="x")
        assert THREAD.steps(one.booked_by, [one.pk]) == {}


class TestDated:
    def test_with_its_rooms_on_the_days_that_it_touches(self):
        starts = opened()
        one = booked(starts=starts, rooms=(2, 1))
        day, member = starts.date(), CommunityMemberFactory()
        (entry,) = CALENDAR.entries(member, day, day)
        assert (entry.starts, entry.ends, entry.place) == (one.starts, one.ends, "Le côté cour (Le salon, La cuisine)")
        assert CALENDAR.entries(member, day + timedelta(days=1), day + timedelta(days=9)) == []
        assert CALENDAR.entries(AnonymousUser(), day, day) == []
        counts = []
        for rooms in ((3,), (4,), (5,)):
            booked(starts=starts, rooms=rooms, people=2)
            with CaptureQueriesContext(connection) as seen:
                CALENDAR.entries(member, day, day)
            counts.append(len(seen))
        assert len(set(counts)) == 1
