"""The cases a jurist writes (TOML), read once for every door they go through."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.law.tables import CAS as CAS_DU_TEXTE
from opposable.law.tables import DOSSIER, INSTRUMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

ICI = Path(__file__).parent / "law"
FICHIERS = [
    *sorted((ICI / "cases").glob("*.toml")),
    *sorted((ICI / "cases_2004_2026").glob("*.toml")),
    *sorted((DOSSIER / INSTRUMENTS).glob(f"*{CAS_DU_TEXTE}")),
]
"""The cases of the reading, and those that each instrument carries."""
CAS: list[dict[str, Any]] = [
    cas for chemin in FICHIERS for cas in tomllib.loads(chemin.read_text(encoding="utf-8"))["cas"]
]
REPONSES = [cas for cas in CAS if "situation_emploi" in cas["attendu"]]
ERREURS = [cas for cas in CAS if "erreur" in cas["attendu"]]


def lectures_prises(cas: Mapping[str, Any]) -> tuple[str, ...]:
    """The rival readings a case asks for."""
    return tuple(cas.get("lecture", ()))


def textes(cas: Mapping[str, Any]) -> dict[str, str]:
    """The facts of a case, as a file or a program writes them."""
    return {champ: str(valeur) for champ, valeur in cas["demande"].items()}


def notifiable(attendu: Mapping[str, Any]) -> str | None:
    """The day of notification a case expects, None where there is nothing to notify."""
    jour = attendu.get("notifiable_le")
    return jour.isoformat() if jour else None


def tenir(cas: Mapping[str, Any], situation: str, jour: str | None, lectures: set[str]) -> None:
    """Check an answer against what a case expects: answer, day of notification, readings."""
    attendu = cas["attendu"]
    assert situation == attendu["situation_emploi"], cas["nom"]
    if "notifiable_le" in attendu or attendu.get("notifiable") is False:
        assert jour == notifiable(attendu), cas["nom"]
    if "lectures" in attendu:
        assert lectures == set(attendu["lectures"]), cas["nom"]
