"""The short way of `opposable decide` prints what the long one prints, and leaves it the rest."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import typer.main

from opposable.cli import court, lancer
from opposable.cli.application import application, executer

if TYPE_CHECKING:
    from collections.abc import Callable

FAITS = ("--nationalite", "POL", "--metier", "42114", "--departement", "35", "--type")
DEMANDE = ("decide", *FAITS, "introduction", "--depose-le", "2008-02-01")
AU_LONG = {"lecture", "avec", "ancres", "help", "format", "langue"}
"""Options of the command that are no fact."""


def dire(
    porte: Callable[[], object],
    mots: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[object, str, str]:
    """Run a line through a way in: its code, what it printed, what it refused."""
    monkeypatch.setattr(sys, "argv", ["opposable", *mots])
    with pytest.raises(SystemExit) as fin:
        porte()
    return fin.value.code, *capsys.readouterr()


@pytest.mark.parametrize(
    "suite",
    [
        (),
        ("--format", "json"),
        ("--langue", "en"),
        ("--connu-le", "2008-01-15"),
        ("--metier-initial", "soudeur"),
        ("--rang-renouvellement", "troisième"),
        ("--connu-le", "1999-01-01"),
        ("--examine-le", "2007-01-01"),
    ],
)
def test_les_deux_voies_disent_de_meme(
    suite: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same code, the same bytes, the same refusal."""
    mots = (*DEMANDE, *suite)
    assert court.lire(mots) is not None
    court_, long = (dire(porte, mots, capsys, monkeypatch) for porte in (lancer, executer))
    assert court_ == long


@pytest.mark.parametrize(
    "mots",
    [
        (),
        ("decide", "--help"),
        ("decide", "POL"),
        ("decide", "--nationalite"),
        ("decide", "--nationalite", "--metier"),
        ("decide", "--nationalite=POL"),
        ("decide", "--nation", "POL"),
        ("decide", "--depose_le", "2008-02-01"),
        ("decide", "--nationalite", "POL", "--nationalite", "MAR"),
        ("decide", "--lecture", "32241=rival"),
        ("decide", "--format", "yaml"),
        ("decide", "--langue", "de"),
        ("search", "--format", "json"),
    ],
)
def test_toute_autre_ligne_prend_la_voie_longue(mots: tuple[str, ...]) -> None:
    """Help, a fault, an abbreviation, a repeated option: the library reads the line."""
    assert court.lire(mots) is None


def test_la_voie_courte_connait_chaque_fait_de_la_commande() -> None:
    """No fact of the command is left out, none is invented, all are options of one value."""
    groupe = typer.main.get_command(application("decide"))
    commande = groupe.get_command(typer.Context(groupe), "decide")  # type: ignore[attr-defined]
    options = {option.removeprefix("--") for p in commande.params for option in p.opts}
    faits = {option.replace("-", "_") for option in options}
    assert faits - AU_LONG - {"with"} == set(court.FAITS)


def test_un_tuyau_n_est_pas_dessine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a pipe the lines are those that the library of the terminal would draw."""
    nu = dire(lancer, DEMANDE, capsys, monkeypatch)
    monkeypatch.setenv("TTY_COMPATIBLE", "0")
    assert dire(lancer, DEMANDE, capsys, monkeypatch) == nu
