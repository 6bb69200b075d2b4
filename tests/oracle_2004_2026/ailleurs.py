"""What the tables have no axis for, held against the oracle by circumstances.

Wide regions, codes of several nomenclatures, facts that exempt, the young graduate, the rank of a
renewal and its first place: they are drawn anew for each pair of classes that meet, those of the
oracle (`oracle.classer`) and those of the house (`Circonstances`), which are all that an answer
takes of a nationality and of days. What is counted is every application that falls there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision.axes import variantes
from opposable.decision.circonstance import Circonstances
from opposable.decision.regard import Regard
from oracle_2004_2026 import textes, tirage
from oracle_2004_2026.droit import CIRCULAIRE
from oracle_2004_2026.oracle import Faits, classer, repondre
from oracle_2004_2026.produit import DEPOTS
from oracle_2004_2026.regle import trancher_et_notifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from opposable.law.corpus import Corpus

PAR_PAIRE = 120 if "OPPOSABLE_PRODUIT" in os.environ else 30
"""Applications drawn for each pair of classes that meet."""
_LARGES = sorted(textes.REUNIES)
TOURS = tirage.tours(
    [metier for metier in tirage.METIERS if metier is None or "+" in metier],
    [*(f"r{une}" for une in _LARGES), *tirage.LIEUX[::5]],
    ("=", None, "1", "1+Z9998", "99998", "F1703", "@-000"),
    (None, "=", *(f"r{une}" for une in _LARGES), "r11", "r01", "d34", "d59"),
    (None, "peche", "finance", "autre"),
    (None, "master", "autre"),
    (None, "detache_ue", "douze_mois", "aucune", None),
    (None, "oui", "non"),
    (None, "suivant", "premier"),
    ("introduction", "changement_statut", "renouvellement", "renouvellement", None),
)
"""The facts drawn, each with a prime period: any two of them meet in every way."""
EPREUVES: tuple[dict[str, Any], ...] = (
    {"type": "introduction"},
    {"type": "changement_statut", "jeune_diplome": "oui"},
    {"type": "renouvellement"},
    {"type": "introduction", "dispense": "detache_ue"},
    {"type": "introduction", "dispense": "douze_mois"},
    {"type": "introduction", "diplome": "master"},
)
"""Facts that show all that the oracle makes of a nationality and of days."""


class Compte(NamedTuple):
    """What was compared.

    Attributes:
        demandes: Applications that fall on what was compared.
        comparees: Applications answered on both sides.
        differences: Those that differ.
    """

    demandes: int
    comparees: int
    differences: list[object]


def comparer(corpus: Corpus, connus: Iterable[date]) -> Compte:
    """Compare the rule with the oracle, as known on each of some days.

    Args:
        corpus: The law as known on all of these days.
        connus: The days.
    """
    mondes = variantes(corpus)
    circonstances = Circonstances(corpus, mondes, Regard(mondes))
    vues: dict[tuple[object, ...], int] = {}
    demandes, comparees, differences = 0, 0, list[object]()
    for nus, combien in _contextes(connus):
        code = nus.nationalites[0]
        numero = circonstances.trouver(code, nus.depose_le, nus.examine_le).numero
        cle = (numero, *_classes(nus))
        demandes += combien * PAR_PAIRE
        if cle not in vues:
            vues[cle] = len(vues)
            comparees += PAR_PAIRE
            differences += _differences(nus, vues[cle])
    return Compte(demandes, comparees, differences)


def _contextes(connus: Iterable[date]) -> Iterator[tuple[Faits, int]]:
    """Each kind of nationality on each pair of days, and how many nationalities are of it."""
    jours = [
        (depose, examine)
        for examine in tirage.JOURS_EXAMEN
        for depose in (examine, *(jour for jour in DEPOTS if jour < examine))
    ]
    for sorte in tirage.SORTES:
        seules = [code for code in sorte if code and "+" not in code]
        for code in seules[:1]:
            for connu in connus:
                for depose, examine in jours:
                    yield Faits((code,), None, None, None, depose, examine, connu), len(seules)


def _classes(nus: Faits) -> tuple[object, ...]:
    """What the oracle makes of a nationality and of days."""
    classes = [classer(nus.nationalites[0], nus._replace(**dits)) for dits in EPREUVES]
    datee = any(classe.liste == "circulaire" for classe in classes)
    return (*classes, nus.depose_le >= CIRCULAIRE, nus.examine_le if datee else None)


def _differences(nus: Faits, graine: int) -> Iterator[object]:
    """Answer what is drawn on both sides, and yield what differs."""
    for faits in tirer(nus, graine * PAR_PAIRE):
        eue, voulue = trancher_et_notifier(faits), repondre(faits)
        if eue[:2] != voulue[:2]:
            yield faits, eue, voulue


def tirer(nus: Faits, debut: int) -> Iterator[Faits]:
    """Draw the facts of applications of a nationality on two days."""
    pays = nus.nationalites[0]
    for i in range(debut, debut + PAR_PAIRE):
        metier, lieu, initial, lieu_initial, *reste = (tour[i % len(tour)] for tour in TOURS)
        activite, diplome, dispense, jeune, rang, type_ = reste
        metier = tirage.au_pays(metier, pays)
        yield nus._replace(
            metier=metier,
            lieu=lieu,
            type=type_,
            metier_initial=tirage.au_debut(metier, initial, pays),
            lieu_initial=lieu if lieu_initial == "=" else lieu_initial,
            activite=activite,
            diplome=diplome,
            dispense=dispense,
            jeune_diplome=jeune,
            rang=rang,
        )
