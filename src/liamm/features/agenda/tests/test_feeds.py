"""What a calendar that follows is given: what its person sees, at once, and nothing when nothing changed."""

import io
import logging
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from django.utils.http import http_date

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.agenda import serving
from liamm.features.agenda.actions import FeedDraft, make_feed, renew_feed, revoke_feed
from liamm.features.agenda.addresses import address_of, token_of
from liamm.features.agenda.enums import Scope
from liamm.features.agenda.manifest import manifest
from liamm.features.agenda.models import Feed
from liamm.features.booking import actions
from liamm.features.booking.actions import SeriesDraft
from liamm.features.booking.models import Booking
from liamm.features.booking.tests.factories import booked, draft, local
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.ledger.latest import latest
from liamm.kernel.ledger.models import Entry
from liamm.kernel.logs import WithoutSecrets

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def october():
    with clock.at(NOW):
        yield


@pytest.fixture
def anne():
    return CommunityMemberFactory()


def following(person, scope=Scope.ALL, **more):
    return make_feed(person, draft=FeedDraft(name="Téléphone", scope=scope, **more))


def events(response):
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(response.content)


def titles(response):
    return {str(one["summary"]) for one in events(response).events}


def starts(response):
    found = recurring_ical_events.of(events(response)).between(date(2026, 8, 1), date(2027, 12, 1))
    return sorted(one["dtstart"].dt for one in found if str(one["uid"]).startswith(("booking", "series")))


class TestWhatIsGiven:
    def test_exactly_what_is_booked_series_and_exceptions_included(self, client, anne):
        booked(anne, starts=local(2026, 10, 8, 9), rooms=(2,))
        asked = SeriesDraft(booking=draft(starts=local(2026, 10, 6, 14)), rule="FREQ=WEEKLY;UNTIL=20261208")
        series = actions.book_series(anne, draft=asked)
        one, other = series.bookings.order_by("starts")[2:4]
        actions.change_booking(anne, one, draft=draft(starts=local(2026, 10, 21, 10)), seen=one.sequence)
        actions.cancel_booking(anne, other, reason="Non")
        response = client.get(address_of(following(anne)))
        assert starts(response) == sorted(Booking.objects.standing().values_list("starts", flat=True))
        again = [event for event in events(response).events if str(event["uid"]).startswith("series")]
        assert len(again) == 2
        assert "rrule" in again[0]

    def test_its_entries_are_those_of_the_letters(self, client, anne):
        booking = booked(anne, starts=local(2026, 10, 8, 9))
        response = client.get(address_of(following(anne)))
        found = {str(one["uid"]): one for one in events(response).events}
        event = found[f"booking-{booking.pk}@liamm.example"]
        assert (event["sequence"], event["url"]) == (0, f"http://127.0.0.1:8000{booking.get_absolute_url()}")

    def test_each_is_given_what_it_follows(self, client, anne):
        booked(anne, title="La mienne", starts=local(2026, 10, 8, 9))
        booked(title="Une autre", rooms=(2,), starts=local(2026, 10, 8, 9))
        everything = titles(client.get(address_of(following(anne))))
        assert {"La mienne", "Une autre"} <= everything
        assert any(title.startswith("Maison fermée") for title in everything)
        assert titles(client.get(address_of(following(anne, Scope.MINE)))) == {"La mienne"}
        assert titles(client.get(address_of(following(anne, Scope.ROOM, room=2)))) == {"Une autre"}
        space = anne.memberships.get().space
        assert {"La mienne", "Une autre"} == titles(client.get(address_of(following(anne, Scope.SPACE, space=space))))

    def test_everybody_follows_what_everybody_sees(self, client, anne):
        booked(anne, title="La mienne", starts=local(2026, 10, 8, 9))
        found = titles(client.get("/agenda/public.ics"))
        assert "La mienne" not in found
        assert any(title.startswith("Maison fermée") for title in found)

    def test_an_option_is_said_not_to_be_sure(self, client, anne):
        booked(anne, option_days=3, starts=local(2026, 10, 20, 9))
        (event,) = events(client.get(address_of(following(anne, Scope.MINE)))).events
        assert event["status"] == "TENTATIVE"


class TestFreshness:
    def again(self, client, feed, first):
        return client.get(address_of(feed), headers={"If-None-Match": first["ETag"]})

    def test_nothing_is_given_twice_by_mark_or_by_moment(self, client, anne, django_assert_num_queries):
        booked(anne, starts=local(2026, 10, 8, 9))
        feed = following(anne)
        first = client.get(address_of(feed))
        with django_assert_num_queries(1):
            second = self.again(client, feed, first)
        assert (second.status_code, second.content) == (304, b"")
        assert second["ETag"] == first["ETag"]
        assert "Set-Cookie" not in second
        assert client.head(address_of(feed), headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.post(address_of(feed), headers={"If-None-Match": first["ETag"]}).status_code == 405
        assert client.get(address_of(feed), headers={"If-None-Match": '"autre"'}).status_code == 200
        since = client.get(address_of(feed), headers={"If-Modified-Since": first["Last-Modified"]})
        assert since.status_code == 304
        before = client.get(
            address_of(feed), headers={"If-Modified-Since": http_date((NOW - timedelta(days=1)).timestamp())}
        )
        assert before.status_code == 200
        assert client.head(address_of(feed)).status_code == 200

    def test_what_does_not_concern_it_writes_it_again_and_gives_nothing(self, client, anne):
        feed = following(anne, Scope.MINE)
        first = client.get(address_of(feed))
        booked(starts=local(2026, 10, 8, 9))
        assert self.again(client, feed, first).status_code == 304
        feed.refresh_from_db()
        assert feed.state == serving.state_of_the_house()

    def test_every_change_is_seen_at_the_next_reading(self, client, anne):
        feed = following(anne)
        seen = [client.get(address_of(feed))]

        def changed():
            seen.append(self.again(client, feed, seen[-1]))
            return seen[-1].status_code == 200

        booking = booked(anne, starts=local(2026, 10, 8, 9))
        assert changed()
        booking = actions.change_booking(anne, booking, draft=draft(starts=local(2026, 10, 8, 11)), seen=0)
        assert changed()
        actions.change_booking(anne, booking, draft=draft(starts=booking.starts, title="Autrement"), seen=1)
        assert changed()
        actions.arrange_room(TeamMemberFactory(), 1, draft=actions.RoomDraft(name="Le grand salon"))
        assert changed()
        actions.cancel_booking(anne, booking, reason="Non")
        assert changed()
        assert not changed()

    def test_so_is_a_change_of_rights_and_of_day(self, client, anne):
        booked(title="Pour la communauté", starts=local(2026, 10, 8, 9))
        feed = following(anne)
        first = client.get(address_of(feed))
        assert "Pour la communauté" in titles(first)
        place = anne.memberships.get()
        place.ends = clock.today()
        place.save()
        with clock.at(NOW + timedelta(days=1)):
            after = self.again(client, feed, first)
            assert "Pour la communauté" not in titles(after)

    def test_an_act_committed_after_a_later_one_is_seen(self, anne):
        booked(anne)
        last = Entry.objects.latest("id")
        before = latest()
        late = Entry(
            id=last.pk - 1_000, kind="late", subject_kind="x", subject_id=last.subject_id, actor="x", payload={}
        )
        late.save(force_insert=True)
        assert latest() != before

    def test_an_empty_register_has_a_state_too(self):
        assert latest() == "0.0"


class TestSecret:
    def test_it_dies_with_its_turn_its_stop_and_its_person(self, client, anne):
        feed = following(anne)
        first = address_of(feed)
        assert client.get(first).status_code == 200
        feed = renew_feed(anne, feed)
        gone = client.get(first)
        assert (gone.status_code, "est arrêté" in gone.content.decode()) == (410, True)
        second = address_of(feed)
        assert client.get(second).status_code == 200
        anne.is_active = False
        anne.save()
        assert client.get(second).status_code == 410
        anne.is_active = True
        anne.save()
        revoke_feed(anne, feed)
        assert client.get(second).status_code == 410

    @pytest.mark.parametrize("token", ["x", "a" * 43, "é", "A" * 44])
    def test_nobody_makes_one_up(self, client, anne, token):
        following(anne)
        for headers in ({}, {"If-None-Match": "*"}):
            response = client.get(f"/agenda/flux/{token}/agenda.ics", headers=headers)
            assert response.status_code == 404
            assert "pas d’agenda" in response.content.decode()

    def test_an_address_that_opens_nothing_says_so_to_who_has_it_already(self, client, anne):
        feed = following(anne)
        first = client.get(address_of(feed))
        known = {"If-None-Match": first["ETag"]}
        assert client.get(address_of(feed), headers=known).status_code == 304
        anne.is_active = False
        anne.save()
        assert client.get(address_of(feed), headers=known).status_code == 410
        anne.is_active = True
        anne.save()
        assert client.get(address_of(feed), headers=known).status_code == 304
        Feed.objects.update(turn=1)
        assert client.get(address_of(feed), headers=known).status_code == 410
        Feed.objects.update(turn=0, revoked_at=NOW)
        assert client.get(address_of(feed), headers=known).status_code == 410

    def test_a_mark_of_another_opens_nothing(self, client, anne):
        one, other = token_of(following(anne)), token_of(following(PersonFactory()))
        assert client.get(f"/agenda/flux/{one[:22]}{other[22:]}/agenda.ics").status_code == 404

    def test_it_is_in_no_log(self, client, anne, caplog, monkeypatch):
        feed = following(anne)
        revoke_feed(anne, feed)
        with caplog.at_level(logging.DEBUG):
            client.get(address_of(feed))
        assert token_of(feed) not in caplog.text

    def test_nor_when_something_breaks(self, client, anne, monkeypatch):
        def broken(*_):
            raise RuntimeError("en panne")

        said = io.StringIO()
        handler = logging.StreamHandler(said)
        handler.addFilter(WithoutSecrets())
        monkeypatch.setattr("liamm.features.agenda.views.find", broken)
        client.raise_request_exception = False
        log = logging.getLogger("django.request")
        log.addHandler(handler)
        try:
            client.get(address_of(following(anne)))
        finally:
            log.removeHandler(handler)
        assert "Internal Server Error: /agenda/flux/…/agenda.ics" in said.getvalue()

    def test_it_says_when_it_was_read_and_not_each_time(self, client, anne):
        feed = following(anne)
        client.get(address_of(feed))
        feed.refresh_from_db()
        assert feed.used_at == NOW
        with clock.at(NOW + timedelta(minutes=10)):
            client.get(address_of(feed))
        feed.refresh_from_db()
        assert feed.used_at == NOW
        later = NOW + timedelta(hours=2)
        with clock.at(later):
            assert client.get(address_of(feed), headers={"If-None-Match": feed.etag}).status_code == 200
            first = client.get(address_of(feed))
        assert Feed.objects.get().used_at == later
        with clock.at(later + timedelta(hours=2)):
            assert client.get(address_of(feed), headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert Feed.objects.get().used_at == later + timedelta(hours=2)


class TestBusy:
    def test_when_a_room_is_taken_and_nothing_of_what_for(self, client, anne):
        booking = booked(anne, title="Secret", starts=local(2026, 10, 8, 9))
        response = client.get("/maison/salles/1/libre-occupe.ifb")
        (part,) = icalendar.Calendar.from_ical(response.content).walk("VFREEBUSY")
        assert b"Secret" not in response.content
        period = part["freebusy"]
        held = booking.occupations.get().during
        assert (period.start, period.end) == (held.lower, held.upper)
        assert (
            "freebusy"
            not in icalendar.Calendar.from_ical(client.get("/maison/salles/2/libre-occupe.ifb").content).walk(
                "VFREEBUSY"
            )[0]
        )
        assert client.get("/maison/salles/99/libre-occupe.ifb").status_code == 404

    def test_the_whole_house_at_once(self, client, anne):
        booked(anne, rooms=(1,), starts=local(2026, 10, 8, 9))
        booked(anne, rooms=(2,), starts=local(2026, 10, 8, 10))
        response = client.get("/maison/salles/libre-occupe.ifb")
        (part,) = icalendar.Calendar.from_ical(response.content).walk("VFREEBUSY")
        assert not isinstance(part["freebusy"], list)


def test_what_is_known_of_somebody_names_no_address(anne):
    feed = following(anne)
    (known,) = manifest.persons
    told = known.export(anne)
    assert told["calendars"][0]["name"] == "Téléphone"
    assert token_of(feed) not in str(told)
    known.erase(anne)
    assert not Feed.objects.exists()
