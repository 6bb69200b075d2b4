"""Nationalities as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opposable.web.public.demander.nationalite import comprendre, propositions
from opposable.web.socle import droit


@pytest.mark.parametrize(
    ("ecrit", "codes"),
    [
        ("Sénégal", ("SEN",)),
        ("senegalaise", ("SEN",)),
        ("polonais", ("POL",)),
        ("DZA", ("DZA",)),
        ("dza", ("DZA",)),
        ("Côte d'Ivoire", ("CIV",)),
        ("cote d’ivoire", ("CIV",)),
        ("Trinité-et-Tobago", ("TTO",)),
        ("Bosnie et Herzégovine", ("BIH",)),
        ("sénégalais et roumaine", ("SEN", "ROU")),
        ("SEN+ROU", ("SEN", "ROU")),
        ("Mali, Mali ; malienne", ("MLI",)),
        ("birman", ("MMR",)),
        ("Congo-Brazzaville", ("COG",)),
        ("apatride", ("XXA",)),
    ],
)
def test_un_pays_un_habitant_ou_un_code_est_compris(ecrit: str, codes: tuple[str, ...]) -> None:
    """A country, an inhabitant or a code is understood, whatever case and accents."""
    comprise = comprendre(ecrit)
    assert (comprise.codes, comprise.ecrit) == (codes, "")


def test_un_nom_de_deux_pays_est_laisse_au_choix() -> None:
    """A demonym shared by two States is never decided for the person."""
    comprise = comprendre("sénégalaise, congolais, malienne")
    assert comprise.codes == ("SEN",)
    assert set(comprise.propositions) == {"COG", "COD"}
    assert comprise.reste == ("malienne",)


def test_une_faute_de_frappe_est_proposee_jamais_choisie() -> None:
    """A misspelt country is proposed, not taken."""
    comprise = comprendre("Sénegol")
    assert comprise.codes == ()
    assert comprise.propositions[0] == "SEN"


def test_chaque_nationalite_se_dit_par_son_nom_et_par_son_code() -> None:
    """Every nationality of the corpus is reached by its code, and by its name or a choice."""
    for code, nationalite in droit.corpus().nationalites.items():
        assert comprendre(code).codes == (code,)
        comprise = comprendre(nationalite.nom)
        assert code in (*comprise.codes, *comprise.propositions)


def test_les_propositions_sont_triees_sans_doublon() -> None:
    """What helps typing is sorted, each name once."""
    for langue in ("fr", "en"):
        noms = propositions(langue)
        assert len(set(noms)) == len(noms) > 200


@given(st.text(max_size=300))
def test_aucun_texte_ne_fait_echouer(texte: str) -> None:
    """Whatever is typed, what is understood is a known code."""
    comprise = comprendre(texte)
    assert set(comprise.codes) | set(comprise.propositions) <= set(droit.corpus().nationalites)
