"""The table of a state of the law, built once and kept: whoever starts next reads it.

It is named by all that it depends on: the law data, its state and the very source of the
rule. A table of other data, another reading, another day or other code is
another file.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from opposable.batch import livraison
from opposable.decision.artefact import MAGIE, des_octets, en_octets
from opposable.decision.recu import MOTEUR
from opposable.decision.tabulate import tabulate

if TYPE_CHECKING:
    from opposable.decision.table import Table
    from opposable.fichiers.magasin import Magasin
    from opposable.law.corpus import Corpus

SOURCES = ("opposable.law", "opposable.decision")
"""What the answers are worked out by."""


def table_batie(corpus: Corpus, magasin: Magasin | None = None) -> Table:
    """Return the table of a law: read where it is kept and sound, else built, then kept.

    Args:
        corpus: The law, in the state wanted.
        magasin: Where tables are kept; what was installed, then the user's own store or that of the
            service, where None.
    """
    garde = magasin or livraison.magasin()
    return garde.lire_ou_batir(
        nommer(corpus), lambda: tabulate(corpus), en_octets, lambda o: des_octets(o, corpus)
    )


def nommer(corpus: Corpus) -> str:
    """Return the name of the table of a law: a digest of all that it depends on."""
    droit = (corpus.sha256, corpus.etat.empreinte, corpus.connu_le.isoformat(), *corpus.rivales)
    mots = (*droit, MOTEUR, empreinte_de_la_regle())
    somme = hashlib.sha256(MAGIE)
    somme.update("\0".join(mots).encode())
    return f"{somme.hexdigest()}.table"


@cache
def empreinte_de_la_regle() -> str:
    """Return the SHA-256 of the code that works out the answers."""
    somme = hashlib.sha256()
    for paquet in SOURCES:
        modules = (f for f in files(paquet).iterdir() if f.name.endswith(".py"))
        for module in sorted(modules, key=lambda f: f.name):
            octets = module.read_bytes()
            somme.update(f"{paquet}.{module.name}\0{len(octets)}\0".encode())
            somme.update(octets)
    return somme.hexdigest()
