"""The answer, written a second time from the owner's reading alone (section 4).

Plain sets and ifs. Facts are taken as valid: a wrong code of nationality or region
raises `KeyError`, a wrong type is not looked for.
"""

from datetime import date
from itertools import chain
from typing import NamedTuple

from oracle import listes as li

Reponse = tuple[str, date | None]
Zones = dict[str, frozenset[str]]

NON_REQUISE = "autorisation_non_requise"
NON_OPPOSABLE = "non_opposable"
INDETERMINEE = "indeterminee"
OPPOSABLE = "opposable"
RANG = {NON_REQUISE: 0, NON_OPPOSABLE: 1, INDETERMINEE: 2, OPPOSABLE: 3}

# Readings of section 5 whose rival may change an answer, and one that the project adds.
LECTURES = (
    "six-nationaux",
    "idf-52213",
    "npdc-52151",
    "centre-61224",
    "32241",
    "regions-francaises",
    "ue-outre-mer",
    "en-cours",
    "publication",
    "restrictions",
    "arrete-divergent",
    "senegal-date",
    "codes-territoires",
)

CONNU_DU = date(2004, 5, 1)
CONNU_AU = date(2020, 12, 31)
CIRCULAIRE = date(2007, 12, 20)
PARUTION = date(2008, 1, 20)  # of the arrêtés; in force the day after
PUBLICATION_RIVALE = date(2008, 1, 10)
FIN_TIERS = date(2011, 8, 12)
FIN_UE = date(2012, 10, 14)


class Lecture(NamedTuple):
    """The texts under one choice of readings, ready to be looked up."""

    periodes: dict[str, li.Periodes]
    ue: frozenset[str]  # the 150
    restrictions: dict[str, str]  # code: the activity that it asks for
    ue_regions: frozenset[str]  # where the 150 are open
    ue_partout: bool
    circulaire: Zones  # third countries: region, open codes
    circulaire_une: frozenset[str]  # open in one region at least
    arrete: Zones
    arrete_une: frozenset[str]
    depose_du: date  # introductions and renewals filed from then on are reached
    introductions_en_cours: bool  # and introductions filed earlier too


def _circulaire(rivals: frozenset[str]) -> Zones:
    """What the circular opens to third countries, by region."""
    zones = {region: set(codes) for region, codes in li.ANNEXE_4.items()}
    zones |= {region: set() for region in li.OUTRE_MER}
    if "six-nationaux" not in rivals:
        for region in li.METROPOLE:
            zones[region].update(li.SIX)
    if "regions-francaises" in rivals:
        for region in li.OUTRE_MER:
            zones[region].update(li.SIX)
    if "idf-52213" not in rivals:
        zones["11"].remove("52213")
        zones["11"].add("52313")
    if "npdc-52151" in rivals:
        zones["31"].discard("52151")
    if "centre-61224" in rivals:
        zones["24"].discard("61224")
    if "arrete-divergent" in rivals:
        for region, code in li.FERMES_PAR_L_ARRETE:
            zones[region].discard(code)
    return {region: frozenset(codes) for region, codes in zones.items()}


def _lire(rivals: frozenset[str]) -> Lecture:
    if not rivals.issubset(LECTURES):
        raise ValueError(sorted(rivals.difference(LECTURES)))

    periodes = dict(li.PERIODES)
    if "senegal-date" in rivals:
        periodes["SEN"] = li.SENEGAL_RIVAL
    if "codes-territoires" in rivals:
        for territory, state in li.TERRITOIRES.items():
            periodes[territory] = periodes[state]

    ue = set(chain.from_iterable(li.ANNEXE_2.values()))
    restrictions = dict(li.RESTRICTIONS)
    if "32241" in rivals:  # the row under its likely code, with its restriction
        ue.remove("32241")
        ue.add("32141")
        restrictions["32141"] = restrictions.pop("32241")
    if "restrictions" in rivals:
        restrictions.clear()

    ue_partout = "ue-outre-mer" not in rivals
    metropole = frozenset(li.METROPOLE)
    circulaire = _circulaire(rivals)
    arrete = {region: frozenset(codes) for region, codes in li.ARRETE.items()}
    arrete |= dict.fromkeys(li.OUTRE_MER, frozenset[str]())
    return Lecture(
        periodes=periodes,
        ue=frozenset(ue),
        restrictions=restrictions,
        ue_regions=metropole.union(li.OUTRE_MER) if ue_partout else metropole,
        ue_partout=ue_partout,
        circulaire=circulaire,
        circulaire_une=frozenset().union(*circulaire.values()),
        arrete=arrete,
        arrete_une=frozenset().union(*arrete.values()),
        depose_du=PUBLICATION_RIVALE if "publication" in rivals else CIRCULAIRE,
        introductions_en_cours="en-cours" in rivals,
    )


_LUES: dict[frozenset[str], Lecture] = {}


def _sur_les_150(
    lecture: Lecture,
    metier: str,
    region: str | None,
    activite: str | None,
) -> str:
    """Step 4, the ten States and Croatia."""
    if metier not in lecture.ue:
        return OPPOSABLE
    if region and region not in lecture.ue_regions:
        return OPPOSABLE
    wanted = lecture.restrictions.get(metier)
    if wanted:
        if not activite:
            return INDETERMINEE
        if activite != wanted:
            return OPPOSABLE
    if not region and not lecture.ue_partout:
        return INDETERMINEE
    return NON_OPPOSABLE


def _etape_4(
    lecture: Lecture,
    regime: str,
    metier: str,
    region: str | None,
    activite: str | None,
    circulaire: bool,  # noqa: FBT001 - which of the two texts
) -> str:
    """Step 4: the occupation, as for an introduction or a change of status."""
    if regime == li.UE:
        return _sur_les_150(lecture, metier, region, activite)
    if regime == li.EXCLU:
        return OPPOSABLE
    if regime == li.ACCORD_TUN:
        return INDETERMINEE
    # pays_tiers, accord_en_vigueur
    closed = OPPOSABLE if regime == li.TIERS else INDETERMINEE
    if region:
        zones = lecture.circulaire if circulaire else lecture.arrete
        return NON_OPPOSABLE if metier in zones[region] else closed
    une = lecture.circulaire_une if circulaire else lecture.arrete_une
    return INDETERMINEE if metier in une else closed


def _une(  # noqa: C901, PLR0911, PLR0912 - the steps, in their order
    lecture: Lecture,
    nationalite: str,
    metier: str | None,
    region: str | None,
    type_: str | None,
    depose_le: date,
    examine_le: date,
    metier_initial: str | None,
    activite: str | None,
    diplome: str | None,
) -> Reponse:
    """The answer for one nationality."""
    for last, each in lecture.periodes[nationalite]:
        regime = each
        if examine_le <= last:
            break

    # 1. Coverage
    if regime == li.FRANCAIS:
        return NON_REQUISE, None
    if examine_le < CONNU_DU or examine_le > CONNU_AU:
        return INDETERMINEE, None

    # 2. Free movement, master's degree
    if regime == li.LIBRE or (regime == li.UE and diplome == "master"):
        return NON_REQUISE, None

    # 3. Which lists
    if examine_le < CIRCULAIRE:
        return INDETERMINEE, None
    if regime != li.EXCLU and examine_le > (FIN_UE if regime == li.UE else FIN_TIERS):
        return INDETERMINEE, None
    if not metier or not type_:
        return INDETERMINEE, None
    circulaire = examine_le <= PARUTION

    # 7. Files not reached
    if circulaire and type_ != "changement_statut" and depose_le < lecture.depose_du:
        if type_ == "renouvellement":
            return INDETERMINEE, None
        if not lecture.introductions_en_cours:
            if regime == li.UE and metier in lecture.ue:
                return INDETERMINEE, None
            return OPPOSABLE, examine_le

    # 5. Renewal
    if type_ == "renouvellement":
        if regime in {li.EXCLU, li.ACCORD_TUN}:
            return INDETERMINEE, None
        if metier_initial == metier:
            return NON_OPPOSABLE, examine_le  # does not rest on the lists

    # 4. The occupation
    found = _etape_4(lecture, regime, metier, region, activite, circulaire)
    if type_ == "renouvellement" and not metier_initial and found != NON_OPPOSABLE:
        return INDETERMINEE, None

    # 8. Notification
    if found == INDETERMINEE:
        return INDETERMINEE, None
    if found == NON_OPPOSABLE and circulaire:
        return NON_OPPOSABLE, PARUTION
    return found, examine_le


def answer(
    nationalites: tuple[str, ...],
    metier: str | None,
    region: str | None,
    type_: str | None,
    depose_le: date,
    examine_le: date | None,
    metier_initial: str | None = None,
    activite: str | None = None,
    diplome: str | None = None,
    rivals: frozenset[str] = frozenset(),
) -> Reponse:
    """(situation_emploi, notifiable_le); `rivals`: readings taken the other way."""
    lecture = _LUES.get(rivals)
    if lecture is None:
        lecture = _LUES[rivals] = _lire(rivals)
    if examine_le is None:
        examine_le = depose_le
    elif examine_le < depose_le:
        raise ValueError(examine_le)
    # 11. The most favourable; on a tie the first
    best: Reponse | None = None
    for nationalite in nationalites:
        found = _une(
            lecture,
            nationalite,
            metier,
            region,
            type_,
            depose_le,
            examine_le,
            metier_initial,
            activite,
            diplome,
        )
        if best is None or RANG[found[0]] < RANG[best[0]]:
            best = found
    return best or (INDETERMINEE, None)


_SEULES = {each: frozenset((each,)) for each in LECTURES}


def lectures(
    nationalites: tuple[str, ...],
    metier: str | None,
    region: str | None,
    type_: str | None,
    depose_le: date,
    examine_le: date | None,
    metier_initial: str | None = None,
    activite: str | None = None,
    diplome: str | None = None,
) -> frozenset[str]:
    """Readings whose rival, alone, changes this answer (step 12)."""
    facts = (
        nationalites,
        metier,
        region,
        type_,
        depose_le,
        examine_le,
        metier_initial,
        activite,
        diplome,
    )
    adopted = answer(*facts)
    rival = {each: answer(*facts, only) for each, only in _SEULES.items()}
    return frozenset(each for each in LECTURES if rival[each] != adopted)
