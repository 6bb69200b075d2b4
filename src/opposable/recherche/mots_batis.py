"""The words of a law, folded once and kept: whoever starts next reads them.

They are named by the law, its state, the bytes of the names that people use and those of the code
that folds them. What is absent, damaged or of another name is made again; the words of a draft are
never kept.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from opposable import ecrit, law, recherche
from opposable.fichiers.magasin import Magasin
from opposable.recherche import lexique, recueil
from opposable.recherche.lexique import Lexique
from opposable.recherche.noms import Noms

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.recherche.recueil import Recueil

PAQUETS = (ecrit, law, recherche)
"""What the words are folded by."""
RIEN = Magasin(None)


def recueil_bati(corpus: Corpus, noms: Noms, magasin: Magasin = RIEN) -> Recueil:
    """Return the names of occupations: read where they are kept and sound, else folded, then kept.

    Args:
        corpus: The law.
        noms: The words people use.
        magasin: Where they are kept; nowhere by default.
    """
    return _garde(corpus, magasin).lire_ou_batir(
        f"{nommer(corpus, noms)}.metiers",
        lambda: recueil.recueillir(noms.appellations(corpus)),
        recueil.geler,
        recueil.degeler,
    )


def lexique_bati(corpus: Corpus, noms: Noms, magasin: Magasin = RIEN) -> Lexique:
    """Return the names of countries and of their people, likewise."""
    return _garde(corpus, magasin).lire_ou_batir(
        f"{nommer(corpus, noms)}.pays",
        lambda: Lexique.de(corpus.nationalites, noms),
        lexique.geler,
        lexique.degeler,
    )


def livrer(corpus: Corpus, magasin: Magasin) -> None:
    """Keep the words of a law of the package."""
    noms = Noms.lire()
    recueil_bati(corpus, noms, magasin)
    lexique_bati(corpus, noms, magasin)


def nommer(corpus: Corpus, noms: Noms) -> str:
    """Return what names the words of a law: a digest of all that they depend on."""
    mots = (corpus.sha256, corpus.etat.empreinte, noms.empreinte, _du_code(), sys.byteorder)
    return hashlib.sha256("\0".join(mots).encode()).hexdigest()


def _garde(corpus: Corpus, magasin: Magasin) -> Magasin:
    return RIEN if corpus.etat.projets else magasin


@cache
def _du_code() -> str:
    """Return the SHA-256 of the code that folds words."""
    somme = hashlib.sha256()
    for paquet in PAQUETS:
        for fichier in sorted(Path(paquet.__path__[0]).glob("*.py")):
            lu = fichier.read_bytes()
            somme.update(f"\0{fichier.name}\0{len(lu)}\0".encode())
            somme.update(lu)
    return somme.hexdigest()
