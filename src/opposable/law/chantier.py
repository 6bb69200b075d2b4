"""Tables → objects: what one construction of the law reads, table by table.

A construction takes over from another what the same rows gave it: most changes of the law
touch one table of many, and a few rows of it. Tables and rows are never changed once read, so
that the same row always gives the same object, whoever reads it first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from opposable.ecrit.typographie import composer
from opposable.errors import LawDataError
from opposable.law import tables as brutes
from opposable.law.cellule import Rang
from opposable.law.disposition import Disposition
from opposable.law.instrument import Instrument
from opposable.law.lecture import Lecture
from opposable.law.liste import Entree, Liste, ouvertures
from opposable.law.loi import Couverture, Nomenclature, Textes
from opposable.law.metier import Metier
from opposable.law.nationalite import Nationalite, Regime, Statut
from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
from opposable.law.regle import Phrase, Regle
from opposable.law.territoire import Departement, Region, zones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from opposable.law.liste import Ouverture, Zones
    from opposable.law.tables import Table, Tables

T = TypeVar("T")
R = TypeVar("R", Condition, Verification)
CONTRAT = ("type", "activite", "diplome_francais")
"""Fields whose values the corpus states (contract of the project)."""
REGIONS = "regions.csv"
LECTURES = "lectures.toml#lecture"


class Produit(NamedTuple):
    """What some tables gave, beside the tables themselves.

    Attributes:
        sources: The tables it was read from, None where one is absent.
        valeur: What they gave; never changed.
    """

    sources: tuple[Table | None, ...]
    valeur: Any


class Chantier:
    """One construction of the law. It lives as long as the call that makes it.

    Args:
        tables: The raw tables.
        repris: What another construction read, taken over where the tables are the same.
    """

    def __init__(self, tables: Tables, repris: Mapping[str, Produit]) -> None:
        self.tables = tables
        self.repris = repris
        self.produits: dict[str, Produit] = {}

    def champs(self) -> dict[str, Any]:
        """Return what the tables say, by field of `Loi`."""
        tete = Rang("corpus.toml", 1, self._table("corpus.toml")[0])
        return {
            "version": tete.texte("version"),
            "couverture": _couverture(tete),
            "valeurs": _valeurs(tete),
            "textes_cites": tete.mots("textes_cites"),
            "territoires": tete.mots("territoires"),
            "nomenclatures": self._lire("corpus.toml#nomenclature", _nomenclature),
            "regions": self._par_cle(REGIONS, Region.lire, "code"),
            "departements": self._par_cle("departements.csv", Departement.lire, "code"),
            "ailleurs": self._ailleurs(),
            "nationalites": self._nationalites(),
            "instruments": {i.id: i for i in self._instruments()},
            "listes": _enchainer(self._listes()),
            "metiers": self._par_cle("metiers.csv", Metier.lire, "code"),
            "dispositions": self._par_cle("dispositions.csv", Disposition.lire, "ancre"),
            "regles": self._par_cle("regles.toml#regle", Regle.lire),
            "textes": self._textes(),
            "fondements": self._lire("fondements.csv", Fondement.lire),
            "services": tuple(self._par_cle("services.csv", Service.lire).values()),
            "conditions": _ranger(self._par_cle("conditions.csv", Condition.lire)),
            "verifications": _ranger(self._par_cle("verifications.csv", Verification.lire)),
            "charges": tuple(self._par_cle("charges.csv", Charge.lire).values()),
            "lectures": self.lectures(),
        }

    def lectures(self) -> Mapping[str, Lecture]:
        """Return the readings, by identifier."""
        return self._par_cle(LECTURES, Lecture.lire)

    def tetes(self) -> dict[str, list[brutes.Ligne]]:
        """Return, for each table, the heads of the lists that depend on it."""
        tetes: dict[str, list[brutes.Ligne]] = {}
        for nom in self._fichiers_instruments():
            for tete in self.tables.get(f"{nom}#liste", ()):
                tetes.setdefault(f"{nom}#liste", []).append(tete)
                for fichier in tete.get("fichiers", ()):
                    tetes.setdefault(_voisin(nom, fichier), []).append(tete)
        return tetes

    def deriver(self, nom: str, sources: Iterable[str], batir: Callable[[], T]) -> T:
        """Return what some tables give, taken over where they are the same tables."""
        tables = tuple(self.tables.get(source) for source in sources)
        produit = self.repris.get(nom)
        if produit is None or not _memes(produit.sources, tables):
            produit = Produit(tables, batir())
        self.produits[nom] = produit
        valeur: T = produit.valeur
        return valeur

    # -- one table → objects ---------------------------------------------------------------

    def _table(self, nom: str) -> Table:
        if nom not in self.tables:
            raise LawDataError(nom, "fichier ou section absent : le corpus est incomplet")
        return self.tables[nom]

    def _lire(self, nom: str, lire: Callable[[Rang], T], *contexte: str) -> tuple[T, ...]:
        """Read each row of a table; `contexte` names the tables its reading looks into."""
        return self.deriver(nom, (nom, *contexte), lambda: self._lignes(nom, lire, contexte))

    def _lignes(
        self, nom: str, lire: Callable[[Rang], T], contexte: tuple[str, ...]
    ) -> tuple[T, ...]:
        """Read the rows of a table, those that are the same as before taken over."""
        lignes, debut = self._table(nom), brutes.premiere(nom)
        avant, objets = self._repris(nom, contexte)
        if len(avant) != len(lignes):
            return tuple(lire(Rang(nom, i, ligne)) for i, ligne in enumerate(lignes, debut))
        return tuple(
            objets[i] if ligne is avant[i] else lire(Rang(nom, i + debut, ligne))
            for i, ligne in enumerate(lignes)
        )

    def _repris(self, nom: str, contexte: tuple[str, ...]) -> tuple[Table, tuple[Any, ...]]:
        """The rows read by another construction in the same context, and their objects."""
        produit = self.repris.get(nom)
        tables = tuple(self.tables.get(source) for source in contexte)
        if produit is None or produit.sources[0] is None or not _memes(produit.sources[1:], tables):
            return (), ()
        return produit.sources[0], produit.valeur

    def _par_cle(self, nom: str, lire: Callable[[Rang], T], cle: str = "id") -> Mapping[str, T]:
        objets = self._lire(nom, lire)
        return self.deriver(f"{nom} par {cle}", (nom,), lambda: _ranger_par(nom, objets, cle))

    def _textes(self) -> Textes:
        genres = ("motif", "avis", "question", "voie", "reserve")
        lus = {genre: self._par_cle(f"regles.toml#{genre}", Phrase.lire) for genre in genres}
        mots = self.deriver(
            "mots",
            ("regles.toml",),
            lambda: _mots(Rang("regles.toml", 1, self._table("regles.toml")[0])),
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
        return dict(chain(*(self._lire(nom, _code_nom) for nom in noms)))

    def _nationalites(self) -> Mapping[str, Nationalite]:
        nom, contexte = "nationalites.csv", "regimes.csv"
        lus = self._lire(contexte, Statut.lire)
        statuts = self.deriver("statuts", (contexte,), lambda: _par_nationalite(lus))
        objets = self._lire(nom, lambda rang: _nationalite(rang, statuts), contexte)
        return self.deriver(
            f"{nom} par code", (nom, contexte), lambda: _ranger_par(nom, objets, "code")
        )

    # -- instruments and lists -------------------------------------------------------------

    def _instruments(self) -> Iterator[Instrument]:
        for nom in self._fichiers_instruments():
            yield from self._lire(nom, Instrument.lire)

    def _fichiers_instruments(self) -> list[str]:
        return sorted(
            (n for n in self.tables if n.endswith("/instrument.toml")),
            key=lambda nom: str(self.tables[nom][0].get("signe_le") or "9999"),
        )

    def _listes(self) -> Iterator[Liste]:
        regions = self._par_cle(REGIONS, Region.lire, "code")
        par_zone = self.deriver("zones", (REGIONS,), lambda: zones(regions))
        for nom in self._fichiers_instruments():
            instrument = str(self.tables[nom][0].get("id"))
            for i, ligne in enumerate(self.tables.get(f"{nom}#liste", ()), 1):
                yield self._liste(Rang(f"{nom}#liste", i, ligne), nom, instrument, par_zone)

    def _liste(self, rang: Rang, nom: str, instrument: str, par_zone: Zones) -> Liste:
        def entrees(fichier: str) -> tuple[Entree, ...]:
            return self._lire(_voisin(nom, fichier), lambda r: Entree.lire(r, par_zone), REGIONS)

        if not rang.mots("fichiers"):
            raise rang.erreur("fichiers", "une liste demande au moins un fichier de lignes")
        lues = tuple(chain(*(entrees(f) for f in rang.mots("fichiers"))))
        sources = [REGIONS, *(_voisin(nom, fichier) for fichier in rang.mots("fichiers"))]
        ouvre = f"{nom}#{rang.numero} ouvre"
        _, ouvert = self.deriver(ouvre, sources, lambda: self._ouvrir(ouvre, lues))
        cadre = rang.optionnel("cadre")
        return _liste(rang, instrument, lues, entrees(cadre) if cadre else (), ouvert)

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


def _memes(avant: tuple[Table | None, ...], ici: tuple[Table | None, ...]) -> bool:
    return len(avant) == len(ici) and all(a is b for a, b in zip(avant, ici, strict=True))


def _ranger_par(nom: str, objets: tuple[T, ...], cle: str) -> dict[str, T]:
    """Return objects by a field, which is no one else's."""
    par_cle = {getattr(objet, cle): objet for objet in objets}
    if len(par_cle) != len(objets):
        cles = [getattr(objet, cle) for objet in objets]
        rang = next(i for i, k in enumerate(cles) if k in cles[:i])
        probleme = f"« {cles[rang]} » est donné deux fois"
        raise LawDataError(nom, probleme, ligne=rang + brutes.premiere(nom), champ=cle)
    return par_cle


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


def _par_nationalite(statuts: Iterable[Statut]) -> Mapping[str, tuple[Statut, ...]]:
    par_code: dict[str, list[Statut]] = {}
    for statut in sorted(statuts, key=lambda s: s.du):
        par_code.setdefault(statut.nationalite, []).append(statut)
    return {code: tuple(siens) for code, siens in par_code.items()}


def _nationalite(rang: Rang, statuts: Mapping[str, tuple[Statut, ...]]) -> Nationalite:
    source = rang.texte("regime_de")
    if source not in statuts:
        raise rang.erreur("regime_de", f"« {source} » n'a aucune ligne dans regimes.csv")
    return Nationalite(
        rang.texte("code"),
        rang.texte("nom"),
        rang.texte("name"),
        rang.booleen("territoire"),
        rang.optionnel("etat"),
        statuts[source],
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
