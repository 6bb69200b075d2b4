"""Importing figures: what is read, what is set aside, what is said."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elaboration.ecrits import TITRES, cellules, csv_de, lire, parquet_de, releve_de, xlsx_de
from opposable.elaboration.chiffres.anomalie import Effet, ecrire_anomalies
from opposable.elaboration.chiffres.importation import importer
from opposable.elaboration.chiffres.importation_metiers import lire_nomenclature
from opposable.elaboration.chiffres.lieux import Lieux
from opposable.elaboration.chiffres.nomenclature import MetierNomme, Nomenclature
from opposable.elaboration.chiffres.releve import Etat
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from opposable.law.corpus import Corpus

LIGNE = ("01", "M1", "12", "10", "2006")
CLE = ("M1", "01", "2006")


def avec(**cellule: object) -> list[object]:
    """A row in the tidy layout, some cells changed."""
    return [cellule.get(titre, valeur) for titre, valeur in zip(TITRES, LIGNE, strict=True)]


def test_une_ligne_donne_une_cellule(tmp_path: Path) -> None:
    """A row gives its cell its two counts, and nothing is reported."""
    lu = lire(releve_de(tmp_path, LIGNE), mesure="anpe-2006")
    assert cellules(lu) == {CLE: (12, 10)}
    assert lu.anomalies == ()
    assert (lu.releve.mesure, lu.releve.source) == ("anpe-2006", "releve.csv")


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("0", 0),
        ("007", 7),
        ("1240", 1240),
        ("1 240", 1240),
        ("1\u00a0240", 1240),
        ("1\u202f371\u202f931", 1371931),
        ("12,0", 12),
        ("12.00", 12),
        (" 12 ", 12),
    ],
)
def test_nombres_francais(tmp_path: Path, ecrit: str, lu: int) -> None:
    """Thousands set apart by any space, and decimals that are zero, are read exactly."""
    assert cellules(lire(releve_de(tmp_path, avec(offres=ecrit)))) == {CLE: (lu, 10)}


@pytest.mark.parametrize("ecrit", ["", "s", "S", "*", "nd", "n.d.", "c", "-", "  "])
def test_cellule_secrete(tmp_path: Path, ecrit: str) -> None:
    """A figure kept back or left empty is named and is never zero."""
    lu = lire(releve_de(tmp_path, avec(demandeurs=ecrit)))
    assert cellules(lu) == {CLE: Etat.SECRETE}
    (anomalie,) = lu.anomalies
    assert (anomalie.ligne, anomalie.colonne) == (2, "demandeurs")
    assert anomalie.effet is Effet.CELLULE_SECRETE


@pytest.mark.parametrize(
    ("ecrit", "dit"),
    [
        ("-3", "négatif"),
        ("−3", "négatif"),
        ("1,5", "entiers"),
        ("1.234,5", "pas un nombre"),
        ("12 %", "pourcentage"),
        ("12%", "pourcentage"),
        ("=A1*2", "formule"),
        ("+12", "formule"),
        ("douze", "pas un nombre"),
        ("1e3", "pas un nombre"),
        ("12 34", "pas un nombre"),
        ("٣", "pas un nombre"),
        ("1000000000000001", "au-delà"),
        ("9" * 400, "au-delà"),
        ("inf", "pas un nombre"),
        ("1," + "0" * 40 + "1", "décimales"),
    ],
)
def test_cellule_erronee(tmp_path: Path, ecrit: str, dit: str) -> None:
    """What is not a count is named with its row and column, and the cell is not assessed."""
    lu = lire(releve_de(tmp_path, avec(offres=ecrit)))
    assert cellules(lu) == {CLE: Etat.ERRONEE}
    (anomalie,) = lu.anomalies
    assert (anomalie.ligne, anomalie.colonne) == (2, "offres")
    assert anomalie.effet is Effet.CELLULE_ERRONEE
    assert dit in anomalie.probleme


def test_erreur_avant_secret(tmp_path: Path) -> None:
    """A cell with one count wrong and the other kept back is in error, both being named."""
    lu = lire(releve_de(tmp_path, avec(offres="x", demandeurs="s")))
    assert cellules(lu) == {CLE: Etat.ERRONEE}
    assert [a.colonne for a in lu.anomalies] == ["offres", "demandeurs"]


def test_zero_demandeur_est_un_effectif(tmp_path: Path) -> None:
    """Nobody seeking is a count like any other: known, and nothing is reported."""
    lu = lire(releve_de(tmp_path, avec(demandeurs="0")))
    assert cellules(lu) == {CLE: (12, 0)}
    assert lu.anomalies == ()


@pytest.mark.parametrize(
    ("ecrit", "lu"), [("16.62", 1662), ("16,6", 1660), ("20", 2000), ("1 000,05", 100005)]
)
def test_centiemes_exacts(tmp_path: Path, ecrit: str, lu: int) -> None:
    """Figures with two decimals are read exactly in hundredths."""
    importation = lire(releve_de(tmp_path, avec(offres=ecrit)), unites=100)
    assert cellules(importation) == {CLE: (lu, 1000)}


def test_plus_fin_que_l_unite(tmp_path: Path) -> None:
    """A third decimal is not rounded away where the unit is a hundredth."""
    lu = lire(releve_de(tmp_path, avec(offres="16.625")), unites=100)
    assert cellules(lu) == {CLE: Etat.ERRONEE}
    assert "1/100" in lu.anomalies[0].probleme


@pytest.mark.parametrize(
    ("ecrit", "code"),
    [
        ("01", "01"),
        ("1", "01"),
        ("Guadeloupe", "01"),
        ("GUADELOUPE", "01"),
        ("île de france", "11"),
        ("Ile-de-France", "11"),
        ("Réunion", "04"),
        ("la reunion", "04"),
        ("FR", "FR"),
        ("France", "FR"),
        ("France entière", "FR"),
    ],
)
def test_territoires(tmp_path: Path, ecrit: str, code: str) -> None:
    """Codes, names without regard to accents, zeros lost by a spreadsheet and France are read."""
    lu = lire(releve_de(tmp_path, avec(territoire=ecrit)))
    assert lu.releve.territoires == (code,)
    assert lu.anomalies == ()


def test_zero_perdu_est_dit(tmp_path: Path) -> None:
    """A leading zero given back is stated."""
    lu = lire(releve_de(tmp_path, avec(territoire="1")))
    assert any("1 lu 01" in constat for constat in lu.constats)


@pytest.mark.parametrize(
    ("titre", "valeur"),
    [
        ("territoire", "75"),
        ("territoire", "France métropolitaine"),
        ("territoire", ""),
        ("metier", ""),
        ("metier", "=HYPERLINK(1)"),
        ("periode", "2006-2007"),
        ("periode", ""),
        ("periode", "06"),
    ],
)
def test_ligne_ecartee(tmp_path: Path, titre: str, valeur: str) -> None:
    """A row that names no cell is set aside and told; the others stay."""
    lu = lire(releve_de(tmp_path, LIGNE, avec(**{titre: valeur, "metier": "M2"} | {titre: valeur})))
    assert cellules(lu) == {CLE: (12, 10)}
    (anomalie,) = lu.anomalies
    assert (anomalie.ligne, anomalie.colonne, anomalie.valeur) == (3, titre, valeur)
    assert anomalie.effet is Effet.LIGNE_ECARTEE
    assert (lu.lues, lu.retenues, lu.ecartees) == (2, 1, 1)


def test_code_hors_nomenclature(tmp_path: Path) -> None:
    """With a nomenclature, a row of an unknown code is set aside; capitals are given back."""
    nomenclature = Nomenclature("n", {"M1": MetierNomme("M1", "Un")})
    fichier = releve_de(tmp_path, avec(metier="m1"), avec(metier="M9"))
    lu = lire(fichier, nomenclature=nomenclature)
    assert cellules(lu) == {CLE: (12, 10)}
    assert [(a.ligne, a.valeur, a.effet) for a in lu.anomalies] == [(3, "M9", Effet.LIGNE_ECARTEE)]


def test_deux_fois_la_meme_cellule(tmp_path: Path) -> None:
    """The same cell twice is in error, and both rows are named with both lines."""
    lu = lire(releve_de(tmp_path, LIGNE, avec(metier="M2"), avec(territoire="1", offres="13")))
    assert cellules(lu) == {CLE: Etat.ERRONEE, ("M2", "01", "2006"): (12, 10)}
    assert [a.ligne for a in lu.anomalies] == [2, 4]
    assert all("2, 4" in a.probleme for a in lu.anomalies)
    assert {a.effet for a in lu.anomalies} == {Effet.CELLULE_ERRONEE}


def test_cent_fois_la_meme_cellule(tmp_path: Path) -> None:
    """A cell met a hundred times names every row, and cites only the first lines."""
    lu = lire(releve_de(tmp_path, *[LIGNE] * 100))
    assert len(lu.anomalies) == 100
    assert max(len(a.probleme) for a in lu.anomalies) < 120


def test_plusieurs_annees(tmp_path: Path) -> None:
    """Several years make an axis; those asked for are kept, the other rows are counted."""
    fichier = releve_de(tmp_path, LIGNE, avec(periode="2007"), avec(periode="2005"))
    assert lire(fichier).releve.periodes == ("2005", "2006", "2007")
    lu = lire(fichier, periodes=["2007"])
    assert lu.releve.periodes == ("2007",)
    assert (lu.retenues, lu.hors_periode, lu.ecartees) == (1, 2, 0)


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("2006", "2006"),
        ("2006.0", None),
        ("2006-S2", "2006-S2"),
        ("2006T1", "2006-T1"),
        ("T1 2006", "2006-T1"),
        ("2006-q4", "2006-T4"),
        ("2006-12", "2006-12"),
        ("2006-13", None),
        ("2006-12-31", "2006-12-31"),
    ],
)
def test_formes_de_periode(tmp_path: Path, ecrit: str, lu: str | None) -> None:
    """Years, half-years, quarters, months and days are read, each written one way."""
    importation = lire(releve_de(tmp_path, avec(periode=ecrit), avec(periode=lu or "2007")))
    assert (not importation.ecartees) == (lu is not None)
    assert importation.releve.periodes == (lu or "2007",)


def test_periodes_de_durees_differentes(tmp_path: Path) -> None:
    """A year and a quarter in one file are refused, the rows named, unless one is chosen."""
    fichier = releve_de(tmp_path, LIGNE, avec(periode="2006-T1"))
    with pytest.raises(FichierError, match=r"ligne 2.*ligne 3"):
        lire(fichier)
    assert lire(fichier, periodes=["2006"]).hors_periode == 1


def test_periode_absente(tmp_path: Path) -> None:
    """A period asked for that is not in the file is refused with those that are."""
    with pytest.raises(FichierError, match="2006"):
        lire(releve_de(tmp_path, LIGNE), periodes=["2004"])


def test_disposition_de_france_travail(tmp_path: Path) -> None:
    """Columns named as in open data by ROME are recognised, the others stated as not read."""
    titres = ["annee", "rome_v3", "reg2007", "reg2007_nom", "oee_offres", "defm_abc_demandes"]
    ligne = ["2021", "A1101", "01", "Guadeloupe", "3,5", "7"]
    lu = lire(csv_de(tmp_path / "ft.csv", [titres, ligne]), unites=10)
    assert cellules(lu) == {("A1101", "01", "2021"): (35, 70)}
    assert any("non lues" in c and "reg2007_nom" in c for c in lu.constats)


def test_disposition_de_la_dares(tmp_path: Path) -> None:
    """A workbook by FAP, with a heading above its titles, is recognised."""
    rangees: list[list[object]] = [
        ["Tensions par famille professionnelle", "", "", "", ""],
        [],
        ["Région", "Code FAP", "Offres enregistrées", "DEFM ABC", "Année"],
        ["Île-de-France", "A0Z40", 120, 100, 2010],
    ]
    lu = lire(xlsx_de(tmp_path / "dares.xlsx", rangees))
    assert cellules(lu) == {("A0Z40", "11", "2010"): (120, 100)}
    assert any("titres à la ligne 3" in constat for constat in lu.constats)


def test_une_colonne_par_annee(tmp_path: Path) -> None:
    """A wide table with a pair of columns a year gives one cell a year, each row counted once."""
    titres = ["code_rome", "region", "offres_2020_t1", "demandeurs_2020t1", "offres_2021_T1"]
    fichier = csv_de(
        tmp_path / "large.csv",
        [[*titres, "demandeurs 2021-T1"], ["A1101", "01", 1, 2, 3, "s"]],
    )
    lu = lire(fichier)
    assert cellules(lu) == {
        ("A1101", "01", "2020-T1"): (1, 2),
        ("A1101", "01", "2021-T1"): Etat.SECRETE,
    }
    assert (lu.lues, lu.retenues) == (1, 1)
    assert [a.colonne for a in lu.anomalies] == ["demandeurs 2021-T1"]
    assert lire(fichier, periodes=["2020-T1"]).anomalies == ()


@pytest.mark.parametrize("titre", ["tension", "Ratio", "indicateur_de_tension"])
def test_rapport_seul_refuse(tmp_path: Path, titre: str) -> None:
    """A table that gives only a ratio is refused: counts are needed exactly."""
    fichier = csv_de(tmp_path / "t.csv", [["metier", "territoire", "periode", titre], [1, 2, 3, 4]])
    with pytest.raises(FichierError, match="effectifs"):
        lire(fichier)


def test_colonnes_qui_se_ressemblent(tmp_path: Path) -> None:
    """Two columns that may hold the offers are refused, unless one has the title of the layout."""
    titres = ["metier", "territoire", "periode", "nb_offres", "oee", "demandeurs"]
    ligne = ["M1", "01", "2006", "1", "2", "3"]
    with pytest.raises(FichierError, match=r"oee.*nb_offres|nb_offres.*oee"):
        lire(csv_de(tmp_path / "a.csv", [titres, ligne]))
    titres[3] = "offres"
    assert cellules(lire(csv_de(tmp_path / "b.csv", [titres, ligne]))) == {CLE: (1, 3)}


@pytest.mark.parametrize(
    ("encodage", "dit"),
    [("utf-8", "UTF-8."), ("utf-8-sig", "UTF-8 avec BOM"), ("cp1252", "CP1252")],
)
@pytest.mark.parametrize(
    ("separateur", "nom"),
    [(";", "point-virgule"), (",", "virgule"), ("\t", "tabulation"), ("|", "barre")],
)
def test_forme_du_texte(tmp_path: Path, encodage: str, dit: str, separateur: str, nom: str) -> None:
    """Encoding and delimiter are found out, and stated."""
    fichier = csv_de(tmp_path / "r.csv", [TITRES, avec(territoire="Île-de-France")], separateur)
    fichier.write_bytes(fichier.read_text("utf-8").encode(encodage))
    lu = lire(fichier)
    assert cellules(lu) == {("M1", "11", "2006"): (12, 10)}
    assert nom in lu.constats[0]
    assert dit.rstrip(".") in lu.constats[0]


def test_virgule_decimale_entre_guillemets(tmp_path: Path) -> None:
    """Quoted cells may hold the delimiter and line ends; a record counts for one line."""
    titres = "territoire,metier,offres,demandeurs,periode,note"
    texte = f'{titres}\n01,M1,"1,5",2,2006,"a\nb"\n\n01,M2,x,1,2006,\n'
    (tmp_path / "r.csv").write_text(texte, encoding="utf-8")
    lu = lire(tmp_path / "r.csv", unites=2)
    assert cellules(lu)[CLE] == (3, 4)
    assert [a.ligne for a in lu.anomalies] == [4]
    assert any("virgule" in c and "décimal" in c for c in lu.constats)
    assert any("1 ligne vide" in c for c in lu.constats)


def test_ligne_de_travers(tmp_path: Path) -> None:
    """A row with too many or too few cells is set aside and told."""
    lu = lire(releve_de(tmp_path, LIGNE, [*LIGNE, "x"], LIGNE[:3]))
    assert [(a.ligne, a.effet) for a in lu.anomalies] == [
        (3, Effet.LIGNE_ECARTEE),
        (4, Effet.LIGNE_ECARTEE),
    ]
    assert (lu.lues, lu.retenues, lu.ecartees) == (3, 1, 2)


def test_classeur(tmp_path: Path) -> None:
    """A workbook gives the same statement as text, numbers typed or not."""
    rangees = [TITRES, [1, "M1", 12.0, "10", 2006], ["11", "M1", 0.1 + 0.2, 2, 2006]]
    lu = lire(xlsx_de(tmp_path / "r.xlsx", rangees), unites=10)
    assert cellules(lu) == {CLE: (120, 100), ("M1", "11", "2006"): (3, 20)}
    assert "Chiffres" in lu.constats[0]


def test_parquet(tmp_path: Path) -> None:
    """Parquet is read whatever the types: integers, doubles near a unit, decimals, categories."""
    fichier = parquet_de(
        tmp_path / "r.parquet",
        territoire=[1, 1, 1, 1, 1],
        metier=["M1", "M2", "M3", "M4", "M5"],
        offres=[16.62, 0.1 + 0.2, float("nan"), 1.005, -1.0],
        demandeurs=[Decimal("1.25"), Decimal("2.00"), None, Decimal("3.10"), Decimal("1.00")],
        periode=[2006, 2006, 2006, 2006, 2006],
    )
    lu = lire(fichier, unites=100)
    assert [cellules(lu)[f"M{i}", "01", "2006"] for i in range(1, 6)] == [
        (1662, 125),
        (30, 200),
        Etat.SECRETE,
        Etat.ERRONEE,
        Etat.ERRONEE,
    ]
    assert {a.ligne for a in lu.anomalies} == {3, 4, 5}


def test_anomalies_en_csv(tmp_path: Path) -> None:
    """Anomalies are written one a row, and no cell is a formula for a spreadsheet."""
    lu = lire(releve_de(tmp_path, LIGNE, avec(metier="M2", offres="=1+1")))
    ecrire_anomalies(lu.anomalies, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as fichier:
        (ligne,) = csv.DictReader(fichier)
    assert ligne["valeur"] == "'=1+1"
    assert (ligne["ligne"], ligne["colonne"], ligne["effet"]) == ("3", "offres", "cellule erronee")


RANGEES = st.lists(
    st.tuples(
        st.sampled_from(["01", "1", "11", "FR", "99", ""]),
        st.sampled_from(["M1", "M2", "M3", "?"]),
        st.sampled_from(["3", "s", "x", "-1", "2,5"]),
        st.sampled_from(["4", "0", "", "1 000"]),
        st.sampled_from(["2006", "2007", "avant"]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(RANGEES, st.randoms(use_true_random=False))
def test_l_ordre_des_lignes_ne_compte_pas(
    tmp_path_factory: pytest.TempPathFactory, rangees: Sequence[Sequence[str]], alea: st.DataObject
) -> None:
    """Rows in another order give the same statement, and every row is accounted for."""
    dossier = tmp_path_factory.mktemp("ordre")
    melangees = list(rangees)
    alea.shuffle(melangees)  # type: ignore[attr-defined] # a random.Random of Hypothesis
    premier = releve_de(dossier, LIGNE, *rangees)
    attendu = lire(premier)
    second = lire(releve_de(dossier, LIGNE, *melangees))
    assert cellules(second) == cellules(attendu)
    assert len(second.anomalies) == len(attendu.anomalies)
    assert second.ecartees == attendu.ecartees


def test_releve_de_2021(sources: Path, corpus: Corpus) -> None:
    """The 2021 figures are read whole, and give the ratios printed beside them."""
    fichier = sources / "data" / "rome_v3_region2007_offres_demandes_2021.csv"
    if not fichier.exists():
        pytest.skip(f"relevé absent : {fichier.name}")
    nomenclature = lire_nomenclature(sources / "data" / "rome_v3_niveaux_acces.csv", "rome-v3")
    lu = importer(fichier, Lieux.de(corpus), nomenclature=nomenclature)
    assert lu.releve.unites == 100
    with fichier.open(encoding="utf-8", newline="") as texte:
        lignes = list(csv.DictReader(texte))
    assert lu.lues == len(lignes) == lu.retenues + lu.ecartees
    assert lu.ecartees == sum(ligne["rome_v3"] not in nomenclature.metiers for ligne in lignes)
    for ligne in lignes:
        if ligne["rome_v3"] not in nomenclature.metiers:
            continue
        m, t = lu.releve.rang_metier[ligne["rome_v3"]], lu.releve.rang_territoire[ligne["reg2007"]]
        offres, demandeurs = int(lu.releve.offres[m, t, 0]), int(lu.releve.demandeurs[m, t, 0])
        assert offres == Decimal(ligne["oee_offres"]) * 100
        # The ratio printed was worked out before the figures were rounded to two decimals.
        ratio, arrondi = Fraction(offres, demandeurs), Fraction(1, 2 * demandeurs)
        permis = Fraction(5, 100_000) + arrondi * (1 + ratio)
        assert abs(ratio - Fraction(ligne["ratio"])) <= permis
