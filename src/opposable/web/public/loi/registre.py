"""The register of defects: each reading, whom it concerns, what rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from opposable.decision.motif import dire_mot
from opposable.web.public.loi.comptes import comptes
from opposable.web.public.loi.paroles import bornes
from opposable.web.public.loi.places import DOSSIER
from opposable.web.public.loi.traces import cas_de_lecture

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture
    from opposable.law.territoire import Region
    from opposable.web.public.loi.traces import CasPose


class Changement(NamedTuple):
    """What the rival changes in the law data: which file, which rows, which cells."""

    fichier: str
    lignes: str
    valeurs: str


class CasLu(NamedTuple):
    """A case, the answer expected in words, and the query that asks it the other way round."""

    cas: CasPose
    reponse: str
    autre: str


@dataclass(frozen=True, slots=True)
class LectureMontree:
    """A reading, in the language of the page.

    Attributes:
        id: Identifier.
        ancre: Place of the defect.
        imprime: What the text prints.
        retenue: The reading adopted.
        rivale: The other reading, empty where none is held.
        motif: Why the first is preferred, in French.
        change: Whether the other reading would change an answer.
        metiers: Occupations concerned: (code, label, empty where no list names the code).
        regions: Regions concerned.
        nationalites: Nationalities concerned, by name.
        publics: Audiences of the lists it touches, in words.
        du: First day of examination it can matter, None where nothing bounds it.
        au: Last day, None where nothing bounds it.
        situations: How many situations of the table depend on it.
        changements: What the rival changes in the law data.
    """

    id: str
    ancre: str
    imprime: str
    retenue: str
    rivale: str
    motif: str
    change: bool
    metiers: list[tuple[str, str]]
    regions: list[Region]
    nationalites: list[str]
    publics: list[str]
    du: date | None
    au: date | None
    situations: int
    changements: list[Changement]


def montrer(lecture: Lecture, corpus: Corpus, langue: Langue) -> LectureMontree:
    """Return a reading as its page shows it."""
    portee = next((p for p in corpus.portees if p.lecture == lecture.id), None)
    publics = sorted(portee.publics or ()) if portee else []
    du, au = bornes(portee.du, portee.au) if portee else (None, None)
    return LectureMontree(
        id=lecture.id,
        ancre=lecture.ancre,
        imprime=lecture.imprime.dire(langue),
        retenue=lecture.retenue.dire(langue),
        rivale=lecture.rivale.dire(langue),
        motif=lecture.motif,
        change=bool(lecture.remplace),
        metiers=[
            (m, corpus.metiers[m].intitule if m in corpus.metiers else "") for m in lecture.metiers
        ],
        regions=[corpus.regions[r] for r in lecture.regions],
        nationalites=_nationalites(lecture, corpus, langue),
        publics=[dire_mot(public, corpus, langue) for public in publics],
        du=du,
        au=au,
        situations=comptes().par_lecture[lecture.id],
        changements=[_changement(c) for c in lecture.remplace],
    )


def cas(lecture: Lecture, corpus: Corpus, langue: Langue) -> list[CasLu]:
    """Return the cases that show a reading, each with its answer and its other reading."""
    return [
        CasLu(c, dire_mot(c["situation_emploi"], corpus, langue), _autrement(c, lecture.id))
        for c in cas_de_lecture(lecture.id)
    ]


def _nationalites(lecture: Lecture, corpus: Corpus, langue: Langue) -> list[str]:
    connues = (corpus.nationalites[code] for code in lecture.nationalites)
    return [n.nom.dire(langue) for n in connues]


def _autrement(cas_: CasPose, lecture: str) -> str:
    lectures = sorted({*cas_["lecture"]} ^ {lecture})
    return urlencode({**cas_["demande"], "lecture": lectures}, doseq=True)


def _changement(changement: Mapping[str, Any]) -> Changement:
    """Tell a change of cells: `zone = 11` selects rows, `metier = …` is put instead."""
    fichier = f"{DOSSIER}/{changement.get('fichier', '').partition('#')[0]}"
    valeurs = {**changement.get("valeurs", {}), **changement.get("valeurs_de", {})}
    return Changement(fichier, _egalites(changement.get("ligne", {})), _egalites(valeurs))


def _egalites(cellules: Mapping[str, Any]) -> str:
    return ", ".join(f"{nom} = {_ecrire(valeur)}" for nom, valeur in cellules.items())


def _ecrire(valeur: object) -> str:
    mots = valeur if isinstance(valeur, list) else [valeur]
    return " | ".join(str(mot) or "∅" for mot in mots)
