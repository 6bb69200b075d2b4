"""An application that the law cannot tell from one examined is answered as the rule answers it."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from decision.test_redaction import demandes, jours
from opposable.decision import apercu, circonstance, precedent
from opposable.decision.decide import decide
from opposable.decision.demande import CHAMPS, DATES, Demande
from opposable.decision.examen import Examen, examiner
from opposable.decision.faits import etablir
from opposable.decision.precedent import Precedents
from opposable.decision.trame import trame
from opposable.errors import DemandeError
from opposable.law.construction import variante
from opposable.law.corpus import Corpus

PREMIERE = "rome-1999"
TIRAGES = int(os.environ.get("OPPOSABLE_TIRAGES", "12000"))
"""Applications drawn under the readings adopted; a tenth as many under each rival."""


def trouve(examen: Examen) -> tuple[object, ...]:
    """Return what an examination found, the day of each part of it included."""
    return (*examen.contexte[:2], examen.contexte.notifiable_le, examen.lectures)


def egaux(precedents: Precedents, demande: Demande) -> bool:
    """Whether an application is examined, and its answer laid out, as by the rule."""
    attendu = examiner(demande, precedents.corpus)
    issue = precedents.trouver(demande)
    commune = (trouve(attendu), trame(attendu))
    return (trouve(issue.examen()), issue.agencement.trame) == commune


def test_l_examen_est_celui_de_la_regle(corpus: Corpus) -> None:
    """Around every day the law names, with every fact said or not, nothing differs."""
    precedents = Precedents(corpus)
    assert all(egaux(precedents, demande) for demande in demandes(corpus, TIRAGES, 21))


def test_l_examen_est_celui_de_la_regle_sous_chaque_rivale(corpus: Corpus) -> None:
    """Under the rival of each reading, nothing differs."""
    for portee in corpus.portees:
        precedents = Precedents(variante(corpus, [portee.lecture]))
        lot = demandes(precedents.corpus, TIRAGES // 40, 22)
        assert all(egaux(precedents, demande) for demande in lot)


def test_plusieurs_listes_montrent_chacune_leur_ligne(corpus: Corpus) -> None:
    """Where a list asks for the code and an agreement for the activity, the row told is its own."""
    precedents = Precedents(corpus)
    paires = [
        (nationalite, code)
        for liste in corpus.listes.values()
        for passage in corpus.passages
        if liste.d_accord and liste.nomenclature in passage.vers and passage.de == PREMIERE
        for code, suite in passage.etapes[liste.nomenclature].items()
        if any(etape.activite for etape in suite)
        for nationalite in sorted(liste.nationalites)
    ]
    assert paires
    for nationalite, code in paires:
        demande = Demande(
            nationalite=nationalite,
            metier=code,
            departement="12",
            type="changement_statut",
            depose_le=date(2025, 12, 31),
        )
        assert egaux(precedents, demande)


def valeurs(champ: str, corpus: Corpus) -> list[object]:
    """Return what a fact of the contract may say; a fact that is not known here fails the test."""
    if champ in corpus.valeurs:
        return [None, *corpus.valeurs[champ]]
    if champ in DATES:
        return [*jours(corpus)]
    connues: dict[str, list[object]] = {
        "id": [None, "autre"],
        "nationalite": [None, "SEN+POL", *corpus.nationalites],
        "metier": [None, "99999", *corpus.metiers],
        "departement": [None, *corpus.departements],
        "region": [None, *corpus.regions],
    }
    connues |= {"metier_initial": connues["metier"], "region_initiale": connues["region"]}
    return {**connues, "departement_initial": connues["departement"]}[champ]


@pytest.mark.parametrize("champ", CHAMPS)
def test_un_fait_change_seul(corpus: Corpus, champ: str) -> None:
    """Two applications that differ by one fact, whichever: the second is answered for itself."""
    des = random.Random(champ)  # noqa: S311 - the same each time
    precedents, possibles = Precedents(corpus), valeurs(champ, corpus)
    tentes = 0
    for demande in demandes(corpus, 250, 23):
        simple = replace(demande, dispense=None, jeune_diplome=None, departement_initial=None)
        assert egaux(precedents, simple)
        try:
            autre = replace(simple, **{champ: des.choice(possibles)})  # type: ignore[arg-type]
            assert egaux(precedents, autre)
            tentes += 1
        except DemandeError:
            continue
    assert tentes


@pytest.mark.parametrize("rang", range(8))
def test_rien_n_est_de_trop_dans_la_cle(
    corpus: Corpus, rang: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were a part of the key left out, some application would be answered as another."""

    class Oublieux(dict[tuple[object, ...], object]):
        def _sans(self, cle: tuple[Any, ...]) -> tuple[object, ...]:
            circonstance, vue, profil, comparee = cle
            entiere = (circonstance, vue, *profil, comparee)
            return (*entiere[:rang], *entiere[rang + 1 :])

        def get(self, cle: tuple[Any, ...], *_: object) -> object:
            return super().get(self._sans(cle))

        def apprendre(self, cle: tuple[Any, ...], valeur: object) -> object:
            return self.setdefault(self._sans(cle), valeur)

    precedents = Precedents(corpus)
    monkeypatch.setattr(precedents, "_connus", Oublieux())

    def differe(demande: Demande) -> bool:
        try:
            return not egaux(precedents, demande)
        except IndexError:  # the row of another stands where there is none
            return True

    assert any(differe(demande) for demande in demandes(corpus, 8_000, 24))


def test_la_reponse_est_celle_de_la_regle(corpus: Corpus) -> None:
    """`decide` says what the rule says, field by field."""
    for demande in demandes(corpus, 400, 25):
        examen = examiner(demande, corpus)
        determination = decide(demande, corpus)
        assert trouve(determination.examen) == trouve(examen)
        assert determination.situation_emploi == examen.contexte.reponse.situation_emploi


def test_les_jours_sont_verifies_chaque_fois(corpus: Corpus) -> None:
    """Facts already met with days that cannot be read are refused in the words of the check."""
    (demande,) = demandes(corpus, 1, 29)
    precedents = Precedents(corpus)
    precedents.trouver(demande)
    jour = demande.depose_le or date(2008, 1, 1)
    for faux in (
        {"depose_le": None},
        {"examine_le": jour - timedelta(1)},
        {"connu_le": date(2008, 1, 1)},
    ):
        autre = replace(demande, **faux)
        with pytest.raises(DemandeError) as attendue:
            etablir(autre, corpus)
        with pytest.raises(DemandeError) as dite:
            precedents.trouver(autre)
        assert str(dite.value) == str(attendue.value)


@pytest.mark.parametrize("champ", [*CHAMPS[1:]])
def test_un_texte_vide_ou_inconnu_va_a_la_regle(corpus: Corpus, champ: str) -> None:
    """A fact said by an empty text, or one that cannot be read, is never found again; nor kept."""
    precedents, (demande,) = Precedents(corpus), demandes(corpus, 1, 30)
    sans = replace(demande, departement_initial=None, dispense=None, jeune_diplome=None)
    dits = dict.fromkeys(CHAMPS[1:]) | sans.champs() | {"nationalite": "MAR"}
    dits.pop("id", None)
    assert precedents.retrouver(tuple(dits.values()))
    for faux in ("", "?"):
        assert precedents.retrouver(tuple((dits | {champ: faux}).values())) is None


def test_ce_qui_est_retenu_est_borne(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is learnt is never more than said, and the answers stay the same."""
    monkeypatch.setattr(precedent, "PRECEDENTS_AU_PLUS", 7)
    monkeypatch.setattr(apercu, "APERCUS_AU_PLUS", 5)
    monkeypatch.setattr(circonstance, "AU_PLUS", 3)
    precedents = Precedents(corpus)
    assert all(egaux(precedents, demande) for demande in demandes(corpus, 600, 26))
    assert len(precedents) <= 7


def test_plusieurs_fils_et_rivales(corpus: Corpus) -> None:
    """Threads that share the precedents of the law and of a rival never mix their answers."""
    lois = [corpus, *(variante(corpus, [p.lecture]) for p in corpus.portees[:2])]
    partages = [Precedents(loi) for loi in lois]
    lot = [(p, d) for p in partages for d in demandes(corpus, 700, 27)]
    random.Random(1).shuffle(lot)  # noqa: S311 - the same each time
    with ThreadPoolExecutor(8) as fils:
        assert all(fils.map(lambda une: egaux(*une), lot))


def test_les_faits_hors_des_precedents(corpus: Corpus) -> None:
    """Several nationalities, none, and the place of a first permit are put to the rule."""
    precedents = Precedents(corpus)
    for demande in demandes(corpus, 50, 28):
        for change in ({"nationalite": None}, {"nationalite": "SEN+POL"}):
            assert egaux(precedents, replace(demande, **change))
        assert egaux(precedents, replace(demande, departement_initial="75"))
    assert len(precedents) <= 50
