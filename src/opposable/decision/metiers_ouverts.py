"""The occupation and the zone: what the lists open, place by place.

Law:
    circulaire-2007-12-20#1.1/3 (no zone), 1.2/1 to 1.2/3 (zones), 2/3 (off-list), A2 (printed
    restrictions); reading, step 4; lecture#II.3 (lists known in part), lecture#II.4 (places).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.cible import viser
from opposable.decision.regles import R
from opposable.decision.reponse import repondre
from opposable.law.liste import Etat
from opposable.law.territoire import OUTRE_MER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opposable.decision.cible import Cible
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut

METIER, REGION, ACTIVITE, TEXTE = "metier", "region", "activite", "texte_hors_corpus"


class Vue(NamedTuple):
    """What a list says of an application in one place.

    Attributes:
        ouvert: Whether it opens the occupation there; None where that is not known.
        liste: The list.
        entree: The row it rests on.
        manque: What would tell, where it is not known.
        contraire: Whether a printed restriction closes it.
    """

    ouvert: bool | None
    liste: Liste
    entree: Entree | None = None
    manque: str | None = None
    contraire: bool = False


def par_les_listes(faits: Faits, statut: Statut, listes: Sequence[Liste], corpus: Loi) -> Reponse:
    """Answer by the lists that govern: what one opens is open, place by place.

    A place wider than a list needs is answered when every part of it agrees.
    """
    cibles = [viser(faits.codes, liste, corpus) for liste in listes]
    lieux = [
        [
            regarder(faits.activite, liste, cible, corpus.region_dans(liste.territoires, region))
            for liste, cible in zip(listes, cibles, strict=True)
        ]
        for region in faits.lieux
    ]
    issues = {_reunir(vues) for vues in lieux}
    if issues == {True}:
        return _ouvrir(statut, next(v for v in lieux[0] if v.ouvert), corpus)
    if issues == {False}:
        return _fermer(faits, statut, lieux, corpus)
    return _demander(statut, lieux, issues, corpus)


def regarder(dite: str | None, liste: Liste, cible: Cible, region: str) -> Vue:
    """Look for an occupation in a list, in one region of its own territories.

    Args:
        dite: Activity stated, None where it is not said.
        liste: The list.
        cible: What the codes point at in it.
        region: The region.
    """
    if not cible.connue or liste.etat is Etat.INTROUVABLE:
        return _sans_code(liste, region)
    vues = [_par_le_code(dite, liste, code, activite, region) for code, activite in cible.codes]
    dits = {vue.ouvert for vue in vues}
    if len(dits) == 1:
        return next((vue for vue in vues if vue.manque == ACTIVITE), vues[0])
    manques = {vue.manque for vue in vues}
    return Vue(None, liste, manque=ACTIVITE if ACTIVITE in manques else METIER)


def _sans_code(liste: Liste, region: str) -> Vue:
    """Without a code of its nomenclature, a list closes only where it opens nothing at all."""
    if region not in liste.ouvrables:
        return Vue(ouvert=False, liste=liste)
    muette = liste.etat is Etat.INTROUVABLE or region in liste.inconnu_dans
    return Vue(None, liste, manque=TEXTE if muette else METIER)


def _par_le_code(
    dite: str | None, liste: Liste, code: str, activite: str | None, region: str
) -> Vue:
    """Look for one code; a restriction, printed or of the passage, binds (A2)."""
    constat = liste.constater(code, region)
    if constat.ouvert is None:
        return Vue(None, liste, constat.entree, TEXTE)
    limite = activite or (constat.entree.activite if constat.entree else None)
    if not constat.ouvert or limite is None:
        return Vue(constat.ouvert, liste, constat.entree)
    if dite is None:
        return Vue(None, liste, constat.entree, ACTIVITE)
    ouvert = dite == limite
    return Vue(ouvert, liste, constat.entree, contraire=not ouvert)


def _reunir(vues: Sequence[Vue]) -> bool | None:
    """What several lists make of one place: one that opens is enough."""
    dits = [vue.ouvert for vue in vues]
    if True in dits:
        return True
    return None if None in dits else False


def _ouvrir(statut: Statut, vue: Vue, corpus: Loi) -> Reponse:
    entree = vue.entree
    regionale = entree is not None and entree.zone in corpus.regions_de(vue.liste.territoires)
    regle = R.LISTE_REGIONALE if regionale else R.LISTE_TOUTES_REGIONS
    if entree is not None and entree.partout:
        regle = R.LISTE_SANS_ZONE
    return repondre(corpus, regle, statut, vue.liste, entree)


def _fermer(faits: Faits, statut: Statut, lieux: Sequence[Sequence[Vue]], corpus: Loi) -> Reponse:
    """Answer where no list opens the occupation: off the lists, elsewhere, or another activity."""
    vue = next((v for vues in lieux for v in vues if v.contraire), lieux[0][0])
    if vue.contraire:
        return repondre(corpus, R.RESTRICTION_CONTRAIRE, statut, vue.liste, vue.entree)
    outre_mer = all(corpus.regions[region].zone == OUTRE_MER for region in faits.lieux)
    cible = viser(faits.codes, vue.liste, corpus)
    ailleurs = any(code in vue.liste.ouvertures for code, _ in cible.codes)
    if outre_mer and (ailleurs or not cible.connue):
        return repondre(corpus, R.OUTRE_MER, statut, vue.liste)
    return repondre(corpus, R.HORS_REGION if ailleurs else R.HORS_LISTE, statut, vue.liste)


def _demander(
    statut: Statut, lieux: Sequence[Sequence[Vue]], issues: set[bool | None], corpus: Loi
) -> Reponse:
    """Answer where the lists do not tell: ask for the code, the activity, the place or a text."""
    muets = [vues for vues in lieux if _reunir(vues) is None]
    # List by list, not place by place: the order of the regions must not show.
    muettes = [v for vues in zip(*muets, strict=True) for v in vues if v.ouvert is None]
    manques = {v.manque for v in muettes} | ({REGION} if len(issues) > 1 else set())
    liste = muettes[0].liste if muettes else lieux[0][0].liste
    entree = next((v.entree for v in muettes if v.manque == ACTIVITE), None)
    regle = next(regle for manque, regle in REGLES if manque in manques)
    if regle == R.REGION_INCONNUE:
        entree = None
    return repondre(
        corpus, regle, statut, liste, entree, tuple(m for m in QUESTIONS if m in manques)
    )


QUESTIONS = (REGION, METIER, ACTIVITE, TEXTE)
"""What may be missing, in the order in which it is asked for."""

REGLES = (
    (METIER, R.FAIT_MANQUANT),
    (REGION, R.REGION_INCONNUE),
    (ACTIVITE, R.RESTRICTION_INCONNUE),
    (TEXTE, R.LISTE_PARTIELLE),
)
"""Which rule says what is missing, the first that is."""
