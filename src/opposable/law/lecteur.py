"""Reading tables: each row once, and what another construction read of the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from opposable.errors import LawDataError
from opposable.law import tables as brutes
from opposable.law.cellule import Rangee

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from opposable.law.tables import Table, Tables

T = TypeVar("T")


class Produit(NamedTuple):
    """What some tables gave, beside the tables themselves.

    Attributes:
        sources: The tables it was read from, None where one is absent.
        valeur: What they gave; never changed.
    """

    sources: tuple[Table | None, ...]
    valeur: Any


class Lecteur:
    """Reads tables into objects. It lives as long as the construction it serves.

    Args:
        tables: The raw tables.
        repris: What another construction read, taken over where the tables are the same.
    """

    def __init__(self, tables: Tables, repris: Mapping[str, Produit]) -> None:
        self.tables = tables
        self.repris = repris
        self.produits: dict[str, Produit] = {}

    def deriver(self, nom: str, sources: Iterable[str], batir: Callable[[], T]) -> T:
        """Return what some tables give, taken over where they are the same tables."""
        tables = tuple(self.tables.get(source) for source in sources)
        produit = self.repris.get(nom)
        if produit is None or not _memes(produit.sources, tables):
            produit = Produit(tables, batir())
        self.produits[nom] = produit
        valeur: T = produit.valeur
        return valeur

    def table(self, nom: str) -> Table:
        """Return a table that must be there.

        Raises:
            LawDataError: It is not.
        """
        if nom not in self.tables:
            raise LawDataError(nom, "fichier ou section absent : le corpus est incomplet")
        return self.tables[nom]

    def lire(self, nom: str, lire: Callable[[Rangee], T], *contexte: str) -> tuple[T, ...]:
        """Read each row of a table; `contexte` names the tables its reading looks into."""
        return self.deriver(nom, (nom, *contexte), lambda: self._lignes(nom, lire, contexte))

    def _lignes(
        self, nom: str, lire: Callable[[Rangee], T], contexte: tuple[str, ...]
    ) -> tuple[T, ...]:
        """Read the rows of a table, those that are the same as before taken over."""
        lignes, debut = self.table(nom), brutes.premiere(nom)
        avant, objets = self._repris(nom, contexte)
        if len(avant) != len(lignes):
            return tuple(lire(Rangee(nom, i, ligne)) for i, ligne in enumerate(lignes, debut))
        return tuple(
            objets[i] if ligne is avant[i] else lire(Rangee(nom, i + debut, ligne))
            for i, ligne in enumerate(lignes)
        )

    def _repris(self, nom: str, contexte: tuple[str, ...]) -> tuple[Table, tuple[Any, ...]]:
        """The rows read by another construction in the same context, and their objects."""
        produit = self.repris.get(nom)
        tables = tuple(self.tables.get(source) for source in contexte)
        if produit is None or produit.sources[0] is None or not _memes(produit.sources[1:], tables):
            return (), ()
        return produit.sources[0], produit.valeur

    def par_cle(self, nom: str, lire: Callable[[Rangee], T], cle: str = "id") -> Mapping[str, T]:
        """Read each row of a table, by a field that is no one else's."""
        objets = self.lire(nom, lire)
        return self.deriver(f"{nom} par {cle}", (nom,), lambda: ranger_par(nom, objets, cle))


def _memes(avant: tuple[Table | None, ...], ici: tuple[Table | None, ...]) -> bool:
    return len(avant) == len(ici) and all(a is b for a, b in zip(avant, ici, strict=True))


def ranger_par(nom: str, objets: tuple[T, ...], cle: str) -> dict[str, T]:
    """Return objects by a field, which is no one else's."""
    par_cle = {getattr(objet, cle): objet for objet in objets}
    if len(par_cle) != len(objets):
        cles = [getattr(objet, cle) for objet in objets]
        rang = next(i for i, k in enumerate(cles) if k in cles[:i])
        probleme = f"« {cles[rang]} » est donné deux fois"
        raise LawDataError(nom, probleme, ligne=rang + brutes.premiere(nom), champ=cle)
    return par_cle
