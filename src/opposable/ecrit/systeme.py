"""What the system refuses, in French: its own words are English."""

from __future__ import annotations

import errno
from typing import NamedTuple


class Raison(NamedTuple):
    """Why the system refused, and what to do about it where something can be done."""

    dite: str
    remede: str = ""

    def entiere(self) -> str:
        """Return both, as one sentence."""
        return f"{self.dite} ; {self.remede}" if self.remede else self.dite


RAISONS = {
    errno.ENOENT: Raison("ce fichier ou son dossier n'existe pas"),
    errno.EACCES: Raison("l'accès est refusé", "vérifiez les droits"),
    errno.EPERM: Raison("l'opération est interdite", "vérifiez les droits"),
    errno.EISDIR: Raison("c'est un dossier", "donnez un fichier"),
    errno.ENOTDIR: Raison("ce n'est pas un dossier"),
    errno.EEXIST: Raison("il existe déjà"),
    errno.ENOTEMPTY: Raison("le dossier n'est pas vide"),
    errno.ENOSPC: Raison("le disque est plein", "libérez de la place et relancez"),
    errno.EDQUOT: Raison("le quota du disque est atteint", "libérez de la place et relancez"),
    errno.EROFS: Raison("le disque est en lecture seule"),
    errno.EFBIG: Raison("le fichier dépasse la taille permise sur ce système"),
    errno.ENAMETOOLONG: Raison("le nom est trop long"),
    errno.EMFILE: Raison("trop de fichiers sont ouverts"),
    errno.EADDRINUSE: Raison("le port est déjà pris"),
    errno.EADDRNOTAVAIL: Raison("cette machine n'a pas cette adresse"),
    errno.ECONNREFUSED: Raison("la connexion est refusée"),
    errno.EPIPE: Raison(
        "le programme qui lisait la sortie s'est arrêté", "la suite n'a pas été écrite"
    ),
    errno.EIO: Raison("le disque ou le réseau a rendu une erreur de lecture ou d'écriture"),
}


def dire_refus(erreur: OSError) -> str:
    """Return why the system refused; its own words for what is not known here."""
    connue = RAISONS.get(erreur.errno or 0)
    return connue.dite if connue else erreur.strerror or type(erreur).__name__
