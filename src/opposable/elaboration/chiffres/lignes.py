"""A table of figures read column by column, nothing placed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opposable.elaboration.chiffres.cles import Cles
    from opposable.elaboration.chiffres.colonnes import Paire
    from opposable.elaboration.chiffres.effectif import Comptes
    from opposable.fichiers.table import Table


class Feuille(NamedTuple):
    """The counts of every row, for the periods of one pair of columns.

    Attributes:
        paire: The columns.
        periodes: Period of each row.
        offres: Offers of each row.
        demandeurs: Job seekers of each row.
    """

    paire: Paire
    periodes: Cles
    offres: Comptes
    demandeurs: Comptes


class Lu(NamedTuple):
    """A table read column by column, nothing placed yet.

    Attributes:
        table: The table.
        titres: Title of the column of each key.
        metiers: Occupation of each row.
        territoires: Territory of each row.
        feuilles: Counts, one for each pair of columns.
    """

    table: Table
    titres: Mapping[str, str]
    metiers: Cles
    territoires: Cles
    feuilles: Sequence[Feuille]
