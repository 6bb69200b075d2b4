"""Time limits: months that end, a clock that stops, silence, the embargo."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from dossiers.bureau import CADRE, JOUR, depose, instruit, proposition
from opposable.dossiers.acte import Completer, DemanderPieces, RendreAvis, Saisir
from opposable.dossiers.delais import Attente, Duree, Retenue, attente, echeance, ecoule, retenue
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Minute, Sens
from opposable.dossiers.vie import accomplir
from opposable.errors import TransitionError

DEUX_MOIS = Duree(2, "essai")


@pytest.mark.parametrize(
    ("debut", "fin"),
    [
        (date(2008, 1, 10), date(2008, 3, 10)),
        (date(2007, 12, 31), date(2008, 2, 29)),
        (date(2008, 11, 30), date(2009, 1, 30)),
        (date(2008, 12, 15), date(2009, 2, 15)),
    ],
)
def test_deux_mois(debut: date, fin: date) -> None:
    """Months end on the same day, or on the last of a shorter month."""
    assert DEUX_MOIS.apres(debut) == fin


@given(attendu=st.integers(0, 90), apres=st.integers(0, 90))
def test_l_horloge_s_arrete_et_repart(attendu: int, apres: int) -> None:
    """While documents are waited for the clock stands; the end moves by as many days."""
    demande_le = JOUR + timedelta(days=3)
    complete_le = demande_le + timedelta(days=attendu)
    acte = DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat",))
    dossier = accomplir(depose(), acte, demande_le, CADRE)
    assert attente(dossier) is Attente.DEMANDEUR
    assert echeance(dossier, DEUX_MOIS) is None
    assert ecoule(dossier, complete_le) == 3
    dossier = accomplir(
        dossier, Completer(auteur="patron", role=Role.DEMANDEUR), complete_le, CADRE
    )
    assert attente(dossier) is Attente.SERVICE
    assert ecoule(dossier, complete_le + timedelta(days=apres)) == 3 + apres
    assert echeance(dossier, DEUX_MOIS) == date(2008, 3, 10) + timedelta(days=attendu)


def test_un_avis_attendu_n_arrete_pas_l_horloge() -> None:
    """Another service is waited for, and the clock runs on."""
    acte = Saisir(auteur="examen", role=Role.INSTRUCTEUR, service="prefecture-35")
    dossier = accomplir(instruit(), acte, JOUR, CADRE)
    assert attente(dossier) is Attente.AUTRE_SERVICE
    assert ecoule(dossier, JOUR + timedelta(days=5)) == 5
    rendu = RendreAvis(
        auteur="avis", role=Role.INSTRUCTEUR, service="prefecture-35", sens=Sens.FAVORABLE
    )
    dossier = accomplir(dossier, rendu, JOUR, CADRE)
    assert attente(dossier) is Attente.SERVICE


ACCORD = Minute(sens=Sens.FAVORABLE)


def test_l_accord_par_la_liste_attend_son_jour() -> None:
    """2/11: held back before the day, let go on it."""
    reponse = proposition(notifiable_le=date(2008, 1, 20))
    assert retenue(ACCORD, reponse, date(2008, 1, 19)) is Retenue.AVANT_LE_JOUR
    assert retenue(ACCORD, reponse, date(2008, 1, 20)) is None


def test_sans_jour_connu_l_accord_est_suspendu() -> None:
    """2/11: as long as no day is known, none will do."""
    assert retenue(ACCORD, proposition(notifiable_le=None), date(2026, 1, 1)) is Retenue.SUSPENDUE


def test_le_droit_commun_et_le_refus_partent_aussitot() -> None:
    """2/11: only a grant that rests strictly on the list is held."""
    reponse = proposition(notifiable_le=date(2008, 1, 20))
    assert retenue(Minute(sens=Sens.FAVORABLE, droit_commun=True), reponse, JOUR) is None
    assert retenue(Minute(sens=Sens.DEFAVORABLE), reponse, JOUR) is None


def test_un_delai_echu_ne_s_arrete_plus() -> None:
    """Silence has decided on its day: documents asked for later undo nothing."""
    acte = DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat",))
    assert accomplir(depose(), acte, date(2008, 3, 9), CADRE).incomplet
    with pytest.raises(TransitionError, match="10 mars 2008"):
        accomplir(depose(), acte, date(2008, 3, 10), CADRE)
