"""The report: one HTML page that stands alone, printable, read without colour or script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.elaboration import graphiques
from opposable.elaboration.chiffres import dire, dire_compte, dire_part
from opposable.elaboration.releve import FRANCE
from opposable.elaboration.selection import Decision
from opposable.errors import FichierError
from opposable.law.cellule import composer

if TYPE_CHECKING:
    from opposable.elaboration.bilan import Bilan
    from opposable.elaboration.selection import Selection

MODELES = Path(__file__).parent / "modeles"
VERDICTS_AU_PLUS = 400
DECISIONS = {
    Decision.RETENU: "retenu",
    Decision.ECARTE: "écarté",
    Decision.NON_EVALUABLE: "non évaluable",
}


def en_html(bilan: Bilan) -> str:
    """Return the report.

    Raises:
        FichierError: The libraries of the report are not installed.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415
        from markupsafe import Markup  # noqa: PLC0415
    except ImportError:
        raise FichierError(
            "rapport", "le rapport demande l'extra : pip install 'opposable[elaboration]'"
        ) from None
    environnement = Environment(
        loader=FileSystemLoader(MODELES), autoescape=True, undefined=StrictUndefined
    )
    filtres = {"ratio": dire, "part": dire_part, "svg": Markup, "typo": composer}
    environnement.filters.update(filtres)
    return environnement.get_template("rapport.html.j2").render(**_contexte(bilan))


def _contexte(bilan: Bilan) -> dict[str, Any]:
    elaboration = bilan.elaboration
    releve = elaboration.releve

    def compte(valeur: int | None) -> str:
        return dire_compte(valeur, releve.unites)

    def lieu(code: str) -> str:
        return "France" if code == FRANCE else bilan.regions[code].nom

    return {
        "bilan": bilan,
        "schema": elaboration.schema,
        "releve": releve,
        "compte": compte,
        "lieu": lieu,
        "noms": {m.code: m.intitule for m in elaboration.nomenclature.metiers.values()},
        "listes": [_liste(bilan, s) for s in elaboration.selections.values()],
        "DECISIONS": DECISIONS,
    }


def _liste(bilan: Bilan, selection: Selection) -> dict[str, Any]:
    """Return what the report shows of one list, its charts drawn."""
    noms = {m.code: m.intitule for m in bilan.elaboration.nomenclature.metiers.values()}
    fragilite = bilan.fragilites.get(selection.id)
    couvertures = bilan.couvertures[selection.id]
    verdicts = list(selection.verdicts.values())
    dits = [v for v in verdicts if v.etape]
    dessins = {}
    if not selection.par_region and any(v.ecart is not None for v in verdicts):
        dessins["Tension des métiers et seuils"] = graphiques.tensions(verdicts, noms)
    if selection.par_region:
        nombres = {c.territoire: c.nombre for c in couvertures}
        dessins["Nombre de métiers par région"] = graphiques.carte(nombres, bilan.regions)
        dessins["Métiers et régions"] = graphiques.chaleur(selection, bilan.regions)
    if fragilite is not None:
        courbe = graphiques.courbe(fragilite.balayage, fragilite.seuil)
        dessins["Entrées retenues selon le seuil"] = courbe
    return {
        "selection": selection,
        "couvertures": couvertures,
        "fragilite": fragilite,
        "dessins": dessins,
        "balayage": list(zip(*fragilite.balayage, strict=True)) if fragilite else [],
        "verdicts": dits[:VERDICTS_AU_PLUS],
        "autres": max(len(dits) - VERDICTS_AU_PLUS, 0),
        "retenus": len(selection.retenus()),
    }
