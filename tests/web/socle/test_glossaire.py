"""Glossary: the words of the law are explained where they stand, without any script."""

import re

import pytest
from django.test import Client

from opposable.web.socle.glossaire import expliquer, glossaire
from web.navigateur.adresses import SENEGAL


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_la_premiere_fois_qu_un_mot_est_dit_il_est_explique(client: Client, langue: str) -> None:
    """In an answer, a word leads once to its meaning, told on the same page, and in its title."""
    prefixe = "" if langue == "fr" else "/en"
    page = client.get(f"{prefixe}/reponse/?{SENEGAL}").content.decode()
    lies = re.findall(r'<a class="mot" href="#mot-([\w-]+)" title="[^"]+">', page)
    assert lies
    assert sorted(lies) == sorted(set(lies))
    assert re.findall(r'<dt id="mot-([\w-]+)">', page) == [
        mot.id for mot in glossaire() if mot.id in lies
    ]


def test_un_nom_une_commande_ou_un_lien_reste_tel() -> None:
    """Headings, labels, buttons and links are not turned into links; attributes neither."""
    for page in (
        "<h2>Changement de statut</h2>",
        "<label>Changement de statut</label>",
        '<a href="/x">un <b>changement de statut</b></a>',
        '<p title="changement de statut">Rien.</p>',
    ):
        assert expliquer(page, "fr") == (page, ())


def test_un_mot_se_reconnait_entier_et_coupe_par_une_ligne() -> None:
    """A word within another is not one; a space that does not break, or a line, is a space."""
    assert expliquer("<p>inopposable, opposables</p>", "fr")[1] == ()
    page, mots = expliquer("<p>Le droit\ncommun, puis le droit commun.</p>", "fr")
    assert [mot.id for mot in mots] == ["droit-commun"]
    assert page.count("<a ") == 1


def test_l_aide_et_le_formulaire_disent_les_mots(client: Client) -> None:
    """The help tells every word, the form those of the kinds of application."""
    aide, formulaire = (client.get(adresse).content.decode() for adresse in ("/aide/", "/"))
    for mot in glossaire():
        assert aide.count(f'<dt id="mot-{mot.id}">') == 1
    assert '<dt id="mot-changement-statut">' in formulaire


def test_chaque_mot_est_trouve_par_une_forme_de_son_nom() -> None:
    """Every word has a form in each language, and no form stands for two words."""
    for langue in ("fr", "en"):
        formes = [forme.casefold() for mot in glossaire() for forme in mot.formes[langue]]
        assert all(mot.formes[langue] for mot in glossaire())
        assert len(formes) == len(set(formes))
