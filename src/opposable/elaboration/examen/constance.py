"""From one period to the next: does an entry stay on its side of the threshold?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.elaboration.chiffres.tension import stabilite

if TYPE_CHECKING:
    from fractions import Fraction

    from opposable.elaboration.chiffres.tension import Stabilite
    from opposable.elaboration.methode.schema import Etape
    from opposable.elaboration.methode.selection import Elaboration, Selection, Verdict

Regle = tuple["Fraction", bool]


class Constance(NamedTuple):
    """An entry held against its threshold, period by period.

    Attributes:
        verdict: The entry.
        evaluees: Number of periods in which it can be assessed.
        au_dessus: Number of those in which its tension alone passes the threshold.
        bascules: Number of times it changes side between two of them.
    """

    verdict: Verdict
    evaluees: int
    au_dessus: int
    bascules: int

    def en_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        dit = self._asdict() | {
            "metier": self.verdict.metier,
            "territoire": self.verdict.territoire,
            "decision": self.verdict.decision.value,
        }
        del dit["verdict"]
        return dit


def constances(elaboration: Elaboration, selection: Selection) -> tuple[Constance, ...]:
    """Tell how each entry held against a threshold behaves over the periods.

    The threshold is that of the step, even for an entry that stays in under a lower one.

    Returns:
        Those that change side most first; empty where there is one period alone.
    """
    if len(elaboration.periodes.periodes) == 1:
        return ()
    regles = {e.id: r for e in _etapes(elaboration, selection) if (r := _regle(e)) is not None}
    mesurees = {regle: _mesurer(elaboration, regle) for regle in set(regles.values())}
    tenus = (v for v in selection.verdicts.values() if v.tenu and v.etape in regles)
    toutes = [_une(elaboration, v, mesurees[regles[v.etape]]) for v in tenus]
    return tuple(sorted(toutes, key=lambda c: (-c.bascules, c.verdict.metier)))


def _etapes(elaboration: Elaboration, selection: Selection) -> list[Etape]:
    return [e for t in elaboration.schema.tirages if t.id == selection.id for e in t.etapes]


def _regle(etape: Etape) -> Regle | None:
    return None if etape.seuil is None else (etape.seuil, etape.strict)


def _mesurer(elaboration: Elaboration, regle: Regle) -> Stabilite:
    seuil, strict = regle
    minimum = elaboration.schema.effectif_minimal
    return stabilite(elaboration.periodes, seuil, strict=strict, effectif_minimal=minimum)


def _une(elaboration: Elaboration, verdict: Verdict, mesure: Stabilite) -> Constance:
    releve = elaboration.periodes
    ou = releve.rang_metier[verdict.metier], releve.rang_territoire[verdict.territoire]
    comptes = (int(m[ou]) for m in (mesure.evaluees, mesure.au_dessus, mesure.bascules))
    return Constance(verdict, *comptes)
