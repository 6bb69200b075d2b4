"""Regions are told from departments by the file, or asked for; departments are added up."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elaboration.ecrits import cellules, csv_de, lire
from opposable.elaboration.chiffres.importation import Importation
from opposable.elaboration.chiffres.lieux import Lecteur, Lieux, Maille
from opposable.elaboration.chiffres.releve import Etat
from opposable.errors import FichierError
from opposable.law.corpus import Corpus

SUITE = ("F1703", "2022", "40", "100")
TITRES = ("code_rome", "annee", "offres", "demandeurs")


@pytest.fixture
def lieux(corpus: Corpus) -> Lieux:
    """The territories of 2007."""
    return Lieux.de(corpus)


def importer(
    dossier: Path, lieux: Lieux, titres: tuple[str, ...], *lignes: tuple[str, ...], **dites: Any
) -> Importation:
    """Import rows that differ by their territory alone."""
    fichier = csv_de(
        dossier / "f.csv", [(*titres, *TITRES), *((*ligne, *SUITE) for ligne in lignes)]
    )
    return lire(fichier, lieux, **{"maille": None} | dites)


def test_tout_code_de_region_est_celui_d_un_departement(lieux: Lieux) -> None:
    """No bare code of a region of 2007 tells by itself that it is not a department."""
    lecteur = Lecteur(lieux)
    for code in lieux.regions:
        sens = lecteur.lire(code)
        assert set(sens.codes) == {Maille.REGIONS, Maille.DEPARTEMENTS}
        assert not sens.dite


@pytest.mark.parametrize("titre", ["territoire", "code_territoire", "codeTerritoire"])
def test_des_codes_seuls_se_demandent(tmp_path: Path, lieux: Lieux, titre: str) -> None:
    """Codes that may be both, under a title that tells neither, are asked about by option."""
    with pytest.raises(FichierError) as refus:
        importer(tmp_path, lieux, (titre,), ("53",), ("82",))
    assert "--maille regions ou --maille departements" in refus.value.message
    assert "53, 82" in refus.value.message
    lues = importer(tmp_path, lieux, (titre,), ("53",), maille=Maille.REGIONS)
    assert cellules(lues) == {("F1703", "53", "2022"): (40, 100)}
    lues = importer(tmp_path, lieux, (titre,), ("53",), maille=Maille.DEPARTEMENTS)
    assert cellules(lues) == {("F1703", "52", "2022"): (40, 100)}


@pytest.mark.parametrize(
    ("titres", "ligne"),
    [
        (("type_territoire", "code_territoire"), ("DEP", "53")),
        (("codeTypeTerritoire", "codeTerritoire"), ("Département", "53")),
        (("niveau_territorial", "territoire"), ("dép", "Mayenne")),
        (("departement",), ("53",)),
        (("code_dep",), ("053",)),
        (("territoire",), ("Mayenne",)),
        (("code_territoire", "lib_territoire"), ("53", "MAYENNE")),
        (("Dept", "REG"), ("53", "52")),
    ],
)
def test_un_departement_n_est_jamais_lu_comme_une_region(
    tmp_path: Path, lieux: Lieux, titres: tuple[str, ...], ligne: tuple[str, ...]
) -> None:
    """53 is Mayenne where a column of levels, a title, a name or a label says so."""
    lues = importer(tmp_path, lieux, titres, ligne)
    assert cellules(lues) == {("F1703", "52", "2022"): (40, 100)}
    assert any("1 département vers 1 région" in c for c in lues.constats)
    assert any("Pays de la Loire (1 sur 5)" in c for c in lues.constats)


@pytest.mark.parametrize(
    ("titres", "ligne"),
    [
        (("type_territoire", "code_territoire"), ("REG", "53")),
        (("region",), ("53",)),
        (("code_territoire", "lib_territoire"), ("53", "Bretagne")),
        (("territoire",), ("Bretagne",)),
    ],
)
def test_une_region_dite_est_une_region(
    tmp_path: Path, lieux: Lieux, titres: tuple[str, ...], ligne: tuple[str, ...]
) -> None:
    """53 is Bretagne where the same things say so."""
    lues = importer(tmp_path, lieux, titres, ligne)
    assert cellules(lues) == {("F1703", "53", "2022"): (40, 100)}


def test_les_departements_d_une_region_s_additionnent(tmp_path: Path, lieux: Lieux) -> None:
    """Departments of one region make one cell, and it is said; a code is read in any form."""
    ecrits = [("22",), ("29",), ("035",), ("56",), ("2a",), ("02B",), ("1",)]
    lues = importer(tmp_path, lieux, ("departement",), *ecrits)
    assert cellules(lues) == {
        ("F1703", "53", "2022"): (160, 400),
        ("F1703", "94", "2022"): (80, 200),
        ("F1703", "82", "2022"): (40, 100),
    }
    assert any("7 départements vers 3 régions" in c for c in lues.constats)
    assert any("minimums" in c and "Rhône-Alpes (1 sur 8)" in c for c in lues.constats)
    assert not any("Bretagne (" in c and "minimums" in c for c in lues.constats)


def test_la_somme_des_connus_est_un_minimum(tmp_path: Path, lieux: Lieux) -> None:
    """A department kept back adds nothing, is named, and hides a region where it stands alone."""
    fichier = csv_de(
        tmp_path / "f.csv",
        [
            ("departement", *TITRES),
            ("22", "F1703", "2022", "s", "100"),
            ("29", "F1703", "2022", "40", "100"),
            ("53", "F1703", "2022", "s", "9"),
        ],
    )
    lues = lire(fichier, lieux, maille=None)
    assert cellules(lues) == {
        ("F1703", "53", "2022"): (40, 100),
        ("F1703", "52", "2022"): Etat.SECRETE,
    }
    assert [a.ligne for a in lues.anomalies] == [2, 4]


def test_des_mailles_melees_ne_se_comptent_pas_deux_fois(tmp_path: Path, lieux: Lieux) -> None:
    """Regions are read where they are given, departments and basins beside are counted out."""
    titres = ("type_territoire", "code_territoire")
    ecrits = [("REG", "53"), ("DEP", "35"), ("DEP", "22"), ("BAS", "5301"), ("FRANCE", "FR")]
    lues = importer(tmp_path, lieux, titres, *ecrits)
    assert set(cellules(lues)) == {("F1703", "53", "2022"), ("F1703", "FR", "2022")}
    assert (lues.hors_maille, lues.anomalies) == (3, ())
    assert any("3 lignes d’une autre maille" in c for c in lues.constats)
    par_departement = importer(tmp_path, lieux, titres, *ecrits, maille=Maille.DEPARTEMENTS)
    assert cellules(par_departement)["F1703", "53", "2022"] == (80, 200)
    assert par_departement.hors_maille == 2


def test_aucune_ligne_de_la_maille_demandee(tmp_path: Path, lieux: Lieux) -> None:
    """Asking for regions of a file of departments, or reading one of basins, is told."""
    titres = ("type_territoire", "code_territoire")
    with pytest.raises(FichierError, match="selon ce que le fichier donne"):
        importer(tmp_path, lieux, titres, ("DEP", "53"), maille=Maille.REGIONS)
    with pytest.raises(FichierError, match="ni région ni département"):
        importer(tmp_path, lieux, titres, ("BAS", "5301"))


def test_un_titre_et_des_noms_qui_se_contredisent(tmp_path: Path, lieux: Lieux) -> None:
    """A column of regions with names of departments beside is asked about."""
    with pytest.raises(FichierError, match="ne disent pas la même maille"):
        importer(tmp_path, lieux, ("region", "lib_territoire"), ("53", "Mayenne"))


def test_un_departement_parmi_des_regions_est_nomme(tmp_path: Path, lieux: Lieux) -> None:
    """A code that is only a department is set aside among regions, with the option to write."""
    lues = importer(tmp_path, lieux, ("region",), ("82",), ("75",))
    (anomalie,) = lues.anomalies
    assert (anomalie.ligne, anomalie.valeur) == (3, "75")
    assert "--territoires regions-2016" in anomalie.probleme
    assert "--maille departements" in anomalie.probleme
    assert "Paris" in anomalie.probleme


def test_les_bassins_s_additionnent(tmp_path: Path, lieux: Lieux) -> None:
    """Rows of basins, each under its department or region, are added up into the region."""
    titres = ("region", "bassin")
    lues = importer(tmp_path, lieux, titres, ("53", "5301"), ("53", "5302"), ("82", "8201"))
    assert cellules(lues) == {
        ("F1703", "53", "2022"): (80, 200),
        ("F1703", "82", "2022"): (40, 100),
    }
    assert any("3 bassins vers 2 régions" in c for c in lues.constats)


@given(st.data())
def test_un_nom_lit_ce_que_lit_son_code(corpus: Corpus, data: st.DataObject) -> None:
    """The label beside a code picks the territory that bears both."""
    lieux = Lieux.de(corpus)
    maille = data.draw(st.sampled_from([Maille.REGIONS, Maille.DEPARTEMENTS]))
    noms = lieux.regions if maille is Maille.REGIONS else lieux.departements
    code = data.draw(st.sampled_from(sorted(noms)))
    sens = Lecteur(lieux).lire(code, noms[code].upper())
    assert (dict(sens.codes), sens.dite) == ({maille: code}, True)
