"""What the system or Arrow refuses, said in French."""

from __future__ import annotations

import errno
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa

from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator

ERREURS = {
    errno.ENOSPC: "le disque est plein ; libérez de la place et relancez",
    errno.EDQUOT: "le quota de disque est atteint ; libérez de la place et relancez",
    errno.EFBIG: "le fichier dépasse la taille permise sur ce système",
    errno.EACCES: "accès refusé ; vérifiez les droits",
    errno.EPERM: "accès refusé ; vérifiez les droits",
    errno.EROFS: "le disque est en lecture seule",
    errno.EPIPE: "le programme qui lisait la sortie s'est arrêté ; la suite n'a pas été écrite",
    errno.ENOENT: "ce fichier ou son dossier n'existe pas",
    errno.EISDIR: "c'est un dossier ; donnez un fichier",
    errno.EIO: "le disque a rendu une erreur de lecture ou d'écriture",
}
NUMERO = re.compile(r"\[errno (\d+)\]", re.IGNORECASE)
MEMOIRE = (
    "le contenu demande plus de mémoire que permis : un fichier qui se déploie bien au-delà de sa "
    "taille est refusé ; découpez-le s'il est légitime"
)


def dire_erreur(erreur: OSError) -> str:
    """Return the French sentence for an error of the system."""
    numero = erreur.errno
    if numero is None:  # Arrow writes the number in the text
        trouve = NUMERO.search(str(erreur))
        numero = int(trouve[1]) if trouve else None
    if numero in ERREURS:
        return ERREURS[numero]
    return f"lecture ou écriture impossible ({erreur.strerror or premiere_ligne(erreur)})"


def premiere_ligne(erreur: Exception) -> str:
    """Return the first line of an error of a library, shortened."""
    return (str(erreur).splitlines() or [type(erreur).__name__])[0][:200]


@contextmanager
def refuser(nom: str, quoi: str) -> Iterator[None]:
    """Turn every error of Arrow and of the system into a clean refusal of a file.

    Args:
        nom: File being read or written.
        quoi: What Arrow cannot make of it, such as « Parquet illisible ».

    Raises:
        FichierError: Whatever Arrow or the system refused.
    """
    try:
        yield
    except (MemoryError, pa.ArrowMemoryError) as erreur:
        raise FichierError(nom, MEMOIRE) from erreur
    except OSError as erreur:
        arrow = erreur.errno is None and not NUMERO.search(str(erreur))
        probleme = f"{quoi} ({premiere_ligne(erreur)})" if arrow else dire_erreur(erreur)
        raise FichierError(nom, probleme) from erreur
    except (pa.ArrowException, UnicodeDecodeError, OverflowError, LookupError) as erreur:
        raise FichierError(nom, f"{quoi} ({premiere_ligne(erreur)})") from erreur
