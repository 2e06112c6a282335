"""Settings of the whole site. All that differs between installations comes from the environment.

With no variable set the site runs on this machine alone: ``DATA_DIR`` then holds the SQLite file,
the media and a generated secret. As soon as ``ALLOWED_HOSTS`` names a host that others can reach,
the site counts as public and ``newsroom.checks`` refuses an unsafe configuration.
"""

from pathlib import Path
from urllib.parse import unquote

from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from newsroom import environment, secret

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()

# Who may reach the site, and how

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PUBLIC_HOSTS = [host for host in environment.words("ALLOWED_HOSTS") if host not in LOCAL_HOSTS]
ALLOWED_HOSTS = [*LOCAL_HOSTS, *PUBLIC_HOSTS]
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS")
DEBUG = environment.flag("DEBUG")
SECRET_KEY_GIVEN = bool(environment.text("SECRET_KEY"))
SECRET_KEY = environment.text("SECRET_KEY") or secret.read_or_make(DATA_DIR / "secret")
# Set where a proxy in front speaks TLS to readers and says so in X-Forwarded-Proto.
BEHIND_TLS = environment.flag("BEHIND_TLS")
# What pages print where a whole address is wanted. Empty, as on a site of this machine alone: the
# host of the request. A public site never repeats that, since caches keep what a stranger asked.
_first_host = (
    f"{'https' if BEHIND_TLS else 'http'}://{PUBLIC_HOSTS[0].removeprefix('.')}"
    if PUBLIC_HOSTS
    else ""
)
SITE_URL = environment.origin("SITE_URL", _first_host)
# Gunicorn reads it too, before it can say what is wrong with it.
environment.integer("WEB_CONCURRENCY", 2, least=1)

# What the site is made of

INSTALLED_APPS = [
    "newsroom",
    "feedback",
    "articles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.flatpages",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.redirects",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "captcha",
    "csp",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "newsroom.middleware.RefuseOddCharsets",
    "newsroom.middleware.NoCookieOnPublicPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.middleware.LanguageFromPath",
    "newsroom.legacy.LegacyAddresses",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.guard.StaffGuard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.middleware.RefuseJunkInTheAdmin",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "newsroom.context.site",
            ],
        },
    }
]
# Form widgets are drawn by the project's own templates where it has any.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Where data lives

DATABASES = {
    "default": environment.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}")
}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["CONN_MAX_AGE"] = 600  # see newsroom.database_file
    # WAL and IMMEDIATE together are what keeps concurrent votes from "database is locked".
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # What is deleted (keys, pseudonyms, notes) is overwritten in the file.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
            # Pages of 4 KiB: votes write the same ones again and again.
            "PRAGMA wal_autocheckpoint=4000;"
        ),
    }
elif _database["ENGINE"] == "django.db.backends.postgresql":
    # A pool and CONN_MAX_AGE exclude each other.
    _database["CONN_MAX_AGE"] = 0
    _database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
else:
    raise ImproperlyConfigured("DATABASE_URL must name a SQLite or a PostgreSQL database.")

CACHES: dict[str, dict[str, object]]
_cache = environment.text("CACHE_URL")
if not _cache:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
elif _cache.startswith(("redis://", "rediss://")):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": _cache,
            # In seconds: readers' pages ask it, and can do without an answer.
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
    }
else:
    raise ImproperlyConfigured("CACHE_URL must begin with redis:// or rediss://.")

# Counters must not be crowded out by what is larger and can be made again, nor limits by counts
# that anybody can add to.
for _counters in ("limits", "shown"):
    CACHES[_counters] = {**CACHES["default"]}
    if not _cache:
        CACHES[_counters] |= {"LOCATION": _counters, "OPTIONS": {"MAX_ENTRIES": 50_000}}

# Kept copies of readers' pages. Whoever has nothing newer may get one of a day ago when the
# database is out.
CACHES["pages"] = {**CACHES["default"], "TIMEOUT": 24 * 60 * 60}
if not _cache:
    CACHES["pages"] = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "pages",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
# The cache by which several machines learn from each other that a page changed.
SHARED_CACHE = "default" if _cache else ""

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = environment.folder_url("MEDIA_URL", "/media/", taken=[STATIC_URL, "/admin/"])
MEDIA_ROOT = DATA_DIR / "media"
# Originals keep what the camera wrote, place included: they are never under MEDIA_ROOT.
ORIGINALS_ROOT = DATA_DIR / "originals"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ORIGINALS_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
S3_BUCKET = environment.with_package("S3_BUCKET", "storages")
if S3_BUCKET:
    _s3 = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": environment.text("S3_ENDPOINT_URL") or None,
        "region_name": environment.text("S3_REGION") or None,
        "access_key": environment.text("S3_ACCESS_KEY") or None,
        "secret_key": environment.text("S3_SECRET_KEY") or None,
        "file_overwrite": True,
    }
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **_s3,
            "location": "media",
            "querystring_auth": False,
            # What stands in front of the bucket; readers see no other address.
            "custom_domain": MEDIA_URL.partition("//")[2].rstrip("/"),
            "url_protocol": MEDIA_URL.partition("//")[0] or "https:",
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }
    STORAGES["originals"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**_s3, "location": "originals", "default_acl": "private"},
    }

# Work outside requests: a queue in the database, read by ``manage.py db_worker``.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Mail to staff, sent by the worker
_mail = environment.email("EMAIL_URL")
_mail_by = "console" if _mail.scheme == "console" else "smtp"
EMAIL_BACKEND = f"django.core.mail.backends.{_mail_by}.EmailBackend"
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or environment.MAIL_PORTS.get(_mail.scheme, 25)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "newsroom@localhost")

# Languages and time

# The first one is that of who asks for none of them.
_languages = environment.languages("SITE_LANGUAGES", ["en", "ar"])
LANGUAGE_CODE = _languages[0]
LANGUAGES = [(code, _(LANG_INFO[code]["name"])) for code in _languages]
# An installation's own words come before the release's, and may bring a language of their own.
_own_words = [path for path in [DATA_DIR / "locale"] if path.is_dir()]
LOCALE_PATHS = [*_own_words, BASE_DIR / "newsroom" / "locale"]
FORMAT_MODULE_PATH = "newsroom.formats"
USE_TZ = True
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")

# The site itself

# What is said in words can differ in each language: SITE_NAME_AR, SITE_TAGLINE_AR and so on.
SITE_NAME = environment.text("SITE_NAME", "Newsroom")
SITE_NAMES = environment.by_language("SITE_NAME", _languages)
SITE_TAGLINE = environment.text("SITE_TAGLINE")
SITE_TAGLINES = environment.by_language("SITE_TAGLINE", _languages)
# The name above an article that has none.
SITE_BYLINE = environment.text("SITE_BYLINE")
SITE_BYLINES = environment.by_language("SITE_BYLINE", _languages)
SITE_LICENCE = environment.text("SITE_LICENCE")
SITE_LICENCES = environment.by_language("SITE_LICENCE", _languages)
SITE_LICENCE_URL = environment.text("SITE_LICENCE_URL")
# These are read, and what is wrong with them is said, by newsroom.identity.
SITE_LOGO = environment.text("SITE_LOGO")
SITE_LOGO_DARK = environment.text("SITE_LOGO_DARK")
SITE_ACCENT = environment.text("SITE_ACCENT")
SITE_ACCENT_DARK = environment.text("SITE_ACCENT_DARK")
SITE_SOCIAL = environment.words("SITE_SOCIAL")
SITE_ID = 1  # redirects belong to a site; there is only this one, and its row says nothing else
# How readers reach whoever runs the site; pages of the house say it.
CONTACT_EMAIL = environment.text("CONTACT_EMAIL")
CONTACT_ADDRESS = environment.words("CONTACT_ADDRESS")
# How long a shared cache (a proxy, a CDN) may keep a public page, in seconds, at the most.
SHARED_CACHE_SECONDS = environment.integer("SHARED_CACHE_SECONDS", 10)
# How long our own page cache keeps a page that nothing is known to have changed, in seconds; 0: not
# at all. What no publication announces (votes) shows after that at the latest.
PAGE_CACHE_SECONDS = environment.integer("PAGE_CACHE_SECONDS", 0 if DEBUG else 60)
PAGE_CACHE_BYTES = environment.integer("PAGE_CACHE_MIB", 16, least=1) * 1024 * 1024  # a process

# What feeds hold of an article: its "summary" (headline, standfirst, corrections) or all of it.
FEED_CONTENT = environment.choice("FEED_CONTENT", "summary", ["summary", "full"])

# Uploads

MAX_UPLOAD_BYTES = 40 * 1024 * 1024
MAX_UPLOAD_PIXELS = 80_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_HANDLERS = [
    "articles.uploads.CappedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# The captcha (django-simple-captcha reads these once, at import)

CAPTCHA_CHALLENGE_FUNCT = "feedback.captcha.challenge"
CAPTCHA_TIMEOUT = 10  # minutes
CAPTCHA_2X_IMAGE = False
CAPTCHA_TEST_MODE = environment.flag("CAPTCHA_TEST_MODE")

# The poll

# Steps of the script's proof of work at the most. A desktop needs some 0.1 s for 800 of them.
POLL_PROOF_STEPS = environment.integer("POLL_PROOF_STEPS", 800, least=2)
# "always": every vote answers a picture. "step-up": script readers only from busy networks.
POLL_CAPTCHA = environment.choice("POLL_CAPTCHA", "always", ["always", "step-up"])
POLL_STEP_UP = environment.integer("POLL_STEP_UP", 20, least=0)  # votes of a network in ten minutes
# "open", "closed" (results only) or "hidden": for every article; an editor can only be stricter.
POLL = environment.choice("POLL", "open", ["open", "closed", "hidden"])
POLL_DAYS = environment.integer("POLL_DAYS", 0)  # after which a poll closes by itself; 0: never
# One reader in so many tells that the question came into view, and nothing else; 0: nobody does.
POLL_SHOWN_SAMPLE = environment.integer("POLL_SHOWN_SAMPLE", 20)
# "Readers liked": the votes that an article needs, and those of which days count.
LIKED_MINIMUM = environment.integer("LIKED_MINIMUM", 10, least=1)
LIKED_WINDOW = environment.choice("LIKED_WINDOW", "week", ["day", "week", "month"])
# What one network (/24 or /48: a school, an office) may ask for in ten minutes.
POLL_LIMITS = {
    "form": environment.integer("POLL_FORMS", 600, least=1),
    "picture": environment.integer("POLL_PICTURES", 1200, least=1),
    "clip": environment.integer("POLL_CLIPS", 200, least=1),
    "shown": environment.integer("POLL_SHOWN_LIMIT", 300, least=1),
}
# Proxies whose X-Forwarded-For is believed: addresses, networks, "unix" for a socket file.
TRUSTED_PROXIES = environment.proxies("TRUSTED_PROXIES")
# What one network (/24 or /48) has counted on one article; the rest is held.
POLL_NETWORK_HOUR = environment.integer("POLL_NETWORK_HOUR", 5, least=1)
POLL_NETWORK_DAY = environment.integer("POLL_NETWORK_DAY", 20, least=1)
# How far an article's votes may go above its own pace of six hours; the rest is held.
POLL_BURST_TEN_MINUTES = environment.integer("POLL_BURST_TEN_MINUTES", 60, least=1)
POLL_BURST_HOUR = environment.integer("POLL_BURST_HOUR", 100, least=1)
# The program that speaks the captcha; where it is not installed, the picture stands alone.
POLL_SPEECH = environment.text("POLL_SPEECH", "espeak-ng")

# Staff

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds that a link of staff_link opens the account
# "required": who has no second factor reaches nothing of the admin but the page to set one up.
STAFF_SECOND_FACTOR = environment.choice(
    "STAFF_SECOND_FACTOR", "optional", ["optional", "required"]
)
ACCOUNT_ADAPTER = "newsroom.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Attempts are counted in the database, where all processes see them: newsroom.models.attempt.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "newsroom.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds by which a phone's clock may be wrong
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers offer passkeys on https and on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PUBLIC_HOSTS

# Security

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
# Whether sub-domains and browsers' preload lists are bound too is for the owner of the domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

_media_origin = [MEDIA_URL] if "//" in MEDIA_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The nonce is written only where a page asks for one: the admin's import map does.
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, *_media_origin],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Logs go to stdout. No reader's address and no user agent is ever written to them.

LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {
        "handlers": ["stdout"],
        "level": environment.choice("LOG_LEVEL", "WARNING", LOG_LEVELS),
    },
    "loggers": {
        "django": {"handlers": ["stdout"], "level": "WARNING", "propagate": False},
        # A page that is not there is no event; the access log has it.
        "django.request": {"level": "ERROR"},
        # Whoever likes can make up host names; each is answered with 400.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "django_tasks": {"handlers": ["stdout"], "level": "WARNING", "propagate": False},
    },
}

if _dsn := environment.with_package("SENTRY_DSN", "sentry_sdk"):
    import sentry_sdk

    sentry_sdk.init(dsn=_dsn, send_default_pii=False, max_request_body_size="never")
