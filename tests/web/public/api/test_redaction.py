"""Answers written from models have the bytes of `decide`, whatever the facts, law or language."""

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.decision.faits import etablir
from opposable.decision.motif import VALEURS, Langue
from opposable.law.corpus import Corpus
from opposable.web.public.api import redaction
from opposable.web.public.api.redaction import FIXES, SOURCES, Redacteur
from opposable.web.socle import droit

ADRESSE = "/api/v1/determinations"
JOUR = timedelta(days=1)


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
    metiers = [*corpus.metiers, "99999", "00000", None]

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
            metier_initial=des.choice([None, None, *metiers]),
            activite=des.choice([None, *corpus.valeurs["activite"]]),
            diplome_francais=des.choice([None, *corpus.valeurs["diplome_francais"]]),
        )

    return [une() for _ in range(combien)]


def comparer(redacteur: Redacteur, lot: list[Demande], langue: Langue) -> None:
    """Compare each answer with that of `decide`."""
    for demande in lot:
        attendue = decide(demande, redacteur.corpus).en_dict(langue)
        ecrite = redacteur.ecrire(demande, etablir(demande, redacteur.corpus))
        assert ecrite.decode() == json.dumps(attendue, ensure_ascii=False)


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_les_octets_sont_ceux_de_decide(langue: Langue) -> None:
    """Around every day the law names, in both languages, the bytes are those of `decide`."""
    corpus = droit.corpus()
    comparer(Redacteur(corpus, langue), demandes(corpus, 15_000, 1), langue)


def test_les_octets_sont_ceux_de_decide_sous_chaque_rivale() -> None:
    """Under the rival of each reading, the bytes are those of `decide`."""
    for portee in droit.corpus().portees:
        corpus = droit.corpus([portee.lecture])
        comparer(Redacteur(corpus, "fr"), demandes(corpus, 600, 2), "fr")


def test_chaque_mot_d_une_phrase_varie_ou_reste() -> None:
    """Every name a sentence may hold is known to vary inside a model or to stay."""
    assert VALEURS.keys() == SOURCES.keys() | FIXES


def test_une_phrase_inconnue_est_composee_par_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a sentence names what no model knows, `decide` composes the answer."""
    monkeypatch.setattr(redaction, "FIXES", frozenset({"liste"}))
    corpus = droit.corpus()
    redacteur = Redacteur(corpus, "fr")
    comparer(redacteur, demandes(corpus, 300, 3), "fr")
    assert None in redacteur.modeles.values()


def test_ce_qui_est_retenu_est_borne(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models and values are never more than said, and the bytes stay the same."""
    monkeypatch.setattr(redaction, "MODELES_AU_PLUS", 5)
    monkeypatch.setattr(redaction, "VALEURS_AU_PLUS", 5)
    corpus = droit.corpus()
    redacteur = Redacteur(corpus, "fr")
    comparer(redacteur, demandes(corpus, 600, 4), "fr")
    assert len(redacteur.modeles) <= 5
    assert all(len(connus) <= 5 for connus in redacteur.connus.values())


def test_une_valeur_nulle_est_un_fait_non_dit(client: Client) -> None:
    """A null, which the short way of reading leaves aside, is a fact that is not said."""
    dits = {"nationalite": "SEN", "metier": "61231", "type": "introduction"}
    dits["depose_le"] = "2008-02-01"
    corps = [json.dumps({**dits, **plus}) for plus in ({}, {"activite": None, "id": ""})]
    reponses = [client.post(ADRESSE, c, content_type="application/json") for c in corps]
    assert reponses[0].status_code == 200
    assert reponses[0].content == reponses[1].content


@pytest.mark.parametrize("methode", ["put", "patch", "delete"])
def test_une_autre_methode_est_refusee_comme_ailleurs(client: Client, methode: str) -> None:
    """A method the address does not take is refused with a problem and the methods it takes."""
    reponse = getattr(client, methode)(ADRESSE)
    assert reponse.status_code == 405
    assert reponse["Content-Type"] == "application/problem+json"
    assert {m.strip() for m in reponse["Allow"].split(",")} == {"GET", "POST"}
