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
FRANCAIS, INCONNUE = "francais", "inconnue"
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
        return FRANCAIS
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
    if qui == FRANCAIS:
        return FRANCAIS
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


class Classe(NamedTuple):
    """All that an answer takes of the nationality, of the kind and of the days.

    Two applications of one class, with the same occupations, places and rank, are answered
    alike, each on its own day: `_selon` looks at nothing else.
    """

    sans_permis: str | None
    couverte: bool
    qui: str
    type: str | None
    jeune_diplome: bool
    avant_2007: bool
    commune: str
    liste: str
    parue: bool


def classer(nationalite: str, faits: Faits, rivales: droit.Rivales = RETENUES) -> Classe:
    """Who, which list on those two days, and whether it reaches the file."""
    jour, connu = faits.examine_le, faits.connu_le
    qui = regime(nationalite, jour, connu, rivales)
    commune = droit.liste_commune(jour, connu, rivales)
    liste = droit.liste_ue(qui, jour, connu) if qui in TRANSITIONS else commune
    if liste == "circulaire" and not _atteint(faits, rivales):
        liste = "61" if qui in TRANSITIONS else "aucune"
    return Classe(
        _sans_permis(faits, qui),
        CONNU_DU <= jour <= ETAT_DU_DROIT_AU,
        qui,
        faits.type,
        faits.jeune_diplome == "oui" and _jeune_diplome_compte(faits, qui),
        jour < droit.REFORME_2007,
        commune,
        liste,
        connu >= droit.PARUTION,
    )


def _jeune_diplome_compte(faits: Faits, qui: str) -> bool:
    return (
        faits.type == "changement_statut"
        and faits.examine_le >= droit.REFORME_2007
        and (qui == TIERS or (qui in ACCORDS and qui != "TUN"))
    )


def _une(nationalite: str, faits: Faits, rivales: droit.Rivales) -> Reponse:
    return _selon(classer(nationalite, faits, rivales), faits, rivales)


def _selon(  # noqa: PLR0911 - the steps, in their order
    classe: Classe, faits: Faits, rivales: droit.Rivales
) -> Reponse:
    jour = faits.examine_le

    # Coverage, exemptions
    if classe.sans_permis:
        return Reponse(NON_REQUISE, None, None, classe.sans_permis)
    if not classe.couverte:
        return _inconnu("hors-corpus")
    if not faits.metier or not classe.type:
        return _inconnu("fait-manquant")

    # Set aside whatever the list
    if classe.jeune_diplome:
        return Reponse(NON_OPPOSABLE, jour, None, "jeune-diplome")

    if classe.qui == EXCLU:
        if classe.avant_2007 or classe.type == "renouvellement":
            return _inconnu("exclu")
        return Reponse(OPPOSABLE, jour, None, "exclu")

    par_la_liste = _par_la_liste(classe, faits, rivales)
    if classe.type != "renouvellement":
        return par_la_liste
    return _renouvellement(faits, par_la_liste, classe, rivales)


def _par_la_liste(classe: Classe, faits: Faits, rivales: droit.Rivales) -> Reponse:
    """What the list that governs, and reaches the file, says of the occupation and the place."""
    avis = _dit(classe, faits, rivales)
    trouve = tranche(avis, faits.lieu)
    notifiable: date | None = None if trouve == INDETERMINEE else faits.examine_le
    if trouve == NON_OPPOSABLE and classe.liste == "circulaire" and not _des_61(classe.qui, faits):
        notifiable = droit.PARUTION if classe.parue else None
    return Reponse(trouve, notifiable, classe.liste, "liste")


def _dit(classe: Classe, faits: Faits, rivales: droit.Rivales) -> droit.Avis:
    qui, liste, metier = classe.qui, classe.liste, faits.metier or ""
    if qui in TRANSITIONS:
        return droit.dit_l_ue(liste, metier, faits.activite, rivales)
    if qui == TIERS:
        return droit.dit_la_commune(liste, metier, rivales)
    return droit.dit_l_accord(qui, liste, metier, faits.activite, rivales)


def meme_metier(classe: Classe, faits: Faits) -> tuple[object, ...]:
    """What an answer takes of an occupation: two that give the same are answered alike."""
    if not faits.metier or classe.qui in {LIBRE, EXCLU, FRANCAIS}:
        return (faits.metier is None,)
    return (
        _dit(classe, faits, RETENUES),
        _des_61(classe.qui, faits),
        metier_change(faits.metier, faits.metier_initial),
    )


def _des_61(qui: str, faits: Faits) -> bool:
    """Could be notified at once: opened in 2006 already."""
    return qui in TRANSITIONS and droit.lire(faits.metier or "").get("1999") in textes.OUI_61


def _atteint(faits: Faits, rivales: droit.Rivales) -> bool:
    """The circular reaches changes of status, and what is filed from its publication."""
    if faits.type == "changement_statut":
        return True
    if faits.type == "introduction" and "en-cours" in rivales:
        return True
    du = PUBLICATION_RIVALE if "publication" in rivales else droit.CIRCULAIRE
    return faits.depose_le >= du


def _renouvellement(
    faits: Faits, par_la_liste: Reponse, classe: Classe, rivales: droit.Rivales
) -> Reponse:
    ouvert = par_la_liste.situation == NON_OPPOSABLE
    if classe.avant_2007:
        return par_la_liste if ouvert else _inconnu("renouvellement-avant-2007", par_la_liste.liste)
    if faits.rang == "suivant":
        return Reponse(NON_OPPOSABLE, faits.examine_le, None, "renouvellement-suivant")
    metier = metier_change(faits.metier or "", faits.metier_initial)
    zone: bool | None = False
    if "renouvellement-zone" not in rivales:
        zone = zone_change(faits.lieu, faits.lieu_initial, classe.commune)
    if metier is False and zone is False:
        return Reponse(NON_OPPOSABLE, faits.examine_le, None, "renouvellement-inchange")
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
    sans = _sans_permis(faits, INCONNUE)
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
