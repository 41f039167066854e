"""Words that leave with a letter and stay in no copy of it."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest

from liamm.kernel import clock
from liamm.kernel.post import late, sender
from liamm.kernel.post.late import MARK, LateWords, fills
from liamm.kernel.post.letters import Letter, Recipient, post
from liamm.kernel.post.models import Message, MessageState
from liamm.kernel.post.sender import send_due
from liamm.kernel.sealed import Secret

pytestmark = pytest.mark.django_db
WORDS = "<83620957>"


@dataclass(frozen=True, kw_only=True)
class CodeLetter(Letter):
    kind: ClassVar[str] = "test.code"
    template: ClassVar[str] = "post/mail/not_understood.md"
    filler: ClassVar[str] = "test.code"

    about: str = MARK
    reason: str = ""
    contact: str = ""

    @property
    def subject(self):
        return "Pour entrer"

    @property
    def why(self):
        return "vous venez"


@pytest.fixture
def says(monkeypatch):
    """What the letters say as they leave; None lets none leave."""
    said = {"words": LateWords([("Porte :", Secret(WORDS))], clock.in_days(1))}
    monkeypatch.setattr(late, "_fillers", {})
    fills("test.code")(lambda message: said["words"] if message.kind == "test.code" else None)
    return said


def write():
    return post(CodeLetter(), Recipient(key="guest:1", address="anna@exemple.example"))


def kept():
    return str(Message.objects.values().get())


def test_it_leaves_with_them_and_keeps_dots(says, letters):
    write()
    assert MARK in kept()
    (mail,) = letters()
    assert f"Porte : {WORDS}" in mail.body
    assert "<strong>&lt;83620957&gt;</strong>" in mail.alternatives[0][0]
    assert mail.extra_headers["Expires"]
    assert "83620957" not in kept()
    assert Message.objects.get().state == MessageState.SENT


def test_tried_again_it_says_what_is_true_then(says, letters, monkeypatch):
    write()

    def refuse(*_args, **_named):
        raise smtplib.SMTPDataError(451, f"no room for {WORDS}".encode())

    with monkeypatch.context() as patch:
        patch.setattr(sender._Mail, "send", refuse)
        send_due()
    assert "83620957" not in kept()
    assert Message.objects.get().last_error == "SMTPDataError"
    says["words"] = LateWords([("Porte :", Secret("11223390"))], clock.in_days(1))
    with clock.at(clock.now() + timedelta(days=1)):
        (mail,) = letters()
    assert "11223390" in mail.body


def test_with_nothing_to_say_it_never_leaves(says, letters):
    write()
    says["words"] = None
    assert letters() == []
    message = Message.objects.get()
    assert (message.state, message.text, message.html) == (MessageState.VOID, "", "")
    assert send_due() == 0
