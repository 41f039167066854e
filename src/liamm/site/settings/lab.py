"""What this lab is: its name, its address on the web, its mail and its language."""

from email.utils import formataddr
from pathlib import Path

from liamm import kernel
from liamm.kernel import env
from liamm.site import options
from liamm.site.identity import IDENTITY, LAB_FOLDER, MAIL_INBOUND, MAIL_REPLIES
from liamm.site.openness import web_address
from liamm.site.options import SMTP_HOST
from liamm.site.release import ROOT, commit_of

DEBUG = False
DEMONSTRATION = options.DEMONSTRATION

LIAMM_LAB_FOLDER = LAB_FOLDER
LIAMM_IDENTITY = IDENTITY
LIAMM_LAB = IDENTITY.key
LIAMM_LAB_NAME = LIAMM_IDENTITY.name
LIAMM_PUBLIC_URL = web_address(
    "LIAMM_PUBLIC_URL",
    env.text(
        "LIAMM_PUBLIC_URL",
        "http://127.0.0.1:8000",
        "Address people type, without a final slash; links in mails start so.",
    ),
)

LIAMM_SOURCE_URL = env.text(
    "LIAMM_SOURCE_URL",
    "",
    "Address where the source of the version that runs here can be taken, changes included: the EUPL asks whoever "
    "opens Liamm to others to give it. Empty says on /code-source/ whom to ask.",
)
LIAMM_COMMIT = commit_of(ROOT)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [Path(kernel.__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = LIAMM_IDENTITY.timezone

LIAMM_MAIL_DOMAIN = env.text("LIAMM_MAIL_DOMAIN", "liamm.example", "Domain of the Message-ID of mails.")
LIAMM_MAIL_INBOUND = MAIL_INBOUND
LIAMM_MAIL_REPLIES = MAIL_REPLIES
LIAMM_LOCAL_MAIL = env.flag(
    "LIAMM_LOCAL_MAIL", "Keep outgoing mail in the var folder and show it at /courrier-local/.", default=False
)
DEFAULT_FROM_EMAIL = env.text(
    "LIAMM_MAIL_FROM", formataddr((LIAMM_LAB_NAME, LIAMM_IDENTITY.mail.letters)), "Sender of mails."
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = SMTP_HOST or "127.0.0.1"
EMAIL_PORT = env.number("LIAMM_SMTP_PORT", 2525, "Port of the mail server.", least=1, most=options.HIGHEST_PORT)
EMAIL_HOST_USER = env.text("LIAMM_SMTP_USER", "", "Name for the mail server, empty for none.")
EMAIL_HOST_PASSWORD = env.secret("LIAMM_SMTP_PASSWORD", "", "Password for the mail server.")
EMAIL_USE_TLS = env.flag("LIAMM_SMTP_STARTTLS", "Speak STARTTLS to the mail server.", default=False)
EMAIL_TIMEOUT = 20
