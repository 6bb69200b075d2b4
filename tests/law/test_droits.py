"""One state of the law at a time, whoever asks: threads, bounds, and what never changes."""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from opposable.decision.chargement import load_corpus
from opposable.errors import LectureError
from opposable.law import droits as registre
from opposable.law.chantier import LECTURES
from opposable.law.chargement import etablir_le_droit
from opposable.law.construction import construire, variante
from opposable.law.droits import ETATS_AU_PLUS, Droits
from opposable.law.etat_du_droit import RIVALES_AU_PLUS, EtatDuDroit

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.loi import Loi

PROCESSUS = 2
PAIRES = int(os.environ.get("OPPOSABLE_PAIRES", "12"))
"""Pairs of rivals each process asks for, drawn at random; 0: every pair."""
CIRCULAIRE = "circulaire-2007-12-20"
ETATS_DEMANDES = int(os.environ.get("OPPOSABLE_ETATS", "1000"))
"""States that fill the registry in turn; up to 16 383, all the sets of fourteen rivals."""
FILS = Path(__file__).with_name("fils.py")


def paires(corpus: Corpus) -> list[tuple[str, ...]]:
    """Every pair of readings whose rivals change answers."""
    return list(combinations((p.lecture for p in corpus.portees), 2))


def dire(loi: Loi) -> object:
    """All that a law says of lists and nationalities, as values."""
    listes = [(li, li.ouvertures) for li in loi.listes.values()]
    return (loi.rivales, listes, list(loi.nationalites.values()))


def test_mille_fils_une_seule_loi(corpus: Corpus) -> None:
    """Eight threads, pairs of rivals, several processes: each answer is as given alone."""
    demandees = len(paires(corpus))
    if PAIRES:
        demandees = min(PAIRES, demandees)
    commande = [sys.executable, str(FILS), str(demandees)]
    environnement = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    lances = [
        subprocess.Popen([*commande, str(graine)], stdout=subprocess.PIPE, env=environnement)
        for graine in range(PROCESSUS)
    ]
    rapports = [json.loads(lance.communicate()[0]) for lance in lances]
    assert all(rapport["paires"] == demandees for rapport in rapports)
    assert all(rapport["comparees"] >= 500 * demandees for rapport in rapports)
    assert [rapport["differences"] for rapport in rapports] == [0] * PROCESSUS


def test_rien_de_ce_qu_un_corpus_tient_ne_change(corpus: Corpus) -> None:
    """Building other states, and answering under them, leaves a corpus as it was made."""
    droit = load_corpus()
    avant = dire(droit), {nom: dire(loi) for nom, loi in droit.inverses.items()}
    tables = {nom: [dict(ligne) for ligne in lignes] for nom, lignes in droit.tables.items()}
    droits = Droits(droit)
    for paire in paires(corpus)[:3]:
        droits.pour(EtatDuDroit.de(lectures=paire))
    assert avant == (dire(droit), {nom: dire(loi) for nom, loi in droit.inverses.items()})
    assert tables == {nom: [dict(li) for li in lignes] for nom, lignes in droit.tables.items()}


def test_ce_qu_un_voisin_a_lu_ne_change_pas_le_resultat(corpus: Corpus) -> None:
    """A corpus built beside another, whichever it is, says what it says when built alone."""
    seule = construire(corpus.tables, corpus.empreintes)
    des = random.Random(10)  # noqa: S311 - nothing is secret here
    voisins = [variante(corpus, paire) for paire in des.sample(paires(corpus), 2)]
    for paire in des.sample(paires(corpus), 2):
        etat = EtatDuDroit.de(lectures=paire)
        attendue = dire(construire(seule.tables, seule.empreintes, etat))
        for voisin in voisins:
            obtenue = construire(corpus.tables, corpus.empreintes, etat, voisin)
            assert dire(obtenue) == attendue
            for tournee in des.sample([*obtenue.inverses], 3):
                vraie = variante(corpus, {*paire} ^ {tournee})
                assert dire(obtenue.inverses[tournee]) == dire(vraie)


def test_un_etat_est_bati_une_fois(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that ask for the same state wait for the one that builds it, and get the same."""
    baties: list[EtatDuDroit] = []

    def compter(base: Corpus, etat: EtatDuDroit) -> Corpus:
        baties.append(etat)
        return etablir_le_droit(base, etat)

    monkeypatch.setattr(registre, "etablir_le_droit", compter)
    droits, etat = Droits(corpus), EtatDuDroit.de(lectures=paires(corpus)[0])
    depart = threading.Barrier(8)

    def demander(_: int) -> Corpus:
        depart.wait()
        return droits.pour(etat)

    with ThreadPoolExecutor(8) as fils:
        obtenus = list(fils.map(demander, range(8)))
    assert all(obtenu is obtenus[0] for obtenu in obtenus)
    assert baties == [etat]


def test_chaque_rivale_tient_au_registre(corpus: Corpus) -> None:
    """The law as adopted and under each rival: the bound holds them all, none is built again."""
    assert len(corpus.portees) < ETATS_AU_PLUS


def test_la_memoire_du_registre_est_bornee(corpus: Corpus) -> None:
    """Many more states asked for in turn than it holds: it keeps its bound, and memory."""
    droits = Droits(_reduite(corpus), au_plus=64)
    ids = [p.lecture for p in droits.base.portees]
    etats = [c for k in range(1, len(ids) + 1) for c in combinations(ids, k)]
    etats = random.Random(10).sample(etats, ETATS_DEMANDES)  # noqa: S311 - nothing is secret here
    for rivales in etats[: ETATS_DEMANDES // 10]:
        droits.pour(EtatDuDroit(lectures=tuple(sorted(rivales))))
    avant = _tenue()
    for rivales in etats[ETATS_DEMANDES // 10 :]:
        droits.pour(EtatDuDroit(lectures=tuple(sorted(rivales))))
        assert len(droits) <= 64
    assert _tenue() - avant <= 32 << 20


def _tenue() -> int:
    """Bytes this process holds, once what nothing holds is given back."""
    gc.collect()
    pages = Path("/proc/self/statm")
    if not pages.exists():
        pytest.skip("no such account on this system")
    return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def _reduite(corpus: Corpus) -> Corpus:
    """The law with few rows, and fourteen readings of one list: more than 10⁴ sets of rivals."""
    tables = {
        nom: lignes[:2] if nom.endswith(".csv") and nom.startswith("instruments/") else lignes
        for nom, lignes in corpus.tables.items()
        if not nom.startswith("instruments/") or CIRCULAIRE in nom
    }
    tables["evenements.csv"] = tuple(
        ligne
        for ligne in corpus.tables["evenements.csv"]
        if CIRCULAIRE in ligne["objet"] and CIRCULAIRE in (ligne["cible"] or CIRCULAIRE)
    )
    tables["passages.toml#passage"] = ()
    tables["nationalites.csv"] = corpus.tables["nationalites.csv"][:2]
    modele = next(li for li in corpus.tables[LECTURES] if li["id"] == "publication")
    change = {
        "fichier": f"instruments/{CIRCULAIRE}/annexe-4.csv",
        "ligne": {},
        "valeurs": {"intitule": "…"},
    }
    tables[LECTURES] = tuple(
        {**modele, "id": f"rivale-{rang}", "remplace": [change]} for rang in range(14)
    )
    return construire(tables, corpus.empreintes)


def test_trop_de_rivales_sont_refusees_en_mots(corpus: Corpus) -> None:
    """More rivals than one request may name: how many, how many are allowed, what to do."""
    trop = [p.lecture for p in corpus.portees][: RIVALES_AU_PLUS + 1]
    for demander in (lambda: EtatDuDroit.de(lectures=trop), lambda: load_corpus(lectures=trop)):
        with pytest.raises(LectureError, match="3 lectures rivales demandées, 2 au plus"):
            demander()
    with pytest.raises(LectureError, match="inconnue"):
        Droits(corpus).pour(EtatDuDroit.de(lectures=["inconnue"]))


def test_une_lecture_inconnue_ne_prend_pas_de_place(corpus: Corpus) -> None:
    """What is refused leaves nothing in the registry, however often it is asked."""
    droits = Droits(corpus)
    for rang in range(1_000):
        with pytest.raises(LectureError):
            droits.pour(EtatDuDroit.de(lectures=[f"inconnue-{rang}"]))
    assert len(droits) == 0
