"""Every row of the lists and passages of 2006 to 2025 against the oracle's own facts.

The oracle read the sources by itself (tests/oracle_2004_2026). Each row deleted, and each sign of
each code changed, is caught: what the list then holds is no more what the oracle holds.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from opposable.errors import LawDataError
from opposable.law.cellule import Rangee
from opposable.law.entree import Entree, Ouvre
from opposable.law.territoire import zones
from oracle import listes
from oracle_2004_2026 import textes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opposable.law.corpus import Corpus
    from opposable.law.tables import Ligne

Contenu = Counter[tuple[str, str, bool | None]]
"""Code, zone as the file writes it, and whether the row opens: None where that is not known."""
PARTOUT, METROPOLE = "partout", "metropole"
ANNEXE_2 = list(chain.from_iterable(listes.ANNEXE_2.values()))
OUVRE = {"oui": True, "non": False, "conflit": None}


def des_61() -> Contenu:
    """The 150 rows, as far as each is known to be of the 61."""
    statuts = dict.fromkeys(textes.DOUTE_61) | dict.fromkeys(textes.OUI_61, True)
    return Counter((code, PARTOUT, statuts.get(code, False)) for code in ANNEXE_2)


def de_2021() -> Contenu:
    """Every row of the copy but the four, which open nothing where they are repeated."""
    return Counter(
        (famille, region, famille not in textes.QUATRE)
        for region, familles in textes.TENSION_2024.items()
        for famille in familles
    )


def d_accord(pays: str) -> Contenu:
    """As many rows as the oracle read."""
    rangs = range(1, len(textes.RANGS[pays]) + 1)
    zone = PARTOUT if pays in {"TUN", "GEO"} else METROPOLE
    return Counter((f"{pays}-{rang:03}", zone, True) for rang in rangs)


ATTENDUS: dict[str, Contenu] = {
    "circulaire-2006-04-29": des_61(),
    "arrete-2011-08-11": Counter((code, PARTOUT, True) for code in textes.QUATORZE),
    "arrete-2012-10-01": Counter(
        (code, PARTOUT, True) for code in textes.DEUX_CENT_QUATRE_VINGT_ONZE
    ),
    "arrete-2021-04-01": de_2021(),
    "arrete-2024-03-01": Counter((famille, METROPOLE, True) for famille in textes.QUATRE),
    "arrete-2025-05-21": Counter(
        (famille, region, OUVRE[dit]) for (region, famille), dit in textes.TENSION_2025.items()
    ),
    **{f"accord-{pays.lower()}": d_accord(pays) for pays in textes.RANGS},
}


LIEUX = {region: frozenset((region,)) for region in textes.REGIONS_2016}


def fichier(instrument: str) -> str:
    """The table of an instrument's rows."""
    return f"instruments/{instrument}/liste.csv"


def contenu(corpus: Corpus, nom: str, lignes: Sequence[Ligne]) -> Contenu:
    """Read rows as loading does, and give what they hold."""
    lieux = LIEUX | zones(corpus.regions)
    return Counter(
        (entree.metier, entree.zone, _ouvre(entree))
        for entree in (Entree.lire(Rangee(nom, i, ligne), lieux) for i, ligne in enumerate(lignes))
    )


def _ouvre(entree: Entree) -> bool | None:
    return entree.constat is Ouvre.OUI if entree.constat.connu else None


@pytest.mark.parametrize("instrument", ATTENDUS)
def test_chaque_mutant_d_une_ligne_est_vu(corpus: Corpus, instrument: str) -> None:
    """The rows are the oracle's; any one deleted, or any sign of its code changed, is caught."""
    nom = fichier(instrument)
    assert contenu(corpus, nom, corpus.tables[nom]) == ATTENDUS[instrument]
    survivants, essayes = [], 0
    for ligne in corpus.tables[nom]:
        juste = contenu(corpus, nom, [ligne])
        for mutant in ([], *([m] for m in mutants(ligne))):
            essayes += 1
            try:
                change = contenu(corpus, nom, mutant)
            except LawDataError:
                continue
            if change == juste:
                survivants.append((ligne["metier"], mutant))
    assert not survivants, survivants[:5]
    assert essayes > 9 * len(corpus.tables[nom])


def mutants(ligne: Ligne) -> Iterator[Ligne]:
    """One sign of the code changed for each other of its kind; the row that opens, or not."""
    code = ligne["metier"]
    for place, signe in enumerate(code):
        signes = "0123456789" if signe.isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for autre in signes:
            if autre != signe:
                yield {**ligne, "metier": code[:place] + autre + code[place + 1 :]}
    for ouvre in Ouvre:
        connu = ligne["ouvre"] in {"oui", "non"}
        if ouvre.value != ligne["ouvre"] and (connu or ouvre.connu):
            yield {**ligne, "ouvre": ouvre.value}


# -- Passages ------------------------------------------------------------------------------------


def test_le_passage_vers_les_familles_est_celui_de_l_oracle(corpus: Corpus) -> None:
    """ROME v3 to FAP 2009: the same families for each of the 532 occupations."""
    lus: dict[str, set[str]] = {}
    for ligne in corpus.tables["passages/rome-v3-vers-fap-2009.csv"]:
        lus.setdefault(ligne["de"], set()).add(ligne["vers"])
    assert lus == textes.PASSAGE


def test_le_passage_vers_les_accords_est_celui_de_l_oracle(corpus: Corpus) -> None:
    """Codes of 1999 to rows: the same row, what only proposes, what asks for fishing."""
    lus = Counter(
        (ligne["vers"], ligne["de"], ligne["decide"] == "oui", ligne["activite"] or None)
        for ligne in corpus.tables["passages/rome-1999-vers-accords.csv"]
    )
    attendus = Counter(
        (f"{pays}-{rang:03}", mention.rstrip("~p!"), mention[-1] not in "~!", _activite(mention))
        for pays, mentions in textes.RANGS.items()
        for rang, mention in enumerate(mentions, start=1)
        if mention[0] != "-"
    )
    assert lus == attendus


def _activite(mention: str) -> str | None:
    return "peche" if mention[-1] == "p" else None
