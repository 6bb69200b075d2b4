"""Charts of a report, drawn by Vega-Altair and rendered to SVG: read without colour too."""

from __future__ import annotations

import re
from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from opposable.ecrit.nombre import dire
from opposable.ecrit.typographie import composer
from opposable.elaboration.chiffres.colonnes import plier
from opposable.elaboration.methode.selection import Decision
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from opposable.elaboration.examen.fragilite import Balayage, Surete
    from opposable.elaboration.methode.selection import Selection, Verdict
    from opposable.law.territoire import Region

METIERS_AU_PLUS = 40
CROISES_AU_PLUS = 30
INTERVALLES_AU_PLUS = 30
LARGEUR, NOMS = 720, 300
"""Width of a chart, and that of the names beside it."""
LIGNE = 14
"""Height of a line of a name."""
ENCRE, RETENU, ECARTE = "#1d2429", "#17405c", "#8c2f1b"
PAPIER, CREUX, TRAIT, TRAIT_FORT = "#ffffff", "#eef1f3", "#c3cbd1", "#67757f"
TEINTES = {
    ENCRE: "encre",
    RETENU: "retenu",
    ECARTE: "ecarte",
    PAPIER: "papier",
    CREUX: "creux",
    TRAIT: "trait",
    TRAIT_FORT: "trait-fort",
}
"""Colours of the charts: those of the page, whatever the light."""
MARGES = {"left": 5, "top": 5, "right": 5, "bottom": 24}
"""Room around a chart: the font of the reader may be wider than the one it was drawn with."""
POLICE = "Liberation Sans, Arial, Helvetica, sans-serif"
RETENUS = {True: "retenu", False: "écarté"}
NOM_AU_PLUS = 46
"""Characters of a name on a line: longer names go on below, whole."""
IDENTIFIANTS = re.compile(r'\b(id="|url\(#|href="#)(\w+)')
COULEURS = re.compile("|".join(TEINTES))


def _altair() -> tuple[Any, Any]:
    try:
        import altair  # noqa: ICN001, PLC0415 - an extra, only where a report is asked for
        import vl_convert  # noqa: PLC0415
    except ImportError:
        raise FichierError(
            "rapport", "les graphiques demandent l'extra : pip install 'opposable[elaboration]'"
        ) from None
    return altair, vl_convert


def preparer() -> None:
    """Start the engine that draws, which takes as long as three charts: beside what comes before.

    Raises:
        FichierError: It is not installed.
    """
    altair, _ = _altair()
    rendre(altair.Chart(altair.Data(values=[{}])).mark_point(), "essai")


def rendre(graphique: Any, nom: str) -> str:
    """Return a chart as SVG, in the colours of the page.

    Its inner identifiers bear its name, so that a page may hold many.
    """
    _, vl_convert = _altair()
    habille = (
        graphique.configure(background="transparent", font=POLICE, padding=MARGES)
        .configure_axis(
            labelColor=ENCRE,
            titleColor=ENCRE,
            domainColor=TRAIT_FORT,
            tickColor=TRAIT_FORT,
            gridColor=TRAIT,
        )
        .configure_legend(labelColor=ENCRE)
        .configure_view(stroke=TRAIT)
    )
    svg: str = vl_convert.vegalite_to_svg(habille.to_json(validate=False), format_locale="fr-FR")
    svg = IDENTIFIANTS.sub(rf"\g<1>{nom}-\2", svg)
    return COULEURS.sub(lambda teinte: f"var(--{TEINTES[teinte[0]]})", svg)


def _noms(alt: Any, champ: str, rangees: Sequence[Mapping[str, Any]]) -> tuple[Any, Any]:
    """Return the axis of names, whole on as many lines as they need, and the step of a row.

    Names start at the edge of the chart: whatever the font that is there, none is cut.
    """
    lignes = max((str(rangee[champ]).count("\n") for rangee in rangees), default=0) + 1
    axe = alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelAlign="left",
        labelPadding=NOMS,
        labelLimit=0,
        labelFontSize=11,
        labelLineHeight=12,
        labelBaseline="middle",
        ticks=False,
    )
    return axe, alt.Step(LIGNE * lignes + 4)


def nommer(code: str, nom: str, lieu: str = "") -> str:
    """Return a name for a chart, on lines short enough."""
    entier = composer(f"{code} {nom}" + (f", {lieu}" if lieu else ""))
    return "\n".join(wrap(entier, NOM_AU_PLUS, break_on_hyphens=False))


def tensions(verdicts: Sequence[Verdict], noms: Mapping[str, str]) -> str:
    """Draw the tension of occupations held against a threshold, strongest first."""
    alt, _ = _altair()
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
    axe, pas = _noms(alt, "metier", rangees)
    base = alt.Chart(alt.Data(values=rangees)).encode(
        y=alt.Y("metier:N", sort=None, title=None, axis=axe)
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=alt.X("tension:Q", title="Tension : offres ÷ demandeurs d’emploi"),
        shape=_formes(alt),
        color=_teintes(alt),
    )
    largeur = LARGEUR - NOMS - 50
    textes = base.mark_text(align="left", fontSize=11, color=ENCRE).encode(
        x=alt.value(largeur + 8), text="dit:N"
    )
    seuils = base.mark_tick(color=ENCRE, thickness=2, size=14).encode(x="seuil:Q")
    return rendre((seuils + points + textes).properties(width=largeur, height=pas), "tensions")


def intervalles(
    proches: Sequence[Surete], noms: Mapping[str, str], lieux: Mapping[str, str]
) -> str:
    """Draw what chance does to the ratios nearest to their threshold: a bar, a mark, a tick.

    An upper bound without end stops at the edge of the chart.
    """
    alt, _ = _altair()
    bord = _bord(proches)
    rangees = [_intervalle(surete, noms, lieux, bord) for surete in proches]
    axe, pas = _noms(alt, "entree", rangees)
    base = alt.Chart(alt.Data(values=rangees)).encode(
        y=alt.Y("entree:N", sort=None, title=None, axis=axe)
    )
    barres = base.mark_rule(strokeWidth=3, color=TRAIT_FORT).encode(
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
    largeur = LARGEUR - NOMS - 20
    return rendre((barres + seuils + points).properties(width=largeur, height=pas), "intervalles")


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
            "metier": nommer(v.metier, noms.get(v.metier, "")),
            "region": regions[v.territoire].nom,
            "marque": marques[v.decision.value],
            "retenu": v.decision.value == "retenu",
        }
        for v in selection.verdicts.values()
        if v.metier in gardes and v.territoire in regions
    ]
    axe, pas = _noms(alt, "metier", rangees)
    base = alt.Chart(alt.Data(values=rangees)).encode(
        x=alt.X(
            "region:N",
            title=None,
            sort=sorted({str(rangee["region"]) for rangee in rangees}, key=plier),
            axis=alt.Axis(labelAngle=-60, labelLimit=0),
        ),
        y=alt.Y("metier:N", title=None, axis=axe),
    )
    cases = base.mark_rect(stroke=PAPIER).encode(
        color=alt.Color(
            "retenu:N",
            legend=None,
            scale=alt.Scale(domain=[True, False], range=[RETENU, CREUX]),
        )
    )
    textes = base.mark_text(fontSize=10).encode(
        text="marque:N",
        color=alt.condition("datum.retenu", alt.value(PAPIER), alt.value(ENCRE)),
    )
    largeur = LARGEUR - NOMS - 20
    return rendre((cases + textes).properties(width=largeur, height=pas), "chaleur")


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
            y=alt.Y("nombre:Q", title="Entrées retenues", axis=alt.Axis(tickMinStep=1, format="d")),
        )
    )
    choisi = alt.Chart(alt.Data(values=[{"seuil": float(seuil), "dit": f"seuil {dire(seuil)}"}]))
    regle = choisi.mark_rule(color=ECARTE, strokeDash=[5, 4]).encode(x="seuil:Q")
    mot = choisi.mark_text(align="left", dx=5, y=10, color=ECARTE).encode(x="seuil:Q", text="dit:N")
    return rendre((ligne + regle + mot).properties(width=LARGEUR - 80, height=220), "balayage")
