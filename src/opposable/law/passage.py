"""Passages: how the code of one nomenclature leads to those of another.

A passage decides on a list where the law says so; any other only proposes. What it does not
hold is not known, unless its head says that a code leading to no row leads to none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.law.enregistrement import enregistrement

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from opposable.law.cellule import Certitude, Rangee


class Etape(NamedTuple):
    """One row: a code leads to another.

    Attributes:
        de: Code left.
        vers: Code reached.
        decide: Whether the code reached decides, where the passage does.
        activite: Activity for which it leads there, None where for any.
        qualifications: Qualifications for which it leads there; empty where for any.
    """

    de: str
    vers: str
    decide: bool
    activite: str | None
    qualifications: tuple[str, ...]

    @classmethod
    def lire(cls, rangee: Rangee) -> Etape:
        """Read a row of a passage."""
        return cls(
            rangee.texte("de"),
            rangee.texte("vers"),
            "decide" not in rangee.ligne or rangee.booleen("decide"),
            rangee.optionnel("activite"),
            rangee.mots("qualification"),
        )


class Arrivee(NamedTuple):
    """Where a code leads in another nomenclature.

    Attributes:
        etapes: Rows that decide, those without a condition of activity first.
        proposees: Codes reached that are only proposed.
        connue: Whether these rows are all there is: without rows, the code leads to none.
    """

    etapes: tuple[Etape, ...]
    proposees: tuple[str, ...]
    connue: bool


@enregistrement(frozen=True, slots=True, kw_only=True)
class Passage:
    """How the codes of a nomenclature lead to those of others.

    Attributes:
        id: Identifier.
        de: Nomenclature left.
        vers: Nomenclatures reached.
        decide: Whether it decides on a list, or only proposes.
        vers_aucun: List whose codes lead to no row where the passage has none for them; None
            where a code without a row is not known.
        lecture: Reading it rests on, None where it rests on none.
        ancre: Place in the texts.
        certitude: How sure it is.
        source: Where it was read.
        etapes: Rows, by nomenclature reached, then by code left.
        achevees: Nomenclatures every row of which is reached by a row that decides.
    """

    id: str
    de: str
    vers: tuple[str, ...]
    decide: bool
    vers_aucun: str | None
    lecture: str | None
    ancre: str
    certitude: Certitude
    source: str
    etapes: Mapping[str, Mapping[str, tuple[Etape, ...]]]
    achevees: frozenset[str]

    @classmethod
    def lire(
        cls, rangee: Rangee, etapes: Collection[Etape], codes: Mapping[str, Collection[str]]
    ) -> Passage:
        """Read a `[[passage]]` of `passages.toml`.

        Args:
            rangee: The head.
            etapes: Its rows.
            codes: For each nomenclature reached, its codes.

        Raises:
            LawDataError: A row leads to a code that no nomenclature reached holds.
        """
        connus = {code for siens in codes.values() for code in siens}
        egare = next((e.vers for e in etapes if e.vers not in connus), None)
        if egare is not None:
            raise rangee.erreur("vers", f"« {egare} » n'est un code d'aucune nomenclature atteinte")
        par_code, achevees = ranger(etapes, codes)
        return cls(
            id=rangee.texte("id"),
            de=rangee.texte("de"),
            vers=rangee.mots("vers"),
            decide=rangee.brut("decide") is True,
            vers_aucun=rangee.optionnel("vers_aucun"),
            lecture=rangee.optionnel("lecture"),
            ancre=rangee.ancre(),
            certitude=rangee.certitude(),
            source=rangee.texte("source"),
            etapes=par_code,
            achevees=achevees,
        )

    def arrivee(self, code: str, nomenclature: str, sans_suite: Collection[str]) -> Arrivee:
        """Return where a code leads.

        Args:
            code: Code left.
            nomenclature: Nomenclature to reach.
            sans_suite: Codes that lead to no row where the passage has none for them.
        """
        etapes = self.etapes.get(nomenclature, {}).get(code, ())
        decidees = tuple(e for e in etapes if e.decide and self.decide)
        proposees = tuple(e.vers for e in etapes if e not in decidees)
        connue = not proposees and (
            bool(decidees) or code in sans_suite or nomenclature in self.achevees
        )
        ordre = sorted(decidees, key=lambda etape: etape.activite is not None)
        return Arrivee(tuple(ordre), proposees, connue)


def ranger(
    etapes: Collection[Etape], codes: Mapping[str, Collection[str]]
) -> tuple[dict[str, dict[str, tuple[Etape, ...]]], frozenset[str]]:
    """Group rows by nomenclature reached and code left; tell which nomenclatures are all reached.

    Args:
        etapes: Rows of a passage.
        codes: For each nomenclature reached, its codes.
    """
    par_code = {code: nom for nom, connus in codes.items() for code in connus}
    groupes: dict[str, dict[str, list[Etape]]] = {nom: {} for nom in codes}
    for etape in etapes:
        groupes[par_code[etape.vers]].setdefault(etape.de, []).append(etape)
    decidees = {etape.vers for etape in etapes if etape.decide}
    achevees = frozenset(nom for nom, connus in codes.items() if connus and decidees >= {*connus})
    fixes = {nom: {de: tuple(e) for de, e in g.items()} for nom, g in groupes.items()}
    return fixes, achevees
