"""The session of an employer: a slot of its own, which the office never reads.

It ends as those of the office do: after thirty minutes without use, ten hours in any case, and at
once where the password changed or the account was closed.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import constant_time_compare

from opposable.web.bureau.comptes.acces import HEURE, PAS
from opposable.web.bureau.employeurs.models import Employeur
from opposable.web.bureau.reglages import reglages

if TYPE_CHECKING:
    from django.http import HttpRequest

EMPLOYEUR = "employeur"
LU = "_employeur_lu"
"""Where a request keeps who it found: one query a page."""


def entrer(requete: HttpRequest, employeur: Employeur) -> None:
    """Open the session of someone whose account is proved; the session changes its name."""
    maintenant = int(time.time())
    requete.session.cycle_key()
    requete.session[EMPLOYEUR] = {
        "pk": employeur.pk,
        "empreinte": employeur.get_session_auth_hash(),
        "ouverte": maintenant,
        "vue": maintenant,
    }
    setattr(requete, LU, employeur)


def sortir(requete: HttpRequest) -> None:
    """End the session, and let go what was opened in it."""
    requete.session.flush()
    setattr(requete, LU, None)


def employeur_de(requete: HttpRequest) -> Employeur | None:
    """Return the employer whose session it is, None where it is nobody's."""
    if not hasattr(requete, LU):
        setattr(requete, LU, _lire(requete))
    lu: Employeur | None = getattr(requete, LU)
    return lu


def _lire(requete: HttpRequest) -> Employeur | None:
    tenue: dict[str, Any] | None = requete.session.get(EMPLOYEUR)
    if tenue is None:
        return None
    maintenant = int(time.time())
    employeur = Employeur.objects.filter(pk=tenue["pk"], ouvert_le__isnull=False).first()
    finie = maintenant - tenue["ouverte"] > reglages().heures * HEURE
    if employeur is None or finie or not _vaut(employeur, tenue["empreinte"]):
        requete.session.flush()
        return None
    if maintenant - tenue["vue"] > PAS:
        requete.session[EMPLOYEUR] = {**tenue, "vue": maintenant}
    return employeur


def _vaut(employeur: Employeur, empreinte: str) -> bool:
    """Whether a session is of the password of today, and of an account that may enter here."""
    return admis(employeur) and constant_time_compare(empreinte, employeur.get_session_auth_hash())


def admis(employeur: Employeur) -> bool:
    """Whether an account may enter: one of a demonstration enters no production."""
    return not (employeur.demonstration and settings.PRODUCTION)
