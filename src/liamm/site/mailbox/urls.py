"""The addresses of the local mailbox."""

from __future__ import annotations

from django.urls import path, register_converter

from liamm.site.mailbox import views


class NameConverter:
    """The name of a mail: when it came, then eight signs; nothing that could leave its folder."""

    regex = "[0-9]{1,20}-[0-9a-f]{8}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(NameConverter, "mail")

urlpatterns = [
    path("", views.box, name="mailbox"),
    path("<mail:name>/", views.mail, name="mailbox_mail"),
    path("<mail:name>/mise-en-forme/", views.shown, name="mailbox_shown"),
    path("<mail:name>/<int:number>/", views.attachment, name="mailbox_attachment"),
]
