"""Days as people write them: in figures or letters, with hours, in any time zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from opposable.ecrit.repli import replier
from opposable.errors import FichierError

PARIS = "Europe/Paris"
"""Where the day of an instant is read: the law counts its days there."""
MOIS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
ABREGES = {
    "janv": 1,
    "jan": 1,
    "fevr": 2,
    "fev": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
RANGS = ABREGES | {mois: rang for rang, mois in enumerate(MOIS, 1)}
HEURE = (
    r"(?:[ T]+(?:[aà] )?(?P<heure>\d{1,2})[:hH](?P<minute>\d{2})?"
    r"(?::(?P<seconde>\d{2})(?:[.,]\d+)?)?)?"
)
FUSEAU = r" ?(?P<fuseau>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
ANNEE_D_ABORD = re.compile(
    rf"(?P<an>\d{{4}})(?P<s>[-/.]?)(?P<mois>\d{{1,2}})(?P=s)(?P<jour>\d{{1,2}}){HEURE}{FUSEAU}"
)
JOUR_D_ABORD = re.compile(
    rf"(?P<jour>\d{{1,2}})(?P<s>[-/. ])(?P<mois>\d{{1,2}})(?P=s)(?P<an>\d{{2,4}}){HEURE}{FUSEAU}"
)
EN_LETTRES = re.compile(
    rf"(?:le )?(?:[a-z]+di |dimanche )?(?P<jour>\d{{1,2}})(?:er)?[ -](?P<nom>[a-z]+)[ -]"
    rf"(?P<an>\d{{2,4}}){HEURE}{FUSEAU}",
    re.IGNORECASE,
)
SERIE = re.compile(r"\d{5}(?:[.,]\d+)?")
SIECLE = 4


class JourObscurError(ValueError):
    """A text that is no day, or may be several; its message is French."""


@lru_cache(maxsize=4_096)
def lire_jour(texte: str) -> date:
    """Return the day that a text says; that of Paris where it says an instant.

    Args:
        texte: What was written.

    Raises:
        JourObscurError: It is no day, or a year of two figures, or may be read in two ways.
    """
    net = " ".join(texte.split())
    lettres = EN_LETTRES.fullmatch(_sans_accent(net))
    trouve = ANNEE_D_ABORD.fullmatch(net) or JOUR_D_ABORD.fullmatch(net) or lettres
    if trouve is None:
        if SERIE.fullmatch(net):
            raise JourObscurError(
                f"« {texte} » est le numéro d'un jour de tableur ; donnez à la colonne le format "
                "date, ou écrivez AAAA-MM-JJ"
            )
        raise JourObscurError(f"« {texte} » n'est pas une date ; écrivez AAAA-MM-JJ ou JJ/MM/AAAA")
    return _calculer(texte, trouve)


def _calculer(texte: str, trouve: re.Match[str]) -> date:
    dits = trouve.groupdict()
    if len(dits["an"]) != SIECLE:
        raise JourObscurError(
            f"« {texte} » : l'année a {len(dits['an'])} chiffres ; écrivez-en quatre"
        )
    mois = RANGS.get(dits["nom"].lower()) if "nom" in dits else int(dits["mois"])
    if mois is None:
        raise JourObscurError(f"« {texte} » : « {dits['nom']} » n'est pas un mois")
    heure, minute = int(dits["heure"] or 0), int(dits["minute"] or 0)
    try:
        instant = datetime(  # noqa: DTZ001 - the zone is looked at below
            int(dits["an"]), mois, int(dits["jour"]), heure, minute, int(dits["seconde"] or 0)
        )
    except ValueError:
        raise JourObscurError(
            f"« {texte} » n'est pas un jour du calendrier ; écrivez AAAA-MM-JJ ou JJ/MM/AAAA"
        ) from None
    return instant.date() if dits["fuseau"] is None else _a_paris(instant, dits["fuseau"])


def _a_paris(instant: datetime, fuseau: str) -> date:
    decalage = "+00:00" if fuseau[0] not in "+-" else fuseau
    if ":" not in decalage:
        decalage = f"{decalage[:3]}:{decalage[3:]}"
    try:
        precis = datetime.fromisoformat(f"{instant.isoformat()}{decalage}")
        return precis.astimezone(UTC).astimezone(ZoneInfo(PARIS)).date()
    except (ValueError, OverflowError):
        raise JourObscurError(f"« {instant} {fuseau} » : ce fuseau horaire n'existe pas") from None
    except ZoneInfoNotFoundError:
        raise FichierError(
            PARIS, "les fuseaux horaires manquent à ce système ; installez le paquet tzdata"
        ) from None


def _sans_accent(texte: str) -> str:
    """Return a text with its words folded, its marks kept."""
    return re.sub(r"[^\W\d_]+\.?", lambda mot: replier(mot[0]), texte)
