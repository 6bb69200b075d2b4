"""Two states of the law over the same applications: which ones change answer."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.batch.codes import JOUR_INVALIDE, LecteurDeJours
from opposable.batch.comprehension import Comprehension
from opposable.batch.noyau import Noyau
from opposable.batch.rejet import lignes_de_faits
from opposable.batch.table_batie import table_batie
from opposable.decision.recu import Recu
from opposable.ecrit.tableur import sans_formule
from opposable.fichiers.refus import refuser
from opposable.fichiers.rejets import FichierDeRejets
from opposable.fichiers.sortie import Destination
from opposable.fichiers.tableaux import en_masque, en_nombres, les_nombres, sans_nul

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from opposable.batch.etat_compare import EtatCompare
    from opposable.batch.noyau import Resultat
    from opposable.fichiers.source import Lot, Source

AXES = ("regime", "region", "metier")
TITRES = ("ligne", "id", "avant", "apres", "regle_avant", "regle_apres", *AXES)


class Comparaison:
    """What changes between two states of the law, counted as the batches come.

    Args:
        avant: Kernel and state before.
        apres: Kernel and state after.

    Attributes:
        lues: Rows that both states could decide.
        passages: Rows by answer before and answer after.
        par_axe: For each axis, rows that change by value and passage.
        totaux: For each axis, rows by value.
    """

    def __init__(self, avant: EtatCompare, apres: EtatCompare) -> None:
        self.avant, self.apres = avant, apres
        un = Noyau(avant.corpus, table_batie(avant.corpus))
        meme = un.table.recu == Recu.de(apres.corpus)
        self._noyaux = (un, un if meme else Noyau(apres.corpus, table_batie(apres.corpus)))
        self.lues = self.changees = self.rejetees = 0
        self.passages: Counter[tuple[str, str]] = Counter()
        self.par_axe: dict[str, Counter[tuple[str, str, str]]] = {a: Counter() for a in AXES}
        self.totaux: dict[str, Counter[str]] = {a: Counter() for a in AXES}

    def lire(self, source: Source, champs: Mapping[str, str], detail: str, rejets: str) -> None:
        """Compare every row of a file.

        Args:
            source: The file.
            champs: Field of each of its titles that is a fact.
            detail: CSV written with one line for each application that changes answer.
            rejets: CSV of the rows that one of the states cannot decide.

        Raises:
            FichierError: A file cannot be read or written.
        """
        with Destination(detail) as sortie, FichierDeRejets(rejets) as rejetees:
            texte = io.TextIOWrapper(sortie.flux, "utf-8", newline="", write_through=True)
            ecrivain = csv.writer(texte, lineterminator="\n")
            ecrivain.writerow(TITRES)
            comprehension = Comprehension(self._noyaux[0], champs)
            for lu in source.lots():
                lot = lu._replace(lot=comprehension.comprendre(lu.lot))
                rejetees.ajouter(lot.rejets)
                lignes = self._un(lot, rejetees)
                with refuser(sortie.nom, "écriture impossible"):
                    ecrivain.writerows([sans_formule(str(c)) for c in ligne] for ligne in lignes)
            self.rejetees = rejetees.nombre
            with refuser(sortie.nom, "écriture impossible"):
                texte.detach()

    def _un(self, lot: Lot, rejets: FichierDeRejets) -> list[tuple[object, ...]]:
        """Compare a batch; return the applications that change."""
        un, deux = (
            noyau.decider(_examiner(lot.lot, etat.jour), detail=True)
            for noyau, etat in zip(self._noyaux, (self.avant, self.apres), strict=True)
        )
        nouvelles = ~np.isin(deux.rejets.lignes, un.rejets.lignes)
        fautes = un.rejets.avec(deux.rejets.choisir(nouvelles))
        rejets.ajouter(fautes.situer(lot.situer(fautes.lignes)))
        bonnes = np.ones(lot.lot.num_rows, dtype=np.bool_)
        bonnes[fautes.lignes] = False
        return self._compter(lot, un, deux, np.flatnonzero(bonnes))

    def _compter(
        self, lot: Lot, un: Resultat, deux: Resultat, lignes: NDArray[np.intp]
    ) -> list[tuple[object, ...]]:
        avant, apres = (_mots(r, "situation_emploi")[lignes] for r in (un, deux))
        axes = self._axes(lot, deux, lignes)
        self.lues += len(lignes)
        self.passages.update(zip(avant.tolist(), apres.tolist(), strict=True))
        for axe, valeurs in axes.items():
            self.totaux[axe].update(valeurs.tolist())
        change = np.flatnonzero(avant != apres)
        self.changees += len(change)
        for axe, valeurs in axes.items():
            quoi = (valeurs[change], avant[change], apres[change])
            self.par_axe[axe].update(zip(*(q.tolist() for q in quoi), strict=True))
        return self._details(lot, (un, deux), lignes[change], [a[change] for a in axes.values()])

    def _axes(
        self, lot: Lot, apres: Resultat, lignes: NDArray[np.intp]
    ) -> dict[str, NDArray[np.object_]]:
        table = self._noyaux[1].table
        regimes = np.array([statut.regime or "" for statut in table.statuts], dtype=object)
        regions = np.array([t or "" for t in table.territoires], dtype=object)
        rangs = apres.rangs
        assert rangs is not None  # noqa: S101 - asked for with `detail`
        faits = lignes_de_faits(lot.lot.select(["metier"]), lignes)
        metiers = np.array([f[1] or "" for f in faits], dtype=object)
        return {
            "regime": regimes[rangs.statut[lignes]],
            "region": regions[rangs.territoire[lignes]],
            "metier": metiers,
        }

    @staticmethod
    def _details(
        lot: Lot,
        resultats: tuple[Resultat, Resultat],
        lignes: NDArray[np.intp],
        axes: Sequence[NDArray[np.object_]],
    ) -> list[tuple[object, ...]]:
        place = lot.lot.schema.get_field_index("id")
        choisies = en_nombres(lignes)
        ids = lot.lot.column(place).take(choisies).to_pylist() if place >= 0 else [""] * len(lignes)
        colonnes = [
            _mots(resultat, champ)[lignes]
            for champ in ("situation_emploi", "regle")
            for resultat in resultats
        ]
        numeros = lot.situer(lignes).tolist()
        return list(zip(numeros, ids, *colonnes, *axes, strict=True))


def _mots(resultat: Resultat, champ: str) -> NDArray[np.object_]:
    colonne = resultat.lot.column(champ)
    mots = np.array([*colonne.dictionary.to_pylist(), ""], dtype=object)
    rangs = sans_nul(colonne.indices, len(mots) - 1)
    choisis: NDArray[np.object_] = mots[les_nombres(rangs)]
    return choisis


def _examiner(lot: pa.RecordBatch, jour: int | None) -> pa.RecordBatch:
    """Return the batch with every application examined that day, and filed by then."""
    if jour is None:
        return lot
    place = lot.schema.get_field_index("depose_le")
    depots = LecteurDeJours("depose_le").lire(lot.column(place), lot.num_rows)
    lisibles = en_masque(depots < JOUR_INVALIDE)
    ramenes = (
        en_nombres(np.minimum(depots, jour).astype(np.int32)).cast(pa.date32()).cast(pa.string())
    )
    colonnes = {
        "depose_le": pc.if_else(lisibles, ramenes, lot.column(place).cast(pa.string())),
        "examine_le": en_nombres(np.full(lot.num_rows, jour, np.int32)).cast(pa.date32()),
    }
    gardees = [n for n in lot.schema.names if n not in colonnes]
    tableaux = [lot.column(n) for n in gardees]
    noms = [*gardees, *colonnes]
    return pa.RecordBatch.from_arrays([*tableaux, *colonnes.values()], names=noms)


class Changement(NamedTuple):
    """A value of an axis, how many rows it has, and how many change and how."""

    valeur: str
    demandes: int
    changees: int
    passages: tuple[tuple[str, str, int], ...]


def changements(comparaison: Comparaison, axe: str) -> list[Changement]:
    """Return the values of an axis where something changes, most changed first."""
    par_valeur: dict[str, list[tuple[str, str, int]]] = {}
    for (valeur, avant, apres), combien in comparaison.par_axe[axe].items():
        par_valeur.setdefault(valeur, []).append((avant, apres, combien))
    trouves = [
        Changement(
            valeur,
            comparaison.totaux[axe][valeur],
            sum(combien for _, _, combien in passages),
            tuple(sorted(passages, key=lambda p: -p[2])),
        )
        for valeur, passages in par_valeur.items()
    ]
    return sorted(trouves, key=lambda c: (-c.changees, c.valeur))
