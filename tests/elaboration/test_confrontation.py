"""Two lists side by side, worked by hand."""

from fractions import Fraction

import pytest

from elaboration.test_tirage import COMPTES, etape, releve, schema, tirer
from opposable.elaboration.chiffres.releve import FRANCE, Etat
from opposable.elaboration.methode.confrontation import (
    Ecart,
    Sens,
    confronter,
    de_la_selection,
    du_droit,
)
from opposable.elaboration.methode.maintien import Cellules
from opposable.elaboration.methode.schema import Genre
from opposable.errors import ListeError
from opposable.law.corpus import Corpus
from opposable.law.nationalite import Regime


def cellules(*paires: tuple[str, str]) -> Cellules:
    """Return a list."""
    return frozenset(paires)


def sens(avant: Cellules, apres: Cellules) -> dict[tuple[str, str], Sens]:
    """Compare on the little figures."""
    return {(e.metier, e.territoire): e.sens for e in confronter(avant, apres, releve(COMPTES))}


def test_ajoute_retire_garde() -> None:
    """What only the second holds is added, what only the first holds removed, the rest kept."""
    avant, apres = cellules(("A", "11"), ("B", "11")), cellules(("B", "11"), ("C", "53"))
    assert sens(avant, apres) == {
        ("A", "11"): Sens.RETIRE,
        ("B", "11"): Sens.GARDE,
        ("C", "53"): Sens.AJOUTE,
    }


def test_confronter_dans_l_autre_sens_inverse_tout() -> None:
    """From the second to the first, what was added is removed."""
    avant, apres = cellules(("A", "11"), ("B", "11")), cellules(("B", "11"), ("C", "53"))
    inverse = {Sens.AJOUTE: Sens.RETIRE, Sens.RETIRE: Sens.AJOUTE, Sens.GARDE: Sens.GARDE}
    assert sens(apres, avant) == {cle: inverse[s] for cle, s in sens(avant, apres).items()}


def test_une_liste_nationale_ramene_l_autre_au_pays() -> None:
    """Held against a national list, an occupation open in a region counts as open once."""
    assert sens(cellules(("A", "11"), ("A", "53")), cellules(("A", FRANCE))) == {
        ("A", FRANCE): Sens.GARDE
    }


def test_partout_s_etend_aux_regions_des_chiffres() -> None:
    """Beside rows by region, an occupation open everywhere is open in each region."""
    avant = cellules(("A", FRANCE), ("B", "11"))
    assert sens(avant, cellules(("A", "11"))) == {
        ("A", "11"): Sens.GARDE,
        ("A", "53"): Sens.RETIRE,
        ("B", "11"): Sens.RETIRE,
    }


def test_une_liste_vide_n_est_pas_nationale() -> None:
    """From nothing, each region of the second list is added as it is."""
    assert sens(cellules(), cellules(("A", "11"))) == {("A", "11"): Sens.AJOUTE}
    assert sens(cellules(), cellules()) == {}


def test_les_chiffres_accompagnent_l_ecart() -> None:
    """A known cell brings its counts and its ratio; a hidden or unknown one brings none."""
    chiffres = releve({**COMPTES, "E": ((7, 0), (5, 10))})
    chiffres.etat[chiffres.rang_metier["B"]] = Etat.SECRETE
    apres = cellules(("A", "11"), ("B", "11"), ("E", "11"), ("Z", "11"), ("A", "99"))
    trouves = {(e.metier, e.territoire): e for e in confronter(cellules(), apres, chiffres)}
    assert trouves["A", "11"][3:] == (9, 10)
    assert trouves["A", "11"].tension == Fraction(9, 10)
    for cle in (("B", "11"), ("Z", "11"), ("A", "99")):
        assert trouves[cle][3:] == (None, None)
        assert trouves[cle].tension is None
    assert trouves["E", "11"] == Ecart("E", "11", Sens.AJOUTE, 7, 0)
    assert trouves["E", "11"].tension is None


def test_les_ecarts_sont_en_ordre() -> None:
    """Occupations in order, then territories."""
    apres = cellules(("B", "53"), ("A", "53"), ("B", "11"))
    rendus = [(e.metier, e.territoire) for e in confronter(cellules(), apres, releve(COMPTES))]
    assert rendus == [("A", "53"), ("B", "11"), ("B", "53")]


def test_la_selection_donne_ce_qu_elle_retient() -> None:
    """A list drawn is compared by what it keeps."""
    liste = tirer(schema(etape(Genre.TENSION, seuil=Fraction("0.9")))).selections["liste"]
    assert de_la_selection(liste) == {(m, FRANCE) for m in "ABCE"}


def test_le_droit_est_celui_du_public(corpus: Corpus) -> None:
    """By text: 149 codes open everywhere to the ten States; 478 cells by region to third States."""
    ue = du_droit(corpus, "arrete-2008-01-18-ue", Regime.UE_TRANSITOIRE)
    tiers = du_droit(corpus, "arrete-2008-01-18-tiers", Regime.PAYS_TIERS)
    assert {lieu for _, lieu in ue} == {FRANCE}
    assert len(ue) == 149
    assert len(tiers) == 478
    assert len({lieu for _, lieu in tiers}) == 22
    assert du_droit(corpus, "arrete-2008-01-18-ue", Regime.PAYS_TIERS) == frozenset()
    assert du_droit(corpus, "2009-06-01", Regime.PAYS_TIERS) == tiers


def test_un_nom_inconnu_est_refuse(corpus: Corpus) -> None:
    """A name that is no list, no text and no day is refused with what there is."""
    with pytest.raises(ListeError, match="ne désigne aucune liste"):
        du_droit(corpus, "rien", Regime.PAYS_TIERS)
