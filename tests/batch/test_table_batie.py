"""A table is built once for each state of the law, whatever becomes of the file that keeps it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from opposable.batch import table_batie as module
from opposable.batch.table_batie import empreinte_de_la_regle, nommer, table_batie
from opposable.decision.artefact import en_octets
from opposable.decision.chargement import load_corpus
from opposable.fichiers.magasin import Magasin

if TYPE_CHECKING:
    from pathlib import Path

    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus


@pytest.fixture
def constructions(table: Table, monkeypatch: pytest.MonkeyPatch) -> list[Corpus]:
    """The laws whose table was built; building gives the one of the session."""
    baties: list[Corpus] = []

    def batir(corpus: Corpus) -> Table:
        baties.append(corpus)
        return table

    monkeypatch.setattr(module, "tabulate", batir)
    return baties


def test_la_deuxieme_fois_la_table_est_lue(
    corpus: Corpus, table: Table, constructions: list[Corpus], tmp_path: Path
) -> None:
    """It is built once, and read by whoever comes next."""
    magasin = Magasin(tmp_path)
    assert table_batie(corpus, magasin) is table
    relue = table_batie(corpus, magasin)
    assert len(constructions) == 1
    assert en_octets(relue) == en_octets(table)
    assert [fichier.name for fichier in tmp_path.iterdir()] == [nommer(corpus)]


def test_un_fichier_abime_est_refait(
    corpus: Corpus, constructions: list[Corpus], tmp_path: Path
) -> None:
    """Cut short, altered, or whole but of another format, it is built again and written over."""
    magasin, fichier = Magasin(tmp_path), tmp_path / nommer(corpus)
    table_batie(corpus, magasin)
    entier = fichier.read_bytes()
    for fois, faux in enumerate((entier[:1_000], entier[:-1] + b"?"), 2):
        fichier.write_bytes(faux)
        table_batie(corpus, magasin)
        assert len(constructions) == fois
        assert fichier.read_bytes() == entier
    magasin.ranger(fichier.name, b"opposable-table 2\n{}\n")
    table_batie(corpus, magasin)
    assert fichier.read_bytes() == entier


def test_un_cache_ou_l_on_n_ecrit_pas_ne_gene_personne(
    corpus: Corpus, table: Table, constructions: list[Corpus], tmp_path: Path
) -> None:
    """Where nothing can be written, the table is built each time and the answer is the same."""
    (tmp_path / "fichier").write_text("")
    magasin = Magasin(tmp_path / "fichier" / "cache")
    assert table_batie(corpus, magasin) is table_batie(corpus, magasin) is table
    assert len(constructions) == 2


def test_chaque_etat_du_droit_a_son_nom(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other readings, another day of knowledge, other code: another file."""
    noms = [
        nommer(corpus),
        nommer(load_corpus(lectures=["six-nationaux"])),
        nommer(load_corpus(connu_le=corpus.registre.jours_de_connaissance[-2])),
    ]
    monkeypatch.setattr(module, "empreinte_de_la_regle", lambda: "une autre")
    assert len({*noms, nommer(corpus)}) == 4
    monkeypatch.undo()
    assert nommer(load_corpus()) == noms[0]
    assert len(empreinte_de_la_regle()) == 64


def test_rien_n_importe_pandas_par_megarde(tmp_path: Path, cache: Path, corpus: Corpus) -> None:
    """A batch of CSV, of JSONL or of Parquet, rejected rows included, never imports pandas."""
    pytest.importorskip("pandas")
    table_batie(corpus)
    assert any(cache.rglob(nommer(corpus)))
    entree = tmp_path / "e.csv"
    titres = "nationalite,metier,departement,type,depose_le"
    entree.write_text(
        f"{titres}\nSEN,61231,75,introduction,2008-02-01\nZZZ,x,75,introduction,2008-02-01\n"
    )
    programme = (
        "import sys\n"
        "from opposable.batch.local import Options, traiter\n"
        "from opposable.batch.noyau import Noyau\n"
        "from opposable.batch.table_batie import table_batie\n"
        "from opposable.decision.chargement import load_corpus\n"
        "corpus = load_corpus()\n"
        "noyau = Noyau(corpus, table_batie(corpus))\n"
        "for de, vers in ('e.csv', 's.parquet'), ('s.parquet', 's.jsonl'), ('s.jsonl', 's.csv'):\n"
        "    traiter(noyau, de, vers, Options(colonnes=sys.argv[1].split(',')))\n"
        "print('pandas' in sys.modules)\n"
    )
    fini = subprocess.run(
        [sys.executable, "-c", programme, titres],
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert fini.stdout == "False\n"
