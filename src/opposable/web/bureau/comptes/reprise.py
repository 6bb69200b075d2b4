"""What was typed when a session was gone: kept apart, shown again to its author, never done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, Signer
from django.http import QueryDict

if TYPE_CHECKING:
    from django.http import HttpRequest

CHAMP = "par"
"""Hidden field of a form that survives: the seal of who was shown it."""
SAISIE = "saisie_interrompue"
AU_PLUS = 64 * 1024
"""Characters of a form that are kept."""
TUS = frozenset(("csrfmiddlewaretoken", "password", "code"))
"""What is never kept."""
SEL = "opposable.reprise"


def sceller(agent: str) -> str:
    """Return what a form shown to someone bears, that no one else can make."""
    return Signer(salt=SEL).sign(agent)


def auteur(requete: HttpRequest) -> str | None:
    """Return whose form was sent, as its seal says; None where it bears none."""
    if requete.method != "POST":
        return None
    try:
        return Signer(salt=SEL).unsign(requete.POST.get(CHAMP, ""))
    except BadSignature:
        return None


def garder(requete: HttpRequest) -> None:
    """Keep a form that cannot be done yet, in the session of this browser, until it is shown."""
    par = auteur(requete)
    dits = requete.POST.copy()
    for nom in TUS & dits.keys():
        del dits[nom]
    texte = dits.urlencode()
    if par is not None and len(texte) <= AU_PLUS:
        requete.session[SAISIE] = {
            "par": par,
            "chemin": requete.get_full_path(),
            "dits": texte,
            "fichier": bool(requete.FILES),
        }


def reprendre(requete: HttpRequest, agent: str) -> dict[str, Any] | None:
    """Return what someone typed on this very page when their session was gone; None elsewhere."""
    gardee = requete.session.get(SAISIE)
    if requete.method == "POST" or not gardee:
        return None
    if gardee["par"] != agent:
        oublier(requete)
        return None
    if gardee["chemin"] != requete.get_full_path():
        return None
    return {"dits": QueryDict(gardee["dits"]), "fichier": gardee["fichier"]}


def oublier(requete: HttpRequest) -> None:
    """Let go what was kept: it was sent, or is someone else's."""
    requete.session.pop(SAISIE, None)
