"""What is already open leaves only under a lower threshold: by hand, and by another formula."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elaboration.test_tirage import COMPTES, NOMENCLATURE, etape, releve, schema
from opposable.elaboration.chiffres.nomenclature import Niveau
from opposable.elaboration.chiffres.releve import FRANCE, Etat, Releve
from opposable.elaboration.chiffres.tension import evaluable
from opposable.elaboration.examen.fragilite import hysterese
from opposable.elaboration.methode.en_place import lire_maintien
from opposable.elaboration.methode.maintien import AUCUN, Maintien
from opposable.elaboration.methode.schema import Genre, Schema
from opposable.elaboration.methode.selection import Decision, Selection
from opposable.elaboration.methode.tirage import elaborer, elaborer_par_periode
from opposable.errors import FichierError, ListeError
from opposable.law.corpus import Corpus
from opposable.law.nationalite import Regime

DIXIEME = Fraction(1, 10)
SUPERIEURE = etape(Genre.TENSION, seuil=Fraction("0.9"))


def en_place(*cellules: tuple[str, str], marge: Fraction = DIXIEME) -> Maintien:
    """Return what is in place for every list."""
    return Maintien(marge, {"": frozenset(cellules)}, "essai")


def liste(lu: Schema, maintien: Maintien, chiffres: Releve | None = None) -> Selection:
    """Draw the only list of a scheme."""
    return elaborer(lu, chiffres or releve(COMPTES), NOMENCLATURE, maintien).selections["liste"]


def test_un_metier_ouvert_reste_au_dessus_du_seuil_de_sortie() -> None:
    """D is at 17/20, under 0.9: out unless it was open, and then in, above 0.8."""
    assert "D" not in liste(schema(SUPERIEURE), AUCUN).metiers()
    verdict = liste(schema(SUPERIEURE), en_place(("D", FRANCE))).verdicts["D", FRANCE]
    assert verdict.decision is Decision.RETENU
    assert verdict.maintenu
    assert (verdict.seuil, verdict.strict) == (Fraction("0.8"), False)
    assert "déjà ouvert, seuil de sortie 0,8" in verdict.motif


def test_l_egalite_avec_le_seuil_de_sortie_reste() -> None:
    """One leaves under the lower threshold, not at it."""
    for marge, reste in (("0.05", True), ("0.04", False)):
        place = en_place(("D", FRANCE), marge=Fraction(marge))
        verdict = liste(schema(SUPERIEURE), place).verdicts["D", FRANCE]
        assert (verdict.decision is Decision.RETENU) is reste
        assert verdict.maintenu is reste


def test_qui_passe_le_seuil_d_entree_n_est_pas_maintenu() -> None:
    """A at 19/20 is in on its own, whether it was open or not."""
    verdict = liste(schema(SUPERIEURE), en_place(("A", FRANCE))).verdicts["A", FRANCE]
    assert verdict.decision is Decision.RETENU
    assert not verdict.maintenu


def test_sans_marge_rien_ne_change() -> None:
    """Whatever is in place, a margin of zero draws the list of one threshold."""
    place = en_place(("D", FRANCE), marge=Fraction())
    assert liste(schema(SUPERIEURE), place).verdicts == liste(schema(SUPERIEURE), AUCUN).verdicts


def test_le_seuil_de_sortie_n_est_jamais_negatif() -> None:
    """A margin wider than the threshold leaves zero to fall to."""
    place = en_place(("D", FRANCE), marge=Fraction(5))
    assert liste(schema(SUPERIEURE), place).verdicts["D", FRANCE].seuil == 0


def test_ce_qui_ne_s_evalue_plus_reste_ouvert_et_le_dit() -> None:
    """A hidden figure is no reason to leave; without anything in place it stays not assessable."""
    chiffres = releve(COMPTES)
    chiffres.etat[chiffres.rang_metier["A"]] = Etat.SECRETE
    verdict = liste(schema(SUPERIEURE), en_place(("A", FRANCE)), chiffres).verdicts["A", FRANCE]
    assert (verdict.decision, verdict.maintenu, verdict.tenu) == (Decision.RETENU, True, False)
    assert verdict.motif == "chiffre secret, déjà ouvert : il le reste"
    sans = liste(schema(SUPERIEURE), AUCUN, chiffres).verdicts["A", FRANCE]
    assert sans.decision is Decision.NON_EVALUABLE


@pytest.mark.parametrize(
    ("options", "sortie"),
    [
        ({"nombre": 1}, Fraction("1.65")),
        ({"seuil": Fraction("1.5")}, Fraction("1.4")),
        ({"nombre": 5, "seuil": Fraction("1.5")}, Fraction("1.4")),
        ({"nombre": 1, "seuil": Fraction("1.5")}, Fraction("1.65")),
    ],
)
def test_les_plus_fortes_ont_un_rang_ou_un_plancher_de_sortie(
    options: dict[str, object], sortie: Fraction
) -> None:
    """B at 35/20 is first; C at 28/20 stays where the last rank or the floor, less 0.1, lets it."""
    fortes = etape(Genre.PLUS_FORTES, niveaux=(Niveau.IV, Niveau.V), **options)
    tiree = liste(schema(fortes), en_place(("C", FRANCE)))
    assert tiree.verdicts["C", FRANCE].seuil == sortie
    assert tiree.metiers() == ({"B", "C"} if sortie <= Fraction("1.4") else {"B"})


def test_une_liste_nationale_et_une_regionale_se_repondent() -> None:
    """Open in a region counts as open in the country; open everywhere, as open in each region."""
    chiffres = releve(COMPTES)
    regionale = schema(SUPERIEURE, par_region=True).tirages[0]
    nationale = schema(SUPERIEURE).tirages[0]
    assert en_place(("D", "11")).pour(nationale, chiffres) == {("D", FRANCE)}
    assert en_place(("D", FRANCE)).pour(regionale, chiffres) == {("D", "11"), ("D", "53")}
    assert en_place(("D", "partout")).pour(regionale, chiffres) == {("D", "11"), ("D", "53")}
    assert en_place(("D", "11")).pour(regionale, chiffres) == {("D", "11")}


def test_ce_qui_est_en_place_se_dit_par_selection() -> None:
    """A selection named takes its own; another takes what stands under no name."""
    tirage = schema(SUPERIEURE).tirages[0]
    place = Maintien(DIXIEME, {"liste": frozenset({("A", FRANCE)}), "": frozenset({("B", FRANCE)})})
    assert place.pour(tirage, releve(COMPTES)) == {("A", FRANCE)}
    autre = Maintien(DIXIEME, {"autre": frozenset({("A", FRANCE)})})
    assert autre.pour(tirage, releve(COMPTES)) == frozenset()


ANNEES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 8), st.sampled_from([*Etat])),
    min_size=2,
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(ANNEES, st.fractions(0, 2, max_denominator=10), st.fractions("1/20", 1, max_denominator=20))
def test_periode_apres_periode_comme_la_formule_vectorielle(
    annees: list[tuple[int, int, Etat]], seuil: Fraction, marge: Fraction
) -> None:
    """One step drawn year after year gives the last year of the vectorised hysteresis."""
    o, d, e = (np.array([[list(cote)]]) for cote in zip(*annees, strict=True))
    o, d = np.where(e == Etat.CONNUE, o, 0), np.where(e == Etat.CONNUE, d, 0)
    periodes = tuple(str(2001 + i) for i in range(len(annees)))
    chiffres = Releve(("A",), ("11",), periodes, o, d, e.astype(np.int8), mesure="essai")
    lu = schema(etape(Genre.TENSION, seuil=seuil), par_region=True)
    tiree = elaborer_par_periode(lu, chiffres, NOMENCLATURE, Maintien(marge))
    attendu = hysterese(chiffres, evaluable(chiffres, 0), seuil, min(marge, seuil))
    assert (("A", "11") in tiree.selections["liste"].retenus()) == bool(attendu[0, 0, -1])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([(m, r) for m in COMPTES for r in ("11", "53")])),
    st.fractions(0, 2, max_denominator=20),
    st.sampled_from([Genre.TENSION, Genre.PLUS_FORTES]),
)
def test_l_hysterese_ne_retire_jamais(
    places: list[tuple[str, str]], marge: Fraction, genre: Genre
) -> None:
    """Whatever is in place, a lower threshold to leave only ever keeps more."""
    lu = schema(etape(genre, seuil=Fraction("0.9")), par_region=True)
    sans, avec = liste(lu, AUCUN), liste(lu, en_place(*places, marge=marge))
    assert sans.retenus() <= avec.retenus() <= sans.retenus() | set(places)
    assert {(v.metier, v.territoire) for v in avec.maintenus()} == avec.retenus() - sans.retenus()


def lire(nom: object, corpus: Corpus, codes: Schema | None = None) -> Maintien:
    """Read what is in place for the little nomenclature."""
    return lire_maintien(
        str(nom),
        DIXIEME,
        corpus=corpus,
        regime=Regime.PAYS_TIERS,
        schema=codes or schema(SUPERIEURE),
        nomenclature=NOMENCLATURE,
    )


def test_un_csv_ou_un_dossier_dit_ce_qui_est_en_place(tmp_path: Path, corpus: Corpus) -> None:
    """A list as `elaborate` writes it is read back, alone or in its folder; `partout` is a zone."""
    texte = "rang;zone;metier\n1;11;A\n2;partout;B\n3;FR;C\n"
    (tmp_path / "liste.csv").write_text(texte, encoding="utf-8")
    attendu = {("A", "11"), ("B", "partout"), ("C", FRANCE)}
    assert lire(tmp_path, corpus).en_place == {"liste": attendu}
    assert lire(tmp_path / "liste.csv", corpus).en_place == {"": attendu}
    assert lire("", corpus) == Maintien(DIXIEME)


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("zone,code\n11,A\n", "colonne absente : « metier »"),
        ("metier\nA\n", "colonne absente : « zone »"),
        ("metier,zone\nA,11\nB,99\n", "ligne 3 : « B » en « 99 »"),
        ("metier,zone\n,11\n", "ligne 2"),
        ('metier,zone\n"A,11\n', "jamais refermé"),
        ("metier,zone\n99999,11\n", "aucun de ses 1 métiers, comme « 99999 »"),
    ],
)
def test_une_liste_en_place_inutilisable_est_dite(
    tmp_path: Path, corpus: Corpus, texte: str, dit: str
) -> None:
    """A list without its columns, an unknown zone or codes of another sort are named."""
    (tmp_path / "p.csv").write_text(texte, encoding="utf-8")
    with pytest.raises(FichierError) as refus:
        lire(tmp_path / "p.csv", corpus)
    assert dit in refus.value.message


def test_le_droit_en_place_est_dans_les_memes_codes(corpus: Corpus) -> None:
    """The law in force may be what is in place, where its codes are those of the figures."""
    with pytest.raises(FichierError, match="mêmes codes"):
        lire("2009-06-01", corpus)
    with pytest.raises(ListeError):
        lire("rien", corpus)


def test_un_dossier_sans_la_liste_est_dit(tmp_path: Path, corpus: Corpus) -> None:
    """A folder must hold the list of each selection of the scheme."""
    with pytest.raises(FichierError, match=r"liste\.csv"):
        lire(tmp_path, corpus)
