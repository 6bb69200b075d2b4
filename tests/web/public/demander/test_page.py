"""The page of an answer made of pieces: the same whatever was made before, as by its templates."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from decision.test_precedent import valeurs
from decision.test_redaction import demandes
from opposable import decide
from opposable.decision.acquis import Acquis
from opposable.decision.demande import CHAMPS, Demande
from opposable.decision.recu import Recu
from opposable.errors import DemandeError
from opposable.web.public.demander import blocs, page
from opposable.web.socle import droit, moule
from opposable.web.socle.droit_servi import servi
from opposable.web.socle.glossaire import Morceau
from opposable.web.socle.moule import Moule, PageMoulee
from opposable.web.socle.theme.contexte import commun
from opposable.web.socle.theme.templatetags.francais import puce

if TYPE_CHECKING:
    from collections.abc import Iterator
TIRAGES = int(os.environ.get("OPPOSABLE_TIRAGES", "120"))
"""Applications drawn for each comparison of whole pages."""
LANGUES = ("fr", "en")
RETENUE = Demande.depuis(
    {
        "nationalite": "SEN",
        "metier": "61231",
        "departement": "69",
        "type": "changement_statut",
        "depose_le": "2007-11-15",
    }
)
"""Accepted by the circular before the orders: its notification waits for them."""
UN_JOUR = timedelta(days=1)


def composer(demande: Demande, langue: str, **plus: str) -> str:
    """Return the page of an application in a language."""
    faits = {nom: dit for nom, dit in demande.champs().items() if nom != "id"}
    with translation.override(langue):
        chemin = reverse("demander:reponse")
        return page.composer(RequestFactory().get(f"{chemin}?{urlencode(faits | plus)}"))


def oublier() -> None:
    """Forget every piece, so that the next page is made of new ones."""
    servi()._gardes.clear()  # noqa: SLF001 - all that is kept from the law
    moule.definir.cache_clear()


@pytest.fixture(autouse=True)
def _neuf() -> Iterator[None]:
    """Leave no piece to another test, nor take any from one."""
    oublier()
    yield
    oublier()


def tirees(combien: int, graine: int) -> list[tuple[Demande, str]]:
    """Draw applications, each with the language of its page."""
    des = random.Random(graine)  # noqa: S311 - the same each time
    return [(une, des.choice(LANGUES)) for une in demandes(droit.corpus(), combien, graine)]


def test_une_page_ne_depend_pas_de_celles_d_avant() -> None:
    """Made after all the others or alone, of pieces that others left or of new ones: same bytes."""
    tirees_ = tirees(TIRAGES, 41)
    apres = [composer(*une) for une in tirees_]
    for une, faite in zip(reversed(tirees_), reversed(apres), strict=True):
        oublier()
        assert composer(*une) == faite, une


@pytest.mark.parametrize("champ", CHAMPS)
def test_un_fait_change_seul(champ: str) -> None:
    """Two applications that differ by one fact, whichever: the page of the second is its own."""
    des = random.Random(champ)  # noqa: S311 - the same each time
    possibles = valeurs(champ, droit.corpus())
    for demande, langue in tirees(7, 42):
        composer(demande, langue)
        try:
            autre = replace(demande, **{champ: des.choice(possibles)})  # type: ignore[arg-type]
            apres = composer(autre, langue)
        except DemandeError:
            continue
        oublier()
        assert composer(autre, langue) == apres, autre


def test_la_page_est_celle_de_son_gabarit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Poured in what was rendered once, the pieces make the page that the template renders."""
    versees: list[Any] = []
    couler = PageMoulee.couler

    def noter(moulee: PageMoulee, dits: Any) -> str:
        versees.append(dits)
        return couler(moulee, dits)

    monkeypatch.setattr(PageMoulee, "couler", noter)
    competents = set()
    for demande, langue in tirees(40, 43):
        faite = composer(demande, langue)
        competent = decide(demande, droit.corpus()).autorite is not None
        competents.add(competent)
        with translation.override(langue):
            contexte: dict[str, Any]
            contexte = {nom: SafeString(_lire(dit)) for nom, dit in versees.pop().items()}
            autre = {"autorite": competent, "recu": Recu.de(droit.corpus())}
            contexte |= {**commun(), "rubrique": "demander", **autre}
            assert render_to_string("demander/reponse.html", contexte) == faite
    assert competents == {True, False}, "both kinds are drawn"


def _lire(dit: Any) -> str:
    if isinstance(dit, str):
        return dit
    return dit.nu if isinstance(dit, Morceau) else "".join(map(_lire, dit))


class Oublieux(Acquis[Any, Any]):
    """Keeps values under keys of which a part is left out."""

    def __init__(self, faire: object, rang: int) -> None:
        super().__init__(1_000_000)
        self._faire, self._rang = faire, rang

    def _sans(self, cle: Any) -> Any:
        if self._faire is not None and cle[0] is not self._faire:
            return cle
        return (*cle[: self._rang], *cle[self._rang + 1 :])

    def get(self, cle: Any, *_: Any) -> Any:
        """Return the value of a key that may be another."""
        return super().get(self._sans(cle))

    def apprendre(self, cle: Any, valeur: Any) -> Any:
        """Keep a value under a key that may be another."""
        return super().apprendre(self._sans(cle), valeur)


PARTIES = [
    *(("_morceaux", puce, rang) for rang in (1,)),
    *(("_morceaux", blocs._etiquetee, rang) for rang in (2, 3)),  # noqa: SLF001
    ("_dits", blocs._fait, 1),  # noqa: SLF001
    *(("_morceaux", faire, 1) for faire in (blocs._place, blocs._cite)),  # noqa: SLF001
    *(("_morceaux", faire, 1) for faire in (blocs._version, blocs._verdict)),  # noqa: SLF001
    ("_morceaux", page._situations, 1),  # noqa: SLF001
    *(("_titres", None, rang) for rang in (0, 1)),
    *(("_suites", None, rang) for rang in (0, 1, 2, 3)),
]
"""What pieces are kept by: where they are, what makes them, and each part of their key."""


def rapprochees() -> Iterator[Demande]:
    """Draw applications that differ by little: the place, or a day on which something begins."""
    corpus = droit.corpus()
    attentes = {li.notifiable_du for li in corpus.listes.values() if li.notifiable_du}
    jours = [corpus.couverture.au, *attentes, *(jour - UN_JOUR for jour in attentes)]
    yield from (replace(RETENUE, examine_le=jour) for jour in jours)
    for demande in demandes(corpus, 10, 44):
        for jour in jours:
            for departement in ("35", "59", "75"):
                jours_ = {"depose_le": jour - 5 * UN_JOUR, "examine_le": jour}
                yield replace(demande, departement=departement, **jours_)  # type: ignore[arg-type]


@pytest.mark.parametrize(("ou", "faire", "rang"), PARTIES)
def test_rien_n_est_de_trop_dans_une_cle(
    ou: str, faire: object, rang: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were a part of the key of a piece left out, some page would hold the piece of another."""
    lot = [*(une for une, langue in tirees(100, 44) if langue == "fr"), *rapprochees()]
    attendues = [composer(une, "fr") for une in lot]
    oublier()
    monkeypatch.setattr(blocs.blocs(droit.corpus(), "fr"), ou, Oublieux(faire, rang))
    assert any(composer(une, "fr") != dite for une, dite in zip(lot, attendues, strict=True))


def test_ce_qui_est_retenu_est_borne(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces are never more than said, and the pages stay the same."""
    tirees_ = tirees(30, 45)
    attendues = [composer(*une) for une in tirees_]
    oublier()
    bornes = ("MORCEAUX_AU_PLUS", "MOULES_AU_PLUS", "TRAMES_AU_PLUS", "SUITES_AU_PLUS")
    for borne in bornes:
        monkeypatch.setattr(blocs, borne, 5)
    assert [composer(*une) for une in tirees_] == attendues


def test_une_adresse_hostile_ne_sort_pas_de_son_attribut() -> None:
    """Facts, digest and query are escaped wherever they stand."""
    (demande, _), *_ = tirees(1, 46)
    faite = composer(demande, "fr", corpus='"><script>', inconnu='"><b>')
    assert "<script>" not in faite
    assert "<b>" not in faite


def test_les_mots_d_un_moule_sont_expliques_une_fois() -> None:
    """A word met in a piece is not explained again after it, whichever piece holds it."""
    with translation.override("fr"):
        cadre = Moule("<p>\0un\0</p><p>droit commun</p><h2>\0deux\0</h2>", "fr")
        un = Morceau.de("Le droit commun.", "fr")
        seul = PageMoulee(("",), cadre, ("",), "fr")
        fois = [
            seul.couler({"un": dit, "deux": "droit commun"}).count('<a class="mot"')
            for dit in (un, "Rien.")
        ]
    assert fois == [1, 1]
