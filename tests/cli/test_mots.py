"""The command line takes words: one meaning is taken and said, several are asked back."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Commande = Callable[..., Any]

JOUR = ("--depose-le", "2008-03-01", "--format", "json")


class Clavier(io.StringIO):
    """A keyboard: standard input of a terminal."""

    def isatty(self) -> bool:
        """Say that someone is there."""
        return True


def demande(sortie: Any) -> dict[str, str]:
    """Return the facts that were decided on."""
    faits: dict[str, str] = json.loads(sortie.dit)["demande"]
    return faits


@pytest.mark.parametrize(
    ("option", "mots", "code"),
    [
        ("--nationalite", "roumaine", "ROU"),
        ("--nationalite", "Côte d'Ivoire", "CIV"),
        ("--nationalite", "sénégalaise et française", "SEN+FRA"),
        ("--nationalite", "pol", "POL"),
        ("--nationalite", "SEN,FRA", "SEN+FRA"),
        ("--region", "Bretagne", "53"),
        ("--region", "ile de france", "11"),
        ("--departement", "ille et vilaine", "35"),
        ("--metier", "SOUDEUR", "44132"),
        ("--metier", "ouvrier de la maçonnerie", "42114"),
        ("--type", "Changement de statut", "changement_statut"),
    ],
)
def test_ce_qui_n_a_qu_un_sens_est_pris(
    opposable: Commande, option: str, mots: str, code: str
) -> None:
    """Words that mean one thing are read as it."""
    sortie = opposable("decide", option, mots, *JOUR)
    assert sortie.code == 0
    assert demande(sortie)[option.removeprefix("--").replace("-", "_")] == code


def test_ce_qui_est_lu_est_dit(opposable: Commande) -> None:
    """What was understood of words is said on standard error, and nothing of a code is."""
    assert (
        "« roumaine » est lu ROU (Roumanie)"
        in opposable("decide", "--nationalite", "roumaine", *JOUR).erreur
    )
    assert opposable("decide", "--nationalite", "ROU", *JOUR).erreur == ""


@pytest.mark.parametrize("mots", ["je ne sais pas", "inconnue", "non précisée"])
def test_ne_pas_savoir_n_est_pas_une_nationalite(opposable: Commande, mots: str) -> None:
    """Not knowing is a fact that is not said: it is asked for, never answered no."""
    sortie = opposable("decide", "--nationalite", mots, *JOUR)
    assert "nationalite" not in demande(sortie)
    assert json.loads(sortie.dit)["situation_emploi"] == "indeterminee"


def test_dans_un_tube_rien_n_est_demande(opposable: Commande) -> None:
    """Several meanings, nobody to choose: the choices, exit 4, nothing decided."""
    sortie = opposable("decide", "--nationalite", "congolaise", *JOUR)
    assert (sortie.code, sortie.dit) == (4, "")
    assert "--nationalite COG" in sortie.erreur
    assert "--nationalite COD" in sortie.erreur


@pytest.mark.parametrize(("touches", "code"), [("2\n", "COD"), ("\n", None), ("9\n", None)])
def test_dans_un_terminal_on_choisit(
    opposable: Commande, monkeypatch: pytest.MonkeyPatch, touches: str, code: str | None
) -> None:
    """In a terminal the person is asked; choosing nothing leaves with exit 4."""
    monkeypatch.setattr(sys, "stdin", Clavier(touches))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    sortie = opposable("decide", "--nationalite", "congolaise", *JOUR)
    assert sortie.code == (4 if code is None else 0)
    assert code is None or demande(sortie)["nationalite"] == code


def test_un_code_sur_aucune_liste_est_dit(opposable: Commande) -> None:
    """A code that is on no list is said to be, with those a fault of typing away."""
    sortie = opposable("decide", "--metier", "44123", *JOUR)
    assert "44123 n'est sur aucune liste ; codes proches : " in sortie.erreur
    assert "44132 (Soudeur)" in sortie.erreur


def test_chercher_propose(opposable: Commande) -> None:
    """`search` prints what words may mean, of every kind of fact; nothing near is exit 4."""
    trouves = json.loads(opposable("search", "loire", "--format", "json").dit)
    assert {"Fait": "departement", "Code": "42", "Nom": "Loire"} in trouves
    assert {t["Fait"] for t in trouves} >= {"departement", "region"}
    assert opposable("search", "soudeur").dit.splitlines()[1].split()[:2] == ["metier", "44132"]
    assert "CIV" in opposable("search", "ivoirienne").dit
    assert opposable("search", "qzxwvkj").code == 4


def test_le_shell_complete(executable: Path) -> None:
    """A shell that asks is given commands, and the options of a command."""

    def completer(ligne: str, mot: int) -> list[str]:
        variables = {"COMP_WORDS": ligne, "COMP_CWORD": str(mot)}
        fait = subprocess.run(
            [executable],
            env={"_OPPOSABLE_COMPLETE": "complete_bash", **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return fait.stdout.split()

    assert completer("opposable dec", 1) == ["decide"]
    assert completer("opposable decide --na", 2) == ["--nationalite"]


@pytest.mark.parametrize("interprete", ["bash", "zsh", "fish"])
def test_le_script_d_un_shell(opposable: Commande, interprete: str) -> None:
    """Each shell has its script, which asks this command."""
    sortie = opposable("completion", interprete)
    assert sortie.code == 0
    assert f"_OPPOSABLE_COMPLETE=complete_{interprete}" in sortie.dit


def test_la_page_de_manuel(opposable: Commande) -> None:
    """The page of manual has a section for each command, and no line man would take for a mark."""
    lignes = opposable("man").dit.splitlines()
    sections = [ligne for ligne in lignes if ligne.startswith(".SH")]
    assert '.SH "OPPOSABLE DECIDE"' in sections
    assert '.SH "OPPOSABLE LISTS SHOW"' in sections
    marques = {ligne.split()[0] for ligne in lignes if ligne.startswith(".")}
    assert marques == {".TH", ".SH", ".nf", ".fi"}


@pytest.mark.parametrize(
    ("mots", "codes"),
    [
        ("coiffeur", {"D1202"}),
        ("facteur", {"M1603"}),
        ("conducteur de pelle hydraulique", {"F1302", "43211"}),
        ("ingénieur études et développement", {"M1805", "32321"}),
    ],
)
def test_chercher_connait_les_metiers_d_aujourd_hui(
    opposable: Commande, mots: str, codes: set[str]
) -> None:
    """Every occupation of the public employment service is found; « none of these » is last."""
    trouves = json.loads(opposable("search", *mots.split(), "--format", "json").dit)
    metiers = [t["Code"] for t in trouves if t["Fait"] == "metier"]
    assert codes <= set(metiers)
    assert "42113" not in metiers
    assert metiers[-1] == "00000"


def test_aucun_des_metiers_est_toujours_un_choix(opposable: Commande) -> None:
    """Words for an occupation always come with the code of « on no list »."""
    for mots, code in (("cuistot", 4), ("coiffeur", 2)):
        sortie = opposable("decide", "--metier", mots, *JOUR)
        assert sortie.code == code
        assert "--metier 00000" in sortie.erreur
        assert "42113" not in sortie.erreur


@pytest.mark.parametrize(
    ("mots", "code", "dit"),
    [
        ("Yougoslavie", 4, "n'existe plus"),
        ("Kosovo", 4, "--nationalite XXX"),
        ("européenne", 2, "n'est pas une nationalité"),
    ],
)
def test_un_nom_qui_n_est_pas_celui_d_un_etat_est_explique(
    opposable: Commande, mots: str, code: int, dit: str
) -> None:
    """A State of before, one without a code, or a continent: said, and never one taken alone."""
    sortie = opposable("decide", "--nationalite", mots, *JOUR)
    assert (sortie.code, sortie.dit) == (code, "")
    assert dit in sortie.erreur
