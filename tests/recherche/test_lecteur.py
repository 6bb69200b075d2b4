"""Reading a cell or a field: understood, a choice, not said, or unknown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opposable.decision.chargement import load_corpus
from opposable.recherche.lecteur import Etat, Lecteur, Lue
from opposable.recherche.lexique import Sens
from opposable.recherche.phrase import PHRASES
from opposable.recherche.registre import Recherches

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

RECHERCHE = Recherches().pour(load_corpus())
JOUR = date(2008, 3, 10)
LECTEUR = Lecteur(RECHERCHE, jour=JOUR)
AUCUN = "00000"


@pytest.mark.parametrize(
    ("ecrit", "etat", "code"),
    [
        ("44132", Etat.COMPRIS, "44132"),
        (" 44 132 ", Etat.COMPRIS, "44132"),
        ("44132 - Soudeur", Etat.COMPRIS, "44132"),
        ("m1805", Etat.COMPRIS, "M1805"),
        ("M1805 – Études et développement", Etat.COMPRIS, "M1805"),
        ("32331+m1802", Etat.COMPRIS, "32331+M1802"),
        ("SOUDEUR", Etat.COMPRIS, "44132"),
        ("Métier qui n'est sur aucune liste", Etat.COMPRIS, AUCUN),
        ("Occupation on no list", Etat.COMPRIS, AUCUN),
        ("cuistot", Etat.CHOIX, ""),
        ("cuisto", Etat.CHOIX, ""),
        ("coiffeur", Etat.INCONNU, ""),
        ("123456789", Etat.INCONNU, ""),
        ("", Etat.NON_DIT, ""),
        (" - ", Etat.NON_DIT, ""),
        ("inconnu", Etat.NON_DIT, ""),
        ("non renseigné", Etat.NON_DIT, ""),
    ],
)
def test_un_metier_est_lu(ecrit: str, etat: Etat, code: str) -> None:
    """A code, a code and its label, or a printed title is understood; other words are a choice."""
    lue = LECTEUR.metier(ecrit)
    assert (lue.ecrit, lue.etat, lue.code) == (ecrit, etat, code)
    assert bool(lue.dit) == (etat in {Etat.CHOIX, Etat.INCONNU})


def test_un_code_sur_aucune_liste_vient_avec_ses_voisins() -> None:
    """A code that no list has is understood, said to be so, and those near it are shown."""
    lue = LECTEUR.metier("44123")
    assert (lue.etat, lue.code) == (Etat.COMPRIS, "44123")
    assert lue.propositions[0] == ("44132", "Soudeur")
    assert "sur aucune liste" in lue.dit


def test_un_metier_d_aujourd_hui_est_reconnu() -> None:
    """An occupation that no list has a name near is told to be known, with its code of today."""
    lue = LECTEUR.metier("infirmière")
    assert (lue.etat, lue.propositions) == (Etat.INCONNU, ())
    assert "est un métier connu : Soins infirmiers généralistes (J1506)" in lue.dit
    assert "Aucun métier des listes" in LECTEUR.metier("qzxwvkj").dit


@pytest.mark.parametrize(
    ("ecrit", "etat", "code"),
    [
        ("Marocaine", Etat.COMPRIS, "MAR"),
        ("marocaine et française", Etat.COMPRIS, "MAR+FRA"),
        ("sen+fra", Etat.COMPRIS, "SEN+FRA"),
        ("inconnue", Etat.NON_DIT, ""),
        ("", Etat.NON_DIT, ""),
        ("congolaise", Etat.CHOIX, ""),
        ("Kosovo", Etat.CHOIX, ""),
        ("Zzyzx", Etat.INCONNU, ""),
        ("européenne", Etat.INCONNU, ""),
    ],
)
def test_une_nationalite_est_lue(ecrit: str, etat: Etat, code: str) -> None:
    """A nationality is understood only where a known form names one State for each part."""
    lue = LECTEUR.nationalite(ecrit)
    assert (lue.ecrit, lue.etat, lue.code) == (ecrit, etat, code)
    assert bool(lue.dit) == (etat in {Etat.CHOIX, Etat.INCONNU})


@pytest.mark.parametrize(
    ("jour", "nationalites", "lues", "aucun"),
    [
        (JOUR, (), ("rome-1999",), "00000"),
        (date(2013, 1, 10), ("ROU",), ("rome-1999", "rome-v3"), "00000+A0000"),
        (date(2022, 1, 10), (), ("rome-v3", "fap-2009"), "A0000"),
        (date(2022, 1, 10), ("SEN",), ("rome-1999", "rome-v3", "fap-2009", "accord-sen"), ""),
    ],
)
def test_les_mots_se_cherchent_dans_les_nomenclatures_du_jour(
    jour: date, nationalites: tuple[str, ...], lues: tuple[str, ...], aucun: str
) -> None:
    """The lists of a day and of the nationality said tell where words are sought."""
    lecteur = Lecteur(RECHERCHE, jour=jour, nationalites=nationalites)
    assert lecteur.nomenclatures == lues
    assert not aucun or lecteur.aucun() == aucun


@pytest.mark.parametrize(
    ("ecrit", "code"), [("coiffeur", "D1202"), ("Coiffeurs, esthéticiens", "T0Z60")]
)
def test_aujourd_hui_un_titre_d_aujourd_hui_est_pris(ecrit: str, code: str) -> None:
    """In 2022 an official title of ROME v3, or the label of a family, is taken as typed."""
    assert Lecteur(RECHERCHE, jour=date(2022, 1, 10)).metier(ecrit).code == code


def test_une_colonne_se_lit_valeur_par_valeur() -> None:
    """Each distinct text of a column is read once, in the order met."""
    lus = LECTEUR.distincts(["Mali", "malienne", "Mali", ""], LECTEUR.nationalite)
    assert list(lus) == ["Mali", "malienne", ""]
    assert [lue.code for lue in lus.values()] == ["MLI", "MLI", ""]


def test_chaque_phrase_se_dit_dans_les_deux_langues() -> None:
    """What a choice is for is said in French or English, with the words as written."""
    assert set(PHRASES) | {Sens.LUI} == set(Sens)
    for ecrit in ("Yougoslavie", "Kosovo", "africaine", "aucune", "congolais", "Sénegol", "Zzyzx"):
        francais = LECTEUR.nationalite(ecrit).dit
        anglais = Lecteur(RECHERCHE, "en", JOUR).nationalite(ecrit).dit
        assert ecrit in francais
        assert ecrit in anglais
        assert francais != anglais
        assert " :" not in francais


def test_le_registre_est_borne_et_suit_la_valeur(corpus: Corpus) -> None:
    """Two corpora of one value share their words; the state asked for longest ago leaves first."""
    registre = Recherches(RECHERCHE.noms, au_plus=1)
    premiere = registre.pour(corpus)
    assert registre.pour(load_corpus()) is premiere
    autre = load_corpus(lectures=["32241"])
    assert registre.pour(autre) is not premiere
    assert len(registre) == 1
    assert registre.pour(corpus) is not premiere


@settings(deadline=None)
@given(st.text(max_size=250))
def test_aucun_texte_ne_fait_echouer(texte: str) -> None:
    """Whatever is written, a code is given only where it is understood."""
    for lue in (LECTEUR.metier(texte), LECTEUR.nationalite(texte)):
        assert isinstance(lue, Lue)
        assert bool(lue.code) == (lue.etat is Etat.COMPRIS)
        assert (lue.etat is Etat.CHOIX) <= bool(lue.propositions)
