"""What may be told of the facts themselves: exemptions not said, platforms of the place of work.

Law:
    lecture#II.2 (each exemption is told where it could apply), code-travail#R.5221-15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.law.regle import SituationEmploi

if TYPE_CHECKING:
    from opposable.decision.motif import Contexte
    from opposable.decision.trame import Trame
    from opposable.law.corpus import Corpus
    from opposable.law.dispense import Dispense
    from opposable.law.loi import Loi
    from opposable.law.plateforme import Plateforme

SIEGE = "siege"
"""Competence of a service that the employer's seat gives."""


def cas(c: Contexte) -> tuple[str, ...]:
    """Return the facts not said that would settle the answer, by identifier."""
    if c.reponse.statut is None or _sans_permis(c):
        return ()
    return tuple(d.id for d in c.corpus.dispenses if _peut_servir(d, c))


def _sans_permis(c: Contexte) -> bool:
    return c.reponse.situation_emploi is SituationEmploi.AUTORISATION_NON_REQUISE


def _peut_servir(dispense: Dispense, c: Contexte) -> bool:
    """Whether a fact not said may help; one that opens helps nobody whom a list serves."""
    statut, faits = c.reponse.statut, c.faits
    return (
        statut is not None
        and (dispense.dispense_du_permis or not c.reponse.ouverte)
        and faits.dit(dispense.fait) is None
        and dispense.concerne(faits.type, statut.regime, statut.nationalite, faits.examine_le)
    )


def plateformes_du_jour(trame: Trame, corpus: Corpus) -> tuple[Plateforme, ...]:
    """Return the platforms that receive applications of that kind on that day, wherever."""
    permis = corpus.regles[trame.regle].situation_emploi
    if permis is SituationEmploi.AUTORISATION_NON_REQUISE or not _par_le_siege(trame, corpus):
        return ()
    return tuple(p for p in corpus.plateformes if p.du <= trame.depuis <= p.au)


def _par_le_siege(trame: Trame, corpus: Corpus) -> bool:
    jour, type_ = trame.depuis, trame.type
    return any(
        service.competence == SIEGE and type_ in service.types and service.du <= jour <= service.au
        for service in corpus.services
    )


def plateformes(
    possibles: tuple[Plateforme, ...],
    departement: str | None,
    lieux: tuple[str, ...] | None,
    corpus: Loi,
) -> tuple[Plateforme, ...]:
    """Return the platforms known to receive an application, those of seasonal work included.

    The employer's seat makes one competent; the place of work, the only one stated, stands for it.

    Args:
        possibles: Those of the day.
        departement: Department of work.
        lieux: Regions of the base of the place said, None where none was.
        corpus: The law.
    """
    if not possibles:
        return ()
    version = list(corpus.territoires)[-1]
    dits = {corpus.region_dans(version, r) for r in lieux or ()}
    region = dits.pop() if len(dits) == 1 else None
    return tuple(p for p in possibles if p.saisonnier or p.recoit(departement, region))


def les_cas(ids: tuple[str, ...], corpus: Corpus) -> tuple[Dispense, ...]:
    """Return exemptions by identifier, in the order of the data."""
    return tuple(dispense for dispense in corpus.dispenses if dispense.id in ids)
