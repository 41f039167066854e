import threading
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.terrain.actions import Told, take_signal
from liamm.features.terrain.enums import Origin, SignalState
from liamm.features.terrain.following import signal_behind
from liamm.features.terrain.models import FieldSignal, FollowLink
from liamm.features.terrain.tests.factories import RelayFactory
from liamm.features.territories.queries import by_code
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
CANARY = "Soizic Canari 06 12 34 56 78"


def told(**details):
    return Told(**{"words": "On revient trois fois en mairie.", "submission": "clé", **details})


class TestTakingASignal:
    def test_it_is_kept_with_a_reference_and_a_link(self):
        receipt = take_signal(VISITOR, told(place="Redon", territory=by_code("35236"), frequency="often"))
        signal = receipt.signal
        assert signal.reference.startswith("R-")
        assert (signal.state, signal.origin) == (SignalState.RECEIVED, Origin.WEB)
        assert signal.root_id == signal.pk
        assert signal_behind(receipt.token) == signal
        assert [step.key for step in signal.steps.all()] == ["received"]

    def test_only_a_digest_of_the_link_is_kept(self):
        receipt = take_signal(VISITOR, told())
        assert receipt.token not in str(list(FollowLink.objects.values()) + list(FieldSignal.objects.values()))
        assert signal_behind("autre") is None

    def test_the_same_form_sent_twice_gives_the_same_receipt(self):
        first = take_signal(VISITOR, told())
        second = take_signal(VISITOR, told(words="corrigé"))
        assert (second.signal, second.token, second.again) == (first.signal, first.token, True)
        assert FieldSignal.objects.get().words == "On revient trois fois en mairie."

    def test_the_receipt_goes_by_mail_when_there_is_an_address(self, letters):
        receipt = take_signal(VISITOR, told(words=CANARY, mail="marie@exemple.example", name="Marie"))
        (mail,) = letters()
        assert mail.to == ["Marie <marie@exemple.example>"]
        assert receipt.signal.reference in mail.subject
        assert receipt.token in mail.body
        assert "Canari" not in mail.body + mail.alternatives[0].content
        assert f"<signal.{receipt.signal.pk}@" in mail.extra_headers["References"]

    def test_without_an_address_nothing_is_sent(self, letters):
        take_signal(VISITOR, told())
        assert letters() == []

    def test_what_was_told_is_not_in_the_ledger(self):
        take_signal(VISITOR, told(words=CANARY, for_whom=CANARY, tried=CANARY, name=CANARY, place=CANARY))
        assert "Canari" not in str(list(Entry.objects.values()))

    def test_a_testimony_of_twelve_thousand_signs_is_kept_whole(self):
        long = "Voilà ce qui est arrivé. " * 480
        assert len(take_signal(VISITOR, told(words=long)).signal.words) == len(long.strip())

    @pytest.mark.parametrize("words", ["", "  \n ", "x" * 20_001])
    def test_nothing_and_too_much_are_refused_kindly(self, words):
        with pytest.raises(DomainError) as caught:
            take_signal(VISITOR, told(words=words))
        assert caught.value.field == "words"

    def test_files_are_kept_apart_and_bounded(self):
        files = [SimpleUploadedFile("note.txt", b"une note"), SimpleUploadedFile("autre.txt", b"une autre")]
        signal = take_signal(VISITOR, told(files=files)).signal
        assert [file.name for file in signal.files.order_by("name")] == ["autre.txt", "note.txt"]
        with pytest.raises(DomainError) as caught:
            take_signal(VISITOR, told(submission="2", files=[SimpleUploadedFile("a.txt", b"a")] * 11))
        assert caught.value.field == "files"

    def test_what_was_heard_aloud_is_written_by_the_team_and_by_relais(self):
        spoken = {"origin": Origin.SPOKEN, "heard_on": date(2026, 1, 5)}
        team, relay = TeamMemberFactory(), RelayFactory().person
        assert take_signal(team, told(**spoken)).signal.recorded_by == team
        for key in "23":
            assert take_signal(relay, told(submission=key, **spoken)).signal.heard_on == date(2026, 1, 5)
        for actor in (VISITOR, PersonFactory()):
            with pytest.raises(Refused):
                take_signal(actor, told(submission="4", **spoken))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def submit(self, keys):
        receipts, failures = [], []

        def send(key):
            try:
                receipts.append(take_signal(VISITOR, told(words=f"cas {key}", submission=key)))
            except Exception as error:  # noqa: BLE001  # what goes wrong is the result
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=send, args=(key,)) for key in keys]
        for start in range(0, len(threads), 20):
            for thread in threads[start : start + 20]:
                thread.start()
            for thread in threads[start : start + 20]:
                thread.join()
        assert failures == []
        return receipts

    def test_two_hundred_are_all_kept_once(self):
        self.submit([f"n{number}" for number in range(200)])
        assert FieldSignal.objects.count() == 200
        assert FieldSignal.objects.values("reference").distinct().count() == 200

    def test_twenty_times_the_same_is_kept_once(self):
        receipts = self.submit(["même"] * 20)
        assert FieldSignal.objects.count() == 1
        assert len({receipt.token for receipt in receipts}) == 1
        assert sum(not receipt.again for receipt in receipts) == 1
