"""Opposable: may the labour-market situation be opposed to this application for a work permit?

>>> from opposable import Demande, decide, load_corpus
>>> demande = Demande.depuis({"nationalite": "POL", "metier": "42114", "region": "53",
...                           "type": "introduction", "depose_le": "2008-02-01"})
>>> decide(demande, load_corpus()).situation_emploi.value
'non_opposable'
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opposable.batch.droit_bati import load_corpus
    from opposable.decision.decide import decide
    from opposable.decision.demande import Demande
    from opposable.decision.determination import Determination
    from opposable.decision.tabulate import tabulate

_PORTES = {
    "decide": "opposable.decision.decide",
    "Demande": "opposable.decision.demande",
    "Determination": "opposable.decision.determination",
    "tabulate": "opposable.decision.tabulate",
    "load_corpus": "opposable.batch.droit_bati",
}
__all__ = ["Demande", "Determination", "decide", "load_corpus", "tabulate"]


def __getattr__(nom: str) -> object:
    """Open a door when it is first asked for: the package itself costs nothing to import."""
    if nom not in _PORTES:
        raise AttributeError(f"opposable n'a pas de « {nom} »")
    return getattr(import_module(_PORTES[nom]), nom)
