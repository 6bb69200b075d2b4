"""Everything there is to tell of lists drawn: what the report shows and the JSON holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from opposable.elaboration.confrontation import confronter, du_droit
from opposable.elaboration.couverture import couvrir, recalculer
from opposable.elaboration.derivation import non_derivables
from opposable.elaboration.fragilite import (
    GRAINE,
    TIRAGES,
    balayer,
    compter_sures,
    eprouver,
)
from opposable.elaboration.pourquoi import expliquer
from opposable.elaboration.tension import evaluable

if TYPE_CHECKING:
    from opposable.elaboration.anomalie import Anomalie
    from opposable.elaboration.confrontation import Ecart
    from opposable.elaboration.couverture import Couverture, Recalcul
    from opposable.elaboration.derivation import NonDerivable
    from opposable.elaboration.fragilite import Balayage, Surete
    from opposable.elaboration.selection import Elaboration, Selection
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Regime
    from opposable.law.territoire import Region

PAS = Fraction(1, 20)
ETENDUE = 12
"""Thresholds swept on each side of the one chosen, by steps of 0.05."""


@dataclass(frozen=True, slots=True)
class Fragilite:
    """How fragile one list is.

    Attributes:
        seuil: Threshold swept: that of most of its entries.
        balayage: Entries kept by each threshold.
        sures: Each entry held against a threshold, with what chance does to it.
        comptes: How many are safe.
    """

    seuil: Fraction
    balayage: Balayage
    sures: tuple[Surete, ...]
    comptes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Bilan:
    """Lists drawn, and all that is said of them.

    Attributes:
        elaboration: The lists.
        anomalies: Rows and cells of the files that could not be used.
        constats: What was found about the files.
        couvertures: What each list covers.
        fragilites: How fragile each list held against a threshold is.
        recalculs: Figures of the text recomputed.
        non_derivables: Entries of the text that nothing gives.
        confrontation: What changes from the law named, empty where none was.
        comparee: Name of that law.
        regions: Regions by code.
    """

    elaboration: Elaboration
    anomalies: tuple[Anomalie, ...]
    constats: tuple[str, ...]
    couvertures: dict[str, tuple[Couverture, ...]]
    fragilites: dict[str, Fragilite]
    recalculs: tuple[Recalcul, ...]
    non_derivables: tuple[NonDerivable, ...]
    confrontation: tuple[Ecart, ...]
    comparee: str
    regions: dict[str, Region]

    def en_dict(self) -> dict[str, Any]:
        """Return everything as JSON values; ratios are exact fractions written `3/4`."""
        elaboration = self.elaboration
        releve = elaboration.releve
        return {
            "schema": {"id": elaboration.schema.id, "nom": elaboration.schema.nom},
            "releve": {
                "source": releve.source,
                "mesure": releve.mesure,
                "unites": releve.unites,
                "periodes": list(releve.periodes),
                "synthetique": releve.synthetique,
            },
            "constats": list(self.constats),
            "anomalies": [asdict(a) for a in self.anomalies],
            "verdicts": [p._asdict() for p in expliquer(elaboration)],
            "couvertures": {
                nom: [_simple(asdict(c)) for c in lues] for nom, lues in self.couvertures.items()
            },
            "fragilites": {
                nom: {
                    "seuil": str(f.seuil),
                    "balayage": [
                        {"seuil": str(s), "nombre": n}
                        for s, n in zip(f.balayage.seuils, f.balayage.nombres, strict=True)
                    ],
                    "comptes": f.comptes,
                    "entrees": [_surete(s) for s in f.sures],
                }
                for nom, f in self.fragilites.items()
            },
            "recalculs": [_simple(asdict(r)) for r in self.recalculs],
            "non_derivables": [n._asdict() for n in self.non_derivables],
            "comparee": self.comparee,
            "confrontation": [{**e._asdict(), "sens": e.sens.value} for e in self.confrontation],
        }


def dresser(
    elaboration: Elaboration,
    corpus: Corpus,
    *,
    anomalies: tuple[Anomalie, ...] = (),
    constats: tuple[str, ...] = (),
    comparee: str = "",
    regime: Regime | None = None,
    tirages: int = TIRAGES,
    graine: int = GRAINE,
) -> Bilan:
    """Work out everything there is to tell.

    Args:
        elaboration: The lists.
        corpus: The law, for the figures of the text and the regions.
        anomalies: What could not be used of the files.
        constats: What was found about the files.
        comparee: List, text or day of the law to compare the last selection with.
        regime: Public of that law.
        tirages: Draws of chance.
        graine: Their seed.

    Raises:
        ListeError: No list answers to the name compared with.
    """
    selections = elaboration.selections
    ecarts: tuple[Ecart, ...] = ()
    if comparee and regime is not None:
        derniere = list(selections.values())[-1]
        droit = du_droit(corpus, comparee, regime)
        ecarts = confronter(droit, derniere.retenus(), elaboration.releve)
    fragilites = {
        nom: f
        for nom, s in selections.items()
        if (f := _fragilite(elaboration, s, tirages, graine)) is not None
    }
    return Bilan(
        elaboration,
        anomalies,
        constats,
        {nom: couvrir(elaboration, s) for nom, s in selections.items()},
        fragilites,
        recalculer(elaboration, corpus),
        non_derivables(corpus) if elaboration.schema.constats else (),
        ecarts,
        comparee,
        dict(corpus.regions),
    )


def _fragilite(
    elaboration: Elaboration, selection: Selection, tirages: int, graine: int
) -> Fragilite | None:
    """Return how fragile a list is, None where no entry was held against a threshold."""
    tenus = [v for v in selection.verdicts.values() if v.ecart is not None]
    if not tenus:
        return None
    seuils = [v.seuil for v in tenus if v.seuil is not None]
    seuil = max(sorted(set(seuils)), key=seuils.count)
    releve = elaboration.releve
    masque = np.zeros(releve.etat.shape, dtype=bool)
    for v in tenus:
        if v.seuil == seuil:
            masque[releve.rang_metier[v.metier], releve.rang_territoire[v.territoire], 0] = True
    masque &= evaluable(releve, elaboration.schema.effectif_minimal)
    balayes = [s for k in range(-ETENDUE, ETENDUE + 1) if (s := seuil + k * PAS) >= 0]
    sures = eprouver(selection, releve.unites, tirages=tirages, graine=graine)
    return Fragilite(
        seuil, balayer(releve, masque, balayes, strict=True), sures, compter_sures(sures)
    )


def _surete(surete: Surete) -> dict[str, Any]:
    verdict = surete.verdict
    return {
        "metier": verdict.metier,
        "territoire": verdict.territoire,
        "bas": round(surete.bas, 4),
        "haut": None if surete.haut == float("inf") else round(surete.haut, 4),
        "probabilite": surete.probabilite,
        "proche": surete.proche,
        "sure": surete.sure,
    }


def _simple(champs: dict[str, Any]) -> dict[str, Any]:
    return {n: str(v) if isinstance(v, Fraction) else v for n, v in champs.items()}
