"""The decision table as Parquet: a file anyone can join from any tool.

Two files: the table itself, one row a cell that can happen, and beside it which regime each
nationality falls under, period by period. The receipt is in the metadata of both.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from opposable.decision.couverture import MASTER
from opposable.decision.table import IMPOSSIBLE
from opposable.fichiers.refus import refuser
from opposable.fichiers.sortie import ECRITURE, Destination

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from opposable.decision.table import Cellule, Table
    from opposable.law.corpus import Corpus


def publier(table: Table, corpus: Corpus, chemin: Path) -> tuple[int, Path]:
    """Write the decision table and its companion beside, then rename: both whole, or neither.

    Args:
        table: The table.
        corpus: The law it was built from, for the sentences.
        chemin: Parquet file to write; the companion is `NAME-nationalites.parquet`.

    Returns:
        Number of rows of the table, and path of the companion.

    Raises:
        FichierError: One of them cannot be written.
    """
    compagnon = chemin.with_name(f"{chemin.stem}-nationalites.parquet")
    nationalites = _nationalites(table)
    with Destination(str(chemin)) as premiere, Destination(str(compagnon)) as seconde:
        lignes = _ecrire(premiere, _schema(table), _blocs(table, corpus))
        _ecrire(seconde, nationalites.schema, iter([nationalites]))
        premiere.sceller()
        seconde.sceller()
    return lignes, compagnon


def _ecrire(sortie: Destination, schema: pa.Schema, tables: Iterator[pa.Table]) -> int:
    lignes = 0
    with (
        refuser(sortie.nom, ECRITURE),
        pq.ParquetWriter(sortie.flux, schema, compression="zstd") as ecrivain,
    ):
        for table in tables:
            ecrivain.write_table(table)
            lignes += table.num_rows
    return lignes


def _metadonnees(table: Table) -> dict[str, str]:
    recu = table.recu
    return {"opposable": json.dumps(recu.en_dict())}


CLES = ("metier", "activite", "region", "statut", "regime", "diplome_francais", "type")
JOURS = ("examine_du", "examine_au", "depose_du", "depose_au")
REPONSE = (
    "situation_emploi",
    "regle",
    "liste",
    "fondement",
    "autorite",
    "notifiable",
    "lectures",
    "ancre",
    "motif_fr",
    "motif_en",
)


def _schema(table: Table) -> pa.Schema:
    mots = pa.dictionary(pa.int16(), pa.string())
    champs = [pa.field(nom, mots) for nom in (*CLES, "metier_initial")]
    champs += [pa.field(nom, pa.date32()) for nom in JOURS]
    champs += [pa.field(nom, mots) for nom in REPONSE]
    champs.append(pa.field("notifiable_au_plus_tot", pa.date32()))
    return pa.schema(champs, metadata=_metadonnees(table))


def _blocs(table: Table, corpus: Corpus) -> Iterator[pa.Table]:
    """Yield the rows of one occupation at a time."""
    schema = _schema(table)
    reponses = _reponses(table.reponses, corpus)
    metiers, territoires, statuts, cas, periodes = table.forme
    blocs = np.frombuffer(table.blocs, dtype=np.uint16).reshape(metiers, territoires)
    planches = np.frombuffer(table.planches, dtype=np.uint16).reshape(-1, statuts)
    cellules = np.frombuffer(table.cellules, dtype=np.uint16).reshape(-1, cas * periodes)
    axes = _axes(table)
    for metier, ici in zip(table.metiers, blocs, strict=True):
        bloc = cellules[planches[ici]].ravel()
        possibles = bloc != IMPOSSIBLE
        colonnes = {nom: tableau.filter(pa.array(possibles)) for nom, tableau in axes.items()}
        choisies = pa.array(bloc[possibles].astype(np.int16))
        colonnes |= {
            nom: _colonne(valeurs, choisies, schema.field(nom).type)
            for nom, valeurs in reponses.items()
        }
        n = len(choisies)
        colonnes["metier"] = _constante(metier.metier, n)
        colonnes["activite"] = _constante(metier.activite, n)
        yield pa.table([colonnes[nom] for nom in schema.names], schema=schema)


def _colonne(valeurs: Sequence[Any], rangs: pa.Array, type_: pa.DataType) -> pa.Array:
    if not pa.types.is_dictionary(type_):
        return pa.array(valeurs, type=type_).take(rangs)
    distinctes = list(dict.fromkeys(v for v in valeurs if v is not None))
    place = {valeur: i for i, valeur in enumerate(distinctes)}
    indices = pa.array([place.get(v) for v in valeurs], type=pa.int16()).take(rangs)
    return pa.DictionaryArray.from_arrays(indices, pa.array(distinctes, type=pa.string()))


def _constante(valeur: str | None, n: int) -> pa.Array:
    indices = pa.array(np.zeros(n, dtype=np.int16), mask=np.full(n, valeur is None))
    return pa.DictionaryArray.from_arrays(indices, pa.array([valeur or ""]))


def _axes(table: Table) -> dict[str, pa.Array]:
    """Columns of the four inner axes, spelled out for one occupation."""
    longueurs = table.forme[1:]
    rangs = [r.ravel().astype(np.int16) for r in np.indices(longueurs)]
    territoire, statut, cas, periode = (pa.array(r) for r in rangs)
    mots = pa.dictionary(pa.int16(), pa.string())
    statuts = table.statuts
    colonnes = {
        "region": _colonne(table.territoires, territoire, mots),
        "statut": _colonne([_nom(i) for i in range(len(statuts))], statut, mots),
        "regime": _colonne([s.regime for s in statuts], statut, mots),
        "diplome_francais": _colonne([s.diplome for s in statuts], statut, mots),
        "type": _colonne([c.type for c in table.cas], cas, mots),
        "metier_initial": _colonne([c.metier_initial for c in table.cas], cas, mots),
    }
    for nom in JOURS:
        jours = [getattr(p, nom) for p in table.periodes]
        colonnes[nom] = _colonne(jours, periode, pa.date32())
    return colonnes


def _nom(place: int) -> str:
    return f"s{place:02d}"


def _reponses(reponses: Sequence[Cellule | None], corpus: Corpus) -> dict[str, list[Any]]:
    """Columns of the distinct answers, the deciding reason spelled out beside the codes."""
    lignes = [_reponse(cellule, corpus) for cellule in reponses]
    return {nom: [ligne.get(nom) for ligne in lignes] for nom in lignes[-1]}


def _reponse(cellule: Cellule | None, corpus: Corpus) -> dict[str, Any]:
    if cellule is None:
        return {}
    phrase = corpus.regles[cellule.regle].phrase
    return {
        "situation_emploi": cellule.situation_emploi.value,
        "regle": cellule.regle,
        "liste": cellule.liste,
        "fondement": cellule.fondement,
        "autorite": cellule.autorite,
        "notifiable": "examen" if cellule.attente.notifiable else None,
        "notifiable_au_plus_tot": cellule.attente.au_plus_tot,
        "lectures": " ".join(a.lecture for a in cellule.lectures) or None,
        "ancre": phrase.ancre,
        "motif_fr": phrase.texte.fr,
        "motif_en": phrase.texte.en,
    }


def _nationalites(table: Table) -> pa.Table:
    """Which place of the regime axis each nationality stands on, by period and diploma."""
    lignes = [
        {
            "nationalite": code,
            "diplome_francais": MASTER if master else None,
            "statut": _nom(places[p]),
            "examine_du": periode.examine_du,
            "examine_au": periode.examine_au,
        }
        for code, deux in table.statut_de.items()
        for master, places in enumerate(deux)
        for p, periode in enumerate(table.periodes)
        if p == 0 or periode.examine_du != table.periodes[p - 1].examine_du
    ]
    return pa.Table.from_pylist(lignes).replace_schema_metadata(_metadonnees(table))
