"""The head of the corpus: what `corpus.toml` and the words of `regles.toml` say of the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opposable.ecrit.typographie import composer
from opposable.law.cellule import Rangee
from opposable.law.loi import Couverture
from opposable.law.nomenclature import Nomenclature

if TYPE_CHECKING:
    from datetime import date

    from opposable.law.tables import Tables

CONTRAT = (
    *("type", "activite", "diplome_francais"),
    *("dispense", "jeune_diplome", "rang_renouvellement"),
)
"""Fields whose values the corpus states (contract of the project)."""


def valeurs(tete: Rangee) -> dict[str, tuple[str, ...]]:
    """Return the values that the contract allows, by field."""
    dites = Rangee(tete.fichier, tete.numero, tete.brut("valeurs"))
    return {champ: dites.mots(champ) for champ in CONTRAT if dites.brut(champ)}


def mots(rangee: Rangee) -> dict[str, dict[str, str]]:
    """Read the words for values, in both languages."""
    dits = Rangee(rangee.fichier, rangee.numero, rangee.brut("mots"))
    if set(dits.brut("fr")) != set(dits.brut("en")):
        raise dits.erreur("mots", "les mots de fr et de en ne sont pas les mêmes")
    francais = {cle: composer(valeur) for cle, valeur in dits.brut("fr").items()}
    return {"fr": francais, "en": dict(dits.brut("en"))}


def couverture(tete: Rangee) -> Couverture:
    """Return the days of examination known.

    Raises:
        LawDataError: They are not two, in order.
    """
    bornes = Rangee(tete.fichier, tete.numero, tete.brut("couverture"))
    du, au = bornes.jour("du"), bornes.jour("au")
    if du is None or au is None or du > au:
        raise bornes.erreur("du", "la couverture demande deux dates, dans l'ordre")
    return Couverture(du, au, bornes.ancre())


def nomenclature(rangee: Rangee) -> Nomenclature:
    """Read a `[[nomenclature]]`.

    Raises:
        LawDataError: Its pattern cannot be read.
    """
    try:
        forme = re.compile(rangee.texte("forme"))
    except re.error as erreur:
        raise rangee.erreur("forme", f"expression illisible ({erreur})") from erreur
    return Nomenclature(
        rangee.texte("id"),
        rangee.texte("nom"),
        forme,
        bool(rangee.brut("du_corpus")),
        rangee.optionnel("aucun"),
    )


def etat_du_droit_au(tables: Tables) -> date:
    """Return the last day on which the tables were brought up to date.

    Raises:
        LawDataError: The head of the corpus does not say.
    """
    lignes = tables.get("corpus.toml", ({},))
    tete = Rangee("corpus.toml", 1, lignes[0])
    jour = tete.jour("etat_du_droit_au")
    if jour is None:
        raise tete.erreur("etat_du_droit_au", "date attendue : le dernier jour connu du droit")
    return jour


def premier_jour_connu(tables: Tables) -> date:
    """Return the first day whose knowledge of the law may be asked for: the first one covered."""
    return couverture(Rangee("corpus.toml", 1, tables["corpus.toml"][0])).du
