"""Charts drawn by Vega-Altair and rendered to SVG, from plain values: read without colour too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
IDENTIFIANTS = re.compile(r'\b(id="|url\(#|href="#)(\w+)')
COULEURS = re.compile("|".join(TEINTES))


class Dessin(NamedTuple):
    """A chart to draw.

    Attributes:
        sorte: One of `SORTES`.
        dit: What it shows, as JSON values.
    """

    sorte: str
    dit: Mapping[str, Any]


def dessiner(dessin: Dessin) -> str:
    """Return a chart as SVG.

    Raises:
        FichierError: What draws is not installed.
    """
    return rendre(SORTES[dessin.sorte](_altair()[0], **dessin.dit), dessin.sorte)


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
    """Start the engine that draws, which takes as long as three charts.

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


def _tensions(alt: Any, rangees: Sequence[Mapping[str, Any]]) -> Any:
    """Draw rows `metier`, `tension`, `seuil`, `decision`, `dit`: a mark, a tick, a figure."""
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
    return (seuils + points + textes).properties(width=largeur, height=pas)


def _intervalles(alt: Any, rangees: Sequence[Mapping[str, Any]]) -> Any:
    """Draw rows `entree`, `bas`, `haut`, `tension`, `seuil`, `decision`: a bar, a mark, a tick."""
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
    return (barres + seuils + points).properties(width=largeur, height=pas)


def _chaleur(alt: Any, rangees: Sequence[Mapping[str, Any]], regions: Sequence[str]) -> Any:
    """Draw rows `metier`, `region`, `marque`, `retenu`: a square each, regions in order."""
    axe, pas = _noms(alt, "metier", rangees)
    base = alt.Chart(alt.Data(values=rangees)).encode(
        x=alt.X(
            "region:N",
            title=None,
            sort=regions,
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
    return (cases + textes).properties(width=largeur, height=pas)


def _balayage(alt: Any, rangees: Sequence[Mapping[str, Any]], choisi: Mapping[str, Any]) -> Any:
    """Draw rows `seuil`, `nombre` as steps, with the one chosen: `seuil`, `dit`."""
    ligne = (
        alt.Chart(alt.Data(values=rangees))
        .mark_line(interpolate="step-after", color=RETENU, strokeWidth=2)
        .encode(
            x=alt.X("seuil:Q", title="Seuil de tension", scale=alt.Scale(zero=False)),
            y=alt.Y("nombre:Q", title="Entrées retenues", axis=alt.Axis(tickMinStep=1, format="d")),
        )
    )
    seul = alt.Chart(alt.Data(values=[choisi]))
    regle = seul.mark_rule(color=ECARTE, strokeDash=[5, 4]).encode(x="seuil:Q")
    mot = seul.mark_text(align="left", dx=5, y=10, color=ECARTE).encode(x="seuil:Q", text="dit:N")
    return (ligne + regle + mot).properties(width=LARGEUR - 80, height=220)


def _formes(alt: Any) -> Any:
    """Return the shapes of what is kept and dropped: told apart without colour."""
    echelle = alt.Scale(domain=[*RETENUS.values()], range=["circle", "cross"])
    return alt.Shape("decision:N", title=None, legend=alt.Legend(orient="top"), scale=echelle)


def _teintes(alt: Any) -> Any:
    echelle = alt.Scale(domain=[*RETENUS.values()], range=[RETENU, ECARTE])
    return alt.Color("decision:N", title=None, legend=alt.Legend(orient="top"), scale=echelle)


SORTES: Mapping[str, Callable[..., Any]] = {
    "tensions": _tensions,
    "intervalles": _intervalles,
    "chaleur": _chaleur,
    "balayage": _balayage,
}
"""What draws each sort of chart."""
