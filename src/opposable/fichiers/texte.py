"""The text of a CSV file: encoding found out as it comes, checked to the last byte.

ASCII passes as it is. The first line with an accent tells UTF-8 from CP1252; the other one
found later is a mixed file and is refused.
"""

from __future__ import annotations

import codecs
import io
import threading
from typing import IO, TYPE_CHECKING

from opposable.errors import FichierError

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from opposable.fichiers.entree import Limites

MORCEAU = 1 << 20
LIGNE_AU_PLUS = 1 << 20
"""Bytes of a line above which a file is refused."""
ATTENTE = 0.5
"""Seconds that a reader is waited for."""
ABANDONNEE = threading.Event()
"""Set once a reading was left before its end: a thread of Arrow may still need Python."""
UTF8, CP1252 = "UTF-8", "CP1252"
AUTRES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FluxTexte(io.RawIOBase):
    """A binary stream of CSV, given as UTF-8.

    Args:
        nom: Name of the file, for messages.
        debut: Bytes already read.
        flux: The stream of the others.
        limites: What the file may take, None for no bound.

    Attributes:
        encodage: `UTF-8` or `CP1252`, None while only ASCII was met.
        marque: Whether a byte order mark was found.
        guillemets: How many quotes were met.
        finale: Given after the last byte where the quotes are odd in number: a quote that was
            never closed swallows it.
        lus: Bytes read.
    """

    def __init__(
        self, nom: str, debut: bytes, flux: IO[bytes], limites: Limites | None = None
    ) -> None:
        super().__init__()
        self.nom = nom
        self._limites = limites
        self.encodage: str | None = None
        self.lus = self.guillemets = 0
        self.finale = b""
        self._flux = flux
        self._brut = debut
        self._pret = b""
        self._lignes = 1
        self._longueur = 0
        self._fin = False
        self._arrete = False
        self._rendu = threading.Event()
        if debut.startswith(AUTRES):
            raise FichierError(nom, "texte en UTF-16 ; enregistrez-le en CSV UTF-8")
        while not self._pret and not self._fin:
            self._avancer()
        self.marque = self._pret.startswith(codecs.BOM_UTF8)
        if self.marque:
            self._pret = self._pret[len(codecs.BOM_UTF8) :]

    def apercu(self) -> bytes:
        """Return the first bytes, without taking them."""
        return self._pret

    def finie(self) -> bool:
        """Tell whether nothing is left to read."""
        while not self._pret and not self._fin:
            self._avancer()
        return not self._pret

    def sauter(self, octets: int) -> None:
        """Take bytes away from the beginning."""
        self._pret = self._pret[octets:]

    def arreter(self) -> None:
        """Give nothing more: who reads ahead in a thread is told of the end, and waited for.

        A thread of Arrow that still needs Python when it stops would break the process: the
        command line then leaves without waiting for anything (`ABANDONNEE`).
        """
        if self._pret or not self._fin:
            self._arrete = True
            ABANDONNEE.set()
            self._rendu.wait(ATTENTE)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, tampon: Buffer) -> int:
        """Read bytes of UTF-8 text.

        Raises:
            FichierError: A zero byte, a line without end, or mixed encodings.
        """
        vue = memoryview(tampon)
        while not self._pret and not self._fin:
            self._avancer()
        if self._arrete:
            self._rendu.set()
            return 0
        pris = self._pret[: len(vue)]
        vue[: len(pris)] = pris
        self._pret = self._pret[len(pris) :]
        return len(pris)

    def _avancer(self) -> None:
        """Read a piece, keep its last unfinished line for the next, check and convert."""
        lu = self._flux.read(MORCEAU)
        self.lus += len(lu)
        brut = self._brut + lu
        if lu:
            coupe = brut.rfind(b"\n") + 1
            if not coupe and len(brut) > LIGNE_AU_PLUS:
                coupe = brut.rfind(b"\r") + 1
                self._exiger_courte(coupe)
            self._brut, brut = brut[coupe:], brut[:coupe]
        else:
            self._brut, self._fin = b"", True
        self._pret = self._convertir(brut)
        self.guillemets += self._pret.count(b'"')
        if self._fin and self.guillemets % 2:
            self._pret += self.finale

    def _exiger_courte(self, coupe: int) -> None:
        if not coupe:
            raise FichierError(
                self.nom,
                f"la ligne {self._lignes} dépasse {LIGNE_AU_PLUS >> 20} Mio : ce n'est pas un "
                "tableau en CSV",
            )

    def _convertir(self, brut: bytes) -> bytes:
        if b"\0" in brut:
            ligne = self._lignes + brut[: brut.index(b"\0")].count(b"\n")
            raise FichierError(
                self.nom, f"ligne {ligne} : octet nul ; ce fichier n'est pas du texte CSV"
            )
        converti = brut if brut.isascii() else self._accentue(brut)
        self._lignes += max(brut.count(b"\n"), brut.count(b"\r"))
        if self._limites is not None:
            self._limites.exiger_lignes(self.nom, self._lignes - 2)  # one past the last, the titles
        return converti

    def _accentue(self, brut: bytes) -> bytes:
        if self.encodage != CP1252 and _lisible(brut, UTF8):
            self.encodage = UTF8
            return brut
        for rang, ligne in enumerate(brut.split(b"\n")):
            if not ligne.isascii():
                self._fixer(ligne, self._lignes + rang)
        return brut.decode(CP1252).encode(UTF8)

    def _fixer(self, ligne: bytes, numero: int) -> None:
        """Check that a line is in the encoding of those before it."""
        trouve = UTF8 if _lisible(ligne, UTF8) else CP1252
        if self.encodage not in (None, trouve):
            raise FichierError(
                self.nom,
                f"encodages mêlés : la ligne {numero} est en {trouve}, celles d'avant en "
                f"{self.encodage} ; enregistrez tout le fichier en UTF-8",
            )
        if trouve == CP1252 and not _lisible(ligne, CP1252):
            raise FichierError(
                self.nom, f"ligne {numero} : ni UTF-8 ni CP1252 ; enregistrez-le en UTF-8"
            )
        self.encodage = trouve


def _lisible(octets: bytes, encodage: str) -> bool:
    try:
        octets.decode(encodage)
    except UnicodeDecodeError:
        return False
    return True
