"""The rule tabulated: every answer `trancher` can give, as a table of small integers.

Look-ups, batch, maps and studies read the table; none of them restates the rule.
"""

from __future__ import annotations

from array import array
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision import axes, procedure
from opposable.decision.axes import AxeMetier, AxeStatut, Cas, Periode
from opposable.decision.conjoncture import Conjonctures
from opposable.decision.couverture import MASTER
from opposable.decision.examen import Examen, situer
from opposable.decision.faits import Faits
from opposable.decision.recu import Recu
from opposable.decision.regard import Regard
from opposable.decision.reponse import attendre
from opposable.decision.table import IMPOSSIBLE, AutreLecture, Cellule, Table
from opposable.decision.trame import Trame, depuis, ossature
from opposable.decision.trancher import trancher
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from opposable.decision.conjoncture import Lue
    from opposable.decision.reponse import Attente
    from opposable.law.corpus import Corpus
    from opposable.law.nomenclature import Nomenclature
    from opposable.law.regle import SituationEmploi


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
        self.apercus: dict[tuple[object, ...], int] = {}
        self.planches: dict[bytes, int] = {}
        self.planches_vues: dict[tuple[int, tuple[int, ...]], int] = {}
        self.colonnes: dict[tuple[tuple[Lue, ...], tuple[int, ...], date], tuple[int, ...]] = {}
        self.bases: dict[tuple[int, int], tuple[tuple[Cellule, Trame], ...]] = {}
        self.rivales: dict[tuple[int, int], tuple[tuple[SituationEmploi, Attente], ...]] = {}
        self.depuis = [depuis(p.jours()[1], corpus) for p in self.periodes]
        conjonctures = Conjonctures(corpus, self.mondes, self.regard)
        self.lues = conjonctures.lues(self.statuts, self.exemples, self.periodes)
        self.groupes = tuple(conjonctures.groupes)
        self.groupes_de = [
            tuple(dict.fromkeys(lue.groupe for lues in rangee for lue in lues))
            for rangee in self.lues
        ]

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
                    for rangs in self.groupes
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
            self._colonne(place, territoire, s, p, locales, seules)
            for p in range(len(self.periodes))
        ]
        octets = figer(chain.from_iterable(zip(*colonnes, strict=True))).tobytes()
        return self.planches.setdefault(octets, len(self.planches))

    def _colonne(
        self,
        place: AxeMetier,
        territoire: str | None,
        s: int,
        periode: int,
        locales: tuple[int, ...],
        seules: Mapping[str, tuple[int, ...]],
    ) -> tuple[int, ...]:
        """Answer every kind of application in one period, with the service and basis of the day."""
        if periode not in self.exemples[s]:
            return (IMPOSSIBLE,) * len(self.cas)
        jour, lues = self.depuis[periode], self.lues[s][periode]
        cle = (lues, tuple([locales[lue.groupe] for lue in lues]), jour)
        colonne = self.colonnes.get(cle)
        if colonne is None:
            ici = _Ici(place, territoire, s, periode, locales, seules)
            colonne = self.colonnes[cle] = tuple(
                self.rangs.setdefault(_dater(*base, jour, self.corpus), len(self.rangs))
                for base in self._avec_les_lectures(ici, lues)
            )
        return colonne

    def _avec_les_lectures(self, ici: _Ici, lues: Sequence[Lue]) -> Iterator[tuple[Cellule, Trame]]:
        """Yield the answer for each kind of application, with the readings that change it."""
        jour = self.periodes[ici.periode].jours()[1]
        rivales = [(lue.lecture, self._rivale(ici, lue)) for lue in lues[1:]]
        for rang, (cellule, une) in enumerate(self._base(ici, lues[0])):
            dite = (cellule.situation_emploi, cellule.attente.jour(jour))
            autres = ((nom, *reponses[rang]) for nom, reponses in rivales)
            lectures = tuple(
                AutreLecture(nom, situation, attente)
                for nom, situation, attente in autres
                if (situation, attente.jour(jour)) != dite
            )
            yield cellule._replace(lectures=lectures), une

    def _base(self, ici: _Ici, lue: Lue) -> tuple[tuple[Cellule, Trame], ...]:
        """Run the rule for every kind of application, once for all that looks alike."""
        cle = (lue.conjoncture, ici.locales[lue.groupe])
        if cle not in self.bases:
            contextes = (situer(faits, self.corpus) for faits in self._faits(ici, lue))
            examens = (Examen(contexte, ()) for contexte in contextes)
            trames = ((examen, ossature(examen)) for examen in examens)
            self.bases[cle] = tuple((decrire(examen, une), une) for examen, une in trames)
        return self.bases[cle]

    def _rivale(self, ici: _Ici, lue: Lue) -> tuple[tuple[SituationEmploi, Attente], ...]:
        """Return what a rival answers to every kind of application."""
        cle = (lue.conjoncture, ici.locales[lue.groupe])
        if cle not in self.rivales:
            monde = self.corpus.inverses[lue.lecture]
            reponses = [trancher(faits, monde) for faits in self._faits(ici, lue)]
            self.rivales[cle] = tuple((r.situation_emploi, attendre(r)) for r in reponses)
        return self.rivales[cle]

    def _faits(self, ici: _Ici, lue: Lue) -> Iterator[Faits]:
        """Yield the facts that stand for each kind of application."""
        code = self.exemples[ici.statut][ici.periode]
        depose_le, examine_le = self.periodes[ici.periode].jours()
        codes = axes.codes_de(ici.place.metier, self.corpus)
        seul = ici.territoire
        for cas in self.cas:
            yield Faits(
                nationalites=(code,) if code else (),
                metier=ici.place.metier,
                region=seul,
                departement=None,
                type=cas.type,
                depose_le=depose_le,
                examine_le=examine_le,
                metier_initial=_metier_initial(ici.place, cas),
                activite=ici.place.activite,
                diplome=self.statuts[ici.statut].diplome,
                codes=codes,
                codes_initiaux=_codes_initiaux(codes, cas),
                lieux=(seul,) if seul else _differentes(ici.seules, lue.groupe),
                lieu_dit=seul is not None,
            )


class _Ici(NamedTuple):
    """A place of the table that stands for those that look alike.

    Attributes:
        place: The occupation.
        territoire: The region, None where it is not said.
        statut: Rank of the regime.
        periode: Rank of the period.
        locales: What each group of lists shows there, by number.
        seules: The same, for each region.
    """

    place: AxeMetier
    territoire: str | None
    statut: int
    periode: int
    locales: tuple[int, ...]
    seules: Mapping[str, tuple[int, ...]]


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
