"""Dirty files: the answers of the clean one, or the fault told with its row and its column."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from batch import salissures
from batch.salissures import CHAMPS, DOUTEUSES, SURES, TOUTES, Fichier, ecrire, tableur
from opposable.batch.local import Options, traiter
from opposable.batch.reponses import AJOUTES
from opposable.errors import FichierError
from opposable.fichiers.entree import Entree, Format
from opposable.fichiers.sortie import Destination
from opposable.recherche.cellules import Cellules
from opposable.recherche.noms import Noms
from opposable.recherche.registre import Recherches

if TYPE_CHECKING:
    from opposable.batch.noyau import Noyau
    from opposable.fichiers.rejets import Rejet, Rejets

COMBIEN = int(os.environ.get("OPPOSABLE_FICHIERS_SALES", "600"))
"""Files dirtied; a hundred thousand were, once, by hand."""
CLASSEURS = 97
"""One file in so many is a workbook: reading one starts a process."""
COMPRIS = 0.97
"""Part of the files without any doubt whose every row is decided."""
Reponses = dict[str, tuple[Any, ...]]


class Lecture:
    """What came of a file: answers by identifier, rejected rows, or why it was refused."""

    def __init__(self) -> None:
        self.reponses: Reponses = {}
        self.rejets: list[Rejet] = []
        self.refus = ""

    def voir(self, ecrit: pa.RecordBatch, rejets: Rejets) -> None:
        """Keep what a batch gives."""
        colonnes = [c.to_pylist() for c in ecrit.columns[-len(AJOUTES) :]]
        for rang, reponse in enumerate(zip(*colonnes, strict=True)):
            ligne: set[str] = {str(c[rang].as_py()).strip() for c in ecrit.columns[: -len(AJOUTES)]}
            (qui,) = (mot for mot in ligne if mot.startswith("dossier-"))
            self.reponses[qui] = reponse
        self.rejets += list(rejets)


@pytest.fixture(scope="module")
def mots(noyau: Noyau) -> Cellules:
    """The words of the law."""
    recherches = Recherches()
    return Cellules(lambda: recherches.pour(noyau.corpus))


@pytest.fixture(scope="module")
def noms() -> Noms:
    """The words people use."""
    return Noms.lire()


def lire(noyau: Noyau, mots: Cellules, octets: bytes, format_: Format) -> Lecture:
    """Decide the bytes of a file, nothing kept on disk."""
    import io  # noqa: PLC0415 - streams of this function alone

    lecture = Lecture()
    options = Options(
        vers=Format.ARROW,
        mots=mots,
        temoin=lecture.voir,
        rejets="r.csv",
        flux_de_rejets=io.BytesIO(),
        flux_a_corriger=io.BytesIO(),
    )
    entree = Entree(f"f.{format_}", format_, flux=io.BytesIO(octets))
    try:
        traiter(noyau, entree, Destination("s", io.BytesIO()), options)
    except FichierError as erreur:
        lecture.refus = erreur.message
    return lecture


def propre(noyau: Noyau, noms: Noms, rng: random.Random) -> Fichier:
    """A clean file of a few rows."""
    corpus = noyau.corpus
    # A label may be that of several nomenclatures: those of the lists of 2008 have five figures.
    codes = sorted(code for code in corpus.metiers if code.isdigit())
    lignes: list[dict[str, str]] = []
    for _ in range(rng.randrange(2, 5)):
        depot = salissures.jour_au_hasard(rng, date(2008, 2, 1), 900)
        examen = depot + timedelta(days=rng.randrange(60))
        faits = {
            "id": f"dossier-{rng.randrange(10**6)}-{len(lignes)}",
            "nationalite": rng.choice(sorted(corpus.nationalites)),
            "metier": rng.choice(codes),
            "departement": rng.choice(sorted(corpus.departements)),
            "type": rng.choice(corpus.valeurs["type"]),
            "depose_le": depot.isoformat(),
            "examine_le": examen.isoformat() if rng.random() < 0.5 else "",
        }
        lignes.append(faits)
    return Fichier(lignes, corpus, noms)


def reponses_de(noyau: Noyau, propre_: Fichier) -> Reponses:
    """Return the answers of a clean file, by identifier."""
    lot = pa.RecordBatch.from_pylist(propre_.lignes)
    resultat = noyau.decider(lot)
    assert not len(resultat.rejets)
    colonnes = [c.to_pylist() for c in resultat.lot.columns]
    qui = [ligne["id"] for ligne in propre_.lignes]
    return dict(zip(qui, zip(*colonnes, strict=True), strict=True))


def juger(sale: Fichier, clair: Reponses, lu: Lecture, lignes: list[int]) -> str:
    """Return what was silently lost or changed; empty where nothing was."""
    if lu.refus or sale.absente:
        nomme = sale.absente and f"« {sale.absente} »" in lu.refus
        return "" if nomme else f"refusé : {lu.refus or 'colonne devinée'}"
    rejetees = {rejet.ligne: rejet for rejet in lu.rejets}
    for rang, (ligne, faits) in enumerate(zip(lignes, sale.lignes, strict=True)):
        qui = faits["id"].strip()
        if qui in lu.reponses:
            if lu.reponses[qui] != clair[qui]:
                return f"{faits} : {lu.reponses[qui]} au lieu de {clair[qui]}"
            if sale.fautes[rang]:
                return f"{faits} : {sale.fautes[rang]} lu sans un mot"
            continue
        rejet = rejetees.get(ligne)
        dits = {*rejet.champ.split(", ")} if rejet else set()
        if not dits & sale.sales[rang] or not sale.fautes[rang] <= dits:
            return f"ligne {ligne} : {rejet} pour {sale.fautes[rang] or sale.sales[rang]}"
    return ""


def essayer(
    noyau: Noyau, mots: Cellules, noms: Noms, graine: int, sortes: tuple[Any, ...]
) -> tuple[str, bool]:
    """Dirty a file by some kinds; return what went wrong, and whether all rows were decided."""
    rng = random.Random(graine)  # noqa: S311 - the same files each time
    sale = propre(noyau, noms, rng)
    clair = reponses_de(noyau, sale)
    for sorte in sortes:
        sorte(sale, rng)
    octets, lignes = ecrire(sale)
    lu = lire(noyau, mots, octets, Format.XLSX if sale.classeur else Format.CSV)
    return juger(sale, clair, lu, lignes), len(lu.reponses) == len(sale.lignes)


def test_aucun_fichier_sale_n_est_lu_autrement_en_silence(
    noyau: Noyau, mots: Cellules, noms: Noms
) -> None:
    """Combinations of three kinds of dirt: 0 silent differences, few rows to correct."""
    fautes: list[str] = []
    surs = compris = 0
    for graine in range(COMBIEN):
        rng = random.Random(graine)  # noqa: S311 - the same files each time
        sortes = tuple(rng.sample(TOUTES, 3))
        if graine % CLASSEURS == 0:
            sortes = (*sortes, tableur)
        faute, tout = essayer(noyau, mots, noms, graine, sortes)
        if faute:
            fautes.append(f"{graine} {[s.__name__ for s in sortes]} {faute}")
        if not {*sortes} & {*DOUTEUSES}:
            surs, compris = surs + 1, compris + tout
    assert fautes == []
    assert compris >= COMPRIS * surs, f"{compris} compris sur {surs}"


@pytest.mark.parametrize("sorte", SURES, ids=lambda s: s.__name__)
def test_chaque_salissure_sure_est_comprise(
    noyau: Noyau, mots: Cellules, noms: Noms, sorte: Any
) -> None:
    """A kind of dirt alone changes no answer, and nearly never has to be asked about."""
    lus = [essayer(noyau, mots, noms, graine, (sorte,)) for graine in range(20)]
    assert [faute for faute, _ in lus if faute] == []
    assert sum(tout for _, tout in lus) >= 18


@pytest.mark.parametrize("sorte", DOUTEUSES, ids=lambda s: s.__name__)
def test_chaque_doute_est_dit(noyau: Noyau, mots: Cellules, noms: Noms, sorte: Any) -> None:
    """What may mean two things, or nothing, is told with its row and its column."""
    lus = [essayer(noyau, mots, noms, graine, (sorte,)) for graine in range(20)]
    assert [faute for faute, _ in lus if faute] == []
    assert not any(tout for _, tout in lus)


def test_le_fichier_propre_l_est(noyau: Noyau, noms: Noms) -> None:
    """The clean file has the fields of the contract as its titles."""
    sale = propre(noyau, noms, random.Random(0))  # noqa: S311 - one file
    assert ecrire(sale)[0].startswith(",".join(CHAMPS).encode())
