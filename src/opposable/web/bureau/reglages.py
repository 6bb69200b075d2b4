"""What an office is set to: a file of the project, and that of a service over it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from opposable.dossiers.delais import Duree
from opposable.dossiers.etat import Sens
from opposable.dossiers.signaux import Seuils

if TYPE_CHECKING:
    from collections.abc import Mapping

ICI = Path(__file__).with_name("reglages.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reglages:
    """What an office is set to.

    Attributes:
        silence: Period after which silence is a decision, with its source.
        sens_du_silence: What that decision says.
        a_deux: Kinds of service where one person prepares and another signs.
        fraicheur: Minutes for which a password given again is good for signing.
        seuils: Days of the worklists.
        renouvellement: Days before the end of a permit from which its renewal is listed.
        heures: Hours after which a session ends, whatever is done.
        petit: Figure under which none is said.
    """

    silence: Duree
    sens_du_silence: Sens
    a_deux: frozenset[str]
    fraicheur: int
    seuils: Seuils
    renouvellement: int
    heures: int
    petit: int


@cache
def reglages() -> Reglages:
    """Return what this office is set to.

    Raises:
        FileNotFoundError: The file that the service names is not there.
    """
    dits = _lire(ICI)
    if settings.BUREAU:
        propres = _lire(Path(settings.BUREAU))
        dits = {nom: {**partie, **propres.get(nom, {})} for nom, partie in dits.items()}
    return _composer(dits)


def _lire(chemin: Path) -> dict[str, Any]:
    return tomllib.loads(chemin.read_text(encoding="utf-8"))


def _composer(dits: Mapping[str, Any]) -> Reglages:
    silence, signature, signaux = dits["silence"], dits["signature"], dits["signaux"]
    return Reglages(
        silence=Duree(silence["mois"], silence["source"]),
        sens_du_silence=Sens(silence["sens"]),
        a_deux=frozenset(signature["a_deux"]),
        fraicheur=signature["fraicheur"],
        seuils=Seuils(immobile=signaux["immobile"], silence=signaux["silence"]),
        renouvellement=signaux["renouvellement"],
        heures=dits["seance"]["heures"],
        petit=dits["chiffres"]["petit"],
    )
