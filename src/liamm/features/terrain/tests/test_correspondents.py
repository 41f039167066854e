import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import (
    Told,
    Withdrawn,
    answer_signal,
    read_signal,
    stop_news,
    take_mail,
    take_signal,
    withdraw_signal,
    write_to_author,
)
from liamm.features.terrain.enums import InboundState, Origin, Withdrawal
from liamm.features.terrain.following import open_link
from liamm.features.terrain.models import Exchange
from liamm.features.terrain.queries.following import follow_page
from liamm.features.terrain.rules.mails import read_mail
from liamm.features.terrain.tests.factories import RelayFactory
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.post.letters import read_stop
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def relay():
    return RelayFactory(person__email="relais@exemple.example", person__name="Rozenn Relais")


def passed(relay, **others):
    told = Told(words="Entendu au marché.", submission="clé", origin=Origin.RELAY, relay=relay, **others)
    return take_signal(relay.person, told).signal


def addresses():
    return list(Message.objects.order_by("created_at", "pk").values_list("kind", "address"))


class TestARelaisIsToldWhatItChanged:
    def test_each_step_at_the_address_of_the_account_without_typing_it(self, relay):
        signal, team = passed(relay), TeamMemberFactory()
        read_signal(team, signal)
        write_to_author(team, signal, text="Où est-ce ?")
        answer_signal(team, signal, text="Voici.")
        relais = "relais@exemple.example"
        kinds = ["terrain.receipt", "terrain.step", "terrain.answer", "terrain.answer"]
        assert addresses() == [(kind, relais) for kind in kinds]
        receipt, step = Message.objects.order_by("created_at", "pk")[:2]
        assert "que vous avez transmise" in step.subject
        assert "vous avez transmis la remontée" in step.text.replace("\u00a0", " ")
        assert f"/suivi/{open_link(signal)}/" in receipt.text

    def test_the_same_address_typed_is_written_to_once(self, relay):
        signal = passed(relay, mail="Relais@Exemple.example")
        read_signal(TeamMemberFactory(), signal)
        assert [mail.lower() for _kind, mail in addresses()] == ["relais@exemple.example"] * 2

    def test_the_address_of_the_person_they_speak_for_gets_the_answers_they_get_each_step(self, relay):
        signal, team = passed(relay, mail="marie@exemple.example"), TeamMemberFactory()
        read_signal(team, signal)
        answer_signal(team, signal, text="CanariRéponse")
        assert addresses() == [
            ("terrain.receipt", "marie@exemple.example"),
            ("terrain.step", "marie@exemple.example"),
            ("terrain.step", "relais@exemple.example"),
            ("terrain.answer", "marie@exemple.example"),
            ("terrain.step", "relais@exemple.example"),
        ]
        mine = "".join(one.text for one in Message.objects.filter(address="relais@exemple.example"))
        assert "CanariRéponse" not in mine
        assert open_link(signal) not in mine
        assert f"/relais/{relay.pk}/" in mine

    def test_one_click_stops_them_and_the_page_of_the_link_too(self, relay):
        signal, team = passed(relay), TeamMemberFactory()
        letter = Message.objects.get()
        link = letter.headers["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]
        assert read_stop(link) == (f"person:{relay.person_id}", f"signal:{signal.pk}")
        assert follow_page(signal).has_mail
        stop_news(LinkHolder(signal.pk), signal)
        assert follow_page(signal).stopped
        read_signal(team, signal)
        assert Message.objects.count() == 1

    def test_what_is_withdrawn_leaves_their_letters_too(self, relay):
        signal = passed(relay)
        write_to_author(TeamMemberFactory(), signal, text="CanariNom, où est-ce ?")
        withdraw_signal(LinkHolder(signal.pk), signal, withdrawn=Withdrawn(scope=Withdrawal.PERSON))
        assert not Message.objects.filter(text__contains="CanariNom").exists()

    def test_their_reply_by_mail_is_added(self, relay):
        signal = passed(relay)
        head = "From: relais@exemple.example\nMessage-ID: <a@b>\n"
        answered = f"In-Reply-To: <signal.{signal.pk}@{settings.LIAMM_MAIL_DOMAIN}>\n\nOui."
        mail = read_mail((head + answered).encode())
        taken = take_mail(SYSTEM, mail)
        assert (taken.state, taken.signal) == (InboundState.ADDED, signal)
        assert Exchange.objects.get().text == "Oui."


class TestWhoTellsFromAnAccount:
    @pytest.mark.parametrize("origin", [Origin.WEB, Origin.OTHER])
    def test_is_written_to(self, origin):
        person = PersonFactory()
        told = Told(words="Je reviens trois fois.", submission="clé", origin=origin)
        read_signal(TeamMemberFactory(), take_signal(person, told).signal)
        assert addresses() == [("terrain.receipt", person.email), ("terrain.step", person.email)]

    def test_another_address_that_one_chose_is_the_only_one(self):
        told = Told(words="Je reviens.", submission="clé", mail="ailleurs@exemple.example")
        read_signal(TeamMemberFactory(), take_signal(PersonFactory(), told).signal)
        assert {mail for _kind, mail in addresses()} == {"ailleurs@exemple.example"}

    def test_the_form_says_so(self, client):
        LabSpaceFactory()
        person = PersonFactory()
        assert "adresse de votre compte" not in client.get("/remonter/").content.decode()
        client.force_login(person)
        assert person.email in client.get("/remonter/").content.decode()

    def test_the_receipt_says_where_it_goes(self, client):
        told = Told(words="Je reviens.", submission="clé")
        receipt = take_signal(PersonFactory(), told)
        page = client.get(f"/suivi/{receipt.token}/recu/").content.decode()
        assert "à l’adresse de votre compte" in page


class TestOthersAreNotWrittenTo:
    def test_a_visitor_without_address_and_a_closed_account(self, client):
        take_signal(AnonymousUser(), Told(words="Je reviens.", submission="un"))
        person = PersonFactory(is_active=False)
        take_signal(person, Told(words="Je reviens.", submission="deux"))
        assert not addresses()

    def test_who_brought_a_table_gets_nothing_and_those_in_it_learn_who_did(self):
        team = TeamMemberFactory(name="Nolwenn Table")
        told = Told(words="Je reviens.", submission="un", origin=Origin.IMPORT, mail="marie@exemple.example")
        signal = take_signal(team, told).signal
        read_signal(team, signal)
        take_signal(team, Told(words="Je reviens.", submission="deux", origin=Origin.IMPORT))
        assert {mail for _kind, mail in addresses()} == {"marie@exemple.example"}
        for letter in Message.objects.all():
            text = letter.text.replace("\u00a0", " ")
            assert "vous avez laissé votre adresse" not in text
            assert "Nolwenn Table, de l’équipe du laboratoire, nous a transmis" in text
