"""Forms of the rooms: cleaning and wording, never writing."""

from liamm.features.booking.forms.booking import with_offer
from liamm.features.booking.forms.keeping import AnswerForm, BlockingForm, RoomForm, SettlingForm
from liamm.features.booking.forms.repeating import ChangeForm, NewBookingForm, ReasonForm, with_days
from liamm.features.booking.forms.restoring import FindingForm, RestoringForm, TaskEndForm, TaskForm

__all__ = [
    "AnswerForm",
    "BlockingForm",
    "ChangeForm",
    "FindingForm",
    "NewBookingForm",
    "ReasonForm",
    "RestoringForm",
    "RoomForm",
    "SettlingForm",
    "TaskEndForm",
    "TaskForm",
    "with_days",
    "with_offer",
]
