from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.terrain.actions import (
    Told,
    Withdrawn,
    add_precision,
    answer_signal,
    read_signal,
    take_mail,
    take_signal,
    withdraw_signal,
    write_to_author,
)
from liamm.features.terrain.enums import Withdrawal
from liamm.features.terrain.export import export_person
from liamm.features.terrain.following import open_link
from liamm.features.terrain.mail_files import erase_mails
from liamm.features.terrain.models import Exchange, FieldSignal
from liamm.features.terrain.rules.erasing import erased, stands_in, words_of_name
from liamm.features.terrain.rules.mails import read_mail
from liamm.features.terrain.tests.factories import ReadSignalFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.models import Message
from liamm.kernel.search.models import SearchEntry

PERSON = Withdrawn(scope=Withdrawal.PERSON)
CANARIES = ("canaribihan", "Canaribihan", "canari@exemple.example", "02 99 11 22 33", "CanariPassage")


class TestTheRule:
    def test_what_is_recognised_and_what_is_named_go(self):
        said = "Je suis marie canaribihan, 02 99 11 22 33, m@exemple.bzh, au bout du chemin."
        left = erased(said, ["chemin", *words_of_name("Marie Canaribihan")], "[x]")
        assert left == "Je suis [x], [x], [x], au bout du [x]."

    def test_a_piece_is_a_whole_word(self):
        assert erased("Anne et les années", words_of_name("Anne Le Du"), "[x]") == "[x] et les années"
        assert erased("rien", ["", " ", "!"], "[x]") == "rien"
        assert erased("au  bout\ndu chemin", ["bout du"], "[x]") == "au  [x] chemin"
        assert stands_in(["un", "deux"], "DEUX")
        assert not stands_in(["un"], "deux")

    @given(st.text(max_size=60), st.text(max_size=8))
    def test_a_piece_that_went_stands_nowhere(self, text, piece):
        assert not stands_in([erased(text, [piece], " ")], piece) or not piece.strip()


@pytest.fixture
def told(db, letters):
    """A signal never masked, with all that can be kept around one."""
    signal = take_signal(
        PersonFactory(email="canari@exemple.example", name="Marie Canaribihan"),
        Told(
            words="je suis marie canaribihan, appelez-moi au 02 99 11 22 33. On attend le CanariPassage.",
            tried="Écrire depuis canari@exemple.example.",
            for_whom="pour Mme Canaribihan",
            place="chez Marie Canaribihan",
            submission="clé",
            name="Marie Canaribihan",
            mail="canari@exemple.example",
            phone="02 99 11 22 33",
            files=[SimpleUploadedFile("canari.txt", b"CanariFichier")],
        ),
    ).signal
    team = TeamMemberFactory()
    read_signal(team, signal)
    write_to_author(team, signal, text="Bonjour Madame Canaribihan, merci.")
    add_precision(LinkHolder(signal.pk), signal, text="Signé canaribihan", quoted="Marie Canaribihan, 02 99 11 22 33")
    answer_signal(team, signal, text="Chère Marie Canaribihan, voici.")
    signal.refresh_from_db()
    return signal


def everywhere(signal, client):
    """All that can still be read of a signal, by anybody."""
    client.force_login(TeamMemberFactory())
    pages = [signal.desk_url, reverse("terrain:desk"), f"/suivi/{open_link(signal)}/"]
    tables = [FieldSignal, Exchange, Message, SearchEntry, Entry]
    return "\n".join(
        [client.get(path).content.decode() for path in pages] + [str(list(table.objects.values())) for table in tables]
    )


class TestWithdrawingThePerson:
    def remaining(self, signal):
        return reverse("terrain:remaining", args=[open_link(signal)])

    def test_nothing_that_designates_is_left_anywhere(self, told, client, django_capture_on_commit_callbacks):
        path = told.files.get().path
        step_one = client.post(reverse("terrain:withdraw", args=[open_link(told)]), {"scope": "person"})
        assert step_one.headers["Location"] == self.remaining(told)
        shown = client.get(self.remaining(told)).content.decode()
        assert "canaribihan" not in shown.lower()
        assert "CanariPassage" in shown
        told.refresh_from_db()
        assert "canaribihan" in told.words
        again = client.post(self.remaining(told), {"others": "canaripassage", "seen": "x", "look": "1"})
        assert "canaripassage" in again.content.decode()
        assert "CanariPassage" not in again.content.decode()
        seen = again.context["left"].seen
        with django_capture_on_commit_callbacks(execute=True):
            done = client.post(self.remaining(told), {"others": "canaripassage", "seen": seen, "confirm": "1"})
        assert done.status_code == 302
        told.refresh_from_db()
        read = everywhere(told, client)
        assert [one for one in CANARIES if one in read] == []
        assert not default_storage.exists(path)
        assert not hasattr(told, "author") or told.author is None
        assert told.recorded_by is None
        assert "On attend le" in told.words
        assert "anari" not in str(export_person(PersonFactory(email="autre@exemple.example")))

    def test_without_reading_it_again_what_is_recognised_goes_all_the_same(self, told, client):
        withdraw_signal(LinkHolder(told.pk), told, withdrawn=PERSON)
        read = everywhere(told, client)
        assert [one for one in CANARIES[:-1] if one in read] == []

    def test_a_text_that_changed_meanwhile_is_read_again(self, told, client):
        seen = client.get(self.remaining(told)).context["left"].seen
        write_to_author(TeamMemberFactory(), told, text="Encore un mot.")
        response = client.post(self.remaining(told), {"others": "", "seen": seen, "confirm": "1"})
        assert response.status_code == 422
        assert "a changé entre-temps" in response.content.decode()
        assert "Encore un mot." in response.content.decode()
        with pytest.raises(DomainError):
            withdraw_signal(LinkHolder(told.pk), told, withdrawn=Withdrawn(scope=Withdrawal.PERSON, seen=seen))

    def test_a_passage_that_is_nowhere_is_named(self, told, client):
        response = client.post(self.remaining(told), {"others": "ailleurs", "seen": "x", "confirm": "1"})
        assert "« ailleurs » n’est pas dans le texte" in response.content.decode().replace("\u00a0", " ").replace(
            "\u202f", " "
        )
        told.refresh_from_db()
        assert "canaribihan" in told.words

    def test_once_all_is_withdrawn_nothing_remains_to_read(self, told, client):
        withdraw_signal(LinkHolder(told.pk), told, withdrawn=Withdrawn(scope=Withdrawal.WHOLE))
        assert client.get(self.remaining(told)).status_code == 302
        assert not Message.objects.filter(recipient=f"author:{told.pk}").exists()

    def test_the_mail_by_which_it_came_goes_too(self, db, settings, tmp_path, django_capture_on_commit_callbacks):
        settings.LIAMM_MAIL_FOLDER = tmp_path
        (tmp_path / "done").mkdir()
        raw = b"From: m@exemple.example\r\nMessage-ID: <a@b>\r\n\r\nCanariCourriel"
        (tmp_path / "done" / "1.eml").write_bytes(raw)
        (tmp_path / "done" / "2.eml").write_bytes(raw.replace(b"<a@b>", b"<c@d>"))
        signal = take_mail(SYSTEM, read_mail(raw)).signal
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_signal(LinkHolder(signal.pk), signal, withdrawn=PERSON)
        assert [path.name for path in (tmp_path / "done").iterdir()] == ["2.eml"]
        assert erase_mails(["<nulle@part>"]) == 0


@pytest.mark.django_db
class TestTheOriginalThatIsGone:
    def said(self, client, signal):
        client.force_login(TeamMemberFactory())
        path = reverse("terrain:original", args=[signal.reference])
        asked = client.post(path, {"reason": "unclear", "detail": "Je ne comprends pas."}).content.decode()
        return client.get(path).content.decode(), asked, client.get(signal.desk_url).content.decode()

    def test_at_the_request_of_the_person(self, client):
        signal = ReadSignalFactory()
        with clock.at(datetime(2026, 3, 2, 10, tzinfo=UTC)):
            withdraw_signal(LinkHolder(signal.pk), signal, withdrawn=PERSON)
        assert all("effacé le 2 mars 2026, à la demande" in page for page in self.said(client, signal))

    def test_at_the_end_of_its_delay(self, client):
        assert all("au terme du délai" in page for page in self.said(client, ReadSignalFactory(masked=True)))

    def test_when_nothing_was_masked(self, client):
        before, asked, _desk = self.said(client, ReadSignalFactory())
        assert "Rien n’a été masqué" in before
        assert "Rien n’a été masqué" in asked


def test_a_visitor_may_withdraw_too(db):
    signal = take_signal(AnonymousUser(), Told(words="Un mot.", submission="x")).signal
    assert withdraw_signal(LinkHolder(signal.pk), signal, withdrawn=PERSON).words == "Un mot."
