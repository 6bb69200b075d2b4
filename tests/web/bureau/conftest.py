"""The two databases that files are kept on, real ones, each behind Django's default name."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import dj_database_url
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from web.grappe import MEMOIRE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@pytest.fixture(scope="session")
def base_postgresql(postgresql: str) -> str:
    """A database of PostgreSQL for the office alone."""
    with psycopg.connect(postgresql, autocommit=True) as lien:
        lien.execute("CREATE DATABASE bureau")
    return postgresql.removesuffix("/postgres") + "/bureau"


@pytest.fixture
def dossier() -> Iterator[Path]:
    """A folder for a file of SQLite: where memory stands for the disk, synchronising is quick."""
    with TemporaryDirectory(dir=MEMOIRE if MEMOIRE.is_dir() else None) as cree:
        yield Path(cree)


@pytest.fixture(params=["sqlite", "postgresql"])
def base(request: pytest.FixtureRequest, _base: None, dossier: Path) -> Iterator[str]:
    """Put a real database, empty, in place of the one in memory; its kind."""
    reglages: Any = {**settings.DATABASES["default"], "NAME": str(dossier / "bureau.sqlite3")}
    if request.param == "postgresql":
        reglages = dj_database_url.parse(request.getfixturevalue("base_postgresql"))
    avant, lien = connections.settings["default"], connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": reglages})[
        "default"
    ]
    del connections["default"]
    try:
        call_command("migrate", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        yield request.param
    finally:
        connections["default"].close()
        connections.settings["default"] = avant
        connections["default"] = lien
