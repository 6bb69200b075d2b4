"""Writing whole or not at all: beside the destination, then renamed.

Every file and folder this program writes for a person goes through here.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from opposable.errors import FichierError
from opposable.fichiers.entree import FLUX, Format, format_de
from opposable.fichiers.refus import refuser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

ECRITURE = "écriture impossible"


class Destination:
    """A file written beside and renamed when whole; a stream is written as it is.

    Leaving the `with` block through an error leaves the old file as it was.

    Args:
        nom: Path, or `-` for standard output.
        flux: Stream to write in the place of the path, of which only the name is then used.
    """

    def __init__(self, nom: str, flux: IO[bytes] | None = None) -> None:
        self.nom = "sortie standard" if nom == FLUX else nom
        if nom == FLUX:
            flux = sys.stdout.buffer
        self._chemin = None if flux is not None else Path(nom)
        self._provisoire = self._chemin and provisoire(self._chemin)
        self._scelle = False
        self.flux: IO[bytes] = flux if flux is not None else io.BytesIO()

    @property
    def en_flux(self) -> bool:
        """Whether it is a stream, which has no name to take."""
        return self._chemin is None

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            FichierError: The folder is absent or cannot be written.
        """
        if self._chemin and self._provisoire:
            if not self._chemin.parent.is_dir():
                dossier = self._chemin.parent
                raise FichierError(self.nom, f"le dossier {dossier} n'existe pas : créez-le")
            if self._chemin.is_dir():
                raise FichierError(self.nom, "c'est un dossier ; donnez un fichier")
            with refuser(self.nom, ECRITURE):
                self.flux = self._provisoire.open("wb")
        return self

    def sceller(self) -> None:
        """Bring what was written to the disk: what remains is to give it its name.

        Raises:
            FichierError: The system refuses.
        """
        if self._provisoire is None or self._scelle:
            return
        with refuser(self.nom, ECRITURE):
            self.flux.flush()
            os.fsync(self.flux.fileno())
            self.flux.close()
        self._scelle = True

    def __exit__(
        self,
        sorte: type[BaseException] | None,
        erreur: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Rename when whole; throw the attempt away otherwise."""
        if self._provisoire is None or self._chemin is None:
            return
        try:
            if sorte is None:
                self.sceller()
                with refuser(self.nom, ECRITURE):
                    self._provisoire.replace(self._chemin)
            else:
                with refuser(self.nom, ECRITURE):
                    self.flux.close()
        finally:
            with suppress(OSError):
                self.flux.close()
            self._provisoire.unlink(missing_ok=True)

    def vider(self) -> None:
        """Push a stream out, so that a closed pipe is told now."""
        with refuser(self.nom, ECRITURE):
            self.flux.flush()


class DestinationTardive:
    """A destination begun at the first thing there is to write.

    Left with nothing written, it takes away the file of an earlier run: what stands on the disk
    is of this one.

    Args:
        nom: Path; None where there is none, or a stream.
        flux: Stream to write in the place of the path, of which only the name is then used.
    """

    def __init__(self, nom: str | None, flux: IO[bytes] | None = None) -> None:
        self.nom = nom
        self._flux = flux
        self._pile = ExitStack()
        self.ouverte = False

    @property
    def absente(self) -> bool:
        """Whether there is neither a path nor a stream: nothing can be written."""
        return self.nom is None and self._flux is None

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def ouvrir(self, titre: str) -> IO[bytes]:
        """Open it; `titre` is its name in a message where it has no path.

        Raises:
            FichierError: The folder is absent or cannot be written.
        """
        destination = self._pile.enter_context(Destination(self.nom or titre, self._flux))
        self.ouverte = True
        return destination.flux

    def avant_de_fermer(self, finir: Callable[[], object]) -> None:
        """Have something done once all is written; if it fails, the file takes no name."""

        def conclure(sorte: type[BaseException] | None, *_: object) -> None:
            if sorte is None:
                with refuser(self.nom or "", ECRITURE):
                    finir()

        self._pile.push(conclure)

    def __exit__(
        self,
        sorte: type[BaseException] | None,
        erreur: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Rename when whole; nothing written, take away the file of an earlier run."""
        if self.ouverte:
            self._pile.__exit__(sorte, erreur, trace)
        elif sorte is None and self.nom and self._flux is None:
            Path(self.nom).unlink(missing_ok=True)


def provisoire(chemin: Path) -> Path:
    """Return the file written beside a destination until it is whole."""
    return chemin.with_name(f".{chemin.name}.part")


def ecrire_entier(chemin: Path, octets: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        FichierError: It cannot be written.
    """
    with Destination(str(chemin)) as destination, refuser(destination.nom, ECRITURE):
        destination.flux.write(octets)


@contextmanager
def dossier_entier(dossier: Path, *, remplacer: bool = False) -> Iterator[Path]:
    """Give a folder to fill; it takes its name when the block is left without an error.

    Args:
        dossier: The folder wanted.
        remplacer: Whether one of that name gives way; it is otherwise never touched.

    Raises:
        FichierError: It is there already, or cannot be written.
    """
    if not remplacer and (dossier.exists() or dossier.is_symlink()):
        raise FichierError(str(dossier), "ce dossier existe déjà : donnez-en un autre")
    with refuser(str(dossier), ECRITURE):
        dossier.parent.mkdir(parents=True, exist_ok=True)
        neuf = Path(tempfile.mkdtemp(prefix=f".{dossier.name}-", dir=dossier.parent))
    try:
        with refuser(str(dossier), ECRITURE):
            yield neuf
            neuf.chmod(0o755)
            _remplacer(dossier, neuf)
    finally:
        shutil.rmtree(neuf, ignore_errors=True)


def _remplacer(dossier: Path, neuf: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    ancien = neuf.with_name(f"{neuf.name}.ancien")
    with suppress(FileNotFoundError):
        dossier.rename(ancien)
    try:
        neuf.rename(dossier)
    except OSError:
        if ancien.exists():
            ancien.rename(dossier)
        raise
    shutil.rmtree(ancien, ignore_errors=True)


def format_de_sortie(nom: str, demande: Format | None, entree: Format) -> Format:
    """Return the format to write: that asked for, that of the name, that of the input."""
    if demande is not None:
        return demande
    return entree if nom == FLUX else format_de(nom)
