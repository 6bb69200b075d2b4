"""The application for a work permit, as it is stated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from opposable.errors import DateError, ValeurError
from opposable.law.enregistrement import champs, enregistrement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATES = ("depose_le", "examine_le", "connu_le")


@enregistrement(frozen=True, slots=True, kw_only=True)
class Demande:
    """The facts of an application; None is a fact that is not said.

    Attributes:
        id: The asker's own identifier; it decides nothing.
        nationalite: ISO 3166-1 alpha-3 codes joined by `+`.
        metier: Occupation applied for: a code, with its nomenclature where several could claim it
            (`fap-2009:A0Z40`), or several codes joined by `+`.
        departement: Department of work; it gives the region.
        region: Region of work, of any version of the territories.
        type: `introduction`, `changement_statut` or `renouvellement`.
        depose_le: Day the file arrives.
        examine_le: Day it is examined; the day it arrives where None.
        metier_initial: Occupation of the first permit, for a renewal.
        activite: `peche`, `finance` or `autre`, for rows with a printed restriction.
        diplome_francais: `master` or `autre`.
        connu_le: Day whose knowledge of the law is asked for.
        dispense: `detache_ue`, `douze_mois` or `aucune`.
        jeune_diplome: `oui` or `non`.
        rang_renouvellement: `premier` or `suivant`.
        departement_initial: Department of the first permit, for a renewal.
        region_initiale: Region of the first permit, for a renewal.
    """

    id: str | None = None
    nationalite: str | None = None
    metier: str | None = None
    departement: str | None = None
    region: str | None = None
    type: str | None = None
    depose_le: date | None = None
    examine_le: date | None = None
    metier_initial: str | None = None
    activite: str | None = None
    diplome_francais: str | None = None
    connu_le: date | None = None
    dispense: str | None = None
    jeune_diplome: str | None = None
    rang_renouvellement: str | None = None
    departement_initial: str | None = None
    region_initiale: str | None = None

    @classmethod
    def depuis(cls, champs: Mapping[str, object]) -> Demande:
        """Read an application from text fields; empty text is a fact that is not said.

        Raises:
            DateError: A date is not a day of the calendar written AAAA-MM-JJ.
            ValeurError: A field does not exist or is not text.
        """
        inconnus = [nom for nom in champs if nom not in CHAMPS]
        if inconnus:
            attendus = ", ".join(CHAMPS)
            raise ValeurError(inconnus[0], "", f"champ inconnu ; champs possibles : {attendus}")
        return cls(**{nom: _valeur(nom, valeur) for nom, valeur in champs.items()})  # type: ignore[arg-type]

    @classmethod
    def redire(cls, dits: Sequence[str | date | None]) -> Demande:
        """Return the application that says some facts, in the order of `FAITS`; days may be text.

        Raises:
            DateError: A date is not a day of the calendar written AAAA-MM-JJ.
        """
        nommes = dict(zip(FAITS, dits, strict=True))
        jours = {nom: lire_date(nom, nommes[nom]) for nom in DATES if nommes[nom] is not None}
        return cls(**(nommes | jours))  # type: ignore[arg-type]

    def champs(self) -> dict[str, str]:
        """Return the facts said, as text, in the order of the contract."""
        dits = ((nom, getattr(self, nom)) for nom in CHAMPS)
        return {nom: str(valeur) for nom, valeur in dits if valeur is not None}


CHAMPS = champs(Demande)
FAITS = CHAMPS[1:]
"""The facts: all but the asker's own identifier."""


def _valeur(nom: str, valeur: object) -> str | date | None:
    if valeur is None or valeur == "":
        return None
    if nom in DATES:
        return lire_date(nom, valeur)
    if not isinstance(valeur, str):
        raise ValeurError(nom, valeur, f"texte attendu, trouvé {valeur!r}")
    return valeur


def lire_date(champ: str, valeur: object) -> date:
    """Read a day written AAAA-MM-JJ.

    Raises:
        DateError: It is not one.
    """
    if type(valeur) is date:
        return valeur
    texte = str(valeur)
    try:
        jour = date.fromisoformat(texte)
    except ValueError:
        jour = None
    if jour is None or jour.isoformat() != texte:
        raise DateError(champ, valeur, f"« {valeur} » n'est pas une date ; écrivez AAAA-MM-JJ")
    return jour
