"""Consulting the lists: which are named, which rows, what two of them do not share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opposable.errors import ListeError
from opposable.law.construction import variante
from opposable.law.consultation import choisir, comparer, lignes
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

ANNEXE_2 = "circulaire-2007-12-20/annexe-2"
ANNEXE_4 = "circulaire-2007-12-20/annexe-4"
UE = "arrete-2008-01-18-ue/liste"
TIERS = "arrete-2008-01-18-tiers/liste"
PAYS = ("ben", "bfa", "cog", "cpv", "gab", "mus", "sen", "tun")
ACCORDS = {f"accord-{pays}/liste" for pays in PAYS}


@pytest.mark.parametrize(
    ("nom", "attendues"),
    [
        (ANNEXE_2, {ANNEXE_2}),
        ("circulaire-2007-12-20", {ANNEXE_2, ANNEXE_4}),
        ("arrete-2008-01-18-ue", {UE}),
        ("2007-12-20", {ANNEXE_2, ANNEXE_4}),
        ("2008-01-20", {ANNEXE_2, ANNEXE_4}),
        ("2008-01-21", {UE, TIERS}),
        ("2012-10-14", {UE, TIERS, *ACCORDS}),
        ("2012-10-15", {"arrete-2012-10-01/liste", TIERS, *ACCORDS}),
    ],
)
def test_une_liste_se_nomme_de_trois_facons(corpus: Corpus, nom: str, attendues: set[str]) -> None:
    """By its name, by its text, or by a day of examination: first and last days included."""
    assert {liste.id for liste in choisir(corpus, nom)} == attendues


@pytest.mark.parametrize("nom", ["", "annexe-2", "2004-06-01", "2O08-01-10", "liste"])
def test_un_nom_sans_liste_est_refuse(corpus: Corpus, nom: str) -> None:
    """A name or a day that no list answers to is refused, with the lists there are."""
    with pytest.raises(ListeError, match="ne désigne aucune liste") as refuse:
        choisir(corpus, nom)
    assert refuse.value.nom == nom
    assert TIERS in refuse.value.message


@pytest.mark.parametrize("nom", ["2008", "2008-13-45", "2008-01-1", "2009 vers mars", "2009-02-30"])
def test_un_jour_qui_n_existe_pas_est_refuse(corpus: Corpus, nom: str) -> None:
    """What is not a day of the calendar written AAAA-MM-JJ names no list."""
    with pytest.raises(ListeError):
        choisir(corpus, nom)


@pytest.mark.parametrize(
    ("nom", "nombre"), [(ANNEXE_2, 150), (ANNEXE_4, 433), (UE, 150), (TIERS, 478)]
)
def test_chaque_ligne_qui_ouvre_est_lue(corpus: Corpus, nom: str, nombre: int) -> None:
    """Rows are read once each: 150; 427 regional and the six; 150; 478."""
    lues = list(lignes(corpus, choisir(corpus, nom)))
    assert len(lues) == nombre
    assert len({ligne.ancre for ligne in lues}) == nombre
    assert {ligne.liste for ligne in lues} == {nom}


def test_une_region_garde_ce_qui_y_ouvre(corpus: Corpus) -> None:
    """A region shows its own rows and those of any zone that covers it, nothing of another."""
    lues = list(lignes(corpus, choisir(corpus, "2008-01-10"), region="53"))
    assert {ligne.zone for ligne in lues} == {"Bretagne", "metropole", "partout"}
    assert {ligne.region for ligne in lues} == {"53", ""}
    outre_mer = list(lignes(corpus, choisir(corpus, "2008-01-10"), region="01"))
    assert {ligne.liste for ligne in outre_mer} == {ANNEXE_2}


def test_un_domaine_se_dit_en_quelques_lettres(corpus: Corpus) -> None:
    """Words of the heading keep its rows, whatever their case."""
    lues = list(lignes(corpus, choisir(corpus, ANNEXE_2), domaine="BÂTIMENT"))
    assert lues
    assert {ligne.domaine for ligne in lues} == {"Bâtiment et travaux publics"}
    assert not list(lignes(corpus, choisir(corpus, ANNEXE_2), domaine="astronomie"))


def test_un_public_garde_ses_listes(corpus: Corpus) -> None:
    """A regime keeps the lists written for it alone."""
    ouvertes = choisir(corpus, "2008-02-01")
    lues = lignes(corpus, ouvertes, regime=Regime.UE_TRANSITOIRE)
    assert {ligne.liste for ligne in lues} == {UE}
    assert not list(lignes(corpus, ouvertes, regime=Regime.FRANCAIS))


def test_une_lecture_rivale_ote_ses_lignes(corpus: Corpus) -> None:
    """Rows that a rival closes are no longer shown."""
    rival = variante(corpus, ["npdc-52151"])
    ici, la = (
        {ligne.ancre for ligne in lignes(c, choisir(c, ANNEXE_4), region="31")}
        for c in (corpus, rival)
    )
    assert len(ici - la) == 1
    assert la < ici


def test_un_texte_compare_a_lui_meme_n_a_pas_d_ecart(corpus: Corpus) -> None:
    """A side compared with itself shows nothing."""
    tout = choisir(corpus, "2008-01-10")
    assert comparer(corpus, tout, tout) == []


def test_l_arrete_ferme_huit_couples(corpus: Corpus) -> None:
    """From the circular to the orders, third countries lose the eight pairs of the register."""
    ecarts = comparer(
        corpus, choisir(corpus, "2008-01-20"), choisir(corpus, "2008-01-21"), Regime.PAYS_TIERS
    )
    fermes = [(e.metier, e.zone) for e in ecarts if e.sens == "ferme"]
    assert len(fermes) == 8
    assert {metier for metier, _ in fermes} == {"14312", "52151", "61224"}
    assert {e.publics for e in ecarts} == {"pays_tiers"}


def test_comparer_est_symetrique(corpus: Corpus) -> None:
    """Turned round, what closed opens and what opened closes."""
    avant, apres = choisir(corpus, "2008-01-20"), choisir(corpus, "2008-01-21")
    inverse = {"ferme": "ouvert", "ouvert": "ferme"}
    aller = {(e.metier, e.zone, e.sens, e.publics) for e in comparer(corpus, avant, apres)}
    retour = {
        (e.metier, e.zone, inverse[e.sens], e.publics) for e in comparer(corpus, apres, avant)
    }
    assert aller == retour


def test_les_dix_etats_ne_perdent_rien(corpus: Corpus) -> None:
    """The order for the ten States takes up annex 2: no difference for them."""
    assert not comparer(corpus, choisir(corpus, ANNEXE_2), choisir(corpus, UE))


def test_une_ligne_nomme_sa_region_au_jour_de_sa_liste(corpus: Corpus) -> None:
    """The region of a row has its name and code in the territories that its list names."""
    for liste in corpus.listes.values():
        connues = corpus.regions_de(liste.territoires)
        ouvrent = [e for e in liste.entrees if e.ouvre]
        for entree, ligne in zip(ouvrent, lignes(corpus, [liste]), strict=True):
            if entree.zone in connues:
                assert (ligne.region, ligne.zone) == (entree.zone, connues[entree.zone].nom)
            else:
                assert (ligne.region, ligne.zone) == ("", entree.zone)
