"""Rights: who sees a file, who may act on it, from when to when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from dossiers.bureau import CADRE, DROITS, EXEMPLES, JOUR, brouillon, depose, instruit
from opposable.dossiers import acte
from opposable.dossiers.acte import TABLE, Commenter, RendreAvis, Saisir, en_tableau
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Etat, Sens
from opposable.dossiers.vie import FAIRE, accomplir
from opposable.errors import DossierError, DroitError, TransitionError

VOIENT = {"patron", "greffe", "examen", "chef", "region", "audit"}
PERSONNES = {a.agent for a in DROITS.affectations} | {"patron", "concurrent"}


def test_un_dossier_se_voit_de_son_service() -> None:
    """The applicant, the service, its region and the auditor see a file; nobody else."""
    assert {p for p in PERSONNES if DROITS.voit(p, depose(), JOUR)} == VOIENT


def test_un_brouillon_n_est_qu_a_son_auteur() -> None:
    """A draft is seen by its author alone."""
    assert {p for p in PERSONNES if DROITS.voit(p, brouillon(), JOUR)} == {"patron"}


def test_le_service_saisi_voit_le_dossier() -> None:
    """A service asked for its opinion sees the file, and may only give it."""
    saisir = Saisir(auteur="examen", role=Role.INSTRUCTEUR, service="prefecture-35")
    dossier = accomplir(instruit(), saisir, JOUR, CADRE)
    assert DROITS.voit("avis", dossier, JOUR)
    remarque = Commenter(auteur="avis", role=Role.INSTRUCTEUR, texte="vu")
    with pytest.raises(DroitError):
        accomplir(dossier, remarque, JOUR, CADRE)
    avis = RendreAvis(
        auteur="avis", role=Role.INSTRUCTEUR, service="prefecture-35", sens=Sens.DEFAVORABLE
    )
    assert accomplir(dossier, avis, JOUR, CADRE).saisines[0].sens is Sens.DEFAVORABLE


def test_un_service_ne_se_demande_pas_son_avis() -> None:
    """The opinion asked for is another service's."""
    saisir = Saisir(auteur="examen", role=Role.INSTRUCTEUR, service="ddtefp-35")
    with pytest.raises(TransitionError, match="le service lui-même"):
        accomplir(instruit(), saisir, JOUR, CADRE)


def test_un_role_fini_ne_vaut_plus() -> None:
    """Who was of the service until yesterday sees nothing today."""
    assert DROITS.voit("ancien", depose(), date(2007, 12, 31))
    assert not DROITS.voit("ancien", depose(), date(2008, 1, 1))
    assert DROITS.voit("chef", depose(), date(2007, 1, 1))
    assert not DROITS.voit("chef", depose(), date(2006, 12, 31))


def test_la_delegation_a_ses_bornes() -> None:
    """Signing: the service, the kind, the sense and the days of the delegation."""
    dossier = depose()
    assert DROITS.signe("chef", dossier, Sens.FAVORABLE, date(2008, 12, 31))
    assert not DROITS.signe("chef", dossier, Sens.FAVORABLE, date(2009, 1, 1))
    assert DROITS.signe("chef", dossier, Sens.FAVORABLE, date(2008, 1, 1))
    assert not DROITS.signe("chef", dossier, Sens.FAVORABLE, date(2007, 12, 31))
    assert not DROITS.signe("examen", dossier, Sens.FAVORABLE, JOUR)
    statut = replace(dossier, demande=replace(dossier.demande, type="changement_statut"))
    assert not DROITS.signe("chef", statut, Sens.FAVORABLE, JOUR)
    assert not DROITS.signe("chef", replace(dossier, service="ddtefp-69"), Sens.FAVORABLE, JOUR)


def test_la_table_est_entiere() -> None:
    """Every act has its row, what it does, and an example here; every row a state and a role."""
    actes = {c for c in vars(acte).values() if isinstance(c, type) and issubclass(c, acte.Acte)}
    assert set(TABLE) == set(FAIRE) == {type(e) for e in EXEMPLES} == actes - {acte.Acte}
    assert all(ligne.depuis and ligne.roles for ligne in TABLE.values())


def test_hors_de_la_table_tout_est_refuse() -> None:
    """State × act × role: what the table does not allow is refused, whoever asks."""
    refus = 0
    for exemple, etat, role in product(EXEMPLES, Etat, Role):
        ligne = TABLE[type(exemple)]
        if etat in ligne.depuis and role in ligne.roles:
            continue
        with pytest.raises(DossierError):
            accomplir(replace(instruit(), etat=etat), replace(exemple, role=role), JOUR, CADRE)
        refus += 1
    permis = sum(len(ligne.depuis) * len(ligne.roles) for ligne in TABLE.values())
    assert refus == len(TABLE) * len(Etat) * len(Role) - permis


def test_la_documentation_porte_la_table() -> None:
    """docs/dossiers.md holds the table as it is drawn from the code."""
    page = Path(__file__).parents[2] / "docs" / "dossiers.md"
    assert en_tableau() in page.read_text(encoding="utf-8")
