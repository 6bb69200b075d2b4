"""What the system refuses, in French: its own words are English."""

from __future__ import annotations

import errno

RAISONS = {
    errno.ENOENT: "ce fichier ou ce dossier n'existe pas",
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'opération est interdite",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "ce n'est pas un dossier",
    errno.EEXIST: "il existe déjà",
    errno.ENOTEMPTY: "le dossier n'est pas vide",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota du disque est atteint",
    errno.EROFS: "le disque est en lecture seule",
    errno.EFBIG: "le fichier serait trop grand",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.EADDRINUSE: "le port est déjà pris",
    errno.EADDRNOTAVAIL: "cette machine n'a pas cette adresse",
    errno.ECONNREFUSED: "la connexion est refusée",
    errno.EIO: "le disque ou le réseau a failli",
}


def dire_refus(erreur: OSError) -> str:
    """Return why the system refused; its own words for what is not known here."""
    return RAISONS.get(erreur.errno or 0) or erreur.strerror or type(erreur).__name__
