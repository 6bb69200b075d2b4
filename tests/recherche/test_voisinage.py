"""An occupation in other nomenclatures: proposed by passages and by equal names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opposable.recherche.noms import Noms
from opposable.recherche.voisinage import AU_PLUS, Lien, Voisinage, masculin

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus


@pytest.fixture(scope="module")
def voisinage(corpus: Corpus) -> Voisinage:
    """The neighbours under the law as adopted."""
    return Voisinage(corpus, Noms.lire())


def test_un_nom_egal_est_propose(voisinage: Voisinage) -> None:
    """The label printed in 2007 is an official title of today: proposed, with that name."""
    voisins = {v.metier: v for v in voisinage.de("61231")}
    assert voisins["F1202"].lien is Lien.NOM
    assert voisins["F1202"].nom == "Chef de chantier du BTP"


def test_une_famille_mene_aux_codes_d_avant(voisinage: Voisinage) -> None:
    """From a family of today through the DARES table, either way, then by a name."""
    voisins = {v.metier: v for v in voisinage.de("B2Z40")}
    assert voisins["F1703"].lien is Lien.PASSAGE
    assert voisins["F1703"].par is None
    assert voisins["42114"].par == "F1703"


def test_une_ligne_d_accord_mene_a_la_liste_commune(voisinage: Voisinage) -> None:
    """A row of an agreement and the code of 1999 of the same label propose each other."""
    ligne = next(v for v in voisinage.de("61231") if v.nomenclature == "accord-sen")
    assert "61231" in {v.metier for v in voisinage.de(ligne.metier)}


def test_rien_de_sa_nomenclature_ni_de_trop(voisinage: Voisinage, corpus: Corpus) -> None:
    """No code of its own nomenclature, no code twice, never more than can be read."""
    for metier in corpus.metiers:
        voisins = voisinage.de(metier)
        assert len({v.metier for v in voisins}) == len(voisins)
        ici = corpus.nomenclature_de(metier)
        par_nomenclature = [v.nomenclature for v in voisins]
        assert ici not in par_nomenclature
        assert all(par_nomenclature.count(n) <= AU_PLUS for n in par_nomenclature)


def test_la_plupart_des_metiers_de_2007_se_retrouvent(voisinage: Voisinage, corpus: Corpus) -> None:
    """Four of five occupations of the first list are proposed a code and a family of today."""
    codes = [m.ecrit for m in corpus.metiers.values() if m.nomenclature == "rome-1999"]
    for vers in ("rome-v3", "fap-2009"):
        joints = [c for c in codes if vers in {v.nomenclature for v in voisinage.de(c)}]
        assert len(joints) >= 0.8 * len(codes)


@pytest.mark.parametrize(
    ("titre", "premier"),
    [
        ("Maçon / Maçonne", "Maçon"),
        ("Agent / Agente de service", "Agent de service"),
        ("Manoeuvre forestier / forestière", "Manoeuvre forestier"),
        ("Sylviculture", "Sylviculture"),
    ],
)
def test_un_titre_dans_les_deux_genres(titre: str, premier: str) -> None:
    """A title in both genders is compared by its first form, as the older lists print it."""
    assert masculin(titre) == premier
