"""The oracle against what a jurist writes by hand: the same cases as the rule's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from oracle_2004_2026.oracle import ETAT_DU_DROIT_AU, Faits, lectures, repondre

if TYPE_CHECKING:
    from datetime import date

DOSSIER = Path(__file__).parents[1] / "law" / "cases_2004_2026"
CAS: list[dict[str, Any]] = [
    cas
    for chemin in sorted(DOSSIER.glob("*.toml"))
    for cas in tomllib.loads(chemin.read_text(encoding="utf-8"))["cas"]
    if "situation_emploi" in cas["attendu"]
]


def lieu(demande: dict[str, Any], departement: str, region: str) -> str | None:
    """A place as the oracle says it: `d` and a department, or `r` and a region."""
    if departement in demande:
        return "d" + str(demande[departement])
    return "r" + str(demande[region]) if region in demande else None


def faits(demande: dict[str, Any]) -> Faits:
    """The facts of a case."""
    nationalites = demande.get("nationalite")
    depose_le: date = demande["depose_le"]
    return Faits(
        nationalites=tuple(nationalites.split("+")) if nationalites else (),
        metier=demande.get("metier"),
        lieu=lieu(demande, "departement", "region"),
        type=demande.get("type"),
        depose_le=depose_le,
        examine_le=demande.get("examine_le", depose_le),
        connu_le=demande.get("connu_le", ETAT_DU_DROIT_AU),
        metier_initial=demande.get("metier_initial"),
        lieu_initial=lieu(demande, "departement_initial", "region_initiale"),
        activite=demande.get("activite"),
        diplome=demande.get("diplome_francais"),
        dispense=demande.get("dispense"),
        jeune_diplome=demande.get("jeune_diplome"),
        rang=demande.get("rang_renouvellement"),
    )


@pytest.mark.parametrize("cas", CAS, ids=[cas["nom"] for cas in CAS])
def test_l_oracle_repond_comme_le_juriste(cas: dict[str, Any]) -> None:
    """The answer, the day of notification and the readings of the case."""
    attendu = cas["attendu"]
    dits = faits(cas["demande"])
    reponse = repondre(dits, frozenset(cas.get("lecture", ())))
    assert reponse.situation == attendu["situation_emploi"]
    assert reponse.notifiable_le == attendu.get("notifiable_le")
    if "lecture" not in cas:
        assert lectures(dits) == set(attendu["lectures"])
