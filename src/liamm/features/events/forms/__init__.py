"""Forms of events: cleaning and wording, never writing."""

from liamm.features.events.forms.planning import AgainForm, NewEventForm, ReasonForm, SlotForm, WordsForm, with_offer
from liamm.features.events.forms.preparing import MaterialForm, PlacesForm, QuestionForm, WordForm
from liamm.features.events.forms.registering import ChangeForm, RegisterForm

__all__ = [
    "AgainForm",
    "ChangeForm",
    "MaterialForm",
    "NewEventForm",
    "PlacesForm",
    "QuestionForm",
    "ReasonForm",
    "RegisterForm",
    "SlotForm",
    "WordForm",
    "WordsForm",
    "with_offer",
]
