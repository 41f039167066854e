from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import (
    Mask,
    Told,
    Withdrawn,
    Wording,
    add_precision,
    agree_publication,
    mask_signal,
    merge_signals,
    publish_wording,
    stop_news,
    take_signal,
    withdraw_signal,
    write_to_author,
)
from liamm.features.terrain.enums import SignalState, Withdrawal
from liamm.features.terrain.models import Author, PublicWording, SealedOriginal
from liamm.features.terrain.tests.factories import FieldSignalFactory, ReadSignalFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.models import SearchEntry
from liamm.kernel.telltale.sensitive import Passage

WHOLE, PERSON = Withdrawn(scope=Withdrawal.WHOLE), Withdrawn(scope=Withdrawal.PERSON)
pytestmark = pytest.mark.django_db


def holder(signal):
    return LinkHolder(signal.pk)


class TestAdding:
    def test_the_reader_learns_it_without_its_words(self, letters):
        signal = ReadSignalFactory(reader=TeamMemberFactory(email="lectrice@exemple.example"))
        add_precision(holder(signal), signal, text="C’était un CanariJeudi.")
        (mail,) = letters()
        assert "lectrice@exemple.example" in mail.to[0]
        assert "CanariJeudi" not in mail.body
        assert signal.exchanges.get().from_author
        assert "CanariJeudi" not in str(list(Entry.objects.values()))

    def test_the_same_message_sent_twice_in_a_row_is_taken_once(self, letters):
        signal = ReadSignalFactory(reader=TeamMemberFactory())
        first, second = (add_precision(holder(signal), signal, text="C’était jeudi.") for _ in range(2))
        assert first == second
        assert len(letters()) == 1
        add_precision(holder(signal), signal, text="Et vendredi.")
        add_precision(holder(signal), signal, text="C’était jeudi.")
        write_to_author(TeamMemberFactory(), signal, text="C’était jeudi.")
        add_precision(holder(signal), signal, text="C’était jeudi.")
        with clock.at(clock.now() + timedelta(minutes=11)):
            add_precision(holder(signal), signal, text="C’était jeudi.")
        assert signal.exchanges.count() == 6

    def test_without_a_reader_it_waits_on_the_desk(self, letters):
        signal = FieldSignalFactory()
        add_precision(holder(signal), signal, text="Encore ceci.")
        assert letters() == []

    @pytest.mark.parametrize("text", ["", "x" * 20_001])
    def test_nothing_and_too_much(self, text):
        signal = FieldSignalFactory()
        with pytest.raises(DomainError):
            add_precision(holder(signal), signal, text=text)

    def test_only_the_holder_of_the_link(self):
        signal = FieldSignalFactory()
        for actor in (AnonymousUser(), TeamMemberFactory(), SYSTEM, holder(FieldSignalFactory())):
            for act in (
                lambda: add_precision(actor, signal, text="x"),  # noqa: B023  # called at once
                lambda: agree_publication(actor, signal, agreed=True),  # noqa: B023
                lambda: stop_news(actor, signal),  # noqa: B023
                lambda: withdraw_signal(actor, signal, withdrawn=WHOLE),  # noqa: B023
            ):
                with pytest.raises(Refused):
                    act()


class TestAgreeing:
    def test_agreeing_no_longer_takes_the_published_wording_back(self):
        LabSpaceFactory()
        signal = agree_publication(holder(one := ReadSignalFactory(may_publish=False)), one, agreed=True)
        wording = publish_wording(TeamMemberFactory(), signal, wording=Wording(title="Titre", text="Un texte."))
        agree_publication(holder(signal), signal, agreed=False)
        wording.refresh_from_db()
        assert wording.withdrawn_at


class TestStopping:
    def test_one_click_and_back(self, letters):
        signal = ReadSignalFactory(author__mail="marie@exemple.example")
        stop_news(holder(signal), signal)
        write_to_author(TeamMemberFactory(), signal, text="Bonjour")
        assert letters() == []
        stop_news(holder(signal), signal, stopped=False)
        write_to_author(TeamMemberFactory(), signal, text="Bonjour")
        assert len(letters()) == 1


class TestWithdrawing:
    def full(self):
        """A signal with all that can be kept around one."""
        LabSpaceFactory()
        team = TeamMemberFactory()
        told = Told(
            words="CanariTout attend.",
            submission="clé",
            mail="canari@exemple.example",
            may_publish=True,
            files=[SimpleUploadedFile("canari.txt", b"CanariFichier")],
        )
        signal = take_signal(AnonymousUser(), told).signal
        signal = mask_signal(team, signal, mask=Mask({"words": [Passage(0, 10, "[…]")]}, signal.fingerprint))
        signal.state = SignalState.READ
        signal.save()
        publish_wording(team, signal, wording=Wording(title="CanariTitre", text="CanariPublic"))
        add_precision(holder(signal), signal, text="CanariPrécision")
        return signal

    def test_the_whole_signal_leaves_only_that_it_came(self, django_capture_on_commit_callbacks):
        signal = self.full()
        path = signal.files.get().path
        with django_capture_on_commit_callbacks(execute=True):
            signal = withdraw_signal(holder(signal), signal, withdrawn=WHOLE)
        assert signal.state == SignalState.WITHDRAWN
        assert (signal.words, signal.stems, signal.exchanges.count(), signal.files.count()) == ("", [], 0, 0)
        assert not default_storage.exists(path)
        assert not Author.objects.exists()
        assert not SealedOriginal.objects.exists()
        assert not PublicWording.objects.filter(withdrawn_at=None).exists()
        assert not SearchEntry.objects.filter(body__contains="Canari").exists()
        with pytest.raises(DomainError):
            withdraw_signal(holder(signal), signal, withdrawn=WHOLE)

    def test_only_what_speaks_of_the_person_keeps_the_words(self):
        signal = withdraw_signal(holder(signal := self.full()), signal, withdrawn=PERSON)
        assert signal.words == "[…] attend."
        assert not Author.objects.exists()
        assert not SealedOriginal.objects.exists()
        assert PublicWording.objects.filter(withdrawn_at=None).exists()

    def test_nothing_hangs_on_a_text_that_is_gone(self):
        team, child, root, top = TeamMemberFactory(), FieldSignalFactory(), FieldSignalFactory(), FieldSignalFactory()
        merge_signals(team, child, into=root)
        merge_signals(team, root, into=top)
        withdraw_signal(holder(root), root, withdrawn=WHOLE)
        for one in (child, root, top):
            one.refresh_from_db()
            assert (one.merged_into, one.root_id) == (None, one.pk)
