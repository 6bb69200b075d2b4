"""A code has a nomenclature, a place has a version: drafts thrown away prove it."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from opposable import Demande, decide
from opposable.batch.noyau import Noyau
from opposable.cli.application import executer
from opposable.decision.chargement import load_corpus
from opposable.decision.examen import examiner_les_faits
from opposable.decision.faits import etablir
from opposable.decision.tabulate import decrire
from opposable.errors import LawDataError, MetierError
from opposable.law.nomenclature import CodeMetier
from projets import CODE, DE_2009, DE_2021, LABELS, TIERS, Projet

if TYPE_CHECKING:
    from pathlib import Path

    from opposable.law.corpus import Corpus

PROPRE = "X[0-9]"
"""How two nomenclatures of the tests write their codes: no other reads them."""
JOUR = date(2010, 3, 1)


DE_CHEZ_A = DE_2009._replace(
    id="essai-a",
    nomenclature="chez-a",
    apporte="chez-a",
    forme=PROPRE,
    rangees=(("53", "X0", "Un"),),
)
DE_CHEZ_B = DE_2021._replace(
    id="essai-b",
    nomenclature="chez-b",
    apporte="chez-b",
    forme=PROPRE,
    rangees=(("53", "X0", "Une"), ("84", "X9", "Un neuf")),
)
DES_13_REGIONS = Projet(
    "essai-13", *TIERS, "rome-1999", "regions-2016", (("84", "42114", "Maçon"),)
)


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A draft in FAP 2009 and another in FAP 2021."""
    parent = tmp_path_factory.mktemp("projets")
    return DE_2009.ecrire(parent), DE_2021.ecrire(parent)


@pytest.fixture(scope="module")
def droit(dossiers: tuple[Path, Path]) -> Corpus:
    """The law with both drafts."""
    return load_corpus(avec=dossiers)


def demande(metier: str, **faits: str) -> dict[str, str]:
    """An introduction by a Moroccan in Brittany, in the days of every draft."""
    commun = {"nationalite": "MAR", "region": "53", "type": "introduction"}
    return {**commun, "metier": metier, "depose_le": str(JOUR), **faits}


def posee(metier: str, **faits: str) -> Demande:
    """The same as an application."""
    return Demande.depuis(demande(metier, **faits))


# -- a code has a nomenclature ---------------------------------------------------------------------


def test_deux_nomenclatures_de_meme_forme_vivent_ensemble(droit: Corpus) -> None:
    """The same code of each is an occupation of its own, with its own label."""
    for nomenclature, label in LABELS.items():
        metier = droit.metier_de(nomenclature, CODE)
        assert metier is not None
        assert (metier.intitule, metier.ecrit) == (label, f"{nomenclature}:{CODE}")
    assert droit.candidats(CODE) == (CodeMetier("fap-2009", CODE), CodeMetier("fap-2021", CODE))
    assert droit.metier(CODE) is None
    assert droit.ecrire("fap-2021", "A9Z99") == "A9Z99"


def test_un_code_dispute_dit_ce_qu_il_faut_ecrire(droit: Corpus, corpus: Corpus) -> None:
    """A code that both could claim is refused, with what to write; alone, it needs nothing."""
    with pytest.raises(MetierError, match=f"écrivez fap-2009:{CODE} ou fap-2021:{CODE}"):
        decide(posee(CODE), droit)
    assert etablir(posee(CODE), corpus).codes == {"fap-2009": CODE}
    assert etablir(posee(f"fap-2009:{CODE}"), corpus).metier == CODE


@pytest.mark.parametrize(
    ("metier", "nationalite", "situation", "liste"),
    [
        (f"fap-2009:{CODE}", "MAR", "non_opposable", "essai-2009/liste"),
        (f"fap-2021:{CODE}", "ROU", "non_opposable", "essai-2021/liste"),
        (f"fap-2021:{CODE}", "MAR", "indeterminee", None),
        (f"fap-2009:{CODE}", "ROU", "indeterminee", None),
        (f"fap-2021:{CODE}+fap-2009:{CODE}", "MAR", "non_opposable", "essai-2009/liste"),
        (f"fap-2021:{CODE}+fap-2009:{CODE}", "ROU", "non_opposable", "essai-2021/liste"),
        ("A9Z99", "ROU", "opposable", "essai-2021/liste"),
    ],
)
def test_chaque_liste_lit_le_code_de_sa_nomenclature(
    droit: Corpus, metier: str, nationalite: str, situation: str, liste: str | None
) -> None:
    """A list is asked by the code of its own nomenclature, and by no other of the same shape."""
    reponse = decide(posee(metier, nationalite=nationalite), droit)
    assert reponse.situation_emploi.value == situation
    if liste is not None:
        assert reponse.liste == liste
    if situation == "non_opposable":
        label = LABELS["fap-2009" if nationalite == "MAR" else "fap-2021"]
        assert any(label in motif.dire() for motif in reponse.motifs)


@pytest.mark.parametrize(
    ("metier", "dit"),
    [
        (f"fap-2031:{CODE}", "n'est pas une nomenclature des listes ; écrivez l'une de rome-1999"),
        ("fap-2009:11111", "est un code ROME 1999"),
        ("fap-2009:Z9Z99", "n'existe pas dans la nomenclature"),
        (f"fap-2009:{CODE}+fap-2009:A0Z40", "deux codes"),
    ],
)
def test_une_nomenclature_mal_dite_est_refusee(droit: Corpus, metier: str, dit: str) -> None:
    """What is wrong with a code written with its nomenclature is told."""
    with pytest.raises(MetierError) as refus:
        decide(posee(metier), droit)
    assert dit in refus.value.message


def test_la_table_et_le_lot_repondent_comme_decide(tmp_path: Path) -> None:
    """Codes written with their nomenclature, disputed or not, are answered as one by one."""
    droit = load_corpus(avec=[DE_CHEZ_A.ecrire(tmp_path), DE_CHEZ_B.ecrire(tmp_path)])
    noyau = Noyau(droit)
    codes = ("chez-a:X0", "chez-b:X0", "chez-b:X9", "X7", "rome-1999:42114", "42114")
    posees = [
        demande(code, nationalite=nationalite, region=region, type="renouvellement") | initial
        for code in (*codes, "chez-b:X0+42114")
        for nationalite in ("MAR", "ROU")
        for region in ("53", "84", "82")
        for initial in ({"metier_initial": c} for c in ("", codes[0], "rome-1999:42114"))
    ]
    resultat = noyau.decider(pa.RecordBatch.from_pylist(posees))
    refusees = {rejet.ligne for rejet in resultat.rejets}
    dites = resultat.lot.select(["situation_emploi", "regle", "liste"]).to_pylist()
    for rang, (champs, dite) in enumerate(zip(posees, dites, strict=True)):
        une = Demande.depuis(champs)
        assert (rang in refusees) == (champs["metier"] == "X7"), une
        if rang in refusees:
            continue
        attendue = decide(une, droit)
        dit = [attendue.situation_emploi.value, attendue.regle, attendue.liste]
        assert [*dite.values()] == dit, une
        faits = etablir(une, droit)
        if noyau.table.tient(faits):
            assert noyau.table.chercher(faits) == decrire(examiner_les_faits(faits, droit)), une


def test_la_ligne_de_commande_refuse_un_code_dispute(
    dossiers: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At the command line a disputed code ends with 2 and says what to write."""
    avec = [mot for dossier in dossiers for mot in ("--avec", str(dossier))]
    faits = ["--nationalite", "MAR", "--region", "53", "--type", "introduction"]
    mots = ["opposable", "decide", "--metier", CODE, "--depose-le", str(JOUR), *faits, *avec]
    monkeypatch.setattr(sys, "argv", mots)
    with pytest.raises(SystemExit) as fin:
        executer()
    assert fin.value.code == 2
    assert f"fap-2021:{CODE}" in capsys.readouterr().err


def test_une_ligne_que_deux_nomenclatures_lisent_dit_la_sienne(tmp_path: Path) -> None:
    """An occupation brought whose code is of no list of its text must say its nomenclature."""
    dossier = DE_2021.ecrire(tmp_path)
    metiers = dossier / "metiers.csv"
    for cellule, dit in (("", "dites laquelle"), (",rome-1999", "n'est pas un code de")):
        tete = "code,intitule,domaine" + (",nomenclature" if cellule else "")
        metiers.write_text(f"{tete}\n{CODE},Un label,{cellule}\n", encoding="utf-8")
        instrument = dossier / "instrument.toml"
        texte = instrument.read_text(encoding="utf-8")
        instrument.write_text(
            texte.replace('nomenclature = "fap-2021"', 'nomenclature = "rome-1999"', 1),
            encoding="utf-8",
        )
        with pytest.raises(LawDataError, match=dit) as refus:
            load_corpus(avec=[dossier])
        assert refus.value.champ == "nomenclature"


# -- a place has a version -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def droit_de_2016(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The law with a draft over the 13 regions of 2016."""
    return load_corpus(avec=[DES_13_REGIONS.ecrire(tmp_path_factory.mktemp("regions"))])


@pytest.mark.parametrize(
    ("faits", "situation", "regle"),
    [
        ({"departement": "69"}, "non_opposable", "liste-regionale"),
        ({"departement": "63"}, "non_opposable", "liste-regionale"),
        ({"region": "84"}, "non_opposable", "liste-regionale"),
        ({"region": "82"}, "non_opposable", "liste-regionale"),
        ({"region": "84", "departement": "69"}, "non_opposable", "liste-regionale"),
        ({"region": "11"}, "opposable", "hors-region"),
        ({}, "indeterminee", "region-inconnue"),
    ],
)
def test_une_liste_cherche_un_lieu_dans_sa_version(
    droit_de_2016: Corpus, faits: dict[str, str], situation: str, regle: str
) -> None:
    """Under a list over the 13 regions of 2016, departments and old regions lie in the new ones."""
    posee = Demande(nationalite="MAR", metier="42114", type="introduction", depose_le=JOUR, **faits)  # type: ignore[arg-type]
    reponse = decide(posee, droit_de_2016)
    assert (reponse.situation_emploi.value, reponse.regle) == (situation, regle)
    if situation == "non_opposable":
        assert any("Auvergne-Rhône-Alpes" in motif.dire() for motif in reponse.motifs)
