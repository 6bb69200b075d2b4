"""What a draft would change: told from the law without it and the law with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.law.projet import motifs

if TYPE_CHECKING:
    from datetime import date

    from opposable.law.corpus import Corpus
    from opposable.law.disposition import Disposition
    from opposable.law.instrument import Instrument
    from opposable.law.liste import Liste
    from opposable.law.metier import Metier


class Remplacee(NamedTuple):
    """A list that a draft ends.

    Attributes:
        liste: Its identifier.
        derniere: Last day it would apply, None where it would never apply.
        delaisses: Regimes it was written for that the draft does not take up.
    """

    liste: str
    derniere: date | None
    delaisses: tuple[str, ...]


class ListeDecrite(NamedTuple):
    """A list of a draft.

    Attributes:
        liste: The list.
        lignes: Rows that open something.
        zones: Number of these rows by zone, in the order of the rows.
        motives: Number of these rows that say why they are there.
        remplace: Lists it ends.
    """

    liste: Liste
    lignes: int
    zones: dict[str, int]
    motives: int
    remplace: tuple[Remplacee, ...]


class ProjetDecrit(NamedTuple):
    """A draft.

    Attributes:
        instrument: The text.
        listes: Its lists.
        metiers: Occupations it brings.
        domaines: Domains it brings.
        dispositions: Provisions it brings.
        nomenclatures: Names of the nomenclatures that its lists are the first to use.
        hors_couverture: Last day the corpus knows, where a list of the draft goes beyond it.
    """

    instrument: Instrument
    listes: tuple[ListeDecrite, ...]
    metiers: tuple[Metier, ...]
    domaines: tuple[str, ...]
    dispositions: tuple[Disposition, ...]
    nomenclatures: tuple[str, ...]
    hors_couverture: date | None


def decrire(corpus: Corpus, sans: Corpus) -> tuple[ProjetDecrit, ...]:
    """Describe the drafts added to a law.

    Args:
        corpus: The law with the drafts.
        sans: The law without them.
    """
    ajoutes = [i for i in corpus.instruments.values() if i.id not in sans.instruments]
    return tuple(_projet(instrument, corpus, sans) for instrument in ajoutes)


def _projet(instrument: Instrument, corpus: Corpus, sans: Corpus) -> ProjetDecrit:
    listes = [li for li in corpus.listes.values() if li.instrument == instrument.id]
    connues = {n.id for n in sans.employees}
    nommes = {corpus.ecrire(li.nomenclature, e.metier) for li in listes for e in li.entrees}
    connus = {corpus.ecrire(*metier.cle) for metier in sans.metiers.values()}
    au = corpus.couverture.au
    return ProjetDecrit(
        instrument,
        tuple(_liste(liste, corpus, sans) for liste in listes),
        tuple(corpus.metiers[ecrit] for ecrit in corpus.metiers if ecrit in nommes - connus),
        tuple(sorted(_domaines(corpus) - _domaines(sans))),
        tuple(d for d in corpus.dispositions.values() if d.instrument == instrument.id),
        tuple(
            n.nom
            for n in corpus.employees
            if n.id not in connues and n.id in {liste.nomenclature for liste in listes}
        ),
        au if any(liste.examine_au > au for liste in listes) else None,
    )


def _domaines(corpus: Corpus) -> set[str]:
    return {ligne["nom"] for ligne in corpus.tables["domaines.csv"]}


def _liste(liste: Liste, corpus: Corpus, sans: Corpus) -> ListeDecrite:
    ouvrent = [entree for entree in liste.entrees if entree.ouvre]
    dits = motifs(corpus.tables, liste.instrument)
    zones: dict[str, int] = {}
    for entree in ouvrent:
        zones[entree.zone] = zones.get(entree.zone, 0) + 1
    return ListeDecrite(
        liste,
        len(ouvrent),
        zones,
        sum(entree.ancre in dits for entree in ouvrent),
        tuple(_remplacee(ancienne, liste, corpus, sans) for ancienne in liste.remplace),
    )


def _remplacee(ancienne: str, liste: Liste, corpus: Corpus, sans: Corpus) -> Remplacee:
    reste, avant = corpus.listes.get(ancienne), sans.listes.get(ancienne)
    publics = avant.public if avant else ()
    delaisses = tuple(r.value for r in publics if r not in liste.public)
    return Remplacee(ancienne, reste.examine_au if reste else None, delaisses)
