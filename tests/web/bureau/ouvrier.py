"""A process of the office that the tests cut short: it acts on files, and says what was done.

It reads a task a line, forks for each, and answers the number of the child, then how it ended. A
child writes one line to the proof of its task once an act is acknowledged, and not before.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import django

if TYPE_CHECKING:
    from opposable.dossiers.acte import Acte

MIDI = datetime(2008, 1, 10, 12, tzinfo=ZoneInfo("Europe/Paris"))
FILS = 3


def main() -> None:
    """Do each task in a child."""
    django.setup()
    from django.db import connections  # noqa: PLC0415 - once the settings are there

    import_module("web.bureau.gestes")  # children find it ready

    for ligne in sys.stdin:
        connections.close_all()
        enfant = os.fork()
        if enfant == 0:
            _travailler(json.loads(ligne))
            os._exit(0)
        _dire(enfant)
        _dire(os.waitpid(enfant, 0)[1])


def _dire(nombre: int) -> None:
    sys.stdout.write(f"{nombre}\n")
    sys.stdout.flush()


def _travailler(tache: dict[str, Any]) -> None:
    from django.db import connection  # noqa: PLC0415 - once the settings are there

    preuve = os.open(tache["preuve"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    if tache["quoi"] == "charge":
        _charger(tache, preuve)
        return
    connection.ensure_connection()
    if tache["attendre"]:
        os.kill(os.getpid(), signal.SIGSTOP)
    for _ in range(tache["essais"]):
        try:
            _un_acte(tache)
        except Exception as erreur:  # noqa: BLE001 - the proof says what came out
            os.write(preuve, f"refus {type(erreur).__name__}\n".encode())
        else:
            os.write(preuve, b"fait\n")
            return


def _un_acte(tache: dict[str, Any]) -> None:
    from web.bureau import gestes  # noqa: PLC0415 - once the settings are there

    gestes.GESTES[tache["geste"]](tache["numero"], MIDI)


def _charger(tache: dict[str, Any], preuve: int) -> None:
    """Sign, refuse and withdraw files at random, from several threads, until cut."""
    fils = [
        threading.Thread(target=_enchainer, args=(tache, rang, preuve), daemon=True)
        for rang in range(FILS)
    ]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()


def _enchainer(tache: dict[str, Any], rang: int, preuve: int) -> None:
    from django.db import Error  # noqa: PLC0415 - once the settings are there

    from opposable.errors import DossierError  # noqa: PLC0415 - once the settings are there
    from opposable.web.bureau.tenue import accomplir  # noqa: PLC0415
    from web.bureau import gestes  # noqa: PLC0415

    hasard = random.Random(tache["graine"] * FILS + rang)  # noqa: S311 - a draw told again
    while True:
        numero = hasard.choice(tache["numeros"])
        actes: tuple[Acte, ...] = hasard.choice(gestes.SUITES)
        for acte in actes:
            try:
                fait = accomplir(numero, acte, MIDI, gestes.CADRE)
            except (DossierError, Error):
                break
            dit = f"{numero} {len(fait.journal)} {type(acte).__name__}\n"
            os.write(preuve, dit.encode())


if __name__ == "__main__":
    main()
