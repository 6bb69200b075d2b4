"""Agents enter through a real identity provider: believed, matched to an account, never made."""

from __future__ import annotations

import http.client
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import translation

from opposable.web.bureau.comptes.fournisseur import decouvrir
from opposable.web.bureau.comptes.models import Agent
from web.bureau.comptes import fournisseur_local
from web.bureau.comptes.fournisseur_local import CLIENT, FAUSSE, SECRET, Fournisseur
from web.bureau.monde import JOUR, entrer, peupler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from pytest_django.fixtures import Settings

ALLER, RETOUR = "/bureau/connexion/fournisseur/", "/bureau/connexion/fournisseur/retour/"


@pytest.fixture
def fournisseur(settings: Settings) -> Iterator[Fournisseur]:
    """A provider that this office trusts, and that knows its examiner."""
    translation.activate("fr")
    settings.JOUR_DE_DEMONSTRATION = JOUR
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = CLIENT, SECRET
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "opposable.web.bureau.comptes.identite.Fournisseur",
    ]
    peupler(["examen", "chef"])
    for ici in fournisseur_local.servir():
        settings.OIDC_EMETTEUR = ici.adresse
        ici.personne = {"sub": "7", "preferred_username": "examen"}
        yield ici
    decouvrir.cache_clear()


def passer(client: Client, suite: str = "?suite=/bureau/dossiers/") -> str:
    """Go to the provider as a browser does; return the address it sends back to."""
    parti = client.get(f"{ALLER}{suite}")
    assert parti.status_code == 302
    lieu = urlsplit(parti.headers["Location"])
    lien = http.client.HTTPConnection(lieu.netloc)
    lien.request("GET", f"{lieu.path}?{lieu.query}")
    revenu = urlsplit(lien.getresponse().headers["Location"])
    lien.close()
    assert revenu.path == RETOUR
    return f"{revenu.path}?{revenu.query}"


def entrer_par_la(client: Client, suite: str = "?suite=/bureau/dossiers/") -> HttpResponse:
    """Go, and come back."""
    return client.get(passer(client, suite))  # type: ignore[return-value]


@pytest.mark.parametrize("signe", [True, False], ids=["jwt", "json"])
def test_un_agent_connu_entre(fournisseur: Fournisseur, *, signe: bool) -> None:
    """Code, PKCE, nonce and state; user-info signed or not; then the page that was asked for."""
    fournisseur.signe = signe
    client = Client()
    assert "Entrer par le fournisseur" in client.get("/bureau/connexion/").content.decode()
    entre = entrer_par_la(client)
    assert entre.headers["Location"] == "/bureau/dossiers/"
    assert client.get("/bureau/dossiers/").status_code == 200
    assert fournisseur.recus[0]["scope"] == "openid profile email"
    assert Agent.objects.count() == 2


MENSONGES: dict[str, tuple[dict[str, Any], str]] = {
    "nonce": ({"jeton": {"nonce": "autre"}}, "pas pour cette demande"),
    "signature": ({"cle": FAUSSE}, "pas pour cette demande"),
    "public": ({"jeton": {"aud": "un-autre-site"}}, "pour un autre site"),
    "parti": ({"jeton": {"azp": "un-autre-site"}}, "pour un autre site"),
    "emetteur": ({"jeton": {"iss": "https://ailleurs.example"}}, "vient d’ailleurs"),
    "perime": ({"jeton": {"exp": int(time.time()) - 5}}, "périmée"),
    "sans fin": ({"jeton": {"exp": None}}, "périmée"),
    "deux personnes": ({"infos": {"sub": "8"}}, "deux personnes"),
    "infos pour un autre": ({"infos": {"aud": "un-autre-site"}}, "pour un autre site"),
    "inconnu": ({"infos": {"preferred_username": "intrus"}}, "ne répond à « intrus »"),
    "sans nom": ({"infos": {"preferred_username": ""}}, "ne répond à « — »"),
}


@pytest.mark.parametrize("mensonge", MENSONGES)
def test_ce_qui_ne_se_croit_pas_n_ouvre_rien(fournisseur: Fournisseur, mensonge: str) -> None:
    """Wrong nonce, key, audience, issuer, end, person: nobody is let in, and it is told."""
    dits, raison = MENSONGES[mensonge]
    for nom, valeur in dits.items():
        setattr(fournisseur, nom, valeur)
    client = Client()
    refus = entrer_par_la(client)
    assert refus.status_code == 403
    dit = refus.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert raison in dit
    assert client.get("/bureau/").status_code == 302
    assert Agent.objects.count() == 2


def test_un_retour_ne_sert_qu_une_fois_et_au_meme_navigateur(fournisseur: Fournisseur) -> None:
    """An answer replayed, or brought to another browser, opens nothing."""
    client = Client()
    retour = passer(client)
    assert fournisseur.codes
    vole = Client().get(retour)
    assert vole.status_code == 403
    assert "pas partie d’ici" in vole.content.decode()
    assert client.get(retour).status_code == 302
    assert client.get(retour).status_code == 403
    non = client.get(f"{RETOUR}?error=access_denied&state=x")
    assert "n’a pas dit qui vous êtes" in non.content.decode()


def test_un_courriel_verifie_peut_nommer_le_compte(
    fournisseur: Fournisseur, settings: Settings
) -> None:
    """The claim is the service's choice; an address counts where the provider verified it."""
    settings.OIDC_REVENDICATION = "email"
    Agent.objects.filter(identifiant="examen").update(courriel="examen@exemple.fr")
    fournisseur.infos = {"email": "Examen@exemple.fr", "email_verified": False}
    assert "vérifié votre courriel" in entrer_par_la(Client()).content.decode()
    fournisseur.infos["email_verified"] = True
    assert entrer_par_la(Client()).status_code == 302
    Agent.objects.update(is_active=False)
    assert entrer_par_la(Client()).status_code == 403


def test_signer_redemande_au_fournisseur_et_sortir_le_previent(fournisseur: Fournisseur) -> None:
    """An entry that is not fresh confirms nothing; `prompt=login` does; leaving ends both."""
    fournisseur.jeton = {"auth_time": int(time.time()) - 3600}
    client = Client()
    entrer_par_la(client)
    assert client.session["confirmee"] < time.time() - 3000
    page = client.get("/bureau/confirmer/?suite=/bureau/").content.decode()
    assert f"{ALLER}?confirmer=1" in page
    fournisseur.jeton = {}
    revenu = entrer_par_la(client, "?confirmer=1&suite=/bureau/")
    assert revenu.headers["Location"] == "/bureau/"
    assert fournisseur.recus[-1]["prompt"] == "login"
    assert client.session["confirmee"] > time.time() - 60
    sorti = client.post("/bureau/deconnexion/").headers["Location"]
    assert sorti.startswith(f"{fournisseur.adresse}/end_session?id_token_hint=")
    assert client.get("/bureau/").status_code == 302


def test_la_seance_finit_comme_les_autres(fournisseur: Fournisseur) -> None:
    """Ten hours after its opening the session ends; an account closed meanwhile is out at once."""
    client = Client()
    entrer_par_la(client)
    seance = client.session
    seance["ouverte"] -= 11 * 3600
    seance.save()
    assert client.get("/bureau/").headers["Location"].startswith("/bureau/connexion/")
    entrer_par_la(client)
    assert client.get("/bureau/").status_code == 200
    Agent.objects.update(is_active=False)
    assert client.get("/bureau/").status_code == 302
    assert fournisseur.recus


def test_sans_fournisseur_la_porte_n_existe_pas(settings: Settings) -> None:
    """Off unless the service names one; a provider that does not answer is said in words."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    peupler(["examen"])
    assert Client().get(ALLER).status_code == 404
    assert Client().get(RETOUR).status_code == 404
    settings.OIDC_EMETTEUR = "http://127.0.0.1:9"
    assert "ne répond pas" in Client().get(ALLER).content.decode()
    assert entrer("examen").get("/bureau/").status_code == 200
