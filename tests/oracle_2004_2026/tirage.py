"""Applications drawn so that every pair of event days of the two times is met.

A context is a kind of nationality, a kind of application, a day of examination and a day of
knowledge; each is met the same number of times. The other facts go round with periods that
are prime, and so coprime: over the whole, any two of them meet in every way.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, cycle
from typing import TYPE_CHECKING

from oracle import listes
from oracle_2004_2026 import droit, textes
from oracle_2004_2026.oracle import ACCORDS, CONNU_DU, ETAT_DU_DROIT_AU, Faits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UN = timedelta(days=1)

# -- The days of the two times -------------------------------------------------------------------

EFFETS = (
    CONNU_DU,
    date(2006, 5, 1),
    date(2006, 7, 25),  # L.121-2: a master's degree
    date(2007, 1, 1),
    date(2007, 3, 22),  # R.121-16: twelve months
    droit.REFORME_2007,
    droit.CIRCULAIRE,
    date(2008, 1, 10),
    date(2008, 1, 21),
    date(2008, 5, 1),
    date(2008, 7, 1),
    *(effet for effet, _ in ACCORDS.values()),
    date(2011, 8, 13),
    date(2012, 10, 15),
    droit.ANNULATION,
    date(2013, 7, 1),
    date(2013, 7, 31),
    date(2014, 1, 1),
    date(2015, 7, 1),
    date(2016, 11, 1),
    date(2021, 1, 1),
    date(2021, 4, 1),
    date(2021, 4, 3),
    date(2021, 5, 1),
    date(2024, 3, 3),
    date(2025, 5, 23),
    ETAT_DU_DROIT_AU,
)
CONNUS = (
    CONNU_DU,
    date(2006, 4, 29),
    date(2006, 12, 22),
    droit.CIRCULAIRE,
    droit.PARUTION,
    *(su for _, su in ACCORDS.values()),
    date(2011, 8, 12),
    date(2012, 10, 14),
    droit.ANNULATION,
    date(2013, 7, 30),
    date(2020, 1, 31),
    date(2021, 4, 2),
    date(2024, 3, 2),
    date(2025, 5, 22),
    ETAT_DU_DROIT_AU,
)


def autour(jours: Sequence[date]) -> list[date]:
    """Each day, the day before and the day after."""
    return sorted({jour + ecart * UN for jour in jours for ecart in (-1, 0, 1)})


JOURS_EXAMEN = autour(EFFETS)
JOURS_CONNUS = [jour for jour in autour(CONNUS) if CONNU_DU <= jour <= ETAT_DU_DROIT_AU]
DEPOTS = [
    *autour((droit.CIRCULAIRE, date(2008, 1, 10))),
    date(2004, 5, 1),
    date(2007, 6, 1),
    date(2007, 12, 1),
]

# -- Who: one kind after the other, each kind's nationalities in turn ------------------------------

REMARQUABLES = ("GBR", "DZA", *ACCORDS)
_PAR_HISTOIRE: dict[object, list[str]] = {}
for _nationalite, _periodes in listes.PERIODES.items():
    _cle = _nationalite if _nationalite in REMARQUABLES else _periodes
    _PAR_HISTOIRE.setdefault(_cle, []).append(_nationalite)
SORTES = [*_PAR_HISTOIRE.values(), ["MAR+POL", "DZA+SEN", "TUN+HRV", "GEO+TUN", "POL+FRA"], [""]]
TYPES = ("introduction", "changement_statut", "renouvellement")

# -- What, where and the rest, each with a prime period -------------------------------------------


def _premier(nombre: int) -> bool:
    return nombre > 1 and all(nombre % d for d in range(2, int(nombre**0.5) + 1))


def tours(*facettes: Sequence[str | None]) -> list[list[str | None]]:
    """Each list, its first values repeated until its length is a prime that no other has."""
    pris: set[int] = set()
    faits = []
    for valeurs in facettes:
        longueur = len(valeurs)
        while not _premier(longueur) or longueur in pris:
            longueur += 1
        pris.add(longueur)
        faits.append([valeurs[i % len(valeurs)] for i in range(longueur)])
    return faits


# `@` stands for the country of the nationality, `=` for what the application says.
ROME_1999 = [
    *dict.fromkeys(chain.from_iterable(listes.ANNEXE_2.values())),
    *("52213", "52151", "32141", "33215", "33216", "11311", "22111", "99999"),
]
_V3 = [*sorted(textes.PASSAGE), "Z9999"]
_FAP = sorted(textes.FAMILLES)
_RANGS = [f"@-{rang:03}" for rang in range(108)]
_COMBINES = [
    *(f"{code}+{v3}" for code, v3 in zip(ROME_1999, _V3[::3], strict=False)),
    *(f"{code}+{rang}" for code, rang in zip(ROME_1999[::2], _RANGS, strict=False)),
    *(f"{v3}+{rang}" for v3, rang in zip(_V3[::7], _RANGS, strict=False)),
    *(f"{fap}+{rang}" for fap, rang in zip(_FAP[::2], _RANGS, strict=False)),
    *(f"{v3}+{fap}" for v3, fap in zip(_V3[::9], _FAP[::3], strict=False)),
    *(f"{fap}+@-000" for fap in _FAP[::5]),
    *(f"{code}+@-000" for code in ROME_1999[::5]),
    *(f"{code}+@-000+{fap}+{v3}" for code, fap, v3 in zip(ROME_1999, _FAP, _V3[::2], strict=False)),
    *("SEN-002", "TUN-061+42114", "GAB-001+SEN-000", "COG-002+F1703"),
    # Said in the three nomenclatures, mostly of occupations that are listed.
    *(
        f"{code}+{v3}+{fap}"
        for code, v3, fap in zip(
            cycle(dict.fromkeys(chain.from_iterable(listes.ARRETE.values()))),
            sorted(textes.DEUX_CENT_QUATRE_VINGT_ONZE),
            cycle(sorted({famille for _, famille in textes.TENSION_2025})),
            strict=False,
        )
    ),
]
METIERS: list[str | None] = [*ROME_1999, *_V3, *_FAP, *_RANGS, *_COMBINES, None]
_DEPARTEMENTS = [f"d{d}" for d in ("75", "92", "59", "31", "34", "2A", "67", "974", "63", "49")]
LIEUX: list[str | None] = [
    *(f"r{region}" for region in (*textes.GRAINS, *textes.REUNIES)),
    *_DEPARTEMENTS,
    None,
    None,
]
TOURS = tours(
    METIERS,
    LIEUX,
    (None, "=", "=", "1", "1+Z9998", "61231+F1202", "99998", "F1703", "B2Z40", "@-001", "@-000"),
    (None, "=", None, "r11", "r76", "d34", None, "r01", "r44", "d31", "r31", None, "d59"),
    (None, "peche", None, "finance", "autre"),
    (None, None, "master", None, "autre", None, None),
    (None, None, "detache_ue", None, None, None, "douze_mois", None, "aucune", *(None,) * 8),
    (None, "oui", None, None, "non", *(None,) * 12),
    (None, "suivant", "premier"),
    ("=", *(jour.isoformat() for jour in DEPOTS)),
    ("=",) * 28 + (None,),
)
(
    METIER,
    LIEU,
    INITIAL,
    LIEU_INITIAL,
    ACTIVITE,
    DIPLOME,
    DISPENSE,
    JEUNE,
    RANG,
    DEPOT,
    SANS_TYPE,
) = TOURS
_DATES = {jour.isoformat(): jour for jour in DEPOTS}
CONTEXTES = len(SORTES) * len(TYPES) * len(JOURS_EXAMEN) * len(JOURS_CONNUS)


def contexte(rang: int) -> tuple[list[str], str, date, date]:
    """The nationalities of a kind, the kind of application, the two days."""
    reste, sorte = divmod(rang, len(SORTES))
    reste, type_ = divmod(reste, len(TYPES))
    reste, examen = divmod(reste, len(JOURS_EXAMEN))
    return SORTES[sorte], TYPES[type_], JOURS_EXAMEN[examen], JOURS_CONNUS[reste]


def au_pays(metier: str | None, pays: str) -> str | None:
    """A row of the list of that country, or of Senegal's for those that have none."""
    if metier is None or "@" not in metier:
        return metier
    pays = pays if pays in textes.RANGS else "SEN"
    mots = metier.split("+")
    for place, mot in enumerate(mots):
        if mot[0] == "@":
            mots[place] = f"{pays}-{int(mot[2:]) % (len(textes.RANGS[pays]) + 1):03}"
    return "+".join(mots)


def au_debut(metier: str | None, dit: str | None, pays: str) -> str | None:
    """The first occupation: the same, its first code, that code and another, or another."""
    if dit == "=":
        return metier
    if dit == "1":
        return metier and metier.split("+")[0]
    if dit == "1+Z9998":
        return metier and f"{metier.split('+')[0]}{'' if _en_v3(metier) else '+Z9998'}"
    return au_pays(dit, pays)


def _en_v3(metier: str) -> bool:
    return "v3" in droit.lire(metier.split("+", maxsplit=1)[0])


def tirer(paquet: int, paquets: int, par_contexte: int) -> Iterator[Faits]:
    """One share of the contexts, each met `par_contexte` times."""
    for rang in range(paquet, CONTEXTES, paquets):
        sorte, type_, examine_le, connu_le = contexte(rang)
        for i in range(rang * par_contexte, (rang + 1) * par_contexte):
            nationalites = tuple(filter(None, sorte[i % len(sorte)].split("+")))
            pays = nationalites[0] if nationalites else ""
            metier = au_pays(METIER[i % len(METIER)], pays)
            lieu = LIEU[i % len(LIEU)]
            initial = LIEU_INITIAL[i % len(LIEU_INITIAL)]
            depot = DEPOT[i % len(DEPOT)]
            depose_le = _DATES.get(depot or "", examine_le)
            yield Faits(
                nationalites,
                metier,
                lieu,
                type_ if SANS_TYPE[i % len(SANS_TYPE)] else None,
                min(depose_le, examine_le),
                examine_le,
                connu_le,
                au_debut(metier, INITIAL[i % len(INITIAL)], pays),
                lieu if initial == "=" else initial,
                ACTIVITE[i % len(ACTIVITE)],
                DIPLOME[i % len(DIPLOME)],
                DISPENSE[i % len(DISPENSE)],
                JEUNE[i % len(JEUNE)],
                RANG[i % len(RANG)],
            )
