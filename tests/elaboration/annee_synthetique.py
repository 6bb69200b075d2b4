"""A made-up year on which the method of annex 1 gives the lists that the circular prints.

Nothing here was observed. Counts are chosen so that the figures printed hold, on the occupations
that the annexes print; which are the 61, the 54 and the 35 is made up too: the text does not say.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable.elaboration.chiffres.nomenclature import MetierNomme, Niveau, Nomenclature
from opposable.elaboration.chiffres.releve import FRANCE, Etat, Releve
from opposable.law.territoire import METROPOLE

if TYPE_CHECKING:
    from pathlib import Path

    from opposable.law.corpus import Corpus

OFFRES_150, OFFRES_30, OFFRES_TOTAL = 1_371_931, 152_760, 3_429_828
HAUT, BAS = Fraction("3.55"), Fraction("1.33")
DEMANDEURS = 2_000  # of each of the nine: every tension is then exact
AILLEURS = "99999"
ECARTS = {
    "metiers_150": "33226",
    "metiers_federations": "33226",
    "metiers_ajoutes": "33226",
}
"""Figures of the text that cannot hold, each with the reading that tells why: a code printed
twice makes 149 codes of 150 rows."""
MESURE = "anpe-2006"
HORS_ANNEXE_3 = {"52151": "npdc-52151", "61224": "centre-61224"}
"""Codes that a region prints and annex 3 does not: additions, with the reading that tells so."""


class Annee(NamedTuple):
    """A made-up year.

    Attributes:
        releve: The figures.
        nomenclature: The occupations.
        ue: Codes of annex 2.
        tiers: Codes of annex 3.
        regions: What annex 4 opens, as adopted.
    """

    releve: Releve
    nomenclature: Nomenclature
    ue: frozenset[str]
    tiers: frozenset[str]
    regions: frozenset[tuple[str, str]]


def annee(corpus: Corpus, dossier: Path) -> Annee:
    """Make the year, and write the files that the scheme names in a folder."""
    listes = [li for li in corpus.listes.values() if li.instrument == "circulaire-2007-12-20"]
    large = next(li for li in listes if not li.cadre)
    etroite = next(li for li in listes if li.cadre)
    ue, tiers = sorted(large.ouvertures), sorted({e.metier for e in etroite.cadre})
    metropole = sorted(r.code for r in corpus.regions.values() if r.zone == METROPOLE)
    ouvertes = frozenset(
        (m, r) for m, o in etroite.ouvertures.items() for r in metropole if o.ligne(r)
    )
    six = sorted(m for m, o in etroite.ouvertures.items() if len(o.par_region) >= len(metropole))
    groupes = _groupes(ue, tiers)
    france = _france(groupes, tiers)
    _ecrire(dossier, groupes, six)
    return Annee(
        _releve(france, ouvertes, metropole),
        _nomenclature(corpus, ue, tiers),
        frozenset(ue),
        frozenset(tiers),
        ouvertes,
    )


def _groupes(ue: list[str], tiers: list[str]) -> dict[str, list[str]]:
    """Share annex 2 out: 61 that hold the 30, 54, and the others."""
    ordre = [*tiers, *(m for m in ue if m not in tiers)]
    return {
        "deja-ouverts": ordre[:61],
        "en-tension": ordre[61:115],
        "federations": ordre[115:],
    }


def _france(groupes: dict[str, list[str]], tiers: list[str]) -> dict[str, tuple[int, int]]:
    """Return offers and seekers of each occupation, for the whole country."""
    counts = _tiers(tiers)
    offres_61 = OFFRES_TOTAL // 4
    reste_61 = [m for m in groupes["deja-ouverts"] if m not in counts]
    counts |= _partager(reste_61, offres_61 - OFFRES_30, Fraction("1.4"))
    offres_54 = 400_000
    counts |= _partager(groupes["en-tension"], offres_54, Fraction("0.9"))
    demandeurs = sum(d for _, d in counts.values())
    reste = OFFRES_150 - offres_61 - offres_54
    vises = int(OFFRES_150 / Fraction("0.9")) - demandeurs
    counts |= _partager(groupes["federations"], reste, Fraction(reste, vises))
    counts[AILLEURS] = (OFFRES_TOTAL - OFFRES_150, 4_000_000)
    return counts


def _tiers(tiers: list[str]) -> dict[str, tuple[int, int]]:
    """Return the counts of the 30: nine from 3.55 down to 1.33, 21 above 0.9, mean 1.4."""
    forts, autres = tiers[:9], tiers[9:]
    pas = (HAUT - BAS) / (len(forts) - 1)
    counts = {
        metier: (int((HAUT - rang * pas) * DEMANDEURS), DEMANDEURS)
        for rang, metier in enumerate(forts)
    }
    offres = sum(o for o, _ in counts.values())
    demandeurs = sum(d for _, d in counts.values())
    vises = int(OFFRES_30 / Fraction("1.4")) - demandeurs
    return counts | _partager(autres, OFFRES_30 - offres, Fraction(OFFRES_30 - offres, vises))


def _partager(metiers: list[str], offres: int, tension: Fraction) -> dict[str, tuple[int, int]]:
    """Share offers out evenly, with the seekers that make the tension of the whole."""
    parts, demandeurs = _parts(offres, len(metiers)), _parts(int(offres / tension), len(metiers))
    return dict(zip(metiers, zip(parts, demandeurs, strict=True), strict=True))


def _parts(tout: int, combien: int) -> list[int]:
    part, reste = divmod(tout, combien)
    return [part + (rang < reste) for rang in range(combien)]


def _releve(
    france: dict[str, tuple[int, int]], ouvertes: frozenset[tuple[str, str]], regions: list[str]
) -> Releve:
    """Return the figures: those of the country, and a region's above 0.8 where it prints a row."""
    metiers, territoires = tuple(sorted(france)), tuple(sorted([*regions, FRANCE]))
    taille = (len(metiers), len(territoires), 1)
    offres, demandeurs = np.zeros(taille, np.int64), np.zeros(taille, np.int64)
    for m, metier in enumerate(metiers):
        for t, territoire in enumerate(territoires):
            compte = france[metier] if territoire == FRANCE else (80, 100)
            if (metier, territoire) in ouvertes and metier not in HORS_ANNEXE_3:
                compte = (81, 100)
            offres[m, t, 0], demandeurs[m, t, 0] = compte
    etat = np.full(taille, Etat.CONNUE, np.int8)
    return Releve(
        metiers, territoires, ("2006",), offres, demandeurs, etat, mesure=MESURE, synthetique=True
    )


def _nomenclature(corpus: Corpus, ue: list[str], tiers: list[str]) -> Nomenclature:
    """Return levels made up so that the two sorts of annex 1 are told apart."""
    avec = {ligne["imprime"]: ligne["compte_avec"] for ligne in corpus.tables["domaines.csv"]}
    metiers = {}
    for code in sorted({*ue, *HORS_ANNEXE_3}):
        connu = corpus.metiers[code]
        niveau = Niveau.VI
        if code in tiers:
            niveau = Niveau.IV if code in tiers[:9] else Niveau.II
        domaine = avec.get(connu.domaine) or connu.domaine
        metiers[code] = MetierNomme(code, connu.intitule, niveau, domaine)
    metiers[AILLEURS] = MetierNomme(AILLEURS, "Tous les autres métiers", Niveau.VI, "AUTRES")
    return Nomenclature("rome-1999", metiers)


def _ecrire(dossier: Path, groupes: dict[str, list[str]], six: list[str]) -> None:
    """Write the files that the scheme names."""
    ajouts = [("52151", "31"), ("61224", "24")]
    nommes = {**groupes, "partout": six, "retraits": [], "ajouts": []}
    for nom, metiers in nommes.items():
        with (dossier / f"{nom}.csv").open("w", encoding="utf-8", newline="") as fichier:
            ecrivain = csv.writer(fichier)
            ecrivain.writerow(("metier", "territoire", "demandeur", "motif"))
            ecrivain.writerows((metier, "", "", "") for metier in metiers)
            if nom == "ajouts":
                ecrivain.writerows((m, r, "préfet", "imprimé par la région") for m, r in ajouts)
