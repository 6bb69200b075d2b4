"""The builder of the corpus: tables → objects, under any readings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from opposable.ecrit.typographie import composer
from opposable.errors import LawDataError
from opposable.law import tables as brutes
from opposable.law.cellule import Rang
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

    from opposable.law.liste import Ouverture
    from opposable.law.portee import Portee
    from opposable.law.tables import Ligne, Tables

T = TypeVar("T")
R = TypeVar("R", Condition, Verification)
CONTRAT = ("type", "activite", "diplome_francais")
"""Fields whose values the corpus states (contract of the project)."""


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
        self._gardes: dict[tuple[object, ...], Any] = {}
        self._corpus: dict[tuple[str, ...], Corpus] = {}
        self._lectures = self._par_id("lectures.toml#lecture", Lecture.lire)

    def corpus(self, rivales: tuple[str, ...]) -> Corpus:
        """Return the corpus under the rivals of these readings (sorted, without repeats)."""
        if rivales not in self._corpus:
            changements = remplacements(self._lectures, rivales)
            self._tables = brutes.remplacer(self._origine, changements)
            self._corpus[rivales] = self._batir(rivales)
        return self._corpus[rivales]

    def eprouver(self) -> None:
        """Make every rival's changes, so that one that cannot be made is told at load.

        Raises:
            LawDataError: A rival names a table, a column or rows that do not exist, or makes
                rows that cannot be read.
        """
        for lecture in self._lectures.values():
            for nom, lignes in brutes.remplacer(self._origine, lecture.remplace).items():
                if lignes is not self._origine[nom]:
                    self._eprouver(nom, lignes)

    def _eprouver(self, nom: str, lignes: list[Ligne]) -> None:
        """Read the rows that a rival makes, and only those."""
        debut = 2 if nom.endswith(".csv") else 1
        lire = self._lecteur(nom)
        for i, (avant, apres) in enumerate(zip(self._origine[nom], lignes, strict=True), debut):
            if apres is not avant:
                lire(Rang(nom, i, apres))

    def _lecteur(self, nom: str) -> Callable[[Rang], object]:
        """How a row of a table that a rival may change is read."""
        statuts = {s.nationalite: [s] for s in self._lire("regimes.csv", Statut.lire)}
        par_zone = zones(self._par_id("regions.csv", Region.lire, "code"))
        if nom == "nationalites.csv":
            return lambda rang: _nationalite(rang, statuts)
        if nom.endswith("#liste"):
            return lambda rang: _liste(rang, "", (), (), {})
        return Statut.lire if nom == "regimes.csv" else lambda rang: Entree.lire(rang, par_zone)

    # -- one table → objects ---------------------------------------------------------------

    def _table(self, nom: str) -> list[Ligne]:
        if nom not in self._tables:
            raise LawDataError(nom, "fichier ou section absent : le corpus est incomplet")
        return self._tables[nom]

    def _garder(self, nom: str, sources: Iterable[str], batir: Callable[[], T]) -> T:
        """Build once for the same tables: most rivals change one table of many."""
        cle = (nom, *(id(self._tables.get(source)) for source in sources))
        if cle not in self._gardes:
            self._gardes[cle] = (batir(), [self._tables.get(s) for s in sources])
        garde: T = self._gardes[cle][0]
        return garde

    def _lire(self, nom: str, lire: Callable[[Rang], T]) -> tuple[T, ...]:
        lignes = self._table(nom)
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
            rang = next(i for i, k in enumerate(cles) if k in cles[:i])
            debut = 2 if nom.endswith(".csv") else 1
            raise LawDataError(
                nom, f"« {cles[rang]} » est donné deux fois", ligne=rang + debut, champ=cle
            )
        return par_id

    # -- the whole --------------------------------------------------------------------------

    def _batir(self, rivales: tuple[str, ...]) -> Corpus:
        tete = Rang("corpus.toml", 1, self._table("corpus.toml")[0])
        regions = self._par_id("regions.csv", Region.lire, "code")
        return Corpus(
            version=tete.texte("version"),
            sha256=self._sha256,
            rivales=rivales,
            couverture=_couverture(tete),
            valeurs=_valeurs(tete),
            textes_cites=tete.mots("textes_cites"),
            territoires=tete.mots("territoires"),
            nomenclatures=self._lire("corpus.toml#nomenclature", _nomenclature),
            regions=regions,
            departements=self._par_id("departements.csv", Departement.lire, "code"),
            ailleurs=self._ailleurs(),
            nationalites=self._garder(
                "nationalites", ["nationalites.csv", "regimes.csv"], self._nationalites
            ),
            instruments={i.id: i for i in self._instruments()},
            listes=_enchainer(self._listes(zones(regions))),
            metiers=self._par_id("metiers.csv", Metier.lire, "code"),
            dispositions=self._par_id("dispositions.csv", Disposition.lire, "ancre"),
            regles=self._par_id("regles.toml#regle", Regle.lire),
            textes=self._garder("textes", ["regles.toml"], self._textes),
            fondements=self._lire("fondements.csv", Fondement.lire),
            services=tuple(self._par_id("services.csv", Service.lire).values()),
            conditions=_ranger(self._par_id("conditions.csv", Condition.lire)),
            verifications=_ranger(self._par_id("verifications.csv", Verification.lire)),
            charges=tuple(self._par_id("charges.csv", Charge.lire).values()),
            lectures=self._lectures,
            portees=self._garder("portees", [], self._portees),
            tables=self._origine,
            atelier=self,
        )

    def _portees(self) -> tuple[Portee, ...]:
        tetes = self._tetes()
        return tuple(
            portee(lecture, self._origine, tetes)
            for lecture in self._lectures.values()
            if lecture.remplace
        )

    def _textes(self) -> Textes:
        mots = _mots(Rang("regles.toml", 1, self._table("regles.toml")[0]))
        return Textes(
            motifs=self._par_id("regles.toml#motif", Phrase.lire),
            avis=self._par_id("regles.toml#avis", Phrase.lire),
            questions=self._par_id("regles.toml#question", Phrase.lire),
            voies=self._par_id("regles.toml#voie", Phrase.lire),
            reserves=self._par_id("regles.toml#reserve", Phrase.lire),
            mots=mots,
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

        self.lus.pop(("nationalites.csv", id(self._table("nationalites.csv"))), None)
        return self._par_id("nationalites.csv", lire, "code")

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
                for fichier in tete.get("fichiers", ()):
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

        if not rang.mots("fichiers"):
            raise rang.erreur("fichiers", "une liste demande au moins un fichier de lignes")
        lues = tuple(chain(*(entrees(f) for f in rang.mots("fichiers"))))
        sources = [_voisin(nom, fichier) for fichier in rang.mots("fichiers")]
        cadre = rang.optionnel("cadre")
        ouvert = self._garder(f"{nom}#{rang.numero}", sources, lambda: ouvertures(lues))
        return _liste(rang, instrument, lues, entrees(cadre) if cadre else (), ouvert)


def _voisin(nom: str, fichier: str) -> str:
    return f"{nom.rpartition('/')[0]}/{fichier}"


def _valeurs(tete: Rang) -> dict[str, tuple[str, ...]]:
    valeurs = Rang(tete.fichier, tete.numero, tete.brut("valeurs"))
    return {champ: valeurs.mots(champ) for champ in CONTRAT if valeurs.brut(champ)}


def _mots(rang: Rang) -> dict[str, dict[str, str]]:
    """Read the words for values, in both languages."""
    mots = Rang(rang.fichier, rang.numero, rang.brut("mots"))
    if set(mots.brut("fr")) != set(mots.brut("en")):
        raise mots.erreur("mots", "les mots de fr et de en ne sont pas les mêmes")
    francais = {cle: composer(valeur) for cle, valeur in mots.brut("fr").items()}
    return {"fr": francais, "en": dict(mots.brut("en"))}


def _ranger(par_id: Mapping[str, R]) -> tuple[R, ...]:
    return tuple(sorted(par_id.values(), key=lambda objet: objet.rang))


def _couverture(tete: Rang) -> Couverture:
    bornes = Rang(tete.fichier, tete.numero, tete.brut("couverture"))
    du, au = bornes.jour("du"), bornes.jour("au")
    if du is None or au is None or du > au:
        raise bornes.erreur("du", "la couverture demande deux dates, dans l'ordre")
    return Couverture(du, au, bornes.ancre())


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
    rang: Rang,
    instrument: str,
    entrees: tuple[Entree, ...],
    cadre: tuple[Entree, ...],
    ouvert: Mapping[str, Ouverture],
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
        ouvertures=ouvert,
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
