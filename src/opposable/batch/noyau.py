"""The kernel: an Arrow record batch in, a record batch out. It reads no file.

Every fact column goes through its dictionary; the answer of a row is one cell of the
decision table. The rule is not restated here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opposable.batch.codes import (
    INVALIDE,
    JOUR_ABSENT,
    JOUR_INVALIDE,
    Codes,
    Croisements,
    Lecteur,
    LecteurDeJours,
    constante,
    numeroter,
    reunir,
)
from opposable.batch.hors_table import HorsTable, dites
from opposable.batch.plan import HORS_TABLE, Plan
from opposable.batch.rejet import FAITS, JOURS, Juge
from opposable.batch.reponses import SCHEMA, Reponses
from opposable.decision.axes import autre_code
from opposable.decision.couverture import MASTER
from opposable.decision.demande import Demande
from opposable.decision.faits import SEPARATEUR, etablir
from opposable.decision.tabulate import tabulate
from opposable.errors import DemandeError
from opposable.fichiers.rejets import AUCUN, Rejets
from opposable.fichiers.tableaux import en_masque
from opposable.law.nomenclature import QUALIFIE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from opposable.decision.faits import Faits
    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

    Entiers = NDArray[np.integer]
    Colonnes = Mapping[str, pa.Array]

PLUSIEURS = INVALIDE - 1
"""Codes of combinations of nationalities go down from here."""


class Rangs(NamedTuple):
    """Where each row of a batch falls; what summaries and comparisons count.

    Attributes:
        reponse: Rank of the answer in `Noyau.reponses`, one a row; 0 for a rejected row.
        statut: Place on the axis of regimes of the nationality retained.
        territoire: Place on the axis of territories.
    """

    reponse: Entiers
    statut: Entiers
    territoire: Entiers


class Resultat(NamedTuple):
    """What the kernel makes of a batch.

    Attributes:
        lot: The seven fields added, one row a row; null in rejected rows.
        rejets: Rejected rows, in order; `ligne` is the rank in the batch.
        rangs: Where the rows fall, None unless asked for.
    """

    lot: pa.RecordBatch
    rejets: Rejets
    rangs: Rangs | None

    def decidees(self) -> pa.Array | None:
        """Return the mask of the rows decided, None where all are."""
        if not len(self.rejets):
            return None
        masque = np.ones(self.lot.num_rows, dtype=np.bool_)
        masque[self.rejets.lignes] = False
        return en_masque(masque)


class Noyau:
    """Decides record batches under one law.

    Args:
        corpus: The law, under the readings wanted.
        table: Its table, built here where None.

    Attributes:
        table: The decision table.
        reponses: The distinct answers.
    """

    def __init__(self, corpus: Corpus, table: Table | None = None) -> None:
        self.corpus = corpus
        self.table = table or tabulate(corpus)
        self.reponses = Reponses(self.table.reponses, corpus.portees)
        self._plan = Plan(self.table)
        self._juge = Juge(corpus)
        self._hors_table = HorsTable(corpus, self.table, self.reponses)
        self._combinaisons: dict[tuple[int, ...], int] = {}
        self._paires: list[tuple[int, ...]] = []
        plan = self._plan
        codeurs: dict[str, tuple[Callable[[Faits], int], int]] = {
            "nationalite": (self._nationalite, plan.classe_de[None]),
            "metier": (lambda f: plan.metier(f.metier), plan.metiers[None]),
            "departement": (lambda f: plan.lieu(f.region), 0),
            "region": (lambda f: plan.lieu(f.region), 0),
            "type": (lambda f: plan.types[f.type], 0),
            "metier_initial": (lambda f: min(plan.metier(f.metier_initial), 0), 0),
            "activite": (lambda f: plan.activite_de.get(f.activite, 0), 0),
            "diplome_francais": (lambda f: int(f.diplome == MASTER), 0),
        }
        self._lecteurs = {
            champ: Lecteur(champ, self._codeur(champ, code), absent)
            for champ, (code, absent) in codeurs.items()
        }
        self._croisements = Croisements()
        self._jours = {champ: LecteurDeJours(champ) for champ in JOURS}

    def _codeur(self, champ: str, code: Callable[[Faits], int]) -> Callable[[str], int]:
        """Return what codes a value of a field, refused where `decide` refuses it."""
        jour, connues = self.corpus.couverture.du, self.corpus.nationalites.keys()

        def coder(valeur: str) -> int:
            if champ == "nationalite" and not connues >= {*valeur.split(SEPARATEUR)}:
                return INVALIDE  # known at once: the sentence of the refusal is long to make
            try:
                faits = etablir(Demande(depose_le=jour, **{champ: valeur}), self.corpus)  # type: ignore[arg-type]
            except DemandeError:
                return INVALIDE
            return HORS_TABLE if QUALIFIE in valeur else code(faits)

        return coder

    def ecritures(self, metiers: Iterable[str]) -> Entiers:
        """Return the rank of the nomenclature of each code, after a 0 for one not said."""
        rangs = {place: rang for rang, place in enumerate(self._plan.autres)}
        lus = [rangs.get(autre_code(metier, self._plan.autres) or "", 0) for metier in metiers]
        return np.array([0, *lus], dtype=np.intp)

    def _nationalite(self, faits: Faits) -> int:
        classes = tuple(dict.fromkeys(self._plan.classe_de[c] for c in faits.nationalites))
        if len(classes) == 1:
            return classes[0]
        rang = self._combinaisons.setdefault(classes, len(self._paires))
        if rang == len(self._paires):
            self._paires.append(classes)
        return PLUSIEURS - rang

    def decider(self, lot: pa.RecordBatch, *, detail: bool = False) -> Resultat:
        """Decide a batch.

        Args:
            lot: Rows with the input fields of the contract; other columns are not looked at.
            detail: Whether to say where each row falls.

        Returns:
            The fields added, and the rows rejected with their reasons.

        Raises:
            FichierError: A column has a type that no value of the field has.
        """
        return _Passage(self, lot).resultat(detail=detail)


class _Passage:
    """One batch going through the kernel."""

    def __init__(self, noyau: Noyau, lot: pa.RecordBatch) -> None:
        self.noyau, self.plan, self.lot = noyau, noyau._plan, lot  # noqa: SLF001 - its other half
        self.colonnes = _faits(lot)
        self.codes = {
            champ: lecteur.lire(self.colonnes.get(champ))
            for champ, lecteur in noyau._lecteurs.items()  # noqa: SLF001
        }
        self._croiser = noyau._croisements.croiser  # noqa: SLF001
        self.depose_le, self.examine_le = self._dates()

    def resultat(self, *, detail: bool) -> Resultat:
        """Look every row up, then take out those at fault."""
        fautes = self._fautes()
        hors = self._hors(fautes)
        territoire = self._territoire()
        periode = self.plan.calendrier.rangs(self.depose_le, self.examine_le)
        classe = self._classe()
        ailleurs = self._bloc(territoire).par_ligne() + periode
        places = ailleurs + self._croiser("sorte", classe, self._cas(), np.add).par_ligne()
        rangs = self.plan.cellules.take(places).astype(np.intp)
        retenues = self._plusieurs(rangs, places, fautes)
        if fautes is not None:
            rangs[fautes] = 0
        rejets = self._rejets(fautes)
        dits = self._rangs(rangs, classe, territoire, periode, retenues) if detail else None
        if hors is not None:
            rejets = self._une_a_une(np.flatnonzero(hors), rangs, dits, rejets)
        return Resultat(
            self.noyau.reponses.colonnes(rangs, self.examine_le, rejets=bool(len(rejets))),
            rejets,
            dits,
        )

    def _une_a_une(
        self, lignes: Entiers, rangs: Entiers, dits: Rangs | None, rejets: Rejets
    ) -> Rejets:
        """Answer by the rule the rows that the table does not hold; return all the refusals."""
        regle = self.noyau._hors_table  # noqa: SLF001
        rangs[lignes], statuts, lieux, refus = regle.repondre(self.lot, lignes)
        if dits is not None:
            dits.reponse[lignes], dits.statut[lignes] = rangs[lignes], statuts
            dits.territoire[lignes] = lieux
        return rejets.avec(Rejets.de(refus))

    def _hors(self, fautes: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        """Return which rows the table has no place for, None where it holds them all."""
        masques = [codes.lignes_ou(codes.carte == HORS_TABLE) for codes in self.codes.values()]
        sans_axe = [c for champ, c in self.colonnes.items() if champ not in {*self.codes, *JOURS}]
        masques.append(dites(sans_axe, self.lot.num_rows))
        tard = self.examine_le > self.plan.horizon
        masques.append(tard & (self.examine_le < JOUR_INVALIDE) if tard.any() else None)
        hors = reunir(masques)
        if hors is not None and fautes is not None:
            fautes &= ~hors
        return hors if hors is not None and hors.any() else None

    def _dates(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        n, jours = self.lot.num_rows, self.noyau._jours  # noqa: SLF001
        depose_le, examine_le = (jours[c].lire(self.colonnes.get(c), n) for c in JOURS)
        if JOURS[1] not in self.colonnes:
            return depose_le, depose_le
        if len(examine_le) and examine_le.max() == JOUR_ABSENT:
            examine_le = np.where(examine_le == JOUR_ABSENT, depose_le, examine_le)
        return depose_le, examine_le

    def _territoire(self) -> Codes:
        return self._croiser(
            "territoire", self.codes["departement"], self.codes["region"], np.maximum
        )

    def _bloc(self, territoire: Codes) -> Codes:
        plan = self.plan
        metier, activite = self.codes["metier"], self.codes["activite"]
        if activite.carte.any():
            metier = self._croiser(
                "activite",
                metier,
                activite,
                lambda m, a: plan.activites[np.maximum(m, 0), np.maximum(a, 0)],
            )
        pas = len(plan.territoires)
        return self._croiser(
            "bloc",
            metier,
            territoire,
            lambda m, t: plan.bloc_de[np.maximum(m, 0) * pas + np.maximum(t, 0)],
        )

    def _classe(self) -> Codes:
        """Offset of the row of each nationality; that of none where there are several."""
        paires, sans = self.plan.paires, self.plan.classe_de[None]
        return self._croiser(
            "classe",
            self.codes["nationalite"],
            self.codes["diplome_francais"],
            lambda n, d: paires[np.where(n < 0, sans, n), np.maximum(d, 0)],
        )

    def _cas(self) -> Codes:
        types, cas = self.codes["type"], self.plan.cas
        initial = self._initial()
        return self._croiser("cas", types, initial, lambda t, i: cas[np.maximum(t, 0), i])

    def _initial(self) -> Codes:
        """How the first occupation compares: 0 not said, 1 the same, 2 another."""
        if "metier_initial" not in self.colonnes or "metier" not in self.colonnes:
            return constante(0)
        identites: dict[str, int] = {}
        ici, avant = (
            numeroter(self.colonnes[champ], champ, identites)
            for champ in ("metier", "metier_initial")
        )
        ecrits = self.noyau.ecritures(identites)
        return self._croiser(
            "initial",
            ici,
            avant,
            lambda i, a: np.where(
                (i == 0) | (a == 0) | (ecrits[i] != ecrits[a]), 0, np.where(i == a, 1, 2)
            ),
        )

    def _plusieurs(
        self, rangs: Entiers, places: Entiers, fautes: NDArray[np.bool_] | None
    ) -> dict[int, int]:
        """Answer the rows with several nationalities; return whose answer each one got."""
        codes = self.codes["nationalite"]
        choix = codes.lignes_ou(codes.carte <= PLUSIEURS)
        if choix is None:
            return {}
        lignes = np.flatnonzero(choix if fautes is None else choix & ~fautes)
        combinaisons = PLUSIEURS - codes.aux_lignes(lignes)
        diplomes = self.codes["diplome_francais"].aux_lignes(lignes)
        depart = places[lignes] - self.plan.paires[self.plan.classe_de[None], diplomes]
        retenues: dict[int, int] = {}
        for combinaison in np.unique(combinaisons):
            la = combinaisons == combinaison
            paires = np.array(self.noyau._paires[combinaison])  # noqa: SLF001
            cases = depart[la] + self.plan.paires[paires[:, None], diplomes[la]]
            distinctes, inverse = np.unique(self.plan.cellules[cases], axis=1, return_inverse=True)
            combinees = [
                self.noyau.reponses.combiner(tuple(colonne)) for colonne in distinctes.T.tolist()
            ]
            inverse = inverse.ravel()
            rangs[lignes[la]] = np.array([rang for rang, _ in combinees])[inverse]
            qui = paires[np.array([retenue for _, retenue in combinees])[inverse]]
            retenues.update(zip(lignes[la].tolist(), qui.tolist(), strict=True))
        return retenues

    def _fautes(self) -> NDArray[np.bool_] | None:
        """Return which rows `decide` would refuse, None where it refuses none."""
        masques = [codes.lignes_ou(codes.carte == INVALIDE) for codes in self.codes.values()]
        return reunir([*masques, self._desaccord(), self._dates_fausses()])

    def _desaccord(self) -> NDArray[np.bool_] | None:
        """A department that is not in the region said."""
        desaccord = self._croiser(
            "desaccord",
            self.codes["departement"],
            self.codes["region"],
            lambda d, r: ((d > 0) & (r > 0) & (d != r)).astype(np.intp),
        )
        return desaccord.lignes_ou(desaccord.carte > 0)

    def _dates_fausses(self) -> NDArray[np.bool_] | None:
        fausses = (self.examine_le < self.depose_le) | (self.examine_le >= JOUR_INVALIDE)
        return fausses if fausses.any() else None

    def _rejets(self, fautes: NDArray[np.bool_] | None) -> Rejets:
        if fautes is None:
            return AUCUN
        lignes = np.flatnonzero(fautes)
        juge = self.noyau._juge  # noqa: SLF001
        return juge.rejets(self.lot, lignes, self._lesquelles(lignes))

    def _lesquelles(self, lignes: Entiers) -> dict[str, NDArray[np.bool_]]:
        """Return the faults of some rows, by the names of `FAUTES`."""
        lus = {champ: codes.aux_lignes(lignes) for champ, codes in self.codes.items()}
        depot, examen = self.depose_le[lignes], self.examine_le[lignes]
        departement, region = lus["departement"], lus["region"]
        return {champ: codes == INVALIDE for champ, codes in lus.items()} | {
            "depose_le": depot == JOUR_INVALIDE,
            "examine_le": examen == JOUR_INVALIDE,
            "desaccord": (departement > 0) & (region > 0) & (departement != region),
            "dates": (examen < depot) | (examen == JOUR_ABSENT),
        }

    def _rangs(
        self,
        rangs: Entiers,
        classe: Codes,
        territoire: Codes,
        periode: Entiers,
        retenues: Mapping[int, int],
    ) -> Rangs:
        n, plan = self.lot.num_rows, self.plan
        lignes = np.broadcast_to(classe.par_ligne(), n).copy()
        if retenues:
            diplomes = np.broadcast_to(self.codes["diplome_francais"].par_ligne(), n)
            qui = np.fromiter(retenues, dtype=np.intp)
            lignes[qui] = plan.paires[np.array(list(retenues.values())), diplomes[qui]]
        statut = plan.places[lignes // plan.pas_de_classe, periode]
        lieux = np.maximum(np.broadcast_to(territoire.par_ligne(), n), 0)
        return Rangs(rangs, statut, lieux)


def _faits(lot: pa.RecordBatch) -> dict[str, pa.Array]:
    """Return the fact columns; plain text is encoded once."""
    colonnes = {}
    for champ in FAITS:
        rang = lot.schema.get_field_index(champ)
        if rang < 0 or lot.column(rang).null_count == lot.num_rows:
            continue
        colonne = lot.column(rang)
        texte = pa.types.is_string(colonne.type) or pa.types.is_large_string(colonne.type)
        colonnes[champ] = pc.dictionary_encode(colonne) if texte else colonne
    return colonnes


__all__ = ["SCHEMA", "Noyau", "Rangs", "Resultat"]
