"""The letters that say how to get in: their codes are put in as they leave, and stay in no copy of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.features.welcome.enums import Opens, Seen
from liamm.features.welcome.keyring import hold_codes, lines_of, note_sightings, way_lines, ways, window_of
from liamm.features.welcome.models import AccessCode
from liamm.features.welcome.whereabouts import when, where_to_go
from liamm.kernel import clock
from liamm.kernel.expected import named_at
from liamm.kernel.extension import Expected
from liamm.kernel.french import inner
from liamm.kernel.post.late import MARK, LateWords, fills
from liamm.kernel.post.letters import Letter, Recipient, absolute
from liamm.kernel.post.models import Message
from liamm.ui.times import say_moment

_FILLER, _TOPIC = "welcome.access", "access:"


def expected_recipient(one: Expected) -> Recipient:
    """How letters reach somebody who is sure to come."""
    return Recipient(key=one.key, address=one.address, name=one.name, language=one.language)


def access_topic(booking: UUID) -> str:
    """How to get in for one booking."""
    return f"{_TOPIC}{booking}"


@dataclass(frozen=True, kw_only=True)
class AccessLetter(Letter):
    """A letter about getting in for one booking, to somebody who does, or no more."""

    important: ClassVar[bool] = True

    booking: Booking

    @property
    def topic(self) -> str:
        """How to get in for one booking."""
        return access_topic(self.booking.pk)

    @property
    def title(self) -> str:
        """What happens, to be put between « »."""
        return inner(self.booking.title)

    @property
    def when(self) -> str:
        """The day and the hours."""
        return when(self.booking)


@dataclass(frozen=True, kw_only=True)
class AccessGiven(AccessLetter):
    """The window is open: plan and codes, and when they are of no use any more."""

    kind: ClassVar[str] = "welcome.access"
    template: ClassVar[str] = "welcome/mail/access.md"
    filler: ClassVar[str] = _FILLER

    expected: Expected

    @property
    def where(self) -> str:
        """The rooms and the house."""
        return where_to_go(self.booking)

    @property
    def why(self) -> str:
        """Because they come, or booked."""
        if self.expected.person is not None and self.expected.person == self.booking.booked_by_id:
            return _("vous avez réservé dans la maison")
        return _("vous venez dans la maison")

    @property
    def action(self) -> tuple[str, str] | None:
        """Their page."""
        return _("Voir ma venue"), self.expected.url

    @property
    def subject(self) -> str:
        """What it is for; never a code."""
        return _("Pour entrer : %(title)s") % {"title": inner(self.booking.title)}

    @property
    def words(self) -> str:
        """Where plan and codes go."""
        return MARK

    @property
    def concierge(self) -> str:
        """To whom one says that a code is lost."""
        return str(settings.LIAMM_IDENTITY.mail.concierge)

    @property
    def closes(self) -> str:
        """When they are of no use any more."""
        return say_moment(window_of(self.booking).closes)


@dataclass(frozen=True, kw_only=True)
class AccessChanged(AccessGiven):
    """What they know was replaced: here is what opens now."""

    kind: ClassVar[str] = "welcome.access_changed"
    template: ClassVar[str] = "welcome/mail/access_changed.md"

    @property
    def subject(self) -> str:
        """That it changed."""
        return _("Ce qui ouvre a changé : %(title)s") % {"title": inner(self.booking.title)}


@dataclass(frozen=True, kw_only=True)
class AccessEnded(AccessLetter):
    """What they were to come for does not take place: the code that they know is no more for them."""

    kind: ClassVar[str] = "welcome.access_ended"
    template: ClassVar[str] = "welcome/mail/access_ended.md"

    @property
    def why(self) -> str:
        """Because they knew the code."""
        return _("la maison vous avait donné un code pour cela")

    @property
    def subject(self) -> str:
        """That it is not for them."""
        return _("Le code ne vaut plus : %(title)s") % {"title": inner(self.booking.title)}


@dataclass(frozen=True, kw_only=True)
class CodeLetter(Letter):
    """A letter to who keeps the house about one of its codes, which it never says."""

    code: AccessCode

    @property
    def topic(self) -> str:
        """The codes of the house."""
        return "access-codes"

    @property
    def opens(self) -> str:
        """What it opens."""
        return _("de la porte") if self.code.opens == Opens.DOOR else _("du parking")

    @property
    def why(self) -> str:
        """Because they keep the house."""
        return _("vous tenez la maison")

    @property
    def action(self) -> tuple[str, str] | None:
        """Its page."""
        return _("Voir le code"), reverse("welcome:code", args=[self.code.pk])

    @property
    def booked(self) -> str:
        """For what it was, to be put between « »."""
        return inner(self.code.booking.title) if self.code.booking else ""

    @property
    def when(self) -> str:
        """The day and the hours of that."""
        return when(self.code.booking) if self.code.booking else ""


@dataclass(frozen=True, kw_only=True)
class CodeChangedForTeam(CodeLetter):
    """Somebody of the team changed a code, and `also` others: the team knows that they did, and reads them there."""

    kind: ClassVar[str] = "welcome.code_changed"
    template: ClassVar[str] = "welcome/mail/code_changed.md"

    by: str
    because: str
    also: Sequence[AccessCode] = ()

    @property
    def action(self) -> tuple[str, str] | None:
        """Its page, or that of all codes."""
        return (_("Voir les codes"), reverse("welcome:codes")) if self.also else super().action

    @property
    def subject(self) -> str:
        """What changed."""
        if self.also:
            return _("Les codes de la maison ont changé")
        return _("Le code %(opens)s a changé") % {"opens": self.opens}


@dataclass(frozen=True, kw_only=True)
class CodeToTakeOff(CodeLetter):
    """The booking of a code does not take place: it is to be taken off the keypad."""

    kind: ClassVar[str] = "welcome.code_to_take_off"
    template: ClassVar[str] = "welcome/mail/code_to_take_off.md"

    @property
    def subject(self) -> str:
        """What is to be done."""
        return _("Un code %(opens)s est à retirer du clavier") % {"opens": self.opens}


@dataclass(frozen=True, kw_only=True)
class CodeMovedForTeam(CodeLetter):
    """The booking of a code moved: a keypad without network is to be set anew."""

    kind: ClassVar[str] = "welcome.code_moved"
    template: ClassVar[str] = "welcome/mail/code_moved.md"

    @property
    def subject(self) -> str:
        """What is to be done."""
        return _("Un code %(opens)s vaut à un autre moment") % {"opens": self.opens}


@dataclass(frozen=True, kw_only=True)
class CodeLostForTeam(Letter):
    """Somebody who comes lost codes, or others saw them: whoever of the team reads this first changes them."""

    kind: ClassVar[str] = "welcome.code_lost"
    template: ClassVar[str] = "welcome/mail/code_lost.md"
    important: ClassVar[bool] = True

    codes: Sequence[AccessCode]
    booking: Booking

    @property
    def topic(self) -> str:
        """The codes of the house."""
        return "access-codes"

    @property
    def lines(self) -> Sequence[tuple[str, str]]:
        """Each code in words, and where it is replaced."""
        said = {Opens.DOOR: _("Remplacer le code de la porte"), Opens.CAR_PARK: _("Remplacer le code du parking")}
        return [
            (said[Opens(one.opens)], absolute(reverse("welcome:replace_code", args=[one.pk]))) for one in self.codes
        ]

    @property
    def title(self) -> str:
        """For what they come, to be put between « »."""
        return inner(self.booking.title)

    @property
    def subject(self) -> str:
        """What was lost."""
        return _("Un code est dit perdu : %(title)s") % {"title": self.title}

    @property
    def why(self) -> str:
        """Because they keep the house."""
        return _("vous tenez la maison")

    @property
    def action(self) -> tuple[str, str] | None:
        """Change it; of several, the page of the first changes the others too."""
        (words, url), *others = self.lines
        return (_("Les remplacer ensemble") if others else words), url


@fills(_FILLER)
@sensitive_variables()
def say_access(message: Message) -> LateWords | None:
    """Plan and codes as they are now, for somebody who is still sure to come, while the window is open."""
    with transaction.atomic():
        booking = Booking.objects.filter(pk=UUID(message.topic.removeprefix(_TOPIC))).first()
        if booking is None or booking.state != BookingState.CONFIRMED:
            return None
        shown = window_of(booking)
        expected = next((one for one in named_at([booking.pk])[booking.pk] if one.key == message.recipient), None)
        if expected is None or not shown.is_open(clock.now()):
            return None
        codes = hold_codes(booking)
        note_sightings(codes, expected.key, Seen.MAIL, booking)
        with translation.override(expected.language):
            lines = [*lines_of(codes), *way_lines(ways())]
        return LateWords(lines, shown.closes) if lines else None
