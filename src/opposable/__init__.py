"""Opposable: may the labour-market situation be opposed to this application for a work permit?

>>> from opposable import Demande, decide, load_corpus
>>> demande = Demande.depuis({"nationalite": "POL", "metier": "42114", "region": "53",
...                           "type": "introduction", "depose_le": "2008-02-01"})
>>> decide(demande, load_corpus()).situation_emploi.value
'non_opposable'
"""

from opposable.decision.chargement import load_corpus
from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.decision.determination import Determination
from opposable.decision.tabulate import tabulate

__all__ = ["Demande", "Determination", "decide", "load_corpus", "tabulate"]
