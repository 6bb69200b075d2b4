"""`opposable tabulate`: both Parquet files, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from opposable.cli.application import application
from opposable.decision import axes
from opposable.decision.table import IMPOSSIBLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

    Commande = Callable[..., Any]


@pytest.fixture(scope="module")
def ecrite(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The table, written by the command, and what the command said."""
    sortie, dit = tmp_path_factory.mktemp("publiee") / "table.parquet", io.StringIO()
    with contextlib.redirect_stdout(dit):
        application("tabulate")(["tabulate", str(sortie)], standalone_mode=False)
    return sortie, dit.getvalue()


@pytest.fixture(scope="module")
def publiee(ecrite: tuple[Path, str]) -> Path:
    """The table, written by the command."""
    return ecrite[0]


@pytest.fixture
def deja_faite(monkeypatch: pytest.MonkeyPatch, table: Table) -> None:
    """Spare the command the time of building the table again."""
    monkeypatch.setattr("opposable.batch.table_batie.table_batie", lambda _: table)


def test_les_deux_fichiers_se_relisent(publiee: Path, table: Table, corpus: Corpus) -> None:
    """Every cell that can happen has a row; both files carry the receipt; nothing else is left."""
    compagnon = publiee.with_name("table-nationalites.parquet")
    assert sorted(publiee.parent.iterdir()) == sorted([publiee, compagnon])
    lue, nationalites = pq.read_table(publiee), pq.read_table(compagnon)
    assert lue.num_rows == sum(table.frequences()[IMPOSSIBLE + 1 :])
    assert set(pc.unique(nationalites["nationalite"]).to_pylist()) == {None, *corpus.nationalites}
    for schema in (lue.schema, nationalites.schema):
        recu = json.loads(schema.metadata[b"opposable"])
        assert (recu["sha256"], recu["lectures"]) == (corpus.sha256, [])
    regles = {cellule.regle for cellule in table.reponses if cellule is not None}
    assert set(pc.unique(lue["regle"].cast("string")).to_pylist()) == regles


def test_la_table_se_joint_a_la_main(publiee: Path) -> None:
    """Anyone can find an answer by filtering: Poland, 42114, Brittany, February 2008."""
    compagnon = publiee.with_name("table-nationalites.parquet")
    jour = pc.scalar("2008-02-01").cast("date32")
    regimes = pq.read_table(compagnon)
    regimes = regimes.filter(
        (pc.field("nationalite") == "POL")
        & pc.is_null(pc.field("diplome_francais"))
        & (pc.field("examine_du") <= jour)
        & (pc.field("examine_au") >= jour)
    )
    (statut,) = regimes["statut"].cast("string").to_pylist()
    lue = pq.read_table(publiee)
    lue = lue.filter(
        (pc.field("metier").cast("string") == "42114")
        & (pc.field("region").cast("string") == "53")
        & (pc.field("statut").cast("string") == statut)
        & (pc.field("type").cast("string") == "introduction")
        & (pc.field("examine_du") <= jour)
        & (pc.field("examine_au") >= jour)
    )
    (ligne,) = lue.to_pylist()
    assert (ligne["situation_emploi"], ligne["regle"]) == ("non_opposable", "liste-sans-zone")


def test_une_lecture_rivale_est_dans_le_recu(
    opposable: Commande, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table built under a rival reading says so in its receipt."""
    publiees: list[Table] = []

    def publier(table: Table, _corpus: Corpus, sortie: Path) -> tuple[int, Path]:
        publiees.append(table)
        sortie.touch()
        return 0, sortie

    monkeypatch.setattr("opposable.batch.publication.publier", publier)
    opposable("tabulate", str(tmp_path / "t.parquet"), "--lecture", "32241=rival")
    assert publiees[0].recu.lectures == ("32241",)


def test_un_dossier_absent_ne_laisse_rien(opposable: Commande, tmp_path: Path) -> None:
    """A missing folder: exit 2, one sentence, nothing written."""
    sortie = opposable("tabulate", str(tmp_path / "absent" / "t.parquet"))
    assert (sortie.code, sortie.dit) == (2, "")
    assert "n'existe pas : créez-le" in sortie.erreur
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("deja_faite")
def test_une_ecriture_impossible_est_dite(opposable: Commande, tmp_path: Path) -> None:
    """A folder in place of a file: exit 2, and neither file is left."""
    (tmp_path / "t-nationalites.parquet").mkdir()
    sortie = opposable("tabulate", str(tmp_path / "t.parquet"))
    assert (sortie.code, sortie.dit) == (2, "")
    assert "c'est un dossier" in sortie.erreur
    assert [each.name for each in tmp_path.iterdir()] == ["t-nationalites.parquet"]


@pytest.mark.usefixtures("deja_faite")
def test_un_echec_ne_laisse_pas_le_compagnon(opposable: Commande, tmp_path: Path) -> None:
    """Where the table cannot be written, its companion is not left alone."""
    (tmp_path / "t.parquet").mkdir()
    assert opposable("tabulate", str(tmp_path / "t.parquet")).code == 2
    assert [each.name for each in tmp_path.iterdir()] == ["t.parquet"]


def test_l_empreinte_de_chaque_fichier_est_dite(ecrite: tuple[Path, str]) -> None:
    """Each file is told with the digest of its bytes, so that it can be cited and checked."""
    sortie, dit = ecrite
    for fichier in sortie.parent.iterdir():
        assert hashlib.sha256(fichier.read_bytes()).hexdigest() in dit


def test_un_ensemble_inconnu_est_refuse_avec_ceux_qui_existent(
    opposable: Commande, corpus: Corpus, tmp_path: Path
) -> None:
    """An unknown set of nomenclatures: exit 2, what was written, every name that may be."""
    sortie = opposable("tabulate", str(tmp_path / "t.parquet"), "--nomenclatures", "rome")
    assert sortie.code == 2
    mots = " ".join(sortie.erreur.split())
    assert "« rome » n'est pas un ensemble" in mots
    assert all(nom in mots for nom in axes.ensembles(corpus))
    assert not list(tmp_path.iterdir())
