"""One block of a scheme being read: the law's reader of rows, its errors naming scheme and step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opposable.ecrit.nombre import fraction
from opposable.errors import SchemaError
from opposable.law.cellule import Rangee

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

ENTIER_AU_PLUS = 10**15


class Bloc(Rangee):
    """A table of a TOML scheme.

    Args:
        schema: Name of the file.
        contenu: The table.
        etape: Selection or step it is, named in every error; empty for the head.

    Raises:
        SchemaError: In every method, where what is written is not of the kind expected.
    """

    __slots__ = ("etape",)

    def __init__(self, schema: str, contenu: Mapping[str, Any], etape: str = "") -> None:
        super().__init__(schema, 0, dict(contenu))
        self.etape = etape

    def nomme(self) -> Bloc:
        """Return the same block, its identifier in every error from now on."""
        return Bloc(self.fichier, self.ligne, self.texte("id"))

    def erreur(self, champ: str, probleme: str) -> SchemaError:
        """Return the error that names this block and a key."""
        return SchemaError(self.fichier, f"{champ} : {probleme}", etape=self.etape)

    def refus(self, probleme: str) -> SchemaError:
        """Return the error that names this block as a whole."""
        return SchemaError(self.fichier, probleme, etape=self.etape)

    def cles(self, connues: Collection[str]) -> None:
        """Check that no other key is written."""
        for cle in self.ligne:
            if cle not in connues:
                raise self.refus(f"clé inconnue : {cle} ({', '.join(sorted(connues))})")

    def a(self, champ: str) -> bool:
        """Tell whether a key is written."""
        return champ in self.ligne

    def brut(self, champ: str) -> Any:
        """Return a value as it is; an absent key is an error."""
        if champ not in self.ligne:
            raise self.erreur(champ, "clé absente : ajoutez-la")
        return self.ligne[champ]

    def texte(self, champ: str) -> str:
        """Return a text that must not be empty, and can be printed."""
        return self._imprimable(champ, super().texte(champ))

    def optionnel(self, champ: str) -> str | None:
        """Return a text, None where it is absent."""
        valeur = super().optionnel(champ)
        return None if valeur is None else self._imprimable(champ, valeur)

    def blocs(self, champ: str) -> list[Bloc]:
        """Return the blocks of an array of tables, one at least."""
        tables = self.ligne.get(champ)
        if not isinstance(tables, list) or not tables or not all(map(_est_table, tables)):
            raise self.refus(f"au moins un [[{champ}]] est attendu")
        return [Bloc(self.fichier, table, self.etape) for table in tables]

    def vrai(self, champ: str, *, defaut: bool = False) -> bool:
        """Return a truth value."""
        valeur = self.ligne.get(champ, defaut)
        if not isinstance(valeur, bool):
            raise self.erreur(champ, "true ou false est attendu")
        return valeur

    def entier(self, champ: str) -> int | None:
        """Return a whole number, None where it is absent."""
        valeur = self.ligne.get(champ)
        if valeur is None:
            return None
        if isinstance(valeur, bool) or not isinstance(valeur, int):
            raise self.erreur(champ, "un entier est attendu")
        if not 0 <= valeur <= ENTIER_AU_PLUS:
            raise self.erreur(champ, "un entier de 0 à 10¹⁵ est attendu")
        return valeur

    def seuil(self, champ: str) -> Fraction | None:
        """Return an exact threshold, None where it is absent."""
        valeur = self.ligne.get(champ)
        if valeur is None:
            return None
        try:
            lu = fraction(valeur) if isinstance(valeur, str) else None
        except ValueError:
            lu = None
        if lu is None or lu < 0:
            raise self.erreur(champ, 'un nombre écrit en texte est attendu, comme "0.9"')
        return lu

    def _imprimable(self, champ: str, valeur: str) -> str:
        if not valeur.isprintable():
            raise self.erreur(champ, "un caractère ne s'écrit pas")
        return valeur


def _est_table(valeur: object) -> bool:
    return isinstance(valeur, dict)
