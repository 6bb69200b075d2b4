"""Figures as services publish them: read through, or refused by what to write."""

from fractions import Fraction
from pathlib import Path

import pytest

from elaboration.ecrits import cellules, csv_de, lire
from opposable.elaboration.chiffres.lieux import Lieux
from opposable.errors import FichierError
from opposable.law.corpus import Corpus

FRANCE_TRAVAIL = (
    *("datMaj", "codeTypeTerritoire", "codeTerritoire", "libTerritoire", "codeTypeActivite"),
    *("codeActivite", "libActivite", "codeNomenclature", "libNomenclature", "codeTypePeriode"),
    *("codePeriode", "libPeriode", "valeurPrincipaleNombre"),
)
BMO = ("annee", "Code métier BMO", "Nom métier", "Dept", "NomDept", "BE23", "met", "xmet", "smet")


def serie(indicateur: str, trimestre: str, valeur: str, *lieu: str) -> tuple[str, ...]:
    """Return a row of the layout of one figure a row."""
    ou = lieu or ("REG", "53", "Bretagne")
    metier = ("ROME", "F1703", "Maçonnerie", indicateur[:3].upper(), indicateur)
    return ("2023-07-01", *ou, *metier, "TRIMESTRE", trimestre, trimestre, valeur)


def test_une_ligne_par_indicateur(tmp_path: Path, corpus: Corpus) -> None:
    """Offers and seekers on rows of their own meet in one cell; other figures are counted out."""
    fichier = csv_de(
        tmp_path / "ft.csv",
        [
            FRANCE_TRAVAIL,
            serie("Offres", "2022T1", "40"),
            serie("Demandeurs", "2022T2", "61"),
            serie("Tension", "2022T2", "3"),
            serie("Demandeurs", "2022T1", "60"),
            serie("Offres", "2022T2", "50"),
            serie("Offres", "2022T2", "9", "DEP", "35", "Ille-et-Vilaine"),
        ],
    )
    lu = lire(fichier, Lieux.de(corpus), maille=None, mesure="flux-annuel")
    assert set(cellules(lu)) == {("F1703", "53", "2022")}
    assert Fraction(int(lu.releve.offres[0, 0, 0]), lu.releve.unites) == 90
    assert Fraction(int(lu.releve.demandeurs[0, 0, 0]), lu.releve.unites) == Fraction(121, 2)
    assert any("1 ligne d'autres indicateurs" in c for c in lu.constats)
    assert lu.hors_maille == 1


def test_un_effectif_manquant_d_un_indicateur_est_inconnu(tmp_path: Path, corpus: Corpus) -> None:
    """A cell with offers and no row of seekers is not known; a figure given twice is in error."""
    fichier = csv_de(
        tmp_path / "ft.csv",
        [
            FRANCE_TRAVAIL,
            serie("Offres", "2022", "40"),
            serie("Offres", "2022", "40", "REG", "82", "Rhône-Alpes"),
            serie("Demandeurs", "2022", "60", "REG", "82", "Rhône-Alpes"),
            serie("Demandeurs", "2022", "61", "REG", "82", "Rhône-Alpes"),
            serie("Offres", "2022", "1", "REG", "11", "Île-de-France"),
            serie("Demandeurs", "2022", "2", "REG", "11", "Île-de-France"),
        ],
    )
    lu = lire(fichier, Lieux.de(corpus), maille=None)
    connues = {c: v for c, v in cellules(lu).items() if isinstance(v, tuple)}
    assert connues == {("F1703", "11", "2022"): (1, 2)}
    assert {a.ligne for a in lu.anomalies} == {2, 3, 5}


def test_un_indicateur_de_tension_ne_suffit_pas(tmp_path: Path, corpus: Corpus) -> None:
    """A tension already worked out is refused, and the option to write is named."""
    fichier = csv_de(tmp_path / "ft.csv", [FRANCE_TRAVAIL, serie("Tension", "2022", "3")])
    with pytest.raises(FichierError) as refus:
        lire(fichier, Lieux.de(corpus), maille=None)
    assert "« Tension »" in refus.value.message
    assert "--indicateurs offres=NOM,demandeurs=NOM" in refus.value.message


def test_les_indicateurs_se_nomment(tmp_path: Path, corpus: Corpus) -> None:
    """Figures under other names are read where one says which they are."""
    rangees = [serie("Postes", "2022", "4"), serie("Inscrits", "2022", "5")]
    fichier = csv_de(tmp_path / "ft.csv", [FRANCE_TRAVAIL, *rangees])
    noms = {"offres": "Postes", "demandeurs": "inscrits"}
    lu = lire(fichier, Lieux.de(corpus), maille=None, indicateurs=noms)
    assert cellules(lu) == {("F1703", "53", "2022"): (4, 5)}


def test_des_projets_de_recrutement_ne_sont_pas_des_offres(tmp_path: Path, corpus: Corpus) -> None:
    """Projects of a survey are refused as offers, then read as one says; basins are added up."""
    ou = ("2023", "F1703", "Maçons", "35", "Ille-et-Vilaine")
    sans = csv_de(tmp_path / "bmo.csv", [BMO, (*ou, "5315", "1 230", "980", "10")])
    with pytest.raises(FichierError, match="demandeurs=TITRE"):
        lire(sans, Lieux.de(corpus), maille=None)
    avec = csv_de(
        tmp_path / "bmo2.csv",
        [
            (*BMO, "DEFM ABC"),
            (*ou, "5315", "1 230", "980", "10", "800"),
            (*ou, "5316", "70", "60", "0", "30"),
        ],
    )
    with pytest.raises(FichierError, match=r"écrivez --colonnes offres=met$"):
        lire(avec, Lieux.de(corpus), maille=None)
    lu = lire(avec, Lieux.de(corpus), maille=None, colonnes={"offres": "met"})
    assert cellules(lu) == {("F1703", "53", "2023"): (1300, 830)}


def test_une_tension_seule_dit_quoi_ecrire(tmp_path: Path, corpus: Corpus) -> None:
    """A published table of ratios is refused, and tells how to name the counts."""
    titres = ("Code FAP", "Région", "Année", "Tension")
    fichier = csv_de(tmp_path / "dares.csv", [titres, ("B2Z40", "Bretagne", "2021", "1,2")])
    with pytest.raises(FichierError, match="--colonnes offres=TITRE,demandeurs=TITRE"):
        lire(fichier, Lieux.de(corpus), maille=None)


def test_les_series_trimestrielles_par_fap(tmp_path: Path, corpus: Corpus) -> None:
    """Quarterly series by FAP and region, offers collected and seekers at the end of a month."""
    titres = ("Code FAP", "Libellé FAP", "Région", "Trimestre", "DEFM ABC", "OEE")
    rangees = [
        ("B2Z40", "Maçons", "Bretagne", f"{n}e trimestre 2021", "1 200,5", "310") for n in (2, 3, 4)
    ]
    rangees.append(("B2Z40", "Maçons", "Bretagne", "1er trimestre 2021", "1 201,5", "300"))
    lu = lire(
        csv_de(tmp_path / "d.csv", [titres, *rangees]), Lieux.de(corpus), maille=None, unites=None
    )
    assert Fraction(int(lu.releve.offres[0, 0, 0]), lu.releve.unites) == 1230
    assert Fraction(int(lu.releve.demandeurs[0, 0, 0]), lu.releve.unites) == Fraction("1200.75")


def test_une_ligne_de_chiffres_n_est_pas_un_titre(tmp_path: Path, corpus: Corpus) -> None:
    """A cell that happens to be a known title, as « ROME », does not make its row the titles."""
    titres = ("x", "y", "z")
    fichier = csv_de(tmp_path / "f.csv", [titres, ("ROME", "2022", "2022")])
    with pytest.raises(FichierError, match="aucune colonne"):
        lire(fichier, Lieux.de(corpus), maille=None)


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("1er trimestre 2022", "2022-T1"),
        ("4e trimestre 2022", "2022-T4"),
        ("2e semestre 2022", "2022-S2"),
        ("janvier 2022", "2022-01"),
        ("Déc. 2022", "2022-12"),
        ("août 2022", "2022-08"),
        ("07/2022", "2022-07"),
        ("31/12/2022", "2022-12-31"),
        ("202207", "2022-07"),
    ],
)
def test_une_periode_en_toutes_lettres(tmp_path: Path, ecrit: str, lu: str) -> None:
    """Quarters, half-years and months are read as people write them."""
    rangees = [("region", "metier", "offres", "demandeurs", "periode"), ("11", "A", 1, 2, ecrit)]
    assert lire(csv_de(tmp_path / "p.csv", rangees)).releve.periodes == (lu,)


def test_des_decimales_partout_se_lisent_exactement(tmp_path: Path) -> None:
    """A column of decimals is read in its own unit and it is said; one alone is named."""
    titres = ("region", "metier", "periode", "oee", "defm")
    decimaux = [("11", f"A{n}", "2022", "40,25", "100.5") for n in range(4)]
    lu = lire(csv_de(tmp_path / "d.csv", [titres, *decimaux]), unites=None)
    assert (lu.releve.unites, lu.anomalies) == (100, ())
    assert any("--unites 100" in c for c in lu.constats)
    entiers = [("11", f"A{n}", "2022", "40", "100") for n in range(4)]
    lu = lire(
        csv_de(tmp_path / "e.csv", [titres, *entiers, ("11", "B", "2022", "40,25", "100.5")]),
        unites=None,
    )
    assert lu.releve.unites == 1
    assert {a.ligne for a in lu.anomalies} == {6}


def test_des_codes_en_minuscules(tmp_path: Path) -> None:
    """A code in lower case is the code, and it is said."""
    titres = ("region", "code_rome", "annee", "offres", "demandeurs")
    lu = lire(csv_de(tmp_path / "m.csv", [titres, ("11", "f1703", "2022", "9", "10")]))
    assert set(cellules(lu)) == {("F1703", "11", "2022")}
    assert any("f1703 lu F1703" in c for c in lu.constats)
