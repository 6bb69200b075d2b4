"""The store believes what is whole and its owner's, keeps what it can, and stops nobody."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from opposable.errors import ArtefactError
from opposable.fichiers.magasin import AU_PLUS, Magasin, dossier_du_cache

OCTETS = b"ce qui est garde" * 1_000


@pytest.fixture
def magasin(tmp_path: Path) -> Magasin:
    """A store in a folder not made yet."""
    return Magasin(tmp_path / "a" / "cache")


@pytest.fixture
def fichier(magasin: Magasin, tmp_path: Path) -> Path:
    """A file it keeps."""
    assert magasin.ranger("un", OCTETS)
    return tmp_path / "a" / "cache" / "un"


def test_ce_qui_est_range_se_relit(magasin: Magasin, fichier: Path) -> None:
    """Bytes come back as they were, and nothing else is left in the folder."""
    assert magasin.lire("un") == OCTETS
    assert list(fichier.parent.iterdir()) == [fichier]
    assert magasin.lire("autre") is None


def test_un_octet_change_et_rien_n_est_cru(magasin: Magasin, fichier: Path) -> None:
    """Altered, cut short, longer or empty, a file is not there; it can be kept again."""
    entier = fichier.read_bytes()
    for faux in (entier[:-1], entier[:40], b"", entier + b"x", b"0" + entier[1:], entier[::-1]):
        fichier.write_bytes(faux)
        assert magasin.lire("un") is None
    assert magasin.ranger("un", OCTETS)
    assert magasin.lire("un") == OCTETS


def test_un_fichier_que_d_autres_ecrivent_n_est_pas_cru(magasin: Magasin, fichier: Path) -> None:
    """Others may write to it, or it is a link to elsewhere: it is not there."""
    fichier.chmod(0o666)
    assert magasin.lire("un") is None
    fichier.chmod(0o600)
    (fichier.parent / "lien").symlink_to(fichier)
    assert magasin.lire("lien") is None
    assert magasin.lire("un") == OCTETS


def test_un_fichier_d_un_autre_n_est_pas_cru(
    magasin: Magasin, fichier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that belongs to neither this user nor the system is not there."""
    os.chown(fichier, 4_321, -1) if os.geteuid() == 0 else None
    monkeypatch.setattr(os, "geteuid", lambda: 1_234)
    assert magasin.lire("un") is None


def test_un_tuyau_ou_un_dossier_ne_bloque_personne(magasin: Magasin, fichier: Path) -> None:
    """What is no file under the name is not there, and nobody waits for it."""
    os.mkfifo(fichier.parent / "tuyau")
    (fichier.parent / "dossier").mkdir()
    assert magasin.lire("tuyau") is None
    assert magasin.lire("dossier") is None


def test_un_dossier_impossible_ne_garde_rien(tmp_path: Path) -> None:
    """A folder that cannot be made, or none at all, keeps nothing and says so."""
    (tmp_path / "fichier").write_text("")
    for sans in (Magasin(tmp_path / "fichier" / "cache"), Magasin(None)):
        assert not sans.ranger("un", OCTETS)
        assert sans.lire("un") is None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_un_disque_plein_ne_laisse_pas_de_moitie(
    magasin: Magasin, fichier: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """A disk that refuses leaves what was there, and no half of a file."""

    def refuser(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", refuser)
    assert not magasin.ranger("un", b"autre")
    assert magasin.lire("un") == OCTETS
    assert list(fichier.parent.iterdir()) == [fichier]


@pytest.mark.parametrize("trouve", [None, b"", b"d'un autre format", b"7 et la suite"])
def test_ce_qui_manque_ou_ne_se_tient_pas_est_bati(magasin: Magasin, trouve: bytes | None) -> None:
    """What is absent, or whole but not to be believed, is built once and written over."""
    if trouve is not None:
        magasin.ranger("un", trouve)
    batis: list[int] = []

    def batir() -> int:
        batis.append(7)
        return 7

    def degeler(octets: bytes) -> int:
        if not octets.isdigit():
            raise ArtefactError("ce n'est pas un nombre")
        return int(octets)

    for _ in range(3):
        assert magasin.lire_ou_batir("un", batir, lambda n: str(n).encode(), degeler) == 7
    assert batis == [7]
    assert magasin.lire("un") == b"7"


def test_sans_dossier_rien_n_est_ecrit() -> None:
    """Where nothing is kept, what is built is not even written as bytes."""
    faux: Any = None
    assert Magasin(None).lire_ou_batir("un", lambda: 7, faux, faux) == 7


def test_deux_qui_rangent_a_la_fois_s_entendent(magasin: Magasin, fichier: Path) -> None:
    """Whoever reads while others write reads one whole file."""
    depart, lus = Barrier(4), []

    def ranger() -> None:
        depart.wait()
        for _ in range(30):
            magasin.ranger("un", OCTETS)
            lus.append(magasin.lire("un"))

    fils = [Thread(target=ranger) for _ in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert set(lus) == {OCTETS}
    assert list(fichier.parent.iterdir()) == [fichier]


def test_le_magasin_est_borne(magasin: Magasin, tmp_path: Path) -> None:
    """It keeps so many files, and takes out attempts that were cut short long ago."""
    dossier = tmp_path / "a" / "cache"
    dossier.mkdir(parents=True)
    (dossier / ".vieux.part").write_bytes(b"")
    os.utime(dossier / ".vieux.part", (0, 0))
    for rang in range(AU_PLUS + 5):
        magasin.ranger(f"f{rang}", b"x")
        os.utime(dossier / f"f{rang}", (rang + 1, rang + 1))
    magasin.ranger("dernier", b"x")
    noms = {chemin.name for chemin in dossier.iterdir()}
    assert len(noms) == AU_PLUS
    assert {"dernier", f"f{AU_PLUS + 4}"} <= noms
    assert ".vieux.part" not in noms


def test_le_dossier_est_celui_du_service_ou_de_la_personne() -> None:
    """The folder of the service first, then the user's own; none where the system names none."""
    service = {"OPPOSABLE_VAR": "/srv/o", "HOME": "/chez/a"}
    assert dossier_du_cache(service) == Path("/srv/o/tables")
    assert dossier_du_cache({"HOME": "/chez/a"}) == Path("/chez/a/.cache/opposable")
    assert dossier_du_cache({"XDG_CACHE_HOME": "/c", "HOME": "/h"}) == Path("/c/opposable")
    assert dossier_du_cache({"HOME": ""}) is None
