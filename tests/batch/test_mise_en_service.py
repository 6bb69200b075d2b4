"""A law is put in service whole or not at all; what is named as served is believed once checked."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from deux_droits import VERSION, autre_droit
from opposable.batch import livraison, table_batie
from opposable.batch.droit_bati import droit_bati
from opposable.batch.mise_en_service import (
    ACTUEL,
    DROITS,
    VERROU,
    EnService,
    en_service,
    mettre_en_service,
    retirer,
    signe,
)
from opposable.errors import FichierError, LawDataError, MiseEnServiceError, OpposableError
from opposable.fichiers.magasin import Magasin
from opposable.law.tables import DOSSIER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.law.corpus import Corpus


@pytest.fixture(scope="module")
def livres(autre: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two laws, built once."""
    dossier = tmp_path_factory.mktemp("livres")
    for donnees in (DOSSIER, autre):
        droit_bati(magasin=Magasin(dossier), dossier=donnees)
    return dossier


@pytest.fixture(autouse=True)
def _vite(livres: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Laws are as installed; a table takes seconds to build, a few bytes are kept in its place."""
    monkeypatch.setattr(livraison, "LIVRE", livres)

    def batie(corpus: Corpus, magasin: Magasin) -> None:
        magasin.ranger(table_batie.nommer(corpus), b"une table")

    monkeypatch.setattr(table_batie, "table_batie", batie)


@pytest.fixture(scope="module")
def autre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the second law."""
    return autre_droit(tmp_path_factory.mktemp("autre") / "droit")


def rien(_: EnService) -> None:
    """Find nothing to say of a law."""


def etat(var: Path) -> dict[str, bytes]:
    """What stands under the names of laws, the lock aside."""
    la = var / DROITS
    return {
        str(f.relative_to(la)): f.read_bytes()
        for f in la.rglob("*")
        if f.is_file() and f.name != VERROU
    }


def test_un_droit_mis_en_service_est_lu(autre: Path, tmp_path: Path) -> None:
    """It is read back whole, under the digest of its receipts; the others stay beside."""
    assert (signe(tmp_path), en_service(tmp_path)) == (None, None)
    un = mettre_en_service(DOSSIER, tmp_path, rien)
    premier = signe(tmp_path)
    deux = mettre_en_service(autre, tmp_path, rien)
    assert len({premier, signe(tmp_path), None}) == 3
    lu = en_service(tmp_path)
    assert lu is not None
    assert (lu.corpus.version, lu.corpus.sha256) == (VERSION, deux.corpus.sha256)
    assert lu.dossier == deux.dossier
    assert lu.dossier.name.startswith(lu.corpus.sha256)
    assert un.dossier.is_dir()
    mettre_en_service(DOSSIER, tmp_path, rien)
    lu = en_service(tmp_path)
    assert lu is not None
    assert lu.dossier == un.dossier
    assert retirer(tmp_path)
    assert en_service(tmp_path) is None
    assert not retirer(tmp_path)


FAUTES: dict[str, Callable[[Path], object]] = {
    "sans lignes": lambda d: (d / "regimes.csv").write_text("nationalite,regime\n"),
    "sans table": lambda d: (d / "regimes.csv").unlink(),
    "autre encodage": lambda d: (d / "corpus.toml").write_bytes(b"version = \xff"),
    "sans jour": lambda d: (d / "evenements.csv").write_text(
        (d / "evenements.csv").read_text("utf-8").replace("2008-10-01", "2008-13-01")
    ),
    "sans dossier": shutil.rmtree,
}


@pytest.mark.parametrize("gater", FAUTES.values(), ids=FAUTES)
def test_ce_qui_n_est_pas_un_droit_n_est_pas_mis_en_service(
    gater: Callable[[Path], object], autre: Path, tmp_path: Path
) -> None:
    """A law that breaks its own rules is refused in words; the one before stays, and no trace."""
    mauvais = shutil.copytree(autre, tmp_path / "mauvais")
    gater(mauvais)
    mettre_en_service(DOSSIER, tmp_path, rien)
    avant = etat(tmp_path)
    with pytest.raises(LawDataError) as refus:
        mettre_en_service(mauvais, tmp_path, rien)
    assert refus.value.message
    assert etat(tmp_path) == avant


def test_une_epreuve_qui_echoue_arrete_tout(autre: Path, tmp_path: Path) -> None:
    """What the asker finds wrong stops it before anything has a name."""

    def refuser(_: EnService) -> None:
        raise FichierError("noms", "illisible")

    with pytest.raises(FichierError):
        mettre_en_service(autre, tmp_path, refuser)
    assert etat(tmp_path) == {}


def test_deux_a_la_fois_ne_se_melent_pas(autre: Path, tmp_path: Path) -> None:
    """The second is told that another is at it, and changes nothing."""
    mettre_en_service(DOSSIER, tmp_path, rien)
    avant = etat(tmp_path)
    with (tmp_path / DROITS / VERROU).open("ab") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        for essai in (lambda: mettre_en_service(autre, tmp_path, rien), lambda: retirer(tmp_path)):
            with pytest.raises(MiseEnServiceError, match="est en cours"):
                essai()
    assert etat(tmp_path) == avant


def test_un_dossier_interdit_est_dit(autre: Path, tmp_path: Path) -> None:
    """Where nothing can be written, it is said in French."""
    (tmp_path / DROITS).write_text("un fichier")
    with pytest.raises(MiseEnServiceError, match=r"existe déjà|pas un dossier"):
        mettre_en_service(autre, tmp_path, rien)


@pytest.mark.parametrize("rang", [1, 60, -1])
def test_un_disque_plein_ne_laisse_rien_a_moitie(
    rang: int, autre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full at the first file, in the middle, or at the pointer: the law before stays served."""
    mettre_en_service(DOSSIER, tmp_path, rien)
    avant = etat(tmp_path)
    fois = len(avant) if rang < 0 else rang
    vrai, ecrits = os.fsync, []

    def plein(descripteur: int) -> None:
        ecrits.append(descripteur)
        if len(ecrits) >= fois:
            raise OSError(errno.ENOSPC, "No space left on device")
        vrai(descripteur)

    monkeypatch.setattr("opposable.fichiers.sortie.os.fsync", plein)
    with pytest.raises(OpposableError, match="le disque est plein"):
        mettre_en_service(autre, tmp_path, rien)
    lu = en_service(tmp_path)
    assert lu is not None
    assert lu.corpus.version != VERSION
    assert {nom: etat(tmp_path)[nom] for nom in avant} == avant


def test_ce_qui_est_construit_doit_etre_garde(
    autre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the table cannot be kept, those who serve would build it: the law is not served."""
    monkeypatch.setattr(Magasin, "ranger", lambda *_: False)
    with pytest.raises(MiseEnServiceError, match="n'a pas pu y être gardé"):
        mettre_en_service(autre, tmp_path, rien)
    assert etat(tmp_path) == {}


POINTEURS: dict[str, Callable[[bytes], bytes]] = {
    "vide": lambda lu: lu[:0],
    "tronqué": lambda lu: lu[:-1],
    "autre version": lambda lu: lu.replace(b"service 1", b"service 2"),
    "autre dossier": lambda lu: lu.replace(lu.split()[-2], b"0" * 64 + b"-" + b"0" * 16),
    "autre somme": lambda lu: lu.replace(lu.split()[-1], b"0" * 64),
    "hors du dossier": lambda lu: lu.replace(lu.split()[-2], b"../../etc"),
    "du bruit": lambda lu: bytes(range(256)) + lu * 8,
}


@pytest.mark.parametrize("faux", POINTEURS.values(), ids=POINTEURS)
def test_un_pointeur_faux_est_refuse(
    faux: Callable[[bytes], bytes], tmp_path: Path, autre: Path
) -> None:
    """A pointer cut short, of another form, or that names anything else is refused in words."""
    mettre_en_service(autre, tmp_path, rien)
    pointeur = tmp_path / DROITS / ACTUEL
    pointeur.write_bytes(faux(pointeur.read_bytes()))
    with pytest.raises(MiseEnServiceError, match=r"tronqué|ne sont pas ceux"):
        en_service(tmp_path)


def test_un_droit_change_apres_coup_est_refuse(autre: Path, tmp_path: Path) -> None:
    """A file of it altered, cut, added or lost: it is not believed; put again, it is served."""
    dossier = mettre_en_service(autre, tmp_path, rien).dossier
    fichier = dossier / "regimes.csv"
    entier = fichier.read_bytes()
    for faux in (entier[:-1], entier + b"\n", entier.replace(b"POL", b"ROU", 1)):
        fichier.write_bytes(faux)
        with pytest.raises(MiseEnServiceError, match="ne sont pas ceux"):
            en_service(tmp_path)
    (dossier / "de-plus.csv").write_bytes(b"a\n")
    mettre_en_service(autre, tmp_path, rien)
    lu = en_service(tmp_path)
    assert lu is not None
    assert lu.dossier == dossier
    assert not (dossier / "de-plus.csv").exists()


def test_un_pointeur_qui_ne_se_lit_pas_est_refuse(tmp_path: Path) -> None:
    """A folder in the place of the pointer is said to be one."""
    (tmp_path / DROITS / ACTUEL).mkdir(parents=True)
    with pytest.raises(MiseEnServiceError, match="c'est un dossier"):
        en_service(tmp_path)
