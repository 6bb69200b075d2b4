"""The occupation and the zone: what a list opens.

Law:
    circulaire-2007-12-20#1.1/3 (no zone), 1.2/1 to 1.2/3 (zones), 2/3 (off-list), A2 (printed
    restrictions); reading, step 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.reponse import repondre
from opposable.law.territoire import OUTRE_MER

if TYPE_CHECKING:
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut


def par_la_liste(faits: Faits, statut: Statut, liste: Liste, corpus: Loi) -> Reponse:
    """Answer by the list alone: occupation, then zone, then printed restriction.

    A code opens all its titles (2/1), so the code alone is compared. A place of work that is
    not said matters only where the list has zones. A code of another nomenclature than that of the
    list says nothing of it: the code is then to be asked for.
    """
    if not corpus.ecrit(faits.metier, liste):
        return repondre(corpus, "fait-manquant", statut, liste, manque=("metier",))
    ouverture = liste.ouvertures.get(faits.metier or "")
    if ouverture is None:
        return repondre(corpus, "hors-liste", statut, liste)
    entree = ouverture.ligne(faits.region)
    if entree is None and faits.region is not None:
        return repondre(corpus, _zone_fermee(faits.region, corpus), statut, liste)
    modele = entree or ouverture.entrees[0]
    return _par_la_restriction(faits, statut, liste, corpus, modele, entree)


def _zone_fermee(region: str, corpus: Loi) -> str:
    outre_mer = corpus.regions[region].zone == OUTRE_MER
    return "outre-mer" if outre_mer else "hors-region"


def _par_la_restriction(
    faits: Faits,
    statut: Statut,
    liste: Liste,
    corpus: Loi,
    modele: Entree,
    entree: Entree | None,
) -> Reponse:
    """Answer once the row is known: a printed restriction binds (A2)."""
    if modele.activite and faits.activite not in (None, modele.activite):
        return repondre(corpus, "restriction-contraire", statut, liste, modele)
    a_dire = ("activite",) if modele.activite and faits.activite is None else ()
    if entree is None:
        manque = ("region", *a_dire)
        return repondre(corpus, "region-inconnue", statut, liste, manque=manque)
    if a_dire:
        return repondre(corpus, "restriction-inconnue", statut, liste, entree, a_dire)
    return repondre(corpus, _ouverte(entree, corpus), statut, liste, entree)


def _ouverte(entree: Entree, corpus: Loi) -> str:
    if entree.partout:
        return "liste-sans-zone"
    return "liste-regionale" if entree.zone in corpus.regions else "liste-toutes-regions"
