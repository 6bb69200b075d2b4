"""Where a cluster reads and writes: a disk that all its machines see, HDFS, or a store of objects.

What is written is published whole or not at all. Where a folder can change its name, it takes it
at the end; in a store of objects renaming would copy everything, so each run has a folder of its
own and a pointer, written last, says which one counts.
"""

from __future__ import annotations

import json
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from pyarrow import fs

from opposable.errors import FichierError
from opposable.fichiers.refus import premiere_ligne

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTEUR = "_actuelle.json"
"""In a store of objects: which folder of the output counts."""
CACHES = ("_", ".")
"""Names that begin so are not rows: readers of folders pass over them."""
_RENOMMENT = frozenset(("local", "hdfs"))
_ALIAS = {"s3a://": "s3://", "s3n://": "s3://"}


class Depot(NamedTuple):
    """A file or a folder at an address.

    Attributes:
        adresse: As it is said to a person: without the keys that an address may hold.
        systeme: Its file system.
        chemin: Its place there.
    """

    adresse: str
    systeme: fs.FileSystem
    chemin: str

    @classmethod
    def de(cls, adresse: str) -> Depot:
        """Read an address: a path, or `file://`, `s3://` (`s3a://`), `gs://`, `hdfs://`, `abfs://`.

        Raises:
            FichierError: There is no such kind of address, or it does not answer.
        """
        if "://" not in adresse:
            return cls(adresse, fs.LocalFileSystem(), str(Path(adresse).resolve()))
        dite = adresse
        for alias, vrai in _ALIAS.items():
            dite = dite.replace(alias, vrai, 1) if dite.startswith(alias) else dite
        dicible = _sans_cle(adresse)
        with lisible(dicible):
            return cls(dicible, *fs.FileSystem.from_uri(dite))

    @property
    def renomme(self) -> bool:
        """Whether a folder changes its name at once."""
        return self.systeme.type_name in _RENOMMENT

    def sous(self, *noms: str) -> Depot:
        """Return what is below."""
        chemin = "/".join((self.chemin.rstrip("/"), *noms))
        return self._replace(adresse="/".join((self.adresse.rstrip("/"), *noms)), chemin=chemin)

    def a_cote(self, nom: str) -> Depot:
        """Return what stands beside, in the same folder."""
        dossier, _, _ = self.chemin.rstrip("/").rpartition("/")
        return self._replace(chemin=f"{dossier}/{nom}")

    def fichiers(self) -> list[str]:
        """Return the Parquet files there, in the order of their names.

        Raises:
            FichierError: There is nothing, or no such file.
        """
        with lisible(self.adresse):
            info = self.systeme.get_file_info(self.chemin)
            if info.type is fs.FileType.File:
                return [self.chemin]
            if info.type is fs.FileType.NotFound:
                raise FichierError(self.adresse, "rien à cette adresse")
            selection = fs.FileSelector(self.chemin, recursive=True)
            infos = self.systeme.get_file_info(selection)
        vus = (i.path for i in infos if i.type is fs.FileType.File)
        trouves = sorted(c for c in vus if c.endswith(".parquet") and self._compte(c))
        if not trouves:
            raise FichierError(self.adresse, "aucun fichier .parquet dans ce dossier")
        return trouves

    def _compte(self, chemin: str) -> bool:
        dessous = chemin[len(self.chemin) :].strip("/").split("/")
        return not any(nom.startswith(CACHES) for nom in dessous)

    def preparer(self) -> Depot:
        """Make the folder of a run: nobody reads it before it is published.

        Raises:
            FichierError: It cannot be written.
        """
        run = uuid.uuid4().hex
        nom = self.chemin.rstrip("/").rpartition("/")[2]
        neuf = self.a_cote(f".{nom}-{run}") if self.renomme else self.sous(f"version-{run}")
        with lisible(self.adresse):
            neuf.systeme.create_dir(neuf.chemin)
        return neuf

    def publier(self, neuf: Depot, dit: dict[str, Any]) -> str:
        """Make a folder that is whole the output; return the address where its rows are.

        Args:
            neuf: The folder, made by `preparer`.
            dit: What the pointer says beside, where there is one.

        Raises:
            FichierError: The output of before cannot give way.
        """
        with lisible(self.adresse):
            if self.renomme:
                self._remplacer(neuf)
                return self.adresse
            self._pointer(neuf, dit)
            return neuf.adresse

    def _remplacer(self, neuf: Depot) -> None:
        """Give the folder its name; that of before comes back if this fails."""
        ancien = f"{neuf.chemin}.ancien"
        if existait := self.systeme.get_file_info(self.chemin).type is not fs.FileType.NotFound:
            self.systeme.move(self.chemin, ancien)
        try:
            self.systeme.move(neuf.chemin, self.chemin)
        except BaseException:
            if existait:
                self.systeme.move(ancien, self.chemin)
            raise
        if existait:
            self._effacer(ancien)

    def _pointer(self, neuf: Depot, dit: dict[str, Any]) -> None:
        """Say that a folder counts; the one that counted stays for those who read it still."""
        pointeur = self.sous(POINTEUR)
        avant = pointeur.lire_le_pointeur()
        version = neuf.chemin.rpartition("/")[2]
        texte = json.dumps({"version": version, **dit}, ensure_ascii=False)
        with self.systeme.open_output_stream(pointeur.chemin) as flux:
            flux.write(texte.encode())
        for info in self.systeme.get_file_info(fs.FileSelector(self.chemin)):
            if info.base_name.startswith("version-") and info.base_name not in (version, avant):
                self._effacer(info.path)

    def lire_le_pointeur(self) -> str | None:
        """Return the folder that a pointer says counts, None where there is no pointer."""
        if self.systeme.get_file_info(self.chemin).type is fs.FileType.NotFound:
            return None
        with self.systeme.open_input_stream(self.chemin) as flux:
            return str(json.loads(flux.read()).get("version"))

    def _effacer(self, chemin: str) -> None:
        if self.systeme.get_file_info(chemin).type is fs.FileType.Directory:
            self.systeme.delete_dir(chemin)
        else:
            self.systeme.delete_file(chemin)

    def trier(self, gardes: set[str]) -> None:
        """Throw away what attempts that did not end left: only the files named stay."""
        with lisible(self.adresse):
            for info in self.systeme.get_file_info(fs.FileSelector(self.chemin, recursive=True)):
                if info.type is fs.FileType.File and info.base_name not in gardes:
                    self.systeme.delete_file(info.path)

    def jeter(self) -> None:
        """Throw a run away; what cannot be is left, under a name that nobody reads."""
        with suppress(OSError):
            self.systeme.delete_dir(self.chemin)


def _sans_cle(adresse: str) -> str:
    """Return an address without who asks, nor with what."""
    lue = urlsplit(adresse)
    return urlunsplit((lue.scheme, lue.netloc.rpartition("@")[2], lue.path, "", ""))


@contextmanager
def lisible(adresse: str) -> Iterator[None]:
    """Tell in words what a file system refuses.

    Raises:
        FichierError: It refuses.
    """
    try:
        yield
    except (OSError, ValueError, ImportError, NotImplementedError) as erreur:
        raise FichierError(
            adresse, f"cette adresse ne répond pas ({premiere_ligne(erreur)})"
        ) from erreur
