"""Every page: who opens it, what it shows, and how many queries it takes."""

import html

import pytest

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.governance.tests.factories import SittingFactory
from liamm.kernel import clock

pytestmark = pytest.mark.django_db


def get(client, path, status=200, accept_language="fr"):
    response = client.get(path, headers={"Accept-Language": accept_language})
    assert response.status_code == status, (path, response.status_code, response.content[:300])
    return response.content.decode(errors="replace")


class TestEveryPageOpens:
    def test_for_visitors(self, client, house):
        decision = house.published()
        sitting = decision.sitting
        for path in (
            "/gouvernance/",
            "/gouvernance/instances/copil/",
            "/gouvernance/instances/b4/",
            "/gouvernance/cadre/",
            "/gouvernance/proposer/",
            "/seances/",
            f"/seances/{sitting.slug}/",
            "/decisions/",
            f"/decisions/{decision.reference}/",
            f"/decisions/{decision.reference}.pdf",
            f"/decisions/{decision.reference}.json",
            "/decisions/fil.atom",
            "/decisions/decisions.csv",
            "/decisions/decisions.json",
            "/decisions/schema.json",
            "/decisions/donnees/",
            "/registre/verification/",
            "/registre/chaine.jsonl",
        ):
            response = client.get(path)
            assert response.status_code == 200, path

    def test_for_the_team_and_the_members(self, client, house):
        sitting = house.open()
        item, other = house.item(sitting), house.item(sitting)
        decision = house.decide(other)
        planned = house.sitting()
        client.force_login(house.secretary)
        for path in (
            f"/seances/{planned.slug}/",
            f"/seances/{planned.slug}/dossier/",
            f"/seances/{planned.slug}/preparer/",
            f"/seances/{planned.slug}/convocation/",
            f"/seances/{planned.slug}/date/",
            f"/seances/{planned.slug}/annuler/",
            f"/seances/{planned.slug}/points/",
            f"/seances/{planned.slug}/ouvrir/",
            f"/seances/{sitting.slug}/en-seance/",
            f"/seances/{sitting.slug}/dossier/",
            f"/seances/{sitting.slug}/dossier.pdf",
            f"/seances/{sitting.slug}/clore/",
            f"/points/{item.pk}/decider/",
            f"/points/{item.pk}/deport/",
            f"/points/{item.pk}/notes/",
            f"/points/{item.pk}/retirer/",
            f"/decisions/{decision.reference}/",
            f"/decisions/{decision.reference}/textes/",
            "/gouvernance/sujets/",
            "/preconisations/",
            "/gouvernance/instances/copil/convoquer/",
            "/",
        ):
            get(client, path)
        client.force_login(house.head)
        get(client, "/gouvernance/instances/copil/mandats/")
        get(client, f"/points/{item.pk}/observer/")
        client.force_login(house.reader)
        get(client, f"/decisions/{decision.reference}/relire/")
        get(client, f"/decisions/{decision.reference}/relire/rendre/")
        client.force_login(house["adjointe"])
        get(client, f"/seances/{sitting.slug}/dossier/")
        get(client, f"/seances/{sitting.slug}/en-seance/")

    def test_nobody_else_reads_a_file(self, client, house):
        sitting = house.sitting()
        client.force_login(PersonFactory())
        for tail in ("dossier/", "dossier.pdf", "en-seance/"):
            get(client, f"/seances/{sitting.slug}/{tail}", 404)
        get(client, f"/seances/{sitting.slug}/preparer/", 403)
        decision = house.decide(house.item(house.open()))
        get(client, f"/decisions/{decision.reference}/", 404)
        get(client, f"/decisions/{decision.reference}/textes/", 404)


class TestQueries:
    def test_the_register_does_not_grow(self, client, house, django_assert_num_queries):
        house.published()
        with django_assert_num_queries(4):
            get(client, "/decisions/")
        for _ in range(4):
            house.published()
        with django_assert_num_queries(4):
            get(client, "/decisions/")

    def test_the_list_of_sittings_does_not_grow(self, client, house, django_assert_num_queries):
        SittingFactory(body=house.copil)
        with django_assert_num_queries(2):
            get(client, "/seances/")
        for days in range(5):
            SittingFactory(body=house.copil, starts=clock.in_days(days + 5))
        with django_assert_num_queries(2):
            get(client, "/seances/")


class TestTheDataAreExplainedInTheLanguageOfThePage:
    def test_every_field_is_explained_in_english_and_keeps_its_name(self, client):
        french = client.get("/decisions/schema.json", headers={"Accept-Language": "fr"}).json()
        english = client.get("/decisions/schema.json", headers={"Accept-Language": "en"}).json()
        page = html.unescape(get(client, "/decisions/donnees/", accept_language="en"))
        for part in ("acte", "decision"):
            said_in_french = french["$defs"][part]["properties"]
            said_in_english = english["$defs"][part]["properties"]
            assert list(said_in_french) == list(said_in_english)
            for name, field in said_in_english.items():
                if "description" in field:
                    assert field["description"] != said_in_french[name]["description"], name
        for name, field in english["$defs"]["acte"]["properties"].items():
            assert f"<code>{name}</code>" in page
            assert field["description"] in page
        assert "La référence, telle que" not in page
