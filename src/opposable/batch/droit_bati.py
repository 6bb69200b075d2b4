"""The law in a state, built once and kept: whoever starts next reads it.

It is named by the bytes of the law data, its state and the bytes of the code that builds it; what
is absent, damaged or of another name is built again. Drafts are never kept, nor a law whose checks
did not pass. Proofs and `verify` build from the files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from opposable import ecrit, law
from opposable.batch import livraison
from opposable.errors import ArtefactError
from opposable.law import tables as brutes
from opposable.law.etat_du_droit import ADOPTE, EtatDuDroit
from opposable.law.gel import MAGIE, degeler, geler

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from opposable.fichiers.magasin import Magasin
    from opposable.law.chargement import Dossier
    from opposable.law.corpus import Corpus
    from opposable.law.tables import Table, Tables

Contenus = list[tuple[str, bytes]]
PAQUETS = (ecrit, law)
"""What the law is built by."""


def droit_bati(
    etat: EtatDuDroit = ADOPTE, magasin: Magasin | None = None, dossier: Path | None = None
) -> Corpus:
    """Return the law in a state: read where it is kept and sound, else built, then kept.

    Args:
        etat: The state wanted.
        magasin: Where laws are kept; what was installed, then the user's own store or that of the
            service, where None.
        dossier: Folder of law data; that of the package where None.

    Raises:
        LawDataError: The data break their own rules.
        LectureError: A reading does not exist, or its rival changes no answer.
        EtatDuDroitError: The law is not known on that day.
    """
    if etat.projets:
        return _batir(etat, dossier)
    garde = magasin or livraison.magasin()
    contenus = brutes.decisifs(dossier or brutes.DOSSIER)
    return garde.lire_ou_batir(
        nommer(contenus, etat),
        lambda: _batir(etat, dossier),
        geler,
        lambda octets: degeler(octets, TablesLues(contenus)),
    )


def load_corpus(
    dossier: Dossier | None = None,
    *,
    avec: Iterable[Dossier] = (),
    lectures: Iterable[str] = (),
    connu_le: date | None = None,
) -> Corpus:
    """Load the law: read where it is kept and sound, else from its files; nothing is written.

    What is asked, given and raised is what `decision.chargement.load_corpus` says. Only the law of
    the package, without drafts, is ever kept.
    """
    if dossier is not None or (avec := tuple(avec)):
        from opposable.decision import chargement  # noqa: PLC0415 - what is kept needs no loader

        return chargement.load_corpus(dossier, avec=avec, lectures=lectures, connu_le=connu_le)
    etat = EtatDuDroit.de(connu_le, lectures)
    contenus = brutes.decisifs(brutes.DOSSIER)
    octets = livraison.magasin().lire(nommer(contenus, etat))
    if octets is not None:
        with suppress(ArtefactError):
            return degeler(octets, TablesLues(contenus))
    return _batir(etat)


def _batir(etat: EtatDuDroit, dossier: Path | None = None) -> Corpus:
    from opposable.decision.chargement import charger  # noqa: PLC0415 - what is kept needs no loader

    return charger(etat, dossier)


def nommer(contenus: Contenus, etat: EtatDuDroit) -> str:
    """Return the name of a law: a digest of all that it depends on."""
    somme = hashlib.sha256(MAGIE)
    somme.update(f"{brutes.empreinte(contenus)}\0{etat.empreinte}".encode())
    for paquet in PAQUETS:
        for fichier in sorted(Path(paquet.__path__[0]).glob("*.py")):
            lu = fichier.read_bytes()
            somme.update(f"\0{fichier.name}\0{len(lu)}\0".encode())
            somme.update(lu)
    return f"{somme.hexdigest()}.droit"


class TablesLues(Mapping[str, "Table"]):
    """The raw tables of the law, read when somebody first asks for one.

    Args:
        contenus: Names and bytes of the files.
    """

    def __init__(self, contenus: Contenus) -> None:
        self._contenus = contenus
        self._verrou = Lock()
        self._lues: Tables | None = None

    def __reduce__(self) -> tuple[type[TablesLues], tuple[Contenus]]:
        """Travel as the files alone: another process reads them with a lock of its own."""
        return TablesLues, (self._contenus,)

    def _tables(self) -> Tables:
        with self._verrou:
            if self._lues is None:
                from opposable.law.apport import joindre  # noqa: PLC0415 - see above

                self._lues = joindre(brutes.lire(self._contenus))
            return self._lues

    def __getitem__(self, nom: str) -> Table:
        return self._tables()[nom]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables())

    def __len__(self) -> int:
        return len(self._tables())
