"""What the tests of batches share: one kernel, built once."""

import pytest

from opposable.batch.noyau import Noyau
from opposable.decision.table import Table
from opposable.law.corpus import Corpus


@pytest.fixture(scope="session")
def noyau(corpus: Corpus, table: Table) -> Noyau:
    """The kernel under the law as adopted."""
    return Noyau(corpus, table)
