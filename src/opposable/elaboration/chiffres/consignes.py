"""What one says of a file of figures, where the file does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from opposable.elaboration.chiffres.annee import COMPTES, Nature
from opposable.elaboration.chiffres.lieux import Maille
from opposable.errors import ValeurError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignes:
    """What one says of a file of figures, where the file does not.

    Attributes:
        mesure: Scale of the ratio, such as `anpe-2006`.
        unites: How many units make one: 100 reads figures with two decimals exactly. None to
            find it out.
        periodes: Periods to keep, None for all.
        maille: Level of the territories, None to have the file tell it.
        colonnes: Title of the column of each role, where it is not one that is known.
        indicateurs: Names of the figures of offers and job seekers, where a row holds one figure.
        natures: Whether each count is a flow or a stock.
    """

    mesure: str = ""
    unites: int | None = None
    periodes: Sequence[str] | None = None
    maille: Maille | None = None
    colonnes: Mapping[str, str] = field(default_factory=dict)
    indicateurs: Mapping[str, str] = field(default_factory=dict)
    natures: Mapping[str, Nature] = field(default_factory=dict)


def lire_couples(champ: str, texte: str, permis: Collection[str] = ()) -> dict[str, str]:
    """Read what one writes as `offres=TITRE,demandeurs=TITRE`.

    Args:
        champ: Name of the option.
        texte: What is written; empty for nothing.
        permis: What may stand before the sign, anything where it is empty.

    Raises:
        ValeurError: It is not written so.
    """
    couples = {}
    for partie in filter(None, (p.strip() for p in texte.split(","))):
        nom, signe, valeur = (mot.strip() for mot in partie.partition("="))
        if not (nom and signe and valeur) or (permis and nom not in permis):
            exemple = ",".join(f"{p}=…" for p in permis or ("offres", "demandeurs"))
            raise ValeurError(champ, texte, f"« {partie} » : écrivez --{champ} {exemple}")
        couples[nom] = valeur
    return couples


def lire_natures(texte: str) -> dict[str, Nature]:
    """Read whether counts are flows or stocks, as `offres=flux,demandeurs=stock`.

    Raises:
        ValeurError: It is not written so.
    """
    couples = lire_couples("natures", texte, COMPTES)
    for compte, valeur in couples.items():
        if valeur not in {*Nature}:
            probleme = f"« {compte}={valeur} » : écrivez flux ou stock"
            raise ValeurError("natures", texte, probleme)
    return {compte: Nature(valeur) for compte, valeur in couples.items()}


def lire_maille(texte: str) -> Maille | None:
    """Read the level of territories, None for an empty text.

    Raises:
        ValeurError: It is neither regions nor departments.
    """
    if texte not in {"", Maille.REGIONS, Maille.DEPARTEMENTS}:
        raise ValeurError("maille", texte, f"« {texte} » : écrivez regions ou departements")
    return Maille(texte) if texte else None
