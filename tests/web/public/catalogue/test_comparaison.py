"""Two sides compared on a page: what the law prints, gathered by occupation."""

import pytest

from opposable.errors import ListeError
from opposable.law.consultation import choisir, comparer
from opposable.law.corpus import Corpus
from opposable.law.nationalite import Regime
from opposable.web.public.catalogue.comparaison import comparaison

ANNEXE_4 = "circulaire-2007-12-20.annexe-4"
TIERS = "arrete-2008-01-18-tiers"


def test_la_circulaire_et_l_arrete_different_de_quatorze_couples(corpus: Corpus) -> None:
    """The order closes eight pairs of the circular and opens six (2/11), on four codes."""
    trouvee = comparaison(corpus, ANNEXE_4, TIERS, None)
    assert (trouvee.ouverts, trouvee.fermes) == (6, 8)
    assert [(c.metier, c.sens, len(c.zones)) for c in trouvee.changements] == [
        ("14232", "ouvert", 6),
        ("14312", "ferme", 6),
        ("52151", "ferme", 1),
        ("61224", "ferme", 1),
    ]


def test_reunir_ne_perd_aucun_ecart(corpus: Corpus) -> None:
    """Changes gathered by occupation hold every pair that the comparison of the law gives."""
    for avant, apres in (("2008-01-10", "2011-08-13"), (ANNEXE_4.replace(".", "/"), TIERS)):
        ecarts = comparer(corpus, choisir(corpus, avant), choisir(corpus, apres))
        reunis = {
            (c.metier, zone, c.sens, " ".join(c.publics))
            for c in comparaison(corpus, avant, apres, None).changements
            for zone in c.zones
        }
        assert reunis == {(e.metier, e.zone, e.sens, e.publics) for e in ecarts}


def test_un_public_se_compare_seul(corpus: Corpus) -> None:
    """For one audience, only its lists count."""
    trouvee = comparaison(corpus, "2008-01-10", "2008-02-01", Regime.UE_TRANSITOIRE)
    assert trouvee.changements == ()
    tiers = comparaison(corpus, "2008-01-10", "2008-02-01", Regime.PAYS_TIERS)
    assert {c.publics for c in tiers.changements} == {("pays_tiers",)}


@pytest.mark.parametrize("nom", ["zzz", "2003-01-01", ""])
def test_un_cote_sans_liste_est_refuse(corpus: Corpus, nom: str) -> None:
    """A name or a day without list is refused by the error of the law."""
    with pytest.raises(ListeError):
        comparaison(corpus, nom, TIERS, None)
