"""What the ledger must satisfy: names that exist, sources, and a rule for every day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from opposable.law.cellule import Rangee
from opposable.law.evenement import REGIME, Acte
from opposable.law.nationalite import CONCERNES, Regime
from opposable.law.silence import silence
from opposable.law.tables import premiere

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opposable.law.corpus import Corpus

EVENEMENTS = "evenements.csv"
TEXTES = frozenset({Acte.SIGNE, Acte.PUBLIE, Acte.MODIFIE, Acte.ANNULE})
"""Acts whose object is a text; that of the others is a list, or a regime."""
SANS_LISTE = CONCERNES | {Regime.EXCLU_PAR_ACCORD}
"""Regimes for which something must hold where no list is known."""


def controler_registre(corpus: Corpus) -> None:
    """Check the ledger and what holds without a list.

    Raises:
        LawDataError: The first fault found, with its file, line and field.
    """
    _evenements(corpus)
    _silences(corpus)
    _sources(corpus)


def _rangees(corpus: Corpus, nom: str) -> Iterator[Rangee]:
    for i, ligne in enumerate(corpus.tables.get(nom, ()), premiere(nom)):
        yield Rangee(nom, i, ligne)


def _evenements(corpus: Corpus) -> None:
    textes = {*corpus.instruments, *corpus.textes_cites}
    for rangee in _rangees(corpus, EVENEMENTS):
        acte, objet = rangee.parmi("acte", Acte), rangee.texte("objet")
        if objet.startswith(REGIME):
            _connus(rangee, "objet", objet.removeprefix(REGIME).split("+"), corpus.nationalites)
            _connus(rangee, "cible", [rangee.texte("cible")], [regime.value for regime in Regime])
            continue
        _connus(rangee, "objet", [objet], textes if acte in TEXTES else corpus.toutes_listes)
        if acte in (Acte.REMPLACE, Acte.ANNULE):
            _connus(rangee, "cible", [rangee.texte("cible")], corpus.toutes_listes)
        elif acte is Acte.RATIFIE:
            _connus(rangee, "cible", [rangee.texte("cible")], corpus.nationalites)


def _connus(rangee: Rangee, champ: str, cites: Iterable[str], possibles: Iterable[str]) -> None:
    connus = set(possibles)
    for cite in cites:
        if cite not in connus:
            raise rangee.erreur(champ, f"« {cite} » n'est pas connu : corrigez-le, ou ajoutez-le")


def _silences(corpus: Corpus) -> None:
    """Check that something holds on every day of the coverage for each regime without a list."""
    for regime in sorted(SANS_LISTE):
        jour = corpus.couverture.du
        while jour <= corpus.couverture.au:
            connu = silence(corpus.silences, regime, "", jour)
            if connu is None:
                probleme = f"rien n'est dit de {regime} sans liste au {jour} : ajoutez une ligne"
                raise Rangee("silences.csv", 1, {}).erreur("regime", probleme)
            if connu.au >= corpus.couverture.au:
                break
            jour = connu.au + timedelta(days=1)


def _sources(corpus: Corpus) -> None:
    """Check that every source named is a row of `sources.csv`."""
    connues = {"", *corpus.sources}
    for nom, lignes in corpus.tables.items():
        if {str(ligne.get("source", "")) for ligne in lignes} <= connues:
            continue
        for rangee in _rangees(corpus, nom):
            source = rangee.optionnel("source")
            if source and source not in corpus.sources:
                raise rangee.erreur("source", f"« {source} » n'est pas dans sources.csv")
