"""Traceability, both ways: text → rule → case, and rule → text."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import opposable
from opposable.decision.regles import NOMS
from opposable.law.controle import disposition
from opposable.law.tables import CAS as CAS_DU_TEXTE
from opposable.law.tables import DOSSIER, INSTRUMENTS

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

SOURCES = Path(opposable.__file__).parent / "decision"
ICI = Path(__file__).parent.parent / "law"
CAS = [
    *ICI.glob("cases*/*.toml"),
    *(DOSSIER / INSTRUMENTS).glob(f"*{CAS_DU_TEXTE}"),
]


def ancres_des_regles(corpus: Corpus) -> set[str | None]:
    """Provisions named by a rule, a reason, a row of a list, a regime, or a reading."""
    textes = corpus.textes
    ancres = {regle.ancre for regle in corpus.regles.values()}
    ancres |= {p.ancre for g in (textes.motifs, textes.avis, textes.voies) for p in g.values()}
    ancres |= {e.ancre for li in corpus.listes.values() for e in li.entrees}
    ancres |= {s.ancre for n in corpus.nationalites.values() for s in n.statuts}
    ancres |= {lecture.ancre for lecture in corpus.lectures.values()}
    return {disposition(corpus, ancre) for ancre in ancres}


def ancres_des_cas(corpus: Corpus) -> set[str | None]:
    """Provisions that a case tests."""
    cas = [c for chemin in CAS for c in tomllib.loads(chemin.read_text(encoding="utf-8"))["cas"]]
    return {disposition(corpus, c["ancre"].replace("lecture:", "lecture#")) for c in cas}


def test_chaque_disposition_qui_decide_a_sa_regle(corpus: Corpus) -> None:
    """Every provision that decides is carried out by a rule."""
    decisives = {d.ancre for d in corpus.dispositions.values() if d.decide}
    assert not decisives - ancres_des_regles(corpus)


def test_chaque_disposition_qui_decide_a_son_cas(corpus: Corpus) -> None:
    """Every provision that decides is tested by a case a jurist wrote."""
    decisives = {d.ancre for d in corpus.dispositions.values() if d.decide}
    assert not decisives - ancres_des_cas(corpus)


def test_chaque_cas_nomme_une_disposition(corpus: Corpus) -> None:
    """No case names a place that does not exist."""
    assert None not in ancres_des_cas(corpus)


def test_chaque_ligne_a_sa_place(corpus: Corpus) -> None:
    """Every row of every list has a place of its own, within a provision."""
    lignes = {e for li in corpus.listes.values() for e in (*li.entrees, *li.cadre)}
    ancres = [e.ancre for e in lignes]  # two lists may hold the same row
    assert len(ancres) == len(set(ancres))
    assert all(disposition(corpus, ancre) for ancre in ancres)


def test_le_code_ne_nomme_que_des_regles_du_droit(corpus: Corpus) -> None:
    """Every rule the code answers by is in the data, and every rule of the data is in the code."""
    constantes = {
        noeud.value
        for chemin in SOURCES.glob("*.py")
        for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str)
    }
    assert set(corpus.regles) == {nom.value for nom in NOMS["regle"]}
    assert not set(corpus.regles) - constantes


def test_chaque_lecture_qui_change_une_reponse_a_son_cas(corpus: Corpus) -> None:
    """Every defect that can change an answer is shown by a case that expects it."""
    attendues = {
        lecture
        for chemin in CAS
        for cas in tomllib.loads(chemin.read_text(encoding="utf-8"))["cas"]
        for lecture in cas["attendu"].get("lectures", ())
    }
    assert not {x.id for x in corpus.lectures.values() if x.remplace} - attendues
