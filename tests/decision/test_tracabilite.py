"""Traceability both ways: provision → rule, row and case; rule, row and sentence → provision."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from itertools import chain, product
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from opposable import Demande, decide
from opposable.decision.faits import Faits
from opposable.decision.motif import VALEURS, Contexte, Motif
from opposable.decision.reponse import Reponse
from opposable.law.cellule import Certitude
from opposable.law.controle import disposition, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.decision.motif import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.regle import Phrase

CAS = Path(__file__).parent.parent / "law" / "cases"
LANGUES: tuple[Langue, ...] = ("fr", "en")
PROPRES = {
    "voie": {"vers", "situation"},
    "reserve": {"certitude"},
}
"""Values that only the sentences of one kind may name."""


def ancres_nommees(corpus: Corpus) -> set[str]:
    """Every place that a rule, a sentence, a row of a list or a reading names."""
    listes = corpus.listes.values()
    return set(
        chain(
            (regle.ancre for regle in corpus.regles.values()),
            (phrase.ancre for phrase in phrases(corpus)),
            (liste.ancre for liste in listes),
            (entree.ancre for liste in listes for entree in (*liste.entrees, *liste.cadre)),
            (lecture.ancre for lecture in corpus.lectures.values()),
            (s.ancre for n in corpus.nationalites.values() for s in n.statuts),
        )
    )


def decisives(corpus: Corpus) -> set[str]:
    """Provisions that decide an answer."""
    return {d.ancre for d in corpus.dispositions.values() if d.decide}


def contenue(ancre: str, lieu: str) -> bool:
    """Whether a place stands in a provision: itself, or below it after a `/`."""
    return lieu == ancre or lieu.startswith(f"{ancre}/")


# -- provisions ----------------------------------------------------------------------------------


def test_chaque_disposition_qui_decide_a_une_regle(corpus: Corpus) -> None:
    """Every deciding provision is named by a rule, a reason, a row or a reading."""
    lieux = ancres_nommees(corpus)
    orphelines = {a for a in decisives(corpus) if not any(contenue(a, lieu) for lieu in lieux)}
    assert orphelines == set()


def test_chaque_disposition_qui_decide_a_un_cas(corpus: Corpus) -> None:
    """Every deciding provision has a case that a jurist wrote."""
    if not CAS.is_dir():
        pytest.skip("aucun cas écrit (tests/law/cases)")
    ecrits = [
        cas["ancre"].replace("lecture:", "lecture#")
        for chemin in CAS.glob("*.toml")
        for cas in tomllib.loads(chemin.read_text(encoding="utf-8"))["cas"]
    ]
    ecrits = [e.removeprefix("circulaire-2007-12-20#") for e in ecrits]
    sans_cas = {a for a in decisives(corpus) if not any(contenue(a, e) for e in ecrits)}
    assert sans_cas == set()


def test_chaque_disposition_est_dite_dans_les_deux_langues(corpus: Corpus) -> None:
    """Every provision has a title and a summary in French, and one in English."""
    for nom in corpus.dispositions.values():
        assert nom.titre
        assert nom.resume
        assert nom.summary


# -- rules, rows, sentences ----------------------------------------------------------------------


def test_chaque_ancre_est_dans_une_disposition(corpus: Corpus) -> None:
    """Every rule, sentence, row and reading names a provision that exists."""
    assert {a for a in ancres_nommees(corpus) if disposition(corpus, a) is None} == set()


def test_chaque_regle_qui_decide_nomme_une_disposition_qui_decide(corpus: Corpus) -> None:
    """A deciding rule rests on a provision marked as deciding."""
    trouvees = {r.id: disposition(corpus, r.ancre) for r in corpus.regles.values()}
    assert {i for i, ancre in trouvees.items() if ancre not in decisives(corpus)} == set()


def test_chaque_ligne_de_liste_a_son_ancre(corpus: Corpus) -> None:
    """No two rows share a place, and each place is in the provision of its list."""
    lignes = [
        entree.ancre
        for liste in corpus.listes.values()
        for entree in (*liste.entrees, *liste.cadre)
    ]
    assert len(lignes) == 150 + 6 + 427 + 30 + 150 + 478
    assert [ancre for ancre, n in Counter(lignes).items() if n > 1] == []


def test_l_ancre_d_une_ligne_dit_sa_place(corpus: Corpus) -> None:
    """The place of a row ends with its rank, and with its region before where it is regional."""
    for liste in corpus.listes.values():
        for entree in (*liste.entrees, *liste.cadre):
            lieu = entree.ancre.split("/")
            assert lieu[-1] == entree.rang
            if entree.zone in corpus.regions:
                assert lieu[-2] == entree.zone


def test_une_reponse_dit_la_ligne_appliquee(corpus: Corpus) -> None:
    """The deciding reason of an opening is told at the very row that opens."""
    demande = Demande(
        nationalite="POL",
        metier="42114",
        region="53",
        type="introduction",
        depose_le=date(2008, 2, 1),
    )
    reponse = decide(demande, corpus)
    assert reponse.entree is not None
    (decisif,) = (m for m in reponse.motifs if m.id == reponse.regle)
    assert decisif.ancre == reponse.entree.ancre == "arrete-2008-01-18-ue#1/4"


# -- sentences -----------------------------------------------------------------------------------


def groupes(corpus: Corpus) -> dict[str, list[Phrase]]:
    """Every sentence, by kind."""
    textes = corpus.textes
    return {
        "regle": [regle.phrase for regle in corpus.regles.values()],
        "motif": list(textes.motifs.values()),
        "avis": list(textes.avis.values()),
        "question": list(textes.questions.values()),
        "voie": list(textes.voies.values()),
        "reserve": list(textes.reserves.values()),
    }


def trous(phrase: Phrase) -> Iterator[str]:
    """Names between braces, in both languages."""
    for gabarit in (phrase.fr, phrase.en):
        yield from (nom for _, nom, _, _ in Formatter().parse(gabarit) if nom is not None)


def test_chaque_trou_d_une_phrase_se_remplit(corpus: Corpus) -> None:
    """No sentence names a value that the decision does not know."""
    for genre, siennes in groupes(corpus).items():
        connues = set(VALEURS) | PROPRES.get(genre, set())
        for phrase in siennes:
            assert set(trous(phrase)) <= connues, (genre, phrase.id)


def faits_extremes() -> list[Faits]:
    """The facts a sentence may meet: all said, and nearly none."""
    jour = date(2008, 1, 1)
    return [
        Faits(
            ("POL", "SEN"),
            "42114",
            "53",
            "35",
            "renouvellement",
            jour,
            jour,
            "42113",
            "peche",
            "master",
        ),
        Faits((), None, None, None, None, jour, jour, None, None, None),
    ]


@pytest.mark.parametrize("langue", LANGUES)
def test_chaque_phrase_se_dit(corpus: Corpus, langue: Langue) -> None:
    """Every sentence is filled in each language, with all facts and with none: no brace is left."""
    liste = next(iter(corpus.listes.values()))
    statut = corpus.nationalites["POL"].statut(date(2008, 1, 1))
    plus = (("vers", "53"), ("situation", "opposable"), ("certitude", Certitude.INFERE.value))
    for regle, faits in product(corpus.regles.values(), faits_extremes()):
        for reponse in (
            Reponse(regle, statut, liste, liste.entrees[0], ("metier", "type"), metier_change=True),
            Reponse(regle),
        ):
            contexte = Contexte(faits, reponse, corpus, None)
            for phrase in chain(*groupes(corpus).values()):
                dite = Motif(phrase, contexte, phrase.ancre, plus).dire(langue)
                assert dite
                assert not set("{}") & set(dite), (phrase.id, dite)
                assert "None" not in dite
                assert dite[-1] in ".?", (phrase.id, dite)


def test_chaque_mot_est_dit_dans_les_deux_langues(corpus: Corpus) -> None:
    """French and English have words for the same values, twelve months among them."""
    francais, anglais = corpus.textes.mots["fr"], corpus.textes.mots["en"]
    assert francais.keys() == anglais.keys()
    assert len(francais["mois"].split()) == len(anglais["mois"].split()) == 12
    valeurs = {*corpus.valeurs["type"], *corpus.valeurs["activite"], *map(str, Certitude)}
    assert valeurs <= francais.keys()


def test_les_phrases_francaises_sont_composees(corpus: Corpus) -> None:
    """French sentences have curved apostrophes and spaces that no line breaks."""
    for phrase in chain(*groupes(corpus).values()):
        assert "'" not in phrase.fr, phrase.id
        assert not any(f" {signe}" in phrase.fr for signe in ":;?!%»"), phrase.id


def test_chaque_question_est_posee_par_une_regle(corpus: Corpus) -> None:
    """The questions are those of the facts an answer may miss, no more and no less."""
    assert set(corpus.textes.questions) == {
        "nationalite",
        "metier",
        "type",
        "region",
        "activite",
        "metier_initial",
        "texte_hors_corpus",
    }
