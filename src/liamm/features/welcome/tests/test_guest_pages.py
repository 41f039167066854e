"""The pages of guests and of whoever invites."""

import re
import subprocess

import pytest

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.actions import cancel_booking
from liamm.features.booking.tests.factories import booked
from liamm.features.booking.tests.test_pages import text
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.models import Guest
from liamm.features.welcome.tests.factories import ANNA, coming, invited
from liamm.kernel import clock

pytestmark = pytest.mark.django_db
HOUSE = "/maison/accueil/"
YES = {"answer": "yes", "accepts_rules": "on", "access_need": "Une rampe", "first_visit": "on"}


def page_of(booking, tail=""):
    return f"{HOUSE}{booking.reference}/{tail}"


class TestOfAGuest:
    def test_answered_without_account_and_changed(self, client, letters):
        invited(booked(title="Lire les courriers"))
        (mail,) = [one for one in letters() if ANNA in one.to[0]]
        (path,) = re.findall(r"/maison/accueil/invitation/[^/\s]+/", mail.body)
        shown = text(client.get(path))
        for said in ("Lire les courriers", "Le salon", "état initial", "Venez-vous", "7 jours"):
            assert said in shown
        refused = client.post(path, {"answer": "yes", "access_need": "Une rampe"})
        assert refused.status_code == 422
        assert "Une rampe" in text(refused)
        assert client.post(path, YES).url == path
        shown = text(client.get(path))
        assert "On vous attend" in shown
        assert "accepts_rules" not in shown
        client.post(path, {"answer": "no"})
        assert "Vous ne venez pas" in text(client.get(path))
        assert Guest.objects.get().access_need == ""

    def test_what_is_no_more_says_so(self, client):
        (guest,) = invited()
        path = guest_path(guest)
        assert client.get(path.replace(guest.pk.hex[:8], "0" * 8)).status_code == 404
        assert client.get(f"{HOUSE}invitation/x/").status_code == 404
        with clock.at(guest.booking.ends):
            assert "Ce moment est passé" in text(client.get(path))
        cancel_booking(guest.booking.booked_by, guest.booking, reason="La salle fuit.")
        shown = text(client.get(path))
        assert "La salle fuit." in shown
        assert "Venez-vous" not in shown

    def test_nothing_is_kept_by_caches(self, client):
        answer = client.get(guest_path(invited()[0]))
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"

    def test_the_sheet_to_take_along(self, client, tmp_path):
        guest = coming()
        paper = tmp_path / "sheet.pdf"
        paper.write_bytes(client.get(f"{guest_path(guest)}feuille.pdf").content)
        said = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True, text=True).stdout
        for words in (guest.booking.title, "Le salon", "état initial", "Charte, version"):
            assert words in said
        assert ANNA not in said


class TestOfWhoInvites:
    def test_a_pasted_list(self, client):
        booking = booked()
        client.force_login(booking.booked_by)
        assert "Qui vient" in text(client.get(booking.get_absolute_url()))
        assert "Personne n’est invité encore" in text(client.get(page_of(booking)))
        refused = client.post(page_of(booking), {"addresses": f"{ANNA}\nBob"})
        assert refused.status_code == 422
        assert "« Bob »" in text(refused)
        assert not Guest.objects.exists()
        client.post(page_of(booking), {"addresses": f"Anna Le Goff <{ANNA}>, bob@exemple.example; {ANNA}"})
        shown = text(client.get(page_of(booking)))
        for said in ("2 invitations sont parties", "une seule invitation part", "Anna Le Goff", "2 n’ont pas répondu"):
            assert said in shown
        client.post(page_of(booking), {"addresses": ANNA})
        assert f"Déjà sur la liste, rien ne repart : {ANNA}" in text(client.get(page_of(booking)))

    def test_who_comes_with_what_they_need(self, client):
        booking = booked(people=1)
        guest = coming(booking, ANNA, access_need="Une rampe", first_visit=True)
        coming(booking, "bob@exemple.example")
        client.force_login(TeamMemberFactory())
        shown = text(client.get(page_of(booking)))
        for said in ("2 personnes viennent", "Une rampe", "première venue", "Plus de monde que prévu"):
            assert said in shown
        client.post(page_of(booking, f"{guest.pk}/reprendre/"))
        assert "L’invitation est reprise" in text(client.get(page_of(booking)))
        client.post(page_of(booking, f"{guest.pk}/reprendre/"))
        assert "déjà reprise" in text(client.get(page_of(booking)))

    def test_a_word_and_the_sheet(self, client):
        booking = booked()
        client.force_login(booking.booked_by)
        client.post(page_of(booking, "mot/"), {"words": "À bientôt", "bring": "Un stylo"})
        shown = text(client.get(page_of(booking, "feuille/")))
        for said in ("À bientôt", "Un stylo", "état initial", "Le salon"):
            assert said in shown
        assert "À bientôt" in text(client.get(page_of(booking, "mot/")))
        assert client.get(page_of(booking, "feuille.pdf")).content.startswith(b"%PDF")

    def test_nobody_else(self, client):
        booking = booked()
        client.force_login(CommunityMemberFactory())
        for tail in ("", "mot/", "feuille/", "feuille.pdf"):
            assert client.get(page_of(booking, tail)).status_code == 403
        assert client.get(f"{HOUSE}SA-0000-000/").status_code == 404
        assert "Qui vient" not in text(client.get(booking.get_absolute_url()))

    def test_the_page_costs_the_same_whatever_it_holds(self, client, django_assert_num_queries):
        booking = booked()
        client.force_login(booking.booked_by)
        invited(booking, ANNA)
        client.get(page_of(booking))
        with django_assert_num_queries(7):
            client.get(page_of(booking))
        invited(booking, "bob@exemple.example", "celia@exemple.example")
        with django_assert_num_queries(7):
            client.get(page_of(booking))
