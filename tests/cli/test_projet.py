"""A draft text in every command: `--with` (or `--avec`) adds it to the law for one run."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from conftest import RACINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Commande = Callable[..., Any]

PROJET = str(RACINE / "tests" / "data" / "projet-2010")
MACON = ("--nationalite", "MAR", "--metier", "F1703", "--region", "53", "--type", "introduction")


@pytest.fixture
def demandes(tmp_path: Path) -> Path:
    """A mason in both nomenclatures, before and after the draft begins."""
    chemin = tmp_path / "demandes.csv"
    lignes = ["id,nationalite,metier,region,type,depose_le"]
    lignes += [
        f"{jour}-{metier},MAR,{metier},53,introduction,{jour}"
        for jour in ("2009-06-01", "2010-06-01")
        for metier in ("F1703", "42114")
    ]
    chemin.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    return chemin


@pytest.mark.parametrize("option", ["--with", "--avec"])
def test_verify_dit_ce_que_le_projet_change(opposable: Commande, option: str) -> None:
    """The list, its public, days, rows, zones, what it ends and what it brings are told."""
    sortie = opposable("verify", option, PROJET)
    plat = " ".join(sortie.dit.split())
    assert (sortie.code, sortie.erreur) == (0, "")
    for dit in (
        "projet-2010/liste, pour pays_tiers, accord_en_vigueur",
        "examen du 2010-01-01 au 2011-08-12",
        "2 lignes, 2 métiers : 1 pour « partout », 1 dans 1 région",
        "Codes : ROME v3",
        "Sans motif : 1 ligne",
        "Remplace arrete-2008-01-18-tiers/liste, qui ne vaut plus après le 2009-12-31",
        "Apporte 1 disposition, 0 métier, 1 domaine",
        "Ce que le texte promet",
    ):
        assert dit in plat


def test_verify_le_dit_en_json(opposable: Commande) -> None:
    """The same as JSON, under `projets`; without a draft the array is empty."""
    (projet,) = json.loads(opposable("verify", "--with", PROJET, "--format", "json").dit)["projets"]
    (liste,) = projet["listes"]
    assert (liste["lignes"], liste["zones"], liste["motifs"]) == (2, {"53": 1, "partout": 1}, 1)
    assert liste["remplace"] == [
        {
            "liste": "arrete-2008-01-18-tiers/liste",
            "examine_au": "2009-12-31",
            "sans_liste": [],
        }
    ]
    assert projet["metiers"] == {}
    assert json.loads(opposable("verify", "--format", "json").dit)["projets"] == []


def test_verify_avertit_de_ceux_qui_n_ont_plus_de_liste(
    opposable: Commande, tmp_path: Path
) -> None:
    """A public that the list ended was written for and the draft forgets is told."""
    projet = shutil.copytree(PROJET, tmp_path / "projet-2010")
    texte = (projet / "instrument.toml").read_text(encoding="utf-8")
    court = texte.replace('["pays_tiers", "accord_en_vigueur"]', '["pays_tiers"]')
    long = court.replace("examine_au = 2011-08-12", "examine_au = 2030-08-12")
    actuel = long.replace("arrete-2008-01-18-tiers/liste", "arrete-2025-05-21/liste")
    actuel = actuel.replace("examine_du = 2010-01-01", "examine_du = 2026-01-01")
    (projet / "instrument.toml").write_text(actuel, encoding="utf-8")
    plat = " ".join(opposable("verify", "--with", str(projet)).dit.split())
    assert "Attention : accord_en_vigueur n'a plus de liste ensuite" in plat
    assert "le corpus ne connaît rien après le 2026-11-25" in plat


def test_verify_sort_en_faute_avec_le_lieu(opposable: Commande, tmp_path: Path) -> None:
    """A broken draft leaves with 1, its file, row and field on standard error."""
    projet = shutil.copytree(PROJET, tmp_path / "projet-2010")
    lignes = (projet / "liste.csv").read_text(encoding="utf-8").replace("1,53,", "1,27,")
    (projet / "liste.csv").write_text(lignes, encoding="utf-8")
    sortie = opposable("verify", "--with", str(projet))
    assert (sortie.code, sortie.dit) == (1, "")
    assert "instruments/projet-2010/liste.csv, ligne 2, champ « zone »" in sortie.erreur


@pytest.mark.parametrize("option", ["--with", "--avec"])
def test_decide_repond_par_le_projet(opposable: Commande, option: str) -> None:
    """One application is answered by the draft list from its first day."""
    sortie = opposable("decide", option, PROJET, *MACON, "--depose-le", "2010-06-01", "--ancres")
    assert sortie.code == 0
    assert "projet-2010#1/53/1" in sortie.dit
    sans = opposable("decide", *MACON, "--depose-le", "2010-06-01", "--ancres")
    assert "on ne peut pas répondre" in sans.dit
    assert "projet-2010" not in sans.dit


def test_une_reponse_du_projet_se_rejoue_avec_lui(opposable: Commande, tmp_path: Path) -> None:
    """A determination given under a draft replays with the draft, and not without it."""
    faits = (*MACON, "--depose-le", "2010-06-01", "--format", "json")
    recue = tmp_path / "recue.json"
    recue.write_text(opposable("decide", "--with", PROJET, *faits).dit, encoding="utf-8")
    assert opposable("replay", str(recue), "--with", PROJET).code == 0
    assert opposable("replay", str(recue)).code == 2


def test_batch_repond_comme_decide(opposable: Commande, demandes: Path, tmp_path: Path) -> None:
    """A file is answered by the draft: by its list, or by asking for the code in its own terms."""
    sortie = tmp_path / "reponses.csv"
    assert opposable("batch", str(demandes), str(sortie), "--with", PROJET).code == 0
    with sortie.open(encoding="utf-8", newline="") as fichier:
        dites = {li["id"]: (li["situation_emploi"], li["regle"]) for li in csv.DictReader(fichier)}
    assert dites["2010-06-01-F1703"] == ("non_opposable", "liste-regionale")
    assert dites["2010-06-01-42114"] == ("indeterminee", "fait-manquant")
    assert dites["2009-06-01-F1703"] == ("indeterminee", "fait-manquant")
    assert dites["2009-06-01-42114"] == ("opposable", "hors-liste")


@pytest.mark.parametrize("etat", [("--with", PROJET), ("--after", PROJET)])
def test_compare_law_dit_la_difference(
    opposable: Commande, demandes: Path, tmp_path: Path, etat: tuple[str, str]
) -> None:
    """The effect of a draft on a file: who changes answer, from what to what."""
    out = tmp_path / "comparaison"
    sortie = opposable("compare-law", str(demandes), *etat, "--out", str(out))
    assert "2 demandes changent de réponse sur 4 comparées ; 0 rejetées" in sortie.erreur
    changees = out.with_suffix(".csv").read_text(encoding="utf-8")
    assert "2010-06-01-42114" in changees
    assert "2010-06-01-F1703" in changees


def test_lists_lit_le_projet(opposable: Commande) -> None:
    """The draft list is shown, and compared with the one it replaces."""
    assert "projet-2010/liste" in opposable("lists", "index", "--with", PROJET).dit
    montree = opposable("lists", "show", "projet-2010", "--avec", PROJET)
    assert "Maçonnerie" in montree.dit
    comparer = ("lists", "compare", "arrete-2008-01-18-tiers", "projet-2010", "--with", PROJET)
    ecarts = opposable(*comparer, "--format", "csv")
    assert "F1703,Maçonnerie,Bretagne,ouvert" in ecarts.dit
