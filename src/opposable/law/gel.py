"""A law as plain data, and back: built once, it is kept and read in little time.

What is kept is a list of values in an order such that each is made of those before it: constants,
days, members of enumerations, records of the classes of this floor, and what holds them. Nothing
in it is run, no class is named but by its rank in a list that is written here; the digest of the
data and that of the code say elsewhere what the bytes were made from.

The raw tables are not kept: they are read again from the files, when somebody asks for them.
"""

from __future__ import annotations

import marshal
import re
from array import array
from collections import deque
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from opposable.ecrit.bilingue import Bilingue
from opposable.errors import ArtefactError
from opposable.law import (
    cellule,
    critere,
    dispense,
    disposition,
    empreinte,
    entree,
    etat_du_droit,
    evenement,
    instrument,
    lecture,
    liste,
    loi,
    metier,
    nationalite,
    nomenclature,
    passage,
    plateforme,
    portee,
    procedure,
    registre,
    regle,
    regularisation,
    remuneration,
    silence,
    source,
    territoire,
    veille,
)
from opposable.law.corpus import Corpus
from opposable.law.enregistrement import champs, poser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

MAGIE = b"opposable-droit 2\n"
"""First bytes; the number changes with the format."""
FORMAT = 4
"""How plain data are laid: every Python of today reads it."""
MODULES: tuple[ModuleType, ...] = (
    *(cellule, critere, dispense, disposition, empreinte, entree, etat_du_droit, evenement),
    *(instrument, lecture, liste, loi, metier, nationalite, nomenclature, passage, plateforme),
    *(portee, procedure, registre, regle, regularisation, remuneration, silence, source),
    *(territoire, veille),
)
ATOMES = (str, int, bool, type(None))
ABSENTS = ("tables", "produits")
"""Fields of a corpus that are read again, or that only serve to build."""


def _classes() -> tuple[type, ...]:
    """Return the classes of records and of enumerations, in a fixed order."""
    trouvees: dict[type, None] = {Bilingue: None, Corpus: None}
    for module in MODULES:
        for classe in (vars(module)[nom] for nom in sorted(vars(module))):
            siennes = isinstance(classe, type) and classe.__module__ == module.__name__
            if siennes and (_champs(classe) or issubclass(classe, Enum)):
                trouvees[classe] = None
    return tuple(trouvees)


def _champs(classe: type) -> tuple[str, ...]:
    """Return the names of the fields of a record; none where it is no record."""
    return champs(classe) or getattr(classe, "_fields", ())


CLASSES = _classes()
CONSTANTE, JOUR, NOMBRE, MOTIF, UPLET, ENSEMBLE, TABLE = range(-7, 0)
DIRE: Mapping[int, Callable[[Any], Any]] = {
    CONSTANTE: lambda valeur: valeur,
    JOUR: date.toordinal,
    NOMBRE: str,
    MOTIF: attrgetter("pattern"),
}
FAIRE: Mapping[int, Callable[[Any], Any]] = {
    JOUR: date.fromordinal,
    NOMBRE: Decimal,
    MOTIF: re.compile,
}
ASSEMBLER: Mapping[int, Callable[[Iterable[Any]], Any]] = {UPLET: tuple, ENSEMBLE: frozenset}


class _Gel:
    """Values laid in order, each once: those of a same nature and height stand together."""

    def __init__(self) -> None:
        self.hauteurs: dict[Any, int] = {}
        self.rangees: dict[tuple[int, int], list[Any]] = {}
        self.places: dict[Any, int] = {}

    def monter(self, valeur: Any) -> int:
        """Return the height of a value, once those it is made of are laid."""
        connue = self.hauteurs.get(_cle(valeur))
        if connue is not None:
            return connue
        genre = _genre(valeur)
        hauteur = 1 + max(map(self.monter, _parties(valeur, genre)), default=-1)
        self.hauteurs[_cle(valeur)] = hauteur
        self.rangees.setdefault((hauteur, genre), []).append(valeur)
        return hauteur

    def groupes(self) -> Iterator[tuple[int, Any]]:
        """Yield each group: its nature, and what its values are made from."""
        for cle in sorted(self.rangees):
            genre, valeurs = cle[1], self.rangees[cle]
            yield genre, self._ecrire(genre, valeurs)
            for valeur in valeurs:
                self.places[_cle(valeur)] = len(self.places)

    def _ecrire(self, genre: int, valeurs: list[Any]) -> Any:
        if genre in DIRE:
            return [DIRE[genre](valeur) for valeur in valeurs]
        if genre >= 0 and issubclass(CLASSES[genre], Enum):
            return [valeur.value for valeur in valeurs]
        lignes = [[self.places[_cle(p)] for p in _parties(v, genre)] for v in valeurs]
        if genre >= 0:
            return [_octets(colonne) for colonne in zip(*lignes, strict=True)]
        return _octets(map(len, lignes)), _octets(chain.from_iterable(lignes))


class _Meme:
    """A value that is only equal to itself."""

    __slots__ = ("_valeur",)

    def __init__(self, valeur: object) -> None:
        self._valeur = valeur

    def __eq__(self, autre: object) -> bool:
        return isinstance(autre, _Meme) and self._valeur is autre._valeur

    def __hash__(self) -> int:
        return object.__hash__(self._valeur)


def _cle(valeur: Any) -> Any:
    """Tell values apart: texts and numbers by what they say, the others by which they are."""
    return (type(valeur), valeur) if type(valeur) in ATOMES else _Meme(valeur)


def _octets(places: Iterable[int]) -> bytes:
    return array("I", places).tobytes()


def _genre(valeur: Any) -> int:
    """Return the nature of a value: one of the constants, or the rank of its class."""
    if _simple(valeur):
        return CONSTANTE
    for type_, genre in (
        (date, JOUR),
        (Decimal, NOMBRE),
        (re.Pattern, MOTIF),
        (frozenset, ENSEMBLE),
        (dict, TABLE),
    ):
        if isinstance(valeur, type_):
            return genre
    return UPLET if type(valeur) is tuple else CLASSES.index(type(valeur))


def _simple(valeur: Any) -> bool:
    """Whether a value is made of texts and numbers alone."""
    if type(valeur) in ATOMES:
        return True
    if type(valeur) in (tuple, list, frozenset):
        return all(map(_simple, valeur))
    return type(valeur) is dict and all(map(_simple, chain(valeur, valeur.values())))


def _parties(valeur: Any, genre: int) -> list[object]:
    if genre == TABLE:
        return [*valeur, *valeur.values()]
    if genre in (UPLET, ENSEMBLE):
        return list(valeur)
    if genre < 0 or isinstance(valeur, Enum):
        return []
    return [None if nom in ABSENTS else getattr(valeur, nom) for nom in _champs(type(valeur))]


def geler(corpus: Corpus) -> bytes:
    """Return a law as bytes."""
    gel = _Gel()
    gel.monter(corpus)
    return MAGIE + marshal.dumps(list(gel.groupes()), FORMAT)


def degeler(octets: bytes, tables: Mapping[str, Any]) -> Corpus:
    """Return the law that bytes hold.

    Args:
        octets: What `geler` gave.
        tables: The raw tables of the law.

    Raises:
        ArtefactError: They are of another format, cut short, or do not hold together.
    """
    if not octets.startswith(MAGIE):
        raise ArtefactError("ses premiers octets sont d'un autre format")
    try:
        faits: list[Any] = []
        for genre, lignes in marshal.loads(octets[len(MAGIE) :]):  # noqa: S302 - read whole, run never
            faits.extend(_refaire(genre, lignes, faits))
        corpus = faits[-1]
    except (ValueError, TypeError, KeyError, IndexError, EOFError, AttributeError) as erreur:
        raise ArtefactError(f"son contenu ne se tient pas ({type(erreur).__name__})") from None
    if not isinstance(corpus, Corpus):
        raise ArtefactError("il ne contient pas un droit")
    for champ, valeur in (("tables", tables), ("produits", {})):
        object.__setattr__(corpus, champ, valeur)
    return corpus


def _refaire(genre: int, ecrit: list[Any], faits: list[Any]) -> Iterable[Any]:
    """Make the values of a group, from those made before."""
    if genre == CONSTANTE:
        return list(ecrit)
    if genre in FAIRE:
        return map(FAIRE[genre], ecrit)
    if genre >= 0 and issubclass(CLASSES[genre], Enum):
        return map(CLASSES[genre], ecrit)
    la = faits.__getitem__
    suites = [map(la, array("I", octets)) for octets in ecrit]
    if genre >= 0:
        return _records(CLASSES[genre], suites)
    longueurs, parties = array("I", ecrit[0]), suites[1]
    if genre == TABLE:
        moities = ((list(islice(parties, n // 2)), n // 2) for n in longueurs)
        return [dict(zip(cles, islice(parties, n), strict=True)) for cles, n in moities]
    return [ASSEMBLER[genre](islice(parties, n)) for n in longueurs]


def _records(classe: Any, colonnes: Sequence[Iterable[Any]]) -> Iterable[Any]:
    """Make the records of a class from their fields, without passing by what builds one by hand.

    Raises:
        ValueError: There are not as many columns as fields, or rows in each.
    """
    noms = _champs(classe)
    if len(noms) != len(colonnes):
        raise ValueError(classe.__name__)
    if issubclass(classe, tuple):
        return map(tuple.__new__, repeat(classe), zip(*colonnes, strict=True))
    valeurs = [list(colonne) for colonne in colonnes]
    if len(set(map(len, valeurs))) > 1:
        raise ValueError(classe.__name__)
    records = [object.__new__(classe) for _ in valeurs[0]]
    for nom, colonne in zip(noms, valeurs, strict=True):
        pose = getattr(vars(classe).get(nom), "__set__", None) or partial(_poser, nom)
        deque(map(pose, records, colonne), 0)  # runs through, keeps nothing
    return records


def _poser(nom: str, record: object, valeur: object) -> None:
    poser(record, nom, valeur)
