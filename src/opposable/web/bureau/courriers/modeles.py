"""Templates of letters: the project's, or those a service puts in its theme."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from opposable.ecrit.typographie import composer
from opposable.errors import LettreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.dossiers.lettre import TypeLettre

ICI = Path(__file__).parent / "modeles"
DANS_LE_THEME = "courriers"
PHRASES, MISE_EN_PAGE = "lettres.toml", "lettre.typ"
OBJET = "objet"


class Modele(NamedTuple):
    """The template of a letter: what it is about, and a sentence for each element, in order."""

    objet: str
    phrases: Mapping[str, str]


def trouver(nom: str) -> Path:
    """Return a file of templates: that of the service where its theme has one."""
    propre = Path(settings.THEME) / DANS_LE_THEME / nom if settings.THEME else None
    return propre if propre and propre.is_file() else ICI / nom


def modele(type_: TypeLettre) -> Modele:
    """Return the template of a letter.

    Raises:
        LettreError: The file of templates cannot be read, or has no such letter.
    """
    chemin = trouver(PHRASES)
    try:
        phrases = dict(tomllib.loads(chemin.read_text(encoding="utf-8")).get(type_, {}))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as erreur:
        raise LettreError(type_, (f"{PHRASES} : illisible, {erreur}",)) from erreur
    objet = phrases.pop(OBJET, None)
    if not objet or not all(isinstance(phrase, str) for phrase in (objet, *phrases.values())):
        raise LettreError(type_, (f"{PHRASES} : la lettre n'y est pas entière",))
    return Modele(composer(objet), phrases)
