"""The nearest lawful changes: what single change of fact would turn an `opposable` answer.

Told as information, never as advice: each change is tried with the rule itself, so that what
is told is what would be answered. Smallest first: a fact better said, the date, the place, the
code, the nationality.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision.acquis import Lus
from opposable.decision.couverture import MASTER
from opposable.decision.essai import comparer, essais
from opposable.decision.motif import Motif
from opposable.decision.trancher import trancher
from opposable.law.nationalite import Regime
from opposable.law.regle import SituationEmploi
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import date

    from opposable.decision.essai import Adresse, Essais
    from opposable.decision.examen import Examen
    from opposable.decision.faits import Faits
    from opposable.decision.motif import Contexte
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.metier import Metier

VOISINS = 5
"""How many neighbouring codes are told at most."""
PREFIXE_VOISIN = 2
"""How many first digits a neighbour shares at least: the same field of the nomenclature."""
LOIS_AU_PLUS = 4
"""Laws whose fields, days and neighbours are kept at once."""
JOURS_AU_PLUS, VOISINS_AU_PLUS = 512, 2_048
"""Nationalities whose days are kept, and codes whose neighbours are."""
FAVORABLES = (SituationEmploi.AUTORISATION_NON_REQUISE, SituationEmploi.NON_OPPOSABLE)


class Voie(NamedTuple):
    """A change of one fact that would turn the answer.

    Attributes:
        nature: Which fact: `diplome`, `jeune_diplome`, `activite`, `metier_initial`, `date`,
            `region`, `metier` or `nationalite`.
        vers: Values that would turn it, nearest first.
        situation: The answer they would get (the first, where several).
        motif: The sentence that tells it, with the place in the text.
    """

    nature: str
    vers: tuple[str, ...]
    situation: SituationEmploi
    motif: Motif

    def en_dict(self, langue: Langue = "fr") -> dict[str, object]:
        """Return the change as JSON values."""
        return {
            "nature": self.nature,
            "vers": list(self.vers),
            "situation_emploi": self.situation.value,
            "ancre": self.motif.ancre,
            "texte": self.motif.dire(langue),
        }


def voies(examen: Examen, sauf: Collection[str] = ()) -> tuple[Voie, ...]:
    """Return the smallest changes that would turn an `opposable` answer, nearest first.

    Args:
        examen: The application examined; any other answer than `opposable` has no change to tell.
        sauf: Facts whose change is told to nobody, hence not tried.
    """
    if examen.contexte.reponse.situation_emploi is not SituationEmploi.OPPOSABLE:
        return ()
    tour = Tour.de(examen.contexte)
    tentes = (essai for nature, essai in ESSAIS.items() if nature not in sauf)
    return tuple(voie for essai in tentes for voie in essai(tour))


class Tour(NamedTuple):
    """Facts to be turned one at a time.

    Attributes:
        contexte: The application examined.
        essais: Answers its facts once turned.
        ici: Where they stand for it; None where they must be put to the rule each time.
    """

    contexte: Contexte
    essais: Essais
    ici: Adresse | None

    @classmethod
    def de(cls, contexte: Contexte) -> Tour:
        """Make the facts of an application ready to be turned."""
        juge = essais(contexte.corpus)
        return cls(contexte, juge, juge.situer(contexte.faits))

    @property
    def faits(self) -> Faits:
        """The facts."""
        return self.contexte.faits

    @property
    def corpus(self) -> Corpus:
        """The law."""
        return self.contexte.corpus

    def vers(self, **change: Any) -> Adresse | None:
        """Return where the facts stand once turned."""
        return self.ici and self.ici._replace(**change)

    def ailleurs(self, **change: str) -> Adresse | None:
        """Return where the facts stand with another occupation, activity or region."""
        if self.ici is None:
            return None
        faits = self.faits
        dits = {"metier": faits.metier, "activite": faits.activite, "region": faits.region}
        return self.ici._replace(lieu=self.essais.lieu(**dits | change))

    def juger(self, essai: Essai) -> SituationEmploi:
        """Return the answer to a change."""
        return self.essais.juger(essai.ou, essai.faits)


class Essai(NamedTuple):
    """A change tried: its value, how it is said, where the facts then stand, and these facts."""

    valeur: str
    dit: str
    ou: Adresse | None
    faits: Callable[[], Faits]


def _essayer(nature: str, tentes: Iterator[Essai], tour: Tour, au_plus: int = 1) -> Iterator[Voie]:
    """Try changes in order and gather the first that turn the answer into one voie."""
    reussis: list[Essai] = []
    repondus: list[SituationEmploi] = []
    for essai in tentes:
        situation = tour.juger(essai)
        if situation in FAVORABLES:
            reussis.append(essai)
            repondus.append(situation)
        if len(reussis) == au_plus:
            break
    if reussis:
        yield _voie(nature, reussis, repondus[0], tour)


def _voie(nature: str, reussis: list[Essai], situation: SituationEmploi, tour: Tour) -> Voie:
    """Tell changes: the sentence may name the facts changed, never what answers them."""
    phrase = tour.corpus.textes.voies[nature]
    plus = (("vers", ", ".join(essai.dit for essai in reussis)), ("situation", situation.value))
    contexte = tour.contexte._replace(faits=reussis[0].faits())
    vers = tuple(essai.valeur for essai in reussis)
    return Voie(nature, vers, situation, Motif(phrase, contexte, phrase.ancre, plus))


def _diplome(tour: Tour) -> Iterator[Voie]:
    """A French master's diploma, for a national of a State under transition (L.121-2)."""
    faits = partial(tour.faits._replace, diplome=MASTER)
    essai = Essai(MASTER, MASTER, tour.vers(master=True), faits)
    yield from _essayer("diplome", iter([essai]), tour)


def _jeune_diplome(tour: Tour) -> Iterator[Voie]:
    """The recent graduate whose job fits, where that was not said (lecture#II.2)."""
    if tour.faits.jeune_diplome is None and _peut_servir("jeune_diplome", tour):
        oui = tour.corpus.valeurs["jeune_diplome"][0]
        essai = Essai(oui, oui, None, partial(tour.faits._replace, jeune_diplome=oui))
        yield from _essayer("jeune_diplome", iter([essai]), tour)


def _peut_servir(fait: str, tour: Tour) -> bool:
    """Whether an exemption may rest on a fact for this person; no other is worth trying."""
    faits, statut = tour.faits, tour.contexte.reponse.statut
    if statut is None or len(faits.nationalites) > 1:
        return True
    qui = (faits.type, statut.regime, statut.nationalite, faits.examine_le)
    return any(une.fait == fait and une.concerne(*qui) for une in tour.corpus.dispenses)


def _activite(tour: Tour) -> Iterator[Voie]:
    """The activity printed beside the code (A2)."""
    tentes = (
        Essai(a, a, tour.ailleurs(activite=a), partial(tour.faits._replace, activite=a))
        for a in tour.corpus.valeurs["activite"]
    )
    yield from _essayer("activite", tentes, tour)


def _metier_initial(tour: Tour) -> Iterator[Voie]:
    """On renewal, the occupation of the first permit kept (2/6)."""
    faits, initial = tour.faits, tour.faits.metier_initial
    if faits.type == RENOUVELLEMENT and initial is not None:
        gardes = partial(faits._replace, metier=initial, codes=faits.codes_initiaux)
        essai = Essai(initial, initial, _sous_le_code(tour, initial), gardes)
        yield from _essayer("metier_initial", iter([essai]), tour)


def _date(tour: Tour) -> Iterator[Voie]:
    """The first later day of examination on which a text or a regime turns the answer."""
    faits, periode = tour.faits, tour.essais.periode
    tentes = (
        Essai(
            *(jour.isoformat(), jour.isoformat()),
            tour.vers(periode=periode(faits.depose_le, jour)),
            partial(faits._replace, examine_le=jour),
        )
        for jour in _jours(tour.corpus)[faits.nationalites]
        if jour > faits.examine_le
    )
    yield from _essayer("date", tentes, tour)


@lru_cache(maxsize=LOIS_AU_PLUS)
def _jours(corpus: Corpus) -> Lus[tuple[str, ...], list[date]]:
    """The days on which a list begins, or the regime of one of some nationalities."""
    debuts = {liste.examine_du for liste in corpus.listes.values()}

    def ranger(nationalites: tuple[str, ...]) -> list[date]:
        statuts = (s for code in nationalites for s in corpus.nationalites[code].statuts)
        return sorted(debuts.union(statut.du for statut in statuts))

    return Lus(JOURS_AU_PLUS, ranger)


def _regions(tour: Tour) -> Iterator[Voie]:
    """Regions of the division of the day where the same occupation is open (1.2/3)."""
    faits, corpus = tour.faits, tour.corpus
    if _ferme_partout(tour):
        return
    regions = corpus.regions_de(corpus.division(faits.examine_le))
    tentes = (
        Essai(
            *(region.code, region.nom),
            tour.ailleurs(region=parties[0]) if len(parties) == 1 else None,
            partial(faits.ailleurs, parties),
        )
        for region in regions.values()
        if not set(faits.lieux) <= set(parties := corpus.parties(region.code))
    )
    yield from _essayer("region", tentes, tour, len(regions))


def _ferme_partout(tour: Tour) -> bool:
    """Whether no region would turn the answer: asked once for all those that the lists see alike.

    A place wider than a list needs is open only where every part of it is.
    """
    faits, ici = tour.faits, tour.ici
    if ici is None:
        return False
    vus = tour.essais.lieux(faits.metier, faits.activite)
    types = {lieu: region for region, lieu in vus.items() if region is not None}
    tentes = (
        Essai("", "", ici._replace(lieu=lieu), partial(faits.ailleurs, (region,)))
        for lieu, region in types.items()
    )
    return all(tour.juger(essai) not in FAVORABLES for essai in tentes)


def _metiers(tour: Tour) -> Iterator[Voie]:
    """Codes of the same field that are open here and now, nearest first, bounded."""
    faits, corpus = tour.faits, tour.corpus
    for nomenclature, demande in faits.codes.items():
        tentes = (
            Essai(
                *(m.ecrit, f"{m.ecrit} ({m.intitule})"),
                _sous_le_code(tour, m.ecrit),
                partial(faits.avec_le_code, *m.cle, corpus),
            )
            for m in _voisins(corpus)[nomenclature, demande]
            if m.code not in (demande, faits.codes_initiaux.get(nomenclature))
        )
        yield from _essayer("metier", tentes, tour, VOISINS)


@lru_cache(maxsize=LOIS_AU_PLUS)
def _voisins(corpus: Corpus) -> Lus[tuple[str, str], list[Metier]]:
    """The occupations of the field of a code of a nomenclature, nearest first."""
    champs = _champs(corpus)

    def ranger(code: tuple[str, str]) -> list[Metier]:
        nomenclature, dit = code
        champ = champs.get((nomenclature, dit[:PREFIXE_VOISIN]), ())
        return sorted(champ, key=lambda m: (-_commun(m.code, dit), m.code))

    return Lus(VOISINS_AU_PLUS, ranger)


def _sous_le_code(tour: Tour, ecrit: str) -> Adresse | None:
    """Where the facts stand with another code."""
    la = tour.ailleurs(metier=ecrit)
    return la and la._replace(initial=comparer(tour.faits, ecrit))


@lru_cache(maxsize=LOIS_AU_PLUS)
def _champs(corpus: Corpus) -> Mapping[tuple[str, str], list[Metier]]:
    """The occupations of each field of each nomenclature."""
    champs: dict[tuple[str, str], list[Metier]] = {}
    for metier in corpus.metiers.values():
        debut = metier.code[:PREFIXE_VOISIN]
        if len(debut) == PREFIXE_VOISIN:
            champs.setdefault((metier.nomenclature, debut), []).append(metier)
    return champs


def _commun(code: str, autre: str) -> int:
    """How many characters two codes share from the first."""
    rang = 0
    for un, deux in zip(code, autre, strict=False):
        if un != deux:
            break
        rang += 1
    return rang


def _nationalites(tour: Tour) -> Iterator[Voie]:
    """Regimes under which the same application would be answered otherwise."""
    faits, corpus = tour.faits, tour.corpus
    etats = _etats(faits.examine_le, corpus)
    for regime in Regime:
        essais_ = [
            faits._replace(nationalites=(*faits.nationalites, code))
            for code in etats.get(regime, ())
        ]
        reponses = [trancher(essai, corpus) for essai in essais_]
        if reponses and all(r.situation_emploi in FAVORABLES for r in reponses):
            essai = Essai(regime.value, regime.value, None, partial(essais_[0]._replace))
            yield from _essayer("nationalite", iter([essai]), tour)


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


ESSAIS: Mapping[str, Callable[[Tour], Iterator[Voie]]] = {
    "diplome": _diplome,
    "jeune_diplome": _jeune_diplome,
    "activite": _activite,
    "metier_initial": _metier_initial,
    "date": _date,
    "region": _regions,
    "metier": _metiers,
    "nationalite": _nationalites,
}
"""The changes tried, by the fact that they change, in the order they are told."""
