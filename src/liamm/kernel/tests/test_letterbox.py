"""The letterbox, through real SMTP and LMTP."""

import smtplib
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from liamm.kernel.model import uuid7
from liamm.kernel.post import answering, letterbox
from liamm.kernel.post.answering import answers
from liamm.kernel.post.letterbox import open_letterbox
from liamm.kernel.post.models import Message, ReceivedMail
from liamm.kernel.post.replies import address_of, reply_address
from liamm.kernel.tests.test_answering import ANNE, said

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address():
    Message.objects.create(kind="t", topic="t", recipient="person:1", address=ANNE, message_id="<0@x>")
    return address_of(reply_address("test.bell", uuid7(), "person:1"))


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr(answering, "_answered", {})
    found = []
    answers("test.bell")(lambda reply, mail: found.append(mail))
    return found


@pytest.fixture
def port(request):
    door = socket.create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]
    with open_letterbox(door, lmtp=getattr(request, "param", False)):
        yield port


def send(port, address, content=None, sender=ANNE):
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail(sender, [address], content or said())


@pytest.mark.race
def test_a_mail_brought_by_many_at_once_is_taken_once(port, address, heard):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: send(port, address), range(8)))
    assert len(heard) == 1
    assert ReceivedMail.objects.count() == 1


@pytest.mark.parametrize("port", [True], indirect=True)
def test_it_speaks_lmtp(port, address, heard):
    with smtplib.LMTP("127.0.0.1", port) as client:
        client.sendmail(ANNE, [address.upper()], said())
    assert len(heard) == 1


def test_an_address_that_takes_nothing_is_refused_at_once(port, address, heard):
    for wrong in (f"x{address}", address.replace("@", "a@"), "quelqu.un@ailleurs.example"):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            send(port, wrong)
        assert refused.value.recipients[wrong][0] == 550


def test_each_address_is_acknowledged_by_itself(port, address, heard):
    other = address_of(reply_address("test.bell", uuid7(), "person:1"))
    with smtplib.SMTP("127.0.0.1", port) as client:
        later = client.sendmail(ANNE, [address, other], said())
    assert later[other][0] == 452
    send(port, other)
    assert len(heard) == 2


def test_what_is_too_large_is_refused_to_whoever_sends_it(port, address, heard, monkeypatch):
    monkeypatch.setattr(letterbox, "LARGEST", 1_000)
    with pytest.raises((smtplib.SMTPSenderRefused, smtplib.SMTPDataError)) as refused:
        send(port, address, said() + b"x" * 2_000)
    assert refused.value.smtp_code == 552
    assert heard == []


def test_while_the_house_cannot_take_it_its_server_keeps_it(port, address, monkeypatch):
    def broken(*_):
        raise RuntimeError("en panne")

    monkeypatch.setattr(answering, "_answered", {"test.bell": broken})
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(port, address)
    assert refused.value.smtp_code == 451
    monkeypatch.setattr(letterbox, "find_reply_address", broken)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(port, address)


def test_an_address_that_goes_meanwhile_is_refused(port, address, monkeypatch):
    monkeypatch.setattr(letterbox, "_is_known", lambda _: True)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(port, address.replace("+", "+x"))
    assert refused.value.smtp_code == 550
