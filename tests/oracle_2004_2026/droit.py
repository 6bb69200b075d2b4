"""Which list, and what it says of a place: the ledger of the oracle.

A list says, of each grain of territory, open, closed, or neither (not settled): an `Avis`
holds the first two as sets of bits. Days are those of the reading, part II.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache, reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from oracle import listes
from oracle_2004_2026 import textes

if TYPE_CHECKING:
    from collections.abc import Iterable

Rivales = frozenset[str]
Codes = dict[str, str]
RIEN = 0
TOUT = (1 << len(textes.GRAINS)) - 1


def bits(grains: Iterable[str]) -> int:
    """The set of these grains, a bit each."""
    return sum(1 << textes.GRAINS.index(g) for g in set(grains))


METROPOLE = bits(textes.METROPOLE)
OUTRE_MER = bits(textes.OUTRE_MER)


class Avis(NamedTuple):
    """Where the list opens the occupation, and where it closes it."""

    ouvert: int
    ferme: int


FERME = Avis(RIEN, TOUT)
INCONNU = Avis(RIEN, RIEN)


def partout(ouvert: bool | None) -> Avis:  # noqa: FBT001 - open, closed, or neither
    """One opinion for the whole territory."""
    return INCONNU if ouvert is None else Avis(TOUT, RIEN) if ouvert else FERME


def l_un_ou_l_autre(un: Avis, autre: Avis) -> Avis:
    """What one list opens is open; closed only where both close."""
    return Avis(un.ouvert | autre.ouvert, un.ferme & autre.ferme)


# -- Occupations as they are said ----------------------------------------------------------------


@cache
def lire(metier: str) -> Codes:
    """Each code under its nomenclature; an agreement's rows under its country."""
    codes = {}
    for code in metier.split("+"):
        if code.isdigit():
            codes["1999"] = code
        elif "-" in code:
            codes[code[:3]] = code
        else:
            codes["v3" if code[1:].isdigit() else "fap"] = code
    return codes


@cache
def annexe_2(rivales: Rivales) -> frozenset[str]:
    """The codes of annex 2; a reading may give a row its likely code."""
    return frozenset(relire(code, rivales) for code in _rangs_annexe_2(rivales))


def _rangs_annexe_2(rivales: Rivales) -> list[str]:
    rangs = list(chain.from_iterable(listes.ANNEXE_2.values()))
    if "33226" in rivales:
        rangs[rangs.index("33226")] = "33216"
    return rangs


def relire(code: str, rivales: Rivales) -> str:
    """A code of 1999 that the circular prints, as the rival reads it."""
    if code == "32241" and "32241" in rivales:
        return "32141"
    if code == "32215" and "32215" in rivales:
        return "33215"
    return code


def restriction(code: str, rivales: Rivales) -> str | None:
    """The field of activity that annex 2 asks for, in brackets."""
    if "restrictions" in rivales:
        return None
    demandees = {relire(c, rivales): activite for c, activite in listes.RESTRICTIONS.items()}
    return demandees.get(code)


# -- What each list says -------------------------------------------------------------------------


def des_61(codes: Codes, rivales: Rivales) -> Avis:
    """The 61 of 2006, known in part, the whole territory."""
    code = codes.get("1999")
    if code is None:
        return INCONNU
    if code in textes.OUI_61:
        return partout(ouvert=True)
    if code in textes.DOUTE_61 and code in annexe_2(rivales):
        return INCONNU
    return FERME


def des_150(codes: Codes, activite: str | None, rivales: Rivales) -> Avis:
    """The 150: the whole territory, restrictions in brackets."""
    code = codes.get("1999")
    if code is None:
        avis = INCONNU
    elif code not in annexe_2(rivales):
        avis = FERME
    else:
        voulue = restriction(code, rivales)
        avis = partout(None if voulue and not activite else voulue in {None, activite})
    if "ue-outre-mer" in rivales:
        return Avis(avis.ouvert & METROPOLE, avis.ferme | OUTRE_MER)
    return avis


def des_291(codes: Codes, _rivales: Rivales) -> Avis:
    """The 291 of 2012 and 2013, no zone."""
    code = codes.get("v3")
    return partout(None if code is None else code in textes.DEUX_CENT_QUATRE_VINGT_ONZE)


@cache
def circulaire_ouvre(rivales: Rivales) -> dict[str, int]:
    """Code of 1999: the regions where the circular opens it to third countries."""
    zones = {region: set(codes) for region, codes in listes.ANNEXE_4.items()}
    six = set(listes.SIX)
    if "six-nationaux" not in rivales:
        zones = {region: codes | six for region, codes in zones.items()}
    if "regions-francaises" in rivales:
        zones |= dict.fromkeys(textes.OUTRE_MER, six)
    if "idf-52213" not in rivales:
        zones["11"] = zones["11"] - {"52213"} | {"52313"}
    if "npdc-52151" in rivales:
        zones["31"] = zones["31"] - {"52151"}
    if "centre-61224" in rivales:
        zones["24"] = zones["24"] - {"61224"}
    if "arrete-divergent" in rivales:
        for region, code in listes.FERMES_PAR_L_ARRETE:
            zones[region] = zones[region] - {code}
    return _par_code(zones)


def _par_code(zones: dict[str, set[str]]) -> dict[str, int]:
    codes = set(chain.from_iterable(zones.values()))
    return {code: bits(r for r in zones if code in zones[r]) for code in codes}


ARRETE_OUVRE = _par_code({region: set(codes) for region, codes in listes.ARRETE.items()})


def des_regions_de_2007(codes: Codes, ouvre: dict[str, int]) -> Avis:
    """Occupation and region; where nothing at all is open, no code is needed to say so."""
    code = codes.get("1999")
    if code is None:
        quelque_chose = reduce(or_, ouvre.values())
        return Avis(RIEN, TOUT & ~quelque_chose)
    ouvert = ouvre.get(code, RIEN)
    return Avis(ouvert, TOUT & ~ouvert)


def des_14(codes: Codes, rivales: Rivales) -> Avis:
    """The 14 of 2011, no zone."""
    code = codes.get("v3")
    avis = partout(None if code is None else code in textes.QUATORZE)
    if "2011-outre-mer" in rivales:
        return Avis(avis.ouvert & METROPOLE, avis.ferme | OUTRE_MER)
    return avis


def famille_2021(famille: str, region: str, rivales: Rivales) -> bool:
    """The list of April 2021, before its amendment: without the four families."""
    if famille in textes.QUATRE and "france-entiere" not in rivales:
        return False
    return famille in textes.TENSION_2024[region]


def famille_2024(famille: str, region: str, _rivales: Rivales) -> bool:
    """The same, with the four families everywhere in metropolitan France."""
    return famille in textes.QUATRE or famille in textes.TENSION_2024[region]


def famille_2025(famille: str, region: str, _rivales: Rivales) -> bool | None:
    """The list of 2025, known in part: silence is never no."""
    return {"oui": True, "non": False}.get(textes.TENSION_2025.get((region, famille), ""))


FAMILLES = {"2021": famille_2021, "2024": famille_2024, "2025": famille_2025}


def des_familles(annee: str, codes: Codes, rivales: Rivales) -> Avis:
    """FAP 2009 by region of 2016: overseas was not read; ROME v3 by the DARES table."""
    if "fap" in codes:
        familles = frozenset((codes["fap"],))
    else:
        familles = textes.PASSAGE.get(codes.get("v3", ""), frozenset())
    ouvert, ferme = set(), set()
    for grain in textes.METROPOLE:
        region = textes.REGION_2016[grain]
        dites = {FAMILLES[annee](famille, region, rivales) for famille in familles}
        if dites == {True}:
            ouvert.add(grain)
        elif dites == {False}:
            ferme.add(grain)
    return Avis(bits(ouvert), bits(ferme))


def de_l_accord(pays: str, codes: Codes, activite: str | None, rivales: Rivales) -> Avis:
    """The agreement's own list, before its territory."""
    rang = codes.get(pays)
    if rang is not None:
        return partout(not rang.endswith("-000"))
    code = codes.get("1999")
    if code is None:
        return INCONNU
    dits = [_le_rang(mention, code, activite, rivales) for mention in textes.RANGS[pays]]
    if True in dits:
        return partout(ouvert=True)
    if "peut-etre" in dits:
        return INCONNU
    if "non" in dits or code in annexe_2(rivales) or pays in textes.CODES_COMPLETS:
        return FERME
    return INCONNU


def _le_rang(mention: str, code: str, activite: str | None, rivales: Rivales) -> bool | str:
    """One row against a code of 1999: True, "peut-etre", "non" (not fishing), or False."""
    if relire(mention.rstrip("~p!"), rivales) != code:
        return False
    if mention[-1] in "~!":
        return "peut-etre"
    if mention[-1] == "p" and activite != "peche":
        return "non" if activite else "peut-etre"
    return True


# -- The ledger ----------------------------------------------------------------------------------

CIRCULAIRE = date(2007, 12, 20)
PARUTION = date(2008, 1, 20)
REFORME_2007 = date(2007, 7, 1)

COMMUNES = (
    # known on, in force on, list
    (CIRCULAIRE, CIRCULAIRE, "circulaire"),
    (PARUTION, date(2008, 1, 21), "arrete-2008"),
    (date(2011, 8, 12), date(2011, 8, 13), "arrete-2011"),
    (date(2021, 4, 2), date(2021, 4, 3), "2021"),
    (date(2024, 3, 2), date(2024, 3, 3), "2024"),
    (date(2025, 5, 22), date(2025, 5, 23), "2025"),
)
ANNULATION = date(2012, 12, 26)


def liste_commune(examine: date, connu: date, rivales: Rivales) -> str:
    """The list of third countries: the last one in force that is known and not annulled."""
    if examine < REFORME_2007:
        return "non-lue"
    gouverne = "aucune"
    for connue_le, en_vigueur_le, liste in COMMUNES:
        if connu < connue_le or examine < en_vigueur_le:
            continue
        if liste == "arrete-2011" and connu >= ANNULATION:
            appliquee = "annulation-2011" in rivales and examine < ANNULATION
            if not appliquee:
                continue
        gouverne = liste
    return gouverne


def liste_ue(etats: str, examine: date, connu: date) -> str:
    """The list of the States in transition: `huit`, `deux` (BGR, ROU), `croatie`."""
    if etats == "croatie":
        lue = connu >= date(2013, 7, 30) and examine >= date(2013, 7, 31)
        return "291" if lue else "non-trouvee"
    signee, ouverte = {
        "huit": (date(2006, 4, 29), date(2006, 5, 1)),
        "deux": (date(2006, 12, 22), date(2007, 1, 1)),
    }[etats]
    gouverne = "aucune"
    if connu >= signee and examine >= ouverte:
        gouverne = "61"
    if connu >= CIRCULAIRE and examine >= CIRCULAIRE:
        gouverne = "circulaire"
    if connu >= PARUTION and examine > PARUTION:
        gouverne = "arrete-2008"
    if connu >= date(2012, 10, 14) and examine >= date(2012, 10, 15):
        gouverne = "291"
    return gouverne


@lru_cache(maxsize=1 << 20)
def dit_la_commune(liste: str, metier: str, rivales: Rivales) -> Avis:
    """What the third-country list opens and closes."""
    codes = lire(metier)
    if liste == "non-lue":
        return INCONNU
    if liste == "aucune":
        return FERME
    if liste == "circulaire":
        return des_regions_de_2007(codes, circulaire_ouvre(rivales))
    if liste == "arrete-2008":
        return des_regions_de_2007(codes, ARRETE_OUVRE)
    if liste == "arrete-2011":
        return des_14(codes, rivales)
    return des_familles(liste, codes, rivales)


@lru_cache(maxsize=1 << 20)
def dit_l_ue(liste: str, metier: str, activite: str | None, rivales: Rivales) -> Avis:
    """What the list of the States in transition opens and closes."""
    codes = lire(metier)
    if liste == "non-trouvee":
        return INCONNU
    if liste == "aucune":
        return FERME
    if liste == "61":
        return des_61(codes, rivales)
    if liste == "291":
        return des_291(codes, rivales)
    return des_150(codes, activite, rivales)


@lru_cache(maxsize=1 << 20)
def dit_l_accord(
    pays: str, commune: str, metier: str, activite: str | None, rivales: Rivales
) -> Avis:
    """Under an agreement in force: its own list and the common one, each on its territory."""
    avis = dit_la_commune(commune, metier, rivales)
    if pays in {"MKD", "MNE", "SRB"}:
        return Avis(avis.ouvert, RIEN)
    propre = de_l_accord(pays, lire(metier), activite, rivales)
    if pays == "GEO":
        return Avis(avis.ouvert, avis.ferme & propre.ferme)
    if pays == "TUN":
        return l_un_ou_l_autre(propre, avis) if "tunisie-liste-commune" in rivales else propre
    en_metropole = Avis(propre.ouvert & METROPOLE, propre.ferme | OUTRE_MER)
    return l_un_ou_l_autre(en_metropole, avis)
