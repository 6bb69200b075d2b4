"""Cut short at any write, killed under load, or refused by the disk, the office loses nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import connection, transaction

from opposable.dossiers.journal import verifier_la_chaine
from opposable.web.bureau.tenue import lire, ouvrir
from web.bureau.coupures import (
    DELAI,
    ENTIER,
    ERREURS,
    ESSAYES,
    NUMERO,
    commencer,
    eprouver,
    essayer,
    exiger_strace,
    patienter,
    pepiniere,
    points,
    relire,
)
from web.bureau.gestes import a_decider
from web.bureau.ouvrier import MIDI

if TYPE_CHECKING:
    from opposable.dossiers.etat import Dossier

MORTS = 1_000 if ENTIER else 20
DOSSIERS = 40


def preparer(geste: str, dossier: Path) -> tuple[Path, Path, Dossier | None]:
    """Keep the file a transaction begins with; return the database, its copy, the file."""
    fichier = Path(str(connection.settings_dict["NAME"]))
    avant = commencer(geste)
    return fichier, Path(shutil.copy(fichier, dossier / "modele")), avant


def remettre(fichier: Path, modele: Path) -> None:
    """Put the database back as it was before."""
    connection.close()
    Path(f"{fichier}-journal").unlink(missing_ok=True)
    shutil.copy(modele, fichier)


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
@pytest.mark.parametrize("geste", ESSAYES)
def test_tue_a_chaque_ecriture(base: str, geste: str, dossier: Path) -> None:
    """Killed before any write or synchronisation: all of the act is kept, or none of it."""
    exiger_strace()
    fichier, modele, avant = preparer(geste, dossier)
    with pepiniere(f"{base}:///{fichier}", dossier) as prete:
        bilan, faites = essayer(prete, geste)
        apres = relire(NUMERO.get(geste, "essai"))
        assert bilan == (["fait"], False)
        assert apres not in {avant, None}
        assert faites["fdatasync"] + faites["fsync"] > 1
        for appel, rang in points(faites):
            remettre(fichier, modele)
            effet = f"{appel}:signal=SIGKILL:when={rang}"
            bilan, _ = essayer(prete, geste, effet=effet)
            lu = relire(NUMERO.get(geste, "essai"))
            assert bilan.tue
            assert lu in (avant, apres), (appel, rang)
            assert bilan.dit == [] or lu == apres, (appel, rang)


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
@pytest.mark.parametrize("geste", ESSAYES)
def test_un_disque_qui_refuse(base: str, geste: str, dossier: Path) -> None:
    """No space or an error at any call: the act is refused whole, and done when tried again."""
    exiger_strace()
    fichier, modele, avant = preparer(geste, dossier)
    with pepiniere(f"{base}:///{fichier}", dossier) as prete:
        _, faites = essayer(prete, geste)
        apres = relire(NUMERO.get(geste, "essai"))
        for appel, rang in points(Counter({a: n for a, n in faites.items() if a in ERREURS})):
            effet = f"{appel}:error={ERREURS[appel]}:when={rang}"
            for essais in (1, 2):
                remettre(fichier, modele)
                bilan, _ = essayer(prete, geste, essais=essais, effet=effet)
                lu = relire(NUMERO.get(geste, "essai"))
                attendu = apres if bilan.dit[-1] == "fait" else avant
                assert lu == attendu, (appel, rang, bilan)
                assert essais == 1 or bilan.dit[-1] == "fait"


def test_tue_sous_la_charge(base: str, dossier: Path, request: pytest.FixtureRequest) -> None:
    """Killed at random while threads sign, refuse and withdraw: what was acknowledged is there."""
    numeros = [f"2008-{rang:04}" for rang in range(DOSSIERS)]
    hasard = random.Random(14)  # noqa: S311 - a draw told again
    with transaction.atomic():
        for numero in numeros:
            ouvrir(a_decider(numero), MIDI)
    connection.close()
    url = (
        f"sqlite:///{connection.settings_dict['NAME']}"
        if base == "sqlite"
        else str(request.getfixturevalue("base_postgresql"))
    )
    acquis = Counter[str]()
    with pepiniere(url, dossier) as prete:
        for graine in range(MORTS):
            enfant = prete.lancer(quoi="charge", numeros=numeros, graine=graine)
            prete.voir_agir()
            time.sleep(hasard.uniform(0, 0.3))
            if base == "postgresql" and graine % 10 == 9:
                tuer_le_serveur(url, hasard)
            os.kill(enfant, signal.SIGKILL)
            bilan = prete.attendre()
            assert bilan.tue
            acquis.update(patienter(partial(verifier, bilan.dit, base)))
    assert acquis.total() >= MORTS
    assert acquis["Decider"]
    assert acquis["Retirer"] or not ENTIER
    connection.close()
    eprouver([lire(numero) for numero in numeros])


def tuer_le_serveur(url: str, hasard: random.Random) -> None:
    """Kill a process of the server that writes, as a crash would; it recovers by itself."""
    with psycopg.connect(url, autocommit=True) as lien:
        lignes = lien.execute(
            "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type IN"
            " ('client backend', 'checkpointer', 'walwriter', 'background writer') ORDER BY pid"
        ).fetchall()
    os.kill(hasard.choice(lignes)[0], signal.SIGKILL)
    limite = time.monotonic() + DELAI
    while time.monotonic() < limite:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return


def verifier(dit: list[str], base: str) -> Counter[str]:
    """Check that each act acknowledged is an entry of its file; count them by name."""
    connection.close()
    lus: dict[str, Dossier] = {}
    noms = Counter[str]()
    for ligne in dit:
        numero, rang, nom = ligne.split()
        if numero not in lus:
            lus[numero] = lire(numero)
        dossier = lus[numero]
        assert dossier.journal[int(rang) - 1].acte == nom, (base, ligne)
        noms[nom] += 1
    for dossier in lus.values():
        verifier_la_chaine(dossier.journal)
        assert (dossier.decision is not None) == (dossier.etat.value in {"accepte", "refuse"})
    return noms
