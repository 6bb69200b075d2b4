"""Tables → objects: what one construction of the law reads, table by table.

A construction takes over from another what the same rows gave it: most changes of the law
touch one table of many, and a few rows of it. Tables and rows are never changed once read, so
that the same row always gives the same object, whoever reads it first.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from posixpath import normpath
from typing import TYPE_CHECKING, Any, TypeVar

from opposable.ecrit.typographie import composer
from opposable.errors import LawDataError
from opposable.law import tables as brutes
from opposable.law.cellule import Rang
from opposable.law.disposition import Disposition
from opposable.law.entree import Entree, autres, ouvertures
from opposable.law.evenement import Acte, Evenement, annonces
from opposable.law.instrument import Instrument
from opposable.law.lecteur import Lecteur, ranger_par
from opposable.law.lecture import Lecture
from opposable.law.liste import Etat, Liste
from opposable.law.loi import Couverture, Nomenclature, Textes
from opposable.law.metier import Metier
from opposable.law.nationalite import Nationalite, Statut, basculer
from opposable.law.procedure import Charge, Condition, Fondement, Service, Verification
from opposable.law.registre import Registre
from opposable.law.regle import Phrase, Regle
from opposable.law.silence import Silence
from opposable.law.source import Source
from opposable.law.territoire import Departement, Region, zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from opposable.law.entree import Ouverture, Zones
    from opposable.law.lecteur import Produit
    from opposable.law.tables import Tables

R = TypeVar("R", Condition, Verification)
CONTRAT = ("type", "activite", "diplome_francais")
"""Fields whose values the corpus states (contract of the project)."""
REGIONS = "regions.csv"
EVENEMENTS = "evenements.csv"
LECTURES = "lectures.toml#lecture"


class Chantier(Lecteur):
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
        self.connu_le = connu_le or etat_du_droit_au(tables)

    def champs(self) -> dict[str, Any]:
        """Return what the tables say, by field of `Loi`."""
        tete = Rang("corpus.toml", 1, self.table("corpus.toml")[0])
        listes = {liste.id: liste for liste in self._listes()}
        return {
            "version": tete.texte("version"),
            "couverture": _couverture(tete),
            "valeurs": _valeurs(tete),
            "textes_cites": tete.mots("textes_cites"),
            "territoires": tete.mots("territoires"),
            "nomenclatures": self.lire("corpus.toml#nomenclature", _nomenclature),
            "regions": self.par_cle(REGIONS, Region.lire, "code"),
            "departements": self.par_cle("departements.csv", Departement.lire, "code"),
            "ailleurs": self._ailleurs(),
            "nationalites": self._nationalites(),
            "instruments": {i.id: i for i in self._instruments()},
            "registre": self.registre,
            "silences": self.lire("silences.csv", Silence.lire),
            "sources": self.par_cle("sources.csv", Source.lire),
            "toutes_listes": listes,
            "listes": {k: v for k, v in listes.items() if v.periodes},
            "metiers": self.par_cle("metiers.csv", Metier.lire, "code"),
            "dispositions": self.par_cle("dispositions.csv", Disposition.lire, "ancre"),
            "regles": self.par_cle("regles.toml#regle", Regle.lire),
            "textes": self._textes(),
            "fondements": self.lire("fondements.csv", Fondement.lire),
            "services": tuple(self.par_cle("services.csv", Service.lire).values()),
            "conditions": _ranger(self.par_cle("conditions.csv", Condition.lire)),
            "verifications": _ranger(self.par_cle("verifications.csv", Verification.lire)),
            "charges": tuple(self.par_cle("charges.csv", Charge.lire).values()),
            "lectures": self.lectures(),
        }

    def lectures(self) -> Mapping[str, Lecture]:
        """Return the readings, by identifier."""
        return self.par_cle(LECTURES, Lecture.lire)

    def dependantes(self) -> dict[str, list[Liste]]:
        """Return, for each table, the lists that depend on it."""
        listes = {liste.id: liste for liste in self._listes()}
        par_table: dict[str, list[Liste]] = {}
        for nom in self._fichiers_instruments():
            for tete in self.tables.get(f"{nom}#liste", ()):
                liste = listes[tete["id"]]
                for table in (f"{nom}#liste", *(_voisin(nom, f) for f in tete.get("fichiers", ()))):
                    par_table.setdefault(table, []).append(liste)
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
            lambda: _mots(Rang("regles.toml", 1, self.table("regles.toml")[0])),
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
        objets = tuple(_nationalite(Rang(nom, i, ligne), statuts) for i, ligne in lignes)
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

    def _instrument(self, rang: Rang) -> Instrument:
        texte = rang.texte("id")
        jours = (self.registre_entier.jour(acte, texte) for acte in (Acte.SIGNE, Acte.PUBLIE))
        return Instrument.lire(rang, *jours)

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
                yield from annonces(Rang(nom, i, ligne), ids)

    def _listes(self) -> Iterator[Liste]:
        for nom in self._fichiers_instruments():
            instrument = str(self.tables[nom][0].get("id"))
            for i, ligne in enumerate(self.tables.get(f"{nom}#liste", ()), 1):
                yield self._tenir(Rang(f"{nom}#liste", i, ligne), nom, instrument)

    def _tenir(self, rang: Rang, nom: str, instrument: str) -> Liste:
        """Read a list, or take it over where nothing it rests on has changed."""
        fichiers = [_voisin(nom, fichier) for fichier in rang.mots("fichiers")]
        cle = f"{nom}#{rang.numero} au {self.connu_le}"
        regions = self._fichier_des_regions(rang.texte("territoires"))
        sources = (EVENEMENTS, *self._tetes, regions, *fichiers)
        return self.deriver(cle, sources, lambda: self._liste(rang, nom, instrument))

    def _fichier_des_regions(self, version: str) -> str:
        return REGIONS if version == self._versions[0] else f"territoires/{version}.csv"

    def _zones(self, version: str) -> Zones:
        """What each zone of a version of the territories covers."""
        nom = self._fichier_des_regions(version)
        regions = self.par_cle(nom, Region.lire, "code")
        return self.deriver(f"zones de {version}", (nom,), lambda: zones(regions))

    @property
    def _versions(self) -> tuple[str, ...]:
        return Rang("corpus.toml", 1, self.table("corpus.toml")[0]).mots("territoires")

    def _liste(self, rang: Rang, nom: str, instrument: str) -> Liste:
        par_zone = self._zones(rang.texte("territoires"))
        regions = self._fichier_des_regions(rang.texte("territoires"))

        def entrees(fichier: str) -> tuple[Entree, ...]:
            return self.lire(_voisin(nom, fichier), lambda r: Entree.lire(r, par_zone), regions)

        etat = rang.parmi_ou("etat", Etat.COMPLETE)
        if not rang.mots("fichiers") and etat is not Etat.INTROUVABLE:
            raise rang.erreur("fichiers", "une liste demande au moins un fichier de lignes")
        lues = tuple(chain(*(entrees(f) for f in rang.mots("fichiers"))))
        sources = [regions, *(_voisin(nom, fichier) for fichier in rang.mots("fichiers"))]
        ouvre = f"{nom}#{rang.numero} ouvre"
        _, ouvert = self.deriver(ouvre, sources, lambda: self._ouvrir(ouvre, lues))
        cadre, apres = rang.optionnel("cadre"), rang.optionnel("notifiable_apres")
        return Liste.lire(
            rang,
            instrument,
            periodes=self.registre.periodes.get(rang.texte("id"), ()),
            notifiable_du=self.registre.jour(Acte.PUBLIE, apres) if apres else None,
            zones=par_zone,
            entrees=lues,
            cadre=entrees(cadre) if cadre else (),
            ouvertures=ouvert,
            autres=self.deriver(f"{nom}#{rang.numero} reste", sources, lambda: autres(lues)),
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
    return tuple(sorted(par_id.values(), key=lambda objet: (objet.rang, objet.du)))


def etat_du_droit_au(tables: Tables) -> date:
    """Return the last day on which the tables were brought up to date.

    Raises:
        LawDataError: The head of the corpus does not say.
    """
    lignes = tables.get("corpus.toml", ({},))
    tete = Rang("corpus.toml", 1, lignes[0])
    jour = tete.jour("etat_du_droit_au")
    if jour is None:
        raise tete.erreur("etat_du_droit_au", "date attendue : le dernier jour connu du droit")
    return jour


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
