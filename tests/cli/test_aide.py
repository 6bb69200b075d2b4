"""The command line speaks French: help, and every line that cannot be read."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from typer.main import get_command

from opposable.cli.aide import Commande, Groupe, rediger
from opposable.cli.application import application
from opposable.ecrit.typographie import composer

Lancer = Callable[..., Any]
ANGLAIS = re.compile(
    r"\b(the|this|message|exit|default|required|such|valid|missing|usage:|try|did you|"
    r"argument\(s\)|unexpected|does|not|range|directory|no such)\b",
    re.IGNORECASE,
)
ILLISIBLES = [
    ("decid",),
    ("lists", "shw"),
    ("lists",),
    ("decide", "--metir", "x"),
    ("decide", "--format", "xml"),
    ("decide", "--format"),
    ("decide", "x"),
    ("serve", "--port", "abc"),
    ("serve", "--port", "70000"),
    ("serve", "--processus", "0"),
    ("batch", "a"),
    ("batch", "a", "b", "--summary=oui"),
    ("replay",),
    ("replay", "absent.json"),
    ("tabulate", "/absent/table.parquet"),
]


def commandes() -> Iterator[tuple[Any, Any]]:
    """Return every command with its context."""

    def parcourir(commande: Any, contexte: Any) -> Iterator[tuple[Any, Any]]:
        yield commande, contexte
        for nom, sienne in getattr(commande, "commands", {}).items():
            yield from parcourir(sienne, sienne.context_class(sienne, contexte, nom))

    racine = get_command(application())
    yield from parcourir(racine, racine.context_class(racine, info_name="opposable"))


def test_chaque_aide_est_en_francais() -> None:
    """No word of the help of any command or option is English."""
    vues = 0
    for commande, contexte in commandes():
        assert isinstance(commande, Commande | Groupe)
        for ligne in rediger(commande, contexte):
            dite = re.sub(r"(?m)^  opposable .*$|--[a-z-]+|default-\w+", "", ligne)
            assert not ANGLAIS.search(dite), ligne
        vues += 1
    assert vues > 12


def test_chaque_option_est_expliquee() -> None:
    """Every option and argument says what it is for."""
    for commande, contexte in commandes():
        for parametre in commande.get_params(contexte):
            assert parametre.help, (contexte.command_path, parametre.name)


def test_un_exemple_tient_sur_une_ligne() -> None:
    """An example can be copied: it is one line, and names a command that exists."""
    connues = {contexte.command_path.split()[1] for _, contexte in commandes() if contexte.parent}
    exemples = [
        ligne
        for commande, contexte in commandes()
        for ligne in rediger(commande, contexte)
        if ligne.startswith("  opposable ")
    ]
    assert len(exemples) > 10
    for exemple in exemples:
        assert exemple.split()[1] in connues, exemple


@pytest.mark.parametrize("mots", ILLISIBLES, ids=" ".join)
def test_une_ligne_illisible_est_dite_en_francais(opposable: Lancer, mots: tuple[str, ...]) -> None:
    """What cannot be read is told in French, set as French is, with exit code 2."""
    sortie = opposable(*mots)
    assert sortie.code == 2
    dit = sortie.imprimee or sortie.dit
    assert dit
    assert not ANGLAIS.search(re.sub(r"--[a-z-]+|« .* »", "", dit)), dit
    for phrase in sortie.imprimee.splitlines():
        assert phrase == composer(phrase)


def test_une_commande_proche_est_dite(opposable: Lancer) -> None:
    """A command or an option mistyped is told with those that resemble it."""
    assert "proche de decide" in opposable("decid").erreur
    assert "proche de" in opposable("decide", "--metir", "x").erreur
