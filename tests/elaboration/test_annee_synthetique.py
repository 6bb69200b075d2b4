"""On a made-up year the method of annex 1 gives annexes 2, 3 and 4, exceptions declared."""

from pathlib import Path

import pytest

from elaboration.annee_synthetique import ECARTS, HORS_ANNEXE_3, Annee, annee
from opposable.elaboration.examen.part_couverte import recalculer
from opposable.elaboration.methode import schema as module
from opposable.elaboration.methode.derivation import non_derivables
from opposable.elaboration.methode.schema_toml import lire_schema
from opposable.elaboration.methode.selection import Decision, Elaboration
from opposable.elaboration.methode.tirage import elaborer
from opposable.law.corpus import Corpus

ANNEXE_1 = Path(module.__file__).parent / "donnees" / "annexe-1.toml"
Faite = tuple[Annee, Elaboration]


@pytest.fixture(scope="module")
def faite(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Faite:
    """The year, and the lists drawn from it."""
    dossier = tmp_path_factory.mktemp("annee")
    faite = annee(corpus, dossier)
    return faite, elaborer(lire_schema(ANNEXE_1, dossier), faite.releve, faite.nomenclature)


def test_l_annee_est_marquee_synthetique(faite: Faite) -> None:
    """Figures made up for a proof say so."""
    assert faite[0].releve.synthetique


def test_la_methode_rend_l_annexe_2(faite: Faite) -> None:
    """A1.1: 61 already open, 54 consulted on and those of federations make annex 2."""
    annee_, elaboration = faite
    assert elaboration.selections["ue"].metiers() == annee_.ue


def test_la_methode_rend_l_annexe_3(faite: Faite) -> None:
    """A1.2: 21 of higher education above 0.9 and the 9 strongest of levels V and IV."""
    annee_, elaboration = faite
    tiers = elaboration.selections["tiers"]
    assert tiers.metiers() == annee_.tiers
    par_etape = [v.etape for v in tiers.verdicts.values() if v.decision is Decision.RETENU]
    assert (par_etape.count("superieur"), par_etape.count("plus-fortes")) == (21, 9)
    fortes = [v.tension for v in tiers.verdicts.values() if v.etape == "plus-fortes" and v.tension]
    assert (float(max(fortes)), float(min(fortes))) == (3.55, 1.33)


def test_la_methode_rend_l_annexe_4(faite: Faite) -> None:
    """A1.2: the six everywhere, tension above 0.8 elsewhere, and two declared additions."""
    annee_, elaboration = faite
    regions = elaboration.selections["regions"]
    assert regions.retenus() == annee_.regions
    ajoutes = {v.metier for v in regions.verdicts.values() if v.etape == "ajouts"}
    assert ajoutes == set(HORS_ANNEXE_3)


def test_les_chiffres_du_texte_tiennent(faite: Faite, corpus: Corpus) -> None:
    """Every figure annex 1 prints holds on this year, but those a reading explains."""
    recalculs = recalculer(faite[1], corpus)
    assert len(recalculs) == 20
    assert {r.chiffre for r in recalculs if not r.tenu} == set(ECARTS)
    assert set(ECARTS.values()) | set(HORS_ANNEXE_3.values()) <= set(corpus.lectures)


def test_ce_qui_ne_derive_de_rien_est_dit(corpus: Corpus) -> None:
    """The rows that no wider list gives are those the register tells: 53, 2, 1 and the double."""
    trouves = non_derivables(corpus)
    absentes = [n for n in trouves if "absent de la liste imprimée" in n.raison]
    hors_cadre = [n for n in trouves if "dont elle est tirée" in n.raison]
    doubles = {n.metier for n in trouves if "deux fois" in n.raison}
    assert len(absentes) == 53
    assert {n.metier for n in hors_cadre} == {"52151", "61224", "52213"}
    assert doubles == {"33226"}
    assert all(n.lectures for n in (*absentes, *hors_cadre))


def test_les_seuils_du_schema_sont_ceux_du_droit(corpus: Corpus) -> None:
    """The thresholds of the scheme are those of the law data, to the digit and to the word."""
    seuils = {s["id"]: s for s in corpus.tables["seuils.toml#seuil"]}
    etapes = {e.id: e for t in lire_schema(ANNEXE_1).tirages for e in t.etapes}
    for etape, seuil in (
        ("superieur", "tension_superieur"),
        ("plus-fortes", "tension_niveaux_v_iv_plancher"),
        ("tension-regionale", "tension_regionale"),
    ):
        assert str(float(etapes[etape].seuil or 0)) == seuils[seuil]["valeur"]
        assert etapes[etape].strict is seuils[seuil]["strict"]
