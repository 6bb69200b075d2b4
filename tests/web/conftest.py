"""What every test of the site has: a database of its own, empty; a PostgreSQL where asked for."""

import os
from collections.abc import Iterator

import pytest

from web.grappe import grappe
from web.lecture import Detecteur

# Playwright keeps a loop running in the thread of the tests, once one of them opened a browser:
# Django would take every later test for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def _base(db: None) -> None:
    """Let requests open and close the test database, as a server does."""


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL that the tests start and stop."""
    yield from grappe()


@pytest.fixture(scope="session")
def detecteur() -> Detecteur:
    """Give what finds French on pages in English, made once."""
    return Detecteur()
