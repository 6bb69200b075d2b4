"""Passages between nomenclatures, and what holds where no list is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from opposable.law.cellule import Certitude, Rangee
from opposable.law.nationalite import Regime
from opposable.law.passage import Etape, Passage, ranger
from opposable.law.silence import Effet, Silence, silence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def etape(de: str, vers: str, decide: str = "oui", activite: str = "") -> Etape:
    """A row of a passage."""
    cellules = {"de": de, "vers": vers, "decide": decide, "activite": activite}
    return Etape.lire(Rangee("passages/x.csv", 2, cellules))


def passage(*etapes: Etape, codes: Mapping[str, Collection[str]]) -> Passage:
    """A passage made of these rows."""
    par_code, achevees = ranger(etapes, codes)
    return Passage(
        id="x",
        de="rome-1999",
        vers=tuple(codes),
        decide=True,
        vers_aucun=None,
        lecture=None,
        ancre="x#1",
        certitude=Certitude.INFERE,
        source="x",
        etapes=par_code,
        achevees=achevees,
    )


CODES = {"accord": ("A-1", "A-2", "A-3")}


def test_un_code_sur_une_ligne_y_mene() -> None:
    """A code with a row that decides leads there, and this is known."""
    arrivee = passage(etape("13212", "A-1"), codes=CODES).arrivee("13212", "accord", ())
    assert [e.vers for e in arrivee.etapes] == ["A-1"]
    assert arrivee.connue


def test_une_ligne_qui_propose_ne_decide_pas() -> None:
    """A row that only proposes leaves the code unknown, with the candidate."""
    arrivee = passage(etape("53314", "A-2", "non"), codes=CODES).arrivee("53314", "accord", ())
    assert (arrivee.etapes, arrivee.proposees, arrivee.connue) == ((), ("A-2",), False)


def test_une_activite_passe_apres_une_ligne_libre() -> None:
    """Rows without a condition of activity come first."""
    lignes = (etape("41221", "A-1", activite="peche"), etape("41221", "A-2"))
    arrivee = passage(*lignes, codes=CODES).arrivee("41221", "accord", ())
    assert [e.vers for e in arrivee.etapes] == ["A-2", "A-1"]


def test_un_code_sans_ligne_n_est_connu_que_si_on_le_sait() -> None:
    """A code without a row is unknown, unless it is one that leads to none."""
    sans = passage(etape("13212", "A-1"), codes=CODES)
    assert not sans.arrivee("11111", "accord", ()).connue
    assert sans.arrivee("11111", "accord", {"11111"}).connue


def test_toutes_les_lignes_atteintes_tout_est_connu() -> None:
    """Where every row is reached by a row that decides, any other code leads to none."""
    tous = passage(*(etape(f"1111{i}", f"A-{i}") for i in (1, 2, 3)), codes=CODES)
    assert tous.achevees == {"accord"}
    assert tous.arrivee("99999", "accord", ()).connue


def silence_de(regime: str, du: str, au: str, effet: str, nationalites: str = "") -> Silence:
    """A row of what holds without a list."""
    cellules = {
        "regime": regime,
        "nationalites": nationalites,
        "du": du,
        "au": au,
        "effet": effet,
        "ancre": "x#1",
        "certitude": "infere",
        "source": "x",
    }
    return Silence.lire(Rangee("silences.csv", 2, cellules))


def test_le_silence_depend_du_regime_de_la_nationalite_et_du_jour() -> None:
    """Without a list, the first row that holds says whether ordinary law applies."""
    silences = (
        silence_de("ue_transitoire", "", "", "inconnu", "HRV"),
        silence_de("ue_transitoire", "", "", "droit_commun"),
        silence_de("pays_tiers", "", "2007-06-30", "inconnu"),
    )
    jour = date(2007, 6, 30)
    ue, tiers = Regime.UE_TRANSITOIRE, Regime.PAYS_TIERS
    croatie = silence(silences, ue, "HRV", jour)
    assert croatie is not None
    assert croatie.effet is Effet.INCONNU
    pologne = silence(silences, ue, "POL", jour)
    assert pologne is not None
    assert pologne.effet is Effet.DROIT_COMMUN
    assert silence(silences, tiers, "MAR", jour) is silences[2]
    assert silence(silences, tiers, "MAR", date(2007, 7, 1)) is None
