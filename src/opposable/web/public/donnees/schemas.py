"""What the columns of the open data mean: Table Schema descriptors (Frictionless).

Descriptions are French, as the data are; the contract of the columns is that of the classes
that name them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.law.cellule import Certitude

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.corpus import Corpus

PROFIL = "https://specs.frictionlessdata.io/schemas/table-schema.json"
OUI_NON = ["oui", "non"]


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
    dit = {"required": True}
    return {
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
            Colonne("intitule", "Intitulé de référence.", dit),
            Colonne("domaine", "Rubrique, par son nom usuel ; vide hors rubrique."),
            Colonne("listes", "Listes qui l’ouvrent, séparées par des espaces ; vide sans liste."),
            Colonne("activites", "Activités auxquelles une liste le limite."),
            Colonne("appellations", "Noms de tous les jours, séparés par « | »."),
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
