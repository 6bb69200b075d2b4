"""How long a search takes, over every official title, as printed and with a fault of typing.

    .venv/bin/python bench/search.py

Prints the time to fold the names and to read them back, the memory the index takes, and the
quantiles of a search by processor time: all 11 118 titles, the same with one fault, everyday words,
nonsense.
"""

from __future__ import annotations

import random
import string
import tracemalloc
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from opposable import load_corpus
from opposable.recherche.metier import Index
from opposable.recherche.noms import BARRE, Noms
from opposable.recherche.recueil import degeler, geler, recueillir

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
FAUTES = 4


def main() -> None:
    """Measure, and print one line a measure."""
    corpus = load_corpus()
    noms = mesurer("names read", Noms.lire)
    recueil = mesurer("names folded", lambda: recueillir(noms.appellations(corpus)))
    gele = geler(recueil)
    index = mesurer("index read back", lambda: Index(degeler(gele)))
    tracemalloc.start()
    autre = Index(degeler(gele))
    print(f"memory of an index: {tracemalloc.get_traced_memory()[0] / 2**20:.0f} MiB")
    tracemalloc.stop()
    del autre
    titres = [t for ligne in noms.repertoire for t in ligne["appellations"].split(BARRE)]
    de = random.Random(1)  # noqa: S311 - the same faults at each run
    usuels = [nom for usages in noms.usuels.values() for nom in usages]
    repeter("titles as printed", titres, index)
    repeter("titles with one fault", [fautif(titre, de) for titre in titres], index)
    repeter("everyday names", usuels, index)
    hasard = ["".join(de.choices(string.ascii_lowercase + " ", k=40)) for _ in titres[:2000]]
    repeter("nonsense", hasard, index)


def mesurer(quoi: str, faire: Callable[[], T]) -> T:
    """Do something once, and print how long it took."""
    debut = perf_counter()
    fait = faire()
    print(f"{quoi}: {(perf_counter() - debut) * 1e3:.0f} ms")
    return fait


def fautif(titre: str, de: random.Random) -> str:
    """Return a title with a letter lost, doubled, changed or swapped with the next."""
    ou = de.randrange(len(titre) - 1)
    avant, lettre, apres = titre[:ou], titre[ou], titre[ou + 1 :]
    fautes = (
        avant + apres,
        avant + lettre * 2 + apres,
        avant + de.choice(string.ascii_lowercase) + apres,
        avant + apres[:1] + lettre + apres[1:],
    )
    return fautes[de.randrange(FAUTES)]


def repeter(quoi: str, textes: list[str], index: Index) -> None:
    """Search each text once, and print the quantiles."""
    durees = []
    for texte in textes:
        debut = process_time()
        index.chercher(texte)
        durees.append((process_time() - debut) * 1e3)
    durees.sort()
    dits = ", ".join(f"p{q} {durees[len(durees) * q // 100]:.2f} ms" for q in (50, 90, 99))
    print(f"{quoi} ({len(textes)}): {dits}, longest {durees[-1]:.2f} ms")


if __name__ == "__main__":
    main()
