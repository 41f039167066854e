"""Public words of the field are looked through before everybody reads them, as the house promised."""

from __future__ import annotations

from liamm.features.charter.bindings import promised
from liamm.kernel.telltale import NEVER
from liamm.kernel.telltale import refuse_telltale as refuse
from liamm.kernel.telltale.sensitive import Kind


def refuse_telltale(text: str, *, field: str, checked: bool, never: frozenset[Kind] = NEVER) -> None:
    """Let pass words that name and expose nobody.

    Raises DomainError as the kernel's own does, with the promise that it keeps.
    """
    refuse(text, field=field, checked=checked, citation=promised("names_nobody"), never=never)
