"""Reading one thing that was typed: a value, or a French sentence that says what is wrong."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from opposable.errors import ValeurError

if TYPE_CHECKING:
    from collections.abc import Callable

LONGUEUR = 200
LONGUEUR_D_UN_TEXTE = 2000
ECRITURES_D_UN_JOUR = (
    re.compile(r"(?P<an>\d{4})-(?P<mois>\d\d)-(?P<jour>\d\d)", re.ASCII),
    re.compile(r"(?P<jour>\d{1,2})[/. -](?P<mois>\d{1,2})[/. -](?P<an>\d{4})", re.ASCII),
)
NAF = re.compile(r"(\d\d)\.?(\d\d)([A-Z])", re.ASCII)
IDCC = re.compile(r"\d{1,4}", re.ASCII)
DEPARTEMENT = re.compile(r"[0-9][0-9AB][0-9]?", re.ASCII)
TITRE = re.compile(r"[A-Z0-9]{6,20}", re.ASCII)
COURRIEL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"().]{2,}")
INVISIBLES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the way a text is read."""
HEURES_D_UNE_SEMAINE = 7 * 24
SOMME_AU_PLUS = Decimal(10) ** 7


def lire_nom(saisi: str) -> str:
    """Return a line of text, its spaces made single.

    Raises:
        ValeurError: It is too long, or holds characters that are not seen.
    """
    return _borner(" ".join(_visible(saisi).split()), LONGUEUR)


def lire_texte(saisi: str) -> str:
    """Return a text of several lines.

    Raises:
        ValeurError: It is too long, or holds characters that are not seen.
    """
    lignes = (ligne.strip() for ligne in _visible(saisi.replace("\r\n", "\n")).split("\n"))
    return _borner("\n".join(lignes).strip(), LONGUEUR_D_UN_TEXTE)


def _visible(saisi: str) -> str:
    if INVISIBLES.search(saisi):
        raise ValeurError("", saisi, "ce texte contient des caractères invisibles : retapez-le")
    return saisi


def _borner(texte: str, longueur: int) -> str:
    if len(texte) > longueur:
        trop = f"ce texte a {len(texte)} caractères : {longueur} au plus"
        raise ValeurError("", texte[:longueur], trop)
    return texte


def lire_jour(saisi: str) -> date:
    """Return a day, written 2026-03-31 or 31/03/2026.

    Raises:
        ValeurError: It is not a day of the calendar.
    """
    for ecriture in ECRITURES_D_UN_JOUR:
        trouve = ecriture.fullmatch(saisi.strip())
        if trouve:
            try:
                return date(int(trouve["an"]), int(trouve["mois"]), int(trouve["jour"]))
            except ValueError:
                break
    raise ValeurError("", saisi, f"« {saisi} » n'est pas un jour : écrivez jour/mois/année")


def lire_somme(saisi: str) -> Decimal:
    """Return a sum of euros, above zero, to the cent.

    Raises:
        ValeurError: It is not a sum.
    """
    somme = _decimal(saisi.replace("€", ""), "une somme en euros")
    if not 0 < somme < SOMME_AU_PLUS:
        raise ValeurError("", saisi, f"« {saisi} » : écrivez une somme en euros, par mois")
    return somme


def lire_heures(saisi: str) -> Decimal:
    """Return hours a week, above zero and no more than a week has.

    Raises:
        ValeurError: It is not a number of hours.
    """
    heures = _decimal(saisi.lower().removesuffix("h"), "un nombre d'heures")
    if not 0 < heures <= HEURES_D_UNE_SEMAINE:
        raise ValeurError("", saisi, f"« {saisi} » : une semaine a {HEURES_D_UNE_SEMAINE} heures")
    return heures


def _decimal(saisi: str, quoi: str) -> Decimal:
    nu = "".join(saisi.split()).replace(",", ".")
    try:
        valeur = Decimal(nu) if nu.isascii() else None
    except InvalidOperation:
        valeur = None
    if valeur is None or not valeur.is_finite() or not _au_centime(valeur):
        raise ValeurError("", saisi, f"« {saisi.strip()} » n'est pas {quoi}")
    return valeur


def _au_centime(valeur: Decimal) -> bool:
    """Whether a number has cents at most, and is none that its rounding cannot hold."""
    return abs(valeur) < SOMME_AU_PLUS and valeur == round(valeur, 2)


def lire_effectif(saisi: str) -> int:
    """Return a number of people.

    Raises:
        ValeurError: It is not a whole number.
    """
    nu = "".join(saisi.split())
    if not (nu.isascii() and nu.isdigit()) or len(nu) > LONGUEUR_D_UN_EFFECTIF:
        raise ValeurError("", saisi, f"« {saisi} » n'est pas un nombre de personnes")
    return int(nu)


LONGUEUR_D_UN_EFFECTIF = 7


def lire_naf(saisi: str) -> str:
    """Return a code of activity, written 56.10A.

    Raises:
        ValeurError: It is not written as one.
    """
    trouve = NAF.fullmatch("".join(saisi.split()).upper())
    if trouve is None:
        probleme = f"« {saisi} » n'est pas un code NAF : quatre chiffres et une lettre"
        raise ValeurError("", saisi, probleme)
    return f"{trouve[1]}.{trouve[2]}{trouve[3]}"


def lire_convention(saisi: str) -> str:
    """Return the number of a collective agreement (IDCC), four digits.

    Raises:
        ValeurError: It is not one.
    """
    nu = "".join(saisi.upper().removeprefix("IDCC").split())
    if not IDCC.fullmatch(nu):
        raise ValeurError("", saisi, f"« {saisi} » n'est pas un numéro IDCC : quatre chiffres")
    return nu.zfill(4)


def lire_departement(saisi: str) -> str:
    """Return the code of a department: two or three signs.

    Raises:
        ValeurError: It is not written as one.
    """
    nu = "".join(saisi.split()).upper()
    if not DEPARTEMENT.fullmatch(nu):
        raise ValeurError("", saisi, f"« {saisi} » n'est pas un numéro de département")
    return nu


def lire_titre(saisi: str) -> str:
    """Return the number of a residence permit or visa: capitals and digits.

    Raises:
        ValeurError: It is not written as one.
    """
    nu = re.sub(r"[\s.-]", "", saisi).upper()
    if not TITRE.fullmatch(nu):
        probleme = f"« {saisi} » n'est pas un numéro de titre : de 6 à 20 lettres et chiffres"
        raise ValeurError("", saisi, probleme)
    return nu


def lire_courriel(saisi: str) -> str:
    """Return an address of e-mail.

    Raises:
        ValeurError: It is not one.
    """
    nu = lire_nom(saisi)
    if not COURRIEL.fullmatch(nu):
        raise ValeurError("", saisi, f"« {saisi} » n'est pas une adresse de courriel")
    return nu


def parmi(*possibles: str) -> Callable[[str], str]:
    """Return what reads one of some words."""

    def lire(saisi: str) -> str:
        if saisi not in possibles:
            choix = ", ".join(possibles)
            raise ValeurError("", saisi, f"« {saisi} » n'est pas un choix possible : {choix}")
        return saisi

    return lire
