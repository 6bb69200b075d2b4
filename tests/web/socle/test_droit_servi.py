"""One law for each request: taken once, replaced whole, let go with all that was made from it."""

from __future__ import annotations

import gc
import logging
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponse

from deux_droits import VERSION, autre_droit
from opposable.batch import mise_en_service
from opposable.batch.mise_en_service import EnService
from opposable.errors import LawDataError, MiseEnServiceError
from opposable.fichiers.magasin import Magasin
from opposable.law.chargement import adopter
from opposable.law.tables import DOSSIER
from opposable.web.socle import droit, droit_servi
from opposable.web.socle.droit_servi import DroitServi, SousUnDroit, Succession, Tenu, du_droit
from opposable.web.socle.guet import Guet

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpRequest

    from opposable.law.corpus import Corpus


@pytest.fixture(scope="module")
def autre(tmp_path_factory: pytest.TempPathFactory) -> EnService:
    """The second law, without a table: nobody asks for one here."""
    dossier = autre_droit(tmp_path_factory.mktemp("autre") / "droit")
    table: Any = ()
    return EnService(dossier, adopter(dossier), table, Magasin(None))


@pytest.fixture
def annonce(monkeypatch: pytest.MonkeyPatch) -> list[EnService | Exception | None]:
    """What the working folder names as served, last; changed by the test."""
    annonces: list[EnService | Exception | None] = [None]

    def lire(_: Path) -> EnService | None:
        if isinstance(annonces[-1], Exception):
            raise annonces[-1]
        return annonces[-1]

    monkeypatch.setattr(mise_en_service, "signe", lambda _: (len(annonces), 0, 0))
    monkeypatch.setattr(mise_en_service, "en_service", lire)
    return annonces


@pytest.fixture
def succession(
    tmp_path: Path,
    annonce: list[EnService | Exception | None],
    monkeypatch: pytest.MonkeyPatch,
) -> Succession:
    """The laws of a process that has just begun, on that of the package; none is made ready."""
    assert annonce == [None]
    monkeypatch.setattr(DroitServi, "chauffer", lambda _: None)
    return Succession(lambda: tmp_path)


def test_ce_qui_est_garde_l_est_avec_son_droit(corpus: Corpus, autre: EnService) -> None:
    """What a function made is given again under the same law, made anew under another."""
    faits: list[tuple[str, int]] = []

    @du_droit()
    def dire(nombre: int) -> str:
        faits.append((droit.corpus().version, nombre))
        return f"{droit.corpus().version} {nombre}"

    un, deux = DroitServi(corpus), DroitServi(autre.corpus, autre.dossier)
    for tenu in (un, deux, un, deux):
        with Tenu(tenu):
            assert [dire(1), dire(2)] == [f"{tenu.base.version} {n}" for n in (1, 2)]
    assert len(faits) == 4
    assert dire.__name__ == "dire"


def test_un_droit_quitte_emporte_ce_qui_en_fut_fait(corpus: Corpus) -> None:
    """Once nothing holds a law, what pages made from it is no longer there either."""

    class Page:
        """What a page might keep."""

    @du_droit(4)
    def page() -> Page:
        return Page()

    servi = DroitServi(corpus)
    with Tenu(servi):
        faite = weakref.ref(page())
        assert page() is faite()
    assert faite() is not None
    del servi
    gc.collect()
    assert faite() is None


def test_une_requete_garde_son_droit(
    succession: Succession,
    autre: EnService,
    annonce: list[EnService | Exception | None],
    monkeypatch: pytest.MonkeyPatch,
    rf: Any,
) -> None:
    """A request that sees another law come in the middle is answered by the one it took."""
    monkeypatch.setattr(droit_servi, "SUCCESSION", succession)
    vues: list[str] = []

    def vue(_: HttpRequest) -> HttpResponse:
        vues.append(droit.corpus().version)
        annonce.append(autre)
        assert succession.regarder()
        vues.append(droit.corpus().version)
        return HttpResponse()

    SousUnDroit(vue)(rf.get("/"))
    assert len({*vues, VERSION}) == 2
    assert droit.corpus().version == VERSION


def test_un_fil_ne_prend_pas_le_droit_d_un_autre(corpus: Corpus, autre: EnService) -> None:
    """What one thread holds, another does not read."""
    with Tenu(DroitServi(autre.corpus, autre.dossier)), ThreadPoolExecutor(1) as fil:
        assert droit.corpus().version == VERSION
        assert fil.submit(lambda: droit.corpus().version).result() == corpus.version


def test_ce_qui_n_est_pas_cru_ne_change_rien(
    succession: Succession,
    autre: EnService,
    annonce: list[EnService | Exception | None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Refused in words that the log and the state of health say; what is sound is served later."""
    caplog.set_level(logging.INFO)
    premier = succession.actuel()
    assert not succession.regarder()
    fautes = (MiseEnServiceError("actuel", "il est tronqué"), LawDataError("x", "non"), KeyError(1))
    for faute, dit in zip(fautes, ("il est tronqué", "x : non", "KeyError"), strict=True):
        annonce.append(faute)
        assert not succession.regarder()
        assert succession.actuel() is premier
        assert dit in succession.refus
        assert dit in caplog.text
    assert not succession.regarder()
    annonce.append(autre)
    assert succession.regarder()
    assert (succession.refus, succession.actuel().base.version) == ("", VERSION)
    annonce.append(autre)
    assert not succession.regarder()
    annonce.append(None)
    assert succession.regarder()
    assert succession.actuel().dossier == DOSSIER


def test_au_demarrage_ce_qui_n_est_pas_cru_laisse_le_droit_du_paquet(
    succession: Succession, annonce: list[EnService | Exception | None], corpus: Corpus
) -> None:
    """A process that begins on a pointer that is false serves the package, and says so."""
    annonce.append(MiseEnServiceError("actuel", "il est tronqué"))
    assert succession.actuel().base.sha256 == corpus.sha256
    assert "il est tronqué" in succession.refus


def test_le_guet_voit_ce_qui_est_mis_en_service(
    succession: Succession, autre: EnService, annonce: list[EnService | Exception | None]
) -> None:
    """The first request of a process looks before it is answered; later ones do not wait."""
    succession.actuel()
    annonce.append(autre)
    guet = Guet(succession, intervalle=0.01)
    guet.ouvrir()
    assert guet.ouvert
    assert succession.actuel().base.version == VERSION
    annonce.append(None)
    fin = time.monotonic() + 10
    while succession.actuel().dossier != DOSSIER:
        assert time.monotonic() < fin
        time.sleep(0.01)
    guet.fermer()
