"""The impact of a change of the law, application by application."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from opposable.batch.comparaison import Comparaison, changements
from opposable.batch.demandes import Demandes
from opposable.batch.etat_compare import lire_etat
from opposable.batch.rapport import dire_etat, en_html, en_markdown
from opposable.errors import FichierError, LectureError, ListeError
from opposable.fichiers.entree import Entree
from opposable.fichiers.table import ouvrir

TITRES = "id,nationalite,metier,region,type,depose_le"


@pytest.fixture
def demandes(tmp_path: Path) -> Path:
    """Four applications and one that cannot be read."""
    chemin = tmp_path / "e.csv"
    chemin.write_text(
        f"{TITRES}\n"
        "a,SEN,61231,11,introduction,2008-02-01\n"
        "b,SEN,42114,11,introduction,2008-02-01\n"
        "c,POL,42114,53,introduction,2008-02-01\n"
        "d,SEN,42114,53,introduction,2008-02-01\n"
        "e,XQZ,42114,53,introduction,2008-02-01\n",
        encoding="utf-8",
    )
    return chemin


def comparer(demandes: Path, avant: str, apres: str) -> tuple[Comparaison, dict[str, list[str]]]:
    """Compare two states; return the comparison, and before and after by id of what changes."""
    comparaison = Comparaison(lire_etat(avant), lire_etat(apres))
    detail = demandes.with_name("detail.csv")
    with Entree(str(demandes)) as entree:
        attente = Demandes(())
        source, rejets = ouvrir(entree, attente), demandes.with_name("rejets.csv")
        comparaison.lire(source, attente.champs, str(detail), str(rejets))
    with detail.open(encoding="utf-8", newline="") as fichier:
        lignes = list(csv.DictReader(fichier))
    return comparaison, {ligne["id"]: [ligne["avant"], ligne["apres"]] for ligne in lignes}


def test_same_law_changes_nothing(demandes: Path) -> None:
    """The law compared with itself changes no answer, and every row is accounted for."""
    comparaison, changees = comparer(demandes, "actuel", "actuel")
    assert (comparaison.lues, comparaison.changees, comparaison.rejetees) == (4, 0, 1)
    assert changees == {}


def test_changed_list_from_a_file(demandes: Path, tmp_path: Path) -> None:
    """A list replaced by a file opens what it names, where it names it, and nothing else."""
    projet = tmp_path / "projet.csv"
    projet.write_text("metier;zone\n42114;53\n", encoding="utf-8")
    etat = f"arrete-2008-01-18-tiers/liste={projet}"
    comparaison, changees = comparer(demandes, "actuel", etat)
    assert changees == {
        "a": ["non_opposable", "opposable"],
        "d": ["opposable", "non_opposable"],
    }
    par_region = {c.valeur: c.changees for c in changements(comparaison, "region")}
    assert par_region == {"11": 1, "53": 1}
    assert [c.valeur for c in changements(comparaison, "regime")] == ["pays_tiers"]


def test_instruments_days_and_readings(demandes: Path) -> None:
    """An instrument is the first day of its lists; a day and a reading are taken as written."""
    nom = "circulaire-2007-12-20"
    assert lire_etat(nom).examine_le == lire_etat("2007-12-20").examine_le
    assert lire_etat("2008-02-01,32241=rival").corpus.rivales == ("32241",)
    _, changees = comparer(demandes, nom, "arrete-2008-01-18-tiers")
    assert changees == {}
    _, changees = comparer(demandes, "2007-12-19", "arrete-2008-01-18-tiers")
    assert changees["a"] == ["opposable", "non_opposable"]


def test_unknown_states_are_refused(tmp_path: Path) -> None:
    """A state that names nothing of the law is refused with what it may name."""
    with pytest.raises(ListeError, match="ne désigne aucune liste"):
        lire_etat("inconnu")
    with pytest.raises(LectureError, match="inconnue"):
        lire_etat("inconnue=rival")
    with pytest.raises(ListeError):
        lire_etat("inconnue=x.csv")
    liste = "arrete-2008-01-18-ue/liste"
    with pytest.raises(FichierError, match="n'existe pas"):
        lire_etat(f"{liste}={tmp_path / 'absent.csv'}")
    for contenu, message in (("code\n1\n", "« metier »"), ("metier\n00000\n", "ligne 2")):
        (tmp_path / "p.csv").write_text(contenu, encoding="utf-8")
        with pytest.raises(FichierError, match=message):
            lire_etat(f"{liste}={tmp_path / 'p.csv'}")


def test_report_stands_alone(demandes: Path, tmp_path: Path) -> None:
    """The page holds its chart and no address; names are escaped; Markdown says the same."""
    projet = tmp_path / "a&b.csv"
    projet.write_text("metier,zone\n42114,53\n", encoding="utf-8")
    comparaison, _ = comparer(demandes, "actuel", f"arrete-2008-01-18-tiers/liste={projet}")
    page, texte = en_html(comparaison), en_markdown(comparaison)
    assert "<svg" in page
    assert "http" not in page
    assert "a&amp;b.csv" in page
    assert page.startswith("<!doctype html>")
    assert 'name="viewport"' in page
    assert "prefers-color-scheme: dark" in page
    for attendu in ("Bretagne (53)", "Ouvrier de la maçonnerie (42114)", "2 demandes changent"):
        assert attendu in page
        assert attendu in texte
    assert re.search(r"[ \n>][;:!?]", page.split("</style>")[1]) is None


@pytest.mark.parametrize(
    ("mots", "dit"),
    [
        ("actuel", "le droit en vigueur"),
        ("2008-02-01", "le droit du 1er février 2008"),
        ("actuel,32241=rival", "le droit en vigueur avec l'autre lecture de « 32241 »"),
        ("arrete-2008-01-18-tiers", "arrêté"),
    ],
)
def test_a_state_is_told_in_words(mots: str, dit: str) -> None:
    """The title of a report names days, readings and texts, not identifiers."""
    assert dit in dire_etat(lire_etat(mots)).lower().replace("1ᵉʳ", "1er")


def test_command_writes_its_report(demandes: Path) -> None:
    """The command writes the three files and says how many change; a rejected row gives 3."""
    fait = subprocess.run(
        [sys.executable, "-c", "from opposable.cli import main; main()", "compare-law", "e.csv"],
        cwd=demandes.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert fait.returncode == 3
    assert "0 demandes changent de réponse sur 4 comparées ; 1 rejetées" in fait.stderr
    ecrits = sorted(p.name for p in demandes.parent.glob("comparaison*"))
    suffixes = (".csv", ".html", ".md", ".rejets.csv")
    assert ecrits == [f"comparaison{suffixe}" for suffixe in suffixes]
