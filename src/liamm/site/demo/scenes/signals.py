"""What the field says: relais are named, people tell, someone reads, hides what must be, answers, publishes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser

from liamm.features.terrain import actions
from liamm.features.terrain.enums import Origin, Redirection, Withdrawal
from liamm.features.terrain.models import MASKED_FIELDS, FieldSignal, Relay
from liamm.kernel.access import Actor, LinkHolder
from liamm.kernel.telltale.sensitive import Passage, places_of
from liamm.site.demo.reading import tales, words_of
from liamm.site.demo.stage import Stage, on_day, working

VISITOR = AnonymousUser()
_RELAYS = {
    "relay-redon": ("redon-agglo", "243500741", "Le mardi matin à France services, Redon."),
    "relay-poher": ("poher", "242900744", "Au marché du samedi, et à la permanence du jeudi."),
    "relay-ploermel": ("mediatheque", "200066777", "À la banque d’accueil de la médiathèque."),
}
_HOURS = (9, 11, 13, 16, 18, 20)
_HIDDEN = "[passage masqué]"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalTale:
    """A signal as it is told in its file; days are counted before today (`ago`) or after it came."""

    key: str
    ago: int
    words: str = ""
    words_file: str = ""
    origin: str = Origin.WEB.value
    by: str = ""
    relay: str = ""
    for_whom: str = ""
    where: str = ""
    place: str = ""
    frequency: str = ""
    tried: str = ""
    name: str = ""
    mail: str = ""
    phone: str = ""
    publish: bool = True
    unread: bool = False
    reader: str = "team"
    mask: Sequence[str] = ()
    wording: Mapping[str, str] | None = None
    reply: str = ""
    precision: str = ""
    answer: str = ""
    redirect: Mapping[str, str] | None = None
    withdraw: Mapping[str, Any] | None = None
    merge: str = ""
    merge_after: int = 4
    crossed_ago: int | None = None

    @property
    def text(self) -> str:
        """The words themselves."""
        return words_of(f"terrain/{self.words_file}") if self.words_file else self.words

    @property
    def told_to(self) -> str:
        """The name under which the stage keeps it."""
        return f"signal:{self.key}"


_Step = Callable[[Stage, SignalTale], None]


def signal_tales() -> list[SignalTale]:
    """All that was told, story after story."""
    found = []
    for told in tales("terrain").values():
        found += [SignalTale(**{"reader": told.get("reader", "team"), **one}) for one in told.get("signals", ())]
    return found


def tell(stage: Stage) -> None:
    """Name the relais, and let everything come to the house on its day."""
    for key in _RELAYS:
        stage.ago(stage_since(key), partial(_name_relay, stage, key), hour=9)
    for one in signal_tales():
        _plan(stage, one)


def stage_since(key: str) -> int:
    """Since how many days someone is a relais."""
    return {"relay-redon": 455, "relay-poher": 540, "relay-ploermel": 440}[key]


def signal_of(stage: Stage, key: str) -> FieldSignal:
    """A signal of the story."""
    return FieldSignal.objects.get(pk=stage.made[f"signal:{key}"])


def _plan(stage: Stage, one: SignalTale) -> None:
    came = stage.moment(one.ago, _HOURS[sum(map(ord, one.key)) % len(_HOURS)])
    stage.cue(came, partial(_take, stage, one))
    if one.unread:
        return
    steps: Sequence[tuple[bool, int, int, _Step]] = (
        (True, 2, 9, _read),
        (bool(one.mask), 2, 10, _mask),
        (bool(one.reply), 2, 11, _write),
        (bool(one.wording), 3, 16, _publish),
        (bool(one.redirect), 3, 17, _redirect),
        (bool(one.merge), one.merge_after, 14, _merge),
        (bool(one.answer), 4, 15, _answer),
    )
    for wanted, days, hour, step in steps:
        if wanted:
            soonest = came + timedelta(minutes=days * 60 + hour)
            office = working(on_day((came + timedelta(days=days)).date(), hour))
            stage.cue(max(soonest, office), partial(step, stage, one))
    if one.precision:
        stage.cue(came + timedelta(days=4, hours=3), partial(_precise, stage, one))
    if one.withdraw:
        stage.cue(came + timedelta(days=one.withdraw["after"], hours=3), partial(_withdraw, stage, one))


def _name_relay(stage: Stage, key: str) -> None:
    troupe, place, note = _RELAYS[key]
    territory = stage.place(place)
    assert territory is not None  # named by its code
    draft = actions.RelayDraft(organisation=stage.troupes[troupe], territory=territory, note=note)
    relay = actions.name_relay(stage.person("head"), stage.person(key), draft=draft)
    stage.made[f"relay:{key}"] = relay.pk


def _take(stage: Stage, one: SignalTale) -> None:
    actor: Actor = stage.person(one.by) if one.by else VISITOR
    told = actions.Told(
        words=one.text,
        submission=f"demonstration:{one.key}",
        for_whom=one.for_whom,
        place=one.place,
        territory=stage.place(one.where),
        frequency=one.frequency,
        tried=one.tried,
        origin=Origin(one.origin),
        relay=Relay.objects.get(pk=stage.made[f"relay:{one.relay}"]) if one.relay else None,
        name=one.name,
        mail=one.mail,
        phone=one.phone,
        may_publish=one.publish,
    )
    stage.made[one.told_to] = actions.take_signal(actor, told).signal.pk


def _read(stage: Stage, one: SignalTale) -> None:
    actions.read_signal(stage.person(one.reader), signal_of(stage, one.key))


def _mask(stage: Stage, one: SignalTale) -> None:
    signal = signal_of(stage, one.key)
    passages = {
        name: [
            Passage(start, end, _HIDDEN) for piece in one.mask for start, end in places_of(getattr(signal, name), piece)
        ]
        for name in MASKED_FIELDS
    }
    actions.mask_signal(stage.person(one.reader), signal, mask=actions.Mask(passages=passages, seen=signal.fingerprint))


def _write(stage: Stage, one: SignalTale) -> None:
    actions.write_to_author(stage.person(one.reader), signal_of(stage, one.key), text=one.reply)


def _precise(stage: Stage, one: SignalTale) -> None:
    signal = signal_of(stage, one.key)
    actions.add_precision(LinkHolder(signal.pk), signal, text=one.precision)


def _merge(stage: Stage, one: SignalTale) -> None:
    into = signal_of(stage, one.merge)
    actions.merge_signals(stage.person(one.reader), signal_of(stage, one.key), into=into)


def _answer(stage: Stage, one: SignalTale) -> None:
    actions.answer_signal(stage.person(one.reader), signal_of(stage, one.key), text=one.answer)


def _redirect(stage: Stage, one: SignalTale) -> None:
    assert one.redirect is not None  # planned only then
    to = Redirection(one.redirect["to"])
    signal = signal_of(stage, one.key)
    actions.redirect_signal(stage.person(one.reader), signal, to=to, detail=one.redirect.get("detail", ""))


def _publish(stage: Stage, one: SignalTale) -> None:
    assert one.wording is not None  # planned only then
    wording = actions.Wording(
        title=one.wording["title"], text=one.wording["text"], territory=stage.place(one.where), checked=True
    )
    actions.publish_wording(stage.person(one.reader), signal_of(stage, one.key), wording=wording)


def _withdraw(stage: Stage, one: SignalTale) -> None:
    assert one.withdraw is not None  # planned only then
    signal = signal_of(stage, one.key)
    withdrawn = actions.Withdrawn(scope=Withdrawal(one.withdraw["scope"]))
    actions.withdraw_signal(LinkHolder(signal.pk), signal, withdrawn=withdrawn)
