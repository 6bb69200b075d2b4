"""The receipt: with which law an answer was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

MOTEUR = "1"
"""Version of the rule: it changes whenever the same facts, on the same law data and under the
same readings, could be answered with one different byte."""


class Recu(NamedTuple):
    """What makes an answer reproducible: same facts, same receipt, same bytes.

    Attributes:
        version: Version of the law data.
        sha256: SHA-256 of the law data.
        moteur: Version of the rule.
        lectures: Readings for which the rival was taken.
    """

    version: str
    sha256: str
    moteur: str
    lectures: tuple[str, ...]

    @classmethod
    def de(cls, corpus: Corpus) -> Recu:
        """Return the receipt of a corpus."""
        return cls(corpus.version, corpus.sha256, MOTEUR, corpus.rivales)
