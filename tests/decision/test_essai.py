"""Facts turned one way or another are answered as by the rule, asked once for each kind."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from decision.test_redaction import demandes
from opposable.decision import voie
from opposable.decision.essai import Adresse, Essais
from opposable.decision.examen import examiner
from opposable.decision.faits import etablir
from opposable.decision.trancher import trancher
from opposable.decision.voie import Tour, Voie, voies
from opposable.law.construction import variante

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.decision.demande import Demande
    from opposable.law.corpus import Corpus

TIRAGES = int(os.environ.get("OPPOSABLE_TIRAGES", "4000"))


def test_un_essai_est_repondu_comme_par_la_regle(corpus: Corpus) -> None:
    """Around every day the law names, facts are answered as any other at their address."""
    essais = Essais(corpus)
    adresses = set()
    for demande in demandes(corpus, TIRAGES, 31):
        faits = etablir(demande, corpus)
        adresse = essais.situer(faits)
        adresses.add(adresse)
        assert essais.juger(adresse, lambda: faits) == trancher(faits, corpus).situation_emploi  # noqa: B023
    assert len(adresses) > TIRAGES / 20


def test_sous_chaque_rivale(corpus: Corpus) -> None:
    """Under the rival of each reading, nothing differs."""
    for portee in corpus.portees[:2]:
        rivale = variante(corpus, [portee.lecture])
        essais = Essais(rivale)
        for demande in demandes(rivale, 200, 32):
            faits = etablir(demande, rivale)
            dite = essais.juger(essais.situer(faits), lambda: faits)  # noqa: B023
            assert dite == trancher(faits, rivale).situation_emploi


def parlantes(corpus: Corpus) -> Iterator[Demande]:
    """Draw applications, then the same where what is rare is said."""
    des = random.Random(33)  # noqa: S311 - the same each time
    changeantes = [n.code for n in corpus.nationalites.values() if len(n.statuts) > 1]
    for demande in demandes(corpus, 1_500, 33):
        yield demande
        yield replace(demande, type="renouvellement", metier_initial=demande.metier)
        for diplome in (None, "master"):
            nationalite = des.choice(changeantes)
            yield replace(demande, nationalite=nationalite, diplome_francais=diplome)


@pytest.mark.parametrize("rang", range(len(Adresse._fields)))
def test_rien_n_est_de_trop_dans_une_adresse(
    corpus: Corpus, rang: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were a part of the address left out, some facts would be answered as others."""
    essais = Essais(corpus)
    situer = essais.situer

    def oublier(faits: Any) -> Any:
        adresse = situer(faits)
        return adresse and (*adresse[:rang], *adresse[rang + 1 :])

    monkeypatch.setattr(essais, "situer", oublier)
    etablis = (etablir(demande, corpus) for demande in parlantes(corpus))
    assert any(
        essais.juger(essais.situer(faits), lambda: faits)  # noqa: B023
        != trancher(faits, corpus).situation_emploi
        for faits in etablis
    )


def test_les_voies_sont_celles_de_la_regle(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest changes are those found by putting every one of them to the rule."""
    examens = [examiner(demande, corpus) for demande in demandes(corpus, 1_500, 34)]
    trouvees = [dire(voies(examen)) for examen in examens]
    de = Tour.de
    monkeypatch.setattr(Tour, "de", lambda contexte: de(contexte)._replace(ici=None))
    assert trouvees == [dire(voies(examen)) for examen in examens]
    assert {nature for dites in trouvees for nature, *_ in dites} >= {"date", "region", "metier"}


def test_une_voie_que_personne_ne_dit_n_est_pas_cherchee(corpus: Corpus) -> None:
    """Leaving a fact out leaves its change out, and no other."""
    for demande in demandes(corpus, 150, 35):
        examen = examiner(demande, corpus)
        autres = tuple(une for une in voies(examen) if une.nature != "nationalite")
        assert dire(voies(examen, {"nationalite"})) == dire(autres)
    assert set(voie.ESSAIS) > {"nationalite"}


def dire(dites: tuple[Voie, ...]) -> list[tuple[object, ...]]:
    """Return changes as they are told."""
    return [(v.nature, v.vers, v.situation, v.motif.dire("en"), v.motif.ancre) for v in dites]
