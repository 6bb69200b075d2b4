"""What the columns of the open data mean: Table Schema descriptors (Frictionless).

Descriptions are French, as the data are; the contract of the columns is that of the classes
that name them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.law.cellule import Certitude
from opposable.law.entree import Ouvre
from opposable.law.evenement import Acte
from opposable.law.liste import Etat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.corpus import Corpus

PROFIL = "https://specs.frictionlessdata.io/schemas/table-schema.json"
OUI_NON = ["oui", "non"]
FERMEES = [o.value for o in Ouvre if o is not Ouvre.OUI]


class Colonne(NamedTuple):
    """A column: its name, what it holds, and what a cell may be.

    Attributes:
        nom: Name, as the header bears it.
        dit: What it holds.
        contraintes: Table Schema constraints.
    """

    nom: str
    dit: str
    contraintes: Mapping[str, Any] = {}


def schemas(corpus: Corpus) -> dict[str, list[Colonne]]:
    """Return the columns of each kind of file, by the name of its schema."""
    code = {"required": True, "pattern": "|".join(n.forme.pattern for n in corpus.nomenclatures)}
    region = {"pattern": "[0-9]{2}"}
    nomenclature = {"required": True, "enum": [n.id for n in corpus.nomenclatures]}
    dit = {"required": True}
    return {
        **_du_droit(corpus),
        "liste": [
            Colonne("liste", "Identifiant de la liste : texte/liste.", dit),
            Colonne("metier", "Code du métier tel qu’il est lu, selon sa liste.", code),
            Colonne("metier_imprime", "Code du métier tel qu’il est imprimé.", code),
            Colonne("intitule", "Intitulé tel qu’il est imprimé.", dit),
            Colonne("domaine", "Rubrique, par son nom usuel ; vide hors rubrique."),
            Colonne("zone", "Où la ligne ouvre : une région par son nom, ou une zone.", dit),
            Colonne("region", "Code de la région, selon sa liste ; vide pour une zone.", region),
            Colonne(
                "activite",
                "Activité à laquelle la ligne est limitée ; vide sans limite.",
                {"enum": list(corpus.valeurs["activite"])},
            ),
            Colonne("lectures", "Lectures qui touchent la ligne, séparées par des espaces."),
            Colonne("ancre", "Place dans le texte.", {"required": True, "unique": True}),
            _certitude(),
        ],
        "metiers": [
            Colonne("code", "Code du métier, selon sa nomenclature.", {**code, "unique": True}),
            Colonne("nomenclature", "Nomenclature du code.", nomenclature),
            Colonne("intitule", "Intitulé de référence.", dit),
            Colonne("domaine", "Rubrique, par son nom usuel ; vide hors rubrique."),
            Colonne("listes", "Listes qui l’ouvrent, séparées par des espaces ; vide sans liste."),
            Colonne("activites", "Activités auxquelles une liste le limite."),
            Colonne("appellations", "Noms de tous les jours, séparés par « | »."),
            Colonne("appellations_officielles", "Noms du service de l’emploi, séparés par « | »."),
        ],
        "regions": [
            Colonne(
                "code",
                f"Code de la région ({corpus.base.nom.fr}).",
                {**region, **dit, "unique": True},
            ),
            Colonne("nom", "Nom de la région.", dit),
            Colonne(
                "zone",
                "Métropole ou outre-mer.",
                {**dit, "enum": sorted({r.zone for r in corpus.regions.values()})},
            ),
            Colonne("departements", "Codes de ses départements, séparés par des espaces.", dit),
        ],
        "defauts": [
            Colonne("id", "Identifiant de la lecture.", {**dit, "unique": True}),
            Colonne("ancre", "Place du défaut dans le texte.", dit),
            Colonne("imprime", "Ce que le texte imprime, dit avec nos mots.", dit),
            Colonne("retenue", "Lecture retenue.", dit),
            Colonne("rivale", "Lecture rivale ; vide s’il n’y en a pas."),
            Colonne("motif", "Pourquoi la première est préférée.", dit),
            Colonne("printed", "Ce que le texte imprime, en anglais.", dit),
            Colonne("adopted", "Lecture retenue, en anglais.", dit),
            Colonne("rival", "Lecture rivale, en anglais."),
            Colonne("metiers", "Codes des métiers touchés, séparés par des espaces."),
            Colonne("regions", "Codes des régions touchées, séparés par des espaces."),
            Colonne("nationalites", "Nationalités touchées, séparées par des espaces."),
            Colonne(
                "change_une_reponse",
                "Si la lecture rivale changerait une réponse.",
                {**dit, "enum": OUI_NON},
            ),
        ],
    }


def _du_droit(corpus: Corpus) -> dict[str, list[Colonne]]:
    """Return the columns of what stands behind the lists: codes, places, texts and their days."""
    dit, jour = {"required": True}, {"pattern": "[0-9]{4}-[0-9]{2}-[0-9]{2}"}
    unique, oui_non = {**dit, "unique": True}, {**dit, "enum": OUI_NON}
    nomenclature = {**dit, "enum": [n.id for n in corpus.nomenclatures]}
    return {
        "nomenclatures": [
            Colonne("id", "Identifiant de la nomenclature.", unique),
            Colonne("nom", "Nom de la nomenclature.", dit),
            Colonne("forme", "Expression rationnelle de ses codes.", dit),
            Colonne("entiere", "Si tous ses codes sont connus.", oui_non),
            Colonne("aucun", "Code d’un métier qui n’est sur aucune liste ; vide sans code."),
        ],
        "passages": [
            Colonne("passage", "Identifiant du passage.", dit),
            Colonne("nomenclature_de", "Nomenclature quittée.", nomenclature),
            Colonne("de", "Code quitté.", dit),
            Colonne("nomenclature_vers", "Nomenclature atteinte.", nomenclature),
            Colonne("vers", "Code atteint.", dit),
            Colonne("decide", "Oui : la ligne décide ; non : elle ne fait que proposer.", oui_non),
            Colonne(
                "activite",
                "Activité pour laquelle la ligne vaut ; vide pour toutes.",
                {"enum": list(corpus.valeurs["activite"])},
            ),
            Colonne("qualifications", "Qualifications pour lesquelles elle vaut ; vide : toutes."),
            Colonne("lecture", "Lecture sur laquelle le passage repose ; vide sans lecture."),
            Colonne("ancre", "Place dans le texte.", dit),
            _certitude(),
            Colonne("source", "Identifiant de la source.", dit),
        ],
        "territoires": [
            Colonne("version", "Version des territoires.", {**dit, "enum": [*corpus.territoires]}),
            Colonne("code", "Code de la région, dans sa version.", {**dit, "pattern": "[0-9]{2}"}),
            Colonne("nom", "Nom de la région.", dit),
            Colonne("zone", "Métropole ou outre-mer.", dit),
            Colonne("departements", "Codes de ses départements, séparés par des espaces.", dit),
        ],
        "evenements": [
            Colonne("id", "Identifiant de l’événement.", unique),
            Colonne("connu_le", "Jour où il a été connu ; vide : connu de tout temps.", jour),
            Colonne("effet_le", "Premier jour d’examen où il agit.", {**dit, **jour}),
            Colonne("acte", "Ce qu’il fait.", {**dit, "enum": [a.value for a in Acte]}),
            Colonne("objet", "Texte, liste, ou régime de nationalités, dont il s’agit.", dit),
            Colonne("cible", "Ce qu’il atteint ; vide s’il n’atteint rien d’autre."),
            Colonne("ancre", "Place dans les textes.", dit),
            _certitude(),
            Colonne("source", "Identifiant de la source.", dit),
        ],
        "textes": [
            Colonne("id", "Identifiant du texte.", unique),
            Colonne("nature", "Arrêté, circulaire, accord…", dit),
            Colonne("nor", "Numéro NOR ; vide s’il n’est pas connu."),
            Colonne("titre", "Titre du texte.", dit),
            Colonne("title", "Titre du texte, en anglais.", dit),
            Colonne("signe_le", "Jour de la signature ; vide s’il n’est pas connu.", jour),
            Colonne("publie_le", "Jour de la publication ; vide s’il n’est pas connu.", jour),
            Colonne("listes", "Listes du texte, séparées par des espaces ; vide sans liste."),
            _certitude(),
        ],
        "catalogue": [
            Colonne("liste", "Identifiant de la liste : texte/liste.", unique),
            Colonne("nom", "Nom de la liste.", dit),
            Colonne("name", "Nom de la liste, en anglais.", dit),
            Colonne("texte", "Identifiant de son texte.", dit),
            Colonne("nomenclature", "Nomenclature de ses codes.", nomenclature),
            Colonne("territoires", "Version de ses régions.", {"enum": [*corpus.territoires]}),
            Colonne("examine_du", "Premier jour d’examen ; vide si elle n’en régit aucun.", jour),
            Colonne(
                "examine_au", "Dernier jour d’examen ; vide sans fin connue, ou sans jour.", jour
            ),
            Colonne(
                "etat", "Complète, partielle ou introuvable.", {"enum": [e.value for e in Etat]}
            ),
            Colonne("annoncees", "Lignes que le texte annonce ; vide si ce n’est pas connu."),
            Colonne("ouvertes", "Lignes connues ouvertes.", dit),
            Colonne("fermees", "Lignes connues fermées.", dit),
            Colonne("incertaines", "Lignes dont on ne sait pas si elles ouvrent.", dit),
            Colonne("ancre", "Place dans le texte.", dit),
            _certitude(),
        ],
        "constats": [
            Colonne("liste", "Identifiant de la liste : texte/liste.", dit),
            Colonne("metier", "Code du métier, selon sa liste.", dit),
            Colonne("intitule", "Intitulé tel qu’il est imprimé.", dit),
            Colonne("zone", "Zone, ou code de la région selon sa liste.", dit),
            Colonne("ouvre", "Non : connue fermée ; sinon on ne sait pas.", {"enum": FERMEES}),
            Colonne("ancre", "Place dans le texte.", dit),
            _certitude(),
        ],
        "sources": [
            Colonne("id", "Identifiant de la source.", unique),
            Colonne("adresse", "Adresse ou référence publique ; vide pour un texte tenu ici."),
            Colonne("nature", "Texte, officiel, secondaire ou corpus.", dit),
            Colonne("titre", "Ce qu’est la source.", dit),
            _certitude(),
        ],
        "manques": [
            Colonne("id", "Identifiant de ce qui manque.", unique),
            Colonne("texte_attendu", "Texte qui le dirait.", dit),
            Colonne("par", "Ce qui reste ouvert : liste, zone ou silence ; vide : aucune réponse."),
            Colonne("objet", "Liste ou régime concerné ; vide sans objet."),
            Colonne("cherche", "Ce qui est cherché.", dit),
            Colonne("sought", "Ce qui est cherché, en anglais.", dit),
            Colonne("ancre", "Place dans les textes.", dit),
        ],
    }


def _certitude() -> Colonne:
    connues = {"required": True, "enum": [c.value for c in Certitude]}
    return Colonne("certitude", "Comment la ligne est connue : lue, secondaire, déduite.", connues)


def descripteur(nom: str, corpus: Corpus) -> dict[str, Any]:
    """Return a Table Schema descriptor.

    Raises:
        KeyError: No schema of that name.
    """
    return {
        "$schema": PROFIL,
        "name": nom,
        "missingValues": [""],
        "fields": [_champ(colonne) for colonne in schemas(corpus)[nom]],
    }


def _champ(colonne: Colonne) -> dict[str, Any]:
    champ: dict[str, Any] = {"name": colonne.nom, "type": "string", "description": colonne.dit}
    return champ | ({"constraints": dict(colonne.contraintes)} if colonne.contraintes else {})
