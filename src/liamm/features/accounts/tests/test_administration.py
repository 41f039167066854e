"""The administration pages look and change nothing, whoever asks."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin

from liamm.features.accounts.models import DutyHeld, Organisation, Person
from liamm.features.accounts.tests.factories import (
    AdminFactory,
    AffiliationFactory,
    HeadFactory,
    OrganisationFactory,
    PersonFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db
HOME = "/administration/"


def test_visitors_come_in_by_the_door_of_everybody(client):
    assert client.get(HOME, follow=True).redirect_chain[-1][0].startswith("/compte/entrer/")
    assert client.get(f"{HOME}login/", follow=True).redirect_chain[-1][0].startswith("/compte/entrer/")


@pytest.mark.parametrize("someone", [PersonFactory, TeamMemberFactory, HeadFactory])
def test_others_are_told_why_not(client, someone):
    client.force_login(someone())
    page = client.get(HOME, follow=True)
    assert page.status_code == 403
    assert "administration de l’outil" in page.content.decode()


def test_no_table_of_the_house_can_be_changed_there(client):
    client.force_login(AdminFactory())
    assert client.get(HOME).status_code == 200
    AffiliationFactory()
    rows = [Person.objects.first(), DutyHeld.objects.first(), OrganisationFactory(), AffiliationFactory()]
    for row in rows:
        base = f"{HOME}accounts/{row._meta.model_name}/"
        assert client.get(base).status_code == 200
        assert client.get(f"{base}{row.pk}/change/").status_code == 200
        assert client.get(f"{base}add/").status_code == 403
        for path, told in ((f"{row.pk}/change/", {"name": "Autre"}), (f"{row.pk}/delete/", {"post": "yes"})):
            assert client.post(f"{base}{path}", told).status_code == 403
        told = {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"}
        client.post(base, told)
        assert type(row).objects.filter(pk=row.pk).exists()
    assert not Organisation.objects.filter(name="Autre").exists()


def test_everything_registered_is_only_looked_at(rf):
    request = rf.get(HOME)
    request.user = AdminFactory()
    for shown in admin.site._registry.values():
        assert not shown.has_add_permission(request)
        assert not shown.has_change_permission(request)
        assert not shown.has_delete_permission(request)


def test_secrets_are_not_shown_there(client):
    assert not {EmailAddress, Authenticator} & set(admin.site._registry)
    client.force_login(AdminFactory())
    person = PersonFactory()
    assert person.password not in client.get(f"{HOME}accounts/person/{person.pk}/change/").content.decode()
