"""What each fact said is by itself: read and checked the first time, then found by one look-up.

A fact bears its own bytes of an answer, which repeats the application. What facts make together
is asked elsewhere (`circonstance`, `apercu`).

Thread-safe: what is learnt depends on its key alone (`acquis`).
"""

from __future__ import annotations

from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision.acquis import Lus
from opposable.decision.demande import FAITS, lire_date
from opposable.decision.faits import (
    Lieu,
    ecrire_net,
    exiger_le_jour_connu,
    exiger_parmi,
    lire_les_codes,
    lire_les_nationalites,
    sur_aucune_ligne,
)
from opposable.errors import MetierError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from opposable.law.corpus import Corpus

TEXTES_AU_PLUS = 16_384
"""Texts of one fact of which the reading is kept, three hundred bytes each."""
COMBINAISONS_AU_PLUS = 4_096
"""The same, for facts that have few values and are read together."""
PETITS = (
    *("activite", "diplome_francais", "connu_le", "dispense", "jeune_diplome"),
    "rang_renouvellement",
)
"""Facts of few values that follow one another, in the order of `FAITS`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ou:
    """Where the work may be: the same object for the same regions.

    Attributes:
        lieux: Regions of the base.
        dit: Whether a place was said.
        zones: Their zones.
    """

    lieux: tuple[str, ...]
    dit: bool
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Endroit:
    """A place as it was said.

    Attributes:
        ou: Where it is.
        departement: Department said.
        region: Its region, where there is only one.
        touche: The same, where some defect of the text touches it.
        dit: Bytes of an answer that repeat it.
    """

    ou: Ou
    departement: str | None
    region: str | None
    touche: str | None
    dit: bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Emploi:
    """An occupation as it was said.

    Attributes:
        codes: Its codes, by nomenclature.
        net: As it is written.
        sur_aucune_ligne: Whether it says « none of the rows » of an agreement.
        numero: The same for codes that no list and no passage names.
        touches: Those of its codes that some defect of the text touches.
        dit: Bytes of an answer that repeat it, as the occupation applied for.
        dit_avant: The same, as that of the first permit.
    """

    codes: Mapping[str, str]
    net: str | None
    sur_aucune_ligne: bool
    numero: int
    touches: tuple[str, ...]
    dit: bytes
    dit_avant: bytes


class JourDit(NamedTuple):
    """A day as it was said.

    Attributes:
        jour: The day.
        examen: Interval of the days of examination where it falls.
        depot: Interval of the days of filing where it falls.
        dit_depose: Bytes of an answer that repeat it, as the day of filing.
        dit_examine: The same, as that of examination.
    """

    jour: date
    examen: int
    depot: int
    dit_depose: bytes
    dit_examine: bytes


class Profil(NamedTuple):
    """The facts that have few values.

    Attributes:
        activite: Activity.
        cle: The others that the rule looks at by themselves.
        dit_avant: Bytes of an answer that repeat the kind of application.
        dit_apres: The same, for the others.
    """

    activite: str | None
    cle: tuple[str | None, ...]
    dit_avant: bytes
    dit_apres: bytes


class Reperes:
    """Reads the facts of applications to one law; a fact that cannot be read is refused.

    Args:
        corpus: The law.
        placer: Gives the intervals where a day falls.
        numeroter: Numbers codes.

    Attributes:
        nations: For a nationality that is one, the bytes that repeat it; None for none or several.
        emplois: Occupations.
        endroits: Places, by department and region.
        jours: Days, by date or by text.
        profils: The kind of application, with the facts of few values (`PETITS`).
    """

    def __init__(
        self,
        corpus: Corpus,
        placer: Callable[[date], tuple[int, int]],
        numeroter: Callable[[Mapping[str, str]], int],
    ) -> None:
        self._corpus, self._placer, self._numeroter = corpus, placer, numeroter
        lectures = corpus.lectures.values()
        self._touches = frozenset(c for le in lectures for c in (*le.metiers, *le.regions))
        self.nations: Lus[Any, bytes | None] = Lus(TEXTES_AU_PLUS, self._nation)
        self.emplois: Lus[Any, Emploi] = Lus(TEXTES_AU_PLUS, self._emploi)
        self.endroits: Lus[Any, Endroit] = Lus(TEXTES_AU_PLUS, self._endroit)
        self.jours: Lus[Any, JourDit] = Lus(TEXTES_AU_PLUS, self._jour)
        self.profils: Lus[Any, Profil] = Lus(COMBINAISONS_AU_PLUS, self._profil)
        self._ous: Lus[tuple[str, ...] | None, Ou] = Lus(COMBINAISONS_AU_PLUS, self._ou)

    def _nation(self, dit: str | None) -> bytes | None:
        lues = lire_les_nationalites(dit, self._corpus)
        return _avant("nationalite", dit) if lues == (dit,) else None

    def _emploi(self, dit: str | None) -> Emploi:
        if dit == "":
            raise MetierError("metier", dit, "un texte vide n'est pas un code")
        codes = lire_les_codes("metier", dit, self._corpus)
        return Emploi(
            codes=codes,
            net=ecrire_net(dit, codes, self._corpus),
            sur_aucune_ligne=sur_aucune_ligne(codes, self._corpus),
            numero=self._numeroter(codes),
            touches=tuple(code for code in codes.values() if code in self._touches),
            dit=_avant("metier", dit),
            dit_avant=_apres("metier_initial", dit),
        )

    def _endroit(self, dits: tuple[str | None, str | None]) -> Endroit:
        departement, region = dits
        lieux = Lieu("departement", "region", departement, region).regions(self._corpus)
        seule = lieux[0] if lieux and len(lieux) == 1 else None
        touche = seule if seule in self._touches else None
        dit = _avant("departement", departement) + _avant("region", region)
        return Endroit(
            ou=self._ous[lieux], departement=departement, region=seule, touche=touche, dit=dit
        )

    def _ou(self, lieux: tuple[str, ...] | None) -> Ou:
        regions = self._corpus.regions
        ici = lieux or tuple(regions)
        zones = tuple(regions[region].zone for region in ici)
        return Ou(lieux=ici, dit=lieux is not None, zones=zones)

    def _jour(self, dit: date | str | None) -> JourDit:
        jour = lire_date("", dit)
        ecrit = str(jour)
        depose = _avant("depose_le", ecrit).removesuffix(SUITE)
        return JourDit(jour, *self._placer(jour), depose, _apres("examine_le", ecrit))

    def _profil(self, dits: tuple[str | None, tuple[Any, ...]]) -> Profil:
        type_, suite = dits
        petits = dict(zip(PETITS, suite, strict=True))
        connu_le = petits.pop("connu_le")
        if connu_le is not None:
            exiger_le_jour_connu(lire_date("connu_le", connu_le), self._corpus)
        for champ, dit in (petits | {"type": type_}).items():
            exiger_parmi(champ, dit, self._corpus.valeurs[champ])
        activite = petits.pop("activite")
        apres = b"".join(map(_apres, PETITS, suite))
        return Profil(activite, (type_, *petits.values()), _avant("type", type_), apres)


SUITE = b", "


def dire_les_faits(dits: Sequence[date | str | None]) -> bytes:
    """Return facts said as JSON, in the order of `FAITS`."""
    nommes = zip(FAITS, dits, strict=True)
    return b"".join(_avant(nom, dit) for nom, dit in nommes).removesuffix(SUITE)


def _avant(nom: str, dit: date | str | None) -> bytes:
    """Return the bytes that repeat a fact, and announce another."""
    return b"" if dit is None else f'"{nom}": {encode_basestring(str(dit))}, '.encode()


def _apres(nom: str, dit: date | str | None) -> bytes:
    """Return the bytes that repeat a fact after others."""
    return b"" if dit is None else f', "{nom}": {encode_basestring(str(dit))}'.encode()
