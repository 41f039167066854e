"""The pages of codes, for who keeps the house, and of getting in, for who comes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.actions import cancel_booking
from liamm.features.booking.tests.factories import booked
from liamm.features.booking.tests.test_pages import text
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome import actions
from liamm.features.welcome.enums import Opens
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.models import AccessCode, Way
from liamm.features.welcome.tests.factories import code, coming, during
from liamm.kernel import clock

pytestmark = pytest.mark.django_db
CODE, PDF = "48397261", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
CODES = "/maison/accueil/codes/"


@pytest.fixture
def team(client):
    person = TeamMemberFactory()
    client.force_login(person)
    return person


def sent(**changes):
    days = {"first": clock.today().isoformat(), "last": clock.in_days(60).date().isoformat()}
    return {"opens": "door", "code": CODE, "digits": "6", "booking": "", **days, **changes}


class TestKeeping:
    def test_set_then_read_by_a_button(self, client, team):
        assert "Aucun code" in text(client.get(CODES))
        answer = client.post(f"{CODES}nouveau/", sent())
        assert answer.status_code == 302
        shown = text(client.get(answer.url))
        assert "Lire le code" in shown
        assert "Personne ne l’a lu" in shown
        assert CODE not in shown
        read = client.post(answer.url)
        assert CODE in text(read)
        assert team.name in text(read)
        assert "no-store" in read["Cache-Control"]
        assert "connu de 1 personne" in text(client.get(CODES))

    def test_refused_with_its_reason(self, client, team):
        refused = client.post(f"{CODES}nouveau/", sent(code="1234"))
        assert refused.status_code == 422
        assert "se suivent" in text(refused)
        assert "Aucune réservation" in text(client.post(f"{CODES}nouveau/", sent(booking="SA-0")))
        assert not AccessCode.objects.exists()

    def test_for_a_booking(self, client, team):
        booking = booked(title="Lire les courriers")
        client.post(f"{CODES}nouveau/?reservation={booking.reference}", sent(booking=booking.reference.lower()))
        assert AccessCode.objects.get().booking == booking
        assert "Lire les courriers" in text(client.get(CODES))

    def test_replaced(self, client, team):
        one = code()
        where = f"{one.get_absolute_url()}remplacer/"
        assert client.post(where, {"because": "", "code": "", "digits": "6"}).status_code == 422
        answer = client.post(where, {"because": "Perdu", "code": "", "digits": "6"})
        assert "Le code est changé" in text(client.get(answer.url))
        gone = text(client.get(one.get_absolute_url()))
        assert "Perdu" in gone
        assert "Voir le nouveau" in gone
        assert "À retirer du clavier" in gone
        client.post(f"{one.get_absolute_url()}retirer/")
        assert "déjà remplacé" in text(client.post(one.get_absolute_url(), follow=True))
        assert "remplacé" in text(client.get(CODES))

    def test_the_sheet_of_a_keypad(self, client, team):
        code()
        days = {"first": clock.today().isoformat(), "last": clock.in_days(7).date().isoformat()}
        assert CODE not in text(client.get(f"{CODES}clavier/"))
        shown = client.post(f"{CODES}clavier/", days)
        assert CODE in text(shown)
        assert "no-store" in shown["Cache-Control"]
        assert "sur la feuille du clavier" in text(client.get(AccessCode.objects.get().get_absolute_url()))
        wrong = client.post(f"{CODES}clavier/", {**days, "last": clock.in_days(-1).date().isoformat()})
        assert wrong.status_code == 422
        far = {"first": clock.in_days(200).date().isoformat(), "last": clock.in_days(201).date().isoformat()}
        assert "Aucun code n’ouvre" in text(client.post(f"{CODES}clavier/", far))

    def test_how_one_comes(self, client, team):
        plan = SimpleUploadedFile("plan.pdf", PDF, content_type="application/pdf")
        where = "/maison/accueil/plans/door/"
        client.post(where, {"words": "Par la cour", "file": plan})
        assert "Par la cour" in text(client.get(CODES))
        assert b"".join(client.get(f"{where}fichier/").streaming_content).startswith(b"%PDF")
        client.post(where, {"words": "Par la cour", "without_file": "on"})
        assert Way.objects.get().path == ""
        assert client.get(f"{where}fichier/").status_code == 404
        assert client.get("/maison/accueil/plans/roof/").status_code == 404

    def test_by_nobody_else(self, client):
        client.force_login(CommunityMemberFactory())
        one = code()
        paths = ("codes/", "codes/nouveau/", "codes/clavier/", f"codes/{one.pk}/", "plans/door/")
        for path in (f"/maison/accueil/{path}" for path in paths):
            assert client.get(path).status_code == 403
            assert client.post(path).status_code == 403

    def test_the_pages_cost_the_same_whatever_they_hold(self, client, team, django_assert_num_queries):
        code(days=(0, 1))
        client.get(CODES)
        with django_assert_num_queries(7):
            client.get(CODES)
        for rooms in ((1,), (2,), (3,)):
            code(booked(rooms=rooms, people=2), typed=f"48397{rooms[0]}")
        with django_assert_num_queries(7):
            client.get(CODES)


class TestGettingIn:
    def test_by_the_link_of_a_guest(self, client):
        code()
        actions.draw_way(TeamMemberFactory(), Opens.DOOR, draft=actions.WayDraft(words="Par la cour"))
        guest = coming()
        path = guest_path(guest)
        assert "à partir de" in text(client.get(path))
        assert "pas encore" in text(client.post(f"{path}entrer/", follow=True))
        with during(guest.booking):
            shown = text(client.get(path))
            assert "Montrer le code" in shown
            assert CODE not in shown
            assert client.get(f"{path}entrer/").status_code == 302
            shown = client.post(f"{path}entrer/")
            assert CODE in text(shown)
            assert "Par la cour" in text(shown)
            assert "no-store" in shown["Cache-Control"]

    def test_a_plan_is_a_file_in_the_same_window(self, client):
        plan = SimpleUploadedFile("plan.pdf", PDF, content_type="application/pdf")
        actions.draw_way(TeamMemberFactory(), Opens.DOOR, draft=actions.WayDraft(file=plan))
        guest = coming()
        path = f"{guest_path(guest)}plan/door/"
        assert client.get(path).status_code == 404
        with during(guest.booking):
            assert "no-store" in client.get(path)["Cache-Control"]
            assert client.get(path.replace("door", "roof")).status_code == 404
            client.force_login(CommunityMemberFactory())
            assert client.get(reverse("welcome:plan", args=[guest.booking.reference, "door"])).status_code == 403
            client.force_login(guest.booking.booked_by)
            assert client.get(reverse("welcome:plan", args=[guest.booking.reference, "door"])).status_code == 200

    def test_the_booking_says_when_and_leads_there(self, client):
        code()
        booking = booked()
        client.force_login(booking.booked_by)
        shown = text(client.get(booking.get_absolute_url()))
        assert f"{reverse('welcome:guests', args=[booking.reference])}#entrer" in shown
        assert "Pour entrer : le code et le plan" in shown
        with during(booking):
            assert "dès maintenant" in text(client.get(booking.get_absolute_url()))
        cancel_booking(booking.booked_by, booking, reason="x")
        assert "Pour entrer : le code" not in text(client.get(booking.get_absolute_url()))

    def test_for_who_booked(self, client):
        booking = booked()
        client.force_login(booking.booked_by)
        enter = reverse("welcome:access", args=[booking.reference])
        with during(booking):
            assert "n’a pas de code" in text(client.post(enter))
            code()
            assert CODE in text(client.post(enter))
