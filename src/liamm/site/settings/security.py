"""What protects people: the key, the hosts, cookies and headers, and logs without content."""

from urllib.parse import urlsplit

from django.core.management.utils import get_random_secret_key

from liamm.kernel import env
from liamm.site import options
from liamm.site.folder import written_in
from liamm.site.options import VAR
from liamm.site.settings.lab import LIAMM_PUBLIC_URL


def _kept_key() -> str:
    """The key given by the environment, or one made once and kept in the var folder."""
    given = env.secret("LIAMM_SECRET_KEY", "", "Key that signs sessions and links; empty makes one in the var folder.")
    if given:
        return given
    path = VAR / "secret-key"
    if options.LOOKING and not path.exists():
        return get_random_secret_key()
    with written_in(VAR):
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(get_random_secret_key(), encoding="utf-8")
        return path.read_text(encoding="utf-8").strip()


SECRET_KEY = _kept_key()
_public = urlsplit(LIAMM_PUBLIC_URL)
_SECURE = _public.scheme == "https"
ALLOWED_HOSTS = [
    _public.hostname or "127.0.0.1",
    *env.words("LIAMM_HOSTS", "127.0.0.1,localhost,[::1]", "Other host names under which the product answers."),
]
CSRF_TRUSTED_ORIGINS = [LIAMM_PUBLIC_URL]
CSRF_FAILURE_VIEW = "liamm.site.views.refusals.form_refused"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SESSION_COOKIE_SECURE = _SECURE
CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0

LIAMM_FORMS_PER_HOUR = env.number(
    "LIAMM_FORMS_PER_HOUR",
    200,
    "Public forms that one connection may send in an hour; a whole town hall or workshop may stand behind one.",
    least=1,
)

LOG_LEVEL = env.choice(
    "LIAMM_LOG_LEVEL",
    "WARNING",
    "Lowest level that is logged.",
    known=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_secrets": {"()": "liamm.kernel.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django.security.DisallowedHost": {"level": "ERROR"}},
}
