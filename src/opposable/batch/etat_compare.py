"""What a comparison compares: a state of the law, a day of examination, a changed list.

It is written in words joined by commas, such as `2008-02-01,32241=rival`:

- `actuel`: the law as adopted, each application on its own days;
- `AAAA-MM-JJ`: every application examined that day;
- an instrument: every application examined the first day its lists apply;
- `ID=rival`: the rival of a reading;
- `connu=AAAA-MM-JJ`: the law as it was known that day;
- a folder: a draft instrument added;
- `LISTE=FICHIER.csv`: the rows of a list replaced by those of a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from opposable.batch.plan import rang_du_jour
from opposable.decision.chargement import load_corpus
from opposable.errors import FichierError, LawDataError, ListeError
from opposable.fichiers.rangees import lire_rangees
from opposable.law.chargement import etablir_le_droit
from opposable.law.construction import construire
from opposable.law.controle import controler
from opposable.law.etat_du_droit import EtatDuDroit, Projet, lire_connu_le
from opposable.law.tables import remplacer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.fichiers.rangees import Rangee
    from opposable.law.corpus import Corpus
    from opposable.law.tables import Ligne, Tables

ACTUEL = "actuel"
RIVAL = "rival"
CONNU = "connu"
LECTURES = "lectures.toml#lecture"
LUES = ("metier", "zone", "intitule", "activite", "ouvre")
"""Columns of a changed list."""


@dataclass(slots=True)
class EtatCompare:
    """A state of the law, and the day on which applications are examined under it.

    Attributes:
        nom: As it was written.
        corpus: The law.
        examine_le: Day on which every application is examined, None for its own.
    """

    nom: str
    corpus: Corpus
    examine_le: date | None

    @property
    def jour(self) -> int | None:
        """The day of examination since 1970-01-01."""
        return rang_du_jour(self.examine_le) if self.examine_le else None


@dataclass(slots=True)
class _Mots:
    """The words of a state, sorted by what they ask."""

    connu: str = ""
    lectures: list[str] = field(default_factory=list)
    projets: list[Path] = field(default_factory=list)
    listes: list[tuple[str, Path]] = field(default_factory=list)
    jours: list[str] = field(default_factory=list)


def lire_etat(texte: str, avec: Iterable[str] = ()) -> EtatCompare:
    """Read a state of the law and load it.

    Args:
        texte: The words.
        avec: Folders of drafts to add to those the words name.

    Raises:
        OpposableError: A word names no reading, list, instrument, day or folder; or the file
            of a list is not one.
    """
    mots = _trier(texte)
    projets = [Projet.du_dossier(dossier) for dossier in [*map(str, mots.projets), *avec]]
    etat = EtatDuDroit.de(lire_connu_le(mots.connu), mots.lectures, projets)
    corpus = etablir_le_droit(load_corpus(), replace(etat, connu_le=None, lectures=()))
    for nom, fichier in mots.listes:
        corpus = _changer(corpus, nom, fichier)
    corpus = construire(corpus.tables, corpus.empreintes, etat, corpus)
    jours = [_jour(mot, corpus) for mot in mots.jours]
    return EtatCompare(",".join([texte, *avec]), corpus, jours[-1] if jours else None)


def _trier(texte: str) -> _Mots:
    mots = _Mots()
    for mot in filter(None, (m.strip() for m in texte.split(","))):
        gauche, egal, droite = mot.partition("=")
        if egal and gauche == CONNU:
            mots.connu = droite
        elif egal and droite == RIVAL:
            mots.lectures.append(gauche)
        elif egal:
            mots.listes.append((gauche, Path(droite)))
        elif Path(mot).is_dir():
            mots.projets.append(Path(mot))
        elif mot != ACTUEL:
            mots.jours.append(mot)
    return mots


def _jour(mot: str, corpus: Corpus) -> date:
    """Return the day a word says, or the first one of the lists of the instrument it names."""
    try:
        return date.fromisoformat(mot)
    except ValueError:
        jours = [li.examine_du for li in corpus.listes.values() if li.instrument == mot]
    if not jours:
        raise ListeError(mot, (*corpus.instruments, *corpus.listes))
    return min(jours)


def _changer(corpus: Corpus, nom: str, fichier: Path) -> Corpus:
    """Return the law where the rows of a file stand in the place of those of a list.

    What the texts promise of the old rows is no longer asked; a reading of rows that are
    gone has no rival left.
    """
    tete, dossier = _tete(corpus.tables, nom)
    liste = corpus.listes.get(nom)
    if tete is None or liste is None:
        raise ListeError(nom, tuple(corpus.listes))
    premier, *autres = tete["fichiers"]
    tables = {
        **corpus.tables,
        **{f"{dossier}/{autre}": () for autre in autres},
        f"{dossier}/{premier}": _lignes(fichier, corpus, liste.ancre),
    }
    tables[LECTURES] = tuple(
        lecture if _applicable(tables, lecture) else {**lecture, "remplace": ()}
        for lecture in tables[LECTURES]
    )
    change_par = [(f"{dossier}/{premier}", fichier.read_bytes())]
    empreintes = corpus.empreintes.avec(change_par, corpus.tables)
    change = construire(tables, empreintes, corpus.etat, corpus)
    controler(change)
    return change


def _tete(tables: Tables, nom: str) -> tuple[Ligne | None, str]:
    """Return the head of a list, and the folder of its files."""
    for table, lignes in tables.items():
        dossier, egal, _ = table.partition("/instrument.toml#liste")
        for ligne in lignes if egal else ():
            if ligne.get("id") == nom:
                return ligne, dossier
    return None, ""


def _applicable(tables: Tables, lecture: Ligne) -> bool:
    try:
        remplacer(tables, lecture.get("remplace", ()))
    except LawDataError:
        return False
    return True


def _lignes(fichier: Path, corpus: Corpus, ancre: str) -> list[dict[str, str]]:
    """Read a changed list: `metier`, and where they are given `zone`, `intitule`, `activite`."""
    lues = [
        _ligne(place, rangee, fichier, corpus) | {"ancre": f"{ancre}/{place}"}
        for place, rangee in enumerate(lire_rangees(fichier, LUES, LUES[:1]), 1)
    ]
    if not lues:
        raise FichierError(str(fichier), "une colonne « metier » et au moins une ligne attendues")
    return lues


def _ligne(place: int, rangee: Rangee, fichier: Path, corpus: Corpus) -> dict[str, str]:
    lue, metier = rangee.cellules, rangee.cellules["metier"]
    connu = corpus.metiers.get(metier)
    if connu is None:
        raise FichierError(
            str(fichier), f"ligne {rangee.ligne} : « {metier} » n'est pas un métier connu"
        )
    return {
        "rang": str(place),
        "zone": lue["zone"] or "partout",
        "metier_imprime": metier,
        "metier": metier,
        "intitule": lue["intitule"] or connu.intitule,
        "domaine": "",
        "activite": lue["activite"],
        "ouvre": lue["ouvre"] or "oui",
        "lectures": "",
        "certitude": "infere",
    }
