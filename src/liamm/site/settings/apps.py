"""What the product is made of: apps from the lowest layer up, middleware, templates."""

FEATURES = [
    "liamm.features.territories",
    "liamm.features.accounts",
    "liamm.features.charter",
    "liamm.features.consents",
    "liamm.features.spaces",
    "liamm.features.commitments",
    "liamm.features.terrain",
    "liamm.features.booking",
    "liamm.features.welcome",
    "liamm.features.agenda",
    "liamm.features.projects",
    "liamm.features.events",
    "liamm.features.training",
    "liamm.features.attendance",
    "liamm.features.workshops",
    "liamm.features.proposals",
    "liamm.features.governance",
]
INSTALLED_APPS = [
    "liamm.kernel.ledger",
    "liamm.kernel.thread",
    "liamm.kernel.post",
    "liamm.kernel.search",
    "liamm.kernel.numbering",
    "liamm.kernel.counts",
    "liamm.ui",
    *FEATURES,
    "liamm.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "liamm.site.apps.AdministrationConfig",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "liamm.site.middleware.SecurityHeaders",
    "liamm.site.middleware.InWords",
    "liamm.features.agenda.conditional.AlreadyThere",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "liamm.site.middleware.WithoutTurns",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "liamm.site.middleware.Language",
    "liamm.site.coming_back.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "liamm.site.middleware.GestureInWords",
    "liamm.site.middleware.FormsRefused",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liamm.site.middleware.Tongues",
]
ROOT_URLCONF = "liamm.site.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "liamm.ui.forms.HouseRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "liamm.ui.templatetags.liamm",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "liamm.site.context.house",
                "liamm.ui.context.frame",
            ],
        },
    }
]
COTTON_DIR = "cotton"
