"""How the author of a proposed subject is reached: by their account, or by the address they left."""

from __future__ import annotations

from liamm.features.accounts.queries import recipient
from liamm.features.governance.models import Suggestion
from liamm.kernel.post.letters import Letter, Recipient, post


def tell_author(suggestion: Suggestion, letter: Letter) -> None:
    """Send a letter to whoever proposed a subject, if they can be reached."""
    if suggestion.person is not None:
        post(letter, recipient(suggestion.person))
    elif suggestion.email:
        post(letter, Recipient(f"subject:{suggestion.pk}", suggestion.email, suggestion.name))
