"""The write transactions of the office, each ready to be done on a file, and their files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from dossiers.bureau import CADRE as A_DEUX
from dossiers.bureau import EXEMPLES, brouillon, depose, instruit
from opposable.dossiers import acte as a
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Dossier, Grief, Sens
from opposable.dossiers.vie import accomplir as accomplir_pur
from opposable.web.bureau import tenue

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

CADRE = replace(A_DEUX, a_deux=frozenset())
DONNEES = Donnees.depuis(
    {"employeur.nom": "Société Œuvrière", "travailleur.nom": "Benaïssa", "emploi.intitule": "maçon"}
)
UN = {type(acte).__name__: acte for acte in EXEMPLES}
GRIEF = Grief(condition="pay", droit="2/5", fait="le salaire est sous le minimum")
REFUSER = a.Preparer(auteur="chef", role=Role.SIGNATAIRE, sens=Sens.DEFAVORABLE, griefs=(GRIEF,))
ACCORDER = a.Preparer(auteur="chef", role=Role.SIGNATAIRE, sens=Sens.FAVORABLE)
SIGNER, RETIRER = UN["Decider"], UN["Retirer"]
SUITES: tuple[tuple[a.Acte, ...], ...] = ((ACCORDER, SIGNER), (REFUSER, SIGNER), (RETIRER,))
"""What people do under load: sign, refuse, withdraw."""


def a_decider(numero: str) -> Dossier:
    """A file examined, each condition answered."""
    dossier = replace(instruit(), numero=numero, donnees=DONNEES)
    for condition in ("pay", "logement"):
        dite = next(e for e in EXEMPLES if isinstance(e, a.Constater))
        dossier = _faire(dossier, replace(dite, condition=condition))
    return dossier


def _faire(dossier: Dossier, *actes: a.Acte) -> Dossier:
    for acte in actes:
        dossier = accomplir_pur(dossier, acte, dossier.journal[-1].le, CADRE)
    return dossier


DECISION = {
    **dict.fromkeys(("Retirer", "Notifier", "Rectifier", "Contester"), SIGNER),
    "Motiver": UN["ConstaterSilence"],
}
"""Acts on a file decided, by what decides it once it is kept."""
DEPUIS: dict[str, tuple[a.Acte, ...]] = {
    **dict.fromkeys(("Decider", "Retirer", "Notifier", "Rectifier", "Contester"), (ACCORDER,)),
    **dict.fromkeys(("Preparer", "Constater", "ComparerLaPaie", "Dater"), ()),
}
"""What was done on a file examined before an act."""
AVANT: dict[str, tuple[a.Acte, ...]] = {
    "Completer": (UN["DemanderPieces"],),
    "RendreAvis": (UN["Saisir"],),
}
"""What was done on a file just received before an act."""


def depart(geste: str) -> Dossier | None:
    """The file as it stands before a transaction; None where it makes the file."""
    if geste in {"ouvrir", "deposer"}:
        return None
    if geste in DEPUIS:
        return _faire(a_decider("essai"), *DEPUIS[geste])
    recu = replace(depose(), numero="essai", donnees=DONNEES)
    return _faire(recu, *AVANT.get(geste, ()))


def _ouvrir(numero: str, instant: datetime) -> None:
    tenue.ouvrir(replace(depose(), numero=numero, donnees=DONNEES), instant)


def _deposer(_: str, instant: datetime) -> None:
    projet = replace(brouillon(), donnees=DONNEES)
    tenue.deposer(projet, [UN["Deposer"], UN["Joindre"]], instant, CADRE)


def moment(acte: a.Acte, instant: datetime) -> datetime:
    """When an act is done: silence, and its reasons, once the period is over."""
    tard = isinstance(acte, a.ConstaterSilence | a.Motiver)
    return instant + timedelta(days=90) if tard else instant


def _accomplir(acte: a.Acte, numero: str, instant: datetime) -> None:
    tenue.accomplir(numero, acte, moment(acte, instant), CADRE)


GESTES: dict[str, Callable[[str, datetime], None]] = {
    "ouvrir": _ouvrir,
    "deposer": _deposer,
    **{nom: partial(_accomplir, acte) for nom, acte in UN.items() if nom != "Deposer"},
}
"""Each write transaction by its name; the first act has its own, which gives the number."""
