import io
import json
import re
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from django.test import override_settings
from PIL import Image

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.charter import bindings
from liamm.kernel import clock
from liamm.kernel.post.letters import is_stopped, stop_url
from liamm.site.demo.guide import GUIDES, guide_of

pytestmark = pytest.mark.django_db


class TestFrontDoor:
    def test_a_visitor_learns_what_the_lab_is_and_how_to_tell_a_need(self, client):
        text = client.get("/").content.decode()
        assert "offre de coopération" in text
        assert 'href="/remonter/"' in text
        for function in ("Éprouvette", "Accélérateur", "Centre de ressources", "Archipel des pratiques"):
            assert function in text
        assert "mailto:" in text

    @pytest.mark.parametrize("path", ["/", "/decisions/", "/charte/"])
    def test_on_paper_a_page_says_which_laboratory_and_which_day(self, client, path, settings):
        settings.LIAMM_LAB_NAME = "La Maison d’essai"
        with clock.at(datetime(2026, 3, 4, 12, tzinfo=UTC)):
            text = client.get(path).content.decode()
        head = text.split('<div class="print-head">')[1].split("</div>")[0]
        assert "La Maison d’essai" in head
        assert "4 mars 2026" in re.sub("[\u00a0\u202f]", " ", re.sub("<[^>]+>", "", head))

    def test_a_member_sees_what_concerns_them_and_it_ends(self, client):
        client.force_login(PersonFactory(name="Anne"))
        text = client.get("/").content.decode()
        assert "C’est tout ce qui vous concerne" in text

    @pytest.mark.parametrize(
        "path", ["/identite/", "/mentions-legales/", "/accessibilite/", "/code-source/", "/recherche/"]
    )
    def test_the_pages_about_the_house_open_in_both_languages(self, client, path, django_assert_max_num_queries):
        with django_assert_max_num_queries(2):
            assert client.get(path).status_code == 200
        client.post("/langue/", {"language": "en", "next": path})
        response = client.get(path)
        assert response["Content-Language"] == "en"
        assert '<html lang="en"' in response.content.decode()

    def test_the_sign_is_shown_and_its_colours_have_names(self, client):
        text = client.get("/identite/").content.decode()
        assert '<img class="sign" src="/identite/signe/"' in text
        assert "goémon" in text
        assert "seaweed" in client.get("/identite/", headers={"accept-language": "en"}).content.decode()

    @pytest.mark.parametrize("path", ["/mentions-legales/", "/terrain/territoires/"])
    def test_the_data_of_others_are_said_with_their_licence(self, client, path):
        text = client.get(path).content.decode()
        assert "Licence Ouverte 2.0" in text
        assert 'href="/territoires/sources/"' in text

    def test_the_sign_can_be_taken_away(self, client):
        response = client.get("/identite/signe/")
        assert response["Content-Disposition"].startswith("attachment")
        assert b"<svg" in b"".join(response.streaming_content)


class TestLanguage:
    def test_an_unknown_language_and_a_foreign_address_are_ignored(self, client):
        response = client.post("/langue/", {"language": "xx", "next": "https://ailleurs.example/"})
        assert response["Location"] == "/"
        assert "django_language" not in response.cookies

    def test_french_is_what_one_gets_without_asking(self, client):
        assert client.get("/identite/")["Content-Language"] == "fr"
        assert client.get("/identite/", headers={"accept-language": "en-GB,en"})["Content-Language"] == "en"


class TestStopping:
    def test_a_mail_program_stops_letters_without_session_and_one_can_come_back(self, client):
        path = stop_url("person:1", "project:2").removeprefix("http://127.0.0.1:8000")
        assert "Ne plus recevoir" in client.get(path).content.decode()
        assert not is_stopped("person:1", "project:2")
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert is_stopped("person:1", "project:2")
        assert "de nouveau" in client.post(path, {"resume": "1"}).content.decode()
        assert not is_stopped("person:1", "project:2")

    def test_a_forged_address_does_not_exist(self, client):
        assert client.post("/courrier/arreter/faux/").status_code == 404


class TestDemonstration:
    def test_one_enters_as_each_kind_of_person_in_one_click(self, client):
        assert "responsable-concierge" in client.get("/demonstration/").content.decode()
        for guide in GUIDES:
            if guide.email:
                PersonFactory(email=guide.email)
            assert client.post("/demonstration/entrer/", {"as": guide.key})["Location"] == guide.path
        assert guide_of("nobody") is None
        assert client.post("/demonstration/entrer/", {"as": "nobody"}).status_code == 404

    def test_someone_who_is_not_there_cannot_be_entered(self, client):
        assert client.post("/demonstration/entrer/", {"as": "head"}).status_code == 404

    @override_settings(DEMONSTRATION=False)
    def test_it_exists_only_in_demonstration_mode(self, client):
        assert client.get("/demonstration/").status_code == 404
        assert client.post("/demonstration/entrer/", {"as": "head"}).status_code == 404


class TestTheWayIntoTheDemonstration:
    PAGES = ("/", "/compte/entrer/")

    def test_the_entrance_and_the_home_page_lead_to_it(self, client):
        for page in self.PAGES:
            assert 'href="/demonstration/"' in client.get(page).content.decode(), page
        client.force_login(PersonFactory())
        assert 'href="/demonstration/"' in client.get("/").content.decode()

    def test_a_real_house_says_nothing_of_it(self, client, settings):
        settings.DEMONSTRATION = False
        for page in self.PAGES:
            assert "/demonstration/" not in client.get(page).content.decode(), page

    def test_readme_says_it(self):
        assert "/demonstration/" in (Path(__file__).parents[4] / "README.md").read_text(encoding="utf-8")


class TestHealthAndSearch:
    def test_health(self, client):
        assert client.get("/sante/").json() == {"status": "ok"}

    def test_what_machines_may_index(self, client):
        robots = client.get("/robots.txt")
        assert robots["Content-Type"].startswith("text/plain")
        rules = RobotFileParser()
        rules.parse(robots.content.decode().splitlines())
        assert all(rules.can_fetch("*", path) for path in ("/", "/terrain/", "/projets/", "/remontees/R-2026-001/"))
        assert not any(
            rules.can_fetch("*", path) for path in ("/suivi/abc/", "/recherche/?q=x", "/courrier/arreter/x/")
        )

    def test_the_icon_where_it_used_to_be(self, client):
        assert client.get("/favicon.ico").url.endswith("ui/dot.svg")

    def test_search_without_result_says_so(self, client):
        assert "Rien que vous puissiez voir" in client.get("/recherche/?q=zzz").content.decode()


class TestStrangeAddresses:
    @pytest.mark.parametrize("path", ["/projets/", "/recherche/", "/terrain/", "/decisions/", "/organisations/"])
    @pytest.mark.parametrize("asked", ["page=99999999999999999999", "page=-1", "page=x", "q=%F0%9F%98%80", "page="])
    def test_pages_that_are_not_are_answered_by_a_page(self, client, path, asked):
        assert client.get(f"{path}?{asked}").status_code == 200

    @pytest.mark.parametrize("path", ["/projets/?q=a%00b", "/recherche/?q=%00", "/decisions/?words=%00", "/a%00/"])
    def test_a_nul_is_refused_in_words(self, client, path):
        answer = client.get(path)
        assert answer.status_code == 400
        assert "text/html" in answer["Content-Type"]
        assert "Revenir à la maison" in answer.content.decode()

    def test_a_gesture_that_an_address_does_not_take_is_refused_in_words(self, client):
        answer = client.get("/langue/")
        assert answer.status_code == 405
        assert "Revenir à la maison" in answer.content.decode()


class TestKit:
    """What one takes away of the identity of the lab."""

    def names(self, client):
        response = client.get("/identite/trousse/")
        assert "ti-lab-identite.zip" in response["Content-Disposition"]
        return zipfile.ZipFile(io.BytesIO(response.content))

    def test_it_holds_sign_colours_and_signs_of_every_room(self, client):
        archive = self.names(client)
        assert Image.open(io.BytesIO(archive.read("signe-512.png"))).width == 512
        assert Image.open(io.BytesIO(archive.read("signe-1024.png"))).width == 1024
        assert json.loads(archive.read("couleurs.json"))["hortensia"] == "#3b4cb8"
        assert "--goemon: #17705f;" in archive.read("couleurs.css").decode()
        rooms = [room.name for room in bindings.rooms(clock.today()).value.rooms]
        with tempfile.NamedTemporaryFile(suffix=".pdf") as paper:
            paper.write(archive.read("signaletique.pdf"))
            paper.flush()
            said = subprocess.run(["pdftotext", paper.name, "-"], capture_output=True, check=True, text=True).stdout
        assert all(name in said for name in rooms)

    def test_a_lab_without_a_sign_has_the_rest(self, client, settings):
        settings.LIAMM_IDENTITY = settings.LIAMM_IDENTITY.model_copy(update={"logo": ""})
        assert set(self.names(client).namelist()) == {"couleurs.json", "couleurs.css", "signaletique.pdf"}

    def test_the_page_leads_to_it(self, client):
        assert 'href="/identite/trousse/"' in client.get("/identite/").content.decode()
