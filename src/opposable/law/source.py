"""Sources: where a fact of the law was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from opposable.law.cellule import Certitude, Rangee


@enregistrement(frozen=True, slots=True, kw_only=True)
class Source:
    """A public source that rows of the law name.

    Attributes:
        id: Identifier.
        adresse: Public address or reference; empty for the texts that the project holds.
        nature: `texte` for a legal text, `officiel`, `secondaire`, or `corpus`.
        titre: What it is, in French.
        certitude: How sure what it says is.
    """

    id: str
    adresse: str
    nature: str
    titre: str
    certitude: Certitude

    @classmethod
    def lire(cls, rangee: Rangee) -> Source:
        """Read a row of `sources.csv`."""
        return cls(
            id=rangee.texte("id"),
            adresse=rangee.optionnel("adresse") or "",
            nature=rangee.texte("nature"),
            titre=rangee.francais("titre"),
            certitude=rangee.certitude(),
        )
