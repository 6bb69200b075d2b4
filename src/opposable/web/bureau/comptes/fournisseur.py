"""Who enters through the identity provider of a service (OpenID Connect): matched, never made.

Off unless the service names its provider (docs/deploiement.md); then nothing of what speaks to it
is loaded. Roles and delegations are those given in the office, whatever the provider says.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from mozilla_django_oidc.utils import import_from_settings

from opposable.errors import IdentiteError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

DECOUVERTE = "/.well-known/openid-configuration"
LIEUX = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
"""Settings of the library that the provider itself tells."""
JETON, FIN = "oidc_id_token", "end_session_endpoint"
AUTHENTIFIE_LE = "oidc_authentifie_le"
"""In the session: when the provider last asked who it is, as it says."""


def ouvert() -> bool:
    """Tell whether the service named its provider."""
    return bool(settings.OIDC_EMETTEUR)


@lru_cache(maxsize=4)
def decouvrir(emetteur: str) -> Mapping[str, Any]:
    """Return what a provider says of itself, asked once.

    Raises:
        IdentiteError: It does not answer, or speaks for another.
    """
    import requests  # noqa: PLC0415 - only an office that has a provider needs it

    try:
        reponse = requests.get(emetteur + DECOUVERTE, timeout=settings.OIDC_TIMEOUT)
        reponse.raise_for_status()
        dit: dict[str, Any] = reponse.json()
    except (requests.RequestException, ValueError) as erreur:
        raise IdentiteError(gettext("Le fournisseur d’identité ne répond pas.")) from erreur
    if dit.get("issuer", "").rstrip("/") != emetteur or not dit.keys() >= set(LIEUX.values()):
        raise IdentiteError(gettext("Le fournisseur d’identité ne dit pas qui il est."))
    return dit


def reglage(nom: str, *defaut: Any) -> Any:
    """Return a setting of the library: told by the provider, or by the site."""
    if nom in LIEUX:
        return decouvrir(settings.OIDC_EMETTEUR)[LIEUX[nom]]
    return import_from_settings(nom, *defaut)


def adresse_de_sortie(requete: HttpRequest) -> str | None:
    """Return where the session at the provider ends; None where there is none, or it cannot."""
    jeton = requete.session.get(JETON)
    if not (jeton and ouvert()):
        return None
    try:
        fin: Any = decouvrir(settings.OIDC_EMETTEUR).get(FIN)
    except IdentiteError:
        return None
    retour = requete.build_absolute_uri(reverse("comptes:connexion"))
    dits = {"id_token_hint": jeton, "post_logout_redirect_uri": retour}
    return f"{fin}?{urlencode(dits)}" if fin else None
