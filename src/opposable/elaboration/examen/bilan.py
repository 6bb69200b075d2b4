"""Everything there is to tell of lists drawn: what the report shows and the JSON holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from opposable.decision.motif import dire_date
from opposable.elaboration.examen.constance import constances
from opposable.elaboration.examen.fragilite import (
    GRAINE,
    MARGE,
    TIRAGES,
    compter_sures,
    deplacer,
    eprouver,
)
from opposable.elaboration.examen.part_couverte import couvrir, recalculer
from opposable.elaboration.examen.pourquoi import expliquer
from opposable.elaboration.methode.confrontation import confronter, lire_droit, listes_nommees
from opposable.elaboration.methode.derivation import non_derivables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.elaboration.chiffres.anomalie import Anomalie
    from opposable.elaboration.examen.constance import Constance
    from opposable.elaboration.examen.fragilite import Balayage, Surete
    from opposable.elaboration.examen.part_couverte import PartCouverte, Recalcul
    from opposable.elaboration.examen.pourquoi import Pourquoi
    from opposable.elaboration.methode.confrontation import Ecart
    from opposable.elaboration.methode.derivation import NonDerivable
    from opposable.elaboration.methode.schema import Schema
    from opposable.elaboration.methode.selection import Elaboration, Selection, Verdict
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Regime
    from opposable.law.territoire import Region

PAS = Fraction(1, 20)
ETENDUE = 12
"""Thresholds swept on each side of the one chosen, by steps of 0.05."""


@dataclass(frozen=True, slots=True)
class Epreuve:
    """How the fragility of a list is tried.

    Attributes:
        tirages: Draws of chance.
        graine: Their seed.
        marge: Distance to its threshold under which an entry flips.
        seuils: Thresholds to try; 0.6 on each side of the one chosen where there are none.
    """

    tirages: int = TIRAGES
    graine: int = GRAINE
    marge: Fraction = MARGE
    seuils: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Fragilite:
    """How fragile one list is.

    Attributes:
        seuil: Threshold swept: that of most of its entries.
        balayage: Entries kept by each threshold.
        sures: Each entry held against a threshold, with what chance does to it.
        comptes: How many are safe.
        marge: Distance to the threshold under which an entry flips.
    """

    seuil: Fraction
    balayage: Balayage
    sures: tuple[Surete, ...]
    comptes: dict[str, int]
    marge: Fraction

    @property
    def basculent(self) -> tuple[Surete, ...]:
        """Entries that a threshold moved by the margin would flip, nearest first."""
        proches = [s for s in self.sures if s.proche]
        return tuple(sorted(proches, key=lambda s: s.verdict.distance))


@dataclass(frozen=True, slots=True)
class Bilan:
    """Lists drawn, and all that is said of them.

    Attributes:
        elaboration: The lists.
        anomalies: Rows and cells of the files that could not be used.
        constats: What was found about the files.
        parts_couvertes: What each list covers.
        fragilites: How fragile each list held against a threshold is.
        constances: Its entries from one period to the next; empty for one period alone.
        recalculs: Figures of the text recomputed.
        non_derivables: Entries of the text that nothing gives.
        confrontation: What changes from the law named, empty where none was.
        comparee: Name of that law.
        comparee_dite: The same after « par rapport », the day in letters.
        autres_codes: Nomenclatures of that law that are not that of the figures.
        regions: Regions by code.
    """

    elaboration: Elaboration
    anomalies: tuple[Anomalie, ...]
    constats: tuple[str, ...]
    parts_couvertes: dict[str, tuple[PartCouverte, ...]]
    fragilites: dict[str, Fragilite]
    constances: dict[str, tuple[Constance, ...]]
    recalculs: tuple[Recalcul, ...]
    non_derivables: tuple[NonDerivable, ...]
    confrontation: tuple[Ecart, ...]
    comparee: str
    comparee_dite: str
    autres_codes: tuple[str, ...]
    regions: dict[str, Region]

    def en_dict(self, verdicts: Iterable[Pourquoi] | None = None) -> dict[str, Any]:
        """Return everything as JSON values; ratios are exact fractions written `3/4`.

        Args:
            verdicts: Those of every list, where they were worded already.
        """
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
            "hysterese": {
                "marge": str(elaboration.maintien.marge),
                "en_place": elaboration.maintien.source,
                "maintenus": {
                    nom: [_entree(v, releve.unites) for v in s.maintenus()]
                    for nom, s in elaboration.selections.items()
                },
            },
            "verdicts": [p._asdict() for p in verdicts or expliquer(elaboration)],
            "parts_couvertes": {
                nom: [_simple(asdict(c)) for c in lues]
                for nom, lues in self.parts_couvertes.items()
            },
            "fragilites": {
                nom: {
                    "seuil": str(f.seuil),
                    "marge": str(f.marge),
                    "balayage": [
                        {"seuil": str(s), "nombre": n}
                        for s, n in zip(f.balayage.seuils, f.balayage.nombres, strict=True)
                    ],
                    "comptes": f.comptes,
                    "basculent": [_bascule(s, releve.unites) for s in f.basculent],
                    "entrees": [_surete(s) for s in f.sures],
                }
                for nom, f in self.fragilites.items()
            },
            "stabilite": {
                "periodes": list(elaboration.periodes.periodes),
                "entrees": {
                    nom: [c.en_dict() for c in lues] for nom, lues in self.constances.items()
                },
            },
            "recalculs": [_simple(asdict(r)) for r in self.recalculs],
            "non_derivables": [n._asdict() for n in self.non_derivables],
            "comparee": self.comparee,
            "autres_codes": list(self.autres_codes),
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
    territoires: str = "",
    epreuve: Epreuve | None = None,
) -> Bilan:
    """Work out everything there is to tell.

    Args:
        elaboration: The lists.
        corpus: The law, for the figures of the text and the regions.
        anomalies: What could not be used of the files.
        constats: What was found about the files.
        comparee: List, text or day of the law to compare the last selection with.
        regime: Public of that law.
        territoires: Version of the regions of the figures, the first of the law where empty.
        epreuve: How fragility is tried, as usual where not said.

    Raises:
        ListeError: No list answers to the name compared with.
    """
    selections, version = elaboration.selections, territoires or corpus.base.id
    ecarts: tuple[Ecart, ...] = ()
    if comparee and regime is not None:
        derniere = list(selections.values())[-1]
        droit = lire_droit(corpus, comparee, regime, version)
        ecarts = confronter(
            droit.ouvertes, derniere.retenus(), elaboration.releve, inconnue=droit.inconnue
        )
    fragilites = {
        nom: f
        for nom, s in selections.items()
        if (f := _fragilite(elaboration, s, epreuve or Epreuve())) is not None
    }
    return Bilan(
        elaboration=elaboration,
        anomalies=anomalies,
        constats=constats,
        parts_couvertes={nom: couvrir(elaboration, s) for nom, s in selections.items()},
        fragilites=fragilites,
        constances={nom: constances(elaboration, s) for nom, s in selections.items()},
        recalculs=recalculer(elaboration, corpus),
        non_derivables=non_derivables(corpus) if elaboration.schema.constats else (),
        confrontation=ecarts,
        comparee=comparee,
        comparee_dite=_nommer(corpus, comparee),
        autres_codes=_autres_codes(elaboration, corpus, comparee, regime),
        regions=dict(corpus.regions_de(version)),
    )


def _nommer(corpus: Corpus, nom: str) -> str:
    """Return the law compared with, after « par rapport »; a day is written in letters."""
    try:
        return f"au droit en vigueur le {dire_date(date.fromisoformat(nom), corpus, 'fr')}"
    except ValueError:
        return f"à « {nom} »"


def _autres_codes(
    elaboration: Elaboration, corpus: Corpus, nom: str, regime: Regime | None
) -> tuple[str, ...]:
    """Return the nomenclatures of what is compared that are not that of the figures."""
    listes = listes_nommees(corpus, nom) if nom else ()
    lues = {li.nomenclature for li in listes if regime is None or regime in li.public}
    return tuple(sorted(lues - {elaboration.nomenclature.id}))


def _fragilite(
    elaboration: Elaboration, selection: Selection, epreuve: Epreuve
) -> Fragilite | None:
    """Return how fragile a list is, None where no entry was held against a threshold."""
    tenus = [v for v in selection.verdicts.values() if v.tenu]
    if not tenus:
        return None
    bases = _bases(elaboration.schema, selection)
    chacun = [bases.get(v.etape) or v.seuil or Fraction() for v in tenus]
    choisi = Counter(sorted(chacun)).most_common(1)[0][0]
    memes = [v for v, base in zip(tenus, chacun, strict=True) if base == choisi]
    essais = epreuve.seuils or [
        s for k in range(-ETENDUE, ETENDUE + 1) if (s := choisi + k * PAS) >= 0
    ]
    sures = eprouver(
        selection,
        elaboration.releve.unites,
        marge=epreuve.marge,
        tirages=epreuve.tirages,
        graine=epreuve.graine,
    )
    balayage = deplacer(memes, choisi, essais)
    return Fragilite(choisi, balayage, sures, compter_sures(sures), epreuve.marge)


def _bases(schema: Schema, selection: Selection) -> dict[str, Fraction | None]:
    """Return the threshold to enter of each step of a selection."""
    etapes = (e for t in schema.tirages if t.id == selection.id for e in t.etapes)
    return {etape.id: etape.seuil for etape in etapes}


def _entree(verdict: Verdict, unites: int) -> dict[str, Any]:
    """Return an entry with its figures; counts in persons."""

    def exact(valeur: Fraction | int | None, diviseur: int = 1) -> str | None:
        return None if valeur is None else str(Fraction(valeur) / diviseur)

    return {
        "metier": verdict.metier,
        "territoire": verdict.territoire,
        "decision": verdict.decision.value,
        "etape": verdict.etape,
        "offres": exact(verdict.offres, unites),
        "demandeurs": exact(verdict.demandeurs, unites),
        "tension": exact(verdict.tension),
        "seuil": exact(verdict.seuil),
        "ecart": exact(verdict.ecart),
        "motif": verdict.motif,
    }


def _bascule(surete: Surete, unites: int) -> dict[str, Any]:
    """Return an entry that flips, with its figures and what chance does to it."""
    chance = _surete(surete)
    return _entree(surete.verdict, unites) | {
        nom: chance[nom] for nom in ("bas", "haut", "probabilite")
    }


def _surete(surete: Surete) -> dict[str, Any]:
    verdict = surete.verdict
    return {
        "metier": verdict.metier,
        "territoire": verdict.territoire,
        "bas": round(surete.bas, 4),
        "haut": None if surete.haut == float("inf") else round(surete.haut, 4),
        "probabilite": round(surete.probabilite, 4),
        "proche": surete.proche,
        "sure": surete.sure,
    }


def _simple(champs: dict[str, Any]) -> dict[str, Any]:
    return {n: str(v) if isinstance(v, Fraction) else v for n, v in champs.items()}
