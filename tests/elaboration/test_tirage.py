"""Each step worked by hand, and what must hold whatever the figures."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opposable.elaboration.chiffres.nomenclature import MetierNomme, Niveau, Nomenclature
from opposable.elaboration.chiffres.releve import FRANCE, Etat, Releve
from opposable.elaboration.examen.pourquoi import expliquer
from opposable.elaboration.methode.schema import Etape, Genre, Schema, Tirage
from opposable.elaboration.methode.schema_toml import lire_schema
from opposable.elaboration.methode.selection import Decision, Elaboration
from opposable.elaboration.methode.tirage import elaborer
from opposable.errors import SchemaError

REGIONS = ("11", "53")
NIVEAUX = {"A": Niveau.II, "B": Niveau.IV, "C": Niveau.V, "D": Niveau.II, "E": Niveau.VI}
TETE = 'id="a"\nnom="a"\nmesure="a"\n'
UNE = (
    f'{TETE}[[selection]]\nid="s"\nnom="s"\n[[selection.etape]]\nid="e"\nnom="e"\n'
    'genre="tension"\nseuil="0.9"'
)
NOMENCLATURE = Nomenclature(
    "essai", {c: MetierNomme(c, f"Métier {c}", n, "D") for c, n in NIVEAUX.items()}
)
# Offers and seekers for (11, 53); the country is their sum.
COMPTES = {
    "A": ((9, 10), (10, 10)),
    "B": ((30, 10), (5, 10)),
    "C": ((20, 10), (8, 10)),
    "D": ((8, 10), (9, 10)),
    "E": ((50, 10), (50, 10)),
}


def releve(comptes: Mapping[str, tuple[tuple[int, int], ...]], fois: int = 1) -> Releve:
    """Return figures for one year."""
    metiers = tuple(sorted(comptes))
    offres = np.array([[[o * fois] for o, _ in comptes[m]] for m in metiers], np.int64)
    demandeurs = np.array([[[d * fois] for _, d in comptes[m]] for m in metiers], np.int64)
    etat = np.full(offres.shape, Etat.CONNUE, np.int8)
    return Releve(metiers, REGIONS, ("2006",), offres, demandeurs, etat, mesure="essai")


def schema(*etapes: Etape, par_region: bool = False, minimum: int = 0) -> Schema:
    """Return a scheme of one list."""
    tirage = Tirage("liste", "Liste", par_region, "", etapes)
    return Schema("essai", "Essai", "essai", minimum, None, (tirage,))


def etape(genre: Genre, **options: object) -> Etape:
    """Return a step named after its kind."""
    return Etape(genre.value, genre.value, genre, **options)  # type: ignore[arg-type]


def tirer(lu: Schema, chiffres: Releve | None = None) -> Elaboration:
    """Draw."""
    return elaborer(lu, chiffres or releve(COMPTES), NOMENCLATURE)


def retenus(elaboration: Elaboration) -> set[str]:
    """Return the occupations kept."""
    return set(elaboration.selections["liste"].metiers())


def test_superieur_a_est_strict() -> None:
    """« Supérieur à 0,9 »: A is at 19/20 and kept, D at 17/20 and dropped; at 0.95, A is not."""
    superieur = {"niveaux": (Niveau.I, Niveau.II, Niveau.III)}
    juste = etape(Genre.TENSION, seuil=Fraction("0.95"), **superieur)
    assert retenus(tirer(schema(etape(Genre.TENSION, seuil=Fraction("0.9"), **superieur)))) == {"A"}
    assert retenus(tirer(schema(juste))) == set()
    large = etape(Genre.TENSION, seuil=Fraction("0.95"), strict=False, **superieur)
    assert retenus(tirer(schema(large))) == {"A"}


def test_les_plus_fortes_jusqu_au_plancher_ou_au_nombre() -> None:
    """Among levels IV and V: B at 35/20, C at 28/20; a floor of 1.5 keeps B, a number of 2 both."""
    niveaux = {"niveaux": (Niveau.IV, Niveau.V)}
    assert retenus(tirer(schema(etape(Genre.PLUS_FORTES, seuil=Fraction("1.5"), **niveaux)))) == {
        "B"
    }
    assert retenus(tirer(schema(etape(Genre.PLUS_FORTES, nombre=2, **niveaux)))) == {"B", "C"}
    assert retenus(tirer(schema(etape(Genre.PLUS_FORTES, nombre=1, **niveaux)))) == {"B"}


def test_les_ex_aequo_au_dernier_rang_sont_gardes() -> None:
    """Two equal tensions at the last rank are kept together."""
    egaux = {**COMPTES, "C": COMPTES["B"]}
    lu = schema(etape(Genre.PLUS_FORTES, nombre=1, niveaux=(Niveau.IV, Niveau.V)))
    assert retenus(tirer(lu, releve(egaux))) == {"B", "C"}


def test_la_declinaison_regarde_chaque_region() -> None:
    """Regional tension above 0.8: C at exactly 0.8 in 53 is out there and in in 11."""
    lu = schema(etape(Genre.TENSION, seuil=Fraction("0.8")), par_region=True)
    liste = tirer(lu).selections["liste"]
    assert ("C", "11") in liste.retenus()
    assert ("C", "53") not in liste.retenus()
    assert liste.verdicts["C", "53"].ecart == 0


def test_ajouts_et_retraits_portent_leur_motif(tmp_path: Path) -> None:
    """An addition overrides figures, a removal too; who asks and why are in the verdict."""
    for nom, metier in (("ajouts", "D"), ("retraits", "A")):
        texte = f"metier;territoire;demandeur;motif\n{metier};;préfet;besoin local\n"
        (tmp_path / f"{nom}.csv").write_text(texte, encoding="utf-8")
    lu = schema(
        etape(Genre.TENSION, seuil=Fraction("0.9")),
        etape(Genre.AJOUTS, fichier=tmp_path / "ajouts.csv"),
        etape(Genre.RETRAITS, fichier=tmp_path / "retraits.csv"),
    )
    liste = tirer(lu).selections["liste"]
    assert {"D", "B", "C", "E"} == liste.metiers()
    assert liste.verdicts["D", FRANCE].motif == "ajouté par préfet : besoin local"
    assert liste.verdicts["A", FRANCE].etape == "retraits"


def test_ce_qui_ne_s_evalue_pas_n_est_pas_sans_tension() -> None:
    """A hidden cell, nobody seeking, or too few seekers is not assessable, and says why."""
    chiffres = releve({**COMPTES, "B": ((3, 0), (3, 0))})
    chiffres.etat[chiffres.rang_metier["C"]] = Etat.SECRETE
    lu = schema(etape(Genre.TENSION, seuil=Fraction("0.9")), minimum=20)
    verdicts = tirer(lu, chiffres).selections["liste"].verdicts
    assert verdicts["B", FRANCE].decision is Decision.NON_EVALUABLE
    assert "aucun demandeur" in verdicts["B", FRANCE].motif
    assert verdicts["C", FRANCE].decision is Decision.NON_EVALUABLE
    assert "secret" in verdicts["C", FRANCE].motif
    assert verdicts["A", FRANCE].decision is Decision.RETENU
    peu = schema(etape(Genre.TENSION, seuil=Fraction("0.9")), minimum=21)
    assert "moins que le minimum" in tirer(peu).selections["liste"].verdicts["A", FRANCE].motif


def test_chaque_metier_a_son_verdict_dans_chaque_territoire() -> None:
    """Every occupation × territory is told, with its figures and distance."""
    lu = schema(etape(Genre.TENSION, seuil=Fraction("0.9")), par_region=True)
    lignes = list(expliquer(tirer(lu)))
    assert len(lignes) == len(NIVEAUX) * len(REGIONS)
    a = next(li for li in lignes if (li.metier, li.territoire) == ("A", "11"))
    assert (a.tension_exacte, a.seuil, a.ecart, a.decision) == ("9/10", "0.9", "0.000000", "ecarte")
    assert "égale à 0,9" in a.motif


def test_une_autre_echelle_est_refusee() -> None:
    """Thresholds of one scale are not held against figures of another."""
    lu = Schema("essai", "Essai", "anpe-2006", 0, None, ())
    with pytest.raises(SchemaError, match="même échelle"):
        tirer(lu)


@pytest.mark.parametrize(
    ("toml", "dit"),
    [
        ("", "id : clé absente"),
        ("id = 1", "id : texte attendu"),
        ('id="a"\nnom="a"\nmesure="a"\nselection=[]', "au moins un [[selection]]"),
        ('id="a"\nnom="a"\nmesure="a"\nselection="x"', "au moins un [[selection]]"),
        (f"constat = 'x'\n{UNE}", "au moins un [[constat]]"),
        (f"{UNE}\n[[constat]]\nchiffre='n'\nselection='s'\netapes=3", "liste de textes attendue"),
        ("= x", "TOML illisible"),
        ('inconnue = 1\nid = "a"', "clé inconnue : inconnue"),
        ('id="a"\nnom="a"\nmesure="a"', "au moins un [[selection]]"),
        (f'{TETE}[[selection]]\nid="s"\nnom="s"\nparmi="x"\n[[selection.etape]]\nid="e"', "parmi"),
        (f'{TETE}[[selection]]\nid="s"\nnom="s"\n[[selection.etape]]\nid="e"\nnom="e"', "genre"),
        (
            f'{TETE}[[selection]]\nid="s"\nnom="s"\n[[selection.etape]]\nid="e"\nnom="e"\ngenre="tension"',
            "demande seuil",
        ),
        (
            (
                f'{TETE}[[selection]]\nid="s"\nnom="s"\n[[selection.etape]]\nid="e"\nnom="e"\n'
                'genre="tension"\nseuil=0.9'
            ),
            "écrit en texte",
        ),
    ],
)
def test_un_schema_fautif_est_dit_en_francais(tmp_path: Path, toml: str, dit: str) -> None:
    """Every fault of a scheme names the file, the step and the key."""
    chemin = tmp_path / "s.toml"
    chemin.write_text(toml, encoding="utf-8")
    with pytest.raises(SchemaError) as refus:
        lire_schema(chemin)
    assert dit in refus.value.message
    assert refus.value.message.startswith("s.toml")


COUPLE = st.tuples(st.integers(0, 60), st.integers(0, 40))
CHIFFRES = st.fixed_dictionaries({m: st.tuples(COUPLE, COUPLE) for m in COMPTES})
SEUILS = st.fractions(0, 3, max_denominator=20)


@settings(max_examples=60, deadline=None)
@given(CHIFFRES, SEUILS, SEUILS)
def test_elever_un_seuil_n_ajoute_jamais(
    comptes: dict[str, tuple[tuple[int, int], ...]], a: Fraction, b: Fraction
) -> None:
    """Raising a threshold never adds an occupation."""
    bas, haut = sorted((a, b))
    peu, beaucoup = (
        retenus(tirer(schema(etape(Genre.TENSION, seuil=s)), releve(comptes))) for s in (haut, bas)
    )
    assert peu <= beaucoup


@settings(max_examples=60, deadline=None)
@given(CHIFFRES, SEUILS, st.integers(2, 9))
def test_doubler_tous_les_effectifs_ne_change_rien(
    comptes: dict[str, tuple[tuple[int, int], ...]], seuil: Fraction, fois: int
) -> None:
    """Multiplying all counts changes no ratio, hence no list."""
    lu = schema(etape(Genre.TENSION, seuil=seuil), par_region=True)
    une, autre = (tirer(lu, releve(comptes, n)).selections["liste"].retenus() for n in (1, fois))
    assert une == autre


@settings(max_examples=40, deadline=None)
@given(CHIFFRES, SEUILS, SEUILS)
def test_la_liste_regionale_est_dans_la_nationale(
    comptes: dict[str, tuple[tuple[int, int], ...]], a: Fraction, b: Fraction
) -> None:
    """A list drawn from another holds nothing that the other does not."""
    nationale = Tirage(
        "n", "N", par_region=False, parmi="", etapes=(etape(Genre.TENSION, seuil=a),)
    )
    regions = Tirage("r", "R", par_region=True, parmi="n", etapes=(etape(Genre.TENSION, seuil=b),))
    lu = Schema("e", "E", "toutes", 0, None, (nationale, regions))
    selections = tirer(lu, releve(comptes)).selections
    assert selections["r"].metiers() <= selections["n"].metiers()
