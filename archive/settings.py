"""Settings, all from the environment; the README lists them. Nothing set serves a local archive."""

import os
from datetime import timedelta

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from archive.data import BASE_DIR, data_folder, secret_key


def flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


DATA = data_folder()
SECRET_KEY = secret_key(DATA)
DEBUG = flag("ONRECORD_DEBUG")
PRODUCTION = flag("ONRECORD_PRODUCTION")
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("ONRECORD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "haystack",
    "csp",
    "axes",
    "statements",
]

MIDDLEWARE = [
    "statements.pages.middleware.no_body_for_head",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "statements.pages.middleware.page_for_wrong_method",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "statements.pages.context.archive",
            ],
        },
    },
]

# SQLite for readers beside one writer: write-ahead log, a lock taken at the start of a
# transaction (so that it never fails half-way), and patience while another one writes.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "archive.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
        ),
    },
    "CONN_MAX_AGE": None,
}
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)
    if DATABASE_URL
    else SQLITE,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "statements.search.engines.whoosh.haystack.Engine",
        "PATH": str(DATA / "index"),
    },
}

# Who guesses passwords is locked out for a while: by name and address together, so that nobody can
# lock an editor out from elsewhere.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "statements.pages.reports.address_of"
AXES_LOCKOUT_CALLABLE = "statements.pages.errors.locked_out"
AXES_VERBOSE = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = os.environ.get("ONRECORD_TIME_ZONE", "UTC")
USE_I18N = True
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Nothing on a page comes from elsewhere, and nothing in it is a script or a style of its own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "statements.pages.errors.forbidden_form"
SESSION_COOKIE_AGE = 60 * 60 * 12
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "statements": {"level": os.environ.get("ONRECORD_LOG_LEVEL", "INFO")},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# Sources larger than this are not read unless the command is told otherwise; in bytes.
ONRECORD_MAX_SOURCE_BYTES = int(os.environ.get("ONRECORD_MAX_SOURCE_BYTES", 5 * 1024 * 1024))
# How much of an article everybody may read, where its outlet has no setting of its own: "whole", or "statements"
# for its statements with the paragraph around them alone.
ONRECORD_SHOWN_TEXT = os.environ.get("ONRECORD_SHOWN_TEXT", "whole")
if ONRECORD_SHOWN_TEXT not in ("whole", "statements"):
    raise ImproperlyConfigured(
        f"ONRECORD_SHOWN_TEXT is {ONRECORD_SHOWN_TEXT!r}; it has to be 'whole' or 'statements'."
    )

# What may be fetched, from where, and how; see statements/following/settings.py for what they become.
ONRECORD_FETCH_NETWORKS = os.environ.get("ONRECORD_FETCH_NETWORKS", "")
ONRECORD_FETCH_PORTS = os.environ.get("ONRECORD_FETCH_PORTS", "80,443")
ONRECORD_FETCH_AGENT = os.environ.get("ONRECORD_FETCH_AGENT", "")
ONRECORD_FETCH_CONTACT = os.environ.get("ONRECORD_FETCH_CONTACT", "")
ONRECORD_FETCH_PROXY = os.environ.get("ONRECORD_FETCH_PROXY", "")
ONRECORD_FETCH_PAUSE = os.environ.get("ONRECORD_FETCH_PAUSE", "1")
ONRECORD_FETCH_SECONDS = os.environ.get("ONRECORD_FETCH_SECONDS", "60")
ONRECORD_FETCH_MAX_BYTES = os.environ.get("ONRECORD_FETCH_MAX_BYTES", str(50 * 1024 * 1024))
