"""Quarters and months made years: flows added up, stocks averaged, as told, exactly."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from elaboration.ecrits import csv_de, lire
from opposable.elaboration.chiffres.annee import Nature, Natures, annuel, naturer
from opposable.elaboration.chiffres.importation import Importation
from opposable.elaboration.chiffres.releve import Etat, Releve
from opposable.errors import FichierError

TITRES = ("region", "code_rome", "trimestre", "offres", "demandeurs")
TOTAL = {"offres": Nature.FLUX, "demandeurs": Nature.FLUX}


def trimestres(
    dossier: Path, *comptes: tuple[str, str], titres: tuple[str, ...] = TITRES, **dites: Any
) -> Importation:
    """Import quarters of 2022 of one occupation."""
    rangees = [("11", "F1703", f"2022-T{n}", *c) for n, c in enumerate(comptes, 1)]
    return lire(csv_de(dossier / "t.csv", [titres, *rangees]), **dites)


def de(lu: Importation) -> list[Fraction]:
    """Return the two counts of the only cell."""
    releve = lu.releve
    comptes = (releve.offres[0, 0, 0], releve.demandeurs[0, 0, 0])
    return [Fraction(int(compte), releve.unites) for compte in comptes]


def test_un_flux_s_additionne_un_stock_se_moyenne(tmp_path: Path) -> None:
    """By the scale of a yearly flow: 40 offers a quarter are 160, 60 seekers stay 60."""
    lu = trimestres(tmp_path, *[("40", "60")] * 4, mesure="flux-annuel")
    assert de(lu) == [160, 60]
    assert lu.releve.periodes == ("2022",)
    assert any("4 trimestres" in c and "flux-annuel" in c for c in lu.constats)


def test_le_titre_dit_la_nature(tmp_path: Path) -> None:
    """Offers recorded are a flow, seekers at the end of a month a stock, whatever the scale."""
    titres = (*TITRES[:3], "oee", "defm_abc")
    lu = trimestres(tmp_path, ("40", "60"), ("41", "61"), ("42", "64"), titres=titres)
    assert de(lu) == [123, Fraction(185, 3)]
    assert any("d’après le titre" in c and "oee" in c for c in lu.constats)
    assert any("il en manque" in c for c in lu.constats)


def test_ce_qui_ne_se_dit_pas_se_demande(tmp_path: Path) -> None:
    """Nothing told: the option is named; what one says is followed."""
    with pytest.raises(FichierError, match="--natures offres=flux ou --natures offres=stock"):
        trimestres(tmp_path, ("40", "60"), ("40", "60"))
    lu = trimestres(tmp_path, ("40", "60"), ("44", "62"), natures=TOTAL)
    assert de(lu) == [84, 122]
    stocks = {"offres": Nature.STOCK, "demandeurs": Nature.STOCK}
    assert de(trimestres(tmp_path, ("40", "60"), ("45", "62"), natures=stocks)) == [
        Fraction(85, 2),
        61,
    ]


def test_une_seule_periode_ne_demande_rien(tmp_path: Path) -> None:
    """One quarter, or one asked for, is what it is."""
    assert trimestres(tmp_path, ("40", "60")).releve.periodes == ("2022-T1",)
    seul = trimestres(tmp_path, ("40", "60"), ("1", "1"), periodes=["2022-T1"])
    assert de(seul) == [40, 60]


def test_un_trimestre_secret_cache_l_annee(tmp_path: Path) -> None:
    """A quarter kept back makes the year unknown, never a quarter less."""
    lu = trimestres(tmp_path, ("40", "60"), ("s", "60"), mesure="flux-annuel")
    assert Etat(int(lu.releve.etat[0, 0, 0])) is Etat.SECRETE
    assert de(lu) == [0, 0]


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=2, max_size=12),
    st.integers(1, 12),
)
def test_les_moyennes_sont_exactes(mois: list[tuple[int, int]], autres: int) -> None:
    """Years of unequal numbers of months: sums and means are exact fractions."""
    periodes = tuple(f"2021-{n:02}" for n in range(1, len(mois) + 1))
    periodes += tuple(f"2022-{n:02}" for n in range(1, autres + 1))
    comptes = np.array([*mois, *[(7, 11)] * autres], dtype=np.int64)
    forme = (1, 1, len(periodes))
    releve = Releve(
        ("A",),
        ("11",),
        periodes,
        comptes[:, 0].reshape(forme),
        comptes[:, 1].reshape(forme),
        np.full(forme, Etat.CONNUE, dtype=np.int8),
    )
    fait = annuel(releve, Natures(Nature.FLUX, Nature.STOCK, ("", "")))
    offres = [Fraction(int(v), fait.unites) for v in fait.offres.ravel()]
    demandeurs = [Fraction(int(v), fait.unites) for v in fait.demandeurs.ravel()]
    assert offres == [sum(o for o, _ in mois), 7 * autres]
    assert demandeurs == [Fraction(sum(d for _, d in mois), len(mois)), 11]


def test_des_effectifs_sans_mesure_sont_refuses() -> None:
    """Counts too large for an exact mean are refused, not wrapped around."""
    forme = (1, 1, 11)
    enormes = np.full(forme, 10**17, dtype=np.int64)
    periodes = tuple(f"2022-{n:02}" for n in range(1, 12))
    etat = np.full(forme, Etat.CONNUE, dtype=np.int8)
    releve = Releve(("A",), ("11",), periodes, enormes, enormes, etat)
    with pytest.raises(FichierError, match="trop grands"):
        annuel(releve, Natures(Nature.FLUX, Nature.STOCK, ("", "")))


def test_ce_qu_on_dit_passe_avant_tout() -> None:
    """What is asked for comes before the scale, which comes before the title."""
    titres = {"offres": "oee", "demandeurs": "defm"}
    dites = naturer("f", titres, "flux-annuel", {"offres": Nature.STOCK})
    assert dites[:2] == (Nature.STOCK, Nature.STOCK)
    assert dites.dites_par == ("--natures", "la mesure « flux-annuel »")
