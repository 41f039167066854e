"""Forms of the rooms: cleaning and wording, never writing."""

from liamm.features.booking.forms.booking import with_offer
from liamm.features.booking.forms.figures import PeriodForm
from liamm.features.booking.forms.keeping import AnswerForm, BlockingForm, ClosingForm, RoomForm, SettlingForm
from liamm.features.booking.forms.opening import OpeningAnswerForm, OpeningForm, TakingBackForm
from liamm.features.booking.forms.picturing import PhotoForm
from liamm.features.booking.forms.repeating import ChangeForm, NewBookingForm, ReasonForm, with_days
from liamm.features.booking.forms.restoring import FindingForm, RestoringForm, TaskEndForm, TaskForm
from liamm.features.booking.forms.rota import NoteForm, RotaForm
from liamm.features.booking.forms.wanting import WantedForm

__all__ = [
    "AnswerForm",
    "BlockingForm",
    "ChangeForm",
    "ClosingForm",
    "FindingForm",
    "NewBookingForm",
    "NoteForm",
    "OpeningAnswerForm",
    "OpeningForm",
    "PeriodForm",
    "PhotoForm",
    "ReasonForm",
    "RestoringForm",
    "RoomForm",
    "RotaForm",
    "SettlingForm",
    "TakingBackForm",
    "TaskEndForm",
    "TaskForm",
    "WantedForm",
    "with_days",
    "with_offer",
]
