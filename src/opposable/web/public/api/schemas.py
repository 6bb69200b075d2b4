"""What goes in and comes out, for the OpenAPI document; what comes out is `decide`'s own JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from opposable.web.socle import droit

Code = Annotated[str, Field(max_length=200)]
Jour = Annotated[str, Field(json_schema_extra={"format": "date"}, max_length=200)]
Texte = Annotated[str, Field(max_length=200)]


class DemandeEntree(Schema):
    """The facts of an application; a fact that is absent, null or empty is not said."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"required": ["depose_le"]}
    )

    id: Texte | None = Field(None, description="Votre propre identifiant ; il ne décide rien.")
    nationalite: Code | None = Field(
        None,
        description="Codes ISO 3166-1 à trois lettres joints par « + ».",
    )
    metier: Code | None = Field(
        None,
        description="Code du métier (ROME de 1999, ROME v3, FAP 2009, ligne d’un accord) ; "
        "plusieurs nomenclatures jointes par « + ».",
    )
    departement: Code | None = Field(None, description="Département de travail.")
    region: Code | None = Field(None, description="Région de travail, de n’importe quel découpage.")
    type: Code | None = Field(
        None, description="introduction, changement_statut ou renouvellement."
    )
    depose_le: Jour | None = Field(None, description="Jour de dépôt, AAAA-MM-JJ.")
    examine_le: Jour | None = Field(
        None, description="Jour d’examen, AAAA-MM-JJ ; celui du dépôt s’il n’est pas dit."
    )
    metier_initial: Code | None = Field(
        None, description="Métier de la première autorisation (renouvellement)."
    )
    activite: Code | None = Field(None, description="peche, finance ou autre.")
    diplome_francais: Code | None = Field(None, description="master ou autre.")
    connu_le: Jour | None = Field(
        None, description="Jour auquel le droit est connu, AAAA-MM-JJ ; à défaut, le dernier."
    )
    dispense: Code | None = Field(None, description="detache_ue, douze_mois ou aucune.")
    jeune_diplome: Code | None = Field(
        None, description="oui ou non : diplôme au moins égal au master, emploi lié et assez payé."
    )
    rang_renouvellement: Code | None = Field(None, description="premier ou suivant.")
    departement_initial: Code | None = Field(
        None, description="Département de la première autorisation (renouvellement)."
    )
    region_initiale: Code | None = Field(
        None, description="Région de la première autorisation (renouvellement)."
    )


class Sortie(Schema):
    """Anything that comes out."""

    model_config = ConfigDict(extra="forbid")


class Phrase(Sortie):
    """A sentence with its place in the text."""

    id: str
    ancre: str
    texte: str


class ConditionSortie(Phrase):
    """A condition of the permit, weighed (`appreciee`) or binding (`exigee`)."""

    nature: Literal["appreciee", "exigee"]


class PlateformeSortie(Sortie):
    """A platform known to receive the application."""

    id: str
    nom: str
    saisonnier: bool
    ancre: str
    texte: str
    certitude: str


class CasSortie(Sortie):
    """A fact not said that would settle the answer."""

    id: str
    fait: str | None
    valeur: str | None
    effet: str
    ancre: str
    texte: str
    certitude: str


class RegularisationSortie(Sortie):
    """A condition of the exceptional admission by work: told, it decides nothing."""

    id: str
    jusqu_au: str | None
    ancre: str
    texte: str
    certitude: str


class Ligne(Sortie):
    """The row of a list that was applied."""

    ancre: str
    metier: str
    metier_imprime: str
    intitule: str
    zone: str
    activite: str | None
    certitude: str
    lectures: list[str]


class FondementSortie(Sortie):
    """A legal basis."""

    id: str
    texte: str
    ancre: str
    certitude: str


class ServiceSortie(Sortie):
    """A competent service."""

    id: str
    sigle: str
    nom: str
    lieu: str
    precision: str | None
    departement: str | None
    decideur: str
    ancre: str
    certitude: str


class Verification(Sortie):
    """A check that a renewal asks for."""

    id: str
    ancre: str
    texte: str
    effet: str


class Charge(Sortie):
    """A charge the employer owes."""

    organisme: str
    ancre: str
    texte: str
    certitude: str


class LectureSortie(Sortie):
    """A reading the answer rests on, and what the other would answer."""

    id: str
    ancre: str
    imprime: str
    retenue: str
    autre: str
    autre_reponse: str
    autre_notifiable_le: str | None


class Defaut(Sortie):
    """A defect of the code or the region that changes no answer."""

    id: str
    ancre: str
    imprime: str
    retenue: str


class VoieSortie(Sortie):
    """A change of one fact that would turn the answer."""

    nature: str
    vers: list[str]
    situation_emploi: str
    ancre: str
    texte: str


class RecuSortie(Sortie):
    """With which law the answer was given."""

    version: str
    sha256: str
    moteur: str
    connu_le: str
    lectures: list[str]
    projets: dict[str, str]
    communes: str
    instruments: dict[str, str]


class DeterminationSortie(Sortie):
    """The answer with every reason: the keys and bytes of `decide`."""

    demande: dict[str, str]
    situation_emploi: Literal[
        "non_opposable", "opposable", "autorisation_non_requise", "indeterminee"
    ]
    regle: str
    liste: str | None
    ligne: Ligne | None
    nationalite_retenue: str | None
    regime: str | None
    fondement: FondementSortie | None
    autorite: ServiceSortie | None
    notifiable_le: str | None
    motifs: list[Phrase]
    conditions: list[ConditionSortie]
    verifications: list[Verification]
    charges: list[Charge]
    plateformes: list[PlateformeSortie]
    cas: list[CasSortie]
    regularisation: list[RegularisationSortie]
    questions: list[Phrase]
    avis: list[Phrase]
    lectures: list[LectureSortie]
    defauts: list[Defaut]
    reserves: list[Phrase]
    recu: RecuSortie
    voies: list[VoieSortie] | None = Field(None, description="Seulement avec voies=1.")


class FauteSortie(Sortie):
    """One thing to correct."""

    pointeur: str
    champ: str
    valeur: str
    probleme: str


class Probleme(Sortie):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    erreurs: list[FauteSortie] | None = None


class MetierSortie(Sortie):
    """An occupation proposed for words."""

    code: str
    nomenclature: str
    intitule: str
    domaine: str
    appellation: str
    degre: str
    adresse: str | None


class NationaliteSortie(Sortie):
    """A nationality proposed for words."""

    code: str
    nom: str
    name: str


class NationaliteLue(Sortie):
    """What words say of nationalities."""

    codes: list[NationaliteSortie]
    non_dite: bool
    sens: str | None
    a_choisir: str
    propositions: list[NationaliteSortie]
    reste: list[str]


class OuvertureSortie(Sortie):
    """What a list opens for an occupation."""

    liste: str
    public: list[str]
    examine_du: str
    examine_au: str | None = Field(description="Vide tant qu’aucun texte ne la ferme.")
    regions: list[str]
    partout: bool
    activite: str | None
    ancres: list[str]


class FicheMetier(Sortie):
    """An occupation: its names, and what opens it."""

    code: str
    intitule: str
    domaine: str
    imprime: list[str]
    ouvertures: list[OuvertureSortie]
    lectures: list[str]


class RegionSortie(Sortie):
    """A region."""

    code: str
    nom: str
    zone: str
    departements: list[dict[str, str]]


class ListeSortie(Sortie):
    """A list: its text, audience and days."""

    id: str
    cle: str
    instrument: str
    nom: str
    public: list[str]
    nationalites: list[str]
    nomenclature: str
    territoires: str
    examine_du: str
    examine_au: str | None = Field(description="Vide tant qu’aucun texte ne la ferme.")
    depose_du: str | None
    notifiable_du: str | None
    ancre: str
    lignes: int


class LigneSortie(Sortie):
    """A row that opens something."""

    liste: str
    metier: str
    metier_imprime: str
    intitule: str
    domaine: str
    zone: str
    region: str
    activite: str
    lectures: str
    ancre: str
    certitude: str


class ListeEntiere(ListeSortie):
    """A list with its rows."""

    entrees: list[LigneSortie]


class EcartSortie(Sortie):
    """What one side opens and the other does not."""

    metier: str
    intitule: str
    zone: str
    sens: Literal["ouvert", "ferme"]
    publics: str


class CorpusSortie(Sortie):
    """The law this service answers with."""

    version: str
    sha256: str
    moteur: str
    connu_le: str
    couverture: dict[str, str]
    listes: list[ListeSortie]
    lectures: list[dict[str, Any]]


def langue_de(entete: str, demandee: str | None) -> Literal["fr", "en"]:
    """Return the language asked for by parameter, or by `Accept-Language`."""
    if demandee in ("fr", "en"):
        return "en" if demandee == "en" else "fr"
    premier = entete.partition(",")[0].strip().casefold()
    return "en" if premier.startswith("en") else droit.LANGUE
