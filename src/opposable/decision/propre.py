"""What is an application's own in its answer, and the values of the answer that hang on it.

Answers that share an agencement differ by these values alone. Each hangs on one thing that is the
application's own, and, beside it, on what the agencement fixes.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision import codes_dits, entourage
from opposable.decision.determination import dire_defauts, dire_entree, dire_les_plateformes
from opposable.decision.motif import VALEURS, code_applique, code_donne, les_territoires, lieu_donne

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import date

    from opposable.decision.apercu import Ligne
    from opposable.decision.reperes import Emploi, Endroit
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.plateforme import Plateforme

AUTRE = "autre_"
"""Begins the name of the day of another reading's answer; its rank follows."""


class Propre(NamedTuple):
    """What is an application's own in its answer.

    Attributes:
        retenue: Nationality retained; those said, joined, where none is.
        nationalites: Nationalities said.
        emploi: Occupation.
        initial: That of the first permit.
        endroit: Place of work.
        ligne: Row applied.
        depose_le: Day of filing.
        examine_le: Day of examination.
        notifiable_le: First day of notification.
        touches: Its codes, and its region, that some defect of the text touches.
        autres: Days of notification of the answers of other readings.
    """

    retenue: str
    nationalites: tuple[str, ...]
    emploi: Emploi
    initial: Emploi
    endroit: Endroit
    ligne: Ligne | None
    depose_le: date
    examine_le: date
    notifiable_le: date | None
    touches: tuple[tuple[str, ...], str | None]
    autres: tuple[date | None, ...] = ()


class Cadre(NamedTuple):
    """What a value hangs on besides: the law, the language, and what the agencement fixes.

    Attributes:
        corpus: The law.
        langue: The language.
        liste: List consulted.
        plateformes: Platforms of the day.
    """

    corpus: Corpus
    langue: Langue
    liste: Liste | None
    plateformes: tuple[Plateforme, ...]


class Ecrit(NamedTuple):
    """A value of an answer.

    Attributes:
        source: What it hangs on, of what is an application's own.
        dire: Gives its JSON from that.
    """

    source: str
    dire: Callable[[Any, Cadre], str]


def ecrit(nom: str, cadre: Cadre, *, par_la_ligne: bool) -> Ecrit:
    """Return a value by its name; one inside a sentence has no quotes.

    Args:
        nom: A name of a sentence, or one of `ENTIERS`.
        cadre: What it hangs on besides.
        par_la_ligne: Whether a row is applied.
    """
    if nom.startswith(AUTRE):
        rang = int(nom.removeprefix(AUTRE))
        return Ecrit("autres", lambda jours, _: _json(jours[rang]))
    if nom not in VALEURS:
        return ENTIERS[nom]
    mots = VALEURS[nom].mots
    source, lire = SOURCES[nom]
    if nom == INTITULE and par_la_ligne and cadre.liste:
        source, lire = "ligne", lambda ligne, c: code_applique(ligne.entree, {}, c.liste)

    def dire(de: Any, c: Cadre) -> str:
        return encode_basestring(mots(lire(de, c), c.corpus, c.langue))[1:-1]

    return Ecrit(source, dire)


def selon(nom: str, cadre: Cadre) -> Hashable:
    """Return what a value hangs on besides, of what the agencement fixes."""
    if nom == PLATEFORMES:
        return cadre.plateformes
    return SELON[nom](cadre.liste) if cadre.liste and nom in SELON else None


def _soi(de: Any, _: Cadre) -> Any:
    return de


def _json(valeur: object) -> str:
    return json.dumps(valeur, ensure_ascii=False, default=str)


def _les_plateformes(endroit: Endroit, c: Cadre) -> str:
    lieux = endroit.ou.lieux if endroit.ou.dit else None
    ici = entourage.plateformes(c.plateformes, endroit.departement, lieux, c.corpus)
    return _json(dire_les_plateformes(ici, c.langue))


def _lieu(endroit: Endroit, c: Cadre) -> tuple[str, str | None]:
    return lieu_donne(endroit.ou.lieux, c.liste, c.corpus, dit=endroit.ou.dit)


INTITULE, PLATEFORMES = "intitule", "plateformes"
SOURCES: dict[str, tuple[str, Callable[[Any, Cadre], Any]]] = {
    "nationalite": ("retenue", _soi),
    "de_nationalite": ("retenue", _soi),
    "territoires": ("nationalites", lambda codes, c: les_territoires(codes, c.corpus)),
    "metier": ("emploi", lambda emploi, c: code_donne(emploi.codes, c.liste)),
    "codes": ("emploi", lambda emploi, _: tuple(emploi.codes.items())),
    "codes_proposes": (
        "emploi",
        lambda emploi, c: codes_dits.codes_a_choisir(emploi.codes, c.liste),
    ),
    INTITULE: ("emploi", lambda emploi, c: code_donne(emploi.codes, c.liste)),
    "metier_initial": ("initial", lambda emploi, _: emploi.net),
    "region": ("endroit", _lieu),
    "connues": ("endroit", lambda endroit, c: codes_dits.etendue(c.liste, _lieu(endroit, c))),
    "activite_liste": ("ligne", lambda ligne, _: ligne and ligne.entree.activite),
    "depose_le": ("depose_le", _soi),
    "examine_le": ("examine_le", _soi),
    "notifiable_le": ("notifiable_le", _soi),
}
"""What the words inside sentences hang on, and how their source is read from it."""
SELON: dict[str, Callable[[Liste], Hashable]] = {
    **dict.fromkeys(("metier", "codes_proposes", INTITULE), attrgetter("nomenclature")),
    "region": attrgetter("territoires"),
    "connues": attrgetter("id"),
}
"""What some hang on besides, of the list consulted."""
ENTIERS = {
    "ancre": Ecrit("ligne", lambda ligne, _: encode_basestring(ligne.entree.ancre)[1:-1]),
    "ligne": Ecrit("ligne", lambda ligne, _: _json(dire_entree(ligne.entree))),
    "retenue": Ecrit("retenue", lambda code, _: _json(code)),
    "departement": Ecrit("endroit", lambda endroit, _: _json(endroit.departement)),
    "jour": Ecrit("notifiable_le", lambda jour, _: _json(jour)),
    PLATEFORMES: Ecrit("endroit", _les_plateformes),
    "defauts": Ecrit(
        "touches", lambda codes, c: _json(dire_defauts(c.corpus.defauts(*codes), c.langue))
    ),
}
"""The values that are no word of a sentence."""
