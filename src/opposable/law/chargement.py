"""Loading the law: files → tables → objects, under the readings asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from opposable.errors import LawDataError
from opposable.law import controle, promesse
from opposable.law import tables as brutes
from opposable.law.cellule import Rang, composer
from opposable.law.corpus import Corpus, Couverture, Nomenclature, Textes, remplacements
from opposable.law.disposition import Disposition
from opposable.law.instrument import Instrument
from opposable.law.lecture import Lecture
from opposable.law.liste import Entree, Liste, ouvertures
from opposable.law.metier import Metier
from opposable.law.nationalite import Nationalite, Regime, Statut
from opposable.law.portee import portee
from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
from opposable.law.regle import Phrase, Regle
from opposable.law.territoire import Departement, Region, zones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from opposable.law.tables import Ligne, Tables

T = TypeVar("T")


def load_corpus(
    dossier: Path | str | None = None,
    *,
    avec: Iterable[Path | str] = (),
    lectures: Iterable[str] = (),
) -> Corpus:
    """Load the law.

    Args:
        dossier: Folder of law data; that of the package where None.
        avec: Folders of draft instruments to add (each holds an `instrument.toml`).
        lectures: Readings for which the rival is taken.

    Returns:
        The corpus, checked.

    Raises:
        LawDataError: The data break their own rules: the file, row and field are named.
        LectureError: A reading does not exist, or its rival changes no answer.
    """
    racine = Path(dossier) if dossier is not None else brutes.DOSSIER
    contenus = list(brutes.fichiers(racine))
    for projet in map(Path, avec):
        contenus += (
            (f"{brutes.INSTRUMENTS}/{projet.name}/{nom}", octets)
            for nom, octets in brutes.fichiers(projet)
        )
    decisifs = [(nom, octets) for nom, octets in contenus if nom not in brutes.SANS_LISTE]
    atelier = Atelier(brutes.lire(decisifs), brutes.empreinte(decisifs))
    corpus = atelier.corpus(())
    controle.controler(corpus)
    promesse.exiger(corpus)
    return corpus.variante(lectures)


class Atelier:
    """Builds the corpus under any readings, reading each unchanged table once.

    Args:
        tables: The raw tables, as adopted.
        sha256: Their digest.
        voisin: Another builder, whose tables already read are read no more.
    """

    def __init__(self, tables: Tables, sha256: str, voisin: Atelier | None = None) -> None:
        self._origine = tables
        self._sha256 = sha256
        self._tables = tables
        self.lus: dict[tuple[str, int], Any] = dict(voisin.lus) if voisin else {}
        self._corpus: dict[tuple[str, ...], Corpus] = {}
        self._lectures = self._par_id("lectures.toml#lecture", Lecture.lire)

    def corpus(self, rivales: tuple[str, ...]) -> Corpus:
        """Return the corpus under the rivals of these readings (sorted, without repeats)."""
        if rivales not in self._corpus:
            changements = remplacements(self._lectures, rivales)
            self._tables = brutes.remplacer(self._origine, changements)
            self._corpus[rivales] = self._batir(rivales)
        return self._corpus[rivales]

    # -- one table → objects ---------------------------------------------------------------

    def _lire(self, nom: str, lire: Callable[[Rang], T]) -> tuple[T, ...]:
        lignes = self._tables.get(nom)
        if lignes is None:
            raise LawDataError(nom, "fichier ou section absent : le corpus est incomplet")
        cle = (nom, id(lignes))
        if cle not in self.lus:
            debut = 2 if nom.endswith(".csv") else 1
            objets = tuple(lire(Rang(nom, i, li)) for i, li in enumerate(lignes, debut))
            self.lus[cle] = (objets, lignes)  # keeps the rows alive: their id is the key
        lus: tuple[T, ...] = self.lus[cle][0]
        return lus

    def _par_id(self, nom: str, lire: Callable[[Rang], T], cle: str = "id") -> dict[str, T]:
        objets = self._lire(nom, lire)
        par_id = {getattr(objet, cle): objet for objet in objets}
        if len(par_id) != len(objets):
            cles = [getattr(objet, cle) for objet in objets]
            double = next(k for k in cles if cles.count(k) > 1)
            raise LawDataError(nom, f"« {double} » est donné deux fois", champ=cle)
        return par_id

    # -- the whole --------------------------------------------------------------------------

    def _batir(self, rivales: tuple[str, ...]) -> Corpus:
        tete = Rang("corpus.toml", 1, self._tables["corpus.toml"][0])
        regions = self._par_id("regions.csv", Region.lire, "code")
        tetes = self._tetes()
        return Corpus(
            version=tete.texte("version"),
            sha256=self._sha256,
            rivales=rivales,
            couverture=_couverture(tete),
            valeurs={k: tuple(v) for k, v in tete.brut("valeurs").items()},
            nomenclatures=self._lire("corpus.toml#nomenclature", _nomenclature),
            regions=regions,
            departements=self._par_id("departements.csv", Departement.lire, "code"),
            ailleurs=self._ailleurs(),
            nationalites=self._nationalites(),
            instruments={i.id: i for i in self._instruments()},
            listes=_enchainer(self._listes(zones(regions))),
            metiers=self._par_id("metiers.csv", Metier.lire, "code"),
            dispositions=self._par_id("dispositions.csv", Disposition.lire, "ancre"),
            regles=self._par_id("regles.toml#regle", Regle.lire),
            textes=self._textes(),
            fondements=self._lire("fondements.csv", Fondement.lire),
            services=self._lire("services.csv", Service.lire),
            conditions=self._lire("conditions.csv", Condition.lire),
            verifications=self._lire("verifications.csv", Verification.lire),
            charges=self._lire("charges.csv", Charge.lire),
            lectures=self._lectures,
            portees=tuple(
                portee(lecture, self._origine, tetes)
                for lecture in self._lectures.values()
                if lecture.remplace
            ),
            tables=self._origine,
            atelier=self,
        )

    def _textes(self) -> Textes:
        mots = self._tables["regles.toml"][0]["mots"]
        return Textes(
            motifs=self._par_id("regles.toml#motif", Phrase.lire),
            avis=self._par_id("regles.toml#avis", Phrase.lire),
            questions=self._par_id("regles.toml#question", Phrase.lire),
            voies=self._par_id("regles.toml#voie", Phrase.lire),
            reserves=self._par_id("regles.toml#reserve", Phrase.lire),
            mots={
                "fr": {k: composer(v) for k, v in mots["fr"].items()},
                "en": dict(mots["en"]),
            },
        )

    def _ailleurs(self) -> dict[str, str]:
        noms = ("corpus.toml#region_posterieure", "corpus.toml#territoire_hors_corpus")
        couples = chain(*(self._lire(nom, _code_nom) for nom in noms))
        return dict(couples)

    def _nationalites(self) -> dict[str, Nationalite]:
        statuts: dict[str, list[Statut]] = {}
        for statut in self._lire("regimes.csv", Statut.lire):
            statuts.setdefault(statut.nationalite, []).append(statut)

        def lire(rang: Rang) -> Nationalite:
            return _nationalite(rang, statuts)

        lignes = self._tables["nationalites.csv"]
        objets = [lire(Rang("nationalites.csv", i, li)) for i, li in enumerate(lignes, 2)]
        return {n.code: n for n in objets}

    def _instruments(self) -> Iterable[Instrument]:
        for nom in self._fichiers_instruments():
            yield from self._lire(nom, Instrument.lire)

    def _fichiers_instruments(self) -> list[str]:
        return sorted(
            (n for n in self._tables if n.endswith("/instrument.toml")),
            key=lambda nom: str(self._tables[nom][0].get("signe_le") or "9999"),
        )

    def _tetes(self) -> dict[str, list[Ligne]]:
        """For each table, the heads of the lists that depend on it."""
        tetes: dict[str, list[Ligne]] = {}
        for nom in self._fichiers_instruments():
            for tete in self._origine.get(f"{nom}#liste", ()):
                tetes.setdefault(f"{nom}#liste", []).append(tete)
                for fichier in tete["fichiers"]:
                    tetes.setdefault(_voisin(nom, fichier), []).append(tete)
        return tetes

    def _listes(self, par_zone: dict[str, frozenset[str]]) -> Iterable[Liste]:
        for nom in self._fichiers_instruments():
            instrument = str(self._tables[nom][0].get("id"))
            for i, ligne in enumerate(self._tables.get(f"{nom}#liste", ()), 1):
                rang = Rang(f"{nom}#liste", i, ligne)
                yield self._liste(rang, nom, instrument, par_zone)

    def _liste(
        self, rang: Rang, nom: str, instrument: str, par_zone: dict[str, frozenset[str]]
    ) -> Liste:
        def entrees(fichier: str) -> tuple[Entree, ...]:
            return self._lire(_voisin(nom, fichier), lambda r: Entree.lire(r, par_zone))

        lues = tuple(chain(*(entrees(f) for f in rang.mots("fichiers"))))
        cadre = rang.optionnel("cadre")
        return _liste(rang, instrument, lues, entrees(cadre) if cadre else ())


def _voisin(nom: str, fichier: str) -> str:
    return f"{nom.rpartition('/')[0]}/{fichier}"


def _couverture(tete: Rang) -> Couverture:
    bornes = Rang("corpus.toml", 1, tete.brut("couverture"))
    du, au = bornes.jour("du"), bornes.jour("au")
    if du is None or au is None or du > au:
        raise bornes.erreur("du", "la couverture demande deux dates, dans l'ordre")
    return Couverture(du, au)


def _nomenclature(rang: Rang) -> Nomenclature:
    try:
        motif = re.compile(rang.texte("motif"))
    except re.error as erreur:
        raise rang.erreur("motif", f"expression illisible ({erreur})") from erreur
    return Nomenclature(rang.texte("id"), rang.texte("nom"), motif, bool(rang.brut("du_corpus")))


def _code_nom(rang: Rang) -> tuple[str, str]:
    return rang.texte("code"), rang.texte("nom")


def _nationalite(rang: Rang, statuts: Mapping[str, list[Statut]]) -> Nationalite:
    source = rang.texte("regime_de")
    if source not in statuts:
        raise rang.erreur("regime_de", f"« {source} » n'a aucune ligne dans regimes.csv")
    return Nationalite(
        rang.texte("code"),
        rang.texte("nom"),
        rang.texte("name"),
        rang.booleen("territoire"),
        rang.optionnel("etat"),
        tuple(sorted(statuts[source], key=lambda s: s.du)),
    )


def _liste(
    rang: Rang, instrument: str, entrees: tuple[Entree, ...], cadre: tuple[Entree, ...]
) -> Liste:
    du, au = rang.jour("examine_du"), rang.jour("examine_au")
    if du is None or au is None or du > au:
        raise rang.erreur("examine_du", "une liste demande deux dates d'examen, dans l'ordre")
    return Liste(
        id=rang.texte("id"),
        instrument=instrument,
        nom=rang.francais("nom"),
        name=rang.texte("name"),
        public=_public(rang),
        fondement=rang.texte("fondement"),
        nationalites=frozenset(rang.mots("nationalites")),
        remplace=rang.mots("remplace"),
        nomenclature=rang.texte("nomenclature"),
        territoires=rang.texte("territoires"),
        examine_du=du,
        examine_au=au,
        depose_du=rang.jour("depose_du"),
        en_cours=rang.mots("en_cours"),
        notifiable_du=rang.jour("notifiable_du"),
        reprend_liste_anterieure=rang.ligne.get("reprend_liste_anterieure", False) is True,
        ancre=rang.ancre(),
        certitude=rang.certitude(),
        entrees=entrees,
        cadre=cadre,
        ouvertures=ouvertures(entrees),
    )


def _enchainer(listes: Iterable[Liste]) -> dict[str, Liste]:
    """End each list the day before another that replaces it; one replaced at once is dropped.

    Raises:
        LawDataError: A list replaces one that does not exist.
    """
    par_id = {liste.id: liste for liste in listes}
    for liste in list(par_id.values()):
        for ancienne in liste.remplace:
            if ancienne not in par_id:
                raise LawDataError(
                    f"instruments/{liste.instrument}/instrument.toml",
                    f"« {ancienne} » n'est pas une liste du corpus",
                    champ="remplace",
                )
            fin = min(par_id[ancienne].examine_au, liste.examine_du - timedelta(days=1))
            par_id[ancienne] = replace(par_id[ancienne], examine_au=fin)
    return {k: v for k, v in par_id.items() if v.examine_du <= v.examine_au}


def _public(rang: Rang) -> tuple[Regime, ...]:
    try:
        return tuple(Regime(regime) for regime in rang.mots("public"))
    except ValueError as erreur:
        raise rang.erreur("public", f"régime inconnu ({erreur})") from None
