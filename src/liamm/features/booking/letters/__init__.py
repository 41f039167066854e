"""The letters of bookings: to whoever booked, to whom a place is asked, and to who keeps the house."""

from liamm.features.booking.letters.arriving import (
    ArrivalAskedLetter,
    BookingReleasedLetter,
    BookingRestoredLetter,
)
from liamm.features.booking.letters.bookings import (
    BookingCancelledLetter,
    BookingChangedLetter,
    DeclinedLetter,
    OptionLapsedLetter,
    OptionReminderLetter,
    OptionTakenLetter,
    RoomsBookedLetter,
    SeriesCancelledLetter,
    SeriesLetter,
    SeriesShortenedLetter,
)
from liamm.features.booking.letters.displacing import (
    DisplacedLetter,
    DisplacementAskedLetter,
    DisplacementEndedLetter,
    DisplacementToSettleLetter,
)
from liamm.features.booking.letters.openings import (
    HouseOpenedLetter,
    OpeningAnsweredLetter,
    OpeningAskedLetter,
    OpeningTakenBackLetter,
)
from liamm.features.booking.letters.restoring import (
    ArrangingMovedLetter,
    FindingAskedLetter,
    RestoringAskedLetter,
    RoomReportedLetter,
    TaskEndedLetter,
    TaskSeenLetter,
)
from liamm.features.booking.letters.rota import HandoverLetter, RotaGapsLetter
from liamm.features.booking.letters.waiting import RoomOfferedLetter, WaitingBegunLetter, WaitingOverLetter

__all__ = [
    "ArrangingMovedLetter",
    "ArrivalAskedLetter",
    "BookingCancelledLetter",
    "BookingChangedLetter",
    "BookingReleasedLetter",
    "BookingRestoredLetter",
    "DeclinedLetter",
    "DisplacedLetter",
    "DisplacementAskedLetter",
    "DisplacementEndedLetter",
    "DisplacementToSettleLetter",
    "FindingAskedLetter",
    "HandoverLetter",
    "HouseOpenedLetter",
    "OpeningAnsweredLetter",
    "OpeningAskedLetter",
    "OpeningTakenBackLetter",
    "OptionLapsedLetter",
    "OptionReminderLetter",
    "OptionTakenLetter",
    "RestoringAskedLetter",
    "RoomOfferedLetter",
    "RoomReportedLetter",
    "RoomsBookedLetter",
    "RotaGapsLetter",
    "SeriesCancelledLetter",
    "SeriesLetter",
    "SeriesShortenedLetter",
    "TaskEndedLetter",
    "TaskSeenLetter",
    "WaitingBegunLetter",
    "WaitingOverLetter",
]
