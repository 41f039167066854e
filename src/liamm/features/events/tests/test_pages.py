"""Events on screen: for everybody, for who registers without account, for who prepares them."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.utils import timezone

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.booking.models import Booking
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.events.actions import cancel_registration
from liamm.features.events.links import own_path
from liamm.features.events.models import Event, Registration
from liamm.features.events.tests.factories import announced, planned, registered, slot
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.features.terrain.tests.factories import ProblemFactory
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.kernel.thread.chain import Node, nodes_around

pytestmark = pytest.mark.django_db
EVENTS = "/evenements/"


def text(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.fixture
def team(client):
    LabSpaceFactory()
    person = TeamMemberFactory(name="Maud Le Goff")
    client.force_login(person)
    return person


def sent(moment=None, hours=2, **changes):
    starts = timezone.localtime(moment or opened())
    ends = starts + timedelta(hours=hours)
    base = {
        "kind": "atelier",
        "title": "Écrire pour être compris",
        "summary": "Réécrire ensemble un courrier.",
        "admission": "first_come",
        "capacity": "12",
        "day": starts.date().isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "rooms": ["1"],
        "layout": "",
        "people": "12",
        "place": "",
        "again": "",
        "ticket": "0" * 32,
    }
    return {**base, **changes}


def who(number=1, **changes):
    base = {
        "name": f"Personne {number}",
        "mail": f"p{number}@exemple.example",
        "host": "",
        "organisation": "Mairie de Plœuc",
        "seats": "1",
        "rules_accepted": "on",
        "ticket": str(number) * 32,
    }
    return {**base, **changes}


class TestReading:
    def test_lists_and_a_page_for_everybody(self, client, django_assert_num_queries):
        event = announced(capacity=20, summary="Avec des vrais courriers.", speakers=["Anna Le Bihan, mairie"])
        planned(title="Rien encore")
        shown = text(client.get(EVENTS))
        assert "Écrire pour être compris" in shown
        assert "Rien encore" not in shown
        assert "Préparer" not in shown
        page = text(client.get(event.get_absolute_url()))
        assert "Anna Le Bihan, mairie" in page
        assert "Il reste des places" in page
        assert "gratuit" in page
        announced(slot(9), title="Un autre")
        with django_assert_num_queries(5):
            client.get(EVENTS)
        assert client.get(f"{EVENTS}passes/").status_code == 200
        assert client.get(f"{EVENTS}EV-1999-001/").status_code == 404
        english = text(client.get(event.get_absolute_url(), headers={"accept-language": "en"}))
        assert "Register" in english

    def test_words_of_the_charter_say_their_language_on_a_page_in_another(self, client):
        event = announced()
        person = event.organiser
        client.force_login(person)
        forms = (f"{EVENTS}nouveau/", f"{event.get_absolute_url()}changer/", f"{EVENTS}appels/nouveau/")
        said = r'<option value="atelier"[^>]*lang="fr"'
        assert not any(re.search(said, text(client.get(page))) for page in forms)
        person.language = "en"
        person.save()
        assert all(re.search(said, text(client.get(page))) for page in forms)
        shown = (EVENTS, event.get_absolute_url())
        assert all(re.search(r'lang="fr">[^<]*telier', text(client.get(page))) for page in shown)

    def test_the_remote_link_is_for_those_who_come(self, client):
        event = announced(remote_link="https://visio.example/abc")
        assert "visio.example" not in text(client.get(event.get_absolute_url()))
        one = registered(event)
        assert "visio.example" in text(client.get(own_path(one)))


class TestPreparing:
    def test_rooms_are_booked_in_the_same_step(self, client, team):
        answer = client.post(f"{EVENTS}nouveau/", sent())
        event = Event.objects.get()
        assert answer.headers["Location"] == event.get_absolute_url()
        booking = Booking.objects.get()
        assert event.sessions.get().booking == booking
        assert (booking.purpose_kind, booking.purpose_id, booking.use) == ("event", event.pk, "atelier")
        assert Node("booking", booking.pk) in nodes_around(Node("event", event.pk))
        assert client.post(f"{EVENTS}nouveau/", sent()).headers["Location"] == event.get_absolute_url()
        assert Event.objects.count() == 1
        page = text(client.get(event.get_absolute_url()))
        assert "à la maison" in page
        client.post(f"{event.get_absolute_url()}annoncer/")
        event.refresh_from_db()
        assert event.state == "open"
        client.post(f"{event.get_absolute_url()}clore/")
        assert "Rouvrir les inscriptions" in text(client.get(event.get_absolute_url()))
        assert client.post(f"{event.get_absolute_url()}rien/").status_code == 404

    def test_on_application_the_last_day_is_asked_for_at_once(self, client, team):
        page, applying = f"{EVENTS}nouveau/", sent(opened(14), admission="selection")
        first = date.fromisoformat(applying["day"])
        for day, said in (
            ("", "Dites jusqu’à quel jour on candidate"),
            ("2020-01-01", "Ce jour est passé"),
            (first.isoformat(), "Choisissez un jour avant la première date"),
        ):
            answer = client.post(page, {**applying, "closes_on": day})
            assert answer.status_code == 422
            assert said in text(answer)
        client.post(page, {**applying, "closes_on": (first - timedelta(days=3)).isoformat()})
        event = Event.objects.get()
        assert timezone.localtime(event.closes_at).date() == first - timedelta(days=3)
        client.post(f"{event.get_absolute_url()}annoncer/")
        event.refresh_from_db()
        assert event.state == "open"

    def test_a_room_that_is_taken_offers_others_and_loses_nothing(self, client, team):
        taken = booked()
        answer = client.post(f"{EVENTS}nouveau/", sent(taken.starts))
        assert answer.status_code == 422
        assert not Event.objects.exists()
        refusal = answer.context["refusal"]
        assert refusal.offers
        filled = client.post(f"{EVENTS}nouveau/", {**sent(taken.starts), "take": refusal.offers[0].value})
        shown = text(filled)
        assert "Réécrire ensemble un courrier." in shown
        assert "Le formulaire dit maintenant" in shown
        assert not Event.objects.exists()

    def test_what_comes_again_is_all_or_nothing(self, client, team):
        starts = opened()
        client.post(f"{EVENTS}nouveau/", sent(starts, rooms=[], place="Brest", again="week", until="2099-01-01"))
        assert Event.objects.get().sessions.count() == 40
        booked(starts=starts + timedelta(days=7), rooms=(2,))
        until = (timezone.localdate(starts) + timedelta(days=7)).isoformat()
        answer = client.post(f"{EVENTS}nouveau/", sent(starts, rooms=["2"], again="week", until=until, ticket="1" * 32))
        assert answer.status_code == 422
        assert Booking.objects.count() == 1

    def test_the_campus_is_open_on_parity(self, client, team):
        answer = client.post(f"{EVENTS}nouveau/", sent(kind="campus"))
        assert answer.status_code == 422
        refusal = answer.context["refusal"]
        assert refusal.citation.article == "3.7"
        assert "charte, article 3.7, «" in text(answer)
        assert "parité" in refusal.sentence
        assert client.post(f"{EVENTS}nouveau/", sent(kind="campus", parity="on")).status_code == 302

    def test_it_comes_of_a_problem(self, client, team):
        problem = ProblemFactory(question="Comment dire non sans perdre les gens ?")
        address = f"{EVENTS}nouveau/?{urlencode({'de': f'problem:{problem.pk}'})}"
        assert "Comment dire non" in text(client.get(address))
        client.post(address, sent())
        assert Node("problem", problem.pk) in nodes_around(Node("event", Event.objects.get().pk))
        assert client.get(f"{EVENTS}nouveau/?de=problem:rien").status_code == 200

    def test_words_and_cancelling(self, client, team):
        event = planned(person=team, kind="formation")
        form = client.get(f"{event.get_absolute_url()}changer/").context["form"]
        told = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
        last = event.sessions.get().starts.date()
        told |= {"convention": "Région-CNFPT", "speakers": "Anna\nYann", "closes_on": last.isoformat(), "parity": ""}
        assert client.post(f"{event.get_absolute_url()}changer/", told).status_code == 302
        event.refresh_from_db()
        assert (event.convention, event.speakers) == ("Région-CNFPT", ["Anna", "Yann"])
        assert client.post(f"{event.get_absolute_url()}annuler/", {"reason": ""}).status_code == 422
        client.post(f"{event.get_absolute_url()}annuler/", {"reason": "Plus personne."})
        assert "Plus personne." in text(client.get(event.get_absolute_url()))
        client.force_login(PersonFactory())
        assert client.get(f"{event.get_absolute_url()}changer/").status_code == 403


class TestRegistering:
    def test_without_account_from_the_form_to_the_link(self, client):
        event = announced(capacity=1, most_together=3)
        event.questions.create(kind="yes_no", text="Mangez-vous avec nous ?", required=True)
        question = event.questions.get()
        address = f"{event.get_absolute_url()}inscription/"
        assert "Mangez-vous avec nous" in text(client.get(address))
        assert client.post(address, who()).status_code == 422
        answered = {f"q-{question.pk}": "yes"}
        first = client.post(address, who(**answered))
        again = client.post(address, who(**answered, ticket="9" * 32))
        second = client.post(address, who(2, **answered))
        assert first.headers["Location"] == again.headers["Location"] == second.headers["Location"]
        noted = text(client.get(first.headers["Location"]))
        assert "Regardez votre courriel" in noted
        one, other = Registration.objects.order_by("created_at")
        assert (one.state, other.state) == ("confirmed", "waiting")
        mine = client.get(own_path(one))
        assert "inscription confirmée" in text(mine)
        assert "Personne 2" not in text(mine)
        assert mine.headers["Cache-Control"] == "no-store"
        assert client.post(f"{own_path(one)}changer/", who(**answered, seats="2")).status_code == 422
        assert client.post(f"{own_path(one)}changer/", who(**answered, name="Anna")).status_code == 302
        assert "Garder ma place" in text(client.get(f"{own_path(one)}annuler/"))
        client.post(f"{own_path(one)}annuler/")
        assert "elle est pour vous" in text(client.get(own_path(other)))
        client.post(f"{own_path(other)}prendre/")
        assert "La place est à vous" in text(client.get(own_path(other)))
        assert "déjà annulée" in text(client.post(f"{own_path(one)}annuler/", follow=True))
        assert client.get("/evenements/inscription/rien/").status_code == 404
        forged = signing.dumps(one.pk.hex, salt="autre")
        assert client.get(f"/evenements/inscription/{forged}/").status_code == 404

    def test_signed_in_one_sees_at_once(self, client):
        event = announced()
        person = PersonFactory(name="Yann")
        client.force_login(person)
        answer = client.post(f"{event.get_absolute_url()}inscription/", who(mail=person.email))
        assert "/inscription/" in answer.headers["Location"]
        assert "Voir ou changer mon inscription" in text(client.get(event.get_absolute_url()))

    def test_machines_and_crowds_are_stopped(self, client, settings):
        event = announced()
        address = f"{event.get_absolute_url()}inscription/"
        assert "champ caché" in text(client.post(address, who(website="http://x")))
        settings.LIAMM_FORMS_PER_HOUR = 1
        assert client.post(address, who(1)).status_code == 302
        assert "Beaucoup d’envois" in text(client.post(address, who(2)))

    def test_where_one_does_not_register(self, client):
        free, shut = announced(admission="free"), announced(title="Clos")
        client.force_login(shut.organiser)
        client.post(f"{shut.get_absolute_url()}clore/")
        client.logout()
        assert client.get(f"{free.get_absolute_url()}inscription/").status_code == 404
        assert "closes" in text(client.get(f"{shut.get_absolute_url()}inscription/"))


class TestWhoComes:
    def test_who_prepares_reads_the_list_and_nobody_else(self, client, django_assert_num_queries):
        event = announced(capacity=1)
        one = registered(event, access_need="Boucle magnétique")
        registered(event, 2)
        client.force_login(event.organiser)
        address = f"{event.get_absolute_url()}inscrits/"
        client.get(address)
        with django_assert_num_queries(10):
            shown = text(client.get(address))
        assert "1 personne vient, 1 attend" in shown
        assert "Boucle magnétique" in shown
        with clock.at(event.sessions.get().ends):
            assert "1 personne était inscrite." in text(client.get(address))
        cancel_registration(LinkHolder(one.pk), one)
        client.force_login(PersonFactory())
        assert client.get(address).status_code == 403

    def test_all_that_prepares_it_has_its_page(self, client):
        event = announced(capacity=3)
        registered(event, access_need="Plain-pied")
        client.force_login(event.organiser)
        root, session, seating = event.get_absolute_url(), event.sessions.get(), event.seatings.get()
        more = sent(opened(20), rooms=[], place="Brest")
        for where, told in (
            ("dates/", more),
            (f"dates/{session.pk}/", more),
            (f"places/{seating.pk}/", {"capacity": "5"}),
            ("questions/", {"text": "Repas ?", "kind": "yes_no"}),
            ("supports/", {"label": "Le site", "link": "https://exemple.example/"}),
            ("ecrire/", {"about": "Venez tôt", "text": "Café à 9 h."}),
            ("refaire/", more),
        ):
            assert client.get(f"{root}{where}").status_code == 200, where
            assert client.post(f"{root}{where}", told).status_code == 302, where
        assert client.post(f"{root}questions/{event.questions.get().pk}/retirer/").status_code == 302
        assert client.post(f"{root}dates/{session.pk}/retirer/").status_code == 302
        shown = text(client.get(root))
        assert "n’aura pas lieu" in shown
        assert Event.objects.count() == 2
        table = client.post(f"{root}inscrits/tableau/")
        assert "Plain-pied" in table.content.decode()
        assert table.headers["Content-Type"].startswith("text/csv")

    def test_an_offer_fills_the_form_that_moves_a_date(self, client):
        event = announced(slot(place="", rooms=(1,), people=5))
        other = booked(rooms=(2,), starts=opened(14))
        client.force_login(event.organiser)
        address = f"{event.get_absolute_url()}dates/{event.sessions.get().pk}/"
        answer = client.post(address, sent(other.starts, rooms=["2"], people="5"))
        assert answer.status_code == 422
        offer = answer.context["refusal"].offers[0]
        filled = client.post(address, {**sent(other.starts, rooms=["2"], people="5"), "take": offer.value})
        assert "Le formulaire dit maintenant" in text(filled)


class TestInTheAgenda:
    def test_an_event_and_its_room_are_one_thing_which_concerns_who_comes(self, client, team):
        event = announced(slot(place="", rooms=(1,), people=10), title="Écrire pour être compris")
        day = {"vue": "jour", "jour": timezone.localdate(event.sessions.get().starts).isoformat()}
        assert text(client.get("/agenda/", day)).count("Écrire pour être compris") == 1
        assert "Événement</small>" in text(client.get("/agenda/", day))
        assert text(client.get("/agenda/", {**day, "quoi": "booking"})).count("Écrire pour être compris") == 1
        who_comes, nobody = PersonFactory(), PersonFactory()
        registered(event, actor=who_comes)
        for person, said in ((who_comes, True), (nobody, False)):
            client.force_login(person)
            assert ("Écrire pour être compris" in text(client.get("/agenda/", {**day, "mien": "on"}))) is said
            assert "Écrire pour être compris" in text(client.get("/agenda/", day))

    def test_whoever_booked_the_room_of_an_event_is_concerned_by_it(self, client, team):
        event = announced(slot(place="", rooms=(1,), people=10), person=team)
        Event.objects.update(organiser=TeamMemberFactory())
        day = {"vue": "jour", "jour": timezone.localdate(event.sessions.get().starts).isoformat()}
        assert "vous concerne" in text(client.get("/agenda/", day))
