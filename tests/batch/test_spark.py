"""Spark runs the same kernel: same rows, same answers, same rejected rows."""

from __future__ import annotations

import json
import logging
import os
import pickle
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from opposable import load_corpus
from opposable.batch.depot import Depot
from opposable.batch.droit_bati import droit_bati
from opposable.batch.local import Options, traiter
from opposable.cli.application import executer
from opposable.cli.sortie import Sortie
from opposable.decision.artefact import en_octets
from opposable.errors import ArtefactError, FichierError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opposable.batch.noyau import Noyau

spark = pytest.importorskip("opposable.batch.spark")
pytest.importorskip("pyspark")
if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
    # Started all the same, the launcher of Spark leaves its sockets to the tests that follow.
    pytest.skip("Java absent : apt-get install default-jre-headless", allow_module_level=True)

LIGNES = 2_000
ICI = "local[2]"


def ecrire(chemin: Path, depart: int = 0, **autres: object) -> Path:
    """Write a Parquet file in several row groups, with faults and several nationalities."""
    nationalites = ["SEN", "POL", "SEN+POL", "sen", "DZA", None, "ROU"]
    metiers = ["61231", "42114", "99999", "M1805", "32241"]
    lignes = [
        {
            "id": f"d{depart + i}",
            "nationalite": nationalites[i % 7],
            "metier": metiers[i % 5],
            "departement": ["75", "35", "971"][i % 3],
            "type": ["introduction", "renouvellement"][i % 2],
            "depose_le": ["2008-01-05", "2008-02-01", "2008-02-30", "2010-01-01"][i % 4],
            **autres,
        }
        for i in range(LIGNES)
    ]
    chemin.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(lignes), chemin, row_group_size=300)
    return chemin


@pytest.fixture
def demandes(tmp_path: Path) -> Path:
    """A Parquet file of applications."""
    return ecrire(tmp_path / "e.parquet")


@pytest.fixture(autouse=True)
def _warnings_of_spark() -> Iterator[None]:
    """What PySpark leaves open is its own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def lignes(depot: Depot | Path) -> list[dict[str, Any]]:
    """Return the rows of a file or folder, in the order of their identifier."""
    lieu = depot if isinstance(depot, Depot) else Depot.de(str(depot))
    tables = [pq.read_table(f, filesystem=lieu.systeme) for f in lieu.fichiers()]
    return sorted((li for t in tables for li in t.to_pylist()), key=lambda li: str(li.get("id")))


def rejets(depot: Depot) -> list[tuple[str, str, str]]:
    """Return the rejected rows of a folder as a file on one machine would tell them."""
    dits = (li for f in depot.sous(spark.REJETS).fichiers() for li in _table(depot, f))
    return sorted((str(li["ligne"]), li["champ"], li["raison"]) for li in dits)


def _table(depot: Depot, fichier: str) -> list[dict[str, Any]]:
    return list(pq.read_table(fichier, filesystem=depot.systeme).to_pylist())


def rejets_locaux(chemin: Path) -> list[tuple[str, ...]]:
    """Return the rejected rows told by a run on one machine."""
    lus = pa.csv.read_csv(chemin, convert_options=pa.csv.ConvertOptions(strings_can_be_null=False))
    return sorted(tuple(str(v) for v in li.values()) for li in lus.to_pylist())


def test_spark_answers_as_one_machine(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """The local run and Spark write the same rows and reject the same lines."""
    ici, la = tmp_path / "ici.parquet", tmp_path / "la.parquet"
    bilan = traiter(noyau, str(demandes), str(ici), Options())
    autre = spark.traiter(noyau.corpus, str(demandes), str(la), None, ICI)
    assert (autre.decidees, autre.rejetees) == (bilan.decidees, bilan.rejetees)
    assert lignes(la) == lignes(ici)
    assert rejets(Depot.de(str(la))) == rejets_locaux(tmp_path / "ici.parquet.rejets.csv")
    session = spark.session(ICI)
    assert session.read.parquet(str(la)).count() == bilan.decidees
    assert session.read.parquet(str(la / spark.REJETS)).count() == bilan.rejetees


def test_la_commande_envoie_le_droit_tel_qu_il_est_garde(
    noyau: Noyau, demandes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`opposable batch --engine spark` sends the law read back from where it is kept."""
    ici, la = tmp_path / "ici.parquet", tmp_path / "la.parquet"
    bilan = traiter(noyau, str(demandes), str(ici), Options(colonnes=["id"]))
    assert load_corpus().sha256 == droit_bati().sha256
    mots = ["--columns", "id", "--engine", "spark", "--master", ICI]
    monkeypatch.setattr(sys, "argv", ["opposable", "batch", str(demandes), str(la), *mots])
    with pytest.raises(SystemExit) as fin:
        executer()
    assert (fin.value.code, bilan.rejetees > 0) == (Sortie.REJETS, True)
    assert lignes(la) == lignes(ici)
    assert rejets(Depot.de(str(la))) == rejets_locaux(tmp_path / "ici.parquet.rejets.csv")


def test_un_dossier_dit_le_fichier_et_la_ligne(noyau: Noyau, tmp_path: Path) -> None:
    """Several files: a rejected row says which one it is of, and its line there."""
    for rang in range(2):
        ecrire(tmp_path / "stock" / f"{rang}.parquet", rang * LIGNES)
    la = tmp_path / "la"
    bilan = spark.traiter(noyau.corpus, str(tmp_path / "stock"), str(la), ["id"], ICI)
    assert bilan.lues == 2 * LIGNES
    assert bilan.rejets == f"{la}/{spark.REJETS}"
    dits = [
        (Path(li["fichier"]).name, li["ligne"])
        for f in sorted((la / spark.REJETS).iterdir())
        for li in pq.read_table(f).to_pylist()
    ]
    par_fichier = [sorted(n for f, n in dits if f == f"{rang}.parquet") for rang in range(2)]
    assert par_fichier[0] == par_fichier[1]
    assert len(dits) == bilan.rejetees


def test_ce_qui_manque_laisse_la_sortie_d_avant(
    noyau: Noyau, demandes: Path, tmp_path: Path
) -> None:
    """Nothing there, other columns, no Parquet: told in words; the output of before stands."""
    la = tmp_path / "la"
    avant = spark.traiter(noyau.corpus, str(demandes), str(la), ["id"], ICI).decidees
    ecrire(tmp_path / "melange" / "a.parquet")
    ecrire(tmp_path / "melange" / "b.parquet", autre="x")
    (tmp_path / "vide").mkdir()
    abime = tmp_path / "abime.parquet"
    abime.write_bytes(demandes.read_bytes()[:-40])
    for mauvaise, dit in (
        (tmp_path / "absent", "rien à cette adresse"),
        (tmp_path / "melange", "ne sont pas celles"),
        (tmp_path / "vide", "aucun fichier .parquet"),
        (abime, "ne répond pas"),
        ("rien://la", "ne répond pas"),
    ):
        with pytest.raises(FichierError, match=dit):
            spark.traiter(noyau.corpus, str(mauvaise), str(la), ["id"], ICI)
    assert len(lignes(la)) == avant
    assert not [*tmp_path.glob(".la*")]


def test_un_fichier_refuse_par_un_ouvrier_est_dit(
    noyau: Noyau, demandes: Path, tmp_path: Path
) -> None:
    """What a worker cannot read is a sentence that names the file, and nothing is published."""
    octets = bytearray(demandes.read_bytes())
    octets[4:400] = bytes(396)
    demandes.write_bytes(octets)
    with pytest.raises(FichierError, match=str(demandes)):
        spark.traiter(noyau.corpus, str(demandes), str(tmp_path / "la"), None, ICI)
    assert [*tmp_path.iterdir()] == [demandes]


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


def test_une_table_de_donnees_recoit_ses_reponses(noyau: Noyau, demandes: Path) -> None:
    """A data frame of Spark keeps its columns and gains the seven fields and the reason."""
    decidees = spark.decider(spark.session(ICI).read.parquet(str(demandes)), noyau.corpus)
    lues = {li["id"]: li for li in decidees.toPandas().to_dict("records")}
    assert len(lues) == LIGNES
    assert lues["d2"]["rejet_champ"] == "depose_le"
    assert lues["d0"]["situation_emploi"] == "non_opposable"


# -- a store of objects ----------------------------------------------------------------------------


@pytest.fixture
def stock() -> Iterator[Callable[[str], str]]:
    """Addresses in a store of objects that the tests start, on this machine alone."""
    boto3 = pytest.importorskip("boto3")
    serveur = pytest.importorskip("moto.server").ThreadedMotoServer(
        ip_address="127.0.0.1", port=0, verbose=False
    )
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    serveur.start()
    hote, port = serveur.get_host_and_port()
    boto3.client(
        "s3",
        endpoint_url=f"http://{hote}:{port}",
        aws_access_key_id="cle",
        aws_secret_access_key="secret",  # noqa: S106 - of a store that lives for one test
        region_name="eu-west-3",
    ).create_bucket(Bucket="stock", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    lieu = quote(f"{hote}:{port}", safe="")
    suite = f"scheme=http&region=eu-west-3&endpoint_override={lieu}"
    yield lambda nom: f"s3a://cle:secret@stock/{nom}?{suite}"
    serveur.stop()


def test_un_magasin_d_objets_a_un_pointeur(
    noyau: Noyau, demandes: Path, tmp_path: Path, stock: Callable[[str], str]
) -> None:
    """Renaming would copy: a pointer says which folder counts, the one before stays one run."""
    lue, ecrite = Depot.de(stock("demandes")), Depot.de(stock("reponses"))
    pq.write_table(pq.read_table(demandes), f"{lue.chemin}/e.parquet", filesystem=lue.systeme)
    ici = traiter(noyau, str(demandes), str(tmp_path / "ici.parquet"), Options())
    versions = []
    for _ in range(3):
        bilan = spark.traiter(noyau.corpus, stock("demandes"), stock("reponses"), None, ICI)
        assert (bilan.decidees, bilan.rejetees) == (ici.decidees, ici.rejetees)
        assert "secret" not in " ".join([*bilan.constats, bilan.rejets or ""])
        dit = json.loads(ecrite.systeme.open_input_stream(f"{ecrite.chemin}/_actuelle.json").read())
        assert (dit["decidees"], dit["rejetees"]) == (ici.decidees, ici.rejetees)
        versions.append(dit["version"])
    assert lignes(ecrite.sous(versions[-1])) == lignes(tmp_path / "ici.parquet")
    assert rejets(ecrite.sous(versions[-1])) == rejets_locaux(tmp_path / "ici.parquet.rejets.csv")
    restent = {c.split("/")[2] for c in ecrite.fichiers()}
    assert restent == {*versions[1:]}
    with pytest.raises(FichierError) as refus:
        spark.traiter(noyau.corpus, stock("absent"), stock("reponses"), None, ICI)
    assert "secret" not in str(refus.value)


# -- another process, another machine --------------------------------------------------------------

OUVRIER = """#!/bin/sh
export PYTHONPATH="{bibliotheques}:$PYTHONPATH"
exec {python} -S -s "$@"
"""
CONDUITE = """
import sys
from opposable import load_corpus
from opposable.batch import spark
bilan = spark.traiter(load_corpus(), sys.argv[1], sys.argv[2], None, "local-cluster[2,1,1024]")
contexte = spark.session("local-cluster[2,1,1024]").sparkContext
def dire(_):
    import os, resource, opposable
    return opposable.__file__, os.getcwd(), resource.getrlimit(resource.RLIMIT_AS)[0]
lieux = contexte.parallelize(range(4), 4).map(dire).collect()
import json; print(json.dumps([bilan.decidees, bilan.rejetees, lieux]))
contexte.stop()
"""


def test_une_grappe_ne_recoit_que_l_archive(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """Two workers in processes of their own: they have libraries, and this package as sent."""
    ici = traiter(noyau, str(demandes), str(tmp_path / "ici.parquet"), Options())
    bibliotheques = tmp_path / "bibliotheques"
    bibliotheques.mkdir()
    for chemin in Path(pa.__file__).parents[1].iterdir():
        if chemin.suffix not in (".pth", ".egg-link") and "opposable" not in chemin.name:
            (bibliotheques / chemin.name).symlink_to(chemin)
    ouvrier = tmp_path / "python"
    ouvrier.write_text(OUVRIER.format(bibliotheques=bibliotheques, python=sys.executable), "utf-8")
    ouvrier.chmod(0o755)
    la = tmp_path / "la"
    fini = subprocess.run(
        [sys.executable, "-c", CONDUITE, str(demandes), str(la)],
        env={
            **{nom: v for nom, v in os.environ.items() if nom != "PYTHONPATH"},
            "PYSPARK_PYTHON": str(ouvrier),
            "SPARK_LOCAL_IP": "127.0.0.1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert fini.returncode == 0, fini.stderr[-2_000:]
    decidees, rejetees, lieux = json.loads(fini.stdout.splitlines()[-1])
    assert (decidees, rejetees) == (ici.decidees, ici.rejetees)
    assert lignes(la) == lignes(tmp_path / "ici.parquet")
    assert all("opposable.zip" in paquet for paquet, _, _ in lieux)
    assert all(memoire == 3 << 30 for _, _, memoire in lieux)
    assert str(Path.cwd()) not in {dossier for _, dossier, _ in lieux}
