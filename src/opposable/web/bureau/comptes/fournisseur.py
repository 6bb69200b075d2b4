"""Who enters through the identity provider of a service (OpenID Connect): matched, never made.

Off unless the service names its provider (docs/deploiement.md). The library speaks to it; what it
leaves unchecked is checked here: issuer, audience, end of the token, whose user-info it is. Roles
and delegations are those given in the office, whatever the provider says.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.utils import import_from_settings

from opposable.errors import IdentiteError
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.comptes.verification import Local

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
COURRIEL = "email"
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


class Fournisseur(OIDCAuthenticationBackend):  # type: ignore[misc] # the library has no types
    """Lets in an account of the office that the provider knows."""

    def __init__(self) -> None:
        for nom in LIEUX:
            setattr(self, nom, "")  # asked of the provider when someone enters through it
        self.OIDC_RP_CLIENT_ID = settings.OIDC_RP_CLIENT_ID
        self.OIDC_RP_CLIENT_SECRET = settings.OIDC_RP_CLIENT_SECRET
        self.OIDC_RP_SIGN_ALGO = settings.OIDC_RP_SIGN_ALGO
        self.OIDC_RP_IDP_SIGN_KEY = None
        self.UserModel = Agent

    def authenticate(
        self, request: HttpRequest | None, *, nonce: str, code_verifier: str
    ) -> Agent | None:
        """Return the account of whoever the provider sends back.

        Raises:
            IdentiteError: What the provider says cannot be believed, or no account answers to it.
        """
        if not ouvert():
            return None
        for nom in LIEUX:
            setattr(self, nom, reglage(nom))
        try:
            agent: Agent | None = super().authenticate(
                request, nonce=nonce, code_verifier=code_verifier
            )
        except (requests.RequestException, ValueError) as erreur:
            raise IdentiteError(gettext("Le fournisseur d’identité ne répond pas.")) from erreur
        return agent

    def get_user(self, user_id: int) -> Agent | None:
        """Return the account of a session, as long as it is open."""
        return Local().get_user(user_id)

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """Return what a token says, where it is the provider's, for here, for now.

        Raises:
            IdentiteError: It is not.
        """
        try:
            dit: dict[str, Any] = super().verify_token(token, **kwargs)
        except jwt.ExpiredSignatureError as erreur:
            raise _refus(gettext("sa réponse est périmée")) from erreur
        except (SuspiciousOperation, jwt.InvalidTokenError, KeyError) as erreur:
            raise _refus(gettext("sa réponse n’est pas pour cette demande")) from erreur
        _exiger(dit, entier="nonce" in kwargs)
        return dit

    def get_or_create_user(
        self, access_token: str, id_token: str, payload: Mapping[str, Any]
    ) -> Agent:
        """Return the account that the claims name; none is made.

        Raises:
            IdentiteError: No account answers to them, or they speak of someone else.
        """
        dits = self.get_userinfo(access_token, id_token, payload)
        if not payload.get("sub") or dits.get("sub") != payload["sub"]:
            raise _refus(gettext("ses deux réponses parlent de deux personnes"))
        agent = trouver({**payload, **dits})
        self.request.session[AUTHENTIFIE_LE] = int(payload.get("auth_time", 0))
        return agent


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


def trouver(dits: Mapping[str, Any]) -> Agent:
    """Return the account that claims name, by the claim the service chose.

    Raises:
        IdentiteError: None does, several do, it is closed, or the address was not verified.
    """
    nom = settings.OIDC_REVENDICATION
    dit = str(dits.get(nom) or "")
    if nom == COURRIEL and dits.get("email_verified") is not True:
        raise IdentiteError(gettext("Le fournisseur d’identité n’a pas vérifié votre courriel."))
    champ = "courriel__iexact" if nom == COURRIEL else "identifiant"
    agents = list(Agent.objects.filter(**{champ: dit})[:2]) if dit else []
    if len(agents) != 1 or not Local().user_can_authenticate(agents[0]):
        raise IdentiteError(
            gettext("Aucun compte ouvert ici ne répond à « %(dit)s » : voyez l’administration.")
            % {"dit": dit or "—"}
        )
    return agents[0]


def _exiger(dit: Mapping[str, Any], *, entier: bool) -> None:
    """Check for whom a token is, and whose; one that answers a login says all of it."""
    publics = dit.get("aud", [])
    publics = [publics] if isinstance(publics, str) else publics
    client = settings.OIDC_RP_CLIENT_ID
    if (entier or publics) and (client not in publics or dit.get("azp", client) != client):
        raise _refus(gettext("sa réponse est pour un autre site"))
    emetteur = dit.get("iss", "" if entier else settings.OIDC_EMETTEUR)
    if emetteur.rstrip("/") != settings.OIDC_EMETTEUR:
        raise _refus(gettext("sa réponse vient d’ailleurs"))
    if entier and int(dit.get("exp", 0)) <= time.time():
        raise _refus(gettext("sa réponse est périmée"))


def _refus(raison: str) -> IdentiteError:
    dits = {"raison": raison}
    return IdentiteError(
        gettext("Le fournisseur d’identité n’a pas été cru : %(raison)s. Recommencez.") % dits
    )
