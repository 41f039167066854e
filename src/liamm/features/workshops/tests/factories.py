"""Déroulés for the tests."""

from datetime import datetime

from django.utils import timezone

from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.features.workshops.actions import prepare_workshop
from liamm.features.workshops.drafts import BlockDraft, WorkshopDraft


def local(*parts):
    return datetime(*parts, tzinfo=timezone.get_default_timezone())


def draft(**changes):
    base = {"title": "Atelier guichet", "starts": local(2026, 12, 1, 9, 30), "place": "Le salon", "people": 12}
    return WorkshopDraft(**{**base, **changes})


BLOCKS = (
    BlockDraft(minutes=15, title="Accueil", aim="Se connaître", led_by="Maud", material="Café", layout="debout"),
    BlockDraft(minutes=30, title="Idées d’un groupe", group=1, method="Papillons"),
    BlockDraft(minutes=20, title="Idées de l’autre", group=2),
    BlockDraft(minutes=45, title="Choisir"),
)


def prepared(person=None, blocks=BLOCKS, **changes):
    LabSpaceFactory()
    return prepare_workshop(person or CommunityMemberFactory(), draft=draft(**changes), blocks=blocks)
