"""The head of a draft text: what its author decides, written as `instrument.toml`."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Required, TypedDict

from opposable.law.cellule import Certitude

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opposable.law.corpus import Corpus

PROJET = "projet"
LISTE = "liste.csv"


class Tete(TypedDict, total=False):
    """What the author of a draft says of it.

    Attributes:
        id: Identifier of the text, such as `projet-2010`; its folder may have another name.
        titre: French title.
        title: English title; the French one where not said.
        nature: `projet` where not said.
        signe_le: Day of signature, if it is known.
        publie_le: Day of publication, if it is known.
        public: Regimes the list is written for.
        fondement: Legal basis of what it opens, an identifier of `fondements.csv`.
        examine_du: First day of examination it applies to.
        examine_au: Last day of examination it applies to.
        depose_du: First day of filing it reaches; every open file where not said.
        remplace: Lists it ends; where not said, those that apply to its public on its days.
        territoires: Version of the territories of its zones, the first of the law where not said.
        nom: French name of the list.
        name: English name of the list.
        nom_de_nomenclature: Name of its nomenclature, where the corpus does not know it.
        forme_des_codes: How its codes are written, as a regular expression, the same.
    """

    id: Required[str]
    titre: Required[str]
    title: str
    nature: str
    signe_le: date | None
    publie_le: date | None
    public: Required[Sequence[str]]
    fondement: Required[str]
    examine_du: Required[date]
    examine_au: Required[date]
    depose_du: date | None
    remplace: Sequence[str] | None
    territoires: str
    nom: str
    name: str
    nom_de_nomenclature: str
    forme_des_codes: str


def en_toml(tete: Tete, nomenclature: str, corpus: Corpus) -> str:
    """Return the text of `instrument.toml`.

    Args:
        tete: What the author says.
        nomenclature: Identifier of the nomenclature of the codes.
        corpus: The law the draft is added to.
    """
    sections = [_cles(_texte(tete)), _section("liste", _liste(tete, nomenclature, corpus))]
    if nomenclature not in {n.id for n in corpus.nomenclatures}:
        sections.append(_section("nomenclature", _nomenclature(tete, nomenclature)))
    return "\n".join(sections)


def ancre(tete: Tete) -> str:
    """Return the anchor of the one provision of the draft: its list."""
    return f"{tete['id']}#1"


def remplacees(
    corpus: Corpus, public: Iterable[str], examine_du: date, examine_au: date
) -> tuple[str, ...]:
    """Return the common lists that a list for this public over these days would overlap.

    The list of an agreement stands beside the common one, which does not end it.
    """
    publics = set(public)
    return tuple(
        liste.id
        for liste in corpus.listes.values()
        if not liste.d_accord
        and publics & {regime.value for regime in liste.public}
        and liste.examine_du <= examine_au
        and examine_du <= liste.examine_au
    )


def _texte(tete: Tete) -> dict[str, object]:
    return {
        "id": tete["id"],
        "nature": tete.get("nature", PROJET),
        "titre": tete["titre"],
        "title": tete.get("title", tete["titre"]),
        "signe_le": tete.get("signe_le"),
        "publie_le": tete.get("publie_le"),
        "ancre": ancre(tete),
        "certitude": Certitude.INFERE.value,
        "certitude_publication": Certitude.INFERE.value,
    }


def _liste(tete: Tete, nomenclature: str, corpus: Corpus) -> dict[str, object]:
    titre, public = tete["titre"], list(tete["public"])
    du, au = tete["examine_du"], tete["examine_au"]
    remplace = tete.get("remplace")
    return {
        "id": f"{tete['id']}/liste",
        "nom": tete.get("nom", f"liste ({titre})"),
        "name": tete.get("name", f"list ({tete.get('title', titre)})"),
        "public": public,
        "fondement": tete["fondement"],
        "nomenclature": nomenclature,
        "territoires": tete.get("territoires", corpus.base.id),
        "fichiers": [LISTE],
        "remplace": remplacees(corpus, public, du, au) if remplace is None else remplace,
        "examine_du": du,
        "examine_au": au,
        "depose_du": tete.get("depose_du"),
        "ancre": ancre(tete),
        "certitude": Certitude.INFERE.value,
    }


def _nomenclature(tete: Tete, nomenclature: str) -> dict[str, object]:
    return {
        "id": nomenclature,
        "nom": tete.get("nom_de_nomenclature", nomenclature),
        "forme": tete.get("forme_des_codes", ""),
    }


def _section(nom: str, cles: dict[str, object]) -> str:
    return f"[[{nom}]]\n{_cles(cles)}"


def _cles(cles: dict[str, object]) -> str:
    dites = ((cle, valeur) for cle, valeur in cles.items() if valeur is not None)
    return "".join(f"{cle} = {_valeur(valeur)}\n" for cle, valeur in dites)


def _valeur(valeur: object) -> str:
    """Write a day, a text or a list of texts; JSON texts are TOML texts."""
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, str):
        return json.dumps(valeur, ensure_ascii=False)
    return json.dumps(list(valeur), ensure_ascii=False) if isinstance(valeur, list | tuple) else ""
