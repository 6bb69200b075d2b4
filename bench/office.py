"""The office with up to a million files: worklist, decision and search on both databases.

Run by hand: `.venv/bin/python bench/office.py [files]` (default 100 000); a PostgreSQL is started
in a temporary folder. Files are made by bulk insert, each with the words it is found by; then each
operation is timed through the application's own code, and its queries counted.

The floors asked for: worklist p99 100 ms, decision p99 250 ms with full durability, search p99
100 ms.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from contextlib import closing
from datetime import date, datetime, timedelta
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

NOMBRE = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
LOT = 5_000
FOIS = 300
SERVICES = [f"ddtefp-{rang:02}" for rang in range(1, 96)]
MIDI = datetime(2008, 6, 10, 12, tzinfo=ZoneInfo("Europe/Paris"))
SYLLABES = ("ba", "du", "ker", "lo", "mi", "ne", "ra", "si", "ti", "vo", "za", "gue", "phi", "che")


def mot(hasard: random.Random, au_plus: int = 4) -> str:
    """An invented word; about a hundred thousand of them come."""
    return "".join(hasard.choice(SYLLABES) for _ in range(hasard.randint(2, au_plus)))


def fabriquer(nombre: int) -> Iterator[Any]:
    """Files as they are kept, each beside the words it is found by."""
    from opposable.web.bureau.models import FicheDossier  # noqa: PLC0415

    hasard = random.Random(14)  # noqa: S311 - a draw told again
    etats = ("en_construction", "en_instruction", "en_instruction", "sans_suite")
    for rang in range(nombre):
        service, nom, prenom = hasard.choice(SERVICES), mot(hasard), mot(hasard, 3)
        numero = f"2008-{service}-{rang:07}"
        employeur = f"societe {mot(hasard)}"
        plie = f"2008 {service.replace('-', ' ')} {rang:07} {employeur} {nom} {prenom} 61231"
        yield FicheDossier(
            numero=numero,
            demandeur=employeur,
            plie=plie,
            etat=hasard.choice(etats),
            service=service,
            departement=service[-2:],
            depose_le=date(2008, 1, 1) + timedelta(days=hasard.randrange(150)),
            a_reexaminer=False,
            nombre_de_faits=0,
            nombre_d_actes=0,
            demande={"metier": "61231", "nationalite": "MAR", "type": "introduction"},
            poste={"employeur": None, "remuneration": None, "provisoire": False},
            incomplets=[],
            saisines=[],
            propositions=[],
            constatations=[],
        )


def remplir(nombre: int) -> None:
    """Insert the files, their words, and the forms a slip makes of them."""
    from opposable.web.bureau.models import (  # noqa: PLC0415
        FicheDossier,
        Mot,
        MotAmpute,
        MotDuDossier,
    )
    from opposable.web.bureau.repertoire import amputer, decouper  # noqa: PLC0415

    connus: dict[str, Any] = {}
    lot: list[Any] = []
    for rang, fiche in enumerate(fabriquer(nombre), 1):
        lot.append(fiche)
        if len(lot) < LOT and rang < nombre:
            continue
        fiches = FicheDossier.objects.bulk_create(lot)
        mots = {m for f in fiches for m in decouper(f.plie)} - connus.keys()
        crees = Mot.objects.bulk_create([Mot(mot=m) for m in sorted(mots)])
        connus |= {m.mot: m.pk for m in crees}
        MotAmpute.objects.bulk_create(
            [MotAmpute(forme=f, mot_id=m.pk) for m in crees for f in amputer(m.mot)], LOT
        )
        liens = [
            MotDuDossier(mot_id=connus[m], service=f.service, dossier_id=f.pk)
            for f in fiches
            for m in decouper(f.plie)
        ]
        MotDuDossier.objects.bulk_create(liens, LOT)
        lot = []


def mesurer(nom: str, faire: Callable[[int], object], fois: int = FOIS) -> None:
    """Time an operation; print its median, its p99 and its queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as faites:
        faire(-1)
    durees = []
    for rang in range(fois):
        debut = time.perf_counter()
        faire(rang)
        durees.append((time.perf_counter() - debut) * 1000)
    p99 = statistics.quantiles(durees, n=100)[98]
    mediane = statistics.median(durees)
    print(f"  {nom:<34} p50 {mediane:8.1f} ms   p99 {p99:8.1f} ms   {len(faites)} queries")


def mesures() -> None:
    """Every operation, on the database that is set."""
    from opposable.dossiers.etat import OUVERTS  # noqa: PLC0415
    from opposable.web.bureau.chercher import chercher  # noqa: PLC0415
    from opposable.web.bureau.models import FicheDossier, Mot  # noqa: PLC0415
    from opposable.web.bureau.tenue import accomplir, ouvrir  # noqa: PLC0415
    from web.bureau.gestes import ACCORDER, CADRE, SIGNER, a_decider  # noqa: PLC0415

    hasard = random.Random(15)  # noqa: S311 - a draw told again
    mots = list(Mot.objects.filter(mot__regex="^[a-z]{6,}$").values_list("mot", flat=True)[:5000])
    ouverts = sorted(etat.value for etat in OUVERTS)

    def liste(_: int) -> object:
        tenues = FicheDossier.objects.filter(service=hasard.choice(SERVICES), etat__in=ouverts)
        return list(tenues.order_by("depose_le", "id")[:50])

    def chercher_un(suite: Callable[[str], str]) -> Callable[[int], object]:
        return lambda _: chercher(suite(hasard.choice(mots)), None)

    def glisser(bon: str) -> str:
        rang = hasard.randrange(1, len(bon) - 1)
        return bon[:rang] + bon[rang + 1 :]

    mesurer("worklist: open files of a service", liste)
    mesurer("search: a word", chercher_un(lambda bon: bon))
    mesurer("search: a word begun", chercher_un(lambda bon: bon[:4]))
    mesurer("search: a slip", chercher_un(glisser))
    mesurer("search: a word of every file", chercher_un(lambda bon: f"societe {bon}"))
    mesurer("search: in a service", lambda _: chercher("societe 61231", [hasard.choice(SERVICES)]))
    decides = [f"essai-{rang}" for rang in range(-1, FOIS)]
    for numero in decides:
        ouvrir(a_decider(numero), MIDI)
        accomplir(numero, ACCORDER, MIDI, CADRE)
    mesurer("decision, kept", lambda rang: accomplir(f"essai-{rang}", SIGNER, MIDI, CADRE))


def main() -> None:
    """Fill and measure SQLite, then PostgreSQL."""
    import django  # noqa: PLC0415

    django.setup()
    import dj_database_url  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from web.grappe import grappe  # noqa: PLC0415

    with TemporaryDirectory(dir=RACINE / "var") as dossier, closing(grappe()) as serveur:
        sqlite = {**settings.DATABASES["default"], "NAME": f"{dossier}/bureau.sqlite3"}
        for nom, reglages in (
            ("SQLite", sqlite),
            ("PostgreSQL", dj_database_url.parse(next(serveur))),
        ):
            connections.settings["default"] = connections.configure_settings({"default": reglages})[
                "default"
            ]
            if hasattr(connections._connections, "default"):  # noqa: SLF001 - no other door
                del connections["default"]
            call_command("migrate", verbosity=0)
            debut = time.perf_counter()
            remplir(NOMBRE)
            print(f"{nom}, {NOMBRE} files, filled in {time.perf_counter() - debut:.0f} s")
            if nom == "PostgreSQL":
                connections["default"].cursor().execute("ANALYZE")
            mesures()
            connections["default"].close()


if __name__ == "__main__":
    main()
