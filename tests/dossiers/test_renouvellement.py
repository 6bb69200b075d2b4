"""Renewals: the draft made from a grant, what changed, which are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dossiers.bureau import JOUR, depose
from dossiers.test_vie import accorde
from opposable import decide
from opposable.decision.chargement import load_corpus
from opposable.dossiers.delais import Duree
from opposable.dossiers.etat import Etat, Poste
from opposable.dossiers.renouvellement import comparer, dus, renouveler
from opposable.errors import TransitionError

DEBUT = date(2015, 3, 2)


def test_un_renouvellement_garde_le_premier_permis() -> None:
    """2/6: the first occupation and place become facts; the rank is that of a first renewal."""
    initial = accorde()
    suite = renouveler(initial, "2015-0001", DEBUT)
    assert (suite.etat, suite.initial) == (Etat.BROUILLON, "2008-0001")
    assert suite.demande.metier_initial == suite.demande.metier == "61231"
    assert suite.demande.departement_initial == "35"
    assert suite.demande.rang_renouvellement == "premier"
    assert decide(suite.demande, load_corpus()).situation_emploi.value == "non_opposable"
    encore = renouveler(replace(suite, etat=Etat.ACCEPTE), "2016-0001", DEBUT)
    assert encore.demande.rang_renouvellement == "suivant"


def test_sans_accord_rien_ne_se_renouvelle() -> None:
    """What was not granted is not renewed."""
    with pytest.raises(TransitionError):
        renouveler(depose(), "2015-0001", DEBUT)


def test_ce_qui_change_se_voit() -> None:
    """2/6: occupation, zone and pay, and the employer where the permit is tied to it."""
    poste = Poste(employeur="73282932000074", remuneration=200_000)
    initial = replace(accorde(), poste=poste)
    suite = renouveler(initial, "2015-0001", DEBUT)
    assert {e.champ: e.change for e in comparer(initial, suite)} == {
        "metier": False,
        "departement": False,
        "region": None,
        "remuneration": False,
    }
    autre = replace(
        suite,
        demande=replace(suite.demande, metier="61232"),
        poste=Poste(employeur="35600000000048", remuneration=190_000, provisoire=True),
    )
    provisoire = replace(initial, poste=replace(poste, provisoire=True))
    changes = {e.champ for e in comparer(provisoire, autre) if e.change}
    assert changes == {"metier", "remuneration", "employeur"}


def test_les_renouvellements_dus() -> None:
    """Permits that end within two months, the first to end first; the refused never."""
    permis = [
        (replace(accorde(), numero="c"), date(2008, 3, 10)),
        (replace(accorde(), numero="a"), date(2008, 2, 1)),
        (replace(accorde(), numero="tard"), date(2008, 3, 11)),
        (replace(accorde(), numero="fini"), date(2008, 1, 9)),
        (replace(accorde(), numero="refuse", etat=Etat.REFUSE), date(2008, 2, 1)),
    ]
    assert [d.numero for d in dus(permis, JOUR, Duree(2, "essai"))] == ["a", "c"]
