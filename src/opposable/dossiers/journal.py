"""The journal of a file: each act an entry, each entry chained to the one before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from opposable.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

ORIGINE = "0" * 64
"""What the first entry is chained to."""


class Entree(NamedTuple):
    """One act, as it was done.

    Attributes:
        rang: 1 for the first.
        le: Day of the act.
        auteur: Who did it.
        role: In what capacity.
        acte: The act.
        contenu: What the act said, as canonical JSON.
        precedente: Digest of the entry before, `ORIGINE` for the first.
        empreinte: SHA-256 of all that stands above.
    """

    rang: int
    le: date
    auteur: str
    role: str
    acte: str
    contenu: str
    precedente: str
    empreinte: str


def ajouter(
    journal: tuple[Entree, ...],
    *,
    le: date,
    auteur: str,
    role: str,
    acte: str,
    contenu: Mapping[str, object],
) -> tuple[Entree, ...]:
    """Return the journal with one entry more, chained to the last."""
    precedente = journal[-1].empreinte if journal else ORIGINE
    texte = json.dumps(
        contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    rang = len(journal) + 1
    empreinte = _empreinte(rang, le, auteur, role, acte, texte, precedente)
    return (*journal, Entree(rang, le, auteur, role, acte, texte, precedente, empreinte))


def verifier_la_chaine(journal: Sequence[Entree]) -> None:
    """Check that no entry was changed, added, removed or moved before the last.

    Raises:
        JournalError: The first entry that does not follow from the one before.
    """
    precedente, veille = ORIGINE, None
    for attendu, entree in enumerate(journal, start=1):
        suit = entree.rang == attendu and entree.precedente == precedente
        if not suit or entree.empreinte != _empreinte(*entree[:-1]):
            raise JournalError(attendu, "elle ne suit pas la précédente, ou son texte a changé")
        if veille is not None and entree.le < veille:
            raise JournalError(attendu, f"son jour, {entree.le}, précède {veille}")
        precedente, veille = entree.empreinte, entree.le


def _empreinte(*champs: object) -> str:
    texte = json.dumps([str(champ) for champ in champs], ensure_ascii=False)
    return hashlib.sha256(texte.encode()).hexdigest()
