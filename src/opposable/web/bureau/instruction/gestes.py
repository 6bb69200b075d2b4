"""The acts offered on the page of a file: those that can be done now, what it waits for first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from opposable.dossiers import acte as a
from opposable.dossiers.delais import Attente, attente
from opposable.dossiers.etat import Etat
from opposable.dossiers.regles import NON_OPPOSABLE, SANS_OBJET
from opposable.web.bureau.instruction.formulaires import FORMULAIRES, SIGNES
from opposable.web.bureau.instruction.montrer import mauvaise_porte, retenues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.utils.functional import _StrPromise as Promise

    from opposable.dossiers.etat import Dossier
    from opposable.web.bureau.comptes.acces import Porteur


class Geste(NamedTuple):
    """An act that may be done here.

    Attributes:
        cle: How its address ends.
        titre: What it is called.
        signe: Whether it binds the service.
        attendu: Whether the file waits for it.
        suite: What its address asks for beside, a query; empty where nothing.
    """

    cle: str
    titre: str
    signe: bool
    attendu: bool
    suite: str


class Groupe(NamedTuple):
    """Acts of a kind, under what they are for."""

    titre: Promise
    gestes: tuple[Geste, ...]


GROUPES: tuple[tuple[Promise, frozenset[type[a.Acte]]], ...] = (
    (
        _("Instruire"),
        frozenset(
            {a.Instruire, a.Examiner, a.Constater, a.Rapprocher, a.Corriger, a.ComparerLaPaie}
            | {a.Saisir, a.RendreAvis}
        ),
    ),
    (
        _("Décider"),
        frozenset(
            {a.Preparer, a.Decider, a.Dater, a.Notifier, a.Motiver, a.ClasserSansSuite}
            | {a.Rectifier, a.Retirer, a.Contester}
        ),
    ),
)
AUTRES = _("Échanger et suivre")
"""What the acts of no group are for."""


def gestes(dossier: Dossier, porteur: Porteur, saisi: str | None) -> list[Geste]:
    """Return the acts of the table that someone may do on a file, and that would not be refused.

    Those that the file waits for come first.
    """
    possibles, attendus = [], _attendus(dossier, porteur.jour)
    for cle, forme in FORMULAIRES.items():
        service = saisi if forme.acte is a.RendreAvis else None
        a_propos = forme.acte not in _sans_objet(dossier, saisi, porteur.jour)
        if a_propos and porteur.capacite(forme.acte, dossier, service):
            suite = _suite(forme.acte, dossier)
            attendu = forme.acte in attendus
            possibles.append(Geste(cle, str(forme.titre), forme.acte in SIGNES, attendu, suite))
    return sorted(possibles, key=lambda geste: not geste.attendu)


def ranger(offerts: Sequence[Geste]) -> list[Groupe]:
    """Return the acts that a file does not wait for, by what they are for."""
    restent = [geste for geste in offerts if not geste.attendu]
    ranges = [
        Groupe(titre, tuple(g for g in restent if FORMULAIRES[g.cle].acte in actes))
        for titre, actes in GROUPES
    ]
    pris = {geste for groupe in ranges for geste in groupe.gestes}
    ranges.append(Groupe(AUTRES, tuple(g for g in restent if g not in pris)))
    return [groupe for groupe in ranges if groupe.gestes]


def _attendus(dossier: Dossier, jour: date) -> set[type[a.Acte]]:
    """Return the acts that a file waits for, whoever may do them."""
    attendus: Mapping[type[a.Acte], bool] = {
        a.Completer: dossier.incomplet is not None,
        a.Instruire: not mauvaise_porte(dossier, jour),
        a.Examiner: dossier.etat is Etat.EN_INSTRUCTION and _sans_reponse(dossier),
        a.Constater: _au_service(dossier) and _sans_constat(dossier) is not None,
        a.RendreAvis: True,
        a.Preparer: _au_service(dossier) and _sans_constat(dossier) is None,
        a.Decider: dossier.minute is not None,
        a.Dater: dossier.etat is Etat.ACCEPTE and dossier.autorise_au is None,
        a.Notifier: True,
    }
    return {acte for acte, attendu in attendus.items() if attendu}


def _sans_objet(dossier: Dossier, saisi: str | None, jour: date) -> set[type[a.Acte]]:
    """Return the acts that have nothing to be done on, or that the rules would refuse."""
    proposition, decision = dossier.proposition, dossier.decision
    sans: Mapping[type[a.Acte], bool] = {
        a.Completer: dossier.incomplet is None,
        a.DemanderPieces: dossier.incomplet is not None,
        a.Instruire: dossier.incomplet is not None,
        a.Constater: proposition is None or not proposition.conditions,
        a.Preparer: not _peut_se_decider(dossier),
        a.Decider: dossier.minute is None,
        a.RendreAvis: saisi is None,
        a.Motiver: decision is None or not decision.tacite,
        a.Notifier: not _peut_se_notifier(dossier, jour),
    }
    return {acte for acte, vrai in sans.items() if vrai}


def _sans_reponse(dossier: Dossier) -> bool:
    return dossier.proposition is None or dossier.a_reexaminer


def _sans_constat(dossier: Dossier) -> str | None:
    """Return the first condition that nobody answered, None where none is left."""
    conditions = dossier.proposition.conditions if dossier.proposition else ()
    return next((c for c in conditions if c not in dossier.dites), None)


def _au_service(dossier: Dossier) -> bool:
    """Whether the service has only to examine what stays, and to decide."""
    en_cours = dossier.etat is Etat.EN_INSTRUCTION and dossier.minute is None
    return en_cours and attente(dossier) is Attente.SERVICE and _peut_se_decider(dossier)


def _peut_se_decider(dossier: Dossier) -> bool:
    proposition = dossier.proposition
    if proposition is None or dossier.incomplet or dossier.a_reexaminer:
        return False
    return proposition.situation_emploi != SANS_OBJET


def _peut_se_notifier(dossier: Dossier, jour: date) -> bool:
    decision, proposition = dossier.decision, dossier.proposition
    if decision is None or decision.tacite or dossier.notifie_le or retenues(dossier, jour):
        return False
    par_la_liste = dossier.etat is Etat.ACCEPTE and not decision.droit_commun
    close = proposition is not None and proposition.situation_emploi != NON_OPPOSABLE
    return not (par_la_liste and close)


def _suite(acte: type[a.Acte], dossier: Dossier) -> str:
    """Return the query that opens the form of an act where the file has got to."""
    condition = _sans_constat(dossier) if acte is a.Constater else None
    return f"?{urlencode({'condition': condition})}" if condition else ""
