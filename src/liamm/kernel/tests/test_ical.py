from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from liamm.kernel.ical import Answer, Entry, Invitation, Method, Party, as_uid, busy, calendar
from liamm.kernel.ical.zones import clock_of
from liamm.kernel.model import uuid7

PARIS = ZoneInfo("Europe/Paris")
CHANGED = datetime(2026, 9, 1, 8, tzinfo=UTC)
ONE = Entry(
    uid="booking-1@ti-lab.example",
    title="Atelier « coopération » ; à l’étage, porte 2",
    starts=datetime(2026, 10, 20, 9, tzinfo=PARIS),
    ends=datetime(2026, 10, 20, 10, tzinfo=PARIS),
    changed=CHANGED,
)
WEEKLY = replace(ONE, rule="FREQ=WEEKLY;UNTIL=20261103", zone="Europe/Paris")


def read(content: bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(content)


def only(content: bytes) -> icalendar.Event:
    return read(content).events[0]


class TestOneEntry:
    def test_lines_are_folded_at_75_octets_and_end_as_they_must(self):
        content = calendar([replace(ONE, title="œ" * 200)])
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert only(content)["summary"] == "œ" * 200

    def test_what_happens_once_is_said_by_the_clock_of_the_world(self):
        content = calendar([ONE])
        assert b"DTSTART:20261020T070000Z" in content
        assert b"VTIMEZONE" not in content
        assert only(content)["summary"] == ONE.title

    def test_days_are_days_and_the_last_is_not_one_of_them(self):
        content = calendar([replace(ONE, starts=date(2026, 5, 1), ends=date(2026, 5, 2), busy=False)])
        assert b"DTSTART;VALUE=DATE:20260501" in content
        assert b"DTEND;VALUE=DATE:20260502" in content
        assert b"TRANSP:TRANSPARENT" in content

    def test_all_that_can_be_said_is_said(self):
        found = only(
            calendar(
                [
                    replace(
                        ONE, sequence=3, place="Le salon", url="https://x.example/", description="a\nb", kind="Salles"
                    )
                ]
            )
        )
        assert (found["sequence"], found["location"], found["url"]) == (3, "Le salon", "https://x.example/")
        assert (found["description"], found["categories"].cats[0]) == ("a\nb", "Salles")
        assert found["dtstamp"].dt == found["last-modified"].dt == CHANGED

    def test_what_no_calendar_may_hold_is_left_out(self):
        assert only(calendar([replace(ONE, title="a\x00b\x1bc\r\nd")]))["summary"] == "abc\nd"

    def test_a_calendar_to_subscribe_to_has_a_name_and_says_how_often_to_come(self):
        found = read(calendar([], name="Ti Lab"))
        assert (found["name"], found["x-wr-calname"]) == ("Ti Lab", "Ti Lab")
        assert found["refresh-interval"].dt == timedelta(minutes=15)
        assert "method" not in found


class TestAgainAndAgain:
    def test_the_hour_of_the_house_stays_through_the_change_of_the_clock(self):
        starts = [one["dtstart"].dt for one in recurring_ical_events.of(read(calendar([WEEKLY]))).all()]
        assert [one.astimezone(UTC).hour for one in starts] == [7, 8, 8]
        assert {one.astimezone(PARIS).hour for one in starts} == {9}

    def test_the_last_day_counts_and_is_said_as_a_moment(self):
        assert b"UNTIL=20261103T225959Z" in calendar([WEEKLY])

    def test_days_left_out_and_one_held_otherwise(self):
        left = datetime(2026, 10, 27, 9, tzinfo=PARIS)
        moved = replace(
            ONE,
            zone=WEEKLY.zone,
            instead_of=datetime(2026, 11, 3, 9, tzinfo=PARIS),
            starts=datetime(2026, 11, 4, 14, tzinfo=PARIS),
            ends=datetime(2026, 11, 4, 15, tzinfo=PARIS),
        )
        content = calendar([replace(WEEKLY, left_out=(left,)), moved])
        found = [one["dtstart"].dt for one in recurring_ical_events.of(read(content)).all()]
        assert found == [ONE.starts, moved.starts]
        assert b"RECURRENCE-ID;TZID=Europe/Paris:20261103T090000" in content

    def test_days_come_again_as_days(self):
        found = only(calendar([replace(WEEKLY, starts=date(2026, 10, 20), ends=date(2026, 10, 21), zone="")]))
        assert found["rrule"]["until"] == [date(2026, 11, 3)]


class TestClocks:
    @pytest.mark.parametrize(
        "zone",
        ["Europe/Paris", "America/New_York", "Indian/Reunion", "Australia/Sydney", "Africa/Casablanca", "Asia/Amman"],
    )
    def test_they_are_those_of_the_world(self, zone):
        real, said = ZoneInfo(zone), clock_of(zone).to_tz(lookup_tzid=False)
        for day in range(0, 3_285, 5):
            moment = datetime.combine(date(2026, 1, 1), time(12)) + timedelta(days=day)
            assert moment.replace(tzinfo=said).utcoffset() == moment.replace(tzinfo=real).utcoffset(), moment

    def test_ours_is_two_rules_that_outlook_reads(self):
        content = clock_of("Europe/Paris").to_ical()
        assert (content.count(b"BEGIN:STANDARD"), content.count(b"BEGIN:DAYLIGHT"), content.count(b"RDATE")) == (
            1,
            1,
            0,
        )

    def test_a_clock_that_never_moves_has_one_line(self):
        assert clock_of("Indian/Reunion").to_ical().count(b"BEGIN:STANDARD") == 1


class TestInviting:
    def test_it_is_between_the_house_and_one_of_those_invited(self):
        invitation = Invitation(entries=[ONE], purpose="test", subject=uuid7())
        entries = invitation.between(Party("r@lab.example", 'Ti "Lab"'), Party("a@x.example", "Anne, Le Goff"))
        found = only(calendar(entries, method=invitation.method))
        assert (found["organizer"], found["organizer"].params["CN"]) == ("mailto:r@lab.example", "Ti ’Lab’")
        attendee = found["attendee"]
        assert (attendee, attendee.params["CN"]) == ("mailto:a@x.example", "Anne, Le Goff")
        assert (attendee.params["PARTSTAT"], attendee.params["RSVP"]) == ("NEEDS-ACTION", "TRUE")
        assert found["status"] == "CONFIRMED"

    def test_whoever_said_yes_already_is_not_asked_again(self):
        invitation = Invitation(entries=[ONE], purpose="test", subject=uuid7(), answer=Answer.YES)
        entries = invitation.between(Party("r@lab.example"), Party("a@x.example", answer=invitation.answer))
        assert only(calendar(entries))["attendee"].params["RSVP"] == "FALSE"

    def test_taking_it_back_says_so(self):
        invitation = Invitation(entries=[ONE], purpose="test", subject=uuid7(), method=Method.CANCEL)
        found = read(calendar(invitation.between(Party("r@x.example"), Party("a@x.example")), method=Method.CANCEL))
        assert (found["method"], found.events[0]["status"]) == ("CANCEL", "CANCELLED")


def test_when_a_room_is_taken_and_not_what_for():
    content = busy(
        [(ONE.starts, ONE.ends)], uid="busy@x", span=(ONE.starts, ONE.starts + timedelta(days=1)), changed=CHANGED
    )
    part = read(content).walk("VFREEBUSY")[0]
    assert part["dtstart"].dt == ONE.starts
    assert b"FREEBUSY;FBTYPE=BUSY:20261020T070000Z/20261020T080000Z" in content


def test_an_identifier_is_one_of_the_house(settings):
    settings.LIAMM_MAIL_DOMAIN = "ti-lab.example"
    assert as_uid("booking", 7) == "booking-7@ti-lab.example"
