"""The law that is served: one whole that never changes, and all that the site made of it.

A request takes it once, at its beginning, and reads no other until it is answered. What takes its
place is another whole; the one before goes with the last request that holds it, and everything
kept from it goes too.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cached_property, lru_cache, wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from django.conf import settings

from opposable.batch import livraison, mise_en_service
from opposable.batch.droit_bati import droit_bati
from opposable.batch.table_batie import table_batie
from opposable.decision.precedent import precedents
from opposable.errors import OpposableError
from opposable.law.droits import Droits
from opposable.law.tables import DOSSIER
from opposable.recherche.noms import Noms
from opposable.recherche.registre import Recherches
from opposable.web.socle.journal import journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from opposable.batch.mise_en_service import Signe
    from opposable.decision.table import Table
    from opposable.fichiers.magasin import Magasin
    from opposable.law.corpus import Corpus

ETATS_SERVIS = 32
"""States of the law held as served: whoever asks for the same day again gets the same object,
with what was made from it."""
P = ParamSpec("P")
R = TypeVar("R")


class DroitServi:
    """A law with what answers by it: its states, its table, the words to search it.

    Args:
        base: The law as adopted.
        dossier: Folder of its data.
        table: Its table; read where it is kept, else built, when first asked for.
        magasin: Where what is built of it is kept; that of the service where None.

    Attributes:
        droits: The registry of its states.
        pour: Gives the law in a state.
        recherches: The words people use, ready for each state.
    """

    def __init__(
        self,
        base: Corpus,
        dossier: Path = DOSSIER,
        table: Table | None = None,
        magasin: Magasin | None = None,
    ) -> None:
        self.base = base
        self.dossier = dossier
        self.droits = Droits(base)
        self.pour = lru_cache(ETATS_SERVIS)(self.droits.pour)
        garde = magasin or livraison.magasin()
        self.recherches = Recherches(Noms.lire(dossier), magasin=garde)
        self._table = table
        self._gardes: dict[Callable[..., Any], Callable[..., Any]] = {}

    @cached_property
    def table(self) -> Table:
        """The table of every answer."""
        return table_batie(self.base) if self._table is None else self._table

    def chauffer(self) -> None:
        """Make at once what every page draws on.

        Raises:
            LawDataError: The law is not whole.
        """
        mots = self.recherches.pour(self.base)
        _ = mots.metiers, mots.pays, self.table
        precedents(self.base)

    def garder(self, fonction: Callable[P, R], places: int | None) -> Callable[P, R]:
        """Return a function that keeps what it gives for as long as this law is held.

        Args:
            fonction: A function of the law and of its arguments alone.
            places: Values kept; those asked for longest ago leave first. None: all of them.
        """
        garde = self._gardes.get(fonction)
        if garde is None:
            garde = self._gardes.setdefault(fonction, lru_cache(places)(fonction))
        return cast("Callable[P, R]", garde)


class Succession:
    """Which law this process serves: loaded when first asked for, replaced whole.

    Args:
        lieu: Gives the working folder, which names the law in service.

    Attributes:
        refus: Why the law named there is not served, empty where it is.
    """

    def __init__(self, lieu: Callable[[], Path]) -> None:
        self._lieu = lieu
        self._verrou = Lock()
        self._signe: Signe | None = None
        self._servi: DroitServi | None = None
        self.refus = ""

    def actuel(self) -> DroitServi:
        """Return the law served now.

        Raises:
            LawDataError: It cannot be loaded.
        """
        servi = self._servi
        if servi is None:
            with self._verrou:
                servi = self._servi = self._servi or self._lire() or DroitServi(droit_bati())
        return servi

    def regarder(self) -> bool:
        """Serve the law put in service since this was last asked; tell whether there is one.

        It is read beside, and takes its place when all of it is ready. Requests begun before keep
        the law they took. What cannot be believed is refused in words, and changes nothing.
        """
        if mise_en_service.signe(self._lieu()) == self._signe:
            return False
        with self._verrou:
            neuf = self._lire()
            if neuf is None or (self._servi and neuf.dossier == self._servi.dossier):
                return False
            self._servi = neuf
        journal.info("droit_en_service", version=neuf.base.version, sha256=neuf.base.sha256)
        return True

    def _lire(self) -> DroitServi | None:
        """Return the law that the working folder names; None where it is not to be believed.

        One that takes the place of another, or of that of the package, is ready to answer.
        """
        lieu, self.refus = self._lieu(), ""
        self._signe = mise_en_service.signe(lieu)
        try:
            mis = mise_en_service.en_service(lieu)
            lu = DroitServi(mis.corpus, mis.dossier, *mis[2:]) if mis else DroitServi(droit_bati())
            if mis or self._servi:
                lu.chauffer()
        except Exception as erreur:  # noqa: BLE001 - whatever is wrong with it, one law is served
            dit = erreur.message if isinstance(erreur, OpposableError) else type(erreur).__name__
            self.refus = dit
            journal.error("droit_refuse", raison=dit)
            return None
        return lu


SUCCESSION = Succession(lambda: settings.VAR)
"""The law of this process."""
_TENU: ContextVar[DroitServi | None] = ContextVar("droit_tenu", default=None)


def servi() -> DroitServi:
    """Return the law of this request; where there is none, that of the process.

    Raises:
        LawDataError: It cannot be loaded.
    """
    return _TENU.get() or SUCCESSION.actuel()


class Tenu:
    """Has this thread read one law alone until the block is left.

    Args:
        droit: The law.
    """

    __slots__ = ("_droit", "_jeton")

    def __init__(self, droit: DroitServi) -> None:
        self._droit = droit

    def __enter__(self) -> None:
        """Take it."""
        self._jeton = _TENU.set(self._droit)

    def __exit__(self, *_: object) -> None:
        """Let it go."""
        _TENU.reset(self._jeton)


class SousUnDroit:
    """Answers each request under the law served when it came: a layer outside of all that read it.

    Where no law can be loaded, each page says so itself.
    """

    def __init__(self, suite: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponseBase:
        """Answer; the body is made before this returns."""
        try:
            droit = SUCCESSION.actuel()
        except OpposableError:
            return self.suite(requete)
        with Tenu(droit):
            return self.suite(requete)


def du_droit(places: int | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function gives with the law it was made from, and let it go with it.

    Args:
        places: Values kept for one law; those asked for longest ago leave first. None: all.
    """

    def parer(fonction: Callable[P, R]) -> Callable[P, R]:
        @wraps(fonction)
        def appeler(*mots: P.args, **nommes: P.kwargs) -> R:
            return servi().garder(fonction, places)(*mots, **nommes)

        return appeler

    return parer
