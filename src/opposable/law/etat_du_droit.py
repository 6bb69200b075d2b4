"""Which law: the day it is known on, the readings taken, the drafts added.

Every door reads what it is told into this value; what is built and what is kept is looked up
by it; every receipt states it.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from opposable.errors import EtatDuDroitError, LectureError
from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from collections.abc import Iterable

RIVALES_AU_PLUS = 2
"""Rivals one request may name. An answer tells, for each reading by itself, what the other way
round would give; a pair tells how two readings meet. More would be states nobody reads, which
anyone could ask the server to build."""
PROJETS_AU_PLUS = 8
"""Drafts one state may hold, as many as a year brings."""


@enregistrement(frozen=True, slots=True)
class Projet:
    """A draft text: its files, whole.

    Attributes:
        nom: Name of its folder.
        contenus: Table names and bytes, as `law.projet.fichiers` yields them.
    """

    nom: str
    contenus: tuple[tuple[str, bytes], ...]

    @classmethod
    def du_dossier(cls, dossier: Path | str) -> Projet:
        """Read the folder of a draft.

        Raises:
            LawDataError: The folder is not that of one text.
        """
        from opposable.law import projet  # noqa: PLC0415 - most states have no draft

        chemin = Path(dossier)
        return cls(chemin.resolve().name, tuple(projet.fichiers(chemin)))

    @property
    def empreinte(self) -> str:
        """SHA-256 of its files."""
        somme = hashlib.sha256()
        for nom, octets in self.contenus:
            somme.update(f"{nom}\0{len(octets)}\0".encode())
            somme.update(octets)
        return somme.hexdigest()


@enregistrement(frozen=True, slots=True)
class EtatDuDroit:
    """A state of the law, as a value. Made by `EtatDuDroit.de`.

    Attributes:
        connu_le: Day the law is known on; None: the last day it was brought up to date.
        lectures: Readings for which the rival is taken, sorted, each once.
        projets: Drafts added, in the order given.
    """

    connu_le: date | None = None
    lectures: tuple[str, ...] = ()
    projets: tuple[Projet, ...] = ()

    @classmethod
    def de(
        cls,
        connu_le: date | None = None,
        lectures: Iterable[str] = (),
        projets: Iterable[Projet] = (),
    ) -> EtatDuDroit:
        """Return a state; order and repeats of readings do not count.

        Raises:
            LectureError: More readings than one request may name.
            EtatDuDroitError: More drafts than a state may hold.
        """
        prises, ajoutes = tuple(sorted(set(lectures))), tuple(projets)
        if len(prises) > RIVALES_AU_PLUS:
            raise LectureError(
                f"{', '.join(prises[:RIVALES_AU_PLUS])}, …",
                f"{len(prises)} lectures rivales demandées, {RIVALES_AU_PLUS} au plus à la fois : "
                f"retirez-en {len(prises) - RIVALES_AU_PLUS}",
            )
        if len(ajoutes) > PROJETS_AU_PLUS:
            raise EtatDuDroitError(
                f"{len(ajoutes)} projets ajoutés, {PROJETS_AU_PLUS} au plus : retirez-en "
                f"{len(ajoutes) - PROJETS_AU_PLUS}"
            )
        return cls(connu_le, prises, ajoutes)

    @property
    def empreinte(self) -> str:
        """SHA-256 of the state: of its day, its readings and the bytes of its drafts."""
        jour = self.connu_le.isoformat() if self.connu_le else ""
        mots = (jour, *self.lectures, "", *(un.empreinte for un in self.projets))
        return hashlib.sha256("\0".join(mots).encode()).hexdigest()


def lire_connu_le(texte: str) -> date | None:
    """Read the day a law is known on; empty where it is not said.

    Raises:
        EtatDuDroitError: It is not a day written AAAA-MM-JJ.
    """
    if not texte:
        return None
    try:
        jour = date.fromisoformat(texte)
    except ValueError:
        jour = None
    if jour is None or jour.isoformat() != texte:
        raise EtatDuDroitError(
            f"« {texte} » n'est pas un jour de connaissance : écrivez AAAA-MM-JJ"
        )
    return jour


ADOPTE = EtatDuDroit()
"""The law as adopted, as known on the last day."""
