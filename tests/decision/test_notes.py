"""What is told beside an answer: facts without effect, not said, at odds; platforms, conditions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.decision.determination import determiner
from opposable.decision.examen import examiner
from opposable.decision.exposition import exposer
from opposable.decision.voie import voies
from opposable.law.droits import Droits
from opposable.law.etat_du_droit import EtatDuDroit

if TYPE_CHECKING:
    from opposable.decision.determination import Determination
    from opposable.law.corpus import Corpus

BASE: dict[str, str | None] = {
    "nationalite": "MAR",
    "metier": "B2Z40",
    "region": "32",
    "type": "introduction",
    "depose_le": "2026-03-02",
}


def repondre(corpus: Corpus, **faits: str | None) -> Determination:
    """Decide the base application with other facts; None takes one away."""
    return decide(Demande.depuis(BASE | faits), corpus)


def avis(determination: Determination) -> set[str]:
    """The notes of an answer."""
    return {note.id for note in determination.avis}


RENOUVELLEMENT = {"type": "renouvellement", "metier_initial": "B2Z40"}


@pytest.mark.parametrize(
    ("faits", "attendus", "absents"),
    [
        ({"rang_renouvellement": "premier"}, {"rang-sans-effet"}, set()),
        ({"metier_initial": "B2Z40"}, {"metier-initial-sans-effet"}, set()),
        ({"departement_initial": "59"}, {"zone-initiale-sans-effet"}, set()),
        (RENOUVELLEMENT, {"rang-non-dit", "zone-initiale-non-dite"}, {"rang-sans-effet"}),
        (
            RENOUVELLEMENT | {"rang_renouvellement": "premier", "region_initiale": "32"},
            set(),
            {"rang-non-dit", "zone-initiale-non-dite"},
        ),
        (
            RENOUVELLEMENT | {"rang_renouvellement": "suivant"},
            set(),
            {"rang-non-dit", "zone-initiale-non-dite"},
        ),
        ({"dispense": "douze_mois"}, {"dispense-sans-effet"}, set()),
        ({"dispense": "aucune"}, set(), {"dispense-sans-effet"}),
        ({"jeune_diplome": "oui"}, {"jeune-diplome-sans-effet"}, set()),
        (
            {"jeune_diplome": "oui", "type": "changement_statut"},
            set(),
            {"jeune-diplome-sans-effet"},
        ),
        ({"metier": "B2Z40+F1703"}, {"plusieurs-codes"}, {"codes-en-desaccord"}),
        ({"metier": "B2Z40+M1805"}, {"plusieurs-codes", "codes-en-desaccord"}, set()),
        ({"metier": "F1703", "region": "75"}, {"codes-proposes"}, set()),
        ({}, {"liste-connue-en-partie"}, {"codes-proposes"}),
        ({"depose_le": "2022-03-02"}, set(), {"liste-connue-en-partie"}),
    ],
)
def test_un_fait_sans_effet_ou_tu_est_dit(
    corpus: Corpus, faits: dict[str, str], attendus: set[str], absents: set[str]
) -> None:
    """II.2, II.4, II.5: what plays no part, was not said or disagrees is told, never refused."""
    dits = avis(repondre(corpus, **faits))
    assert attendus <= dits
    assert not absents & dits


def test_des_codes_de_deux_nomenclatures_se_disent(corpus: Corpus) -> None:
    """II.4: under the list of 2008 the code of 1999 decides; both are named to the reader."""
    dite = repondre(corpus, metier="32331+F1703", region="11", depose_le="2015-03-02")
    assert dite.situation_emploi.value == "non_opposable"
    note = next(note for note in dite.avis if note.id == "plusieurs-codes").dire()
    assert "32331 (Informaticien expert)" in note
    assert "F1703 (Maçonnerie)" in note


def test_un_code_a_preciser_vient_avec_ses_choix(corpus: Corpus) -> None:
    """II.4: a code of ROME v3 that leads to several families is asked about, with each of them."""
    dite = repondre(corpus, metier="F1703", region="75")
    assert [question.id for question in dite.questions] == ["metier"]
    note = next(note for note in dite.avis if note.id == "codes-proposes").dire()
    assert "B2Z40 (Maçons)" in note
    assert repondre(corpus, metier="B2Z40", region="75").situation_emploi.value == "non_opposable"


@pytest.mark.parametrize(
    ("lieu", "connue"), [({"region": "32"}, True), ({"region": "11"}, False), ({}, False)]
)
def test_la_plateforme_du_lieu_est_dite_ou_dite_inconnue(
    corpus: Corpus, lieu: dict[str, str], *, connue: bool
) -> None:
    """II.6: four platforms of seven are known; that of another place is said not to be known."""
    faits: dict[str, Any] = BASE | {"region": None} | lieu
    demande = Demande.depuis(faits)
    examen = examiner(demande, corpus)
    dite = determiner(demande, examen)
    assert any(not une.saisonnier for une in dite.plateformes) is connue
    suite = exposer(dite, voies(examen), corpus, "fr").section("suite")
    assert suite is not None
    lignes = [ligne.texte for ligne in suite.lignes if ligne.etiquette == "Plateforme"]
    assert len(lignes) == 1
    assert lignes[0].startswith("Béthune") is connue


def test_avant_le_service_en_ligne_il_n_y_a_pas_de_plateforme(corpus: Corpus) -> None:
    """II.6: before 1 April 2021 no platform is told."""
    assert repondre(corpus, depose_le="2021-03-31", metier="42114").plateformes == ()


@pytest.mark.parametrize(
    ("jour", "mot"), [("2015-03-02", "apprécie"), ("2022-03-02", "s’imposent")]
)
def test_les_conditions_sont_pesees_puis_exigees(corpus: Corpus, jour: str, mot: str) -> None:
    """II.6: elements are weighed before May 2021, conditions bind since; the answer says which."""
    demande = Demande.depuis(BASE | {"depose_le": jour, "metier": "42114+B2Z40"})
    examen = examiner(demande, corpus)
    conditions = exposer(determiner(demande, examen), (), corpus, "fr").section("conditions")
    assert conditions is not None
    assert mot in conditions.note


def test_l_admission_par_le_travail_est_dite_et_ne_decide_rien(corpus: Corpus) -> None:
    """II.3: told with its conditions and its last day where the occupation is on the list."""
    dite = repondre(corpus)
    assert dite.situation_emploi.value == "non_opposable"
    assert {une.au.isoformat() for une in dite.regularisation} == {"2026-12-31"}
    assert repondre(corpus, depose_le="2024-01-27").regularisation == ()
    assert repondre(corpus, depose_le="2023-03-02").regularisation == ()
    assert repondre(corpus, nationalite="DZA").regularisation == ()
    fermee = repondre(corpus, metier="V1Z80", region="52")
    assert fermee.situation_emploi.value == "opposable"
    assert fermee.regularisation == ()


def test_ce_qui_dispense_est_dit_la_ou_cela_peut_servir(corpus: Corpus) -> None:
    """II.2: an exemption not said is told where it could apply, in its regime and its dates."""
    ids = {un.id for un in repondre(corpus, type="changement_statut", metier="99999").cas}
    assert {"detache-ue-2008", "jeune-diplome-2021", "protege-ase"} <= ids
    assert "retrait-royaume-uni" not in ids
    assert "retrait-royaume-uni" in {un.id for un in repondre(corpus, nationalite="GBR").cas}
    ouverte = {un.effet.value for un in repondre(corpus, type="changement_statut").cas}
    assert ouverte == {"autorisation_non_requise"}
    assert not any(un.fait == "dispense" for un in repondre(corpus, dispense="aucune").cas)


def test_le_jeune_diplome_est_une_voie(corpus: Corpus) -> None:
    """II.2: where the answer is `opposable`, the nearest change tells the graduate's case."""
    faits = BASE | {"metier": "V1Z80", "region": "52", "type": "changement_statut"}
    naturelles = {voie.nature for voie in voies(examiner(Demande.depuis(faits), corpus))}
    assert "jeune_diplome" in naturelles
    dite = voies(examiner(Demande.depuis(faits | {"jeune_diplome": "non"}), corpus))
    assert "jeune_diplome" not in {voie.nature for voie in dite}


def test_un_examen_posterieur_a_ce_qui_est_connu_est_dit(corpus: Corpus) -> None:
    """II.1: an examination later than the day of knowledge is answered as known then, and told."""
    alors = Droits(corpus).pour(EtatDuDroit.de(date(2012, 12, 1), (), ()))
    faits = BASE | {"metier": "42114", "region": "11", "depose_le": "2013-02-01"}
    assert "examen-apres-connaissance" in avis(decide(Demande.depuis(faits), alors))
    assert "examen-apres-connaissance" not in avis(decide(Demande.depuis(faits), corpus))


def test_les_61_connus_en_partie_gardent_le_jour_et_le_disent(corpus: Corpus) -> None:
    """II.3: a code that may be one of the 61 keeps its day of notification; that is told."""
    faits = BASE | {"nationalite": "POL", "depose_le": "2007-12-27", "region": "11"}
    liste = corpus.toutes_listes["circulaire-2006-04-29/liste"]
    annexe = corpus.listes["circulaire-2007-12-20/annexe-2"].ouvertures
    etats = {code: liste.constater(code, "11").ouvert for code in annexe}
    for ouvert, attendu in ((None, True), (False, False), (True, False)):
        code = next(code for code, dit in etats.items() if dit is ouvert)
        dits = avis(decide(Demande.depuis(faits | {"metier": code}), corpus))
        assert ("notification-liste-2006" in dits) is attendu
