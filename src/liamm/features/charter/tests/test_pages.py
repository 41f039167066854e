import html
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse

from liamm.features.charter import queries
from liamm.features.charter.actions import adopt_version
from liamm.features.charter.files import amendments_of, folder
from liamm.features.charter.models import CharterVersion
from liamm.features.charter.shipped import register_shipped_amendments
from liamm.features.charter.tests.factories import charter_text, next_version
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db


def text(response) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


class TestVersion:
    def test_the_charter_in_force(self, client):
        page = text(client.get("/charte/"))
        assert "Charte et cadrage des actions du Ti Lab" in page
        assert 'id="article-1.2.3"' in page
        assert "en vigueur" in page
        assert "Version 4.0, en vigueur depuis le 20 février 2021." in " ".join(page.split())

    def test_an_older_version_says_so_and_stays_readable(self, client):
        next_version("4.1", day=date(2026, 12, 1))
        page = text(client.get("/charte/4.0/"))
        assert "jusqu’au" in page
        assert text(client.get("/charte/4.1/"))

    def test_any_day(self, client):
        assert "qui valait le" in text(client.get("/charte/au/2024-03-01/"))
        ahead = f"/charte/au/{clock.today() + timedelta(days=365)}/"
        assert "si rien ne la change d’ici là" in text(client.get(ahead))
        before = client.get("/charte/", {"jour": "2020-01-01"}, follow=True)
        assert before.status_code == 404
        said = before.content.decode()
        assert "Aucune charte n’était en vigueur ce jour-là" in said
        first = queries.first_line()
        assert f'href="/charte/{first.number}/"' in said
        assert first.starts > date(2020, 1, 1)
        asked = client.get("/charte/", {"jour": "2024-03-01"})
        assert asked.url == "/charte/au/2024-03-01/"
        for unreadable in ("hier", "abc", "31/02/2026", "0001-01-01"):
            page = text(client.get("/charte/", {"jour": unreadable}))
            assert "id_jour_error" in page
            assert "en vigueur depuis le" not in page

    @pytest.mark.parametrize("said", ["2024-13-01", "2026-02-31", "hier", "0000-00-00", "<b>1"])
    def test_a_day_that_is_in_no_calendar_is_answered_in_words(self, client, said):
        answer = client.get(f"/charte/au/{quote(said, safe='')}/")
        page = html.unescape(answer.content.decode())
        assert answer.status_code == 404
        first = queries.first_line()
        assert "Ce jour n’existe pas" in page
        assert f"« {said} » n’est pas un jour du calendrier" in page.replace("\u202f", " ").replace("\u00a0", " ")
        assert f'href="/charte/{first.number}/"' in page
        assert "La première charte est en vigueur depuis le" in page
        assert 'href="/charte/"' in page
        english = client.get(f"/charte/au/{quote(said, safe='')}/", headers={"Accept-Language": "en"})
        assert "This day does not exist" in english.content.decode()

    def test_before_any_version_was_in_force(self, client):
        with clock.at(datetime(2001, 1, 1, tzinfo=UTC)):
            assert client.get("/charte/").status_code == 404
            assert "n’est pas celle d’aujourd’hui" in text(client.get("/charte/4.0/"))

    def test_another_text_leads_to_the_differences(self, client):
        register_shipped_amendments()
        page = text(client.get("/charte/4.0/"))
        assert "trajectoire" in page
        assert client.get("/charte/4.0/", {"vers": "trajectoire"}).url == "/charte/diff/4.0/trajectoire/"

    def test_an_unknown_version(self, client):
        for path in ("/charte/9.9/", "/charte/9.9/usages/", "/charte/9.9/1.1/", "/charte/4.0/9.9/"):
            assert client.get(path).status_code == 404

    def test_queries_do_not_grow(self, client, django_assert_num_queries):
        with django_assert_num_queries(3):
            client.get("/charte/")
        register_shipped_amendments()
        client.get("/charte/")
        with django_assert_num_queries(3):
            client.get("/charte/")


class TestArticle:
    def test_it_shows_what_it_binds_and_the_usages_within(self, client, django_assert_num_queries):
        with django_assert_num_queries(1):
            page = text(client.get("/charte/4.0/1.2.3/"))
        assert "La route des décisions" in page
        assert "le 4e jeudi du mois" in page
        assert "usage de la maison" in page
        assert "COPIL" in page
        assert 'rel="prev"' in page
        assert 'rel="next"' in page

    def test_a_part_of_a_binding_shows_under_its_own_article(self, client):
        page = text(client.get("/charte/4.0/1.2.2/"))
        assert "Marges de manœuvre" in page
        assert "La grille" in page

    def test_a_chapter_lists_its_articles(self, client):
        assert reverse("charter:article", args=["4.0", "1.2"]) in text(client.get("/charte/4.0/1/"))

    def test_every_article_opens(self, client):
        for article in CharterVersion.objects.get(number="4.0").articles.all():
            assert article.number in text(client.get(f"/charte/4.0/{article.number}/"))


class TestUsages:
    def test_what_the_house_decided_cites_no_article(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            page = text(client.get("/charte/4.0/usages/"))
        assert 'id="grid"' in page
        assert "Avis envoyés, au moins" in page
        assert "COPIL · Rythme" in page


class TestDiff:
    def test_the_trajectory_word_by_word(self, client, django_assert_num_queries):
        register_shipped_amendments()
        with django_assert_num_queries(7):
            page = text(client.get("/charte/diff/4.0/trajectoire/"))
        assert "<ins>" in page
        assert "<del>" in page
        assert "ajouté" in page
        assert "La route des décisions" in page
        assert "en chemin" in page

    def test_two_versions(self, client):
        next_version("4.1", day=date(2026, 12, 1), title="Ouverture du Ti Lab, la nuit aussi")
        page = text(client.get("/charte/diff/4.0/4.1/"))
        assert "la nuit aussi" in page
        assert "modifié" in page

    def test_a_new_article_and_a_removed_one(self, client):
        text_now = charter_text()
        last = replace(text_now.articles[-1], number="6", title="La fête", order=99)
        adopt_version(
            SYSTEM, replace(text_now, version="5.0", articles=(*text_now.articles, last)), in_force=date(2030, 1, 1)
        )
        assert "nouveau" in text(client.get("/charte/diff/4.0/5.0/"))
        assert "supprimé" in text(client.get("/charte/diff/5.0/4.0/"))

    def test_a_version_and_itself(self, client):
        assert "Rien ne change" in text(client.get("/charte/diff/4.0/4.0/"))

    def test_unknown_texts(self, client):
        assert client.get("/charte/diff/9.9/4.0/").status_code == 404
        assert client.get("/charte/diff/4.0/9.9/").status_code == 404


class TestAmendments:
    def test_empty_then_under_way(self, client, django_assert_num_queries):
        assert "Aucun amendement" in text(client.get("/charte/amendements/"))
        register_shipped_amendments()
        assert register_shipped_amendments() == []
        with django_assert_num_queries(1):
            page = text(client.get("/charte/amendements/"))
        assert "La trajectoire" in page
        assert len(amendments_of(folder())) == 1
