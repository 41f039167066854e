import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.terrain.actions import (
    Mask,
    answer_signal,
    assign_reader,
    mask_signal,
    open_original,
    read_signal,
    redirect_signal,
    take_up_signal,
    write_to_author,
)
from liamm.features.terrain.enums import OpeningReason, Redirection, SignalState
from liamm.features.terrain.models import OriginalOpening, SealedOriginal
from liamm.features.terrain.tests.factories import FieldSignalFactory, ReadSignalFactory
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.models import SearchEntry
from liamm.kernel.telltale.sensitive import Passage

pytestmark = pytest.mark.django_db
CANARY = "CanariSoizic"


@pytest.fixture
def team():
    return TeamMemberFactory()


def with_mail(factory=ReadSignalFactory, **details):
    return factory(author__mail="marie@exemple.example", **details)


class TestReading:
    def test_whoever_reads_first_becomes_the_reader_and_the_author_learns_it(self, team, letters):
        signal = read_signal(team, with_mail(FieldSignalFactory))
        assert (signal.state, signal.reader) == (SignalState.READ, team)
        assert signal.read_at
        (mail,) = letters()
        assert "a lu ce que vous avez dit" in mail.body

    def test_the_reader_who_was_asked_stays(self, team):
        asked = TeamMemberFactory()
        signal = assign_reader(team, FieldSignalFactory(), reader=asked)
        assert read_signal(team, signal).reader == asked

    def test_the_one_who_is_asked_gets_a_mail_without_what_was_told(self, team, letters):
        signal = FieldSignalFactory(words=CANARY)
        assign_reader(team, signal, reader=team)
        assert letters() == []
        assign_reader(team, signal, reader=TeamMemberFactory())
        (mail,) = letters()
        assert signal.reference in mail.subject
        assert CANARY not in mail.body

    def test_only_the_team_reads_for_the_lab(self, team):
        with pytest.raises(DomainError):
            assign_reader(team, FieldSignalFactory(), reader=PersonFactory())

    def test_reading_after_somebody_else_changes_nothing(self, team):
        signal = read_signal(team, with_mail(FieldSignalFactory))
        later = read_signal(TeamMemberFactory(), signal)
        assert (later.reader, later.read_at) == (team, signal.read_at)
        assert later.steps.filter(key="read").count() == 1
        answered = answer_signal(team, signal, text="Voici.")
        assert read_signal(team, answered).state == SignalState.ANSWERED

    def test_nobody_else_touches_it(self):
        signal = FieldSignalFactory()
        for actor in (PersonFactory(), AnonymousUser(), LinkHolder(signal.pk), SYSTEM):
            for act in (
                lambda: read_signal(actor, signal),  # noqa: B023  # called at once
                lambda: answer_signal(actor, signal, text="x"),  # noqa: B023
                lambda: mask_signal(actor, signal, mask=Mask({}, "")),  # noqa: B023
                lambda: open_original(actor, signal, reason=OpeningReason.DANGER, detail="x" * 20),  # noqa: B023
            ):
                with pytest.raises(Refused):
                    act()


class TestAnswering:
    def test_an_answer_reaches_the_author_once_by_mail_and_at_the_link(self, team, letters):
        signal = answer_signal(team, with_mail(), text="Le guichet ouvre aussi le samedi.")
        assert signal.state == SignalState.ANSWERED
        (mail,) = letters()
        assert "samedi" in mail.body
        assert [step.key.partition(":")[0] for step in signal.steps.all()] == ["answered"]
        assert signal.exchanges.get().text == "Le guichet ouvre aussi le samedi."

    def test_nothing_is_answered_before_it_was_read(self, team):
        with pytest.raises(DomainError) as caught:
            answer_signal(team, FieldSignalFactory(), text="x")
        assert "Personne n’a encore lu" in caught.value.sentence
        assert caught.value.nearest

    def test_an_empty_answer_is_refused(self, team):
        with pytest.raises(DomainError):
            write_to_author(team, ReadSignalFactory(), text=" ")

    def test_writing_does_not_settle(self, team):
        signal = ReadSignalFactory()
        write_to_author(team, signal, text="Où cela se passe-t-il ?")
        signal.refresh_from_db()
        assert signal.state == SignalState.READ

    def test_an_author_who_left_nothing_can_still_be_written_to(self, team):
        signal = ReadSignalFactory(author=None)
        assert write_to_author(team, signal, text="Bonjour").pk

    def test_an_alert_is_confided_to_those_who_protect(self, team):
        signal = redirect_signal(team, ReadSignalFactory(), to=Redirection.ALERT)
        assert "Défenseur des droits" in signal.settled
        assert "n’est pas un canal d’alerte" in signal.steps.get().sentence
        assert signal.state == SignalState.REDIRECTED

    def test_a_service_must_be_named(self, team):
        with pytest.raises(DomainError):
            redirect_signal(team, ReadSignalFactory(), to=Redirection.SERVICE)
        signal = redirect_signal(team, ReadSignalFactory(), to=Redirection.SERVICE, detail="La MSA, 02 00 00 00 00")
        assert "La MSA" in signal.settled

    def test_an_answer_can_be_taken_up_again(self, team):
        signal = take_up_signal(team, answer_signal(team, ReadSignalFactory(), text="Voilà."))
        assert (signal.state, signal.settled) == (SignalState.READ, "")
        with pytest.raises(DomainError):
            take_up_signal(team, signal)

    def test_what_was_withdrawn_is_left_alone(self, team):
        with pytest.raises(DomainError):
            write_to_author(team, FieldSignalFactory(state=SignalState.WITHDRAWN), text="Bonjour")

    def test_what_cannot_follow_says_so(self, team):
        signal = answer_signal(team, ReadSignalFactory(), text="Voilà.")
        with pytest.raises(DomainError) as caught:
            answer_signal(team, signal, text="Encore.")
        assert "a eu sa réponse" in caught.value.sentence


class TestMasking:
    def test_the_masked_text_is_what_everybody_reads_and_the_original_is_sealed(self, team):
        words = f"Ma voisine {CANARY} attend."
        signal = FieldSignalFactory(words=words, place=f"chez {CANARY}")
        start = words.index(CANARY)
        passages = {
            "words": [Passage(start, start + len(CANARY), "[nom masqué]")],
            "place": [Passage(5, 5 + len(CANARY), "[nom masqué]")],
        }
        masked = mask_signal(team, signal, mask=Mask(passages, signal.fingerprint))
        assert (masked.words, masked.place) == ("Ma voisine [nom masqué] attend.", "chez [nom masqué]")
        assert masked.masked
        assert SealedOriginal.objects.get().content["words"] == words
        assert CANARY.lower() not in " ".join(masked.stems)
        assert not SearchEntry.objects.filter(body__contains=CANARY).exists()
        assert CANARY not in str(list(Entry.objects.values()))

    def test_masking_again_keeps_the_first_original(self, team):
        signal = FieldSignalFactory(words="Anne et Yves")
        signal = mask_signal(team, signal, mask=Mask({"words": [Passage(0, 4, "[…]")]}, signal.fingerprint))
        signal = mask_signal(team, signal, mask=Mask({"words": [Passage(7, 11, "[…]")]}, signal.fingerprint))
        assert signal.words == "[…] et […]"
        assert SealedOriginal.objects.get().content["words"] == "Anne et Yves"

    def test_a_text_that_changed_meanwhile_is_not_masked_blindly(self, team):
        signal = FieldSignalFactory(words="Anne et Yves")
        seen = signal.fingerprint
        mask_signal(team, signal, mask=Mask({"words": [Passage(0, 4, "[…]")]}, seen))
        with pytest.raises(DomainError):
            mask_signal(team, signal, mask=Mask({"words": [Passage(8, 12, "[…]")]}, seen))

    def test_nothing_to_mask_is_said(self, team):
        signal = FieldSignalFactory()
        with pytest.raises(DomainError):
            mask_signal(team, signal, mask=Mask({"words": []}, signal.fingerprint))

    def test_a_short_field_stays_short_enough(self, team):
        signal = FieldSignalFactory(place="x" * 200)
        masked = mask_signal(
            team, signal, mask=Mask({"place": [Passage(0, 1, "[passage masqué]")]}, signal.fingerprint)
        )
        assert len(masked.place) == 200

    def test_opening_the_original_needs_a_reason_and_stays_written(self, team):
        signal = FieldSignalFactory(words="Anne attend")
        with pytest.raises(DomainError):
            open_original(team, signal, reason=OpeningReason.DANGER, detail="une bonne raison")
        mask_signal(team, signal, mask=Mask({"words": [Passage(0, 4, "[…]")]}, signal.fingerprint))
        with pytest.raises(DomainError) as caught:
            open_original(team, signal, reason=OpeningReason.DANGER, detail="vite")
        assert caught.value.field == "detail"
        opening = open_original(team, signal, reason=OpeningReason.CONTESTED, detail="La personne conteste.")
        assert opening.original.content["words"] == "Anne attend"
        assert OriginalOpening.objects.get().by == team
        entry = Entry.objects.get(kind="terrain.original_opened")
        assert entry.payload == {"opening": str(opening.pk), "reason": "contested"}
        assert entry.actor == f"person:{team.pk}"


class TestWhomToCall:
    def test_numbers_come_from_the_data_of_the_country(self, team):
        urgent = redirect_signal(team, ReadSignalFactory(), to=Redirection.EMERGENCY).settled
        assert "Appelez le 112, le 119 pour un enfant en danger, le 3919" in urgent
        assert urgent.endswith("le 3114 pour des pensées suicidaires.")
        rights = redirect_signal(team, ReadSignalFactory(), to=Redirection.RIGHTS).settled
        assert "Défenseur des droits" in rights
        assert "09 69 39 00 00" in rights

    def test_those_of_another_laboratory_are_its_own(self, team, settings, tmp_path, client):
        (tmp_path / "help.toml").write_text(
            '[[emergencies]]\nnumber = "144"\nform = true\nwhom = { fr = "une urgence" }\n'
            '[rights]\nnumber = "0800 1"\nwhom = { fr = "la médiation" }\n'
        )
        settings.LIAMM_LAB_FOLDER = tmp_path
        assert redirect_signal(team, ReadSignalFactory(), to=Redirection.EMERGENCY).settled.endswith("Appelez le 144.")
        assert "la médiation, au 0800 1" in redirect_signal(team, ReadSignalFactory(), to=Redirection.RIGHTS).settled
