"""The forms of the welcome: cleaning and wording, never writing."""

from liamm.features.welcome.forms.codes import CodeForm, ReplaceForm, SpanForm, WayForm
from liamm.features.welcome.forms.guests import AnswerForm, InviteForm, NoticeForm
from liamm.features.welcome.forms.introducing import PairForm, WishForm

__all__ = [
    "AnswerForm",
    "CodeForm",
    "InviteForm",
    "NoticeForm",
    "PairForm",
    "ReplaceForm",
    "SpanForm",
    "WayForm",
    "WishForm",
]
