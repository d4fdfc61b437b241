"""Settings, all from the environment; the README lists them. Nothing set serves a local archive."""

import os
import sys

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from archive.data import BASE_DIR, data_folder, secret_key, sqlite_pragmas
from archive.databases import database_settings, serving
from archive.environment import choice, number, site_address, sub_path
from archive.mail import mail_settings
from archive.searching import search_settings
from archive.storing import storage_settings
from archive.trust import listed_proxies, networks


def flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def minutes(name: str, usual: int) -> int:
    """Return a setting that is a number of minutes, one at least."""
    words = os.environ.get(name, "") or str(usual)
    if not words.strip().isdecimal() or not int(words):
        raise ImproperlyConfigured(f"{name} is {words!r}; it has to be a whole number of minutes.")
    return int(words)


networks(listed_proxies())  # a list that cannot be read is told now
number("ONRECORD_CONNECTIONS_PER_ADDRESS", 0)  # the server reads it
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
    "django_otp",
    "django_otp.plugins.otp_totp",
    "statements",
]

MIDDLEWARE = [
    "statements.pages.serving.trust_proxies_alone",
    "statements.pages.serving.number_requests",
    "statements.pages.serving.answer_probes",
    "statements.pages.middleware.no_body_for_head",
    "statements.accounts.headers.say_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "statements.pages.middleware.GzipWhereTaken",
    "csp.middleware.CSPMiddleware",
    "statements.pages.middleware.acts_go_first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "statements.pages.tongues.PageLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "statements.pages.middleware.page_for_wrong_method",
    "statements.pages.middleware.PageForOddValues",
    "statements.accounts.sessions.watch_sessions",
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
        "init_command": sqlite_pragmas(sys.argv[1] if len(sys.argv) > 1 else ""),
    },
    "CONN_MAX_AGE": None,
}
# How many machines serve this archive; the check `statements.E010` and those behind it say what several need.
ONRECORD_MACHINES = max(1, number("ONRECORD_MACHINES", 1))
# A pooler such as pgbouncer gives every transaction another connection.
ONRECORD_POOLER = flag("ONRECORD_POOLER")
ONRECORD_STATEMENT_SECONDS = number("ONRECORD_STATEMENT_SECONDS", 30)
DATABASES = {
    "default": database_settings(
        os.environ.get("DATABASE_URL", ""),
        SQLITE,
        pooler=ONRECORD_POOLER,
        seconds=ONRECORD_STATEMENT_SECONDS if serving() else 0,
    )
}
# Seconds for which a process that does something alone is believed to live since it last said so; statements/leases.py.
ONRECORD_LEASE_SECONDS = max(1, number("ONRECORD_LEASE_SECONDS", 30))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

HAYSTACK_CONNECTIONS = {
    "default": search_settings(
        DATA / "index",
        on_files="statements.search.engines.whoosh.haystack.Engine",
        on_cluster="statements.search.engines.opensearch.haystack.ClusterEngine",
    )
}

# Who signs in, and for how long: statements/accounts, docs/security.md. Everything of it is set here and, for HTTPS,
# with the other cookies under PRODUCTION.
AUTHENTICATION_BACKENDS = ["statements.accounts.door.GuardedBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "statements.accounts.passwords.LongEnough"},
    {"NAME": "statements.accounts.passwords.NotGuessable"},
    {"NAME": "statements.accounts.sessions.ChangedPassword"},
]
LOGIN_URL = "account:sign-in"
OTP_TOTP_THROTTLE_FACTOR = 0  # tries are counted at the door, together with those of passwords
ONRECORD_SECOND_FACTOR = os.environ.get("ONRECORD_SECOND_FACTOR", "").strip().lower()
if ONRECORD_SECOND_FACTOR not in ("", "administrators", "all"):
    raise ImproperlyConfigured(
        f"ONRECORD_SECOND_FACTOR is {ONRECORD_SECOND_FACTOR!r}; it has to be 'administrators' or 'all', or not set."
    )
# Which proxies in front are believed when they tell whom they speak for; see statements/visitors.py.
ONRECORD_PROXIES = [words.strip() for words in listed_proxies().split(",") if words.strip()]
SESSION_COOKIE_AGE = 60 * 60 * 12
IDLE_SECONDS = 60 * minutes("ONRECORD_IDLE_MINUTES", 60)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ONRECORD_MAIL = os.environ.get("ONRECORD_MAIL", "")
globals().update(mail_settings(ONRECORD_MAIL))
# How mail is signed: "selector:domain:FILE"; nothing where a relay does it.
ONRECORD_DKIM = os.environ.get("ONRECORD_DKIM", "").strip()

LANGUAGE_CODE = "en-gb"
TIME_ZONE = os.environ.get("ONRECORD_TIME_ZONE", "UTC")
USE_I18N = True
LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True

# The site may stand under a path of its host: all its addresses and cookies then begin with it.
FORCE_SCRIPT_NAME = sub_path() or None
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{sub_path()}/"
STATIC_URL = f"{sub_path()}/static/"
WHITENOISE_STATIC_PREFIX = "/static/"  # the application takes the path away before
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# A folder that all machines see, for what is no part of the database; or another storage than folders.
ONRECORD_SHARED = os.environ.get("ONRECORD_SHARED", "").strip()
STORAGES = {
    **storage_settings(uploads="uploads", own_folder="statements.storages.OwnFolder"),
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
        "manifest-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "statements.pages.errors.forbidden_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What is given at once: so many bytes, in so many files. One file more reaches the handler, which says so in words.
ONRECORD_MAX_UPLOAD_BYTES = number("ONRECORD_MAX_UPLOAD_BYTES", 256 * 1024 * 1024)
ONRECORD_MAX_UPLOAD_FILES = number("ONRECORD_MAX_UPLOAD_FILES", 100)
# How much of what one editor gave may lie here at once, until it is read and put away; 0: as much as there is room for.
ONRECORD_KEPT_UPLOAD_BYTES = number("ONRECORD_KEPT_UPLOAD_BYTES", 2 * 1024 * 1024 * 1024)
ONRECORD_KEPT_UPLOAD_FILES = number("ONRECORD_KEPT_UPLOAD_FILES", 1000)
DATA_UPLOAD_MAX_NUMBER_FILES = ONRECORD_MAX_UPLOAD_FILES + 1
FILE_UPLOAD_HANDLERS = [
    "statements.desk.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = flag("ONRECORD_FORWARDED_HOST")
    USE_X_FORWARDED_PORT = flag("ONRECORD_FORWARDED_HOST")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers take such a name from this host alone, over HTTPS; under a path of a host they know no more than that.
    PREFIX = "__Secure-" if sub_path() else "__Host-"
    SESSION_COOKIE_NAME = f"{PREFIX}sessionid"
    CSRF_COOKIE_NAME = f"{PREFIX}csrftoken"
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

LOG_FORMAT = choice("ONRECORD_LOG_FORMAT", "line", "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "one_line": {"()": "statements.trouble.OneLine"},
        "request": {"()": "archive.logs.RequestNumber"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s%(request_note)s"},
        "json": {"()": "archive.logs.JsonLogLines"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["one_line", "request"],
        },
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "statements": {"level": os.environ.get("ONRECORD_LOG_LEVEL", "INFO")},
        "opensearch": {"level": "CRITICAL"},  # what it cannot do is said by whoever asked it
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# Whoever asks /metrics from elsewhere shows this as a bearer token; empty: from this machine alone.
ONRECORD_METRICS_TOKEN = os.environ.get("ONRECORD_METRICS_TOKEN", "")

# How many answers of the API an address is given a minute by each process; 0: as many as it asks for.
ONRECORD_API_PER_MINUTE = number("ONRECORD_API_PER_MINUTE", 300)

# Sources larger than this are not read unless the command is told otherwise; in bytes.
ONRECORD_MAX_SOURCE_BYTES = number("ONRECORD_MAX_SOURCE_BYTES", 5 * 1024 * 1024)
# How much of an article everybody may read, where its outlet has no setting of its own: "whole", or "statements"
# for its statements with the paragraph around them alone.
ONRECORD_SHOWN_TEXT = os.environ.get("ONRECORD_SHOWN_TEXT", "whole")
if ONRECORD_SHOWN_TEXT not in ("whole", "statements"):
    raise ImproperlyConfigured(
        f"ONRECORD_SHOWN_TEXT is {ONRECORD_SHOWN_TEXT!r}; it has to be 'whole' or 'statements'."
    )

# Under which licence the archive's own data may be used, as the page on taking data away says it.
ONRECORD_LICENCE = os.environ.get("ONRECORD_LICENCE", "").strip()[:1000]

# Where readers find the site: addresses in mail, files and tools begin with it. Without it, or without a mail server,
# no searches are sent, and files have the address of a site on this machine.
ONRECORD_ADDRESS = site_address("ONRECORD_ADDRESS")
SITE_ADDRESS = ONRECORD_ADDRESS or "http://localhost:8000"

# What may be fetched, from where, and how; see statements/following/settings.py for what they become.
ONRECORD_FETCH_NETWORKS = os.environ.get("ONRECORD_FETCH_NETWORKS", "")
ONRECORD_FETCH_PORTS = os.environ.get("ONRECORD_FETCH_PORTS", "80,443")
ONRECORD_FETCH_AGENT = os.environ.get("ONRECORD_FETCH_AGENT", "")
ONRECORD_FETCH_CONTACT = os.environ.get("ONRECORD_FETCH_CONTACT", "")
ONRECORD_FETCH_PROXY = os.environ.get("ONRECORD_FETCH_PROXY", "")
ONRECORD_FETCH_PAUSE = os.environ.get("ONRECORD_FETCH_PAUSE", "1")
ONRECORD_FETCH_SECONDS = os.environ.get("ONRECORD_FETCH_SECONDS", "60")
ONRECORD_FETCH_MAX_BYTES = os.environ.get("ONRECORD_FETCH_MAX_BYTES", str(50 * 1024 * 1024))
