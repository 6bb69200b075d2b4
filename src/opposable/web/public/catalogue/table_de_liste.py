"""A list as its page shows it: rows as printed and as read, searched, filtered, sorted, paged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from opposable.ecrit.repli import replier
from opposable.ecrit.typographie import composer
from opposable.web.public.catalogue.decoupage import nommee
from opposable.web.socle import droit
from opposable.web.socle.domaines import par_metier
from opposable.web.socle.noms import dire_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.web.socle.domaines import Domaine

PAR_PAGE = 100
LONGUEUR = 200
TOUTES = "toutes"
DECROISSANT = "decroissant"


class Rangee(NamedTuple):
    """A row of a list.

    Attributes:
        ordre: Its place in the text, from 0.
        entree: The row as printed and as read.
        zone: Where it opens, in words; empty for a row that opens nothing.
        domaine: The heading of its occupation.
        activite: Activity it is limited to, in words; empty without limit.
    """

    ordre: int
    entree: Entree
    zone: str
    domaine: Domaine
    activite: str


class Filtre(NamedTuple):
    """What is asked of a list.

    Attributes:
        q: Words or digits that the row must hold.
        region: Code of a region where the row opens.
        domaine: Key of a heading.
        lignes: `toutes` to see the rows that open nothing too.
        tri: Column to sort by.
        sens: `decroissant` for the other way.
        page: Page wanted, from 1.
    """

    q: str = ""
    region: str = ""
    domaine: str = ""
    lignes: str = ""
    tri: str = ""
    sens: str = ""
    page: int = 1


class Facettes(NamedTuple):
    """How many rows each other choice would leave, the rest of what is asked kept.

    Attributes:
        region: By code of region; a row counts in each region where it opens.
        domaine: By key of heading.
    """

    region: dict[str, int]
    domaine: dict[str, int]


TRIS: Mapping[str, Callable[[Rangee], tuple[str | int, ...]]] = {
    "texte": lambda r: (r.ordre,),
    "code": lambda r: (r.entree.metier, r.ordre),
    "intitule": lambda r: (replier(r.entree.intitule), r.ordre),
    "domaine": lambda r: (replier(r.domaine.nom), r.ordre),
    "zone": lambda r: (replier(r.zone), r.ordre),
}
"""Columns that sort, the first by default."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the rows found.

    Attributes:
        rangees: Its rows.
        trouvees: How many rows were found in all.
        numero: Its number, from 1.
        pages: How many pages there are.
    """

    rangees: tuple[Rangee, ...]
    trouvees: int
    numero: int
    pages: int


def lire_filtre(parametres: Mapping[str, str], corpus: Corpus, cles: Mapping[str, str]) -> Filtre:
    """Read what is asked; a value that names nothing asks for nothing.

    Args:
        parametres: The query of the address.
        corpus: The law.
        cles: Headings that may be chosen, by key.
    """
    tri, page = parametres.get("tri", ""), parametres.get("page", "")
    region, domaine = parametres.get("region", ""), parametres.get("domaine", "")
    return Filtre(
        parametres.get("q", "").strip()[:LONGUEUR],
        region if nommee(region, corpus) else "",
        domaine if domaine in cles else "",
        TOUTES if parametres.get("lignes") == TOUTES else "",
        tri if tri in TRIS else next(iter(TRIS)),
        DECROISSANT if parametres.get("sens") == DECROISSANT else "",
        int(page) if page.isascii() and page.isdigit() and len(page) < len(str(LONGUEUR**2)) else 1,
    )


def filtrer(liste: Liste, filtre: Filtre, corpus: Corpus) -> Page:
    """Return the page asked for of the rows that answer; the last page where it is too far."""
    trouvees = [r for r in rangees(liste, corpus) if _repond(r, filtre)]
    trouvees.sort(key=TRIS[filtre.tri or "texte"], reverse=filtre.sens == DECROISSANT)
    pages = max(1, -(-len(trouvees) // PAR_PAGE))
    numero = min(max(1, filtre.page), pages)
    debut = (numero - 1) * PAR_PAGE
    return Page(tuple(trouvees[debut : debut + PAR_PAGE]), len(trouvees), numero, pages)


def compter(liste: Liste, filtre: Filtre, corpus: Corpus) -> Facettes:
    """Count the rows by region and by heading, whatever region or heading is asked for."""
    toutes = rangees(liste, corpus)
    ailleurs, autres = filtre._replace(region=""), filtre._replace(domaine="")
    regions = (code for r in toutes if _repond(r, ailleurs) for code in r.entree.regions)
    return Facettes(
        dict(Counter(regions)),
        dict(Counter(r.domaine.cle for r in toutes if _repond(r, autres))),
    )


def rangees(liste: Liste, corpus: Corpus) -> list[Rangee]:
    """Return every row of a list in the order of the text, those of its wider list last."""
    domaines, mots = par_metier(corpus), corpus.textes.mots[droit.langue()]
    return [
        Rangee(
            ordre,
            entree,
            _zone(liste, entree, corpus),
            domaines[corpus.ecrire(liste.nomenclature, entree.metier)],
            mots.get(entree.activite or "", ""),
        )
        for ordre, entree in enumerate((*liste.entrees, *liste.cadre))
    ]


def _zone(liste: Liste, entree: Entree, corpus: Corpus) -> str:
    regions = corpus.regions_de(liste.territoires)
    return composer(dire_zone(entree.zone, regions)) if entree.ouvre else ""


def _repond(rangee: Rangee, filtre: Filtre) -> bool:
    entree = rangee.entree
    return (
        (entree.ouvre or filtre.lignes == TOUTES)
        and (not filtre.region or filtre.region in entree.regions)
        and (not filtre.domaine or filtre.domaine == rangee.domaine.cle)
        and _contient(entree, replier(filtre.q).split())
    )


def _contient(entree: Entree, mots: list[str]) -> bool:
    texte = f" {entree.metier} {entree.metier_imprime} {replier(entree.intitule)}"
    return all(f" {mot}" in texte for mot in mots)
