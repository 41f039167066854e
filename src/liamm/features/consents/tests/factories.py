"""Consents for the tests."""

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.consents.actions import ConsentDraft, note_consent
from liamm.features.consents.enums import Obtained, Shown
from liamm.kernel.model import uuid7


def given(thing=None, **changes):
    base = {
        "name": "Soazig Le Bras",
        "mail": "soazig@exemple.example",
        "thing_kind": "photo",
        "thing_id": thing or uuid7(),
        "label": "La photo de l’atelier",
        "shown": Shown.PHOTO,
        "obtained": Obtained.PAPER,
    }
    return note_consent(TeamMemberFactory(), draft=ConsentDraft(**{**base, **changes}))
