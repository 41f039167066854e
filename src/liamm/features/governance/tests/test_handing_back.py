"""A second reader gives a text back: the remark reaches who writes it, and the text leaves only once taken up."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liamm.features.accounts.models import DutyHeld
from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory, TeamMemberFactory
from liamm.features.governance.actions import (
    CorrectionDraft,
    TextDraft,
    correct_decision,
    hand_back_text,
    read_text,
    recuse_oneself,
    write_texts,
)
from liamm.features.governance.contributions import what_is_known
from liamm.features.governance.models import Decision, SecondReading, TextRemark
from liamm.features.governance.queries.home import mine
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db
CANARY = "CANARIDESOMBRES"


def write(person, decision, **values):
    texts = {"full_text": "Tout", "public_title": "Titre", "public_text": "Texte", **values}
    return write_texts(person, decision, draft=TextDraft(version=decision.text_version, **texts))


@pytest.fixture
def decision(house):
    return write(house.secretary, house.decide(house.item(house.open())))


class TestTheAct:
    def test_the_text_stays_and_waits_for_who_writes_it(self, house, decision):
        before = Decision.objects.filter(pk=decision.pk).values().get()
        hand_back_text(house.reader, decision, version=2, remark=" Un nom de trop. ")
        assert Decision.objects.filter(pk=decision.pk).values().get() == before
        one = TextRemark.objects.get()
        assert (one.person, one.version, one.words, str(one)) == (house.reader, 2, "Un nom de trop.", "2")
        entry = Entry.objects.get(kind="governance.text_handed_back")
        assert (entry.subject_id, "nom" in str(entry.payload)) == (decision.pk, False)

    def test_it_leaves_only_once_taken_up_and_read_again(self, house, decision):
        hand_back_text(house.reader, decision, version=2, remark="Un nom de trop.")
        for reader in (house.reader, house["adjointe"]):
            with pytest.raises(DomainError, match="rendu avec une remarque"):
                read_text(reader, decision, version=2)
        assert not SecondReading.objects.exists()
        decision = write(house.secretary, decision, public_text="Sans le nom")
        assert read_text(house.reader, decision, version=3).published_at is not None

    def test_whoever_takes_it_up_reads_no_more(self, house, decision):
        hand_back_text(house.reader, decision, version=2, remark="Un nom de trop.")
        decision = write(house.reader, decision, public_text="Sans le nom")
        for writer in (house.reader, house.secretary):
            with pytest.raises(Refused, match="autre personne"):
                hand_back_text(writer, decision, version=3, remark="Encore.")
        hand_back_text(house.head, decision, version=3, remark="Encore.")
        assert [one.version for one in decision.remarks.all()] == [3, 2]

    def test_neither_the_author_nor_who_stays_out_nor_a_stranger(self, house, decision):
        with pytest.raises(Refused, match="Vous avez écrit ce texte") as caught:
            hand_back_text(house.secretary, decision, version=2, remark="Moi.")
        assert caught.value.decision.citation is not None
        for someone in (PersonFactory(), AdminFactory(), house["president-region"], SYSTEM):
            with pytest.raises(Refused):
                hand_back_text(someone, decision, version=2, remark="x")
        assert not TextRemark.objects.exists()

    def test_whoever_stays_out_of_the_item_gives_nothing_back(self, house):
        item = house.item(house.open())
        recuse_oneself(house["adjointe"], item, reason="")
        decision = write(house.secretary, house.decide(item))
        with pytest.raises(Refused, match="à l’écart"):
            hand_back_text(house["adjointe"], decision, version=2, remark="x")

    def test_once_with_words_and_on_the_text_that_was_read(self, house, decision):
        with pytest.raises(DomainError, match="ne peut pas partir"):
            hand_back_text(house.reader, decision, version=2, remark=" ")
        with pytest.raises(DomainError, match="a changé"):
            hand_back_text(house.reader, decision, version=1, remark="x")
        hand_back_text(house.reader, decision, version=2, remark="x")
        with pytest.raises(DomainError, match="rendu avec une remarque"):
            hand_back_text(house.head, decision, version=2, remark="y")

    def test_nothing_to_give_back_where_nothing_is_written_or_all_is_published(self, house):
        decision = house.decide(house.item(house.open()))
        with pytest.raises(DomainError, match="pas encore écrits"):
            hand_back_text(house.reader, decision, version=1, remark="x")
        published = house.publish(decision)
        with pytest.raises(DomainError, match="ne change plus"):
            hand_back_text(house["adjointe"], published, version=2, remark="x")

    def test_a_remark_is_written_once(self, house, decision):
        hand_back_text(house.reader, decision, version=2, remark="x")
        for change in (lambda all_: all_.update(words="y"), lambda all_: all_.delete()):
            with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
                change(TextRemark.objects.all())
        assert what_is_known(house.reader)["remarques_de_relecture"][0]["remarque"] == "x"

    def test_a_correction_is_given_back_too(self, house):
        texts = {"full_text": "Tout", "public_title": "Titre", "public_text": "Juste"}
        second = correct_decision(house.secretary, house.published(), draft=CorrectionDraft(reason="Faux.", **texts))
        hand_back_text(house.reader, second, version=1, remark="Encore faux.")
        with pytest.raises(DomainError, match="rendu"):
            read_text(house.reader, second, version=1)


class TestWhoIsTold:
    def test_those_who_wrote_and_still_may_without_the_remark_leaving(self, house, decision, letters):
        hand_back_text(house.reader, decision, version=2, remark=f"Trop {CANARY}")
        (sent,) = [one for one in letters() if "revient avec une remarque" in one.subject]
        assert house.secretary.email in sent.to[0]
        assert f"/decisions/{decision.reference}/textes/" in sent.body
        assert CANARY not in sent.subject + sent.body
        assert CANARY not in str(list(Entry.objects.values_list("payload", flat=True)))

    def test_who_wrote_and_has_left_the_team_is_not_told(self, house, decision, letters):
        gone = TeamMemberFactory()
        again = write(gone, decision, public_text="Texte repris")
        before = clock.today() - timedelta(days=1)
        DutyHeld.objects.filter(person=gone).update(starts=before, ends=before)
        hand_back_text(house.reader, again, version=again.text_version, remark="Un nom de trop.")
        told = [one.to[0] for one in letters() if "revient avec une remarque" in one.subject]
        assert len(told) == 1
        assert house.secretary.email in told[0]

    def test_it_is_no_longer_asked_to_be_read_until_taken_up(self, house, decision):
        assert mine(house.reader).to_read == [decision]
        hand_back_text(house.reader, decision, version=2, remark="x")
        assert not mine(house.reader).to_read
        assert not mine(house.head).to_read
        write(house.secretary, Decision.objects.get(), public_text="Repris")
        assert mine(house.reader).to_read == [decision]


class TestPages:
    @pytest.fixture
    def path(self, decision):
        return f"/decisions/{decision.reference}/"

    def test_from_reading_to_giving_back_to_taking_up_to_reading(self, client, house, path):
        client.force_login(house.reader)
        assert f"{path}relire/rendre/" in client.get(f"{path}relire/").content.decode()
        text = client.get(f"{path}relire/rendre/").content.decode()
        assert "Le texte est gardé tel qu’il est" in text
        assert client.post(f"{path}relire/rendre/", {"version": 2, "remark": "Un nom de trop."}).status_code == 302
        text = client.get(f"{path}relire/").content.decode()
        assert "ce texte ne part pas" in text
        assert 'name="agreed"' not in text
        assert client.post(f"{path}relire/", {"version": 2, "agreed": "on"}).status_code == 422
        client.force_login(house.secretary)
        text = client.get(f"{path}textes/").content.decode()
        assert "Un nom de trop." in text
        assert "il part une fois repris et relu" in text
        typed = {"version": 2, "full_text": "Tout", "public_title": "Titre", "public_text": "Repris", "relire": "1"}
        assert client.post(f"{path}textes/", typed).status_code == 302
        client.force_login(house.reader)
        text = client.get(f"{path}relire/").content.decode()
        assert "sur un texte repris depuis" in text
        assert client.post(f"{path}relire/", {"version": 3, "agreed": "on"}).status_code == 302
        assert Decision.objects.get().is_published
        client.logout()
        assert "Un nom de trop." not in client.get(path).content.decode()

    def test_a_remark_without_words_or_too_late_keeps_what_was_typed(self, client, house, decision, path):
        client.force_login(house.reader)
        assert client.post(f"{path}relire/rendre/", {"version": 2, "remark": " "}).status_code == 422
        write(house.secretary, decision)
        answer = client.post(f"{path}relire/rendre/", {"version": 2, "remark": "Un nom de trop."})
        assert answer.status_code == 422
        assert "Un nom de trop." in answer.content.decode()

    def test_the_author_finds_no_door(self, client, house, path):
        client.force_login(house.secretary)
        assert client.get(f"{path}relire/rendre/").status_code == 403
        assert client.post(f"{path}relire/rendre/", {"version": 2, "remark": "x"}).status_code == 403
        assert not TextRemark.objects.exists()

    def test_it_reads_in_english(self, client, house, decision, path):
        hand_back_text(house.reader, decision, version=2, remark="Un nom de trop.")
        type(house.secretary).objects.update(language="en")
        client.force_login(house.secretary)
        text = client.get(f"{path}textes/").content.decode()
        assert "Remarks of the proofreader" in text

    def test_the_pages_do_not_grow(self, client, house, decision, path, django_assert_num_queries):
        for version in (2, 3):
            hand_back_text(house.reader, decision, version=version, remark="x")
            for person, tail, queries in ((house.secretary, "textes/", 15), (house.reader, "relire/", 16)):
                client.force_login(person)
                client.get(path)
                with django_assert_num_queries(queries):
                    client.get(f"{path}{tail}")
            decision = write(house.secretary, decision)
