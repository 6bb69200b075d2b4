"""The report: one HTML page that stands alone, printable, read without colour or script."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from heapq import nsmallest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.ecrit.nombre import (
    compter,
    dire,
    dire_arrondi,
    dire_compte,
    dire_ecart,
    dire_part,
    dire_seuil,
)
from opposable.ecrit.page import page
from opposable.ecrit.typographie import composer
from opposable.elaboration.chiffres.anomalie import EFFETS_DITS
from opposable.elaboration.chiffres.releve import FRANCE
from opposable.elaboration.methode.confrontation import Sens
from opposable.elaboration.methode.schema import Genre
from opposable.elaboration.methode.selection import Decision
from opposable.elaboration.restitution import dessin, graphiques
from opposable.elaboration.restitution.carte import carte
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opposable.elaboration.chiffres.anomalie import Anomalie
    from opposable.elaboration.examen.bilan import Bilan, Fragilite
    from opposable.elaboration.methode.selection import Selection
    from opposable.elaboration.restitution.dessin import Dessin

    Dessiner = Callable[[Dessin], str]

MODELES = Path(__file__).parent / "modeles"
VERDICTS_AU_PLUS = 400
BASCULENT_AU_PLUS = 200
ECARTS_AU_PLUS = 400
SORTES_AU_PLUS, LIGNES_AU_PLUS = 40, 20
"""Sorts of anomaly shown, and lines cited of each."""
DECISIONS = {
    Decision.RETENU: "retenu",
    Decision.ECARTE: "écarté",
    Decision.NON_EVALUABLE: "non évaluable",
}

GENRES = {
    Genre.DONNES: "métiers donnés",
    Genre.TENSION: "tension",
    Genre.PLUS_FORTES: "plus fortes tensions",
    Genre.PARTOUT: "ouverts partout",
    Genre.AJOUTS: "ajouts",
    Genre.RETRAITS: "retraits",
}


SENS = {Sens.AJOUTE: "ajouté", Sens.RETIRE: "retiré", Sens.INCONNU: "non connu avant"}


def en_html(bilan: Bilan, dessiner: Dessiner = dessin.dessiner) -> str:
    """Return the report.

    Args:
        bilan: The lists and all that is told of them.
        dessiner: What draws the charts.

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
    filtres = {
        "ratio": dire,
        "seuil": dire_seuil,
        "ecart": dire_ecart,
        "part": dire_part,
        "nombre": dire_compte,
        "svg": Markup,
        "typo": composer,
    }
    environnement.filters.update(filtres)
    corps = environnement.get_template("rapport.html.j2").render(**_contexte(bilan, dessiner))
    return page(composer(f"{bilan.elaboration.schema.nom} – élaboration"), corps)


def _contexte(bilan: Bilan, dessiner: Dessiner) -> dict[str, Any]:
    elaboration = bilan.elaboration
    releve = elaboration.releve

    def compte(valeur: int | None) -> str:
        return dire_arrondi(valeur, releve.unites)

    def lieu(code: str) -> str:
        return "France" if code == FRANCE else bilan.regions[code].nom

    def flottant(borne: float) -> str:
        return "…" if borne == float("inf") else dire(Fraction(borne))

    return {
        "bilan": bilan,
        "flottant": flottant,
        "schema": elaboration.schema,
        "releve": releve,
        "compte": compte,
        "lieu": lieu,
        "noms": _noms(bilan),
        "listes": [_liste(bilan, s, dessiner) for s in elaboration.selections.values()],
        "DECISIONS": DECISIONS,
        "EFFETS": EFFETS_DITS,
        "sortes": _anomalies(bilan),
        "SORTES_AU_PLUS": SORTES_AU_PLUS,
        "combien": compter,
        "aucun": _aucun,
        "GENRES": GENRES,
        "SENS": SENS,
        "ecarts": [e for e in bilan.confrontation if e.sens is not Sens.GARDE],
        "sens": Counter(e.sens.value for e in bilan.confrontation),
        "domaines_connus": bool(elaboration.nomenclature.domaines()),
        "ECARTS_AU_PLUS": ECARTS_AU_PLUS,
        "CHANGEANTES_AU_PLUS": BASCULENT_AU_PLUS,
    }


def _aucun(combien: int, aucun: str, un: str, plusieurs: str) -> str:
    """Return a number with its noun, in words where there is none."""
    return compter(combien, un, plusieurs) if combien else aucun


def _liste(bilan: Bilan, selection: Selection, dessiner: Dessiner) -> dict[str, Any]:
    """Return what the report shows of one list, its charts drawn."""
    fragilite = bilan.fragilites.get(selection.id)
    dits = [v for v in selection.verdicts.values() if v.etape]
    suivies = bilan.constances[selection.id]
    dessins = _dessins(bilan, selection)
    fragiles = _dessins_fragiles(bilan, selection, fragilite) if fragilite else {}
    gardees = [c for c in suivies if c.verdict.decision is Decision.RETENU]
    return {
        "selection": selection,
        "parts_couvertes": bilan.parts_couvertes[selection.id],
        "nombres": _nombres(bilan, selection),
        "fragilite": fragilite,
        "dessins": {titre: _svg(un, dessiner) for titre, un in dessins.items()},
        "dessins_fragiles": {titre: dessiner(un) for titre, un in fragiles.items()},
        "balayage": _balayage(fragilite) if fragilite else [],
        "basculent": fragilite.basculent[:BASCULENT_AU_PLUS] if fragilite else (),
        "maintenus": selection.maintenus(),
        "constances": gardees,
        "changeantes": [c for c in gardees if c.bascules],
        "verdicts": dits[:VERDICTS_AU_PLUS],
        "autres": max(len(dits) - VERDICTS_AU_PLUS, 0),
        "retenus": len(selection.retenus()),
    }


def _balayage(fragilite: Fragilite) -> list[tuple[str, int]]:
    """Return the thresholds tried, all with the same decimals, and what each keeps."""
    seuils, nombres = fragilite.balayage
    chiffres = max((len(dire_seuil(s).partition(",")[2]) for s in seuils), default=0)
    return [(dire(s, chiffres), n) for s, n in zip(seuils, nombres, strict=True)]


def _anomalies(bilan: Bilan) -> list[tuple[Anomalie, str]]:
    """Return one anomaly of each sort, with the lines where it is met."""
    sortes: dict[tuple[str, ...], list[Anomalie]] = {}
    for a in bilan.anomalies:
        sortes.setdefault((a.fichier, a.colonne, a.probleme, a.effet), []).append(a)
    return [(toutes[0], _lignes(toutes)) for toutes in sortes.values()]


def _lignes(anomalies: Sequence[Anomalie]) -> str:
    """Return the lines of anomalies, the first ones where there are many."""
    lignes = list(dict.fromkeys(a.ligne for a in anomalies))
    dites = ", ".join(str(ligne) for ligne in lignes[:LIGNES_AU_PLUS])
    if len(lignes) == 1:
        valeur = anomalies[0].valeur
        return f"ligne {dites}" + (f", « {valeur} »" if valeur else "")
    suite = f" et {len(lignes) - LIGNES_AU_PLUS} autres" if len(lignes) > LIGNES_AU_PLUS else ""
    return f"lignes {dites}{suite}"


def _nombres(bilan: Bilan, selection: Selection) -> dict[str, int]:
    """Return how many entries each territory keeps; one where nothing is known is left out."""
    evalues = {
        lieu
        for (_, lieu), v in selection.verdicts.items()
        if v.decision is Decision.RETENU or v.tension is not None
    }
    parts = bilan.parts_couvertes[selection.id]
    return {p.territoire: p.nombre for p in parts if p.territoire in evalues}


def _svg(un: Dessin | str, dessiner: Dessiner) -> str:
    """Return a chart as SVG; a map is one already."""
    return un if isinstance(un, str) else dessiner(un)


def _dessins(bilan: Bilan, selection: Selection) -> dict[str, Dessin | str]:
    """Show a list: its tensions, or its map and its regions, by caption."""
    noms = _noms(bilan)
    if selection.par_region:
        nombres = _nombres(bilan, selection)
        combien = len(selection.metiers())
        titre = "Métiers et régions"
        if combien > (au_plus := graphiques.CROISES_AU_PLUS):
            titre += f" : les {au_plus} métiers ouverts dans le plus de régions, sur {combien}"
        titre += " (■ ouvert, × écarté, · non évaluable)"
        return {
            "Nombre de métiers par région, une case pour chacune (– : non évaluée)": carte(
                nombres, bilan.regions
            ),
            titre: graphiques.chaleur(selection, bilan.regions, noms),
        }
    tenus = [v for v in selection.verdicts.values() if v.tenu]
    if not tenus:
        return {}
    titre = "Tension des métiers et seuils"
    if len(tenus) > (au_plus := graphiques.METIERS_AU_PLUS):
        titre += f" : les {au_plus} plus fortes, sur {len(tenus)}"
    return {titre: graphiques.tensions(tenus, noms)}


def _dessins_fragiles(
    bilan: Bilan, selection: Selection, fragilite: Fragilite
) -> dict[str, Dessin]:
    """Show how fragile a list is: thresholds swept, intervals of the entries nearest to theirs."""
    combien = graphiques.INTERVALLES_AU_PLUS
    proches = nsmallest(combien, fragilite.sures, key=lambda s: s.verdict.distance)
    lieux = {code: r.nom for code, r in bilan.regions.items()} if selection.par_region else {}
    lesquelles = f" : les {len(proches)} entrées les plus proches de leur seuil"
    return {
        "Entrées retenues selon le seuil": graphiques.courbe(fragilite.balayage, fragilite.seuil),
        f"Intervalles du hasard{lesquelles}": graphiques.intervalles(proches, _noms(bilan), lieux),
    }


def _noms(bilan: Bilan) -> dict[str, str]:
    return {m.code: m.intitule for m in bilan.elaboration.nomenclature.metiers.values()}
