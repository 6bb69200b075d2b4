"""What every test may ask for: the law, its table, and the sources beside the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from opposable.decision import axes
from opposable.decision.chargement import load_corpus
from opposable.decision.tabulate import tabulate

if TYPE_CHECKING:
    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

RACINE = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where tables are kept while tests run: shared by those that run side by side, then left."""
    base = tmp_path_factory.getbasetemp()
    dossier = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    os.environ["XDG_CACHE_HOME"] = str(dossier)
    return dossier


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The law, as adopted."""
    return load_corpus()


@pytest.fixture(scope="session")
def table(corpus: Corpus) -> Table:
    """The decision table of the law as adopted, built here: what proofs are about."""
    return tabulate(corpus)


@pytest.fixture(scope="session")
def tables(corpus: Corpus, table: Table) -> dict[str, Table]:
    """The table of each set of nomenclatures, the first one that of look-ups."""
    premier, *autres = axes.ensembles(corpus).items()
    return {premier[0]: table, **{nom: tabulate(corpus, siennes) for nom, siennes in autres}}


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the legal sources, which the project does not ship."""
    dossier = Path(os.environ.get("OPPOSABLE_SHARED", RACINE.parent / "shared"))
    if not dossier.is_dir():
        pytest.skip(f"sources absentes ({dossier.name}/) : indiquez OPPOSABLE_SHARED")
    return dossier
