"""The administration pages: the tables of the product, to be looked at. What changes goes through actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.kernel.access import Refused, public, refused


class LookOnly:
    """Takes away, from whatever a feature registers, the means to add, change or remove."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: actions make things, and record them."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        del request, obj
        return False


class HouseAdmin(admin.AdminSite):
    """Shows the tables that features register, and those only: not the secrets that libraries would show."""

    site_header = "Liamm"
    site_title = "Liamm"

    def register(
        self,
        model_or_iterable: ModelBase | Iterable[ModelBase],
        admin_class: type[admin.ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Take the tables of the house, to be looked at; leave the others."""
        asked = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else list(model_or_iterable)
        own = [model for model in asked if model.__module__.startswith("liamm.")]
        shown = type("Shown", (LookOnly, admin_class or admin.ModelAdmin), {})
        super().register(own, shown, **options)  # type: ignore[arg-type]  # the stubs know one model at a time

    @public
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Come in by the door of everybody.

        Raises Refused for those who do not administer the tool.
        """
        del extra_context
        if request.user.is_authenticated:
            raise Refused(refused(_("Ces pages sont pour l’administration de l’outil.")))
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
