"""Who decides and on what basis, where the reading fixes it: words the answer must bear."""

from __future__ import annotations

from datetime import date

from oracle_2004_2026 import droit
from oracle_2004_2026.oracle import (
    ACCORDS,
    NON_OPPOSABLE,
    OPPOSABLE,
    RETENUES,
    TRANSITIONS,
    Faits,
    Reponse,
    regime,
    tranche,
)

DECRETS = {
    "GAB": "2008-900",
    "TUN": "2009-905",
    "COG": "2009-946",
    "SEN": "2009-1073",
    "BEN": "2010-230",
    "MUS": "2010-1114",
    "CPV": "2011-403",
    "BFA": "2011-568",
}
CODE_DU_TRAVAIL = date(2008, 5, 1)


def services(jour: date) -> tuple[str, ...]:
    """The words of the service for an introduction: what is decided goes through it."""
    if jour < date(2007, 7, 1):
        return ()
    if jour <= date(2008, 12, 30):
        return ("DDTEFP", "préfet")
    if jour <= date(2009, 11, 9):
        return ("DDTEFP", "préfet")
    if jour <= date(2021, 3, 31):
        return ("DIRECCTE", "préfet")
    return ("préfet",)


def fondement(  # noqa: PLR0911 - one basis after the other
    faits: Faits, reponse: Reponse
) -> str | None:
    """A word of the legal basis, None where the reading fixes none."""
    jour = faits.examine_le
    qui = regime(faits.nationalites[0], jour, faits.connu_le, RETENUES)
    if reponse.regle != "liste" or jour < droit.REFORME_2007:
        return None
    if reponse.situation == OPPOSABLE:
        return "R.341-4-1" if jour < CODE_DU_TRAVAIL else "R.5221-20"
    if reponse.situation != NON_OPPOSABLE:
        return None
    if qui in TRANSITIONS:
        return None if reponse.liste == "61" else "L.121-2"
    if qui in ACCORDS and not _par_la_commune(faits, reponse):
        return DECRETS[qui]
    if qui in ACCORDS and _par_l_accord(faits, qui):
        return None
    return "L.313-10" if jour <= date(2021, 4, 30) else "L.421-4"


def _par_la_commune(faits: Faits, reponse: Reponse) -> bool:
    if faits.nationalites[0] == "TUN" or reponse.liste is None:
        return False
    avis = droit.dit_la_commune(reponse.liste, faits.metier or "", RETENUES)
    return tranche(avis, faits.lieu) == NON_OPPOSABLE


def _par_l_accord(faits: Faits, pays: str) -> bool:
    if pays not in DECRETS:
        return False
    propre = droit.de_l_accord(pays, droit.lire(faits.metier or ""), faits.activite, RETENUES)
    return tranche(propre, faits.lieu) == NON_OPPOSABLE
