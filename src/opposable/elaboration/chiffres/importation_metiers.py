"""Reading the occupations of a statement: labels, levels of qualification, domains."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from opposable.ecrit.nombre import compter
from opposable.ecrit.typographie import composer
from opposable.elaboration.chiffres.anomalie import Anomalie, Effet, ecartees, signaler
from opposable.elaboration.chiffres.cles import lecteur_de_metiers
from opposable.elaboration.chiffres.colonnes import Titres, connues, exiger, reconnaitre
from opposable.elaboration.chiffres.nomenclature import MetierNomme, Niveau, Nomenclature
from opposable.errors import FichierError
from opposable.fichiers.table import en_texte, lire_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from opposable.fichiers.table import Table

GENRE = "nomenclature"
SEPARATEUR = "|"
RANGS = {niveau: rang for rang, niveau in enumerate(Niveau)}
"""Rank of each level, the highest first."""


class Choix(StrEnum):
    """Which level is kept where an occupation is open at several."""

    PLUS_BAS = "plus_bas"
    PLUS_HAUT = "plus_haut"


@dataclass(frozen=True, slots=True)
class NomenclatureLue:
    """A nomenclature and what was found on the way.

    Attributes:
        nomenclature: The occupations.
        anomalies: Rows set aside, levels missing or unreadable, by line.
        constats: French sentences: what was detected, and the rule of choice of the level.
    """

    nomenclature: Nomenclature
    anomalies: tuple[Anomalie, ...]
    constats: tuple[str, ...]


class _Lu(NamedTuple):
    """A row read: the occupation or why not, and what is wrong with its level."""

    ligne: int
    metier: MetierNomme | None
    anomalie: Anomalie | None
    plusieurs: bool = False


def lire_nomenclature(
    chemin: Path,
    id: str,  # noqa: A002 - as in the law data
    *,
    niveau: str = Choix.PLUS_BAS,
) -> Nomenclature:
    """Read a nomenclature; see `importer_nomenclature`, which also tells what was found."""
    return importer_nomenclature(chemin, id, niveau=niveau).nomenclature


def importer_nomenclature(
    chemin: Path,
    id: str,  # noqa: A002 - as in the law data
    *,
    niveau: str = Choix.PLUS_BAS,
) -> NomenclatureLue:
    """Read the occupations of a statement.

    Args:
        chemin: CSV, XLSX or Parquet file: `metier, intitule, niveau, domaine`, or levels of
            access by code in the manner of ROME v3, several by code joined by `|`.
        id: Identifier, such as `rome-v3`.
        niveau: `plus_bas` or `plus_haut`: the level kept where there are several.

    Raises:
        FichierError: The file cannot be read, the code or the label has no column, a code
            stands twice with different contents, or the rule of choice is not known.

    Law: levels of qualification the selections of annex 1 are limited to (A1.2, note 1).
    """
    choix = _choix(chemin.name, niveau)
    table = lire_table(chemin, Titres(GENRE))
    trouves = reconnaitre(table.nom, table.titres, GENRE)
    exiger(table.nom, trouves, ("metier", "intitule"), GENRE)
    lues = list(_lire(table, trouves, choix))
    metiers, doubles = _reunir(table.nom, lues)
    if not metiers:
        raise FichierError(table.nom, "aucun métier utilisable sous les titres")
    anomalies = [*ecartees(table), *doubles, *(lu.anomalie for lu in lues if lu.anomalie)]
    return NomenclatureLue(
        Nomenclature(id, metiers),
        tuple(sorted(anomalies, key=lambda a: a.ligne)),
        tuple(composer(p) for p in _constater(table, trouves, choix, lues, metiers)),
    )


def _choix(nom: str, niveau: str) -> Choix:
    try:
        return Choix(niveau)
    except ValueError:
        permis = " ou ".join(f"« {c} »" for c in Choix)
        raise FichierError(
            nom, f"choix du niveau « {niveau} » inconnu ; écrivez {permis}"
        ) from None


def _lire(table: Table, trouves: Mapping[str, str], choix: Choix) -> Iterator[_Lu]:
    roles = ("metier", "intitule", "niveau", "domaine")
    rien = [""] * len(table.lignes)
    colonnes = [_textes(table, trouves[r]) if r in trouves else rien for r in roles]
    lire_code = lecteur_de_metiers(None)
    for ligne, code, intitule, niveau, domaine in zip(table.lignes, *colonnes, strict=True):
        cle = lire_code(code)
        if not cle.valeur or not intitule:
            yield _Lu(ligne, None, _ecarter(table.nom, ligne, trouves, code, cle.probleme))
            continue
        niveaux, probleme = lire_niveaux(niveau)
        anomalie = None
        if probleme:
            effet = Effet.CELLULE_ERRONEE if niveau else Effet.CELLULE_SECRETE
            titre = trouves.get("niveau", "")
            anomalie = signaler(table.nom, ligne, titre, niveau, probleme, effet)
        garde = _garder(niveaux, choix)
        yield _Lu(
            ligne, MetierNomme(cle.valeur, intitule, garde, domaine), anomalie, len(niveaux) > 1
        )


def _textes(table: Table, titre: str) -> list[str]:
    colonne = table.distinctes(titre)
    textes = [en_texte(valeur) for valeur in colonne.valeurs]
    return [textes[rang] for rang in colonne.rangs]


def _ecarter(
    nom: str, ligne: int, trouves: Mapping[str, str], code: str, probleme: str
) -> Anomalie:
    """Return why a row is set aside: its code, or its label that is missing."""
    titre = trouves["metier" if probleme else "intitule"]
    dit = probleme or "aucun intitulé ; complétez la ligne"
    return signaler(nom, ligne, titre, code if probleme else "", dit, Effet.LIGNE_ECARTEE)


def lire_niveaux(texte: str) -> tuple[tuple[Niveau, ...], str]:
    """Read levels of access joined by `|`.

    Returns:
        The levels, highest first, none where one of them cannot be read; the French problem.
    """
    if not texte:
        return (), "aucun niveau : le métier n'entre dans aucune étape limitée à des niveaux"
    sens = connues()["niveaux"]
    lus: set[Niveau] = set()
    for partie in (p.strip() for p in texte.split(SEPARATEUR)):
        noms = sens.get(partie, [partie])
        if any(nom not in RANGS for nom in noms):
            permis = ", ".join([*Niveau, *sens])
            return (), f"niveau « {partie} » inconnu ; niveaux lus : {permis}"
        lus.update(Niveau(nom) for nom in noms)
    return tuple(sorted(lus, key=RANGS.__getitem__)), ""


def _garder(niveaux: Sequence[Niveau], choix: Choix) -> Niveau | None:
    if not niveaux:
        return None
    return niveaux[-1] if choix is Choix.PLUS_BAS else niveaux[0]


def _reunir(nom: str, lues: Sequence[_Lu]) -> tuple[dict[str, MetierNomme], list[Anomalie]]:
    """Return the occupations by code; the same row twice counts once and is named."""
    metiers: dict[str, tuple[int, MetierNomme]] = {}
    doubles = []
    for lu in lues:
        if lu.metier is None:
            continue
        ligne, deja = metiers.setdefault(lu.metier.code, (lu.ligne, lu.metier))
        if ligne == lu.ligne:
            continue
        if deja != lu.metier:
            raise FichierError(
                nom,
                f"« {deja.code} » a deux contenus différents, lignes {ligne} et {lu.ligne} ; "
                "gardez le bon",
            )
        probleme = f"déjà lu à la ligne {ligne}, à l'identique"
        doubles.append(signaler(nom, lu.ligne, "", deja.code, probleme, Effet.LIGNE_ECARTEE))
    return {code: metier for code, (_, metier) in sorted(metiers.items())}, doubles


def _constater(
    table: Table,
    trouves: Mapping[str, str],
    choix: Choix,
    lues: Sequence[_Lu],
    metiers: Mapping[str, MetierNomme],
) -> Iterator[str]:
    yield from table.constats
    yield f"Colonnes lues : {', '.join(f'{r} dans « {t} »' for r, t in trouves.items())}."
    autres = [f"« {t} »" for t in table.titres if t and t not in trouves.values()]
    if autres:
        yield f"Colonnes non lues : {', '.join(autres)}."
    sans = sum(m.niveau is None for m in metiers.values())
    yield f"{compter(len(metiers), 'métier')}, dont {compter(sans, 'sans niveau', 'sans niveau')}."
    plusieurs = sum(lu.plusieurs for lu in lues)
    if plusieurs:
        regle = "plus bas" if choix is Choix.PLUS_BAS else "plus haut"
        ouverts = compter(plusieurs, "métier ouvert", "métiers ouverts")
        yield f"{ouverts} à plusieurs niveaux : le {regle} est retenu."
    if "domaine" not in trouves:
        yield "Aucune colonne de domaine : la part couverte par domaine ne sera pas calculée."
