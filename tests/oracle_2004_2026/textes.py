"""What the texts of 2004 to 2026 print, read from `faits/`, for the oracle alone.

The annexes of 2007 and the arrêté of 2008 are those of `oracle.listes`, keyed in by hand
for the first part. Nothing here decides anything.
"""

from __future__ import annotations

from pathlib import Path

from oracle import listes

FAITS = Path(__file__).parent / "faits"


def lire(nom: str) -> dict[str, list[str]]:
    """Blocks "key: words" of one file; a line set back goes on with the one above."""
    blocs: dict[str, list[str]] = {}
    cle = ""
    for ligne in (FAITS / f"{nom}.txt").read_text("utf-8").splitlines():
        if ligne.startswith("#"):
            continue
        mots = ligne
        if not ligne.startswith(" "):
            cle, _, mots = ligne.partition(":")
            blocs[cle] = []
        blocs[cle] += mots.split()
    return blocs


# -- Places: the 26 regions of 2007 are the grains, every other place is made of them ------------

_LIEUX = lire("lieux")
METROPOLE = tuple(listes.METROPOLE)
OUTRE_MER = tuple(listes.OUTRE_MER)
GRAINS = METROPOLE + OUTRE_MER
DEPARTEMENTS = {d: r for r, ds in _LIEUX.items() if not r.startswith("=") for d in ds}
REUNIES = {r[1:]: tuple(des) for r, des in _LIEUX.items() if r.startswith("=")}
_PARENTE = {r: grande for grande, des in REUNIES.items() for r in des}
REGION_2016 = {r: _PARENTE.get(r, r) for r in GRAINS}
REGIONS_2016 = tuple(dict.fromkeys(REGION_2016[r] for r in METROPOLE))

# -- Occupations --------------------------------------------------------------------------------

_61 = lire("soixante_et_un")
OUI_61 = frozenset(_61["oui"])
DOUTE_61 = frozenset(_61["possible"] + _61["incertain"])

_V3 = lire("rome_v3")
QUATORZE = frozenset(_V3.pop("2011"))
DEUX_CENT_QUATRE_VINGT_ONZE = frozenset(
    cle[-1] + chiffres for cle, suite in _V3.items() for chiffres in suite
)

_FAMILLES = lire("familles")
FAMILLES = frozenset(_FAMILLES)
PASSAGE: dict[str, frozenset[str]] = {
    v3: frozenset(f for f, des in _FAMILLES.items() if v3 in des)
    for v3 in {v3 for des in _FAMILLES.values() for v3 in des}
}

TENSION_2024 = {cle: frozenset(des) for cle, des in lire("tension_2024").items()}
QUATRE = TENSION_2024.pop("metropole")
"""The four families that the amendment of 2024 adds to every region."""
TENSION_2025 = {
    (cle.split()[0], famille): cle.split()[1]
    for cle, des in lire("tension_2025").items()
    for famille in des
}

RANGS = lire("accords")
"""By country, what stands at each rank: see the head of the file."""
CODES_COMPLETS = frozenset(p for p, des in RANGS.items() if not {"-", "~"} & {m[-1] for m in des})
"""Agreements of which every row has a code: the reading names GEO and CPV."""
