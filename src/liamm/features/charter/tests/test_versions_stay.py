"""A version of the charter tries to change by the doors that the actions do not have."""

import pytest
from django.db import connection

from liamm.features.accounts.tests.factories import AdminFactory, HeadFactory, PersonFactory
from liamm.features.charter.actions import adopt_version
from liamm.features.charter.files import folder, versions_of
from liamm.features.charter.models import CharterVersion
from liamm.kernel.access import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", ["charterversion", "article", "binding"])
def test_a_whole_table_is_not_emptied(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgtype & 32 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%no_truncate'",
            [f"charter_{table}"],
        )
        assert cursor.fetchall() == [(32,)]


def test_no_address_of_the_charter_takes_anything(client):
    version = CharterVersion.objects.get(number="4.0")
    kept = list(version.articles.order_by("order").values_list("number", "title", "body"))
    for person in (None, PersonFactory(), HeadFactory(), AdminFactory()):
        if person is not None:
            client.force_login(person)
        for path in ("/charte/", "/charte/4.0/", "/charte/4.0/1.2/"):
            for verb in (client.post, client.put, client.patch, client.delete):
                verb(path, {"title": "Autre", "body": "Autre"})
    assert list(version.articles.order_by("order").values_list("number", "title", "body")) == kept


def test_no_list_of_the_administration_removes_one(client):
    client.force_login(AdminFactory())
    for name in ("charterversion", "article", "binding"):
        version = CharterVersion.objects.get(number="4.0")
        row = version if name == "charterversion" else getattr(version, f"{name}s").first()
        told = {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"}
        client.post(f"/administration/charter/{name}/", told)
        assert type(row).objects.filter(pk=row.pk).exists()


def test_nobody_adopts_one_by_hand():
    for person in (PersonFactory(), HeadFactory(), AdminFactory()):
        with pytest.raises(Refused):
            adopt_version(person, versions_of(folder())[-1])
