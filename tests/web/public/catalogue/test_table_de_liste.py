"""Rows of a list: searched, filtered, sorted, paged; nothing lost, nothing twice."""

from itertools import pairwise

import pytest

from opposable.law.corpus import Corpus
from opposable.web.public.catalogue.table_de_liste import (
    DECROISSANT,
    PAR_PAGE,
    TOUTES,
    TRIS,
    Filtre,
    filtrer,
    lire_filtre,
    rangees,
)
from opposable.web.socle.domaines import domaines

TIERS = "arrete-2008-01-18-tiers/liste"
ANNEXE_4 = "circulaire-2007-12-20/annexe-4"


def test_les_pages_font_toute_la_liste(corpus: Corpus) -> None:
    """The pages put end to end are the 478 rows of the order, in the order of the text."""
    liste = corpus.listes[TIERS]
    pages = [filtrer(liste, Filtre(page=n), corpus) for n in range(1, 6)]
    assert [len(p.rangees) for p in pages] == [100, 100, 100, 100, 78]
    assert {(p.trouvees, p.pages) for p in pages} == {(478, 5)}
    assert tuple(r.entree for p in pages for r in p.rangees) == liste.entrees


def test_une_page_trop_loin_est_la_derniere(corpus: Corpus) -> None:
    """A page past the end shows the last, and zero the first."""
    liste = corpus.listes[TIERS]
    assert filtrer(liste, Filtre(page=99), corpus).numero == 5
    assert filtrer(liste, Filtre(page=0), corpus).numero == 1


@pytest.mark.parametrize("tri", list(TRIS))
@pytest.mark.parametrize("sens", ["", DECROISSANT])
def test_trier_ne_perd_rien(corpus: Corpus, tri: str, sens: str) -> None:
    """Sorting keeps every row, in order, either way."""
    liste = corpus.listes[TIERS]
    lues = [
        r
        for n in range(1, 6)
        for r in filtrer(liste, Filtre(tri=tri, sens=sens, page=n), corpus).rangees
    ]
    assert {r.ordre for r in lues} == set(range(478))
    cles = [TRIS[tri](r) for r in lues]
    assert all((a >= b) if sens else (a <= b) for a, b in pairwise(cles))


def test_le_cadre_ne_se_montre_que_demande(corpus: Corpus) -> None:
    """The 30 rows of annex 3 open nothing by themselves: shown only where asked for."""
    liste = corpus.listes[ANNEXE_4]
    assert filtrer(liste, Filtre(), corpus).trouvees == 433
    toutes = filtrer(liste, Filtre(lignes=TOUTES), corpus)
    assert toutes.trouvees == 463
    assert [r.zone for r in rangees(liste, corpus) if not r.entree.ouvre] == [""] * 30


def test_un_code_se_cherche_imprime_ou_lu(corpus: Corpus) -> None:
    """Île-de-France prints 52213 read 52313: both find the row (A4/11)."""
    liste = corpus.listes[ANNEXE_4]
    (imprime,) = filtrer(liste, Filtre(q="52213"), corpus).rangees
    assert imprime.entree.metier == "52313"
    lues = filtrer(liste, Filtre(q="52313", region="11"), corpus).rangees
    assert imprime.entree in [r.entree for r in lues]


def test_les_mots_se_cherchent_sans_accents_et_sans_ordre(corpus: Corpus) -> None:
    """Beginnings of words, accents and case aside, in any order."""
    liste = corpus.listes[TIERS]
    trouvees = filtrer(liste, Filtre(q="CHANTIER chef"), corpus).rangees
    assert {r.entree.metier for r in trouvees} == {"61231"}
    assert len(trouvees) == 22
    assert filtrer(liste, Filtre(q="geometre"), corpus).trouvees > 0
    assert filtrer(liste, Filtre(q="hantier"), corpus).trouvees == 0


def test_une_region_montre_ce_qui_y_ouvre(corpus: Corpus) -> None:
    """A region shows its own rows and those of a zone that covers it."""
    lues = filtrer(corpus.listes[ANNEXE_4], Filtre(region="53"), corpus)
    assert {r.entree.zone for r in lues.rangees} == {"53", "metropole"}


def test_un_domaine_ne_montre_que_ses_lignes(corpus: Corpus) -> None:
    """A heading shows its rows; all headings together show every row once."""
    liste = corpus.listes[TIERS]
    nombres = [filtrer(liste, Filtre(domaine=cle), corpus).trouvees for cle in domaines(corpus)]
    assert sum(nombres) == 478
    assert max(nombres) < 478


@pytest.mark.parametrize(
    ("dit", "lu"),
    [
        ({}, Filtre(tri="texte")),
        ({"region": "53", "domaine": "x", "tri": "code"}, Filtre(region="53", tri="code")),
        ({"region": "99", "tri": "zzz", "sens": "haut", "lignes": "1"}, Filtre(tri="texte")),
        ({"page": "3"}, Filtre(tri="texte", page=3)),
        ({"page": "-1"}, Filtre(tri="texte")),
        ({"page": "²"}, Filtre(tri="texte")),
        ({"page": "9" * 5000}, Filtre(tri="texte")),
        ({"q": " a " + "b" * 500}, Filtre(q="a " + "b" * 198, tri="texte")),
    ],
)
def test_une_valeur_inconnue_ne_demande_rien(
    corpus: Corpus, dit: dict[str, str], lu: Filtre
) -> None:
    """A value that names nothing is as if it were not said."""
    assert lire_filtre(dit, corpus, {"informatique": "Informatique"}) == lu


def test_une_page_tient_cent_lignes() -> None:
    """A page holds a hundred rows, so that it stays light."""
    assert PAR_PAGE == 100
