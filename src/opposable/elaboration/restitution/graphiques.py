"""Charts of a report, drawn by Vega-Altair and rendered to SVG: read without colour too."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.ecrit.nombre import dire
from opposable.elaboration.chiffres.colonnes import plier
from opposable.elaboration.methode.selection import Decision
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from opposable.elaboration.examen.fragilite import Balayage, Surete
    from opposable.elaboration.methode.selection import Selection, Verdict
    from opposable.law.territoire import Region

TUILES = Path(__file__).parent / "donnees" / "tuiles.csv"
METIERS_AU_PLUS = 40
CROISES_AU_PLUS = 30
INTERVALLES_AU_PLUS = 30
LARGEUR = 720
PAS, PAS_CROISE = 16, 14
"""Height of a row, so that two charts go on a sheet of paper."""
ENCRE, RETENU, ECARTE = "#1d2429", "#17405c", "#8c2f1b"
RETENUS = {True: "retenu", False: "écarté"}
NOM_AU_PLUS, COURT = 42, 26
"""Characters of a label beside a chart, and beside one with many columns."""
IDENTIFIANTS = re.compile(r'\b(id="|url\(#|href="#)(\w+)')


def _altair() -> tuple[Any, Any]:
    try:
        import altair  # noqa: ICN001, PLC0415 - an extra, only where a report is asked for
        import vl_convert  # noqa: PLC0415
    except ImportError:
        raise FichierError(
            "rapport", "les graphiques demandent l'extra : pip install 'opposable[elaboration]'"
        ) from None
    return altair, vl_convert


def rendre(graphique: Any, nom: str) -> str:
    """Return a chart as SVG; its inner identifiers bear its name, so that a page may hold many."""
    _, vl_convert = _altair()
    svg: str = vl_convert.vegalite_to_svg(graphique.to_json(), format_locale="fr-FR")
    return IDENTIFIANTS.sub(rf"\g<1>{nom}-\2", svg)


def tensions(verdicts: Sequence[Verdict], noms: Mapping[str, str]) -> str:
    """Draw the tension of occupations held against a threshold, strongest first."""
    alt, _ = _altair()
    tenus = sorted((v for v in verdicts if v.tenu), key=lambda v: -(v.tension or 0))
    rangees = [
        {
            "metier": f"{v.metier} {_court(noms.get(v.metier, ''), NOM_AU_PLUS)}",
            "tension": float(v.tension or 0),
            "seuil": float(v.seuil or 0),
            "decision": RETENUS[v.decision is Decision.RETENU],
            "dit": dire(v.tension),
        }
        for v in tenus[:METIERS_AU_PLUS]
    ]
    base = alt.Chart(alt.Data(values=rangees)).encode(
        y=alt.Y("metier:N", sort=None, title=None, axis=alt.Axis(labelLimit=330))
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=alt.X("tension:Q", title="Tension : offres ÷ demandeurs d’emploi"),
        shape=_formes(alt),
        color=_teintes(alt),
    )
    textes = base.mark_text(align="left", dx=8, fontSize=10).encode(x="tension:Q", text="dit:N")
    seuils = base.mark_tick(color=ENCRE, thickness=2, size=14).encode(x="seuil:Q")
    return rendre(
        (seuils + points + textes).properties(width=LARGEUR - 320, height=alt.Step(PAS)), "tensions"
    )


def intervalles(
    proches: Sequence[Surete], noms: Mapping[str, str], lieux: Mapping[str, str]
) -> str:
    """Draw what chance does to the ratios nearest to their threshold: a bar, a mark, a tick.

    An upper bound without end stops at the edge of the chart.
    """
    alt, _ = _altair()
    bord = _bord(proches)
    rangees = [_intervalle(surete, noms, lieux, bord) for surete in proches]
    base = alt.Chart(alt.Data(values=rangees)).encode(
        y=alt.Y("entree:N", sort=None, title=None, axis=alt.Axis(labelLimit=330, labelFontSize=11))
    )
    barres = base.mark_rule(strokeWidth=3, color="#8a97a1").encode(
        x=alt.X(
            "bas:Q",
            title="Tension : intervalle à 95 %, observée, seuil",
            scale=alt.Scale(zero=False),
        ),
        x2="haut:Q",
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x="tension:Q", shape=_formes(alt), color=_teintes(alt)
    )
    seuils = base.mark_tick(color=ENCRE, thickness=2, size=14).encode(x="seuil:Q")
    return rendre(
        (barres + seuils + points).properties(width=LARGEUR - 320, height=alt.Step(PAS)),
        "intervalles",
    )


def _bord(proches: Sequence[Surete]) -> float:
    """Return the right edge of the chart of intervals."""
    finis = [s.haut for s in proches if s.haut != float("inf")]
    observees = [float(s.verdict.tension or 0) for s in proches]
    return max([*finis, *(1.1 * t for t in observees)], default=1)


def _intervalle(
    surete: Surete, noms: Mapping[str, str], lieux: Mapping[str, str], bord: float
) -> dict[str, Any]:
    v = surete.verdict
    lieu = f", {lieux[v.territoire]}" if v.territoire in lieux else ""
    nom = _court(noms.get(v.metier, ""), max(NOM_AU_PLUS - len(lieu), 12))
    return {
        "entree": f"{v.metier} {nom}{lieu}",
        "bas": surete.bas,
        "haut": min(surete.haut, bord),
        "tension": float(v.tension or 0),
        "seuil": float(v.seuil or 0),
        "decision": RETENUS[v.decision is Decision.RETENU],
    }


def _court(nom: str, longueur: int) -> str:
    """Cut a label where it is long."""
    return nom if len(nom) <= longueur else f"{nom[: longueur - 1].rstrip()}…"


def _formes(alt: Any) -> Any:
    """Return the shapes of what is kept and dropped: told apart without colour."""
    echelle = alt.Scale(domain=[*RETENUS.values()], range=["circle", "cross"])
    return alt.Shape("decision:N", title=None, legend=alt.Legend(orient="top"), scale=echelle)


def _teintes(alt: Any) -> Any:
    echelle = alt.Scale(domain=[*RETENUS.values()], range=[RETENU, ECARTE])
    return alt.Color("decision:N", title=None, legend=alt.Legend(orient="top"), scale=echelle)


def chaleur(selection: Selection, regions: Mapping[str, Region], noms: Mapping[str, str]) -> str:
    """Draw occupations × regions: a filled square is kept, a cross is dropped, a dot unknown.

    Where there are too many occupations, those kept in most regions are drawn.
    """
    alt, _ = _altair()
    marques = {"retenu": "■", "ecarte": "×", "non_evaluable": "·"}
    combien = Counter(metier for metier, _ in sorted(selection.retenus()))
    gardes = {metier for metier, _ in combien.most_common(CROISES_AU_PLUS)}
    rangees = [
        {
            "metier": f"{v.metier} {_court(noms.get(v.metier, ''), COURT)}",
            "region": regions[v.territoire].nom,
            "marque": marques[v.decision.value],
            "retenu": v.decision.value == "retenu",
        }
        for v in selection.verdicts.values()
        if v.metier in gardes and v.territoire in regions
    ]
    base = alt.Chart(alt.Data(values=rangees)).encode(
        x=alt.X(
            "region:N",
            title=None,
            sort=sorted({str(rangee["region"]) for rangee in rangees}, key=plier),
            axis=alt.Axis(labelAngle=-60, labelLimit=160),
        ),
        y=alt.Y("metier:N", title=None, axis=alt.Axis(labelLimit=220)),
    )
    cases = base.mark_rect(stroke="white").encode(
        color=alt.Color(
            "retenu:N",
            legend=None,
            scale=alt.Scale(domain=[True, False], range=[RETENU, "#eef1f3"]),
        )
    )
    textes = base.mark_text(fontSize=10).encode(
        text="marque:N",
        color=alt.condition("datum.retenu", alt.value("white"), alt.value(ENCRE)),
    )
    return rendre(
        (cases + textes).properties(width=LARGEUR - 210, height=alt.Step(PAS_CROISE)), "chaleur"
    )


def carte(nombres: Mapping[str, int], regions: Mapping[str, Region]) -> str:
    """Draw the regions of 2007 as tiles in their places, each with how many it keeps."""
    alt, _ = _altair()
    with TUILES.open(encoding="utf-8", newline="") as fichier:
        tuiles = list(csv.DictReader(fichier))
    rangees = [
        {
            "colonne": int(t["colonne"]),
            "ligne": int(t["ligne"]),
            "sigle": t["sigle"],
            "nom": regions[t["region"]].nom,
            "nombre": nombres.get(t["region"], 0),
        }
        for t in tuiles
        if t["region"] in regions
    ]
    milieu = max(nombres.values(), default=1) / 2
    base = alt.Chart(alt.Data(values=rangees)).encode(
        x=alt.X("colonne:O", axis=None), y=alt.Y("ligne:O", axis=None)
    )
    cases = base.mark_rect(stroke="#67757f").encode(
        color=alt.Color(
            "nombre:Q", legend=None, scale=alt.Scale(range=["#f3f5f6", RETENU], domainMin=0)
        )
    )
    teinte = alt.condition(f"datum.nombre > {milieu}", alt.value("white"), alt.value(ENCRE))
    sigles = base.mark_text(dy=-9, fontSize=11).encode(text="sigle:N", color=teinte)
    textes = base.mark_text(dy=8, fontSize=15, fontWeight="bold").encode(
        text="nombre:Q", color=teinte
    )
    return rendre((cases + sigles + textes).properties(width=400, height=360), "carte")


def courbe(balayage: Balayage, seuil: Fraction) -> str:
    """Draw how many entries each threshold would keep, with the one chosen."""
    alt, _ = _altair()
    rangees = [
        {"seuil": float(s), "nombre": n}
        for s, n in zip(balayage.seuils, balayage.nombres, strict=True)
    ]
    ligne = (
        alt.Chart(alt.Data(values=rangees))
        .mark_line(interpolate="step-after", color=RETENU, strokeWidth=2)
        .encode(
            x=alt.X("seuil:Q", title="Seuil de tension", scale=alt.Scale(zero=False)),
            y=alt.Y("nombre:Q", title="Entrées retenues"),
        )
    )
    choisi = alt.Chart(alt.Data(values=[{"seuil": float(seuil), "dit": f"seuil {dire(seuil)}"}]))
    regle = choisi.mark_rule(color=ECARTE, strokeDash=[5, 4]).encode(x="seuil:Q")
    mot = choisi.mark_text(align="left", dx=5, y=10, color=ECARTE).encode(x="seuil:Q", text="dit:N")
    return rendre((ligne + regle + mot).properties(width=LARGEUR - 80, height=220), "balayage")
