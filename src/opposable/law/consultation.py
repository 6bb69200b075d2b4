"""Consulting the lists: flat rows, what each opens of an occupation, what two do not share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from opposable.errors import ListeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.nationalite import Regime


class LigneDeListe(NamedTuple):
    """A row of a list, flat: what is shown and exported.

    Attributes:
        liste: Identifier of the list.
        metier: Code as read.
        metier_imprime: Code as printed.
        intitule: Label as printed.
        domaine: Heading, by its usual name.
        zone: Where it opens, by its name.
        region: Code of the region, empty for a wider zone.
        activite: Activity it is restricted to, or empty.
        lectures: Readings that touch it, separated by spaces.
        ancre: Place in the text.
        certitude: How sure it is.
    """

    liste: str
    metier: str
    metier_imprime: str
    intitule: str
    domaine: str
    zone: str
    region: str
    activite: str
    lectures: str
    ancre: str
    certitude: str


class Ecart(NamedTuple):
    """An occupation and a place that one side opens and the other does not.

    Attributes:
        metier: Code.
        intitule: Canonical label.
        zone: Name of the region, or `partout`.
        sens: `ouvert` or `ferme`, from the first side to the second.
        publics: Regimes concerned, separated by spaces.
    """

    metier: str
    intitule: str
    zone: str
    sens: str
    publics: str


@dataclass(frozen=True, slots=True)
class Ouverte:
    """What a list opens of an occupation.

    Attributes:
        liste: The list.
        entrees: Its rows that open it.
        regions: Codes of the regions where they do.
        activites: Activities it is restricted to, one for each row that is.
    """

    liste: Liste
    entrees: tuple[Entree, ...]
    regions: frozenset[str]
    activites: tuple[str, ...]


def choisir(corpus: Corpus, nom: str) -> tuple[Liste, ...]:
    """Return the lists named: by list, by instrument, or in force on a day AAAA-MM-JJ.

    Raises:
        ListeError: No list answers to the name.
    """
    jour = _jour(nom)
    listes = tuple(
        liste
        for liste in corpus.listes.values()
        if nom in (liste.id, liste.instrument) or (jour is not None and liste.examine(jour))
    )
    if not listes:
        raise ListeError(nom, tuple(corpus.listes))
    return listes


def _jour(nom: str) -> date | None:
    try:
        jour = date.fromisoformat(nom)
    except ValueError:
        return None
    return jour if jour.isoformat() == nom else None


def lignes(
    corpus: Corpus,
    listes: Iterable[Liste],
    *,
    region: str | None = None,
    domaine: str | None = None,
    regime: Regime | None = None,
) -> Iterator[LigneDeListe]:
    """Yield the rows that open something, filtered.

    Args:
        corpus: The law.
        listes: Lists to read.
        region: Keep what opens in this region, of any version, or in a part of it.
        domaine: Keep headings that contain these words, case aside.
        regime: Keep lists written for this regime.
    """
    noms = {d["imprime"]: d["nom"] for d in corpus.tables["domaines.csv"]}
    for liste in listes:
        if regime is not None and regime not in liste.public:
            continue
        ici = {corpus.region_dans(liste.territoires, fine) for fine in corpus.parties(region or "")}
        for entree in liste.entrees:
            if not entree.ouvre or (region is not None and ici.isdisjoint(entree.regions)):
                continue
            ligne = _ligne(corpus, liste, entree, noms)
            if domaine is None or domaine.casefold() in ligne.domaine.casefold():
                yield ligne


def _ligne(corpus: Corpus, liste: Liste, entree: Entree, noms: dict[str, str]) -> LigneDeListe:
    region = corpus.regions_de(liste.territoires).get(entree.zone)
    return LigneDeListe(
        liste.id,
        entree.metier,
        entree.metier_imprime,
        entree.intitule,
        noms.get(entree.domaine, entree.domaine),
        region.nom if region else entree.zone,
        region.code if region else "",
        entree.activite or "",
        " ".join(entree.lectures),
        entree.ancre,
        entree.certitude.value,
    )


def comparer(
    corpus: Corpus, avant: Iterable[Liste], apres: Iterable[Liste], regime: Regime | None = None
) -> list[Ecart]:
    """Return what one side opens and the other does not, by occupation and place.

    Lists are compared regime by regime, so that two audiences are never mixed: a pair is
    opened for `ue_transitoire` or for `pays_tiers`, and only what a same audience gains or
    loses is told.

    Args:
        corpus: The law.
        avant: Lists of one side.
        apres: Lists of the other.
        regime: Compare for this regime only.
    """
    cotes = [_cellules(corpus, cote, regime) for cote in (tuple(avant), tuple(apres))]
    publics: dict[tuple[str, str, str], list[str]] = {}
    for sens, cellules in (("ferme", cotes[0] - cotes[1]), ("ouvert", cotes[1] - cotes[0])):
        for public, metier, zone in sorted(cellules):
            publics.setdefault((metier, zone, sens), []).append(public)
    return [
        Ecart(metier, corpus.metiers[metier].intitule, zone, sens, " ".join(publics[cle]))
        for cle in sorted(publics)
        for metier, zone, sens in [cle]
    ]


def _cellules(
    corpus: Corpus, listes: tuple[Liste, ...], regime: Regime | None
) -> set[tuple[str, str, str]]:
    """Audience, occupation and place of everything opened."""
    return {
        (public.value, corpus.ecrire(liste.nomenclature, metier), zone)
        for liste in listes
        for public in liste.public
        if regime in (None, public)
        for metier, ouverture in liste.ouvertures.items()
        for zone in (
            ["partout"]
            if ouverture.partout
            else [corpus.regions_de(liste.territoires)[r].nom for r in ouverture.par_region]
        )
    }


def ouvertes(code: str, corpus: Corpus) -> tuple[Ouverte, ...]:
    """Return what each list opens of an occupation, by its code as it is written."""
    codes = dict(corpus.candidats(code))
    trouvees = [
        _ouverte(liste, liste.ouvertures[sien].entrees)
        for liste in corpus.listes.values()
        for sien in [codes.get(liste.nomenclature, "")]
        if sien in liste.ouvertures
    ]
    return tuple(sorted(trouvees, key=lambda o: o.liste.examine_du))


def _ouverte(liste: Liste, entrees: tuple[Entree, ...]) -> Ouverte:
    regions = frozenset[str]().union(*(e.regions for e in entrees))
    return Ouverte(liste, entrees, regions, tuple(e.activite for e in entrees if e.activite))
