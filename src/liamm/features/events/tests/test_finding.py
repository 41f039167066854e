"""Having lost a link, or missed an offer: one is led to what is possible, and nobody learns who registered."""

import pytest
from django.core import signing

from liamm.features.events.actions import cancel_registration, close_registrations, lapse_offer
from liamm.features.events.links import own_path
from liamm.features.events.models import Registration
from liamm.features.events.tests.factories import announced, registered
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
FIND = "/evenements/inscription/retrouver/"


def text(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def asked(client, mail, **more):
    answer = client.post(FIND, {"mail": mail, **more}, follow=True)
    assert "Si une inscription porte cette adresse" in text(answer)
    return Message.objects.filter(kind="events.found")


class TestLost:
    def test_the_link_leaves_again_to_its_address_even_once_it_is_shut(self, client, django_assert_num_queries):
        event, other = announced(), announced(title="Un autre jour")
        one = registered(event)
        registered(event, 2)
        registered(other)
        close_registrations(event.organiser, event)
        shown = text(client.get(event.get_absolute_url()))
        assert f'href="{FIND}?evenement={event.reference}">J’ai perdu le lien' in shown
        with django_assert_num_queries(0):
            assert f'value="{event.reference}"' in text(client.get(f"{FIND}?evenement={event.reference}"))
        letter = asked(client, " P1@exemple.example ", event=event.reference).get()
        assert letter.address == one.mail
        assert own_path(one) in letter.text
        assert asked(client, "p1@exemple.example").count() == 3

    def test_nobody_learns_who_registered_and_no_mailbox_is_filled(self, client, settings):
        registered(announced())
        assert not asked(client, "personne@exemple.example").exists()
        for _time in range(5):
            sent = asked(client, "p1@exemple.example")
        assert sent.count() == 3
        assert client.post(FIND, {"mail": "rien"}).status_code == 422
        assert "champ caché" in text(client.post(FIND, {"mail": "a@b.example", "website": "http://x"}))
        settings.LIAMM_FORMS_PER_HOUR = 1
        assert "Beaucoup d’envois" in text(client.post(FIND, {"mail": "a@b.example"}))

    def test_a_link_that_is_cut_or_forged_says_so(self, client):
        one = registered(announced())
        forged = signing.dumps(one.pk.hex, salt="autre")
        for path in (
            f"/evenements/inscription/{forged}/",
            own_path(one)[:-4] + "/",
            f"/formations/candidature/{forged}/",
        ):
            answer = client.get(path)
            assert answer.status_code == 404
            assert "Ce lien n’ouvre rien" in text(answer)
            assert f'href="{FIND}"' in text(answer)


class TestLapsed:
    def missed(self, event):
        """Somebody who let an offer pass."""
        first, second = registered(event), registered(event, 2)
        cancel_registration(LinkHolder(first.pk), first)
        second = Registration.objects.get(pk=second.pk)
        with clock.at(second.offered_until):
            return lapse_offer(SYSTEM, second)

    def test_while_one_registers_one_may_again(self, client):
        one = self.missed(announced(capacity=1))
        letter = Message.objects.get(kind="events.lapsed")
        assert "On s’y inscrit encore" in letter.text
        assert "M’inscrire de nouveau" in text(client.get(own_path(one)))

    def test_once_it_is_shut_what_is_left_is_said(self, client):
        event = announced(capacity=1)
        first, second = registered(event), registered(event, 2)
        close_registrations(event.organiser, event)
        cancel_registration(LinkHolder(first.pk), first)
        second = Registration.objects.get(pk=second.pk)
        with clock.at(second.offered_until):
            lapse_offer(SYSTEM, second)
        letter = Message.objects.get(kind="events.lapsed")
        assert "/evenements/besoins/" in letter.text
        assert "M’inscrire de nouveau" not in letter.text
        shown = text(client.get(own_path(second)))
        assert 'href="/evenements/besoins/">Dire ce que j’aimerais apprendre' in shown
        assert "M’inscrire de nouveau" not in shown
