"""Which laboratory this is, and the addresses at which it takes what people write."""

from __future__ import annotations

from liamm.kernel import env
from liamm.kernel.lab import find_lab, read_identity

LAB_FOLDER = find_lab(
    env.text("LIAMM_CHARTERS", "", "Folder of the charters; empty takes those shipped with Liamm."),
    env.text("LIAMM_LAB", "ti-lab", "Which laboratory of the charters folder this is."),
)
IDENTITY = read_identity(LAB_FOLDER)
MAIL_INBOUND = (
    env.text("LIAMM_MAIL_INBOUND", "", "Address at which the lab takes signals; empty takes the one of its identity.")
    or IDENTITY.mail.signals
)
MAIL_REPLIES = (
    env.text(
        "LIAMM_MAIL_REPLIES",
        "",
        "Address at which answers to letters come in, each with a tag after a `+`; empty takes `reponse` in the domain "
        "from which the lab writes.",
    )
    or f"reponse@{IDENTITY.mail.letters.rpartition('@')[2]}"
)
