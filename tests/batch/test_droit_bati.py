"""The law is built once for each of its states, whatever becomes of the file that keeps it."""

from __future__ import annotations

import json
import marshal
import pickle
import shutil
import stat
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from decision.test_redaction import demandes
from opposable.batch import droit_bati as module
from opposable.batch import livraison
from opposable.batch.droit_bati import TablesLues, droit_bati, load_corpus, nommer
from opposable.batch.livraison import livrer
from opposable.batch.table_batie import table_batie
from opposable.decision.chargement import charger
from opposable.decision.determination import determiner
from opposable.decision.examen import examiner
from opposable.errors import ArtefactError, LawDataError
from opposable.fichiers.magasin import Magasin
from opposable.law import tables as brutes
from opposable.law.etat_du_droit import ADOPTE, EtatDuDroit, Projet
from opposable.law.gel import MAGIE, degeler, geler
from opposable.law.loi import Loi

if TYPE_CHECKING:
    from pathlib import Path

    from opposable.law.corpus import Corpus


@pytest.fixture
def constructions(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> list[EtatDuDroit]:
    """The states that were built; building the law as adopted gives that of the session."""
    batis: list[EtatDuDroit] = []

    def batir(etat: EtatDuDroit, _dossier: Path | None = None) -> Corpus:
        batis.append(etat)
        return corpus if etat == ADOPTE else charger(etat)

    monkeypatch.setattr(module, "_batir", batir)
    return batis


def dite(loi: Loi) -> list[object]:
    """Return all that a law says; a reading, which only is itself, by its fields."""
    champs = {champ.name: getattr(loi, champ.name) for champ in fields(Loi)}
    lectures = champs.pop("lectures").values()
    return [champs, [[getattr(une, c.name) for c in fields(une)] for une in lectures]]


def test_la_deuxieme_fois_le_droit_est_lu(
    corpus: Corpus, constructions: list[EtatDuDroit], tmp_path: Path
) -> None:
    """It is built once; what is read says the same, each of its rivals too."""
    magasin = Magasin(tmp_path)
    assert droit_bati(magasin=magasin) is corpus
    relu = droit_bati(magasin=magasin)
    assert constructions == [ADOPTE]
    assert dite(relu) == dite(corpus)
    assert (relu.etat, relu.empreintes) == (corpus.etat, corpus.empreintes)
    assert (relu.portees, relu.anciennes) == (corpus.portees, corpus.anciennes)
    assert {k: dite(v) for k, v in relu.inverses.items()} == {
        k: dite(v) for k, v in corpus.inverses.items()
    }
    assert dict(relu.tables) == dict(corpus.tables)


def test_le_droit_lu_repond_pareil(corpus: Corpus) -> None:
    """Whatever the facts, the bytes are those of the law that was built."""
    relu = degeler(geler(corpus), corpus.tables)
    for demande in demandes(corpus, 1_500, 31):
        un, autre = (determiner(demande, examiner(demande, loi)) for loi in (corpus, relu))
        assert json.dumps(un.en_dict()) == json.dumps(autre.en_dict())


def test_un_autre_etat_est_un_autre_fichier(
    corpus: Corpus, constructions: list[EtatDuDroit], tmp_path: Path
) -> None:
    """Under a reading or a day of knowledge, another law is built, kept and read."""
    etats = [
        ADOPTE,
        EtatDuDroit.de(lectures=[corpus.portees[0].lecture]),
        EtatDuDroit.de(connu_le=date(2012, 1, 1)),
    ]
    for _ in range(2):
        for etat in etats:
            assert droit_bati(etat, Magasin(tmp_path)).etat == etat
    assert constructions == etats
    contenus = brutes.decisifs(brutes.DOSSIER)
    autres = [(contenus[0][0], contenus[0][1] + b"\n"), *contenus[1:]]
    assert nommer(autres, ADOPTE) != nommer(contenus, ADOPTE)


def test_un_fichier_abime_est_refait(constructions: list[EtatDuDroit], tmp_path: Path) -> None:
    """Cut short, altered, or whole but of another format, it is built again and written over."""
    magasin = Magasin(tmp_path)
    droit_bati(magasin=magasin)
    (fichier,) = tmp_path.iterdir()
    entier = fichier.read_bytes()
    for fois, faux in enumerate((entier[:1_000], entier[:-1] + b"?", b""), 2):
        fichier.write_bytes(faux)
        droit_bati(magasin=magasin)
        assert len(constructions) == fois
    magasin.ranger(fichier.name, b"d'un autre format")
    droit_bati(magasin=magasin)
    assert len(constructions) == 5
    assert fichier.read_bytes() == entier


def test_la_porte_lit_ce_qui_est_garde_et_n_ecrit_rien(
    constructions: list[EtatDuDroit], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From Python a law that is kept is read; one that is not is built, and left unwritten."""
    monkeypatch.setattr(livraison, "magasin", lambda: Magasin(tmp_path))
    load_corpus()
    assert constructions == [ADOPTE]
    assert list(tmp_path.iterdir()) == []
    attendue = droit_bati(magasin=Magasin(tmp_path))
    assert dite(load_corpus()) == dite(attendue)
    assert constructions == [ADOPTE, ADOPTE]
    autre = load_corpus(connu_le=date(2012, 1, 1))
    assert autre.etat == constructions[-1] == EtatDuDroit.de(connu_le=date(2012, 1, 1))


def test_un_dossier_ou_un_projet_ne_sont_jamais_ceux_qui_sont_gardes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A folder of law data and a draft are read from their files, whatever is kept."""
    monkeypatch.setattr(livraison, "magasin", lambda: Magasin(tmp_path))
    monkeypatch.setattr(module, "degeler", None)
    copie = tmp_path / "droit"
    shutil.copytree(brutes.DOSSIER, copie)
    assert load_corpus(copie).sha256 == charger(ADOPTE).sha256
    with pytest.raises(LawDataError):
        load_corpus(avec=[tmp_path / "absent"])


@pytest.mark.parametrize(
    "contenu",
    [
        None,
        7,
        [],
        [(-7, ["seul"])],
        [(-1, 3)],
        [(-3, (b"abc", b""))],
        [(-3, (b"\1\0\0\0", b"\xff\xff\xff\xff"))],
        [(-7, [1]), (999, [b"\0\0\0\0"])],
        [(-7, [1]), (0, [b"\0\0\0\0"])],
        [(-6, ["hier"])],
        [(-42, [b""])],
    ],
)
def test_ce_qui_ne_se_tient_pas_est_refuse(contenu: Any) -> None:
    """Plain data that are no law are told so, whatever they are; nothing in them is run."""
    with pytest.raises(ArtefactError):
        degeler(MAGIE + marshal.dumps(contenu), {})


def test_sans_magasin_le_droit_est_bati(constructions: list[EtatDuDroit]) -> None:
    """Where nothing can be kept, each start builds; a draft is never kept."""
    for _ in range(2):
        droit_bati(magasin=Magasin(None))
    assert constructions == [ADOPTE, ADOPTE]


def test_un_projet_n_est_jamais_garde(
    monkeypatch: pytest.MonkeyPatch, corpus: Corpus, tmp_path: Path
) -> None:
    """A law with a draft is built each time."""
    monkeypatch.setattr(module, "_batir", lambda *_: corpus)
    etat = EtatDuDroit.de(projets=[Projet("essai", ())])
    droit_bati(etat, Magasin(tmp_path))
    assert not list(tmp_path.iterdir())


def test_les_tables_sont_lues_a_la_demande(corpus: Corpus) -> None:
    """The raw tables are read once, when one is asked for, and are those of the law."""
    lues = TablesLues(brutes.decisifs(brutes.DOSSIER))
    assert lues["corpus.toml"] == corpus.tables["corpus.toml"]
    assert lues["corpus.toml"] is lues["corpus.toml"]
    assert (len(lues), {*lues}) == (len(corpus.tables), {*corpus.tables})


def test_les_tables_lues_voyagent(corpus: Corpus) -> None:
    """A worker in another process is sent the law that was read back, its raw tables with it."""
    lues = TablesLues(brutes.decisifs(brutes.DOSSIER))
    assert len(lues) == len(corpus.tables)
    recues = pickle.loads(pickle.dumps(lues))  # noqa: S301 - made here
    assert dict(recues) == dict(corpus.tables)


def test_le_paquet_livre_est_cru_et_rien_n_est_bati(
    constructions: list[EtatDuDroit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is installed beside the code is read, nothing written; damaged, it is not believed."""
    livre, cache = tmp_path / "livre", tmp_path / "cache"
    fichiers = livrer(livre)
    assert [f.suffix for f in sorted(fichiers, key=lambda f: f.suffix)] == [".droit", ".table"]
    assert {stat.S_IMODE(f.stat().st_mode) for f in fichiers} == {0o644}
    monkeypatch.setattr(livraison, "LIVRE", livre)
    monkeypatch.setenv("OPPOSABLE_VAR", str(cache))
    table_batie(droit_bati())
    assert len(constructions) == 1
    assert not cache.exists()
    for fichier in fichiers:
        fichier.write_bytes(fichier.read_bytes()[:-1])
    droit_bati()
    assert len(constructions) == 2
    assert any(cache.rglob("*.droit"))
