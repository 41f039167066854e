"""D.4, for the copies that the local mailbox keeps of what left: a code that opens nothing any more is in none."""

from email import message_from_string

import pytest
from django.test import TestCase
from django.urls import reverse

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.actions import cancel_booking
from liamm.features.welcome import actions
from liamm.features.welcome.jobs import send_access_letters
from liamm.features.welcome.models import AccessCode
from liamm.features.welcome.tests.factories import code, coming, during
from liamm.features.welcome.tests.test_no_code_left import FIRST, everything, held_in
from liamm.kernel.post import late
from liamm.site.mailbox.store import forget_recalled, keep

pytestmark = pytest.mark.django_db


def test_a_code_of_a_booking_that_does_not_take_place_is_nowhere_at_once(letters, tmp_path, monkeypatch, client):
    """Its copies in the local mailbox are gone as soon as it is cancelled; its seal, once it is off the keypad."""
    folder = tmp_path / "mail"
    monkeypatch.setattr(late, "_keepers", [lambda ids: forget_recalled(folder, ids)])
    guest, team = coming(), TeamMemberFactory()
    own = code(guest.booking, typed=FIRST, by=team)
    with during(guest.booking):
        send_access_letters()
        for number, mail in enumerate(letters()):
            keep(folder, str(number), mail.message().as_bytes())
        spool = [path.read_text() for path in folder.glob("*.eml")]
        assert held_in(said_in(spool))
        with TestCase.captureOnCommitCallbacks(execute=True):
            cancel_booking(guest.booking.booked_by, guest.booking, reason="Reporté")
        left = [path.read_text() for path in folder.glob("*.eml")]
        assert 0 < len(left) < len(spool)
        assert held_in(said_in(left)) == []
        letters()
        assert held_in(everything()) == []
        actions.take_off_code(team, own)
        assert not AccessCode.objects.exclude(sealed="").exists()
        client.force_login(team)
        assert held_in([client.get(reverse("welcome:codes")).content.decode()]) == []


def said_in(mails):
    """All that mails say, their parts decoded."""
    parts = (part for mail in mails for part in message_from_string(mail).walk() if not part.is_multipart())
    return [part.get_payload(decode=True).decode(errors="replace") for part in parts]
