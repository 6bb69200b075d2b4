"""Records: what `dataclasses` makes of a class, at a tenth of its price at each start.

A command that answers one question reads forty classes of records and builds by hand few of them.
The library writes and compiles six methods for each; here they are shared, and the one that builds
is compiled for who first builds by hand. For the type checker, and for `dataclasses.replace` and
`fields`, these are its records.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as enregistrement
    from dataclasses import replace as remplacer
else:

    def enregistrement(
        *,
        frozen: bool,
        slots: bool = False,
        kw_only: bool = False,
        eq: bool = True,
        repr: bool = True,  # noqa: A002 - as the library names them
    ) -> Callable[[type], type]:
        """Make a frozen record of a class, as `dataclasses.dataclass` does."""
        assert frozen  # noqa: S101 - the only records there are
        return lambda classe: _faire(classe, serre=slots, par_nom=kw_only, compare=eq, montre=repr)

    def remplacer(objet: Any, /, **changes: Any) -> Any:
        """Return the same record with other values, as `dataclasses.replace` does."""
        return type(objet)(**{nom: getattr(objet, nom) for nom in champs(type(objet))} | changes)


__all__ = ["champs", "enregistrement", "poser", "remplacer"]
NOMS, DEFAUTS, PAR_NOM = "__champs__", "__defauts__", "__par_nom__"
"""Where a record keeps the names of its fields, their defaults, and that it is built by name."""
poser = object.__setattr__
"""Sets a field of a record that is being built."""


def champs(classe: type) -> tuple[str, ...]:
    """Return the names of the fields of a record; none where a class is none."""
    noms: tuple[str, ...] = getattr(classe, NOMS, ())
    return noms


def _faire(classe: type, *, serre: bool, par_nom: bool, compare: bool, montre: bool) -> type:
    """Make a record of a class; what it says itself of these methods stands."""
    dit = vars(classe)
    siens = dit.get("__annotations__", {})
    noms = (*champs(classe), *siens)
    membres: dict[str, Any] = {"__setattr__": _refuser, "__delattr__": _refuser}
    membres |= {NOMS: noms, DEFAUTS: {nom: dit[nom] for nom in siens if nom in dit}}
    membres |= {PAR_NOM: par_nom, "__match_args__": noms, "__dataclass_fields__": _Champs()}
    membres |= _comparer(attrgetter(*noms)) if compare else {}
    membres |= {"__repr__": _montrer} if montre else {}
    membres = {nom: membre for nom, membre in membres.items() if nom not in dit}
    if serre:
        membres |= {"__getstate__": _prendre, "__setstate__": _rendre}
        classe = _serrer(classe, noms)
    for nom, membre in membres.items():
        setattr(classe, nom, membre)
    classe.__init__ = _premier(classe)  # type: ignore[misc]
    return classe


def _serrer(classe: type, noms: tuple[str, ...]) -> type:
    """Return the same class, whose records hold their fields and nothing else."""
    sans = {*noms, "__dict__", "__weakref__"}
    corps = {nom: dit for nom, dit in vars(classe).items() if nom not in sans}
    serree = type(classe)(classe.__name__, classe.__bases__, {**corps, "__slots__": noms})
    serree.__qualname__ = classe.__qualname__
    return serree


def _premier(classe: type) -> Callable[..., None]:
    """Return what builds the first record: it compiles what builds the others."""

    def construire(self: Any, *dits: Any, **nommes: Any) -> None:
        classe.__init__ = _compiler(classe)  # type: ignore[misc]
        classe.__init__(self, *dits, **nommes)  # type: ignore[misc]

    return construire


def _compiler(classe: Any) -> Callable[..., None]:
    """Compile what builds the records of a class."""
    noms, defauts = champs(classe), getattr(classe, DEFAUTS)
    dits = ", ".join(f"{nom}=_defauts[{nom!r}]" if nom in defauts else nom for nom in noms)
    corps = "\n".join(f"    _poser(self, {nom!r}, {nom})" for nom in noms)
    etoile = "*, " if getattr(classe, PAR_NOM) else ""
    espace = {"_poser": poser, "_defauts": defauts}
    exec(f"def __init__(self, {etoile}{dits}):\n{corps}", espace)  # noqa: S102 - names of fields
    construire: Callable[..., None] = espace["__init__"]
    construire.__qualname__ = f"{classe.__qualname__}.__init__"
    return construire


def _comparer(lire: Callable[[Any], Any]) -> dict[str, Any]:
    """Return how records compare: as the values of their fields, in order."""

    def egaux(self: Any, autre: object) -> Any:
        if autre.__class__ is not self.__class__:
            return NotImplemented
        return lire(self) == lire(autre)

    return {"__eq__": egaux, "__hash__": lambda self: hash(lire(self))}


def _montrer(self: Any) -> str:
    dits = ", ".join(f"{nom}={getattr(self, nom)!r}" for nom in champs(type(self)))
    return f"{type(self).__qualname__}({dits})"


def _refuser(_self: Any, nom: str, *_: Any) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - slow to import

    raise FrozenInstanceError(f"« {nom} » ne change pas")


def _prendre(self: Any) -> Any:
    return [getattr(self, nom) for nom in champs(type(self))]


def _rendre(self: Any, etat: Any) -> None:
    for nom, dit in zip(champs(type(self)), etat, strict=True):
        poser(self, nom, dit)


class _Champs:
    """The fields as `dataclasses` knows them, made for who first asks, then kept by the class."""

    def __get__(self, _objet: object, classe: Any) -> Any:
        from dataclasses import field, make_dataclass  # noqa: PLC0415 - slow to import

        defauts, par_nom = getattr(classe, DEFAUTS), getattr(classe, PAR_NOM)
        dits = [
            (nom, Any, field(default=defauts[nom]) if nom in defauts else field())
            for nom in champs(classe)
        ]
        faite: Any = make_dataclass(classe.__name__, dits, kw_only=par_nom)
        classe.__dataclass_fields__ = faite.__dataclass_fields__
        return classe.__dataclass_fields__
