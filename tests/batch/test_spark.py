"""Spark runs the same kernel: same rows, same answers, same rejected rows."""

import os
import pickle
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from opposable.batch.local import Options, traiter
from opposable.batch.noyau import Noyau
from opposable.decision.artefact import en_octets
from opposable.errors import ArtefactError, FichierError

spark = pytest.importorskip("opposable.batch.spark")
pytest.importorskip("pyspark")
if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
    # Started all the same, the launcher of Spark leaves its sockets to the tests that follow.
    pytest.skip("Java absent : apt-get install default-jre-headless", allow_module_level=True)

LIGNES = 2_000


@pytest.fixture
def demandes(tmp_path: Path) -> Path:
    """A Parquet file in several row groups, with faults and several nationalities."""
    nationalites = ["SEN", "POL", "SEN+POL", "sen", "DZA", None, "ROU"]
    metiers = ["61231", "42114", "99999", "M1805", "32241"]
    lignes = [
        {
            "id": f"d{i}",
            "nationalite": nationalites[i % 7],
            "metier": metiers[i % 5],
            "departement": ["75", "35", "971"][i % 3],
            "type": ["introduction", "renouvellement"][i % 2],
            "depose_le": ["2008-01-05", "2008-02-01", "2008-02-30", "2010-01-01"][i % 4],
        }
        for i in range(LIGNES)
    ]
    chemin = tmp_path / "e.parquet"
    pq.write_table(pa.Table.from_pylist(lignes), chemin, row_group_size=300)
    return chemin


@pytest.fixture(autouse=True)
def _warnings_of_spark() -> Iterator[None]:
    """What PySpark leaves open is its own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_spark_answers_as_one_machine(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """The local run and Spark write the same rows and reject the same lines."""
    ici, la = tmp_path / "ici.parquet", tmp_path / "la.parquet"
    bilan = traiter(noyau, str(demandes), str(ici), Options())
    autre = spark.traiter(noyau.corpus, str(demandes), str(la), None, "local[2]")
    assert (autre.decidees, autre.rejetees) == (bilan.decidees, bilan.rejetees)
    voulues = sorted(pq.read_table(ici).to_pylist(), key=lambda ligne: str(ligne["id"]))
    trouvees = sorted(pq.read_table(la).to_pylist(), key=lambda ligne: str(ligne["id"]))
    assert trouvees == voulues
    rejets = (tmp_path / "la.parquet.rejets.csv").read_text("utf-8").splitlines()
    assert sorted(rejets) == sorted(
        (tmp_path / "ici.parquet.rejets.csv").read_text("utf-8").splitlines()
    )
    with pytest.raises(FichierError, match="Spark a renoncé"):
        spark.traiter(noyau.corpus, str(tmp_path / "absent.parquet"), str(la), None, "local[2]")
    assert len(pq.read_table(la)) == autre.decidees


def test_les_ouvriers_ne_batissent_rien(noyau: Noyau, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent is enough: the law and its table, a table that does not hold being refused."""
    table = en_octets(noyau.table)
    envoi = spark.Envoi("nom", pickle.dumps(noyau.corpus), table)
    monkeypatch.setattr("opposable.batch.noyau.tabulate", None)
    recu = envoi.noyau()
    lot = pa.RecordBatch.from_pydict(
        {"nationalite": ["SEN"], "metier": ["61231"], "depose_le": ["2008-02-01"]}
    )
    assert recu.decider(lot).lot.to_pylist() == noyau.decider(lot).lot.to_pylist()
    with pytest.raises(ArtefactError, match="tronqué"):
        envoi._replace(table=table[:-2]).noyau()
