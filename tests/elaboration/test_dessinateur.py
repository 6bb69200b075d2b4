"""Charts drawn by another process are those drawn here, whatever becomes of that process."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest

from opposable.elaboration.examen.fragilite import Balayage
from opposable.elaboration.restitution import dessinateur
from opposable.elaboration.restitution.dessin import Dessin, dessiner
from opposable.elaboration.restitution.dessinateur import Dessinateur, servir
from opposable.elaboration.restitution.graphiques import courbe

POPEN = subprocess.Popen
DESSIN = courbe(Balayage((Fraction(1), Fraction(2)), (2, 1)), Fraction(4, 3))


@pytest.fixture(scope="module")
def ici() -> str:
    """The chart, drawn in this process."""
    return dessiner(DESSIN)


def test_a_cote_le_dessin_est_le_meme(ici: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several in turn are the same bytes as here; the process is gone once the block is left."""
    lances: list[subprocess.Popen[bytes]] = []

    def lancer(*mots: Any, **nommes: Any) -> subprocess.Popen[bytes]:
        lances.append(POPEN(*mots, **nommes))
        return lances[-1]

    monkeypatch.setattr(subprocess, "Popen", lancer)
    monkeypatch.setattr(dessinateur, "dessiner", None)
    with Dessinateur() as cote:
        assert [cote(DESSIN), cote(DESSIN)] == [ici, ici]
    assert [processus.poll() is not None for processus in lances] == [True]


@pytest.mark.parametrize(
    "commande",
    [
        ("/nulle/part",),
        (sys.executable, "-c", "raise SystemExit(1)"),
        (sys.executable, "-c", "print('[' * 40)"),
        (sys.executable, "-c", "import sys; sys.stdin.buffer.readline(); print('')"),
    ],
)
def test_sans_lui_on_dessine_ici(
    ici: str, commande: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not start, leaves at once, or answers something else: the chart is drawn here."""
    monkeypatch.setattr(dessinateur, "COMMANDE", commande)
    with Dessinateur() as cote:
        assert cote(DESSIN) == ici


def test_il_repond_ligne_apres_ligne(ici: str) -> None:
    """Each chart asked for is a line of its own, until nothing more is asked."""
    demande = json.dumps(DESSIN).encode() + b"\n"
    reponses = BytesIO()
    servir(BytesIO(demande * 2), reponses)
    assert [json.loads(ligne) for ligne in reponses.getvalue().splitlines()] == [ici, ici]


def test_ce_qui_est_montre_passe_par_json() -> None:
    """A chart is plain values: what arrives is what was sent."""
    assert Dessin(*json.loads(json.dumps(DESSIN))) == DESSIN
