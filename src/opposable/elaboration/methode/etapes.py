"""The steps annex 1 states, one function for each kind; they compose in the order of a scheme.

A step looks at the occupations its selection draws from and that no earlier step kept. What
cannot be assessed is said so, and never taken for an absence of tension.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from opposable.elaboration.chiffres.releve import Etat
from opposable.elaboration.methode.nommes import lire_nommes
from opposable.elaboration.methode.raison import Raison, TropPeu
from opposable.elaboration.methode.schema import Etape, Genre
from opposable.elaboration.methode.selection import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.methode.nommes import Nomme

Cle = tuple[str, str]
Motif = str | Raison | TropPeu
ETATS = tuple(Etat)
RIEN = (0, 0, Etat.ABSENTE)
"""Figures of a cell that the statement does not hold."""
RAISONS = {
    Etat.ABSENTE: "aucun chiffre",
    Etat.SECRETE: "chiffre secret",
    Etat.ERRONEE: "chiffre erroné, écarté à la lecture",
}
DEJA_OUVERT = "déjà ouvert : il le reste"
HORS_ETAPES = "aucune étape ne le concerne"
HORS_SELECTION = "n'est pas dans la liste dont celle-ci est tirée"


class Cellules:
    """The cells of one selection while its steps go by.

    Args:
        tous: Every occupation known, sorted.
        parmi: Those the selection draws from, sorted.
        territoires: Territories of the selection.
        effectif_minimal: Fewest job seekers, in persons, for a ratio to be assessed.
        releve: The figures, one period.
        nomenclature: Levels and labels.
        en_place: Cells already open.
        marge: How far under a threshold they may fall before they leave.
    """

    def __init__(
        self,
        tous: Sequence[str],
        parmi: Sequence[str],
        territoires: Sequence[str],
        effectif_minimal: int,
        releve: Releve,
        nomenclature: Nomenclature,
        en_place: frozenset[Cle] = frozenset(),
        marge: Fraction = Fraction(),
    ) -> None:
        self.tous, self.parmi, self.territoires = tous, parmi, territoires
        self.minimum = max(effectif_minimal * releve.unites, 1)
        self.releve, self.nomenclature = releve, nomenclature
        self.en_place, self.marge = en_place if marge else frozenset(), marge
        self._chiffres = _chiffres(releve, territoires)
        self._verdicts: dict[Cle, Verdict] = {}

    def candidates(self, etape: Etape) -> Iterator[Cle]:
        """Yield the cells of the levels of a step that no step has kept yet."""
        for metier in self.parmi:
            connu = self.nomenclature.metiers.get(metier)
            if etape.niveaux and (connu is None or connu.niveau not in etape.niveaux):
                continue
            for territoire in self.territoires:
                if not self.retenue((metier, territoire)):
                    yield metier, territoire

    def retenue(self, cle: Cle) -> bool:
        """Tell whether an earlier step kept a cell."""
        verdict = self._verdicts.get(cle)
        return verdict is not None and verdict.decision is Decision.RETENU

    def comptes(self, cle: Cle) -> tuple[int, int] | None:
        """Return the offers and seekers of a cell, None where it cannot be assessed."""
        offres, demandeurs, etat = self._chiffres.get(cle, RIEN)
        if etat is not Etat.CONNUE or demandeurs < self.minimum:
            return None
        return offres, demandeurs

    def dire(self, cle: Cle, decision: Decision, etape: Etape | None, motif: Motif) -> None:
        """Give a cell its verdict; a later step may give another."""
        seuil, strict = (etape.seuil, etape.strict) if etape else (None, True)
        self._noter(cle, decision, etape, motif, seuil, strict=strict)

    def maintenir(self, cle: Cle, etape: Etape, motif: Motif, sortie: Fraction | None) -> None:
        """Keep a cell only because it was open, above the threshold to leave or for want of one."""
        self._noter(cle, Decision.RETENU, etape, motif, sortie, strict=False, maintenu=True)

    def juger(self, cle: Cle, etape: Etape, motif: Motif, sortie: Fraction, *, entre: bool) -> None:
        """Keep or drop a cell that was open, held against the threshold to leave."""
        decision = Decision.RETENU if entre else Decision.ECARTE
        self._noter(cle, decision, etape, motif, sortie, strict=False)

    def _noter(
        self,
        cle: Cle,
        decision: Decision,
        etape: Etape | None,
        motif: Motif,
        seuil: Fraction | None,
        *,
        strict: bool,
        maintenu: bool = False,
    ) -> None:
        offres, demandeurs, etat = self._chiffres.get(cle, RIEN)
        connue = etat is Etat.CONNUE
        self._verdicts[cle] = Verdict(
            *cle,
            decision,
            etape.id if etape else "",
            offres if connue else None,
            demandeurs if connue else None,
            seuil,
            motif,
            strict,
            maintenu,
        )

    def taire(self, cle: Cle, etape: Etape) -> None:
        """Say that a cell cannot be assessed; one already open stays, for want of a reason."""
        if cle in self.en_place:
            self.maintenir(cle, etape, self.empechement(cle, f", {DEJA_OUVERT}"), None)
        else:
            self.dire(cle, Decision.NON_EVALUABLE, etape, self.empechement(cle))

    def sortie(self, seuil: Fraction) -> Fraction:
        """Return the threshold under which what is open leaves."""
        return max(seuil - self.marge, Fraction())

    def empechement(self, cle: Cle, suite: str = "") -> Motif:
        """Return why a cell cannot be assessed, and what follows."""
        _, demandeurs, etat = self._chiffres.get(cle, RIEN)
        if etat is not Etat.CONNUE:
            return RAISONS[etat] + suite
        return TropPeu(demandeurs, self.minimum, self.releve.unites, suite)

    def verdicts(self) -> Mapping[Cle, Verdict]:
        """Return a verdict for every occupation known in every territory, in order."""
        tires, verdicts = frozenset(self.parmi), self._verdicts
        for metier in self.tous:
            motif = HORS_ETAPES if metier in tires else HORS_SELECTION
            for territoire in self.territoires:
                if (metier, territoire) not in verdicts:
                    self.dire((metier, territoire), Decision.ECARTE, None, motif)
        lieux = sorted(self.territoires)
        return {(m, lieu): verdicts[m, lieu] for m in self.tous for lieu in lieux}


def _chiffres(releve: Releve, territoires: Sequence[str]) -> dict[Cle, tuple[int, int, Etat]]:
    """Return offers, seekers and state by cell: plain integers, read once."""
    rangs = [releve.rang_territoire[t] for t in territoires]
    offres, demandeurs, etat = (
        valeurs[:, rangs, 0].tolist() for valeurs in (releve.offres, releve.demandeurs, releve.etat)
    )
    return {
        (metier, territoire): (offres[i][j], demandeurs[i][j], ETATS[etat[i][j]])
        for i, metier in enumerate(releve.metiers)
        for j, territoire in enumerate(territoires)
    }


def donner(cellules: Cellules, etape: Etape) -> None:
    """Keep the occupations named: already open, consulted on, requested by federations."""
    for cle, nomme in _nommees(cellules, etape, cellules.parmi):
        if not cellules.retenue(cle):
            cellules.dire(cle, Decision.RETENU, etape, _motiver(etape.nom, nomme))


def tendre(cellules: Cellules, etape: Etape) -> None:
    """Keep the tensions above the threshold, among the levels of the step (A1.2)."""
    seuil = etape.seuil or Fraction()
    haut, bas, unites = seuil.numerator, seuil.denominator, cellules.releve.unites
    for cle in cellules.candidates(etape):
        comptes = cellules.comptes(cle)
        if comptes is None:
            cellules.taire(cle, etape)
            continue
        offres, demandeurs = comptes
        ecart = offres * bas - demandeurs * haut  # whole numbers: exact, and much faster
        entre = ecart > 0 or (ecart == 0 and not etape.strict)
        motif = Raison(offres, demandeurs, unites, seuil)
        if cle in cellules.en_place:
            _maintenir(cellules, etape, cle, seuil, motif, entre=entre)
        else:
            cellules.dire(cle, Decision.RETENU if entre else Decision.ECARTE, etape, motif)


def _maintenir(
    cellules: Cellules, etape: Etape, cle: Cle, seuil: Fraction, motif: Raison, *, entre: bool
) -> None:
    """Hold what is already open against the threshold to leave, equality staying in."""
    sortie = cellules.sortie(seuil)
    motif = motif._replace(sortie=sortie)
    if motif.offres * sortie.denominator >= motif.demandeurs * sortie.numerator and not entre:
        cellules.maintenir(cle, etape, motif, sortie)
    else:
        cellules.juger(cle, etape, motif, sortie, entre=entre)


def prendre_les_plus_fortes(cellules: Cellules, etape: Etape) -> None:
    """Keep the strongest tensions among levels, down to a floor or a number (A1.2).

    Ranks are counted in each territory. Ties at the last rank are all kept.
    """
    par_lieu: dict[str, list[tuple[Fraction, Cle]]] = {t: [] for t in cellules.territoires}
    for cle in cellules.candidates(etape):
        comptes = cellules.comptes(cle)
        if comptes is None:
            cellules.taire(cle, etape)
        else:
            par_lieu[cle[1]].append((Fraction(*comptes), cle))
    unites = cellules.releve.unites
    for classees in par_lieu.values():
        classees.sort(key=lambda paire: (-paire[0], paire[1]))
        tensions = [tension for tension, _ in classees]
        derniere, ligne = _derniere(tensions, etape), _ligne(tensions, etape)
        for rang, (tension, cle) in enumerate(classees, 1):
            entre = derniere is not None and tension >= derniere
            motif = Raison(*(cellules.comptes(cle) or (0, 1)), unites, rang=rang)
            if cle in cellules.en_place and ligne is not None:
                _maintenir(cellules, etape, cle, ligne, motif, entre=entre)
            else:
                cellules.dire(cle, Decision.RETENU if entre else Decision.ECARTE, etape, motif)


def _passent(tensions: list[Fraction], etape: Etape) -> list[Fraction]:
    """Return the tensions above the floor, strongest first."""
    plancher = etape.seuil
    if plancher is None:
        return tensions
    return [t for t in tensions if t > plancher or (t == plancher and not etape.strict)]


def _derniere(tensions: list[Fraction], etape: Etape) -> Fraction | None:
    """Return the lowest tension kept, None where none is."""
    tensions = _passent(tensions, etape)[: etape.nombre]
    return tensions[-1] if tensions else None


def _ligne(tensions: list[Fraction], etape: Etape) -> Fraction | None:
    """Return what decides who enters: the last rank where the number binds, or the floor."""
    passent = _passent(tensions, etape)
    if etape.nombre and len(passent) >= etape.nombre:
        return passent[etape.nombre - 1]
    return etape.seuil


def ajouter(cellules: Cellules, etape: Etape) -> None:
    """Keep what préfets and federations ask to add, whatever the figures and the wider list."""
    for cle, nomme in _nommees(cellules, etape, cellules.tous):
        cellules.dire(cle, Decision.RETENU, etape, _motiver("ajouté", nomme))


def retirer(cellules: Cellules, etape: Etape) -> None:
    """Drop what préfets and federations ask to remove."""
    for cle, nomme in _nommees(cellules, etape, cellules.tous):
        cellules.dire(cle, Decision.ECARTE, etape, _motiver("retiré", nomme))


def _nommees(
    cellules: Cellules, etape: Etape, metiers: Sequence[str] | frozenset[str]
) -> Iterator[tuple[Cle, Nomme]]:
    if etape.fichier is None:
        return
    for nomme in lire_nommes(etape.fichier, frozenset(metiers), cellules.territoires):
        for territoire in [nomme.territoire] if nomme.territoire else cellules.territoires:
            yield (nomme.metier, territoire), nomme


def _motiver(quoi: str, nomme: Nomme) -> str:
    par = f" par {nomme.demandeur}" if nomme.demandeur else ""
    return f"{quoi}{par}" + (f" : {nomme.motif}" if nomme.motif else "")


APPLIQUER: Mapping[Genre, Callable[[Cellules, Etape], None]] = {
    Genre.DONNES: donner,
    Genre.TENSION: tendre,
    Genre.PLUS_FORTES: prendre_les_plus_fortes,
    Genre.PARTOUT: donner,
    Genre.AJOUTS: ajouter,
    Genre.RETRAITS: retirer,
}
"""What carries out each kind of step."""
