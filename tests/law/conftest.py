"""What the tests of the law may ask for: a copy of its files to break, and applications."""

from __future__ import annotations

import random
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from opposable import Demande
from opposable.decision.chargement import load_corpus
from opposable.errors import LawDataError
from opposable.law.tables import DOSSIER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.law.corpus import Corpus

AUTOUR = (-400, -1, 0, 1, 20, 400)
"""Days from the beginning of a text at which applications are examined."""
AU_HASARD = 2000


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A copy of the law data, to change."""
    return shutil.copytree(DOSSIER, tmp_path / "droit")


@pytest.fixture
def changer(dossier: Path) -> Callable[[str, str, str], None]:
    """Replace the first occurrence of a text in a file of the copy; it must be there."""

    def remplacer(nom: str, avant: str, apres: str) -> None:
        fichier = dossier / nom
        texte = fichier.read_text(encoding="utf-8")
        assert avant in texte
        fichier.write_text(texte.replace(avant, apres, 1), encoding="utf-8")

    return remplacer


@pytest.fixture
def refus(dossier: Path) -> Callable[[], LawDataError]:
    """Load the copy, which must be refused, and return the error."""

    def charger() -> LawDataError:
        with pytest.raises(LawDataError) as refuse:
            load_corpus(dossier)
        return refuse.value

    return charger


@pytest.fixture(scope="session")
def demandes(corpus: Corpus) -> list[Demande]:
    """Two thousand applications drawn at random, most of them about what the lists hold."""
    hasard = random.Random(20071220)  # noqa: S311 - nothing is secret here
    jours = [
        liste.examine_du + timedelta(days=ecart)
        for liste in corpus.listes.values()
        for ecart in AUTOUR
    ]
    remarquables = [n.code for n in corpus.nationalites.values() if len(n.statuts) > 1]
    metiers = [*corpus.metiers, "99999"]

    def une() -> Demande:
        examine_le = hasard.choice(jours)
        metier = hasard.choice(metiers)
        return Demande(
            nationalite=hasard.choice([*remarquables, *hasard.sample([*corpus.nationalites], 30)]),
            metier=metier,
            region=hasard.choice([None, *corpus.regions]),
            type=hasard.choice(corpus.valeurs["type"]),
            depose_le=examine_le - timedelta(days=hasard.choice((0, 0, 10, 60))),
            examine_le=examine_le,
            metier_initial=hasard.choice([None, metier, "99998"]),
            activite=hasard.choice([None, *corpus.valeurs["activite"]]),
            diplome_francais=hasard.choice([None, None, None, "master"]),
        )

    return [une() for _ in range(AU_HASARD)]
