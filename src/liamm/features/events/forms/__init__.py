"""Forms of events: cleaning and wording, never writing."""

from liamm.features.events.forms.asking import (
    AcceptForm,
    AnswerForm,
    BecauseForm,
    CallForm,
    JoinForm,
    NeedForm,
    NeedsForm,
    ProposalForm,
    QuestionBackForm,
    ShowForm,
    VoiceForm,
)
from liamm.features.events.forms.finding import FindForm
from liamm.features.events.forms.planning import (
    AgainForm,
    NewEventForm,
    ReasonForm,
    SlotForm,
    WordsForm,
    fills,
    with_offer,
)
from liamm.features.events.forms.preparing import MaterialForm, PlacesForm, QuestionForm, WordForm
from liamm.features.events.forms.registering import ChangeForm, RegisterForm

__all__ = [
    "AcceptForm",
    "AgainForm",
    "AnswerForm",
    "BecauseForm",
    "CallForm",
    "ChangeForm",
    "FindForm",
    "JoinForm",
    "MaterialForm",
    "NeedForm",
    "NeedsForm",
    "NewEventForm",
    "PlacesForm",
    "ProposalForm",
    "QuestionBackForm",
    "QuestionForm",
    "ReasonForm",
    "RegisterForm",
    "ShowForm",
    "SlotForm",
    "VoiceForm",
    "WordForm",
    "WordsForm",
    "fills",
    "with_offer",
]
