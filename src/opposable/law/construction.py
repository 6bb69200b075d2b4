"""The construction of the law: frozen tables and readings → corpus, a pure function.

Nothing is kept between two constructions. What one read may be given to another, which takes
over what the same tables and the same rows gave: it goes faster, to the same result.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from opposable.errors import EtatDuDroitError, LectureError
from opposable.law import tables as brutes
from opposable.law.chantier import Chantier
from opposable.law.corpus import Corpus
from opposable.law.empreinte import CONNUES
from opposable.law.etat_du_droit import ADOPTE
from opposable.law.evenement import Acte
from opposable.law.loi import Loi
from opposable.law.portee import portee
from opposable.law.tete import etat_du_droit_au, premier_jour_connu

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from opposable.law.empreinte import Empreintes
    from opposable.law.etat_du_droit import EtatDuDroit
    from opposable.law.lecture import Lecture
    from opposable.law.portee import Portee
    from opposable.law.tables import Table, Tables


def construire(
    tables: Tables,
    empreintes: Empreintes,
    etat: EtatDuDroit = ADOPTE,
    voisin: Corpus | None = None,
) -> Corpus:
    """Build the law from its tables, in a state.

    Args:
        tables: The raw tables, drafts included, as adopted.
        empreintes: Their digests.
        etat: The day it is known on, and the readings for which the rival is taken; its drafts
            are those of the tables.
        voisin: A corpus whose objects are taken over where the rows are the same.

    Raises:
        LawDataError: A table cannot be read, or a rival names a table, a column or rows that
            do not exist, or makes rows that cannot be read.
        LectureError: A reading does not exist, or its rival changes no answer.
        EtatDuDroitError: The law is not known on the day asked for.
    """
    origine = Chantier(tables, voisin.produits if voisin else {}, etat.connu_le)
    _exiger_connu(origine, etat)
    lectures = origine.lectures()
    prises = etat.lectures
    lignes = _Lignes(tables, lectures)
    connu_le = origine.connu_le
    ici = Chantier(lignes.sous(prises), {**origine.repris, **origine.produits}, connu_le)
    fixes = {"sha256": empreintes.tout, "lectures": lectures}
    loi = {**ici.champs(), **fixes}
    portees = _portees(origine, ici, lectures)
    inverses = {}
    for portee_ in portees:
        autres = tuple(sorted({*prises} ^ {portee_.lecture}))
        la = Chantier(lignes.sous(autres), ici.produits, connu_le)
        inverses[portee_.lecture] = Loi(**{**la.champs(), **fixes}, rivales=autres)
    return Corpus(
        **loi,
        rivales=prises,
        etat=etat,
        empreintes=empreintes,
        anciennes=frozenset(li["sha256"] for li in tables.get(CONNUES, ())),
        portees=portees,
        inverses=inverses,
        tables=tables,
        produits={**ici.produits, **origine.produits},
    )


def variante(corpus: Corpus, rivales: Iterable[str]) -> Corpus:
    """Return the corpus under other readings: the rival of each reading named, no other.

    Raises:
        LectureError: A reading does not exist, or its rival changes no answer.
    """
    etat = replace(corpus.etat, lectures=tuple(sorted(set(rivales))))
    if etat == corpus.etat:
        return corpus
    return construire(corpus.tables, corpus.empreintes, etat, corpus)


def _exiger_connu(chantier: Chantier, etat: EtatDuDroit) -> None:
    """Check that the law is known on the day asked for.

    Raises:
        EtatDuDroitError: The day is before the first one covered, or after the last day
            the law was brought up to date.
    """
    premier = premier_jour_connu(chantier.tables)
    dernier = etat_du_droit_au(chantier.tables)
    if etat.connu_le and not premier <= etat.connu_le <= dernier:
        raise EtatDuDroitError(
            f"le droit n'est pas connu au {etat.connu_le} : donnez un jour du {premier} "
            f"au {dernier}"
        )


class _Lignes:
    """The tables under rivals: a table is changed once for the same readings.

    It lives as long as one construction.
    """

    def __init__(self, tables: Tables, lectures: Mapping[str, Lecture]) -> None:
        self._tables = tables
        self._lectures = lectures
        self._changees: dict[tuple[str, tuple[str, ...]], Table] = {}

    def sous(self, rivales: Iterable[str]) -> Tables:
        """Return the tables under the rivals of these readings."""
        qui: dict[str, tuple[str, ...]] = {}
        for lecture in rivales:
            for nom in dict.fromkeys(c.get("fichier", "") for c in self._remplace(lecture)):
                qui[nom] = (*qui.get(nom, ()), lecture)
        return {**self._tables, **{nom: self._table(nom, qui[nom]) for nom in qui}}

    def _table(self, nom: str, lectures: tuple[str, ...]) -> Table:
        cle = (nom, lectures)
        if cle not in self._changees:
            changements = [
                c for lec in lectures for c in self._remplace(lec) if c.get("fichier", "") == nom
            ]
            self._changees[cle] = brutes.remplacer(self._tables, changements)[nom]
        return self._changees[cle]

    def _remplace(self, lecture: str) -> Iterable[Mapping[str, Any]]:
        exiger(self._lectures, lecture)
        return self._lectures[lecture].remplace


def _portees(
    origine: Chantier, ici: Chantier, lectures: Mapping[str, Lecture]
) -> tuple[Portee, ...]:
    """What each reading that can change an answer touches: rows as adopted and as they are."""
    dependantes, etats = ici.dependantes(), (origine.tables, ici.tables)
    return tuple(
        portee(lecture, etats, dependantes)
        for lecture in lectures.values()
        if lecture.remplace and _connue(lecture, ici)
    )


def _connue(lecture: Lecture, ici: Chantier) -> bool:
    """Whether the text that a reading compares with is known."""
    texte = lecture.suppose
    return texte is None or ici.registre.jour(Acte.PUBLIE, texte) is not None


def exiger(lectures: Mapping[str, Lecture], identifiant: str) -> None:
    """Check that a reading has a rival to take.

    Raises:
        LectureError: It does not exist, or its rival changes no answer.
    """
    lecture = lectures.get(identifiant)
    if lecture is None:
        connues = ", ".join(k for k, v in lectures.items() if v.remplace)
        raise LectureError(identifiant, f"inconnue ; lectures possibles : {connues}")
    if not lecture.remplace:
        raise LectureError(identifiant, "sa lecture rivale ne change aucune réponse")
