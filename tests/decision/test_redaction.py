"""Answers written from models have the bytes of the rule, whatever the facts, law or language."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from opposable.decision import redaction
from opposable.decision.demande import FAITS, Demande
from opposable.decision.determination import Determination, determiner
from opposable.decision.examen import Examen, examiner
from opposable.decision.precedent import precedents
from opposable.decision.redaction import Redacteur
from opposable.decision.trame import Trame, trame
from opposable.law.construction import variante
from opposable.law.corpus import Corpus

JOUR = timedelta(days=1)
RARE = 0.2


def jours(corpus: Corpus) -> list[date]:
    """Return every day that a list, a regime, a service, a legal basis or a charge names, ± 1."""
    dits = {j for une in corpus.listes.values() for j in (une.examine_du, une.examine_au)}
    dits |= {une.depose_du for une in corpus.listes.values() if une.depose_du}
    dits |= {une.notifiable_du for une in corpus.listes.values() if une.notifiable_du}
    datees: tuple[Any, ...] = (*corpus.fondements, *corpus.services, *corpus.charges)
    datees += (*corpus.conditions, *corpus.verifications)
    datees += tuple(s for n in corpus.nationalites.values() for s in n.statuts)
    dits |= {j for une in (*datees, corpus.couverture) for j in (une.du, une.au)}
    proches = {j for j in dits if date(1990, 1, 1) < j < date(2030, 1, 1)}
    return sorted({j + n * JOUR for j in proches for n in (-1, 0, 1)})


def demandes(corpus: Corpus, combien: int, graine: int) -> list[Demande]:
    """Draw applications on the days that matter, with every kind of fact said or not."""
    des = random.Random(graine)  # noqa: S311 - the same each time
    possibles = jours(corpus)
    nationalites = [*corpus.nationalites, "SEN+POL", "GLP+DZA", "ROU+XXB", None]
    metiers = [*corpus.metiers, "42114+F1703", "B2Z40+F1703", "99999", "00000", None]
    rarement = [None] * 12

    def une() -> Demande:
        depose, examine = sorted(des.choices(possibles, k=2))
        return Demande(
            id=des.choice([None, "n° 1", 'a"b\\c', "é « »"]),
            nationalite=des.choice(nationalites),
            metier=des.choice(metiers),
            departement=des.choice([None, *corpus.departements]),
            type=des.choice([*corpus.valeurs["type"], None]),
            depose_le=depose,
            examine_le=examine,
            metier_initial=des.choice(metiers) if des.random() < RARE else None,
            activite=des.choice([None, *corpus.valeurs["activite"]]),
            diplome_francais=des.choice([None, *corpus.valeurs["diplome_francais"]]),
            dispense=des.choice([*rarement, *corpus.valeurs["dispense"]]),
            jeune_diplome=des.choice([*rarement, *corpus.valeurs["jeune_diplome"]]),
            rang_renouvellement=des.choice([*rarement, *corpus.valeurs["rang_renouvellement"]]),
            departement_initial=des.choice([*rarement * 20, *corpus.departements]),
        )

    return [une() for _ in range(combien)]


def par_la_regle(demande: Demande, corpus: Corpus) -> Determination:
    """Answer by the rule itself: nothing learnt, nothing kept."""
    return determiner(demande, examiner(demande, corpus))


def comparer(redacteurs: list[Redacteur], lot: list[Demande]) -> None:
    """Compare each answer, in the language of each writer, with that of the rule."""
    corpus = redacteurs[0].corpus
    for demande in lot:
        attendue = par_la_regle(demande, corpus)
        for redacteur in redacteurs:
            ecrite = redacteur.ecrire(precedents(corpus).trouver(demande), demande.id)
            dite = json.dumps(attendue.en_dict(redacteur.langue), ensure_ascii=False)
            assert ecrite.decode() == dite


def test_les_octets_sont_ceux_de_la_regle(corpus: Corpus) -> None:
    """Around every day the law names, in both languages, the bytes are those of the rule."""
    comparer([Redacteur(corpus, "fr"), Redacteur(corpus, "en")], demandes(corpus, 50_000, 1))


def test_les_octets_sont_ceux_de_la_regle_sous_chaque_rivale(corpus: Corpus) -> None:
    """Under the rival of each reading, the bytes are those of the rule."""
    for portee in corpus.portees:
        rivale = variante(corpus, [portee.lecture])
        comparer([Redacteur(rivale, "fr")], demandes(rivale, 600, 2))


def test_une_reponse_redite(corpus: Corpus) -> None:
    """The same facts said again under another identifier, or none, are answered as by the rule."""
    redacteur, lot = Redacteur(corpus, "fr"), demandes(corpus, 400, 9)
    for identifiant in (None, "n° 2", 'a"b'):
        comparer([redacteur], [replace(demande, id=identifiant) for demande in lot])
    assert len(redacteur.textes) <= len(lot)


def test_en_morceaux(corpus: Corpus) -> None:
    """An answer among many is the same bytes as alone, whether its facts are met first as text."""
    redacteur, autre = Redacteur(corpus, "fr"), Redacteur(corpus, "fr")
    for demande in demandes(corpus, 500, 10):
        issue = precedents(corpus).trouver(demande)
        dits = demande.champs()
        redit = precedents(corpus).retrouver(tuple(map(dits.get, FAITS))) or issue
        entiere = redacteur.ecrire(issue, demande.id)
        assert b"".join(autre.morceaux(redit, demande.id)) == entiere
        assert autre.textes == {}


def test_une_trame_une_mise_en_page(corpus: Corpus) -> None:
    """Applications of one trame have one layout: what changes a sentence is in it, or is marked."""
    redacteur = Redacteur(corpus, "fr")
    vues: dict[Trame, dict[str, Any]] = {}
    revues = 0
    for demande in demandes(corpus, 10_000, 5):
        determination = par_la_regle(demande, corpus)
        cle = determination.agencement.trame
        marquee = redacteur.marquer(determination)
        revues += cle in vues
        assert vues.setdefault(cle, marquee) == marquee
    assert revues > len(vues) / 2


def test_une_source_une_valeur(corpus: Corpus) -> None:
    """What varies inside a model is worked out from its source alone: learnt twice, the same."""
    redacteurs = [Redacteur(corpus, "fr"), Redacteur(corpus, "fr")]
    lot = demandes(corpus, 3_000, 6)
    for redacteur, ordre in zip(redacteurs, (lot, lot[::-1]), strict=True):
        for demande in ordre:
            redacteur.ecrire(precedents(corpus).trouver(demande), demande.id)
    un, deux = ({nom: dict(lues) for nom, lues in r.valeurs.items()} for r in redacteurs)
    assert un == deux


@pytest.mark.parametrize("fait", ["regime", "certitude", "diplome_dit", "type", "depuis"])
def test_un_fait_oublie_de_la_trame_est_vu(
    corpus: Corpus, fait: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were a fact left out of the trame, the bytes would differ from those of the rule."""
    neutre = trame(examiner(Demande(depose_le=date(2000, 1, 1)), corpus))

    def oublieuse(examen: Examen) -> Trame:
        return trame(examen)._replace(**{fait: getattr(neutre, fait)})

    lot = demandes(corpus, 3_000, 7)
    attendues = [json.dumps(par_la_regle(d, corpus).en_dict("fr"), ensure_ascii=False) for d in lot]
    precedents.cache_clear()
    monkeypatch.setattr("opposable.decision.precedent.trame", oublieuse)
    redacteur = Redacteur(corpus, "fr")
    ecrites = [redacteur.ecrire(precedents(corpus).trouver(d), d.id).decode() for d in lot]
    precedents.cache_clear()
    assert ecrites != attendues


def test_ce_qui_est_retenu_est_borne(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Models and values are never more than said, and the bytes stay the same."""
    monkeypatch.setattr(redaction, "MODELES_AU_PLUS", 5)
    monkeypatch.setattr(redaction, "VALEURS_AU_PLUS", 5)
    monkeypatch.setattr(redaction, "TEXTES_AU_PLUS", 5)
    redacteur = Redacteur(corpus, "fr")
    comparer([redacteur], demandes(corpus, 600, 4))
    assert len(redacteur.modeles) <= 5
    assert len(redacteur.textes) <= 5
    assert all(len(lues) <= 5 for lues in redacteur.valeurs.values())


def test_plusieurs_fils_un_redacteur(corpus: Corpus) -> None:
    """Eight threads that share a writer get the bytes that each would get alone."""
    lot = demandes(corpus, 4_000, 8)
    seul, partage = Redacteur(corpus, "fr"), Redacteur(corpus, "fr")
    attendues = [seul.ecrire(precedents(corpus).trouver(d), d.id) for d in lot]
    with ThreadPoolExecutor(8) as fils:
        ecrites = list(fils.map(lambda d: partage.ecrire(precedents(corpus).trouver(d), d.id), lot))
    assert ecrites == attendues
