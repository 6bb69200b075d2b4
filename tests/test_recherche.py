"""Searching an occupation by everyday words."""

import csv
import string
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opposable.ecrit.repli import replier
from opposable.recherche import Index, Proposition

RACINE = Path(__file__).parent.parent
DONNEES = RACINE / "src" / "opposable" / "law" / "data"
COURANTS = Path(__file__).parent / "data" / "mots_courants.csv"
TROIS = 3


def _lire(chemin: Path) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8", newline="") as lignes:
        return list(csv.DictReader(lignes))


APPELLATIONS = _lire(DONNEES / "appellations.csv")
INTITULES = {
    li["metier"]: li["appellation"]
    for li in sorted(APPELLATIONS, key=lambda li: len(li["appellation"]))
    if li["source"] == "imprime"
}
INDEX = Index((li["metier"], INTITULES[li["metier"]], li["appellation"]) for li in APPELLATIONS)

francais = st.text(alphabet=string.printable + "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒÆ’«»–", max_size=60)


def _codes(mots: str, limite: int = 5) -> list[str]:
    return [p.metier for p in INDEX.chercher(mots, limite)]


def test_everyday_words_find_their_occupation() -> None:
    """At least 95 % of the words people type have their code among the first three."""
    attendus = _lire(COURANTS)
    manques = [a for a in attendus if a["metier"] not in _codes(a["mots"], TROIS)]
    for manque in manques:
        print(manque["mots"], manque["metier"], _codes(manque["mots"]))  # noqa: T201
    assert len(attendus) >= 170
    assert len(manques) <= len(attendus) * 5 / 100


def test_each_appellation_finds_its_code() -> None:
    """An appellation, typed as it stands, proposes every code that has it."""
    muets = [
        li for li in APPELLATIONS if li["metier"] not in _codes(li["appellation"], len(INTITULES))
    ]
    assert muets == []


def test_appellations_cover_the_printed_codes_and_no_other() -> None:
    """The file holds the codes of annex 2, in order, without a repeated pair."""
    annexe = _lire(DONNEES / "instruments" / "circulaire-2007-12-20" / "annexe-2.csv")
    paires = [(li["metier"], li["appellation"]) for li in APPELLATIONS]
    assert {li["metier"] for li in annexe} == set(INTITULES)
    assert paires == sorted(set(paires))
    assert {li["source"] for li in APPELLATIONS} == {"imprime", "usage"}


@pytest.mark.parametrize("mots", ["", "   ", "?!…", "'", "xqzw", "plombier", "conducteur de bus"])
def test_hopeless_words_propose_nothing(mots: str) -> None:
    """Where nothing is near, nothing is proposed: a wrong proposal misleads."""
    assert INDEX.chercher(mots) == ()


def test_first_digits_propose_the_codes_that_start_so() -> None:
    """Digits are the start of a code, and each code comes under its label."""
    trouves = INDEX.chercher("441", 50)
    codes = [p.metier for p in trouves]
    assert codes == sorted(c for c in INTITULES if c.startswith("441"))
    assert [p.appellation for p in trouves] == [INTITULES[c] for c in codes]
    assert _codes("44 132") == ["44132"]
    assert _codes("99") == []


def test_the_text_that_matched_is_shown_as_given() -> None:
    """A proposition names the text that matched, in the spelling of the data."""
    assert INDEX.chercher("MACONNE", 1) == (
        Proposition("42114", "Ouvrier de la maçonnerie", "maçonne", 100.0),
    )


def test_exact_then_begun_then_held_then_alike() -> None:
    """The same words come before their beginning, and both before words held elsewhere."""
    index = Index([("3", "c", "aide maçon"), ("2", "b", "maçon fumiste"), ("1", "a", "maçon")])
    assert [p.metier for p in index.chercher("maçon")] == ["1", "2", "3"]
    assert index.chercher("masson")[0].score < index.chercher("maço")[-1].score


def test_equal_texts_come_in_the_order_of_codes() -> None:
    """Between codes named by the same text, the code decides, whatever the order given."""
    entrees = [("2", "b", "menuisier"), ("1", "a", "menuisier"), ("1", "a", "menuisiers")]
    for ordre in (entrees, entrees[::-1]):
        assert [p.metier for p in Index(ordre).chercher("menuisier")] == ["1", "2"]


@pytest.mark.parametrize("limite", [0, -1])
def test_no_proposition_is_asked_for(limite: int) -> None:
    """A limit of nothing gives nothing."""
    assert INDEX.chercher("soudeur", limite) == ()


def test_an_empty_index_proposes_nothing() -> None:
    """Without texts there is nothing to propose."""
    vide = Index([])
    assert vide.chercher("soudeur") == vide.chercher("4") == ()


def test_what_follows_two_hundred_characters_is_not_read() -> None:
    """A pasted page costs no more than a line."""
    assert INDEX.chercher("soudeur" + " " * 193 + "x" * 100_000) == INDEX.chercher("soudeur")


def test_typing_ahead_is_quick() -> None:
    """Proposals come while one types: 5 ms, with room for a slow machine."""
    saisies = ["s", "so", "soud", "chef chantié btp", "conducteur", "zz " * 70]
    durees = []
    for saisie in saisies:
        debut = perf_counter()
        INDEX.chercher(saisie)
        durees.append(perf_counter() - debut)
    assert sorted(durees)[len(durees) // 2] < 0.005


@pytest.mark.parametrize(
    ("texte", "plie"),
    [
        ("Maçon", "macon"),
        ("Manœuvre  du gros-ŒUVRE", "manoeuvre du gros oeuvre"),
        ("Chef d’équipe (BTP) !", "chef d equipe btp"),
        ("e\u0301lectricien", "electricien"),
        ("", ""),
    ],
)
def test_folding(texte: str, plie: str) -> None:
    """Case, accents, ligatures and punctuation do not count."""
    assert replier(texte) == plie


@given(st.text(st.characters()))
def test_folding_twice_is_folding_once(texte: str) -> None:
    """A folded text is plain words one space apart, and folding it changes nothing."""
    plie = replier(texte)
    assert replier(plie) == plie
    assert set(plie) <= set(string.ascii_lowercase + string.digits + " ")
    assert plie == " ".join(plie.split())


@given(francais)
def test_folding_ignores_case(texte: str) -> None:
    """Capitals and small letters fold alike."""
    assert replier(texte.upper()) == replier(texte)


@given(st.text(st.characters()), st.integers(-2, 8))
def test_any_text_is_searched_without_error(texte: str, limite: int) -> None:
    """Whatever is typed, a search gives at most so many distinct codes, best first."""
    trouves = INDEX.chercher(texte, limite)
    codes = [p.metier for p in trouves]
    assert len(codes) == len(set(codes)) <= max(limite, 0)
    assert [(-p.score, p.metier) for p in trouves] == sorted((-p.score, p.metier) for p in trouves)
    assert all(0 < p.score <= 100 for p in trouves)


@given(st.sampled_from(APPELLATIONS), st.data())
def test_order_of_words_does_not_hide_a_code(li: dict[str, str], data: st.DataObject) -> None:
    """The words of an appellation find its code in any order."""
    mots = data.draw(st.permutations(replier(li["appellation"]).split()))
    assert li["metier"] in _codes(" ".join(mots), len(INTITULES))
