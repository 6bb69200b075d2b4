"""A table as bytes, and back: built once, it is sent or kept, and read in no time.

A head in JSON holds the axes and the answers; the ranks follow as 16-bit integers, low byte first.
Nothing in it is run, and whatever does not hold together is refused. The law itself is not in it:
the reader has it, and what names the bytes says which law they were made from.
"""

from __future__ import annotations

import json
import sys
from array import array
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from opposable.decision import axes
from opposable.decision.axes import AxeMetier, AxeStatut, Cas, Periode
from opposable.decision.recu import Recu
from opposable.decision.reponse import Attente
from opposable.decision.table import AutreLecture, Cellule, Table
from opposable.errors import ArtefactError
from opposable.law.regle import SituationEmploi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from opposable.law.corpus import Corpus

MAGIE = b"opposable-table 1\n"
"""First bytes; the number changes with the format."""


def en_octets(table: Table) -> bytes:
    """Return a table as bytes, the same for the same table."""
    attentes: dict[Attente, int] = {}
    reponses = [_ecrire(cellule, attentes) for cellule in table.reponses[1:]]
    rangees: dict[bytes, int] = {}
    statut_de = {
        code or "": [rangees.setdefault(bytes(rangee), len(rangees)) for rangee in deux]
        for code, deux in table.statut_de.items()
    }
    suites = (table.blocs, table.planches, table.cellules)
    tete = {
        "metiers": table.metiers,
        "statuts": table.statuts,
        "cas": table.cas,
        "periodes": [[jour.isoformat() for jour in periode] for periode in table.periodes],
        "rangees": [list(rangee) for rangee in rangees],
        "statut_de": statut_de,
        "attentes": [[a.notifiable, a.au_plus_tot and str(a.au_plus_tot)] for a in attentes],
        "reponses": reponses,
        "horizon": table.horizon.isoformat(),
        "longueurs": [len(suite) for suite in suites],
    }
    json_ = json.dumps(tete, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((MAGIE, json_, b"\n", *(_petit_bout(suite.tobytes()) for suite in suites)))


def des_octets(octets: bytes, corpus: Corpus) -> Table:
    """Return the table that bytes hold.

    Args:
        octets: What `en_octets` gave.
        corpus: The law it was built from.

    Raises:
        ArtefactError: They are of another format, cut short, or do not hold together.
    """
    if not octets.startswith(MAGIE):
        raise ArtefactError("ses premiers octets sont d'un autre format")
    tete, saut, suite = octets[len(MAGIE) :].partition(b"\n")
    if not saut:
        raise ArtefactError("il est tronqué")
    try:
        table = _lire(json.loads(tete), suite, corpus)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as erreur:
        raise ArtefactError(f"son contenu ne se tient pas ({type(erreur).__name__})") from None
    _verifier(table)
    return table


def _ecrire(cellule: Cellule | None, attentes: dict[Attente, int]) -> list[Any]:
    """Return an answer as JSON values; days of notification are few, and told by rank."""
    assert cellule is not None  # noqa: S101 - only the first answer is none

    def rang(attente: Attente) -> int:
        return attentes.setdefault(attente, len(attentes))

    autres = [[a.lecture, a.situation_emploi, rang(a.attente)] for a in cellule.lectures]
    return [*cellule[:5], rang(cellule.attente), autres, cellule.manque]


def _lire(tete: Mapping[str, Any], suite: bytes, corpus: Corpus) -> Table:
    jours = [tuple(map(date.fromisoformat, periode)) for periode in tete["periodes"]]
    rangees = [bytes(rangee) for rangee in tete["rangees"]]
    blocs, planches, cellules = _suites(suite, tete["longueurs"])
    return Table(
        recu=Recu.de(corpus),
        metiers=tuple(AxeMetier(*metier) for metier in tete["metiers"]),
        territoires=(None, *corpus.regions),
        statuts=tuple(AxeStatut(r, li, d, tuple(codes)) for r, li, d, codes in tete["statuts"]),
        cas=tuple(Cas(*cas) for cas in tete["cas"]),
        periodes=tuple(Periode(*periode) for periode in jours),
        blocs=blocs,
        planches=planches,
        cellules=cellules,
        reponses=(None, *_reponses(tete["attentes"], tete["reponses"])),
        statut_de={
            code or None: (rangees[sans], rangees[avec])
            for code, (sans, avec) in tete["statut_de"].items()
        },
        autres=axes.autres(corpus),
        horizon=date.fromisoformat(tete["horizon"]),
    )


def _reponses(attentes: Iterable[Any], reponses: Iterable[Any]) -> Iterable[Cellule]:
    """Yield the answers; what is the same is made once."""
    situations = {situation.value: situation for situation in SituationEmploi}
    dites = [Attente(a, jour and date.fromisoformat(jour)) for a, jour in attentes]
    for situation, regle, liste, fondement, autorite, attente, autres, manque in reponses:
        lectures = tuple(AutreLecture(nom, situations[la], dites[a]) for nom, la, a in autres)
        yield Cellule(
            situation_emploi=situations[situation],
            regle=regle,
            liste=liste,
            fondement=fondement,
            autorite=autorite,
            attente=dites[attente],
            lectures=lectures,
            manque=tuple(manque),
        )


def _suites(octets: bytes, longueurs: list[int]) -> list[memoryview[int]]:
    """Return the ranks, as integers that nobody can write to."""
    if 2 * sum(longueurs) != len(octets):
        raise ArtefactError("il est tronqué")
    vue, suites = memoryview(_petit_bout(octets)).cast("H"), []
    for longueur in longueurs:
        suites.append(vue[:longueur])
        vue = vue[longueur:]
    return suites


def _petit_bout(octets: bytes) -> bytes:
    """Return 16-bit integers with their low byte first, from the order of this machine or to it."""
    if sys.byteorder == "little":
        return octets
    rangs = array("H", octets)
    rangs.byteswap()
    return rangs.tobytes()


def _verifier(table: Table) -> None:
    """Refuse a table whose ranks lead nowhere.

    Raises:
        ArtefactError: They do.
    """
    metiers, territoires, statuts, cas, periodes = table.forme
    rangees = {rangee for deux in table.statut_de.values() for rangee in deux}
    longueurs = (len(table.blocs), len(table.planches) % statuts, len(table.cellules))
    planches, reste = divmod(longueurs[2], cas * periodes)
    if (
        longueurs[:2] != (metiers * territoires, 0)
        or reste
        or any(len(rangee) != periodes for rangee in rangees)
        or max(table.blocs) >= len(table.planches) // statuts
        or max(table.planches) >= planches
        or max(table.cellules) >= len(table.reponses)
        or max(chain(*rangees)) >= statuts
    ):
        raise ArtefactError("ses rangs ne mènent nulle part")
