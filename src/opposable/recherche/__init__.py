"""Words of people → codes and countries: proposed, never guessed."""

from opposable.recherche.metier import Degre, Index, Nom, Proposition
from opposable.recherche.nationalite import Comprise, Pays
from opposable.recherche.noms import Noms
from opposable.recherche.registre import Recherche, Recherches

__all__ = [
    "Comprise",
    "Degre",
    "Index",
    "Nom",
    "Noms",
    "Pays",
    "Proposition",
    "Recherche",
    "Recherches",
]
