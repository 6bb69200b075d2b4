"""What the system or Arrow refuses, said in French."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opposable.ecrit.systeme import RAISONS
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    connue = RAISONS.get(numero or 0)
    if connue is not None:
        return connue.entiere()
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
    import pyarrow as pa  # noqa: PLC0415 - formats are named before any file is read

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
