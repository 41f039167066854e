"""The edition as shipped and as loaded: complete, consistent, and read the same by PostgreSQL and by Python."""

import pytest
from django.core.management import call_command
from django.db import connection

from liamm.features.territories import edition, loading, rules
from liamm.features.territories.enums import TerritoryKind, Usage
from liamm.features.territories.models import Edition, Territory, TerritoryName, territory_id

pytestmark = pytest.mark.django_db


def test_the_migrations_bring_the_whole_table():
    counts = {kind: Territory.objects.in_force().filter(kind=kind).count() for kind in TerritoryKind}
    assert counts == {"country": 1, "region": 18, "departement": 109, "epci": 1255, "commune": 34969}
    assert Territory.objects.filter(kind="commune", region__code="53").count() == 1202
    assert Edition.objects.get().year == edition.YEAR


def test_every_link_leads_somewhere_and_upwards():
    for field, level in (("epci", "epci"), ("departement", "departement"), ("region", "region")):
        linked = Territory.objects.exclude(**{f"{field}_id": None})
        assert linked.count() == linked.filter(**{f"{field}__kind": level}).count(), field
    assert not TerritoryName.objects.filter(territory__name=None).exists()


def test_postgresql_derives_what_python_does():
    for kind, code, pk in Territory.objects.values_list("kind", "code", "pk"):
        assert pk == territory_id(kind, code)
    for name, key in Territory.objects.values_list("name", "sort_key"):
        assert key == rules.sort_key(name)
    for row in TerritoryName.objects.values_list("name", "whole", "bare", "words"):
        assert rules.NameKey(*row[1:]) == rules.name_key(row[0]), row


def test_former_names_belong_to_communes_in_force():
    communes = set(Territory.objects.filter(kind="commune").values_list("code", flat=True))
    lines = list(edition.rows(edition.FORMER_NAMES))
    assert {line["commune"] for line in lines} <= communes
    assert {line["usage"] for line in lines} <= set(Usage.values)


def test_a_second_load_does_nothing():
    assert not loading.load_edition()
    call_command("migrate", verbosity=0)
    assert Edition.objects.count() == 1


def test_a_new_edition_updates_in_place_and_marks_what_left():
    gone = Territory.objects.create(kind="commune", code="56999", name="Partie", sort_key="partie")
    Territory.objects.filter(pk=territory_id("commune", "56165")).update(name="Ploermell", population=1)
    Edition.objects.update(digest="another")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert loading.load_edition()
    gone.refresh_from_db()
    assert not gone.in_force
    assert Territory.objects.get(kind="commune", code="56165").name == "Ploërmel"
    assert Territory.objects.count() == 36_353
    assert TerritoryName.objects.count() > 42_000


def test_before_its_tables_exist_nothing_is_loaded(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    loading.load_after_migrations(using="default")
