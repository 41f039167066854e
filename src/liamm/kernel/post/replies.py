"""Addresses that take the answers to letters: who answers, and about what, is known by the address alone."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.encoding import force_bytes

from liamm.kernel.post.models import ReplyAddress

_BYTES = 15
_MAKE = """
INSERT INTO post_replyaddress (id, created_at, token, purpose, subject, recipient) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""


def reply_address(purpose: str, subject: UUID, recipient: str) -> ReplyAddress:
    """The address of a recipient for one thing: the same for every letter about it, and signed by the house."""
    made = ReplyAddress(purpose=purpose, subject=subject, recipient=recipient, token=_sign(purpose, subject, recipient))
    # one statement, nearly always, and no savepoint: a crowd that registers has an address made for each
    with connection.cursor() as cursor:
        cursor.execute(_MAKE, [made.pk, made.created_at, made.token, purpose, subject, recipient])
        if cursor.rowcount:
            return made
    return ReplyAddress.objects.get(purpose=purpose, subject=subject, recipient=recipient)


def address_of(reply: ReplyAddress) -> str:
    """What one writes to."""
    local, _, domain = settings.LIAMM_MAIL_REPLIES.rpartition("@")
    return f"{local}+{reply.token}@{domain}"


def find_reply_address(address: str) -> ReplyAddress | None:
    """What an address stands for; None when it is not one of ours, or not any more. Capitals do not matter."""
    token = token_in(address)
    return ReplyAddress.objects.filter(token=token).first() if token else None


def token_in(address: str) -> str:
    """The tag of an address that takes answers, empty for any other."""
    local, _, domain = settings.LIAMM_MAIL_REPLIES.lower().rpartition("@")
    name, _, host = address.lower().rpartition("@")
    ours, _, token = name.partition("+")
    return token if (ours, host) == (local, domain) else ""


def _sign(purpose: str, subject: UUID, recipient: str) -> str:
    """Twenty-four letters and digits that nobody guesses; small ones, since servers change the case of addresses."""
    words = f"liamm.post.reply\n{purpose}\n{subject}\n{recipient}".encode()
    digest = hmac.new(force_bytes(settings.SECRET_KEY), words, sha256).digest()
    return base64.b32encode(digest[:_BYTES]).decode().lower()
