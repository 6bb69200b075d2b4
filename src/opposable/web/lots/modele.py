"""A file of examples: the columns of the contract, on occupations of the lists."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qsl

from opposable.decision.demande import CHAMPS
from opposable.web.demander.exemples import exemples


def exemple() -> str:
    """Return the examples of the first page as CSV, with every column of the contract."""
    texte = io.StringIO(newline="")
    ecrivain = csv.DictWriter(texte, CHAMPS, lineterminator="\n", restval="")
    ecrivain.writeheader()
    for rang, trouve in enumerate(exemples(), 1):
        ecrivain.writerow({"id": str(rang), **dict(parse_qsl(trouve["adresse"]))})
    return texte.getvalue()
