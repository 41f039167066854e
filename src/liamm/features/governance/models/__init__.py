"""The tables of governance: bodies, sittings, agenda items, decisions and what follows from them."""

from liamm.features.governance.models.agenda import AgendaItem, Observation, ObservationReading, Recusal, Suggestion
from liamm.features.governance.models.bodies import Body, Mandate
from liamm.features.governance.models.decisions import (
    Decision,
    Frame,
    Preconisation,
    SecondReading,
    TextRemark,
    Wording,
)
from liamm.features.governance.models.register import RegisterCheck
from liamm.features.governance.models.sittings import Attendance, Sitting, SittingMove

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "Decision",
    "Frame",
    "Mandate",
    "Observation",
    "ObservationReading",
    "Preconisation",
    "Recusal",
    "RegisterCheck",
    "SecondReading",
    "Sitting",
    "SittingMove",
    "Suggestion",
    "TextRemark",
    "Wording",
]
