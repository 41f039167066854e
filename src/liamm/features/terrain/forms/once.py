"""A form that is taken once, however often it is sent."""

from __future__ import annotations

from django import forms

from liamm.features.terrain.tickets import new_ticket, read_ticket


class OnceForm(forms.Form):
    """A form with a ticket: pressed twice, it does one thing."""

    ticket = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ticket)

    def submission(self, *said: str) -> str:
        """The key of this sending of these words; empty without a ticket that can be read.

        The words are part of it: coming back to the page to send something else is another sending.
        """
        ticket = read_ticket(self.cleaned_data["ticket"])
        return "\x1f".join([ticket.key, *said]) if ticket else ""
