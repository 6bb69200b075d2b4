"""The one door of drawing lists: a year of figures → lists, all that is told of them, a draft."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from opposable.elaboration.chiffres.consignes import Consignes
from opposable.elaboration.chiffres.importation import importer
from opposable.elaboration.chiffres.importation_metiers import Choix, importer_nomenclature
from opposable.elaboration.chiffres.lieux import Lieux
from opposable.elaboration.chiffres.reconnaissance import deduire, reconnaitre
from opposable.elaboration.examen.bilan import Epreuve, dresser
from opposable.elaboration.methode.en_place import lire_maintien
from opposable.elaboration.methode.schema_toml import lire_schema
from opposable.elaboration.methode.tirage import elaborer, elaborer_par_periode
from opposable.elaboration.restitution.dessinateur import Dessinateur
from opposable.elaboration.restitution.ecriture import ecrire
from opposable.elaboration.restitution.projet import ecrire_projet
from opposable.errors import FichierError
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from opposable.elaboration.chiffres.importation import Importation
    from opposable.elaboration.chiffres.importation_metiers import NomenclatureLue
    from opposable.elaboration.examen.bilan import Bilan
    from opposable.elaboration.methode.schema import Schema
    from opposable.elaboration.methode.selection import Elaboration
    from opposable.law.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Texte:
    """The draft text to write from the last list.

    Attributes:
        dossier: Folder to write; it must not exist.
        id: Identifier of the text.
        titre: French title; the identifier where it is empty.
        examine_du: First day of examination.
        examine_au: Last day of examination.
    """

    dossier: Path
    id: str
    titre: str = ""
    examine_du: date
    examine_au: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Commande:
    """What is asked for: the files, how they are read, the scheme, what is compared and written.

    Attributes:
        donnees: Figures: CSV, XLSX or Parquet.
        consignes: What is said of them, where the file does not.
        territoires: Version of the regions of the figures, the first of the law where empty.
        metiers: File of the occupations, None to take them from the figures.
        codes: Nomenclature of the codes, empty to recognise it.
        niveau: Level kept where an occupation has several.
        schema: Scheme, a TOML file.
        fichiers: Folder of the files that the scheme names, None for its own.
        effectif_minimal: Fewest job seekers for a ratio to be assessed, None as the scheme says.
        en_place: What is already open: list, text, day, CSV file or folder; empty for nothing.
        hysterese: How far under the threshold what is open may fall.
        public: Public of the law compared with, of what is in place, and of the draft.
        comparee: List, text or day to compare with, empty for none.
        epreuve: How fragility is tried.
        sortie: Folder to write the lists and the report in, None to write nothing.
        texte: Draft to write, None for none.
    """

    donnees: Path
    schema: Path
    consignes: Consignes = field(default_factory=Consignes)
    territoires: str = ""
    metiers: Path | None = None
    codes: str = ""
    niveau: str = Choix.PLUS_BAS
    fichiers: Path | None = None
    effectif_minimal: int | None = None
    en_place: str = ""
    hysterese: Fraction = Fraction()
    public: Regime = Regime.PAYS_TIERS
    comparee: str = ""
    epreuve: Epreuve = field(default_factory=Epreuve)
    sortie: Path | None = None
    texte: Texte | None = None


class _Entrees(NamedTuple):
    """The files once read."""

    metiers: NomenclatureLue
    chiffres: Importation


def conduire(
    commande: Commande, corpus: Corpus, plafond: AbstractContextManager[None] | None = None
) -> Bilan:
    """Draw lists from figures, examine them, and write what is asked for.

    The folder of the lists is written before the draft, each whole or not at all.

    Args:
        commande: What is asked for.
        corpus: The law, for regions, figures of the text, what is compared and the draft.
        plafond: Ceiling on memory held while files are read, lists drawn; charts are drawn beside,
            by an engine that reserves far more address space than it uses.

    Returns:
        The lists and all that is told of them.

    Raises:
        FichierError: A file cannot be read or written, or what is asked for is contradictory.
        SchemaError: The scheme cannot be read, or does not fit the figures.
        ListeError: No list answers to a name.
        LawDataError: The draft cannot become law.

    Law: the method of annex 1 (A1.1, A1.2).
    """
    texte = commande.texte
    if texte is not None and texte.dossier.exists():
        probleme = "ce projet existe, peut-être corrigé : nommez-en un autre"
        raise FichierError(str(texte.dossier), probleme)
    dessin = nullcontext() if commande.sortie is None else Dessinateur()
    with dessin as dessiner:
        with plafond or nullcontext():
            entrees = _lire(commande, corpus)
            elaboration = _tirer(commande, corpus, entrees)
        bilan = dresser(
            elaboration,
            corpus,
            anomalies=(*entrees.metiers.anomalies, *entrees.chiffres.anomalies),
            constats=(*entrees.metiers.constats, *entrees.chiffres.constats),
            comparee=commande.comparee,
            regime=commande.public,
            territoires=commande.territoires,
            epreuve=commande.epreuve,
        )
        if commande.sortie is not None and dessiner is not None:
            ecrire(bilan, commande.sortie, dessiner)
    if texte is not None:
        _projeter(texte, elaboration, corpus, commande)
    return bilan


def _lire(commande: Commande, corpus: Corpus) -> _Entrees:
    """Read the occupations and the figures; without a file, occupations are those of figures."""
    metiers = _lire_metiers(commande, corpus)
    chiffres = importer(
        commande.donnees,
        Lieux.de(corpus, commande.territoires),
        nomenclature=metiers.nomenclature if metiers else None,
        consignes=commande.consignes,
    )
    nom, codes = commande.donnees.name, chiffres.releve.metiers
    return _Entrees(metiers or deduire(nom, codes, corpus, commande.codes), chiffres)


def _lire_metiers(commande: Commande, corpus: Corpus) -> NomenclatureLue | None:
    """Read the file of occupations, if there is one; its codes say which nomenclature it is."""
    if commande.metiers is None:
        return None
    lue = importer_nomenclature(commande.metiers, commande.codes, niveau=commande.niveau)
    codes = lue.nomenclature.metiers
    dite = commande.codes or reconnaitre(commande.metiers.name, codes, corpus)
    return replace(lue, nomenclature=replace(lue.nomenclature, id=dite))


def _lire_schema(commande: Commande) -> Schema:
    schema = lire_schema(commande.schema, commande.fichiers)
    minimum = commande.effectif_minimal
    return schema if minimum is None else replace(schema, effectif_minimal=minimum)


def _tirer(commande: Commande, corpus: Corpus, entrees: _Entrees) -> Elaboration:
    """Draw at once, or period after period where what is open leaves under a lower threshold."""
    schema, releve = _lire_schema(commande), entrees.chiffres.releve
    nomenclature = entrees.metiers.nomenclature
    if not commande.hysterese:
        if commande.en_place:
            raise FichierError("--en-place", "dites aussi de combien : --hysterese 0,05")
        return elaborer(schema, releve, nomenclature)
    if not commande.en_place and len(releve.periodes) == 1:
        raise FichierError(
            "--hysterese",
            "rien n'est en place : nommez ce qui est déjà ouvert avec --en-place, ou donnez "
            "plusieurs périodes",
        )
    maintien = lire_maintien(
        commande.en_place,
        commande.hysterese,
        corpus=corpus,
        regime=commande.public,
        schema=schema,
        nomenclature=nomenclature,
    )
    return elaborer_par_periode(schema, releve, nomenclature, maintien)


def _projeter(texte: Texte, elaboration: Elaboration, corpus: Corpus, commande: Commande) -> None:
    """Write the last list as a draft text."""
    liste = next(li for li in corpus.listes.values() if commande.public in li.public)
    ecrire_projet(
        list(elaboration.selections.values())[-1],
        corpus,
        texte.dossier,
        nomenclature=elaboration.nomenclature,
        id=texte.id,
        titre=texte.titre or texte.id,
        title=texte.titre or texte.id,
        public=[regime.value for regime in liste.public],
        fondement=liste.fondement,
        territoires=commande.territoires or corpus.base.id,
        examine_du=texte.examine_du,
        examine_au=texte.examine_au,
    )
