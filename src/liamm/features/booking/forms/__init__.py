"""Forms of the rooms: cleaning and wording, never writing."""

from liamm.features.booking.forms.booking import with_offer
from liamm.features.booking.forms.keeping import BlockingForm, RoomForm
from liamm.features.booking.forms.repeating import ChangeForm, NewBookingForm, ReasonForm, with_days

__all__ = ["BlockingForm", "ChangeForm", "NewBookingForm", "ReasonForm", "RoomForm", "with_days", "with_offer"]
