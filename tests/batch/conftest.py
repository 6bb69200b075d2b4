"""What the tests of batches share: one kernel, built once."""

import pytest

from opposable.batch.noyau import Noyau
from opposable.decision.chargement import load_corpus


@pytest.fixture(scope="session")
def noyau() -> Noyau:
    """The kernel under the law as adopted."""
    return Noyau(load_corpus())
