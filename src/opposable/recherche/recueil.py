"""The names of occupations, folded once, as columns: what is searched, and what is kept of it.

A column of texts is one text and where each of them ends; a text is cut out when somebody looks at
it. Thousands of names are so read back in the time of a copy.
"""

from __future__ import annotations

import marshal
import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from opposable.ecrit.repli import replier
from opposable.errors import ArtefactError
from opposable.recherche.racine import dits, racines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAGIE = b"opposable-metiers 1\n"
"""First bytes of what is kept; the number changes with the format."""
FORMAT = 2
"""Of `marshal`: the last that writes the same bytes for the same data."""
ENTIERS, REELS = "I", "f"
"""How whole numbers and single floats are written."""
ENTRE = "|"
"""Between the ways to say one name; no folded text has it."""


class Nom(NamedTuple):
    """A name of an occupation.

    Attributes:
        nomenclature: Identifier of the nomenclature of the code.
        code: The code.
        intitule: The label of the code.
        texte: The name: that label, another official title, or an everyday name.
        officiel: Whether a text or a nomenclature prints the name.
    """

    nomenclature: str
    code: str
    intitule: str
    texte: str
    officiel: bool = True


class Code(NamedTuple):
    """A code that names have.

    Attributes:
        nomenclature: Identifier of its nomenclature.
        code: The code.
        intitule: Its label.
        serre: The code folded, without spaces.
    """

    nomenclature: str
    code: str
    intitule: str
    serre: str


class Textes(Sequence[str]):
    """Texts end to end; each is cut out when asked for.

    Args:
        tout: All of them.
        fins: Where each ends, as the bytes of integers.
    """

    __slots__ = ("_fins", "tout")

    def __init__(self, tout: str, fins: bytes) -> None:
        self.tout = tout
        self._fins = memoryview(fins).cast("I")
        if tout and (not self._fins or self._fins[-1] != len(tout)):
            raise ValueError(self._fins)

    @classmethod
    def de(cls, textes: Iterable[str]) -> Textes:
        """Put texts end to end."""
        tous = list(textes)
        return cls("".join(tous), array(ENTIERS, accumulate(map(len, tous))).tobytes())

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self._fins)

    @overload
    def __getitem__(self, rang: int) -> str: ...
    @overload
    def __getitem__(self, rang: slice) -> list[str]: ...
    def __getitem__(self, rang: int | slice) -> str | list[str]:
        """Return one text, or those of a slice."""
        if isinstance(rang, slice):
            return [self[un] for un in range(*rang.indices(len(self)))]
        return self.tout[self._fins[rang - 1] if rang else 0 : self._fins[rang]]

    def plats(self) -> tuple[str, bytes]:
        """Return what they are made from."""
        return self.tout, self._fins.tobytes()


class Rangs:
    """Lists of ranks end to end.

    Args:
        tous: All the ranks, as the bytes of integers.
        fins: Where each list ends.
    """

    __slots__ = ("_fins", "_tous")

    def __init__(self, tous: bytes, fins: bytes) -> None:
        self._tous, self._fins = (memoryview(octets).cast("I") for octets in (tous, fins))
        if len(self._tous) != (self._fins[-1] if self._fins else 0):
            raise ValueError(self._fins)

    @classmethod
    def de(cls, listes: Iterable[Sequence[int]]) -> Rangs:
        """Put lists end to end."""
        toutes = list(listes)
        suites = chain.from_iterable(toutes), accumulate(map(len, toutes))
        return cls(*(array(ENTIERS, suite).tobytes() for suite in suites))

    def __len__(self) -> int:
        """Return how many lists they are."""
        return len(self._fins)

    def __getitem__(self, rang: int) -> memoryview[int]:
        """Return one list."""
        return self._tous[self._fins[rang - 1] if rang else 0 : self._fins[rang]]

    def plats(self) -> tuple[bytes, bytes]:
        """Return what they are made from."""
        return self._tous.tobytes(), self._fins.tobytes()


class Recueil(NamedTuple):
    """Names ready to be compared, one a rank: those of a nomenclature stand together.

    A name printed in both genders has a rank for each way to say it that has its own roots.

    Attributes:
        combien: How many names of each nomenclature, in their order.
        codes: The codes, in the order of nomenclatures and codes.
        code_de: The code of each name, by its rank among them.
        officiels: Whether a text prints each name: 1, or 0.
        textes: The names as written.
        dits: The ways to say each of them, folded, apart by `ENTRE`.
        serres: Those where spaces, then articles and endings, do not count, in order.
        porteurs: The names said so.
        mots: The roots, in order.
        presents: The names that hold each root.
        poids: What the roots of each name weigh together, as the bytes of single floats.
    """

    combien: dict[str, int]
    codes: tuple[Code, ...]
    code_de: memoryview[int]
    officiels: bytes
    textes: Textes
    dits: Textes
    serres: Textes
    porteurs: Rangs
    mots: tuple[str, ...]
    presents: Rangs
    poids: bytes

    def nom(self, rang: int) -> Nom:
        """Return the name that has a rank."""
        un = self.codes[self.code_de[rang]]
        return Nom(*un[:3], self.textes[rang], officiel=bool(self.officiels[rang]))

    def facons(self, rang: int) -> list[str]:
        """Return the ways to say a name, folded."""
        return self.dits[rang].split(ENTRE)

    def dits_ainsi(self, serre: str) -> Sequence[int]:
        """Return the ranks of the names said so where spaces do not count."""
        place = bisect_left(self.serres, serre)
        trouve = place < len(self.serres) and self.serres[place] == serre
        return self.porteurs[place] if trouve else ()


def recueillir(noms: Iterable[Nom]) -> Recueil:
    """Fold names.

    Args:
        noms: Several names may have one code, and one name several codes. Nomenclatures are in the
            order in which they come first.
    """
    uniques = dict.fromkeys(noms)
    ordre = {n: rang for rang, n in enumerate(dict.fromkeys(n.nomenclature for n in uniques))}
    ranges = sorted(uniques, key=lambda nom: (ordre[nom.nomenclature], nom))
    lus = [lu for nom in ranges for lu in _lire(nom)]
    tous = [lu.nom for lu in lus]
    codes = {cle: rang for rang, cle in enumerate(dict.fromkeys(nom[:3] for nom in tous))}
    serres, porteurs = _renverser([lu.serres for lu in lus])
    mots, presents = _renverser([lu.racines for lu in lus])
    pese = {m: peser(len(lus), len(la)) for m, la in zip(mots, presents, strict=True)}
    groupes = groupby(tous, key=attrgetter("nomenclature"))
    return Recueil(
        combien={nomenclature: sum(1 for _ in siens) for nomenclature, siens in groupes},
        codes=tuple(Code(*cle, replier(cle[1]).replace(" ", "")) for cle in codes),
        code_de=memoryview(array(ENTIERS, (codes[nom[:3]] for nom in tous))),
        officiels=bytes(nom.officiel for nom in tous),
        textes=Textes.de(nom.texte for nom in tous),
        dits=Textes.de(ENTRE.join(lu.dits) for lu in lus),
        serres=Textes.de(serres),
        porteurs=Rangs.de(porteurs),
        mots=mots,
        presents=Rangs.de(presents),
        poids=array(REELS, (sum(pese[m] for m in lu.racines) for lu in lus)).tobytes(),
    )


def peser(noms: int, presents: int) -> float:
    """Return what a root weighs: the fewer names hold it, the more."""
    return math.log(1 + noms / presents)


def serrer(plie: str, mots: Iterable[str]) -> set[str]:
    """Return what is left of a text where spaces, then articles and endings, do not count."""
    return {plie.replace(" ", ""), "".join(mots)}


def geler(recueil: Recueil) -> bytes:
    """Return names as bytes."""
    return MAGIE + marshal.dumps([_plat(colonne) for colonne in recueil], FORMAT)


def _plat(colonne: Any) -> Any:
    """Return a column as plain data."""
    if isinstance(colonne, Textes | Rangs):
        return colonne.plats()
    if isinstance(colonne, memoryview):
        return colonne.tobytes()
    if isinstance(colonne, tuple):
        return tuple(tuple(un) if isinstance(un, Code) else un for un in colonne)
    return colonne


def degeler(octets: bytes) -> Recueil:
    """Return the names that bytes hold.

    Args:
        octets: What `geler` gave, on a machine of the same order of bytes.

    Raises:
        ArtefactError: They are of another format, cut short, or do not hold together.
    """
    if not octets.startswith(MAGIE):
        raise ArtefactError("ses premiers octets sont d'un autre format")
    try:
        lus = marshal.loads(octets[len(MAGIE) :])  # noqa: S302 - read whole, run never
        plats = Recueil(*lus)
        recueil = plats._replace(
            codes=tuple(Code(*un) for un in plats.codes),
            code_de=memoryview(plats.code_de).cast("I"),
            **{nom: classe(*getattr(plats, nom)) for nom, classe in COLONNES.items()},
        )
        _verifier(recueil)
    except (ValueError, TypeError, EOFError, AttributeError) as erreur:
        raise ArtefactError(f"son contenu ne se tient pas ({type(erreur).__name__})") from None
    return recueil


COLONNES: dict[str, Any] = {
    **dict.fromkeys(("textes", "dits", "serres"), Textes),
    **dict.fromkeys(("porteurs", "presents"), Rangs),
}


class _Lu(NamedTuple):
    """A name, the ways to say it that have the same roots, and these roots.

    `serres` are these ways where spaces, then articles and endings, do not count.
    """

    nom: Nom
    dits: tuple[str, ...]
    serres: tuple[str, ...]
    racines: tuple[str, ...]


def _lire(nom: Nom) -> Iterator[_Lu]:
    """Yield the ways to say a name, those of the same roots together."""
    par_racines: dict[tuple[str, ...], tuple[list[str], set[str]]] = {}
    for dit in dits(nom.texte):
        mots = racines(dit)
        memes, serres = par_racines.setdefault(tuple(sorted(mots)), ([], set()))
        memes.append(dit)
        serres |= serrer(dit, mots)
    for mots, (memes, serres) in par_racines.items():
        yield _Lu(nom, tuple(memes), tuple(sorted(serres)), mots)


def _renverser(listes: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], list[list[int]]]:
    """Return the texts that are in lists, in order, and the ranks of the lists that hold each."""
    presents: defaultdict[str, list[int]] = defaultdict(list)
    for rang, liste in enumerate(listes):
        for texte in liste:
            presents[texte].append(rang)
    textes = tuple(sorted(presents))
    return textes, [presents[texte] for texte in textes]


def _verifier(recueil: Recueil) -> None:
    """Refuse columns that are not of the same names.

    Raises:
        ValueError: They are not.
    """
    combien = sum(recueil.combien.values())
    poids = len(recueil.poids) // array(REELS).itemsize
    de_noms = (recueil.code_de, recueil.officiels, recueil.textes, recueil.dits)
    if (
        any(len(colonne) != combien for colonne in de_noms)
        or poids != combien
        or len(recueil.serres) != len(recueil.porteurs)
        or len(recueil.mots) != len(recueil.presents)
    ):
        raise ValueError(combien)
