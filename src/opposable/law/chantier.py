"""Tables → objects: what one construction of the law reads, table by table.

A construction takes over from another what the same rows gave it: most changes of the law
touch one table of many, and a few rows of it. Tables and rows are never changed once read, so
that the same row always gives the same object, whoever reads it first.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import chain
from posixpath import normpath
from typing import TYPE_CHECKING, Any, TypeVar

from opposable.ecrit.bilingue import Bilingue
from opposable.errors import LawDataError
from opposable.law import tables as brutes
from opposable.law import tete as en_tete
from opposable.law.cellule import Rangee
from opposable.law.critere import Critere
from opposable.law.dispense import Dispense
from opposable.law.disposition import Disposition
from opposable.law.entree import Entree, autres, ouvertures
from opposable.law.evenement import Acte, Evenement, annonces
from opposable.law.geographe import Geographe
from opposable.law.instrument import Instrument
from opposable.law.lecteur import ranger_par
from opposable.law.lecture import Lecture
from opposable.law.liste import Etat, Liste
from opposable.law.loi import Textes
from opposable.law.metier import Metier
from opposable.law.nationalite import Nationalite, Statut, basculer
from opposable.law.nomenclature import CodeMetier, ecrire
from opposable.law.passage import Etape, Passage
from opposable.law.plateforme import Plateforme
from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
from opposable.law.registre import Registre
from opposable.law.regle import Phrase, Regle
from opposable.law.regularisation import Regularisation
from opposable.law.remuneration import Remuneration
from opposable.law.silence import Silence
from opposable.law.source import Source
from opposable.law.veille import Manque

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from opposable.law.entree import Ouverture
    from opposable.law.lecteur import Produit
    from opposable.law.nomenclature import Nomenclature
    from opposable.law.tables import Tables

R = TypeVar("R", Condition, Verification)
NOMENCLATURES = "corpus.toml#nomenclature"
EVENEMENTS = "evenements.csv"
LECTURES = "lectures.toml#lecture"


class Chantier(Geographe):
    """One construction of the law. It lives as long as the call that makes it.

    Args:
        tables: The raw tables.
        repris: What another construction read, taken over where the tables are the same.
        connu_le: Day whose knowledge of the law is asked for; the last one known where None.
    """

    def __init__(
        self, tables: Tables, repris: Mapping[str, Produit], connu_le: date | None = None
    ) -> None:
        super().__init__(tables, repris)
        self.connu_le = connu_le or en_tete.etat_du_droit_au(tables)

    def champs(self) -> dict[str, Any]:
        """Return what the tables say, by field of `Loi`."""
        tete = Rangee("corpus.toml", 1, self.table("corpus.toml")[0])
        listes = self.listes
        return {
            "version": tete.texte("version"),
            "couverture": en_tete.couverture(tete),
            "valeurs": en_tete.valeurs(tete),
            "textes_cites": tete.mots("textes_cites"),
            "territoires": self.versions,
            "nomenclatures": self._nomenclatures,
            "codes_connus": {n: self._codes(n) for n in self._entieres},
            "ailleurs": self._ailleurs(),
            "nationalites": self._nationalites(),
            "instruments": {i.id: i for i in self._instruments()},
            "registre": self.registre,
            "silences": self.lire("silences.csv", Silence.lire),
            "sources": self.par_cle("sources.csv", Source.lire),
            "toutes_listes": listes,
            "listes": {k: v for k, v in listes.items() if v.periodes},
            "metiers": self._metiers(),
            "passages": self._passages(),
            "dispenses": self.lire("dispenses.csv", Dispense.lire),
            "criteres": self.lire("renouvellements.csv", Critere.lire),
            "plateformes": self.lire("plateformes.csv", Plateforme.lire),
            "regularisation": self.lire("regularisation.csv", Regularisation.lire),
            "manques": self.lire("manques.csv", Manque.lire),
            "connu_le": self.connu_le,
            "dispositions": self.par_cle("dispositions.csv", Disposition.lire, "ancre"),
            "regles": self.par_cle("regles.toml#regle", Regle.lire),
            "textes": self._textes(),
            "fondements": self.lire("fondements.csv", Fondement.lire),
            "services": tuple(self.par_cle("services.csv", Service.lire).values()),
            "conditions": _ranger(self.par_cle("conditions.csv", Condition.lire)),
            "verifications": _ranger(self.par_cle("verifications.csv", Verification.lire)),
            "charges": tuple(self.par_cle("charges.csv", Charge.lire).values()),
            "remunerations": tuple(self.par_cle("remunerations.csv", Remuneration.lire).values()),
            "lectures": self.lectures(),
        }

    def lectures(self) -> Mapping[str, Lecture]:
        """Return the readings, by identifier."""
        return self.par_cle(LECTURES, Lecture.lire)

    @cached_property
    def listes(self) -> Mapping[str, Liste]:
        """Every list, by identifier, in the order of the texts."""
        return {liste.id: liste for liste in self._listes()}

    def _metiers(self) -> Mapping[str, Metier]:
        """Occupations named anywhere: those with a table of their own, then those of lists."""
        vigueur = [liste for liste in self.listes.values() if liste.periodes]
        employees = {liste.nomenclature for liste in vigueur}
        nomenclatures = self.table(NOMENCLATURES)
        des_listes = employees & {str(n["id"]) for n in nomenclatures if n.get("metiers")}
        tables = {"metiers.csv": ""} | {f: n for n, f in self._tables.items() if n in employees}
        tetes = {tete["id"]: (nom, tete) for nom in self._tetes for tete in self.tables[nom]}
        fichiers = {
            _voisin(nom, fichier): liste.nomenclature
            for liste in vigueur
            for nom, tete in [tetes[liste.id]]
            for fichier in tete.get("fichiers", ())
            if liste.nomenclature in des_listes and "examine_du" not in tete
        }
        cle, sources = f"metiers au {self.connu_le}", (NOMENCLATURES, *tables, *fichiers)
        return self.deriver(cle, sources, lambda: self._nommes(tables, fichiers))

    def _nommes(
        self, tables: Mapping[str, str], fichiers: Mapping[str, str]
    ) -> Mapping[str, Metier]:
        """Occupations by code as it is written, from tables and files by their nomenclature."""
        metiers: dict[CodeMetier, Metier] = {}
        for nom, nomenclature in tables.items():
            for metier in self.par_cle(nom, Metier.lire, "cle").values():
                siennes = nomenclature or metier.nomenclature or self._de_forme(metier.code)
                metiers[CodeMetier(siennes, metier.code)] = metier
        for fichier, nomenclature in fichiers.items():
            for ligne in self.table(fichier):
                code = CodeMetier(nomenclature, ligne["metier"])
                if code not in metiers:
                    metiers[code] = Metier(code.code, ligne["intitule"], ligne["domaine"])
        employees = tuple(n for n in self._nomenclatures if n.du_corpus)
        ecrits = ((ecrire(cle, employees), cle.nomenclature, m) for cle, m in metiers.items())
        return {e: Metier(m.code, m.intitule, m.domaine, n, e) for e, n, m in ecrits}

    def _de_forme(self, code: str) -> str:
        """The first nomenclature whose codes are written so."""
        return next((n.id for n in self._nomenclatures if n.ecrit(code)), "")

    @cached_property
    def _nomenclatures(self) -> tuple[Nomenclature, ...]:
        """Nomenclatures named, with their codes where they are known whole."""
        connus = {n: frozenset(self._codes(n)) for n in self._entieres}
        lues = self.lire(NOMENCLATURES, en_tete.nomenclature)
        return tuple(replace(n, codes=connus.get(n.id)) for n in lues)

    @cached_property
    def _tables(self) -> dict[str, str]:
        """Tables of the codes of the nomenclatures that are known whole, by nomenclature."""
        ids = (str(ligne["id"]) for ligne in self.table(NOMENCLATURES))
        return {i: nom for i in ids if (nom := f"nomenclatures/{i}.csv") in self.tables}

    @property
    def _entieres(self) -> list[str]:
        """Nomenclatures known whole."""
        lignes = self.table(NOMENCLATURES)
        return [*self._tables, *(str(n["id"]) for n in lignes if n.get("aucun"))]

    def _codes(self, nomenclature: str) -> tuple[str, ...]:
        """Codes of a nomenclature that is known whole: a table, or the rows of an agreement."""
        if nomenclature in self._tables:
            return tuple(self.par_cle(self._tables[nomenclature], Metier.lire, "code"))
        listes = (li for li in self.listes.values() if li.nomenclature == nomenclature)
        return tuple(entree.metier for liste in listes for entree in liste.entrees)

    def _passages(self) -> tuple[Passage, ...]:
        nom = "passages.toml#passage"
        rangees = [Rangee(nom, i, ligne) for i, ligne in enumerate(self.table(nom), 1)]
        fichiers = [rangee.texte("fichier") for rangee in rangees]

        def lire(rangee: Rangee) -> Passage:
            etapes = self.lire(rangee.texte("fichier"), Etape.lire)
            return Passage.lire(rangee, etapes, {v: self._codes(v) for v in rangee.mots("vers")})

        return self.deriver("passages", (nom, *fichiers), lambda: tuple(map(lire, rangees)))

    def dependantes(self) -> dict[str, list[Liste]]:
        """Return, for each table, the lists that depend on it, by their rows or by a passage."""
        fichiers = {
            tete["id"]: [_voisin(nom, f) for f in tete.get("fichiers", ())]
            for nom in self._tetes
            for tete in self.tables[nom]
        }
        par_table: dict[str, list[Liste]] = {}
        for nom in self._tetes:
            for tete in self.tables[nom]:
                for table in (nom, *fichiers[tete["id"]]):
                    par_table.setdefault(table, []).append(self.listes[tete["id"]])
        for passage in self.table("passages.toml#passage"):
            reprises = fichiers.get(passage.get("vers_aucun"), [])
            atteintes = [li for li in self.listes.values() if li.nomenclature in passage["vers"]]
            for table in (passage["fichier"], *reprises):
                par_table.setdefault(table, []).extend(atteintes)
        return par_table

    @cached_property
    def registre_entier(self) -> Registre:
        """The ledger, whole: what drafts say of their own days comes last."""
        lus = self.lire(EVENEMENTS, Evenement.lire)
        return Registre(lus, tuple(self._annonces()))

    @cached_property
    def registre(self) -> Registre:
        """The ledger as known on the day asked for."""
        return self.registre_entier.connu_le(self.connu_le)

    def _textes(self) -> Textes:
        genres = ("motif", "avis", "question", "voie", "reserve")
        lus = {genre: self.par_cle(f"regles.toml#{genre}", Phrase.lire) for genre in genres}
        mots = self.deriver(
            "mots",
            ("regles.toml",),
            lambda: en_tete.mots(Rangee("regles.toml", 1, self.table("regles.toml")[0])),
        )
        return Textes(
            motifs=lus["motif"],
            avis=lus["avis"],
            questions=lus["question"],
            voies=lus["voie"],
            reserves=lus["reserve"],
            mots=mots,
        )

    def _ailleurs(self) -> dict[str, str]:
        noms = ("corpus.toml#region_posterieure", "corpus.toml#territoire_hors_corpus")
        return dict(chain(*(self.lire(nom, _code_nom) for nom in noms)))

    def _nationalites(self) -> Mapping[str, Nationalite]:
        nom = "nationalites.csv"
        lus = self.lire("regimes.csv", Statut.lire)
        contexte = ("regimes.csv", EVENEMENTS, *self._tetes)
        cle = f"nationalites au {self.connu_le}"
        return self.deriver(cle, (nom, *contexte), lambda: self._par_code(self._statuts(lus)))

    def _par_code(self, statuts: Mapping[str, tuple[Statut, ...]]) -> Mapping[str, Nationalite]:
        nom = "nationalites.csv"
        lignes = enumerate(self.table(nom), brutes.premiere(nom))
        objets = tuple(_nationalite(Rangee(nom, i, ligne), statuts) for i, ligne in lignes)
        return ranger_par(nom, objets, "code")

    def _statuts(self, base: Iterable[Statut]) -> Mapping[str, tuple[Statut, ...]]:
        """The regimes of each nationality, with those that the ledger changes."""
        tetes = [tete for nom in self._tetes for tete in self.tables[nom] if tete.get("seule")]
        seules = {code for tete in tetes for code in tete.get("nationalites", ())}
        statuts = dict(_par_nationalite(base))
        for bascule in self.registre.bascules:
            code = bascule.nationalite
            if code not in statuts:
                probleme = f"« {code} » n'a aucune ligne dans regimes.csv"
                raise LawDataError(EVENEMENTS, probleme, champ=bascule.par.id)
            statuts[code] = basculer(statuts[code], bascule, seule=code in seules)
        return statuts

    # -- instruments and lists -------------------------------------------------------------

    def _instruments(self) -> Iterator[Instrument]:
        for nom in self._fichiers_instruments():
            yield from self.lire(nom, self._instrument, EVENEMENTS)

    def _instrument(self, rangee: Rangee) -> Instrument:
        texte = rangee.texte("id")
        jours = (self.registre_entier.jour(acte, texte) for acte in (Acte.SIGNE, Acte.PUBLIE))
        return Instrument.lire(rangee, *jours)

    def _fichiers_instruments(self) -> list[str]:
        return sorted(
            (n for n in self.tables if n.endswith("/instrument.toml")),
            key=lambda nom: str(self._signe_le(self.tables[nom][0])),
        )

    def _signe_le(self, tete: brutes.Ligne) -> object:
        inscrit = self.registre_entier.jour(Acte.SIGNE, str(tete.get("id")))
        return inscrit or tete.get("signe_le") or "9999"

    @cached_property
    def _tetes(self) -> tuple[str, ...]:
        """Tables of the heads of lists."""
        return tuple(sorted(nom for nom in self.tables if nom.endswith("/instrument.toml#liste")))

    def _annonces(self) -> Iterator[Evenement]:
        """What the heads of drafts say of their own days: they have no row in the ledger."""
        ids = {tete.get("id") for nom in self._tetes for tete in self.tables[nom]}
        for nom in self._tetes:
            for i, ligne in enumerate(self.tables[nom], 1):
                yield from annonces(Rangee(nom, i, ligne), ids)

    def _listes(self) -> Iterator[Liste]:
        for nom in self._fichiers_instruments():
            instrument = str(self.tables[nom][0].get("id"))
            for i, ligne in enumerate(self.tables.get(f"{nom}#liste", ()), 1):
                yield self._tenir(Rangee(f"{nom}#liste", i, ligne), nom, instrument)

    def _tenir(self, rangee: Rangee, nom: str, instrument: str) -> Liste:
        """Read a list, or take it over where nothing it rests on has changed."""
        lus = (*rangee.mots("fichiers"), *rangee.mots("cadre"))
        fichiers = [_voisin(nom, fichier) for fichier in lus]
        cle = f"{nom}#{rangee.numero} au {self.connu_le}"
        regions = self.fichier(rangee.texte("territoires"))
        sources = (EVENEMENTS, *self._tetes, regions, *fichiers)
        return self.deriver(cle, sources, lambda: self._liste(rangee, nom, instrument))

    def _liste(self, rangee: Rangee, nom: str, instrument: str) -> Liste:
        par_zone = self.zones(rangee.texte("territoires"))
        regions = self.fichier(rangee.texte("territoires"))

        def entrees(fichier: str) -> tuple[Entree, ...]:
            return self.lire(_voisin(nom, fichier), lambda r: Entree.lire(r, par_zone), regions)

        etat = rangee.parmi_ou("etat", Etat.COMPLETE)
        if not rangee.mots("fichiers") and etat is not Etat.INTROUVABLE:
            raise rangee.erreur("fichiers", "une liste demande au moins un fichier de lignes")
        lues = tuple(chain(*(entrees(f) for f in rangee.mots("fichiers"))))
        sources = [regions, *(_voisin(nom, fichier) for fichier in rangee.mots("fichiers"))]
        ouvre = f"{nom}#{rangee.numero} ouvre"
        _, ouvert = self.deriver(ouvre, sources, lambda: self._ouvrir(ouvre, lues))
        cadre, apres = rangee.optionnel("cadre"), rangee.optionnel("notifiable_apres")
        return Liste.lire(
            rangee,
            instrument,
            periodes=self.registre.periodes.get(rangee.texte("id"), ()),
            notifiable_du=self.registre.jour(Acte.PUBLIE, apres) if apres else None,
            zones=par_zone,
            entrees=lues,
            cadre=entrees(cadre) if cadre else (),
            ouvertures=ouvert,
            autres=self.deriver(f"{nom}#{rangee.numero} reste", sources, lambda: autres(lues)),
        )

    def _ouvrir(
        self, nom: str, entrees: tuple[Entree, ...]
    ) -> tuple[tuple[Entree, ...], Mapping[str, Ouverture]]:
        """Return the rows and what they open, taking over the occupations whose rows are kept."""
        produit = self.repris.get(nom)
        avant, ouvert = produit.valeur if produit else ((), {})
        if len(avant) != len(entrees):
            return entrees, ouvertures(entrees)
        changees = [p for p in zip(avant, entrees, strict=True) if p[0] is not p[1]]
        touches = {entree.metier for paire in changees for entree in paire}
        connues = {metier: o for metier, o in ouvert.items() if metier not in touches}
        return entrees, ouvertures(entrees, connues)


def _voisin(nom: str, fichier: str) -> str:
    return normpath(f"{nom.rpartition('/')[0]}/{fichier}")


def _ranger(par_id: Mapping[str, R]) -> tuple[R, ...]:
    return tuple(sorted(par_id.values(), key=lambda objet: (objet.rang, objet.du)))


def _code_nom(rangee: Rangee) -> tuple[str, str]:
    return rangee.texte("code"), rangee.texte("nom")


def _par_nationalite(statuts: Iterable[Statut]) -> Mapping[str, tuple[Statut, ...]]:
    par_code: dict[str, list[Statut]] = {}
    for statut in sorted(statuts, key=lambda s: s.du):
        par_code.setdefault(statut.nationalite, []).append(statut)
    return {code: tuple(siens) for code, siens in par_code.items()}


def _nationalite(rangee: Rangee, statuts: Mapping[str, tuple[Statut, ...]]) -> Nationalite:
    source = rangee.texte("regime_de")
    if source not in statuts:
        raise rangee.erreur("regime_de", f"« {source} » n'a aucune ligne dans regimes.csv")
    return Nationalite(
        rangee.texte("code"),
        Bilingue(rangee.texte("nom"), rangee.texte("name")),
        Bilingue(rangee.texte("de"), rangee.texte("of")),
        rangee.booleen("territoire"),
        rangee.optionnel("etat"),
        statuts[source],
    )
