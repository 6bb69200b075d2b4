"""Why nothing was kept: a list without any entry is a fault, and its first cause is told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from opposable.ecrit.nombre import compter
from opposable.ecrit.typographie import composer
from opposable.elaboration.methode.selection import Decision

if TYPE_CHECKING:
    from opposable.elaboration.examen.bilan import Bilan


def pourquoi_rien(bilan: Bilan) -> str:
    """Return why no list has any entry, a French sentence; empty where one has.

    The commonest anomaly is told where cells were lost, and otherwise what the verdicts say.
    """
    if any(s.retenus() for s in bilan.elaboration.selections.values()):
        return ""
    connues = int(bilan.elaboration.releve.connues.sum())
    problemes = Counter(a.probleme for a in bilan.anomalies)
    if problemes and sum(problemes.values()) >= connues:
        probleme, combien = problemes.most_common(1)[0]
        return composer(f"aucune entrée retenue ; {compter(combien, 'fois', 'fois')} : {probleme}")
    decisions = Counter(
        v.decision for s in bilan.elaboration.selections.values() for v in s.verdicts.values()
    )
    ecartes, muets = decisions[Decision.ECARTE], decisions[Decision.NON_EVALUABLE]
    return composer(
        f"aucune entrée retenue : {compter(ecartes, 'verdict')} au-dessous des seuils ou hors des "
        f"niveaux, {muets} non évaluables ; voyez verdicts.csv, la mesure et les seuils du schéma"
    )
