"""The rule, in the order of the text: facts → bare answer.

`trancher` is what `decide` explains and what `tabulate` tabulates. It is written once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.accords import hors_listes, liste_de_l_accord
from opposable.decision.application import faits_manquants, non_atteint, sans_liste
from opposable.decision.couverture import couverture, libre_circulation
from opposable.decision.metiers_ouverts import par_la_liste
from opposable.decision.renouvellement import apres_la_liste, avant_la_liste
from opposable.decision.reponse import FAVEUR
from opposable.law.valeur import RENOUVELLEMENT

if TYPE_CHECKING:
    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi
    from opposable.law.nationalite import Statut


def trancher(faits: Faits, corpus: Loi) -> Reponse:
    """Answer for the nationality that is treated best; on a tie, the first written.

    Law:
        reading, sections 2 and 4 (step 11).
    """
    if not faits.nationalites:
        reponse = faits_manquants(faits, None, corpus)
        assert reponse is not None  # noqa: S101 - no nationality is a missing fact
        return reponse
    reponses = [trancher_pour(faits, code, corpus) for code in faits.nationalites]
    if len(reponses) == 1:
        return reponses[0]
    return min(reponses, key=lambda reponse: FAVEUR[reponse.situation_emploi])


def trancher_pour(faits: Faits, nationalite: str, corpus: Loi) -> Reponse:
    """Answer for one nationality: steps 1 to 7 of the reading, in order."""
    jour = faits.examine_le
    statut = corpus.nationalites[nationalite].statut(jour)
    reponse = couverture(faits, statut, corpus)
    if reponse is not None or statut is None:
        return reponse  # type: ignore[return-value] # no regime is out of coverage
    reponse = libre_circulation(faits, statut, corpus)
    if reponse is not None:
        return reponse
    liste = corpus.liste_en_vigueur(statut.regime, nationalite, jour) if statut.listes else None
    return (
        sans_liste(faits, statut, liste, corpus)
        or faits_manquants(faits, statut, corpus)
        or (non_atteint(faits, statut, liste, corpus) if liste else None)
        or _par_le_type(faits, statut, liste, corpus)
    )


def _par_le_type(faits: Faits, statut: Statut, liste: Liste | None, corpus: Loi) -> Reponse:
    """Renewals first ask whether the occupation changed (2/6); the others go to the list."""
    if faits.type != RENOUVELLEMENT:
        return _par_le_metier(faits, statut, liste, corpus)
    reponse = avant_la_liste(faits, statut, corpus)
    if reponse is not None:
        return reponse
    return apres_la_liste(faits, _par_le_metier(faits, statut, liste, corpus), corpus)


def _par_le_metier(faits: Faits, statut: Statut, liste: Liste | None, corpus: Loi) -> Reponse:
    """Introductions, changes of status, changed occupations (1.1 to 1.4)."""
    reponse = hors_listes(statut, corpus)
    if reponse is not None or liste is None:
        return reponse  # type: ignore[return-value] # without list, `hors_listes` answers
    return liste_de_l_accord(par_la_liste(faits, statut, liste, corpus), corpus)
