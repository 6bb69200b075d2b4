"""The rule tabulated: every answer `trancher` can give, as a table of small integers.

Look-ups, batch, maps and studies read the table; none of them restates the rule.
"""

from __future__ import annotations

from array import array
from itertools import chain
from typing import TYPE_CHECKING

from opposable.decision import axes, procedure
from opposable.decision.axes import AxeMetier, AxeStatut, Cas, Periode
from opposable.decision.couverture import MASTER
from opposable.decision.examen import examiner_les_faits
from opposable.decision.faits import Faits
from opposable.decision.recu import Recu
from opposable.decision.regard import Regard
from opposable.decision.reponse import attendre
from opposable.decision.table import IMPOSSIBLE, AutreLecture, Cellule, Table
from opposable.decision.trame import Trame, depuis, ossature
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from opposable.decision.examen import Examen
    from opposable.law.corpus import Corpus
    from opposable.law.nomenclature import Nomenclature


def tabulate(corpus: Corpus, parmi: Sequence[Nomenclature] = ()) -> Table:
    """Run the rule over every input that can matter.

    Args:
        corpus: The law, under the readings wanted.
        parmi: Nomenclatures of its occupations, one of `axes.ensembles`; that of look-ups where
            it is empty.

    Returns:
        The table; `table.chercher(faits)` answers as `decide` does.
    """
    return _Chantier(corpus, parmi).table()


class _Chantier:
    """The table being built: axes, then what is distinct of blocks, boards and answers."""

    def __init__(self, corpus: Corpus, parmi: Sequence[Nomenclature] = ()) -> None:
        self.corpus, self.parmi = corpus, parmi
        self.mondes = axes.variantes(corpus)
        self.periodes = axes.periodes(corpus)
        self.metiers = axes.metiers(corpus, parmi)
        self.cas = axes.cas(corpus)
        self.territoires = (None, *corpus.regions)
        self.regard = Regard(self.mondes)
        self.rangs: dict[Cellule | None, int] = {None: IMPOSSIBLE}
        self.statuts, self.statut_de, self.exemples = self._statuts()
        self.groupes: dict[tuple[tuple[int, str], ...], int] = {}
        self.apercus: dict[tuple[object, ...], int] = {}
        self.planches: dict[bytes, int] = {}
        self.planches_vues: dict[tuple[int, tuple[int, ...]], int] = {}
        self.colonnes: dict[tuple[int, int, date], tuple[int, ...]] = {}
        self.bases: dict[tuple[int, int], tuple[tuple[Cellule, Trame], ...]] = {}
        self.depuis = [depuis(p.jours()[1], corpus) for p in self.periodes]
        self.consultees = self._consultees()
        self.groupes_de = [tuple(dict.fromkeys(groupes)) for groupes in self.consultees]
        self.groupes_lus = tuple(self.groupes)
        self.rangs_des_groupes = [
            tuple(dict.fromkeys(self.regard.rangs[cle] for cle in groupe))
            for groupe in self.groupes
        ]
        self.contextes = self._contextes()

    def table(self) -> Table:
        """Fill the table, one block per distinct view of an occupation from a place."""
        blocs, distincts = self._blocs()
        planches = chain.from_iterable(distincts)
        return Table(
            Recu.de(self.corpus),
            self.metiers,
            self.territoires,
            self.statuts,
            self.cas,
            self.periodes,
            figer(blocs),
            figer(planches),
            memoryview(b"".join(self.planches)).cast("H"),
            tuple(self.rangs),
            self.statut_de,
            axes.autres(self.corpus, self.parmi),
            axes.horizon(self.corpus, self.parmi),
        )

    def _blocs(self) -> tuple[list[int], dict[tuple[int, ...], int]]:
        """Return the rank of the block of each occupation and place, and the blocks by rank."""
        connus: dict[tuple[int, ...], int] = {}
        distincts: dict[tuple[int, ...], int] = {}
        blocs = []
        par_vues: dict[tuple[object, ...], tuple[int, ...]] = {}
        for place in self.metiers:
            seules = self._locales(place, par_vues)
            for territoire in self.territoires:
                locales = seules[territoire] if territoire else self._partout(place, seules)
                if locales not in connus:
                    bloc = self._bloc(place, territoire, locales, seules)
                    connus[locales] = distincts.setdefault(bloc, len(distincts))
                blocs.append(connus[locales])
        return blocs, distincts

    def _statuts(
        self,
    ) -> tuple[
        tuple[AxeStatut, ...],
        dict[str | None, tuple[bytes, bytes]],
        list[dict[int, str | None]],
    ]:
        """Place every nationality on the axis, period by period, and keep one example each."""
        places: dict[tuple[object, ...], int] = {}
        codes: list[dict[str | None, None]] = []
        exemples: list[dict[int, str | None]] = []
        statut_de: dict[str | None, tuple[bytes, bytes]] = {}
        for groupe in ((None,), *axes.traites_pareil(self.mondes)):
            rangees = tuple(self._rangee(groupe[0], d, places) for d in (None, MASTER))
            codes += [{} for _ in range(len(places) - len(codes))]
            exemples += [{} for _ in range(len(places) - len(exemples))]
            for rangee in rangees:
                for p, place in enumerate(rangee):
                    exemples[place].setdefault(p, groupe[0])
            for code in groupe:
                statut_de[code] = (rangees[0], rangees[1])
        for code in (None, *self.corpus.nationalites):
            for place in chain(*statut_de[code]):
                codes[place][code] = None
        self.cles = tuple(places)
        statuts = [self._axe_statut(cle, codes[place]) for place, cle in enumerate(places)]
        return tuple(statuts), statut_de, exemples

    def _rangee(
        self, code: str | None, diplome: str | None, places: dict[tuple[object, ...], int]
    ) -> bytes:
        """Place a nationality on the axis, period by period."""
        cles = (self._cle(code, periode, diplome) for periode in self.periodes)
        return bytes(places.setdefault(cle, len(places)) for cle in cles)

    def _cle(self, code: str | None, periode: Periode, diplome: str | None) -> tuple[object, ...]:
        if code is None:
            return ()
        jour = periode.jours()[1]
        cle = axes.cle_de_statut(code, jour, self.mondes, diplome)
        transition = any(isinstance(s, tuple) and s[0] is Regime.UE_TRANSITOIRE for s in cle[2:])
        return cle if transition else (None, *cle[1:])

    def _axe_statut(self, cle: tuple[object, ...], codes: dict[str | None, None]) -> AxeStatut:
        nationalites = tuple(code for code in codes if code is not None)
        if not cle or not isinstance(cle[2], tuple):
            return AxeStatut(None, listes=False, diplome=None, nationalites=nationalites)
        regime, listes = cle[2]
        diplome = cle[0] if isinstance(cle[0], str) else None
        return AxeStatut(str(regime), bool(listes), diplome, nationalites)

    def _consultees(self) -> list[list[int]]:
        """Number, for each regime and period, the lists that may answer there."""
        return [
            [
                self.groupes.setdefault(self._lesquelles(exemples.get(p), p), len(self.groupes))
                for p in range(len(self.periodes))
            ]
            for exemples in self.exemples
        ]

    def _contextes(self) -> list[list[int]]:
        """Number, for each regime and period, all that an answer takes from nationality and days.

        Two that fall under the same regimes and the same lists on some days are answered alike.
        """
        connus: dict[tuple[object, ...], int] = {}
        return [
            [
                connus.setdefault(self._contexte(s, p, groupe), len(connus))
                for p, groupe in enumerate(groupes)
            ]
            for s, groupes in enumerate(self.consultees)
        ]

    def _contexte(self, s: int, p: int, groupe: int) -> tuple[object, ...]:
        cle, code = self.cles[s], self.exemples[s].get(p)
        jours = axes.jours_vus(
            code,
            self.periodes[p],
            self.groupes_lus[groupe],
            self.mondes,
            self.corpus.portees,
            self.statuts[s].diplome,
        )
        return (cle[:1], cle[2:], groupe, p in self.exemples[s], jours)

    def _lesquelles(self, code: str | None, periode: int) -> tuple[tuple[int, str], ...]:
        if code is None:
            return ()
        return axes.consultees(code, self.periodes[periode].jours()[1], enumerate(self.mondes))

    def _locales(
        self, place: AxeMetier, par_vues: dict[tuple[object, ...], tuple[int, ...]]
    ) -> dict[str, tuple[int, ...]]:
        """Number, for each region, what each group of lists shows of an occupation."""
        locales = {}
        for region, vues in zip(self.corpus.regions, self.regard.vues(place), strict=True):
            abords = axes.abords(place, region, self.corpus)
            cle = (abords, vues)
            if cle not in par_vues:
                par_vues[cle] = tuple(
                    self.apercus.setdefault((abords, *(vues[r] for r in rangs)), len(self.apercus))
                    for rangs in self.rangs_des_groupes
                )
            locales[region] = par_vues[cle]
        return locales

    def _partout(self, place: AxeMetier, seules: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
        """Number what each group shows where the place is not said: all that regions show."""
        abords = axes.abords(place, None, self.corpus)
        vus = zip(*seules.values(), strict=True)
        return tuple(
            self.apercus.setdefault((abords, *dict.fromkeys(vu)), len(self.apercus)) for vu in vus
        )

    def _bloc(
        self,
        place: AxeMetier,
        territoire: str | None,
        locales: tuple[int, ...],
        seules: Mapping[str, tuple[int, ...]],
    ) -> tuple[int, ...]:
        """Answer every regime, kind and period for one occupation in one place."""
        bloc = []
        for s, groupes in enumerate(self.groupes_de):
            cle = (s, tuple(locales[groupe] for groupe in groupes))
            if cle not in self.planches_vues:
                self.planches_vues[cle] = self._planche(place, territoire, s, locales, seules)
            bloc.append(self.planches_vues[cle])
        return tuple(bloc)

    def _planche(
        self,
        place: AxeMetier,
        territoire: str | None,
        s: int,
        locales: tuple[int, ...],
        seules: Mapping[str, tuple[int, ...]],
    ) -> int:
        """Return the rank of the board of a regime: its answers by kind and period.

        The rule is run once for what the lists that may answer show alike.
        """
        colonnes = [
            self._colonne(place, territoire, s, p, locales[groupe], seules)
            for p, groupe in enumerate(self.consultees[s])
        ]
        octets = figer(chain.from_iterable(zip(*colonnes, strict=True))).tobytes()
        return self.planches.setdefault(octets, len(self.planches))

    def _colonne(
        self,
        place: AxeMetier,
        territoire: str | None,
        s: int,
        periode: int,
        apercu: int,
        seules: Mapping[str, tuple[int, ...]],
    ) -> tuple[int, ...]:
        """Answer every kind of application in one period, with the service and basis of the day."""
        if periode not in self.exemples[s]:
            return (IMPOSSIBLE,) * len(self.cas)
        jour, contexte = self.depuis[periode], (self.contextes[s][periode], apercu)
        colonne = self.colonnes.get((*contexte, jour))
        if colonne is None:
            if contexte not in self.bases:
                groupe = self.consultees[s][periode]
                lieux = (territoire,) if territoire else _differentes(seules, groupe)
                self.bases[contexte] = self._bases(place, territoire, lieux, s, periode)
            colonne = self.colonnes[*contexte, jour] = tuple(
                self.rangs.setdefault(_dater(*base, jour, self.corpus), len(self.rangs))
                for base in self.bases[contexte]
            )
        return colonne

    def _bases(
        self, place: AxeMetier, territoire: str | None, lieux: tuple[str, ...], s: int, periode: int
    ) -> tuple[tuple[Cellule, Trame], ...]:
        """Run the rule for every kind of application, once for all the days that look alike."""
        examens = (self._examen(place, territoire, lieux, cas, s, periode) for cas in self.cas)
        trames = ((examen, ossature(examen)) for examen in examens)
        return tuple((decrire(examen, une), une) for examen, une in trames)

    def _examen(
        self,
        place: AxeMetier,
        territoire: str | None,
        lieux: tuple[str, ...],
        cas: Cas,
        s: int,
        periode: int,
    ) -> Examen:
        code = self.exemples[s][periode]
        depose_le, examine_le = self.periodes[periode].jours()
        codes = axes.codes_de(place.metier, self.corpus)
        faits = Faits(
            nationalites=(code,) if code else (),
            metier=place.metier,
            region=territoire,
            departement=None,
            type=cas.type,
            depose_le=depose_le,
            examine_le=examine_le,
            metier_initial=_metier_initial(place, cas),
            activite=place.activite,
            diplome=self.statuts[s].diplome,
            codes=codes,
            codes_initiaux=_codes_initiaux(codes, cas),
            lieux=lieux,
            lieu_dit=territoire is not None,
        )
        return examiner_les_faits(faits, self.corpus)


def _differentes(seules: Mapping[str, tuple[int, ...]], groupe: int) -> tuple[str, ...]:
    """The first region of those that show the same: together they show all that every one does."""
    premieres: dict[int, str] = {}
    for region, locales in seules.items():
        premieres.setdefault(locales[groupe], region)
    return tuple(premieres.values())


def _dater(cellule: Cellule, une: Trame, jour: date, corpus: Corpus) -> Cellule:
    """Return an answer with the service and the legal basis of a day."""
    du_jour = une._replace(depuis=jour)
    service = procedure.autorite(du_jour, corpus)
    fondement = procedure.fondement(du_jour, corpus)
    return cellule._replace(
        fondement=fondement.texte.fr if fondement else None,
        autorite=service.id if service else None,
    )


def _metier_initial(place: AxeMetier, cas: Cas) -> str | None:
    if cas.metier_initial == axes.MEME:
        return place.metier
    return axes.CHANGE if cas.metier_initial == axes.CHANGE else None


def _codes_initiaux(codes: Mapping[str, str], cas: Cas) -> Mapping[str, str]:
    if cas.metier_initial == axes.MEME:
        return codes
    return dict.fromkeys(codes, axes.CHANGE) if cas.metier_initial == axes.CHANGE else {}


def figer(rangs: Iterable[int]) -> memoryview[int]:
    """Return ranks as 16-bit integers that nobody can write to."""
    return memoryview(array("H", rangs).tobytes()).cast("H")


def decrire(examen: Examen, une: Trame | None = None) -> Cellule:
    """Return the answer of an application as a cell of the table holds it.

    Args:
        examen: The application, examined.
        une: What the layout of its answer rests on, where it was worked out already.
    """
    _, reponse, corpus, _ = examen.contexte
    une = une or ossature(examen)
    service, fondement = procedure.autorite(une, corpus), procedure.fondement(une, corpus)
    return Cellule(
        reponse.situation_emploi,
        reponse.regle.id,
        reponse.liste.id if reponse.liste else None,
        fondement.texte.fr if fondement else None,
        service.id if service else None,
        attendre(reponse),
        tuple(AutreLecture(a.lecture.id, a.situation_emploi, a.attente) for a in examen.lectures),
        reponse.manque,
    )
