"""Renewals: a file made from an earlier one, what changed, and which are due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.etat import Dossier, Etat
from opposable.errors import TransitionError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from opposable.dossiers.delais import Duree

RENOUVELLEMENT = "renouvellement"
COMPARES = ("metier", "departement", "region")
"""Facts of the application that a renewal compares with the first grant."""


class Ecart(NamedTuple):
    """One thing compared with the first grant."""

    champ: str
    avant: str | None
    apres: str | None

    @property
    def change(self) -> bool | None:
        """Whether it changed; None where one of the two is not said."""
        if self.avant is None or self.apres is None:
            return None
        return self.avant != self.apres


def renouveler(initial: Dossier, numero: str, jour: date) -> Dossier:
    """Make the draft of a renewal: the first occupation and the first place are kept as facts.

    Raises:
        TransitionError: The file to renew was not granted.

    Law: 2/6.
    """
    if initial.etat is not Etat.ACCEPTE:
        raise TransitionError("Renouveler", initial.etat, "il n'y a pas d'accord à renouveler")
    suivant = initial.demande.type == RENOUVELLEMENT
    demande = replace(
        initial.demande,
        type=RENOUVELLEMENT,
        depose_le=jour,
        examine_le=None,
        metier_initial=initial.demande.metier,
        departement_initial=initial.demande.departement,
        region_initiale=initial.demande.region,
        rang_renouvellement="suivant" if suivant else "premier",
    )
    return Dossier(
        numero=numero,
        demandeur=initial.demandeur,
        demande=demande,
        donnees=initial.donnees,
        poste=initial.poste,
        initial=initial.numero,
    )


def comparer(initial: Dossier, dossier: Dossier) -> tuple[Ecart, ...]:
    """Set occupation, zone, pay and, where the permit is tied to it, employer side by side.

    Law: 2/6.
    """
    ecarts = [
        Ecart(champ, getattr(initial.demande, champ), getattr(dossier.demande, champ))
        for champ in COMPARES
    ]
    ecarts.append(Ecart("remuneration", _paie(initial), _paie(dossier)))
    if initial.poste.provisoire:
        ecarts.append(Ecart("employeur", initial.poste.employeur, dossier.poste.employeur))
    return tuple(ecarts)


def _paie(dossier: Dossier) -> str | None:
    paie = dossier.poste.remuneration
    return None if paie is None else str(paie)


def dus(permis: Iterable[tuple[Dossier, date]], jour: date, avance: Duree) -> tuple[Dossier, ...]:
    """Return the files whose permit ends, from `jour`, within the period of renewal.

    Args:
        permis: Granted files, each with the last day of its permit.
        jour: Day of the list.
        avance: Period before the end in which a renewal is asked for.
    """
    jusqu_au = avance.apres(jour)
    fins = sorted(
        ((fin, d) for d, fin in permis if d.etat is Etat.ACCEPTE and jour <= fin <= jusqu_au),
        key=lambda due: (due[0], due[1].numero),
    )
    return tuple(dossier for _, dossier in fins)
