"""What the charts of a report show: rows of plain values, few enough to be read."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from opposable.ecrit.nombre import dire
from opposable.ecrit.typographie import composer
from opposable.elaboration.chiffres.colonnes import plier
from opposable.elaboration.methode.selection import Decision
from opposable.elaboration.restitution.dessin import RETENUS, Dessin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from opposable.elaboration.examen.fragilite import Balayage, Surete
    from opposable.elaboration.methode.selection import Selection, Verdict
    from opposable.law.territoire import Region

METIERS_AU_PLUS = 40
CROISES_AU_PLUS = 30
INTERVALLES_AU_PLUS = 30
NOM_AU_PLUS = 46
"""Characters of a name on a line: longer names go on below, whole."""


def nommer(code: str, nom: str, lieu: str = "") -> str:
    """Return a name for a chart, on lines short enough."""
    entier = composer(f"{code} {nom}" + (f", {lieu}" if lieu else ""))
    return "\n".join(wrap(entier, NOM_AU_PLUS, break_on_hyphens=False))


def tensions(verdicts: Sequence[Verdict], noms: Mapping[str, str]) -> Dessin:
    """Show the tension of occupations held against a threshold, strongest first."""
    tenus = sorted((v for v in verdicts if v.tenu), key=lambda v: -(v.tension or 0))
    rangees = [
        {
            "metier": nommer(v.metier, noms.get(v.metier, "")),
            "tension": float(v.tension or 0),
            "seuil": float(v.seuil or 0),
            "decision": RETENUS[v.decision is Decision.RETENU],
            "dit": dire(v.tension),
        }
        for v in tenus[:METIERS_AU_PLUS]
    ]
    return Dessin("tensions", {"rangees": rangees})


def intervalles(
    proches: Sequence[Surete], noms: Mapping[str, str], lieux: Mapping[str, str]
) -> Dessin:
    """Show what chance does to the ratios nearest to their threshold: a bar, a mark, a tick.

    An upper bound without end stops at the edge of the chart.
    """
    bord = _bord(proches)
    rangees = [_intervalle(surete, noms, lieux, bord) for surete in proches]
    return Dessin("intervalles", {"rangees": rangees})


def _bord(proches: Sequence[Surete]) -> float:
    """Return the right edge of the chart of intervals."""
    finis = [s.haut for s in proches if s.haut != float("inf")]
    observees = [float(s.verdict.tension or 0) for s in proches]
    return max([*finis, *(1.1 * t for t in observees)], default=1)


def _intervalle(
    surete: Surete, noms: Mapping[str, str], lieux: Mapping[str, str], bord: float
) -> dict[str, Any]:
    v = surete.verdict
    return {
        "entree": nommer(v.metier, noms.get(v.metier, ""), lieux.get(v.territoire, "")),
        "bas": surete.bas,
        "haut": min(surete.haut, bord),
        "tension": float(v.tension or 0),
        "seuil": float(v.seuil or 0),
        "decision": RETENUS[v.decision is Decision.RETENU],
    }


def chaleur(selection: Selection, regions: Mapping[str, Region], noms: Mapping[str, str]) -> Dessin:
    """Show occupations × regions: a filled square is kept, a cross is dropped, a dot unknown.

    Where there are too many occupations, those kept in most regions are shown.
    """
    marques = {"retenu": "■", "ecarte": "×", "non_evaluable": "·"}
    combien = Counter(metier for metier, _ in sorted(selection.retenus()))
    gardes = {metier for metier, _ in combien.most_common(CROISES_AU_PLUS)}
    rangees = [
        {
            "metier": nommer(v.metier, noms.get(v.metier, "")),
            "region": regions[v.territoire].nom,
            "marque": marques[v.decision.value],
            "retenu": v.decision.value == "retenu",
        }
        for v in selection.verdicts.values()
        if v.metier in gardes and v.territoire in regions
    ]
    regions_dites = sorted({str(rangee["region"]) for rangee in rangees}, key=plier)
    return Dessin("chaleur", {"rangees": rangees, "regions": regions_dites})


def courbe(balayage: Balayage, seuil: Fraction) -> Dessin:
    """Show how many entries each threshold would keep, with the one chosen."""
    rangees = [
        {"seuil": float(s), "nombre": n}
        for s, n in zip(balayage.seuils, balayage.nombres, strict=True)
    ]
    choisi = {"seuil": float(seuil), "dit": f"seuil {dire(seuil)}"}
    return Dessin("balayage", {"rangees": rangees, "choisi": choisi})
