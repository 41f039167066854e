"""The settings that processes need before Django: where Liamm keeps its things, and where it answers."""

from __future__ import annotations

from pathlib import Path

from liamm.kernel import env

HIGHEST_PORT = 65_535
LOOKING = False
"""Whether this process only looks (`liamm check`): it makes no folder, no key and no database."""

VAR = Path(
    env.text("LIAMM_VAR", "var", "Folder of all that the product writes: database, files, mails, logs.")
).absolute()
HOST = env.text("LIAMM_HOST", "127.0.0.1", "Address to listen on; anything else only behind a proxy that speaks HTTPS.")
PORT = env.number(
    "LIAMM_PORT", 8000, "Port to listen on; `liamm run` takes the next free one when it is busy.", most=HIGHEST_PORT
)
DEMONSTRATION = env.flag("LIAMM_DEMO", "Demonstration mode: enter as each kind of person in one click.", default=False)
THREADS = env.number("LIAMM_THREADS", 8, "Pages that one web process makes at the same time.", least=1)
WEB_PROCESSES = env.number(
    "LIAMM_WEB_PROCESSES", 1, "Web processes that `liamm run` keeps: one for each core that pages may take.", least=1
)
PROXIES = env.text("LIAMM_PROXIES", "127.0.0.1", "Proxies whose X-Forwarded-For and -Proto are believed.")
SMTP_HOST = env.text(
    "LIAMM_SMTP_HOST", "", "Mail server that takes outgoing mail; empty, `liamm run` keeps all mail in the var folder."
)
DEMONSTRATION = env.flag("LIAMM_DEMO", "Demonstration mode: enter as each kind of person in one click.", default=False)
LETTERBOX_HOST = env.text(
    "LIAMM_LETTERBOX_HOST", "127.0.0.1", "Address at which your mail server brings the answers to letters."
)
LETTERBOX_PORT = env.number(
    "LIAMM_LETTERBOX_PORT",
    2626,
    "Port at which your mail server brings the answers to letters; when it is busy, the next free one is taken.",
    most=HIGHEST_PORT,
)


def database_url() -> str:
    """The PostgreSQL that is set, read when asked: a command that starts its own sets it for Django."""
    return env.secret(
        "LIAMM_DATABASE_URL",
        "",
        "PostgreSQL 15 to 18 to use (postgresql://…); empty starts the embedded one in the var folder.",
    )
