"""The office with a million files: its pages, its searches and its acts on both databases.

Run by hand: `.venv/bin/python bench/office.py [files] [--plans] [--only sqlite|postgresql]` (a
hundred thousand files unless said). SQLite and a PostgreSQL with full durability are filled in
temporary folders, then each page is asked for as a browser would, through every layer, and each
act done by the code that keeps it. Beside the time on the wall, which another program may have
taken, is the processor time of this process and of the server's, and how many queries were made.

The aims: worklist, search and letter p99 100 ms; decision p99 250 ms with full durability.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import re
import statistics
import sys
import time
from contextlib import closing, contextmanager
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

RACINE = Path(__file__).parents[1]
sys.path[:0] = [str(RACINE / "src"), str(RACINE / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opposable.web.settings")
os.environ.setdefault("OPPOSABLE_JOURNAL_JSON", "1")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOIS = 100
BREVES = ("ouverts", "sans-agent", "retard", "pieces", "bloques", "clos")
"""Worklists asked for by those who read several services."""
GENRE = "ddtefp-"
PARCOURS = re.compile(r"SCAN (?!CONSTANT)\S+|Seq Scan on bureau_\w+|TEMP B-TREE[\w ]*|Sort  ?\(")


def parser() -> argparse.ArgumentParser:
    """What may be said on the command line."""
    dit = argparse.ArgumentParser(description=__doc__)
    dit.add_argument("files", type=int, nargs="?", default=100_000)
    dit.add_argument("--plans", action="store_true", help="print what each query scans or sorts")
    dit.add_argument("--only", choices=["sqlite", "postgresql"])
    return dit


class Mesure:
    """Times operations and prints them, a line each."""

    def __init__(self, *, plans: bool) -> None:
        self.plans = plans

    def __call__(self, nom: str, faire: Callable[[int], object], fois: int = FOIS) -> None:
        """Do an operation many times; print its median and p99, its processor time, its queries."""
        from django.db import connection  # noqa: PLC0415

        faites: list[tuple[str, Any]] = []
        with connection.execute_wrapper(_noter(faites)):
            faire(-1)
        durees, debut, la_bas = [], time.process_time(), _serveur()
        for rang in range(fois):
            avant = time.perf_counter()
            faire(rang)
            durees.append((time.perf_counter() - avant) * 1000)
        cpu = (time.process_time() - debut) * 1000 / fois
        serveur = (_serveur() - la_bas) * 1000 / fois
        p99 = statistics.quantiles(durees, n=100)[98]
        mediane = statistics.median(durees)
        print(
            f"  {nom:<42} p50 {mediane:7.1f}  p99 {p99:7.1f}  CPU {cpu:5.1f} +{serveur:5.1f} ms"
            f"  {len(faites):3} queries",
            flush=True,
        )
        if self.plans:
            self._lire_les_plans([f for f in faites if f[0].startswith("SELECT")])

    def _lire_les_plans(self, requetes: list[tuple[str, Any]]) -> None:
        from django.db import connection  # noqa: PLC0415

        mot = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        for requete, valeurs in requetes:
            with connection.cursor() as curseur:
                curseur.execute(f"{mot} {requete}", valeurs)
                plan = "\n".join(str(rangee) for rangee in curseur.fetchall())
            if "bureau_" in plan and (vus := PARCOURS.findall(plan)):
                print(f"      {'; '.join(vus)}\n        … {requete[-300:]} {valeurs}\n{plan}")


def _serveur() -> float:
    """Seconds of processor that the other side of the connection has taken; none for SQLite."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        return 0.0
    connection.ensure_connection()
    etat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    temps = etat.rpartition(")")[2].split()[11:13]
    return sum(map(int, temps)) / os.sysconf("SC_CLK_TCK")


def _noter(faites: list[tuple[str, Any]]) -> Callable[..., Any]:
    def noter(executer: Any, sql: str, valeurs: Any, plusieurs: Any, contexte: Any) -> Any:
        faites.append((sql, valeurs))
        return executer(sql, valeurs, plusieurs, contexte)

    return noter


def mesurer(mesure: Mesure) -> None:
    """Every operation, on the database that is set, in a process made ready as the server is."""
    from opposable.web import wsgi  # noqa: F401, PLC0415 - loads the law, and settles memory
    from opposable.web.bureau.models import Mot  # noqa: PLC0415

    hasard = random.Random(15)  # noqa: S311 - a draw told again
    mots = list(Mot.objects.filter(mot__regex="^[a-z]{6,}$").values_list("mot", flat=True)[:5000])
    pages(mesure)
    recherches(mesure, mots, hasard)
    figures(mesure)
    actes(mesure)


def pages(mesure: Mesure) -> None:
    """The page of entry and each worklist: of the largest service, of a region, of an auditor."""
    from opposable.web.bureau.travail.listes import LISTES  # noqa: PLC0415

    for qui in ("agent", "region", "audit"):
        client = _entrer(qui)
        mesure(f"{qui}: page of entry", lambda _, c=client: _lire(c, "/bureau/"))
        for nom in LISTES if qui == "agent" else BREVES:
            adresse = f"/bureau/dossiers/?liste={nom}"
            mesure(f"{qui}: list {nom}", lambda _, c=client, a=adresse: _lire(c, a), FOIS // 2)


def _lire(client: Any, adresse: str) -> Any:
    reponse = client.get(adresse)
    if reponse.status_code != HTTPStatus.OK:
        raise RuntimeError(adresse, reponse.status_code)
    return reponse


def recherches(mesure: Mesure, mots: list[str], hasard: random.Random) -> None:
    """Searches, as the page of the worklists shows them."""

    def glisser(bon: str) -> str:
        rang = hasard.randrange(1, len(bon) - 1)
        return bon[:rang] + bon[rang + 1 :]

    for qui in ("agent", "audit"):
        client = _entrer(qui)
        for nom, dire in (
            ("a word", lambda bon: bon),
            ("a word begun", lambda bon: bon[:4]),
            ("two letters", lambda bon: bon[:2]),
            ("a slip", glisser),
            ("a word of every file", lambda _: "societe"),
            ("one of every file, one rare", lambda bon: f"societe {bon}"),
            ("two frequent words", lambda _: "societe 2007"),
            ("words of every file", lambda bon: f"societe 2007 ddtefp {bon[:2]}"),
        ):
            mesure(
                f"{qui}: search, {nom}",
                lambda _, c=client, d=dire: _lire(
                    c, f"/bureau/dossiers/?q={d(hasard.choice(mots))}"
                ),
            )


def figures(mesure: Mesure) -> None:
    """Figures, journal, permits that end, grants held back."""
    for qui, nom, adresse in (
        ("chiffres", "figures of all France", "/bureau/chiffres/"),
        ("audit", "journal of all acts", "/bureau/journal/"),
        ("audit", "journal of one person", "/bureau/journal/?auteur=agent-90-1"),
        ("audit", "journal of nobody", "/bureau/journal/?auteur=personne"),
        ("agent", "permits that end", "/bureau/renouvellements/"),
        ("agent", "grants held back", "/bureau/retenues/"),
    ):
        client = _entrer(qui)
        mesure(nom, lambda _, c=client, a=adresse: _lire(c, a), FOIS // 2)


def actes(mesure: Mesure) -> None:
    """A decision kept, with all that it moves; its letter written, set and read back."""
    from opposable.dossiers.lettre import TypeLettre  # noqa: PLC0415
    from opposable.web.bureau.courriers.ecrire import ecrire, imprimer  # noqa: PLC0415
    from opposable.web.bureau.courriers.suite import autour  # noqa: PLC0415
    from opposable.web.bureau.tenue import accomplir, lire, ouvrir  # noqa: PLC0415
    from web.bureau.gestes import ACCORDER, CADRE, SIGNER, a_decider  # noqa: PLC0415

    midi = datetime(2008, 6, 10, 12, tzinfo=ZoneInfo("Europe/Paris"))
    for rang in range(-1, FOIS):
        ouvrir(a_decider(f"essai-{rang}"), midi)
        accomplir(f"essai-{rang}", ACCORDER, midi, CADRE)
    mesure("decision, kept", lambda rang: accomplir(f"essai-{rang}", SIGNER, midi, CADRE))

    def lettre(rang: int) -> bytes:
        lu, jour = lire(f"essai-{rang}"), midi.date()
        return imprimer(ecrire(TypeLettre.ACCORD, lu, autour(lu, jour)))

    mesure("letter, set and read back", lettre)


def _entrer(qui: str) -> Any:
    from web.bureau.monde import entrer  # noqa: PLC0415

    return entrer(qui)


def peupler(services: list[str]) -> None:
    """Keep the accounts that ask for pages."""
    from opposable.dossiers.droits import Role  # noqa: PLC0415
    from web.bureau import monde  # noqa: PLC0415

    region = "11"
    monde.GENS.update(
        agent=((Role.INSTRUCTEUR, services[0]),),
        region=((Role.REGIONAL, region),),
    )
    monde.peupler(("agent", "region", "audit", "chiffres"))


@contextmanager
def base(reglages: Any) -> Iterator[None]:
    """Put a database in place of the one of the settings."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    faits = connections.configure_settings({"default": reglages})["default"]
    connections.settings["default"] = faits
    if hasattr(connections._connections, "default"):  # noqa: SLF001 - no other door
        del connections["default"]
    call_command("migrate", verbosity=0)
    try:
        yield
    finally:
        connections["default"].close()


def main() -> None:
    """Fill and measure SQLite, then PostgreSQL."""
    dits = parser().parse_args()
    import django  # noqa: PLC0415

    django.setup()
    logging.disable(logging.CRITICAL)
    import dj_database_url  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from office_files import JOUR, remplir  # noqa: PLC0415

    from opposable.web.bureau.comptes.services import services  # noqa: PLC0415
    from web.grappe import grappe  # noqa: PLC0415

    settings.JOUR_DE_DEMONSTRATION = JOUR
    settings.ALLOWED_HOSTS = ["*"]
    noms = [nom for nom in services(JOUR) if nom.startswith(GENRE)]
    with (
        TemporaryDirectory(dir=RACINE / "var") as dossier,
        closing(grappe(durable=True)) as serveur,
    ):
        for nom in ("sqlite", "postgresql"):
            if dits.only not in {None, nom}:
                continue
            reglages = {**settings.DATABASES["default"], "NAME": f"{dossier}/bureau.sqlite3"}
            if nom == "postgresql":
                reglages = dj_database_url.parse(next(serveur))
            with base(reglages):
                debut = time.perf_counter(), time.process_time()
                remplir(dits.files, noms)
                mur, cpu = time.perf_counter() - debut[0], time.process_time() - debut[1]
                print(f"{nom}, {dits.files} files, filled in {mur:.0f} s ({cpu:.0f} s CPU)")
                peupler(noms)
                mesurer(Mesure(plans=dits.plans))


if __name__ == "__main__":
    main()
