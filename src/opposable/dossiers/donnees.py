"""What a file says of the employer, the worker and the post: read as typed, checked together."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from opposable.dossiers.lecteurs import (
    lire_convention,
    lire_courriel,
    lire_departement,
    lire_effectif,
    lire_heures,
    lire_jour,
    lire_naf,
    lire_nom,
    lire_somme,
    lire_texte,
    lire_titre,
    parmi,
)
from opposable.dossiers.siret import SIREN, lire_siren, lire_siret
from opposable.errors import DemandeError, ValeurError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

CONTRATS = ("cdi", "cdd", "saisonnier", "detachement")
SEXES = ("f", "m")
SITUATIONS = ("celibataire", "marie", "pacse", "divorce", "veuf")
SANS_TERME = "cdi"


def _par(lire: Callable[[str], object]) -> dict[str, Callable[[str], object]]:
    return {"lire": lire}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entreprise:
    """Who employs, or the company that receives the worker; None is not said.

    Attributes:
        siret: Number of the establishment.
        siren: Number of the company.
        nom: Its name, or the person's where no company employs.
        adresse: Its address.
        departement: Department of its seat.
        naf: Its activity, `56.10A`.
        effectif: People it employs.
        representant: Legal representative.
        immatriculation_sociale: Its registration for social contributions.
        courriel: Where it is told that the file moved.
    """

    siret: str | None = field(default=None, metadata=_par(lire_siret))
    siren: str | None = field(default=None, metadata=_par(lire_siren))
    nom: str | None = field(default=None, metadata=_par(lire_nom))
    adresse: str | None = field(default=None, metadata=_par(lire_texte))
    departement: str | None = field(default=None, metadata=_par(lire_departement))
    naf: str | None = field(default=None, metadata=_par(lire_naf))
    effectif: int | None = field(default=None, metadata=_par(lire_effectif))
    representant: str | None = field(default=None, metadata=_par(lire_nom))
    immatriculation_sociale: str | None = field(default=None, metadata=_par(lire_nom))
    courriel: str | None = field(default=None, metadata=_par(lire_courriel))


@dataclass(frozen=True, slots=True, kw_only=True)
class Travailleur:
    """The foreign worker; nationalities are facts of the application itself.

    Attributes:
        nom: Surname.
        nom_d_usage: Name used.
        prenoms: First names.
        sexe: `f` or `m`, as the passport says.
        situation: Family status.
        ne_le: Day of birth.
        ne_a: Town of birth.
        pays_de_naissance: ISO 3166-1 alpha-3.
        adresse: Address.
        departement: Department where they live, of those who live in France.
        pays_de_residence: ISO 3166-1 alpha-3.
        titre: Number of the residence permit or visa held.
        titre_expire_le: Its last day.
        titres_anterieurs: Earlier permits.
    """

    nom: str | None = field(default=None, metadata=_par(lire_nom))
    nom_d_usage: str | None = field(default=None, metadata=_par(lire_nom))
    prenoms: str | None = field(default=None, metadata=_par(lire_nom))
    sexe: str | None = field(default=None, metadata=_par(parmi(*SEXES)))
    situation: str | None = field(default=None, metadata=_par(parmi(*SITUATIONS)))
    ne_le: date | None = field(default=None, metadata=_par(lire_jour))
    ne_a: str | None = field(default=None, metadata=_par(lire_nom))
    pays_de_naissance: str | None = field(default=None, metadata=_par(lire_nom))
    adresse: str | None = field(default=None, metadata=_par(lire_texte))
    departement: str | None = field(default=None, metadata=_par(lire_departement))
    pays_de_residence: str | None = field(default=None, metadata=_par(lire_nom))
    titre: str | None = field(default=None, metadata=_par(lire_titre))
    titre_expire_le: date | None = field(default=None, metadata=_par(lire_jour))
    titres_anterieurs: str | None = field(default=None, metadata=_par(lire_texte))


@dataclass(frozen=True, slots=True, kw_only=True)
class Emploi:
    """The post; its occupation and department are facts of the application itself.

    Attributes:
        intitule: Its title.
        taches: What is done in it, from which the occupation was found.
        contrat: Kind of contract.
        debut_le: First day.
        fin_le: Last day, of a contract that has one.
        heures: Hours a week.
        remuneration: Gross euros a month.
        avantages: Benefits in kind and others.
        convention: Number of the collective agreement (IDCC).
        adresse: Place of work.
        logement: Housing of the worker.
    """

    intitule: str | None = field(default=None, metadata=_par(lire_nom))
    taches: str | None = field(default=None, metadata=_par(lire_texte))
    contrat: str | None = field(default=None, metadata=_par(parmi(*CONTRATS)))
    debut_le: date | None = field(default=None, metadata=_par(lire_jour))
    fin_le: date | None = field(default=None, metadata=_par(lire_jour))
    heures: Decimal | None = field(default=None, metadata=_par(lire_heures))
    remuneration: Decimal | None = field(default=None, metadata=_par(lire_somme))
    avantages: str | None = field(default=None, metadata=_par(lire_texte))
    convention: str | None = field(default=None, metadata=_par(lire_convention))
    adresse: str | None = field(default=None, metadata=_par(lire_texte))
    logement: str | None = field(default=None, metadata=_par(lire_texte))


@dataclass(frozen=True, slots=True, kw_only=True)
class Donnees:
    """What a file says beside the facts of the application; `accueil` is a distinct company."""

    employeur: Entreprise = Entreprise()
    accueil: Entreprise = Entreprise()
    travailleur: Travailleur = Travailleur()
    emploi: Emploi = Emploi()

    @classmethod
    def depuis(cls, champs: Mapping[str, str | None]) -> Donnees:
        """Read data from text, `employeur.siret` for one; empty text is not said.

        Raises:
            ValeurError: A field does not exist, or its text cannot be read.
        """
        parts: dict[str, dict[str, object]] = {nom: {} for nom in PARTIES}
        for nom, saisi in champs.items():
            partie, _, champ = nom.partition(".")
            if nom not in CHAMPS:
                raise ValeurError(nom, saisi, "champ inconnu")
            parts[partie][champ] = lire_champ(nom, saisi)
        lues: dict[str, Any] = {nom: PARTIES[nom](**lus) for nom, lus in parts.items()}
        return cls(**lues)

    def champs(self) -> dict[str, str]:
        """Return what is said, as text that reads the same again."""
        dits = ((nom, self.valeur(nom)) for nom in CHAMPS)
        return {nom: str(valeur) for nom, valeur in dits if valeur is not None}

    def valeur(self, nom: str) -> object:
        """Return one value by its name, `employeur.siret` for one; None where it is not said."""
        partie, _, champ = nom.partition(".")
        valeur: object = getattr(getattr(self, partie), champ)
        return valeur


NON_DITES = Donnees()
"""Nothing said yet."""
PARTIES: dict[str, type] = {
    "employeur": Entreprise,
    "accueil": Entreprise,
    "travailleur": Travailleur,
    "emploi": Emploi,
}
CHAMPS: dict[str, Callable[[str], object]] = {
    f"{partie}.{champ.name}": champ.metadata["lire"]
    for partie, type_ in PARTIES.items()
    for champ in fields(type_)
}
"""Each field by its name, and what reads it."""
EXIGES = ("employeur.nom", "travailleur.nom", "travailleur.prenoms", "emploi.intitule")
"""Fields without which no file can be told from another: it cannot be filed."""
PAYS = ("travailleur.pays_de_naissance", "travailleur.pays_de_residence")


def lire_champ(nom: str, saisi: str | None) -> object:
    """Return the value of one field; empty text is not said.

    Raises:
        ValeurError: It cannot be read.
    """
    if saisi is None or not saisi.strip():
        return None
    try:
        return CHAMPS[nom](saisi)
    except DemandeError as erreur:
        raise ValeurError(nom, saisi, erreur.probleme) from erreur


def fautes(
    champs: Mapping[str, str], jour: date, pays: Collection[str] | None = None
) -> dict[str, str]:
    """Return what is wrong, field by field, in French sentences; empty when all can be kept.

    Args:
        champs: What was typed.
        jour: Day it is read.
        pays: Codes of countries that are known.
    """
    trouvees, lus = dict[str, str](), dict[str, str]()
    for nom, saisi in champs.items():
        try:
            valeur = lire_champ(nom, saisi)
        except ValeurError as erreur:
            trouvees[nom] = erreur.probleme
        else:
            lus |= {} if valeur is None else {nom: str(valeur)}
    for nom, probleme in _ensemble(Donnees.depuis(lus), jour, pays):
        trouvees.setdefault(nom, probleme)
    return trouvees


def _ensemble(
    donnees: Donnees, jour: date, pays: Collection[str] | None
) -> Iterator[tuple[str, str]]:
    """What each field says alone, and what two of them cannot say together."""
    for partie in ("employeur", "accueil"):
        entreprise = getattr(donnees, partie)
        siret, siren = entreprise.siret, entreprise.siren
        if siret and siren and siret[:SIREN] != siren:
            yield f"{partie}.siren", f"« {siren} » n'est pas le début du SIRET {siret}"
    for nom in PAYS:
        code = donnees.valeur(nom)
        if pays is not None and code is not None and code not in pays:
            yield nom, f"« {code} » n'est pas un code de pays"
    yield from _jours(donnees, jour)


def _jours(donnees: Donnees, jour: date) -> Iterator[tuple[str, str]]:
    ne_le, emploi = donnees.travailleur.ne_le, donnees.emploi
    if ne_le and ne_le > jour:
        yield "travailleur.ne_le", f"le {ne_le:%d/%m/%Y} n'est pas encore venu"
    if ne_le and jour.year - ne_le.year > AGE_AU_PLUS:
        yield "travailleur.ne_le", f"en {ne_le.year} : relisez l'année"
    if emploi.debut_le and ne_le and emploi.debut_le <= ne_le:
        yield "emploi.debut_le", "le contrat commencerait avant la naissance"
    if emploi.debut_le and emploi.fin_le and emploi.fin_le < emploi.debut_le:
        yield "emploi.fin_le", f"la fin précède le début, le {emploi.debut_le:%d/%m/%Y}"
    if emploi.contrat == SANS_TERME and emploi.fin_le:
        yield "emploi.fin_le", "un contrat à durée indéterminée n'a pas de fin"


AGE_AU_PLUS = 120


def manques(donnees: Donnees) -> tuple[str, ...]:
    """Return the fields without which the file cannot be filed."""
    return tuple(nom for nom in EXIGES if donnees.valeur(nom) is None)
