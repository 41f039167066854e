"""The life of codes: set, read by who keeps the house, changed when lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient, team
from liamm.features.booking.models import Booking
from liamm.features.welcome.enums import Opens, Seen
from liamm.features.welcome.facts import CodeOpened, CodeReplaced, CodeSet
from liamm.features.welcome.holding import refuse_gone, refuse_over
from liamm.features.welcome.keyring import key_of, note_sightings, sealed, unsealed
from liamm.features.welcome.knowing import recall_copies, tell_of_the_new
from liamm.features.welcome.letters import CodeChangedForTeam
from liamm.features.welcome.models import AccessCode, Sighting
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.rules.codes import LONGEST, SHORTEST, Fault, cleaned, draw, fault_of
from liamm.features.welcome.whereabouts import hours_of
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.kernel.sealed import Secret
from liamm.ui.dates import say_span
from liamm.ui.times import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code that was typed, or how many digits the house draws."""

    typed: Secret | None = None
    digits: int = SHORTEST


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDraft:
    """What a code opens, and for what: a booking, or all who come from a day to another, both included."""

    opens: Opens
    choice: Choice
    booking: Booking | None = None
    first: date | None = None
    last: date | None = None


@action
@sensitive_variables()
def set_code(actor: Actor, *, draft: CodeDraft) -> AccessCode:
    """Set the code of a period or of a booking, typed or drawn.

    Raises DomainError when it is too easy to guess, when its time is over or not said, or when another holds already.
    """
    require(policy, actor, Permission.KEEP_CODES)

    code = AccessCode(opens=draft.opens, booking=draft.booking, set_by=_person(actor))
    if draft.booking:
        refuse_over(draft.booking)
        code.set_for = hours_of(draft.booking)
    else:
        code.starts, code.ends = _period(draft.first, draft.last)
    code.sealed = sealed(_chosen(draft.choice))
    _keep(code)

    fact = CodeSet(subject_id=code.pk, opens=code.opens, booking=code.booking_id, starts=code.starts, ends=code.ends)
    record(actor, fact)
    return code


def _person(actor: Actor) -> Person | None:
    return actor if isinstance(actor, Person) else None


def _period(first: date | None, last: date | None) -> tuple[datetime, datetime]:
    if first is None or last is None:
        raise DomainError(_("Dites de quel jour à quel jour, ou pour quelle réservation."), field="first")
    if last < first or last < clock.today():
        raise DomainError(_("Le dernier jour vient avant le premier, ou est passé."), field="last")
    midnights = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))
    starts, ends = midnights
    return starts, ends


@sensitive_variables()
def _chosen(choice: Choice) -> Secret:
    """The code that was typed when it is good, else one that is drawn; never one that is in use."""
    legible = [unsealed(code) for code in AccessCode.objects.exclude(sealed="")]
    known = {secret.reveal() for secret in legible if secret}
    if not choice.typed:
        length = min(max(choice.digits, SHORTEST), LONGEST)
        return Secret(draw(length, secrets.randbelow, known=known))
    typed = cleaned(choice.typed.reveal())
    fault = fault_of(typed, known=known)
    if fault:
        raise DomainError(
            _FAULTS[fault](), nearest=_("Tapez-en un autre, ou laissez vide : la maison en tire un."), field="code"
        )
    return Secret(typed)


_FAULTS: dict[Fault, Callable[[], str]] = {
    Fault.SIGNS: lambda: (
        _("Un code a de %(least)s à %(most)s signes : des chiffres, des lettres de A à F, * ou #.")
        % {"least": SHORTEST, "most": LONGEST}
    ),
    Fault.SAME: lambda: _("Ce code sert déjà dans la maison."),
    Fault.FEW_SIGNS: lambda: _("Ce code a trop peu de signes différents : on le devine."),
    Fault.FOLLOWING: lambda: _("Les chiffres de ce code se suivent : on le devine."),
    Fault.REPEATED: lambda: _("Ce code se répète : on le devine."),
    Fault.YEAR: lambda: _("Ce code est une année : on le devine."),
    Fault.TRIED_FIRST: lambda: _("Ce code est de ceux que l’on essaie d’abord."),
}


def _keep(code: AccessCode) -> None:
    """Keep it, unless another holds already; the database itself lets no two hold at once."""
    try:
        with transaction.atomic():
            code.save()
    except IntegrityError as error:
        raise _taken(code) from error


def _taken(code: AccessCode) -> DomainError:
    there = AccessCode.objects.living().filter(opens=code.opens)
    if code.booking or not (code.starts and code.ends):
        found, said = there.filter(booking=code.booking).first(), _("Cette réservation a déjà son code.")
    else:
        found, said = there.during(code.starts, code.ends).first(), _("Un autre code vaut déjà à ce moment.")
    link = (_span(found), found.get_absolute_url()) if found else None
    return DomainError(said, nearest=_("Remplacez-le, ou choisissez d’autres jours."), field="first", link=link)


def _span(code: AccessCode) -> str:
    if code.starts and code.ends:
        return say_span(local_day(code.starts), local_day(code.ends - timedelta(minutes=1)), clock.today())
    return str(code)


@action
@sensitive_variables()
def replace_code(
    actor: Actor, code: AccessCode, *, choice: Choice, because: str, also: Sequence[AccessCode] = ()
) -> AccessCode:
    """Change a code that was lost, or simply served long enough: the former opens nothing from now on.

    Others may be changed `also`, in the same gesture: the house draws those, as long as they were. Whoever knew one
    and comes is written to at once, one letter for all, and the rest of the team learns that they changed.
    Raises DomainError when one was changed or is over meanwhile, or when the new one is too easy to guess.
    """
    require(policy, actor, Permission.KEEP_CODES)

    former = _held([code, *also])
    if not because.strip():
        raise DomainError(_("Dites pourquoi : l’équipe le lira."), field="because")
    choices = [choice, *(Choice(digits=_length_of(one)) for one in also)]
    news = [_changed(actor, one, chosen, because.strip()) for one, chosen in zip(former, choices, strict=True)]

    seen = Sighting.objects.filter(code__in=former).exclude(booking=None)
    recall_copies(seen.values_list("booking", flat=True))
    told = tell_of_the_new(former)
    _tell_team(actor, news, because.strip())
    for one, new in zip(former, news, strict=True):
        record(actor, CodeReplaced(subject_id=one.pk, by=new.pk, told=told))
    return news[0]


@sensitive_variables()
def _length_of(code: AccessCode) -> int:
    """As many signs as it has: a keypad may take no other number."""
    former = unsealed(code)
    return len(former.reveal()) if former else SHORTEST


def _held(codes: Sequence[AccessCode]) -> list[AccessCode]:
    """These codes, held until the end of the transaction.

    Raises DomainError when one opens nothing any more.
    """
    rows = AccessCode.objects.select_for_update(of=("self",), no_key=True).select_related("booking")
    held = {one.pk: one for one in rows.filter(pk__in=[code.pk for code in codes]).order_by("pk")}
    found = [held[code.pk] for code in codes]
    for one in found:
        refuse_gone(one)
    return found


@sensitive_variables()
def _changed(actor: Actor, code: AccessCode, choice: Choice, because: str) -> AccessCode:
    """The code that comes in the place of another."""
    new = AccessCode(opens=code.opens, booking=code.booking, set_by=_person(actor), ends=code.ends)
    new.starts = max(code.starts, clock.now()) if code.starts else None
    new.sealed, new.set_for = sealed(_chosen(choice)), hours_of(code.booking) if code.booking else ""

    code.revoked_at, code.revoked_because, code.lingers = clock.now(), because, True
    code.save()
    _keep(new)
    code.replaced_by = new
    code.save(update_fields=["replaced_by"])
    return new


def _tell_team(actor: Actor, codes: Sequence[AccessCode], because: str) -> None:
    for person in team():
        if person.pk != actor.pk:
            letter = CodeChangedForTeam(code=codes[0], also=codes[1:], by=str(actor), because=because)
            post(letter, recipient(person))


@action
@sensitive_variables()
def open_code(actor: Person, code: AccessCode, *, way: Seen = Seen.PAGE) -> Secret | None:
    """Read a code, as who keeps the house; that they did is kept. None when the key of the house was lost.

    Raises DomainError when it opens nothing any more, and is on no keypad.
    """
    require(policy, actor, Permission.KEEP_CODES)

    code = AccessCode.objects.select_for_update(of=("self",), no_key=True).select_related("booking").get(pk=code.pk)
    if not code.is_legible:
        refuse_gone(code)
    note_sightings([code], key_of(actor.pk), way)
    if code.booking and code.is_living:
        code.set_for = hours_of(code.booking)
        code.save(update_fields=["set_for"])

    record(actor, CodeOpened(subject_id=code.pk, way=way))
    return unsealed(code)
