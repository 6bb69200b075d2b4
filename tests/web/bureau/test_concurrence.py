"""Many people at once on the same files: each file ends with one decision, and says whose."""

from __future__ import annotations

import os
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connections, transaction

from dossiers.bureau import CADRE, DROITS, EXEMPLES, instruit
from opposable.dossiers import acte as a
from opposable.dossiers.droits import Affectation, Delegation, Role
from opposable.dossiers.etat import Dossier, Grief, Sens
from opposable.dossiers.journal import verifier_la_chaine
from opposable.dossiers.vie import accomplir as accomplir_pur
from opposable.errors import DejaClosError, DossierError
from opposable.web.bureau.models import FicheDecision
from opposable.web.bureau.tenue import accomplir, lire, ouvrir
from web.bureau.figures import recomptees, tenues

MIDI = datetime(2008, 1, 10, 12, tzinfo=ZoneInfo("Europe/Paris"))
CLIENTS, DOSSIERS, PAR_DOSSIER = 16, 50, 12
if os.environ.get("OPPOSABLE_COUPURES"):
    CLIENTS, DOSSIERS, PAR_DOSSIER = 64, 2_000, 6
AGENTS = [f"agent-{rang}" for rang in range(CLIENTS)]
DEBUT = date(2007, 1, 1)
CADRE_A_PLUSIEURS = replace(
    CADRE,
    a_deux=frozenset(),
    droits=replace(
        DROITS,
        affectations=(
            *DROITS.affectations,
            *(
                Affectation(agent=agent, role=Role.SIGNATAIRE, lieu="ddtefp-35", du=DEBUT)
                for agent in AGENTS
            ),
        ),
        delegations=tuple(
            Delegation(
                agent=agent,
                service="ddtefp-35",
                sens=frozenset(Sens),
                types=frozenset({"introduction"}),
                du=DEBUT,
            )
            for agent in AGENTS
        ),
    ),
)
GRIEF = Grief(condition="pay", droit="2/5", fait="le salaire est sous le minimum")


def signer(agent: str) -> tuple[a.Acte, ...]:
    """Prepare a grant and sign it."""
    return (
        a.Preparer(auteur=agent, role=Role.SIGNATAIRE, sens=Sens.FAVORABLE),
        a.Decider(auteur=agent, role=Role.SIGNATAIRE),
    )


def refuser(agent: str) -> tuple[a.Acte, ...]:
    """Prepare a refusal and sign it."""
    refus = a.Preparer(auteur=agent, role=Role.SIGNATAIRE, sens=Sens.DEFAVORABLE, griefs=(GRIEF,))
    return refus, a.Decider(auteur=agent, role=Role.SIGNATAIRE)


def retirer(agent: str) -> tuple[a.Acte, ...]:
    """Withdraw the decision."""
    return (a.Retirer(auteur=agent, role=Role.SIGNATAIRE, raison="erreur de droit"),)


GESTES = (signer, refuser, retirer)


class Client:
    """Someone at work: what was acknowledged, and what they were told of others."""

    def __init__(self, agent: str) -> None:
        self.agent = agent
        self.faits: Counter[tuple[str, str, str]] = Counter()
        self.appris: list[DejaClosError] = []

    def faire(self, numero: str, actes: tuple[a.Acte, ...]) -> None:
        """Do acts on a file until one is refused."""
        try:
            for acte in actes:
                accomplir(numero, acte, MIDI, CADRE_A_PLUSIEURS)
                self.faits[numero, type(acte).__name__, self.agent] += 1
        except DejaClosError as refus:
            self.appris.append(refus)
        except DossierError:
            pass


def ensemble(clients: list[Client], depart: int, numeros: list[str]) -> None:
    """Let clients work at once on the same files, in the same order, some on each."""
    barriere = threading.Barrier(len(clients))

    def travailler(rang: int) -> None:
        try:
            barriere.wait()
            for place, numero in enumerate(numeros):
                if (rang - place) % len(clients) < PAR_DOSSIER:
                    geste = GESTES[(rang + place) % depart]
                    clients[rang].faire(numero, geste(clients[rang].agent))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as fils:
        list(fils.map(travailler, range(len(clients))))


def a_decider() -> Dossier:
    """A file examined, each condition answered."""
    dossier = instruit()
    for condition in ("pay", "logement"):
        dite = next(e for e in EXEMPLES if isinstance(e, a.Constater))
        dossier = accomplir_pur(dossier, replace(dite, condition=condition), MIDI.date(), CADRE)
    return dossier


@pytest.mark.usefixtures("base")
def test_une_seule_decision_par_dossier() -> None:
    """Clients sign, refuse and withdraw the same files: one decision each, nothing lost."""
    numeros = [f"2008-{rang:04}" for rang in range(DOSSIERS)]
    modele = a_decider()
    with transaction.atomic():
        for numero in numeros:
            ouvrir(replace(modele, numero=numero), MIDI)
    clients = [Client(agent) for agent in AGENTS]
    ensemble(clients, len(GESTES), numeros)
    restent = [n for n in numeros if lire(n).decision is None]
    ensemble(clients[:2], 2, restent)

    dossiers = [lire(numero) for numero in numeros]
    en_vigueur = FicheDecision.objects.filter(retiree_le__isnull=True)
    assert Counter(en_vigueur.values_list("dossier__numero", flat=True)) == Counter(numeros)
    assert gardes(dossiers) == sum((c.faits for c in clients), Counter())
    for dossier in dossiers:
        verifier_la_chaine(dossier.journal)
        assert alterne(dossier)
    appris = [refus for client in clients for refus in client.appris]
    signataires = {(n, agent) for (n, nom, agent) in gardes(dossiers) if nom == "Decider"}
    assert appris
    assert {(refus.numero, refus.par) for refus in appris} <= signataires
    assert tenues() == recomptees(dossiers)


def gardes(dossiers: list[Dossier]) -> Counter[tuple[str, str, str]]:
    """Acts that the journals hold of the clients."""
    return Counter(
        (dossier.numero, entree.acte, entree.auteur)
        for dossier in dossiers
        for entree in dossier.journal
        if entree.auteur in AGENTS
    )


def alterne(dossier: Dossier) -> bool:
    """Whether each decision but the last was withdrawn before the next."""
    suite = [e.acte for e in dossier.journal if e.acte in {"Decider", "Retirer"}]
    return suite == [("Decider", "Retirer")[rang % 2] for rang in range(len(suite))]
