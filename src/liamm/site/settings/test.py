"""Settings of the tests: as the product, quicker where nothing is proved by being slow."""

from liamm.site.settings import *

SECRET_KEY = "tests-only"  # noqa: S105  # signs nothing outside the tests
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["OPTIONS"].pop("pool", None)
DEMONSTRATION = True
WHITENOISE_AUTOREFRESH = True
