"""What a file says of the employer, the worker and the post: read, kept, said anew."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.bureau import CADRE, JOUR, PIECE, depose, instruit
from opposable.dossiers.acte import Corriger, Joindre
from opposable.dossiers.donnees import CHAMPS, NON_DITES, Donnees, fautes, manques
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Fait, Poste
from opposable.dossiers.siret import lire_siren
from opposable.dossiers.vie import accomplir
from opposable.errors import TransitionError, ValeurError

TYPES = {
    "employeur.siret": ("732 829 320 00074", "73282932000074"),
    "employeur.siren": ("732 829 320", "732829320"),
    "employeur.nom": ("  Société   Œuvrière ", "Société Œuvrière"),
    "employeur.adresse": ("1 rue Haute\r\n35000 Rennes", "1 rue Haute\n35000 Rennes"),
    "employeur.naf": ("5610a", "56.10A"),
    "employeur.effectif": ("1 200", "1200"),
    "employeur.courriel": ("paie@exemple.fr", "paie@exemple.fr"),
    "travailleur.ne_le": ("3/4/1980", "1980-04-03"),
    "travailleur.titre": ("99 03-123.456 ab", "9903123456AB"),
    "emploi.contrat": ("cdd", "cdd"),
    "emploi.heures": ("35,5 h", "35.5"),
    "emploi.remuneration": ("1 500,50 €", "1500.50"),
    "emploi.convention": ("IDCC 16", "0016"),
}
FAUX = {
    "employeur.siret": ("73282932000075", "relisez"),
    "employeur.siren": ("732829321", "relisez"),
    "employeur.nom": ("x\u202eemon", "invisibles"),
    "employeur.adresse": ("x" * 2001, "2000 au plus"),
    "employeur.naf": ("56", "NAF"),
    "employeur.effectif": ("une dizaine", "personnes"),
    "employeur.courriel": ("paie", "courriel"),
    "travailleur.ne_le": ("31/02/1980", "jour"),
    "travailleur.sexe": ("x", "choix possible"),
    "travailleur.titre": ("12", "titre"),
    "emploi.contrat": ("oral", "cdi"),
    "emploi.heures": ("169", "168"),
    "emploi.remuneration": ("-3", "euros"),
    "emploi.convention": ("12345", "IDCC"),
}


BORNES = {
    "employeur.effectif": ("9999999", "10000000"),
    "emploi.heures": ("168", "168.01"),
    "emploi.remuneration": ("9999999.99", "10000000"),
}


@pytest.mark.parametrize("champ", BORNES)
def test_le_plus_grand_nombre_se_lit_et_pas_le_suivant(champ: str) -> None:
    """A number that nobody means is a slip of typing, from where it is said on."""
    juste, trop = BORNES[champ]
    assert Donnees.depuis({champ: juste}).champs() == {champ: juste}
    with pytest.raises(ValeurError):
        Donnees.depuis({champ: trop})


@pytest.mark.parametrize("champ", TYPES)
def test_ce_qui_est_tape_se_lit(champ: str) -> None:
    """Spaces, commas, small letters and French days are read; what is kept reads the same."""
    saisi, garde = TYPES[champ]
    donnees = Donnees.depuis({champ: saisi})
    assert donnees.champs() == {champ: garde}
    assert Donnees.depuis(donnees.champs()) == donnees
    assert fautes({champ: saisi}, JOUR) == {}


@pytest.mark.parametrize("champ", FAUX)
def test_ce_qui_est_faux_se_dit(champ: str) -> None:
    """A key, a day, a code or a sum that is wrong is told in French at its field."""
    saisi, mot = FAUX[champ]
    assert mot in fautes({champ: saisi}, JOUR)[champ]
    with pytest.raises(ValeurError) as refus:
        Donnees.depuis({champ: saisi})
    assert refus.value.champ == champ


@given(champ=st.sampled_from(sorted(CHAMPS)), saisi=st.text(max_size=40))
def test_rien_ne_renverse_la_lecture(champ: str, saisi: str) -> None:
    """Any text is read, or refused with a sentence; what was read is stable."""
    if fautes({champ: saisi}, JOUR):
        return
    donnees = Donnees.depuis({champ: saisi})
    assert Donnees.depuis(donnees.champs()) == donnees


@pytest.mark.parametrize(
    ("champs", "fautif"),
    [
        ({"employeur.siret": "73282932000074", "employeur.siren": "356000000"}, "employeur.siren"),
        ({"travailleur.ne_le": "2008-01-11"}, "travailleur.ne_le"),
        ({"travailleur.ne_le": "1180-01-11"}, "travailleur.ne_le"),
        ({"travailleur.ne_le": "1980-01-01", "emploi.debut_le": "1979-01-01"}, "emploi.debut_le"),
        ({"emploi.debut_le": "2008-03-01", "emploi.fin_le": "2008-02-01"}, "emploi.fin_le"),
        ({"emploi.contrat": "cdi", "emploi.fin_le": "2008-02-01"}, "emploi.fin_le"),
        ({"travailleur.pays_de_naissance": "ZZZ"}, "travailleur.pays_de_naissance"),
    ],
)
def test_ce_qui_ne_va_pas_ensemble(champs: dict[str, str], fautif: str) -> None:
    """Two numbers that disagree, days in a wrong order, a country that is none."""
    assert set(fautes(champs, JOUR, {"MAR"})) == {fautif}


def test_la_poste_a_sa_cle() -> None:
    """The SIREN of La Poste has the ordinary key; letters and other lengths are told."""
    assert lire_siren("356 000 000") == "356000000"
    with pytest.raises(ValeurError, match="neuf"):
        lire_siren("35600000A")


def test_ce_qui_manque_pour_deposer() -> None:
    """A file without names cannot be told from another; every other field may be missing."""
    assert len(manques(NON_DITES)) == 4
    dites = {"employeur.nom": "A", "travailleur.nom": "B", "travailleur.prenoms": "C"}
    assert manques(Donnees.depuis(dites)) == ("emploi.intitule",)


def test_un_champ_inconnu_se_dit() -> None:
    """A field that no part has is refused."""
    with pytest.raises(ValeurError, match="inconnu"):
        Donnees.depuis({"employeur.absent": "x"})


def test_un_fait_redit_est_date() -> None:
    """A field said anew keeps its day, its author and what it replaced; a draft decision falls."""
    redire = Corriger(
        auteur="examen",
        role=Role.INSTRUCTEUR,
        champ="emploi.remuneration",
        valeur="1 600",
        raison="avenant",
    )
    dossier = replace(instruit(), donnees=Donnees.depuis({"emploi.remuneration": "1500"}))
    corrige = accomplir(dossier, redire, JOUR, CADRE)
    fait = Fait(champ=redire.champ, valeur="1 600", ancienne="1500", par="examen", le=JOUR)
    assert corrige.faits == (fait,)
    assert corrige.donnees.emploi.remuneration == Decimal(1600)
    assert corrige.poste == Poste(remuneration=160_000)
    assert not corrige.a_reexaminer
    assert corrige.minute is None
    with pytest.raises(TransitionError, match="euros"):
        accomplir(dossier, replace(redire, valeur="rien"), JOUR, CADRE)


def test_des_pieces_se_joignent() -> None:
    """Documents are added one act after the other; an act that adds none is refused."""
    joindre = Joindre(auteur="patron", role=Role.DEMANDEUR, pieces=(PIECE,))
    dossier = accomplir(accomplir(depose(), joindre, JOUR, CADRE), joindre, JOUR, CADRE)
    assert dossier.pieces == (PIECE, PIECE)
    with pytest.raises(TransitionError, match="au moins une"):
        accomplir(dossier, replace(joindre, pieces=()), JOUR, CADRE)
