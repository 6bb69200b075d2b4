"""Documents as accessible PDF (Typst): PDF/A-2a and PDF/UA-1 are declared, and asked of the engine.

The same template and the same data give the same bytes: nothing of the machine or of the clock
enters the document.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typst

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path


def composer(modele: Path, donnees: Mapping[str, Any], fait_le: date) -> bytes:
    """Return a document: data are handed to the template as JSON, and only ever shown as text.

    Args:
        modele: The template; it reads nothing outside its own folder.
        donnees: What it shows.
        fait_le: Day on which the document is made: it bears no other.
    """
    dites = {**donnees, "jour": [fait_le.year, fait_le.month, fait_le.day]}
    return typst.compile(
        modele,
        root=modele.parent,
        sys_inputs={"donnees": json.dumps(dites, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        ignore_system_fonts=True,
    )
