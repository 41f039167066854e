"""The administration pages speak the language of whoever reads them: apps, tables, headings and filters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, label_for_field
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override

from liamm.features.accounts.tests.factories import AdminFactory, AffiliationFactory
from liamm.kernel.french import typeset

SOURCES = Path(__file__).resolve().parents[2] / "src" / "liamm"
SAME_EVERYWHERE = {"last_login", "siret"}  # a word of Django, and a name of its own
SHOWN = sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label)  # Django offers no door to them
NAMES = [model._meta.label for model, _ in SHOWN]


@cache
def english() -> dict[str, str]:
    """What the catalogues of the house know, by the French shown."""
    found = [polib.pofile(str(path)) for path in SOURCES.rglob("locale/en/LC_MESSAGES/django.po")]
    return {typeset(entry.msgid): entry.msgstr for catalogue in found for entry in catalogue if entry.msgstr}


def headings(shown: admin.ModelAdmin[models.Model]) -> Iterator[str]:
    """The fields that a list, its filters and its pages name."""
    request = RequestFactory().get("/")
    request.user = AdminFactory()
    yield from (str(name) for name in shown.get_list_display(request))
    yield from (str(name) for name in shown.get_list_filter(request))
    yield from flatten_fieldsets(shown.get_fieldsets(request))


@pytest.mark.parametrize(("model", "shown"), SHOWN, ids=NAMES)
def test_every_table_has_a_name_in_both_languages(model: type[models.Model], shown: object) -> None:
    del shown
    app = apps.get_app_config(model._meta.app_label)
    for name in (app.verbose_name, model._meta.verbose_name, model._meta.verbose_name_plural):
        assert isinstance(name, Promise), f"{model._meta.label}: « {name} » is the same in every language"
        with override("fr"):
            french = str(name)
        with override("en"):
            assert str(name) == english().get(french), f"{model._meta.label}: « {french} »"


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "shown"), SHOWN, ids=NAMES)
def test_every_heading_has_a_name_in_both_languages(
    model: type[models.Model], shown: admin.ModelAdmin[models.Model]
) -> None:
    for name in set(headings(shown)) - SAME_EVERYWHERE:
        said = {}
        for language in ("fr", "en"):
            with override(language):
                said[language] = str(label_for_field(name, model, shown))
        assert said["en"] == english().get(said["fr"]), f"{model._meta.label}.{name}: « {said['fr']} »"


@pytest.mark.django_db
def test_the_front_page_and_the_lists_are_read_in_the_language_of_the_account(client: Client) -> None:
    AffiliationFactory()
    for language, app, table, heading in (
        ("fr", "Personnes et organisations", "Rattachements", "Depuis le"),
        ("en", "People and organisations", "Affiliations", "Since"),
    ):
        client.force_login(AdminFactory(language=language))
        front = client.get(reverse("admin:index")).content.decode()
        assert app in front
        assert table in front
        assert heading in client.get(reverse("admin:accounts_affiliation_changelist")).content.decode()


@pytest.mark.django_db
def test_every_list_opens(client: Client) -> None:
    client.force_login(AdminFactory())
    for model, _shown in SHOWN:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert client.get(path).status_code == 200, path
