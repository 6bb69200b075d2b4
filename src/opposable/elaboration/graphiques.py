"""Charts of a report, drawn by Vega-Altair and rendered to SVG: read without colour too."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opposable.elaboration.chiffres import dire
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from opposable.elaboration.fragilite import Balayage
    from opposable.elaboration.selection import Selection, Verdict
    from opposable.law.territoire import Region

TUILES = Path(__file__).parent / "donnees" / "tuiles.csv"
METIERS_AU_PLUS = 40
LARGEUR = 640
ENCRE, RETENU = "#1d2429", "#17405c"
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
    tenus = sorted((v for v in verdicts if v.ecart is not None), key=lambda v: -(v.tension or 0))
    rangees = [
        {
            "metier": f"{v.metier} {noms.get(v.metier, '')}"[:48],
            "tension": float(v.tension or 0),
            "seuil": float(v.seuil or 0),
            "decision": "retenu" if v.decision.value == "retenu" else "écarté",
            "dit": dire(v.tension),
        }
        for v in tenus[:METIERS_AU_PLUS]
    ]
    base = alt.Chart(alt.Data(values=rangees)).encode(
        y=alt.Y("metier:N", sort=None, title=None, axis=alt.Axis(labelLimit=300))
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=alt.X("tension:Q", title="Tension : offres ÷ demandeurs d’emploi"),
        shape=alt.Shape(
            "decision:N",
            title=None,
            scale=alt.Scale(domain=["retenu", "écarté"], range=["circle", "cross"]),
        ),
        color=alt.Color(
            "decision:N",
            title=None,
            scale=alt.Scale(domain=["retenu", "écarté"], range=[RETENU, "#8c2f1b"]),
        ),
    )
    textes = base.mark_text(align="left", dx=8, fontSize=10).encode(x="tension:Q", text="dit:N")
    seuils = base.mark_tick(color=ENCRE, thickness=2, size=14).encode(x="seuil:Q")
    return rendre((seuils + points + textes).properties(width=LARGEUR - 260), "tensions")


def chaleur(selection: Selection, regions: Mapping[str, Region]) -> str:
    """Draw occupations × regions: a filled square is kept, a cross is dropped, a dot unknown."""
    alt, _ = _altair()
    marques = {"retenu": "■", "ecarte": "×", "non_evaluable": "·"}
    gardes = sorted(selection.metiers())[:METIERS_AU_PLUS]
    rangees = [
        {
            "metier": v.metier,
            "region": regions[v.territoire].nom,
            "marque": marques[v.decision.value],
            "retenu": v.decision.value == "retenu",
        }
        for v in selection.verdicts.values()
        if v.metier in gardes and v.territoire in regions
    ]
    base = alt.Chart(alt.Data(values=rangees)).encode(
        x=alt.X("region:N", title=None, axis=alt.Axis(labelAngle=-60, labelLimit=160)),
        y=alt.Y("metier:N", title=None),
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
    return rendre((cases + textes).properties(width=LARGEUR - 60), "chaleur")


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
    return rendre((cases + sigles + textes).properties(width=420, height=440), "carte")


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
    regle = choisi.mark_rule(color="#8c2f1b", strokeDash=[5, 4]).encode(x="seuil:Q")
    mot = choisi.mark_text(align="left", dx=5, y=10, color="#8c2f1b").encode(
        x="seuil:Q", text="dit:N"
    )
    return rendre((ligne + regle + mot).properties(width=LARGEUR - 80, height=220), "balayage")
