from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import ClassVar
from uuid import UUID

import icalendar
import pytest

from liamm.kernel import clock
from liamm.kernel.ical import Entry, Invitation, Method, as_uid
from liamm.kernel.model import uuid7
from liamm.kernel.post import letters as module
from liamm.kernel.post.jobs import forget_bodies
from liamm.kernel.post.letters import Letter, Recipient, forget_letters_to, post
from liamm.kernel.post.models import Message, MessageState, ReplyAddress
from liamm.kernel.post.replies import address_of, find_reply_address, reply_address
from liamm.kernel.post.sender import as_mail

pytestmark = pytest.mark.django_db
ANNE = Recipient(key="person:1", address="anne@exemple.example", name="Anne Le Goff")
SUBJECT = uuid7()


@dataclass(frozen=True, kw_only=True)
class BellLetter(Letter):
    kind: ClassVar[str] = "test.bell"
    template: ClassVar[str] = "test/bell.md"

    method: Method = Method.REQUEST
    sequence: int = 0

    @property
    def subject(self):
        return "La cloche sonnera"

    @property
    def why(self):
        return "vous habitez près du clocher"

    @property
    def invitation(self):
        entry = Entry(
            uid=as_uid("bell", SUBJECT),
            title="La cloche à l’étage",
            starts=datetime(2026, 10, 20, 9, tzinfo=UTC),
            ends=datetime(2026, 10, 20, 10, tzinfo=UTC),
            changed=clock.now(),
            sequence=self.sequence,
        )
        return Invitation(entries=[entry], purpose="test.bell", subject=SUBJECT, method=self.method)


@dataclass(frozen=True, kw_only=True)
class QuestionLetter(BellLetter):
    invitation = None
    answers = ("test.question", SUBJECT)


@pytest.fixture(autouse=True)
def words(monkeypatch):
    real = module.render_to_string
    monkeypatch.setattr(
        module, "render_to_string", lambda name, context: "Venez." if name == "test/bell.md" else real(name, context)
    )


def sent(letter):
    return message_from_bytes(as_mail(post(letter, ANNE)).message().as_bytes(), policy=policy.default)


class TestInvitation:
    def test_programs_find_it_as_one_more_way_to_read_and_as_a_file(self):
        mail = sent(BellLetter())
        assert mail.get_content_type() == "multipart/mixed"
        ways, file = mail.iter_parts()
        assert [part.get_content_type() for part in ways.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
        part = list(ways.iter_parts())[-1]
        assert part.get_param("method") == "REQUEST"
        assert part.get_param("charset") == "utf-8"
        assert part["Content-Transfer-Encoding"] == "base64"
        assert part["Content-Disposition"] is None  # with one, Thunderbird and Outlook take it for a file
        assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invitation.ics")
        assert file.get_content() == part.get_payload(decode=True)

    def test_it_leaves_from_its_organiser_and_its_organiser_takes_the_answer(self):
        mail = sent(BellLetter())
        written = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
        found = icalendar.Calendar.from_ical(written.get_payload(decode=True))
        event = found.events[0]
        sender = mail["From"].addresses[0]
        assert event["organizer"] == f"mailto:{sender.addr_spec}"
        assert sender.display_name == "Ti Lab"
        reply = find_reply_address(sender.addr_spec.upper())
        assert (reply.purpose, reply.subject, reply.recipient) == ("test.bell", SUBJECT, ANNE.key)
        assert event["attendee"] == "mailto:anne@exemple.example"

    def test_a_change_and_a_cancellation_come_from_the_same_organiser(self):
        first, second, last = (
            post(letter, ANNE)
            for letter in (BellLetter(), BellLetter(sequence=1), BellLetter(sequence=2, method=Method.CANCEL))
        )
        assert len({one.sender for one in (first, second, last)}) == 1
        assert "SEQUENCE:1" in second.calendar
        assert "STATUS:CANCELLED" in last.calendar
        assert as_mail(last).alternatives[-1].mimetype == "text/calendar; method=CANCEL"

    def test_a_letter_without_invitation_is_as_before(self):
        message = post(QuestionLetter(), ANNE)
        assert (message.sender, message.calendar) == ("", "")
        assert as_mail(message).message().get_content_type() == "multipart/alternative"

    def test_its_calendar_is_forgotten_with_the_letter(self):
        message = post(BellLetter(), ANNE)
        Message.objects.update(state=MessageState.SENT, sent_at=clock.now() - timedelta(days=31))
        forget_bodies()
        message.refresh_from_db()
        assert message.calendar == ""


class TestReplyAddresses:
    def test_a_letter_may_be_answered_at_an_address_of_its_own(self):
        mail = sent(QuestionLetter())
        found = find_reply_address(mail["Reply-To"].addresses[0].addr_spec)
        assert found.purpose == "test.question"
        assert mail["From"].addresses[0].addr_spec == "liamm@ti-lab.example"

    def test_each_has_one_for_each_thing_and_it_fits_in_an_address(self):
        one = reply_address("test", SUBJECT, "person:1")
        assert reply_address("test", SUBJECT, "person:1") == one
        others = {reply_address("test", SUBJECT, "person:2"), reply_address("test", UUID(int=1), "person:1")}
        assert len({address_of(each) for each in (one, *others)}) == 3
        assert len(address_of(one).partition("@")[0]) <= 64

    def test_nobody_makes_one_up(self, settings):
        local, _, domain = settings.LIAMM_MAIL_REPLIES.rpartition("@")
        real = reply_address("test", SUBJECT, "person:1")
        for address in (
            f"{local}@{domain}",
            f"{local}+@{domain}",
            f"{local}+{'a' * 24}@{domain}",
            f"{local}+{real.token}@ailleurs.example",
            f"autre+{real.token}@{domain}",
            "",
        ):
            assert find_reply_address(address) is None

    def test_they_go_with_whoever_they_were_for(self):
        post(BellLetter(), ANNE)
        forget_letters_to(ANNE.key)
        assert not ReplyAddress.objects.exists()
