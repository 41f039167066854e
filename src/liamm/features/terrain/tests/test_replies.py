from email.message import EmailMessage

import pytest
from django.conf import settings

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.terrain.actions import Told, read_signal, take_mail, take_signal
from liamm.features.terrain.enums import InboundState, SignalState
from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.rules.mails import as_topic, read_mail, references_in
from liamm.features.terrain.tests.factories import ReadSignalFactory
from liamm.kernel.access import SYSTEM
from liamm.kernel.model import uuid7
from liamm.kernel.post.models import Message

AUTHOR = "marie@exemple.example"


def take(body="C’était jeudi.", *, sender=AUTHOR, **headers):
    message = EmailMessage()
    message["From"], message["Message-ID"] = sender, f"<{uuid7()}@exemple>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return take_mail(SYSTEM, read_mail(message.as_bytes()))


def test_references_in_a_subject():
    said = "Re: Votre remontée R-2026-088 : du nouveau, et r‑2026‑1204 ; pas PR-2026-088 ni R-2026-12"
    assert references_in(said) == ["R-2026-088", "R-2026-1204"]


def test_a_topic_that_is_no_signal():
    one = uuid7()
    assert as_topic(f"signal:{one}") == one
    assert as_topic("signal:x") is None
    assert as_topic(f"project:{one}") is None


@pytest.mark.django_db
class TestAReplyToALetter:
    @pytest.fixture
    def signal(self):
        signal = take_signal(TeamMemberFactory(), Told(words="Au guichet.", submission="un", mail=AUTHOR)).signal
        return read_signal(TeamMemberFactory(), signal)

    @pytest.mark.parametrize("header", ["In_Reply_To", "References"])
    def test_by_the_message_id_of_the_letter_only(self, signal, header):
        letter = Message.objects.filter(kind="terrain.step").get()
        taken = take(**{header: letter.message_id})
        assert (taken.state, taken.signal) == (InboundState.ADDED, signal)
        assert signal.exchanges.get().text == "C’était jeudi."

    def test_among_the_references_of_others(self, signal):
        letter = Message.objects.filter(kind="terrain.receipt").get()
        taken = take(References=f"<x@ailleurs> {letter.message_id}", In_Reply_To="<y@ailleurs>")
        assert taken.signal == signal

    def test_of_somebody_else_is_a_signal_of_its_own(self, signal):
        letter = Message.objects.filter(kind="terrain.step").get()
        taken = take(sender="autre@exemple.example", In_Reply_To=letter.message_id, Subject=signal.reference)
        assert taken.state == InboundState.TAKEN
        assert taken.signal != signal

    def test_by_the_reference_in_the_subject(self, signal):
        other = ReadSignalFactory(author__mail=AUTHOR)
        taken = take(Subject=f"Re: Votre remontée {signal.reference}")
        assert (taken.state, taken.signal) == (InboundState.ADDED, signal)
        thread = f"<signal.{other.pk}@{settings.LIAMM_MAIL_DOMAIN}>"
        assert take(Subject=f"Re: {signal.reference}", References=thread).signal == other

    def test_all_of_it_in_the_subject(self, signal):
        take("", Subject=f"{signal.reference} : c’était jeudi")
        assert signal.exchanges.get().text == f"{signal.reference} : c’était jeudi"

    def test_to_a_letter_about_something_else(self, signal):
        Message.objects.update(topic="project:1")
        assert take(In_Reply_To=Message.objects.first().message_id).signal != signal

    def test_about_what_was_withdrawn(self, signal):
        FieldSignal.objects.update(state=SignalState.WITHDRAWN)
        assert take(Subject=signal.reference).signal != signal
