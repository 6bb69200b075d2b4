"""One process of the test of threads: eight threads ask for the same pairs of rivals at once.

Every answer is compared with the one the same pair gives when built and asked alone.
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from opposable import Demande, decide
from opposable.decision.chargement import load_corpus
from opposable.law.construction import variante
from opposable.law.droits import ETATS_AU_PLUS, Droits
from opposable.law.etat_du_droit import EtatDuDroit

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

FILS = 8
CAS = Path(__file__).with_name("cases")
Dite = tuple[object, ...]


def demandes() -> list[Demande]:
    """The applications of the cases a jurist wrote, those that can be answered."""
    lus = (tomllib.loads(c.read_text(encoding="utf-8")) for c in sorted(CAS.glob("*.toml")))
    cas = [un for lu in lus for un in lu["cas"] if "situation_emploi" in un["attendu"]]
    return [Demande.depuis({k: str(v) for k, v in un["demande"].items()}) for un in cas]


def dire(demande: Demande, corpus: Corpus) -> Dite:
    """All that decides in an answer, and the readings it depends on."""
    d = decide(demande, corpus)
    lectures = tuple(
        (a.lecture.id, a.rivale, a.situation_emploi, a.notifiable_le) for a in d.lectures
    )
    return (d.situation_emploi, d.regle, d.liste, d.entree, d.notifiable_le, d.recu, lectures)


def main(combien: int, graine: int) -> None:
    """Compare under so many pairs, and print how many were compared and how many differ."""
    seule, partagee, posees = load_corpus(), load_corpus(), demandes()
    toutes = list(combinations((p.lecture for p in seule.portees), 2))
    paires = random.Random(graine).sample(toutes, combien)  # noqa: S311 - nothing is secret here
    vraies = {}
    for paire in paires:
        droit = variante(seule, paire)
        vraies[paire] = [dire(demande, droit) for demande in posees]
    droits = Droits(partagee, au_plus=ETATS_AU_PLUS if graine else 8)

    def demander(fil: int) -> int:
        des = random.Random(1_000 * graine + fil)  # noqa: S311 - nothing is secret here
        differentes = 0
        for paire in des.sample(paires, len(paires)):
            droit = droits.pour(EtatDuDroit.de(lectures=paire))
            obtenues = [dire(demande, droit) for demande in posees]
            differentes += sum(a != b for a, b in zip(obtenues, vraies[paire], strict=True))
        return differentes

    sys.setswitchinterval(1e-5)
    with ThreadPoolExecutor(FILS) as fils:
        differences = sum(fils.map(demander, range(FILS)))
    comparees = FILS * len(paires) * len(posees)
    rapport = {"paires": len(paires), "comparees": comparees, "differences": differences}
    sys.stdout.write(json.dumps(rapport))


main(int(sys.argv[1]), int(sys.argv[2]))
