from email import policy
from email.message import EmailMessage

import pytest

from liamm.kernel.actions import DomainError
from liamm.kernel.ical import Answer
from liamm.kernel.model import uuid7
from liamm.kernel.post import answering
from liamm.kernel.post.answering import answers, take
from liamm.kernel.post.mails import read_mail
from liamm.kernel.post.models import Message, ReceivedMail, Taken
from liamm.kernel.post.replies import reply_address

pytestmark = pytest.mark.django_db
ANNE = "anne@exemple.example"
SUBJECT = uuid7()
REPLY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Exemple//FR
METHOD:{method}
BEGIN:VEVENT
UID:bell-1@liamm.example
DTSTAMP:20261001T080000Z
DTSTART:20261020T070000Z
SEQUENCE:2
ATTENDEE;PARTSTAT={said};CN=Anne:mailto:{address}
COMMENT:Je serai en retard
END:VEVENT
END:VCALENDAR
"""


def written(text="Bonjour", *, sender=ANNE, message_id="<1@exemple.example>", calendar="", **headers):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = f"Anne Le Goff <{sender}>", "Re: La cloche", message_id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    if calendar:
        mail.add_alternative(calendar, subtype="calendar", params={"method": "REPLY"})
        mail.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="reply.ics")
    return mail.as_bytes(policy=policy.SMTP)


def said(answer="ACCEPTED", *, method="REPLY", address=ANNE, **other):
    return written(calendar=REPLY.format(method=method, said=answer, address=address), **other)


def read(content, returned_to=ANNE):
    return read_mail(content, returned_to=returned_to)


@pytest.fixture
def reply():
    found = reply_address("test.bell", SUBJECT, "person:1")
    Message.objects.create(kind="t", topic="t", recipient="person:1", address=ANNE, message_id="<0@x>")
    return found


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr(answering, "_answered", {})
    found = []

    @answers("test.bell")
    def hear(reply, mail):
        if "vingt" in mail.text:
            raise DomainError("Vingt, c’est trop.", nearest="Dites douze.")
        found.append((reply.recipient, mail))

    return found


class TestReading:
    @pytest.mark.parametrize("answer", ["ACCEPTED", "declined", "TENTATIVE"])
    def test_an_answer_of_a_calendar(self, answer):
        (one,) = read(said(answer)).replies
        assert (one.uid, one.address, one.answer) == ("bell-1@liamm.example", ANNE, Answer(answer.upper()))
        assert (one.sequence, one.words, one.at.hour) == (2, "Je serai en retard", 8)

    @pytest.mark.parametrize(
        "calendar",
        [
            REPLY.format(method="REQUEST", said="ACCEPTED", address=ANNE),
            REPLY.format(method="REPLY", said="DELEGATED", address=ANNE),
            REPLY.format(method="REPLY", said="ACCEPTED", address=ANNE).replace("ATTENDEE", "X-NOBODY"),
            "BEGIN:VCALENDAR\nEND:VEVENT",
            "rien",
        ],
    )
    def test_what_is_no_answer_is_none(self, calendar):
        assert read(written(calendar=calendar)).replies == ()

    def test_one_of_several_times_is_named(self):
        calendar = REPLY.format(method="REPLY", said="DECLINED", address=ANNE).replace(
            "SEQUENCE:2", "RECURRENCE-ID;TZID=Europe/Paris:20261027T090000"
        )
        (one,) = read(written(calendar=calendar)).replies
        assert one.instead_of.isoformat() == "2026-10-27T09:00:00+01:00"

    @pytest.mark.parametrize(
        "headers",
        [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x>"}, {"X_Autoreply": "yes"}],
    )
    def test_a_machine_is_known_by_what_it_says(self, headers):
        assert read(written(**headers)).automatic

    def test_so_is_one_that_wants_no_answer(self):
        assert read(written(), returned_to="").automatic
        assert read(written(sender="MAILER-DAEMON@x.example")).automatic
        assert not read(written(Auto_Submitted="no")).automatic

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff\xfe\x00",
            b"From: \xe9@\nMessage-ID:\n\n\xe9",
            b"Content-Type: text/plain; charset=nobody-knows\n\nbonjour",
            b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/calendar\n\nMETHOD:REPLY\n--a",
            b"From: =?utf-8?b?%%%?= <a@b>\nSubject: =?x-nothing?q?a?=\n\nb",
        ],
    )
    def test_nothing_stops_the_reading(self, content):
        mail = read(content)
        assert mail.message_id
        assert mail.replies == ()


class TestTaking:
    def test_it_is_given_to_whoever_asked_and_once(self, reply, heard):
        assert take(reply, read(said())) == Taken.UNDERSTOOD
        assert take(reply, read(said())) == Taken.UNDERSTOOD
        assert [recipient for recipient, _ in heard] == ["person:1"]
        assert ReceivedMail.objects.count() == 1

    def test_whoever_is_not_understood_is_told_why_and_nothing_is_done(self, reply, heard):
        assert take(reply, read(written("Nous serons vingt"))) == Taken.REFUSED
        assert take(reply, read(written("Nous serons vingt"))) == Taken.REFUSED
        letter = Message.objects.get(kind="post.not_understood")
        assert letter.address == ANNE
        assert "Vingt, c’est trop. Dites douze." in letter.text
        assert "Re: La cloche" in letter.text
        assert heard == []

    def test_a_machine_is_never_answered(self, reply, heard):
        assert take(reply, read(written("Nous serons vingt", Auto_Submitted="auto-replied"))) == Taken.IGNORED
        assert take(reply, read(said(message_id="<2@x>", text="vingt"), returned_to="")) == Taken.REFUSED
        assert not Message.objects.filter(kind="post.not_understood").exists()

    def test_a_calendar_that_answers_by_itself_is_heard(self, reply, heard):
        assert take(reply, read(said(Auto_Submitted="auto-generated"))) == Taken.UNDERSTOOD
        assert len(heard) == 1

    def test_an_invitation_is_nobody_else_s(self, reply, heard):
        mail = read(said(sender="loic@exemple.example", address="loic@exemple.example"))
        assert take(reply, mail) == Taken.REFUSED
        assert Message.objects.get(kind="post.not_understood").address == "loic@exemple.example"
        assert take(reply, read(said(sender="anne.legoff@exemple.example", message_id="<3@x>"))) == Taken.UNDERSTOOD

    def test_what_nobody_waits_for_any_more_is_said(self, reply, monkeypatch):
        monkeypatch.setattr(answering, "_answered", {})
        assert take(reply, read(said())) == Taken.REFUSED
        assert "n’attend plus de réponse" in Message.objects.get(kind="post.not_understood").text

    def test_what_breaks_leaves_no_trace_so_that_it_comes_again(self, reply, monkeypatch):
        def broken(reply, mail):
            raise RuntimeError("en panne")

        monkeypatch.setattr(answering, "_answered", {"test.bell": broken})
        with pytest.raises(RuntimeError):
            take(reply, read(said()))
        assert not ReceivedMail.objects.exists()
