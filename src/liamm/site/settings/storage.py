"""Where things are kept: PostgreSQL for all that is structured, a folder for files."""

from typing import Any

import psycopg
import psycopg.conninfo

from liamm.kernel import env
from liamm.kernel.env import ConfigurationError
from liamm.site import options
from liamm.site.options import VAR

LIAMM_DATABASE_URL = options.database_url()
LIAMM_LISTEN_DSN = LIAMM_DATABASE_URL


def database_at(url: str) -> dict[str, Any]:
    """What Django wants to know of a database, from its address."""
    try:
        parts = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise ConfigurationError(
            f"LIAMM_DATABASE_URL is no address of a database ({error}). Write postgresql://name:password@host/database."
        ) from error
    known = {"dbname", "user", "password", "host", "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.get("dbname", "liamm")),
        "USER": str(parts.get("user", "")),
        "PASSWORD": str(parts.get("password", "")),
        "HOST": str(parts.get("host", "")),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            **{key: value for key, value in parts.items() if key not in known},
            "pool": {
                "min_size": 1,
                "max_size": env.number(
                    "LIAMM_DATABASE_CONNECTIONS", 16, "Most connections one process keeps open.", least=1
                ),
                "timeout": 8,
            },
        },
    }


DATABASES = {"default": database_at(LIAMM_DATABASE_URL)}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
MEDIA_URL = ""
LIAMM_MAIL_FOLDER = VAR / "mail-in"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The islands import one another by the names that their build gave them, which hold a hash already.
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# It counts the tries of sign-in and the sendings of forms, for all processes together.
CACHES = {"default": {"BACKEND": "liamm.kernel.counts.shared.SharedCache"}}
