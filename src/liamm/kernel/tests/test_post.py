import smtplib
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import translation

from liamm.kernel import clock
from liamm.kernel.post import letters as module
from liamm.kernel.post.jobs import forget_bodies, send_letters
from liamm.kernel.post.letters import Letter, Recipient, post, read_stop, resume, stop, stop_url
from liamm.kernel.post.models import Message, MessageState
from liamm.kernel.post.sender import LEASE, as_mail, claim, send_due

pytestmark = pytest.mark.django_db
ANNE = Recipient(key="person:1", address="anne@exemple.example", name="Anne Le Goff")


@dataclass(frozen=True, kw_only=True)
class BellLetter(Letter):
    kind: ClassVar[str] = "test.bell"
    template: ClassVar[str] = "test/bell.md"

    @property
    def subject(self):
        return "La cloche a sonné : venez"

    @property
    def why(self):
        return "vous habitez près du clocher"

    @property
    def action(self):
        return "Voir la cloche", "/cloche/"


@dataclass(frozen=True, kw_only=True)
class CodeLetter(BellLetter):
    kind: ClassVar[str] = "test.code"
    important: ClassVar[bool] = True
    action = None


@pytest.fixture(autouse=True)
def words(monkeypatch):
    real = module.render_to_string

    def render(template, context):
        if template == "test/bell.md":
            return "Bonjour,\n\nElle sonne **fort** ! Voir [le clocher](https://exemple.example/)."
        return real(template, context)

    monkeypatch.setattr(module, "render_to_string", render)


class TestWriting:
    def test_a_letter_says_why_it_came_and_how_to_stop_it(self):
        message = post(BellLetter(), ANNE)
        assert message.subject == "La cloche a sonné\u00a0: venez"
        assert "Elle sonne fort\u202f!" in message.text
        assert "le clocher (https://exemple.example/)" in message.text
        assert "parce que vous habitez près du clocher" in message.text
        assert "<strong>fort</strong>" in message.html
        assert "http://127.0.0.1:8000/cloche/" in message.text
        assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message.headers["List-Unsubscribe"].strip("<>") in message.text
        assert message.headers["Auto-Submitted"] == "auto-generated"

    def test_what_was_stopped_is_not_written_but_what_binds_is(self):
        stop(ANNE.key, "test.bell")
        stop(ANNE.key, "test.bell")
        assert post(BellLetter(), ANNE) is None
        stop(ANNE.key, "test.code")
        message = post(CodeLetter(), ANNE)
        assert "List-Unsubscribe" not in message.headers
        for body in (message.text, message.html):
            assert "ce que vous avez demandé, ou un acte qui vous engage" in body
        resume(ANNE.key, "test.bell")
        assert post(BellLetter(), ANNE) is not None

    def test_nobody_without_address_gets_a_letter(self):
        assert post(BellLetter(), Recipient(key="author:1", address="")) is None

    def test_it_is_written_in_the_language_of_whoever_gets_it(self):
        message = post(BellLetter(), Recipient(key="p", address="a@exemple.example", language="en"))
        assert '<html lang="en">' in message.html
        assert "You are getting this letter because" in message.text
        assert translation.get_language() == "fr"

    def test_a_stop_address_names_recipient_and_topic_and_cannot_be_forged(self):
        token = stop_url("person:1", "signal:2").rstrip("/").rsplit("/", 1)[-1]
        assert read_stop(token) == ("person:1", "signal:2")
        assert read_stop(token[:-2] + "xx") is None

    def test_the_base_letter_says_nothing_by_itself(self):
        for name in ("subject", "why"):
            with pytest.raises(NotImplementedError):
                getattr(Letter(), name)
        assert Letter.action.fget(Letter()) is None


class TestSending:
    def test_what_is_due_leaves_once_with_a_stable_message_id(self):
        message = post(BellLetter(), ANNE)
        assert send_due() == 1
        assert send_due() == 0
        sent = mail.outbox[0]
        assert sent.extra_headers["Message-ID"] == message.message_id
        assert sent.to == ["Anne Le Goff <anne@exemple.example>"]
        message.refresh_from_db()
        assert (message.state, message.attempts) == (MessageState.SENT, 1)

    def test_what_is_not_due_waits(self):
        Message.objects.filter(pk=post(BellLetter(), ANNE).pk).update(due_at=clock.in_days(1))
        assert claim() == []

    def test_a_silent_sender_loses_its_claim_and_the_same_letter_leaves(self):
        message = post(BellLetter(), ANNE)
        assert [one.pk for one in claim()] == [message.pk]
        assert claim() == []
        Message.objects.filter(pk=message.pk).update(claimed_at=clock.now() - LEASE - timedelta(seconds=1))
        send_letters()
        message.refresh_from_db()
        assert (message.state, message.attempts) == (MessageState.SENT, 2)
        assert mail.outbox[0].extra_headers["Message-ID"] == message.message_id

    def test_a_server_that_refuses_is_tried_again_later_then_given_up_aloud(self, monkeypatch):
        def refuse(self, messages):
            raise smtplib.SMTPServerDisconnected("absent")

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)
        message = post(BellLetter(), ANNE)
        before = clock.now()
        assert send_due() == 0
        message.refresh_from_db()
        assert message.state == MessageState.QUEUED
        assert message.due_at > before + timedelta(seconds=30)
        assert message.last_error == "absent"
        Message.objects.filter(pk=message.pk).update(attempts=20, due_at=before)
        send_due()
        message.refresh_from_db()
        assert message.state == MessageState.FAILED

    def test_a_letter_that_cannot_be_made_stops_no_other(self):
        wrong = post(BellLetter(), Recipient(key="g", address="gaëlle@exemple.example", name="Gaëlle"))
        post(BellLetter(), ANNE)
        assert send_due() == 1
        wrong.refresh_from_db()
        assert wrong.state == MessageState.QUEUED
        assert wrong.last_error

    def test_someone_without_name_is_written_to_as_well(self):
        message = post(BellLetter(), Recipient(key="p", address="x@exemple.example"))
        assert as_mail(message).to == ["x@exemple.example"]

    def test_old_bodies_are_forgotten(self):
        message = post(BellLetter(), ANNE)
        send_due()
        forget_bodies()
        message.refresh_from_db()
        assert message.text
        Message.objects.filter(pk=message.pk).update(sent_at=clock.in_days(-31))
        forget_bodies()
        message.refresh_from_db()
        assert (message.text, message.html) == ("", "")
