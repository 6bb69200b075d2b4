"""What is said where words are a choice, or nothing: the same at every door, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.ecrit.bilingue import Bilingue
from opposable.ecrit.typographie import composer
from opposable.recherche.lexique import Sens

if TYPE_CHECKING:
    from opposable.ecrit.bilingue import Langue
    from opposable.recherche.nationalite import Comprise

PHRASES = {
    Sens.CHOIX: Bilingue(
        "« {ecrit} » peut désigner plusieurs nationalités : choisissez.",
        "“{ecrit}” may be several nationalities: choose.",
    ),
    Sens.DISPARU: Bilingue(
        (
            "« {ecrit} » est un État qui n’existe plus : choisissez celui dont la personne "
            "a la nationalité aujourd’hui."
        ),
        (
            "“{ecrit}” is a State that no longer exists: choose the one whose nationality "
            "the person has today."
        ),
    ),
    Sens.SANS_CODE: Bilingue(
        (
            "« {ecrit} » n’a pas de code ISO. Si la personne n’a pas d’autres papiers, "
            "choisissez les papiers sans nationalité précisée (XXX) : la réponse est celle des "
            "pays tiers."
        ),
        (
            "“{ecrit}” has no ISO code. If the person has no other papers, choose papers that "
            "state no nationality (XXX): the answer is that for third countries."
        ),
    ),
    Sens.TERRITOIRE: Bilingue(
        "« {ecrit} » est un territoire : la nationalité est celle de son État.",
        "“{ecrit}” is a territory: the nationality is that of its State.",
    ),
    Sens.RENOMME: Bilingue(
        "« {ecrit} » est l’ancien nom d’un État, qui est compris.",
        "“{ecrit}” is the former name of a State, which is understood.",
    ),
    Sens.GROUPE: Bilingue(
        (
            "« {ecrit} » n’est pas une nationalité : écrivez le nom du pays dont la personne a les "
            "papiers."
        ),
        "“{ecrit}” is no nationality: write the name of the country whose papers the person has.",
    ),
    Sens.AUCUNE: Bilingue(
        (
            "« {ecrit} » : une personne sans aucune nationalité est apatride (XXA) ; si vous ne "
            "la connaissez pas, écrivez « je ne sais pas »."
        ),
        (
            "“{ecrit}”: a person without any nationality is stateless (XXA); if you do not know "
            "it, write “I don’t know”."
        ),
    ),
    Sens.NON_DIT: Bilingue(
        "« {ecrit} » : cette nationalité n’est pas dite ; retirez-la ou précisez-la.",
        "“{ecrit}”: this nationality is not said; remove it or say which.",
    ),
}
PROCHE = Bilingue(
    "« {ecrit} » n’est pas un nom connu ici : voici ce qui lui ressemble.",
    "“{ecrit}” is no name known here: this is what resembles it.",
)
INCONNU = Bilingue(
    "« {ecrit} » n’est pas un pays connu : écrivez le nom du pays.",
    "“{ecrit}” is no known country: write the name of the country.",
)
SANS_NATIONALITE = Bilingue(
    "Aucune de celles-là, ou je ne sais pas",
    "None of these, or I do not know",
)
METIER_AU_CHOIX = Bilingue(
    "Choisissez le métier qui correspond à « {ecrit} ».",
    "Choose the occupation that “{ecrit}” is.",
)
METIER_INCONNU = Bilingue(
    (
        "Aucun métier des listes ne ressemble à « {ecrit} ». Essayez d’autres mots, ou dites qu’il "
        "n’est sur aucune liste."
    ),
    ("No occupation of the lists resembles “{ecrit}”. Try other words, or say that it is on none."),
)
METIER_D_AUJOURD_HUI = Bilingue(
    (
        "« {ecrit} » est un métier connu : {connu}. Mais aucun nom des listes ne lui ressemble : "
        "essayez d’autres mots, ou dites qu’il n’est sur aucune liste."
    ),
    (
        "“{ecrit}” is a known occupation: {connu}. But no name of the lists resembles it: try "
        "other words, or say that it is on none."
    ),
)
PAS_UN_CODE = Bilingue(
    (
        "« {ecrit} » n’est pas un code : aucune nomenclature des listes n’écrit les siens ainsi. "
        "Vérifiez-le, ou dites le métier avec des mots."
    ),
    (
        "“{ecrit}” is no code: no nomenclature of the lists writes its own so. Check it, or say "
        "the occupation in words."
    ),
)
CODE_HORS_LISTE = Bilingue(
    "Le code {ecrit} n’est sur aucune liste : vérifiez-le avant la réponse.",
    "The code {ecrit} is on no list: check it before the answer.",
)
SUR_AUCUNE_LISTE = Bilingue("{ecrit}, sur aucune liste", "{ecrit}, on no list")
GARDER_LE_CODE = Bilingue(
    "Garder {ecrit} : ce code n’est sur aucune liste",
    "Keep {ecrit}: this code is on no list",
)
AUCUN_METIER = Bilingue(
    "Aucun de ceux-là : le métier n’est sur aucune liste",
    "None of these: the occupation is on no list",
)


def dire(phrase: Bilingue, langue: Langue = "fr", ecrit: str = "") -> str:
    """Return a sentence in a language, with what was written in its place."""
    gabarit = composer(phrase.fr) if langue == "fr" else phrase.en
    return gabarit.replace("{ecrit}", ecrit)


def expliquer(comprise: Comprise, langue: Langue = "fr") -> str:
    """Return why words for nationalities need a choice, or cannot be read."""
    if comprise.sens is not None:
        phrase = PHRASES.get(comprise.sens, INCONNU)
    else:
        phrase = PROCHE if comprise.propositions else INCONNU
    return dire(phrase, langue, comprise.ecrit)
