"""A file of examples: the columns of the contract, on occupations of the lists."""

from __future__ import annotations

import csv
import io

from opposable.decision.demande import CHAMPS
from opposable.web.socle import droit
from opposable.web.socle.exemples import exemples


def exemple() -> str:
    """Return the examples of the first page as CSV, with every column of the contract."""
    texte = io.StringIO(newline="")
    ecrivain = csv.DictWriter(texte, CHAMPS, lineterminator="\n", restval="")
    ecrivain.writeheader()
    for rang, trouve in enumerate(exemples(droit.LANGUE), 1):
        ecrivain.writerow({"id": str(rang), **trouve.faits})
    return texte.getvalue()
