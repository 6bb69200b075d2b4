"""The nearest lawful changes: what single change of fact would turn an `opposable` answer.

Told as information, never as advice: each change is tried with the rule itself, so that what
is told is what would be answered. Smallest first: a fact better said, the date, the place, the
code, the nationality.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.couverture import MASTER
from opposable.decision.examen import situer
from opposable.decision.motif import Motif
from opposable.decision.trancher import trancher
from opposable.law.nationalite import Regime
from opposable.law.regle import SituationEmploi
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from opposable.decision.examen import Examen
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus

VOISINS = 5
"""How many neighbouring codes are told at most."""
PREFIXE_VOISIN = 2
"""How many first digits a neighbour shares at least: the same field of the nomenclature."""
FAVORABLES = (SituationEmploi.AUTORISATION_NON_REQUISE, SituationEmploi.NON_OPPOSABLE)


class Voie(NamedTuple):
    """A change of one fact that would turn the answer.

    Attributes:
        nature: Which fact: `diplome`, `jeune_diplome`, `activite`, `metier_initial`, `date`,
            `region`, `metier` or `nationalite`.
        vers: Values that would turn it, nearest first.
        reponse: The answer they would get (the first, where several).
        motif: The sentence that tells it, with the place in the text.
    """

    nature: str
    vers: tuple[str, ...]
    reponse: Reponse
    motif: Motif

    def en_dict(self, langue: Langue = "fr") -> dict[str, object]:
        """Return the change as JSON values."""
        return {
            "nature": self.nature,
            "vers": list(self.vers),
            "situation_emploi": self.reponse.situation_emploi.value,
            "ancre": self.motif.ancre,
            "texte": self.motif.dire(langue),
        }


def voies(examen: Examen) -> tuple[Voie, ...]:
    """Return the smallest changes that would turn an `opposable` answer, nearest first.

    Args:
        examen: The application examined; any other answer than `opposable` has no change to tell.
    """
    faits, reponse, corpus, _ = examen.contexte
    if reponse.situation_emploi is not SituationEmploi.OPPOSABLE:
        return ()
    essais = (
        _diplome,
        _jeune_diplome,
        _activite,
        _metier_initial,
        _date,
        _regions,
        _metiers,
        _nationalites,
    )
    return tuple(voie for essai in essais for voie in essai(faits, corpus))


def _essayer(
    nature: str, essais: Iterator[tuple[str, str, Faits]], corpus: Corpus, au_plus: int = 1
) -> Iterator[Voie]:
    """Try changes in order and gather the first that turn the answer into one voie."""
    reussis: list[tuple[str, str, Faits, Reponse]] = []
    for valeur, dit, faits in essais:
        reponse = trancher(faits, corpus)
        if reponse.situation_emploi in FAVORABLES:
            reussis.append((valeur, dit, faits, reponse))
        if len(reussis) == au_plus:
            break
    if reussis:
        yield _voie(nature, reussis, corpus)


def _voie(nature: str, reussis: list[tuple[str, str, Faits, Reponse]], corpus: Corpus) -> Voie:
    _, _, faits, reponse = reussis[0]
    phrase = corpus.textes.voies[nature]
    dits = (("vers", ", ".join(dit for _, dit, _, _ in reussis)),)
    contexte = situer(faits, corpus)
    plus = (*dits, ("situation", reponse.situation_emploi.value))
    return Voie(
        nature,
        tuple(valeur for valeur, _, _, _ in reussis),
        reponse,
        Motif(phrase, contexte, phrase.ancre, plus),
    )


def _diplome(faits: Faits, corpus: Corpus) -> Iterator[Voie]:
    """A French master's diploma, for a national of a State under transition (L.121-2)."""
    essai = (MASTER, MASTER, faits._replace(diplome=MASTER))
    yield from _essayer("diplome", iter([essai]), corpus)


def _jeune_diplome(faits: Faits, corpus: Corpus) -> Iterator[Voie]:
    """The recent graduate whose job fits, where that was not said (lecture#II.2)."""
    if faits.jeune_diplome is None:
        oui = corpus.valeurs["jeune_diplome"][0]
        essai = (oui, oui, faits._replace(jeune_diplome=oui))
        yield from _essayer("jeune_diplome", iter([essai]), corpus)


def _activite(faits: Faits, corpus: Corpus) -> Iterator[Voie]:
    """The activity printed beside the code (A2)."""
    essais = ((a, a, faits._replace(activite=a)) for a in corpus.valeurs["activite"])
    yield from _essayer("activite", essais, corpus)


def _metier_initial(faits: Faits, corpus: Corpus) -> Iterator[Voie]:
    """On renewal, the occupation of the first permit kept (2/6)."""
    initial = faits.metier_initial
    if faits.type == RENOUVELLEMENT and initial is not None:
        essai = (initial, initial, faits._replace(metier=initial, codes=faits.codes_initiaux))
        yield from _essayer("metier_initial", iter([essai]), corpus)


def _date(faits: Faits, corpus: Corpus) -> Iterator[Voie]:
    """The first later day of examination on which a text or a regime turns the answer."""
    jours = {liste.examine_du for liste in corpus.listes.values()}
    for code in faits.nationalites:
        jours |= {statut.du for statut in corpus.nationalites[code].statuts}
    essais = (
        (jour.isoformat(), jour.isoformat(), faits._replace(examine_le=jour))
        for jour in sorted(jours)
        if jour > faits.examine_le
    )
    yield from _essayer("date", essais, corpus)


def _regions(faits: Faits, corpus: Corpus) -> Iterator[Voie]:
    """Regions of the division of the day where the same occupation is open (1.2/3)."""
    regions = corpus.regions_de(corpus.division(faits.examine_le))
    essais = (
        (region.code, region.nom, faits.ailleurs(corpus.parties(region.code)))
        for region in regions.values()
        if not set(faits.lieux) <= set(corpus.parties(region.code))
    )
    yield from _essayer("region", essais, corpus, len(regions))


def _metiers(faits: Faits, corpus: Corpus) -> Iterator[Voie]:
    """Codes of the same field that are open here and now, nearest first, bounded."""
    for nomenclature, demande in faits.codes.items():
        voisins = sorted(
            (
                m
                for m in corpus.metiers.values()
                if m.nomenclature == nomenclature and _commun(m.code, demande) >= PREFIXE_VOISIN
            ),
            key=lambda m, code=demande: (-_commun(m.code, code), m.code),  # type: ignore[misc]
        )
        essais = (
            (m.ecrit, f"{m.ecrit} ({m.intitule})", faits.avec_le_code(*m.cle, corpus))
            for m in voisins
            if m.code not in (demande, faits.codes_initiaux.get(nomenclature))
        )
        yield from _essayer("metier", essais, corpus, VOISINS)


def _commun(code: str, autre: str) -> int:
    return sum(
        1 for _ in takewhile(lambda paire: paire[0] == paire[1], zip(code, autre, strict=False))
    )


def _nationalites(faits: Faits, corpus: Corpus) -> Iterator[Voie]:
    """Regimes under which the same application would be answered otherwise."""
    etats = _etats(faits.examine_le, corpus)
    for regime in Regime:
        essais = [
            faits._replace(nationalites=(*faits.nationalites, code))
            for code in etats.get(regime, ())
        ]
        reponses = [trancher(essai, corpus) for essai in essais]
        if reponses and all(r.situation_emploi in FAVORABLES for r in reponses):
            essai = (regime.value, regime.value, essais[0])
            yield from _essayer("nationalite", iter([essai]), corpus)


def _etats(jour: date, corpus: Corpus) -> dict[Regime, tuple[str, ...]]:
    """The States under each regime that day: the first of those the lists treat alike."""
    premiers: dict[tuple[object, ...], tuple[Regime, str]] = {}
    for nationalite, limitees in corpus.etats_types:
        statut = nationalite.statut(jour)
        if statut is not None:
            cle = (statut.regime, statut.listes, limitees)
            premiers.setdefault(cle, (statut.regime, nationalite.code))
    return {
        regime: tuple(code for sien, code in premiers.values() if sien is regime)
        for regime in Regime
    }
