"""Each kind of step worked by hand, their order, and what holds whatever the figures."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elaboration.test_tirage import (
    CHIFFRES,
    COMPTES,
    NOMENCLATURE,
    SEUILS,
    etape,
    releve,
    retenus,
    schema,
    tirer,
)
from opposable.elaboration.chiffres.nomenclature import Niveau
from opposable.elaboration.chiffres.releve import FRANCE, Etat, Releve
from opposable.elaboration.methode.schema import Etape, Genre, Schema, Tirage
from opposable.elaboration.methode.selection import Decision, Selection
from opposable.elaboration.methode.tirage import elaborer
from opposable.errors import SchemaError

Comptes = Mapping[str, tuple[tuple[int, int], ...]]


def nommer(dossier: Path, *rangees: str, nom: str = "nommes") -> Path:
    """Write a file that names occupations."""
    chemin = dossier / f"{nom}.csv"
    texte = "\n".join(["metier,territoire,demandeur,motif", *rangees, ""])
    chemin.write_text(texte, encoding="utf-8")
    return chemin


def liste(*etapes: Etape, par_region: bool = False) -> Selection:
    """Draw a list of steps."""
    return tirer(schema(*etapes, par_region=par_region)).selections["liste"]


def test_donnes_garde_ce_qui_est_nomme_quels_que_soient_les_chiffres(tmp_path: Path) -> None:
    """D, at 17/20, is in because it is named; who asks and why are repeated."""
    donnes = etape(Genre.DONNES, fichier=nommer(tmp_path, "D,,fédération,métier rare"))
    verdict = liste(donnes).verdicts["D", FRANCE]
    assert verdict.decision is Decision.RETENU
    assert verdict.motif == "donnes par fédération : métier rare"
    assert verdict.seuil is None
    assert not verdict.tenu
    assert retenus(tirer(schema(donnes))) == {"D"}


def test_partout_ouvre_dans_chaque_region_ou_dans_celle_nommee(tmp_path: Path) -> None:
    """Without a territory every region opens; with one, that one alone."""
    fichier = nommer(tmp_path, "A,,,", "B,53,,")
    ouvertes = liste(etape(Genre.PARTOUT, fichier=fichier), par_region=True).retenus()
    assert ouvertes == {("A", "11"), ("A", "53"), ("B", "53")}


def test_une_etape_ne_reprend_pas_ce_qu_une_autre_a_garde(tmp_path: Path) -> None:
    """The first step that keeps an occupation is the one its verdict names."""
    donnes = etape(Genre.DONNES, fichier=nommer(tmp_path, "A,,,"))
    tension = etape(Genre.TENSION, seuil=Fraction("0.9"))
    assert liste(donnes, tension).verdicts["A", FRANCE].etape == "donnes"
    assert liste(tension, donnes).verdicts["A", FRANCE].etape == "tension"


def test_un_niveau_inconnu_n_entre_dans_aucune_etape_a_niveaux() -> None:
    """An occupation of the figures that the nomenclature does not know has no level."""
    comptes = {**COMPTES, "Z": ((90, 10), (90, 10))}
    a_niveaux = schema(etape(Genre.TENSION, seuil=Fraction(1), niveaux=(*Niveau,)))
    sans = schema(etape(Genre.TENSION, seuil=Fraction(1)))
    assert "Z" not in retenus(tirer(a_niveaux, releve(comptes)))
    assert "Z" in retenus(tirer(sans, releve(comptes)))
    verdict = tirer(a_niveaux, releve(comptes)).selections["liste"].verdicts["Z", FRANCE]
    assert verdict.motif == "aucune étape ne le concerne"
    assert verdict.etape == ""


def test_les_plus_fortes_se_comptent_region_par_region() -> None:
    """The first of each region: E at 5 in both; without it B in 11, A in 53."""
    une = etape(Genre.PLUS_FORTES, nombre=1)
    assert liste(une, par_region=True).retenus() == {("E", "11"), ("E", "53")}
    sans_e = etape(Genre.PLUS_FORTES, nombre=1, niveaux=(Niveau.II, Niveau.IV, Niveau.V))
    tiree = liste(sans_e, par_region=True)
    assert tiree.retenus() == {("B", "11"), ("A", "53")}
    assert tiree.verdicts["B", "11"].motif.endswith("1re tension du niveau")
    assert tiree.verdicts["C", "11"].motif.endswith("2e tension du niveau")


def test_un_plancher_strict_exclut_l_egalite() -> None:
    """C stands at exactly 1.4: a floor of 1.4 keeps it when it is not strict."""
    for strict, gardes in ((True, {"B", "E"}), (False, {"B", "C", "E"})):
        fortes = etape(Genre.PLUS_FORTES, seuil=Fraction("1.4"), strict=strict)
        assert retenus(tirer(schema(fortes))) == gardes


def test_un_nombre_et_un_plancher_valent_ensemble() -> None:
    """At most two, above 1.4: E and B; at most one, E; a floor too high, none."""
    for nombre, plancher, gardes in ((2, "1.4", {"E", "B"}), (1, "1.4", {"E"}), (3, "6", set())):
        fortes = etape(Genre.PLUS_FORTES, nombre=nombre, seuil=Fraction(plancher))
        assert retenus(tirer(schema(fortes))) == gardes


def test_un_nombre_nul_ne_garde_rien() -> None:
    """None at most is none."""
    assert retenus(tirer(schema(etape(Genre.PLUS_FORTES, nombre=0)))) == set()


def test_un_ajout_prime_la_liste_dont_on_tire_un_don_non(tmp_path: Path) -> None:
    """D is not in the wider list: an addition opens it, a gift of the same name is refused."""
    nationale = Tirage("n", "N", par_region=False, parmi="", etapes=(_tension("0.9"),))

    def tiree(genre: Genre) -> Selection:
        donnee = etape(genre, fichier=nommer(tmp_path, "D,53,préfet,besoin"))
        regions = Tirage("r", "R", par_region=True, parmi="n", etapes=(donnee,))
        lu = Schema("e", "E", "toutes", 0, None, (nationale, regions))
        return tirer(lu).selections["r"]

    ajoutee = tiree(Genre.AJOUTS)
    assert ajoutee.retenus() == {("D", "53")}
    assert ajoutee.verdicts["D", "11"].motif == "n'est pas dans la liste dont celle-ci est tirée"
    with pytest.raises(SchemaError, match="métier inconnu ici : « D »"):
        tiree(Genre.DONNES)


def test_le_dernier_mot_est_a_la_derniere_etape(tmp_path: Path) -> None:
    """Added then removed is out; removed then added is in."""
    ajouts = etape(Genre.AJOUTS, fichier=nommer(tmp_path, "D,,,", nom="a"))
    retraits = etape(Genre.RETRAITS, fichier=nommer(tmp_path, "D,,,trop peu", nom="r"))
    assert retenus(tirer(schema(ajouts, retraits))) == set()
    assert retenus(tirer(schema(retraits, ajouts))) == {"D"}
    verdict = liste(ajouts, retraits).verdicts["D", FRANCE]
    assert (verdict.etape, verdict.motif) == ("retraits", "retiré : trop peu")


def test_un_retrait_vaut_pour_sa_region(tmp_path: Path) -> None:
    """E is above 0.9 in both regions, and removed from one."""
    retraits = etape(Genre.RETRAITS, fichier=nommer(tmp_path, "E,53,préfet,"))
    tiree = liste(_tension("0.9"), retraits, par_region=True)
    assert ("E", "11") in tiree.retenus()
    assert ("E", "53") not in tiree.retenus()


@pytest.mark.parametrize(
    ("etat", "dit"),
    [
        (Etat.ABSENTE, "aucun chiffre"),
        (Etat.SECRETE, "chiffre secret"),
        (Etat.ERRONEE, "chiffre erroné, écarté à la lecture"),
    ],
)
@pytest.mark.parametrize("genre", [Genre.TENSION, Genre.PLUS_FORTES])
def test_ce_qui_manque_est_dit_par_son_nom(etat: Etat, dit: str, genre: Genre) -> None:
    """No figure, a hidden one and a wrong one are three reasons, never a want of tension."""
    chiffres = releve(COMPTES)
    chiffres.etat[chiffres.rang_metier["E"]] = etat
    verdict = tirer(schema(etape(genre, seuil=Fraction(0))), chiffres).selections["liste"].verdicts
    assert verdict["E", FRANCE].decision is Decision.NON_EVALUABLE
    assert verdict["E", FRANCE].motif == dit
    assert not verdict["E", FRANCE].tenu


def test_le_minimum_se_compte_en_personnes() -> None:
    """20 seekers pass a minimum of 20, in units of one or of a hundredth."""
    for unites in (1, 100):
        chiffres = replace(releve(COMPTES, unites), unites=unites)
        for minimum, gardes in ((20, {"A", "B", "C", "E"}), (21, set())):
            lu = schema(_tension("0.9"), minimum=minimum)
            assert retenus(tirer(lu, chiffres)) == gardes


def test_plusieurs_periodes_s_ajoutent() -> None:
    """Over two years counts are added: 9/10 then 11/10 make 20/20; one hidden year hides both."""
    o, d = np.array([[[9, 11]], [[50, 50]]]), np.full((2, 1, 2), 10)
    etat = np.full((2, 1, 2), Etat.CONNUE, np.int8)
    etat[1, 0, 1] = Etat.SECRETE
    chiffres = Releve(("A", "B"), ("11",), ("2006", "2007"), o, d, etat, mesure="essai")
    verdicts = (
        elaborer(schema(_tension("0.9")), chiffres, NOMENCLATURE).selections["liste"].verdicts
    )
    assert verdicts["A", FRANCE].tension == 1
    assert verdicts["B", FRANCE].decision is Decision.NON_EVALUABLE


def _tension(seuil: str) -> Etape:
    return etape(Genre.TENSION, seuil=Fraction(seuil))


@settings(max_examples=60, deadline=None)
@given(CHIFFRES, SEUILS, SEUILS, st.booleans(), st.sampled_from([Genre.TENSION, Genre.PLUS_FORTES]))
def test_elever_un_seuil_ou_un_plancher_n_ajoute_jamais(
    comptes: Comptes,
    a: Fraction,
    b: Fraction,
    strict: bool,  # noqa: FBT001 - drawn
    genre: Genre,
) -> None:
    """A higher threshold or floor keeps no more, in any region, strict or not."""
    bas, haut = sorted((a, b))
    peu, beaucoup = (
        tirer(schema(etape(genre, seuil=s, strict=strict), par_region=True), releve(comptes))
        for s in (haut, bas)
    )
    assert peu.selections["liste"].retenus() <= beaucoup.selections["liste"].retenus()


@settings(max_examples=60, deadline=None)
@given(CHIFFRES, st.integers(0, 5), st.integers(0, 5))
def test_un_nombre_plus_petit_n_ajoute_jamais(comptes: Comptes, a: int, b: int) -> None:
    """Asking for fewer of the strongest keeps no more, and at least what was asked for is there."""
    peu, beaucoup = (
        retenus(tirer(schema(etape(Genre.PLUS_FORTES, nombre=n)), releve(comptes)))
        for n in sorted((a, b))
    )
    assert peu <= beaucoup
    evaluables = sum(d + e > 0 for ((_, d), (_, e)) in comptes.values())
    assert len(beaucoup) >= min(max(a, b), evaluables)


@settings(max_examples=40, deadline=None)
@given(
    CHIFFRES, SEUILS, st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["11", "53"])))
)
def test_la_liste_regionale_n_a_hors_de_la_nationale_que_ses_ajouts(
    tmp_path_factory: pytest.TempPathFactory,
    comptes: Comptes,
    seuil: Fraction,
    ajoutes: list[tuple[str, str]],
) -> None:
    """What a region opens and the country does not was added, by name."""
    rangees = [f"{m},{r},préfet,besoin" for m, r in dict.fromkeys(ajoutes)]
    ajouts = etape(Genre.AJOUTS, fichier=nommer(tmp_path_factory.mktemp("a"), *rangees))
    tension = etape(Genre.TENSION, seuil=seuil)
    nationale = Tirage("n", "N", par_region=False, parmi="", etapes=(tension,))
    regions = Tirage("r", "R", par_region=True, parmi="n", etapes=(tension, ajouts))
    lu = Schema("e", "E", "toutes", 0, None, (nationale, regions))
    selections = tirer(lu, releve(comptes)).selections
    hors = {(m, r) for m, r in selections["r"].retenus() if m not in selections["n"].metiers()}
    assert hors <= set(ajoutes) <= selections["r"].retenus()


@settings(max_examples=40, deadline=None)
@given(CHIFFRES, st.integers(2, 9))
def test_multiplier_les_effectifs_ne_change_ni_rang_ni_motif(comptes: Comptes, fois: int) -> None:
    """Every tension, distance and decision is the same when all counts are multiplied."""
    lu = schema(
        etape(Genre.TENSION, seuil=Fraction("1.4"), niveaux=(Niveau.II,)),
        etape(Genre.PLUS_FORTES, nombre=2),
        par_region=True,
    )
    une, autre = (
        {
            cle: (v.decision, v.etape, v.tension, v.ecart)
            for cle, v in tirer(lu, releve(comptes, n)).selections["liste"].verdicts.items()
        }
        for n in (1, fois)
    )
    assert une == autre


@settings(max_examples=40, deadline=None)
@given(CHIFFRES, st.permutations("ABCDE"))
def test_l_ordre_des_metiers_ne_compte_pas(comptes: Comptes, ordre: list[str]) -> None:
    """Figures given in another order draw the same verdicts, in the same order."""
    lu = schema(etape(Genre.PLUS_FORTES, nombre=2), par_region=True)
    droit = releve(comptes)
    rangs = [droit.metiers.index(m) for m in ordre]
    melange = Releve(
        tuple(ordre),
        droit.territoires,
        droit.periodes,
        droit.offres[rangs],
        droit.demandeurs[rangs],
        droit.etat[rangs],
        mesure="essai",
    )
    une, autre = (tirer(lu, r).selections["liste"].verdicts for r in (droit, melange))
    assert list(une.items()) == list(autre.items())
