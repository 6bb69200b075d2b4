"""Quarters and months made a year: flows are added up, stocks averaged, exactly."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import StrEnum
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable.elaboration.chiffres.colonnes import connues, plier
from opposable.elaboration.chiffres.releve import Etat
from opposable.elaboration.chiffres.tension import PLUS_GRAND
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.releve import Releve

    Comptes = NDArray[np.int64]

ANNEE = 4
"""Characters of a year at the head of a period."""
COMPTES = ("offres", "demandeurs")


class Nature(StrEnum):
    """What a count counts."""

    FLUX = "flux"
    """What comes in over a period: periods are added up."""
    STOCK = "stock"
    """Who is there at one time, or on average: periods are averaged."""


class Natures(NamedTuple):
    """The nature of both counts, and what told each."""

    offres: Nature
    demandeurs: Nature
    dites_par: tuple[str, str]


def partielles(periodes: Sequence[str]) -> bool:
    """Tell whether several periods are parts of one year, to be put together."""
    return len({p[:ANNEE] for p in periodes}) < len(periodes)


def naturer(
    nom: str, titres: Mapping[str, str], mesure: str, demandees: Mapping[str, Nature]
) -> Natures:
    """Return the nature of each count: asked for, or told by the scale, or by the title.

    Args:
        nom: Name of the file, for messages.
        titres: Title of each count.
        mesure: Scale of the ratio.
        demandees: Natures asked for, by count.

    Raises:
        FichierError: Nothing tells it: the option to write is named.
    """
    trouvees = {c: _nature(c, titres.get(c, c), mesure, demandees) for c in COMPTES}
    muettes = [c for c, (nature, _) in trouvees.items() if nature is None]
    if muettes:
        dites = ", ".join(f"« {titres.get(c, c)} »" for c in muettes)
        option = ",".join(f"{c}=flux" for c in muettes)
        raise FichierError(
            nom,
            f"plusieurs trimestres ou mois, et rien ne dit si {dites} se cumule (un flux) ou se "
            f"moyenne (un stock) ; écrivez --natures {option} ou --natures "
            f"{option.replace('flux', 'stock')}, ou une seule période avec --periode",
        )
    (offres, dite), (demandeurs, autre) = trouvees["offres"], trouvees["demandeurs"]
    return Natures(Nature(str(offres)), Nature(str(demandeurs)), (dite, autre))


def _nature(
    compte: str, titre: str, mesure: str, demandees: Mapping[str, Nature]
) -> tuple[Nature | None, str]:
    if compte in demandees:
        return demandees[compte], "--natures"
    mesures = connues()["mesures"]
    if mesure in mesures:
        return Nature(mesures[mesure][compte]), f"la mesure « {mesure} »"
    for nature, titres in connues()["natures"].items():
        if plier(titre) in titres:
            return Nature(nature), f"le titre « {titre} »"
    return None, ""


def annuel(releve: Releve, natures: Natures) -> Releve:
    """Return a statement by year, its unit made finer so that every mean is exact.

    A cell is known in a year where it is in each period that the file gives of that year.

    Raises:
        FichierError: Counts so large that a mean of them cannot be held exactly.
    """
    annees = tuple(sorted({p[:ANNEE] for p in releve.periodes}))
    places = [[i for i, p in enumerate(releve.periodes) if p[:ANNEE] == a] for a in annees]
    pas = lcm(*map(len, places))
    plus = max(int(releve.offres.max(initial=0)), int(releve.demandeurs.max(initial=0)))
    if plus * pas * max(map(len, places)) > PLUS_GRAND:
        raise FichierError(
            releve.source, "effectifs trop grands pour une moyenne exacte ; gardez une période"
        )
    etat = np.stack([releve.etat[:, :, rangs].min(axis=2) for rangs in places], axis=2)

    def reunir(comptes: Comptes, nature: Nature) -> Comptes:
        annuels = [
            comptes[:, :, rangs].sum(axis=2) * (pas if nature is Nature.FLUX else pas // len(rangs))
            for rangs in places
        ]
        return np.where(etat == Etat.CONNUE, np.stack(annuels, axis=2), 0)

    return replace(
        releve,
        periodes=annees,
        offres=reunir(releve.offres, natures.offres),
        demandeurs=reunir(releve.demandeurs, natures.demandeurs),
        etat=etat,
        unites=releve.unites * pas,
    )


def dire_annees(periodes: Sequence[str], forme: str) -> str:
    """Return how many parts of each year there are, in French: `2022 : 4 trimestres`."""
    comptes = Counter(p[:ANNEE] for p in periodes)
    return ", ".join(
        f"{annee} : {combien} {forme}{'s' if combien > 1 and forme != 'mois' else ''}"
        for annee, combien in sorted(comptes.items())
    )
