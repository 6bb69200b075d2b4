"""The answer over two times, written a second time from the reading alone, in its order.

Plain sets and ifs. The facts are taken as valid: nothing here refuses a fact.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from oracle import listes
from oracle_2004_2026 import droit, textes

NON_REQUISE = "autorisation_non_requise"
NON_OPPOSABLE = "non_opposable"
INDETERMINEE = "indeterminee"
OPPOSABLE = "opposable"
RANG = {NON_REQUISE: 0, NON_OPPOSABLE: 1, INDETERMINEE: 2, OPPOSABLE: 3}

LECTURES = (
    "six-nationaux",
    "idf-52213",
    "npdc-52151",
    "centre-61224",
    "32215",
    "32241",
    "33226",
    "regions-francaises",
    "ue-outre-mer",
    "en-cours",
    "publication",
    "restrictions",
    "arrete-divergent",
    "senegal-date",
    "codes-territoires",
    "annulation-2011",
    "2011-outre-mer",
    "tunisie-liste-commune",
    "renouvellement-zone",
    "france-entiere",
)
RETENUES: droit.Rivales = frozenset()

CONNU_DU = date(2004, 5, 1)
ETAT_DU_DROIT_AU = date(2026, 11, 25)
PUBLICATION_RIVALE = date(2008, 1, 10)


class Faits(NamedTuple):
    """An application, empty where nothing is said; places are sets of bits."""

    nationalites: tuple[str, ...]
    metier: str | None
    lieu: str | None
    type: str | None
    depose_le: date
    examine_le: date
    connu_le: date = ETAT_DU_DROIT_AU
    metier_initial: str | None = None
    lieu_initial: str | None = None
    activite: str | None = None
    diplome: str | None = None
    dispense: str | None = None
    jeune_diplome: str | None = None
    rang: str | None = None


class Reponse(NamedTuple):
    """The answer, the day it may be notified, and the list that governs (ours, neutral)."""

    situation: str
    notifiable_le: date | None
    liste: str | None = None
    regle: str | None = None


def _inconnu(regle: str, liste: str | None = None) -> Reponse:
    return Reponse(INDETERMINEE, None, liste, regle)


# -- Who falls where -----------------------------------------------------------------------------

LIBRE, TIERS, EXCLU = "libre", "tiers", "exclu"
TRANSITIONS = ("huit", "deux", "croatie")
_LIBRES = frozenset(
    nationalite
    for nationalite, periodes in listes.PERIODES.items()
    if periodes == ((listes.TOUJOURS, listes.LIBRE),)
)
_HUIT = frozenset(("EST", "LVA", "LTU", "HUN", "POL", "CZE", "SVK", "SVN"))
ACCORDS = {
    # in force, known
    "GAB": (date(2008, 9, 1), date(2008, 9, 6)),
    "TUN": (date(2009, 7, 1), date(2009, 7, 26)),
    "COG": (date(2009, 8, 1), date(2009, 8, 1)),
    "SEN": (date(2009, 8, 1), date(2009, 9, 1)),
    "BEN": (date(2010, 3, 1), date(2010, 3, 7)),
    "MUS": (date(2010, 9, 1), date(2010, 9, 22)),
    "CPV": (date(2011, 4, 1), date(2011, 4, 14)),
    "BFA": (date(2011, 6, 1), date(2011, 5, 24)),
    "GEO": (date(2018, 11, 23), date(2018, 11, 23)),
    "MKD": (date(2013, 6, 1), date(2013, 6, 1)),
    "MNE": (date(2013, 6, 1), date(2013, 6, 1)),
    "SRB": (date(2013, 6, 1), date(2013, 6, 1)),
}


@lru_cache(maxsize=1 << 20)
def regime(  # noqa: C901, PLR0911 - one State after the other
    nationalite: str, examine: date, connu: date, rivales: droit.Rivales
) -> str:
    """`libre`, `tiers`, `exclu`, the States in transition, or the agreement's country."""
    if "codes-territoires" in rivales:
        nationalite = listes.TERRITOIRES.get(nationalite, nationalite)
    if nationalite == "FRA":
        return "francais"
    if nationalite == "GBR":
        sortie = connu >= date(2020, 1, 31) and examine >= date(2021, 1, 1)
        return TIERS if sortie else LIBRE
    if nationalite in _LIBRES:
        return LIBRE
    if nationalite in _HUIT:
        return LIBRE if examine > date(2008, 6, 30) else "huit"
    if nationalite in {"BGR", "ROU"}:
        if examine < date(2007, 1, 1):
            return TIERS
        return LIBRE if examine > date(2013, 12, 31) else "deux"
    if nationalite == "HRV":
        if examine < date(2013, 7, 1):
            return TIERS
        return LIBRE if examine > date(2015, 6, 30) else "croatie"
    if nationalite == "DZA":
        return EXCLU
    hors_accord = EXCLU if nationalite == "TUN" else TIERS
    if nationalite not in ACCORDS:
        return hors_accord
    en_vigueur, su = ACCORDS[nationalite]
    if nationalite == "SEN" and "senegal-date" in rivales:
        en_vigueur = date(2009, 7, 1)
    return nationalite if examine >= en_vigueur and connu >= su else hors_accord


# -- Where ---------------------------------------------------------------------------------------


@cache
def etendue(lieu: str | None) -> int:
    """A department, a region of either version, or the whole territory where nothing is said."""
    if lieu is None:
        return droit.TOUT
    if lieu.startswith("d"):
        return droit.bits([textes.DEPARTEMENTS[lieu[1:]]])
    return droit.bits(textes.REUNIES.get(lieu[1:], (lieu[1:],)))


def tranche(avis: droit.Avis, lieu: str | None) -> str:
    """A place is answered when every part of it agrees."""
    ou = etendue(lieu)
    if not ou & ~avis.ouvert:
        return NON_OPPOSABLE
    return INDETERMINEE if ou & ~avis.ferme else OPPOSABLE


# -- Renewals ------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 20)
def metier_change(metier: str, initial: str | None) -> bool | None:
    """Same in every nomenclature that both give, other in every one, or not comparable."""
    if initial is None:
        return None
    un, autre = droit.lire(metier), droit.lire(initial)
    egaux = {
        un[n] == autre[n]
        for n in un.keys() & autre.keys()
        if not un[n].endswith("-000") and not autre[n].endswith("-000")
    }
    return None if len(egaux) != 1 else not egaux.pop()


@lru_cache(maxsize=1 << 16)
def zone_change(lieu: str | None, initial: str | None, commune: str) -> bool | None:
    """The zone is the region; nothing said of the first one: unchanged."""
    if initial is None:
        return False
    division = {g: g for g in textes.GRAINS}
    if commune in droit.FAMILLES:
        division = textes.REGION_2016
    ici = {division[g] for g in textes.GRAINS if etendue(lieu) & droit.bits([g])}
    la_bas = {division[g] for g in textes.GRAINS if etendue(initial) & droit.bits([g])}
    if not ici & la_bas:
        return True
    return False if len(ici) == len(la_bas) == 1 else None


# -- The answer, in the order of the reading -----------------------------------------------------


def _sans_permis(faits: Faits, qui: str) -> str | None:  # noqa: PLR0911 - in the order of the text
    """No permit is needed: the rule that says so."""
    jour = faits.examine_le
    if qui == "francais":
        return "francais"
    if not CONNU_DU <= jour <= ETAT_DU_DROIT_AU:
        return None
    if faits.dispense == "detache_ue" and jour >= droit.REFORME_2007:
        return "detache"
    if qui == LIBRE:
        return LIBRE
    if qui not in TRANSITIONS:
        return None
    if faits.diplome == "master" and jour >= date(2006, 7, 25):
        return "master"
    if faits.dispense == "douze_mois" and jour >= date(2007, 3, 22):
        return "douze-mois"
    return None


def _une(  # noqa: C901, PLR0911 - the steps, in their order
    nationalite: str, faits: Faits, rivales: droit.Rivales
) -> Reponse:
    jour, connu = faits.examine_le, faits.connu_le
    qui = regime(nationalite, jour, connu, rivales)

    # Coverage, exemptions
    libre = _sans_permis(faits, qui)
    if libre:
        return Reponse(NON_REQUISE, None, None, libre)
    if not CONNU_DU <= jour <= ETAT_DU_DROIT_AU:
        return _inconnu("hors-corpus")
    if not faits.metier or not faits.type:
        return _inconnu("fait-manquant")

    # Set aside whatever the list
    if (
        faits.jeune_diplome == "oui"
        and faits.type == "changement_statut"
        and jour >= droit.REFORME_2007
        and (qui == TIERS or (qui in ACCORDS and qui != "TUN"))
    ):
        return Reponse(NON_OPPOSABLE, jour, None, "jeune-diplome")

    if qui == EXCLU:
        if jour < droit.REFORME_2007 or faits.type == "renouvellement":
            return _inconnu("exclu")
        return Reponse(OPPOSABLE, jour, None, "exclu")

    # Which list, and whether it reaches the file
    commune = droit.liste_commune(jour, connu, rivales)
    liste = droit.liste_ue(qui, jour, connu) if qui in TRANSITIONS else commune
    if liste == "circulaire" and not _atteint(faits, rivales):
        liste = "61" if qui in TRANSITIONS else "aucune"
    if qui in TRANSITIONS:
        avis = droit.dit_l_ue(liste, faits.metier, faits.activite, rivales)
    elif qui == TIERS:
        avis = droit.dit_la_commune(liste, faits.metier, rivales)
    else:
        avis = droit.dit_l_accord(qui, liste, faits.metier, faits.activite, rivales)
    trouve = tranche(avis, faits.lieu)
    notifiable: date | None = None if trouve == INDETERMINEE else jour
    if trouve == NON_OPPOSABLE and liste == "circulaire" and not _des_61(qui, faits.metier):
        notifiable = droit.PARUTION if connu >= droit.PARUTION else None
    par_la_liste = Reponse(trouve, notifiable, liste, "liste")
    if faits.type != "renouvellement":
        return par_la_liste
    return _renouvellement(faits, par_la_liste, commune, rivales)


def _des_61(qui: str, metier: str) -> bool:
    """Could be notified at once: opened in 2006 already."""
    return qui in TRANSITIONS and droit.lire(metier).get("1999") in textes.OUI_61


def _atteint(faits: Faits, rivales: droit.Rivales) -> bool:
    """The circular reaches changes of status, and what is filed from its publication."""
    if faits.type == "changement_statut":
        return True
    if faits.type == "introduction" and "en-cours" in rivales:
        return True
    du = PUBLICATION_RIVALE if "publication" in rivales else droit.CIRCULAIRE
    return faits.depose_le >= du


def _renouvellement(
    faits: Faits, par_la_liste: Reponse, commune: str, rivales: droit.Rivales
) -> Reponse:
    jour = faits.examine_le
    ouvert = par_la_liste.situation == NON_OPPOSABLE
    if jour < droit.REFORME_2007:
        return par_la_liste if ouvert else _inconnu("renouvellement-avant-2007", par_la_liste.liste)
    if faits.rang == "suivant":
        return Reponse(NON_OPPOSABLE, jour, None, "renouvellement-suivant")
    metier = metier_change(faits.metier or "", faits.metier_initial)
    zone: bool | None = False
    if "renouvellement-zone" not in rivales:
        zone = zone_change(faits.lieu, faits.lieu_initial, commune)
    if metier is False and zone is False:
        return Reponse(NON_OPPOSABLE, jour, None, "renouvellement-inchange")
    if metier or zone or ouvert:
        return par_la_liste
    return _inconnu("renouvellement-a-comparer", par_la_liste.liste)


def repondre(faits: Faits, rivales: droit.Rivales = RETENUES) -> Reponse:
    """The most favourable answer; on a tie the first nationality written gives all of it."""
    meilleure: Reponse | None = None
    for nationalite in faits.nationalites:
        une = _une(nationalite, faits, rivales)
        if meilleure is None or RANG[une.situation] < RANG[meilleure.situation]:
            meilleure = une
    if meilleure:
        return meilleure
    sans = _sans_permis(faits, "inconnue")
    return Reponse(NON_REQUISE, None, None, sans) if sans else _inconnu("fait-manquant")


_SEULES = {lecture: frozenset((lecture,)) for lecture in LECTURES}


def _su(lecture: str, faits: Faits) -> bool:
    """Whether the text against which a reading stands was known."""
    return lecture != "arrete-divergent" or faits.connu_le >= droit.PARUTION


def lectures(faits: Faits) -> frozenset[str]:
    """Readings whose rival, alone, would change this answer or its day."""
    retenue = repondre(faits)[:2]
    return frozenset(
        lecture
        for lecture in LECTURES
        if _su(lecture, faits) and repondre(faits, _SEULES[lecture])[:2] != retenue
    )
