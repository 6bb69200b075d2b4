"""A file begun at the first thing written: whole, or as it was, or gone with what it told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opposable.errors import FichierError
from opposable.fichiers.rejets import FichierDeRejets, Rejet, Rejets
from opposable.fichiers.sortie import DestinationTardive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANCIEN = "d'une exécution d'avant"


@pytest.fixture
def chemin(tmp_path: Path) -> Path:
    """Return a file that an earlier run left."""
    fichier = tmp_path / "rejets.csv"
    fichier.write_text(ANCIEN, encoding="utf-8")
    return fichier


def _disque_plein() -> None:
    raise OSError(28, "No space left on device")


def _ecrire(chemin: Path, finir: Callable[[], object], fin: BaseException | None = None) -> None:
    with DestinationTardive(str(chemin)) as tardive:
        tardive.ouvrir("").write(b"la moitie")
        tardive.avant_de_fermer(finir)
        if fin is not None:
            raise fin


def test_ce_qui_ne_peut_pas_finir_ne_prend_pas_le_nom(chemin: Path) -> None:
    """The last step fails, on a full disk: the file of before stands, nothing is left beside."""
    with pytest.raises(FichierError):
        _ecrire(chemin, _disque_plein)
    assert chemin.read_text(encoding="utf-8") == ANCIEN
    assert [*chemin.parent.iterdir()] == [chemin]


def test_interrompue_elle_ne_finit_rien(chemin: Path) -> None:
    """An error inside the block: nothing is finished, the file of before stands."""
    finies: list[bool] = []
    with pytest.raises(KeyboardInterrupt):
        _ecrire(chemin, lambda: finies.append(True), KeyboardInterrupt())
    assert not finies
    assert chemin.read_text(encoding="utf-8") == ANCIEN


def test_sans_rien_a_dire_le_fichier_d_avant_s_en_va(chemin: Path) -> None:
    """No rejected row this time: a reader must not find those of an earlier run."""
    with FichierDeRejets(str(chemin)) as rejets:
        rejets.ajouter(Rejets.de(()))
    assert not chemin.exists()


def test_les_lignes_rejetees_remplacent_celles_d_avant(chemin: Path) -> None:
    """One rejected row: the file holds it, and it alone."""
    with FichierDeRejets(str(chemin)) as rejets:
        rejets.ajouter(Rejets.de([Rejet(3, "date", "date inconnue")]))
    assert chemin.read_text(encoding="utf-8") == "ligne,champ,raison\n3,date,date inconnue\n"
