"""Our own links of one key never reach the desk by the words of somebody who quotes our letters."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from liamm.features.terrain.rules.mails import Mail
from liamm.features.terrain.rules.quoted_links import without_links


def without_own_links(text: str) -> str:
    """The text, saying where a link stood that is only for whoever got it."""
    return without_links(text, _("[lien personnel retiré]"))


def without_quoted_links(mail: Mail) -> Mail:
    """The mail without such links, in its words, in what it quotes and in its subject."""
    return replace(
        mail,
        words=without_own_links(mail.words),
        rest=without_own_links(mail.rest),
        subject=without_own_links(mail.subject),
    )
