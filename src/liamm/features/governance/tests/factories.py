from datetime import datetime, timedelta

import factory
from django.utils import timezone

from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter.bindings.hours import public_holidays
from liamm.features.charter.enums import ItemKind, Matter
from liamm.features.governance.actions import (
    ClosingDraft,
    MandateDraft,
    OpeningDraft,
    TextDraft,
    decide_item,
    found_body,
    give_mandate,
    open_sitting,
    read_text,
    write_texts,
)
from liamm.features.governance.enums import ItemState, MandateKind
from liamm.features.governance.models import AgendaItem, Body, Mandate, Sitting
from liamm.features.spaces.tests.factories import MembershipFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM

FRIDAY = 5
SEATS = {
    "copil": ("responsable", "adjointe", "pilote-region", "pilote-sgar", "dga-region", "adjoint-sgar"),
    "codir": ("sgar", "dgs-region"),
    "b4": ("president-region", "prefet-region"),
}


def local(*parts):
    return datetime(*parts, tzinfo=timezone.get_default_timezone())


def opened(days, hour=14):
    """The first moment from so many days on at which the house is open."""
    starts = timezone.localtime(clock.in_days(days)).replace(hour=hour, minute=0, second=0, microsecond=0)
    while starts.isoweekday() > FRIDAY or starts.date() in public_holidays(starts.date()):
        starts += timedelta(days=1)
    return starts


def found_bodies():
    return {key: Body.objects.filter(key=key).first() or found_body(SYSTEM, key) for key in SEATS}


def seat(body, key, person=None, kind=MandateKind.TITULAR):
    person = person or PersonFactory(name=f"Siège {key}")
    give_mandate(SYSTEM, body, draft=MandateDraft(seat=key, person=person, kind=kind))
    return person


class House:
    """A lab whose bodies are founded and seated: the chair is the head, the secretary is of the team."""

    def __init__(self):
        self.bodies = found_bodies()
        self.copil, self.codir, self.b4 = (self.bodies[key] for key in ("copil", "codir", "b4"))
        self.head = HeadFactory()
        self.secretary = TeamMemberFactory(name="Secrétaire")
        self.reader = TeamMemberFactory(name="Relectrice")
        self.people = {
            key: self.head if key == "responsable" else PersonFactory(name=f"Siège {key}")
            for keys in SEATS.values()
            for key in keys
        }
        for name, body in self.bodies.items():
            for key in SEATS[name]:
                MandateFactory(body=body, seat=key, person=self.people[key])
                MembershipFactory(space=body.space, person=self.people[key])

    def __getitem__(self, key):
        return self.people[key]

    def sitting(self, body=None, **values):
        return SittingFactory(body=body or self.copil, **values)

    def open(self, body=None, *, present=None, chair=None, sitting=None):
        body = body or self.copil
        sitting = sitting or self.sitting(body)
        chair = chair or (self.head if body == self.copil else self.people["sgar"])
        there = self.people.values() if present is None else [self.people[key] for key in present]
        draft = OpeningDraft(
            chair=chair, secretary=self.secretary, present=[one.pk for one in there], reason="Avancée."
        )
        return open_sitting(chair, sitting, draft=draft)

    def item(self, sitting, **values):
        return ItemFactory(body=sitting.body, sitting=sitting, **values)

    def decide(self, item, **values):
        values = {"outcome": "retenue", "full_text": "Parce que.", **values}
        return decide_item(self.secretary, item, draft=ClosingDraft(**values))

    def publish(self, decision, *, title="Titre public", text="Texte public"):
        decision = write_texts(
            self.secretary,
            decision,
            draft=TextDraft(
                version=decision.text_version, full_text=decision.full_text, public_title=title, public_text=text
            ),
        )
        return read_text(self.reader, decision, version=decision.text_version)

    def published(self, **values):
        sitting = Sitting.objects.filter(body=self.copil, state="open").first() or self.open()
        texts = {key: values.pop(key) for key in ("title", "text") if key in values}
        return self.publish(self.decide(self.item(sitting), **values), **texts)


class MandateFactory(factory.django.DjangoModelFactory[Mandate]):
    class Meta:
        model = Mandate


class SittingFactory(factory.django.DjangoModelFactory[Sitting]):
    class Meta:
        model = Sitting

    slug = factory.Sequence(lambda n: f"copil-essai-{n}")
    starts = factory.LazyFunction(lambda: clock.now() + timedelta(days=3))
    ends = factory.LazyAttribute(lambda one: one.starts + timedelta(hours=2))


class ItemFactory(factory.django.DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    kind = ItemKind.STRATEGY.value
    matter = Matter.STRATEGY.value
    title = factory.Sequence(lambda n: f"Sujet {n}")
    state = ItemState.PLACED
    rank = factory.Sequence(lambda n: n)
