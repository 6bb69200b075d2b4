"""Every file of the open data: its address, what it holds, its bytes and their digest.

A file is written once for each law that is served, and kept with it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils import translation

from opposable.fichiers.feuille import ECRIVAINS
from opposable.law.tables import fichiers
from opposable.web.public.donnees import tableaux
from opposable.web.public.donnees.schemas import descripteur, schemas
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit, servi

if TYPE_CHECKING:
    from opposable.fichiers.feuille import Feuille
    from opposable.law.corpus import Corpus

NATURES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".ttl": "text/turtle; charset=utf-8",
}
"""Media types, by suffix."""
LISTES, SCHEMAS = "listes", "schemas"
SKOS, PAQUET = "skos.ttl", "datapackage.json"
LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


@dataclass(frozen=True, slots=True)
class Contenu:
    """A file written.

    Attributes:
        chemin: Its address under `/donnees/`.
        nature: Its media type.
        octets: Its bytes.
        empreinte: SHA-256 of its bytes.
    """

    chemin: str
    nature: str
    octets: bytes
    empreinte: str


@du_droit()
def chemins() -> tuple[str, ...]:
    """Return the addresses of the files, under `/donnees/`, the decision table aside."""
    corpus = droit.corpus()
    return (
        *(f"{LISTES}/{droit.cle(i)}{s}" for i in corpus.listes for s in NATURES),
        *(f"{LISTES}/{droit.cle(i)}{s}" for i in sans_jour(corpus) for s in ECRIVAINS),
        *(f"{jeu}{suffixe}" for jeu in tableaux.JEUX for suffixe in ECRIVAINS),
        SKOS,
        *(f"{SCHEMAS}/{nom}.json" for nom in schemas(corpus)),
        PAQUET,
    )


def sans_jour(corpus: Corpus) -> tuple[str, ...]:
    """Return the lists that govern no day: annulled, they are published without linked data."""
    return tuple(nom for nom in corpus.toutes_listes if nom not in corpus.listes)


def schema_de(chemin: str) -> str:
    """Return the name of the schema of a table, empty for a file that has none."""
    parties = PurePosixPath(chemin)
    if parties.suffix not in ECRIVAINS or parties.parts[0] == SCHEMAS or chemin == PAQUET:
        return ""
    return "liste" if parties.parts[0] == LISTES else parties.stem


def contenu(chemin: str, base: str) -> Contenu:
    """Return a file of the open data.

    Args:
        chemin: Its address under `/donnees/`, one of `chemins`.
        base: Public address of the site, ending with `/`: linked data name things by it.
    """
    return _contenu(chemin, base if chemin.endswith(".ttl") else "")


@du_droit(256)
def _contenu(chemin: str, base: str) -> Contenu:
    with translation.override("fr"):
        octets = _octets(chemin, base, droit.corpus())
    nature = NATURES[PurePosixPath(chemin).suffix]
    return Contenu(chemin, nature, octets, hashlib.sha256(octets).hexdigest())


def _octets(chemin: str, base: str, corpus: Corpus) -> bytes:
    parties = PurePosixPath(chemin)
    if chemin == PAQUET:
        return _paquet()
    if parties.parts[0] == SCHEMAS:
        return _json(descripteur(parties.stem, corpus))
    if chemin == SKOS:
        return _lier(None, corpus, base)
    liste = _liste_de(parties.stem, corpus) if parties.parts[0] == LISTES else None
    if parties.suffix == ".ttl":
        return _lier(liste or "", corpus, base)
    return ECRIVAINS[parties.suffix](_feuille(liste, parties.stem, corpus))


def _lier(liste: str | None, corpus: Corpus, base: str) -> bytes:
    """Return a list, or the whole law, as linked data: few ask, and the library is slow to read."""
    from opposable.web.public.donnees import skos  # noqa: PLC0415

    return skos.tout(corpus, base) if liste is None else skos.une_liste(liste, corpus, base)


def _liste_de(cle: str, corpus: Corpus) -> str | None:
    return next((nom for nom in corpus.toutes_listes if droit.cle(nom) == cle), None)


def _feuille(liste: str | None, nom: str, corpus: Corpus) -> Feuille:
    return tableaux.de_liste(liste, corpus) if liste else tableaux.de_jeu(nom, corpus)


def _json(objet: object) -> bytes:
    return f"{json.dumps(objet, ensure_ascii=False, indent=2)}\n".encode()


def _paquet() -> bytes:
    """Describe every table for programs (Data Package)."""
    corpus = droit.corpus()
    tables = [c for c in chemins() if schema_de(c)]
    return _json(
        {
            "profile": "tabular-data-package",
            "name": "opposable",
            "title": corpus.tables["corpus.toml"][0]["titre"],
            "version": corpus.version,
            "licenses": [LICENCE],
            "resources": [_ressource(contenu(c, "")) for c in tables],
        }
    )


def _ressource(fichier: Contenu) -> dict[str, object]:
    parties = PurePosixPath(fichier.chemin)
    return {
        "name": fichier.chemin.replace("/", ".").lower(),
        "path": fichier.chemin,
        "format": parties.suffix[1:],
        "mediatype": fichier.nature.partition(";")[0],
        "bytes": len(fichier.octets),
        "hash": f"sha256:{fichier.empreinte}",
        "schema": f"{SCHEMAS}/{schema_de(fichier.chemin)}.json",
    }


@du_droit()
def modifie_le() -> int:
    """Return when the law data were last changed here, in seconds since 1970."""
    dossier = servi().dossier
    return max(int((dossier / nom).stat().st_mtime) for nom, _ in fichiers(dossier))
