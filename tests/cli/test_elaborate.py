"""`opposable elaborate`: from files to lists, a report and a draft that decides."""

import csv
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest

from opposable.cli.application import executer
from opposable.ecrit.typographie import composer

PROGRAMME = """
import atexit, sys
from opposable.cli import main
atexit.register(lambda: print("pandas" in sys.modules, file=sys.stderr))
main()
"""
COMMANDE = (sys.executable, "-c", PROGRAMME)
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


def a_part(*mots: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [*COMMANDE, *mots], capture_output=True, encoding="utf-8", check=False, timeout=300
    )


def opposable(*mots: str) -> subprocess.CompletedProcess[str]:
    """Run the command here, faster; what it does not catch fails the test."""
    dit, plaint = StringIO(), StringIO()
    with (
        patch.object(sys, "argv", ["opposable", *mots]),
        redirect_stdout(dit),
        redirect_stderr(plaint),
        pytest.raises(SystemExit) as sortie,
    ):
        executer()
    code = sortie.value.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(mots, code, dit.getvalue(), plaint.getvalue())


@pytest.fixture
def ecrits(tmp_path: Path) -> Path:
    """The three files a statistician brings."""
    for nom, texte in (("s.toml", SCHEMA), ("d.csv", DONNEES), ("m.csv", METIERS)):
        (tmp_path / nom).write_text(texte, encoding="utf-8")
    return tmp_path


def options(dossier: Path, *mots: str) -> tuple[str, ...]:
    """Return the command that draws from the files of a folder."""
    return (
        "elaborate",
        *("--donnees", f"{dossier}/d.csv", "--nomenclature", f"{dossier}/m.csv"),
        *("--codes", "rome-1999", "--schema", f"{dossier}/s.toml", "--mesure", "essai"),
        *("--maille", "regions", "--out", f"{dossier}/sortie", *mots),
    )


def elaborer(dossier: Path, *mots: str) -> subprocess.CompletedProcess[str]:
    """Draw from the files of a folder."""
    return opposable(*options(dossier, *mots))


def test_tout_est_ecrit_et_dit(ecrits: Path) -> None:
    """Lists, verdicts, JSON, report are there, without pandas; set-aside rows give exit code 3."""
    lance = a_part(*options(ecrits, "--compare", "2009-06-01"))
    assert lance.returncode == 3, lance.stderr
    assert lance.stderr.endswith("False\n"), lance.stderr
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
    assert "n’est pas opposable" in ouvert.stdout, ouvert.stderr
    assert "la situation de l’emploi est opposable." in ferme.stdout, ferme.stderr


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
    assert composer(dit) in lance.stderr


FAUTES = {
    "negatif": ("11,61231,-3,100,2009", 2, "offres", "nombre négatif", "cellule erronee"),
    "decimal": ("11,61231,3.5,100,2009", 2, "offres", "nombre à virgule", "cellule erronee"),
    "virgule": ('11,61231,"3,5",100,2009', 2, "offres", "nombre à virgule", "cellule erronee"),
    "pour_cent": ("11,61231,3,12 %,2009", 2, "demandeurs", "pourcentage", "cellule erronee"),
    "texte": ("11,61231,beaucoup,100,2009", 2, "offres", "pas un nombre", "cellule erronee"),
    "secret": ("11,61231,s,100,2009", 2, "offres", "cellule secrète", "cellule secrete"),
    "etoile": ("11,61231,3,*,2009", 2, "demandeurs", "cellule secrète", "cellule secrete"),
    "vide": ("11,61231,,100,2009", 2, "offres", "cellule vide", "cellule secrete"),
    "territoire": ("99,61231,3,100,2009", 2, "territoire", "", "ligne ecartee"),
    "metier": ("11,99999,3,100,2009", 2, "metier", "absent de la nomenclature", "ligne ecartee"),
    "periode": ("11,61231,3,100,l'an 9", 2, "periode", "", "ligne ecartee"),
    "double": ("53,42114,1,100,2009", 3, "", "ligne", "cellule erronee"),
}
"""A faulty row put first, and what is said of it: row, column, reason, effect."""
SAINES = "53,42114,90,100,2009\n53,61231,90,100,2009\n"


@pytest.mark.parametrize("faute", FAUTES)
def test_chaque_faute_est_nommee_ligne_et_colonne(ecrits: Path, faute: str) -> None:
    """A faulty cell or row is named with its row and column, and gives exit code 3."""
    rangee, ligne, colonne, dit, effet = FAUTES[faute]
    entete = DONNEES.partition("\n")[0]
    (ecrits / "d.csv").write_text(f"{entete}\n{rangee}\n{SAINES}", encoding="utf-8")
    lance = elaborer(ecrits)
    assert lance.returncode == 3, lance.stderr
    with (ecrits / "sortie" / "anomalies.csv").open(encoding="utf-8", newline="") as fichier:
        dites = [a for a in csv.DictReader(fichier) if a["fichier"] == "d.csv"]
    assert any(
        (a["ligne"], a["effet"]) == (str(ligne), effet)
        and colonne in a["colonne"]
        and dit in a["probleme"]
        for a in dites
    ), dites
    tout = json.loads((ecrits / "sortie" / "elaboration.json").read_text(encoding="utf-8"))
    tenus = {(v["metier"], v["territoire"]): v for v in tout["verdicts"]}
    assert tenus["61231", "53"]["decision"] == "retenu"
    if ("61231", "11") in tenus:
        assert tenus["61231", "11"]["decision"] == "non_evaluable"


def test_zero_demandeur_n_est_ni_une_faute_ni_une_absence_de_tension(ecrits: Path) -> None:
    """Nobody seeking is a count: no anomaly, exit code 0, and a cell that is not assessed."""
    entete = DONNEES.partition("\n")[0]
    texte = f"{entete}\n11,61231,3,0,2009\n{SAINES}"
    (ecrits / "d.csv").write_text(texte, encoding="utf-8")
    lance = elaborer(ecrits)
    assert lance.returncode == 0, lance.stderr
    tout = json.loads((ecrits / "sortie" / "elaboration.json").read_text(encoding="utf-8"))
    (verdict,) = (v for v in tout["verdicts"] if (v["metier"], v["territoire"]) == ("61231", "11"))
    assert verdict["decision"] == "non_evaluable"
    assert verdict["motif"] == "aucun demandeur : pas de rapport"


def test_des_annees_melangees_se_separent_ou_se_choisissent(ecrits: Path) -> None:
    """Two years are added and said; one may be chosen; a year and a quarter are refused."""
    with (ecrits / "d.csv").open("a", encoding="utf-8") as fichier:
        fichier.write("53,61231,1,100,2010\n11,61231,1,100,2010\n")
    deux = elaborer(ecrits)
    assert "Périodes lues\u00a0: 2009, 2010." in deux.stderr
    une = elaborer(ecrits, "--periode", "2010")
    assert "Périodes lues\u00a0: 2010." in une.stderr
    with (ecrits / "d.csv").open("a", encoding="utf-8") as fichier:
        fichier.write("53,61231,1,100,2010-T1\n")
    refus = elaborer(ecrits, "--out", str(ecrits / "autre"))
    assert refus.returncode == 2
    assert "Traceback" not in refus.stderr
    assert not (ecrits / "autre").exists()


@pytest.mark.parametrize(
    ("mots", "dit"),
    [
        (("--hysterese", "0,05"), "rien n'est en place"),
        (("--en-place", "2009-06-01"), "dites aussi de combien"),
        (("--hysterese", "-1", "--en-place", "2009-06-01"), "hysterese : «"),
        (("--hysterese", "0,1", "--en-place", "rien"), "ne désigne aucune liste"),
        (("--marge", "un peu"), "marge : «"),
        (("--marge", "1e999999999"), "marge : «"),
        (("--balayage", "1:2"), "écrivez MIN:MAX:PAS"),
        (("--balayage", "0:1000:0,001"), "1000 seuils au plus"),
        (("--unites", "0"), "--unites"),
        (("--tirages", "1"), "--tirages"),
        (("--periode", "1999"), "1999"),
        (("--projet-id", "p", "--examine-du", "hier", "--examine-au", "demain"), "examine_du"),
    ],
)
def test_rien_n_est_ecrit_quand_une_option_ne_se_peut(
    ecrits: Path, mots: tuple[str, ...], dit: str
) -> None:
    """A refused option leaves no folder, not even a half-written one, and no trace."""
    avant = {p.name for p in ecrits.iterdir()}
    lance = elaborer(ecrits, *mots)
    if dit:
        assert lance.returncode == 2
        assert composer(dit) in lance.stderr
        assert {p.name for p in ecrits.iterdir()} == avant


@pytest.mark.parametrize(
    ("fichier", "octets"),
    [
        ("s.toml", b"id = "),
        ("s.toml", b"\xff\xfe"),
        ("s.toml", SCHEMA.replace('"0.8"', "0.8").encode()),
        ("s.toml", SCHEMA.replace('"regions"', '"../regions"').encode()),
        ("d.csv", b""),
        ("d.csv", b"a,b\n1,2\n"),
        ("d.csv", DONNEES.replace("offres,demandeurs", "tension,rang").encode()),
        ("m.csv", b"code\n"),
        ("m.csv", b"\x00\x01"),
    ],
)
def test_un_fichier_inutilisable_ne_laisse_rien(ecrits: Path, fichier: str, octets: bytes) -> None:
    """A file that cannot be used is named, with exit code 2, no trace and nothing written."""
    (ecrits / fichier).write_bytes(octets)
    lance = elaborer(ecrits)
    assert lance.returncode == 2, lance.stderr
    assert fichier in lance.stderr
    assert {p.name for p in ecrits.iterdir()} == {"s.toml", "d.csv", "m.csv"}


def test_une_liste_d_avant_se_maintient(ecrits: Path) -> None:
    """Drawn again at a higher threshold, what was open stays within the margin, and it is said."""
    elaborer(ecrits)
    haut = SCHEMA.replace('"0.8"', '"0.95"')
    (ecrits / "s.toml").write_text(haut, encoding="utf-8")
    place = ("--en-place", str(ecrits / "sortie"), "--hysterese", "0,05")
    lance = elaborer(ecrits, *place, "--out", str(ecrits / "suite"), "--balayage", "0,9:1:0,05")
    assert lance.returncode == 3, lance.stderr
    assert "1 maintenue" in lance.stderr
    tout = json.loads((ecrits / "suite" / "elaboration.json").read_text(encoding="utf-8"))
    assert tout["hysterese"]["marge"] == "1/20"
    (garde,) = tout["hysterese"]["maintenus"]["regions"]
    assert (garde["metier"], garde["territoire"], garde["seuil"]) == ("61231", "53", "9/10")
    balayage = tout["fragilites"]["regions"]["balayage"]
    assert [b["seuil"] for b in balayage] == ["9/10", "19/20", "1"]
    sans = elaborer(ecrits, "--out", str(ecrits / "sans"))
    assert "maintenue" not in sans.stderr


def test_le_minimum_de_la_ligne_de_commande_prime(ecrits: Path) -> None:
    """`--effectif-minimal` takes the place of that of the scheme."""
    elaborer(ecrits, "--effectif-minimal", "101")
    tout = json.loads((ecrits / "sortie" / "elaboration.json").read_text(encoding="utf-8"))
    assert {v["decision"] for v in tout["verdicts"]} == {"non_evaluable"}


def test_un_projet_deja_la_n_est_pas_touche(ecrits: Path) -> None:
    """A draft someone may have corrected stops the command before anything is written."""
    (ecrits / "projet-2010").mkdir()
    jours = ("--examine-du", "2010-01-01", "--examine-au", "2011-08-12")
    lance = elaborer(ecrits, "--projet-id", "projet-2010", *jours)
    assert lance.returncode == 2
    assert "nommez-en un autre" in lance.stderr
    assert not (ecrits / "sortie").exists()


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
    assert {"bas", "haut", "probabilite", "tension"} <= set(
        tout["fragilites"]["regions"]["basculent"][0]
    )
    page = (tmp_path / "sortie" / "rapport.html").read_text(encoding="utf-8")
    assert page.count("<caption>Entrées qui basculent</caption>") == 2
    assert page.count("Intervalles du hasard") >= 2


def sans(dossier: Path, *oubliees: str) -> tuple[str, ...]:
    """Return the command without some of its options."""
    mots = list(options(dossier))
    for nom in oubliees:
        rang = mots.index(nom)
        del mots[rang : rang + 2]
    return tuple(mots)


def test_les_codes_disent_leur_nomenclature(ecrits: Path) -> None:
    """Without `--codes` the nomenclature is that whose pattern all codes follow."""
    assert opposable(*sans(ecrits, "--codes")).returncode == 3
    (ecrits / "m.csv").write_text(METIERS + "F1703,Maçonnerie,V,X\n", encoding="utf-8")
    refus = opposable(*sans(ecrits, "--codes"))
    assert refus.returncode == 2
    assert "F1703" in refus.stderr
    assert "--codes" in refus.stderr


def test_sans_nomenclature_les_metiers_sont_ceux_des_chiffres(ecrits: Path) -> None:
    """Occupations come from the figures, with the labels of the law; what is unknown is said."""
    lance = opposable(*sans(ecrits, "--codes", "--nomenclature"))
    assert lance.returncode == 3, lance.stderr
    assert "Niveaux inconnus" in lance.stderr
    with (ecrits / "sortie/regions.csv").open(encoding="utf-8", newline="") as fichier:
        gardes = {(li["metier"], li["zone"]): li["intitule"] for li in csv.DictReader(fichier)}
    assert gardes.keys() == {("61231", "53"), ("42114", "11")}
    assert gardes["42114", "11"] == "Ouvrier de la maçonnerie"


def test_une_nomenclature_mal_dite_est_refusee(ecrits: Path) -> None:
    """Codes of five digits are not said to be of ROME v3."""
    autre = (*sans(ecrits, "--codes", "--nomenclature"), "--codes", "rome-v3")
    refus = opposable(*autre)
    assert refus.returncode == 2
    assert "rome-1999" in refus.stderr
    assert not (ecrits / "sortie").exists()
