"""Forms of the rooms: cleaning and wording, never writing."""

from liamm.features.booking.forms.booking import with_offer
from liamm.features.booking.forms.keeping import AnswerForm, BlockingForm, RoomForm, SettlingForm
from liamm.features.booking.forms.repeating import ChangeForm, NewBookingForm, ReasonForm, with_days

__all__ = [
    "AnswerForm",
    "BlockingForm",
    "ChangeForm",
    "NewBookingForm",
    "ReasonForm",
    "RoomForm",
    "SettlingForm",
    "with_days",
    "with_offer",
]
