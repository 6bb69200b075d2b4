"""A table written as bytes is read back equal, and bytes that do not hold together are refused."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from opposable.decision.artefact import MAGIE, des_octets, en_octets
from opposable.errors import ArtefactError

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus


@pytest.fixture(scope="module")
def octets(table: Table) -> bytes:
    """The table of the law as adopted, as bytes."""
    return en_octets(table)


def test_une_table_relue_est_la_meme(table: Table, corpus: Corpus, octets: bytes) -> None:
    """Axes, answers and ranks come back as they were; the same table is the same bytes."""
    relue = des_octets(octets, corpus)
    for champ in table.__dataclass_fields__:
        assert getattr(relue, champ) == getattr(table, champ), champ
    assert en_octets(relue) == octets


def test_une_table_tient_en_peu_d_octets(octets: bytes) -> None:
    """It is sent and kept: half a megabyte, whatever it answers."""
    assert len(octets) < 1 << 20


def test_une_table_tronquee_est_refusee(corpus: Corpus, octets: bytes) -> None:
    """Cut anywhere, it is refused in words."""
    for fin in (0, 5, len(MAGIE), 4_000, len(octets) // 2, len(octets) - 1):
        with pytest.raises(ArtefactError, match="reconstruisez-la"):
            des_octets(octets[:fin], corpus)


def test_un_autre_format_est_refuse(corpus: Corpus, octets: bytes) -> None:
    """Another number of format, or other bytes, are not looked at."""
    for autre in (octets.replace(b"table 1", b"table 2", 1), b"PK\x03\x04" + octets, b""):
        with pytest.raises(ArtefactError, match="autre format"):
            des_octets(autre, corpus)


def _alterer(octets: bytes, changer: Callable[[dict[str, Any]], object]) -> bytes:
    tete, _, suite = octets.removeprefix(MAGIE).partition(b"\n")
    lue = json.loads(tete)
    changer(lue)
    return MAGIE + json.dumps(lue).encode() + b"\n" + suite


ALTERATIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "an answer less": lambda t: t["reponses"].pop(),
    "a regime less": lambda t: t["statuts"].pop(),
    "an occupation less": lambda t: t["metiers"].pop(),
    "a period more": lambda t: t["periodes"].append(t["periodes"][0]),
    "no horizon": lambda t: t.pop("horizon"),
    "no day": lambda t: t.update(horizon="hier"),
    "no such answer": lambda t: t["reponses"][0].__setitem__(0, "oui"),
    "no such wait": lambda t: t["reponses"][0].__setitem__(5, 9_999),
    "a row too short": lambda t: t["rangees"].__setitem__(0, [0]),
    "no such place": lambda t: t["rangees"].__setitem__(0, [255] * len(t["periodes"])),
    "other lengths": lambda t: t["longueurs"].reverse(),
    "negative lengths": lambda t: t.update(longueurs=[-1, 1, 1]),
    "nothing": lambda t: t.update(statuts=None),
}


@pytest.mark.parametrize("nom", ALTERATIONS)
def test_ce_qui_ne_se_tient_pas_est_refuse(corpus: Corpus, octets: bytes, nom: str) -> None:
    """A head that does not agree with the ranks, or is no table, is refused."""
    with pytest.raises(ArtefactError):
        des_octets(_alterer(octets, ALTERATIONS[nom]), corpus)


def test_une_tete_sans_fond_est_refusee(corpus: Corpus) -> None:
    """A head nested without end is refused, not followed."""
    with pytest.raises(ArtefactError):
        des_octets(MAGIE + b"[" * 100_000 + b"\n", corpus)


def test_des_octets_quelconques_sont_refuses(corpus: Corpus) -> None:
    """Random bytes after the right first ones are refused in words, always."""
    hasard = random.Random(13)  # noqa: S311 - a test, not a secret
    for longueur in range(0, 400, 7):
        with pytest.raises(ArtefactError):
            des_octets(MAGIE + hasard.randbytes(longueur), corpus)
