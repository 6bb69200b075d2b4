"""Every sentence the rule names is in the law data, or the law is not loaded."""

import shutil
from enum import StrEnum
from pathlib import Path

import pytest

from opposable.decision.chargement import load_corpus
from opposable.decision.regles import NOMS
from opposable.errors import LawDataError
from opposable.law.regle import GENRES
from opposable.law.tables import DOSSIER


def test_chaque_genre_de_phrase_a_ses_noms() -> None:
    """The kinds that the rule names are those of the law data."""
    assert tuple(NOMS) == GENRES


@pytest.mark.parametrize("nom", [noms(next(iter(noms))) for noms in NOMS.values()], ids=str)
def test_une_phrase_qui_manque_est_dite(tmp_path: Path, nom: StrEnum) -> None:
    """A sentence taken away from the data is named, with its table, before anything is decided."""
    dossier = tmp_path / "data"
    shutil.copytree(DOSSIER, dossier)
    regles = dossier / "regles.toml"
    texte = regles.read_text(encoding="utf-8")
    genre = next(g for g, noms in NOMS.items() if isinstance(nom, noms))
    debut = texte.index(f'[[{genre}]]\nid = "{nom}"')
    fin = texte.find("\n[", debut + 2)
    regles.write_text(texte[:debut] + (texte[fin + 1 :] if fin > 0 else ""), encoding="utf-8")
    with pytest.raises(LawDataError, match=f"il manque {nom}"):
        load_corpus(dossier)
