"""What the pages call open is what the rule answers."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest

from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.law.nationalite import Regime
from opposable.law.regle import SituationEmploi
from opposable.web.public.catalogue.histoire import examens, histoire
from opposable.web.public.catalogue.vue import PAR_SITUATION, Etat, chercher, etat, publics, vue

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus

JOURS = [date(2007, 12, 19), date(2007, 12, 20), date(2008, 1, 10), date(2008, 1, 21)]
JOURS += [date(2009, 9, 1), date(2011, 8, 12), date(2012, 1, 1), date(2016, 1, 1)]


def _etat_de_decide(
    corpus: Corpus, nationalite: str, metier: str, region: str, jour: date
) -> tuple[Etat, tuple[str, ...]]:
    demande = Demande(
        nationalite=nationalite, metier=metier, region=region, type="introduction", depose_le=jour
    )
    dit = decide(demande, corpus)
    if dit.situation_emploi is SituationEmploi.INDETERMINEE:
        seule = [q.id for q in dit.questions] == ["activite"]
        return Etat.CONDITION if seule else Etat.SANS_REPONSE, tuple(
            x.lecture.id for x in dit.lectures
        )
    return PAR_SITUATION[dit.situation_emploi], tuple(x.lecture.id for x in dit.lectures)


def test_chaque_etat_montre_est_celui_que_decide_donne(corpus: Corpus) -> None:
    """On 3 000 cases drawn at random the state and the readings shown are those of `decide`."""
    hasard = random.Random(20071220)  # noqa: S311 - a draw, not a secret
    cas = list(product(corpus.metiers, corpus.regions, JOURS, publics(corpus)))
    vus = set()
    for metier, region, jour, public in hasard.sample(cas, 3000):
        ici = vue(jour, public, corpus)
        constat = chercher(ici, metier, region, corpus)
        if not ici.nationalites:
            assert constat is None
            continue
        un = hasard.choice(ici.nationalites)
        attendu = _etat_de_decide(corpus, un, metier, region, jour)
        if constat is None:
            assert attendu[0] is Etat.SANS_REPONSE
            continue
        assert (etat(constat), tuple(vu.lecture for vu in constat.trame.lectures)) == attendu
        vus.add(etat(constat))
    assert vus == {Etat.OUVERT, Etat.CONDITION, Etat.FERME, Etat.SANS_REPONSE}


def test_les_publics_sont_ceux_des_listes(corpus: Corpus) -> None:
    """The audiences offered are those some list is written for (1.1, 1.2, 1.4)."""
    assert set(publics(corpus)) == {
        Regime.UE_TRANSITOIRE,
        Regime.PAYS_TIERS,
        Regime.ACCORD_EN_VIGUEUR,
    }


@pytest.mark.parametrize(
    ("jour", "nombre"), [(date(2008, 1, 10), 10), (date(2009, 9, 1), 2), (date(2016, 1, 1), 0)]
)
def test_le_public_de_la_transition_se_vide(corpus: Corpus, jour: date, nombre: int) -> None:
    """Ten States are under transition in 2008 (1.1/3), two from July 2008, none after 2015."""
    assert len(vue(jour, Regime.UE_TRANSITOIRE, corpus).nationalites) == nombre


def test_un_territoire_n_est_pas_un_public(corpus: Corpus) -> None:
    """Codes of territories, which are no nationality, never stand for an audience."""
    for jour, public in product(JOURS, publics(corpus)):
        codes = vue(jour, public, corpus).nationalites
        assert not any(corpus.nationalites[code].territoire for code in codes)


def test_l_histoire_couvre_chaque_jour_une_fois(corpus: Corpus) -> None:
    """For each audience, periods follow each other without gap from coverage start to end."""
    for metier in ("61231", "52151", "41221"):
        for public in publics(corpus):
            epoques = [e for e in histoire(metier, corpus) if e.public is public]
            assert epoques[0].du == corpus.couverture.du
            assert epoques[-1].au == corpus.couverture.au
            for avant, apres in pairwise(epoques):
                assert (apres.du - avant.au).days == 1
                assert avant.etats != apres.etats


def test_l_histoire_dit_le_jour_ou_l_arrete_ferme(corpus: Corpus) -> None:
    """52151 is open in Nord-Pas-de-Calais under the circular, and closed by the order (2/11)."""
    ouvertes = [
        (e.du, e.au, e.regions(Etat.OUVERT))
        for e in histoire("52151", corpus)
        if e.public is Regime.PAYS_TIERS and e.regions(Etat.OUVERT)
    ]
    assert ouvertes == [(date(2007, 12, 20), date(2008, 1, 20), ("31",))]


def test_l_histoire_vaut_pour_chaque_jour_de_la_periode(corpus: Corpus) -> None:
    """The state told for a period is that of its first and of its last day."""
    for du, au in examens(corpus):
        for public in publics(corpus):
            deux = [vue(jour, public, corpus) for jour in (du, au)]
            assert bool(deux[0].nationalites) == bool(deux[1].nationalites)
            for region in ("31", "01"):
                etats = {etat(chercher(v, "52151", region, corpus)) for v in deux}
                assert len(etats) == 1
