"""Reading one cell: the few types law data have, and the error that names the cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from opposable.ecrit.bilingue import Bilingue
from opposable.ecrit.typographie import composer
from opposable.errors import LawDataError, OpposableError

if TYPE_CHECKING:
    from opposable.law.tables import Ligne


E = TypeVar("E", bound=StrEnum)


class Certitude(StrEnum):
    """How a value is known: read in a legal text, in a secondary source, or inferred."""

    LU = "lu"
    SECONDAIRE = "secondaire"
    INFERE = "infere"


class Rangee:
    """One row being read: its table and number go into every error.

    Args:
        fichier: Name of the table.
        numero: Line in the file, 1 being the header (CSV), or rank of the entry (TOML).
        ligne: The cells.
    """

    __slots__ = ("fichier", "ligne", "numero")

    def __init__(self, fichier: str, numero: int, ligne: Ligne) -> None:
        self.fichier = fichier
        self.numero = numero
        self.ligne = ligne

    def erreur(self, champ: str, probleme: str) -> OpposableError:
        """Return the error that names this row and a field."""
        return LawDataError(self.fichier, probleme, ligne=self.numero, champ=champ)

    def brut(self, champ: str) -> Any:
        """Return a cell as it is; a missing column is an error."""
        try:
            return self.ligne[champ]
        except KeyError:
            raise self.erreur(champ, "colonne absente : ajoutez-la") from None

    def texte(self, champ: str) -> str:
        """Return a cell that must not be empty."""
        valeur = self.ligne[champ] if champ in self.ligne else self.brut(champ)
        if not isinstance(valeur, str) or not valeur:
            raise self.erreur(champ, f"texte attendu, trouvé {valeur!r}")
        return valeur

    def francais(self, champ: str) -> str:
        """Return a French sentence of the project, set as French printers do."""
        return composer(self.texte(champ))

    def bilingue(self, champ: str, anglais: str) -> Bilingue:
        """Return a sentence of the project in both languages, from its two cells."""
        return Bilingue(self.francais(champ), self.texte(anglais))

    def optionnel(self, champ: str) -> str | None:
        """Return a text cell, None where it is empty or absent."""
        valeur = self.ligne.get(champ) or None
        if valeur is not None and not isinstance(valeur, str):
            raise self.erreur(champ, f"texte attendu, trouvé {valeur!r}")
        return valeur

    def booleen(self, champ: str) -> bool:
        """Return a cell that is `oui` or `non`."""
        valeur = self.brut(champ)
        if valeur not in ("oui", "non"):
            raise self.erreur(champ, f"« oui » ou « non » attendu, trouvé {valeur!r}")
        return bool(valeur == "oui")

    def jour(self, champ: str) -> date | None:
        """Return a day, None where the cell is empty or absent."""
        valeur = self.ligne.get(champ)
        if valeur in (None, "") or type(valeur) is date:
            return valeur or None
        try:
            jour = date.fromisoformat(str(valeur))
        except ValueError:
            jour = None
        if jour is None or jour.isoformat() != valeur:
            raise self.erreur(champ, f"date AAAA-MM-JJ attendue, trouvé {valeur!r}")
        return jour

    def nombre(self, champ: str) -> Decimal:
        """Return an exact number, written with a point."""
        valeur = self.texte(champ)
        try:
            return Decimal(valeur)
        except InvalidOperation:
            raise self.erreur(champ, f"nombre attendu, trouvé {valeur!r}") from None

    def mots(self, champ: str) -> tuple[str, ...]:
        """Return words: a TOML array of strings, or words separated by spaces."""
        valeur = self.ligne.get(champ) or ()
        if isinstance(valeur, str):
            return tuple(valeur.split())
        if not isinstance(valeur, list | tuple) or not all(isinstance(m, str) for m in valeur):
            raise self.erreur(champ, f"liste de textes attendue, trouvé {valeur!r}")
        return tuple(valeur)

    def parmi(self, champ: str, possibles: type[E]) -> E:
        """Return a cell that is one of the values of an enumeration."""
        valeur = self.brut(champ)
        try:
            return possibles(valeur)
        except ValueError:
            attendues = ", ".join(possibles)
            raise self.erreur(champ, f"{attendues} attendu, trouvé {valeur!r}") from None

    def parmi_ou(self, champ: str, defaut: E) -> E:
        """Return a cell that is one of the values of an enumeration, a default where absent."""
        return self.parmi(champ, type(defaut)) if self.ligne.get(champ) else defaut

    def parmi_mots(self, champ: str, possibles: type[E]) -> tuple[E, ...]:
        """Return words that are values of an enumeration."""
        try:
            return tuple(possibles(mot) for mot in self.mots(champ))
        except ValueError as erreur:
            attendues = ", ".join(possibles)
            raise self.erreur(champ, f"{attendues} attendus ({erreur})") from None

    def entier(self, champ: str) -> int | None:
        """Return a whole number, None where the cell is empty or absent."""
        valeur = self.ligne.get(champ)
        if valeur in (None, ""):
            return None
        if not str(valeur).isdecimal():
            raise self.erreur(champ, f"nombre entier attendu, trouvé {valeur!r}")
        return int(valeur)

    def certitude(self, champ: str = "certitude") -> Certitude:
        """Return how sure the row is."""
        return self.parmi(champ, Certitude)

    def ancre(self) -> str:
        """Return the anchor: bare for the circular, `instrument#place` for another text."""
        return self.texte("ancre")
