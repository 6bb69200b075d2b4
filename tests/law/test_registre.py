"""The ledger: periods and regimes computed from events, as known on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opposable.errors import LawDataError
from opposable.law.cellule import Rangee
from opposable.law.evenement import Acte, Evenement
from opposable.law.registre import Periode, Registre

TOUJOURS = date.max


def evenement(acte: str, objet: str, effet: str, connu: str = "", cible: str = "") -> Evenement:
    """An event, read as a row of the ledger is."""
    cellules: dict[str, Any] = {
        "id": f"{acte}-{objet}",
        "connu_le": connu,
        "effet_le": effet,
        "acte": acte,
        "objet": objet,
        "cible": cible,
        "ancre": "x#1",
        "certitude": "lu",
        "source": "x",
    }
    return Evenement.lire(Rangee("evenements.csv", 2, cellules))


A_PUIS_B = (
    evenement("ouvre", "a", "2008-01-21", "2008-01-20"),
    evenement("remplace", "b", "2011-08-13", "2011-08-12", "a"),
)
ANNULATION = evenement("annule", "juge", "2011-08-13", "2012-12-26", "b")


def test_une_liste_finit_la_veille_de_celle_qui_la_remplace() -> None:
    """The last day of a list is the effect of the event that replaces it."""
    periodes = Registre(A_PUIS_B).periodes
    assert periodes == {
        "a": (Periode(date(2008, 1, 21), date(2011, 8, 12)),),
        "b": (Periode(date(2011, 8, 13), TOUJOURS),),
    }


def test_ce_qui_n_est_pas_connu_n_agit_pas() -> None:
    """Before the replacement is known, the first list has no last day."""
    registre = Registre(A_PUIS_B).connu_le(date(2011, 8, 11))
    assert registre.periodes == {"a": (Periode(date(2008, 1, 21), TOUJOURS),)}


def test_une_annulation_retroactive_rend_toute_la_periode() -> None:
    """Annulled from its first day, a list never was, and what it replaced never stopped."""
    periodes = Registre((*A_PUIS_B, ANNULATION)).periodes
    assert periodes == {"a": (Periode(date(2008, 1, 21), TOUJOURS),)}


def test_une_annulation_pour_l_avenir_laisse_deux_periodes() -> None:
    """Annulled for the future only, a list keeps its days and the older one comes back after."""
    sans_retour = evenement("annule", "juge", "2012-12-26", "2012-12-26", "b")
    periodes = Registre((*A_PUIS_B, sans_retour)).periodes
    assert periodes["b"] == (Periode(date(2011, 8, 13), date(2012, 12, 25)),)
    assert periodes["a"] == (
        Periode(date(2008, 1, 21), date(2011, 8, 12)),
        Periode(date(2012, 12, 26), TOUJOURS),
    )


def test_un_remplacement_apres_une_annulation_ferme_la_liste_revenue() -> None:
    """A list that came back by annulment ends when it is replaced again."""
    suite = evenement("remplace", "c", "2021-04-03", "2021-04-02", "a")
    periodes = Registre((*A_PUIS_B, ANNULATION, suite)).periodes
    assert periodes["a"] == (Periode(date(2008, 1, 21), date(2021, 4, 2)),)


def test_un_projet_passe_apres_tout_ce_qui_est_connu() -> None:
    """The replacement of a draft closes a list however late that list was opened."""
    projet = evenement("remplace", "p", "2010-01-01", "", "a")
    periodes = Registre(A_PUIS_B[:1], (projet,)).periodes
    assert periodes["a"] == (Periode(date(2008, 1, 21), date(2009, 12, 31)),)


def test_une_liste_remplacee_le_jour_meme_ne_vaut_aucun_jour() -> None:
    """A list that is replaced on its first day has no period."""
    projet = evenement("remplace", "p", "2008-01-21", "", "a")
    assert "a" not in Registre(A_PUIS_B[:1], (projet,)).periodes


def test_une_ratification_ouvre_la_liste_et_change_le_regime() -> None:
    """An agreement opens its list and puts its nationals under it from the same day."""
    registre = Registre((evenement("ratifie", "s", "2009-08-01", "2009-09-01", "SEN"),))
    assert registre.periodes["s"] == (Periode(date(2009, 8, 1), TOUJOURS),)
    bascule = registre.bascules[0]
    assert (bascule.nationalite, bascule.regime) == ("SEN", "accord_en_vigueur")
    assert bascule.du == date(2009, 8, 1)
    assert not registre.connu_le(date(2009, 8, 31)).bascules


def test_une_transition_qui_finit_change_le_regime_de_chaque_etat() -> None:
    """The end of a transition moves every State it names; known at all times, it always acts."""
    registre = Registre((evenement("cesse", "regime:EST+POL", "2008-07-01", "", "libre"),))
    connu = registre.connu_le(date(2004, 5, 1))
    assert {b.nationalite for b in connu.bascules} == {"EST", "POL"}
    assert connu.periodes == {}


def test_ajouter_un_evenement_ne_change_rien_a_ce_qui_etait_connu() -> None:
    """An event known later leaves the law as known before it as it was."""
    for jour in (date(2008, 1, 19), date(2008, 1, 20), date(2012, 12, 25)):
        avec = Registre((*A_PUIS_B, ANNULATION)).connu_le(jour)
        assert avec.periodes == Registre(A_PUIS_B).connu_le(jour).periodes


def test_le_jour_d_une_signature_se_lit_au_registre() -> None:
    """The days of signature and publication of a text are read in the ledger."""
    registre = Registre((evenement("signe", "texte", "2011-08-11", "2011-08-12"),))
    assert registre.jour(Acte.SIGNE, "texte") == date(2011, 8, 11)
    assert registre.jour(Acte.PUBLIE, "texte") is None
    assert registre.jours_de_connaissance == ()


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("acte", "abroge"), ("effet_le", ""), ("cible", ""), ("connu_le", "demain")],
)
def test_une_ligne_fautive_est_nommee(champ: str, valeur: str) -> None:
    """A row that cannot be read is refused with its file, line and field."""
    cellules = {
        "id": "e",
        "connu_le": "2008-01-20",
        "effet_le": "2008-01-21",
        "acte": "remplace",
        "objet": "b",
        "cible": "a",
        "ancre": "x#1",
        "certitude": "lu",
        "source": "x",
    }
    with pytest.raises(LawDataError) as faute:
        Evenement.lire(Rangee("evenements.csv", 7, cellules | {champ: valeur}))
    assert (faute.value.fichier, faute.value.ligne, faute.value.champ) == (
        "evenements.csv",
        7,
        champ,
    )
