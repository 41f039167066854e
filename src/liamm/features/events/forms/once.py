"""A form of which one sending is taken once, and which machines fill too well."""

from __future__ import annotations

import hashlib
import secrets

from django import forms


def new_ticket() -> str:
    """What makes of a form pressed twice one sending."""
    return secrets.token_hex(16)


class OnceForm(forms.Form):
    """A form with a ticket: pressed twice, it does one thing; changed and sent again, it is another sending."""

    ticket = forms.CharField(widget=forms.HiddenInput, max_length=32, initial=new_ticket)

    def submission(self, *around: object) -> str:
        """The name of this sending of these words, for one thing."""
        said = repr((around, sorted((name, str(value)) for name, value in self.cleaned_data.items())))
        return hashlib.sha256(said.encode()).hexdigest()
