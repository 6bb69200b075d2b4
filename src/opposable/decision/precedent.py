"""Precedents: an application that the law cannot tell from one examined is answered as it was.

The rule is run for the first of them; the others take its outcome, with their own nationality,
row and days. Each fact is read once (`reperes`); what cannot be told apart is asked of the law
itself (`circonstance`, `apercu`); a fact of an application is in the key, or the rule does not look
at it. Several nationalities, none, and the place of a first permit are put to the rule.

Thread-safe: what is learnt depends on its key alone (`acquis`).
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision.acquis import Acquis, Lus
from opposable.decision.agencement import Agencement
from opposable.decision.apercu import Apercus
from opposable.decision.axes import variantes
from opposable.decision.circonstance import Circonstances
from opposable.decision.demande import FAITS, Demande
from opposable.decision.examen import Examen, examiner_les_faits
from opposable.decision.faits import SEPARATEUR, Faits, etablir
from opposable.decision.motif import Contexte
from opposable.decision.propre import Propre
from opposable.decision.regard import Regard
from opposable.decision.renouvellement import comparer_les_metiers
from opposable.decision.reperes import Reperes, dire_les_faits
from opposable.decision.reponse import Reponse, attendre
from opposable.decision.trame import trame
from opposable.errors import DemandeError
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from opposable.decision.apercu import Apercu, Ligne
    from opposable.decision.lecture import LectureAttachee
    from opposable.decision.reperes import Emploi
    from opposable.decision.reponse import Attente
    from opposable.decision.trame import Trame
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Statut

PRECEDENTS_AU_PLUS = 8_192
"""Outcomes kept for one law: with all that is learnt for it, less than sixty megabytes."""
ISSUES_AU_PLUS = 16_384
"""Applications, whoever asks, of which what answers them is kept."""
COMPARAISONS_AU_PLUS = 16_384
"""Occupations compared with those of first permits."""
Dits = tuple[Any, ...]
"""Facts said, in the order of `FAITS`; a day is a date, or its text."""
TYPE, PETITS, PLACE_INITIALE = map(FAITS.index, ("type", "activite", "departement_initial"))
"""Ranks of the kind of application, of the first fact of few values, of the first place of work."""
DITS: Callable[[Demande], Dits] = attrgetter(*FAITS)
"""The facts said."""
AGENCEMENTS_AU_PLUS = 4_096
"""Things shared by answers, about three kilobytes each."""
LOIS_AU_PLUS = 4
"""Laws, under their readings, whose precedents are kept at once."""


class Precedent(NamedTuple):
    """The outcome of the rule for applications it cannot tell apart.

    Attributes:
        reponse: The answer to the first of them.
        attente: When it may be notified.
        lectures: Readings attached.
        place: Where the row applied stands among those shown; None where it is that of the answer,
            if any.
        ligne: The row of the answer.
        agencement: What their answers share.
    """

    reponse: Reponse
    attente: Attente
    lectures: tuple[LectureAttachee, ...]
    place: int | None
    ligne: Ligne | None
    agencement: Agencement

    def suivre(self, faits: Faits, statut: Statut | None, apercu: Apercu, corpus: Corpus) -> Examen:
        """Examine an application as the first was."""
        jour, avant = faits.examine_le, self.reponse
        ligne = None if self.place is None else apercu.montrees[self.place]
        reponse = Reponse(
            avant.regle,
            statut if avant.statut else None,
            avant.liste,
            ligne.entree if ligne else avant.entree,
            avant.manque,
            avant.metier_change,
            avant.deja_ouverte,
            avant.peut_etre_ouverte,
        )
        lectures = self.lectures and tuple(une.au(jour) for une in self.lectures)
        return Examen(Contexte(faits, reponse, corpus, self.attente.jour(jour)), lectures)


class Suivie(NamedTuple):
    """How an application is examined that follows a precedent."""

    connu: Precedent
    statut: Statut | None
    apercu: Apercu
    corpus: Corpus

    def examiner(self, dits: Dits, propre: Propre) -> Examen:
        """Return what its examination finds."""
        faits = _etablir(dits, propre)
        return self.connu.suivre(faits, self.statut, self.apercu, self.corpus)


class Reglee(NamedTuple):
    """What the rule itself found of an application."""

    examen: Examen

    def examiner(self, _dits: Dits, _propre: Propre) -> Examen:
        """Return it."""
        return self.examen


class Issue:
    """What answers an application; it is examined when somebody asks what was found.

    Args:
        dits: The facts said.
        agencement: What its answer shares with others.
        propre: What is its own in its answer.
        repetee: Bytes of the answer that repeat the facts said.
        suite: How it is examined.
    """

    __slots__ = ("_suite", "agencement", "dits", "propre", "repetee")

    def __init__(
        self,
        dits: Dits,
        agencement: Agencement,
        propre: Propre,
        repetee: tuple[bytes, ...],
        suite: Suivie | Reglee,
    ) -> None:
        self.dits = dits
        self.agencement = agencement
        self.propre = propre
        self.repetee = repetee
        self._suite = suite

    def examen(self) -> Examen:
        """Return what its examination finds."""
        return self._suite.examiner(self.dits, self.propre)


class Precedents:
    """Examines applications of one law, running its rule only where it could answer otherwise.

    Args:
        corpus: The law, under the readings wanted.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        mondes = variantes(corpus)
        regard = Regard(mondes)
        self._circonstances = Circonstances(corpus, mondes, regard)
        self._apercus = Apercus(corpus, regard)
        self._lus = Reperes(corpus, self._circonstances.placer, self._apercus.numeroter)
        self._connus: Acquis[Hashable, Precedent] = Acquis(PRECEDENTS_AU_PLUS)
        self._issues: Acquis[Dits, Issue] = Acquis(ISSUES_AU_PLUS)
        self._comparees = Lus(COMPARAISONS_AU_PLUS, self._comparer)
        self._agencements: Acquis[Trame, Agencement] = Acquis(AGENCEMENTS_AU_PLUS)

    def __len__(self) -> int:
        """Return how many outcomes are kept."""
        return len(self._connus)

    def trouver(self, demande: Demande) -> Issue:
        """Return what answers an application: its precedent, or else the rule.

        Raises:
            DemandeError: A fact cannot be read.
        """
        dits = DITS(demande)
        return self.retrouver(dits) or self._issues.apprendre(dits, self._regler(demande, dits))

    def retrouver(self, dits: Dits) -> Issue | None:
        """Return what answers facts said; None where the rule must, or a fact cannot be read."""
        issue = self._issues.get(dits)
        if issue is None:
            try:
                issue = self._rapprocher(dits)
            except DemandeError:
                return None
            if issue is not None:
                return self._issues.apprendre(dits, issue)
        return issue

    def _rapprocher(self, dits: Dits) -> Issue | None:
        """Answer facts by the precedent of what they are to the law."""
        nation, metier, departement, region, type_, depose_le, examine_le, initial = dits[:PETITS]
        lus = self._lus
        nation_dite = lus.nations[nation]
        if nation_dite is None or dits[PLACE_INITIALE:] != (None, None):
            return None
        emploi, endroit = lus.emplois[metier], lus.endroits[departement, region]
        profil, premier = lus.profils[type_, dits[PETITS:PLACE_INITIALE]], lus.emplois[initial]
        depot = lus.jours[depose_le]
        examen = depot if examine_le is None else lus.jours[examine_le]
        if examen.jour < depot.jour:
            return None
        ou = self._circonstances.situer(nation, depot, examen)
        apercu = self._apercus.voir(emploi, profil.activite, ou)[endroit.ou]
        comparee: str | bool = initial is not None
        if comparee and type_ == RENOUVELLEMENT:
            comparee = self._comparees[emploi, premier]
        jours, statut = (depot.jour, examen.jour), ou.statut
        cle = (ou.numero, apercu.numero, profil.cle, comparee)
        connu = self._connus.get(cle)
        if connu is None:
            brut = Propre(
                nation, (nation,), emploi, premier, endroit, None, *jours, None, ((), None)
            )
            connu = self._apprendre(cle, _etablir(dits, brut), apercu)
        jour = examen.jour
        propre = Propre(
            statut.nationalite if connu.reponse.statut and statut else nation,
            (nation,),
            emploi,
            premier,
            endroit,
            connu.ligne if connu.place is None else apercu.montrees[connu.place],
            *jours,
            connu.attente.jour(jour),
            (emploi.touches, endroit.touche),
            tuple(une.attente.jour(jour) for une in connu.lectures) if connu.lectures else (),
        )
        repetee = (
            nation_dite,
            emploi.dit,
            endroit.dit,
            profil.dit_avant,
            depot.dit_depose,
            b"" if examine_le is None else examen.dit_examine,
            premier.dit_avant,
            profil.dit_apres,
        )
        suite = Suivie(connu, statut, apercu, self.corpus)
        return Issue(dits, connu.agencement, propre, repetee, suite)

    def _comparer(self, emplois: tuple[Emploi, Emploi]) -> str | bool:
        """Tell how an occupation compares with that of the first permit; False where not said."""
        emploi, premier = emplois
        dits = bool(premier.codes)
        return dits and comparer_les_metiers(emploi.codes, premier.codes, self.corpus)

    def _regler(self, demande: Demande, dits: Dits) -> Issue:
        """Answer by the rule itself.

        Raises:
            DemandeError: A fact cannot be read.
        """
        faits = etablir(demande, self.corpus)
        examen, lus = examiner_les_faits(faits, self.corpus), self._lus
        contexte = examen.contexte
        statut, entree = contexte.reponse.statut, contexte.reponse.entree
        endroit = lus.endroits[demande.departement, demande.region]
        emploi = lus.emplois[demande.metier or None]
        premier = lus.emplois[demande.metier_initial or None]
        propre = Propre(
            statut.nationalite if statut else SEPARATEUR.join(faits.nationalites),
            faits.nationalites,
            emploi,
            premier,
            endroit,
            self._apercus.lignes[entree] if entree else None,
            faits.depose_le,
            faits.examine_le,
            contexte.notifiable_le,
            (emploi.touches, endroit.touche),
            tuple(une.notifiable_le for une in examen.lectures),
        )
        repetee = (dire_les_faits(dits),)
        return Issue(dits, self._agencer(examen), propre, repetee, Reglee(examen))

    def _apprendre(self, cle: Hashable, faits: Faits, apercu: Apercu) -> Precedent:
        """Run the rule, and keep what it found."""
        examen = examiner_les_faits(faits, self.corpus)
        reponse = examen.contexte.reponse
        connu = Precedent(
            reponse,
            attendre(reponse),
            examen.lectures,
            _place(reponse, apercu),
            self._apercus.lignes[reponse.entree] if reponse.entree else None,
            self._agencer(examen),
        )
        if connu.place is None and reponse.entree is not None:
            return connu  # a row that these lists do not show is told for the same facts alone
        return self._connus.apprendre(cle, connu)

    def _agencer(self, examen: Examen) -> Agencement:
        """Return what answers of one trame share, the same object for all of them."""
        une = trame(examen)
        agencement = self._agencements.get(une)
        if agencement is None:
            agencement = self._agencements.apprendre(une, Agencement.de(une, self.corpus))
        return agencement


def _etablir(dits: Dits, propre: Propre) -> Faits:
    """Return the facts said by who has one nationality and does not say the first place of work."""
    activite, diplome, _, dispense, jeune_diplome, rang = dits[PETITS:PLACE_INITIALE]
    emploi, premier, endroit = propre.emploi, propre.initial, propre.endroit
    return Faits(
        nationalites=propre.nationalites,
        metier=emploi.net,
        region=endroit.region,
        departement=endroit.departement,
        type=dits[TYPE],
        depose_le=propre.depose_le,
        examine_le=propre.examine_le,
        metier_initial=premier.net,
        activite=activite,
        diplome=diplome,
        codes=emploi.codes,
        codes_initiaux=premier.codes,
        lieux=endroit.ou.lieux,
        lieu_dit=endroit.ou.dit,
        dispense=dispense,
        jeune_diplome=jeune_diplome,
        rang=rang,
        initial_sur_aucune_ligne=premier.sur_aucune_ligne,
    )


def _place(reponse: Reponse, apercu: Apercu) -> int | None:
    """Where the row applied stands among those shown, None where it does not.

    A view says which of its rows are the same, so that the first of those is as good as another.
    """
    if reponse.entree is None:
        return None
    montrees = enumerate(apercu.montrees)
    rangs = (rang for rang, une in montrees if une and une.entree is reponse.entree)
    return next(rangs, None)


@lru_cache(maxsize=LOIS_AU_PLUS)
def precedents(corpus: Corpus) -> Precedents:
    """Return the precedents of a law."""
    return Precedents(corpus)
