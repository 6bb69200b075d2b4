"""What a list covers: how many occupations, of the offers, of the domains; the text's figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from opposable.ecrit.nombre import decimal, fraction
from opposable.elaboration.chiffres.releve import FRANCE
from opposable.elaboration.chiffres.tension import moyenne_des_rapports, rapport_des_sommes
from opposable.elaboration.methode.schema import Mesure
from opposable.elaboration.methode.selection import Decision

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.methode.schema import Constat
    from opposable.elaboration.methode.selection import Elaboration, Selection
    from opposable.law.corpus import Corpus
    from opposable.law.tables import Ligne

CHIFFRES = "seuils.toml#chiffre"


@dataclass(frozen=True, slots=True)
class PartCouverte:
    """What occupations cover in a territory.

    Attributes:
        territoire: Region code, or `FR`.
        nombre: How many occupations.
        offres: Their offers, in units of the statement (known cells only).
        part_offres: Share of all the offers known there, None where there is none.
        tension: Ratio of sums, None where nobody seeks.
        moyenne: Mean of ratios, shown beside.
        domaines: Professional domains they belong to, sorted.
        inconnus: How many of them have no known figure there.
    """

    territoire: str
    nombre: int
    offres: int
    part_offres: Fraction | None
    tension: Fraction | None
    moyenne: Fraction | None
    domaines: tuple[str, ...]
    inconnus: int


@dataclass(frozen=True, slots=True)
class Recalcul:
    """A figure of the text, and the same one recomputed.

    Attributes:
        chiffre: Identifier in the law data.
        ancre: Place that prints it.
        imprime: As printed.
        calcule: As recomputed, None where it cannot be.
        tenu: Whether both agree, to the digits printed.
    """

    chiffre: str
    ancre: str
    imprime: str
    calcule: Fraction | None
    tenu: bool


def couvrir(elaboration: Elaboration, selection: Selection) -> tuple[PartCouverte, ...]:
    """Return what a selection covers, territory by territory."""
    lieux = elaboration.releve.regions if selection.par_region else (FRANCE,)
    retenus: dict[str, set[str]] = {lieu: set() for lieu in lieux}
    for metier, lieu in selection.retenus():
        retenus.setdefault(lieu, set()).add(metier)
    releve, nomenclature = elaboration.releve, elaboration.nomenclature
    return tuple(mesurer(releve, nomenclature, retenus[lieu], lieu) for lieu in lieux)


def mesurer(
    releve: Releve, nomenclature: Nomenclature, metiers: Collection[str], territoire: str
) -> PartCouverte:
    """Return what some occupations cover in one territory (first period of the statement)."""
    t = releve.rang_territoire[territoire]
    rangs = np.array([releve.rang_metier[m] for m in metiers if m in releve.rang_metier], int)
    connus = rangs[releve.connues[rangs, t, 0]]
    offres, demandeurs = releve.offres[connus, t, 0], releve.demandeurs[connus, t, 0]
    total = int(releve.offres[:, t, 0][releve.connues[:, t, 0]].sum())
    return PartCouverte(
        territoire,
        len(metiers),
        int(offres.sum()),
        Fraction(int(offres.sum()), total) if total else None,
        rapport_des_sommes(offres, demandeurs),
        moyenne_des_rapports(offres, demandeurs),
        _domaines(nomenclature, metiers),
        len(metiers) - len(connus),
    )


def _domaines(nomenclature: Nomenclature, metiers: Iterable[str]) -> tuple[str, ...]:
    connus = (nomenclature.metiers[m] for m in metiers if m in nomenclature.metiers)
    return tuple(sorted({m.domaine for m in connus if m.domaine}))


def recalculer(elaboration: Elaboration, corpus: Corpus) -> tuple[Recalcul, ...]:
    """Recompute every figure of the text that the scheme says how to (annex 1)."""
    if not elaboration.schema.constats:
        return ()
    imprimes = {ligne["id"]: ligne for ligne in corpus.tables[CHIFFRES]}
    return tuple(
        _recalculer(elaboration, constat, imprimes[constat.chiffre])
        for constat in elaboration.schema.constats
        if constat.chiffre in imprimes
    )


def _recalculer(elaboration: Elaboration, constat: Constat, ligne: Ligne) -> Recalcul:
    calcule = _calculer(elaboration, constat)
    imprime = ligne["valeur"]
    chiffres = len(imprime.partition(".")[2])
    tenu = calcule is not None and fraction(str(decimal(calcule, chiffres))) == fraction(imprime)
    return Recalcul(constat.chiffre, ligne["ancre"], imprime, calcule, tenu)


def _calculer(elaboration: Elaboration, constat: Constat) -> Fraction | None:
    selection = elaboration.selections[constat.selection]
    metiers = {
        verdict.metier
        for verdict in selection.verdicts.values()
        if verdict.decision is Decision.RETENU
        and (not constat.etapes or verdict.etape in constat.etapes)
    }
    part = mesurer(elaboration.releve, elaboration.nomenclature, metiers, FRANCE)
    if constat.mesure is Mesure.NOMBRE:
        return Fraction(part.nombre)
    if constat.mesure is Mesure.OFFRES:
        return Fraction(part.offres, elaboration.releve.unites)
    if constat.mesure is Mesure.DOMAINES:
        return Fraction(len(part.domaines))
    return part.tension if constat.mesure is Mesure.TENSION else part.part_offres
