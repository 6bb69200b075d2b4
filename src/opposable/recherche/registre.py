"""The words ready to be read, for each state of the law that is asked for."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from opposable.recherche.mots_batis import RIEN, lexique_bati, recueil_bati
from opposable.recherche.nationalite import Pays
from opposable.recherche.noms import Noms

if TYPE_CHECKING:
    from opposable.fichiers.magasin import Magasin
    from opposable.law.corpus import Corpus
    from opposable.law.etat_du_droit import EtatDuDroit
    from opposable.recherche.metier import Index

ETATS_AU_PLUS = 4
"""States of the law whose words are kept at once, the one asked for longest ago leaving first."""


@dataclass(frozen=True)
class Recherche:
    """The words for the occupations and the nationalities of one state of the law.

    Attributes:
        corpus: The law.
        noms: The words people use.
        magasin: Where these words are kept, folded; nowhere by default.
    """

    corpus: Corpus
    noms: Noms
    magasin: Magasin = RIEN

    @cached_property
    def metiers(self) -> Index:
        """The names of occupations; read, or else folded, when first asked for."""
        from opposable.recherche.metier import Index  # noqa: PLC0415 - NumPy: only to search them

        return Index(recueil_bati(self.corpus, self.noms, self.magasin))

    @cached_property
    def pays(self) -> Pays:
        """The names of countries and of their people; read, or else folded, when asked for."""
        lexique = lexique_bati(self.corpus, self.noms, self.magasin)
        return Pays(self.corpus, self.noms, lexique)


class Recherches:
    """The registry of what is ready: keyed by the value of a law, bounded, shared by threads.

    Args:
        noms: The words people use; those of the package where None.
        au_plus: States kept at once.
        magasin: Where these words are kept, folded; nowhere by default.
    """

    def __init__(
        self,
        noms: Noms | None = None,
        au_plus: int = ETATS_AU_PLUS,
        magasin: Magasin = RIEN,
    ) -> None:
        self._noms = noms or Noms.lire()
        self._magasin = magasin
        self._au_plus = au_plus
        self._verrou = Lock()
        self._pretes: OrderedDict[tuple[str, EtatDuDroit], Recherche] = OrderedDict()

    def pour(self, corpus: Corpus) -> Recherche:
        """Return the words of a law; two corpora of the same data and state share them."""
        cle = (corpus.sha256, corpus.etat)
        with self._verrou:
            prete = self._pretes.setdefault(cle, Recherche(corpus, self._noms, self._magasin))
            self._pretes.move_to_end(cle)
            while len(self._pretes) > self._au_plus:
                self._pretes.popitem(last=False)
        return prete

    def __len__(self) -> int:
        """Return how many states are kept."""
        return len(self._pretes)
