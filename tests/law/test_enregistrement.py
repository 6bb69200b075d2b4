"""Records are those of `dataclasses`, without its price: what is promised of one holds for both."""

import pickle
from collections.abc import Callable
from copy import deepcopy
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from opposable.law.corpus import Corpus
from opposable.law.enregistrement import champs, enregistrement, remplacer

Faire = Callable[..., Any]


@enregistrement(frozen=True, slots=True)
class Periode:
    """A record held by this module, so that it is found again once kept as bytes."""

    du: date
    au: date = date.max

    @property
    def ouverte(self) -> bool:
        """Whether it has no end."""
        return self.au == date.max


def deux(**options: bool) -> list[Any]:
    """Make the same class twice: by the library, and here."""

    def faire(decorer: Faire) -> Any:
        class Point:
            """A class of two fields, one with a default."""

            x: int
            y: int = 3

        return decorer(frozen=True, **options)(Point)

    return [faire(dataclass), faire(enregistrement)]


@pytest.mark.parametrize("serre", [True, False])
@pytest.mark.parametrize("par_nom", [True, False])
def test_comme_ceux_de_la_bibliotheque(serre: bool, par_nom: bool) -> None:  # noqa: FBT001
    """Built, compared, hashed, shown, copied and changed, both give the same."""
    for classe in deux(slots=serre, kw_only=par_nom):
        un, autre = classe(x=1), classe(x=1, y=3)
        assert un == autre
        assert hash(un) == hash((1, 3))
        assert un != classe(x=2)
        assert un != (1, 3)
        assert not champs(classe) or remplacer(un, x=5) == classe(x=5)
        assert repr(un).endswith(".Point(x=1, y=3)")
        assert replace(un, x=5) == classe(x=5)
        assert [champ.name for champ in fields(un)] == ["x", "y"]
        assert is_dataclass(un)
        assert deepcopy(un) == un
        assert hasattr(un, "__dict__") is not serre
        for faux in ({}, {"x": 1, "z": 2}):
            with pytest.raises(TypeError):
                classe(**faux)
        if par_nom:
            with pytest.raises(TypeError):
                classe(1)


def test_rien_ne_change() -> None:
    """A field is not set again, nor taken out, nor added."""
    for classe in deux(slots=True):
        un = classe(x=1)
        for nom in ("x", "z"):
            with pytest.raises((FrozenInstanceError, TypeError)):
                setattr(un, nom, 2)
        with pytest.raises((FrozenInstanceError, TypeError)):
            del un.x
        assert un.x == 1


def test_l_identite_seule() -> None:
    """Where asked for, a record is only equal to itself."""
    for classe in deux(eq=False):
        un = classe(x=1)
        assert un != classe(x=1)
        assert {un: "a"}[un] == "a"


def test_ce_que_la_classe_dit_elle_meme_reste() -> None:
    """A method written in the class stands, and fields of a base come first."""

    @enregistrement(frozen=True, eq=False)
    class Base:
        x: int

        def __repr__(self) -> str:
            return f"<{self.x}>"

    @enregistrement(frozen=True, eq=False)
    class Suite(Base):
        y: int

    assert champs(Suite) == ("x", "y")
    assert repr(Base(1)) == "<1>"


def test_garde_en_octets() -> None:
    """A record written as bytes is read back equal."""
    une = Periode(date(2008, 1, 1))
    assert pickle.loads(pickle.dumps(une)) == une  # noqa: S301 - written above
    assert une.ouverte


def test_les_champs_sont_faits_une_fois() -> None:
    """What the library knows of a record is made for the first who asks, and kept."""
    une = Periode(date(2008, 1, 1))
    assert all(avant is apres for avant, apres in zip(fields(une), fields(une), strict=True))
    assert type(vars(Periode)["__dataclass_fields__"]) is dict


def test_ceux_du_droit(corpus: Corpus) -> None:
    """A record of the law is changed by the library as by ours, and its fields are its values."""
    entree = next(iter(corpus.listes.values())).entrees[0]
    autre = replace(entree, rang="0")
    assert autre == remplacer(entree, rang="0") != entree
    assert [getattr(entree, nom) for nom in champs(type(entree))] == [
        getattr(entree, champ.name) for champ in fields(entree)
    ]
