"""Writing what was drawn: a folder, whole or not at all."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from opposable.elaboration.chiffres.anomalie import ecrire_anomalies
from opposable.elaboration.examen.pourquoi import Pourquoi, expliquer
from opposable.elaboration.methode.selection import Decision
from opposable.elaboration.restitution.dessin import dessiner
from opposable.errors import FichierError
from opposable.fichiers.feuille import Feuille, en_csv, en_xlsx
from opposable.fichiers.sortie import dossier_entier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from opposable.elaboration.examen.bilan import Bilan
    from opposable.elaboration.methode.selection import Elaboration
    from opposable.elaboration.restitution.dessin import Dessin

    Dessiner = Callable[[Dessin], str]

MARQUE = "elaboration.json"
"""The file by which a folder is known to be ours, and may be replaced."""
COLONNES = ("rang", "zone", "metier", "intitule", "domaine", "motif")


def ecrire(bilan: Bilan, dossier: Path, dessiner: Dessiner = dessiner) -> Path:
    """Write the lists, the verdicts, the report and everything as JSON.

    Args:
        bilan: The lists and all that is told of them.
        dossier: Folder to write.
        dessiner: What draws the charts.

    Raises:
        FichierError: The folder cannot be written, or exists and is not one of ours.
    """
    if dossier.exists() and not (dossier / MARQUE).exists():
        raise FichierError(
            str(dossier), "ce dossier existe et n'est pas de ce programme : nommez-en un autre"
        )
    with dossier_entier(dossier, remplacer=True) as neuf:
        for nom, octets in fichiers(bilan, dessiner):
            (neuf / nom).write_bytes(octets)
        ecrire_anomalies(bilan.anomalies, neuf / "anomalies.csv")
    return dossier


def fichiers(bilan: Bilan, dessiner: Dessiner = dessiner) -> Iterable[tuple[str, bytes]]:
    """Yield the files of the folder: name, content; charts are drawn beside the others."""
    from opposable.elaboration.restitution.rapport import en_html  # noqa: PLC0415 - an extra

    with ThreadPoolExecutor(1, "rapport") as cote:
        rapport = cote.submit(en_html, bilan, dessiner)
        yield from _tableaux(bilan)
        yield "rapport.html", rapport.result().encode()


def _tableaux(bilan: Bilan) -> Iterable[tuple[str, bytes]]:
    elaboration = bilan.elaboration
    verdicts = list(expliquer(elaboration))
    for selection in elaboration.selections.values():
        rangees = lignes(elaboration, [v for v in verdicts if v.selection == selection.id])
        feuille = Feuille("liste", COLONNES, rangees, fin_de_ligne="\n", chiffree=True)
        yield f"{selection.id}.csv", en_csv(feuille)
        yield f"{selection.id}.xlsx", en_xlsx(feuille)
    yield (
        "verdicts.csv",
        en_csv(Feuille("verdicts", Pourquoi._fields, verdicts, fin_de_ligne="\n", chiffree=True)),
    )
    yield MARQUE, _json(bilan.en_dict(verdicts))


def lignes(elaboration: Elaboration, verdicts: Iterable[Pourquoi]) -> list[tuple[str, ...]]:
    """Return the rows of a list: rank, zone, code, label, domain, reason.

    Args:
        elaboration: The lists.
        verdicts: Those of one of them, worded.
    """
    metiers = elaboration.nomenclature.metiers
    retenus = [v for v in verdicts if v.decision == Decision.RETENU]
    return [
        (
            str(rang),
            v.territoire,
            v.metier,
            v.intitule,
            metiers[v.metier].domaine if v.metier in metiers else "",
            v.motif,
        )
        for rang, v in enumerate(sorted(retenus, key=lambda v: (v.territoire, v.metier)), 1)
    ]


def _json(contenu: Mapping[str, Any]) -> bytes:
    """Write JSON, one entry a line: read by people too, and encoded by the compiled encoder."""
    encoder = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    parties = []
    for cle, valeur in contenu.items():
        entrees = ",\n ".join(map(encoder, valeur)) if isinstance(valeur, list) else ""
        parties.append(f"{encoder(cle)}: " + (f"[\n {entrees}\n]" if entrees else encoder(valeur)))
    return ("{\n" + ",\n".join(parties) + "\n}\n").encode()
