"""A person whom the lists do not govern is told who can help, with the official page."""

import html
import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client

from opposable.web.socle import droit
from opposable.web.socle.francais import phrase
from opposable.web.socle.situations import RECENTE, situations, voisines

QUI = {
    "sans-titre": "sans titre de séjour",
    "saisonnier": "saisonnier",
    "detache": "détache",
    "etudiant": "étudie",
    "famille": "famille",
    "demander-aujourd-hui": "aujourd'hui",
    "refus": "refusée",
}
OFFICIELS = re.compile(r"(?:[a-z-]+\.)*gouv\.fr")
REPONSE = "/reponse/?nationalite=MLI&metier=13222&departement=75"


@pytest.mark.parametrize(("nom", "mot"), QUI.items())
def test_chaque_situation_est_connue(nom: str, mot: str) -> None:
    """Undocumented, seasonal, posted, student, family, today's applicant, refused: all are told."""
    une = next(s for s in situations() if s.id == nom)
    assert mot in une.qui.fr
    assert une.source
    assert all(texte for pair in (une.qui, une.dit) for texte in pair)


@pytest.mark.parametrize("page", [page for s in situations() for page in s.pages])
def test_chaque_adresse_est_officielle(page: tuple[str, object]) -> None:
    """An address is that of the State, over TLS."""
    adresse = urlsplit(page[0])
    assert adresse.scheme == "https"
    assert OFFICIELS.fullmatch(adresse.netloc)


@pytest.mark.parametrize("debut", ["", "/en"])
def test_la_page_ecrit_chaque_adresse(client: Client, debut: str) -> None:
    """The page writes each address out and links it, telling nobody where the person comes from."""
    lue = client.get(f"{debut}/aide/situations/").content.decode()
    for une in situations():
        assert f'id="{une.id}"' in lue
        for page in une.pages:
            lien = f'href="{page.adresse}" rel="external noreferrer noopener"'
            assert lien in lue
            assert page.adresse.removeprefix("https://").rstrip("/") in lue


def test_la_page_dit_ce_que_la_loi_demande_aujourd_hui(client: Client) -> None:
    """The conditions of the admission by work are those of the day, none once it has ended."""
    lue = html.unescape(client.get("/aide/situations/").content.decode())
    aujourd_hui = droit.aujourd_hui()
    for une in droit.corpus().regularisation:
        assert (phrase(une.texte.fr) in lue) == (une.du <= aujourd_hui <= une.au)


def test_le_formulaire_mene_a_chaque_situation(client: Client) -> None:
    """Whoever finds no kind of application to choose is led to each situation, and to the help."""
    lue = client.get("/").content.decode()
    for une in situations():
        assert f"/aide/situations/#{une.id}" in lue
    assert "/aide/situations/" in client.get("/aide/").content.decode()


@pytest.mark.parametrize(
    ("type_", "dites", "tues"),
    [
        ("introduction", {"saisonnier", "detache", "famille"}, {"sans-titre", "etudiant"}),
        ("changement_statut", {"sans-titre", "etudiant", "famille"}, {"saisonnier", "detache"}),
    ],
)
def test_la_reponse_dit_les_situations_voisines(
    client: Client, type_: str, dites: set[str], tues: set[str]
) -> None:
    """Beside an answer stand the situations that its kind of application is taken for."""
    lue = client.get(f"{REPONSE}&type={type_}&depose_le=2009-03-03").content.decode()
    for une in situations():
        if une.id in dites | tues:
            assert (une.pages[-1].adresse in lue) == (une.id in dites), une.id


def test_la_demande_d_aujourd_hui_n_est_dite_que_pour_aujourd_hui() -> None:
    """Where to apply today is told beside an answer about today, never beside one about 2009."""
    jour = date(2026, 11, 26)
    nom = "demander-aujourd-hui"
    assert nom in {s.id for s in voisines("introduction", jour, jour)}
    assert nom in {s.id for s in voisines("introduction", None, jour)}
    assert nom not in {s.id for s in voisines("introduction", jour - RECENTE, jour)}
