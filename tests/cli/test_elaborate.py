"""`opposable elaborate`: from files to lists, a report and a draft that decides."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDE = (sys.executable, "-c", "from opposable.cli import main; main()")
SCHEMA = """id = "essai"
nom = "Essai"
mesure = "essai"
effectif_minimal = 10
[[selection]]
id = "regions"
nom = "Par région"
par_region = true
[[selection.etape]]
id = "tension"
nom = "Tension"
genre = "tension"
seuil = "0.8"
"""
DONNEES = """territoire,metier,offres,demandeurs,periode
53,61231,90,100,2009
11,61231,80,100,2009
53,42114,s,100,2009
11,42114,300,100,2009
99,42114,1,1,2009
"""
METIERS = """metier,intitule,niveau,domaine
61231,Chef de chantier du BTP,IV,BÂTIMENT ET TRAVAUX PUBLICS
42114,Ouvrier de la maçonnerie,V,BÂTIMENT ET TRAVAUX PUBLICS
"""


def opposable(*mots: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(
        [*COMMANDE, *mots], capture_output=True, encoding="utf-8", check=False, timeout=300
    )


@pytest.fixture
def ecrits(tmp_path: Path) -> Path:
    """The three files a statistician brings."""
    for nom, texte in (("s.toml", SCHEMA), ("d.csv", DONNEES), ("m.csv", METIERS)):
        (tmp_path / nom).write_text(texte, encoding="utf-8")
    return tmp_path


def elaborer(dossier: Path, *mots: str) -> subprocess.CompletedProcess[str]:
    """Draw from the files of a folder."""
    return opposable(
        "elaborate",
        *("--donnees", f"{dossier}/d.csv", "--nomenclature", f"{dossier}/m.csv"),
        *("--codes", "rome-1999", "--schema", f"{dossier}/s.toml", "--mesure", "essai"),
        *("--out", f"{dossier}/sortie", *mots),
    )


def test_tout_est_ecrit_et_dit(ecrits: Path) -> None:
    """Lists, verdicts, anomalies, JSON and report are there; set-aside rows give exit code 3."""
    lance = elaborer(ecrits, "--compare", "2009-06-01")
    assert lance.returncode == 3, lance.stderr
    sortie = ecrits / "sortie"
    assert {p.name for p in sortie.iterdir()} == {
        "regions.csv",
        "regions.xlsx",
        "verdicts.csv",
        "anomalies.csv",
        "elaboration.json",
        "rapport.html",
    }
    with (sortie / "regions.csv").open(encoding="utf-8", newline="") as fichier:
        gardes = {(li["metier"], li["zone"]) for li in csv.DictReader(fichier)}
    assert gardes == {("61231", "53"), ("42114", "11")}
    tout = json.loads((sortie / "elaboration.json").read_text(encoding="utf-8"))
    assert {a["effet"] for a in tout["anomalies"]} == {"ligne ecartee", "cellule secrete"}
    assert any(e["sens"] == "retire" for e in tout["confrontation"])


def test_le_rapport_tient_seul(ecrits: Path) -> None:
    """The report has no script and asks nothing of another file; its charts are drawn in it."""
    elaborer(ecrits)
    page = (ecrits / "sortie" / "rapport.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<svg" in page
    assert 'src="' not in page
    assert "url(http" not in page
    assert page.count("<h1>") == 1


def test_le_projet_decide_aussitot(ecrits: Path) -> None:
    """The draft written is law for one run: the occupation kept is open where it was kept."""
    jours = ("--examine-du", "2010-01-01", "--examine-au", "2011-08-12")
    lance = elaborer(ecrits, "--projet-id", "projet-2010", *jours)
    assert lance.returncode == 3, lance.stderr
    demande: tuple[str, ...] = (
        "--nationalite",
        "SEN",
        "--metier",
        "61231",
        "--type",
        "introduction",
    )
    demande += ("--depose-le", "2010-03-01", "--with", str(ecrits / "projet-2010"))
    ouvert = opposable("decide", *demande, "--region", "53")
    ferme = opposable("decide", *demande, "--region", "82", "--nationalite", "MAR")
    assert "(non_opposable)" in ouvert.stdout, ouvert.stderr
    assert "(opposable)" in ferme.stdout, ferme.stderr


def test_un_dossier_d_un_autre_n_est_pas_ecrase(ecrits: Path) -> None:
    """A folder that this command did not write is left as it is; one it wrote is replaced."""
    autre = ecrits / "sortie"
    autre.mkdir()
    (autre / "notes.txt").write_text("à moi")
    refus = elaborer(ecrits)
    assert refus.returncode == 2
    assert "nommez-en un autre" in refus.stderr
    assert [p.name for p in autre.iterdir()] == ["notes.txt"]
    (autre / "notes.txt").unlink()
    autre.rmdir()
    assert elaborer(ecrits).returncode == elaborer(ecrits).returncode == 3


@pytest.mark.parametrize(
    ("mots", "dit"),
    [
        (("--schema", "rien.toml"), "ce schéma n'existe pas"),
        (("--mesure", "autre"), "même échelle"),
        (("--donnees", "rien.csv"), "rien.csv"),
        (("--projet-id", "p"), "--examine-du"),
        (("--compare", "rien"), "ne désigne aucune liste"),
    ],
)
def test_une_entree_inutilisable_est_refusee(ecrits: Path, mots: tuple[str, ...], dit: str) -> None:
    """What cannot be used is told in French, with exit code 2 and no trace."""
    lance = elaborer(ecrits, *mots)
    assert lance.returncode == 2
    assert dit in lance.stderr
    assert "Traceback" not in lance.stderr


def test_les_chiffres_de_2021_donnent_un_rapport(sources: Path, tmp_path: Path) -> None:
    """The real figures of 2021 are drawn by the example scheme, every row accounted for."""
    lance = opposable(
        "elaborate",
        *("--donnees", f"{sources}/data/rome_v3_region2007_offres_demandes_2021.csv"),
        *("--nomenclature", f"{sources}/data/rome_v3_niveaux_acces.csv", "--codes", "rome-v3"),
        *("--schema", "variante-flux.toml", "--mesure", "flux-annuel", "--unites", "100"),
        *("--niveau", "plus_haut", "--out", str(tmp_path / "sortie")),
    )
    assert lance.returncode == 3, lance.stderr
    tout = json.loads((tmp_path / "sortie" / "elaboration.json").read_text(encoding="utf-8"))
    assert len(tout["verdicts"]) > 10_000
    assert tout["fragilites"]["regions"]["comptes"]["sures"] > 0
