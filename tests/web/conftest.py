"""What every test of the site has: a database of its own, empty."""

import pytest


@pytest.fixture(autouse=True)
def _base(db: None) -> None:
    """Let requests open and close the test database, as a server does."""
