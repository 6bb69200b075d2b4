"""Roots of the words of a title: what plural, feminine and doubled letters do not change."""

from __future__ import annotations

import re
from functools import lru_cache

from opposable.ecrit.repli import replier

DOUBLE = re.compile(r"([a-z])\1")
ARTICLES = "a au aux avec chez d de des du en et l la le les ou par pour sur un une the of and in"
ANNONCE = "h f hf fh cdi cdd interim debutant debutante experimente experimentee junior senior"
VIDES = frozenset(f"{ARTICLES} {ANNONCE}".split())
FEMININS = (("euse", "eur"), ("trice", "teur"), ("ere", "er"), ("ive", "if"))
PLURIELS = (("aux", "al"), ("s", ""), ("x", ""))
PLUS_COURT = 3  # a word this short keeps all its letters
SEPARE = " / "
LETTRES = 3  # first letters that a masculine and a feminine share where their roots differ


@lru_cache(maxsize=16_384)
def racine(mot: str) -> str:
    """Return a folded word without the marks of plural and feminine, nor doubled letters."""
    mot = DOUBLE.sub(r"\1", mot)
    if len(mot) <= PLUS_COURT:
        return mot
    for pluriel, singulier in PLURIELS:
        if mot.endswith(pluriel):
            mot = mot.removesuffix(pluriel) + singulier
            break
    for feminin, masculin in FEMININS:
        if mot.endswith(feminin):
            return mot.removesuffix(feminin) + masculin
    return mot.rstrip("e") or mot


def racines(plie: str) -> tuple[str, ...]:
    """Return the roots of the words of a folded text, each once, empty words left out."""
    mots = plie.split()
    utiles = [racine(mot) for mot in mots if mot not in VIDES]
    return tuple(dict.fromkeys(utiles)) or tuple(mots)


def genres(titre: str) -> tuple[str, ...]:
    """Return the ways to say a title printed as « Vendeur / Vendeuse de journaux ».

    Returns:
        The title itself, then each gender said whole: « Vendeur de journaux », « Vendeuse … ».
    """
    avant, separe, apres = titre.partition(SEPARE)
    if not separe:
        return (titre,)
    masculin, feminin = _apparier(avant.split(), apres.split())
    return (titre, *genres(" ".join(masculin)), *genres(" ".join(feminin)))


def _apparier(avant: list[str], apres: list[str]) -> tuple[list[str], list[str]]:
    """Return both genders of a title, whose words after the bar begin with the feminine."""
    ou = next((i for i, mot in enumerate(avant) if _se_repondent(mot, apres[0])), 0)
    return [*avant, *apres[len(avant) - ou :]], [*avant[:ou], *apres]


def _se_repondent(masculin: str, feminin: str) -> bool:
    un, autre = _plier(masculin), _plier(feminin)
    return racine(un) == racine(autre) or un[:LETTRES] == autre[:LETTRES]


def dits(titre: str) -> tuple[str, ...]:
    """Return every way to say a title, folded, without repeats."""
    plies = [" ".join(filter(None, map(_plier, genre.split()))) for genre in genres(titre)]
    return tuple(dict.fromkeys(plies))


@lru_cache(maxsize=16_384)
def _plier(mot: str) -> str:
    """Fold one word: titles are made of the same few thousand."""
    return replier(mot)
