"""Settings of the site, read from the environment (docs/deploiement.md lists every variable).

Without any variable the site runs on this machine alone, on SQLite, with a secret key made at
start-up. With `OPPOSABLE_PRODUCTION=1` it asks for a secret key and host names, and every
protection of HTTPS is on.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from opposable.web.socle.journal import configuration_du_journal

BASE = Path(__file__).parent


def _oui(nom: str, defaut: str = "0") -> bool:
    return os.environ.get(nom, defaut).lower() in {"1", "oui", "true", "yes"}


def _mots(nom: str, defaut: str = "") -> list[str]:
    return [mot.strip() for mot in os.environ.get(nom, defaut).split(",") if mot.strip()]


def _exiger(nom: str) -> str:
    if valeur := os.environ.get(nom, ""):
        return valeur
    raise ImproperlyConfigured(f"{nom} doit être défini quand OPPOSABLE_PRODUCTION=1")


def _jour(nom: str) -> date | None:
    dit = os.environ.get(nom, "")
    if dit and PRODUCTION:
        raise ImproperlyConfigured(f"{nom} ne vaut que pour une démonstration, pas en production")
    return date.fromisoformat(dit) if dit else None


PRODUCTION = _oui("OPPOSABLE_PRODUCTION")
DEBUG = _oui("OPPOSABLE_DEBUG") and not PRODUCTION
SECRET_KEY = (
    _exiger("OPPOSABLE_SECRET_KEY")
    if PRODUCTION
    else os.environ.get("OPPOSABLE_SECRET_KEY") or get_random_secret_key()
)
if PRODUCTION:
    _exiger("OPPOSABLE_HOTES")
ALLOWED_HOSTS = _mots("OPPOSABLE_HOTES", "localhost,127.0.0.1,[::1]")
ADRESSE_PUBLIQUE = os.environ.get("OPPOSABLE_ADRESSE", "").rstrip("/")
"""Public address of the site, for the map of the site and linked data; the request's if empty."""
SOURCE = os.environ.get("OPPOSABLE_SOURCE", "").rstrip("/")
"""Address of the source code, so that a rule links to its file; none if empty."""
EDITEUR = os.environ.get("OPPOSABLE_EDITEUR", "")
"""Who publishes this site; the legal notice says so where it is empty."""
CONTACT = os.environ.get("OPPOSABLE_CONTACT", "")
"""Address of e-mail or page where people may write."""
CSRF_TRUSTED_ORIGINS = _mots("OPPOSABLE_ORIGINES")
VAR = Path(os.environ.get("OPPOSABLE_VAR", "var")).resolve()
"""Folder of what running makes: the database of SQLite, collected static files."""

ROOT_URLCONF = "opposable.web.urls"
WSGI_APPLICATION = "opposable.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- what the site is made of ----------------------------------------------------------------

INSTALLED_APPS = [
    "opposable.web.socle.theme",
    "opposable.web.public.demander",
    "opposable.web.public.catalogue",
    "opposable.web.public.donnees",
    "opposable.web.public.loi",
    "opposable.web.public.api",
    "opposable.web.public.lots",
    "opposable.web.public.aide",
    "opposable.web.bureau",
    "opposable.web.bureau.comptes",
    "opposable.web.bureau.travail",
    "opposable.web.bureau.instruction",
    "opposable.web.bureau.pilotage",
    "opposable.web.bureau.courriers",
    "opposable.web.bureau.employeurs",
    "opposable.web.bureau.guichet",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.forms",
    "csp",
    "django_htmx",
    "ninja",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "opposable.web.socle.droit_servi.SousUnDroit",
    "opposable.web.socle.journal.Journal",
    "opposable.web.socle.mesures.Mesures",
    "opposable.web.socle.compression.Compression",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opposable.web.socle.csp.Csp",
    "opposable.web.socle.entetes.Entetes",
    "opposable.web.socle.head.Head",
    "opposable.web.socle.sante.Sante",
    "opposable.web.public.api.garde.Garde",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "opposable.web.bureau.comptes.seance.Seance",
    "axes.middleware.AxesMiddleware",
]
THEME = os.environ.get("OPPOSABLE_THEME", "")
"""Folder of templates that come before ours: a service bound to a design system puts its own."""
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [THEME] if THEME else [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "opposable.web.socle.theme.contexte.site",
            ],
            "builtins": ["opposable.web.socle.theme.templatetags.francais"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR / 'opposable.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Rollback journal and full synchronisation: a file kept is a file kept, whatever stops.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON;",
    }

# -- language --------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# -- static files: served by WhiteNoise, named by their content ------------------------------

STATIC_URL = "/static/"
EMPREINTES = _oui("OPPOSABLE_EMPREINTES", "1" if PRODUCTION else "0")
"""Whether static files are collected under names that tell their content, for long caching."""
STATIC_ROOT = VAR / "static" if EMPREINTES else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if EMPREINTES
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not EMPREINTES
WHITENOISE_AUTOREFRESH = DEBUG

# -- protections -----------------------------------------------------------------------------

OIDC_EMETTEUR = os.environ.get("OPPOSABLE_OIDC", "").rstrip("/")
"""Address of the identity provider (OpenID Connect) of agents; none if empty."""
if PRODUCTION and OIDC_EMETTEUR and not OIDC_EMETTEUR.startswith("https://"):
    raise ImproperlyConfigured("OPPOSABLE_OIDC doit commencer par https:// en production")
OIDC_ORIGINES = ["/".join(OIDC_EMETTEUR.split("/")[:3])] if OIDC_EMETTEUR else []
"""Where the form of logging out may lead: the provider ends its own session."""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINES],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _oui("OPPOSABLE_HTTPS", "1" if PRODUCTION else "0")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SECURE_REDIRECT_EXEMPT = [r"^sante/"]
if _oui("OPPOSABLE_DERRIERE_MANDATAIRE"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "opposable.web.socle.erreurs.jeton_refuse"

# -- the office: who enters, for how long ----------------------------------------------------

SEANCES_SOUS = tuple(
    f"{langue}/{partie}/" for langue in ("", "/en") for partie in ("bureau", "depot")
)
"""Addresses under which people are known; no other page opens a session or sets its cookie."""
JOUR_DE_DEMONSTRATION = _jour("OPPOSABLE_JOUR")
"""Day on which the office of a demonstration lives; None: it lives today."""
BUREAU = os.environ.get("OPPOSABLE_BUREAU", "")
"""File of what a service sets of its office, over bureau/reglages.toml."""
AUTH_USER_MODEL = "comptes.Agent"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "opposable.web.bureau.comptes.verification.Local",
    *(["opposable.web.bureau.comptes.identite.Fournisseur"] if OIDC_EMETTEUR else []),
]
OIDC_NOM = os.environ.get("OPPOSABLE_OIDC_NOM", "le fournisseur d’identité")
"""What the provider is called on the button that leads to it."""
OIDC_RP_CLIENT_ID = os.environ.get("OPPOSABLE_OIDC_CLIENT", "")
OIDC_RP_CLIENT_SECRET = os.environ.get("OPPOSABLE_OIDC_SECRET", "")
OIDC_RP_SIGN_ALGO = os.environ.get("OPPOSABLE_OIDC_SIGNATURE", "RS256")
OIDC_REVENDICATION = os.environ.get("OPPOSABLE_OIDC_REVENDICATION", "preferred_username")
"""Claim that names an account: its identifier; `email`, a verified one, names it by its address."""
OIDC_RP_SCOPES = "openid profile email"
OIDC_AUTHENTICATION_CALLBACK_URL = "comptes:retour_du_fournisseur"
OIDC_USE_PKCE = OIDC_USE_NONCE = OIDC_STORE_ID_TOKEN = True
OIDC_CREATE_USER = OIDC_STORE_ACCESS_TOKEN = False
OIDC_TIMEOUT = 10
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{nom}", "OPTIONS": options}
    for nom, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        (
            "UserAttributeSimilarityValidator",
            {"user_attributes": ("identifiant", "nom", "courriel")},
        ),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "comptes:connexion"
SESSION_COOKIE_NAME = "__Host-seance" if SESSION_COOKIE_SECURE else "seance"
SESSION_COOKIE_AGE = 30 * 60
"""Seconds after which a session that nobody uses ends."""
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
"""Seconds for which the link of a message opens the account of an employer."""
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AXES_USERNAME_FORM_FIELD = "username"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "opposable.web.bureau.comptes.verification.par_compte"
AXES_LOCKOUT_CALLABLE = "opposable.web.bureau.employeurs.connexion.bloquee"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# -- the door of employers: messages, documents ----------------------------------------------

EMAIL_HOST = os.environ.get("OPPOSABLE_SMTP", "")
"""Server that messages go through; none: they are written in a folder."""
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if EMAIL_HOST else "filebased.EmailBackend"
)
EMAIL_PORT = int(os.environ.get("OPPOSABLE_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("OPPOSABLE_SMTP_COMPTE", "")
EMAIL_HOST_PASSWORD = os.environ.get("OPPOSABLE_SMTP_MOT_DE_PASSE", "")
EMAIL_USE_TLS = _oui("OPPOSABLE_SMTP_TLS")
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = VAR / "courriels"
DEFAULT_FROM_EMAIL = os.environ.get("OPPOSABLE_COURRIEL", "ne-pas-repondre@localhost")
ANTIVIRUS = os.environ.get("OPPOSABLE_ANTIVIRUS", "")
"""Command that is handed each document: 0 lets it pass, 1 refuses it; none if empty."""

# -- limits ----------------------------------------------------------------------------------

CORPS_AU_PLUS = 2 * 1024 * 1024
"""Bytes of a request to the API."""
FICHIER_AU_PLUS = 5 * 1024 * 1024
"""Bytes of a file sent to the page of batches."""
DATA_UPLOAD_MAX_MEMORY_SIZE = CORPS_AU_PLUS
FILE_UPLOAD_MAX_MEMORY_SIZE = FICHIER_AU_PLUS + 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DEBIT_PAR_MINUTE = int(os.environ.get("OPPOSABLE_DEBIT", "600"))
"""Requests to the API per minute and per address, all workers together; 0 for no limit."""
METRIQUES = os.environ.get("OPPOSABLE_METRIQUES", "")
"""Token asked for by /metrics; without one, only this machine may read it."""
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGGING_CONFIG = None
configuration_du_journal(json=_oui("OPPOSABLE_JOURNAL_JSON", "1" if PRODUCTION else "0"))
