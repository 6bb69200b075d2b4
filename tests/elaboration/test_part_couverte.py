"""What a list covers, worked by hand; figures of the text, held or not."""

from dataclasses import replace
from fractions import Fraction

import pytest

from elaboration.test_tirage import COMPTES, NOMENCLATURE, etape, releve, schema, tirer
from opposable.elaboration.chiffres.nomenclature import MetierNomme, Niveau, Nomenclature
from opposable.elaboration.chiffres.releve import FRANCE, Etat
from opposable.elaboration.examen.part_couverte import PartCouverte, couvrir, mesurer, recalculer
from opposable.elaboration.methode.schema import Constat, Genre, Mesure
from opposable.elaboration.methode.tirage import elaborer
from opposable.law.corpus import Corpus

SEUIL = etape(Genre.TENSION, seuil=Fraction("0.9"))
DOMAINES = {"A": "D1", "B": "D1", "C": "D2", "D": "", "E": "D3"}
VARIES = Nomenclature(
    "essai", {m: MetierNomme(m, f"Métier {m}", Niveau.V, d) for m, d in DOMAINES.items()}
)


def test_couvrir_a_la_main() -> None:
    """Of 199 offers for 100 seekers, A, B, C and E hold 182 for 80, three domains of four."""
    elaboration = elaborer(schema(SEUIL), releve(COMPTES), VARIES)
    assert couvrir(elaboration, elaboration.selections["liste"]) == (
        PartCouverte(
            FRANCE,
            4,
            182,
            Fraction(182, 199),
            Fraction(182, 80),
            (Fraction(19, 20) + Fraction(35, 20) + Fraction(28, 20) + 5) / 4,
            ("D1", "D2", "D3"),
            0,
        ),
    )


def test_une_liste_regionale_se_couvre_region_par_region() -> None:
    """In 53, above 0.9: A and E hold 60 of 82 offers; B, C and D are not counted."""
    elaboration = tirer(schema(SEUIL, par_region=True))
    parts = {c.territoire: c for c in couvrir(elaboration, elaboration.selections["liste"])}
    assert [*parts] == ["11", "53"]
    assert parts["53"].nombre == 2
    assert parts["53"].part_offres == Fraction(60, 82)
    assert parts["11"].offres == 100


def test_une_region_sans_metier_est_dite_vide() -> None:
    """A territory where nothing is kept has its line: none, and no mean."""
    elaboration = tirer(schema(etape(Genre.TENSION, seuil=Fraction(9)), par_region=True))
    for part in couvrir(elaboration, elaboration.selections["liste"]):
        assert (part.nombre, part.offres) == (0, 0)
        assert part.part_offres == Fraction(0)
        assert part.tension is None
        assert part.moyenne is None
        assert part.domaines == ()


def test_ce_qui_est_cache_ne_compte_dans_aucune_somme() -> None:
    """A hidden cell is out of the share and of the whole, and counted as unknown."""
    chiffres = releve(COMPTES)
    chiffres.etat[chiffres.rang_metier["B"]] = Etat.SECRETE
    mesure = mesurer(chiffres, NOMENCLATURE, {"A", "B", "Z"}, "11")
    assert (mesure.nombre, mesure.inconnus, mesure.offres) == (3, 2, 9)
    assert mesure.part_offres == Fraction(9, 9 + 20 + 8 + 50)


def test_sans_aucune_offre_il_n_y_a_pas_de_part() -> None:
    """Where no offer is known at all, there is no share to speak of."""
    chiffres = releve(dict.fromkeys(COMPTES, ((0, 10), (0, 10))))
    assert mesurer(chiffres, NOMENCLATURE, {"A"}, "11").part_offres is None


@pytest.mark.parametrize(
    ("mesure", "calcule"),
    [
        (Mesure.NOMBRE, Fraction(4)),
        (Mesure.OFFRES, Fraction(182)),
        (Mesure.PART_OFFRES, Fraction(182, 199)),
        (Mesure.TENSION, Fraction(182, 80)),
        (Mesure.DOMAINES, Fraction(3)),
    ],
)
@pytest.mark.parametrize("unites", [1, 100])
def test_chaque_mesure_se_recalcule(
    corpus: Corpus, mesure: Mesure, calcule: Fraction, unites: int
) -> None:
    """Each sort of figure is what the hand finds, in persons whatever the unit."""
    chiffres = replace(releve(COMPTES, unites), unites=unites)
    constat = Constat("offres_150", "liste", (), mesure)
    lu = replace(schema(SEUIL), constats=(constat,))
    (recalcul,) = recalculer(elaborer(lu, chiffres, VARIES), corpus)
    assert recalcul.calcule == calcule
    assert (recalcul.imprime, recalcul.tenu) == ("1371931", False)
    assert recalcul.ancre.startswith("A1")


@pytest.mark.parametrize(
    ("offres", "demandeurs", "tenu"),
    [(94, 100, True), (85, 100, True), (95, 100, False), (849, 1000, False)],
)
def test_un_chiffre_se_compare_aux_decimales_imprimees(
    corpus: Corpus,
    offres: int,
    demandeurs: int,
    tenu: bool,  # noqa: FBT001 - cases
) -> None:
    """0.9 printed is held by 0.94 and by 0.85, rounded as readers do, and not by 0.95 or 0.849."""
    constat = Constat("tension_moyenne_150", "liste", (), Mesure.TENSION)
    lu = replace(schema(etape(Genre.TENSION, seuil=Fraction(0))), constats=(constat,))
    chiffres = releve({"A": ((offres, demandeurs), (0, 0))})
    (recalcul,) = recalculer(tirer(lu, chiffres), corpus)
    assert (recalcul.imprime, recalcul.tenu) == ("0.9", tenu)


def test_un_constat_se_limite_a_ses_etapes(corpus: Corpus) -> None:
    """A figure of one step counts what that step kept, and no other."""
    fortes = etape(Genre.PLUS_FORTES, nombre=1, niveaux=(Niveau.VI,))
    constats = tuple(Constat("metiers_150", "liste", e, Mesure.NOMBRE) for e in (("tension",), ()))
    lu = replace(schema(etape(Genre.TENSION, seuil=Fraction("1.5")), fortes), constats=constats)
    seul, tout = recalculer(tirer(lu), corpus)
    assert (seul.calcule, tout.calcule) == (Fraction(2), Fraction(2))
    inverse = replace(
        schema(fortes, etape(Genre.TENSION, seuil=Fraction("1.5"))), constats=constats
    )
    seul, tout = recalculer(tirer(inverse), corpus)
    assert (seul.calcule, tout.calcule) == (Fraction(1), Fraction(2))


def test_sans_demandeurs_la_tension_du_texte_ne_se_calcule_pas(corpus: Corpus) -> None:
    """A figure that cannot be recomputed is said so, and is not held."""
    constat = Constat("tension_moyenne_150", "liste", (), Mesure.TENSION)
    lu = replace(schema(etape(Genre.TENSION, seuil=Fraction(9))), constats=(constat,))
    (recalcul,) = recalculer(tirer(lu), corpus)
    assert recalcul.calcule is None
    assert not recalcul.tenu


def test_un_chiffre_que_le_texte_n_imprime_pas_est_passe(corpus: Corpus) -> None:
    """A scheme of one's own may name figures of another text: nothing stands beside them."""
    constat = Constat("inconnu", "liste", (), Mesure.NOMBRE)
    assert recalculer(tirer(replace(schema(SEUIL), constats=(constat,))), corpus) == ()


def test_un_metier_sans_domaine_n_en_ajoute_pas() -> None:
    """An occupation whose domain is not known counts among no domain, not as one of its own."""
    assert mesurer(releve(COMPTES), VARIES, {"C", "D", "Z"}, "11").domaines == ("D2",)
