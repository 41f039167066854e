from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, models, transaction

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.charter import bindings
from liamm.features.charter.actions import adopt_version, register_amendment
from liamm.features.charter.enums import Matter
from liamm.features.charter.files import amendments_of, folder
from liamm.features.charter.models import Amendment, Article, Binding, CharterVersion
from liamm.features.charter.policies import Permission, policy
from liamm.features.charter.shipped import adopt_shipped, register_shipped_amendments
from liamm.features.charter.tests.factories import charter_text, next_version
from liamm.features.charter.texts import amended
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.search.index import find, rebuild

pytestmark = pytest.mark.django_db
LATER = date(2030, 1, 1)


class TestAdopt:
    def test_from_its_day_on_and_not_before(self):
        version = next_version("4.1", day=LATER)
        assert version.sealed
        assert bindings.grid(date(2029, 12, 31)).version == "4.0"
        assert bindings.grid(LATER).version == "4.1"
        assert Entry.objects.get(kind="charter.version_adopted").payload["number"] == "4.1"

    def test_its_articles_are_found(self):
        next_version("4.1", day=LATER, title="Ouverture de la nuit")
        (found,) = find(AnonymousUser(), "ouverture nuit")
        assert (found.title, found.url) == ("2.6 Ouverture de la nuit (charte 4.1)", "/charte/4.1/2.6/")
        assert found.label == "Article de la charte"
        assert rebuild() >= 60

    def test_from_another_day(self):
        text = replace(charter_text(), version="4.1")
        assert adopt_version(SYSTEM, text, in_force=LATER).in_force_from == LATER

    def test_the_trajectory_changes_the_route_from_its_day_and_nothing_before(self):
        text = amended(charter_text(), amendments_of(folder())[0])
        adopt_version(SYSTEM, replace(text, version="5.0"), in_force=LATER)
        before, after = bindings.route("4.0"), bindings.route(LATER)
        assert before.value.path(Matter.PROJECT).final_body == "codir"
        assert after.value.path(Matter.PROJECT).final_body == "copil"
        assert after.value.needs_community(Matter.PROJECT)
        assert after.cite(after.value.community).article == "1.2"
        assert bindings.route(date(2029, 12, 31)).value is before.value

    @pytest.mark.parametrize(
        ("version", "day", "words"),
        [
            ("4.0", date(2021, 2, 20), "déjà adoptée, à l’identique"),
            ("4.0", LATER, "autre numéro"),
            ("4.1", date(2020, 1, 1), "avant le jour où elle est adoptée"),
            ("4.1", date(2021, 2, 20), "après celle qui la précède"),
            ("4.1", date(2022, 1, 1), "aujourd’hui ou plus tard"),
        ],
    )
    def test_what_the_rules_refuse(self, version, day, words):
        text = replace(charter_text(), version=version, title="Autre" if day == LATER else charter_text().title)
        with pytest.raises(DomainError, match=words), clock.at(datetime(2026, 11, 23, tzinfo=UTC)):
            adopt_version(SYSTEM, text, in_force=day)

    def test_only_the_house_adopts(self):
        head = PersonFactory.create(duty=Duty.HEAD)
        for actor in (AnonymousUser(), head):
            with pytest.raises(Refused, match="par la maison"):
                adopt_version(actor, replace(charter_text(), version="4.1"), in_force=LATER)
            with pytest.raises(Refused, match="par la maison"):
                register_amendment(actor, amendments_of(folder())[0])

    def test_the_first_start_happens_once(self):
        assert adopt_shipped() == []


class TestAmendment:
    def test_it_is_under_way_and_changes_nothing(self):
        (amendment,) = register_shipped_amendments()
        assert amendment.is_under_way
        assert amendment.articles.count() == 2
        assert {binding.name for binding in amendment.bindings.all()} >= {"route", "bodies"}
        assert bindings.route(clock.today()).value.path(Matter.PROJECT).final_body == "codir"

    def test_twice_is_once(self):
        register_shipped_amendments()
        with pytest.raises(DomainError, match="déjà en chemin"):
            register_amendment(SYSTEM, amendments_of(folder())[0])

    def test_to_a_version_that_is_not_there(self):
        with pytest.raises(DomainError, match="n’est pas adoptée"):
            register_amendment(SYSTEM, replace(amendments_of(folder())[0], amends="9.9"))

    def test_adopted_means_adopted_as_something(self):
        (amendment,) = register_shipped_amendments()
        with pytest.raises(IntegrityError), transaction.atomic():
            Amendment.objects.filter(pk=amendment.pk).update(state="adopted")


class TestImmutable:
    @staticmethod
    def refused():
        return pytest.raises(IntegrityError, match="immutable")

    def test_by_the_models(self):
        version = CharterVersion.objects.get(number="4.0")
        version.title = "Autre"
        article = version.articles.get(number="1.1")
        article.body = "Autre"
        for row in (version, article):
            with self.refused(), transaction.atomic():
                row.save()
        with self.refused(), transaction.atomic():
            Binding.objects.update(data={})
        with self.refused(), transaction.atomic():
            Article.objects.create(version=version, number="9", title="Neuf", order=99)
        for rows in (Binding.objects.all(), Article.objects.all()):
            with self.refused(), transaction.atomic():
                rows.delete()
        with pytest.raises((IntegrityError, models.ProtectedError)), transaction.atomic():
            version.delete()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE charter_charterversion SET in_force_from = '2020-01-01'",
            "UPDATE charter_charterversion SET sealed = false",
            "DELETE FROM charter_charterversion",
            "UPDATE charter_article SET body = ''",
            "DELETE FROM charter_article",
            "UPDATE charter_binding SET data = '{}'",
            "DELETE FROM charter_binding",
            (
                "INSERT INTO charter_binding (id, created_at, name, data, version_id)"
                " SELECT gen_random_uuid(), now(), 'x', '{}', id FROM charter_charterversion"
            ),
        ],
    )
    def test_by_sql(self, statement):
        with self.refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_by_the_administration(self, client):
        client.force_login(PersonFactory.create(duty=Duty.ADMIN))
        version = CharterVersion.objects.get(number="4.0")
        for row in (version, version.articles.first(), version.bindings.first()):
            base = f"/administration/charter/{row._meta.model_name}/"
            assert client.get(f"{base}{row.pk}/change/").status_code == 200
            assert client.post(f"{base}{row.pk}/change/", {"title": "Autre"}).status_code == 403
            assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
            assert client.get(f"{base}add/").status_code == 403

    def test_by_the_action(self):
        with pytest.raises(DomainError, match="ne change plus"):
            adopt_version(SYSTEM, replace(charter_text(), title="Autre"))


class TestPolicy:
    def test_everybody_reads(self):
        register_shipped_amendments()
        visitor = AnonymousUser()
        for model, permission in (
            (CharterVersion, Permission.VIEW_VERSION),
            (Amendment, Permission.VIEW_AMENDMENT),
        ):
            for row in model.objects.all():
                assert policy.decide(visitor, permission, row)
            assert list(policy.visible_to(visitor, model.objects.all())) == list(model.objects.all())
