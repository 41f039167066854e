"""The mails of joining: what was received, planned, done or declined, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from liamm.features.charter.bindings.shapes.community import CommunityRule
from liamm.features.spaces.links import follow_path
from liamm.features.spaces.models import JoinRequest
from liamm.kernel.post.letters import Letter, Recipient


def asker(request: JoinRequest) -> Recipient:
    """How letters reach who asked to join; no name before a welcome, for the address is not proved to be theirs."""
    return Recipient(key=f"join_request:{request.pk}", address=request.email, language=request.language)


@dataclass(frozen=True, kw_only=True)
class JoinLetter(Letter):
    """A letter to who asked to join; it binds, so it always goes out."""

    important: ClassVar[bool] = True
    request: JoinRequest

    @property
    def why(self) -> str:
        """Why it came."""
        return _("cette adresse a été donnée pour rejoindre la communauté")

    @property
    def topic(self) -> str:
        """One request."""
        return f"join_request:{self.request.pk}"

    @property
    def action(self) -> tuple[str, str] | None:
        """Where the request stands."""
        return _("Voir où en est ma demande"), follow_path(self.request)


@dataclass(frozen=True, kw_only=True)
class JoinReceived(JoinLetter):
    """The receipt, sent again when someone asks twice."""

    kind: ClassVar[str] = "spaces.join_received"
    template: ClassVar[str] = "spaces/mail/join_received.md"
    answer_days: int
    conversation: bool

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Votre demande pour rejoindre la communauté est arrivée")


@dataclass(frozen=True, kw_only=True)
class WelcomePlannedFor(JoinLetter):
    """A month is kept for the newcomer."""

    kind: ClassVar[str] = "spaces.welcome_planned_for"
    template: ClassVar[str] = "spaces/mail/welcome_planned.md"
    month: date

    @property
    def month_said(self) -> str:
        """« décembre 2026 »."""
        return date_format(self.month, "F Y")

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Nous vous accueillons en %(month)s") % {"month": self.month_said}


@dataclass(frozen=True, kw_only=True)
class Welcomed(JoinLetter):
    """The newcomer is in: what to do first, and the rules accepted."""

    kind: ClassVar[str] = "spaces.welcomed"
    template: ClassVar[str] = "spaces/mail/welcomed.md"
    rules: tuple[CommunityRule, ...]

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Bienvenue dans la communauté")

    @property
    def action(self) -> tuple[str, str] | None:
        """The door."""
        return _("Entrer dans la maison"), reverse("account_login")


@dataclass(frozen=True, kw_only=True)
class JoinAnswered(JoinLetter):
    """The team says no, in its own words."""

    kind: ClassVar[str] = "spaces.join_answered"
    template: ClassVar[str] = "spaces/mail/join_answered.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("À propos de votre demande pour rejoindre la communauté")


@dataclass(frozen=True, kw_only=True)
class JoinTakenBack(JoinLetter):
    """The request was taken back."""

    kind: ClassVar[str] = "spaces.join_taken_back"
    template: ClassVar[str] = "spaces/mail/join_taken_back.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Votre demande est retirée")

    @property
    def action(self) -> tuple[str, str] | None:
        """Nothing is left to do."""
        return None


@dataclass(frozen=True, kw_only=True)
class AlreadyIn(Letter):
    """Someone who is a member asked to join."""

    kind: ClassVar[str] = "spaces.already_in"
    template: ClassVar[str] = "spaces/mail/already_in.md"
    important: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Vous êtes déjà dans la communauté")

    @property
    def why(self) -> str:
        """Why it came."""
        return _("cette adresse a été donnée pour rejoindre la communauté")

    @property
    def action(self) -> tuple[str, str] | None:
        """The door."""
        return _("Entrer dans la maison"), reverse("account_login")


@dataclass(frozen=True, kw_only=True)
class SomeoneKnocks(Letter):
    """The team hears that someone wants to join; what they wrote stays on the page."""

    kind: ClassVar[str] = "spaces.someone_knocks"
    template: ClassVar[str] = "spaces/mail/someone_knocks.md"
    waiting: int
    answer_days: int

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Quelqu’un voudrait rejoindre la communauté")

    @property
    def why(self) -> str:
        """Why it came."""
        return _("vous faites partie de l’équipe qui accueille")

    @property
    def action(self) -> tuple[str, str] | None:
        """The list of requests."""
        return _("Lire les demandes"), reverse("join_requests")
