"""`opposable lists`: index, rows, comparison, and files that no spreadsheet can run."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from opposable.cli.export import ecrire
from opposable.ecrit.tableur import sans_formule
from opposable.law.consultation import LigneDeListe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.law.corpus import Corpus

    Commande = Callable[..., Any]


def lu(chemin: Path) -> list[dict[str, str]]:
    """Rows of an exported file, whatever its format."""
    if chemin.suffix == ".json":
        lignes: list[dict[str, str]] = json.loads(chemin.read_text(encoding="utf-8"))
        return lignes
    if chemin.suffix == ".csv":
        with chemin.open(encoding="utf-8", newline="") as fichier:
            return list(csv.DictReader(fichier))
    entete, *rangees = CalamineWorkbook.from_path(chemin).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, entete), map(str, r), strict=True)) for r in rangees]


def tableau(sortie: Any) -> list[list[str]]:
    """Rows of a table asked for as CSV, headings first."""
    return list(csv.reader(sortie.dit.splitlines()))


def test_l_index_nomme_chaque_liste(opposable: Commande, corpus: Corpus) -> None:
    """One line a list: name, audience, days, rows that open; a list in force has no last day."""
    entete, *lignes = tableau(opposable("lists", "index", "--format", "csv"))
    assert entete == ["Liste", "Public", "Examen du", "au", "Lignes"]
    assert [ligne[0] for ligne in lignes] == list(corpus.listes)
    dites = {ligne[0]: ligne[2:] for ligne in lignes}
    assert dites["circulaire-2007-12-20/annexe-4"] == ["2007-12-20", "2008-01-20", "433"]
    assert dites["arrete-2008-01-18-tiers/liste"] == ["2008-01-21", "2021-04-02", "478"]
    assert dites["arrete-2025-05-21/liste"] == ["2025-05-23", "", "166"]


def test_montrer_une_region(opposable: Commande) -> None:
    """The rows of a day in a region, one a line, counted at the end."""
    demande = ("lists", "show", "2008-01-10", "--region", "53", "--regime", "pays_tiers")
    entete, *lignes = tableau(opposable(*demande, "--format", "csv"))
    assert entete[0] == "Code"
    assert {ligne[2] for ligne in lignes} == {"Bretagne", "metropole"}
    assert opposable(*demande).dit.splitlines()[-1] == f"{len(lignes)} lignes"


def test_un_tableau_est_aligne(opposable: Commande) -> None:
    """Columns begin under their headings, in a pipe too; JSON holds the same rows by heading."""
    entete, *lignes, compte = opposable("lists", "index").dit.splitlines()
    debuts = [entete.index(titre) for titre in ("Public", "Examen du", "Lignes")]
    assert all(ligne[d - 1] == " " and ligne[d] != " " for ligne in lignes for d in debuts)
    en_json = json.loads(opposable("lists", "index", "--format", "json").dit)
    assert compte == f"{len(en_json)} listes"
    assert [ligne.split()[0] for ligne in lignes] == [rang["Liste"] for rang in en_json]


def test_montrer_un_domaine(opposable: Commande) -> None:
    """Words of a heading filter the rows."""
    sortie = opposable("lists", "show", "2008-01-10", "--domaine", "pêche maritime")
    assert sortie.code == 0
    assert 1 < len(sortie.dit.splitlines()) < 20


def test_montrer_sous_une_lecture_rivale(opposable: Commande) -> None:
    """A rival reading that closes a row removes it."""
    liste = ("lists", "show", "circulaire-2007-12-20/annexe-4", "--region", "31")
    assert "52151" in opposable(*liste).dit
    assert "52151" not in opposable(*liste, "--lecture", "npdc-52151=rival").dit


def test_comparer_deux_textes(opposable: Commande) -> None:
    """The eight pairs the order closes are told, with what it opens."""
    demande = ("lists", "compare", "2008-01-20", "2008-01-21", "--regime", "pays_tiers")
    lignes = tableau(opposable(*demande, "--format", "csv"))[1:]
    assert sum(ligne[3] == "ferme" for ligne in lignes) == 8
    assert opposable(*demande).dit.splitlines()[-1] == f"{len(lignes)} écarts"


@pytest.mark.parametrize("suffixe", ["csv", "json", "xlsx", "CSV"])
def test_exporter_ecrit_les_memes_lignes(opposable: Commande, tmp_path: Path, suffixe: str) -> None:
    """Each format holds the 478 rows of the order, codes as text, and nothing is left beside."""
    sortie = tmp_path / f"liste.{suffixe}"
    fait = opposable("lists", "export", "arrete-2008-01-18-tiers/liste", str(sortie))
    assert fait.code == 0
    assert "478 lignes écrites" in fait.dit
    lignes = lu(sortie.rename(tmp_path / f"liste.{suffixe.lower()}"))
    assert len(lignes) == 478
    assert list(lignes[0]) == list(LigneDeListe._fields)
    assert lignes[0]["metier"] == "14232"
    assert lignes[0]["region"] == "11"
    assert [each.name for each in tmp_path.iterdir()] == [f"liste.{suffixe.lower()}"]


def test_exporter_filtre(opposable: Commande, tmp_path: Path) -> None:
    """Filters of `show` hold for `export`."""
    sortie = tmp_path / "liste.json"
    opposable(
        "lists", "export", "2008-02-01", str(sortie), "--region", "94", "--regime", "pays_tiers"
    )
    assert {ligne["region"] for ligne in lu(sortie)} == {"94"}


MENACES = ("=1+1", "+1", "-1", "@SOMME(A1)", "\t=1", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("menace", MENACES)
def test_aucune_cellule_n_est_une_formule(tmp_path: Path, menace: str) -> None:
    """A label that a spreadsheet would run is written as text in CSV and XLSX."""
    ligne = LigneDeListe(*[menace] * len(LigneDeListe._fields))
    for suffixe in ("csv", "xlsx"):
        sortie = tmp_path / f"l.{suffixe}"
        ecrire([ligne], sortie)
        (lue,) = lu(sortie)
        if suffixe == "csv":
            assert set(lue.values()) == {sans_formule(menace)} == {f"'{menace}"}
        else:
            assert b"<f>" not in sortie.read_bytes()
            assert {v.strip() for v in lue.values()} == {menace.strip()}


def test_un_retour_de_ligne_ne_cache_pas_une_formule() -> None:
    """A cell that begins with a line return is quoted too."""
    assert sans_formule("\r=1") == "'\r=1"
    assert sans_formule("Soudeur (-)") == "Soudeur (-)"


def test_un_retour_de_ligne_reste_dans_sa_cellule(tmp_path: Path) -> None:
    """A carriage return inside a label does not break the row."""
    ligne = LigneDeListe(*["a\rb"] * len(LigneDeListe._fields))
    ecrire([ligne], tmp_path / "l.csv")
    assert len(lu(tmp_path / "l.csv")) == 1


def test_les_lignes_du_droit_ne_sont_pas_alterees(opposable: Commande, tmp_path: Path) -> None:
    """No label of the law is quoted by the guard against formulas."""
    sorties = [tmp_path / f"l.{suffixe}" for suffixe in ("csv", "json", "xlsx")]
    for sortie in sorties:
        opposable("lists", "export", "2008-01-10", str(sortie))
    assert lu(sorties[0]) == lu(sorties[1]) == lu(sorties[2])


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("show", "absente"), "« absente » ne désigne aucune liste"),
        (("show", "2006-01-01"), "donnez un jour (AAAA-MM-JJ)"),
        (("show", "2008-01-10", "--region", "99"), "« 99 » n'en est pas une ; régions de 2007 :"),
        (("compare", "2008-01-10", "absente"), "« absente » ne désigne aucune liste"),
        (("export", "2008-01-10", "liste.txt"), "suffixe « .txt » ; connus : .csv, .json, .xlsx"),
        (("export", "2008-01-10", "liste"), "suffixe «  » ; connus"),
        (("export", "2008-01-10", "absent/l.csv"), "créez-le"),
        (("export", "2008-01-10", "absent/l.json"), "créez-le"),
    ],
)
def test_une_demande_impossible_est_dite(
    opposable: Commande,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    dit: str,
) -> None:
    """An unknown list, region, format or folder: exit 2, one sentence, nothing written."""
    monkeypatch.chdir(tmp_path)
    sortie = opposable("lists", *arguments)
    assert (sortie.code, sortie.dit) == (2, "")
    assert sortie.erreur.startswith("opposable : ")
    assert sortie.erreur.count("\n") == 1
    assert dit in sortie.erreur
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("nom", ["absent/l.xlsx", "fichier/l.csv", "fichier/l.json"])
def test_un_dossier_impossible_est_dit(
    opposable: Commande, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nom: str
) -> None:
    """A folder that is absent, or is a file, is told whatever the format."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fichier").touch()
    sortie = opposable("lists", "export", "2008-01-10", nom)
    assert (sortie.code, sortie.erreur.count("\n")) == (2, 1)
