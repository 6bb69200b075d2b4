"""Each test begins in French, whatever page the one before asked for."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _francais() -> Iterator[None]:
    """Speak French, and give back the language found."""
    with translation.override("fr"):
        yield
