"""The receipt: with which law an answer was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.law.corpus import Corpus

MOTEUR = "2"
"""Version of the rule: it changes whenever the same facts, on the same law data and under the
same readings, could be answered with one different byte."""


class Recu(NamedTuple):
    """What makes an answer reproducible: same facts, same receipt, same bytes.

    Attributes:
        version: Version of the law data.
        sha256: SHA-256 of all the law data.
        moteur: Version of the rule.
        connu_le: Day the law was known on.
        lectures: Readings for which the rival was taken.
        projets: SHA-256 of the drafts added, by name.
        communes: SHA-256 of the tables that are of no instrument.
        instruments: SHA-256 of each instrument used: those with a list that governs the day of
            examination. A text added later changes none of them.
    """

    version: str
    sha256: str
    moteur: str
    connu_le: date
    lectures: tuple[str, ...]
    projets: Mapping[str, str]
    communes: str
    instruments: Mapping[str, str]

    @classmethod
    def de(cls, corpus: Corpus, examine_le: date | None = None) -> Recu:
        """Return the receipt of an answer examined on a day, or of the whole law."""
        empreintes, etat = corpus.empreintes, corpus.etat
        return cls(
            corpus.version,
            corpus.sha256,
            MOTEUR,
            corpus.connu_le,
            corpus.rivales,
            {un.nom: un.empreinte for un in etat.projets},
            empreintes.communes,
            {nom: empreintes.instruments[nom] for nom in corpus.instruments_du(examine_le)},
        )

    def en_dict(self) -> dict[str, Any]:
        """Return the receipt as JSON values."""
        return {
            **self._asdict(),
            "connu_le": self.connu_le.isoformat(),
            "lectures": list(self.lectures),
            "projets": dict(self.projets),
            "instruments": dict(self.instruments),
        }
