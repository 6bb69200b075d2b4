"""Reading a scheme: TOML → steps, every fault named."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from opposable.ecrit.nombre import fraction
from opposable.elaboration.chiffres.nomenclature import Niveau
from opposable.elaboration.methode.schema import Constat, Etape, Genre, Mesure, Schema, Tirage
from opposable.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

TAILLE_AU_PLUS = 1_000_000
ENTIER_AU_PLUS = 10**15
NOM_DE_FICHIER = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
"""Identifiers of selections: their lists are written under these names."""
PRIS = {"verdicts", "anomalies", "elaboration", "rapport"}
"""Names of the other files of the folder."""
TETE = {"id", "nom", "mesure", "effectif_minimal", "domaines_total", "selection", "constat"}
CONSTAT = {"chiffre", "selection", "etapes", "mesure"}
SELECTION = {"id", "nom", "par_region", "parmi", "etape"}
ETAPE = {
    "id",
    "nom",
    "genre",
    "ancre",
    "seuil",
    "strict",
    "niveaux",
    "nombre",
    "fichier",
    "attendu",
}
EXIGE: Mapping[Genre, tuple[str, ...]] = {
    Genre.DONNES: ("fichier",),
    Genre.TENSION: ("seuil",),
    Genre.PLUS_FORTES: (),
    Genre.PARTOUT: ("fichier",),
    Genre.AJOUTS: ("fichier",),
    Genre.RETRAITS: ("fichier",),
}


def lire_schema(chemin: Path, dossier: Path | None = None) -> Schema:
    """Read a scheme.

    Args:
        chemin: The TOML file.
        dossier: Folder of the files it names; its own where None.

    Raises:
        SchemaError: It cannot be read, a key is unknown, missing, or of the wrong kind.
    """
    try:
        texte = chemin.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as erreur:
        raise SchemaError(chemin.name, f"fichier illisible ({erreur})") from erreur
    if len(texte) > TAILLE_AU_PLUS:
        raise SchemaError(chemin.name, f"plus de {TAILLE_AU_PLUS} caractères : raccourcissez-le")
    try:
        contenu = tomllib.loads(texte)
    except (ValueError, RecursionError) as erreur:
        raise SchemaError(chemin.name, f"TOML illisible ({erreur})") from erreur
    return _Lecture(chemin.name, dossier or chemin.parent).schema(contenu)


def _est_table(valeur: object) -> bool:
    return isinstance(valeur, dict)


class _Lecture:
    """One scheme being read."""

    def __init__(self, nom: str, dossier: Path) -> None:
        self.nom, self.dossier = nom, dossier

    def schema(self, contenu: Mapping[str, Any]) -> Schema:
        """Read the head, then every selection."""
        self._connues(contenu, TETE, "")
        tete = {cle: self._texte(contenu, cle, "") for cle in ("id", "nom", "mesure")}
        tirages: list[Tirage] = []
        for brut in self._tables(contenu, "selection", ""):
            tirages.append(self._tirage(brut, [t.id for t in tirages]))
        constats = self._tables(contenu, "constat", "") if "constat" in contenu else []
        return Schema(
            **tete,
            effectif_minimal=self._entier(contenu, "effectif_minimal", "") or 0,
            domaines_total=self._entier(contenu, "domaines_total", ""),
            tirages=tuple(tirages),
            constats=tuple(self._constat(brut, tirages) for brut in constats),
        )

    def _constat(self, brut: Mapping[str, Any], tirages: list[Tirage]) -> Constat:
        nom = self._texte(brut, "chiffre", "")
        self._connues(brut, CONSTAT, nom)
        etapes = {t.id: {e.id for e in t.etapes} for t in tirages}
        selection = self._texte(brut, "selection", nom)
        citees = self._textes(brut, "etapes", nom)
        if selection not in etapes or not set(citees) <= etapes[selection]:
            raise SchemaError(self.nom, f"constat « {nom} » : sélection ou étape inconnue")
        try:
            return Constat(nom, selection, citees, Mesure(str(brut.get("mesure"))))
        except ValueError:
            raise SchemaError(
                self.nom, f"constat « {nom} » : mesure attendue parmi {', '.join(Mesure)}"
            ) from None

    def _tirage(self, brut: Mapping[str, Any], avant: list[str]) -> Tirage:
        nom = self._texte(brut, "id", "")
        self._connues(brut, SELECTION, nom)
        if not NOM_DE_FICHIER.fullmatch(nom) or nom in PRIS:
            raise SchemaError(
                self.nom,
                f"« {nom} » ne peut nommer une sélection : des minuscules sans accent, chiffres et "
                f"tirets, hors {', '.join(sorted(PRIS))} (sa liste est écrite sous ce nom)",
            )
        if nom in avant:
            raise SchemaError(self.nom, f"la sélection « {nom} » est donnée deux fois")
        parmi = self._texte(brut, "parmi", nom, defaut="")
        if parmi and parmi not in avant:
            raise SchemaError(
                self.nom, f"« parmi » nomme « {parmi} », qui n'est pas une sélection d'avant"
            )
        etapes = tuple(self._etape(e) for e in self._tables(brut, "etape", nom))
        doubles = {e.id for e in etapes if [x.id for x in etapes].count(e.id) > 1}
        if doubles:
            raise SchemaError(self.nom, f"étape donnée deux fois : {', '.join(sorted(doubles))}")
        return Tirage(
            nom, self._texte(brut, "nom", nom), self._vrai(brut, "par_region", nom), parmi, etapes
        )

    def _etape(self, brut: Mapping[str, Any]) -> Etape:
        nom = self._texte(brut, "id", "")
        self._connues(brut, ETAPE, nom)
        genre = self._genre(brut, nom)
        for cle in EXIGE[genre]:
            if cle not in brut:
                raise SchemaError(self.nom, f"une étape « {genre} » demande {cle}", etape=nom)
        if genre is Genre.PLUS_FORTES and not {"nombre", "seuil"} & set(brut):
            raise SchemaError(
                self.nom, "les plus fortes tensions demandent un nombre ou un seuil", etape=nom
            )
        return Etape(
            nom,
            self._texte(brut, "nom", nom),
            genre,
            self._texte(brut, "ancre", nom, defaut=""),
            self._seuil(brut, nom),
            self._vrai(brut, "strict", nom, defaut=True),
            self._niveaux(brut, nom),
            self._entier(brut, "nombre", nom),
            self.dossier / self._texte(brut, "fichier", nom) if "fichier" in brut else None,
            self._entier(brut, "attendu", nom),
        )

    # -- one value ---------------------------------------------------------------------------

    def _connues(self, brut: Mapping[str, Any], connues: set[str], ou: str) -> None:
        for cle in brut:
            if cle not in connues:
                attendues = ", ".join(sorted(connues))
                raise SchemaError(self.nom, f"clé inconnue : {cle} ({attendues})", etape=ou)

    def _tables(self, brut: Mapping[str, Any], cle: str, ou: str) -> list[Mapping[str, Any]]:
        tables = brut.get(cle)
        if not tables or not isinstance(tables, list) or not all(_est_table(t) for t in tables):
            raise SchemaError(self.nom, f"au moins un [[{cle}]] est attendu", etape=ou)
        return tables

    def _texte(self, brut: Mapping[str, Any], cle: str, ou: str, defaut: str | None = None) -> str:
        valeur = brut.get(cle, defaut)
        if not isinstance(valeur, str) or (not valeur and defaut is None):
            raise SchemaError(self.nom, f"{cle} : un texte est attendu", etape=ou)
        if not valeur.isprintable():
            raise SchemaError(self.nom, f"{cle} : un caractère ne s'écrit pas", etape=ou)
        return valeur

    def _textes(self, brut: Mapping[str, Any], cle: str, ou: str) -> tuple[str, ...]:
        valeur = brut.get(cle, [])
        if not isinstance(valeur, list) or not all(isinstance(v, str) for v in valeur):
            raise SchemaError(self.nom, f"{cle} : une liste de textes est attendue", etape=ou)
        return tuple(valeur)

    def _vrai(self, brut: Mapping[str, Any], cle: str, ou: str, *, defaut: bool = False) -> bool:
        valeur = brut.get(cle, defaut)
        if not isinstance(valeur, bool):
            raise SchemaError(self.nom, f"{cle} : true ou false est attendu", etape=ou)
        return valeur

    def _entier(self, brut: Mapping[str, Any], cle: str, ou: str) -> int | None:
        valeur = brut.get(cle)
        if valeur is None:
            return None
        if isinstance(valeur, bool) or not isinstance(valeur, int):
            raise SchemaError(self.nom, f"{cle} : un entier est attendu", etape=ou)
        if not 0 <= valeur <= ENTIER_AU_PLUS:
            raise SchemaError(self.nom, f"{cle} : un entier de 0 à 10¹⁵ est attendu", etape=ou)
        return valeur

    def _seuil(self, brut: Mapping[str, Any], ou: str) -> Fraction | None:
        valeur = brut.get("seuil")
        if valeur is None:
            return None
        try:
            lu = fraction(valeur) if isinstance(valeur, str) else None
        except ValueError:
            lu = None
        if lu is None or lu < 0:
            raise SchemaError(
                self.nom, 'seuil : un nombre écrit en texte est attendu, comme "0.9"', etape=ou
            )
        return lu

    def _niveaux(self, brut: Mapping[str, Any], ou: str) -> tuple[Niveau, ...]:
        try:
            return tuple(Niveau(v) for v in self._textes(brut, "niveaux", ou))
        except ValueError:
            raise SchemaError(
                self.nom, f"niveaux : attendus parmi {', '.join(Niveau)}", etape=ou
            ) from None

    def _genre(self, brut: Mapping[str, Any], ou: str) -> Genre:
        try:
            return Genre(str(brut.get("genre")))
        except ValueError:
            raise SchemaError(
                self.nom, f"genre : attendu parmi {', '.join(Genre)}", etape=ou
            ) from None
