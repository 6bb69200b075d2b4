"""What an identity provider says, believed or not, and the account that it names.

The library speaks to the provider; what it leaves unchecked is checked here: issuer, audience, end
of the token, whose user-info it is.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from opposable.errors import IdentiteError
from opposable.web.bureau.comptes.fournisseur import AUTHENTIFIE_LE, LIEUX, ouvert, reglage
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.comptes.verification import Local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

COURRIEL = "email"


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
