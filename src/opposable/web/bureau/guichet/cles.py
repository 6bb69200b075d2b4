"""Keys without an account: made by chance, kept as digests, opened by POST, tried a few times."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from opposable.web.bureau.employeurs.seance import employeur_de
from opposable.web.bureau.guichet.models import Depot, EssaiManque
from opposable.web.bureau.guichet.rattacher import rattacher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits that are not taken for one another."""
GROUPES, LONGUEUR = 4, 5
OUVERTS = "depots_ouverts"
OUVERTS_AU_PLUS = 20
ESSAIS, PENDANT = 10, timedelta(minutes=15)


def tirer(groupes: int = GROUPES) -> str:
    """Return a key, drawn: about 25 bits for each group of five."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR)) for _ in range(groupes)
    )


def empreinte(cle: str) -> str:
    """Return the digest under which a key is kept; hyphens, spaces and capitals do not count."""
    nue = "".join(c for c in cle.lower() if c in ALPHABET)
    return hashlib.sha256(nue.encode()).hexdigest()


def trop_d_essais(requete: HttpRequest) -> bool:
    """Whether an address gave too many wrong keys in the last minutes."""
    depuis = timezone.now() - PENDANT
    return EssaiManque.objects.filter(de=_de(requete), le__gte=depuis).count() >= ESSAIS


def ouvrir(requete: HttpRequest, depot: Depot | None, cle: str) -> bool:
    """Open an application to whoever holds its key; a wrong key is counted.

    What does not exist answers as what does, in the same time.
    """
    attendue = depot.cle if depot else "0" * len(empreinte(""))
    if not constant_time_compare(empreinte(cle), attendue) or depot is None:
        _compter(requete)
        return False
    laisser_entrer(requete, depot)
    return True


def laisser_entrer(requete: HttpRequest, depot: Depot) -> None:
    """Note in the session that an application is open; the session changes its name.

    Someone who entered by an account has it attached there.
    """
    if (employeur := employeur_de(requete)) is not None:
        rattacher(employeur, depot)
    ouverts = [r for r in requete.session.get(OUVERTS, []) if r != depot.reference]
    requete.session[OUVERTS] = [*ouverts, depot.reference][-OUVERTS_AU_PLUS:]
    requete.session.cycle_key()


def refermer(requete: HttpRequest, reference: str) -> None:
    """Let the session open an application no more."""
    requete.session[OUVERTS] = [r for r in requete.session.get(OUVERTS, []) if r != reference]


def est_ouvert(requete: HttpRequest, depot: Depot) -> bool:
    """Whether the session opened an application."""
    return depot.reference in requete.session.get(OUVERTS, [])


def typees(dits: Mapping[str, str]) -> dict[str, str]:
    """Return what a form held but its key and its token: it is carried to the next page."""
    return {nom: dit for nom, dit in dits.items() if nom not in {"cle", "csrfmiddlewaretoken"}}


def _compter(requete: HttpRequest) -> None:
    maintenant = timezone.now()
    EssaiManque.objects.filter(le__lt=maintenant - PENDANT).delete()
    EssaiManque.objects.create(de=_de(requete), le=maintenant)


def _de(requete: HttpRequest) -> str:
    """Who asks, as a digest that only this server can make: no address is kept."""
    return salted_hmac("opposable.guichet", str(requete.META.get("REMOTE_ADDR", ""))).hexdigest()
