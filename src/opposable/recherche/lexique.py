"""Every written form of every country and demonym, and what each one means."""

from __future__ import annotations

import marshal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from opposable.ecrit.repli import replier
from opposable.errors import ArtefactError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from opposable.law.nationalite import Nationalite
    from opposable.recherche.noms import Ligne, Noms

Cle = TypeVar("Cle", bound="Hashable")

MAGIE = b"opposable-pays 1\n"
"""First bytes of what is kept; the number changes with the format."""
FORMAT = 2
"""Of `marshal`: the last that writes the same bytes for the same data."""
BARRE = "|"
OUTILS = (
    "a an and au aux d de des du et l la le les of s the un une ile iles island islands "
    "nationalite nationality nationale national ressortissant ressortissante citoyen "
    "citoyenne citizen passeport passport double binational binationale"
)
SANS_POIDS = frozenset(OUTILS.split())
"""Words that do not tell one country from another."""
ABREGES = {
    "rep": "republique", "dem": "democratique", "pop": "populaire", "fed": "federale",
    "st": "saint", "ste": "sainte",
}  # fmt: skip
ISO2 = 2
PLURIEL = 4  # a word this short keeps its last letter


class Sens(StrEnum):
    """What a written form is.

    `LUI` names one country; `CHOIX` several; `RENOMME` a State under a former name; `DISPARU` a
    State that is no more; `SANS_CODE` a State or an entity without an ISO code; `TERRITOIRE` a
    place whose people have the nationality of a State; `GROUPE` no nationality at all; `AUCUNE`
    the want of one; `NON_DIT` that it is not known or not said.
    """

    LUI = "lui"
    CHOIX = "choix"
    RENOMME = "renomme"
    DISPARU = "disparu"
    SANS_CODE = "sans_code"
    TERRITOIRE = "territoire"
    GROUPE = "groupe"
    AUCUNE = "aucune"
    NON_DIT = "non_dit"


CERTAINES = frozenset({Sens.LUI, Sens.RENOMME, Sens.TERRITOIRE})
"""Senses that leave no choice where they name one code."""


class Entree(NamedTuple):
    """What a written form means, and the codes it may stand for."""

    sens: Sens
    codes: tuple[str, ...]

    @property
    def code(self) -> str | None:
        """The one code it means for sure, None where there is a choice to make."""
        return self.codes[0] if self.sens in CERTAINES and len(self.codes) == 1 else None


def cle(texte: str) -> tuple[str, ...]:
    """Return the words that tell a country, in no order: « Congo, Rép. dém. du » is one of them."""
    mots = [ABREGES.get(mot, mot) for mot in replier(texte).split()]
    return tuple(sorted(_singulier(m) for m in mots if m not in SANS_POIDS))


def _singulier(mot: str) -> str:
    return mot.removesuffix("s") if len(mot) > PLURIEL else mot


class Lexique(NamedTuple):
    """The written forms, found whatever their case, accents, order of words and number.

    Attributes:
        formes: What each form means, folded.
        par_cle: The same by the words that tell a country.
        iso2: The same by the codes of two letters.
        codes: Nationalities of the law.
    """

    formes: dict[str, Entree]
    par_cle: dict[tuple[str, ...], Entree]
    iso2: dict[str, Entree]
    codes: dict[str, Entree]

    @classmethod
    def de(cls, nationalites: Mapping[str, Nationalite], noms: Noms) -> Lexique:
        """Fold every written form.

        Args:
            nationalites: Nationalities of the law, by code.
            noms: Everyday names.
        """
        formes: dict[str, Entree] = {}
        for forme, entree in _formes(nationalites, noms.pays):
            _ajouter(formes, replier(forme), entree)
        particuliers = [
            (forme, entree)
            for forme, entree in _particuliers(noms.particuliers)
            if set(entree.codes) <= nationalites.keys()
        ]
        formes |= {replier(forme): entree for forme, entree in particuliers}
        par_cle: dict[tuple[str, ...], Entree] = {}
        for forme, entree in formes.items():
            _ajouter(par_cle, cle(forme), entree)
        par_cle |= {cle(forme): entree for forme, entree in particuliers if cle(forme)}
        iso2 = {
            ligne["iso2"]: _sens(ligne["code"], ligne["pour"])
            for ligne in noms.pays
            if ligne["iso2"] and ligne["code"] in nationalites
        }
        codes = {code: Entree(Sens.LUI, (code,)) for code in nationalites}
        return cls(formes, par_cle, iso2, codes)

    def lire(self, texte: str) -> Entree | None:
        """Return what a text means as a whole, None where it is no known form."""
        forme = self.formes.get(replier(texte))
        if len(texte) == ISO2 and texte.isupper():  # as printed: « ma » is a word
            return forme or self.iso2.get(texte)
        return self.codes.get(texte.upper()) or forme or self.par_cle.get(cle(texte))


def geler(lexique: Lexique) -> bytes:
    """Return forms as bytes."""
    entrees: dict[Entree, int] = {}
    rangs = [
        {forme: entrees.setdefault(entree, len(entrees)) for forme, entree in formes.items()}
        for formes in lexique
    ]
    dites = [(entree.sens.value, entree.codes) for entree in entrees]
    return MAGIE + marshal.dumps((dites, rangs), FORMAT)


def degeler(octets: bytes) -> Lexique:
    """Return the forms that bytes hold.

    Args:
        octets: What `geler` gave.

    Raises:
        ArtefactError: They are of another format, cut short, or do not hold together.
    """
    if not octets.startswith(MAGIE):
        raise ArtefactError("ses premiers octets sont d'un autre format")
    try:
        dites, rangs = marshal.loads(octets[len(MAGIE) :])  # noqa: S302 - read whole, run never
        entrees = [Entree(Sens(sens), tuple(codes)) for sens, codes in dites]
        return Lexique(*({f: entrees[r] for f, r in formes.items()} for formes in rangs))
    except (ValueError, TypeError, EOFError, AttributeError, IndexError) as erreur:
        raise ArtefactError(f"son contenu ne se tient pas ({type(erreur).__name__})") from None


def _ajouter(formes: dict[Cle, Entree], nom: Cle, entree: Entree) -> None:
    """Keep a form; one that two countries share becomes a choice."""
    if not nom:
        return
    connue = formes.setdefault(nom, entree)
    if Sens.CHOIX in {entree.sens, connue.sens} or connue.codes != entree.codes:
        codes = dict.fromkeys((*connue.codes, *entree.codes))
        formes[nom] = Entree(Sens.CHOIX, tuple(codes))


def _formes(
    nationalites: Mapping[str, Nationalite], pays: Iterable[Ligne]
) -> Iterator[tuple[str, Entree]]:
    """Yield every name in both languages, with the State whose nationality it tells."""
    par_code = {ligne["code"]: ligne for ligne in pays}
    for code, nationalite in nationalites.items():
        ligne = par_code.get(code, {})
        entree = _sens(code, ligne.get("pour", ""))
        courants = tuple(nationalite.nom)
        for forme in (*courants, *(f for nom in COLONNES for f in ligne.get(nom, "").split(BARRE))):
            if forme:
                yield forme, entree


COLONNES = ("officiel", "masculin", "feminin", "autres", "official", "demonym", "other")


def _sens(code: str, pour: str) -> Entree:
    if not pour:
        return Entree(Sens.LUI, (code,))
    codes = tuple(pour.split(BARRE))
    return Entree(Sens.TERRITOIRE if len(codes) == 1 else Sens.CHOIX, codes)


def _particuliers(lignes: Iterable[Ligne]) -> Iterator[tuple[str, Entree]]:
    for ligne in lignes:
        codes = tuple(code for code in ligne["codes"].split(BARRE) if code)
        for forme in ligne["formes"].split(BARRE):
            yield forme, Entree(Sens(ligne["sens"]), codes)
