"""Folding: how two writings of one name are found to be the same."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
HORS_MOT = re.compile(r"[^a-z0-9]+")


def replier(texte: str) -> str:
    """Fold a text: lowercase letters without accents and digits, words apart by one space."""
    separe = unicodedata.normalize("NFKD", texte.lower().translate(LIGATURES))
    nu = "".join(c for c in separe if not unicodedata.combining(c))
    return HORS_MOT.sub(" ", nu.lower()).strip()
