"""Why in, why out: every verdict as a flat row, for people and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.ecrit.nombre import decimal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from opposable.elaboration.methode.selection import Elaboration

CHIFFRES = 6
"""Decimals shown of a ratio; the exact fraction stands beside."""


class Pourquoi(NamedTuple):
    """A verdict, flat.

    Attributes:
        selection: List.
        metier: Code.
        intitule: Label.
        territoire: Region code, or `FR`.
        decision: `retenu`, `ecarte` or `non_evaluable`.
        etape: Step that admitted it, or the last that could have.
        offres: Offers, in persons; empty where not known.
        demandeurs: Job seekers, the same.
        tension: Ratio as a decimal.
        tension_exacte: Ratio as a fraction.
        seuil: Threshold.
        ecart: Distance to the threshold.
        motif: French sentence.
    """

    selection: str
    metier: str
    intitule: str
    territoire: str
    decision: str
    etape: str
    offres: str
    demandeurs: str
    tension: str
    tension_exacte: str
    seuil: str
    ecart: str
    motif: str


def expliquer(elaboration: Elaboration) -> Iterator[Pourquoi]:
    """Yield every verdict of every list."""
    unites = elaboration.releve.unites
    metiers = elaboration.nomenclature.metiers
    for selection in elaboration.selections.values():
        for v in selection.verdicts.values():
            connu = metiers.get(v.metier)
            tension = v.tension
            ecart = None if tension is None or v.seuil is None else tension - v.seuil
            yield Pourquoi(
                selection=selection.id,
                metier=v.metier,
                intitule=connu.intitule if connu else "",
                territoire=v.territoire,
                decision=v.decision.value,
                etape=v.etape,
                offres=_compte(v.offres, unites),
                demandeurs=_compte(v.demandeurs, unites),
                tension=_rapport(tension),
                tension_exacte="" if tension is None else str(tension),
                seuil="" if v.seuil is None else str(decimal(v.seuil, CHIFFRES).normalize()),
                ecart=_rapport(ecart),
                motif=v.motif,
            )


def _compte(valeur: int | None, unites: int) -> str:
    if valeur is None:
        return ""
    return str(valeur) if unites == 1 else f"{valeur / unites:.{len(str(unites)) - 1}f}"


def _rapport(valeur: Fraction | None) -> str:
    return "" if valeur is None else str(decimal(valeur, CHIFFRES))
