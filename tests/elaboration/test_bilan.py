"""Everything there is to tell: sweep, flips, hysteresis and comparison, in JSON and on the page."""

import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from elaboration.test_tirage import CHIFFRES, COMPTES, NOMENCLATURE, etape, releve, schema, tirer
from opposable.elaboration.chiffres.anomalie import Anomalie, Effet, signaler
from opposable.elaboration.chiffres.nomenclature import Niveau
from opposable.elaboration.chiffres.releve import FRANCE, Etat
from opposable.elaboration.examen.bilan import Bilan, Epreuve, dresser
from opposable.elaboration.examen.fragilite import deplacer, eprouver
from opposable.elaboration.methode.maintien import AUCUN, Maintien
from opposable.elaboration.methode.schema import Genre, Schema
from opposable.elaboration.methode.tirage import elaborer
from opposable.elaboration.restitution.rapport import LIGNES_AU_PLUS, en_html
from opposable.law.corpus import Corpus
from opposable.law.nationalite import Regime

SEUIL = Fraction("0.9")
SUPERIEURE = etape(Genre.TENSION, seuil=SEUIL)
EN_PLACE = Maintien(Fraction("0.05"), {"": frozenset({("D", FRANCE)})}, "liste d'avant")


PEU = Epreuve(tirages=80)
"""Few draws of chance."""


def bilan(corpus: Corpus, lu: Schema, maintien: Maintien = AUCUN, **options: Any) -> Bilan:
    """Draw and tell, with few draws of chance."""
    tirees = elaborer(lu, releve(COMPTES), NOMENCLATURE, maintien)
    return dresser(tirees, corpus, **{"epreuve": PEU} | options)


def test_les_entrees_qui_basculent_ont_leurs_chiffres(corpus: Corpus) -> None:
    """Within 0.05 of 0.9: A would leave, D would enter, each with its figures and its interval."""
    tout = bilan(corpus, schema(SUPERIEURE)).en_dict()["fragilites"]["liste"]
    par_metier = {e["metier"]: e for e in tout["basculent"]}
    assert set(par_metier) == {"A", "D"}
    attendu = {
        "territoire": FRANCE,
        "decision": "retenu",
        "etape": "tension",
        "offres": "19",
        "demandeurs": "20",
        "tension": "19/20",
        "seuil": "9/10",
        "ecart": "1/20",
    }
    assert par_metier["A"].items() >= attendu.items()
    assert par_metier["D"]["ecart"] == "-1/20"
    assert par_metier["A"]["bas"] < 0.95 < par_metier["A"]["haut"]
    assert tout["marge"] == "1/20"


def test_la_marge_dit_qui_bascule(corpus: Corpus) -> None:
    """With a narrower margin none flips; nearest entries come first with a wider one."""
    etroite = bilan(
        corpus, schema(SUPERIEURE), epreuve=replace(PEU, marge=Fraction("0.04"))
    ).fragilites["liste"]
    large = bilan(
        corpus, schema(SUPERIEURE), epreuve=replace(PEU, marge=Fraction("0.5"))
    ).fragilites["liste"]
    assert etroite.basculent == ()
    assert [s.verdict.metier for s in large.basculent] == ["A", "D", "C"]


def test_le_balayage_par_defaut_et_demande(corpus: Corpus) -> None:
    """0.6 on each side by steps of 0.05, never under zero; or the thresholds asked for."""
    seuils = bilan(corpus, schema(SUPERIEURE)).fragilites["liste"].balayage.seuils
    assert (seuils[0], seuils[12], seuils[-1]) == (Fraction("0.3"), SEUIL, Fraction("1.5"))
    bas = schema(etape(Genre.TENSION, seuil=Fraction("0.1")))
    assert bilan(corpus, bas).fragilites["liste"].balayage.seuils[0] == 0
    demandes = (Fraction(1), Fraction(2))
    balayage = (
        bilan(corpus, schema(SUPERIEURE), epreuve=replace(PEU, seuils=demandes))
        .fragilites["liste"]
        .balayage
    )
    assert balayage == (demandes, (3, 1))


def test_le_seuil_balaye_est_celui_du_plus_grand_nombre(corpus: Corpus) -> None:
    """Two of level II are held against 0.9, three others against 1.5: 1.5 is swept."""
    superieure = etape(Genre.TENSION, seuil=SEUIL, niveaux=(Niveau.II,))
    fortes = etape(
        Genre.PLUS_FORTES, seuil=Fraction("1.5"), niveaux=(Niveau.IV, Niveau.V, Niveau.VI)
    )
    fragilite = bilan(corpus, schema(superieure, fortes)).fragilites["liste"]
    assert fragilite.seuil == Fraction("1.5")
    rang = fragilite.balayage.seuils.index(Fraction("1.5"))
    assert fragilite.balayage.nombres[rang] == 2


@settings(max_examples=60, deadline=None)
@given(
    CHIFFRES,
    st.fractions(0, 2, max_denominator=20),
    st.fractions(0, 1, max_denominator=20),
    st.booleans(),
)
def test_deplacer_le_seuil_c_est_tirer_a_un_autre_seuil(
    comptes: dict[str, tuple[tuple[int, int], ...]],
    essai: Fraction,
    marge: Fraction,
    strict: bool,  # noqa: FBT001 - drawn
) -> None:
    """The sweep counts what drawing again at another threshold keeps, what is open included."""

    def tiree(seuil: Fraction) -> Any:
        lu = schema(etape(Genre.TENSION, seuil=seuil, strict=strict), par_region=True)
        place = Maintien(marge, {"": frozenset({("A", "11"), ("B", "53")})})
        return elaborer(lu, releve(comptes), NOMENCLATURE, place).selections["liste"]

    compte = deplacer(tiree(Fraction(2)).verdicts.values(), Fraction(2), [essai]).nombres[0]
    assert compte == sum(v.tenu for v in tiree(essai).verdicts.values() if v.decision == "retenu")


def test_l_egalite_au_plancher_compte_dans_le_hasard() -> None:
    """A floor that equality passes is passed by the draws that equal it too."""
    comptes = {"A": ((1, 1), (0, 0))}
    chances = []
    for strict in (True, False):
        lu = schema(etape(Genre.TENSION, seuil=Fraction(1), strict=strict))
        chances.append(eprouver(tirer(lu, releve(comptes)).selections["liste"])[0].probabilite)
    assert chances[1] - chances[0] > 0.1


def test_une_cellule_non_evaluable_n_est_tenue_a_aucun_seuil(corpus: Corpus) -> None:
    """Under the minimum there is a ratio but no verdict on it: neither safe, near, nor swept."""
    fait = bilan(corpus, schema(SUPERIEURE, minimum=21))
    assert fait.fragilites == {}
    assert "Fragilité" not in en_html(fait)


def test_l_hysterese_est_dans_le_json_et_sur_la_page(corpus: Corpus) -> None:
    """What is kept because it was open is listed with its figures; the margin and source too."""
    fait = bilan(corpus, schema(SUPERIEURE), EN_PLACE)
    dite = fait.en_dict()["hysterese"]
    assert (dite["marge"], dite["en_place"]) == ("1/20", "liste d'avant")
    assert [e["metier"] for e in dite["maintenus"]["liste"]] == ["D"]
    assert dite["maintenus"]["liste"][0]["seuil"] == "17/20"
    page = en_html(fait)
    assert "Gardés parce qu’ils étaient ouverts" in page
    assert "0,05 sous le seuil pour ce qui est déjà ouvert" in page
    sans = en_html(bilan(corpus, schema(SUPERIEURE)))
    assert "Hystérèse" not in sans
    assert "Gardés parce" not in sans


def test_la_page_dit_qui_bascule_avec_ses_chiffres(corpus: Corpus) -> None:
    """The table of flips has offers, seekers, ratio, threshold, distance and what would happen."""
    page = en_html(bilan(corpus, schema(SUPERIEURE)))
    table = page[page.index("<caption>Entrées qui basculent") :]
    rangee = re.sub(r"<[^>]+>", "|", table[table.index("A Métier A") : table.index("sortirait")])
    cellules = [c for c in rangee.split("|") if c]
    assert cellules[:6] == ["A Métier A", "19", "20", "0,950", "0,9", "+0,050"]
    assert "entrerait" in table
    assert "−0,050" in table


def test_la_page_dessine_les_intervalles(corpus: Corpus) -> None:
    """The chart of intervals names the entries nearest to their threshold, regions included."""
    page = en_html(bilan(corpus, schema(SUPERIEURE, par_region=True)))
    dessin = page[page.index("Intervalles du hasard") :]
    assert "les 10 entrées les plus proches de leur seuil" in dessin
    assert "A Métier A, Île-de-France" in dessin
    assert page.count("<svg") == page.count('role="img"') == 4


def test_aucune_entree_ne_bascule_se_dit(corpus: Corpus) -> None:
    """With none to show, the page says so."""
    page = en_html(bilan(corpus, schema(SUPERIEURE), epreuve=replace(PEU, marge=Fraction(0))))
    assert "Entrées qu’un seuil déplacé de 0 ferait basculer</h4>\n<p>Aucune.</p>" in page


def test_le_jour_compare_est_en_lettres_et_les_autres_codes_sont_dits(corpus: Corpus) -> None:
    """A day is written in letters; lists of another nomenclature are not taken for changes."""
    fait = bilan(corpus, schema(SUPERIEURE), comparee="2009-06-01", regime=Regime.PAYS_TIERS)
    page = en_html(fait)
    assert "Ce qui change par rapport au droit en vigueur le 1er juin 2009" in page
    assert "Ce droit est écrit en rome-1999, les chiffres en essai" in page
    assert fait.en_dict()["autres_codes"] == ["rome-1999"]
    texte = bilan(
        corpus, schema(SUPERIEURE), comparee="arrete-2008-01-18-tiers", regime=Regime.PAYS_TIERS
    )
    assert "par rapport à «\u00a0arrete-2008-01-18-tiers\u00a0»" in en_html(texte)


def test_les_anomalies_semblables_sont_dites_ensemble(corpus: Corpus) -> None:
    """One line for each sort, with the lines of the file; the first where they are many."""

    def anomalie(ligne: int, probleme: str = "cellule vide") -> Anomalie:
        return signaler("d.csv", ligne, "offres", "", probleme, Effet.CELLULE_SECRETE)

    anomalies = (*(anomalie(n) for n in range(2, 32)), anomalie(40, "nombre négatif"))
    page = en_html(bilan(corpus, schema(SUPERIEURE), anomalies=anomalies))
    assert page.count("cellule secrète") == 2
    assert f"{LIGNES_AU_PLUS + 1} et 10 autres" in page
    assert "ligne 40" in page


HOSTILE = "<script>alert(1)</script>"


def test_rien_de_ce_qui_est_lu_n_est_du_code(corpus: Corpus) -> None:
    """Names of files, lists and steps are text on the page, whatever they hold."""
    lu = Schema(HOSTILE, HOSTILE, "essai", 0, None, schema(SUPERIEURE).tirages)
    page = en_html(bilan(corpus, lu, constats=(HOSTILE,)))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 2


def test_une_borne_infinie_est_nulle_en_json_et_ouverte_sur_la_page(corpus: Corpus) -> None:
    """One seeker may well be none: the interval has no end, which JSON writes null."""
    elaboration = tirer(schema(SUPERIEURE), releve({"A": ((5, 1), (0, 0))}))
    fait = dresser(elaboration, corpus, epreuve=Epreuve(80, marge=Fraction(9)))
    texte = json.dumps(fait.en_dict(), allow_nan=False)
    (entree,) = json.loads(texte)["fragilites"]["liste"]["basculent"]
    assert entree["haut"] is None
    assert re.search(r"\d,\d\d à …</td>", en_html(fait))


def test_la_stabilite_compte_les_periodes_et_les_changements_de_cote(corpus: Corpus) -> None:
    """A is above 0.9 in one period of two and changes side once; B is above in both."""
    avant = releve({"A": ((5, 5), (5, 5)), "B": ((9, 5), (9, 5))})
    apres = releve({"A": ((5, 5), (4, 5)), "B": ((9, 5), (9, 5))})
    paires = ((getattr(avant, n), getattr(apres, n)) for n in ("offres", "demandeurs", "etat"))
    offres, demandeurs, etat = (np.concatenate(paire, axis=2) for paire in paires)
    chiffres = replace(
        avant, periodes=("2006", "2007"), offres=offres, demandeurs=demandeurs, etat=etat
    )
    tirees = elaborer(schema(etape(Genre.TENSION, seuil=SEUIL)), chiffres, NOMENCLATURE)
    dresse = dresser(tirees, corpus, epreuve=Epreuve(80))
    dit = dresse.en_dict()["stabilite"]
    assert dit["periodes"] == ["2006", "2007"]
    suivies = {e["metier"]: e for e in dit["entrees"]["liste"]}
    assert [suivies["A"][n] for n in ("evaluees", "au_dessus", "bascules")] == [2, 1, 1]
    assert [suivies["B"][n] for n in ("evaluees", "au_dessus", "bascules")] == [2, 2, 0]
    page = en_html(dresse)
    assert "D’une période à l’autre" in page
    assert "1 entrée retenue reste du même côté" in page


def test_une_periode_seule_n_a_pas_de_stabilite(corpus: Corpus) -> None:
    """With one period nothing is said of stability."""
    seul = bilan(corpus, schema(SUPERIEURE))
    assert seul.constances == {"liste": ()}
    assert "D’une période à l’autre" not in en_html(seul)


def test_aucun_signe_ne_commence_une_ligne(corpus: Corpus) -> None:
    """No « ; », « : » or « % » of the page may fall at the start of a line."""
    page = en_html(bilan(corpus, schema(SUPERIEURE, par_region=True), EN_PLACE))
    corps = re.sub(r"<svg.*?</svg>", "", page.split("</style>")[1], flags=re.DOTALL)
    assert re.search(r"[ \n][;:!?%»]", re.sub(r"<[^>]+>", "", corps)) is None


def test_une_region_sans_chiffre_n_est_pas_zero(corpus: Corpus) -> None:
    """A region whose figures are all kept back has a dash in the table and on the map."""
    chiffres = releve(COMPTES)
    chiffres.etat[:, chiffres.rang_territoire["53"]] = Etat.SECRETE
    tirees = tirer(schema(SUPERIEURE, par_region=True), chiffres)
    page = en_html(dresser(tirees, corpus, epreuve=PEU))
    assert "<title>Bretagne\u00a0: non évaluée</title>" in page
    assert re.search(r'Bretagne</th><td class="n">–</td>', page)
