"""Searching an occupation by everyday words."""

from __future__ import annotations

import csv
import random
import string
from functools import cache
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opposable.decision.chargement import load_corpus
from opposable.ecrit.repli import replier
from opposable.recherche.lecteur import nomenclatures_du_jour
from opposable.recherche.metier import Degre, Index, Proposition
from opposable.recherche.noms import BARRE, Noms
from opposable.recherche.racine import genres
from opposable.recherche.recueil import Nom, recueillir
from recherche.conftest import lire

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.law.corpus import Corpus

RACINE = Path(__file__).parents[2]
DONNEES = RACINE / "src" / "opposable" / "law" / "data"
COURANTS = lire("mots_courants.csv")
TOUS_LES_JOURS = lire("mots_de_tous_les_jours.csv")
HORS_LISTES = lire("metiers_hors_listes.csv")
ANCIENNE, OFFICIELLE = "rome-1999", "rome-v3"
TROIS = 3
NOMS = Noms.lire()
APPELLATIONS = [
    (ligne["code"], titre)
    for ligne in NOMS.repertoire
    for titre in ligne["appellations"].split(BARRE)
]
francais = st.text(alphabet=string.printable + "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒÆ’«»–", max_size=60)


@cache
def droit() -> Corpus:
    """The law, as adopted."""
    return load_corpus()


@cache
def lues() -> tuple[str, ...]:
    """Nomenclatures that a person of any nationality may be asked for."""
    return nomenclatures_du_jour(droit())


@cache
def index() -> Index:
    """The index of the law and of the public employment service."""
    return Index(recueillir(NOMS.appellations(droit())))


def _codes(mots: str, limite: int = 5, *nomenclatures: str) -> list[str]:
    return [p.metier for p in index().chercher(mots, limite, nomenclatures or lues())]


# -- official titles -----------------------------------------------------------------------------


def test_the_official_titles_are_all_there() -> None:
    """The 532 occupations and the 11 118 titles of the public employment service are known."""
    assert len(NOMS.repertoire) == 532
    assert len(APPELLATIONS) == len({titre for _, titre in APPELLATIONS}) == 11_118


def _fautif(mot: str, de: random.Random) -> str:
    """Return a text with one fault of typing: a letter lost, doubled, changed or swapped."""
    ou, lettre = de.randrange(len(mot) - 1), de.choice(string.ascii_lowercase)
    fautes = (
        mot[:ou] + mot[ou + 1 :],
        mot[:ou] + mot[ou] + mot[ou:],
        mot[:ou] + lettre + mot[ou + 1 :],
        mot[:ou] + mot[ou + 1] + mot[ou] + mot[ou + 2 :],
    )
    return de.choice([faute for faute in fautes if faute != mot] or [mot[1:]])


@pytest.mark.parametrize(
    ("ecrire", "combien", "part"),
    [
        (lambda titre, _: titre, len(APPELLATIONS), 0.99),
        (lambda titre, _: genres(titre)[min(1, len(genres(titre)) - 1)], 2000, 0.99),
        (lambda titre, _: genres(titre)[-1].upper(), 2000, 0.99),
        (_fautif, 2000, 0.97),
        (lambda titre, de: _fautif(genres(titre)[-1], de), 2000, 0.97),
    ],
    ids=["imprime", "masculin", "feminin", "une faute", "feminin et une faute"],
)
def test_an_official_title_finds_its_own_code_first(
    ecrire: Callable[[str, random.Random], str], combien: int, part: float
) -> None:
    """99 % of the titles, as printed or in one gender, have their code first; 97 % with a fault."""
    de = random.Random(1118)  # noqa: S311 - the same faults at each run
    manques = []
    for code, titre in de.sample(APPELLATIONS, combien):
        ecrit = ecrire(titre, de)
        if _codes(ecrit)[:1] != [code]:
            manques.append((ecrit, code, _codes(ecrit, TROIS)))
    assert len(manques) <= (1 - part) * combien, manques[:20]


# -- everyday words ------------------------------------------------------------------------------


def test_everyday_words_find_their_occupation() -> None:
    """95 % of everyday words, in both genders, plural, slang, show it in the first three."""
    manques = [
        (ligne["mots"], ligne["codes"], _codes(ligne["mots"], TROIS))
        for ligne in TOUS_LES_JOURS
        if not set(ligne["codes"].split(BARRE)) & set(_codes(ligne["mots"], TROIS))
    ]
    assert len(TOUS_LES_JOURS) >= 400
    assert len(manques) <= 0.05 * len(TOUS_LES_JOURS), manques


def test_everyday_words_find_the_code_of_the_lists() -> None:
    """At least 95 % of the words for an occupation of the lists show its code of 1999."""
    manques = [
        (ligne["mots"], ligne["metier"])
        for ligne in COURANTS
        if ligne["metier"] not in _codes(ligne["mots"], TROIS, ANCIENNE)
    ]
    assert len(COURANTS) >= 300
    assert len(manques) <= 0.05 * len(COURANTS), manques


def test_an_occupation_off_the_lists_never_has_one_false_neighbour() -> None:
    """Of 300 occupations off the lists, none is answered by one code alone that is another's."""
    faux = []
    for ligne in HORS_LISTES:
        codes = _codes(ligne["mots"])
        if len(codes) == 1 and codes[0] not in ligne["codes"].split(BARRE):
            faux.append((ligne["mots"], codes))
    assert len(HORS_LISTES) >= 300
    assert faux == []


@pytest.mark.parametrize(
    ("mots", "faux"), [("coiffeur", "42113"), ("facteur", "33111"), ("traducteur", "33226")]
)
def test_a_known_word_is_never_read_as_another(mots: str, faux: str) -> None:
    """A hairdresser is no shutterer, a postman no buyer, a translator no actuary."""
    assert faux not in _codes(mots, 20)
    assert faux not in _codes(mots, 20, ANCIENNE)
    assert index().chercher(mots, 1)[0].degre is Degre.EXACT


@pytest.mark.parametrize(
    ("mots", "code"),
    [
        ("conducteur de pelle hydraulique", "43211"),
        ("conducteur de pelle", "43211"),
        ("ingénieur études et développement", "32321"),
        ("mécanicien auto débutant h/f", "I1604"),
        ("cariste caces 3 expérimenté", "N1101"),
        ("maçon qualifié polyvalent", "F1703"),
    ],
)
def test_a_word_too_many_never_empties_a_search(mots: str, code: str) -> None:
    """What a name does not hold is set aside, and the name stays proposed."""
    assert code in _codes(mots, 10)


def test_one_name_alone_that_only_resembles_is_not_shown() -> None:
    """Where one code alone only resembles the words, nothing is proposed: it would mislead."""
    noms = [Nom("n", "1", "Coffreur", "coffreur"), Nom("n", "2", "Acheteur", "acheteur")]
    assert Index(recueillir(noms)).chercher("coffrage de piscines") == ()
    assert [p.metier for p in Index(recueillir(noms)).chercher("coffreurs")] == ["1"]


# -- codes ---------------------------------------------------------------------------------------


def test_first_digits_propose_the_codes_that_start_so() -> None:
    """Digits are the start of a code, and each code comes under its label."""
    trouves = index().chercher("441", 50)
    codes = [p.metier for p in trouves]
    assert codes == sorted(c for c in droit().metiers if c.startswith("441"))
    assert [p.appellation for p in trouves] == [p.intitule for p in trouves]
    assert _codes("44 132") == ["44132"]
    assert _codes("F17", 20) == [f"F170{n}" for n in range(1, 7)]
    assert _codes("99") == []


def test_an_unknown_code_shows_those_a_fault_away() -> None:
    """44123 is on no list: the welder's 44132, two digits swapped, is among the codes shown."""
    assert "44123" not in index()
    assert "44132" in _codes("44123")
    assert "44132" in [p.metier for p in index().proches_du_code("44123")]
    assert index().proches_du_code("99999") == ()


def test_every_family_is_found_by_its_label() -> None:
    """The 225 professional families that lists use since 2021 are found by their labels."""
    familles = droit().tables["nomenclatures/fap-2009.csv"]
    assert len(familles) == 225
    for famille in familles:
        assert _codes(str(famille["intitule"]), 1, "fap-2009") == [famille["code"]]
        assert famille["code"] in _codes(str(famille["intitule"]), 10)


def test_a_printed_title_is_found_as_such_in_its_nomenclature() -> None:
    """The very words of a printed title give its codes; everyday names and others give none."""
    assert index().exacts("SOUDEUR", ANCIENNE) == ("44132",)
    assert index().exacts("Coiffeuse", OFFICIELLE) == ("D1202",)
    assert index().exacts("Coiffeuse", ANCIENNE) == ()
    assert index().exacts("cuistot", ANCIENNE) == ()


# -- what a search promises ----------------------------------------------------------------------


def test_the_name_that_matched_is_shown_as_given() -> None:
    """A proposition says its nomenclature and names the text that matched, as it is spelt."""
    assert index().chercher("MACONNE", 1, (ANCIENNE,)) == (
        Proposition(
            ANCIENNE,
            "42114",
            "Ouvrier de la maçonnerie",
            "maçonne",
            Degre.EXACT,
            officiel=False,
            score=100.0,
        ),
    )


@pytest.mark.parametrize("mots", ["", "   ", "?!…", "'", "xqzw", "zz zz"])
def test_hopeless_words_propose_nothing(mots: str) -> None:
    """Where nothing is near, nothing is proposed."""
    assert index().chercher(mots) == ()


def test_exact_then_begun_then_alike() -> None:
    """The very words come before those that hold them, and these before what resembles."""
    noms = [("3", "aide maçon"), ("2", "maçon fumiste"), ("1", "maçon")]
    petit = Index(recueillir(Nom("n", code, code, nom) for code, nom in noms))
    assert petit.chercher("maçon", 1)[0].metier == "1"
    assert {p.metier for p in petit.chercher("maçon")} == {"1", "2", "3"}
    assert petit.chercher("maçon")[-1].score < petit.chercher("maçon")[0].score


def test_each_nomenclature_keeps_a_place() -> None:
    """However many names of one nomenclature are near, the other has its own shown."""
    noms = [Nom("a", f"A{n}", "x", f"soudeur {n}") for n in range(20)]
    trouves = Index(recueillir([*noms, Nom("b", "B1", "y", "soudeur")])).chercher("soudeur", 4)
    assert len(trouves) == 4
    assert trouves[0].metier == "B1"


def test_equal_names_come_in_the_order_of_codes_then_of_nomenclatures() -> None:
    """Between codes named alike the order is that of nomenclatures given, then of codes."""
    noms = [Nom("n", "2", "b", "menuisier"), Nom("n", "1", "a", "menuisier")]
    for ordre in (noms, noms[::-1]):
        assert [p.metier for p in Index(recueillir(ordre)).chercher("menuisier")] == ["1", "2"]
    autres = [Nom("z", "9", "z", "menuisier"), *noms]
    assert [p.metier for p in Index(recueillir(autres)).chercher("menuisier")] == ["9", "1", "2"]


@pytest.mark.parametrize("limite", [0, -1])
def test_no_proposition_is_asked_for(limite: int) -> None:
    """A limit of nothing gives nothing."""
    assert index().chercher("soudeur", limite) == ()


def test_an_empty_index_proposes_nothing() -> None:
    """Without names there is nothing to propose."""
    vide = Index(recueillir([]))
    assert vide.chercher("soudeur") == vide.chercher("4") == ()
    assert vide.nomenclatures == ()


def test_what_follows_two_hundred_characters_is_not_read() -> None:
    """A pasted page costs no more than a line."""
    assert index().chercher("soudeur" + " " * 193 + "x" * 100_000) == index().chercher("soudeur")


def test_typing_ahead_is_quick() -> None:
    """Proposals come while one types: 5 ms of a processor, with room for a slow one."""
    durees = []
    for ligne in TOUS_LES_JOURS:
        debut = process_time()
        index().chercher(ligne["mots"])
        durees.append(process_time() - debut)
    assert sorted(durees)[int(len(durees) * 0.99)] < 0.015
    assert sorted(durees)[len(durees) // 2] < 0.005


def test_names_are_in_order_and_point_to_known_codes() -> None:
    """The table of names is sorted, without repeats, and every code is one of the two lists."""
    with (DONNEES / "noms" / "metiers.csv").open(encoding="utf-8", newline="") as lignes:
        rangees = [(li["metier"], li["appellation"], li["source"]) for li in csv.DictReader(lignes)]
    connus = {li["code"] for li in NOMS.repertoire} | set(droit().metiers)
    assert rangees == sorted(set(rangees))
    assert {code for code, _, _ in rangees} <= connus
    assert {source for _, _, source in rangees} == {"imprime", "usage"}


@given(st.text(st.characters()), st.integers(-2, 8))
def test_any_text_is_searched_without_error(texte: str, limite: int) -> None:
    """Whatever is typed, a search gives at most so many distinct codes, best first."""
    trouves = index().chercher(texte, limite)
    codes = [p.metier for p in trouves]
    assert len(codes) == len(set(codes)) <= max(limite, 0)
    assert [p.score for p in trouves] == sorted((p.score for p in trouves), reverse=True)
    assert all(0 < p.score <= 100 for p in trouves)


@given(st.sampled_from(APPELLATIONS), st.data())
def test_order_of_words_does_not_hide_a_code(nom: tuple[str, str], data: st.DataObject) -> None:
    """The words of a title find its code in any order."""
    code, titre = nom
    mots = data.draw(st.permutations(replier(titre).split()))
    assert code in _codes(" ".join(mots), 20)
