"""The letters of governance: what matters in a sitting or a decision arrives by mail."""

from liamm.features.governance.letters.decisions import (
    BodyToldLetter,
    CarrierReturnLetter,
    PreconisationDueLetter,
    PreconisationEntrustedLetter,
    ReadingAskedLetter,
    TextHandedBackLetter,
)
from liamm.features.governance.letters.sittings import (
    ConvenedLetter,
    RecusalAskedLetter,
    SittingCancelledLetter,
    SittingMovedLetter,
    StandInLetter,
)
from liamm.features.governance.letters.subjects import (
    ConfirmationDroppedLetter,
    SubjectAnsweredLetter,
    SubjectReceivedLetter,
)

__all__ = [
    "BodyToldLetter",
    "CarrierReturnLetter",
    "ConfirmationDroppedLetter",
    "ConvenedLetter",
    "PreconisationDueLetter",
    "PreconisationEntrustedLetter",
    "ReadingAskedLetter",
    "RecusalAskedLetter",
    "SittingCancelledLetter",
    "SittingMovedLetter",
    "StandInLetter",
    "SubjectAnsweredLetter",
    "SubjectReceivedLetter",
    "TextHandedBackLetter",
]
