"""Entries of the text that nothing gives: which, where, and by which reading."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from opposable.ecrit.bilingue import Bilingue
from opposable.elaboration.methode.derivation import NonDerivable, non_derivables
from opposable.law.corpus import Corpus
from opposable.law.entree import Entree, Ouvre
from opposable.law.liste import Liste


@pytest.fixture(scope="module")
def trouves(corpus: Corpus) -> tuple[NonDerivable, ...]:
    """Every entry that does not follow."""
    return non_derivables(corpus)


def test_le_code_double_est_dit_pour_ses_deux_rangs(trouves: tuple[NonDerivable, ...]) -> None:
    """33226 is printed twice in annex 2: both rows are told, each at its place."""
    doubles = [n for n in trouves if "deux fois" in n.raison]
    circulaire = [n for n in doubles if "#" not in n.ancre]
    assert {n.metier for n in doubles} == {"33226"}
    assert len(circulaire) == 2
    assert len({n.ancre for n in circulaire}) == 2


def test_les_regions_hors_cadre_sont_celles_du_registre(
    trouves: tuple[NonDerivable, ...],
) -> None:
    """Three rows of regions are not in annex 3, each explained by its readings."""
    hors = {(n.metier, n.zone): n.lectures for n in trouves if "dans la région" in n.raison}
    assert hors == {
        ("52151", "31"): ("npdc-52151", "arrete-divergent"),
        ("61224", "24"): ("centre-61224", "arrete-divergent"),
        ("52213", "11"): ("idf-52213",),
    }


def test_l_annexe_3_est_dans_l_annexe_2(trouves: tuple[NonDerivable, ...]) -> None:
    """The 30 are all among the 150, as 1.2/1 says: no row breaks it."""
    assert not [n for n in trouves if "liste plus large" in n.raison]


def test_les_six_manquent_dans_21_regions(trouves: tuple[NonDerivable, ...]) -> None:
    """53 cells of six occupations, in every region but Île-de-France, are read as open."""
    absents = [n for n in trouves if "absent de la liste imprimée" in n.raison]
    assert len({(n.metier, n.zone) for n in absents}) == len(absents) == 53
    assert len({n.metier for n in absents}) <= 6
    assert len({n.zone for n in absents}) == 21
    assert "11" not in {n.zone for n in absents}
    assert all("six-nationaux" in n.lectures for n in absents)


def test_chaque_raison_nomme_la_region(trouves: tuple[NonDerivable, ...], corpus: Corpus) -> None:
    """What is missing is told with the name of the region it is missing from."""
    for n in trouves:
        if "absent de la liste imprimée" in n.raison:
            assert n.raison.endswith(corpus.regions[n.zone].nom)


def test_rien_n_est_dit_deux_fois(trouves: tuple[NonDerivable, ...]) -> None:
    """Each entry is listed once for each reason."""
    assert max(Counter(trouves).values()) == 1


CODES = ("10001", "10002", "10003")


def corpus_de(corpus: Corpus, *listes: Liste) -> Corpus:
    """Return a corpus of some lists, under the names of the real ones."""
    return replace(corpus, listes={liste.id: liste for liste in listes})


def entree(corpus: Corpus, metier: str, zone: str, *regions: str, ouvre: bool = True) -> Entree:
    """Return a row, made from a real one."""
    modele = next(iter(corpus.listes.values())).entrees[0]
    return replace(
        modele,
        metier=metier,
        metier_imprime=metier,
        zone=zone,
        constat=Ouvre.OUI if ouvre else Ouvre.NON,
        lectures=(),
        ancre=f"{zone}/{metier}",
        regions=frozenset(regions),
    )


def liste(
    corpus: Corpus, nom: str, entrees: list[Entree], cadre: Iterable[Entree] = (), texte: str = "t"
) -> Liste:
    """Return a list of a text."""
    modele = next(iter(corpus.listes.values()))
    return replace(
        modele,
        id=nom,
        nom=Bilingue(nom, nom),
        instrument=texte,
        entrees=tuple(entrees),
        cadre=tuple(cadre),
    )


def test_le_cadre_se_tient_aux_listes_larges_du_meme_texte(corpus: Corpus) -> None:
    """Only a list without zones, of the same text, and another, is wider than a frame."""
    un, deux, trois = CODES
    cadre = [entree(corpus, un, ""), entree(corpus, deux, "")]
    etroite = liste(corpus, "t/e", [entree(corpus, un, "partout")], cadre)
    large = liste(corpus, "t/l", [entree(corpus, un, "partout")])
    ailleurs = liste(corpus, "u/l", [entree(corpus, trois, "partout")], texte="u")
    melee = liste(
        corpus, "t/m", [entree(corpus, trois, "partout"), entree(corpus, trois, "11", "11")]
    )
    trouves = non_derivables(corpus_de(corpus, etroite, large, ailleurs, melee))
    assert [(n.metier, n.raison) for n in trouves] == [
        (deux, "absent de la liste plus large (t/l)")
    ]


def test_une_absence_se_cherche_dans_les_regions_imprimees(corpus: Corpus) -> None:
    """A group row that opens is missed only in regions that print a list and not the row."""
    un, deux, _ = CODES
    lignes = [
        entree(corpus, un, "metropole", "11", "24", "53"),
        entree(corpus, deux, "metropole", "11", "24", ouvre=False),
        entree(corpus, un, "11", "11"),
        entree(corpus, deux, "24", "24"),
    ]
    cadre = [entree(corpus, un, ""), entree(corpus, deux, "")]
    trouves = non_derivables(corpus_de(corpus, liste(corpus, "t/e", lignes, cadre)))
    assert [(n.metier, n.zone, n.ancre) for n in trouves] == [(un, "24", f"metropole/{un}")]


def test_une_liste_sans_cadre_n_a_que_ses_doublons(corpus: Corpus) -> None:
    """A list drawn from no other is only looked at for codes printed twice in one zone."""
    un, deux, trois = CODES
    rangs = [(un, "11"), (un, "24"), (deux, "11"), (deux, "11"), (trois, "11")]
    lignes = [entree(corpus, metier, zone, zone) for metier, zone in rangs]
    trouves = non_derivables(corpus_de(corpus, liste(corpus, "t/e", lignes)))
    assert [(n.metier, n.zone) for n in trouves] == [(deux, "11"), (deux, "11")]
