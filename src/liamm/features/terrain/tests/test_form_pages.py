import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.actions import Told, Wording, publish_wording, take_signal, write_to_author
from liamm.features.terrain.enums import Origin, SignalState
from liamm.features.terrain.models import FieldSignal, SignalFile
from liamm.features.terrain.tests.factories import FieldSignalFactory, ReadSignalFactory, RelayFactory
from liamm.features.terrain.tickets import new_ticket
from liamm.features.terrain.waiting_files import keep_waiting, read_waiting, sign_waiting, sweep_files
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.connections import connection_of

pytestmark = pytest.mark.django_db
FORM = "/remonter/"


@pytest.fixture(autouse=True)
def quiet_cache():
    cache.clear()


def ticket(seconds=60):
    with clock.at(clock.now() - timedelta(seconds=seconds)):
        return new_ticket()


def filled(**fields):
    return {
        "words": "On revient trois fois en mairie pour le même dossier.",
        "speaking_for": "self",
        "consent": "on",
        "ticket": ticket(),
        **fields,
    }


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


class TestALongText:
    def test_it_is_refused_with_its_count_and_nothing_is_cut(self, client):
        words = "é" * 20_001
        page = client.get(FORM).content.decode()
        assert "maxlength" not in re.search(r'<textarea name="words"[^>]*>', page)[0]
        response = client.post(FORM, filled(words=words, tried="Rien encore", name="Marie"))
        text = response.content.decode()
        assert response.status_code == 422
        assert words in text
        assert "20001" in text
        assert "20000" in text
        assert "Rien encore" in text
        assert not FieldSignal.objects.exists()

    def test_lines_are_counted_as_they_are_read(self, client):
        response = client.post(FORM, filled(words="a\r\n" * 9_998 + "fin"))
        assert response.status_code == 302

    def test_marks_that_turn_words_around_are_left_out(self, client):
        client.post(FORM, filled(words="On \u202eattend\u2066 ici"))
        assert FieldSignal.objects.get().words == "On attend ici"


class TestTheForm:
    def test_it_opens_without_account_with_few_queries(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            response = client.get(FORM)
        assert response.status_code == 200
        text = response.content.decode()
        assert "n’est pas un canal d’alerte" in text
        assert "24 mois" in text
        assert hidden(response, "ticket")

    def test_it_speaks_english_too(self, client):
        assert "For whom is it difficult?" in client.get(FORM, headers={"accept-language": "en"}).content.decode()

    def test_sent_it_leads_to_its_receipt_and_link(self, client):
        response = client.post(FORM, filled(place="Redon", frequency="often"), follow=True)
        signal = FieldSignal.objects.get()
        assert signal.territory.code == "35236"
        assert signal.reference in response.content.decode()
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Cache-Control"] == "no-store"
        link = re.search(r"http://testserver(/suivi/[^<\"/]+/)", response.content.decode())[1]
        assert client.get(link).status_code == 200

    def test_the_words_of_a_place_that_is_not_certain_are_kept(self, client):
        client.post(FORM, filled(place="au guichet de la gare"))
        signal = FieldSignal.objects.get()
        assert (signal.place, signal.territory) == ("au guichet de la gare", None)

    def test_a_double_sending_gives_the_same_receipt(self, client):
        data = filled()
        first, second = client.post(FORM, data), client.post(FORM, data)
        assert first.url == second.url
        assert FieldSignal.objects.count() == 1

    def test_back_then_send_again_lands_on_the_same_receipt(self, client):
        """Without script the form is loaded anew: another ticket, given this second, and the same text."""
        first = client.post(FORM, filled())
        assert client.post(FORM, filled(ticket=ticket(0))).url == first.url
        assert client.post(FORM, filled(ticket=ticket(0))).url == first.url
        assert FieldSignal.objects.count() == 1
        assert "très rapide" in client.post(FORM, filled(ticket=ticket(0), words="Autre chose.")).content.decode()
        client.cookies["liamm_sent"] = "forgé"
        assert "très rapide" in client.post(FORM, filled(ticket=ticket(0))).content.decode()

    def test_the_same_ticket_sent_again_at_once_lands_on_its_receipt(self, client):
        data = filled(ticket=ticket(4))
        first = client.post(FORM, data)
        client.cookies.clear()
        assert client.post(FORM, {**data, "website": "x"}).url == first.url

    def test_without_consent_nothing_is_lost(self, client):
        response = client.post(FORM, filled(consent="", words="Mon témoignage entier."))
        assert "Mon témoignage entier." in response.content.decode()
        assert not FieldSignal.objects.exists()

    def test_what_seems_personal_is_shown_once_then_sent_as_it_is(self, client):
        data = filled(words="Appelez Mme Tanguy au 06 12 34 56 78.")
        response = client.post(FORM, data)
        text = response.content.decode()
        assert "<mark>06 12 34 56 78</mark>" in text
        assert "On dirait le nom de quelqu’un." in text
        assert not FieldSignal.objects.exists()
        again = {**data, "warned": hidden(response, "warned"), "ticket": hidden(response, "ticket")}
        assert client.post(FORM, again).status_code == 302
        assert FieldSignal.objects.get().words == "Appelez Mme Tanguy au 06 12 34 56 78."

    def test_files_given_before_the_second_look_are_not_lost(self, client):
        data = filled(words="Mme Tanguy", uploads=SimpleUploadedFile("guichet.txt", b"une note"))
        response = client.post(FORM, data)
        assert "guichet.txt" in response.content.decode()
        data.pop("uploads")
        again = {**data, "warned": "1", "kept": hidden(response, "kept"), "ticket": hidden(response, "ticket")}
        client.post(FORM, again)
        assert SignalFile.objects.get().name == "guichet.txt"

    @pytest.mark.parametrize("wrong", [("a.exe", b"MZ\x00\x01"), ("vide.txt", b"")])
    def test_a_file_that_cannot_be_taken_loses_none_of_the_others(self, client, wrong):
        uploads = [SimpleUploadedFile(*wrong), SimpleUploadedFile("guichet.txt", b"une note")]
        response = client.post(FORM, filled(uploads=uploads))
        assert response.status_code == 422
        assert "Déjà joints" in response.content.decode()
        assert "guichet.txt" in response.content.decode()
        client.post(FORM, filled(kept=hidden(response, "kept"), ticket=hidden(response, "ticket")))
        assert SignalFile.objects.get().name == "guichet.txt"

    def test_it_gives_the_address_at_which_one_may_write(self, client, settings):
        settings.LIAMM_MAIL_INBOUND = "dire@laboratoire.example"
        assert 'href="mailto:dire@laboratoire.example"' in client.get(FORM).content.decode()

    def test_a_file_that_cannot_be_taken_is_said_and_the_words_stay(self, client):
        response = client.post(FORM, filled(uploads=SimpleUploadedFile("a.exe", b"MZ\x00\x01")))
        text = response.content.decode()
        assert "n’est pas d’un type" in text
        assert "On revient trois fois" in text
        assert not FieldSignal.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"website": "http://spam.example"}, "champ caché"),
            ({"ticket": "forgé"}, "ouverte depuis longtemps"),
            ({"ticket": None}, "ouverte depuis longtemps"),
        ],
    )
    def test_machines_are_stopped_and_people_send_again(self, client, wrong, said):
        data = {key: value for key, value in filled(**wrong).items() if value is not None}
        response = client.post(FORM, data)
        text = response.content.decode()
        assert said in text
        assert "On revient trois fois" in text
        assert "spam.example" not in text
        with clock.at(clock.now() + timedelta(seconds=30)):
            assert client.post(FORM, filled(ticket=hidden(response, "ticket"))).status_code == 302

    def test_a_form_that_comes_back_at_once_is_read_again(self, client):
        response = client.post(FORM, filled(ticket=ticket(0)))
        assert "très rapide" in response.content.decode()

    def test_a_form_a_month_old_gets_a_new_ticket(self, client):
        old = ticket(40 * 24 * 3600)
        assert hidden(client.post(FORM, filled(ticket=old)), "ticket") != old

    def test_too_many_from_one_connection_are_asked_to_wait(self, client, settings):
        settings.LIAMM_FORMS_PER_HOUR = 5
        for number in range(5):
            assert client.post(FORM, filled(words=f"Voix {number}")).status_code == 302
        response = client.post(FORM, filled())
        assert "un peu plus tard" in response.content.decode()
        client.force_login(TeamMemberFactory())
        assert client.post(FORM, filled()).status_code == 302

    def test_a_whole_network_counts_as_one_connection(self):
        assert connection_of("192.0.2.7") == "192.0.2.7"
        assert connection_of("2001:db8:1:2:3::4") == connection_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
        assert connection_of("") == ""

    def test_the_island_is_told_what_the_text_seems_to_hold(self, client):
        response = client.post(reverse("terrain:look_again"), {"text": "au 06 12 34 56 78"})
        (sentence,) = json.loads(response.content)
        assert sentence.startswith("On dirait un numéro de téléphone.")
        assert "06 12 34 56 78" in sentence
        assert client.get(reverse("terrain:look_again")).status_code == 405

    def test_for_someone_else(self, client):
        client.post(FORM, filled(speaking_for="other"))
        signal = FieldSignal.objects.get()
        assert signal.origin == Origin.OTHER
        client.force_login(TeamMemberFactory())
        assert "dite pour quelqu’un d’autre" in client.get(signal.desk_url).content.decode()
        client.logout()
        assert client.post(FORM, filled(speaking_for="spoken")).status_code == 422

    def test_a_relais_writes_down_what_was_told(self, client):
        relay = RelayFactory()
        client.force_login(relay.person)
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        assert (
            "pas encore venue" in client.post(FORM, filled(speaking_for="spoken", heard_on=tomorrow)).content.decode()
        )
        client.post(FORM, filled(speaking_for="spoken", heard_on="2026-01-05"))
        signal = FieldSignal.objects.get()
        assert (signal.origin, signal.relay, signal.heard_on.isoformat()) == (Origin.SPOKEN, relay, "2026-01-05")


class TestWaitingFiles:
    def test_a_forged_token_gives_nothing(self):
        assert read_waiting("forgé") == []
        assert sign_waiting([]) == ""

    def test_files_of_forms_never_sent_are_swept(self):
        with clock.at(clock.now() + timedelta(days=3)):
            sweep_files()
        with clock.at(clock.now() - timedelta(days=3)):
            ((kept,), _refused) = keep_waiting([SimpleUploadedFile("a.txt", b"a")], [])
            told = Told(words="x", submission="x", files=[SimpleUploadedFile("b.txt", b"b")])
            signal = take_signal(SYSTEM, told).signal
        assert sweep_files() == 0
        with clock.at(clock.now() + timedelta(days=3)):
            assert sweep_files() == 1
        assert not default_storage.exists(kept.path)
        assert default_storage.exists(signal.files.get().path)


class TestFollowing:
    def link(self, signal=None, **told):
        receipt = take_signal(SYSTEM, Told(**{"words": "On attend.", "submission": "clé", **told}))
        return receipt.signal, f"/suivi/{receipt.token}/"

    def test_step_by_step_with_constant_queries(self, client, django_assert_num_queries):
        signal, link = self.link()
        signal.state = SignalState.READ
        signal.save()
        write_to_author(TeamMemberFactory(name="Équipière Canari"), signal, text="Où est-ce ?")
        client.get(link)
        with django_assert_num_queries(8):
            text = client.get(link).content.decode()
        assert "Nous avons reçu" in text
        assert "Où est-ce ?" in text
        assert "Canari" not in text
        for _ in range(5):
            write_to_author(TeamMemberFactory(), signal, text="Encore.")
        with django_assert_num_queries(8):
            client.get(link)

    def test_one_adds_and_answers(self, client):
        signal, link = self.link()
        assert "au moins une phrase" in client.post(link, {"text": ""}).content.decode()
        client.post(link, {"text": "C’était jeudi."})
        assert signal.exchanges.get().text == "C’était jeudi."

    def test_a_refusal_is_said_on_the_page(self, client, monkeypatch):
        def refuse(*_args, **_kwargs):
            raise DomainError("Pas maintenant.")

        monkeypatch.setattr("liamm.features.terrain.views.following.add_precision", refuse)
        _, link = self.link()
        assert "Pas maintenant." in client.post(link, {"text": "x"}).content.decode()

    def test_publication_and_mails_in_one_click(self, client, letters):
        signal, link = self.link(mail="marie@exemple.example")
        letters().clear()
        client.post(f"{link}publication/", {"agreed": "1"})
        signal.refresh_from_db()
        assert signal.may_publish
        client.post(f"{link}publication/", {"agreed": "0"})
        signal.refresh_from_db()
        assert not signal.may_publish
        client.post(f"{link}courriels/", {"stopped": "1"})
        assert "En recevoir de nouveau" in client.get(link).content.decode()
        client.post(f"{link}courriels/", {"stopped": "0"})
        assert "Ne plus en recevoir" in client.get(link).content.decode()

    def test_the_published_wording_is_linked(self, client):
        LabSpaceFactory()
        signal, link = self.link(may_publish=True)
        signal.state = SignalState.READ
        signal.save()
        publish_wording(TeamMemberFactory(), signal, wording=Wording(title="Un titre", text="Un texte."))
        text = client.get(link).content.decode()
        assert f"/remontees/{signal.reference}/" in text

    def test_withdrawing_says_what_remains(self, client):
        signal, link = self.link()
        assert "ne peut pas être retrouvé" in client.get(f"{link}retirer/").content.decode()
        client.post(f"{link}retirer/", {"scope": "whole"})
        signal.refresh_from_db()
        assert signal.state == SignalState.WITHDRAWN
        text = client.get(link).content.decode()
        assert "effacé" in text
        assert "On attend." not in text
        assert client.get(f"{link}retirer/").status_code == 302

    def test_a_wrong_scope_is_asked_again(self, client):
        signal, link = self.link()
        assert client.post(f"{link}retirer/", {"scope": "tout"}).status_code == 422
        signal.refresh_from_db()
        assert signal.state == SignalState.RECEIVED

    def test_own_files_and_nobody_else_s(self, client):
        signal, link = self.link(files=[SimpleUploadedFile("a.txt", b"CanariFichier")])
        other = take_signal(SYSTEM, Told(words="x", submission="y", files=[SimpleUploadedFile("b.txt", b"b")])).signal
        own = client.get(f"{link}fichiers/{signal.files.get().pk}/")
        assert b"".join(own.streaming_content) == b"CanariFichier"
        assert client.get(f"{link}fichiers/{other.files.get().pk}/").status_code == 404

    def test_an_unknown_link_opens_nothing(self, client):
        FieldSignalFactory()
        ReadSignalFactory()
        assert client.get("/suivi/inconnu/").status_code == 404
        assert client.get("/suivi/inconnu/recu/").status_code == 404
