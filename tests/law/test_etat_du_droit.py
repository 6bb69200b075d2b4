"""Which law: one value, read by every door, that names what is built and what is kept."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from opposable.decision.chargement import load_corpus
from opposable.errors import EtatDuDroitError, LectureError
from opposable.law.droits import Droits
from opposable.law.etat_du_droit import ADOPTE, PROJETS_AU_PLUS, EtatDuDroit, Projet, lire_connu_le

TYPE_PROJET = Path(__file__).parents[1] / "data" / "projet-2010"


def test_un_etat_est_une_valeur() -> None:
    """Order and repeats of readings do not count; a state is looked up by what it says."""
    un, deux = EtatDuDroit.de(lectures=["b", "a", "b"]), EtatDuDroit.de(lectures=["a", "b"])
    assert (un, hash(un), un.empreinte) == (deux, hash(deux), deux.empreinte)
    assert len({ADOPTE.empreinte, un.empreinte, EtatDuDroit.de(date(2011, 9, 1)).empreinte}) == 3
    with pytest.raises(FrozenInstanceError):
        un.connu_le = date(2008, 1, 1)  # type: ignore[misc]


def test_trop_de_projets_sont_refuses() -> None:
    """More drafts than a state may hold: how many, how many are allowed."""
    projets = [Projet("p", ())] * (PROJETS_AU_PLUS + 1)
    with pytest.raises(EtatDuDroitError, match="9 projets ajoutés, 8 au plus"):
        EtatDuDroit.de(projets=projets)


@pytest.mark.parametrize("dit", ["hier", "2011-8-1", "20110801", "2011-02-30"])
def test_un_jour_de_connaissance_mal_ecrit_est_dit(dit: str) -> None:
    """A day of knowledge that is not one is repeated, with how to write it."""
    with pytest.raises(EtatDuDroitError, match=f"« {dit} » .* écrivez AAAA-MM-JJ"):
        lire_connu_le(dit)
    assert lire_connu_le("") is None


@pytest.mark.parametrize("jour", [date(1999, 1, 1), date(2999, 1, 1)])
def test_un_jour_hors_du_corpus_est_refuse_en_mots(jour: date) -> None:
    """A day before the first event, or after the last update, is refused with the days known."""
    with pytest.raises(EtatDuDroitError, match=f"pas connu au {jour} : donnez un jour du"):
        load_corpus(connu_le=jour)


def test_le_droit_connu_un_jour_ignore_ce_qui_le_suit() -> None:
    """As known before the orders of 2008, no list of theirs governs, and the circular goes on."""
    droit = load_corpus(connu_le=date(2008, 1, 1))
    assert droit.listes
    assert {li.instrument for li in droit.listes.values()} == {
        "circulaire-2006-04-29",
        "circulaire-2006-12-22",
        "circulaire-2007-12-20",
    }
    assert droit.connu_le == date(2008, 1, 1)


def test_deux_jours_entre_lesquels_rien_n_est_connu_sont_le_meme_droit() -> None:
    """The registry builds once what is known alike, and each state still says its own day."""
    droits = Droits(load_corpus())
    un = droits.pour(EtatDuDroit.de(date(2008, 3, 1)))
    deux = droits.pour(EtatDuDroit.de(date(2008, 3, 2)))
    assert len(droits) == 1
    assert un.listes is deux.listes
    assert (un.connu_le, deux.connu_le) == (date(2008, 3, 1), date(2008, 3, 2))
    assert droits.pour(EtatDuDroit.de(droits.base.connu_le)).listes is droits.base.listes


def test_les_projets_sont_de_l_etat() -> None:
    """A draft is part of the state: the registry builds it, and its digest tells it apart."""
    projet = Projet.du_dossier(TYPE_PROJET)
    droits = Droits(load_corpus())
    droit = droits.pour(EtatDuDroit.de(projets=[projet]))
    assert set(droit.listes) > set(droits.base.listes)
    assert droit.etat.projets == (projet,)
    autre = Projet(projet.nom, (*projet.contenus[:-1], (projet.contenus[-1][0], b"x")))
    assert autre.empreinte != projet.empreinte


def test_une_lecture_inconnue_est_refusee_avec_celles_qui_existent() -> None:
    """An unknown reading is refused by the registry as by the loading."""
    with pytest.raises(LectureError, match="lectures possibles"):
        Droits(load_corpus()).pour(EtatDuDroit.de(lectures=["inconnue"]))
